/**
 * What every page runs at once. One file for all pages: it is fetched once, and what the parts share is in it once.
 * Everything that waits for a press is loaded by them on demand.
 */
import '../engine-choice/engine-switch.ts';
import '../command-block/command-block.ts';
import '../page-tools/opener.ts';
import '../search/opener.ts';
import './theme-select.ts';

// Pressed before it is there, the sign beside a heading only leads to it.
addEventListener('load', () => void import('./after-load.ts').catch(() => {}));
