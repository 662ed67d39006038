/** A text as it is written between single quotation marks of a shell, which leave everything in it as it is. */
export function withinSingleQuotes(text: string): string {
	return text.replaceAll("'", String.raw`'\''`);
}
