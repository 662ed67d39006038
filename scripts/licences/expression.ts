/**
 * Whether what a package says of its licence can be met with licences of a list: one of those joined by OR, all of those
 * joined by AND.
 *
 * @param expression an SPDX expression, with at most one pair of parentheses around all of it, as packages write them
 * @returns false also for what is no such expression: it is then for people to read
 * @see https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export function isMet(expression: string, allowed: ReadonlySet<string>): boolean {
	const bare = expression.replace(/^\((?<all>[^()]*)\)$/u, '$<all>');
	return bare.split(' OR ').some((one) => one.split(' AND ').every((licence) => allowed.has(licence.trim())));
}
