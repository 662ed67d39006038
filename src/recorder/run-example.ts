import { INTERRUPT_LABEL, type Step } from '../examples/commands.ts';
import type { CastEvent } from '../recordings/asciicast.ts';
import { captureFrom, CaptureError, fillIn, type Captured } from '../recordings/capture.ts';
import { printedBy, transcribe, type StepTranscript, type Transcript } from '../recordings/transcript.ts';
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
	/** Seconds that the commands took, from Enter to the next prompt. */
	seconds: number;
}

/**
 * Types an example's steps into a shell, in order, and checks what comes of them. It stops at the first step
 * whose exit status is not the expected one.
 *
 * @param onStep is told of each step before it is typed, by its index
 * @throws {ExpectationError} naming the step, what was expected, what came
 * @throws {import('./shell.ts').ShellError} when the shell stops answering or a time limit passes
 */
export async function runExample(
	shell: Shell,
	steps: readonly Step[],
	onStep: (index: number) => void = () => {},
): Promise<Run> {
	await shell.startRecording();
	let seconds = 0;
	for (const [index, step] of steps.entries()) {
		onStep(index);
		shell.pause(PAUSE);
		let status: number;
		try {
			await shell.enter(step.command);
			const entered = performance.now();
			status = await untilEnd(shell, step);
			seconds += (performance.now() - entered) / 1000;
		} catch (cause) {
			throw new Error(`step ${index + 1}, “${step.command}”: ${(cause as Error).message}`, { cause });
		}
		if (status !== step.expect.exit) break;
	}
	shell.pause(PAUSE);
	const events = shell.stopRecording();
	const transcript = await transcribe({ ...SCREEN, idleTimeLimit: undefined, header: {}, events });
	const captured = new Map<string, string>();
	for (const [index, step] of transcript.steps.entries()) check(steps[index]!, step, index, captured);
	return { events, transcript, seconds };
}

/** Types what belongs into the running command, and waits for its end; gives its exit status. */
async function untilEnd(shell: Shell, { session, interruptAfter, timeLimit }: Step): Promise<number> {
	for (const { type } of session?.inputs ?? []) {
		await shell.untilProgramPrompt(session!.prompt, timeLimit);
		shell.pause(PAUSE);
		await shell.enter(type);
	}
	if (interruptAfter !== undefined)
		await shell.interruptAfter(new RegExp(interruptAfter, 'mu'), INTERRUPT_LABEL, timeLimit);
	return shell.untilPrompt(timeLimit);
}

/** Compares what a step did with what its example expects of it, and adds to what has been captured. */
function check(
	{ command, expect, capture }: Step,
	step: StepTranscript,
	index: number,
	captured: Captured,
): void {
	const text = printedBy(step);
	const fail = (expected: string, found: string) => {
		const quoted = text === '' ? 'It printed nothing.' : `It printed:\n${lastLines(text)}`;
		throw new ExpectationError(
			`step ${index + 1}, “${command}”: expected ${expected}, found ${found}. ${quoted}`,
		);
	};
	if (step.exitStatus !== expect.exit) fail(`exit status ${expect.exit}`, `exit status ${step.exitStatus}`);
	const { output, noOutput } = expect;
	if (output !== undefined && !new RegExp(fillIn(output, captured), 'mu').test(text))
		fail(`output that matches /${fillIn(output, captured)}/`, 'no match');
	const unwanted = noOutput === undefined ? null : new RegExp(fillIn(noOutput, captured), 'mu').exec(text);
	if (unwanted) fail(`no output that matches /${fillIn(noOutput!, captured)}/`, `“${unwanted[0]}”`);
	try {
		captureFrom(text, capture, captured);
	} catch (cause) {
		if (!(cause instanceof CaptureError)) throw cause;
		fail(cause.expected, cause.found);
	}
}

function lastLines(text: string): string {
	return text
		.split('\n')
		.slice(-QUOTED_LINES)
		.map((line) => `    ${line}`)
		.join('\n');
}
