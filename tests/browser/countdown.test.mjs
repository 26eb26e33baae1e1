// <dispute-countdown>: one order inside a sentence or as a card. It reads as the sentence does, runs with the
// clock, and leaves the page's own content in place where it has no answer.

import assert from 'node:assert/strict';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, ZONE } from './page.mjs';

const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'; trusted-types 'none'";
const ORDERED = 'ordered="2026-03-01T06:15+03:00"';

const PAGES = {
  '/watch.js': `window.heard = []; window.warned = []; window.violations = [];
    for (const type of ['error', 'phase']) {
      document.addEventListener('dispute-clock-' + type, ({ target, detail }) => heard.push([target.id, type, detail.path ?? detail.before, detail.code ?? detail.phase]));
    }
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.violatedDirective));
    const { warn } = console;
    console.warn = (text) => { warned.push(text); warn(text); };`,
  // The clock is stopped before anything is drawn; one order is given by attributes alone.
  '/stop.js': `for (const element of document.querySelectorAll('dispute-countdown')) Object.assign(element, { now: ${NOW}, timeZone: '${ZONE}' });
    overForCertain.order = { ordered: '2025-06-01', entered: { dispute: { closes: '2026-02-01' } } };`,
  '/index.html': `<!doctype html><html lang="ru"><meta charset="utf-8"><link rel="stylesheet" href="page.css"><script src="watch.js"></script>
    <p id="sentence">Чехол: <dispute-countdown id="plain" ${ORDERED}>до 14:15</dispute-countdown>, успеете.</p>
    <p lang="en">The case: <dispute-countdown id="english" ${ORDERED} paid="2026-03-01T07:15+03:00">until 15:15</dispute-countdown>.</p>
    <p><dispute-countdown id="bound" ordered="2026-03-01"></dispute-countdown></p>
    <p><dispute-countdown id="waiting" ordered="2026-02-01T06:15+03:00"></dispute-countdown></p>
    <p><dispute-countdown id="seconds" ordered="2026-02-01T06:15:20+03:00"></dispute-countdown></p>
    <p><dispute-countdown id="reported" ordered="2025-12-10T06:15+03:00"></dispute-countdown></p>
    <p><dispute-countdown id="claim" ordered="2026-02-01" received="2026-02-26T10:00+03:00" problem="incomplete"></dispute-countdown></p>
    <p><dispute-countdown id="over" ordered="2025-06-01T06:15+03:00"></dispute-countdown></p>
    <p><dispute-countdown id="overForCertain"></dispute-countdown></p>
    <p><dispute-countdown id="ali" marketplace="aliexpress" ordered="2026-02-01" delivery-due="2026-03-10"></dispute-countdown></p>
    <dispute-countdown id="card" layout="card" theme="dark" ${ORDERED}>до 14:15</dispute-countdown>
    <dispute-countdown id="inHand" layout="card" ordered="2026-01-10" received="2026-01-20"></dispute-countdown>
    <p><dispute-countdown id="badDate" ordered="2026-02-31">31 февраля</dispute-countdown></p>
    <p><dispute-countdown id="badProblem" ${ORDERED} problem="ugly">до 14:15</dispute-countdown></p>
    <p><dispute-countdown id="badPlace" ${ORDERED} marketplace="ozon">до 14:15</dispute-countdown></p>
    <p><dispute-countdown id="badLook" ${ORDERED} layout="box" theme="sepia" lang="de" delivery-due="soon">до 14:15</dispute-countdown></p>
    <p dir="rtl"><dispute-countdown id="rtl" ${ORDERED}></dispute-countdown> <dispute-countdown id="nothing"></dispute-countdown></p>
    <script src="stop.js"></script><script src="dispute-clock.js"></script></html>`,
  '/page.css': 'body { font: italic 21px serif; color: rgb(1, 2, 3); } dispute-countdown { font-size: 5px; display: table; padding: 40px }',
};

for (const name of browsers()) {
  test(`${name}: a countdown for one order`, async (t) => {
    const site = await serve(dist('embed'), { pages: PAGES, headers: { 'content-security-policy': STRICT } });
    t.after(site.close);
    const { driver, close } = await openBrowser(name, { timeZone: ZONE });
    t.after(close);
    await driver.get(site.url);
    /** @param {string} script @param {...unknown} args @returns {Promise<any>} */
    const run = (script, ...args) => driver.executeScript(script, ...args);
    /** The text shown in place of an element. @param {string} id */
    const text = (id) =>
      run(
        `const element = document.getElementById(arguments[0]), slot = element.shadowRoot.querySelector('slot');
         const shown = getComputedStyle(slot).display === 'none' ? element.shadowRoot : slot.assignedNodes().length > 0 ? element : slot;
         return shown.textContent.replace(/\\s+/g, ' ').trim()`,
        id,
      );

    await t.test('its text runs from left to right in a right-to-left page, and the fallback content does not', async () => {
      const direction = `return [document.getElementById('rtl').shadowRoot.querySelector('.inline'), document.getElementById('nothing')].map((one) => getComputedStyle(one).direction + ' ' + getComputedStyle(one).unicodeBidi)`;
      assert.deepEqual(await run(direction), ['ltr isolate', 'rtl normal']);
    });

    await t.test('it shows the phase and the time left in the surrounding language', async () => {
      assert.equal(await text('plain'), 'отменить можно ещё 3 часа 44 минуты 58 секунд');
      assert.equal(await run(`return plain.shadowRoot.querySelector('.inline').title.replace(/\\s/g, ' ')`), 'до 14:15 сегодня, 1 марта', 'the tooltip has the moment');
      await driver.wait(async () => (await text('english')) !== 'until 15:15', 8000, 'English has loaded');
      assert.equal(await text('english'), 'you can still cancel for 4 hours 44 minutes 58 seconds');
      assert.match(await text('bound'), /^спор наверняка можно открыть через 75 дней/);
      assert.match(await text('waiting'), /^спор можно открыть через 46 дней/);
      assert.equal(await text('seconds'), 'спор можно открыть через 46 дней 19 часов 44 минуты', 'whole minutes are shown, rounded so as to hold until the next');
      assert.match(await text('reported'), /\(по сторонним данным\)$/);
      assert.match(await text('claim'), /^сообщить о проблеме можно ещё 26 дней/);
      assert.equal(await text('over'), 'сроки прошли (по сторонним данным)');
      assert.equal(await text('overForCertain'), 'сроки прошли');
      // What is only reported is never certain, however much time is left.
      assert.match(await text('ali'), /^спор можно открыть через 9 дней 13 часов 28 минут \(по сторонним данным\)$/);
    });

    await t.test('it blends into its sentence, whatever the page’s styles for the tag', async () => {
      const look = await run(
        `const element = document.getElementById('plain'), timer = element.shadowRoot.querySelector('[role="timer"]');
         const { fontSize, fontStyle, color, display, paddingTop } = getComputedStyle(element);
         return { fontSize, fontStyle, color, display, paddingTop, inner: getComputedStyle(timer).fontSize, live: timer.getAttribute('aria-live') };`,
      );
      assert.deepEqual(look, {
        fontSize: '21px', fontStyle: 'italic', color: 'rgb(1, 2, 3)', display: 'inline', paddingTop: '0px', inner: '21px', live: 'off',
      });
    });

    await t.test('as a card it has its own look', async () => {
      const look = await run(
        `const element = document.getElementById('card'), root = element.shadowRoot.querySelector('.root');
         const { display, fontStyle } = getComputedStyle(element);
         return { display, fontStyle, size: getComputedStyle(root).fontSize, scheme: getComputedStyle(root).colorScheme,
           badge: root.querySelector('.badge').textContent, controls: root.querySelectorAll('button, input, a').length };`,
      );
      assert.deepEqual(look, { display: 'block', fontStyle: 'normal', size: '16px', scheme: 'dark', badge: 'Можно отменить', controls: 0 });
      assert.equal(await run(`return inHand.shadowRoot.querySelector('.badge').textContent`), 'Ждём срока', 'the badge does not wait for a parcel that has come');
    });

    await t.test('refused values are reported, and the fallback content stays', async () => {
      assert.deepEqual((await run('return heard.splice(0)')).sort(), [
        ['badDate', 'error', 'ordered', 'no-such-date'],
        ['badLook', 'error', 'delivery-due', 'malformed'],
        ['badLook', 'error', 'lang', 'unknown-value'],
        ['badLook', 'error', 'layout', 'unknown-value'],
        ['badLook', 'error', 'theme', 'unknown-value'],
        ['badPlace', 'error', 'marketplace', 'unknown-marketplace'],
        ['badProblem', 'error', 'problem', 'unknown-value'],
        ['nothing', 'error', 'ordered', 'required'],
      ]);
      const warned = await run('return warned.splice(0)');
      assert.equal(warned.length, 8);
      for (const warning of warned) assert.match(warning, /^<dispute-countdown> [a-z-]+: [a-z-]+; expected /);
      assert.equal(await text('badDate'), '31 февраля');
      assert.equal(await text('badProblem'), 'до 14:15');
      assert.equal(await text('badPlace'), 'до 14:15');
      assert.equal(await text('nothing'), 'срок не посчитан');
      await run(`badLook.removeAttribute('delivery-due')`);
      assert.match(await text('badLook'), /^отменить можно ещё 3 часа/);
      await run(`badDate.setAttribute('ordered', '2026-02-28')`);
      assert.match(await text('badDate'), /^спор наверняка можно открыть/);
    });

    await t.test('it follows changed attributes and properties, and sends an event on a new phase', async () => {
      await run(`heard.length = 0; plain.now = ${NOW + 4 * 3_600_000}`);
      assert.match(await text('plain'), /^спор можно открыть через 74 дня/);
      await run(`plain.setAttribute('received', '2026-03-01T12:00+03:00'); plain.setAttribute('problem', 'poor-quality')`);
      assert.match(await text('plain'), /^сообщить о проблеме можно ещё/);
      assert.deepEqual((await run('return heard.splice(0)')).map((/** @type {any} */ one) => one.slice(1)), [
        ['phase', 'cancellable', 'waiting'], ['phase', 'waiting', 'received'], ['phase', 'received', 'claimable'],
      ]);
      await run(`plain.order = { ordered: '2026-03-01T06:15+03:00', refunded: '2026-03-01T13:00+03:00' }`);
      assert.equal(await text('plain'), 'деньги возвращены');
      await run(`heard.length = 0; plain.order = { id: 'another', ordered: '2026-03-01T06:15+03:00' }`);
      assert.match(await text('plain'), /^спор можно открыть через/);
      assert.deepEqual(await run('return heard.splice(0)'), [], 'another order has not changed its phase');
      await run(`heard.length = 0; plain.order = { ordered: NaN }`);
      assert.equal(await text('plain'), 'до 14:15');
      assert.deepEqual(await run('return heard.splice(0)'), [['plain', 'error', 'order.ordered', 'not-finite']]);
      await run(`plain.now = ${NOW + 4 * 3_600_000 + 1}`);
      assert.deepEqual(await run('return heard.splice(0)'), [], 'a fault is reported once');
      await run(`plain.order = { ordered: NaN }`);
      assert.deepEqual(await run('return heard.splice(0)'), [['plain', 'error', 'order.ordered', 'not-finite']], 'in another order it is another one');
      await run(`plain.order = undefined; document.documentElement.lang = 'en'`);
      await driver.wait(async () => /^you can report the problem for another/.test(await text('plain')), 5000, 'the countdown follows the language');
    });

    await t.test('all countdowns share one timer, which stops with the last', async () => {
      const counts = await driver.executeAsyncScript(
        `const done = arguments[0], all = [...document.querySelectorAll('dispute-countdown')];
         for (const one of all) one.remove();
         const { setTimeout } = window;
         let pending = 0;
         window.setTimeout = (work, delay) => (pending++, setTimeout(work, delay));
         const running = [];
         for (let count = 0; count < 50; count++) {
           const one = document.createElement('dispute-countdown');
           let calls = 0;
           one.now = () => (running[count] = ++calls, Date.now());
           one.setAttribute('ordered', new Date(Date.now() - 3600000).toISOString());
           document.body.append(one);
         }
         const texts = () => [...document.querySelectorAll('dispute-countdown')].map(({ shadowRoot }) => shadowRoot.textContent);
         const first = texts(), before = pending;
         setTimeout(() => {
           const moved = texts().every((text, index) => text !== first[index]);
           const rings = pending - before;
           for (const one of document.querySelectorAll('dispute-countdown')) one.remove();
           const asked = running.reduce((sum, calls) => sum + calls);
           dispatchEvent(new Event('focus'));
           setTimeout(() => {
             window.setTimeout = setTimeout;
             done({ moved, few: rings < 500, after: running.reduce((sum, calls) => sum + calls) - asked });
           }, 1300);
         }, 2300);`,
      );
      assert.deepEqual(counts, { moved: true, few: true, after: 0 });
    });

    await t.test('no strict policy is violated', async () => {
      assert.deepEqual(await run('return violations'), []);
    });
  });
}
