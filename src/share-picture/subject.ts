import { engineById, ENGINE_IDS, type EngineId } from '../engines/engines.ts';
import { commandsFor, variantsOf } from '../examples/commands.ts';
import type { Example } from '../examples/schema.ts';

/** A command on its band; one for all engines where they have the same. */
export interface PicturedCommand {
	engine: EngineId | 'both';
	text: string;
}

/** What a page's picture shows. */
export interface Subject {
	/** Above the title: the chapter's number. */
	label: string;
	title: string;
	/** A chapter's: one of its own, for each engine. */
	commands: readonly PicturedCommand[];
	/** Where there are no commands. */
	description: string;
}

/** As many characters as a band has room for. */
export const ROOM = 64;

/**
 * Finds a command in the examples that a page shows, and gives it for each engine.
 *
 * @param command as the first engine has it
 * @throws {Error} when no example has it, or one of the engines has it on several lines, or longer than its band
 */
export function picturedCommands(command: string, examples: readonly Example[]): PicturedCommand[] {
	const [first] = ENGINE_IDS;
	for (const example of examples) {
		if (!first || !variantsOf(example).includes(first)) continue;
		const index = commandsFor(example, first).findIndex((step) => step.command === command);
		if (index === -1) continue;
		const commands = ENGINE_IDS.map((engine) => ({
			engine,
			text: commandsFor(example, engine)[index]!.command,
		}));
		const unfit = commands.find(({ text }) => text.includes('\n') || text.length > ROOM);
		if (unfit)
			throw new Error(
				`pictured: for ${engineById(unfit.engine).label} it is “${unfit.text}”, expected one line of at most ${ROOM} characters`,
			);
		return commands.every(({ text }) => text === command) ? [{ engine: 'both', text: command }] : commands;
	}
	throw new Error(`pictured: none of the page’s examples has the command “${command}”`);
}
