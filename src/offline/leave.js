// Served in the place of the book's service worker, it takes that away again, with everything that is kept.
addEventListener('install', () => self.skipWaiting());
addEventListener('activate', (event) =>
	event.waitUntil(
		(async () => {
			await caches.delete(`book ${registration.scope}`);
			await registration.unregister();
			for (const client of await clients.matchAll()) await client.navigate(client.url);
		})(),
	),
);
