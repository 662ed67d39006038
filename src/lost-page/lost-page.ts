/**
 * On the page for lost readers: the pages whose names are most like what was asked for. The names come from the links
 * that the page has anyway.
 */
import { likeness } from './likeness.ts';

/** How many are offered, how alike a name must be to be one of them, and how much less than the most alike. */
const OFFERED = 3;
const LEAST = 0.4;
const BEHIND = 0.2;

class LostPage extends HTMLElement {
	connectedCallback(): void {
		const asked = decoded(location.pathname)
			.split('/')
			.filter((part) => part !== '' && !/^(?:404|index)(?:\.html)?$/u.test(part))
			.at(-1)
			?.replace(/(?:\.(?:podman|docker))?\.(?:html|md|sh)$/u, '');
		if (!asked) return;
		const links = [
			...this.querySelectorAll('a'),
			...document.querySelectorAll<HTMLAnchorElement>('.contents a'),
		];
		const scores = links.map((link) => ({ link, score: likeness(asked, nameOf(link)) }));
		const best = Math.max(...scores.map(({ score }) => score));
		const alike = scores
			.filter(({ score }) => score >= Math.max(LEAST, best - BEHIND))
			.sort((one, other) => other.score - one.score)
			.slice(0, OFFERED);
		if (alike.length === 0) return;
		this.querySelector('.guesses ul')!.replaceChildren(
			...alike.map(({ link }) => {
				const item = document.createElement('li');
				const guess = document.createElement('a');
				guess.href = link.href;
				guess.textContent = link.dataset['title'] ?? link.textContent;
				item.append(guess);
				return item;
			}),
		);
		this.querySelector<HTMLElement>('.guesses')!.hidden = false;
	}
}

/** The last part of the link's address: what the page is called in it. */
function nameOf({ pathname }: HTMLAnchorElement): string {
	return pathname.split('/').filter(Boolean).at(-1) ?? '';
}

/** An address may have a `%` that stands for nothing. */
function decoded(address: string): string {
	try {
		return decodeURIComponent(address);
	} catch {
		return address;
	}
}

customElements.define('lost-page', LostPage);
