// A page's own rulebook for a shop unlike those built in: the form asks for what its windows are counted from,
// no absent figures or dates are mentioned, and many windows fit.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { NOW, visit } from './page.mjs';

/** @param {string} from @param {number} [days] @param {object} [more] */
const end = (from, days, more) => ({ from: [from], ...(days ? { term: { amount: days, unit: 'days', counting: 'wall-clock' } } : {}), certainty: 'stated', rules: ['R'], ...more });
/** @param {string} id @param {string} purpose @param {object} ends */
const window = (id, purpose, ends) => ({ id, purpose, title: { ru: `Окно ${id}` }, ...ends });
/** @param {object[]} windows */
const shop = (windows) => ({
  format: 1, id: 'shop', name: 'Лавка', edition: '2026-11', covers: { from: '2026-01-01', until: '2026-12-31' },
  sources: [{ rules: ['R'], title: { ru: 'Правила лавки' }, read: '2026-11' }], windows, actions: [],
});
const UNTIL_SENT = shop([
  window('cancel', 'cancel', { closes: end('dispatched') }),
  window('back', 'return', { closes: end('received', 35, { or: end('deliveryDue', 40) }) }),
]);

for (const name of browsers()) {
  test(`${name}: a page's custom rulebook`, async (t) => {
    const { site, page } = await visit(t, name);
    /** @param {any} book @param {object[]} [orders] */
    const open = async (book, orders = []) => {
      await page.open(site.url);
      await page.run(
        `element.setAttribute('marketplace', 'shop'); element.now = args[0]; element.rulebooks = [args[1]]; element.orders = args[2]`,
        NOW, book, orders.map((order, index) => ({ id: `o${index}`, marketplace: 'shop', ordered: '2026-02-20T12:00', ...order })),
      );
    };

    await t.test('the form asks for every date that a deadline may be counted from, and says which deadline that is', async () => {
      await open(UNTIL_SENT);
      await page.until('both dates are asked for', `return root.querySelectorAll('[data-field="dispatchedDate"], [data-field="deliveryDueDate"]').length === 2`);
      const hints = await page.run(`return [...root.querySelectorAll('.hint')].map((hint) => hint.textContent).join(' ')`);
      assert.match(hints, /От этого считается: «Окно cancel»\./);
      assert.match(hints, /От него считается: «Окно back»\./);
    });

    await t.test('missing figures are not referred to', async () => {
      await open(UNTIL_SENT);
      assert.doesNotMatch(await page.text('[data-empty]'), /выше/);
      assert.match(await page.text('[data-empty]'), /Лавка/);
    });

    await t.test('with a shop without disputes none is mentioned, and no future date is reported as missing', async () => {
      await open(shop([window('back', 'return', { closes: end('received', 14) })]), [{}, { problem: 'incomplete' }]);
      await page.until('both orders are shown', `return root.querySelectorAll('[data-order]').length === 2`);
      const text = await page.run(`return [...root.querySelectorAll('.badge, .rest')].map((one) => one.textContent).join(' ')`);
      assert.doesNotMatch(text, /спор|не хватает/i);
    });

    await t.test('an order that can be cancelled until it is sent can be marked as sent', async () => {
      await open(UNTIL_SENT, [{}]);
      await page.until('the order can be cancelled', `return root.querySelector('[data-order]')?.dataset.phase === 'cancellable'`);
      await page.find('[data-marks] [data-action="dispatched"]');
    });

    await t.test('an order of a shop whose rules the page does not set can be edited, and stays an order of that shop', async () => {
      const edit = async (/** @type {string} */ title) => {
        await page.press('[data-order] [data-action="edit"]');
        await page.type('title', title, '[data-order]');
        await page.press('[data-order] [data-action="submit"]');
        assert.deepEqual(await page.run('return element.orders.map(({ title, marketplace }) => [title, marketplace])'), [[title, 'shop']]);
        assert.equal(await page.count('[data-order] form'), 0);
      };
      await page.open(site.url);
      await page.run(`element.orders = [{ id: 'a', marketplace: 'shop', ordered: '2026-02-20' }]`);
      await edit('Ваза');
      await page.run(`element.setAttribute('marketplace', 'joom')`);
      await edit('Блюдо');
      // A refused change does not move it, however often it is tried.
      await page.press('[data-order] [data-action="edit"]');
      await page.type('title', 'дорого', '[data-order]');
      await page.type('amount', '1,299', '[data-order]');
      for (let press = 0; press < 2; press++) await page.press('[data-order] [data-action="submit"]');
      assert.equal(await page.run('return element.orders[0].marketplace'), 'shop');
      await page.run(`element.removeAttribute('marketplace')`);
    });

    await t.test('labels of many windows with long titles overlap neither each other nor what follows', async () => {
      const windows = Array.from({ length: 12 }, (_, index) => ({
        ...window(`w${index}`, 'claim', { closes: end('ordered', 20 + index) }),
        title: { ru: `Окно номер ${index} с названием, какие дают юристы` },
      }));
      await open(shop(windows), [{}]);
      await page.find('.ruler-label');
      const met = await page.run(
        `const boxes = [...root.querySelectorAll('.ruler-label')].map((label) => label.getBoundingClientRect());
         const floor = root.querySelector('.ruler-labels').getBoundingClientRect().bottom + 1;
         const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
         return boxes.filter((box, index) => box.bottom > floor || boxes.slice(index + 1).some((other) => meet(box, other))).length;`,
      );
      assert.equal(met, 0);
      assert.ok(await page.run(`return document.documentElement.scrollWidth <= innerWidth`));
    });
  });
}
