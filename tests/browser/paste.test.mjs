// Pasting the text of an order: what was understood is shown with the words it came from, what is
// doubtful waits to be taken, what can be two things is asked, and nothing is added by itself.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { ZONE, visit } from './page.mjs';

const RUSSIAN = `Заказ № 7788-1234 оформлен 5 февраля 2026 г. в 14:23
Товар: Настольная лампа
Доставка до 20 мая
Итого: 1 299,00 ₽`;
const ENGLISH = 'AliExpress order No. 8123456789012345 placed 02/01/2026 2:23 PM, total $1,299';

for (const name of browsers()) {
  test(`${name}: the text of an order can be pasted`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    /** Puts a text into the field as a paste does: at once. @param {string} text */
    const paste = async (text) => {
      if ((await page.count('[data-paste][open]')) === 0) await page.press('[data-paste] > summary');
      await page.find('[data-field="paste"]');
      await page.run(
        `const area = root.querySelector('[data-field="paste"]');
         area.value = args[0];
         area.dispatchEvent(new Event('input', { bubbles: true }));`,
        text,
      );
    };
    const selected = () =>
      page.run(`return Object.fromEntries([...root.querySelectorAll('[data-found]')].map((one) => [one.dataset.found, one.querySelector('input')?.checked]))`);
    const fieldValues = (/** @type {string[]} */ ...names) =>
      page.run(`return args[0].map((name) => root.querySelector('.panel form [data-field="' + name + '"]').value)`, names);

    await t.test('certain facts are preselected, doubtful ones are not, and each quotes its text', async () => {
      await paste(RUSSIAN);
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length === 5`);
      assert.deepEqual(await selected(), { number: true, ordered: true, title: true, deliveryDue: false, price: true });
      assert.match((await page.text('[data-found="ordered"]')) ?? '', /5 февраля, 14:23.*5 февраля 2026 г\. в 14:23/);
      assert.equal(await page.text('[data-found="ordered"] q'), '5 февраля 2026 г. в 14:23');
      assert.equal(await page.count('[data-found="deliveryDue"] [data-doubt="year-assumed"]'), 1);
      assert.deepEqual(await page.violations(), []);
      assert.deepEqual(await page.smallTargets(), []);
    });

    await t.test('the text survives a reload, and is read again', async () => {
      await page.reload();
      await page.until('the text is read again', `return root.querySelectorAll('[data-found]').length === 5`);
      assert.equal(await page.run(`return root.querySelector('[data-field="paste"]').value`), RUSSIAN);
    });

    await t.test('a button fills the form, and nothing is added before it is submitted', async () => {
      // Joom counts nothing from it, and its form does not ask for it; what was taken is shown all the same.
      await page.run(`root.querySelector('[data-found="deliveryDue"] input').click()`);
      await page.run(`root.querySelector('.panel [data-action="submit"]').click()`);
      await page.find('[data-error="orderedDate"]');
      await page.press('[data-action="fill"]');
      assert.equal(await page.count('[data-error]'), 0, 'what was missing is there');
      assert.equal(await page.count('[data-paste][open]'), 0, 'the text has served its purpose');
      await page.until('the form is filled', `return root.querySelector('.panel form [data-field="title"]').value !== ''`);
      assert.match((await fieldValues('deliveryDueDate'))[0], /^(2026-05-20|20\.05\.2026)$/);
      assert.deepEqual(await fieldValues('orderedTime', 'title', 'number', 'amount', 'currency'), ['14:23', 'Настольная лампа', '7788-1234', '1299.00', 'RUB']);
      assert.match((await fieldValues('orderedDate'))[0], /^(2026-02-05|05\.02\.2026)$/);
      assert.equal(await page.focused(), 'orderedDate');
      assert.equal(await page.count('[data-order]'), 0);
      await page.press('.panel [data-action="submit"]');
      await page.saved();
      const [order] = await page.run('return element.orders');
      assert.equal(order.title, 'Настольная лампа');
      assert.deepEqual(order.ordered, { local: '2026-02-05T14:23', timeZone: ZONE });
      assert.deepEqual(order.price, { amount: '1299.00', currency: 'RUB' });
      assert.deepEqual(order.deliveryDue, { date: '2026-05-20', timeZone: ZONE });
      assert.equal(await page.count('.panel [data-field="deliveryDueDate"]'), 0, 'the form of the next order does not ask for it');
      await page.reload();
      assert.equal(await page.count('[data-paste][open]'), 0, 'what was used is not read again');
    });

    await t.test('an ambiguous date is asked about, and an ambiguous amount is marked as doubtful', async () => {
      if (await page.run(`return root.querySelector('[data-action="open-form"]').checkVisibility()`)) await page.press('[data-action="open-form"]');
      await paste(ENGLISH);
      await page.until('the question is shown', `return root.querySelectorAll('[data-question="ordered"] input').length === 2`);
      const answers = await page.run(`return [...root.querySelectorAll('[data-question="ordered"] label')].map((label) => label.textContent)`);
      assert.match(answers.join('|').replace(/\s/g, ' '), /2 января.*\|1 февраля/);
      assert.deepEqual(await selected(), { marketplace: true, number: true, price: false });
      assert.deepEqual(await page.violations(), []);
      assert.deepEqual(await page.smallTargets(), []);
      await page.run(`root.querySelectorAll('[data-question="ordered"] input')[1].click()`);
      await page.run(`root.querySelector('[data-found="price"] input').click()`);
      await page.until('both are selected', `return root.querySelector('[data-found="price"] input').checked && root.querySelectorAll('[data-question="ordered"] input')[1].checked`);
      await page.press('[data-action="fill"]');
      await page.until('the form is filled', `return root.querySelector('.panel form [data-field="number"]').value === '8123456789012345'`);
      assert.match((await fieldValues('orderedDate'))[0], /^(2026-02-01|01\.02\.2026)$/);
      assert.equal(await page.run(`return root.querySelector('.panel form [name="marketplace"]:checked').value`), 'aliexpress');
      assert.equal(await page.count('[data-order]'), 1);
    });

    await t.test('of several orders the next is read on request', async () => {
      await paste('Заказ № 1111-22 от 1 февраля 2026\nЗаказ № 1111-33 от 2 февраля 2026');
      await page.until('the page offers the next order', `return Boolean(root.querySelector('[data-action="paste-next"]'))`);
      assert.equal(await page.text('[data-found="number"] strong'), '1111-22');
      await page.press('[data-action="paste-next"]');
      await page.until('the next order is read', `return root.querySelector('[data-found="number"] strong').textContent === '1111-33'`);
      assert.equal(await page.count('[data-action="paste-next"]'), 0);
    });

    await t.test('a text without an order, one that is too long, and a day that does not exist are reported', async () => {
      await paste('Привет!');
      await page.until('the page says that nothing was found', `return Boolean(root.querySelector('[data-paste-nothing]'))`);
      await paste('ж'.repeat(20_001));
      await page.until('the page says that the text is too long', `return Boolean(root.querySelector('[data-error="paste"]'))`);
      await paste('Заказ от 31.02.2026 <img src=x onerror=alert(1)>');
      await page.until('the date is marked as doubtful', `return Boolean(root.querySelector('[data-doubt="no-such-date"]'))`);
      assert.deepEqual(await selected(), { ordered: null });
      assert.equal(await page.count('[data-action="fill"], img'), 0);
    });

    await t.test('a price in a currency that the list lacks is filled in and saved', async () => {
      const before = (await page.run('return element.orders')).length;
      await paste('Order placed Feb 5, 2026 2:23 PM, total £14.99');
      await page.until('the price is found', `return root.querySelector('[data-found="price"]')`);
      await page.press('[data-action="fill"]');
      await page.until('the form is filled', `return root.querySelector('.panel form [data-field="amount"]')?.value === '14.99'`);
      assert.deepEqual(await fieldValues('currency'), ['GBP']);
      await page.press('.panel [data-action="submit"]');
      await page.until('the order is added', `return element.orders.length === args[0]`, before + 1);
      const orders = await page.run('return element.orders');
      assert.ok(orders.some((/** @type {any} */ { price }) => price?.currency === 'GBP' && price.amount === '14.99'));
    });

    await t.test('an English text is read', async () => {
      await page.run(`element.lang = 'en'`);
      await page.until('the page is in English', `return root.querySelector('.root').lang === 'en'`);
      await paste('Order placed Feb 5, 2026 2:23 PM · delivered Feb 20, 2026');
      await page.until('the text is read', `return root.querySelectorAll('[data-found]').length === 2`);
      assert.match((await page.text('[data-found="ordered"]')) ?? '', /Ordered: .*5.*In the text: Feb 5, 2026 2:23 PM/);
      assert.match((await page.text('[data-found="received"]')) ?? '', /record it on the order itself/);
      assert.deepEqual(await page.violations(), []);
    });

    await t.test('of two possible dates the one likelier in the page’s region comes first', async () => {
      for (const [lang, first] of [['en-US', 'Feb'], ['en-GB', 'Jan']]) {
        await page.run(`element.lang = args[0]`, lang);
        await page.until('the page is in that language', `return root.querySelector('.root').lang === args[0]`, lang);
        await paste('Order placed 02/01/2026');
        await page.until(
          `${first} comes first in ${lang}`,
          `const answers = root.querySelectorAll('[data-question="ordered"] label');
           return answers.length === 2 && answers[0].textContent.includes(args[0])`,
          first,
        );
      }
    });
  });
}
