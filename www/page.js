// The page around the element: the language switch, remembered in this browser, less heading for those
// who have orders already, a warning where the device's clock is not the server's, and the service
// worker. A plain script, so that the single file can hold it.

(() => {
  const LANGUAGE = 'dispute-clock-language';
  const RETURNING = 'dispute-clock-returning';
  const root = document.documentElement;
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button[data-language]'));
  /** The languages that the element has to fetch. */
  const others = [...buttons].map(({ lang }) => lang).filter((lang) => lang !== root.lang);

  /** @param {string} language */
  function speak(language) {
    root.lang = language;
    document.title = document.querySelector(`h1 [data-in="${language}"]`)?.textContent ?? document.title;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.lang === language));
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-in]'))) text.hidden = text.dataset.in !== language;
  }

  /** @param {string} key */
  function remembered(key) {
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
      // It still holds for this visit.
    }
  }

  /** Who comes back has less of a heading, from the first moment. @param {boolean} hasOrders */
  function greet(hasOrders) {
    document.body.classList.toggle('has-orders', hasOrders);
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      speak(button.lang);
      remember(LANGUAGE, button.lang);
    });
  }
  document.addEventListener('dispute-clock-change', (event) => {
    const { orders } = /** @type {CustomEvent} */ (event).detail;
    greet(orders.length > 0);
    remember(RETURNING, String(orders.length > 0));
  });

  /** The address of the worker, as the page's policy wants it: from the one place that may name scripts. */
  function worker() {
    const { trustedTypes } = /** @type {any} */ (window);
    return trustedTypes?.createPolicy('dispute-clock-page', { createScriptURL: () => 'sw.js' }).createScriptURL('') ?? 'sw.js';
  }

  /** Clocks differ by a little everywhere. */
  const TOLERATED = 120_000;
  const MINUTE = 60_000;
  const LOOK_AGAIN_AFTER = 10 * MINUTE;
  let lookedAt = -Infinity;
  /** After so long a page that has loaded has drawn, on a slow phone too. */
  const QUIET_MS = 3000;

  /** How far the device's clock is from that of the page's own server: by the date that it puts on the page's own address. */
  async function compareClocks() {
    if (document.hidden || performance.now() - lookedAt < LOOK_AGAIN_AFTER) return;
    lookedAt = performance.now();
    const asked = Date.now();
    const { headers } = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' });
    const answered = Date.now();
    // A copy on the way is as old as it says.
    const told = Date.parse(headers.get('date') ?? '') + 1000 * Number(headers.get('age') ?? 0);
    const off = told < asked ? asked - told : Math.min(answered - told, 0);
    warn(Math.abs(off) > TOLERATED ? off : 0);
    // Whoever is to set it right is likely to come back soon.
    if (off !== 0) lookedAt = -Infinity;
  }

  /** @param {number} off by how much the device's clock is ahead, in milliseconds */
  function warn(off) {
    const minutes = Math.round(Math.abs(off) / MINUTE);
    /** @type {[number, string]} */
    const [amount, unit] = minutes < 100 ? [minutes, 'minute'] : minutes < 2880 ? [Math.round(minutes / 60), 'hour'] : [Math.round(minutes / 1440), 'day'];
    for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-clock]'))) {
      note.hidden = off === 0 || (note.dataset.clock === 'ahead') !== off > 0;
      if (note.hidden) continue;
      for (const by of note.querySelectorAll('[data-by]')) {
        const language = by.parentElement?.dataset.in;
        by.textContent = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
      }
    }
  }

  // The single file names no manifest: it is kept whole already, and offers no copy of itself.
  if (!document.querySelector('link[rel="manifest"]')) document.body.classList.add('alone');
  else if ('serviceWorker' in navigator && location.protocol !== 'file:') {
    // What the element fetches when first used must be of its own build: when another one comes, it is
    // fetched while the worker still keeps that.
    const fetchParts = () => {
      for (const part of [...others, 'more', 'texts']) {
        const address = `./dispute-clock.${part}.js`;
        import(address).catch(() => {});
      }
    };
    const stayWhole = async () => (await navigator.serviceWorker.ready).addEventListener('updatefound', fetchParts);
    stayWhole().catch(() => {});
    // Once the page has drawn: keeping its files takes the processor and the network that it draws with.
    // Where a browser refuses, the page works as before.
    addEventListener('load', () => setTimeout(() => navigator.serviceWorker.register(worker()).catch(() => {}), QUIET_MS));
  }
  if (/^https?:$/.test(location.protocol)) {
    // Without a network there is nobody to compare with.
    const compare = () => void compareClocks().catch(() => {});
    addEventListener('load', compare);
    addEventListener('focus', compare);
    document.addEventListener('visibilitychange', compare);
  }
  greet(remembered(RETURNING) === 'true');
  const chosen = remembered(LANGUAGE);
  speak([...buttons].find(({ lang }) => lang === chosen)?.lang ?? root.lang);
})();
