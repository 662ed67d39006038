import { spawn } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');

/** What is no source: installed, built, or of this machine. */
const NO_SOURCE = new Set([
	'.git',
	'.astro',
	'node_modules',
	'dist',
	'dist-player',
	'release',
	'test-results',
	'playwright-report',
]);

export interface OtherBuild {
	/** The built book. */
	dist: string;
	/** Removes it, and the copy that it was made of. */
	remove: () => Promise<void>;
}

/**
 * Builds the book once more, from a copy of its sources in a folder of another name and depth, where there is no Git.
 *
 * @param env variables besides those of this process; `SOURCE_DATE_EPOCH` stands for the date of the commit
 * @throws {Error} with the end of what it printed, when it does not build
 */
export async function buildElsewhere(env: Record<string, string>): Promise<OtherBuild> {
	const top = await mkdtemp(path.join(tmpdir(), 'another build '));
	const copy = path.join(top, 'of', 'the-book');
	const remove = () => rm(top, { recursive: true, force: true });
	try {
		await cp(ROOT, copy, {
			recursive: true,
			filter: (file) => !NO_SOURCE.has(path.relative(ROOT, file)),
		});
		linkTree(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
		await build(copy, { ...process.env, ...env });
	} catch (fault) {
		await remove();
		throw fault;
	}
	return { dist: path.join(copy, 'dist'), remove };
}

/** What earlier builds have left among the packages. */
const CACHES = new Set(['.vite', '.astro', '.cache', '.vite-temp']);

/** Astro takes no packages from outside of its folder, so they are in the copy too, as other names of the same files. */
function linkTree(from: string, to: string): void {
	mkdirSync(to);
	for (const entry of readdirSync(from, { withFileTypes: true })) {
		const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
		if (entry.isDirectory()) {
			if (!CACHES.has(entry.name)) linkTree(source, target);
		} else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target);
		else linkOrCopy(source, target);
	}
}

function linkOrCopy(from: string, to: string): void {
	try {
		linkSync(from, to);
	} catch {
		// On another disk.
		copyFileSync(from, to);
	}
}

function build(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
	const child = spawn(process.execPath, [path.join(folder, 'node_modules/astro/bin/astro.mjs'), 'build'], {
		cwd: folder,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let printed = '';
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => {
			printed += text;
		});
	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (status) => {
			if (status === 0) resolve();
			else reject(new Error(`astro build ended with ${status ?? 'a signal'}:\n${printed.slice(-2000)}`));
		});
	});
}
