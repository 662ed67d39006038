import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { globSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import webdriver, { type WebDriver } from 'selenium-webdriver';
import { keysOf, SIZE, type Source } from './browser.ts';

const { Builder, Capabilities, Key, Origin } = webdriver;

/** The small browser that WebKitGTK brings along; Debian, then Fedora. */
const findMiniBrowser = () =>
	globSync(['/usr/lib/*/webkit2gtk-4.*/MiniBrowser', '/usr/libexec/webkit2gtk-4.*/MiniBrowser']).at(0);

/** The packages of which something is missing. */
const NEEDED: Record<string, () => boolean> = {
	'webkit2gtk-driver': () => isThere('WebKitWebDriver') && findMiniBrowser() !== undefined,
	xvfb: () => isThere('Xvfb'),
};

const isThere = (program: string) => spawnSync('which', [program], { stdio: 'ignore' }).status === 0;

/** Milliseconds that the driver may take to answer for the first time. */
const PATIENCE = 15_000;

/** Debian's WebKitGTK, on a screen that exists in memory only: it has no mode without a window. */
export const webkit: Source = {
	name: 'WebKit',
	packages: ['webkit2gtk-driver', 'xvfb', 'fonts-dejavu-core'],
	missing: () => Object.keys(NEEDED).filter((name) => !NEEDED[name]!()),
	open: async () => {
		const started: ChildProcess[] = [];
		const start = (command: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
			const child = spawn(command, args, {
				stdio: ['ignore', 'pipe', 'ignore'],
				env: { ...process.env, ...env },
				// A process group of its own, so that what it starts can be ended with it.
				detached: true,
			});
			// A program that cannot be started shows in what waits for it.
			child.on('error', () => {});
			started.push(child);
			return child;
		};
		const end = async () => {
			for (const child of started.reverse()) await ended(child);
		};
		// A run that is interrupted leaves nothing behind either.
		process.once('exit', () => started.forEach(kill));
		try {
			const display = await displayOf(
				start('Xvfb', ['-displayfd', '1', '-screen', '0', '1400x1000x24', '-nolisten', 'tcp']),
			);
			const port = await freePort();
			start('WebKitWebDriver', ['--host=127.0.0.1', `--port=${port}`], {
				DISPLAY: `:${display}`,
				// In a container, and as root, its sandbox cannot be made; it shows nothing but the book.
				WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
				LIBGL_ALWAYS_SOFTWARE: '1',
				NO_AT_BRIDGE: '1',
			});
			const driver = await connect(`http://127.0.0.1:${port}`);
			const capabilities = await driver.getCapabilities();
			await resize(driver, SIZE.width);
			return {
				name: `WebKitGTK ${capabilities.get('browserVersion') as string}`,
				goto: (url) => driver.get(url),
				evaluate: (work, ...args) => driver.executeScript(work, ...args),
				press: async (shortcut) => {
					const keys = keysOf(shortcut).map(keyOf);
					const actions = driver.actions();
					for (const key of keys) actions.keyDown(key);
					for (const key of keys.reverse()) actions.keyUp(key);
					await actions.perform();
				},
				click: (x, y) =>
					driver
						.actions()
						.move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT, duration: 0 })
						.click()
						.perform(),
				setWidth: (width) => resize(driver, width),
				close: async () => {
					await driver.quit().finally(end);
				},
			};
		} catch (error) {
			await end();
			throw error;
		}
	},
};

/** `ArrowRight` is a private-use character to WebDriver; a letter is itself. */
function keyOf(name: string): string {
	if (name.length === 1) return name;
	const key = (Key as unknown as Record<string, string | undefined>)[
		name.replaceAll(/(?<=[a-z])(?=[A-Z])/gu, '_').toUpperCase()
	];
	if (key === undefined) throw new Error(`Key: expected a name as in KeyboardEvent.key, found “${name}”`);
	return key;
}

/** The window has a frame and bars of its own, so what the page gets is measured, and the difference added. */
async function resize(driver: WebDriver, width: number): Promise<void> {
	const window = driver.manage().window();
	const size = () => driver.executeScript<number[]>('return [innerWidth, innerHeight]');
	await window.setRect({ width, height: SIZE.height });
	const [inner, innerHeight] = (await size()) as [number, number];
	if (inner !== width)
		await window.setRect({ width: width + width - inner, height: 2 * SIZE.height - innerHeight });
}

async function connect(url: string): Promise<WebDriver> {
	const until = Date.now() + PATIENCE;
	const answers = () =>
		fetch(`${url}/status`).then(
			({ ok }) => ok,
			() => false,
		);
	while (!(await answers())) {
		if (Date.now() > until)
			throw new Error(`WebKitWebDriver: expected an answer within ${PATIENCE} ms, found none`);
		await setTimeout(50);
	}
	const capabilities = new Capabilities({
		browserName: 'MiniBrowser',
		'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
	});
	return new Builder().usingServer(url).withCapabilities(capabilities).build();
}

/** The number of the display that Xvfb has found free, which it prints once it is ready. */
function displayOf(xvfb: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		xvfb.stdout!.once('data', (text: Buffer) => resolve(text.toString().trim()));
		xvfb.once('error', reject);
		xvfb.once('exit', () => reject(new Error('Xvfb: expected a display, but it has ended')));
	});
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as AddressInfo;
			server.close(() => resolve(port));
		});
	});
}

/** Ends a program and what it has started. By force: a page that never ends its script listens to nothing else. */
function kill({ pid }: ChildProcess): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// They have all ended by themselves.
	}
}

function ended(child: ChildProcess): Promise<void> {
	return new Promise((resolve) => {
		const hasEnded = child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
		if (hasEnded) resolve();
		else child.once('exit', () => resolve());
		kill(child);
	});
}
