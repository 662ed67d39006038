/** Runs in the page, before anything else: tells the server of what goes wrong there. */
export function probe(): void {
	const tell = (text: string) => {
		const request = new XMLHttpRequest();
		// Not later: who asks the server after a check must find it there.
		request.open('POST', '/', false);
		request.send(text);
	};
	addEventListener(
		'error',
		(event) => {
			const { target } = event;
			if (target instanceof Element) tell(`not loaded: ${target.outerHTML.slice(0, 200)}`);
			else tell(`page error: ${event.message} (${event.filename}:${event.lineno})`);
		},
		{ capture: true },
	);
	addEventListener('unhandledrejection', ({ reason }) => tell(`unhandled rejection: ${String(reason)}`));
	addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
		tell(`refused by the policy: ${violatedDirective} ${blockedURI}`),
	);
	const { error } = console;
	console.error = (...args: unknown[]) => {
		tell(`console error: ${args.map(String).join(' ')}`);
		error(...args);
	};
}
