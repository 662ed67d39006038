import { defineConfig } from 'vite';

/** The player on its own, for any page: `npm run build:player` writes `dist-player/cast-replay.js` and what it loads later. */
export default defineConfig({
	publicDir: false,
	// Wherever the files lie, they find each other.
	base: './',
	worker: { format: 'es' },
	build: {
		outDir: 'dist-player',
		target: 'es2022',
		rolldownOptions: {
			input: { 'cast-replay': 'src/replay/element.ts' },
			preserveEntrySignatures: 'strict',
			output: {
				entryFileNames: '[name].js',
				chunkFileNames: '[name]-[hash].js',
				assetFileNames: '[name]-[hash][extname]',
			},
		},
	},
});
