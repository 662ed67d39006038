import { setTimeout as sleep } from 'node:timers/promises';
import { INTERRUPT_LABEL, type Step } from '../examples/commands.ts';
import type { CastEvent } from '../recordings/asciicast.ts';
import { textOf, transcribe, type StepTranscript, type Transcript } from '../recordings/transcript.ts';
import { SCREEN, type Shell } from './shell.ts';

/** Milliseconds that a reader of the replay gets to look at an output before the next command is typed. */
const PAUSE = 350;
/** Lines of output that an error quotes. */
const QUOTED_LINES = 12;

/** A step did something else than its example says. */
export class ExpectationError extends Error {
	override name = 'ExpectationError';
}

export interface Run {
	events: CastEvent[];
	transcript: Transcript;
}

/**
 * Types an example's steps into a shell, in order, and checks what comes of them. It stops at the first step
 * whose exit status is not the expected one.
 *
 * @throws {ExpectationError} naming the step, what was expected, what came
 * @throws {import('./shell.ts').ShellError} when the shell stops answering or a time limit passes
 */
export async function runExample(shell: Shell, steps: readonly Step[]): Promise<Run> {
	await shell.startRecording();
	for (const [index, step] of steps.entries()) {
		await sleep(PAUSE);
		let status: number;
		try {
			status = await runStep(shell, step);
		} catch (cause) {
			throw new Error(`step ${index + 1}, “${step.command}”: ${(cause as Error).message}`, { cause });
		}
		if (status !== step.expect.exit) break;
	}
	await sleep(PAUSE);
	const events = shell.stopRecording();
	const transcript = await transcribe({ ...SCREEN, idleTimeLimit: undefined, header: {}, events });
	for (const [index, step] of transcript.steps.entries()) check(steps[index]!, step, index);
	return { events, transcript };
}

async function runStep(shell: Shell, step: Step): Promise<number> {
	const { command, session, interruptAfter, timeLimit } = step;
	await shell.enter(command);
	for (const { type } of session?.inputs ?? []) {
		await shell.untilProgramPrompt(session!.prompt, timeLimit);
		await sleep(PAUSE);
		await shell.enter(type);
	}
	if (interruptAfter !== undefined)
		await shell.interruptAfter(new RegExp(interruptAfter, 'mu'), INTERRUPT_LABEL, timeLimit);
	return shell.untilPrompt(timeLimit);
}

/** Compares what a step did with what its example expects of it. */
function check({ command, expect }: Step, step: StepTranscript, index: number): void {
	const text = outputOf(step);
	const fail = (expected: string, found: string) => {
		const quoted = text === '' ? 'It printed nothing.' : `It printed:\n${lastLines(text)}`;
		throw new ExpectationError(
			`step ${index + 1}, “${command}”: expected ${expected}, found ${found}. ${quoted}`,
		);
	};
	if (step.exitStatus !== expect.exit) fail(`exit status ${expect.exit}`, `exit status ${step.exitStatus}`);
	if (expect.output !== undefined && !new RegExp(expect.output, 'mu').test(text))
		fail(`output that matches /${expect.output}/`, 'no match');
	const unwanted = expect.noOutput === undefined ? null : new RegExp(expect.noOutput, 'mu').exec(text);
	if (unwanted) fail(`no output that matches /${expect.noOutput}/`, `“${unwanted[0]}”`);
}

/** Everything that a step printed, the answers within its session included. */
function outputOf(step: StepTranscript): string {
	const lines = [...step.output, ...step.exchanges.flatMap(({ output }) => output)];
	return lines.map(textOf).join('\n');
}

function lastLines(text: string): string {
	return text
		.split('\n')
		.slice(-QUOTED_LINES)
		.map((line) => `    ${line}`)
		.join('\n');
}
