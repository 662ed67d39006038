import { defineConfig } from '@playwright/test';
import { findBrowser } from './e2e/browser.ts';

const PORT = 4329;
/** `BOOK_URL=https://host/path/ npx playwright test --project=book` tests the book where it is served, by whatever server. */
const bookUrl = process.env['BOOK_URL'];
const executablePath = findBrowser();

export default defineConfig({
	testDir: 'e2e',
	fullyParallel: true,
	forbidOnly: Boolean(process.env['CI']),
	// Machines that run these tests are small and shared.
	workers: 2,
	timeout: 60_000,
	reporter: [['list']],
	// A test that has no picture to compare with fails; `npm run pictures` makes it.
	updateSnapshots: 'none',
	use: {
		// A page that came from what was kept would be none that a test has asked the server for; offline.spec.ts allows them.
		serviceWorkers: 'block',
		baseURL: bookUrl ?? `http://localhost:${PORT}/`,
		viewport: { width: 1280, height: 900 },
		launchOptions: {
			...(executablePath === undefined ? {} : { executablePath }),
			// A browser that looks for updates or for its maker's servers only slows the tests down.
			args: ['--disable-background-networking', '--disable-component-update', '--disable-sync'],
		},
	},
	projects: [
		{ name: 'book', testIgnore: 'visual/**' },
		{
			name: 'pictures',
			testMatch: 'visual/**',
			// One set for all machines: see “The style page and its pictures” in CONTRIBUTING.md.
			snapshotPathTemplate: 'e2e/visual/pictures/{arg}{ext}',
		},
	],
	...(bookUrl === undefined && {
		webServer: {
			command: `sirv dist --quiet --port ${PORT}`,
			url: `http://localhost:${PORT}/`,
			reuseExistingServer: false,
		},
	}),
});
