// Keeps /check working without a network: the page and the build's files that it needs, and nothing else. Registered by
// the page as /sw.js?files=/pkg/BUILD for the scopes /check and /pkg (a worker's script belongs to the scope of its own
// address), so that a new build is a new service worker with a cache of its own. Whatever else a page asks for, such as the
// stream of `/live`, is the browser's own.

const folder = new URL(self.location).searchParams.get('files') ?? '/pkg';
const name = `check ${folder}`;
const list = `${folder}/parts.json`;
const files = [
  '__wasm_split.js',
  'external-contacts.css',
  'external-contacts.js',
  'external-contacts.wasm',
  'start.js',
  'worker.js',
  'import-worker.js',
  'import-worker.wasm',
].map((file) => `${folder}/${file}`);

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(name).then(async (cache) => {
      const parts = (await (await fetch(list)).json()).map((part) => `${folder}/${part}`);
      await cache.addAll([...files, ...parts, list, '/favicon.svg']);
      // Without cookies: the kept page is nobody's.
      await cache.put('/check', await fetch('/check', { credentials: 'omit' }));
      await self.skipWaiting();
    }),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      await Promise.all(names.filter((other) => other.startsWith('check ') && other !== name).map((other) => caches.delete(other)));
      await self.clients.claim();
    }),
  );
});

self.addEventListener('fetch', (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== 'GET' || !(pathname === '/check' || pathname === '/favicon.svg' || pathname.startsWith(`${folder}/`))) return;
  event.respondWith(
    fetch(event.request).catch(async (unreachable) => {
      const kept = await caches.match(pathname, { cacheName: name });
      if (kept) return kept;
      throw unreachable;
    }),
  );
});
