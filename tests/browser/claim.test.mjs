// The message to support on a card: drafted from the order, edited by hand, kept whatever else happens on the
// page, and copied.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers } from './harness/index.mjs';
import { NOW, visit } from './page.mjs';

const ORDERS = [
  { id: 'faulty', title: 'Кроссовки', ordered: { local: '2026-01-08T12:00' }, received: { date: '2026-02-20' }, problem: 'poor-quality' },
  { id: 'late', title: 'Лампа', ordered: { date: '2025-12-10' } },
  { id: 'fine', ordered: { date: '2026-01-10' }, received: { date: '2026-02-20' } },
  { id: 'ali', marketplace: 'aliexpress', ordered: { date: '2026-01-10' }, dispatched: { date: '2026-01-12' } },
];

/** @param {string} id */
const card = (id) => `[data-order="${id}"]`;

for (const name of browsers()) {
  test(`${name}: a message to support`, async (t) => {
    const { site, browser, page } = await visit(t, name);
    await page.open(site.url);
    await page.run('element.lang = "ru"; element.orders = args[0]', ORDERS);
    /** @param {string} id */
    const messageText = (id) => page.value('claim', card(id));
    /** @param {string} id */
    const open = async (id) => {
      await page.press(`${card(id)} [data-claim] > summary`);
      await page.until('the panel is open', `return root.querySelector(args[0]).open`, `${card(id)} [data-claim]`);
    };
    /** @param {string} id @param {string} field @param {string} value */
    const choose = (id, field, value) =>
      page.run(
        `const select = root.querySelector(args[0]);
         select.value = args[1];
         select.dispatchEvent(new Event('change', { bubbles: true }));`,
        `${card(id)} [data-field="${field}"]`, value,
      );
    /** @param {string} id @param {RegExp} pattern */
    const untilMessage = (id, pattern) =>
      page.until(`the message says ${pattern}`, `return new RegExp(args[1]).test(root.querySelector(args[0])?.value ?? '')`, `${card(id)} [data-field="claim"]`, pattern.source);

    await open('faulty');
    await untilMessage('faulty', /^Здравствуйте!/);
    assert.match(await messageText('faulty'), /«Кроссовки»[^]*Получен: 20 февраля 2026 года[^]*качество товара не такое/);

    // What is ticked off while the panel is open is added to the message.
    assert.doesNotMatch(await messageText('faulty'), /Доказательства/);
    await page.press(`${card('faulty')} [data-proof-item="film"]`);
    await untilMessage('faulty', /Доказательства:\n— Видео распаковки/);

    // Another problem, another language, regardless of the page's own.
    await choose('faulty', 'claimProblem', 'incomplete');
    await untilMessage('faulty', /в ней не всё/);
    await choose('faulty', 'claimLanguage', 'en');
    await untilMessage('faulty', /a part of the order is missing/);

    // The reader's edits stay: when time passes, when proof is ticked, when the card is edited.
    const area = await page.find(`${card('faulty')} [data-field="claim"]`);
    await area.sendKeys(' The left shoe.');
    assert.match(await messageText('faulty'), /The left shoe\.$/);
    await page.setClock(NOW + 3 * 86_400_000);
    await page.press(`${card('faulty')} [data-proof-item="photos"]`);
    await choose('faulty', 'claimLanguage', 'ru');
    assert.match(await messageText('faulty'), /The left shoe\.$/);
    await page.press(`${card('faulty')} [data-action="edit"]`);
    await page.press(`${card('faulty')} [data-action="cancel-edit"]`);
    await page.until('the card is back', `return root.querySelector(args[0])`, `${card('faulty')} [data-field="claim"]`);
    assert.match(await messageText('faulty'), /The left shoe\.$/);

    // Copied, through the clipboard API and the old way.
    for (const way of ['clipboard', 'selection']) {
      await page.run(
        `window.copied = undefined;
         const clipboard = { writeText: (text) => args[0] === 'clipboard' ? Promise.resolve(window.copied = text) : Promise.reject(new Error('not allowed')) };
         Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
         document.execCommand = (command) => {
           const area = root.activeElement;
           window.copied = command === 'copy' && area.value.slice(area.selectionStart, area.selectionEnd);
           return true;
         };`,
        way,
      );
      await page.press(`${card('faulty')} [data-action="copy-claim"]`);
      await page.until('the page says that the message was copied', `return /скопирован/i.test(root.querySelector('[data-message]')?.textContent ?? '') && window.copied !== undefined`);
      assert.equal(await page.run('return window.copied'), await messageText('faulty'), way);
      await page.press('[data-message] .message-close');
    }

    await page.press(`${card('faulty')} [data-action="redraft-claim"]`);
    await untilMessage('faulty', /^Здравствуйте![^]*Фото того, что не так[^]*Спасибо!$/);

    await open('late');
    await untilMessage('late', /не пришла[^]*открыть спор/);
    await open('fine');
    assert.equal(await page.count(`${card('fine')} [data-field="claim"]`), 0);
    assert.ok(await page.text(`${card('fine')} [data-claim-missing]`));
    await choose('fine', 'claimProblem', 'not-as-described');
    await untilMessage('fine', /не то, что описано/);

    // A later mark on the order is newer than the choice made here; a choice after that is newer still.
    await choose('late', 'claimProblem', 'incomplete');
    await untilMessage('late', /в ней не всё/);
    await page.press(`${card('late')} [data-action="received"]`);
    await page.press(`${card('late')} [name="problem"][value="poor-quality"]`);
    await page.press(`${card('late')} [data-action="submit-received"]`);
    await untilMessage('late', /качество товара не такое/);
    assert.equal(await page.value('claimProblem', card('late')), 'poor-quality');
    await choose('late', 'claimProblem', 'not-as-described');
    await untilMessage('late', /не то, что описано/);

    await open('ali');
    assert.match(String(await page.text(`${card('ali')} [data-claim] summary`)), /продавцу/);
    assert.doesNotMatch(await messageText('ali'), /прошу открыть спор/);

    for (const width of [320, 1280]) {
      await browser.driver.manage().window().setRect({ width, height: 900 });
      assert.ok((await page.overflow()) <= 0, `the page does not scroll sideways at ${width} px`);
    }
    const low = await page.run(
      `return [...root.querySelectorAll('[data-claim] summary, [data-claim] button, [data-claim] select, [data-claim] textarea, [data-reminders] button, [data-action="remind"]')]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).map((one) => one.outerHTML.slice(0, 80))`,
    );
    assert.deepEqual(low, []);
  });

  test(`${name}: changes to a message survive a reload, until it is drafted again`, async (t) => {
    const { site, page } = await visit(t, name);
    await page.open(site.url);
    await page.addQuickly('Лампа');
    await page.saved();
    const written = () => page.run(`return root.querySelector('[data-claim]').open && root.querySelector('[data-field="claim"]')?.value`);
    const drafted = `return /^Здравствуйте![^]*!$/.test(root.querySelector('[data-field="claim"]')?.value ?? '')`;
    await page.press('[data-claim] > summary');
    await page.until('the message is drafted', drafted);
    const area = await page.find('[data-field="claim"]');
    await area.sendKeys(' Абажур разбит.');
    await page.reload();
    await page.until('the message is back', `return root.querySelector('[data-field="claim"]')`);
    assert.match(await written(), /^Здравствуйте![^]*! Абажур разбит\.$/);
    assert.equal(await page.run('return root.activeElement === null'), true, 'the message takes no focus on a page that has just opened');
    // Written later, the draft differs.
    await page.setClock(NOW + 3 * 86_400_000);
    await page.press('[data-action="redraft-claim"]');
    await page.until('the message is drafted', drafted);
    assert.equal(await page.focused(), 'copy-claim', 'the pressed button is gone');
    await page.press('[data-claim] > summary');
    await page.reload();
    assert.equal(await written(), false);
  });
}
