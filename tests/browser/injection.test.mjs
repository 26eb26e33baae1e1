// Every text that enters the page from outside, with those of hostile-texts.mjs: typed, pasted, imported, in a
// link, in a rulebook, in print. No element is created that plain texts do not create, no script runs, every
// link leads to the web, and the page's policy reports nothing. tests/package/injection.test.mjs checks the
// files that leave the page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { file, table } from '../element/transfer.mjs';
import { ALL_HOSTILE, HOSTILE_TEXTS } from '../hostile-texts.mjs';
import { browsers } from './harness/index.mjs';
import { ZONE, visit } from './page.mjs';

/** Plain texts: the others may create only what these create. One is too long for a number. */
const PLAIN = Array.from({ length: 12 }, (_, index) => (index === 10 ? 'Лампа '.repeat(60) : `Лампа ${index}, "синяя"`));

/** In the page: records what is created, and what should not happen. */
const WATCH = `
  window.seen = { nodes: new Set(), wrong: [] };
  addEventListener('securitypolicyviolation', (event) => seen.wrong.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
  addEventListener('error', (event) => seen.wrong.push('error: ' + event.message));
  addEventListener('unhandledrejection', (event) => seen.wrong.push('rejected: ' + event.reason));
  window.alert = window.confirm = window.prompt = () => seen.wrong.push('a dialog');
  window.look = () => {
    if ('pwned' in window) seen.wrong.push('a script ran');
    for (const node of [...document.querySelectorAll('*'), ...root.querySelectorAll('*')]) {
      const attributes = node.getAttributeNames();
      // Attributes are recorded without their values, which depend on the state.
      for (const name of attributes) seen.nodes.add(node.localName + ' ' + name);
      seen.nodes.add(node.localName);
      const address = node.getAttribute('href');
      if (address !== null && node.closest('a') && !/^https:\\/\\/[\\w.-]+\\//.test(address) && root.contains(node)) seen.wrong.push('a link to ' + address);
    }
  };
  window.turn = () => new Promise((resume) => setTimeout(resume));`;

/** In the page, one async function body each: feeds texts through the entry point that it is named after, and checks. */
const WAYS = {
  /** Through the embedding page; then in print, with everything unfolded. */
  given: `
    for (let from = 0; from < texts.length; from += 90) {
      const at = (place) => texts[(from + place) % texts.length];
      element.orders = Array.from({ length: 30 }, (_, index) => ({
        id: index + at(3 * index).slice(0, 100), title: at(3 * index), number: at(3 * index + 1).slice(0, 100), note: at(3 * index + 2), ordered: '2026-02-20T10:00',
        ...(index % 3 === 1 && { received: '2026-02-25', problem: 'incomplete', proof: { [at(3 * index).slice(0, 100)]: true } }),
        ...(index % 3 === 2 && { received: '2026-02-25', refunded: '2026-02-26', price: { amount: '10', currency: 'RUB' } }),
      }));
      dispatchEvent(new Event('beforeprint'));
      look();
      dispatchEvent(new Event('afterprint'));
      for (const action of ['edit', 'remove']) {
        root.querySelector('[data-action="' + action + '"]').click();
        look();
      }
      for (const claim of root.querySelectorAll('[data-claim]')) claim.open = true;
      const drafted = () => [...root.querySelectorAll('[data-claim]')].every((claim) => claim.querySelector('textarea'));
      for (let tries = 0; tries < 300 && !drafted(); tries++) await new Promise((resume) => setTimeout(resume, 10));
      look();
    }`,
  /** Into the form. */
  typed: `
    for (let from = 0; from < texts.length; from += 3) {
      element.orders = [];
      const form = root.querySelector('.panel-body form');
      form.querySelector('[data-action="yesterday"]').click();
      ['title', 'number', 'note'].forEach((field, index) => {
        const input = form.querySelector('[data-field="' + field + '"]');
        input.value = texts[(from + index) % texts.length];
        input.dispatchEvent(new Event('input', { bubbles: true }));
      });
      form.querySelector('[data-action="submit"]').click();
      await turn();
      look();
      // Refused input, such as a number of 400 characters, stays in the form.
      for (const field of ['title', 'number', 'note']) form.querySelector('[data-field="' + field + '"]').value = '';
    }`,
  /** As the text of an order, bare and after the words that label its parts. */
  pasted: `
    root.querySelector('[data-paste] > summary').click();
    await turn();
    const area = root.querySelector('[data-field="paste"]');
    for (const text of texts) {
      for (const pasted of [text, 'Заказ № ' + text + '\\nТовар: ' + text + '\\nОформлен 5 февраля 2026, итого 10 ₽']) {
        area.value = pasted;
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }
      look();
    }
    area.value = '';
    area.dispatchEvent(new Event('input', { bubbles: true }));`,
  /** In every text field of a rulebook. */
  ruled: `
    const [joom] = args[1];
    let next = 0;
    const text = (max) => {
      for (;;) {
        const found = texts[next++ % texts.length].slice(0, max);
        if (/[^\\s\\u0085]/.test(found)) return found;
      }
    };
    const both = () => ({ ru: text(2000), en: text(2000) });
    while (next < 3 * texts.length) {
      const book = structuredClone(joom);
      book.id = 'hostile';
      book.name = text(64);
      for (const list of ['sources', 'windows', 'actions', 'proof']) for (const item of book[list]) item.title = both();
      for (const action of book.actions) action.steps = [both(), both()];
      for (const caution of book.cautions) caution.text = both();
      element.rulebooks = [book];
      element.orders = [
        { id: 'a', marketplace: 'hostile', ordered: '2026-02-28T23:00' },
        { id: 'b', marketplace: 'hostile', ordered: '2026-02-20', received: '2026-02-25', problem: 'incomplete' },
        { id: 'c', marketplace: 'hostile', ordered: '2025-12-10' },
      ];
      if (root.querySelectorAll('[data-order]').length !== 3) seen.wrong.push('the rulebook was not taken: ' + book.name);
      dispatchEvent(new Event('beforeprint'));
      look();
      dispatchEvent(new Event('afterprint'));
    }
    element.rulebooks = [];`,
};

/** URLs in a rulebook: either accepted as web links or refused. */
const LINKED = `
  const [joom] = args[1];
  for (const text of texts) {
    const book = structuredClone(joom);
    book.id = 'hostile';
    for (const source of book.sources) source.url = text;
    element.rulebooks = [book];
    element.orders = [{ id: 'a', marketplace: 'hostile', ordered: '2025-12-10' }];
    dispatchEvent(new Event('beforeprint'));
    look();
    dispatchEvent(new Event('afterprint'));
  }
  element.rulebooks = [];`;

/** Gives the page a file and shows the preview. */
const IMPORTED = `
  const files = new DataTransfer();
  files.items.add(new File([args[0]], 'orders'));
  const input = root.querySelector('[data-field="file"]');
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
  for (let tries = 0; tries < 500 && !root.querySelector('[data-problem], [data-steps], [data-same], [data-refused]'); tries++) await new Promise((resume) => setTimeout(resume, 20));
  for (const details of root.querySelectorAll('dialog details')) details.open = true;
  look();
  const take = args[1] && root.querySelector('[data-action="take-in"]');
  (take || root.querySelector('dialog [data-action="close-dialog"]')).click();
  for (let tries = 0; tries < 500 && root.querySelector('dialog'); tries++) await new Promise((resume) => setTimeout(resume, 20));
  look();`;

for (const name of browsers()) {
  test(`${name}: ${ALL_HOSTILE.length} hostile texts are shown as plain text`, async (t) => {
    const { site, browser, page } = await visit(t, name);
    await page.open(site.url);
    await browser.driver.manage().setTimeouts({ script: 120_000 });
    const joom = JSON.parse(readFileSync(new URL('../../src/rulebook/joom.json', import.meta.url), 'utf8'));
    await page.run(`window.root = root; window.element = element; ${WATCH}`);
    /** Runs an async function body in the page. @param {string} body @param {...unknown} args */
    const run = async (body, ...args) => {
      const failed = await browser.driver.executeAsyncScript(
        `const args = JSON.parse(arguments[0]), done = arguments[1], texts = args[0];
         (async () => { ${body} })().then(() => done(null), (error) => done(String(error) + error.stack));`,
        // Drivers pass lone surrogates only inside our own JSON.
        JSON.stringify(args),
      );
      assert.equal(failed, null);
    };
    const seen = async () => {
      const { nodes, wrong } = await page.run(`const { nodes, wrong } = seen; window.seen = { nodes: new Set(), wrong: [] }; return { nodes: [...nodes], wrong }`);
      return { nodes: new Set(/** @type {string[]} */ (nodes)), wrong };
    };
    /** @param {Set<string>} known */
    const nothingElse = async (known) => {
      const { nodes, wrong } = await seen();
      assert.deepEqual(wrong, []);
      // Plain texts also cover what is drawn for a refused text.
      assert.deepEqual([...nodes].filter((node) => !known.has(node)), []);
      assert.ok(nodes.size > 50);
    };
    /** Everything that plain texts create, through any entry point: a text decides what is shown, never what is created. */
    const known = new Set();
    const add = async () => {
      const { nodes, wrong } = await seen();
      assert.deepEqual(wrong, []);
      for (const node of nodes) known.add(node);
    };

    await t.test('the page enforces its policy', async (t) => {
      const { refused, supported } = await page.run(
        `let refused = '';
         try { document.createElement('p').innerHTML = '<b>x</b>'; } catch (error) { refused = error.name; }
         return { refused, supported: 'trustedTypes' in window };`,
      );
      if (!supported) return t.skip('this engine knows no Trusted Types');
      assert.equal(refused, 'TypeError');
      assert.equal((await seen()).wrong.length, 1, 'a violation is reported');
    });

    /** Three texts per order: a list of hundreds would be slow. */
    const orders = (/** @type {string[]} */ texts) =>
      texts.flatMap((text, index) => {
        const at = (/** @type {number} */ place) => texts[(index + place) % texts.length];
        if (index % 3 !== 0) return [];
        return { id: `${index} ${text}`.slice(0, 100), title: text, number: at(1).slice(0, 100), note: at(2), ordered: { date: '2026-02-20', timeZone: ZONE } };
      });
    const headed = (/** @type {string[]} */ texts) => texts.map((text) => `"${text.replaceAll('"', '""')}"`).join(',');
    const files = (/** @type {string[]} */ texts) => [
      file(orders(texts)),
      table(orders(texts), 'ru'),
      // Refused field names, headings and values are named in the report.
      JSON.stringify({ format: 1, orders: texts.map((text) => ({ title: text, ordered: text, [text]: 1, problem: text, marketplace: text })) }),
      `title,ordered,${headed(texts)}\nx,2026-02-20\n${texts.map((text) => headed([text, text])).join('\n')}\n`,
        texts[0],
    ];
    await t.test('plain texts give the markup to compare with', async () => {
      for (const body of Object.values(WAYS)) await run(body, PLAIN, [joom]);
      await run(`element.orders = undefined`);
      for (const [index, text] of files(PLAIN).entries()) await run(IMPORTED, text, index === 0);
      // The second time it is already known.
      await run(IMPORTED, files(PLAIN)[0], false);
      await add();
    });
    await run(`element.orders = []`);

    for (const [way, body] of Object.entries(WAYS)) {
      await t.test(way, async () => {
        await run(body, ALL_HOSTILE, [joom]);
        await nothingElse(known);
      });
    }
    await t.test('a hostile address of a source does no harm', async () => {
      await run(LINKED, [...HOSTILE_TEXTS.ADDRESSES, 'https://example.org/a?b=c#d'], [joom]);
      await nothingElse(known);
    });
    await t.test('hostile texts in a link do no harm', async () => {
      await run(`element.orders = undefined`);
      const json = Buffer.from(JSON.stringify({ format: 1, orders: orders(ALL_HOSTILE) })).toString('base64url');
      for (const hash of [`orders=j.${json}`, ...HOSTILE_TEXTS.ADDRESSES.slice(0, 10).map((text) => `orders=${text}`)]) {
        await page.run(`location.hash = args[0]`, hash);
        await page.until('the page asks about the orders or refuses the link', `return root.querySelector('dialog [data-problem], dialog [data-steps], dialog [data-same], dialog [data-refused]')`);
        await page.run(`look(); root.querySelector('dialog [data-action="close-dialog"]').click()`);
        await page.until('the dialog is closed', `return !root.querySelector('dialog')`);
      }
      await nothingElse(known);
    });
    await t.test('hostile texts can be imported, stored and read after a reload', async () => {
      for (const [index, text] of files(ALL_HOSTILE).entries()) await run(IMPORTED, text, index === 0);
      // A busy machine may need some time to save so many, and the page shows a notice meanwhile.
      await page.until('all orders are stored', `return !root.querySelector('[data-storage]')`);
      // A long list and its cards also add nodes.
      for (const node of ['div data-storage', 'div data-reason', 'li aria-posinset', 'li aria-setsize', 'p data-list-more']) known.add(node);
      await nothingElse(known);
      await page.reload();
      await page.run(`window.root = root; window.element = element; ${WATCH} look()`);
      const { wrong } = await seen();
      assert.deepEqual(wrong, []);
      assert.ok((await page.run(`return element.orders.length`)) > 100);
    });
  });
}
