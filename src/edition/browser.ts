import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Browsers that a system brings along, in the order in which they are tried. */
const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of a Chromium: Playwright's own, else one of the system's; undefined when there is none. */
export function findBrowser(): string | undefined {
	return [chromium.executablePath(), ...INSTALLED].find((path) => existsSync(path));
}
