// Errors are shown beside their fields, in a sentence; everything else that was typed stays.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { ZONE, visit } from './page.mjs';

for (const name of browsers()) {
  test(`${name}: bad input in the form is explained`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const submit = () => page.press('[data-action="submit"]');
    /** The sentences shown, by field. */
    const errors = () =>
      page.run(`return Object.fromEntries([...root.querySelectorAll('[data-error]')].map((p) => [p.dataset.error, p.textContent]))`);

    await t.test('an empty form asks for the date of the order', async () => {
      await submit();
      assert.deepEqual(await errors(), { orderedDate: 'Укажите дату заказа: от неё считаются все сроки.' });
      const input = await page.run(
        `const input = root.querySelector('[data-field="orderedDate"]');
         return {
           focused: root.activeElement === input,
           invalid: input.getAttribute('aria-invalid'),
           described: input.getAttribute('aria-describedby').split(' ').map((id) => root.getElementById(id)).map(({ dataset, textContent }) => dataset.error ?? textContent.replace(/^.*?(?=Время)/, '').trim()),
         }`,
      );
      assert.equal(input.focused, true);
      assert.equal(input.invalid, 'true');
      assert.deepEqual(input.described, ['orderedDate', 'Время можно не указывать, но с ним сроки будут точными.'], 'the field is described by its error and its hint');
    });

    await t.test('several mistakes are reported at once, and what was typed stays', async () => {
      await page.type('title', 'Наушники');
      await page.type('amount', 'дорого');
      await page.typeDate('orderedDate', '2026-03-05');
      await submit();
      assert.deepEqual(await errors(), {
        orderedDate: 'Заказ не может быть сделан в будущем. Проверьте дату и время.',
        amount: 'Сумма должна быть числом, например 1\u00A0299,00.',
      });
      assert.equal(await page.value('title'), 'Наушники');
      assert.equal(await page.value('amount'), 'дорого');
      assert.equal(await page.count('[data-order]'), 0);
    });

    await t.test('a day that does not exist is refused', async () => {
      await page.typeDate('orderedDate', '2026-02-31');
      await submit();
      const error = (await errors()).orderedDate;
      // A browser with a native date field does not expose invalid input.
      const known = ['Такого дня в календаре нет. Проверьте число и месяц.', 'Дата введена не полностью, или такого дня нет. Проверьте число, месяц и год.'];
      assert.ok(known.includes(error), error);
      assert.equal(await page.value('title'), 'Наушники');
    });

    await t.test('a payment before the order is refused', async () => {
      await page.typeDate('orderedDate', '2026-02-20');
      await page.press('[data-field="paidApart"]');
      await page.typeDate('paidDate', '2026-02-19');
      await submit();
      assert.equal((await errors()).paidDate, 'Это не могло быть раньше заказа. Проверьте обе даты.');
      assert.equal((await errors()).orderedDate, undefined);
    });

    await t.test('a change of language keeps what was typed, and translates the errors', async () => {
      await page.switchLanguage('en');
      assert.equal((await errors()).paidDate, 'This cannot be earlier than the order. Check both dates.');
      assert.equal((await errors()).amount, 'The amount must be a number, for example 1299.00.');
      assert.equal(await page.value('title'), 'Наушники');
      assert.equal(await page.value('amount'), 'дорого');
      await page.switchLanguage('ru');
    });

    await t.test('a reload keeps the draft', async () => {
      await page.reload();
      assert.equal(await page.value('title'), 'Наушники');
      assert.equal(await page.value('amount'), 'дорого');
      assert.equal(await page.run(`return root.querySelector('[data-field="paidApart"]').checked`), true);
    });

    await t.test('a corrected form is accepted and emptied', async () => {
      await page.typeDate('paidDate', '2026-02-21');
      await page.type('amount', '1 299,50');
      await submit();
      assert.deepEqual(await errors(), {});
      await page.saved();
      const [order] = await page.run('return element.orders');
      assert.deepEqual(
        { title: order.title, ordered: order.ordered, paid: order.paid, price: order.price },
        {
          title: 'Наушники',
          ordered: { date: '2026-02-20', timeZone: ZONE },
          paid: { date: '2026-02-21', timeZone: ZONE },
          price: { amount: '1299.50', currency: 'RUB' },
        },
      );
      assert.equal(await page.value('title'), '');
      assert.equal(await page.run(`return root.querySelector('.panel [data-field="paidDate"]').checkVisibility()`), false, 'the next order is asked for one moment again');
      await page.reload();
      assert.equal(await page.value('title'), '');
    });

    await t.test('a mistake in an edit leaves the order unchanged', async () => {
      await page.press('[data-order] [data-action="edit"]');
      await page.typeDate('orderedDate', '2026-03-05', '[data-order]');
      await page.press('[data-order] [data-action="submit"]');
      assert.equal((await errors()).orderedDate, 'Заказ не может быть сделан в будущем. Проверьте дату и время.');
      const [order] = await page.run('return element.orders');
      assert.deepEqual(order.ordered, { date: '2026-02-20', timeZone: ZONE });
    });

    await t.test('invalid properties are refused with an event, and the list stays', async () => {
      const refusals = await page.run(
        `const heard = [];
         document.addEventListener('dispute-clock-error', ({ detail }) => heard.push([detail.path, detail.code]));
         element.orders = 'all';
         element.timeZone = 'Mars/Base';
         element.now = NaN;
         return heard;`,
      );
      assert.deepEqual(refusals, [['orders', 'wrong-type'], ['timeZone', 'unknown-zone'], ['now', 'wrong-type']]);
      assert.equal(await page.count('[data-order]'), 1);
    });

    await t.test('a shortcut replaces whatever was typed, and the errors about it go', async () => {
      await page.reload();
      await page.typeDate('orderedDate', '2026-02-31');
      await page.keys(await page.reach('.panel [data-field="orderedTime"]'), '1');
      await submit();
      assert.ok((await errors()).orderedDate);
      await page.press('.panel [data-action="now"]');
      assert.deepEqual([await errors(), await page.value('orderedTime')], [{}, '10:30']);
      await page.press('.panel [data-action="yesterday"]');
      assert.equal(await page.value('orderedTime'), '', 'the time of yesterday is not known');
    });

    await t.test('a date that is half typed and then hidden is none', async () => {
      await page.press('.panel [data-field="paidApart"]');
      await page.keys(await page.reach('.panel [data-field="paidDate"]'), '1');
      await page.press('.panel [data-field="paidApart"]');
      await submit();
      assert.deepEqual(await errors(), {});
      await page.until('the order is added', 'return element.orders.length === 2');
      assert.deepEqual(await page.run('return element.orders.map(({ paid }) => paid ?? null)').then((all) => all.includes(null)), true);
    });
  });
}
