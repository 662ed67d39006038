import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
		// The recorder's tests type into a real shell.
		testTimeout: 20_000,
	},
});
