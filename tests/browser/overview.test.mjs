// The list at a glance: what needs action today is on top, closed orders are folded, amounts are exact, search
// and filter work, the ruler reads as text, and the empty page teaches the rulebook.

import assert from 'node:assert/strict';
import test from 'node:test';
import { totalsOf } from '../../www/element/features/overview.js';
import { positionOf, assignRows, timelineOf } from '../../www/element/timeline.js';
import { assess, rulebooks } from '../../dist/npm/index.js';
import { browsers } from './harness/index.mjs';
import { DAY, NOW, ZONE, visit } from './page.mjs';
import { ordersOf } from './states.mjs';

const SHOWN = `return [...root.querySelectorAll('[data-order]')].filter((card) => card.checkVisibility()).map((card) => card.querySelector('.card-title').textContent)`;
const HEADINGS = `return [...root.querySelectorAll('[data-group]')].filter((group) => group.checkVisibility()).map((group) => group.textContent.replace(/\\s+/g, ' ').trim())`;

/** @param {any} order @param {number} [now] */
function entry(order, now = NOW) {
  const assessment = assess(order, { now, timeZone: ZONE, locale: 'ru' });
  return { order, assessment, phase: assessment.phase, next: assessment.next?.at };
}

test('the totals of money awaited, to claim and returned are exact, by currency', () => {
  const rubles = (/** @type {string} */ amount) => ({ amount, currency: 'RUB' });
  const totals = totalsOf([
    entry({ ordered: '2026-02-01', price: rubles('0.10') }),
    entry({ ordered: '2026-02-02', price: rubles('0.20') }),
    entry({ ordered: '2026-02-03', price: rubles('999999999999.0001'), refund: rubles('0.0001') }),
    entry({ ordered: '2026-02-03', price: rubles('999999999999') }),
    entry({ ordered: '2026-02-04', price: { amount: '5', currency: 'USD' } }),
    entry({ ordered: '2026-02-05' }),
    // More was refunded than paid: the excess counts nowhere.
    entry({ ordered: '2026-02-06', price: { amount: '3', currency: 'USD' }, refund: { amount: '4', currency: 'USD' } }),
    entry({ ordered: '2025-12-10T19:40', price: rubles('100') }),
    entry({ ordered: '2025-12-05T10:00', price: rubles('50'), refund: rubles('20') }),
    entry({ ordered: '2025-12-05T10:00', received: '2026-01-10', price: rubles('66') }),
    entry({ ordered: '2025-12-11T10:00', price: rubles('0') }),
    // Here it is not known when the dispute window ends.
    entry({ marketplace: 'aliexpress', ordered: '2026-02-01T12:00', dispatched: '2026-02-10', price: { amount: '1', currency: 'USD' } }),
    entry({ ordered: '2025-12-01T10:00', received: '2026-02-10', problem: 'incomplete', price: { amount: '9', currency: 'USD' } }),
    entry({ ordered: '2025-12-04T10:00' }),
    entry({ ordered: '2025-10-01', refunded: '2026-01-01', price: rubles('300') }),
    entry({ ordered: '2025-10-01', refunded: '2026-01-01', price: rubles('300'), refund: rubles('120.5') }),
    entry({ ordered: '2025-10-01', price: rubles('7777') }),
    entry({ ordered: '2025-10-01', received: '2025-11-01', completed: '2025-11-01', price: rubles('8888') }),
  ]);
  assert.deepEqual(totals.waiting, [rubles('1999999999998.3'), { amount: '5', currency: 'USD' }]);
  assert.deepEqual(totals.claim.map(({ money, deadline }) => [money, new Date(deadline.at).toISOString()]), [
    [rubles('130'), '2026-03-05T07:00:00.000Z'],
    [{ amount: '10', currency: 'USD' }, '2026-03-11T21:00:00.000Z'],
  ]);
  assert.deepEqual(totals.returned, [rubles('440.5001'), { amount: '4', currency: 'USD' }]);
  assert.equal(totals.unpriced, 2);
});

test('a timeline begins with the order and ends with the last deadline', () => {
  const { assessment } = entry({ ordered: '2026-01-08T12:00', received: '2026-02-20T18:00', problem: 'poor-quality' });
  const timeline = timelineOf(assessment);
  assert.ok(timeline);
  assert.deepEqual(timeline.events.map(({ event }) => event), ['ordered', 'received']);
  assert.equal(timeline.start, Date.parse('2026-01-08T12:00+03:00'));
  assert.equal(timeline.end, timeline.start + 90 * DAY);
  assert.equal(timeline.day, 51);
  assert.equal(positionOf(timeline, timeline.start + 45 * DAY), 50);
  assert.equal(positionOf(timeline, timeline.end + DAY), 100);
  // With only a date, the line begins with that day.
  assert.equal(timelineOf(entry({ ordered: '2026-01-08' }).assessment)?.start, Date.parse('2026-01-08T00:00+03:00'));
});

test('labels never overlap', () => {
  assert.deepEqual(assignRows([0, 50, 100], 27), [0, 0, 0]);
  assert.deepEqual(assignRows([0, 0, 83, 100], 27), [0, 1, 0, 1]);
  for (let a = 0; a <= 100; a += 5) {
    for (let b = a; b <= 100; b += 5) {
      for (let c = b; c <= 100; c += 5) {
        const places = [a, b, c];
        const rows = assignRows(places, 27);
        const from = places.map((place) => Math.min(Math.max(place - 13.5, 0), 73));
        for (const [i, j] of [[0, 1], [0, 2], [1, 2]]) assert.ok(rows[i] !== rows[j] || from[j] >= from[i] + 27, String(places));
      }
    }
  }
});

for (const name of browsers()) {
  test(`${name}: the overview of all orders`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);

    await t.test('an empty page shows the figures of the rulebook', async () => {
      const [{ windows }] = rulebooks();
      const terms = windows.flatMap(({ opens, closes }) => [opens?.term, closes?.term]).filter((term) => term !== undefined);
      const figures = await page.run(`return [...root.querySelectorAll('.empty-figure')].map((figure) => parseInt(figure.textContent))`);
      assert.equal(figures.length, 3);
      for (const figure of figures) assert.ok(terms.some(({ amount }) => amount === figure), `the figure ${figure} is in the rulebook`);
      assert.match(await page.text('[data-empty]'), /Если заказать сейчас: до 18:30 сегодня, 1 марта\./);
      // A term that is counted from another event than its sentence says is not taught.
      await page.run(`element.setAttribute('marketplace', 'aliexpress')`);
      await page.until('the figures of the other rulebook are shown', `return root.querySelectorAll('.empty-figure').length === 1`);
      assert.match(String(await page.text('[data-empty]')), /^15 дней ?после получения/);
      await page.run(`element.removeAttribute('marketplace')`);
    });

    await t.test('an empty page follows the clock, even past midnight', async () => {
      const latest = `root.querySelector('[data-field="orderedDate"]').max`;
      assert.equal(await page.run(`return ${latest}`), '2026-03-01');
      await page.run(
        `const start = performance.now();
         element.now = () => args[0] + performance.now() - start;`,
        Date.parse('2026-03-01T23:59:59+03:00'),
      );
      await page.until('the next day can be chosen', `return ${latest} === '2026-03-02'`);
      assert.match(String(await page.text('[data-empty]')), /Если заказать сейчас: до 8:00 сегодня, 2 марта\./);
      await page.setClock(NOW);
    });

    await t.test('a single order has no headings, totals or search', async () => {
      await page.run('element.orders = args[0]', ordersOf('ru', ['waiting']));
      for (const part of ['[data-group]', '[data-totals]', '[data-finder]']) assert.equal(await page.count(part), 0, part);
    });

    await t.test('closed orders are not folded if there are no others', async () => {
      await page.run('element.orders = args[0]', ordersOf('ru', ['completed', 'cancelled']));
      assert.equal((await page.run(SHOWN)).length, 2);
    });

    await t.test('orders that need action come first, and closed orders are folded', async () => {
      await page.run('element.orders = args[0]', ordersOf('ru'));
      const headings = ['Пора действовать 6', 'Можно подождать 5', 'Закрытые 3'];
      assert.deepEqual(await page.run(HEADINGS), headings);
      const shown = await page.run(SHOWN);
      assert.equal(shown.length, 11);
      assert.deepEqual(shown.slice(1, 3), ['Наушники беспроводные', 'Настольная лампа']);
      await page.press('[data-action="fold-closed"]');
      assert.equal((await page.run(SHOWN)).length, 14);
      assert.equal(await page.run(`return root.querySelector('[data-action="fold-closed"]').getAttribute('aria-expanded')`), 'true');
      await page.press('[data-action="fold-closed"]');
    });

    await t.test('orders where action is perhaps still possible come first, too, and those of a satisfied shopper do not', async () => {
      const at = { ordered: { local: '2025-12-12T12:00' }, received: { date: '2026-01-10' } };
      const orders = {
        'Чехол': { ordered: { date: '2026-03-01' } },
        'Кабель': { ordered: { local: '2025-10-10T12:00' } },
        'Лампа': { ...at, problem: 'incomplete' },
        'Часы': at,
        'Чайник': { ordered: { date: '2026-02-20' } },
        'Куртка': { ordered: { local: '2025-10-10T12:00' }, received: { date: '2025-12-10' } },
        'Сумка': { ordered: { local: '2025-10-10T12:00' }, entered: { dispute: { closes: { date: '2026-03-01' } } } },
        'Дрон': { ordered: { local: '2025-10-10T12:00' }, entered: { dispute: { closes: '2026-02-01' } } },
      };
      await page.run('element.orders = args[0]', Object.entries(orders).map(([title, order]) => ({ id: title, title, ...order, price: { amount: '10', currency: 'RUB' } })));
      const groups = `return [...root.querySelectorAll('[data-group], [data-order]')].map((one) => one.dataset.group ?? one.dataset.order)`;
      const [first, ...later] = (await page.run(groups)).join(' ').split(/ ?(?:now|later|closed) ?/).slice(1).map((/** @type {string} */ group) => group.split(' ').sort().join(' '));
      assert.equal(first, 'Кабель Лампа Сумка Чехол');
      assert.equal(later[0], 'Дрон Куртка Чайник Часы');
      assert.match(String(await page.text('[data-total="claim"]')), /^Пора требовать10 ₽ /);
      // By the evening of the next day it is certainly over.
      await page.setClock(Date.parse('2026-03-02T20:00+03:00'));
      assert.equal((await page.run(HEADINGS))[0], 'Пора действовать 2');
      await page.setClock(NOW);
    });

    await t.test('a wait that ends within a day needs action', async () => {
      const opens = Date.parse('2026-04-05T21:05+03:00');
      await page.run('element.orders = args[0]', [...ordersOf('ru', ['waiting']), ...ordersOf('ru', ['in-dispute'])]);
      await page.setClock(opens - DAY);
      assert.deepEqual(await page.run(HEADINGS), ['Можно подождать 2']);
      await page.setClock(opens - DAY + 1);
      assert.deepEqual(await page.run(HEADINGS), ['Пора действовать 1', 'Можно подождать 1']);
      // The same while nothing but time passes.
      await page.run(`let at = args[0]; window.pass = (ms) => { at += ms; dispatchEvent(new Event('focus')); }; element.now = () => at;`, opens - DAY);
      assert.deepEqual(await page.run(HEADINGS), ['Можно подождать 2']);
      await page.run('pass(1)');
      assert.deepEqual(await page.run(HEADINGS), ['Пора действовать 1', 'Можно подождать 1']);
      await page.setClock(NOW);
    });

    await t.test('the totals are shown', async () => {
      await page.run('element.orders = args[0]', ordersOf('ru'));
      assert.equal(await page.text('[data-total="waiting"]'), 'Ждём4 997 ₽21,40 $');
      assert.match(await page.text('[data-total="claim"]'), /^Пора требовать2 190 ₽ предположительно до 19:40, 10 марта102,90 \$ /);
      assert.equal(await page.text('[data-total="returned"]'), 'Вернулось2 500 ₽');
    });

    await t.test('orders can be searched and filtered', async () => {
      await page.type('search', 'КРОССОВ');
      assert.deepEqual(await page.run(SHOWN), ['Кроссовки', 'Кроссовки']);
      assert.equal(await page.text('[data-found]'), 'Найдено: 2');
      await page.press('[data-action="filter-now"]');
      assert.equal((await page.run(SHOWN)).length, 1);
      await page.press('[data-action="filter-all"]');
      // A phone's keyboard adds a space after a completed word.
      await page.type('search', 'кабель ');
      assert.deepEqual(await page.run(SHOWN), ['Кабель', 'Кабель'], 'a search includes closed orders');
      await page.addQuickly('Пенал');
      assert.ok((await page.run(SHOWN)).includes('Пенал'), 'a new order is visible despite the search');
      await page.type('search', 'жираф');
      assert.equal(await page.text('[data-found]'), 'Ничего не нашлось.');
      await page.press('[data-action="show-all"]');
      assert.equal(await page.value('search'), '');
      assert.equal(await page.run('return root.activeElement.dataset.field'), 'search');
      assert.equal((await page.run(SHOWN)).length, 12);
      await page.press('[data-action="filter-closed"]');
      assert.equal((await page.run(SHOWN)).length, 3);
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[aria-pressed="true"]')].map(({ dataset }) => dataset.action)`), ['filter-closed']);
      await page.press('[data-action="filter-all"]');

      const [first, ...rest] = ordersOf('ru');
      await page.run('element.orders = args[0]', [{ ...first, number: 'AB-1234-77', note: 'для Лёши' }, ...rest]);
      for (const words of ['1234-77', 'леши']) {
        await page.type('search', words);
        assert.deepEqual(await page.run(SHOWN), [first.title], words);
      }
    });

    await t.test('what is typed into a card stays when the order changes its group', async () => {
      await page.run('element.orders = args[0]', ordersOf('ru', ['cancellable', 'disputable']));
      await page.press('[data-phase="cancellable"] [data-action="edit"]');
      await page.type('title', 'Недописан', '[data-order]');
      await page.setClock(Date.parse('2026-03-01T14:15:00.001+03:00'));
      assert.deepEqual(await page.run(HEADINGS), ['Пора действовать 1', 'Можно подождать 1']);
      assert.equal(await page.value('title', '[data-phase="waiting"]'), 'Недописан');
      await page.setClock(NOW);
    });

    await t.test('the timeline and the card name the same day for a deadline at midnight', async () => {
      const label = () => page.run(`return [...root.querySelectorAll('.ruler-label')].map((one) => one.textContent.replace(/\\s+/g, ' ')).filter((text) => /до|until/.test(text)).join()`);
      await page.run('element.orders = args[0]', [{ id: 'a', ordered: { date: '2025-12-11' } }]);
      assert.equal(await page.text('[data-moment]'), 'предположительно до конца дня, 10 марта по сторонним данным');
      assert.equal(await label(), 'спор до10 мар.?');
      assert.match(String(await page.text('.ruler-labels')), /^заказ11 дек\. 2025 г\.\D+\d+ \S+?\.\D+10 мар/, 'only the first label has the year');
      await page.run('element.orders = args[0]', [{ id: 'a', ordered: { date: '2026-01-08' }, received: { date: '2026-02-19' }, problem: 'poor-quality' }]);
      assert.equal(await page.text('[data-moment]'), 'до конца дня, 20 марта, а может быть и дольше');
      assert.match(await label(), /^жалоба до20 мар\./);
      // A day on which it opened at an unknown time stays that day.
      await page.run('element.orders = args[0]', [{ id: 'a', ordered: { date: '2025-12-11' } }]);
      assert.match(String(await page.text('.ruler-labels')), /спор с24 февр\./);
      assert.match(String(await page.text('[data-facts]')), /уже можно, с 24 февраля/);
      // So does what opened on arrival, in the middle of that day; and a last day, however much of it is left.
      await page.run('element.orders = args[0]', [{ id: 'a', marketplace: 'aliexpress', ordered: { date: '2026-01-20' }, received: { date: '2026-03-01' } }]);
      assert.match(String(await page.text('[data-facts]')), /уже можно, с 1 марта/);
      assert.match(String(await page.text('.ruler-labels')), /спор с1 мар\.\?/);
      for (const [ordered, day] of [['2025-12-01', '1 мар.'], ['2025-11-29', '27 февр.']]) {
        await page.run('element.orders = args[0]', [{ id: 'a', ordered: { date: ordered } }]);
        assert.match(String(await page.text('[data-facts]')), new RegExp(`не позже ${day.replace(/\.$/, '')}`));
        assert.equal(await label(), `спор до${day}?`);
      }
      await page.setClock(Date.parse('2026-03-01T17:00+03:00'));
      await page.run('element.orders = args[0]', [{ id: 'a', ordered: { local: '2026-03-01T16:00' } }]);
      assert.equal(await page.text('[data-moment]'), 'до конца дня сегодня, 1 марта');
      assert.match(await label(), /^отмена до24:00/);
      await page.switchLanguage('en');
      assert.match(await label(), /^cancel untilmidnight/);
      await page.switchLanguage('ru');
      await page.setClock(NOW);
    });

    await t.test('only the action, not its deadline, is worded as uncertain if it is perhaps open', async () => {
      await page.run('element.orders = args[0]', [{ id: 'a', ordered: { local: '2026-01-10T12:00' }, entered: { dispute: { closes: { date: '2026-03-20' } } } }]);
      assert.equal(await page.text('[data-action-id="dispute"] [data-until]'), 'возможно до конца дня, 19 марта');
      assert.equal(await page.text('[data-moment]'), 'до конца дня, 19 марта, а может быть и дольше введено со страницы заказа');
    });

    await t.test('a deadline with only bounds known is not called over or open too early, nor given an unknown time', async () => {
      const texts = async () => {
        await page.unfold();
        return page.run(`return ['[data-facts] li', '.reason-title'].map((where) => [...root.querySelectorAll(where)].map((one) => one.textContent.replace(/\\s+/g, ' ')))`);
      };
      await page.run('element.orders = args[0]', [{ id: 'a', ordered: { date: '2026-03-01' } }]);
      const ends = [
        'Отмена без спора: возможно, срок уже вышел; самое позднее 2 марта, 7:59',
        'Спор через поддержку: с начала дня, 16 мая, а может быть и раньше',
        'Спор через поддержку: предположительно до конца дня, 29 мая',
      ];
      const [facts, reasons] = await texts();
      assert.deepEqual(reasons, ends);
      assert.deepEqual(facts.filter((/** @type {string} */ fact) => !/^(Заказ|Сейчас)/.test(fact)).sort(), [...ends].sort());
      await page.run('element.orders = args[0]', [{ id: 'b', ordered: { date: '2025-12-16' } }]);
      assert.equal((await texts())[1][1], 'Спор через поддержку: возможно, уже можно; точно с начала дня завтра, 2 марта');
      await page.run('element.orders = args[0]', [{ id: 'c', ordered: { date: '2025-11-10' }, received: { date: '2026-01-10' } }]);
      assert.deepEqual((await texts())[1], [
        'Отмена без спора: срок вышел не позже 11 ноября 2025 г.',
        'Спор через поддержку: можно было с 24 января',
        'Спор через поддержку: предположительно срок вышел не позже 8 февраля',
        'Жалоба на полученный товар: срок вышел не позже 9 февраля',
        'Возврат, если товар не подошёл: срок вышел не позже 9 февраля',
      ]);
      await page.switchLanguage('en');
      assert.equal((await texts())[1][2], 'Dispute through support: probably ended February 8 at the latest');
      await page.switchLanguage('ru');
    });

    await t.test('reported deadlines are worded as such even between their bounds, and ended ones never as open', async () => {
      const textsOf = async (/** @type {any} */ order) => {
        await page.run('element.orders = [{ id: "a", ...args[0] }]', order);
        await page.unfold();
        return page.run(`return [...root.querySelectorAll('.lead, .rest, .reason-title')].map((one) => one.textContent.replace(/\\s+/g, ' '))`);
      };
      const joom = 'Спор через поддержку: ';
      const [lead, , , ahead] = await textsOf({ ordered: { date: '2025-12-10' } });
      assert.equal(lead, 'Открыть спор можно ещё');
      assert.equal(ahead, `${joom}предположительно до конца дня, 9 марта`);
      const [rest, , , within] = await textsOf({ ordered: { date: '2025-12-01' } });
      assert.equal(within, `${joom}возможно, срок уже вышел; предположительно не позже 1 марта`);
      assert.match(rest, /^Срок на исходе или только что вышел\.$/);
      assert.equal(await page.text('.badge'), 'Возможно, ещё не поздно');
      // The same holds on the last day that the order's own page shows.
      assert.match((await textsOf({ ordered: { date: '2025-11-10' }, entered: { dispute: { closes: { date: '2026-03-01' } } } }))[0], /^Срок на исходе/);
      const [wait, , opens] = await textsOf({ marketplace: 'aliexpress', ordered: { date: '2026-01-20' }, deliveryDue: { date: '2026-03-01' } });
      assert.equal(wait, 'Спор можно открыть через');
      assert.equal(opens, 'Спор: возможно, уже можно; предположительно с начала дня завтра, 2 марта');
      const [, since] = await textsOf({ marketplace: 'aliexpress', ordered: { date: '2026-01-20' }, received: { date: '2026-03-01' } });
      assert.equal(since, 'Спор: предположительно уже можно, с 1 марта');
      const ended = await textsOf({ ordered: { local: '2025-11-10T12:00' }, entered: { dispute: { closes: { local: '2026-02-20T18:00' } } } });
      assert.deepEqual(ended.slice(2), [`${joom}можно было с 24 января, 12:00`, `${joom}срок вышел 20 февраля, 18:00`]);
      // If it may not be open yet, its end is told, not that it is open.
      const [till] = await textsOf({ marketplace: 'aliexpress', ordered: { date: '2026-02-20' }, entered: { dispute: { closes: { local: '2026-05-20T18:00' } } } });
      assert.equal(till, 'Спор: ещё');
      // Where the order's page contradicts the rules, the reader is not told to ask in time about what is over.
      await textsOf({ ordered: { local: '2025-12-20T12:00' }, entered: { dispute: { closes: { local: '2026-02-20T18:00' } } } });
      assert.match(String(await page.text('[data-caution="entered-differs"]')), /Считаем по странице; спросите поддержку, что верно\.$/);
    });

    await t.test('a deadline typed as a day is shown as that day', async () => {
      const order = { id: 'a', marketplace: 'aliexpress', ordered: { date: '2025-12-20' }, dispatched: { date: '2025-12-24' } };
      const textsOf = async (/** @type {any} */ more) => {
        await page.run('element.orders = [args[0]]', { ...order, ...more });
        await page.unfold();
        return [
          await page.run(`return [...root.querySelectorAll('[data-facts] li')].map((one) => one.textContent.replace(/\\s+/g, ' ')).filter((fact) => !/^Сейчас/.test(fact))`),
          await page.run(`return [...root.querySelectorAll('.reason')].find((one) => /Время доставки/.test(one.textContent)).textContent.replace(/\\s+/g, ' ')`),
        ];
      };
      const [facts, delivery] = await textsOf({ deliveryDue: { date: '2026-03-10' } });
      assert.deepEqual(facts, [
        'Заказ: 20 декабря 2025 г.',
        'Отправка: 24 декабря 2025 г.',
        'Спор: предположительно уже можно, с 4 января, 0:00',
        'Время доставки: до 10 марта',
        'Спор: предположительно до конца дня, 25 марта',
      ]);
      assert.match(delivery, /^Время доставки: до 10 марта ?введено со страницы заказа/);
      // No margin is mentioned, neither for such a day nor for what is over.
      const margin = '[data-caution="time-unknown"]';
      assert.equal(await page.count(margin), 0);
      assert.match(String(await page.text('.reasons')), /Отправка 24 декабря 2025 г\. плюс 10 дней\. [^]*Конец времени доставки 10 марта плюс 15 дней\./);
      const labels = `return [...root.querySelectorAll('.ruler-label')].map((one) => one.textContent.replace(/\\s+/g, ' ')).filter((label) => /^доставка/.test(label)).join()`;
      assert.equal(await page.run(labels), 'доставка до10 мар.');
      // The last day itself, a day that is over, and a typed time.
      assert.equal((await textsOf({ deliveryDue: { date: '2026-03-01' } }))[0][3], 'Время доставки: до 1 марта');
      assert.equal((await textsOf({ deliveryDue: { date: '2026-02-24' } }))[0][3], 'Время доставки: срок вышел 24 февраля');
      assert.equal((await textsOf({ deliveryDue: { local: '2026-03-10T18:00' } }))[0][3], 'Время доставки: до 18:00, 10 марта');
      assert.equal((await textsOf({ dispatched: { local: '2025-12-24T08:05' }, deliveryDue: { date: '2026-03-10' } }))[0][1], 'Отправка: 24 декабря 2025 г., 8:05');
      // A dispute that opens at the end of the delivery time does not end with it.
      const [overdue] = await textsOf({ dispatched: undefined, deliveryDue: { date: '2026-02-24' } });
      assert.match(overdue[2], /^Спор: предположительно уже можно, с 24 февраля/);
      assert.equal(await page.count(margin), 0);
      await page.run('element.orders = [args[0]]', { id: 'b', ordered: { date: '2026-01-10' }, received: { local: '2026-02-20T10:00' } });
      assert.equal(await page.count(margin), 1);
      await textsOf({ dispatched: { date: '2026-03-01' }, deliveryDue: { date: '2026-03-02' } });
      assert.equal(await page.run(labels), 'доставка до2 мар.');
    });

    await t.test('the day number is the same above the timeline and in its text', async () => {
      for (const ordered of [{ date: '2025-12-16' }, { local: '2025-12-20T14:30' }]) {
        await page.run('element.orders = [{ id: "a", ordered: args[0] }]', ordered);
        const [, day] = /^День (\d+) из 75$/.exec(String(await page.text('.timeline-text'))) ?? [];
        assert.ok(day);
        assert.match(String(await page.text('[data-facts]')), new RegExp(`Сейчас: 1 марта, день ${day}(?!\\d)`));
      }
    });

    await t.test('days are counted from the order, and on after the last deadline', async () => {
      const ali = { marketplace: 'aliexpress', ordered: { date: '2026-01-20' } };
      for (const [order, text, day] of [
        [{ ordered: { date: '2025-10-01' } }, '75 дней позади', 152],
        [{ ordered: { date: '2025-12-20' }, entered: { dispute: { closes: { date: '2026-02-20' } } } }, '62 дня позади', 72],
        [{ ...ali, deliveryDue: { date: '2026-04-20' } }, 'День 41 из 91', 41],
        [{ ...ali, deliveryDue: { date: '2026-02-26' } }, '38 дней позади', 41],
        [{ ...ali, received: { date: '2026-02-20' } }, 'День 41 из 47', 41],
        [{ ...ali, received: { date: '2026-02-10' } }, '37 дней позади', 41],
        [{ ...ali, entered: { dispute: { closes: { date: '2026-03-21' } } } }, 'День 41 из 60', 41],
      ]) {
        await page.run('element.orders = [{ id: "a", ...args[0] }]', order);
        assert.equal(await page.text('.timeline-text'), text);
        const facts = String(await page.text('[data-facts]'));
        assert.match(facts, new RegExp(`Сейчас: 1 марта, день ${day}(?!\\d)`));
        assert.match(facts, /^Заказ: /);
        assert.doesNotMatch(facts, /Оплата/);
        assert.doesNotMatch(String(await page.text('.ruler-labels')), /\d:\d\d/);
      }
    });

    await t.test('the timeline has a text version, in chronological order, that says what is uncertain', async () => {
      await page.run('element.orders = args[0]', ordersOf('ru', ['disputable']));
      const facts = await page.run(`return [...root.querySelectorAll('[data-facts] li')].map((fact) => fact.textContent.replace(/\\s+/g, ' ').replace(/\\b0(\\d:)/, '$1'))`);
      assert.deepEqual(facts, [
        'Заказ: 10 декабря 2025 г., 19:40',
        'Отмена без спора: срок вышел 11 декабря 2025 г., 3:40',
        'Спор через поддержку: уже можно, с 23 февраля, 19:40',
        'Сейчас: 1 марта, день 81',
        'Спор через поддержку: предположительно до 19:40, 10 марта',
      ]);
      assert.equal(await page.run(`return root.querySelector('.ruler').getAttribute('aria-hidden')`), 'true');
    });
  });
}
