/** The top folder in the archive. */
export const FOLDER = 'containers-by-example';

/** The archive, beside the first page. */
export const ARCHIVE_FILE = `${FOLDER}.tar.gz`;

/** What `sha256sum --check` asks for, beside it. */
export const CHECKSUM_FILE = `${ARCHIVE_FILE}.sha256`;

/** Where the first page says how large the archive is, which is known once the page is built. */
export const SIZE_PLACE = '<span data-archive-size></span>';
