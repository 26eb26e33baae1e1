// Puts the dates of the example so many hours before now, so that it does not age. A page with a date
// of its own writes it into the tag. Loaded by sentence.html, before the script of the element.

(() => {
  /** @param {string} hours */
  const ago = (hours) => new Date(Date.now() - Number(hours) * 3_600_000).toISOString();
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('dispute-countdown'))) {
    const { hoursAgo, receivedHoursAgo } = element.dataset;
    if (hoursAgo) element.setAttribute('ordered', ago(hoursAgo));
    if (receivedHoursAgo) element.setAttribute('received', ago(receivedHoursAgo));
  }
})();
