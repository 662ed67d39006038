import { expect, test } from 'vitest';
import type { Fault, State } from './messages.ts';
import { megabytes, viewOf } from './words.ts';

const state = (change: Partial<State> = {}): State => ({
	total: 12_600_000,
	kept: 0,
	pages: [],
	wanted: false,
	running: false,
	...change,
});
const labels = (change: Partial<State>) => viewOf(state(change)).buttons.map(({ label }) => label);

test('megabytes have one decimal', () => {
	expect(['0.0\u00A0MB', '1.0\u00A0MB', '12.6\u00A0MB']).toEqual([0, 999_999, 12_583_912].map(megabytes));
});

test('the size is said before anything is asked for', () => {
	expect(viewOf(state())).toEqual({
		text: 'Nothing is on this device yet.',
		buttons: [{ press: 'whole', label: 'Keep the whole book for offline reading (12.6\u00A0MB)' }],
	});
	expect(labels({ kept: 1_000_000 })).toEqual([
		'Keep the whole book for offline reading (11.6\u00A0MB more)',
		'Remove everything from this device',
	]);
});

test('while it is fetched there is progress, and a way to stop', () => {
	expect(viewOf(state({ kept: 6_300_000, wanted: true, running: true }))).toEqual({
		text: 'Fetching the book: 6.3\u00A0MB of 12.6\u00A0MB.',
		progress: 0.5,
		buttons: [{ press: 'stop', label: 'Stop' }],
	});
});

test('what is whole can be removed, and nothing more', () => {
	const view = viewOf(state({ kept: 12_600_000, wanted: true }));
	expect(view.text).toBe('The whole book is on this device (12.6\u00A0MB).');
	expect(view.buttons.map(({ press }) => press)).toEqual(['remove']);
});

test('each fault is a sentence, and there is a way to go on unless the browser keeps nothing at all', () => {
	for (const fault of ['network', 'full', 'changed'] satisfies Fault[]) {
		const change = { kept: 2_000_000, wanted: true, fault };
		expect(viewOf(state(change)).text).toMatch(/\. 2\.0\u00A0MB of 12\.6\u00A0MB are on this device\.$/u);
		expect(labels(change)).toEqual(['Go on: 10.6\u00A0MB are left', 'Remove everything from this device']);
	}
	expect(viewOf(state({ fault: 'refused' }))).toMatchObject({ buttons: [] });
	// A fault is over once everything is there.
	expect(viewOf(state({ kept: 12_600_000, fault: 'full' })).text).not.toContain('room');
});
