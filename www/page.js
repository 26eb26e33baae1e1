// The page around the element: the language switch, remembered in this browser, and less
// heading for those who have orders already. A plain script, so that the single file can hold it.

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
  speak(remembered() === 'en' ? 'en' : 'ru');
})();
