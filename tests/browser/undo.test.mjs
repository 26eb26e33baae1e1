// Undo: across a reload, step by step, without undoing later changes from elsewhere; and clearing away finished
// orders, with one undo for all.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { visit } from './page.mjs';

const UNDO = '[data-action="undo"]';
const messageMatches = (/** @type {RegExp} */ text) => `return ${text}.test(root.querySelector('[data-message]')?.textContent ?? '')`;

for (const name of browsers()) {
  test(`${name}: undo`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);

    /** @param {string} title */
    const remove = (title) =>
      page.run(
        `[...root.querySelectorAll('[data-order]')].find((card) => card.querySelector('.card-title').textContent === args[0])
           .querySelector('[data-action="remove"]').click()`,
        title,
      );

    /** The message about a removal does not wait until it is stored; a reload has to. @param {number} count */
    const removalsStored = (count) =>
      page.until(
        'the removal is stored',
        `return new Promise((done) => {
           const opening = indexedDB.open('dispute-clock');
           opening.onsuccess = () => {
             const reading = opening.result.transaction('orders').objectStore('orders').getAll();
             reading.onsuccess = () => { opening.result.close(); done(reading.result.filter(({ removed }) => removed?.value).length === args[0]); };
           };
         })`,
        count,
      );

    await t.test('a removal and an edit can be undone after a reload, latest first', async () => {
      for (const title of ['Лампа', 'Чехол']) {
        await page.addQuickly(title);
        await page.until('the order is shown', `return element.orders.some(({ title }) => title === '${title}')`);
        await page.saved();
      }
      assert.equal(await page.retitle('Лампа', 'Настольная лампа'), '', 'until the edit is saved there is no message and no other undo');
      await page.until('the edit is saved', messageMatches(/Изменения сохранены/));
      await remove('Чехол');
      await page.until('the order is gone', messageMatches(/^Удалено: Чехол/));
      await removalsStored(1);
      await page.reload();
      assert.deepEqual(await page.titles(), ['Настольная лампа']);
      assert.match(await page.text('[data-message]'), /^Удалено: Чехол/);
      assert.equal(await page.run('return root.activeElement === null'), true, 'the message takes no focus on a page that has just opened');
      await page.press(UNDO);
      await page.until('the order is back', messageMatches(/вернули/));
      assert.match(await page.text(UNDO), /что было до этого/, 'the next undo is of something else, and says so');
      assert.deepEqual(await page.titles(), ['Настольная лампа', 'Чехол']);
      await page.reload();
      assert.deepEqual(await page.titles(), ['Настольная лампа', 'Чехол'], 'the undo is saved, too');
      await page.press(UNDO);
      await page.until('the edit is undone', messageMatches(/Изменение отменено/));
      assert.deepEqual(await page.titles(), ['Лампа', 'Чехол']);
      assert.equal(await page.count(UNDO), 0, 'nothing is left to undo');
      await page.reload();
      assert.equal(await page.count('[data-message]'), 0);
    });

    await t.test('a message without an undo does not replace one with an undo', async () => {
      await remove('Чехол');
      await page.until('the order is gone', messageMatches(/^Удалено: Чехол/));
      await page.press('[data-action="remind"]');
      await page.until('the file is offered for download', messageMatches(/^Файл для календаря ищите/));
      await page.press('[data-action="close-message"]');
      assert.match(await page.text('[data-message]'), /^Удалено: Чехол/);
      await page.press(UNDO);
      await page.until('the order is back', messageMatches(/вернули/));
    });

    await t.test('a dismissed message does not return', async () => {
      await page.retitle('Лампа', 'Торшер');
      await page.until('the edit is saved', messageMatches(/Изменения сохранены/));
      await page.press('[data-action="close-message"]');
      await page.reload();
      assert.equal(await page.count('[data-message]'), 0);
    });

    await t.test('an undo does not revert later changes from another tab', async () => {
      await page.retitle('Торшер', 'Лампа');
      await page.until('the edit is saved', messageMatches(/Изменения сохранены/));
      const here = await page.driver.getWindowHandle();
      await page.driver.switchTo().newWindow('tab');
      await page.open(site.url);
      await page.retitle('Лампа', 'Из другой вкладки');
      await page.until('the edit is saved', messageMatches(/Изменения сохранены/));
      await page.driver.close();
      await page.driver.switchTo().window(here);
      await page.run(`dispatchEvent(new Event('focus'))`);
      await page.until('the change is shown here', `return element.orders.some(({ title }) => title === 'Из другой вкладки')`);
      await page.press(UNDO);
      await page.until('the page says that there is nothing to undo', messageMatches(/в другом месте/));
      assert.deepEqual(await page.titles(), ['Из другой вкладки', 'Чехол']);
    });

    await t.test('closed orders can be cleared together and restored together', async () => {
      await page.driver.get(`${site.url}icon.svg`);
      await page.driver.executeAsyncScript(
        `const done = arguments[0], opening = indexedDB.open('dispute-clock');
         const leaf = (value) => ({ at: 1, value });
         const ordered = leaf({ date: '2026-01-10', timeZone: 'Europe/Moscow' });
         const ended = leaf({ date: '2026-02-10', timeZone: 'Europe/Moscow' });
         opening.onsuccess = () => {
           const store = opening.result.transaction('orders', 'readwrite').objectStore('orders');
           for (const event of ['completed', 'cancelled', 'refunded'])
             store.put({ id: event, format: 2, fields: { title: leaf('Z ' + event), ordered, [event]: ended } });
           store.transaction.oncomplete = () => { opening.result.close(); done(); };
         };`,
      );
      await page.open(site.url);
      const all = await page.titles();
      assert.equal(all.length, 5);
      assert.match(await page.text('[data-action="clear-finished"]'), /\(3\)/);
      // An order being edited stays, with what is typed.
      await page.press('[data-action="fold-closed"]');
      await page.press('[data-order="completed"] [data-action="edit"]');
      await page.press('[data-action="clear-finished"]');
      assert.deepEqual(await page.titles(), ['Z completed', 'Из другой вкладки', 'Чехол']);
      await page.until('the page says how many were removed', messageMatches(/заказов: 2\./));
      await page.press(UNDO);
      await page.until('all are back', `return element.orders.length === 5`);
      await page.press('[data-order="completed"] [data-action="cancel-edit"]');
      await page.press('[data-action="clear-finished"]');
      assert.deepEqual(await page.titles(), ['Из другой вкладки', 'Чехол']);
      await page.until('the page says how many were removed', messageMatches(/заказов: 3\./));
      assert.equal(await page.count('[data-action="clear-finished"]'), 0);
      await removalsStored(3);
      await page.reload();
      await page.press(UNDO);
      await page.until('all are back', `return element.orders.length === 5`);
      assert.deepEqual(await page.titles(), all);
    });
  });
}
