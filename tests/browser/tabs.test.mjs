// Two tabs with two elements each that edit, add and remove the same orders at once: no change is lost, removed
// orders stay removed, and within a second all four show one list, the stored one.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE, visit } from './page.mjs';

// Not painted: the race is about changes, and painting them would be most of its work.
const TWO = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Страница</title><body>
  <main hidden><dispute-clock></dispute-clock><dispute-clock></dispute-clock></main><script src="dispute-clock.js"></script>`;
const ORDERS = 6;
const EDITS = 250;
const DOOMED = EDITS / 50;

/**
 * Makes edits through the forms and buttons of both elements of this tab, throughout the other tab's burst.
 * Each tab edits its own fields of the orders both know: if the order were written whole, the tabs would undo
 * each other. Some orders are added, some removed, by one tab alone.
 */
const BURST = `
  const [tab, edits] = arguments;
  const elements = [...document.querySelectorAll('dispute-clock')];
  const field = tab === 0 ? 'title' : 'amount';
  const set = (form, name, text) => {
    const input = form.querySelector('[data-field="' + name + '"]');
    input.value = text;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const cards = (root) => [...root.querySelectorAll('[data-order]')];
  window.made = 0;
  window.expected = { edited: {}, added: [], removed: [] };
  window.stumbled = undefined;
  // A timer would be throttled in the background tab.
  const turn = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  (async () => {
    for (let edit = 0; edit < edits; edit++) {
      const { shadowRoot: root } = elements[edit % 2];
      if (edit % 40 === 7) {
        const form = root.querySelector('.panel-body form');
        form.querySelector('[data-action="yesterday"]').click();
        set(form, 'title', 'new ' + tab + ' ' + edit);
        form.querySelector('[data-action="submit"]').click();
        window.expected.added.push('new ' + tab + ' ' + edit);
      } else if (edit % 50 === 20) {
        const id = 'doomed-' + tab + '-' + Math.floor(edit / 50);
        root.querySelector('[data-order="' + id + '"] [data-action="remove"]').click();
        window.expected.removed.push(id);
      } else {
        const id = 'shared-' + (edit % ${ORDERS});
        const find = () => root.querySelector('[data-order="' + id + '"]');
        find().querySelector('[data-action="edit"]').click();
        while (!find().querySelector('form')) await turn();
        const value = String(1000 * (tab + 1) + edit);
        set(find(), field, value);
        find().querySelector('[data-action="submit"]').click();
        window.expected.edited[id] = value;
      }
      window.made++;
      for (let turns = Math.random() * 8; turns > 0; turns--) await turn();
    }
  })().catch((error) => { window.stumbled = String(error.stack ?? error); });
`;

/** What each element of this tab shows, as text, and the storage. */
const LISTS = `
  const done = arguments[0];
  const canonical = (orders) => JSON.stringify([...orders].sort((a, b) => (a.id < b.id ? -1 : 1)));
  done([...document.querySelectorAll('dispute-clock')].map(({ orders }) => canonical(orders)));
`;

for (const name of browsers()) {
  test(`${name}: two tabs with two elements each agree after ${2 * EDITS} concurrent edits`, async (t) => {
    const site = await serve(dist('site'), { pages: { '/two.html': TWO } });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const { driver } = page;

    await driver.get(`${site.url}icon.svg`);
    await driver.executeAsyncScript(
      `const [count, doomed, done] = arguments, opening = indexedDB.open('dispute-clock', 1);
       opening.onupgradeneeded = () => opening.result.createObjectStore('orders', { keyPath: 'id' });
       opening.onsuccess = () => {
         const store = opening.result.transaction('orders', 'readwrite').objectStore('orders');
         const put = (id) => store.put({ id, format: 1, changed: 1, order: { id, title: id, ordered: { date: '2026-02-20', timeZone: 'Europe/Moscow' } } });
         for (let i = 0; i < count; i++) put('shared-' + i);
         for (const tab of [0, 1]) for (let i = 0; i < doomed; i++) put('doomed-' + tab + '-' + i);
         store.transaction.oncomplete = () => { opening.result.close(); done(); };
       };`,
      ORDERS,
      DOOMED,
    );
    const tabs = [await driver.getWindowHandle()];
    await driver.switchTo().newWindow('window');
    tabs.push(await driver.getWindowHandle());
    for (const tab of tabs) {
      await driver.switchTo().window(tab);
      await driver.get(`${site.url}two.html`);
      await page.settle(NOW);
      await page.until('both elements show the orders', `return [...document.querySelectorAll('dispute-clock')].every(({ orders }) => orders.length === ${ORDERS + 2 * DOOMED})`);
    }
    for (const [number, tab] of tabs.entries()) {
      await driver.switchTo().window(tab);
      await driver.executeScript(BURST, number, EDITS);
    }
    /** @type {any[]} */
    const expected = [];
    for (const tab of tabs) {
      await driver.switchTo().window(tab);
      for (const end = Date.now() + 240_000; ; await sleep(50)) {
        const [made, stumbled] = /** @type {any} */ (await driver.executeScript('return [window.made, window.stumbled]'));
        assert.ok(!stumbled, stumbled);
        if (made === EDITS) break;
        assert.ok(Date.now() < end, `only ${made} edits were made`);
      }
      expected.push(await driver.executeScript('return window.expected'));
    }

    /** @type {string[]} */
    let lists = [];
    const started = Date.now();
    for (const end = started + 5000; Date.now() < end; ) {
      lists = [];
      for (const tab of tabs) {
        await driver.switchTo().window(tab);
        lists.push(.../** @type {string[]} */ (await driver.executeAsyncScript(LISTS)));
      }
      if (new Set(lists).size === 1) break;
    }
    const took = Date.now() - started;
    assert.equal(new Set(lists).size, 1, 'all four elements show the same list');
    assert.ok(took < 1000, `the list arrives within a second, not ${took} ms`);

    const orders = JSON.parse(lists[0]);
    const byId = new Map(orders.map((/** @type {any} */ order) => [order.id, order]));
    let edits = 0;
    for (const [id, title] of Object.entries(expected[0].edited)) {
      assert.equal(byId.get(id).title, title, `the title of ${id} is the last one`);
      assert.equal(byId.get(id).price.amount, expected[1].edited[id], `the price of ${id} is the last one`);
      edits += 2;
    }
    assert.equal(edits, 2 * ORDERS);
    const titles = new Set(orders.map((/** @type {any} */ { title }) => title));
    for (const { added, removed } of expected) {
      for (const title of added) assert.ok(titles.has(title), `${title} is there`);
      for (const id of removed) assert.ok(!byId.has(id), `${id} stays removed`);
    }

    await driver.get(`${site.url}two.html`);
    await page.settle(NOW);
    assert.equal(/** @type {string[]} */ (await driver.executeAsyncScript(LISTS))[0], lists[0], 'the elements show what is stored');
    t.diagnostic(`${name}: ${2 * EDITS} edits in two tabs, one list ${took} ms after the last`);
  });

  test(`${name}: without a channel between tabs, a tab shows changes made elsewhere when the reader returns`, async (t) => {
    const site = await serve(dist('site'), {
      pages: { '/mute.html': TWO.replace('<body>', '<body><script>delete window.BroadcastChannel</script>') },
    });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(`${site.url}mute.html`);
    const first = await page.driver.getWindowHandle();
    await page.driver.switchTo().newWindow('window');
    await page.open(`${site.url}mute.html`);
    await page.addQuickly('Оттуда');
    await page.saved();
    await page.until('the other element shows the change', `return [...document.querySelectorAll('dispute-clock')].every(({ orders }) => orders.length === 1)`);
    await page.driver.switchTo().window(first);
    await page.run(`dispatchEvent(new Event('focus'))`);
    await page.until('both elements show the change', `return [...document.querySelectorAll('dispute-clock')].every(({ orders }) => orders[0]?.title === 'Оттуда')`);
  });

  test(`${name}: a form that is open while another tab changes the order`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.addQuickly('Альфа');
    await page.saved();
    const here = await page.driver.getWindowHandle();
    await page.driver.switchTo().newWindow('window');
    const there = await page.driver.getWindowHandle();
    await page.open(site.url);
    /** @param {string} tab @param {() => Promise<unknown>} act */
    const inTab = async (tab, act) => {
      await page.driver.switchTo().window(tab);
      await act();
    };
    const until = (/** @type {string} */ script) => page.until(script, `return ${script}`);

    await t.test('saves what was changed in it, and nothing else', async () => {
      await inTab(here, async () => {
        await page.press('[data-action="edit"]');
        await page.type('note', 'подарок', '[data-order]');
      });
      await inTab(there, () => page.retitle('Альфа', 'Бета'));
      await inTab(here, async () => {
        await until(`root.querySelector('.card-title').textContent === 'Бета'`);
        assert.equal(await page.value('note', '[data-order]'), 'подарок');
        await page.press('[data-order] [data-action="submit"]');
        const [{ title, note }] = await page.run('return element.orders');
        assert.deepEqual([title, note], ['Бета', 'подарок']);
      });
    });

    await t.test('saves only its own changes when it is the form of a mark', async () => {
      await inTab(here, async () => {
        await page.press('[data-action="received"]');
        await page.press('[data-action="submit-received"]');
        await page.press('[data-action="received"]');
      });
      await inTab(there, async () => {
        await until(`root.querySelector('[data-order]').dataset.phase === 'received'`);
        await page.press('[data-action="problem"]');
        await page.press('[name="problem"][value="incomplete"]');
        await page.press('[data-action="submit-received"]');
      });
      await inTab(here, async () => {
        await until(`root.querySelector('[data-order]').dataset.phase === 'claimable'`);
        await page.press('[data-order] [data-action="now"]');
        await page.press('[data-action="submit-received"]');
        const [{ problem, received }] = await page.run('return element.orders');
        assert.deepEqual([problem, received.local], ['incomplete', '2026-03-01T10:30']);
      });
    });

    await t.test('keeps what was typed when the order is removed, says so, and restores the order when saved', async () => {
      const removeElsewhere = async () => {
        await inTab(here, async () => {
          await page.press('[data-action="edit"]');
          await page.type('note', 'для Лёши', '[data-order]');
        });
        await inTab(there, async () => {
          await until(`element.orders[0]?.title === 'Бета'`);
          await page.press('[data-action="remove"]');
        });
        await inTab(here, async () => {
          await until(`/^Заказ удалили в другой вкладке: Бета\\. Чтобы вернуть его, сохраните форму\\./.test(root.querySelector('[data-message]')?.textContent ?? '')`);
          assert.equal(await page.value('note', '[data-order]'), 'для Лёши');
          assert.deepEqual(await page.run('return element.orders'), []);
        });
      };
      await removeElsewhere();
      await page.press('[data-order] [data-action="submit"]');
      const back = `element.orders[0]?.note === 'для Лёши' && element.orders[0].title === 'Бета'`;
      await until(back);
      await inTab(there, () => until(back));
      await removeElsewhere();
      await page.press('[data-order] [data-action="cancel-edit"]');
      await until(`root.querySelectorAll('[data-order]').length === 0`);
    });
  });
}
