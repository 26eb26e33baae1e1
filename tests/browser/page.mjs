// Page object: drives the page as a person does, typing into its fields, pressing its buttons, reading its
// text. Its hooks: data-field on inputs, data-error on sentences, data-action on buttons, data-order and
// data-phase on cards. Imported by the browser tests.

import assert from 'node:assert/strict';
import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import axe from 'axe-core';
import { Key } from 'selenium-webdriver';
import { dist, openBrowser, serve } from './harness/index.mjs';

/** Half past ten in the morning in Moscow, on the first of March. */
export const NOW = Date.parse('2026-03-01T10:30:02+03:00');
export const ZONE = 'Europe/Moscow';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Load per processor, at least 1: the factor by which slow operations may take longer here. */
export const slowdown = () => Math.max(1, loadavg()[0] / availableParallelism());

/** @typedef {(parts: string[]) => string} Habit  turns the parts of a date or a time into the keys to press */

/** @type {Habit[]} year, month, day */
const DATE_HABITS = ['', '-'].flatMap((separator) => [
  ([year, month, day]) => [day, month, year].join(separator),
  ([year, month, day]) => [month, day, year].join(separator),
  ([year, month, day]) => [year, month, day].join(separator),
]);

/** @type {Habit[]} hour, minute */
const TIME_HABITS = ['', ':'].flatMap((separator) => [
  ([hour, minute]) => hour + separator + minute,
  ([hour, minute]) => `${halfDay(hour)}${separator}${minute}${separator}${Number(hour) < 12 ? 'a' : 'p'}`,
]);

/** @param {string} hour of 24, as one of 12 */
const halfDay = (hour) => String(Number(hour) % 12 || 12).padStart(2, '0');

/** @typedef {import('selenium-webdriver').WebElement} WebElement */

/** Resolves when the element is where it was a frame before, and watches whether the next click hits it. */
const STAND_STILL = `const [target, done] = arguments;
  target.scrollIntoView({ block: 'center' });
  window.clicked = false;
  addEventListener('click', (event) => { window.clicked ||= event.composedPath().includes(target); }, { capture: true, once: true });
  const place = () => { const { x, y } = target.getBoundingClientRect(); return x + ' ' + y; };
  let before, frames = 0;
  (function look() {
    const now = place();
    if (now === before || ++frames > 120) return done();
    before = now;
    setTimeout(look, 20);
  })();`;

/**
 * The built page on a server of its own, in a new browser; both end with the test.
 *
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof openBrowser>[0]} name
 * @param {Parameters<typeof openBrowser>[1]} [settings]
 */
export async function visit(t, name, settings) {
  // It enforces Trusted Types by its own policy, so the server adds none.
  const site = await serve(dist('site'), { headers: { 'content-security-policy': '' } });
  t.after(site.close);
  const browser = await openBrowser(name, { timeZone: ZONE, ...settings });
  t.after(browser.close);
  return { site, browser, page: new Page(browser) };
}

export class Page {
  /** @param {{ driver: import('selenium-webdriver').WebDriver }} browser */
  constructor({ driver }) {
    this.driver = driver;
    /** @type {Habit | undefined} */
    this.dateKeys = undefined;
    /** @type {Habit | undefined} */
    this.timeKeys = undefined;
  }

  /** @param {string} url @param {number} [now] the instant at which the page's clock stands */
  async open(url, now = NOW) {
    await this.driver.get(url);
    await this.settle(now);
  }

  /** @param {number} [now] */
  async reload(now = NOW) {
    await this.driver.navigate().refresh();
    await this.settle(now);
  }

  /** @param {number} now */
  async settle(now) {
    // The element is registered once its core is compiled, which may be after the page has loaded.
    await this.driver.executeAsyncScript(`const done = arguments[0]; customElements.whenDefined('dispute-clock').then(() => done());`);
    await this.setClock(now);
    await this.until('the stored orders are read', `return !root.querySelector('[data-loading]')`);
  }

  /** Switches the page around the element to a language, and waits until the element follows. @param {string} language */
  async switchLanguage(language) {
    await this.driver.executeScript('document.querySelector(`[data-language="${arguments[0]}"]`).click()', language);
    await this.until(`the page is in ${language}`, `return root.querySelector('.root').lang === args[0]`, language);
  }

  /** Stops the page's clock at an instant. @param {number} now */
  setClock(now) {
    return this.run('element.now = args[0]', now);
  }

  /**
   * Runs a script that sees the element as `element`, its shadow root as `root`, and `args`.
   *
   * @param {string} script @param {...unknown} args @returns {Promise<any>}
   */
  run(script, ...args) {
    return this.driver.executeScript(
      `const args = arguments, element = document.querySelector('dispute-clock'), root = element.shadowRoot;\n${script}`,
      ...args,
    );
  }

  /** @param {string} what @param {string} script returns whether it is so @param {...unknown} args */
  async until(what, script, ...args) {
    for (const end = Date.now() + 8000; Date.now() < end; await sleep(30)) {
      if (await this.run(script, ...args)) return;
    }
    assert.fail(`timed out waiting until ${what}\n${await this.run('return root.textContent')}`);
  }

  /** An element that exists, folded away or not, or appears within a moment. @param {string} selector @returns {Promise<WebElement>} */
  async find(selector) {
    for (const end = Date.now() + 4000; ; await sleep(30)) {
      const found = await this.run('return root.querySelector(args[0])', selector);
      if (found) return found;
      await this.unfold();
      if (Date.now() > end) return assert.fail(`nothing matches ${selector}`);
    }
  }

  /** Opens and closes every fold that was never opened, so that its contents are drawn. Skips the one that fetches something. */
  unfold() {
    return this.driver.executeAsyncScript(
      `const done = arguments[0], root = document.querySelector('dispute-clock').shadowRoot;
       const look = () => {
         const unopened = [...root.querySelectorAll('details:not([open], [data-paste], [data-claim])')].filter((fold) => fold.childElementCount === 1);
         if (unopened.length === 0) return done();
         for (const { firstElementChild: summary } of unopened) {
           summary.click();
           summary.click();
         }
         setTimeout(look);
       };
       look();`,
    );
  }

  /** The text of the first match with normalized spaces; undefined if there is none. @param {string} selector */
  text(selector) {
    return this.run(
      `return root.querySelector(args[0])?.textContent.replace(/\\s+/g, ' ').trim() ?? undefined`,
      selector,
    ).then((text) => text ?? undefined);
  }

  /** @param {string} selector */
  count(selector) {
    return this.run('return root.querySelectorAll(args[0]).length', selector);
  }

  /** What a selector finds, made visible: enclosing folds are opened. @param {string} selector */
  async reach(selector) {
    const found = await this.find(selector);
    /** @type {WebElement[]} */
    const folds = await this.driver.executeScript(
      `const folds = [];
       for (let fold = arguments[0].closest('details'); fold; fold = fold.parentElement.closest('details')) {
         const summary = fold.querySelector('summary');
         if (!fold.open && !summary.contains(arguments[0])) folds.unshift(summary);
       }
       return folds;`,
      found,
    );
    for (const fold of folds) await this.click(fold);
    return found;
  }

  /** @param {string} selector */
  async press(selector) {
    await this.click(await this.reach(selector));
  }

  /**
   * Clicks an element that has stopped moving. A driver looks up its position and clicks there a moment later:
   * if it has moved by then, the click misses, as WebKit's driver also does at times, and is repeated.
   *
   * @param {WebElement} target
   */
  async click(target) {
    for (let tries = 0; tries < 3; tries++) {
      await this.driver.executeAsyncScript(STAND_STILL, target);
      await target.click();
      for (const end = Date.now() + 1000; Date.now() < end; await sleep(30)) {
        // The click led to another page, and this one's state is gone.
        if ((await this.driver.executeScript('return window.clicked')) !== false) return;
      }
    }
    assert.fail('the click never reached its target');
  }

  /** @param {string} field @param {string} [within] */
  value(field, within = '') {
    return this.run('return root.querySelector(args[0]).value', `${within} [data-field="${field}"]`);
  }

  /** Replaces the contents of a text field. @param {string} field @param {string} text @param {string} [within] */
  async type(field, text, within = '') {
    const input = await this.reach(`${within} [data-field="${field}"]`);
    await input.clear();
    // WebKit's driver refuses to type nothing.
    if (text) await input.sendKeys(text);
  }

  /**
   * Types a date in the format of the browser's own field, even one that does not exist.
   *
   * @param {string} field @param {string} iso @param {string} [within]
   */
  async typeDate(field, iso, within = '') {
    const [year, month, day] = iso.split('-');
    const input = await this.reach(`${within} [data-field="${field}"]`);
    if ((await input.getProperty('type')) !== 'date') return this.type(field, `${day}.${month}.${year}`, within);
    this.dateKeys ??= await this.habit('date', DATE_HABITS, ['2020', '12', '31'], '2020-12-31');
    await this.keys(input, this.dateKeys([year, month, day]));
  }

  /** @param {string} field @param {string} time '14:30' @param {string} [within] */
  async typeTime(field, time, within = '') {
    const input = await this.reach(`${within} [data-field="${field}"]`);
    if ((await input.getProperty('type')) !== 'time') return this.type(field, time, within);
    this.timeKeys ??= await this.habit('time', TIME_HABITS, ['06', '15'], '06:15');
    await this.keys(input, this.timeKeys(time.split(':')));
  }

  /**
   * The key order in which this browser, in its language, takes a date or a time: found out by trying.
   *
   * @param {string} type @param {Habit[]} habits @param {string[]} parts @param {string} value
   */
  async habit(type, habits, parts, value) {
    for (const habit of habits) if ((await this.probe(type, habit(parts))) === value) return habit;
    return assert.fail(`no known way of typing a ${type} works in this browser`);
  }

  /** The value of a field in this browser and language after some keys. @param {string} type @param {string} keys */
  async probe(type, keys) {
    const input = await this.driver.executeScript(
      `const input = document.createElement('input');
       input.type = arguments[0];
       document.body.prepend(input);
       return input;`,
      type,
    );
    await this.keys(/** @type {WebElement} */ (input), keys);
    return this.driver.executeScript('const { value } = arguments[0]; arguments[0].remove(); return value', input);
  }

  /** @param {WebElement} input @param {string} keys */
  async keys(input, keys) {
    await this.driver.executeScript(
      `arguments[0].scrollIntoView({ block: 'center' }); arguments[0].value = ''; arguments[0].focus();`,
      input,
    );
    await this.driver.actions().sendKeys(keys).perform();
  }

  /**
   * Fills in the form and submits it.
   *
   * @param {{ date: string, time?: string, title?: string, price?: string }} order
   */
  async add({ date, time, title, price }) {
    if (await this.run(`return root.querySelector('[data-action="open-form"]').checkVisibility()`)) {
      await this.press('[data-action="open-form"]');
    }
    await this.typeDate('orderedDate', date);
    if (time) await this.typeTime('orderedTime', time);
    if (title) await this.type('title', title);
    if (price) await this.type('amount', price);
    await this.press('[data-action="submit"]');
  }

  /** Adds an order of yesterday, without typing: for tests of what follows. @param {string} title */
  addQuickly(title) {
    return this.run(
      `const form = root.querySelector('.panel-body form');
       form.querySelector('[data-action="yesterday"]').click();
       const input = form.querySelector('[data-field="title"]');
       input.value = args[0];
       input.dispatchEvent(new Event('input', { bubbles: true }));
       form.querySelector('[data-action="submit"]').click();`,
      title,
    );
  }

  /** Gives an order another title, without typing; returns the messages shown meanwhile. @param {string} from @param {string} to */
  retitle(from, to) {
    return this.run(
      `const card = [...root.querySelectorAll('[data-order]')].find((card) => card.querySelector('.card-title').textContent === args[0]);
       card.querySelector('[data-action="edit"]').click();
       const input = card.querySelector('[data-field="title"]');
       input.value = args[1];
       input.dispatchEvent(new Event('input', { bubbles: true }));
       card.querySelector('[data-action="submit"]').click();
       return root.querySelector('[data-message]')?.textContent ?? '';`,
      from,
      to,
    );
  }

  /** The titles in the list, sorted. @returns {Promise<string[]>} */
  titles() {
    return this.run(`return element.orders.map(({ title }) => title).sort()`);
  }

  /** Waits until the page says that it has saved. */
  saved() {
    return this.until(
      'the page says that the order is saved',
      `return /сохран[её]н|saved/.test(root.querySelector('[data-message]')?.textContent ?? '')`,
    );
  }

  /** Presses keys, wherever the focus is. @param {...string} keys */
  typeKeys(...keys) {
    return this.driver.actions().sendKeys(...keys).perform();
  }

  /** The focused element, by its hook. */
  focused() {
    return this.run(
      `const { dataset, className, tagName } = root.activeElement ?? document.activeElement;
       return dataset.action ?? dataset.field ?? dataset.proofItem ?? (className || tagName)`,
    );
  }

  /** Presses Tab until the given element has the focus. @param {string} goal as `focused` names it */
  async tabTo(goal) {
    for (let presses = 0; presses < 60; presses++) {
      if ((await this.focused()) === goal) return;
      await this.typeKeys(Key.TAB);
    }
    assert.fail(`Tab never reached ${goal}`);
  }

  /** axe-core's violations in the current state of the page, by all its rules or by some. @param {string[]} [rules] */
  async violations(rules) {
    // The message bar slides in: contrast is wrong halfway.
    await this.run(`if (!root.still) root.adoptedStyleSheets[0].insertRule('* { animation: none !important }'); root.still = true;`);
    if (!(await this.driver.executeScript('return Boolean(window.axe)'))) await this.driver.executeScript(axe.source);
    return this.driver.executeAsyncScript(
      `const done = arguments[1];
       axe.run(document, { resultTypes: ['violations'], ...(arguments[0] && { runOnly: arguments[0] }) }).then(
         ({ violations }) => done(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target.flat().join(' ') + ': ' + node.failureSummary)])),
         (error) => done(String(error)),
       )`,
      rules ?? null,
    );
  }

  /** Touch targets that are too small: controls under 44 px, except links in running text. */
  smallTargets() {
    return this.run(
      `return [...root.querySelectorAll('button, summary, select, textarea, input')]
         .filter((control) => control.checkVisibility() && !control.closest('p'))
         .map((control) => [control.dataset.action ?? control.name ?? control.textContent, (control.closest('label') ?? control).getBoundingClientRect()])
         .filter(([, { width, height }]) => width < 44 || height < 44)
         .map(([name, { width, height }]) => name + ': ' + width + ' x ' + height)`,
    );
  }

  /** How far the page scrolls sideways, in pixels. */
  overflow() {
    return this.driver.executeScript(
      'const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth',
    );
  }
}
