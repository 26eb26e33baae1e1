// The service worker of the static page: after one visit the page opens without a network.
// It keeps the files of one build together, answers for those alone, and leaves every other
// request to the browser. Registered by page.js; the element knows nothing of it.

/// <reference lib="webworker" />
/* global BUILD */

/** @type {any} */
const worker = self;
/** The build puts these in: a hash over the files' contents, and their addresses. @type {{ version: string, files: string[] }} */
// @ts-expect-error it is no variable
const { version, files } = BUILD;
/** Other copies of the page, in other folders of the same site, have caches of their own. */
const OURS = `dispute-clock ${worker.registration.scope} `;
const CACHE = OURS + version;
const ADDRESSES = new Set(files.map((file) => new URL(file, worker.registration.scope).href));
/** An address as the cache knows it. @param {string} url */
const plain = (url) => url.split(/[?#]/)[0];

worker.addEventListener('install', (/** @type {any} */ event) => {
  // A page that is open has loaded all that it needs, and fetches the rest as soon as it hears of this one
  // (page.js): it runs on undisturbed, and the next load is new.
  worker.skipWaiting();
  event.waitUntil(
    caches.open(CACHE).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })))),
  );
});

worker.addEventListener('activate', (/** @type {any} */ event) => {
  const isOld = (/** @type {string} */ name) => name.startsWith(OURS) && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))));
});

// A notification that the page had to show through its worker brings the page back.
worker.addEventListener('notificationclick', (/** @type {any} */ event) => {
  event.notification.close();
  const open = async () => {
    // The page that has installed this worker goes without it until the next load.
    const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const page = windows.find((/** @type {any} */ { url }) => ADDRESSES.has(plain(url)));
    return page ? page.focus() : worker.clients.openWindow('./');
  };
  event.waitUntil(open());
});

worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { request } = event;
  const address = plain(request.url);
  if (request.method !== 'GET' || !ADDRESSES.has(address)) return;
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(address))
      // The browser may have made room for others, or have no storage to give.
      .catch(() => undefined)
      .then((kept) => kept ?? fetch(request)),
  );
});
