import { expect, test } from 'vitest';
import { calledAloud } from './called.ts';

test('a command is called by its first line, and says that there is more', () => {
	expect(calledAloud('docker ps')).toBe('docker ps');
	expect(calledAloud("cat >page.html <<'END'\n<p>\nEND")).toBe("cat >page.html <<'END' …");
	expect(calledAloud('docker run \\\n  alpine:3')).toBe('docker run …');
});
