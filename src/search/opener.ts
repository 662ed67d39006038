/** Kept as `off` by a reader who does not want `/` to open the search; the dialog has the switch for it (WCAG 2.1.4). */
const SLASH_KEY = 'search-slash';

const button = document.querySelector<HTMLElement>('[data-open-search]');
const load = () => import('./dialog.ts');

async function open(): Promise<void> {
	const failure = document.querySelector('.search-failure')!;
	failure.textContent = '';
	try {
		(await load()).openSearch(SLASH_KEY);
	} catch {
		failure.textContent = 'The search cannot be loaded. Is the connection gone?';
	}
}

function slashIsOff(): boolean {
	try {
		return localStorage.getItem(SLASH_KEY) === 'off';
	} catch {
		return false;
	}
}

button?.addEventListener('click', () => void open());
for (const intent of ['pointerenter', 'focus'])
	button?.addEventListener(intent, () => void load().catch(() => {}), { once: true });
addEventListener('keydown', (event) => {
	const { key, ctrlKey, metaKey, altKey, shiftKey, target, defaultPrevented } = event;
	if (defaultPrevented || altKey) return;
	const isTyping =
		target instanceof Element && target.closest('input, textarea, select, dialog, [contenteditable]');
	const isShortcut = (ctrlKey || metaKey) && !shiftKey && key.toLowerCase() === 'k';
	const isSlash = key === '/' && !ctrlKey && !metaKey && !isTyping && !slashIsOff();
	if (!isShortcut && !isSlash) return;
	event.preventDefault();
	void open();
});
