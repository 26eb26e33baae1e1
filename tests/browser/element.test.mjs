// The element in other people's pages: whenever it is defined, wherever it is moved, however many there are,
// and where the browser blocks storage.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { By, Key } from 'selenium-webdriver';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';

/** @param {string} body */
const html = (body) => `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Страница</title><body>${body}</body></html>`;
const SCRIPT = '<script src="dispute-clock.js"></script>';
const ORDERS = `[{ id: 'a', title: 'Чехол', ordered: { local: '2026-03-01T06:15', timeZone: 'Europe/Moscow' } }]`;

const PAGES = {
  '/early.html': html(
    `<script>window.onerror = (message) => { document.title = message };</script>
     <dispute-clock></dispute-clock>
     <script>Object.assign(document.querySelector('dispute-clock'), { now: ${NOW}, orders: ${ORDERS} })</script>${SCRIPT}${SCRIPT}`,
  ),
  '/two.html': html(`<dispute-clock></dispute-clock><div lang="en"><dispute-clock></dispute-clock></div>${SCRIPT}`),
  '/framed.html': html('<iframe sandbox="allow-scripts" src="index.html" width="1000" height="700"></iframe>'),
  // In such a frame, WebKit matches the 'self' of the page's own policy to nothing, and runs none of its
  // scripts.
  '/framed-element.html': html('<iframe sandbox="allow-scripts" src="element.html" width="1000" height="700"></iframe>'),
  '/folded.html': html(`<details><summary>Сроки</summary><dispute-clock></dispute-clock></details><button>Дальше</button>${SCRIPT}`),
  '/variants.html': html(`<div hidden><dispute-clock></dispute-clock></div><dispute-clock></dispute-clock>${SCRIPT}`),
  '/beside-frame.html': html(`<dispute-clock></dispute-clock><dispute-countdown layout="card" ordered="2026-02-20"></dispute-countdown><iframe></iframe>${SCRIPT}`),
  '/element.html': html(`<dispute-clock></dispute-clock>${SCRIPT}`),
  '/translated.html': html(`<p>Осталось <dispute-countdown ordered="2026-02-20"></dispute-countdown>.</p>
    <dispute-clock></dispute-clock><script>Object.assign(document.querySelector('dispute-clock'), { now: ${NOW}, orders: ${ORDERS} })</script>${SCRIPT}`),
};

/** Simulates dark-mode extensions: everything that gets a shadow root gets an extra style sheet. */
const DRESSED = `<script>
    const { attachShadow } = Element.prototype, dark = new CSSStyleSheet();
    window.dark = dark;
    dark.replaceSync('.root { filter: none }');
    Element.prototype.attachShadow = function (init) {
      const root = attachShadow.call(this, init);
      root.adoptedStyleSheets = [dark];
      return root;
    };
  </script><dispute-clock></dispute-clock><p><dispute-countdown ordered="2026-02-20">…</dispute-countdown></p>${SCRIPT}`;

/** Simulates translating browsers: each text is set aside and replaced by another. */
const TRANSLATE = `
  const translate = (where) => {
    for (const node of [...where.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE && node.data.trim()) {
        const other = document.createElement('font');
        other.textContent = '[' + node.data + ']';
        node.replaceWith(other);
      } else if (node.nodeType === Node.ELEMENT_NODE && node.getAttribute('translate') !== 'no' && node.localName !== 'script') {
        if (node.shadowRoot) translate(node.shadowRoot);
        translate(node);
      }
    }
  };
  translate(document.body);
  document.documentElement.lang = arguments[0];`;

for (const name of browsers()) {
  test(`${name}: the element works in other pages`, async (t) => {
    const site = await serve(dist('site'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);

    await t.test('properties set before the definition count, and a second script does no harm', async () => {
      await page.driver.get(`${site.url}early.html`);
      assert.equal(await page.text('[data-countdown]'), '3 часа 44 минуты 58 секунд');
      assert.equal(await page.driver.getTitle(), 'Страница');
    });

    await t.test('orders given by the page are not stored', async () => {
      await page.driver.get(site.url);
      await page.settle(NOW);
      assert.equal(await page.count('[data-order]'), 0);
    });

    await t.test('changes are reported to the page', async () => {
      await page.driver.get(`${site.url}early.html`);
      const reported = await page.run(
        `const reported = [];
         document.body.addEventListener('dispute-clock-change', ({ detail }) => reported.push(detail.orders.map(({ title }) => title)));
         root.querySelector('[data-action="remove"]').click();
         root.querySelector('[data-action="undo"]').click();
         return reported;`,
      );
      assert.deepEqual(reported, [[], ['Чехол']]);
    });

    await t.test('a moved element keeps what was typed, and a removed one stops reading the clock', async () => {
      await page.type('title', 'Лампа');
      const calls = await page.driver.executeAsyncScript(
        `const [now, done] = arguments, element = document.querySelector('dispute-clock');
         document.body.append(document.createElement('main'));
         document.querySelector('main').append(element);
         let calls = 0;
         element.now = () => (calls++, now + calls);
         element.remove();
         const before = calls;
         dispatchEvent(new Event('focus'));
         setTimeout(() => {
           const after = calls;
           document.querySelector('main').append(element);
           done({ while: after - before, afterwards: calls - after });
         }, 1500);`,
        NOW,
      );
      assert.equal(/** @type {any} */ (calls).while, 0);
      assert.ok(/** @type {any} */ (calls).afterwards > 0, 'back in the page it reads the clock again');
      assert.equal(await page.value('title'), 'Лампа');
    });

    await t.test('a hidden page sleeps, and shows the right time as soon as it is visible again', async () => {
      await page.driver.get(`${site.url}early.html`);
      await page.until('the countdown runs', `return root.querySelector('[data-countdown]')`);
      const seen = await page.driver.executeAsyncScript(
        `const [now, done] = arguments, element = document.querySelector('dispute-clock');
         const see = (hidden) => {
           Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
           document.dispatchEvent(new Event('visibilitychange'));
         };
         let calls = 0, passed = 0;
         element.now = () => (calls++, now + passed);
         see(true);
         const before = calls;
         setTimeout(() => {
           const asleep = calls - before;
           passed = 60 * 60 * 1000;
           see(false);
           done({ asleep, text: element.shadowRoot.querySelector('[data-countdown]').textContent.replace(/\\s+/g, ' ') });
         }, 1500);`,
        NOW,
      );
      assert.deepEqual(seen, { asleep: 0, text: '2 часа 44 минуты 58 секунд' });
    });

    await t.test('in another time zone an order keeps its typed time, and its deadlines are in local time', async () => {
      await page.driver.get(`${site.url}early.html`);
      await page.run(`element.timeZone = 'Asia/Vladivostok'`);
      assert.equal(await page.text('[data-moment]'), 'до 21:15 сегодня, 1 марта');
      assert.equal(await page.text('[data-countdown]'), '3 часа 44 минуты 58 секунд');
      await page.press('[data-action="edit"]');
      assert.equal(await page.value('orderedTime', '[data-order]'), '06:15');
      await page.press('[data-order] [data-action="submit"]');
      assert.deepEqual((await page.run('return element.orders'))[0].ordered, { local: '2026-03-01T06:15', timeZone: ZONE });
    });

    await t.test('moved to another document and back, the elements keep their styles', async () => {
      await page.driver.get(`${site.url}beside-frame.html`);
      await page.settle(NOW);
      const dressed = await page.driver.executeScript(
        `const all = [...document.querySelectorAll('dispute-clock, dispute-countdown')], faults = [];
         addEventListener('error', ({ message }) => faults.push(message));
         const look = () => all.map((element) => getComputedStyle(element.shadowRoot.querySelector('.root')).containerType);
         return [document.querySelector('iframe').contentDocument.body, document.body].flatMap((place) => {
           place.append(...all);
           return look();
         }).concat(faults);`,
      );
      assert.deepEqual(dressed, Array(4).fill('inline-size'));
    });

    await t.test('the dialog of a folded element does not block the page, and becomes modal once visible', async () => {
      const orders = JSON.stringify({ format: 1, orders: [{ id: 'x', title: 'Чехол', ordered: '2026-02-01' }] });
      await page.driver.get(`${site.url}folded.html#orders=j.${Buffer.from(orders).toString('base64url')}`);
      await page.settle(NOW);
      await page.until('the dialog is there', `return root.querySelector('dialog [data-action="take-in"]')`);
      await page.driver.findElement(By.css('button')).click();
      const fold = (/** @type {boolean} */ open) => page.driver.executeScript(`document.querySelector('details').open = arguments[0]`, open);
      await fold(true);
      await page.until('the dialog is modal', `return root.querySelector('dialog:modal')`);
      await fold(false);
      await page.until('the dialog blocks nothing', `return root.querySelector('dialog:not(:modal)')`);
      await fold(true);
      await page.until('the dialog is modal again', `return root.querySelector('dialog:modal')`);
      await page.press('[data-action="close-dialog"]');
      assert.equal(await page.count('dialog'), 0);
    });

    await t.test('on a zoomed page a dialog still fits the window', async () => {
      await page.driver.get(`${site.url}element.html`);
      await page.settle(NOW);
      await page.driver.executeScript(`document.body.style.zoom = 1.5`);
      await page.run(`element.orders = ${ORDERS}`);
      await page.run(`root.querySelector('[data-action="share-all"]').click()`);
      await page.until('the dialog is open', `return root.querySelector('dialog:modal [data-field="link"]')`);
      const over = await page.run(
        `const { top, left, right, bottom } = root.querySelector('dialog').getBoundingClientRect();
         return [-top, -left, right - innerWidth, bottom - innerHeight].filter((px) => px > 0)`,
      );
      assert.deepEqual(over, []);
    });

    await t.test('only the visible one of two elements asks about a link, and Escape reaches only its question', async () => {
      await page.driver.get(`${site.url}variants.html#orders=z.AAAA`);
      const asks = `return [...document.querySelectorAll('dispute-clock')].map(({ shadowRoot }) => shadowRoot?.querySelectorAll('dialog').length)`;
      await page.driver.wait(async () => String(await page.driver.executeScript(asks)) === '0,1', 8000, 'only the visible element asks');
      await page.driver.executeScript(`addEventListener('keydown', ({ key }) => { document.title += key })`);
      await page.typeKeys(Key.ESCAPE);
      await page.driver.wait(async () => String(await page.driver.executeScript(asks)) === '0,0', 8000, 'the question is closed');
      assert.equal(await page.driver.getTitle(), 'Страница');
    });

    await t.test('two elements show one list, each in its own language', async () => {
      await page.driver.get(`${site.url}two.html`);
      await page.settle(NOW);
      await page.add({ date: '2026-02-20', title: 'Общий' });
      const titles = () =>
        page.driver.executeScript(
          `return [...document.querySelectorAll('dispute-clock')].map(({ shadowRoot }) =>
             [shadowRoot.querySelector('.list-title').textContent, shadowRoot.querySelector('.card-title')?.textContent ?? null])`,
        );
      await page.until(
        'the other element shows the order',
        `return [...document.querySelectorAll('dispute-clock')].every(({ shadowRoot }) => shadowRoot.querySelector('.card-title'))`,
      );
      assert.deepEqual(await titles(), [['Ваши заказы', 'Общий'], ['Your orders', 'Общий']]);
      await page.press('[data-action="remove"]');
      await page.until(
        'the order is gone from the other element',
        `return [...document.querySelectorAll('dispute-clock')].every(({ shadowRoot }) => !shadowRoot.querySelector('.card-title'))`,
      );
    });

    await t.test('where nothing can be stored the element works, says so, and does not claim to have saved', async () => {
      await page.driver.get(`${site.url}framed${name === 'webkit' ? '-element' : ''}.html`);
      await page.driver.switchTo().frame(await page.driver.findElement(By.css('iframe')));
      await page.settle(NOW);
      await page.until('the element says that nothing is stored', `return root.querySelector('[data-storage="missing"]')`);
      await page.press('[data-action="yesterday"]');
      await page.type('title', 'Временный');
      await page.press('[data-action="submit"]');
      await page.until('the element says that the order is not saved', `return root.querySelector('[data-message]')`);
      assert.match(await page.text('[data-message]'), /^Сохранить не получилось\./);
      assert.equal(await page.text('.card-title'), 'Временный');
    });
  });

  test(`${name}: when the browser translates the page, the elements keep running with their own texts`, async (t) => {
    const site = await serve(dist('embed'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.driver.get(`${site.url}translated.html`);
    await page.until('the element is drawn', `return root.querySelector('[data-countdown]')`);
    const inSentence = () => page.driver.executeScript(`return document.querySelector('dispute-countdown').shadowRoot.textContent`);

    await page.driver.executeScript(TRANSLATE, 'de');
    assert.match(await page.driver.executeScript(`return document.querySelector('p').textContent`), /^\[Осталось \]/, 'the page is translated');
    await page.setClock(NOW + 60 * 60_000);
    assert.equal(await page.text('[data-countdown]'), '2 часа 44 минуты 58 секунд');
    assert.match(await inSentence(), /^[^[]+$/);

    await page.driver.executeScript(TRANSLATE, 'en');
    await page.until('the element uses its own texts for that language', `return root.querySelector('[data-countdown]').textContent.includes('hours')`);
    await page.setClock(NOW + 80 * 86_400_000);
    assert.equal(await page.text('[data-order] .badge'), 'Dispute can be opened');
    assert.match(await inSentence(), /^[^[а-я]+$/i);
  });

  test(`${name}: where an extension adds style sheets, the elements keep their own`, async (t) => {
    const site = await serve(dist('embed'), { pages: { '/dressed.html': html(DRESSED) } });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(`${site.url}dressed.html`);
    const worn = `return [...document.querySelectorAll('dispute-clock, dispute-countdown')].map(({ shadowRoot: root }) => {
      const button = root.querySelector('.button-main');
      return [root.adoptedStyleSheets.length, root.adoptedStyleSheets.at(-1) === window.dark, getComputedStyle(root.querySelector('slot')).display === 'none', button && getComputedStyle(button).minHeight];
    })`;
    await page.until('both elements are drawn', `return document.querySelector('dispute-countdown').shadowRoot.querySelector('.inline') !== null && root.querySelector('.button-main') !== null`);
    const dressed = [[2, true, true, '44px'], [2, true, true, null]];
    assert.deepEqual(await page.driver.executeScript(worn), dressed);
    await page.setClock(NOW + 60_000);
    assert.deepEqual(await page.driver.executeScript(worn), dressed, 'style sheets are not added twice');
  });

  test(`${name}: the element violates no strict content security policy`, async (t) => {
    const policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'";
    const index = await readFile(join(dist('site'), 'index.html'), 'utf8');
    const pages = {
      // Without a manifest no service worker is registered: its URL would have to be a trusted one.
      '/index.html': index.replace('<head>', '<head><script src="watch.js"></script>').replace(/<link rel="manifest"[^>]*>/, ''),
      '/watch.js': `window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => violations.push([event.violatedDirective, event.sample]));`,
    };
    const site = await serve(dist('site'), { headers: { 'content-security-policy': policy }, pages });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(site.url);
    await page.add({ date: '2026-02-20', title: 'Строго' });
    await page.saved();
    assert.equal(await page.text('.timeline-text'), 'День 10 из 75');
    const place = await page.run(`return getComputedStyle(root.querySelector('.ruler-now')).insetInlineStart`);
    assert.notEqual(place, '0px', 'the mark of today is positioned');
    assert.deepEqual(await page.driver.executeScript('return violations'), []);
  });
}
