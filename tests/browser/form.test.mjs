// The form: where and when first, the rest folded; what it asks for follows from the marketplace's
// rulebook, and nothing that was typed is lost on the way.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { ZONE, visit } from './page.mjs';

const CARD = '[data-order]';

for (const name of browsers()) {
  test(`${name}: the form`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const shows = (/** @type {string} */ field) =>
      page.run(`return root.querySelector('.panel [data-field="${field}"]')?.checkVisibility() ?? false`);
    const choose = (/** @type {string} */ marketplace) => page.press(`.panel [name="marketplace"][value="${marketplace}"]`);
    const submit = (within = '.panel') => page.press(`${within} [data-action="submit"]`);

    await t.test('a date is all it asks for; the rest is optional and folded', async () => {
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[name="marketplace"]')].map((one) => [one.value, one.checked])`), [
        ['joom', true],
        ['aliexpress', false],
      ]);
      for (const field of ['orderedDate', 'orderedTime', 'title']) assert.equal(await shows(field), true, field);
      assert.equal(await page.count('.panel [data-field="note"]'), 0, 'a phone makes no field that nobody looks at');
      await page.unfold();
      assert.equal(await page.count('.panel [data-field="entered.claim.closesDate"]'), 0, 'nothing has come yet to complain about');
      for (const field of ['amount', 'number', 'note', 'paidApart', 'entered.dispute.closesDate']) assert.equal(await shows(field), false, field);
    });

    await t.test('a figure in a hint is the rulebook’s', async () => {
      await page.press('.panel [data-field="paidApart"]');
      assert.equal(await page.text('#new-paid-hint'), 'Отмена без спора: 8 часов после оплаты.');
      await page.press('.panel [data-field="paidApart"]');
    });

    await t.test('another marketplace counts from other dates, and the form asks for those', async () => {
      assert.equal(await shows('dispatchedDate'), false);
      await choose('aliexpress');
      for (const field of ['dispatchedDate', 'deliveryDueDate']) assert.equal(await shows(field), true, field);
      assert.equal(await page.count('.panel [data-field="paidApart"]'), 0, 'nothing is counted from the payment there');
      assert.equal(await page.count('.panel [data-field="entered.cancel.closesDate"]'), 0, 'nor is there such a window');
      assert.equal(await page.count('.panel [data-field="entered.delivery.closesDate"]'), 0, 'its end is asked for already');
    });

    await t.test('what was typed is there again after a look at another marketplace, and after a reload', async () => {
      await page.type('title', 'Дрон', '.panel');
      await page.typeDate('dispatchedDate', '2026-02-10', '.panel');
      await page.type('number', '8812345', '.panel');
      await choose('joom');
      assert.equal(await shows('dispatchedDate'), false);
      assert.equal(await page.value('title', '.panel'), 'Дрон');
      await choose('aliexpress');
      assert.match(await page.value('dispatchedDate', '.panel'), /^(2026-02-10|10\.02\.2026)$/);
      await page.reload();
      assert.equal(await page.value('title', '.panel'), 'Дрон');
      assert.match(await page.value('dispatchedDate', '.panel'), /^(2026-02-10|10\.02\.2026)$/);
      assert.equal(await shows('number'), true, 'the fold with something in it is open');
    });

    await t.test('an order from there is assessed by its own rules', async () => {
      await page.typeDate('orderedDate', '2026-02-08', '.panel');
      await page.typeDate('deliveryDueDate', '2026-04-20', '.panel');
      await submit();
      await page.saved();
      const [order] = await page.run('return element.orders');
      const { id, ...rest } = order;
      assert.ok(id);
      assert.deepEqual(rest, {
        marketplace: 'aliexpress',
        title: 'Дрон',
        number: '8812345',
        ordered: { date: '2026-02-08', timeZone: ZONE },
        dispatched: { date: '2026-02-10', timeZone: ZONE },
        deliveryDue: { date: '2026-04-20', timeZone: ZONE },
      });
      assert.equal(await page.run(`return root.querySelector('${CARD}').dataset.phase`), 'disputable');
      assert.match(await page.text(CARD), /Напишите? продавцу|напишите продавцу/);
      assert.equal(await page.value('title', '.panel'), '');
      assert.equal(await page.value('dispatchedDate', '.panel'), '');
    });

    await t.test('a sum that could be two is asked about, in sight', async () => {
      await page.run(`for (const fold of root.querySelectorAll('.panel details')) fold.open = false`);
      if (await page.run(`return root.querySelector('[data-action="open-form"]').checkVisibility()`)) await page.press('[data-action="open-form"]');
      await choose('joom');
      await page.typeDate('orderedDate', '2026-02-20', '.panel');
      await page.type('amount', '1,299', '.panel');
      await page.run(`for (const fold of root.querySelectorAll('.panel details')) fold.open = false`);
      await submit();
      assert.equal(
        await page.text('.panel [data-error="amount"]'),
        'Непонятно, тысячи это или дробь. Напишите без точек и запятых (1299) или с копейками (1,29).',
      );
      assert.equal(await shows('amount'), true, 'the fold opens');
      assert.equal(await page.focused(), 'amount');
      assert.equal(await page.value('amount', '.panel'), '1,299');
      assert.equal(await page.count(CARD), 1);
      await page.type('amount', '1 299,50', '.panel');
      await submit();
      await page.saved();
      assert.deepEqual((await page.run('return element.orders')).find((/** @type {any} */ one) => one.price).price, { amount: '1299.50', currency: 'RUB' });
    });

    await t.test('what the order’s own page shows overrides what is computed', async () => {
      const card = `${CARD}[data-phase="waiting"]`;
      await page.press(`${card} [data-action="edit"]`);
      await page.typeDate('entered.dispute.opensDate', '2026-05-01', card);
      await page.typeDate('entered.dispute.closesDate', '2026-04-01', card);
      await submit(card);
      assert.equal(await page.text(`${card} [data-error="entered.dispute.closesDate"]`), 'Конец раньше начала. Проверьте обе даты.');
      await page.typeDate('entered.dispute.closesDate', '2026-06-01', card);
      await submit(card);
      assert.equal(await page.text(`${card} [data-moment]`), 'с начала дня, 2 мая, а может быть и раньше введено со страницы заказа');
      await page.press(`${card} [data-action="add-time"]`);
      await page.typeTime('entered.dispute.opensTime', '10:00', card);
      await submit(card);
      assert.equal(await page.text(`${card} [data-moment]`), 'с 10:00, 1 мая введено со страницы заказа');
      await page.saved();
      await page.press(`${card} [data-action="edit"]`);
      assert.match(await page.value('entered.dispute.opensDate', card), /^(2026-05-01|01\.05\.2026)$/);
      await page.press(`${card} [data-action="cancel-edit"]`);
    });

    await t.test('an edit may move an order to another marketplace, whose windows are others', async () => {
      const card = `${CARD}[data-phase="waiting"]`;
      await page.press(`${card} [data-action="edit"]`);
      await page.press(`${card} [name="marketplace"][value="aliexpress"]`);
      await submit(card);
      assert.match(await page.text(`${card} .card-whence`), /^AliExpress/);
    });
  });

  test(`${name}: a time of another zone is put right in that zone, and the form names it`, async (t) => {
    const { site, page } = await visit(t, name);
    const zone = 'Asia/Vladivostok';
    const late = Date.parse('2026-03-01T23:25+03:00');
    await page.open(site.url, late);
    await page.run('element.orders = args[0]', [{ id: 'a', ordered: { local: '2026-03-01T23:30', timeZone: zone }, disputeOpened: { local: '2026-03-02T06:10', timeZone: zone } }]);
    const ordered = () => page.run('return element.orders[0].ordered');
    assert.doesNotMatch(`${await page.text('.panel')}`, /поясу/, 'what is new is told by the clock here');
    await page.press(`${CARD} [data-action="edit"]`);
    assert.match(await page.text(`#order-a-ordered-hint`), /Время по часовому поясу Asia\/Vladivostok\./);
    await page.typeTime('orderedTime', '23:20', CARD);
    await page.press(`${CARD} [data-action="submit"]`);
    assert.deepEqual(await ordered(), { local: '2026-03-01T23:20', timeZone: zone });

    // Twenty-five past eleven in Moscow is twenty-five past six in the morning there.
    const now = { local: '2026-03-02T06:25', timeZone: zone };
    await page.press(`${CARD} [data-action="disputeOpened"]`);
    assert.match(await page.text(`#order-a-disputeOpened-hint`), /Asia\/Vladivostok/);
    await page.press(`${CARD} [data-action="now"]`);
    await page.press(`${CARD} [data-action="submit-disputeOpened"]`);
    assert.deepEqual(await page.run('return element.orders[0].disputeOpened'), now);
    await page.press(`${CARD} [data-action="edit"]`);
    await page.typeDate('orderedDate', '2026-03-02', CARD);
    await page.typeTime('orderedTime', '06:30', CARD);
    await page.press(`${CARD} [data-action="submit"]`);
    assert.equal(await page.text(`${CARD} [data-error="orderedDate"]`), 'Заказ не может быть сделан в будущем. Проверьте дату и время.');
    await page.press(`${CARD} [data-action="now"]`);
    await page.press(`${CARD} [data-action="submit"]`);
    assert.deepEqual(await ordered(), now);
    await page.speak('en');
    await page.press(`${CARD} [data-action="edit"]`);
    assert.match(await page.text(`#order-a-ordered-hint`), /Times are in the time zone Asia\/Vladivostok\./);
  });

  test(`${name}: the form on a phone, in both languages`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 640 });
    for (const language of ['ru', 'en']) {
      await page.open(site.url);
      await page.speak(language);
      for (const marketplace of ['joom', 'aliexpress']) {
        await page.press(`.panel [name="marketplace"][value="${marketplace}"]`);
        await page.run(`for (const fold of root.querySelectorAll('.panel details')) fold.open = true`);
        await page.type('amount', '1,299', '.panel');
        await page.press('.panel [data-action="submit"]');
        const state = `${marketplace}, ${language}`;
        assert.deepEqual(await page.violations(), [], state);
        assert.deepEqual(await page.smallTargets(), [], state);
        assert.equal(await page.overflow(), 0, state);
        if (language === 'en') assert.deepEqual(await page.run(`return root.querySelector('.panel').textContent.match(/[А-Яа-яё]{2,}/g)`), null, state);
      }
    }
  });
}
