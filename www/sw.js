// The service worker of the static page: after one visit, the page opens offline.
// It caches the files of one build together, answers only for those, and leaves every other request to the
// browser. Registered by page.js; the element knows nothing of it.

/// <reference lib="webworker" />
/* global BUILD */

/** @type {any} */
const worker = self;
/** Filled in by the build: a hash of all contents, and that of each file by its address. @type {{ version: string, files: Record<string, string> }} */
// @ts-expect-error replaced by the build
const { version, files } = BUILD;
/** Copies of the page in other folders of the same site have caches of their own. */
const CACHE_PREFIX = `dispute-clock ${worker.registration.scope} `;
const CACHE = CACHE_PREFIX + version;
const ADDRESSES = new Set(Object.keys(files).map((file) => new URL(file, worker.registration.scope).href));
/** The address as it is keyed in the cache. @param {string} url */
const cacheKey = (url) => url.split(/[?#]/)[0];

worker.addEventListener('install', (/** @type {any} */ event) => {
  // An open page has loaded all that it needs, and fetches the rest as soon as it hears of this worker
  // (page.js): it keeps running undisturbed, and the next load is the new build.
  worker.skipWaiting();
  // While a build is being uploaded, files of two builds are there: with a file of another one, the installation
  // fails, and the next load tries again.
  const requests = Object.entries(files).map(([file, integrity]) => new Request(file, { cache: 'reload', integrity }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(requests)));
});

worker.addEventListener('activate', (/** @type {any} */ event) => {
  const isOld = (/** @type {string} */ name) => name.startsWith(CACHE_PREFIX) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

// Clicking a notification that the page showed through its worker brings the page back.
worker.addEventListener('notificationclick', (/** @type {any} */ event) => {
  event.notification.close();
  const focusPage = async () => {
    // The page that installed this worker is not controlled by it until the next load.
    const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const page = windows.find((/** @type {any} */ { url }) => ADDRESSES.has(cacheKey(url)));
    return page ? page.focus() : worker.clients.openWindow('./');
  };
  event.waitUntil(focusPage());
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const address = cacheKey(request.url);
  if (request.method !== 'GET' || !ADDRESSES.has(address)) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(address))
      // The browser may have evicted the cache, or provide no storage.
      .catch(() => undefined)
      // A server may redirect index.html to its folder; browsers refuse a redirected answer to a navigation.
      .then((cached) => (cached?.redirected ? new Response(cached.body, cached) : (cached ?? fetch(request)))),
  );
});
