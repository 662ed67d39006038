/**
 * What every page runs at once. One file for all pages: it is fetched once, and what the parts share is in it once.
 * Everything that waits for a press is loaded by them on demand.
 */
import '../engine-choice/engine-switch.ts';
import '../command-block/command-block.ts';
import '../page-tools/opener.ts';
import '../search/opener.ts';
import './heading-link.ts';
import './theme-select.ts';
import './wide-tables.ts';

/** Milliseconds for a page that has loaded to come to rest, before the browser is given more to do. */
const AFTER_LOADING = 1000;

// Only marks what has been read, or keeps it: it waits until everything else is there. It shares no module with what is
// above, which the build would have the browser preload once more, and Firefox takes that for a failure.
addEventListener('load', () => {
	void import('../progress/reading-progress.ts').catch(() => {});
	setTimeout(() => void import('../offline/offline.ts').catch(() => {}), AFTER_LOADING);
});
