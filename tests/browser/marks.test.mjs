// What happened to an order: each mark takes effect at once, with its date, and is undone, changed and removed
// as easily as made; what to do now in each phase; and all of it by keyboard alone.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Key } from 'selenium-webdriver';
import { rulebooks } from '../../dist/npm/index.js';
import { marksToOffer } from '../../www/element/marks.js';
import { browsers } from './harness/index.mjs';
import { ZONE, visit } from './page.mjs';

const CARD = '[data-order]';
const CLASH = 'Отмечено и что посылка пришла, и что не пришла. Уберите одну из отметок.';

/** @param {string} local */
const at = (local) => ({ local, timeZone: ZONE });

test('a problem with a received parcel can be recorded in every phase', () => {
  const [book] = rulebooks();
  const order = { ordered: '2026-01-01', received: '2026-01-10' };
  for (const phase of ['waiting', 'disputable', 'received', 'expired', 'in-dispute']) {
    const offers = ({ first, rest } = marksToOffer(order, phase, book)) => [...first, ...rest];
    assert.ok(offers().includes('problem'), phase);
    assert.ok(!offers(marksToOffer({ ...order, problem: 'incomplete' }, phase, book)).includes('problem'));
    assert.ok(!offers(marksToOffer({ ordered: '2026-01-01' }, phase, book)).includes('problem'));
  }
});

for (const name of browsers()) {
  test(`${name}: the marks of an order`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const phase = () => page.run(`return root.querySelector('${CARD}').dataset.phase`);
    const order = async () => (await page.run('return element.orders'))[0];
    const message = () => page.text('.message-text');
    const untilMessage = (/** @type {string} */ text) => page.until(text, `return root.querySelector('.message-text')?.textContent.replace(/\\s+/g, ' ') === args[0]`, text);
    const offeredMarks = () =>
      page.run(`return ['.marks > .offers > button', '.offers-rest button'].map((where) => [...root.querySelectorAll('${CARD} ' + where)].map((one) => one.dataset.action))`);
    const undo = async (/** @type {string} */ before) => {
      await page.press('[data-action="undo"]');
      await page.until(`the phase is ${before} again`, `return root.querySelector('${CARD}').dataset.phase === args[0]`, before);
    };
    /** Marks with the default date. @param {string} mark */
    const mark = async (mark) => {
      await page.press(`${CARD} [data-action="${mark}"]`);
      await page.press(`${CARD} [data-action="submit-${mark}"]`);
    };

    await page.add({ date: '2026-03-01', time: '06:15', title: 'Наушники', price: '1 299,00' });
    await page.saved();

    await t.test('the likeliest marks are visible, and the rest unfold', async () => {
      assert.deepEqual(await offeredMarks(), [['cancelled'], ['received', 'disputeOpened', 'refunded', 'completed']]);
      assert.equal(await page.run(`return root.querySelector('.offers-rest button').checkVisibility()`), false);
    });

    await t.test('marking as cancelled defaults to today, changes the phase at once, is saved and can be undone', async () => {
      await mark('cancelled');
      assert.equal(await phase(), 'cancelled');
      assert.equal(await page.text(`${CARD} [data-mark="cancelled"] .recorded-when`), '1 марта');
      assert.deepEqual((await order()).cancelled, { date: '2026-03-01', timeZone: ZONE });
      await untilMessage('Отмечено и сохранено: Заказ отменён. Теперь: Отменён.');
      assert.equal(await page.focused(), 'card-title');
      assert.equal(await page.text(`${CARD} .action-title`), 'Убрать заказ из списка на Joom');
      await page.reload();
      assert.equal(await phase(), 'cancelled');
      await undo('cancellable');
      assert.equal((await order()).cancelled, undefined);
    });

    await t.test('the current time can be entered with one tap, to the minute', async () => {
      await page.press(`${CARD} [data-action="disputeOpened"]`);
      await page.press(`${CARD} [data-action="now"]`);
      await page.press(`${CARD} [data-action="submit-disputeOpened"]`);
      assert.equal(await phase(), 'in-dispute');
      assert.deepEqual((await order()).disputeOpened, at('2026-03-01T10:30'));
      assert.equal(await page.text(`${CARD} [data-mark="disputeOpened"] .recorded-when`), '1 марта, 10:30');
    });

    await t.test('a mark can be changed', async () => {
      await page.press(`${CARD} [data-action="disputeOpened"]`);
      await page.typeTime('disputeOpenedTime', '10:05', CARD);
      await page.press(`${CARD} [data-action="submit-disputeOpened"]`);
      assert.equal(await page.text(`${CARD} [data-mark="disputeOpened"] .recorded-when`), '1 марта, 10:05');
    });

    await t.test('a mark at an impossible time is refused with an error beside its field, and the recorded one stays', async () => {
      await page.press(`${CARD} [data-action="disputeOpened"]`);
      await page.typeDate('disputeOpenedDate', '2026-02-01', CARD);
      await page.press(`${CARD} [data-action="submit-disputeOpened"]`);
      assert.equal(await page.text('[data-error="disputeOpenedDate"]'), 'Это не могло быть раньше заказа. Проверьте обе даты.');
      assert.equal(await page.focused(), 'disputeOpenedDate');
      await page.typeDate('disputeOpenedDate', '2026-03-05', CARD);
      await page.press(`${CARD} [data-action="submit-disputeOpened"]`);
      assert.equal(await page.text('[data-error="disputeOpenedDate"]'), 'Это время ещё не наступило. Проверьте дату.');
      assert.deepEqual((await order()).disputeOpened, at('2026-03-01T10:05'));
      await page.press(`${CARD} [data-action="cancel-mark"]`);
      assert.equal(await page.focused(), 'disputeOpened', 'the focus returns to where it was');
    });

    await t.test('a partial refund requires its amount', async () => {
      await page.press(`${CARD} [data-action="refunded"]`);
      await page.press(`${CARD} [name="refundKind"][value="part"]`);
      await page.press(`${CARD} [data-action="submit-refunded"]`);
      assert.equal(await page.text('[data-error="refundAmount"]'), 'Укажите, сколько вернули.');
      await page.type('refundAmount', '1.000', CARD);
      await page.press(`${CARD} [data-action="submit-refunded"]`);
      assert.match(await page.text('[data-error="refundAmount"]'), /^Непонятно, тысячи/);
      await page.type('refundAmount', '500,50', CARD);
      await page.press(`${CARD} [data-action="submit-refunded"]`);
      assert.equal(await phase(), 'refunded');
      assert.deepEqual((await order()).refund, { amount: '500.50', currency: 'RUB' });
      assert.equal(await page.text(`${CARD} [data-mark="refunded"] .recorded-when`), '1 марта · 500,50 ₽ из 1 299 ₽');
      await page.press(`${CARD} [data-action="refunded"]`);
      assert.equal(await page.value('refundAmount', CARD), '500.50');
      await page.type('refundAmount', '1,299', CARD);
      await page.press(`${CARD} [name="refundKind"][value="whole"]`);
      await page.press(`${CARD} [data-action="submit-refunded"]`);
      assert.equal((await order()).refund, undefined, 'a full refund needs no amount');
    });

    await t.test('a refund in a currency that the list lacks keeps it', async () => {
      await page.run(`element.orders = [{ id: 'pounds', ordered: '2026-02-01', price: { amount: '10', currency: 'USD' }, refunded: '2026-02-20', refund: { amount: '5', currency: 'GBP' } }]`);
      const card = '[data-order="pounds"]';
      await page.press(`${card} [data-mark="refunded"] button`);
      await page.type('refundAmount', '6', card);
      await page.press(`${card} [data-action="submit-refunded"]`);
      assert.deepEqual(await page.run('return element.orders[0].refund'), { amount: '6', currency: 'GBP' });
      await page.run('element.orders = undefined');
    });

    await t.test('every mark can be removed again, and the phase follows', async () => {
      await page.press(`${CARD} [data-action="refunded"]`);
      await page.press(`${CARD} [name="refundKind"][value="part"]`);
      await page.type('refundAmount', '200', CARD);
      await page.press(`${CARD} [data-action="submit-refunded"]`);
      await mark('completed');
      assert.equal(await phase(), 'completed');
      for (const [one, before] of [['completed', 'refunded'], ['refunded', 'in-dispute'], ['disputeOpened', 'cancellable']]) {
        await page.press(`${CARD} [data-action="${one}"]`);
        await page.press(`${CARD} [data-action="withdraw"]`);
        assert.equal(await phase(), before);
      }
      assert.equal((await order()).refund, undefined, 'removing the refund removes its amount');
      await untilMessage('Отметка убрана, изменение сохранено: Спор открыт. Теперь: Можно отменить.');
      assert.equal(await page.count(`${CARD} [data-mark]`), 0);
      await undo('in-dispute');
      await page.press(`${CARD} [data-action="disputeOpened"]`);
      await page.press(`${CARD} [data-action="withdraw"]`);
    });

    await t.test('a message is translated when the language changes', async () => {
      await mark('completed');
      await page.until('the mark is confirmed', `return /Отмечено/.test(root.querySelector('.message-text')?.textContent)`);
      await page.switchLanguage('en');
      assert.equal(await message(), 'Recorded and saved: Order completed. Now: Completed.');
      await page.switchLanguage('ru');
      await undo('cancellable');
    });

    await t.test('a parcel with a problem opens the claim at once, and the problem can be changed', async () => {
      await page.run(`element.orders = [{ id: 'a', ordered: ${JSON.stringify(at('2026-01-20T12:00'))} }]`);
      await mark('received');
      assert.equal(await phase(), 'received');
      assert.deepEqual((await offeredMarks())[0], ['problem', 'completed']);
      await page.press(`${CARD} [data-action="problem"]`);
      assert.equal(await page.focused(), 'problem');
      await page.press(`${CARD} [name="problem"][value="incomplete"]`);
      await page.press(`${CARD} [data-action="submit-received"]`);
      assert.equal(await phase(), 'claimable');
      assert.equal(await page.text(`${CARD} [data-mark="received"] .recorded-when`), '1 марта · пришло не всё');
      assert.equal(await page.count(`${CARD} [data-caution="ask-at-once"]`), 1);
      await page.press(`${CARD} [data-action="received"]`);
      await page.press(`${CARD} [name="problem"][value="not-as-described"]`);
      await page.press(`${CARD} [data-action="submit-received"]`);
      assert.equal((await order()).problem, 'not-as-described');
      assert.equal(await page.count(`${CARD} [data-caution="ask-at-once"]`), 0);
      // It was a mistake: nothing is wrong.
      await page.press(`${CARD} [data-action="received"]`);
      await page.press(`${CARD} [name="problem"][value=""]`);
      await page.press(`${CARD} [data-action="submit-received"]`);
      assert.deepEqual([await phase(), (await order()).problem], ['received', undefined]);
      await page.press(`${CARD} [data-action="received"]`);
      await page.press(`${CARD} [name="problem"][value="incomplete"]`);
      await page.press(`${CARD} [data-action="submit-received"]`);
      await page.press(`${CARD} [data-action="received"]`);
      await page.press(`${CARD} [data-action="withdraw"]`);
      assert.equal(await phase(), 'waiting');
      assert.equal((await order()).problem, undefined);
    });

    await t.test('an order whose parcel arrived is not shown as waiting for it', async () => {
      assert.equal(await page.text(`${CARD} .badge`), 'Ждём посылку');
      await page.press(`${CARD} [data-action="received"]`);
      await page.typeDate('receivedDate', '2026-01-25', CARD);
      await page.press(`${CARD} [data-action="submit-received"]`);
      assert.deepEqual([await phase(), await page.text(`${CARD} .badge`)], ['waiting', 'Ждём срока']);
      await page.switchLanguage('en');
      assert.equal(await page.text(`${CARD} .badge`), 'Waiting for the date');
      await page.switchLanguage('ru');
      await page.press(`${CARD} [data-action="received"]`);
      await page.press(`${CARD} [data-action="withdraw"]`);
    });

    await t.test('the mark that nothing came has no date, and one tap sets or removes it', async () => {
      await page.press(`${CARD} [data-action="notArrived"]`);
      assert.equal((await order()).problem, 'not-arrived');
      assert.equal(await page.text(`${CARD} [data-mark="notArrived"] strong`), 'Посылка не пришла');
      await page.press(`${CARD} [data-mark="notArrived"] button`);
      assert.equal((await order()).problem, undefined);
    });

    await t.test('contradictory marks are reported, and removing one resolves it', async () => {
      await page.run(
        `element.orders = [{ id: 'a', ordered: ${JSON.stringify(at('2026-01-20T12:00'))}, received: { date: '2026-02-20' }, problem: 'not-arrived' }]`,
      );
      assert.equal(await phase(), 'error');
      assert.equal(await page.text(`${CARD} .card-error`), 'Сроки этого заказа не посчитать: проверьте отметки.');
      assert.equal(await page.text(`${CARD} [data-mark="notArrived"] .field-error`), CLASH);
      await page.press(`${CARD} [data-mark="notArrived"] button`);
      assert.equal(await phase(), 'received');
    });

    await t.test('AliExpress: missing dates are asked for where they are needed', async () => {
      await page.run(`element.orders = [{ id: 'a', marketplace: 'aliexpress', ordered: ${JSON.stringify(at('2026-02-01T12:00'))} }]`);
      assert.equal(await page.text(`${CARD} .rest`), 'Срок пока не посчитать.');
      await page.press(`${CARD} [data-action="add-date"]`);
      await page.run(`const button = root.querySelector('${CARD} [data-action="cancel-mark"]'); button.focus(); button.click()`);
      assert.equal(await page.focused(), 'card-title', 'the button of the mark is folded away');
      await page.press(`${CARD} [data-action="add-date"]`);
      await page.typeDate('dispatchedDate', '2026-02-10', CARD);
      await page.press(`${CARD} [data-action="submit-dispatched"]`);
      assert.equal(await phase(), 'disputable');
      await page.press(`${CARD} [data-action="deliveryDue"]`).catch(() => {});
      assert.equal(await page.text(`${CARD} .rest`), 'Спор можно открыть. До какого дня, неизвестно.');
    });
  });

  test(`${name}: the actions that are possible now`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    const show = (/** @type {any} */ order) => page.run('element.orders = [{ id: "a", ...args[0] }]', order);
    const actions = () =>
      page.run(`return [...root.querySelectorAll('[data-action-id]')].map((one) => [one.dataset.actionId, one.open])`);

    await t.test('the first action is unfolded and the others folded, each with its deadline', async () => {
      await show({ ordered: at('2026-01-08T12:00'), received: at('2026-02-20T12:00') });
      assert.deepEqual(await actions(), [['check', true], ['return', false]]);
      assert.equal(await page.text('[data-action-id="return"] [data-until]'), 'до 12:00, 22 марта');
      await show({ ordered: at('2026-03-01T06:15') });
      assert.equal(await page.text('[data-action-id="cancel"] [data-until]'), 'до 14:15 сегодня, 1 марта');
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[data-action-id="cancel"] .steps li')].map((one) => one.textContent)`), [
        'Откройте свой профиль на Joom и в нём «Мои заказы».',
        'Выберите товар.',
        'Кнопка «Отмена» — в самом низу страницы.',
      ]);
    });

    await t.test('an uncertain action is labeled as such even while folded', async () => {
      await show({ ordered: at('2025-11-20T12:00') });
      assert.match(await page.text('[data-action-id="dispute"] summary'), /возможно/);
      await page.unfold();
      assert.match(await page.text('[data-action-id="dispute"]'), /Точно не известно, можно ли это сейчас/);
    });

    await t.test('the sources of an action and of a caution unfold', async () => {
      await show({ ordered: at('2025-12-10T19:40') });
      for (const place of ['[data-action-id="dispute"]', '[data-caution="reported-end"]']) {
        assert.equal(await page.count(`${place} .sources`), 0);
        await page.press(`${place} [data-whose] summary`);
        assert.equal(await page.run(`return root.querySelector(args[0]).checkVisibility()`, `${place} .sources`), true);
      }
      assert.match(await page.text('[data-action-id="dispute"] .sources'), /Статья для покупателей/);
      assert.match(await page.text('[data-caution="reported-end"] .sources'), /Латвии.*прочитано: ноябрь 2026/);
    });

    await t.test('another marketplace has its own steps', async () => {
      await show({ marketplace: 'aliexpress', ordered: at('2026-01-05T12:00'), dispatched: { date: '2026-01-10' }, deliveryDue: { date: '2026-03-10' } });
      await page.unfold();
      assert.deepEqual(await page.run(`return [...root.querySelectorAll('[data-action-id="dispute"] .steps li')].map((one) => one.textContent)`), [
        'Сначала напишите продавцу: бывает, что вопрос решается без спора.',
        'Не помогло — откройте спор сами, без поддержки.',
      ]);
    });
  });

  test(`${name}: adding, marking and undoing work by the keyboard alone`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.run(`root.querySelector('[data-action="yesterday"]').focus()`);
    await page.typeKeys(Key.ENTER);
    await page.tabTo('title');
    await page.typeKeys('Чехол', Key.ENTER);
    await page.saved();
    const phase = () => page.run(`return root.querySelector('${CARD}').dataset.phase`);
    assert.equal(await phase(), 'waiting');
    await page.tabTo('received');
    await page.typeKeys(Key.ENTER);
    assert.equal(await page.focused(), 'receivedDate');
    await page.tabTo('problem');
    await page.typeKeys(Key.ARROW_DOWN);
    await page.tabTo('submit-received');
    await page.typeKeys(Key.ENTER);
    assert.equal(await phase(), 'claimable');
    assert.equal(await page.focused(), 'card-title');
    await page.tabTo('film');
    await page.typeKeys(Key.SPACE);
    assert.equal(await page.text(`${CARD} [data-proof-count]`), '1 из 5');
    assert.equal(await page.focused(), 'film', 'a tick keeps the focus');
    // The next undo is offered once the one before is saved.
    for (const [what, isUndone] of [
      ['tick', `root.querySelector('${CARD} [data-proof-count]').textContent === '0 из 5' && root.querySelector('[data-action="undo"]')`],
      ['mark', `root.querySelector('${CARD}').dataset.phase === 'waiting'`],
    ]) {
      await page.tabTo('undo');
      await page.typeKeys(Key.ENTER);
      await page.until(`the ${what} is undone`, `return Boolean(${isUndone})`);
    }
    await page.tabTo('more-marks');
    await page.typeKeys(Key.ENTER);
    await page.tabTo('completed');
    await page.typeKeys(Key.ENTER);
    await page.tabTo('submit-completed');
    await page.typeKeys(Key.ENTER);
    assert.equal(await phase(), 'completed');
    await page.tabTo('completed');
    await page.typeKeys(Key.ENTER);
    await page.tabTo('withdraw');
    await page.typeKeys(Key.ENTER);
    assert.equal(await phase(), 'waiting');
  });

  test(`${name}: marks fit a phone and are accessible in both languages`, async (t) => {
    const { site, page } = await visit(t, name, { width: 360, height: 640 });
    await page.open(site.url);
    /** @type {Record<string, any>} */
    const orders = {
      received: { ordered: at('2026-01-20T12:00') },
      refunded: { ordered: at('2026-01-08T12:00'), received: at('2026-02-20T12:00'), problem: 'incomplete', disputeOpened: { date: '2026-02-25' }, price: { amount: '24990', currency: 'RUB' } },
      deliveryDue: { marketplace: 'aliexpress', ordered: at('2026-02-27T12:00') },
      notArrived: { ordered: at('2026-01-20T12:00'), received: { date: '2026-02-20' }, problem: 'not-arrived' },
    };
    for (const language of ['ru', 'en']) {
      await page.switchLanguage(language);
      for (const [mark, order] of Object.entries(orders)) {
        await page.run('element.orders = [{ id: args[1], ...args[0] }]', order, `${mark}-${language}`);
        await page.run(`for (const fold of root.querySelectorAll('${CARD} details')) fold.open = true`);
        const state = `${mark}, ${language}`;
        if (mark !== 'notArrived') {
          await page.press(`${CARD} [data-action="${mark}"]`);
          if (mark === 'refunded') await page.press(`${CARD} [name="refundKind"][value="part"]`);
          assert.deepEqual(await page.violations(), [], state);
          assert.deepEqual(await page.smallTargets(), [], state);
          assert.equal(await page.overflow(), 0, state);
          await page.press(`${CARD} [data-action="cancel-mark"]`);
        }
        assert.deepEqual(await page.violations(), [], state);
        assert.deepEqual(await page.smallTargets(), [], state);
        assert.equal(await page.overflow(), 0, state);
      }
    }
  });
}
