// The pages of www/examples/, as they are served: each shows its element at work, complies with its own policy,
// fits a phone, and passes axe-core.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import axe from 'axe-core';
import { ROOT } from '../package/packed.mjs';
import { browsers, dist, openBrowser, screenshot, serve } from './harness/index.mjs';

const FILES = readdirSync(join(ROOT, 'www/examples'), { recursive: true }).map((name) => String(name).replaceAll('\\', '/'));
const NAMES = FILES.filter((name) => name.endsWith('.html')).sort();

/** What each page must show, by its name without the folder. @type {Record<string, RegExp[]>} */
const SAYS = {
  'index.html': [/Сколько ещё можно ждать\?|How long can you still wait\?/],
  'themed.html': [/Добавить заказ|Add an order/],
  'sentence.html': [
    /отменить можно ещё 4 часа 59 минут|you can still cancel for 4 hours 59 minutes/,
    /спор можно открыть через 4 дня|a dispute can be opened in 4 days/,
    /сообщить о проблеме можно ещё 25 дней|you can report the problem for another 25 days/,
    /Сообщите о проблеме|Report the problem/,
  ],
};

for (const name of browsers()) {
  test(`${name}: the examples work`, async (t) => {
    // The policy is in the page's own head. Violations are recorded from the very start.
    const pages = { '/watch.js': `window.faults = []; addEventListener('securitypolicyviolation', (event) => faults.push(event.violatedDirective + ' ' + event.blockedURI));
      addEventListener('error', (event) => faults.push(event.message)); addEventListener('dispute-clock-error', (event) => faults.push(event.detail.message));` };
    for (const file of NAMES) {
      const text = readFileSync(join(dist('site'), 'examples', file), 'utf8');
      assert.match(text, /<meta http-equiv="Content-Security-Policy" content="default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; require-trusted-types-for 'script'/);
      Object.assign(pages, { [`/examples/${file}`]: text.replace('<title>', '<script src="/watch.js"></script><title>') });
    }
    const site = await serve(dist('site'), { pages });
    t.after(site.close);
    const browser = await openBrowser(name, { width: 400 });
    t.after(browser.close);
    const { driver } = browser;

    for (const file of NAMES) {
      await t.test(file, async () => {
        await driver.get(`${site.url}examples/${file}`);
        /** The text of the page, including its elements. @returns {Promise<string>} */
        const text = () =>
          driver.executeScript(`return [...document.querySelectorAll('dispute-clock, dispute-countdown')]
            .map(({ shadowRoot }) => shadowRoot?.textContent ?? '').join('\\n').replace(/[\\s\\u00A0]+/g, ' ')`);
        for (const pattern of SAYS[file.split('/').at(-1) ?? '']) await driver.wait(async () => pattern.test(await text()), 10_000, `${file} shows ${pattern}`);
        const language = file.startsWith('en/') ? 'en' : 'ru';
        assert.equal(await driver.executeScript('return document.documentElement.lang'), language);
        assert.equal(await driver.executeScript('const { scrollWidth, clientWidth } = document.documentElement; return scrollWidth - clientWidth'), 0);
        assert.deepEqual(await driver.executeScript('return faults'), []);
        await screenshot(browser, `example-${file.replace('/', '-').replace('.html', '')}`);

        const broken = await driver.executeAsyncScript(
          `const done = arguments[0];
           Promise.all([...document.querySelectorAll('a')].map(async ({ href }) => ((await fetch(href)).ok ? [] : [href]))).then((all) => done(all.flat()));`,
        );
        assert.deepEqual(broken, [], 'every link has a target');
        await driver.executeScript(axe.source);
        const violations = await driver.executeAsyncScript(
          `const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then(
             ({ violations }) => done(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.flat().join(' '))])), (error) => done(String(error)));`,
        );
        assert.deepEqual(violations, []);
      });
    }

    await t.test('the themed example has its page’s colors and its own shapes', async () => {
      await driver.get(`${site.url}examples/themed.html`);
      const look = () =>
        driver.executeScript(`const button = document.querySelector('dispute-clock').shadowRoot?.querySelector('[part~="button-main"]');
          return button && [getComputedStyle(button).backgroundColor, getComputedStyle(button).borderTopLeftRadius]`);
      await driver.wait(async () => Boolean(await look()), 10_000, 'no button');
      assert.deepEqual(await look(), ['rgb(122, 59, 18)', '22px']);
    });
  });
}
