import { CastReader, type Cast } from '../recordings/asciicast.ts';

/**
 * Fetches a recording and reads it as it arrives.
 *
 * @throws {Error} when it cannot be fetched
 * @throws {CastError} when it is no recording; the rest is not fetched
 */
export async function loadCast(url: string): Promise<Cast> {
	const response = await fetch(url);
	if (!response.ok || !response.body) throw new Error(`${response.status} ${response.statusText}`);
	const reader = new CastReader();
	const chunks = response.body.pipeThrough(new TextDecoderStream()).getReader();
	try {
		for (;;) {
			const { done, value } = await chunks.read();
			if (done) return reader.end();
			reader.push(value);
		}
	} catch (error) {
		await chunks.cancel().catch(() => {});
		throw error;
	}
}
