import { stringify } from 'yaml';

/** What the author of a new chapter replaces; a test refuses a book in which one is left. */
export const PROMPTS = {
	description: 'Say in one sentence what a reader can do after this chapter.',
	beginning: 'Say in a few sentences what this chapter is about, and why a reader may want to know.',
	needs: 'Say what a reader must have and must have read.',
	outcome: 'say one thing that a reader can do afterwards',
	question: 'Ask something that a reader can answer from this chapter?',
	answer: 'Answer it, and say why.',
} as const;

/** The first example of a new chapter: it works as it is, on every engine. */
export const FIRST_EXAMPLE = { name: 'first-example', title: 'Run a command in a container' } as const;

/** Without the engine. It leaves nothing behind. */
const FIRST_COMMAND = 'container run --rm alpine:3 echo hello';

/**
 * The text of a new chapter, which the book can show as it is.
 *
 * @param exampleId its first example, `<chapter>/<name>`
 */
export function chapterText(title: string, exampleId: string): string {
	return `---
${stringify({ title, description: PROMPTS.description, pictured: `podman ${FIRST_COMMAND}` }, { lineWidth: 0, singleQuote: true }).trimEnd()}
---

import { Example, Outcomes, Question } from '@components';

${PROMPTS.beginning}

<Outcomes
	needs="${PROMPTS.needs}"
	able={[
		'${PROMPTS.outcome}',
	]}
/>

## ${FIRST_EXAMPLE.title}

${exampleTag(exampleId)}

## Check yourself

<Question ask="${PROMPTS.question}">

${PROMPTS.answer}

</Question>
`;
}

/** The text of a new example: one command that works on every engine, leaves nothing behind, and says what it must print. */
export function exampleText(title: string): string {
	return `${stringify({ title }, { lineWidth: 0, singleQuote: true }).trimEnd()}
steps:
  - note: The container is removed when its command has ended.
    command: $CR ${FIRST_COMMAND}
    expect: { output: '^hello$' }
`;
}

/** The line of a chapter that shows an example. */
export function exampleTag(id: string): string {
	return `<Example id="${id}" />`;
}
