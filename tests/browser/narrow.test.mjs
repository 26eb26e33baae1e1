// In every state of the page, in one language or the other: nothing scrolls sideways on the narrowest phone or
// at 200 % zoom on a desktop, and no date is cut off in its field or under the ruler; and readers who prefer
// reduced motion see none.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { visit } from './page.mjs';
import { STATES } from './states.mjs';

/** WebKitGTK's MiniBrowser has no narrower window. */
const NARROWEST = 334;

/** Width and height in CSS pixels, of which there are half as many at 200 % zoom. @type {Record<string, [number, number]>} */
const SCREENS = { '320 px': [320, 640], '360 px': [360, 640], '1280 px at 200 %': [640, 400] };

/** Elements that scroll sideways, or extend beyond an edge of the window: a dialog does not scroll the page. */
const SIDEWAYS = `
  const root = document.querySelector('dispute-clock').shadowRoot;
  return [document.documentElement, ...root.querySelectorAll('dialog, form, fieldset, .card, .panel, .message')].flatMap((one) => {
    if (!one.checkVisibility()) return [];
    const { left, right } = one.getBoundingClientRect();
    const over = Math.round(Math.max(one.scrollWidth - one.clientWidth, right - innerWidth, -left));
    return over > 0 ? [(one.className || one.tagName) + ': ' + over] : [];
  });`;

/** Date and time fields narrower than the browser's intrinsic width with a value, button included. */
const CUT_OFF = `
  const root = document.querySelector('dispute-clock').shadowRoot;
  return [...root.querySelectorAll('[type="date"], [type="time"]')].filter((field) => field.checkVisibility()).flatMap((field) => {
    const width = () => field.getBoundingClientRect().width;
    const { value, max } = field, given = width();
    Object.assign(field, field.type === 'date' ? { max: '9999-12-31', value: '2026-12-30' } : { value: '22:58' });
    field.style.setProperty('width', 'max-content', 'important');
    const wanted = width();
    field.style.removeProperty('width');
    Object.assign(field, { max, value });
    return given < wanted - 1 ? [field.name + ': ' + Math.round(given) + ' of ' + Math.round(wanted)] : [];
  });`;

/** Names and dates under the ruler that end in an ellipsis. */
const SHORTENED = `
  const labels = document.querySelector('dispute-clock').shadowRoot.querySelectorAll('.ruler-label, .ruler-label *');
  return [...labels].filter((one) => one.scrollWidth > one.clientWidth && one.checkVisibility()).map((one) => one.textContent);`;

/** What moves for longer than a hundredth of a second, according to its style: no need to catch it moving. */
const MOVING = `
  const root = document.querySelector('dispute-clock').shadowRoot;
  const long = (times) => times.split(',').some((time) => parseFloat(time) * (time.endsWith('ms') ? 0.001 : 1) > 0.01);
  return [document, root].flatMap((where) => [...where.querySelectorAll('*')]).flatMap((one) =>
    [undefined, '::before', '::after', '::backdrop'].flatMap((part) => {
      const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(one, part);
      const moves = (animationName !== 'none' && long(animationDuration)) || long(transitionDuration) || scrollBehavior === 'smooth';
      return moves ? [(one.className || one.tagName) + (part ?? '')] : [];
    }));`;

for (const name of browsers()) {
  test(`${name}: no state scrolls sideways, cuts off a date, or moves if reduced motion is preferred`, async (t) => {
    const { site, browser, page } = await visit(t, name, { still: true });
    const { driver } = browser;
    /** @type {unknown[]} */
    const faults = [];
    // Each state in one language: both would take a minute more, and words wrap alike. The longest legend is English.
    const inOneLanguage = Object.entries(STATES).map(([state, arrange], index) => /** @type {const} */ ([state, arrange, index % 2 ? 'en' : 'ru']));
    for (const [state, arrange, language] of [...inOneLanguage, /** @type {const} */ (['paste', STATES.paste, 'en'])]) {
      await page.open(site.url);
      await page.switchLanguage(language);
      await arrange(page, language);
      for (const [screen, size] of Object.entries(SCREENS)) {
        await browser.resize(...size);
        const width = name === 'webkit' ? Math.max(size[0], NARROWEST) : size[0];
        await page.until(`the window is ${width} px wide`, 'return innerWidth === args[0]', width);
        const sideways = /** @type {string[]} */ (await driver.executeScript(SIDEWAYS));
        const cutOff = /** @type {string[]} */ (await driver.executeScript(CUT_OFF));
        cutOff.push(.../** @type {string[]} */ (await driver.executeScript(SHORTENED)));
        if (sideways.length + cutOff.length > 0) faults.push([state, language, screen, sideways, cutOff]);
      }
      const moving = /** @type {string[]} */ (await driver.executeScript(MOVING));
      if (moving.length > 0) faults.push([state, language, 'moves', moving]);
    }
    assert.deepEqual(faults, []);
  });
}
