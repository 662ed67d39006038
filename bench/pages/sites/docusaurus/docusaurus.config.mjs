export default {
	title: 'Containers by Example',
	url: 'https://bench.example',
	baseUrl: '/',
	// The page's links lead to pages of the book that are not here.
	onBrokenLinks: 'ignore',
	markdown: { format: 'detect' },
	presets: [
		['classic', { docs: { routeBasePath: '/', sidebarPath: './sidebars.mjs' }, blog: false, theme: {} }],
	],
};
