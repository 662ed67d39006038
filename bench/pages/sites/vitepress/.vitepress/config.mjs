import { defineConfig } from 'vitepress';

export default defineConfig({
	title: 'Containers by Example',
	// The page's links lead to pages of the book that are not here.
	ignoreDeadLinks: true,
	themeConfig: { search: { provider: 'local' } },
});
