// The page around the element: the language switch (remembered in this browser), a smaller heading for returning
// visitors, a warning when the device's clock differs from the server's, and the service worker.
// A classic script, so that it can be inlined in the single-file build.

(() => {
  const LANGUAGE = 'dispute-clock-language';
  const RETURNING = 'dispute-clock-returning';
  const root = document.documentElement;
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button[data-language]'));
  /** The languages that the element has to fetch. */
  const otherLanguages = [...buttons].map(({ lang }) => lang).filter((lang) => lang !== root.lang);

  /** @param {string} language */
  function setLanguage(language) {
    root.lang = language;
    document.title = document.querySelector(`h1 [data-in="${language}"]`)?.textContent ?? document.title;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.lang === language));
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-in]'))) text.hidden = text.dataset.in !== language;
  }

  /** @param {string} key */
  function recall(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  /** @param {string} key @param {string} text */
  function remember(key, text) {
    try {
      localStorage.setItem(key, text);
    } catch {
      // The choice still holds for this visit.
    }
  }

  /** Returning visitors get a smaller heading from the start. @param {boolean} hasOrders */
  function markReturning(hasOrders) {
    document.body.classList.toggle('has-orders', hasOrders);
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      setLanguage(button.lang);
      remember(LANGUAGE, button.lang);
    });
  }
  document.addEventListener('dispute-clock-change', (event) => {
    const { orders } = /** @type {CustomEvent} */ (event).detail;
    markReturning(orders.length > 0);
    remember(RETURNING, String(orders.length > 0));
  });

  /** The worker's address, through the one Trusted Types policy that the page's CSP allows. */
  function workerUrl() {
    const { trustedTypes } = /** @type {any} */ (window);
    return trustedTypes?.createPolicy('dispute-clock-page', { createScriptURL: () => 'sw.js' }).createScriptURL('') ?? 'sw.js';
  }

  /** All clocks are off by a little. */
  const TOLERANCE_MS = 120_000;
  const MINUTE = 60_000;
  const CHECK_INTERVAL_MS = 10 * MINUTE;
  let lastCheck = -Infinity;
  /** By this long after load the page has drawn, even on a slow phone. */
  const REGISTER_DELAY_MS = 3000;

  /** Compares the device's clock with the page's own server, by the Date header of a request for the page itself. */
  async function compareClocks() {
    if (document.hidden || performance.now() - lastCheck < CHECK_INTERVAL_MS) return;
    lastCheck = performance.now();
    const requestedAt = Date.now();
    const { headers } = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' });
    const answeredAt = Date.now();
    // A cached copy is as old as its Age header says.
    const serverTime = Date.parse(headers.get('date') ?? '') + 1000 * Number(headers.get('age') ?? 0);
    const skew = serverTime < requestedAt ? requestedAt - serverTime : Math.min(answeredAt - serverTime, 0);
    const isWrong = Math.abs(skew) > TOLERANCE_MS;
    showWarning(isWrong ? skew : 0);
    // The reader is likely to correct the clock and come back soon.
    if (isWrong) lastCheck = -Infinity;
  }

  /** @param {number} skew by how many milliseconds the device's clock is ahead */
  function showWarning(skew) {
    const minutes = Math.round(Math.abs(skew) / MINUTE);
    /** @type {[number, string]} */
    const [amount, unit] = minutes < 100 ? [minutes, 'minute'] : minutes < 2880 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day'];
    for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-clock]'))) {
      note.hidden = skew === 0 || (note.dataset.clock === 'ahead') !== skew > 0;
      if (note.hidden) continue;
      for (const by of note.querySelectorAll('[data-by]')) {
        const language = by.parentElement?.dataset.in;
        by.textContent = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
      }
    }
  }

  // The single file has no manifest: it is already saved as a whole, and offers no copy of itself.
  if (!document.querySelector('link[rel="manifest"]')) document.body.classList.add('alone');
  else if ('serviceWorker' in navigator && location.protocol !== 'file:') {
    // Files that the element fetches on first use must be of its own build: when an update is found, they are
    // fetched while the old worker still has them.
    const fetchParts = () => {
      for (const part of [...otherLanguages, 'more', 'texts']) {
        const address = `./dispute-clock.${part}.js`;
        import(address).catch(() => {});
      }
    };
    const prefetchOnUpdate = async () => (await navigator.serviceWorker.ready).addEventListener('updatefound', fetchParts);
    prefetchOnUpdate().catch(() => {});
    // Only once the page has drawn: caching its files competes with drawing for processor and network.
    // If the browser refuses, the page works as before.
    addEventListener('load', () => setTimeout(() => navigator.serviceWorker.register(workerUrl()).catch(() => {}), REGISTER_DELAY_MS));
  }
  if (/^https?:$/.test(location.protocol)) {
    // Offline there is nothing to compare with.
    const compare = () => void compareClocks().catch(() => {});
    addEventListener('load', compare);
    addEventListener('focus', compare);
    document.addEventListener('visibilitychange', compare);
  }
  markReturning(recall(RETURNING) === 'true');
  const chosen = recall(LANGUAGE);
  setLanguage([...buttons].find(({ lang }) => lang === chosen)?.lang ?? root.lang);
})();
