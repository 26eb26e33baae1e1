// The catalogues: both languages have every sentence, with the same placeholders, and the element uses no
// missing key and keeps no unused one.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { texts } from '#locales';
import { sentences } from '#locales/deferred.js';
import en from '../../www/locales/en.js';
import ru from '../../www/locales/ru.js';
import { LANGUAGES } from '../../www/element/catalogues.js';
import { createLanguageResolver } from '../../www/element/language.js';
import { createWords } from '../../www/element/words.js';
import { catalogueOf } from '../element/catalogue.mjs';
import { browsers } from './harness/index.mjs';
import { visit } from './page.mjs';
import { STATES } from './states.mjs';

const ELEMENT = fileURLToPath(new URL('../../www/element/', import.meta.url));
const PAGE = readFileSync(new URL('../../www/index.html', import.meta.url), 'utf8');
const NBSP = /[\u00A0\u202F]/g;

/** @type {Record<string, Record<string, string>>} */
const CATALOGUES = { ru, en };
const sources = /** @type {string[]} */ (readdirSync(ELEMENT, { recursive: true }))
  .filter((name) => /\.jsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(ELEMENT + name, 'utf8') }));

/** @param {string} text */
const withoutComments = (text) => text.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');

test('both languages have the same keys, with the same placeholders', () => {
  /** @param {Record<string, string>} catalogue */
  const shape = (catalogue) =>
    Object.entries(catalogue).map(([key, text]) => [key, [...new Set(text.match(/\{\w+\}/g))].sort().join(' ')]);
  assert.deepEqual(shape(ru), shape(en));
  for (const catalogue of [ru, en]) for (const [key, text] of Object.entries(catalogue)) assert.ok(text.trim(), key);
});

test('the packed catalogues have the same texts', () => {
  for (const [language, catalogue] of Object.entries(CATALOGUES)) {
    for (const [key, text] of Object.entries(catalogue)) assert.equal(catalogueOf(language)(key), key.startsWith('page.') ? undefined : text);
  }
  assert.deepEqual([...LANGUAGES].sort(), Object.keys(CATALOGUES).sort());
});

test('every key is used, and every used key exists', () => {
  const code = sources.map(({ text }) => withoutComments(text)).join('\n');
  const ofPage = [...PAGE.matchAll(/data-\w+="(page\.[\w.-]+)"/g)].map(([, key]) => key);
  const literals = new Set([...ofPage, ...[...code.matchAll(/'([a-z]+\.[\w.-]+)'/g)].map(([, key]) => key)]);
  const patterns = [...code.matchAll(/`([a-z]+\.[^`]*\$\{[^`]*)`/g)].map(
    ([, template]) => new RegExp(`^${template.split(/\$\{[^}]*\}/).map(escaped).join('[\\w.-]*')}$`),
  );
  const isUsed = (/** @type {string} */ key) =>
    literals.has(key) || patterns.some((pattern) => pattern.test(key));
  assert.deepEqual(Object.keys(ru).filter((key) => !isUsed(key)), []);
  const families = new Set(Object.keys(ru).map((key) => key.split('.')[0]));
  const missing = [...literals].filter((key) => families.has(key.split('.')[0]) && !(key in ru));
  assert.deepEqual(missing.filter((key) => !key.startsWith('price.')), []);
});

test('nothing drawn before the deferred file is loaded uses its texts', async () => {
  const { metafile } = await build({
    entryPoints: ['www/embed.js'], bundle: true, write: false, metafile: true, logLevel: 'error', format: 'iife', conditions: ['either'],
    external: ['./*.plain.js'], define: { PLAIN_CORE: '"./x.plain.js"', PLAIN_TEXTS: '"./x.plain.js"', BUILD_MARK: '""' }, jsx: 'automatic', jsxImportSource: 'preact',
  });
  const families = [...new Set(sentences.keys.split('\n').map((key) => key.split('.')[0]))].filter((family) => family !== '');
  const asked = new RegExp(`['\`](?:${families.join('|')})\\.[a-z$]`, 'g');
  const found = Object.keys(metafile.inputs)
    .filter((name) => name.startsWith('www/element/'))
    .flatMap((name) => (withoutComments(readFileSync(name, 'utf8')).match(asked) ?? []).map((start) => `${name}: ${start}`));
  // These are used once the deferred file has loaded.
  const later = ['features/claim.js', 'features/paste.js', 'features/reminders.js', 'view/transfer.jsx'];
  assert.deepEqual(found.filter((one) => !later.some((name) => one.startsWith(`www/element/${name}`))), []);
});

test('no text is hard-coded in the element or the body of the page', () => {
  const [, body] = PAGE.split('<body>');
  const [, afterSwitch] = body.split('</nav>');
  assert.doesNotMatch(afterSwitch, /[А-Яа-яё]/);
  for (const { name, text } of sources) assert.doesNotMatch(withoutComments(text), /[А-Яа-яё]/, name);
});

test('another language needs only another catalogue', (t) => {
  const element = Object.assign(Object.create((globalThis.Element = /** @type {any} */ (class {})).prototype), { getAttribute: () => 'eo-XX' });
  t.after(() => {
    LANGUAGES.pop();
    for (const all of [texts, sentences.texts]) delete all.eo;
    Reflect.deleteProperty(globalThis, 'Element');
  });
  globalThis.ShadowRoot ??= /** @type {any} */ (class {});
  const speech = createLanguageResolver(element, () => {});
  assert.equal(speech().name, 'ru', 'Russian is the fallback');
  LANGUAGES.push('eo');
  for (const all of [texts, sentences.texts]) all.eo = all.en.split('\n').map((text) => `[${text}]`).join('\n');
  const esperanto = speech();
  assert.deepEqual([esperanto.name, esperanto.tag], ['eo', 'eo-XX']);
  const speaking = createWords(esperanto, 'Europe/Moscow');
  const now = Date.parse('2026-03-01T10:30+03:00');
  assert.match(speaking.moment(now, now, 'closes'), /^\[.* today, .*\]$/);
  assert.match(speaking.countdown({ days: 2, hours: 0, minutes: 0, seconds: 0 }).map(({ digits, after }) => digits + after)[0], /^2 tagoj/);
});

for (const name of browsers()) {
  test(`${name}: the page never mixes languages`, async (t) => {
    const { site, page } = await visit(t, name);
    /** Not our own text: quoted labels, names, addresses, currency codes, time zones. */
    const named = /«[^»]*»|https?:\S+|[\w-]+\.(?:ru|com)|Google|Apple|Safari|Outlook|Joom|AliExpress|Europe\/Moscow|JSON|CSV|QR|[A-Z]{3}/g;
    /** @type {Record<string, RegExp>} */
    const foreign = { en: /[А-Яа-яё]+/g, ru: /[A-Za-z]{2,}/g };
    for (const [language, alphabet] of Object.entries(foreign)) {
      for (const state of ['empty', 'form-errors', 'all-phases', 'edit-form']) {
        await page.open(site.url);
        await page.switchLanguage(language);
        await STATES[state](page, /** @type {'ru' | 'en'} */ (language));
        const text = await page.run(`
          const attributes = ['aria-label', 'placeholder', 'title', 'alt'];
          const labels = [...root.querySelectorAll('*')].flatMap((one) => attributes.map((name) => one.getAttribute(name) ?? ''));
          return [root.textContent, ...labels].join(' ')`);
        assert.deepEqual(text.replaceAll(named, ' ').match(alphabet) ?? [], [], `${state}, ${language}`);
      }
    }
  });
}

test('plurals are right in Russian and English', () => {
  const countdown = (/** @type {string} */ name, /** @type {number} */ days) =>
    words(name)
      .countdown({ days, hours: 0, minutes: 0, seconds: 0 })
      .map(({ digits, after }) => digits + after)[0]
      .replaceAll(NBSP, ' ');
  const russian = [1, 2, 5, 11, 21, 22, 25, 75, 111, 1001].map((days) => countdown('ru', days));
  assert.deepEqual(russian, [
    '1 день', '2 дня', '5 дней', '11 дней', '21 день', '22 дня', '25 дней', '75 дней', '111 дней', '1001 день',
  ]);
  assert.deepEqual([1, 2].map((days) => countdown('en', days)), ['1 day', '2 days']);
});

test('a moment is worded by its distance: today, tomorrow, this week, this year, another year', () => {
  const now = Date.parse('2026-03-01T10:30:02+03:00');
  const wording = (/** @type {string} */ name, /** @type {string} */ at, /** @type {'opens' | 'closes'} */ kind = 'closes') =>
    words(name).moment(Date.parse(at), now, kind).replaceAll(NBSP, ' ');
  assert.equal(wording('ru', '2026-03-01T14:30+03:00'), '14:30 сегодня, 1 марта');
  assert.equal(wording('ru', '2026-03-02T09:05+03:00'), '9:05 завтра, 2 марта');
  assert.equal(wording('ru', '2026-03-04T14:30+03:00'), '14:30, 4 марта (среда)');
  assert.equal(wording('ru', '2026-05-15T14:30+03:00'), '14:30, 15 мая');
  assert.equal(wording('ru', '2027-05-15T14:30+03:00'), '14:30, 15 мая 2027 г.');
  assert.equal(wording('en', '2026-03-01T14:30+03:00'), '2:30 PM today, March 1');
  assert.equal(wording('en', '2027-05-15T14:30+03:00'), '2:30 PM, May 15, 2027');
  // Midnight ends one day and begins another; an opening never reads as earlier than it is.
  assert.equal(wording('ru', '2026-05-16T00:00+03:00', 'closes'), 'конца дня, 15 мая');
  assert.equal(wording('ru', '2026-05-16T00:00+03:00', 'opens'), 'начала дня, 16 мая');
  assert.equal(wording('ru', '2026-05-15T23:59:59.999+03:00', 'opens'), 'начала дня, 16 мая');
  assert.equal(wording('ru', '2026-05-15T14:30:00.001+03:00', 'opens'), '14:31, 15 мая');
  assert.equal(wording('ru', '2026-05-15T14:30:59.999+03:00', 'closes'), '14:30, 15 мая');
});

/** @param {string} name */
function words(name) {
  return createWords({ name, tag: name, catalogue: catalogueOf(name) }, 'Europe/Moscow');
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
