/**
 * The values in the commands that a reader may change. What is needed at once is here, and little; showing changed
 * values and changing them comes with editor.ts when there is something to show, or on a press.
 */

/** Where changed values are kept between visits: a JSON object, values by name. */
export const STORAGE_KEY = 'values';

const load = () => import('./editor.ts');

/** What is copied of a command: what was executed, with the reader's values in it. */
export function textOfCommand(command: HTMLElement): string {
	return command.dataset['filled'] ?? command.dataset['command']!;
}

/** What a screen reader says of a value: its name, what it is, and that it can be changed. */
export function labelValue(value: HTMLElement): void {
	value.ariaLabel = `${value.dataset['label']!}: ${value.textContent.trim()}. Change it`;
}

function start(): void {
	const values = document.querySelectorAll<HTMLElement>('.value');
	if (values.length === 0) return;
	for (const value of values) {
		value.role = 'button';
		value.tabIndex = 0;
		labelValue(value);
	}
	const show = () => void load().then((editor) => editor.show());
	const press = (event: Event) => {
		const value = event.target instanceof Element ? event.target.closest<HTMLElement>('.value') : null;
		// Under a replay nobody would see the field.
		if (!value || value.ariaDisabled) return;
		event.preventDefault();
		void load().then((editor) => editor.edit(value));
	};
	// The field shall be there when the first key is typed: it comes with the intent.
	for (const intent of ['pointerover', 'focusin'])
		addEventListener(intent, ({ target }) => {
			if (target instanceof Element && target.closest('.value')) void load();
		});
	addEventListener('click', press);
	addEventListener('keydown', (event) => {
		if (event.key === 'Enter' || event.key === ' ') press(event);
	});
	addEventListener('storage', ({ key }) => {
		if (key === STORAGE_KEY || key === null) show();
	});
	// A page that the Back button brings out of memory has missed what was changed meanwhile.
	addEventListener('pageshow', ({ persisted }) => {
		if (persisted) show();
	});
	try {
		if (localStorage.getItem(STORAGE_KEY)) show();
	} catch {
		// Storage is blocked: nothing is kept.
	}
}

start();
