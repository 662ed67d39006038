/** What a reader can choose; `auto` follows the system. */
export const THEMES = ['dark', 'light', 'auto'] as const;
export type Theme = (typeof THEMES)[number];

/** Where the choice is kept between visits: under Starlight's name, whose choices of earlier visits so still hold. */
export const THEME_KEY = 'starlight-theme';

/** The choice for this page, where storage cannot keep it. */
let chosen: Theme | undefined;

/** What the reader has chosen; `auto` where nothing is stored, and where storage is blocked. */
export function currentTheme(): Theme {
	if (chosen) return chosen;
	try {
		return themeOf(localStorage.getItem(THEME_KEY));
	} catch {
		return 'auto';
	}
}

/** Shows a theme, and keeps it where storage allows. */
export function chooseTheme(theme: Theme): void {
	chosen = theme;
	try {
		localStorage.setItem(THEME_KEY, theme);
	} catch {
		// Storage is blocked or full: it holds for this page.
	}
	showTheme();
}

/** Follows the system, and the choice made in another tab of the browser. */
export function followTheme(changed: () => void): void {
	const follow = () => {
		showTheme();
		changed();
	};
	matchMedia('(prefers-color-scheme: light)').addEventListener('change', follow);
	addEventListener('storage', ({ key, newValue }) => {
		if (key !== THEME_KEY) return;
		chosen = themeOf(newValue);
		follow();
	});
}

function showTheme(): void {
	const theme = currentTheme();
	const light = theme === 'auto' ? matchMedia('(prefers-color-scheme: light)').matches : theme === 'light';
	document.documentElement.dataset['theme'] = light ? 'light' : 'dark';
}

function themeOf(value: string | null): Theme {
	return THEMES.find((theme) => theme === value) ?? 'auto';
}
