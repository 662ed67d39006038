import { calledAloud } from '../examples/called.ts';
import { fillIn, whyRefused, type CommandPart } from '../examples/fill-in.ts';
import styles from './editor.css?inline';
import { keepValues, storedValues, type Stored } from './stored.ts';
import { labelValue } from './values.ts';

// Constructed, so that it comes with the editor and not with the page, and a strict policy lets it be.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

/** What a value in the page says of itself. */
interface Declared {
	name: string;
	label: string;
	default: string;
	pattern: string;
	help: string;
}

function declared({ dataset }: HTMLElement): Declared {
	return {
		name: dataset['value']!,
		label: dataset['label']!,
		default: dataset['default']!,
		pattern: dataset['pattern']!,
		help: dataset['help']!,
	};
}

/** The reader's own value; undefined where it is the recorded one, or where what is stored would be refused. */
function changedTo(value: Declared, stored: Stored): string | undefined {
	const own = Object.hasOwn(stored, value.name) ? stored[value.name] : undefined;
	if (typeof own !== 'string' || own === value.default) return undefined;
	return whyRefused(own, value) === undefined ? own : undefined;
}

function valuesOnPage(): HTMLElement[] {
	return [...document.querySelectorAll<HTMLElement>('.value')];
}

/** Shows the reader's values in every command of the page, and says in each block which are not the recorded ones. */
export function show(): void {
	const stored = storedValues();
	for (const element of valuesOnPage()) {
		const value = declared(element);
		const own = changedTo(value, stored);
		element.replaceChildren(own ?? value.default, ...element.querySelectorAll('svg'));
		element.toggleAttribute('data-changed', own !== undefined);
		labelValue(element);
	}
	for (const command of document.querySelectorAll<HTMLElement>('[data-parts]')) showCommand(command, stored);
}

function showCommand(command: HTMLElement, stored: Stored): void {
	const own = new Map<string, { element: HTMLElement; to: string }>();
	for (const element of command.querySelectorAll<HTMLElement>('.value')) {
		const to = changedTo(declared(element), stored);
		if (to !== undefined) own.set(element.dataset['value']!, { element, to });
	}
	const values = Object.fromEntries([...own].map(([name, { to }]) => [name, to]));
	const parts = JSON.parse(command.dataset['parts']!) as CommandPart[];
	if (own.size > 0) command.dataset['filled'] = fillIn(parts, values);
	else delete command.dataset['filled'];
	const button = command.querySelector('[data-copy-command]');
	if (button) button.ariaLabel = `Copy: ${calledAloud(fillIn(parts, values))}`;
	for (const old of command.parentElement!.querySelectorAll(':scope > .value-note')) old.remove();
	const notes = [...own.values()].map(({ element, to }) => noteOf(declared(element), to, element));
	const card = command.nextElementSibling?.matches('.value-card') ? command.nextElementSibling : command;
	card.after(...notes);
}

/** The line that says which value is not the recorded one. */
function noteOf(value: Declared, to: string, element: HTMLElement): HTMLElement {
	const note = make('p', 'value-note');
	note.append(
		'You use ',
		make('code', '', to),
		' where the recording has ',
		make('code', '', value.default),
		'. ',
	);
	const reset = button('Reset', () => {
		change(value, undefined, element);
		element.focus();
	});
	reset.ariaLabel = `Reset: ${value.label}`;
	note.append(reset);
	return note;
}

/** Keeps a value, or with undefined goes back to the recorded one; every command follows. */
function change(value: Declared, to: string | undefined, element: HTMLElement): void {
	const before = changedTo(value, storedValues());
	const others = Object.entries(storedValues()).filter(([name]) => name !== value.name);
	const own = to === value.default ? undefined : to;
	keepValues(Object.fromEntries(own === undefined ? others : [...others, [value.name, own]]));
	show();
	if (own === before) return;
	const now =
		own === undefined
			? `${value.label}: ${value.default} again, as recorded.`
			: `${value.label}: ${own} in all commands of the book. The recording has ${value.default}.`;
	say(element, now);
}

function resetAll(element: HTMLElement): void {
	keepValues({});
	show();
	say(element, 'All values are as recorded again.');
}

/** Tells a screen reader; clearing first makes the same words news again. */
function say(element: HTMLElement, text: string): void {
	const status = element.closest('command-block')?.querySelector('[role="status"]');
	if (!status) return;
	status.textContent = '';
	requestAnimationFrame(() => (status.textContent = text));
}

/** Makes the value a field in its place, with a card under the command. */
export function edit(element: HTMLElement): void {
	// Pressed again before this came.
	if (element.hidden) return;
	const value = declared(element);
	const stored = storedValues();
	const field = make('input', 'value-field');
	Object.assign(field, {
		id: 'value-field',
		value: changedTo(value, stored) ?? value.default,
		autocomplete: 'off',
		autocapitalize: 'off',
		spellcheck: false,
		enterKeyHint: 'done',
	});
	const fit = () => (field.size = Math.max(field.value.length, 4) + 1);
	fit();

	const label = make('label', '', value.label);
	label.htmlFor = field.id;
	const help = make('p', 'help', value.help);
	help.id = 'value-help';
	const fault = make('p', 'fault');
	fault.role = 'alert';
	fault.id = 'value-fault';
	field.setAttribute('aria-describedby', `${help.id} ${fault.id}`);
	const keys = make('p', 'keys');
	keys.append(make('kbd', '', 'Enter'), ' keeps it, ', make('kbd', '', 'Esc'), ' leaves it as it was.');
	const card = make('div', 'value-card');
	card.role = 'group';
	card.ariaLabel = value.label;
	card.append(label, help, fault, keys);
	const names = new Set(
		valuesOnPage().flatMap((other) =>
			changedTo(declared(other), stored) === undefined ? [] : [other.dataset['value']!],
		),
	);
	const actions = make('div', 'actions');
	const andClose = (act: () => void) => () => {
		close();
		act();
		element.focus();
	};
	if (names.has(value.name))
		actions.append(
			button(
				`Reset to ${value.default}`,
				andClose(() => change(value, undefined, element)),
			),
		);
	if (Object.keys(stored).length > 1 && names.size > 0)
		actions.append(
			button(
				'Reset all',
				andClose(() => resetAll(element)),
			),
		);
	if (actions.childElementCount > 0) card.append(actions);

	let open = true;
	const close = () => {
		open = false;
		field.remove();
		card.remove();
		element.hidden = false;
	};
	/** Keeps what is in the field if it will do; else says why not, and nothing is lost. */
	const commit = (): boolean => {
		const to = field.value.trim();
		const why = whyRefused(to, value);
		fault.textContent = why ?? '';
		field.ariaInvalid = why === undefined ? null : 'true';
		if (why !== undefined) return false;
		close();
		change(value, to, element);
		return true;
	};
	const leave = ({ relatedTarget }: FocusEvent) => {
		if (!open || relatedTarget === field || (relatedTarget instanceof Node && card.contains(relatedTarget)))
			return;
		commit();
	};
	const key = (event: KeyboardEvent) => {
		if (event.key === 'Escape') {
			close();
			element.focus();
		} else if (event.key === 'Enter' && event.target === field && !event.isComposing) {
			event.preventDefault();
			if (commit()) element.focus();
		} else return;
		event.stopPropagation();
	};
	for (const part of [field, card]) {
		part.addEventListener('focusout', leave);
		part.addEventListener('keydown', key);
	}
	field.addEventListener('input', () => {
		fit();
		if (field.ariaInvalid && whyRefused(field.value.trim(), value) === undefined) {
			fault.textContent = '';
			field.ariaInvalid = null;
		}
	});
	// Some browsers do not focus a button that is pressed: the field would be left, and the card gone before the click.
	card.addEventListener('pointerdown', (event) => event.preventDefault());

	// Another field that was left with what will not do.
	for (const other of document.querySelectorAll('.value-field, .value-card')) other.remove();
	for (const other of valuesOnPage()) other.hidden = false;
	element.hidden = true;
	element.after(field);
	element.closest('.command')!.after(card);
	field.focus();
	field.select();
}

function button(text: string, act: () => void): HTMLButtonElement {
	const made = make('button', '', text);
	made.type = 'button';
	made.addEventListener('click', act);
	return made;
}

function make<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	className: string,
	text = '',
): HTMLElementTagNameMap[Tag] {
	const element = document.createElement(tag);
	if (className !== '') element.className = className;
	element.textContent = text;
	return element;
}
