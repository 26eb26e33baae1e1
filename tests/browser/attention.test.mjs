// Notifications while the page is open: the title counts down and notifications come only for readers who asked
// for them, each once; a page that embeds the element keeps its own title.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assess } from '../../dist/npm/index.js';
import { alertsOf } from '../../www/element/features/attention.js';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { DAY, HOUR, NOW, Page, ZONE } from './page.mjs';

/** @param {any} order @param {number} now */
const callsAt = (order, now) =>
  alertsOf({ id: 'x', order, assessment: assess(order, { now, timeZone: ZONE }) }).map(({ at, deadline }) => [deadline.id, deadline.kind, at]);

test('a short window is announced an hour ahead, a long one a day ahead, and an opening when it comes', () => {
  const ordered = Date.parse('2026-03-01T06:15+03:00');
  assert.deepEqual(callsAt({ ordered: '2026-03-01T06:15' }, NOW), [['cancel', 'closes', ordered + 7 * HOUR]]);
  assert.deepEqual(callsAt({ ordered: '2026-03-01T06:15' }, NOW + DAY), [['dispute', 'opens', ordered + 75 * DAY]]);
  assert.deepEqual(callsAt({ ordered: '2026-03-01T06:15' }, ordered + 75 * DAY), [
    ['dispute', 'opens', ordered + 75 * DAY],
    ['dispute', 'closes', ordered + 89 * DAY],
  ]);
  assert.deepEqual(callsAt({ ordered: '2026-03-01T06:15', cancelled: '2026-03-01T07:00' }, NOW), []);
  const received = { ordered: '2026-03-01T06:15', received: '2026-03-20T10:00' };
  const ids = (/** @type {any} */ order, /** @type {number} */ now) => callsAt(order, now).map(([id]) => id);
  assert.deepEqual(ids(received, ordered + 20 * DAY), ['claim'], 'a shopper with the parcel is reminded of the claim window');
  for (const now of [ordered + 60 * DAY, ordered + 75 * DAY, ordered + 89 * DAY]) {
    assert.deepEqual(ids(received, now), [], 'a dispute is not announced as long as nothing is wrong');
    assert.ok(ids({ ...received, problem: 'incomplete' }, now).includes('dispute'));
  }
  // The claim ends after the dispute opens, which must not hide the opening.
  const broken = { ordered: '2026-03-01T06:15', received: '2026-05-01T10:00', problem: 'incomplete' };
  for (const now of [ordered + 70 * DAY, ordered + 75 * DAY]) {
    assert.deepEqual(callsAt(broken, now).map(([id, kind, at]) => [id, kind, Number(at) - ordered]), [['dispute', 'opens', 75 * DAY], ['claim', 'closes', 90.15625 * DAY]]);
  }
});

/** Stands in for the browser's notifications, which automation cannot see. */
const FAKE = `
  window.told = [];
  window.asked = 0;
  window.Notification = class {
    static permission = 'default';
    static async requestPermission() { window.asked++; this.permission = 'granted'; return 'granted'; }
    constructor(title, options) { window.latest = Object.assign(this, { lang: options.lang }); window.told.push([title, options.body.replace(/\\s/g, ' ').replace(/\\b0(\\d:)/, '$1'), options.tag]); }
    close() { this.closed = true; }
  };`;

for (const name of browsers()) {
  test(`${name}: title countdown and notifications while the page is open`, async (t) => {
    const index = `<!doctype html><html lang="ru"><title>Магазин</title><body><dispute-clock></dispute-clock><script src="dispute-clock.js"></script>`;
    const site = await serve(dist('site'), { pages: { '/embedded.html': index, '/two.html': index.replace('<dispute-clock>', '<dispute-clock title-countdown></dispute-clock><dispute-clock title-countdown>') } });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const title = async () => /** @type {string} */ (await page.driver.executeScript('return document.title')).replace(/\s/g, ' ');
    const notifications = () => page.driver.executeScript('return told');
    await page.open(site.url);
    const own = await title();
    const orders = [{ id: 'one', title: 'Наушники', ordered: { local: '2026-03-01T06:15' } }];
    await page.run('element.orders = args[0]', orders);

    await t.test('the title counts down only when switched on, and is restored when switched off', async () => {
      assert.equal(await title(), own);
      await page.press('[data-field="titleCountdown"]');
      assert.equal(await title(), `3 ч 44 мин · Наушники · ${own}`);
      await page.setClock(NOW + HOUR);
      assert.equal(await title(), `2 ч 44 мин · Наушники · ${own}`);
      // The browser shows one space where there are two.
      await page.run('element.orders = args[0]', [{ ...orders[0], title: 'Наушники  синие' }]);
      assert.equal(await title(), `2 ч 44 мин · Наушники синие · ${own}`);
      await page.setClock(NOW + 2 * HOUR);
      assert.equal(await title(), `1 ч 44 мин · Наушники синие · ${own}`);
      await page.run('element.orders = args[0]', orders);
      await page.switchLanguage('en');
      await page.until('the title is in English', 'return /^1 hr, 44 min|^1 hr 44 min/.test(document.title.replace(/\\s/g, " "))');
      assert.match(await title(), / · How long you have left to cancel or dispute$/);
      await page.switchLanguage('ru');
      await page.reload();
      await page.run('element.orders = args[0]', orders);
      assert.equal(await title(), `3 ч 44 мин · Наушники · ${own}`, 'the choice survives a reload');
      await page.press('[data-field="titleCountdown"]');
      assert.equal(await title(), own);
    });

    await t.test('a hidden page keeps counting, minute by minute', async () => {
      await page.press('[data-field="titleCountdown"]');
      const now = Date.parse('2026-03-01T14:15+03:00') - 2 * 60_000 + 400;
      await page.run(
        `Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
         document.dispatchEvent(new Event('visibilitychange'));
         const start = performance.now();
         element.now = () => args[0] + performance.now() - start;`,
        now - 1000,
      );
      assert.match(await title(), /^2 мин · /);
      await page.until('the next minute is shown', 'return document.title.startsWith("1\\u00A0мин") || document.title.startsWith("1 мин")');
      await page.run('delete document.hidden; document.dispatchEvent(new Event("visibilitychange"))');
      await page.setClock(NOW);
      await page.press('[data-field="titleCountdown"]');
    });

    await t.test('permission for notifications is requested on tap, and each is shown once', async () => {
      await page.driver.executeScript(FAKE);
      await page.setClock(NOW);
      assert.equal(await page.driver.executeScript('return asked'), 0);
      const closes = Date.parse('2026-03-01T14:15+03:00');
      await page.setClock(closes - HOUR);
      assert.deepEqual(await notifications(), [], 'nothing is shown without permission');
      await page.setClock(NOW);
      await page.press('[data-field="notify"]');
      await page.until('the switch is on', `return root.querySelector('[data-field="notify"]').checked && asked === 1`);
      await page.setClock(closes - HOUR - 1);
      assert.deepEqual(await notifications(), []);
      for (const now of [closes - HOUR, closes - HOUR + 1, closes - 60_000]) await page.setClock(now);
      const first = ['Наушники', 'Отмена без спора: до 14:15 сегодня, 1 марта.', `one cancel closes ${closes}`];
      assert.deepEqual(await notifications(), [first]);
      const opens = Date.parse('2026-05-15T06:15+03:00');
      for (const now of [opens - 1, opens, opens + HOUR]) await page.setClock(now);
      const second = ['Наушники', 'Спор через поддержку: уже можно, с 6:15 сегодня, 15 мая.', `one dispute opens ${opens}`];
      assert.deepEqual(await notifications(), [first, second]);
      const ends = Date.parse('2026-05-30T06:15+03:00');
      await page.setClock(ends - DAY);
      const third = ['Наушники', 'Спор через поддержку: предположительно до 6:15 завтра, 30 мая.', `one dispute closes ${ends}`];
      assert.deepEqual((await notifications()).slice(2), [third], 'a deadline that is only reported is worded as such');

      await page.reload(opens);
      // A permission granted in the browser's settings is noticed when the reader is back.
      await page.driver.executeScript(`${FAKE} window.Notification.permission = 'granted'; dispatchEvent(new Event('focus'));`);
      await page.run('element.orders = args[0]', orders);
      await page.setClock(opens + 1);
      assert.equal(await page.run(`return root.querySelector('[data-field="notify"]').checked`), true);
      assert.deepEqual(await notifications(), [], 'a notification is not repeated after a reload');
      assert.equal(await page.driver.executeScript('return asked'), 0, 'permission is not requested again');
    });

    await t.test('a hidden page wakes when a dispute opens, even if a claim window is open for longer', async () => {
      const opens = Date.parse('2026-05-15T06:15+03:00');
      await page.setClock(opens - HOUR);
      await page.run('element.orders = args[0]', [
        { id: 'two', title: 'Чайник', ordered: { local: '2026-03-01T06:15' }, received: { local: '2026-05-01T10:00' }, problem: 'incomplete' },
        { id: 'three', title: 'Пенал', ordered: { local: '2026-05-15T02:00' } },
      ]);
      await page.driver.executeScript('told.length = 0');
      await page.run(
        `Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
         document.dispatchEvent(new Event('visibilitychange'));
         const start = performance.now();
         element.now = () => args[0] + performance.now() - start;`,
        opens - 1000,
      );
      await page.until('a notification is shown', 'return told.length > 0');
      assert.deepEqual((await notifications()).map((/** @type {string[]} */ [title, text]) => [title, text]), [['Чайник', 'Спор через поддержку: уже можно, с 6:15 сегодня, 15 мая.']]);
      const clicked = 'window.focus = () => (window.focused = true); latest.onclick(); return [latest.lang, window.focused, latest.closed]';
      assert.deepEqual(await page.driver.executeScript(clicked), ['ru', true, true], 'a tap on it brings the page back');
      await page.run('delete document.hidden; document.dispatchEvent(new Event("visibilitychange"))');
      await page.setClock(NOW);
      await page.run('element.orders = args[0]', orders);
    });

    await t.test('what has long been open, or is under way when notifications are switched on, is not announced', async () => {
      const ends = Date.parse('2026-05-30T06:15+03:00');
      await page.driver.executeScript('told.length = 0');
      await page.setClock(ends - HOUR);
      await page.run('element.orders = args[0]', [{ ...orders[0], id: 'late' }]);
      assert.deepEqual((await notifications()).map((/** @type {string[]} */ [, , tag]) => tag), [`late dispute closes ${ends}`]);
      await page.press('[data-field="notify"]');
      await page.run('element.orders = args[0]', [{ ...orders[0], id: 'later' }]);
      await page.press('[data-field="notify"]');
      await page.until('the switch is on', `return root.querySelector('[data-field="notify"]').checked`);
      await page.setClock(ends - 60_000);
      assert.equal((await notifications()).length, 1);
      await page.setClock(NOW);
      await page.run('element.orders = args[0]', orders);
    });

    await t.test('settings changed in another tab are kept', async () => {
      await page.driver.executeScript(`localStorage.setItem('dispute-clock-attention', '{"notify":false}')`);
      await page.reload(NOW);
      await page.run('element.orders = args[0]', orders);
      await page.driver.executeScript(`localStorage.setItem('dispute-clock-attention', '{"notify":true}')`);
      await page.press('[data-field="titleCountdown"]');
      const kept = await page.driver.executeScript(`const { title, notify } = JSON.parse(localStorage.getItem('dispute-clock-attention')); return [title, notify]`);
      assert.deepEqual(kept, [true, true]);
      await page.press('[data-field="titleCountdown"]');
    });

    await t.test('a reader who has blocked notifications is told so on tap', async () => {
      await page.driver.executeScript(`localStorage.removeItem('dispute-clock-attention')`);
      await page.reload(NOW);
      await page.driver.executeScript(
        `${FAKE} Object.defineProperty(Notification, 'permission', { get: () => (window.looked = (window.looked ?? 0) + 1, 'denied') }); Notification.requestPermission = async () => 'denied';`,
      );
      await page.run('element.orders = args[0]', orders);
      await page.setClock(NOW + 1000);
      assert.equal(await page.driver.executeScript('return window.looked'), null, 'the permission is not looked up while notifications are off, because that is as slow as drawing');
      assert.equal(await page.run(`return root.querySelector('[data-field="notify"]').disabled`), false);
      await page.press('[data-field="notify"]');
      await page.until('the switch is off and locked', `const { checked, disabled } = root.querySelector('[data-field="notify"]'); return !checked && disabled`);
      assert.match(await page.text('[data-attention]'), /Браузер запретил уведомления/);
      await page.driver.executeScript(`localStorage.removeItem('dispute-clock-attention')`);
      await page.reload(NOW);
      await page.run('element.orders = args[0]', orders);
    });

    await t.test('the page says that it cannot remind when closed, and points to the calendar', async () => {
      assert.match(await page.text('[data-attention]'), /Закрытая страница не напомнит: для этого есть файл для календаря\./);
    });

    await t.test('a choice made in one element or tab holds in the others', async () => {
      await page.driver.executeScript(`localStorage.removeItem('dispute-clock-attention')`);
      await page.open(`${site.url}two.html`);
      await page.driver.executeScript(`${FAKE} document.querySelectorAll('dispute-clock').forEach((one, index) => { one.now = args[0]; one.orders = [{ ...args[1], title: args[2][index] }]; })`.replace(/args/g, 'arguments[0]'), [NOW, orders[0], ['Наушники', 'Чайник']]);
      const switches = (/** @type {string} */ field) => page.driver.executeScript(`return [...document.querySelectorAll('dispute-clock')].map(({ shadowRoot }) => shadowRoot.querySelector('[data-field="' + arguments[0] + '"]').checked)`, field);
      await page.press('[data-field="titleCountdown"]');
      assert.deepEqual(await switches('titleCountdown'), [true, true]);
      await page.press('[data-field="notify"]');
      await page.driver.wait(async () => String(await switches('notify')) === 'true,true', 8000, 'both are switched on');
      await page.driver.executeScript(`localStorage.setItem('dispute-clock-attention', '{"title":true,"notify":false}'); dispatchEvent(new Event('focus'))`);
      assert.deepEqual(await switches('notify'), [false, false]);
    });

    await t.test('of two elements one counts down in the title, and none takes the other’s title for the page’s', async () => {
      const shown = await title();
      const names = ['Наушники', 'Чайник'];
      const first = names.findIndex((name) => shown.includes(name));
      assert.equal(shown, `3 ч 44 мин · ${names[first]} · Магазин`);
      await page.driver.executeScript(`for (const one of document.querySelectorAll('dispute-clock')) one.now = arguments[0]; dispatchEvent(new Event('focus'))`, NOW + HOUR);
      assert.equal(await title(), `2 ч 44 мин · ${names[first]} · Магазин`);
      await page.driver.executeScript(`document.title = 'Лавка'; dispatchEvent(new Event('focus'))`);
      assert.match(await title(), /^2 ч 44 мин · [А-я]+ · Лавка$/);
      await page.run(`element.remove(); dispatchEvent(new Event('focus'))`);
      assert.equal(await title(), '2 ч 44 мин · Чайник · Лавка');
      await page.press('[data-field="titleCountdown"]');
      assert.equal(await title(), 'Лавка');
    });

    await t.test('a page that embeds the element keeps its title, and there is no switch for it', async () => {
      await page.driver.executeScript(`localStorage.setItem('dispute-clock-attention', '{"title":true}')`);
      await page.open(`${site.url}embedded.html`);
      await page.run('element.orders = args[0]', orders);
      assert.equal(await title(), 'Магазин');
      assert.equal(await page.count('[data-field="titleCountdown"]'), 0);
    });
  });
}
