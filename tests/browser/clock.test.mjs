// The device's clock in real conditions: it jumps ahead, sleeps, is set back, corrected by seconds, moved to
// another zone, crosses a clock change, or is simply wrong. What is counted in seconds is right within a
// second, the rest as soon as the device shows any sign of being awake; nothing that is over reopens by itself,
// and doubts are shown.

import assert from 'node:assert/strict';
import test from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { deviceClock, noDeviceClock } from './harness/device-clock.mjs';
import { browsers, dist, openBrowser, serve } from './harness/index.mjs';
import { DAY, HOUR, Page, ZONE, visit } from './page.mjs';

/** A second, plus some time for a busy machine. */
const SOON = 1500;
const PHASE = `root.querySelector('[data-order]').dataset.phase`;
/** The time left, as a number that falls with it: of seconds, or of minutes while there are days. */
const LEFT = `[...root.querySelector('[data-countdown]').textContent.matchAll(/\\d+/g)].reduce((sum, [part]) => sum * 60 + Number(part), 0)`;

/**
 * The milliseconds until something happens after a change. Only the page's own timers may cause it: the test
 * does not touch the page.
 *
 * @param {Page} page @param {() => unknown} change @param {string} reached
 */
async function timeUntil(page, change, reached) {
  await change();
  const start = performance.now();
  for (; performance.now() - start < 10_000; await sleep(20)) if (await page.run(`return ${reached}`)) break;
  return performance.now() - start;
}

/**
 * The page on a device clock that can be set, with an order of the given age.
 *
 * @param {import('node:test').TestContext} t @param {import('./harness/locate.mjs').Name} name @param {number} age
 */
async function openWithDeviceClock(t, name, age) {
  const clock = await deviceClock(t);
  const { site, browser, page } = await visit(t, name, { env: clock.env });
  await page.open(site.url);
  await page.run(`element.now = undefined; element.orders = [{ id: 'a', title: 'Лампа', ordered: Date.now() - args[0] }]`, age);
  return { clock, browser, page };
}

for (const name of browsers()) {
  test(`${name}: the countdown copes with a clock that jumps, sleeps and is set back`, { skip: noDeviceClock }, async (t) => {
    const { clock, browser, page } = await openWithDeviceClock(t, name, 2 * HOUR);
    assert.equal(await page.run(`return ${PHASE}`), 'cancellable');

    await t.test('the countdown follows when the clock is put forward by an hour', async (t) => {
      const before = await page.run(`return ${LEFT}`);
      const took = await timeUntil(page, () => clock.shift(HOUR), `${LEFT} < ${before - 3590}`);
      t.diagnostic(`${Math.round(took)} ms`);
      assert.ok(took < SOON, `${took} ms`);
    });
    await t.test('the countdown is right after an hour of sleep', async (t) => {
      const before = await page.run(`return ${LEFT}`);
      const took = await timeUntil(page, () => clock.sleep(browser, HOUR), `${LEFT} < ${before - 3590}`);
      t.diagnostic(`${Math.round(took)} ms`);
      assert.ok(took < SOON, `${took} ms`);
    });
    await t.test('a window that closes during sleep is closed afterwards', async () => {
      const took = await timeUntil(page, () => clock.sleep(browser, 5 * HOUR), `${PHASE} === 'waiting'`);
      assert.ok(took < SOON, `${took} ms`);
      assert.equal(await page.count('[data-clock]'), 0);
    });
    await t.test('when the clock is put back by three hours nothing reopens, and the page says so', async () => {
      clock.shift(-3 * HOUR);
      const took = await timeUntil(page, () => touch(page), `root.querySelector('[data-clock]')`);
      assert.ok(took < SOON, `${took} ms`);
      assert.equal(await page.run(`return ${PHASE}`), 'waiting');
      assert.match(`${await page.text('[data-clock] p')}`, /^Часы этого устройства перевели назад на (2 ч 59 мин|3 ч 0 мин)/);
      assert.deepEqual(await page.violations(), []);
      // A refresh uses the same time.
      await page.run(`dispatchEvent(new Event('focus'))`);
      assert.equal(await page.run(`return ${PHASE}`), 'waiting');
    });
    await t.test('the reader can choose to use the changed clock', async () => {
      await page.press('[data-action="go-by-device"]');
      assert.equal(await page.run(`return ${PHASE}`), 'cancellable');
      assert.equal(await page.count('[data-clock]'), 0);
    });
    await t.test('a correction by seconds is silent, and the time left never grows', async () => {
      /** @type {number[]} */
      const seen = [];
      for (let look = 0; look < 40; look++, await sleep(50)) {
        seen.push(await page.run(`return ${LEFT}`));
        if (look === 10) clock.shift(-5000);
      }
      assert.deepEqual(seen, [...seen].sort((a, b) => b - a));
      assert.ok(seen[0] - seen[39] >= 1 && seen[0] - seen[39] <= 6, String(seen));
      assert.equal(await page.count('[data-clock]'), 0);
    });
    await t.test('the countdown is right across a clock change while the page is open', async () => {
      // 2 seconds before Berlin's clocks go from two o'clock to three.
      await page.run(
        `const start = performance.now(), change = Date.UTC(2026, 2, 29, 1);
         element.timeZone = 'Europe/Berlin';
         element.now = () => change - 2000 + performance.now() - start;
         element.orders = [{ id: 'a', ordered: '2026-03-28T21:00' }];`,
      );
      assert.ok(Math.abs((await page.run(`return ${LEFT}`)) - 3 * 3600) <= 2, 'eight hours are eight hours across the clock change');
      assert.match(`${await page.text('[data-moment]')}`, /до 0?6:00 сегодня, 29 марта/);
      await sleep(3500);
      const left = await page.run(`return ${LEFT}`);
      assert.ok(left < 3 * 3600 && left > 3 * 3600 - 30, String(left));
      assert.match(`${await page.text('[data-moment]')}`, /до 0?6:00 сегодня, 29 марта/);
    });
  });

  test(`${name}: a countdown in days is right soon after a night of sleep`, { skip: noDeviceClock }, async (t) => {
    const { clock, browser, page } = await openWithDeviceClock(t, name, 30 * DAY);
    // A device that wakes shows the page again, reconnects to the network, or is touched by its reader.
    /** @type {[string, () => unknown][]} */
    const signs = [
      ['when the reader touches the page', () => touch(page)],
      ['when the page is shown again', () => page.run(`document.dispatchEvent(new Event('visibilitychange'))`)],
      ['when the network is back', () => page.run(`dispatchEvent(new Event('online'))`)],
    ];
    for (const [sign, act] of signs) {
      await t.test(sign, async (t) => {
        const before = await page.run(`return ${LEFT}`);
        await clock.sleep(browser, 9 * HOUR);
        const took = await timeUntil(page, act, `${LEFT} < ${before} - 8 * 60`);
        t.diagnostic(`${Math.round(took)} ms`);
        assert.ok(took < SOON, `${took} ms`);
      });
    }
  });

  test(`${name}: a clock that differs from the server's is reported`, async (t) => {
    /** @type {Record<string, string>} */
    const headers = {};
    let asked = 0;
    const site = await serve(dist('site'), { headers, seen: ({ method }) => (asked += Number(method === 'HEAD')) });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE });
    t.after(browser.close);
    const page = new Page(browser);
    const notices = () =>
      page.driver.executeScript(
        `return [...document.querySelectorAll('[data-clock]')].filter((note) => note.checkVisibility()).map((note) => note.innerText.replace(/\\s+/g, ' ').trim())`,
      );
    const setServerOffset = (/** @type {number} */ ms) => {
      headers.date = new Date(Date.now() - ms).toUTCString();
    };
    /** @param {RegExp | undefined} wanted */
    const untilNotice = async (wanted) => {
      for (const end = Date.now() + 8000; ; await sleep(50)) {
        const [first] = await notices();
        if (wanted ? wanted.test(first ?? '') : !first) return;
        if (Date.now() > end) assert.fail(`the page should say ${wanted} but says ${first}`);
      }
    };

    setServerOffset(3 * HOUR);
    await page.open(site.url);
    await untilNotice(/^Часы этого устройства спешат: разница с сервером этой страницы — 3 часа\./);
    const [border, accent] = /** @type {string[]} */ (await page.driver.executeScript(
      `return [getComputedStyle(document.querySelector('[data-clock="ahead"]')).borderTopColor, getComputedStyle(document.querySelector('.brand svg')).color]`,
    ));
    assert.equal(border, accent, 'a warning stands out from a note');
    assert.deepEqual(await page.violations(), []);
    await page.switchLanguage('en');
    await untilNotice(/^This device’s clock is 3 hours fast,/);
    await page.switchLanguage('ru');
    setServerOffset(21 * 60_000);
    await page.driver.executeScript(`dispatchEvent(new Event('focus'))`);
    await untilNotice(/спешат: разница с сервером этой страницы — 21 минута\./);
    await page.switchLanguage('en');
    setServerOffset(1.5 * HOUR);
    await page.driver.executeScript(`dispatchEvent(new Event('focus'))`);
    await untilNotice(/is 90 minutes fast,/);
    setServerOffset(-40 * HOUR);
    await page.driver.executeScript(`dispatchEvent(new Event('focus'))`);
    await untilNotice(/is 40 hours slow,/);
    setServerOffset(-40 * DAY);
    await page.driver.executeScript(`document.dispatchEvent(new Event('visibilitychange'))`);
    await untilNotice(/^This device’s clock is 40 days slow,/);
    // Corrected in the meantime.
    delete headers.date;
    await page.driver.executeScript(`dispatchEvent(new Event('focus'))`);
    await untilNotice(undefined);

    for (const [ms, reported] of /** @type {[number, boolean][]} */ ([[100_000, false], [-100_000, false], [140_000, true], [-140_000, true]])) {
      setServerOffset(ms);
      await page.open(site.url);
      await sleep(reported ? 0 : 700);
      await untilNotice(reported ? /2 minutes/ : undefined);
    }
    // A response cached on the way states its age.
    setServerOffset(HOUR);
    headers.age = '3600';
    await page.open(site.url);
    await sleep(700);
    await untilNotice(undefined);
    // A clock that is right by and large is not compared again soon.
    const before = asked;
    assert.ok(before > 0);
    for (let focused = 0; focused < 4; focused++) {
      await page.driver.executeScript(`dispatchEvent(new Event('focus'))`);
      await sleep(200);
    }
    assert.equal(asked, before);
  });

  test(`${name}: a device that slept while it asked the server for the time is not called wrong`, { skip: noDeviceClock }, async (t) => {
    const clock = await deviceClock(t);
    /** @type {Record<string, string>} */
    const headers = { date: new Date().toUTCString() };
    let asked = false;
    const site = await serve(dist('site'), {
      headers,
      seen: async ({ method }) => {
        if (method !== 'HEAD') return;
        // Rounded up: after the question by the device's clock, and before the answer.
        headers.date = new Date(Date.now() + 1000).toUTCString();
        clock.shift(HOUR);
        asked = true;
      },
    });
    t.after(site.close);
    const browser = await openBrowser(name, { timeZone: ZONE, env: clock.env });
    t.after(browser.close);
    const page = new Page(browser);
    await page.open(site.url);
    await page.driver.wait(() => asked, 8000, 'the page asks for the time');
    await sleep(700);
    assert.equal(await page.driver.executeScript(`return [...document.querySelectorAll('[data-clock]')].some((note) => note.checkVisibility())`), false);
  });
}

for (const name of browsers()) {
  test(`${name}: the page follows a change of time zone`, { skip: name !== 'chromium' && 'only Chromium can change its time zone while running' }, async (t) => {
    const { site, browser, page } = await visit(t, name);
    const driver = /** @type {import('selenium-webdriver/chrome.js').Driver} */ (/** @type {unknown} */ (browser.driver));
    await page.open(site.url);
    await page.run(`element.now = undefined; element.orders = [{ id: 'a', ordered: Math.floor(Date.now() / 60000) * 60000 - ${2 * HOUR} }]`);
    const shown = () => page.text('[data-moment]');
    const moscow = await shown();
    const change = () => driver.sendDevToolsCommand('Emulation.setTimezoneOverride', { timezoneId: 'Asia/Kathmandu' });
    const took = await timeUntil(page, change, `root.querySelector('[data-moment]').textContent.replace(/\\s+/g, ' ').trim() !== ${JSON.stringify(moscow)}`);
    assert.ok(took < SOON, `zone: ${took} ms`);
    const minutes = (/** @type {string | undefined} */ text) => Number(/\d+:(\d\d)/.exec(`${text}`)?.[1]);
    assert.equal((minutes(await shown()) - minutes(moscow) + 60) % 60, 45, 'Kathmandu is 2:45 ahead');
  });
}

for (const name of browsers()) {
  // Chromium gives an unknown zone a name that no API accepts; to hide where a reader is, Firefox and Tor
  // report UTC, or Iceland.
  test(`${name}: if the browser does not know or reveal the device's time zone, the form names the one used`, async (t) => {
    for (const [timeZone, expected] of [['Nowhere/Else', 'UTC'], ['Atlantic/Reykjavik', 'Atlantic/Reykjavik']]) {
      const { site, page } = await visit(t, name, { timeZone });
      await page.open(site.url);
      await page.run('element.now = undefined');
      assert.match(`${await page.text('#new-ordered-hint')}`, new RegExp(`Время по часовому поясу ${expected}\\.$`));
      await page.press('.panel [data-action="now"]');
      await page.press('.panel [data-action="submit"]');
      await page.saved();
      assert.match(`${await page.text('[data-countdown]')}`, /^(7 часов 59 минут|8 часов)/);
      assert.equal(await page.run('return element.orders[0].ordered.timeZone'), expected);
    }
  });
}

/** A real touch: the mouse moves a little. @param {Page} page */
async function touch(page) {
  for (const x of [20, 40]) await page.driver.actions().move({ x, y: 20 }).perform();
}
