/** The top folder in the archive. */
export const FOLDER = 'containers-by-example';

/** The archive, beside the first page. */
export const ARCHIVE_FILE = `${FOLDER}.tar.gz`;

/** Where the first page says how large the archive is, which is known once the page is built. */
export const SIZE_PLACE = '<span data-archive-size></span>';
