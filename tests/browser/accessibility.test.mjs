// axe-core finds no violation in any state of the page, light and dark, and every touch target is large enough;
// a phase change is announced once; forced colors hide nothing; and the main task works by keyboard alone.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Key } from 'selenium-webdriver';
import { browsers } from './harness/index.mjs';
import { DAY, NOW, visit } from './page.mjs';
import { STATES } from './states.mjs';

/** States where other colors could differ: forms, folds, dialogs. */
const FEW = ['form-errors', 'paste', 'all-phases', 'unfolded', 'refunded-form', 'share', 'import'];

/** Controls less than 44 px wide or high; a checkbox is measured by its label. */
const TOO_SMALL = `
  const root = document.querySelector('dispute-clock').shadowRoot;
  const all = [document, root].flatMap((where) => [...where.querySelectorAll('a[href], button, input, select, textarea, summary')]);
  return all.filter((one) => one.checkVisibility({ checkVisibilityCSS: true })).flatMap((one) => {
    const hit = ['checkbox', 'radio', 'file'].includes(one.type) ? one.closest('label') ?? one : one;
    const { width, height } = hit.getBoundingClientRect();
    const label = (one.getAttribute('aria-label') ?? hit.textContent).trim().slice(0, 40) || one.name;
    return Math.min(width, height) < 43.9 ? [label + ': ' + width.toFixed() + ' x ' + height.toFixed()] : [];
  });`;

for (const name of browsers()) {
  // Dark differs only by its colors: Chromium can switch them at any moment, the other browsers are each tested
  // in one of the two.
  test(`${name}: axe-core finds no violations in any state`, async (t) => {
    const { site, browser, page } = await visit(t, name, { dark: name === 'webkit' });
    const chromium = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (browser.driver));
    const prefer = (/** @type {string} */ value) =>
      chromium.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
    /** @type {unknown[]} what is found in each state: by axe-core, and too small to hit */
    const faults = [];
    for (const [state, arrange] of Object.entries(STATES)) {
      await page.open(site.url);
      await arrange(page, 'ru');
      const found = [await page.violations(), await page.driver.executeScript(TOO_SMALL)];
      if (name === 'chromium' && FEW.includes(state)) {
        await prefer('dark');
        found.push(await page.violations(['color-contrast']));
        await prefer('light');
      }
      if (found.flat().length > 0) faults.push([state, found]);
    }
    assert.deepEqual(faults, []);
  });

  test(`${name}: every fold of a card names its order`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await STATES['all-phases'](page, 'ru');
    await page.unfold();
    const nameless = `return [...root.querySelectorAll('[data-order]')].flatMap((card) => {
      const folds = [...card.querySelectorAll('summary')].map((fold) => fold.textContent);
      const title = card.querySelector('.card-title').textContent;
      return folds.filter((fold) => !fold.endsWith(title));
    })`;
    assert.deepEqual(await page.run(nameless), []);
  });

  const onlyChromium = name !== 'chromium' && 'only Chromium can switch to forced colors while running';
  test(`${name}: with forced colors, choices are distinguishable, notices have borders, and date fields show their button`, { skip: onlyChromium }, async (t) => {
    const { site, browser, page } = await visit(t, name);
    const chromium = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (browser.driver));
    await chromium.sendDevToolsCommand('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: 'active' }] });
    await page.open(site.url);
    await STATES['storage-missing'](page, 'ru');
    await page.run(`root.querySelector('[data-action="open-form"]').click()`);
    const looks = (/** @type {string} */ selector) => page.run(
      `return [...document.querySelectorAll(args[0]), ...root.querySelectorAll(args[0])].map((one) => getComputedStyle(one).backgroundColor)`,
      selector,
    );
    for (const choice of ['.languages button', '.choice span']) assert.equal(new Set(await looks(choice)).size, 2, choice);
    const edges = await page.run(`return ['.message', '.warning'].map((one) => getComputedStyle(root.querySelector(one)).borderTopStyle)`);
    assert.deepEqual(edges, ['solid', 'solid']);
    const field = await page.find('[type="date"]');
    const before = await field.takeScreenshot();
    await page.run(`root.adoptedStyleSheets[0].insertRule('::-webkit-calendar-picker-indicator { opacity: 0; }')`);
    assert.notEqual(before, await field.takeScreenshot(), "a date field's button is visible");
  });

  test(`${name}: the keyboard alone suffices`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.run(`root.querySelector('[data-action="now"]').focus()`);
    await page.typeKeys(Key.ENTER);
    await page.tabTo('title');
    await page.typeKeys('Чехол', Key.ENTER);
    await page.saved();
    assert.equal(await page.text('[data-countdown]'), '7 часов 59 минут 58 секунд');
    assert.equal(await page.focused(), 'card-title', 'the focus moves to the new order');
    await page.tabTo('remove');
    await page.typeKeys(Key.ENTER);
    assert.equal(await page.focused(), 'undo');
    await page.typeKeys(Key.ENTER);
    assert.equal(await page.text('.card-title'), 'Чехол');
    assert.equal(await page.focused(), 'card-title');
  });

  test(`${name}: the message bar never covers the focused element`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 740, still: true });
    await page.open(site.url);
    await page.addQuickly('Чехол');
    await page.saved();
    const under = `const [{ top, bottom }, bar] = [root.activeElement ?? element, root.querySelector('.message')].map((one) => one.getBoundingClientRect());
      return top > bar.top && bottom < bar.bottom + 12`;
    for (const keys of [[Key.TAB], [Key.SHIFT, Key.TAB, Key.NULL]]) {
      /** @type {string[]} */
      const hidden = [];
      for (let presses = 0; presses < 40; presses++) {
        await page.typeKeys(...keys);
        const at = await page.focused();
        if (at === 'close-message' || at === 'BODY') break;
        if (await page.run(under)) hidden.push(at);
      }
      assert.deepEqual(hidden, []);
    }
  });

  test(`${name}: when the focused element disappears, the focus moves beside it`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 740 });
    await page.open(site.url);
    for (const title of ['Чехол', 'Лампа']) {
      await page.addQuickly(title);
      await page.saved();
    }
    // The focused element is scrolled into view in the next frame (WebKit), and pressed after that, as by a
    // reader.
    const press = (/** @type {string} */ action) => page.driver.executeAsyncScript(`
      const [action, done] = arguments;
      const button = document.querySelector('dispute-clock').shadowRoot.querySelector('[data-action="' + action + '"]');
      button.focus();
      requestAnimationFrame(() => setTimeout(() => done(button.click())));`, action);
    await press('remove');
    assert.equal(await page.focused(), 'undo');
    await page.driver.executeScript('scrollTo(0, 300)');
    await press('close-message');
    assert.equal(await page.focused(), 'list-title');
    assert.equal(await page.driver.executeScript('return Math.round(scrollY)'), 300, 'the page does not scroll');

    await page.addQuickly('Кружка');
    await page.saved();
    await page.run(`root.querySelector('[data-order] .now summary').focus()`);
    await page.setClock(NOW + 200 * DAY);
    assert.equal(await page.focused(), 'card-title', 'the focus moves when the action is over');

    await page.open(site.url);
    await page.run(`element.setAttribute('compact', ''); element.orders = [args[0]]`, { id: 'cup', title: 'Кружка', ordered: { local: '2026-02-28T12:00' } });
    await press('remove');
    assert.equal(await page.focused(), 'undo');
    await press('close-message');
    assert.equal(await page.focused(), 'list-title', 'where space is limited, an empty list has a title to move to, too');
  });

  test(`${name}: no field is announced as invalid before submitting`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    // A required date is invalid while it is empty: browsers announce nothing else.
    const invalidFields = `return [...root.querySelectorAll('.form .input:invalid')].map((input) => [input.name, input.getAttribute('aria-invalid')])`;
    assert.deepEqual(await page.run(invalidFields), [['orderedDate', 'false']]);
    await page.run(`root.querySelector('[data-action="submit"]').click()`);
    assert.deepEqual(await page.run(invalidFields), [['orderedDate', 'true']]);
  });

  test(`${name}: a repeated message is announced again`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.run(`
      const announcer = root.querySelector('[data-announcer]');
      window.heard = [];
      new MutationObserver(() => announcer.textContent && heard.push(announcer.textContent)).observe(announcer, { childList: true, characterData: true, subtree: true });`);
    for (const times of [1, 2]) {
      await page.run(`root.querySelector('[data-action="submit"]').click()`);
      await page.until('the error is announced each time', 'return heard.length === args[0]', times);
    }
    await page.addQuickly('Чехол');
    await page.saved();
    await page.run('heard.length = 0');
    for (const [from, to] of [['Чехол', 'Чехол 2'], ['Чехол 2', 'Чехол 3']]) {
      await page.retitle(from, to);
      await page.until('the message is announced', `return heard.length > 0 && heard.at(-1).includes('сохранены')`);
    }
    await page.until('the message is announced twice', 'return heard.length === 2');
  });
}
