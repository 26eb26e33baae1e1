// The calendar export: the file that the page downloads, read by ical.js; and what a later file cancels, even
// after a reload.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import ICAL from 'ical.js';
import { toICalendar } from '../../dist/npm/index.js';
import { createReminderLog } from '../../www/element/reminded.js';
import { pageOf } from '../../www/element/features/reminders.js';
import { browsers, dist, fileUrl, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE, visit } from './page.mjs';

const DAY = 86_400_000;

/** Captures downloads, as text, in `window.saved`. */
const INTERCEPT = `
  window.saved = [];
  const make = URL.createObjectURL;
  URL.createObjectURL = (blob) => {
    blob.text().then((text) => window.saved.push({ type: blob.type, text }));
    return make.call(URL, blob);
  };`;

/** @param {Page} page @param {string} selector @returns {Promise<{ type: string, text: string }>} */
async function savedFile(page, selector) {
  await page.run('window.saved.length = 0');
  await page.press(selector);
  await page.until('a file is offered for download', 'return window.saved.length > 0');
  return page.run('return window.saved[0]');
}

/** @param {string} text */
function entries(text) {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  return events.map((event) => {
    const value = (/** @type {string} */ name) => event.getFirstPropertyValue(name);
    return { uid: String(value('uid')), status: value('status'), start: String(value('dtstart')), url: /** @type {string | null} */ (value('url')), summary: String(value('summary')) };
  });
}

/** @param {Awaited<ReturnType<typeof entries>>} events @param {string} status */
const uids = (events, status) => events.filter((event) => event.status === status).map(({ uid }) => uid.replace('@dispute-clock', ''));

test('exported calendar entries are remembered until all have passed, even without storage or room in it', () => {
  /** @type {Map<string, string>} */
  const stored = new Map();
  const storage = () => ({ getItem: (/** @type {string} */ key) => stored.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ text) => void stored.set(key, text) });
  const reminded = createReminderLog(storage);
  reminded.add([['a', { marketplace: 'joom', at: NOW, gone: false }], ['__proto__', { at: NOW, gone: false }]], NOW);
  const other = createReminderLog(storage);
  assert.deepEqual([...other.read().keys()], ['a', '__proto__']);
  other.add([['b', { at: NOW + 150 * DAY, gone: false }]], NOW + 201 * DAY);
  assert.deepEqual([...reminded.read().keys()], ['b']);
  for (const damaged of ['{', 'null', '[1]', '{"a":null,"b":{"at":"x"}}']) {
    stored.set('dispute-clock-reminded', damaged);
    assert.equal(createReminderLog(storage).read().size, 0, damaged);
  }
  const none = createReminderLog(() => {
    throw new DOMException('no storage', 'SecurityError');
  });
  none.add([['a', { at: NOW, gone: false }]], NOW);
  assert.deepEqual([...none.read().keys()], ['a']);
  const full = createReminderLog(() => ({
    getItem: () => null,
    setItem() {
      throw new DOMException('no room', 'QuotaExceededError');
    },
  }));
  full.add([['a', { at: NOW, gone: false }]], NOW);
  assert.deepEqual([...full.read().keys()], ['a']);
});

test('only a page with a web address is linked to', () => {
  assert.equal(pageOf('https://example.org/a?b=c#orders=z.x'), 'https://example.org/a?b=c');
  assert.equal(pageOf('file:///home/я/dispute-clock.html'), 'file:///home/%D1%8F/dispute-clock.html');
  assert.equal(pageOf('https://example.org/?a|b={c}'), 'https://example.org/?a%7Cb=%7Bc%7D');
  assert.equal(pageOf('about:srcdoc'), undefined);
  assert.equal(pageOf(`https://example.org/${'x'.repeat(2_000)}`), undefined);
});

for (const { name, place } of browsers().flatMap((name) => ['served', 'as one file'].map((place) => ({ name, place })))) {
  test(`${name}, ${place}: orders are exported to the calendar and taken out of it`, async (t) => {
    const site = await serve(dist('site'));
    t.after(site.close);
    const url = place === 'served' ? site.url : fileUrl(dist('dispute-clock.html'));
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(url);
    await page.run(INTERCEPT);
    assert.equal(await page.count('[data-action="remind"], [data-action="remind-all"]'), 0);

    await page.add({ date: '2026-03-01', time: '06:15', title: 'Чайник, "красный"; №1' });
    await page.saved();
    // Both are typed in before any download: Firefox displays it, and takes the keyboard focus away.
    await page.add({ date: '2026-01-20', title: 'Лампа' });
    await page.until('both orders are shown', `return root.querySelectorAll('[data-order]').length === 2`);
    const one = await savedFile(page, '[data-action="remind"][aria-label*="Чайник"]');
    assert.equal(one.type, 'text/calendar;charset=utf-8');
    const [cancel, opens, closes] = entries(one.text);
    assert.deepEqual([cancel.start, opens.start, closes.start], ['2026-03-01T10:45:00Z', '2026-05-15T03:15:00Z', '2026-05-30T02:45:00Z']);
    assert.ok(cancel.summary.startsWith('Чайник, "красный"; №1 · '), cancel.summary);
    assert.ok(cancel.url?.startsWith(`${url}#orders=j.`), String(cancel.url));
    const { orders } = JSON.parse(Buffer.from(String(cancel.url).split('#orders=j.')[1], 'base64url').toString());
    assert.equal(orders[0].title, 'Чайник, "красный"; №1');
    assert.deepEqual(orders[0].ordered, { local: '2026-03-01T06:15', timeZone: ZONE });
    await page.until('the page says what to do with the file', `return /откройте|open/i.test(root.querySelector('[data-message]')?.textContent ?? '')`);

    const both = entries((await savedFile(page, '[data-action="remind-all"]')).text);
    assert.equal(both.filter(({ status }) => status === 'CONFIRMED').length, 5);

    // Removed, and the page closed: the calendar still has it, and the page knows.
    await page.press(`[data-order]:has(.card-title) [data-action="remove"][aria-label*="Чайник"]`);
    await page.until('the order is gone', `return root.querySelectorAll('[data-order]').length === 1`);
    // It disappears from view at once, and from storage a moment later: a page that is left in between still
    // has it.
    await page.driver.executeAsyncScript(REMOVAL_KEPT);
    await page.reload();
    await page.run(INTERCEPT);
    await page.until('the page says what the calendar still has', `return root.querySelector('[data-settled]')`);
    const later = entries((await savedFile(page, '[data-action="remind-all"]')).text);
    assert.deepEqual(uids(later, 'CANCELLED'), cancelled(cancel.uid));
    assert.equal(uids(later, 'CONFIRMED').length, 2);
    await page.until('the notice is gone', `return !root.querySelector('[data-settled]')`);
    const again = entries((await savedFile(page, '[data-action="remind"]')).text);
    assert.deepEqual(uids(again, 'CANCELLED'), []);

    // What a receipt had added is cancelled once the receipt is undone.
    await page.press('[data-order] [data-action="received"]');
    await page.press('[data-order] [data-action="submit-received"]');
    await page.until('the order is marked as received', `return root.querySelector('[data-order]').dataset.phase === 'received'`);
    const exportedEntries = async () => entries((await savedFile(page, '[data-action="remind"]')).text);
    assert.equal(uids(await exportedEntries(), 'CONFIRMED').length, 4);
    await page.press('[data-order] [data-action="received"]');
    await page.press('[data-order] [data-action="withdraw"]');
    await page.until('the order is no longer marked as received', `return root.querySelector('[data-order]').dataset.phase !== 'received'`);
    const ends = uids(await exportedEntries(), 'CANCELLED').map((uid) => uid.split('~').slice(-2).join(' '));
    assert.deepEqual(ends.sort(), ['claim closes', 'return closes']);
    assert.deepEqual(uids(await exportedEntries(), 'CANCELLED'), []);
  });
}

const REMOVAL_KEPT = `const done = arguments[0], opening = indexedDB.open('dispute-clock');
  opening.onsuccess = () => {
    const look = () => {
      const reading = opening.result.transaction('orders').objectStore('orders').getAll();
      reading.onsuccess = () => {
        if (!reading.result.some(({ removed }) => removed?.value === true)) return void setTimeout(look, 20);
        opening.result.close();
        done();
      };
    };
    look();
  };`;

for (const name of browsers()) {
  test(`${name}: orders that cannot be read are not taken out of the calendar`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.add({ date: '2026-03-01', time: '06:15', title: 'Чайник' });
    await page.saved();
    await page.run(INTERCEPT);
    await savedFile(page, '[data-action="remind"]');
    // A later page has written the database meanwhile.
    await page.driver.executeAsyncScript(`const done = arguments[0], opening = indexedDB.open('dispute-clock', 1e9);
      opening.onsuccess = () => { opening.result.close(); done(); };`);
    await page.reload();
    await page.until('the page says that it cannot read them', `return root.querySelector('[data-storage="missing"]')`);
    assert.equal(await page.count('[data-settled]'), 0);
  });

  test(`${name}: a browser that has lost everything restores the order from the calendar`, async (t) => {
    const { site, page } = await visit(t, name);
    const order = { id: 'a', title: 'Чайник; №1', ordered: '2026-02-20', price: { amount: '1299.00', currency: 'RUB' }, note: 'синий' };
    const file = toICalendar([order], { now: NOW, timeZone: ZONE, page: pageOf(site.url) });
    await page.open(String(entries(file)[0].url));
    await page.until('the page asks', `return root.querySelector('[data-action="take-in"]')`);
    await page.press('[data-action="take-in"]');
    await page.until('the order is back', `return root.querySelector('[data-order="a"] .card-title')?.textContent === args[0]`, order.title);
    const [back] = await page.run('return element.orders');
    assert.deepEqual(back, { ...order, marketplace: 'joom', ordered: { date: '2026-02-20', timeZone: ZONE } });
  });
}

/** Every end of the removed order. @param {string} uid */
function cancelled(uid) {
  const id = uid.split('~')[0];
  return ['cancel~closes', 'dispute~opens', 'dispute~closes', 'claim~closes', 'return~closes'].map((end) => `${id}~${end}`);
}

for (const name of browsers()) {
  test(`${name}: the calendar file is downloaded under its name`, { skip: name === 'webkit' && 'its driver has no folder for downloads' }, async (t) => {
    const folder = await mkdtemp(join(tmpdir(), 'dispute-clock-download-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const { site, page } = await visit(t, name, { downloads: folder });
    await page.open(site.url);
    await page.add({ date: '2026-03-01', time: '06:15' });
    await page.press('[data-action="remind"]');
    // The file name exists before the contents do.
    const arrived = () => readFile(join(folder, 'dispute-clock.ics'), 'utf8').catch(() => '');
    for (const end = Date.now() + 8000; Date.now() < end && !(await arrived()); ) await sleep(50);
    assert.equal(entries(await arrived()).length, 3);
  });
}
