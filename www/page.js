// The page around the element: the language switch, remembered in this browser, less heading
// for those who have orders already, and the service worker. A plain script, so that the single file can hold it.

(() => {
  const LANGUAGE = 'dispute-clock-language';
  const RETURNING = 'dispute-clock-returning';
  const root = document.documentElement;
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button[data-language]'));

  /** @param {string} language */
  function speak(language) {
    root.lang = language;
    document.title = document.querySelector(`h1 [data-in="${language}"]`)?.textContent ?? document.title;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.lang === language));
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

  // The single file names no manifest: it is kept whole already, and offers no copy of itself.
  if (!document.querySelector('link[rel="manifest"]')) document.body.classList.add('alone');
  else if ('serviceWorker' in navigator && location.protocol !== 'file:') {
    // After the page has loaded, which must not wait for it. Where a browser refuses, the page works as before.
    addEventListener('load', () => navigator.serviceWorker.register(worker()).catch(() => {}));
  }
  greet(remembered(RETURNING) === 'true');
  speak(remembered(LANGUAGE) === 'en' ? 'en' : 'ru');
})();
