// What an embedding page may set on the element, and what it receives: attributes, properties, methods, events.
// Invalid values are reported and leave the rest intact; moving the element keeps unfinished input.

import assert from 'node:assert/strict';
import test from 'node:test';
import { rulebooks } from '../../dist/npm/index.js';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';

/** @param {string} body */
const html = (body) => `<!doctype html><html lang="ru"><meta charset="utf-8"><script src="watch.js"></script><body>${body}</body></html>`;
const SCRIPT = '<script src="dispute-clock.js" async></script>';
const WATCH = `window.heard = []; window.warned = [];
  for (const type of ['change', 'error', 'phase']) {
    document.addEventListener('dispute-clock-' + type, (event) => heard.push({ type, detail: event.detail, bubbles: event.bubbles, composed: event.composed }));
  }
  const { warn } = console;
  console.warn = (text) => { warned.push(text); warn(text); };`;
const SHOP = `const shop = {
    format: 1, id: 'shop', name: 'Магазин', edition: '2026-01-01', covers: { from: '2020-01-01', until: '2030-01-01' },
    sources: [{ rules: ['S1'], title: { ru: 'Правила' }, read: '2026-01-01' }],
    windows: [{ id: 'cancel', purpose: 'cancel', title: { ru: 'Отмена' },
      closes: { from: ['paid', 'ordered'], term: { amount: 20, unit: 'hours', counting: 'elapsed' }, certainty: 'stated', rules: ['S1'] } }],
    actions: [] };`;

const PAGES = {
  '/watch.js': WATCH,
  '/plain.html': html(`<dispute-clock></dispute-clock>${SCRIPT}`),
  '/fallback.html': html('<dispute-clock>Сроки заказа</dispute-clock>'),
  '/attributes.html': html(
    `<dispute-clock lang="en" theme="dark" compact marketplace="aliexpress" storage="none" title-countdown></dispute-clock>${SCRIPT}`,
  ),
  '/none.html': html(SCRIPT),
  '/wrong.html': html(
    `<dispute-clock lang="de" theme="sepia" compact="no" marketplace="joom, ozon" storage="disk" title-countdown="0"></dispute-clock>${SCRIPT}`,
  ),
  '/empty.html': html(`<dispute-clock lang="" theme="" compact="" marketplace="" storage=""></dispute-clock>${SCRIPT}`),
  '/early.html': html(
    `<dispute-clock></dispute-clock><script>${SHOP}
     Object.assign(document.querySelector('dispute-clock'), {
       orders: [{ id: 'a', title: 'Чехол', marketplace: 'shop', ordered: '2026-03-01T00:00+03:00' }],
       rulebooks: [shop], timeZone: 'Asia/Tokyo', now: ${NOW} });</script>${SCRIPT}`,
  ),
};

for (const name of browsers()) {
  test(`${name}: the element's attributes, properties and events`, async (t) => {
    const site = await serve(dist('embed'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    /** @param {string} path @param {number} [now] */
    const open = async (path, now = NOW) => {
      await page.open(`${site.url}${path}.html`, now);
      await page.driver.executeScript('heard.length = 0');
    };
    /** The events received since then, once the page's script has finished its task. @param {string} type @returns {Promise<any[]>} */
    const heard = async (type) =>
      (await page.driver.executeScript('return heard.splice(0)')).filter((/** @type {any} */ event) => event.type === type);
    const refusals = async () => (await heard('error')).map(({ detail }) => [detail.path, detail.code]);
    const warned = () => page.driver.executeScript('return warned.splice(0)');
    const marketplaces = () => page.run(`return [...root.querySelectorAll('.panel [data-field="marketplace"]')].map(({ value }) => value)`);

    await t.test('without a script the fallback content is shown', async () => {
      await page.driver.get(`${site.url}fallback.html`);
      const [text, height] = await page.driver.executeScript(
        `const { innerText, offsetHeight, offsetWidth } = document.querySelector('dispute-clock'); return [innerText, offsetWidth]`,
      );
      assert.equal(text, 'Сроки заказа');
      assert.ok(height > 50);
    });

    await t.test('attributes set the language, theme, layout and marketplaces', async () => {
      await open('attributes');
      assert.equal(await page.text('[data-action="open-form"]'), 'Add an order');
      assert.deepEqual(await marketplaces(), ['aliexpress']);
      const look = await page.run(
        `return {
           scheme: getComputedStyle(root.querySelector('.root')).colorScheme,
           columns: getComputedStyle(root.querySelector('.layout')).gridTemplateColumns.split(' ').length,
           form: root.querySelector('.panel-body').checkVisibility(),
         }`,
      );
      assert.deepEqual(look, { scheme: 'dark', columns: 1, form: false });
      assert.deepEqual(await warned(), []);
    });

    await t.test('with storage="none" nothing is stored in the browser, and the page says so', async () => {
      const kept = () =>
        page.driver.executeAsyncScript(
          `const done = arguments[0];
           const bases = indexedDB.databases ? indexedDB.databases() : Promise.resolve([]);
           bases.then((all) => done([all.length, localStorage.length, sessionStorage.length]));`,
        );
      await page.add({ date: '2026-02-27', title: 'A lamp' });
      assert.equal((await page.run('return element.orders'))[0].marketplace, 'aliexpress');
      assert.match(/** @type {string} */ (await page.text('[data-reason="off"]')), /does not save orders/);
      assert.doesNotMatch(/** @type {string} */ (await page.text('[data-message]')), /saved/);
      await page.press('[data-action="open-form"]');
      await page.type('title', 'Half of a na');
      await page.press('[data-action="edit"]');
      await page.type('note', 'Half of a no', '[data-order]');
      assert.deepEqual(await kept(), [0, 0, 0]);
      await page.press('[data-action="cancel-edit"]');
      await page.press('[data-field="notify"]');
      await page.press('[data-action="remove"]');
      assert.deepEqual(await kept(), [0, 0, 0]);
      await page.reload();
      assert.equal(await page.count('[data-order]'), 0);
      await page.press('[data-action="open-form"]');
      assert.equal(await page.value('title'), '');
    });

    await t.test('the storage can be switched while the page is open', async () => {
      await page.run(`element.removeAttribute('storage')`);
      await page.until('the stored orders are read', `return !root.querySelector('[data-loading]')`);
      await page.addQuickly('Kept');
      await page.saved();
      await page.run(`element.setAttribute('storage', 'none')`);
      assert.equal(await page.count('[data-order]'), 0);
      await page.run(`element.setAttribute('storage', 'browser')`);
      await page.until('the stored order is back', `return root.querySelector('.card-title')?.textContent === 'Kept'`);
      await page.press('[data-action="remove"]');
    });

    await t.test('what is being typed stays when the storage is switched or the page hands the orders back', async () => {
      const changes = [[`element.setAttribute('storage', 'none')`, `element.removeAttribute('storage')`], ['element.orders = []', 'element.orders = undefined']];
      for (const [before, after] of changes) {
        // The storage has not been read yet.
        await page.driver.get(`${site.url}none.html`);
        await page.driver.executeScript(`const element = document.createElement('dispute-clock'); ${before}; document.body.append(element)`);
        await page.until('the form is drawn', `return root.querySelector('.panel [data-field="title"]')`);
        await page.run(`const input = root.querySelector('.panel [data-field="title"]'); input.value = 'abc'; input.dispatchEvent(new Event('input', { bubbles: true })); ${after}`);
        assert.equal(await page.value('title', '.panel'), 'abc', after);
      }
    });

    await t.test('unknown values are reported with the allowed ones, and ignored', async () => {
      await page.driver.get(`${site.url}wrong.html`);
      await page.settle(NOW);
      const errors = await heard('error');
      assert.deepEqual(
        errors.map(({ detail, bubbles, composed }) => [detail.path, detail.code, bubbles, composed]),
        ['lang', 'theme', 'compact', 'marketplace', 'storage', 'title-countdown'].map((path) => [path, 'unknown-value', true, true]),
      );
      const texts = await warned();
      assert.deepEqual(texts, errors.map(({ detail }) => detail.message));
      assert.deepEqual(texts, [
        '<dispute-clock> lang: unknown-value; expected en or ru, found de',
        '<dispute-clock> theme: unknown-value; expected light or dark, found sepia',
        '<dispute-clock> compact: unknown-value; expected no value; leave the attribute out to turn it off, found no',
        '<dispute-clock> marketplace: unknown-value; expected joom, aliexpress, found joom, ozon',
        '<dispute-clock> storage: unknown-value; expected browser or none, found disk',
        '<dispute-clock> title-countdown: unknown-value; expected no value; leave the attribute out to turn it off, found 0',
      ]);
      assert.equal(await page.text('.list-title'), 'Сколько ещё можно ждать?');
      assert.deepEqual(await marketplaces(), ['joom']);
      assert.equal(await page.run(`return root.querySelector('.panel-body').checkVisibility()`), true);
      await page.run(`element.theme = 1; element.setAttribute('theme', 'dusk')`);
      assert.deepEqual(await refusals(), [['theme', 'unknown-value']]);
    });

    await t.test('an empty value is ignored, except that of a flag, which sets it', async () => {
      await page.driver.get(`${site.url}empty.html`);
      await page.settle(NOW);
      assert.deepEqual([await refusals(), await warned()], [[], []]);
      assert.deepEqual(await marketplaces(), ['joom', 'aliexpress']);
      assert.equal(await page.count('.compact'), 1);
    });

    await t.test('marketplaces are offered in the order of the attribute', async () => {
      await page.run(`element.setAttribute('marketplace', 'aliexpress joom')`);
      assert.deepEqual(await marketplaces(), ['aliexpress', 'joom']);
      await page.run(`element.setAttribute('marketplace', 'aliexpress')`);
      assert.deepEqual(await marketplaces(), ['aliexpress'], 'the form switches to an offered marketplace');
    });

    await t.test('properties set before the definition count, in any order', async () => {
      await page.driver.get(`${site.url}early.html`);
      await page.until('the order is shown', `return root?.querySelector('[data-phase="cancellable"]')`);
      // 20 hours after midnight in Moscow, displayed in Tokyo time.
      assert.match(/** @type {string} */ (await page.text('[data-moment]')), /^до 0?2:00 завтра, 2 марта$/);
      assert.equal(await page.text('.card-whence'), 'Магазин');
      assert.deepEqual(await marketplaces(), ['joom', 'aliexpress', 'shop']);
      assert.deepEqual([await refusals(), await warned()], [[], []]);
    });

    await t.test('custom rulebooks are added to the built-in ones or replace them', async () => {
      await page.run(`${SHOP} element.rulebooks = [shop, { ...shop, id: 'joom', name: 'Наш Joom' }];
        element.orders = [{ id: 'j', ordered: '2026-03-01T00:00+03:00' }, { id: 'a', marketplace: 'aliexpress', ordered: '2026-03-01T00:00+03:00' }]`);
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('.card-whence')].map(({ textContent }) => textContent).sort()`), ['AliExpress', 'Наш Joom']);
      assert.deepEqual(await page.run('return element.rulebooks.map(({ id }) => id)'), ['shop', 'joom']);
      await page.run(`element.rulebooks = undefined`);
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('.card-whence')].map(({ textContent }) => textContent).sort()`), ['AliExpress', 'Joom']);
    });

    await t.test('orders of several rulebooks are exported in one calendar file', async () => {
      const text = await page.driver.executeAsyncScript(
        `const done = arguments[0], element = document.querySelector('dispute-clock');
         ${SHOP}
         element.rulebooks = [shop, { ...shop, id: 'other' }];
         element.orders = ['joom', 'shop', 'other'].map((marketplace) => ({ id: marketplace, marketplace, ordered: '2026-03-01T00:00+03:00' }));
         const { createObjectURL } = URL;
         URL.createObjectURL = (blob) => { blob.text().then(done); URL.createObjectURL = createObjectURL; return createObjectURL.call(URL, blob); };
         element.shadowRoot.querySelector('[data-action="remind-all"]').click();`,
      );
      assert.equal(/** @type {string} */ (text).match(/BEGIN:VCALENDAR/g)?.length, 1);
      assert.match(/** @type {string} */ (text), /END:VEVENT\r\nEND:VCALENDAR\r\n$/);
      const plain = /** @type {string} */ (text).replaceAll('\r\n ', '');
      for (const marketplace of ['joom', 'shop', 'other']) assert.match(plain, new RegExp(`UID:[^\\r]*${marketplace}`));
      await page.run(`element.rulebooks = []`);
    });

    await t.test('faults of a refused rulebook are reported by path, and the other rulebooks are used', async () => {
      await open('plain');
      await page.run(`${SHOP} element.rulebooks = [{ ...shop, windows: 5 }, shop, shop, null]`);
      const errors = await heard('error');
      assert.deepEqual(errors.map(({ detail }) => detail.path), ['rulebooks[0].windows', 'rulebooks[2].id', 'rulebooks[3]']);
      assert.deepEqual(errors.map(({ detail }) => detail.code), ['wrong-type', 'duplicate', 'wrong-type']);
      for (const [index, warning] of (await warned()).entries()) assert.match(warning, new RegExp(`^<dispute-clock> rulebooks\\[${[0, 2, 3][index]}\\].*expected`));
      assert.deepEqual(await marketplaces(), ['joom', 'aliexpress', 'shop']);
      await page.run(`element.rulebooks = 'all'`);
      assert.deepEqual(await refusals(), [['rulebooks', 'wrong-type']]);
      assert.deepEqual(await warned(), ['<dispute-clock> rulebooks: wrong-type; expected an array of rulebooks']);
      assert.deepEqual(await marketplaces(), ['joom', 'aliexpress', 'shop'], 'the earlier rulebooks stay');
    });

    await t.test('refused orders are reported by path, and the others are shown', async () => {
      await page.run(
        `element.orders = [
           null, 5, [], { id: 7, ordered: '2026-02-20' },
           { id: 'good', title: 'Хороший', ordered: '2026-02-20' },
           { id: 'future', title: 'Будущий', ordered: '2026-05-20' },
           { id: 'broken', title: {}, ordered: NaN, price: 'x', entered: 5, proof: [], received: new Date(NaN) },
           { id: 'good', title: 'Лучший', ordered: '2026-02-21' }, {},
           { id: 'weird', ordered: { a: 1 }, problem: 3, price: { amount: {}, currency: {} }, note: {} },
         ]`,
      );
      const found = await refusals();
      for (const expected of ['orders[0]:wrong-type', 'orders[1]:wrong-type', 'orders[2]:wrong-type', 'orders[3].id:wrong-type', 'orders[5].ordered:in-future', 'orders[7].id:duplicate', 'orders[8].ordered:required']) {
        assert.ok(found.map((one) => one.join(':')).includes(expected), `${expected} is reported in ${found}`);
      }
      assert.ok((await warned()).every((/** @type {string} */ text) => /^<dispute-clock> orders\[\d\]/.test(text)));
      assert.ok((await page.run(`return [...root.querySelectorAll('.card-title')].map(({ textContent }) => textContent)`)).includes('Лучший'));
      await page.run(`element.orders = 'all'`);
      assert.deepEqual(await refusals(), [['orders', 'wrong-type']]);
      await page.run(`element.orders = [{ id: 'good', title: 'Хороший', ordered: '2026-02-20' }]`);
      assert.deepEqual(await refusals(), []);
      assert.deepEqual(await page.titles(), ['Хороший']);
    });

    await t.test('without orders of the page, the stored ones are shown again', async () => {
      await page.run(`element.orders = undefined`);
      await page.until('the stored orders are read', `return !root.querySelector('[data-loading]')`);
      assert.deepEqual(await page.titles(), []);
      assert.deepEqual(await refusals(), []);
    });

    await t.test('a phase event is sent when time or a record changes the phase', async () => {
      await open('plain', NOW);
      await page.run(`element.orders = [{ id: 'a', title: 'Чехол', ordered: '2026-03-01T06:15+03:00' }]`);
      assert.deepEqual(await heard('phase'), []);
      await page.setClock(NOW + 5 * 3_600_000);
      const [{ detail }] = await heard('phase');
      assert.deepEqual([detail.order.id, detail.before, detail.phase], ['a', 'cancellable', 'waiting']);
      await page.run(`element.orders = [{ id: 'a', title: 'Чехол', ordered: '2026-03-01T06:15+03:00', cancelled: '2026-03-01T07:00+03:00' }]`);
      assert.deepEqual(await heard('phase'), [], 'changes made by the page itself send no event');
    });

    await t.test('a page that sets the orders of every change event does not loop', async () => {
      await open('plain', NOW);
      const changes = await page.run(
        `let changes = 0;
         element.addEventListener('dispute-clock-change', ({ detail }) => { changes += 1; element.orders = detail.orders; });
         const orders = [{ id: 'a', title: 'Чехол', ordered: '2026-03-01T06:15+03:00', price: { amount: '10', currency: 'RUB' } }];
         element.orders = orders;
         element.orders = element.orders;
         element.orders = structuredClone(orders);
         return changes`,
      );
      assert.equal(changes, 1);
      await heard('change');
      await page.press('[data-action="cancelled"]');
      await page.press('[data-action="submit-cancelled"]');
      assert.equal((await heard('change')).length, 1);
      // The reader's own actions can still be undone.
      await page.press('[data-action="remove"]');
      await page.press('[data-action="undo"]');
      assert.deepEqual((await heard('change')).map(({ detail }) => detail.orders.length), [0, 1]);
      assert.equal(await page.count('[data-order="a"]'), 1);
    });

    await t.test('properties take and return deep copies', async () => {
      const [amount, ordered, name] = await page.run(
        `const given = [{ id: 'a', ordered: new Date(${NOW}), price: { amount: '10', currency: 'RUB' } }];
         element.orders = given;
         given[0].price.amount = 'X';
         given[0].ordered.setTime(0);
         element.orders[0].price.amount = 'Y';
         const books = element.rulebooks = [{ ...structuredClone(args[0]), id: 'mine', name: 'Mine' }];
         books[0].name = 'Z';
         element.rulebooks[0].name = 'Z';
         return [element.orders[0].price.amount, element.orders[0].ordered.getTime(), element.rulebooks[0].name]`,
        rulebooks()[0],
      );
      assert.deepEqual([amount, ordered, name], ['10', NOW, 'Mine']);
      await page.run('element.rulebooks = []');
    });

    await t.test('a change event is sent when stored orders are loaded or dropped', async () => {
      await open('plain', NOW);
      await page.add({ date: '2026-02-27', title: 'A lamp' });
      await page.saved();
      await page.open(`${site.url}plain.html`, NOW);
      await page.until('the order is loaded', `return element.orders.length === 1`);
      assert.deepEqual((await heard('change')).map(({ detail }) => detail.orders.length), [1]);
      await page.run(`element.setAttribute('storage', 'none')`);
      await page.run(`element.removeAttribute('storage')`);
      assert.deepEqual((await heard('change')).map(({ detail }) => detail.orders.length), [0, 1]);
      await page.press('[data-action="remove"]');
      await page.until('the order is gone', `return element.orders.length === 0`);
    });

    await t.test('an invalid clock of the page is reported, and the device\u2019s is used', async () => {
      await warned();
      await page.run(`element.orders = [{ id: 'a', ordered: '2026-03-01T06:15+03:00' }]`);
      for (const clock of ['() => NaN', '() => undefined', `() => 'x'`, '() => { throw new Error("mine") }', '() => 4.2e12', '-1']) {
        await page.run(`element.now = ${clock}`);
        assert.equal(await page.count('[data-order="a"]'), 1, clock);
        assert.match((await warned()).join(), /^<dispute-clock> now: .*1970–2100/, clock);
      }
      await page.run(`element.now = ${NOW}`);
      assert.equal(await page.text('[data-countdown]'), '3 часа 44 минуты 58 секунд');
      await page.run(`element.orders = [{ get ordered() { throw new Error('mine') } }, { id: 'b', ordered: ${NOW} }]`);
      assert.match((await warned()).join(), /^<dispute-clock> orders\[0\]: /);
      assert.equal(await page.count('[data-order="b"]'), 1);
      await page.run(`element.orders = [{ id: 'a', title: 'Чехол', ordered: '2026-03-01T06:15+03:00' }]`);
    });

    await t.test('a form submitted by a script does not navigate', async () => {
      const stayed = await page.run(`window.before = 1; element.openForm(); root.querySelector('.panel form').requestSubmit(); return new Promise((done) => setTimeout(() => done(window.before), 300))`);
      assert.equal(stayed ?? (await page.driver.executeScript('return window.before')), 1);
      assert.doesNotMatch(await page.driver.getCurrentUrl(), /orderedDate/);
    });

    await t.test('the form can be opened from outside', async () => {
      await page.run('element.openForm()');
      assert.equal(await page.focused(), 'orderedDate');
    });

    await t.test('a moved element keeps its form, folds and open dialog', async () => {
      await page.type('title', 'Лампа');
      const moved = await page.run(
        `root.querySelector('[data-action="share-all"]').click();
         return true`,
      );
      assert.ok(moved);
      await page.until('the dialog is open', `return root.querySelector('dialog:modal')`);
      await page.run(`const place = document.createElement('section'); document.body.append(place); place.append(element)`);
      assert.equal(await page.count('dialog:modal'), 1);
      await page.press('[data-action="close-dialog"]');
      assert.equal(await page.count('dialog'), 0);
      assert.equal(await page.value('title'), 'Лампа');
      assert.deepEqual((await page.run('return element.orders')).map((/** @type {any} */ order) => order.id), ['a']);
    });

    await t.test('a form opened before the storage is read is focused once it is drawn', async () => {
      await page.driver.get(`${site.url}none.html`);
      await page.driver.executeScript(`const late = document.createElement('dispute-clock'); document.body.append(late); late.openForm()`);
      await page.until('the date is focused', `return root.activeElement?.dataset.field === 'orderedDate'`);
    });
  });
}
