import { chooseTheme, currentTheme, followTheme, THEMES } from './theme-choice.ts';

/** All of them on a page are in step: one is in the header, one in the menu of a phone. */
const selects = document.querySelectorAll<HTMLSelectElement>('.theme-select select');

function showChoice(): void {
	for (const select of selects) select.value = currentTheme();
}

for (const select of selects)
	select.addEventListener('change', () => {
		const theme = THEMES.find((name) => name === select.value);
		if (theme) chooseTheme(theme);
		showChoice();
	});
followTheme(showChoice);
showChoice();
