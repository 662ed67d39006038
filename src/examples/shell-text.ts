import type { Quote } from './fill-in.ts';
import { PLACEHOLDER, PLACEHOLDERS } from './pattern.ts';

/** A value's place in a command. Offsets count UTF-16 units from the start. */
export interface Place {
	name: string;
	start: number;
	end: number;
	quote: Quote;
}

/** Something in a command that readers could not copy safely; the message says what and where. */
export class ShellTextError extends Error {
	override name = 'ShellTextError';
	constructor(text: string, offset: number, why: string) {
		const line = text.slice(0, offset).split('\n');
		super(`line ${line.length}, column ${line.at(-1)!.length + 1}: ${why}`);
	}
}

/**
 * Reads a command as a shell does and finds where values stand in it, as `‹name›`.
 *
 * @throws {ShellTextError} for a comment (zsh runs it), a quote without its end, and a value where no quoting
 *   would keep it what it is
 */
export function placesIn(text: string): Place[] {
	return new Reader(text).all();
}

const PLACEHOLDER_HERE = new RegExp(PLACEHOLDER.source, 'uy');

/** After these a shell looks for a command again. */
const BEFORE_A_COMMAND = new Set(
	'! { } if then elif else fi while until do done esac time command env exec nohup sudo xargs builtin noglob'.split(
		' ',
	),
);
/** Whether a command still comes behind a word: an option may be one of `sudo`’s own. */
function isBeforeCommand(word: string): boolean {
	return BEFORE_A_COMMAND.has(word) || word.startsWith('-');
}

/** They run a text, or take names and sums apart, whatever the quotes around them. */
const INTERPRETERS = new Set(
	'. [ [[ alias declare eval let local printf read readonly source test trap typeset unset ssh su watch'.split(
		' ',
	),
);
/** `test -f name` and its like take a name for what it is; a comparison may do sums with it. */
const FILE_TEST = /^-[bcdefghkprsuwxLNOGS]$/u;
/** They run the text behind their option `-c` or `-e`, wherever in a command they stand. */
const RUNS_TEXT = /^(?:.*\/)?(?:(?:ba|da|z|k|a)?sh|python[\d.]*|perl|node|ruby|awk)$/u;

interface Heredoc {
	delimiter: string;
	/** A quoted delimiter: the text stands for itself. */
	literal: boolean;
	stripsTabs: boolean;
}

class Reader {
	#text: string;
	#at = 0;
	#places: Place[] = [];
	#heredocs: Heredoc[] = [];

	constructor(text: string) {
		this.#text = text;
	}

	all(): Place[] {
		this.#commands(undefined);
		if (this.#heredocs.length > 0) this.#refuse(`the heredoc has no end ${this.#heredocs[0]!.delimiter}`);
		return this.#places;
	}

	#refuse(why: string, offset = this.#at): never {
		throw new ShellTextError(this.#text, offset, why);
	}

	get #next(): string {
		return this.#text[this.#at] ?? '';
	}

	#startsWith(text: string): boolean {
		return this.#text.startsWith(text, this.#at);
	}

	/** Commands up to `end`, which is read too; without one, up to the end of the text. */
	#commands(end: ')' | undefined): void {
		const start = this.#at;
		let words: string[] = [];
		let isCommand = true;
		let isTarget = false;
		let cases = 0;
		const anew = () => {
			words = [];
			isCommand = true;
			isTarget = false;
		};
		while (this.#at < this.#text.length) {
			const next = this.#next;
			if (next === ' ' || next === '\t') this.#at++;
			else if (this.#startsWith('\\\n')) this.#at += 2;
			else if (next === '\n') {
				this.#at++;
				this.#heredocTexts();
				anew();
			} else if (next === '#') {
				this.#refuse('a comment, which zsh takes for a command or its arguments; say it in the note');
			} else if (next === ')') {
				this.#at++;
				if (end && cases === 0) return;
				anew();
			} else if (this.#startsWith('((')) this.#apart('((', '))', 'a sum');
			else if (next === '(') {
				this.#at++;
				if (cases === 0) this.#commands(')');
				anew();
			} else if (';&|'.includes(next) && !this.#startsWith('&>')) {
				this.#at++;
				anew();
			} else if ('<>&'.includes(next)) {
				if (this.#redirection()) isTarget = true;
			} else {
				const raw = this.#word({ words, isCommand: isCommand && !isTarget });
				if (isTarget) isTarget = false;
				else {
					if (isCommand && raw === 'case') cases++;
					if (isCommand && raw === 'esac') cases--;
					const assigns = isCommand && /^\w+\+?=/u.test(raw);
					if (!assigns) words.push(raw);
					if (isCommand && !assigns && !isBeforeCommand(raw)) isCommand = false;
				}
			}
		}
		if (end) this.#refuse('“(” has no end', start - 1);
	}

	/** `>file`, `2>&1`, `<<END`. Returns whether a word follows that is a file's name. */
	#redirection(): boolean {
		const [operator] = /^(?:&>>?|<<<|<<-?|<>|<&|>&|>\||>>|<|>)/u.exec(this.#text.slice(this.#at))!;
		this.#at += operator.length;
		if ((operator === '<' || operator === '>') && this.#next === '(') {
			this.#at++;
			this.#commands(')');
			return false;
		}
		if (operator.endsWith('>&') || operator === '<&') {
			if (this.#next === '‹') this.#refuse('a value cannot be the number of a file');
			return true;
		}
		if (operator === '<<' || operator === '<<-') {
			const [all, quote, delimiter] =
				/^[ \t]*(['"\\]?)([\w.-]+)['"]?/u.exec(this.#text.slice(this.#at)) ?? [];
			if (all === undefined) this.#refuse('a heredoc’s delimiter must be one plain word');
			this.#at += all.length;
			this.#heredocs.push({ delimiter: delimiter!, literal: quote !== '', stripsTabs: operator === '<<-' });
			return false;
		}
		return true;
	}

	/** One word, from its first character to the one behind its last. Returns it as it is written. */
	#word(before: { words: readonly string[]; isCommand: boolean }): string {
		const start = this.#at;
		const placesBefore = this.#places.length;
		while (this.#at < this.#text.length && !/[\s;&|()<>]/u.test(this.#next)) {
			const next = this.#next;
			if (next === "'") this.#single();
			else if (next === '"') this.#double();
			else if (next === '\\') this.#escape();
			else if (next === '$' || next === '`') this.#expansion(false);
			else if (next === '‹') {
				const written = this.#text.slice(start, this.#at);
				if (/(?:^|[:=])~[^/]*$/u.test(written)) this.#refuse('a value cannot follow “~”: it would be a user');
				if (/[{[]/u.test(written.replaceAll(/'[^']*'|"[^"]*"|\\.|\$\{[^}]*\}/gu, '')))
					this.#refuse('a value cannot stand behind “{” or “[”, which begin a pattern; quote them');
				if (/(?:^|[^\\])!$/u.test(written))
					this.#refuse('a value cannot follow “!”, which looks up old commands');
				this.#place('none');
			} else this.#at++;
		}
		const raw = this.#text.slice(start, this.#at);
		if (this.#places.length > placesBefore) {
			const own = this.#places.slice(placesBefore);
			if ('<>('.includes(this.#next) && this.#next !== '')
				this.#refuse(`a value cannot stand right before “${this.#next}”; put a space between`, own[0]!.start);
			this.#checkWord(raw, before, own[0]!.start);
		}
		return raw;
	}

	/** Whether the command takes a word for what it is. */
	#checkWord(
		raw: string,
		{ words, isCommand }: { words: readonly string[]; isCommand: boolean },
		at: number,
	) {
		const assigns = /^\w+\+?=/u.test(raw);
		if (isCommand && !assigns) this.#refuse('a value cannot be the command itself', at);
		const command = words.find((word) => !isBeforeCommand(word)) ?? '';
		const asksForFile = command === 'test' && words.length === 2 && FILE_TEST.test(words[1]!);
		if (INTERPRETERS.has(command) && !assigns && !asksForFile)
			this.#refuse(`a value cannot be given to “${command}”, which reads its words a second time`, at);
		const program = words.find((word) => RUNS_TEXT.test(word));
		if (program !== undefined)
			this.#refuse(`a value cannot be given to “${program}”, which may run it as a program’s text`, at);
	}

	#single(): void {
		const end = this.#text.indexOf("'", this.#at + 1);
		if (end < 0) this.#refuse("“'” has no end");
		for (this.#at++; this.#at < end;) {
			if (this.#next === '‹') this.#place('single');
			else this.#at++;
		}
		this.#at = end + 1;
	}

	#double(): void {
		const start = this.#at++;
		while (this.#next !== '"') {
			if (this.#next === '') this.#refuse('“"” has no end', start);
			if (this.#next === '\\') this.#escape();
			else if (this.#next === '$' || this.#next === '`') this.#expansion(true);
			else if (this.#next === '‹') {
				if (this.#text[this.#at - 1] === '!')
					this.#refuse('a value cannot follow “!”, which looks up old commands');
				this.#place('double');
			} else this.#at++;
		}
		this.#at++;
	}

	#escape(): void {
		this.#at++;
		if (this.#next === '‹') this.#refuse('a value cannot follow “\\”, which would take its quotes away');
		this.#at++;
	}

	/** What begins with `$` or a backtick. */
	#expansion(quotes: boolean): void {
		if (this.#next === '`') this.#apart('`', '`', 'backticks; write $(…)');
		else if (this.#startsWith('$((')) this.#apart('$((', '))', 'a sum');
		else if (this.#startsWith('$(')) {
			this.#at += 2;
			// A heredoc of the text around it begins behind the next line end, not within.
			const outer = this.#heredocs;
			this.#heredocs = [];
			this.#commands(')');
			if (this.#heredocs.length > 0) this.#refuse(`the heredoc has no end ${this.#heredocs[0]!.delimiter}`);
			this.#heredocs = outer;
		} else if (this.#startsWith('${')) this.#apart('${', '}', 'a variable’s braces');
		else if (this.#startsWith('$[')) this.#apart('$[', ']', 'a sum');
		else if (!quotes && this.#startsWith("$'")) this.#apart("$'", "'", 'quotes of bash alone');
		else if (!quotes && this.#startsWith('$"')) this.#refuse('quotes of bash alone');
		else {
			this.#at++;
			const [name] = /^(?:\w+|[?!#*@$-])?/u.exec(this.#text.slice(this.#at))!;
			this.#at += name.length;
			if (this.#next === '‹')
				this.#refuse(
					'a value cannot follow “$” or a variable’s name, which it would become part of; write ${name}',
				);
		}
	}

	/** A part with rules of its own, in which no value can stand. */
	#apart(open: string, close: string, what: string): void {
		const start = this.#at;
		this.#at += open.length;
		let depth = 0;
		while (!(depth === 0 && this.#startsWith(close))) {
			if (this.#next === '') this.#refuse(`“${open}” has no end`, start);
			if (this.#next === '‹') this.#refuse(`a value cannot stand in ${what}`);
			if (this.#next === '\\') this.#at++;
			else if (close.length === 1 && this.#startsWith(open)) depth++;
			else if (close === '))' && this.#next === '(') depth++;
			else if (depth > 0 && this.#next === close[0]) depth--;
			this.#at++;
		}
		this.#at += close.length;
	}

	/** The texts of the heredocs whose operators stood on the line before. */
	#heredocTexts(): void {
		for (const { delimiter, literal, stripsTabs } of this.#heredocs.splice(0)) {
			for (;;) {
				if (this.#at >= this.#text.length) this.#refuse(`the heredoc has no end ${delimiter}`);
				const lineEnd = this.#text.indexOf('\n', this.#at);
				const end = lineEnd < 0 ? this.#text.length : lineEnd;
				const line = this.#text.slice(this.#at, end);
				if ((stripsTabs ? line.replace(/^\t+/u, '') : line) === delimiter) {
					this.#at = end;
					break;
				}
				this.#heredocLine(line, end, delimiter, literal);
				this.#at = end + 1;
			}
		}
	}

	#heredocLine(line: string, end: number, delimiter: string, literal: boolean): void {
		const rest = line.replaceAll(PLACEHOLDERS, '');
		const cannotEnd = Array.from(rest).some((character) => !delimiter.includes(character));
		while (this.#at < end) {
			if (this.#next !== '‹') {
				this.#at++;
				continue;
			}
			if (!literal)
				this.#refuse(`a value can stand in a heredoc only if its delimiter is quoted: <<'${delimiter}'`);
			if (!cannotEnd) this.#refuse('a value alone on a line of a heredoc could end it');
			this.#place('heredoc');
		}
	}

	#place(quote: Quote): void {
		PLACEHOLDER_HERE.lastIndex = this.#at;
		const match = PLACEHOLDER_HERE.exec(this.#text);
		if (!match) this.#refuse('“‹” begins a value’s name, such as ‹web-port›');
		const start = this.#at;
		this.#at += match[0].length;
		this.#places.push({ name: match.groups!['name']!, start, end: this.#at, quote });
	}
}
