/**
 * How alike two names are, from 0 to 1: twice the pairs of neighbouring letters that they share, of all that they have
 * (the Sørensen–Dice coefficient). Signs and capitals do not count.
 */
export function likeness(one: string, other: string): number {
	const [left, right] = [pairsOf(one), pairsOf(other)];
	if (left.length === 0 || right.length === 0) return 0;
	const rest = [...right];
	const shared = left.filter((pair) => {
		const at = rest.indexOf(pair);
		if (at < 0) return false;
		rest.splice(at, 1);
		return true;
	});
	return (2 * shared.length) / (left.length + right.length);
}

function pairsOf(name: string): string[] {
	const letters = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
	return Array.from({ length: Math.max(0, letters.length - 1) }, (_, at) => letters.slice(at, at + 2));
}
