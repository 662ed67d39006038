import { expect, test } from 'vitest';
import { mutantsOf, verdictOf } from './mutants.ts';

// `npm run fuzz:cast` tries a million.
test('a damaged recording is read, or refused with its place', () => {
	const verdicts = new Map<string, number>();
	for (const { text, cuts } of mutantsOf(20261124, 5000)) {
		const verdict = verdictOf(text, cuts);
		expect(verdict, JSON.stringify(text)).not.toMatch(/^fault/u);
		const kind = verdict.split(':')[0]!;
		verdicts.set(kind, (verdicts.get(kind) ?? 0) + 1);
	}
	// Damage that never, or always, is refused would test nothing.
	expect(verdicts.get('read')).toBeGreaterThan(200);
	expect(verdicts.get('refused')).toBeGreaterThan(500);
});
