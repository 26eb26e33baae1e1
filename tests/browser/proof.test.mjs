// The proof to collect, ticked off and stored with the order; and what is left of a refund once the goods are
// sent back, in the shopper's own numbers.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { ZONE, visit } from './page.mjs';

const CARD = '[data-order]';
const PROOF = `${CARD} [data-proof]`;

/** @param {string} amount */
const rub = (amount) => ({ amount, currency: 'RUB' });
const SHOES = {
  title: 'Кроссовки',
  ordered: { local: '2026-01-08T12:00', timeZone: ZONE },
  received: { local: '2026-02-20T12:00', timeZone: ZONE },
  problem: 'poor-quality',
};

for (const name of browsers()) {
  test(`${name}: the list of proof`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const items = () => page.run(`return [...root.querySelectorAll('[data-proof-item]')].map((one) => [one.dataset.proofItem, one.checked])`);
    const isOpen = () => page.run(`return root.querySelector('[data-proof]').open`);

    await t.test('before the parcel arrives the list is folded and says what to prepare', async () => {
      await page.add({ date: '2026-01-20', time: '12:00', title: 'Чехол' });
      await page.saved();
      assert.equal(await isOpen(), false);
      assert.equal(await page.text(`${PROOF} summary`), 'Доказательства0 из 4, Чехол');
    });

    await t.test('a tick is counted, saved, and still there after a reload', async () => {
      await page.press(`${PROOF} [data-proof-item="film"]`);
      assert.equal(await page.text(`${CARD} [data-proof-count]`), '1 из 4');
      await page.saved();
      await page.reload();
      assert.equal(await page.text(`${CARD} [data-proof-count]`), '1 из 4');
      assert.deepEqual((await page.run('return element.orders'))[0].proof, { film: true });
    });

    await t.test('a tick can be undone and cleared', async () => {
      await page.press(`${PROOF} [data-proof-item="tracking"]`);
      assert.equal(await page.text(`${CARD} [data-proof-count]`), '2 из 4');
      await page.press('[data-action="undo"]');
      await page.until('one tick is left', `return root.querySelector('[data-proof-count]').textContent.startsWith('1')`);
      assert.equal(await page.run(`return root.querySelector('[data-proof-item="tracking"]').checked`), false);
      await page.press(`${PROOF} [data-proof-item="film"]`);
      assert.equal(await page.text(`${CARD} [data-proof-count]`), '0 из 4');
    });

    await t.test('with a problem the list is open, asks for the proof it needs, and keeps what was ticked', async () => {
      await page.run('element.orders = [{ id: "a", ...args[0] }]', { ...SHOES, proof: { film: true } });
      assert.equal(await isOpen(), true);
      assert.deepEqual(await items(), [['film', true], ['photos', false], ['packaging', false], ['description', false], ['tracking', false]]);
      assert.equal(await page.text(`${CARD} [data-proof-count]`), '1 из 5');
    });

    await t.test('a fold tells who asks for the proof, and what is only advice', async () => {
      await page.press(`${PROOF} [data-whose] summary`);
      const why = await page.run(`return [...root.querySelectorAll('.proof-why > div')].map((one) => one.querySelector('dd').textContent)`);
      assert.match(why[0], /Статья для покупателей/);
      assert.match(why[1], /Справка Joom о товарах с дефектом/);
      assert.equal(why[4], 'Наш совет, не правило.');
    });

    await t.test('no film is asked for of a parcel that never arrived', async () => {
      await page.run('element.orders = [{ id: "b", ordered: { local: "2025-12-10T19:40" } }]');
      assert.deepEqual(await items(), [['tracking', false]]);
      await page.run('element.orders = [{ id: "c", ordered: { local: "2025-12-10T19:40" }, completed: { date: "2026-02-01" } }]');
      assert.equal(await page.count('[data-proof]'), 0, 'nothing is asked for of a closed order');
    });
  });

  test(`${name}: whether returning the item pays off`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const show = (/** @type {any} */ order) => page.run('element.orders = [{ id: "a", ...args[0] }]', order);
    const weighed = () => page.run(`return [...root.querySelectorAll('[data-weighed] p')].map((one) => one.textContent.replace(/\\s+/g, ' '))`);
    const weigh = async (/** @type {string} */ cost, offer = '') => {
      await page.type('returnCost', cost, CARD);
      await page.type('offer', offer, CARD);
      await page.press(`${CARD} [data-action="weigh"]`);
    };

    await t.test('it is asked only if there is a price and something to return', async () => {
      await show({ ...SHOES });
      assert.equal(await page.count('[data-weigh]'), 0, 'an order without a price is not asked');
      await show({ ordered: { local: '2025-12-10T19:40' }, price: rub('4990') });
      assert.equal(await page.run(`return root.querySelector('${CARD}').dataset.phase`), 'disputable');
      assert.equal(await page.count('[data-weigh]'), 0, 'an order that has not arrived is not asked');
      await show({ ...SHOES, price: rub('4990.10') });
      assert.equal(await page.run(`return root.querySelector('[data-weigh]').open`), false);
    });

    await t.test('the price less the postage is exact to the kopeck', async () => {
      await weigh('650,30');
      assert.deepEqual(await weighed(), ['Если вернуть товар и получить 4 990,10 ₽: минус 650,30 ₽ за пересылку, останется 4 339,80 ₽.']);
      assert.deepEqual((await page.run('return element.orders'))[0].returnCost, rub('650.30'));
      assert.match(await page.text('[data-weigh] summary'), /останется 4 339,80 ₽, Кроссовки/);
    });

    await t.test('an offer of a partial refund is compared with a return', async () => {
      await weigh('650,30', '2 000');
      assert.deepEqual((await weighed()).slice(1), [
        'Если согласиться на 2 000 ₽ и оставить товар: 2 000 ₽ и товар у вас.',
        'Если и за 2 000 ₽ просят выслать товар: останется 1 349,70 ₽.',
        'Полный возврат даёт на 2 339,80 ₽ больше, но товара не будет.',
      ]);
      await weigh('3500', '2000');
      assert.deepEqual((await weighed()).slice(2), [
        'Если и за 2 000 ₽ просят выслать товар: пересылка за 3 500 ₽ съест всё.',
        'Частичный возврат даёт на 509,90 ₽ больше, и товар остаётся.',
      ]);
      await weigh('2990,10', '2000');
      assert.equal((await weighed())[3], 'По деньгам одинаково, но при частичном возврате товар остаётся.');
      assert.equal('offer' in (await page.run('return element.orders'))[0], false, 'an offer is not stored in the order');
    });

    await t.test('postage that exceeds the refund is pointed out', async () => {
      await weigh('6000');
      assert.deepEqual(await weighed(), ['Возвращать товар невыгодно: пересылка стоит 6 000 ₽, а вернут 4 990,10 ₽.']);
      assert.match(await page.text('[data-weigh] summary'), /невыгодно, Кроссовки/);
    });

    await t.test('an offer without the postage asks for the postage', async () => {
      await weigh('', '2000');
      assert.equal(await page.text('[data-error="returnCost"]'), 'Укажите, сколько стоит пересылка.');
    });

    await t.test('an invalid amount is reported beside its field, and what was typed stays', async () => {
      await weigh('1.500', 'половину');
      assert.match(await page.text('[data-error="returnCost"]'), /^Непонятно, тысячи/);
      assert.equal(await page.text('[data-error="offer"]'), 'Сумма должна быть числом, например 1 299,00.');
      assert.equal(await page.value('offer', CARD), 'половину');
      assert.deepEqual((await page.run('return element.orders'))[0].returnCost, rub('6000'));
    });

    await t.test('clearing the postage removes the comparison', async () => {
      await weigh('');
      assert.equal('returnCost' in (await page.run('return element.orders'))[0], false);
      assert.deepEqual(await weighed(), []);
    });
  });

  test(`${name}: proof and postage fit a phone and are accessible in both languages`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 640, dark: true });
    await page.open(site.url);
    for (const language of ['ru', 'en']) {
      await page.switchLanguage(language);
      await page.run('element.orders = [{ id: args[1], ...args[0] }]', { ...SHOES, title: 'x', price: rub('4990'), returnCost: rub('650') }, language);
      await page.run(`for (const fold of root.querySelectorAll('${CARD} details')) fold.open = true`);
      await page.type('offer', '2.000', CARD);
      await page.press(`${CARD} [data-action="weigh"]`);
      assert.deepEqual(await page.violations(), [], language);
      assert.deepEqual(await page.smallTargets(), [], language);
      assert.equal(await page.overflow(), 0, language);
      if (language === 'en') assert.deepEqual(await page.run(`return root.querySelector('${CARD}').textContent.match(/[А-Яа-яё]{2,}/g)`), null);
    }
  });
}
