// Our player and asciinema-player, side by side in one run: `npm run bench:replay [-- --quick]`. README.md says how to read it.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findBrowser } from '../e2e/browser.ts';
import { measure, type Measures } from './measure.ts';
import { makeRecordings } from './recordings.ts';
import { PLAYERS, serve, type PlayerName } from './server.ts';

const isQuick = process.argv.includes('--quick');
const RUNS = isQuick ? 1 : 3;
const SEEKS = isQuick ? 20 : 40;
/** Within this share of each other two figures count as equal: machines are noisy. */
const EQUAL = 0.1;

if (!existsSync(path.resolve(import.meta.dirname, '../dist-player/cast-replay.js'))) {
	console.error('There is no dist-player/cast-replay.js: run `npm run build:player` first.');
	process.exit(1);
}
const executablePath = findBrowser();
const recordings = await makeRecordings();
const server = await serve(recordings);
const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
try {
	console.log(
		`Chromium ${browser.version()}, ${availableParallelism()} processors, median of ${RUNS}, ${SEEKS} seeks each`,
	);
	const tally = { better: 0, equal: 0, worse: 0 };
	for (const { name, origin, text } of recordings) {
		const runs: Record<PlayerName, Measures[]> = { 'cast-replay': [], asciinema: [] };
		// In turns, so that what else the machine does meets both.
		for (let run = 0; run < RUNS; run++)
			for (const player of PLAYERS)
				runs[player].push(await measure(browser, server.base, player, name, SEEKS));
		console.log(`\n${name} (${(text.length / 1000).toFixed(0)} kB): ${origin}`);
		console.log(`${''.padEnd(28)}${'ours'.padStart(12)}${'asciinema'.padStart(12)}${'ratio'.padStart(8)}`);
		for (const key of Object.keys(runs.asciinema[0]!) as (keyof Measures)[]) {
			const [ours, theirs] = PLAYERS.map((player) => median(runs[player].map((measures) => measures[key])));
			const ratio = ours! / theirs!;
			const verdict = ratio < 1 - EQUAL ? 'better' : ratio > 1 + EQUAL ? 'worse' : 'equal';
			tally[verdict]++;
			console.log(
				`${key.padEnd(28)}${shown(key, ours!)}${shown(key, theirs!)}${ratio.toFixed(2).padStart(8)}  ${verdict === 'equal' ? '' : verdict}`,
			);
		}
	}
	console.log(`\n${tally.better} better, ${tally.equal} equal within ${EQUAL * 100} %, ${tally.worse} worse`);
} finally {
	await browser.close();
	server.close();
}

function median(values: number[]): number {
	return values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!;
}

function shown(key: string, value: number): string {
	const isSize = /bytes|heap/u.test(key);
	return (isSize ? `${(value / 1000).toFixed(1)} kB` : `${value.toFixed(0)} ms`).padStart(12);
}
