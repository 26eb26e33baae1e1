// Every text that a person may enter, import or put into a rulebook, with those of hostile-texts.mjs: in the
// calendar file, the table, the export file, the link and the message to support, no property breaks, no
// formula begins, and the text round-trips. tests/browser/injection.test.mjs does the same through the page.

import assert from 'node:assert/strict';
import test from 'node:test';
import ICAL from 'ical.js';
import papaparse from 'papaparse';
import { draftClaim, rulebooks, toICalendar } from '../../dist/npm/index.js';
import { readLink, writeLink } from '../../www/element/transfer/link.js';
import { file, ordersIn, read, readCsv, table } from '../element/transfer.mjs';
import { ALL_HOSTILE } from '../hostile-texts.mjs';

const NOW = '2026-03-01T12:00:00Z';
/** What a file for others must not contain: control characters, and bidirectional overrides. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;
const TEXTS = ALL_HOSTILE.filter((text) => /[^\s\u0085]/.test(text) && text.length <= 100);

/** An order with the text in every text field. @param {string} text @param {number} index @returns {any} */
const order = (text, index) => ({
  id: `${index} ${text}`.slice(0, 200),
  title: text,
  number: text.slice(0, 100),
  note: text,
  ordered: '2026-03-01T10:00:00Z',
  received: '2026-03-01T11:00:00Z',
  problem: 'incomplete',
  proof: { [text.slice(0, 100)]: true, film: false },
});
const ORDERS = ALL_HOSTILE.map(order);

/** A rulebook with the text in every text field. @param {string} text @returns {any} */
function bookWith(text) {
  const [joom] = /** @type {any[]} */ (structuredClone(rulebooks()));
  const both = { ru: text, en: text };
  for (const list of ['sources', 'windows', 'actions', 'proof']) for (const item of joom[list]) item.title = both;
  for (const action of joom.actions) action.steps = [both];
  for (const caution of joom.cautions) caution.text = both;
  return { ...joom, name: text.slice(0, 64).trim() ? text.slice(0, 64) : 'x' };
}

test('there are at least 300 hostile texts', () => assert.ok(ALL_HOSTILE.length >= 300, String(ALL_HOSTILE.length)));

/** The names in a calendar file, each entry's sorted; checks that it contains only what we write. @param {string} text */
function checkedEvents(text) {
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75);
    assert.doesNotMatch(line, CONTROLS);
  }
  const names = (/** @type {InstanceType<typeof ICAL.Component>} */ component) => component.getAllProperties().map(({ name }) => name).sort().join(' ');
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents();
  assert.deepEqual([...new Set(events.map(({ name }) => name))], ['vevent']);
  for (const event of events) {
    assert.match(names(event), /^categories class (description )?dtend dtstamp dtstart last-modified sequence status summary transp uid( url)?$/);
    for (const alarm of event.getAllSubcomponents()) assert.equal(`${alarm.name} ${names(alarm)}`, 'valarm action description trigger');
    const url = event.getFirstPropertyValue('url');
    if (url) assert.match(String(url), /^https:\/\/example\.org\/clock#orders=j\.[A-Za-z0-9_-]+$/);
  }
  return events;
}

test('no text adds anything to a calendar file', () => {
  const options = { now: NOW, timeZone: 'Europe/Moscow', locale: 'ru', page: 'https://example.org/clock' };
  const plain = checkedEvents(toICalendar([order('Лампа', 0)], options)).length;
  for (const [index, text] of ALL_HOSTILE.entries()) {
    assert.equal(checkedEvents(toICalendar([order(text, index)], options)).length, plain, JSON.stringify(text));
  }
  const all = checkedEvents(toICalendar(ORDERS, options));
  assert.equal(new Set(all.map((event) => event.getFirstPropertyValue('uid'))).size, plain * ORDERS.length);
  for (const text of TEXTS) {
    const rulebook = bookWith(text);
    assert.equal(checkedEvents(toICalendar([{ ...order('Лампа', 0), marketplace: rulebook.id }], { ...options, rulebook })).length, plain, JSON.stringify(text));
  }
});

test('no text adds lines or control characters to a message to support', () => {
  for (const [index, text] of ALL_HOSTILE.entries()) {
    const plain = draftClaim(order('Лампа', index), { now: NOW, timeZone: 'UTC' }).split('\n').length;
    const drafted = draftClaim(order(text, index), { now: NOW, timeZone: 'UTC' });
    assert.doesNotMatch(drafted, CONTROLS, JSON.stringify(text));
    assert.equal(drafted.split('\n').length, plain, `lines: ${JSON.stringify(text)}`);
  }
  for (const text of TEXTS) {
    const order = { ordered: '2026-03-01', received: '2026-03-20', proof: { film: true }, problem: /** @type {const} */ ('incomplete') };
    assert.doesNotMatch(draftClaim(order, { now: '2026-04-01T00:00:00Z', timeZone: 'UTC', rulebook: bookWith(text) }), CONTROLS, JSON.stringify(text));
  }
});

test('in a table no text starts a formula or breaks its row, and all are read back', () => {
  const [columns] = /** @type {string[][]} */ (papaparse.parse(table([order('x', 0)], 'en')).data);
  for (const [language, separator] of [['ru', ';'], ['en', ',']]) {
    const text = table(ORDERS, language);
    const rows = /** @type {string[][]} */ (papaparse.parse(text, { delimiter: separator, skipEmptyLines: true }).data);
    assert.equal(rows.length, ORDERS.length + 1);
    for (const [index, row] of rows.entries()) {
      assert.equal(row.length, columns.length, JSON.stringify(ALL_HOSTILE[index - 1]));
      for (const cell of row) {
        // Programs drop invisible characters before they look for a sign.
        // eslint-disable-next-line no-control-regex
        const seen = cell.replace(/^[\s\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/, '');
        assert.doesNotMatch(seen, /^[=+\-@＝＋－＠]/, JSON.stringify(cell));
        assert.doesNotMatch(cell, /[,;|\t\r\n][=+\-@＝＋－＠]/, `formula inside a cell: ${JSON.stringify(cell)}`);
      }
    }
    const back = readCsv(text);
    const titles = (/** @type {any[]} */ orders) => orders.map(({ title, note }) => [title, note]);
    const sound = ORDERS.filter(({ title }) => !title.includes('\ufffd'));
    assert.deepEqual(titles(ordersIn(back).filter(({ title }) => title !== undefined)), titles(sound.filter(({ title }) => title !== '')), language);
  }
});

test('the export file and the link restore every text unchanged', async () => {
  const sound = ORDERS.filter(({ title }) => !title.includes('\ufffd'));
  const text = file(sound);
  assert.equal(JSON.parse(text).orders.length, sound.length);
  const known = (/** @type {any[]} */ orders) => orders.map(({ id, title, number, note }) => ({ id, title, number, note }));
  assert.deepEqual(known(ordersIn(read(text))), known(sound));
  for (const one of sound) {
    const link = await writeLink([one], 'https://example.org/');
    assert.match(link, /^https:\/\/example\.org\/#orders=z\.[A-Za-z0-9_-]+$/);
    assert.deepEqual(known(ordersIn(await readLink(new URL(link).hash))), known([one]));
  }
});
