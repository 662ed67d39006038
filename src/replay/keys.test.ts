import { describe, expect, test } from 'vitest';
import { actionOf, BINDINGS, type KeyTarget } from './keys.ts';

const press = (key: string, target: KeyTarget = 'other', held: Partial<KeyboardEvent> = {}) =>
	actionOf({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held }, target);

test.each([
	[' ', { do: 'togglePlay' }],
	['[', { do: 'step', by: -1 }],
	[']', { do: 'step', by: 1 }],
	['ArrowLeft', { do: 'seekBy', by: -5 }],
	['ArrowRight', { do: 'seekBy', by: 5 }],
	[',', { do: 'frame', by: -1 }],
	['.', { do: 'frame', by: 1 }],
	['0', { do: 'seekTo', share: 0 }],
	['7', { do: 'seekTo', share: 0.7 }],
	['Home', { do: 'seekTo', share: 0 }],
	['End', { do: 'seekTo', share: 1 }],
	['<', { do: 'changeSpeed', by: -1 }],
	['>', { do: 'changeSpeed', by: 1 }],
	['r', { do: 'restart' }],
	['F', { do: 'toggleFullscreen' }],
	['PageDown', { do: 'scroll', by: 1 }],
	['?', { do: 'toggleHelp' }],
	['Escape', { do: 'close' }],
	['x', undefined],
	['Tab', undefined],
	['Enter', undefined],
])('%j', (key, action) => {
	expect(press(key)).toEqual(action);
});

test('Shift makes arrows leap; it is part of typing < and ?', () => {
	expect(press('ArrowRight', 'other', { shiftKey: true })).toEqual({ do: 'seekByShare', share: 0.1 });
	expect(press('?', 'other', { shiftKey: true })).toEqual({ do: 'toggleHelp' });
});

test('keys of the browser stay the browser’s', () => {
	for (const held of ['altKey', 'ctrlKey', 'metaKey'])
		for (const { actions } of BINDINGS)
			for (const key of Object.keys(actions)) expect(press(key, 'other', { [held]: true })).toBeUndefined();
});

describe('a control keeps the keys that it needs', () => {
	test.each([
		['slider', ['ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp'], [' ', '[', '5', 'f', 'Escape']],
		['select', ['ArrowLeft', 'Home', '2', 'f', ' '], ['Escape']],
		['button', [' '], ['ArrowLeft', '[', '.', '5', 'Escape']],
	] as [KeyTarget, string[], string[]][])('%s', (target, own, ours) => {
		for (const key of own) expect(press(key, target), key).toBeUndefined();
		for (const key of ours) expect(press(key, target), key).toBeDefined();
	});
});
