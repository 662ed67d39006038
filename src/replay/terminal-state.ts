import type { Terminal } from '@xterm/headless';
import { SerializeAddon } from '@xterm/addon-serialize';

export interface StateReader {
	/**
	 * Everything that a terminal needs to look and go on like this one, to be written into a new one of the same
	 * size; `undefined` in the rare state that cannot be written down (a scroll region, a saved cursor, another character set …).
	 */
	read(): string | undefined;
	/** Whether programs have the cursor shown (DECTCEM); the terminal keeps that to itself. */
	isCursorVisible(): boolean;
}

/**
 * Watches a terminal from its beginning, so that its state can be written down at any time. The serialize addon knows
 * cells, cursor and modes; whether there is more than that is followed here through the parser.
 */
export function watchState(terminal: Terminal): StateReader {
	const addon = new SerializeAddon();
	// The addon is written for both flavours of the terminal, and typed for the other one.
	terminal.loadAddon(addon);

	let cursorVisible = true;
	/** What was done that cannot be undone by writing: until the next full reset. */
	const strange = new Set<string>();
	const csi = (
		id: Parameters<Terminal['parser']['registerCsiHandler']>[0],
		note: (params: number[]) => void,
	) =>
		terminal.parser.registerCsiHandler(id, (params) => {
			note(params.map((value) => (Array.isArray(value) ? value[0]! : value)));
			return false;
		});
	const esc = (id: Parameters<Terminal['parser']['registerEscHandler']>[0], note: () => void) =>
		terminal.parser.registerEscHandler(id, () => {
			note();
			return false;
		});

	// Each of the two screens has a scroll region; a resize opens both again.
	const region = () => `region of ${terminal.buffer.active.type}`;
	csi({ final: 'r' }, ([top = 0, bottom = 0]) => {
		const isWhole = top <= 1 && (bottom === 0 || bottom >= terminal.rows);
		if (isWhole) strange.delete(region());
		else strange.add(region());
	});
	terminal.onResize(() => {
		for (const type of ['normal', 'alternate']) strange.delete(`region of ${type}`);
	});
	for (const final of 'hl')
		csi({ prefix: '?', final }, (modes) => {
			if (modes.includes(25)) cursorVisible = final === 'h';
		});
	esc({ final: 'c' }, () => {
		strange.clear();
		cursorVisible = true;
	});
	// DECSC and its restoring; SCO's flavour too.
	esc({ final: '7' }, () => strange.add('cursor'));
	csi({ final: 's' }, () => strange.add('cursor'));
	esc({ final: '8' }, () => strange.delete('cursor'));
	csi({ final: 'u' }, () => strange.delete('cursor'));
	// Tab stops of its own; a character set other than ASCII.
	esc({ final: 'H' }, () => strange.add('tabs'));
	csi({ final: 'g' }, () => strange.add('tabs'));
	for (const intermediates of ['(', ')', '*', '+']) {
		for (const final of '0A4C5RQKYE6ZH7=') esc({ intermediates, final }, () => strange.add(intermediates));
		esc({ intermediates, final: 'B' }, () => strange.delete(intermediates));
	}

	return {
		read() {
			if (strange.size > 0) return undefined;
			// At the edge, waiting to wrap: no sequence puts a cursor there.
			if (terminal.buffer.active.cursorX >= terminal.cols) return undefined;
			return `${addon.serialize()}${cursorVisible ? '' : '\u001B[?25l'}`;
		},
		isCursorVisible: () => cursorVisible,
	};
}
