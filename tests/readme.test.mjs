// Runs the README's own snippets as they are: a ```js block in Node with the packed package, an ```html block
// as a page beside the built scripts, each `cargo xtask …` against the list of commands. Also checks that
// linked files exist.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { browsers, dist, openBrowser, serve } from './browser/harness/index.mjs';
import { ROOT, installPacked, run } from './package/packed.mjs';

const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** @param {string} language */
function blocks(language) {
  const found = README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'));
  return [...found].map(([, text]) => text);
}

test('README: the JavaScript snippets run', async (t) => {
  const snippets = blocks('js');
  assert.notEqual(snippets.length, 0);
  const { folder, remove } = await installPacked();
  t.after(remove);
  for (const [index, snippet] of snippets.entries()) {
    const file = `snippet${index}.${/\brequire\(/.test(snippet) ? 'cjs' : 'mjs'}`;
    await writeFile(join(folder, file), snippet);
    await run('node', [file], folder);
  }
});

test('README: the HTML snippets show the element', { skip: !browsers().includes('chromium') && 'no Chromium' }, async (t) => {
  const snippets = blocks('html');
  assert.notEqual(snippets.length, 0);
  const pages = Object.fromEntries(snippets.map((snippet, index) => [`/snippet${index}.html`, snippet]));
  const site = await serve(dist('embed'), { pages });
  t.after(site.close);
  const browser = await openBrowser('chromium');
  t.after(browser.close);
  for (const path of Object.keys(pages)) {
    await browser.driver.get(new URL(path, site.url).href);
    const shown = () =>
      browser.driver.executeScript(
        `const element = document.querySelector('dispute-clock, dispute-countdown');
         return Boolean(element?.shadowRoot?.querySelector('button, [data-phase]')) && element.offsetHeight > 10`,
      );
    await browser.driver.wait(shown, 5000, `no element is visible in ${pages[path]}`);
  }
});

test('README: the commands exist', async () => {
  const help = await run('cargo', ['run', '--quiet', '--package', 'xtask', '--', 'help'], ROOT);
  const known = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  const named = [...README.matchAll(/cargo xtask ([a-z]+)/g)].map(([, name]) => name);
  assert.notEqual(named.length, 0);
  for (const name of named) assert.ok(known.includes(name), `cargo xtask ${name}`);
});

test('README: it lists exactly the error codes that exist', () => {
  const types = readFileSync(dist('npm/index.d.ts'), 'utf8');
  const [, codes] = /^export type ErrorCode = (.*);$/m.exec(types) ?? [];
  const [, table] = /^\| code \|.*\n\|-.*\n((?:\|.*\n)+)/m.exec(README) ?? [];
  const listed = table.split('\n').flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`(.+?)`/g)].map(([, code]) => code));
  assert.deepEqual(listed.sort(), [...codes.matchAll(/"(.+?)"/g)].map(([, code]) => code).sort());
});

test('README: the stated sizes are those of the budget', () => {
  const { sizes } = JSON.parse(readFileSync(join(ROOT, 'size-budget.json'), 'utf8'));
  const budget = (/** @type {RegExp} */ what) => sizes.find((/** @type {{ what: string }} */ size) => what.test(size.what)).budget;
  const [whole, used, element] = [/^engine, dispute-clock$/, /assess and createTracker/, /^element of the npm package/].map(budget);
  assert.match(README, new RegExp(`${whole} kB after brotli, ${used} kB of it for \`assess\` and \`createTracker\`; the elements are ${element} kB more`));
});

test('README: the links lead to existing files', () => {
  const targets = [...README.matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target);
  for (const target of targets.filter((target) => !/^[a-z]+:/.test(target))) {
    assert.ok(existsSync(join(ROOT, target)), target);
  }
});

test('package: the README links to files it contains, and third-party work is credited', async (t) => {
  const { folder, remove } = await installPacked();
  t.after(remove);
  const inside = (/** @type {string} */ name) => join(folder, 'node_modules/dispute-clock', name);
  const readme = readFileSync(inside('README.md'), 'utf8');
  assert.doesNotMatch(readme, /<!-- \/?repository|cargo xtask serve/);
  const targets = [...readme.matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target).filter((target) => !/^[a-z]+:/.test(target));
  assert.ok(targets.length > 3);
  for (const target of targets) assert.ok(existsSync(inside(target)), target);
  const notices = readFileSync(inside('THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['preact', 'uqr', 'chrono', 'talc', 'serde-wasm-bindgen', 'wasm-bindgen', 'The Rust standard library']) {
    assert.match(notices, new RegExp(`^(.*, )?${name}( \\d.*)?$`, 'm'), name);
  }
  for (const name of ['index.js', 'index.cjs', 'element.js', 'dispute-clock.js', 'dispute-clock.plain.js']) {
    assert.match(readFileSync(inside(name), 'utf8'), /^\/\*! dispute-clock \S+, MIT OR Apache-2.0; work of others: THIRD-PARTY-NOTICES.txt \*\//, name);
  }
});
