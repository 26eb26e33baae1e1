// The page around the element: the language switch, remembered in this browser, less heading
// for those who have orders already, and the service worker. A plain script, so that the single file can hold it.

(() => {
  const KEY = 'dispute-clock-language';
  const root = document.documentElement;
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll('button[data-language]'));

  /** @param {string} language */
  function speak(language) {
    root.lang = language;
    document.title = document.querySelector(`h1 [data-in="${language}"]`)?.textContent ?? document.title;
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.lang === language));
  }

  function remembered() {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      speak(button.lang);
      try {
        localStorage.setItem(KEY, button.lang);
      } catch {
        // The switch still works for this visit.
      }
    });
  }
  document.addEventListener('dispute-clock-change', (event) => {
    const { orders } = /** @type {CustomEvent} */ (event).detail;
    document.body.classList.toggle('has-orders', orders.length > 0);
  });

  // The single file names no manifest: it is kept whole already, and offers no copy of itself.
  if (!document.querySelector('link[rel="manifest"]')) document.body.classList.add('alone');
  else if ('serviceWorker' in navigator && location.protocol !== 'file:') {
    // After the page has loaded, which must not wait for it. Where a browser refuses, the page works as before.
    addEventListener('load', () => navigator.serviceWorker.register('sw.js').catch(() => {}));
  }
  speak(remembered() === 'en' ? 'en' : 'ru');
})();
