// The page in three engines, as a shopper meets it: an order is typed in, counts down, is still there after a
// reload, is changed, removed and brought back; from a server and from file://.

import assert from 'node:assert/strict';
import test from 'node:test';
import en from '../../www/locales/en.js';
import ru from '../../www/locales/ru.js';
import { browsers, dist, fileUrl, openBrowser, serve } from './harness/index.mjs';
import { DAY, HOUR, NOW, Page, ZONE, visit } from './page.mjs';

const HEADPHONES = { date: '2026-03-01', time: '06:15', title: 'Наушники', price: '1 299,00' };
const CARD = '[data-order]';
const COUNTDOWN = '[data-countdown]';
const MOMENT = '[data-moment]';

for (const name of browsers()) {
  test(`${name}: a shopper adds, follows, changes and removes orders`, async (t) => {
    const { site, page } = await visit(t, name);

    for (const [where, url] of [
      ['from a server', site.url],
      ['as one file from file://', fileUrl(dist('dispute-clock.html'))],
    ]) {
      await t.test(`${where}: an order counts down, and is still there after a reload`, async () => {
        await page.open(url);
        assert.equal(await page.count(CARD), 0);
        await page.add(HEADPHONES);
        assert.equal(await page.text(COUNTDOWN), '3 часа 44 минуты 58 секунд');
        assert.equal(await page.text(MOMENT), 'до 14:15 сегодня, 1 марта');
        assert.equal(await page.text('.card-title'), 'Наушники');
        assert.equal(await page.text('.price'), '1 299 ₽');
        await page.saved();
        await page.reload();
        assert.equal(await page.text(COUNTDOWN), '3 часа 44 минуты 58 секунд');
        assert.equal(await page.text('.price'), '1 299 ₽');
        assert.equal(await page.count('[data-storage="missing"]'), 0);
      });

      await t.test(`${where}: no request leaves the page`, async () => {
        const requests = await page.driver.executeScript(
          `return performance.getEntriesByType('resource').map((entry) => entry.name)`,
        );
        const home = new URL('.', url).href;
        const strangers = /** @type {string[]} */ (requests).filter((request) => !request.startsWith(home));
        assert.deepEqual(strangers.filter((request) => !request.startsWith('data:')), []);
      });
    }

    await page.open(site.url);
    await t.test('each phase has its own countdown, to the millisecond', async () => {
      const paid = Date.parse('2026-03-01T06:15+03:00');
      const dispute = paid + 75 * DAY;
      /** @type {[number, string, string | undefined][]} */
      const expected = [
        [paid + 8 * HOUR, 'cancellable', '0 секунд'],
        [paid + 8 * HOUR + 1, 'waiting', '74 дня 15 часов 59 минут'],
        [dispute - 53 * DAY - 1, 'waiting', '53 дня 0 часов 0 минут'],
        [dispute - 21 * DAY, 'waiting', '21 день 0 часов 0 минут'],
        [dispute - DAY, 'waiting', '1 день 0 часов 0 минут'],
        [dispute - DAY + 1, 'waiting', '23 часа 59 минут 59 секунд'],
        [dispute - 1, 'waiting', '0 секунд'],
        [dispute, 'disputable', '15 дней 0 часов 0 минут'],
        [dispute + 15 * DAY + 1, 'expired', undefined],
      ];
      for (const [now, phase, countdown] of expected) {
        await page.setClock(now);
        const shown = [await page.run(`return root.querySelector('${CARD}').dataset.phase`), await page.text(COUNTDOWN)];
        assert.deepEqual(shown, [phase, countdown], new Date(now).toISOString());
      }
    });

    await t.test('the countdown ticks by itself, and writes a text only when it changes', async () => {
      const seen = await page.driver.executeAsyncScript(
        `const [now, done] = arguments, element = document.querySelector('dispute-clock');
         const start = performance.now();
         element.now = () => now + performance.now() - start;
         const timer = element.shadowRoot.querySelector('${COUNTDOWN}');
         const texts = [timer.textContent];
         let written = 0, elsewhere = 0;
         new MutationObserver((records) => {
           for (const { target } of records) timer.contains(target) ? written++ : elsewhere++;
           texts.push(timer.textContent);
         }).observe(element.shadowRoot, { subtree: true, characterData: true, childList: true, attributes: true });
         setTimeout(() => done({ texts, written, elsewhere }), 3300);`,
        NOW - 500,
      );
      const { texts, written, elsewhere } = /** @type {any} */ (seen);
      const plain = texts.map((/** @type {string} */ text) => text.replace(/\s+/g, ' '));
      assert.deepEqual(plain.slice(0, 4), [
        '3 часа 44 минуты 58 секунд',
        '3 часа 44 минуты 57 секунд',
        '3 часа 44 минуты 56 секунд',
        '3 часа 44 минуты 55 секунд',
      ]);
      assert.equal(written, 3, 'only the number is written each second, not the word');
      assert.equal(elsewhere, 0, 'nothing but the countdown changes');
      await page.setClock(NOW);
    });

    await t.test('a new phase appears by itself and is announced once, while seconds are not announced', async () => {
      const closes = Date.parse('2026-03-01T14:15+03:00');
      const heard = await page.driver.executeAsyncScript(
        `const [now, done] = arguments, element = document.querySelector('dispute-clock');
         const region = element.shadowRoot.querySelector('[data-announcer]');
         const heard = [];
         new MutationObserver(() => heard.push(region.textContent)).observe(region, { subtree: true, characterData: true, childList: true });
         const start = performance.now();
         element.now = () => now + performance.now() - start;
         setTimeout(() => done(heard.filter(Boolean)), 3000);`,
        closes - 1500,
      );
      assert.deepEqual(heard, ['Наушники: Ждём посылку.']);
      assert.equal(await page.text('.badge'), 'Ждём посылку');
      await page.setClock(NOW);
    });

    await t.test('an order can be changed', async () => {
      await page.press(`${CARD} [data-action="edit"]`);
      assert.equal(await page.value('title', CARD), 'Наушники');
      assert.equal(await page.value('amount', CARD), '1299.00');
      await page.type('title', 'Наушники и чехол', CARD);
      await page.typeTime('orderedTime', '07:15', CARD);
      await page.press(`${CARD} [data-action="submit"]`);
      assert.equal(await page.text('.card-title'), 'Наушники и чехол');
      assert.equal(await page.text(COUNTDOWN), '4 часа 44 минуты 58 секунд');
      await page.saved();
      await page.reload();
      assert.equal(await page.text(COUNTDOWN), '4 часа 44 минуты 58 секунд');
    });

    await t.test('a change can be undone', async () => {
      await page.press(`${CARD} [data-action="edit"]`);
      await page.type('title', 'Не то', CARD);
      await page.press(`${CARD} [data-action="submit"]`);
      assert.equal(await page.text('.card-title'), 'Не то');
      await page.saved();
      assert.equal(await page.run(`return root.activeElement.className`), 'card-title');
      await page.press('[data-action="undo"]');
      assert.equal(await page.text('.card-title'), 'Наушники и чехол');
      await page.until('the page says that the change is undone', `return /отменено/.test(root.querySelector('[data-message]')?.textContent)`);
      await page.reload();
      assert.equal(await page.text('.card-title'), 'Наушники и чехол');
    });

    await t.test('an order can be removed and restored', async () => {
      await page.press(`${CARD} [data-action="remove"]`);
      assert.equal(await page.count(CARD), 0);
      assert.match(await page.text('[data-message]'), /^Удалено: Наушники и чехол\./);
      await page.press('[data-action="undo"]');
      assert.equal(await page.text('.card-title'), 'Наушники и чехол');
      await page.until('the page says that the order is back', `return /вернули/.test(root.querySelector('[data-message]')?.textContent)`);
      await page.reload();
      assert.equal(await page.count(CARD), 1);

      await page.press(`${CARD} [data-action="remove"]`);
      await page.until('the removal is stored', 'return element.orders.length === 0');
      await page.reload();
      assert.equal(await page.count(CARD), 0);
    });

    await t.test('the most urgent order comes first: open windows before sooner dates', async () => {
      await page.add({ date: '2025-12-20', title: 'Ждём' });
      await page.add({ date: '2025-12-10', time: '19:40', title: 'Спорим' });
      await page.add({ date: '2026-03-01', time: '06:15', title: 'Отменяем' });
      const titles = await page.run(`return [...root.querySelectorAll('.card-title')].map((title) => title.textContent)`);
      assert.deepEqual(titles, ['Отменяем', 'Спорим', 'Ждём']);
    });

    await t.test('with a date alone the countdown errs on the safe side, and a time makes it exact', async () => {
      const card = '[data-phase="waiting"]';
      assert.equal(await page.text(`${card} ${MOMENT}`), 'с начала дня, 6 марта (пятница), а может быть и раньше');
      await page.press(`${card} [data-action="add-time"]`);
      await page.typeTime('orderedTime', '14:30', card);
      await page.press(`${card} [data-action="submit"]`);
      assert.equal(await page.text(`${card} ${MOMENT}`), 'с 14:30, 5 марта (четверг)');
      assert.equal(await page.text(`${card} .timeline-text`), 'День 71 из 75');
    });

    await t.test('a deadline that is only reported is worded differently', async () => {
      const card = '[data-phase="disputable"]';
      assert.equal(await page.text(`${card} ${MOMENT}`), 'предположительно до 19:40, 10 марта по сторонним данным');
      assert.ok(await page.count(`${card} [data-caution="reported-end"]`));
    });

    await t.test('a parcel received with a problem opens the claim window', async () => {
      const card = '[data-phase="waiting"]';
      await page.press(`${card} [data-action="received"]`);
      await page.typeDate('receivedDate', '2026-02-20', card);
      await page.typeTime('receivedTime', '12:00', card);
      await page.press(`${card} input[value="poor-quality"]`);
      await page.press(`${card} [data-action="submit-received"]`);
      const claim = '[data-phase="claimable"]';
      assert.equal(await page.text(`${claim} .badge`), 'Сообщите о проблеме');
      assert.equal(await page.text(`${claim} ${MOMENT}`), 'до 12:00, 22 марта');
      assert.ok(await page.count(`${claim} [data-caution="sources-differ"]`));
    });

    await t.test('a fold shows the calculation and the sources of the dates', async () => {
      const card = '[data-phase="claimable"]';
      await page.press(`${card} [data-why] summary`);
      const why = await page.text(`${card} [data-why]`);
      assert.match(why, /Заказ 20 декабря 2025 г\., 14:30 плюс 75 дней\./);
      assert.match(why, /Получение 20 февраля, 12:00 плюс 30 дней\./);
      const links = await page.run(`return [...root.querySelectorAll('[data-why] a')].map((a) => [a.protocol, a.rel])`);
      assert.ok(links.length > 0);
      for (const link of links) assert.deepEqual(link, ['https:', 'noopener noreferrer']);
    });

    await t.test('the dates of an order in dispute are still right when its reader comes back days later', async () => {
      await page.run(
        `window.at = args[0];
         element.now = () => window.at;
         element.orders = [{ id: 'disputed', ordered: args[0] - Math.floor(74.2 * ${DAY}), disputeOpened: '2026-02-20' }];`,
        NOW,
      );
      await page.press('[data-order="disputed"] [data-why] summary');
      const said = () => page.run(`return ['[data-why] .reasons', '.timeline-text', '[data-facts]'].map((one) => root.querySelector('[data-order="disputed"] ' + one).textContent)`);
      assert.match((await said()).join(), /завтра, 2\sмарта/);
      await page.run(`window.at += 2 * ${DAY}; dispatchEvent(new Event('focus'))`);
      const after = await said();
      assert.doesNotMatch(after.join(), /завтра/);
      await page.run('element.now = window.at');
      assert.deepEqual(after, await said());
      await page.setClock(NOW);
      await page.run('element.orders = undefined');
    });

    await t.test('the language switch translates everything and is remembered', async () => {
      await page.switchLanguage('en');
      const cancel = '[data-phase="cancellable"]';
      assert.equal(await page.text(`${cancel} ${COUNTDOWN}`), '3 hours 44 minutes 58 seconds');
      assert.equal(await page.text(`${cancel} ${MOMENT}`), 'until 2:15 PM today, March 1');
      assert.equal(await page.text(`${cancel} .action-title`), 'Cancel the order');
      const left = await page.run(`return root.textContent.replaceAll(/«[^»]*»/g, '').match(/[А-Яа-яё]{2,}/g)`);
      assert.deepEqual([...new Set(left)].sort(), ['Отменяем', 'Спорим', 'Ждём'].sort(), 'the only Russian left is what was typed');
      await page.reload();
      assert.equal(await page.driver.executeScript('return document.documentElement.lang'), 'en');
      assert.equal(await page.text(`${cancel} .badge`), 'Can be cancelled');
    });
  });

  test(`${name}: the page around the list speaks the chosen language, and is brief once there are orders`, async (t) => {
    // Without the worker, which would have the script of the element.
    const missing = new Set(['/sw.js']);
    const site = await serve(dist('site'), { missing });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const around = () => page.driver.executeScript(
      `const spoken = [...document.querySelectorAll('[data-in]')].filter((text) => text.checkVisibility()).map(({ dataset }) => dataset.in);
       return {
         title: document.title,
         spoken: [...new Set(spoken)],
         pressed: [...document.querySelectorAll('[aria-pressed="true"]')].map(({ lang }) => lang),
         introduced: document.querySelector('.page-intro').checkVisibility(),
       };`,
    );
    await page.open(site.url);
    assert.deepEqual(await around(), { title: ru['page.heading'], spoken: ['ru'], pressed: ['ru'], introduced: true });
    await page.add(HEADPHONES);
    await page.saved();
    await page.switchLanguage('en');
    const returning = { title: en['page.heading'], spoken: ['en'], pressed: ['en'], introduced: false };
    assert.deepEqual(await around(), returning);
    // From the start: nothing moves once the list is there.
    missing.add('/dispute-clock.js');
    await page.driver.get(site.url);
    assert.deepEqual(await around(), returning);
  });

  test(`${name}: the page does not scroll sideways on the narrowest screens`, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    for (const width of [320, 360]) {
      const browser = await openBrowser(name, { width, height: 640, timeZone: ZONE });
      t.after(browser.close);
      const page = new Page(browser);
      for (const language of ['ru', 'en']) {
        await page.open(site.url);
        await page.switchLanguage(language);
        assert.equal(await page.overflow(), 0, `empty, ${language}, ${width}`);
        await page.run(
          `element.orders = [
            { ordered: { local: '2025-12-10T19:40', timeZone: 'Europe/Moscow' }, price: { amount: '89990.90', currency: 'RUB' },
              title: 'Очень длинное название_которое_нельзя_перенести_никак_потому_что_в_нём_нет_пробелов' },
            { ordered: { date: '2026-01-20' } },
          ];
          for (const details of root.querySelectorAll('details')) details.open = true;
          root.querySelector('[data-phase="waiting"] [data-action="edit"]').click();
          root.querySelector('[data-phase="disputable"] [data-action="received"]').click();`,
        );
        assert.equal(await page.overflow(), 0, `orders, ${language}, ${width}`);
      }
      await browser.close();
    }
  });
}
