/** What the menu under a page's title needs before it is opened; the rest comes then. */
const menu = document.querySelector<HTMLDetailsElement>('.page-tools');
const tools = () => import('./page-tools.ts');

menu?.addEventListener('toggle', () => void tools().then(({ start }) => start(menu)), { once: true });
// A press waits for the script, however slow it comes.
menu?.addEventListener('click', ({ target }) => void tools().then(({ press }) => press(menu, target)));
