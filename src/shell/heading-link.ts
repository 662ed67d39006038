/**
 * The sign beside a heading leads to it, and puts the heading's address on the clipboard, with the reader's choice of
 * engine. Where the browser refuses, the address bar has it.
 */
import { copyText } from '../command-block/copy-text.ts';
import { withChoice } from '../engine-choice/choice.ts';

/** Milliseconds for which the sign says that it has copied. */
const COPIED_FOR = 2000;

document.addEventListener('click', ({ target }) => {
	const link = target instanceof Element && target.closest<HTMLAnchorElement>('.sl-anchor-link');
	if (!link) return;
	void copyText(withChoice(link.href)).then((copied) => {
		if (!copied) return;
		link.dataset['state'] = 'copied';
		document.querySelector('[data-choice-status]')!.textContent = 'Link copied.';
		setTimeout(() => delete link.dataset['state'], COPIED_FOR);
	});
});
