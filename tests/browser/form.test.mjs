// The form: marketplace and date first, the rest folded; its questions follow from the marketplace's rulebook,
// and nothing typed is lost on the way.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE, visit } from './page.mjs';

const CARD = '[data-order]';
const html = (/** @type {string} */ body) => `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Страница</title><body>${body}</body></html>`;
const PAGES = {
  '/bare.html': html(''),
  '/two.html': html('<dispute-clock></dispute-clock><dispute-clock></dispute-clock><script src="dispute-clock.js"></script>'),
};

/** Writes fields of orders, and their removal, into the database, each later than all before. */
const CHANGE = `
  const [changes, done] = arguments;
  const opening = indexedDB.open('dispute-clock', 2);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('orders', { keyPath: 'id' });
    opening.result.createObjectStore('aside', { autoIncrement: true });
  };
  opening.onsuccess = () => {
    const store = opening.result.transaction('orders', 'readwrite').objectStore('orders');
    const at = Date.now();
    const write = ([id, field, value], ...rest) => {
      store.get(id).onsuccess = ({ target: { result } }) => {
        const record = result ?? { id, format: 2, fields: { ordered: { at, value: { date: '2026-02-20', timeZone: '${ZONE}' } } } };
        if (field === 'removed') record.removed = { at, value };
        else record.fields[field] = { at, value };
        store.put(record);
        if (rest.length > 0) write(...rest);
      };
    };
    write(...changes);
    store.transaction.oncomplete = () => { opening.result.close(); done(); };
  };`;

for (const name of browsers()) {
  test(`${name}: the form`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const isVisible = (/** @type {string} */ field) =>
      page.run(`return root.querySelector('.panel [data-field="${field}"]')?.checkVisibility() ?? false`);
    const choose = (/** @type {string} */ marketplace) => page.press(`.panel [name="marketplace"][value="${marketplace}"]`);
    const submit = (within = '.panel') => page.press(`${within} [data-action="submit"]`);

    await t.test('only a date is required, and the rest is optional and folded', async () => {
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[name="marketplace"]')].map((one) => [one.value, one.checked])`), [
        ['joom', true],
        ['aliexpress', false],
      ]);
      for (const field of ['orderedDate', 'orderedTime', 'title']) assert.equal(await isVisible(field), true, field);
      assert.equal(await page.count('.panel [data-field="note"]'), 0, 'fields in folds that were never opened are not created');
      await page.unfold();
      assert.equal(await page.count('.panel [data-field="entered.claim.closesDate"]'), 0, 'the claim window is not asked for before anything has arrived');
      for (const field of ['amount', 'number', 'note', 'paidApart', 'entered.dispute.closesDate']) assert.equal(await isVisible(field), false, field);
    });

    await t.test('a figure in a hint comes from the rulebook', async () => {
      await page.press('.panel [data-field="paidApart"]');
      assert.equal(await page.text('#new-paid-hint'), 'Отмена без спора: 8 часов после оплаты.');
      await page.press('.panel [data-field="paidApart"]');
    });

    await t.test('the form asks for the dates that the chosen marketplace counts from', async () => {
      assert.equal(await isVisible('dispatchedDate'), false);
      await choose('aliexpress');
      for (const field of ['dispatchedDate', 'deliveryDueDate']) assert.equal(await isVisible(field), true, field);
      assert.equal(await page.count('.panel [data-field="paidApart"]'), 0, 'the payment is not asked for if nothing is counted from it');
      assert.equal(await page.count('.panel [data-field="entered.cancel.closesDate"]'), 0, 'a window that the marketplace lacks is not asked for');
      assert.equal(await page.count('.panel [data-field="entered.delivery.closesDate"]'), 0, 'the end of the delivery time is asked for only once');
    });

    await t.test('what was typed is kept when the marketplace is switched back and forth, and after a reload', async () => {
      await page.type('title', 'Дрон', '.panel');
      await page.typeDate('dispatchedDate', '2026-02-10', '.panel');
      await page.type('number', '8812345', '.panel');
      await choose('joom');
      assert.equal(await isVisible('dispatchedDate'), false);
      assert.equal(await page.value('title', '.panel'), 'Дрон');
      await choose('aliexpress');
      assert.match(await page.value('dispatchedDate', '.panel'), /^(2026-02-10|10\.02\.2026)$/);
      await page.reload();
      assert.equal(await page.value('title', '.panel'), 'Дрон');
      assert.match(await page.value('dispatchedDate', '.panel'), /^(2026-02-10|10\.02\.2026)$/);
      assert.equal(await isVisible('number'), true, 'a fold with something in it is open');
    });

    await t.test('an order of another marketplace is assessed by that marketplace’s rules', async () => {
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

    await t.test('an ambiguous amount is asked about, and its fold opens', async () => {
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
      assert.equal(await isVisible('amount'), true, 'the fold opens');
      assert.equal(await page.focused(), 'amount');
      assert.equal(await page.value('amount', '.panel'), '1,299');
      assert.equal(await page.count(CARD), 1);
      await page.type('amount', '1 299,50', '.panel');
      await submit();
      await page.saved();
      assert.deepEqual((await page.run('return element.orders')).find((/** @type {any} */ one) => one.price).price, { amount: '1299.50', currency: 'RUB' });
    });

    await t.test('dates from the order’s own page override the computed ones', async () => {
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

    await t.test('an edit can move an order to another marketplace', async () => {
      const card = `${CARD}[data-phase="waiting"]`;
      await page.press(`${card} [data-action="edit"]`);
      await page.press(`${card} [name="marketplace"][value="aliexpress"]`);
      await submit(card);
      assert.match(await page.text(`${card} .card-whence`), /^AliExpress/);
    });
  });

  test(`${name}: a time in another time zone is corrected in that zone, and the form names it`, async (t) => {
    const { site, page } = await visit(t, name);
    const zone = 'Asia/Vladivostok';
    const late = Date.parse('2026-03-01T23:25+03:00');
    await page.open(site.url, late);
    await page.run('element.orders = args[0]', [{ id: 'a', ordered: { local: '2026-03-01T23:30', timeZone: zone }, disputeOpened: { local: '2026-03-02T06:10', timeZone: zone } }]);
    const ordered = () => page.run('return element.orders[0].ordered');
    assert.doesNotMatch(`${await page.text('.panel')}`, /поясу/, 'a new order uses the device’s time zone');
    await page.press(`${CARD} [data-action="edit"]`);
    assert.match(await page.text(`#order-a-ordered-hint`), /Время по часовому поясу Asia\/Vladivostok\./);
    await page.typeTime('orderedTime', '23:20', CARD);
    await page.press(`${CARD} [data-action="submit"]`);
    assert.deepEqual(await ordered(), { local: '2026-03-01T23:20', timeZone: zone });

    // 11:25 in Moscow is 06:25 the next morning there.
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
    await page.switchLanguage('en');
    await page.press(`${CARD} [data-action="edit"]`);
    assert.match(await page.text(`#order-a-ordered-hint`), /Times are in the time zone Asia\/Vladivostok\./);
  });

  test(`${name}: drafts in the forms of an order survive a reload`, async (t) => {
    const site = await serve(dist('site'), { pages: PAGES });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const { driver } = page;
    const [first, second] = ['[data-order="a"]', '[data-order="b"]'];
    const openForms = () => page.run(`return [...root.querySelectorAll('[data-order]')].filter((card) => card.querySelector('[data-action="submit"], [data-mark-form]')).map((card) => card.dataset.order).sort()`);
    const order = (/** @type {string} */ id) => page.run('return element.orders.find(({ id }) => id === args[0])', id);
    /** The orders for which the tab keeps a draft. */
    const draftIds = () =>
      driver.executeScript(
        `return Object.keys(sessionStorage).filter((key) => key.startsWith('dispute-clock-draft')).flatMap((key) => JSON.parse(sessionStorage.getItem(key)).map(([id]) => id))`,
      );
    /** Changes the orders behind the page's back, as another tab does while this one sleeps. @param {(string | boolean)[][]} changes */
    async function changeElsewhere(changes) {
      await driver.get(`${site.url}bare.html`);
      await driver.executeAsyncScript(CHANGE, changes);
    }
    await changeElsewhere([['a', 'title', 'Альфа'], ['b', 'title', 'Бета'], ['c', 'title', 'Гамма']]);
    await page.open(site.url);

    await t.test('the edit form comes back with all that was chosen and unfolded in it', async () => {
      await page.press(`${first} [data-action="edit"]`);
      await page.typeDate('orderedDate', '2026-02-21', first);
      await page.type('amount', 'дорого', first);
      await page.press(`${first} [data-field="paidApart"]`);
      await page.typeDate('paidDate', '2026-02-22', first);
      await page.reload();
      assert.deepEqual(await openForms(), ['a']);
      assert.match(await page.value('orderedDate', first), /^(2026-02-21|21\.02\.2026)$/);
      assert.match(await page.value('paidDate', first), /^(2026-02-22|22\.02\.2026)$/);
      assert.equal(await page.value('amount', first), 'дорого');
      assert.equal(await page.value('title', first), 'Альфа');
      for (const field of ['paidDate', 'amount']) assert.equal(await page.run(`return root.querySelector('${first} [data-field="${field}"]').checkVisibility()`), true, field);
      assert.equal(await page.run('return root.activeElement === null'), true, 'the form takes no focus on a page that has just opened');
    });

    await t.test('the form of a mark comes back beside it', async () => {
      await page.press(`${second} [data-action="received"]`);
      await page.press(`${second} [name="problem"][value="incomplete"]`);
      await page.typeDate('receivedDate', '2026-02-25', second);
      await page.reload();
      assert.deepEqual(await openForms(), ['a', 'b']);
      assert.match(await page.value('receivedDate', second), /^(2026-02-25|25\.02\.2026)$/);
      assert.equal(await page.run(`return root.querySelector('${second} [name="problem"]:checked').value`), 'incomplete');
      await page.press(`${second} [data-action="submit-received"]`);
      await page.saved();
      assert.deepEqual(await order('b').then(({ received, problem }) => [received.date, problem]), ['2026-02-25', 'incomplete']);
      assert.deepEqual(await draftIds(), ['a']);
      await page.press(`${second} [data-action="disputeOpened"]`);
      await page.press(`${second} [data-action="submit-disputeOpened"]`);
      await page.saved();
    });

    await t.test('the form of a new order comes back until it is submitted', async () => {
      const open = async () => {
        if (await page.run(`return root.querySelector('[data-action="open-form"]').checkVisibility()`)) await page.press('[data-action="open-form"]');
      };
      await open();
      await page.typeDate('orderedDate', '2026-02-20');
      await page.type('title', 'Дрон');
      await page.reload();
      await open();
      assert.equal(await page.value('title'), 'Дрон');
      await page.press('[data-action="submit"]');
      await page.saved();
      assert.deepEqual(await draftIds(), ['a']);
      await page.reload();
      await open();
      assert.equal(await page.value('title'), '', 'the submitted draft is gone');
      await page.press('[data-order]:not([data-order="a"], [data-order="b"], [data-order="c"]) [data-action="remove"]');
      await page.until('the order is gone', 'return element.orders.length === 3');
    });

    await t.test('the amount of a partial refund comes back', async () => {
      await page.press(`${second} [data-action="refunded"]`);
      await page.press(`${second} [name="refundKind"][value="part"]`);
      await page.type('refundAmount', '500', second);
      await page.reload();
      assert.equal(await page.run(`return root.querySelector('${second} [data-field="refundAmount"]').checkVisibility()`), true);
      assert.equal(await page.value('refundAmount', second), '500');
      await page.press(`${second} [data-action="cancel-mark"]`);
    });

    await t.test('a restored form saves only its own changes, and keeps those made elsewhere', async () => {
      await changeElsewhere([['a', 'title', 'Омега'], ['a', 'note', 'оттуда']]);
      await page.open(site.url);
      assert.deepEqual(await openForms(), ['a']);
      await page.type('amount', '1299', first);
      await page.press(`${first} [data-action="submit"]`);
      await page.saved();
      assert.deepEqual(await order('a').then(({ title, note, price, ordered, paid }) => [title, note, price.amount, ordered.date, paid.date]), ['Омега', 'оттуда', '1299', '2026-02-21', '2026-02-22']);
    });

    await t.test('a draft is discarded when it is saved or cancelled, or its order is removed', async () => {
      assert.deepEqual(await draftIds(), []);
      await page.press(`${first} [data-action="edit"]`);
      await page.type('note', 'не то', first);
      assert.deepEqual(await draftIds(), ['a']);
      await page.press(`${first} [data-action="cancel-edit"]`);
      assert.deepEqual(await draftIds(), []);
      await page.press(`[data-order="c"] [data-action="received"]`);
      await page.typeDate('receivedDate', '2026-02-25', '[data-order="c"]');
      await page.press(`[data-order="c"] [data-action="remove"]`);
      assert.deepEqual(await draftIds(), []);
      await page.press('[data-action="undo"]');
      await page.until('the order is back', `return element.orders.length === 3`);
      assert.deepEqual(await openForms(), []);
    });

    await t.test('a draft of a removed order does no harm', async () => {
      await page.press(`[data-order="c"] [data-action="edit"]`);
      await page.type('note', 'поздно', '[data-order="c"]');
      await changeElsewhere([['c', 'removed', true]]);
      await page.open(site.url);
      assert.deepEqual(await openForms(), []);
      assert.equal((await page.run('return element.orders')).length, 2);
      // Another tab changes the rest of it, and another order.
      await driver.executeAsyncScript(CHANGE, [['c', 'removed', true], ['b', 'title', 'Бета 2']]);
      await driver.executeScript(`new BroadcastChannel('dispute-clock').postMessage(['c', 'b'])`);
      await page.until('the change is shown', `return root.querySelector('[data-order="b"] .card-title').textContent === 'Бета 2'`);
      assert.equal(await page.count('[data-storage]'), 0);
      await page.retitle('Бета 2', 'Бета');
      await page.saved();
      assert.deepEqual(await draftIds(), []);
    });

    await t.test('another element, on this page or another one, does not restore its forms', async () => {
      const openBoth = async () => {
        await page.open(`${site.url}two.html`);
        await page.until('both have drawn', `return [...document.querySelectorAll('dispute-clock')].every(({ shadowRoot }) => shadowRoot.querySelector('[data-order="a"]'))`);
      };
      await openBoth();
      await driver.executeScript(`
        const card = document.querySelectorAll('dispute-clock')[1].shadowRoot.querySelector('[data-order="a"]');
        card.querySelector('[data-action="edit"]').click();
        const input = card.querySelector('[data-field="note"]');
        input.value = 'во втором';
        input.dispatchEvent(new Event('input', { bubbles: true }));`);
      const notes = () => driver.executeScript(`return [...document.querySelectorAll('dispute-clock')].map(({ shadowRoot }) => shadowRoot.querySelector('[data-order="a"] [data-field="note"]')?.value)`);
      await page.open(site.url);
      assert.deepEqual(await openForms(), []);
      await openBoth();
      assert.deepEqual(await notes(), [null, 'во втором']);
    });
  });

  test(`${name}: on a phone an unsaved new order is in sight after a reload, until its form is closed`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 640 });
    await page.open(site.url);
    await page.addQuickly('Лампа');
    await page.saved();
    await page.press('[data-action="open-form"]');
    await page.type('title', 'Дрон', '.panel');
    await page.reload();
    const isOpen = () => page.run(`return root.querySelector('.panel [data-field="title"]')?.checkVisibility() ?? false`);
    assert.equal(await isOpen(), true);
    assert.equal(await page.value('title', '.panel'), 'Дрон');
    assert.equal(await page.run('return root.activeElement === null'), true, 'it takes no focus');
    await page.press('[data-action="close-form"]');
    assert.equal(await isOpen(), false);
    await page.press('[data-action="open-form"]');
    await page.press('.panel [data-action="yesterday"]');
    await page.press('.panel [data-action="submit"]');
    await page.saved();
    await page.reload();
    assert.equal(await isOpen(), false);
    await page.press('[data-action="open-form"]');
    await page.press('.panel [data-paste] summary');
    await page.type('paste', 'Заказ № 7788-1234', '.panel');
    await page.reload();
    assert.equal(await page.value('paste', '.panel'), 'Заказ № 7788-1234');
    assert.equal(await isOpen(), true, 'pasted text is in sight, too');
  });

  test(`${name}: what was typed is still there when the reader comes back from another page`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.type('title', 'Лампа');
    await page.press('[data-action="yesterday"]');
    const typed = await page.run(`return [...root.querySelector('.panel form').elements].map(({ value, checked }) => [value, checked])`);
    await page.driver.get(`${site.url}examples/`);
    await page.driver.navigate().back();
    await page.settle(NOW);
    // Safari resets its forms a moment after it has shown the page.
    await page.driver.sleep(300);
    assert.deepEqual(await page.run(`return [...root.querySelector('.panel form').elements].map(({ value, checked }) => [value, checked])`), typed);
    assert.equal(await page.value('title'), 'Лампа');
  });

  test(`${name}: yesterday is the day before, also where a day has 25 hours`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.run(`element.timeZone = 'Europe/Berlin'`);
    for (const [now, date] of [['2026-10-25T23:30+01:00', '2026-10-24'], ['2026-10-26T00:30+01:00', '2026-10-25'], ['2026-03-30T00:30+02:00', '2026-03-29'], ['2027-01-01T12:00+01:00', '2026-12-31']]) {
      await page.setClock(Date.parse(now));
      await page.press('[data-action="yesterday"]');
      const [year, month, day] = date.split('-');
      assert.match(await page.value('orderedDate'), new RegExp(`^(${date}|${day}\\.${month}\\.${year})$`));
      assert.equal(await page.value('orderedTime'), '');
    }
  });

  test(`${name}: beside a long list the form's button can be reached in a window that is lower than the form`, async (t) => {
    const { site, browser, page } = await visit(t, name);
    await page.open(site.url);
    await page.run(`element.orders = [...'abcdef'].map((id) => ({ id, ordered: '2026-02-20' }))`);
    // The viewport of a 1366 by 768 laptop; a phone held sideways; a form with everything unfolded.
    for (const [width, height, unfolded] of /** @type {[number, number, boolean][]} */ ([[1366, 600, false], [1366, 600, true], [960, 420, false]])) {
      await browser.resize(width, height);
      if (unfolded) await page.unfold();
      await page.run(`for (const fold of root.querySelectorAll('.panel details')) fold.open = args[0]; scrollTo(0, 600)`, unfolded);
      await page.until('the form is beside the list', `return Math.abs(root.querySelector('.panel').getBoundingClientRect().top - 16) < 1`);
      // As the keyboard scrolls to it.
      await page.run(`root.querySelector('.panel [data-field="title"]').focus({ preventScroll: true }); root.querySelector('.panel [data-action="submit"]').focus()`);
      const [bottom, scrolled] = await page.run(`return [root.querySelector('.panel [data-action="submit"]').getBoundingClientRect().bottom - innerHeight, scrollY]`);
      assert.ok(bottom <= 0, `${width} × ${height}: ${bottom} px below the window`);
      assert.ok(scrolled < 700, `the list was not scrolled through: ${scrolled} px`);
    }
  });

  test(`${name}: the form fits a phone and is accessible in both languages`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 640 });
    for (const language of ['ru', 'en']) {
      await page.open(site.url);
      await page.switchLanguage(language);
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
