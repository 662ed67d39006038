/**
 * Within the page for lost readers. Its links start at the root of the host, or at the path that the build was told. Where
 * the book is served below another path, that is one of those that the address begins with: the one under which there are
 * the page's own files. A classic script without imports, since it is in the page itself.
 */
(async () => {
	const assumed = '/';
	const file = document.querySelector('link[rel="stylesheet"]').getAttribute('href').slice(assumed.length);
	const isThere = (root) =>
		fetch(root + file, { method: 'HEAD' }).then(
			({ ok }) => ok,
			() => false,
		);
	if (await isThere(assumed)) return;
	const parts = location.pathname.split('/').slice(0, -1);
	const roots = parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`);
	let root;
	for (const candidate of roots)
		if (!root && candidate !== assumed && (await isThere(candidate))) root = candidate;
	if (!root) return;
	const whenParsed = () => {
		for (const element of document.querySelectorAll('[href], script[src]')) {
			const name = element.localName === 'script' ? 'src' : 'href';
			const { origin, pathname, search, hash } = new URL(element.getAttribute(name), location.href);
			const isOurs = origin === location.origin && pathname.startsWith(assumed) && !pathname.startsWith(root);
			if (!isOurs || element.getAttribute(name).startsWith('#')) continue;
			const address = root + pathname.slice(assumed.length) + search + hash;
			if (name === 'href') element.setAttribute(name, address);
			else {
				/* What has failed to load is not tried again, unless it is another element. */
				const script = document.createElement('script');
				script.type = element.type;
				script.src = address;
				element.replaceWith(script);
			}
		}
	};
	if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenParsed);
	else whenParsed();
})();
