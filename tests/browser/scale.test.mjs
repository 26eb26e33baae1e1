// Ten thousand orders: they are imported from a file, a few cards are drawn and more as the reader scrolls, the
// search covers all of them, and a tick touches only what is in view. And a page with few orders wakes no more
// often than necessary. `cargo xtask bench` measures the speed.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { browsers } from './harness/index.mjs';
import { DAY, HOUR, NOW, visit } from './page.mjs';

const COUNT = 10_000;
/** The cards in view and a few more: far fewer than all. */
const FEW = 40;

/** Makes `text`, a file of orders over 100 days. The first ones can still be cancelled: they count in seconds. */
const FILE = `const text = JSON.stringify(Array.from({ length: ${COUNT} }, (_, index) => ({
  id: 'o' + index, title: 'Заказ ' + index, ordered: args[0] - Math.floor(index * ${100 * DAY} / ${COUNT}), price: { amount: '100', currency: 'RUB' },
})));`;

/** How many cards are drawn, and how many of them are in view. */
const DRAWN = `const cards = [...root.querySelectorAll('[data-order]')];
  const inView = (card) => { const { top, bottom } = card.getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
  return { cards: cards.length, inView: cards.filter(inView).length, nodes: root.querySelectorAll('*').length };`;

for (const name of browsers()) {
  test(`${name}: ten thousand orders are handled`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);

    // Imported from the file, or set by the page: each engine would be slow at both.
    await t.test(name === 'chromium' ? 'are imported from a file' : 'are set by the page', async () => {
      if (name !== 'chromium') await page.run(`${FILE} element.orders = JSON.parse(text)`, NOW);
      else await page.run(
        `${FILE}
         const files = new DataTransfer();
         files.items.add(new File([text], 'orders.json'));
         const input = root.querySelector('[data-field="file"]');
         input.files = files.files;
         input.dispatchEvent(new Event('change', { bubbles: true }));`,
        NOW,
      );
      for (const end = Date.now() + 60_000; name === 'chromium' && Date.now() < end && !(await page.count('[data-steps]')); ) await sleep(50);
      if (name === 'chromium') await page.press('[data-action="take-in"]');
      assert.equal(await page.run('return element.orders.length'), COUNT);
      assert.match(await page.text('[data-group="now"]'), /^Пора действовать \d+$/);
      assert.equal(await page.run(`return root.querySelector('[data-group="later"]').hidden`), true, 'no heading before its first card');
      assert.ok((await page.count('[data-countdown]')) > 0);
      const { cards, nodes } = await page.run(DRAWN);
      assert.ok(cards < FEW && nodes < 8_000, `${cards} cards, ${nodes} nodes`);
    });

    await t.test('their positions are announced, and more appear as the reader scrolls', async () => {
      const first = await page.run(`const card = root.querySelector('[data-order]'); return [card.ariaPosInSet ?? card.getAttribute('aria-posinset'), card.ariaSetSize ?? card.getAttribute('aria-setsize')]`);
      const shown = Number(first[1]);
      assert.equal(first[0], '1');
      assert.ok(shown > 9_000, `${shown}`);
      const before = await page.run(DRAWN);
      await page.run(`root.querySelector('[data-list-more]').scrollIntoView()`);
      await page.until('more cards are drawn', `return root.querySelectorAll('[data-order]').length > args[0]`, before.cards);
      assert.match(await page.text('[data-list-more]'), new RegExp(`^Показать ещё Показано: \\d+ из ${shown}\\.$`));
    });

    await t.test('a card the reader has used keeps its state during a search', async () => {
      const id = await page.run(`return root.querySelector('[data-order]').dataset.order`);
      await page.press(`[data-order="${id}"] [data-action="edit"]`);
      await page.type('title', 'Недописан', `[data-order="${id}"]`);
      await page.type('search', 'Заказ 9876');
      assert.equal(await page.text('[data-found]'), 'Найдено: 1');
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[data-order]')].filter((card) => card.checkVisibility()).map((card) => card.dataset.order)`), ['o9876']);
      assert.equal(await page.value('title', `[data-order="${id}"]`), 'Недописан');
      await page.type('search', 'заказ');
      await page.press(`[data-order="${id}"] [data-action="cancel-edit"]`);
    });

    await t.test('a tick changes only visible texts that differ', async () => {
      const touched = await page.driver.executeAsyncScript(
        `const [now, done] = arguments, element = document.querySelector('dispute-clock'), root = element.shadowRoot;
         const started = performance.now();
         element.now = () => now + performance.now() - started;
         scrollTo(0, 0);
         root.querySelector('[data-order]').scrollIntoView();
         setTimeout(() => {
           const touched = new Map();
           const observer = new MutationObserver((changes) => {
             for (const { target } of changes) {
               const card = target.parentElement?.closest('[data-order]');
               touched.set(card ? card.dataset.order : 'something else', (target.parentElement ?? target).className);
             }
           });
           observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
           setTimeout(() => {
             observer.disconnect();
             const inView = (id) => { const { top, bottom } = root.querySelector('[data-order="' + id + '"]').getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
             done([...touched].map(([id, what]) => [id, what, id.startsWith('o') && inView(id)]));
           }, 2500);
         }, 1500);`,
        NOW + 1000,
      );
      assert.ok(touched.length > 0, 'something ticks');
      // From 21 seconds to 20, the word for them changes, too.
      for (const [id, what, inView] of touched) assert.ok(inView && ['digits', 'unit'].includes(what), `${id}: ${what}, in view: ${inView}`);
      await page.setClock(NOW);
    });

    await t.test('only the first are printed, and the page says so', async () => {
      await page.run(`window.dispatchEvent(new Event('beforeprint'))`);
      const { cards } = await page.run(DRAWN);
      // One more may be the card that the reader has been in.
      assert.ok(cards === 200 || cards === 201, `${cards}`);
      assert.match(await page.text('[data-printed]'), new RegExp(`Показано: ${cards} из 10000\\.$`));
      await page.run(`window.dispatchEvent(new Event('afterprint'))`);
      assert.ok((await page.run(DRAWN)).cards < 200, 'no more cards than before');
    });

    await t.test('a new order is drawn at once, wherever it belongs', async () => {
      await page.addQuickly('Новый');
      await page.until('the focus is on the new order', `return root.activeElement?.matches('.card-title') && root.activeElement.textContent === 'Новый'`);
    });
  });

  test(`${name}: a list that has been drawn as a whole stays where it is when it grows beyond that`, async (t) => {
    const { site, page } = await visit(t, name, { width: 400 });
    await page.open(site.url);
    await page.run(`element.orders = Array.from({ length: 50 }, (_, index) => ({ id: 'a' + index, ordered: '2026-02-01T10:00' }))`);
    await page.until('all are drawn', `return root.querySelectorAll('[data-order]').length === 50`);
    const drawn = await page.run(
      `root.querySelector('[data-order="a40"]').scrollIntoView();
       element.orders = [...element.orders, { id: 'b', ordered: '2026-02-02T10:00' }];
       return root.querySelectorAll('[data-order]').length`,
    );
    assert.ok(drawn >= 50, `${drawn}`);
    await page.run(`root.querySelector('[data-list-more]')?.scrollIntoView()`);
    await page.until('the last is drawn, too', `return root.querySelectorAll('[data-order]').length === 51`);
  });

  test(`${name}: unfolding the finished orders of a long list leaves the reader where they are`, async (t) => {
    const { site, page } = await visit(t, name, { width: 400 });
    await page.open(site.url);
    await page.run(`element.orders = Array.from({ length: 50 }, (_, index) => ({ id: 'a' + index, ordered: '2026-02-01T10:00' }))`);
    await page.until('all are drawn', `return root.querySelectorAll('[data-order]').length === 50`);
    await page.run(`element.orders = [...element.orders, { id: 'b', ordered: '2026-02-01T10:00' }, ...['c', 'd', 'e'].map((id) => ({ id, ordered: '2026-02-01T10:00', completed: '2026-02-10' }))]`);
    const toButton = `const button = root.querySelector('[data-action="fold-closed"]'); button.scrollIntoView({ block: 'center' });`;
    await page.until('the last is drawn', `${toButton} return root.querySelectorAll('[data-order]').length === 51`);
    // The browser lays out what has come into view.
    await sleep(300);
    const [before, after] = await page.run(
      `${toButton}
       const place = () => [root.querySelectorAll('[data-order]:not([hidden])').length, Math.round(button.getBoundingClientRect().top)];
       const before = place();
       button.click();
       return [before, place()];`,
    );
    assert.deepEqual(after, before);
    await page.until('the finished orders follow', `return root.querySelectorAll('[data-order]').length === 54`);
  });

  test(`${name}: a page sleeps as long as possible`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    // Collects what it asks of the one timer, without waiting: the clock is set to when it would fire.
    const wakes = (/** @type {number[]} */ ages, hours = 1) =>
      page.run(
        `const [ages, now, end] = args;
         const { setTimeout: wait } = window;
         const others = new Set();
         let at = now, delays = [];
         window.setTimeout = (act, delay, ...rest) => { delays.push(delay ?? 0); return wait(act, delay, ...rest); };
         element.now = () => at;
         element.orders = ages.map((age, index) => ({ id: 'x' + index, ordered: now - age }));
         let count = 0;
         for (; at < end; count++) {
           delays = [];
           dispatchEvent(new Event('focus'));
           if (delays.length === 0) break;
           at += delays.at(-1);
         }
         Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
         delays = [];
         document.dispatchEvent(new Event('visibilitychange'));
         const hidden = delays;
         delete document.hidden;
         window.setTimeout = wait;
         return { count, hidden };`,
        ages,
        NOW + 345,
        NOW + 345 + hours * HOUR,
      );
    const days = [3.21, 10.77, 30.003, 50.5, 73.2].map((age) => Math.floor(age * DAY));
    const five = await wakes(days);
    assert.ok(five.count >= 59 && five.count <= 62, `${five.count} wake-ups an hour with five orders counted in days`);
    assert.deepEqual(five.hidden, [], 'a hidden page without reminders sleeps');
    const over = await wakes([200, 300].map((age) => age * DAY));
    assert.equal(over.count, 0, `${over.count} wake-ups with nothing to count`);
  });
}
