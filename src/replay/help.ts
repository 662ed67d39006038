import { BINDINGS } from './keys.ts';

/** The list of keys, as a dialogue of the platform: it takes the focus, gives it back, and closes with Escape. */
export function createHelp(): HTMLDialogElement {
	const dialog = document.createElement('dialog');
	dialog.className = 'replay-help';
	dialog.ariaLabel = 'Keys of the replay';
	const list = document.createElement('dl');
	for (const { keys, what } of BINDINGS) {
		const [term, description] = [document.createElement('dt'), document.createElement('dd')];
		term.textContent = keys;
		description.textContent = what;
		list.append(term, description);
	}
	const close = document.createElement('button');
	close.type = 'button';
	close.textContent = 'Close';
	close.addEventListener('click', () => dialog.close());
	dialog.append(list, close);
	// What is pressed in it is no key of the replay.
	dialog.addEventListener('keydown', (event) => {
		event.stopPropagation();
		if (event.key === '?') dialog.close();
	});
	return dialog;
}
