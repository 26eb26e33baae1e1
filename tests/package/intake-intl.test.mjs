// Dates as the host's own Intl writes them, in Russian and English, in every style, around the calendar: each
// must be read back as it was, or be asked about with the right answer among those offered. Texts from an
// independent source.

import assert from 'node:assert/strict';
import test from 'node:test';
import { parseOrderText } from '../../dist/npm/index.js';
import { random } from '../random.mjs';

const NOW = '2026-11-20T12:00:00Z';
const ZONES = ['Europe/Moscow', 'America/New_York', 'Asia/Kathmandu', 'UTC'];
const LOCALES = ['ru', 'en-US', 'en-GB', 'en-CA', 'en-AU', 'ru-KZ'];
const LABELS = { ru: ['Заказ оформлен ', 'Дата заказа: ', 'Заказано: '], en: ['Order placed ', 'Order date: ', 'Ordered on '] };
const DATE_STYLES = /** @type {const} */ (['full', 'long', 'medium', 'short']);
const TIME_STYLES = /** @type {const} */ ([undefined, 'short', 'medium', 'long', 'full']);
const FIELDS = /** @type {Intl.DateTimeFormatOptions[]} */ ([
  { year: 'numeric', month: '2-digit', day: '2-digit' },
  { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' },
  { year: 'numeric', month: 'long', day: 'numeric', weekday: 'long', hour: 'numeric', minute: '2-digit' },
  { year: 'numeric', month: 'short', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  { year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  { year: '2-digit', month: '2-digit', day: '2-digit' },
]);
/** Every date format that is tried. @type {Intl.DateTimeFormatOptions[]} */
const STYLES = [
  ...DATE_STYLES.flatMap((dateStyle) => TIME_STYLES.map((timeStyle) => (timeStyle ? { dateStyle, timeStyle } : { dateStyle }))),
  ...FIELDS,
];
const ROUNDS = 40;

/** The date, and the time as far as it was written, on the zone's clock. @param {Date} at @param {string} timeZone @param {Intl.DateTimeFormatOptions} style */
function wallClock(at, timeZone, style) {
  const all = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone };
  const parts = Object.fromEntries(new Intl.DateTimeFormat('en', /** @type {any} */ (all)).formatToParts(at).map(({ type, value }) => [type, value]));
  const date = `${parts.year}-${parts.month}-${parts.day}`;
  if (!style.timeStyle && !style.hour) return date;
  const seconds = style.second || (style.timeStyle && style.timeStyle !== 'short') ? `:${parts.second}` : '';
  return `${date}T${parts.hour}:${parts.minute}${seconds}`;
}

for (const locale of LOCALES) {
  test(`${locale}: dates written by Intl are read back`, () => {
    const labels = LABELS[/** @type {'ru' | 'en'} */ (locale.slice(0, 2))];
    const chance = random(locale);
    let [read, asked] = [0, 0];
    for (const style of STYLES) {
      for (let round = 0; round < ROUNDS; round++) {
        const at = new Date(Date.UTC(2018, 0, 1) + Math.floor(chance() * 8.8 * 365 * 86_400_000));
        const timeZone = ZONES[Math.floor(chance() * ZONES.length)];
        const written = new Intl.DateTimeFormat(locale, { ...style, timeZone }).format(at);
        const text = labels[round % labels.length] + written;
        const { found, questions } = parseOrderText(text, { now: NOW, timeZone, locale });
        const expected = wallClock(at, timeZone, style);
        const context = `${text} (${JSON.stringify(style)})`;
        const ordered = found.find(({ field }) => field === 'ordered');
        if (ordered) {
          // The longer times include a zone; with it, the instant itself must be right.
          const [, local, offset] = /^(.*?)(Z|[+-]\d\d:\d\d)?$/.exec(/** @type {string} */ (ordered.value)) ?? [];
          assert.equal(local, expected, context);
          if (offset) assert.equal(Date.parse(`${local}${offset}`), Math.floor(at.getTime() / 1000) * 1000, context);
          assert.deepEqual(ordered.doubts.filter((doubt) => doubt !== 'zone-unknown'), [], context);
          assert.ok(written.includes(ordered.text), context);
          read++;
        } else {
          assert.deepEqual(questions.map(({ code, field }) => [code, field]), [['ambiguous-date', 'ordered']], context);
          const locals = questions[0].options.map((option) => /** @type {string} */ (option).replace(/(Z|[+-]\d\d:\d\d)$/, ''));
          assert.ok(locals.includes(expected), `${context}: ${locals}`);
          assert.ok(/^\d+[/-]\d+[/-]\d+/.test(written), `${context}: there is nothing to ask about`);
          asked++;
        }
      }
    }
    console.log(`${locale}: ${read} read, ${asked} asked about`);
    assert.equal(read + asked, STYLES.length * ROUNDS);
  });
}
