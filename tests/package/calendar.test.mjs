// The calendar file through the wasm, read by two independent parsers: npm's ical.js and PyPI's icalendar.
// They must agree with each other, with the assessment and with the given texts.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import ICAL from 'ical.js';
import { assess, toICalendar } from '../../dist/npm/index.js';
import { ROOT } from './packed.mjs';

const PYTHON = join(ROOT, 'target/tools/python');
const LOCALES = ['ru', 'en'];
const PAGE = 'https://example.org/page?a=1';

/** @typedef {ReturnType<typeof read>['events'][number]} Entry */

/** The contents of a file, by ical.js. @param {string} text */
function read(text) {
  for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
  assert.ok(!/[^\r]\n|\r[^\n]/.test(text), 'every line ends with CRLF');
  // Parsers forgive this; RFC 5545, section 3.3.11, does not.
  for (const [line, value] of text.replaceAll('\r\n ', '').matchAll(/^(?:SUMMARY|DESCRIPTION|UID|CATEGORIES):(.*)\r$/gm)) {
    assert.doesNotMatch(value.replace(/\\[\\;,n]/g, ''), /[\\;,]/, line);
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { method: value(calendar, 'method'), events: calendar.getAllSubcomponents('vevent').map(entry) };
}

/** @param {InstanceType<typeof ICAL.Component>} component @param {string} name @returns {any} */
const value = (component, name) => component.getFirstPropertyValue(name);

/** @param {InstanceType<typeof ICAL.Component>} event */
function entry(event) {
  const alarms = event.getAllSubcomponents('valarm').map((alarm) => ({
    minutes: value(alarm, 'trigger').toSeconds() / 60,
    action: value(alarm, 'action'),
    description: value(alarm, 'description'),
  }));
  return {
    uid: value(event, 'uid'),
    sequence: value(event, 'sequence'),
    status: value(event, 'status'),
    stamp: String(value(event, 'dtstamp')),
    start: String(value(event, 'dtstart')),
    end: String(value(event, 'dtend')),
    summary: value(event, 'summary'),
    description: value(event, 'description') ?? '',
    url: value(event, 'url'),
    categories: event.getFirstProperty('categories')?.getValues(),
    properties: event.getAllProperties().map(({ name }) => name.toUpperCase()).sort(),
    alarms,
  };
}

/** The contents of the files, by Python's icalendar. @param {string[]} texts */
function readByPython(texts) {
  const { status, stdout, stderr } = spawnSync('python3', [join(ROOT, 'tests/package/read-calendar.py')], {
    input: JSON.stringify(texts),
    env: { ...process.env, PYTHONPATH: PYTHON, PYTHONIOENCODING: 'utf-8', PYTHONDONTWRITEBYTECODE: '1' },
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** The whole order that a link carries. @param {string} address */
function restored(address) {
  const [page, data] = address.split('#orders=j.');
  assert.equal(page, PAGE);
  const { format, orders } = JSON.parse(Buffer.from(data, 'base64url').toString('utf8'));
  assert.equal(format, 1);
  assert.equal(orders.length, 1);
  return orders[0];
}

/** A moment as a link writes it: in a zone that it names. @param {any} moment @param {string} timeZone */
function zoned(moment, timeZone) {
  if (moment?.local || moment?.date) return { timeZone, ...moment };
  if (/^\d{4}-\d\d-\d\d$/.test(moment)) return { date: moment, timeZone };
  return /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(moment) ? { local: moment, timeZone } : moment;
}

const EVENTS = ['ordered', 'paid', 'dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed'];

/** An order as a link carries it. @param {any} order @param {string} timeZone */
function inLink(order, timeZone) {
  /** @type {any} */
  const plain = { marketplace: 'joom', ...order };
  for (const event of EVENTS) if (event in plain) plain[event] = zoned(plain[event], timeZone);
  for (const sum of ['price', 'refund', 'returnCost']) {
    if (plain[sum]) plain[sum] = { ...plain[sum], amount: String(plain[sum].amount) };
  }
  for (const [id, ends] of Object.entries(plain.entered ?? {})) {
    const moments = Object.entries(ends).map(([end, moment]) => [end, zoned(moment, timeZone)]);
    plain.entered = { ...plain.entered, [id]: Object.fromEntries(moments) };
  }
  return plain;
}

/** Every order of the test cases that the engine accepts, with the options of its case. */
function* corpus() {
  const folder = join(ROOT, 'tests/cases');
  for (const file of readdirSync(folder)) {
    const { cases } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const [index, { order, options }] of cases.entries()) {
      try {
        assess(order, { timeZone: 'UTC', ...options });
      } catch {
        continue;
      }
      yield { name: `${file} ${index}`, order: { ...order, id: `case-${index}` }, options: { timeZone: 'UTC', ...options } };
    }
  }
}

/** What a property cannot hold is removed, and line ends are normalized. @param {string} text */
const cleaned = (text) =>
  text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/gu, '');

const second = (/** @type {number} */ ms) => new Date(ms).toISOString().replace(/\.\d+/, '');
const MINUTES_30 = 1_800_000;

/** Every file written here, for Python to read as well. @type {{ name: string, text: string, events: Entry[] }[]} */
const written = [];

/** @param {string} name @param {any[]} orders @param {any} options */
function write(name, orders, options) {
  const text = toICalendar(orders, options);
  const { method, events } = read(text);
  assert.equal(method, 'PUBLISH');
  written.push({ name, text, events });
  return events;
}

/** By UID, without the part common to all. @param {Entry[]} events */
const byUid = (events) => new Map(events.map((event) => [event.uid.replace('@dispute-clock', ''), event]));

test('the cases of tests/calendar.json give the same results in the wasm', () => {
  const { cases } = JSON.parse(readFileSync(join(ROOT, 'tests/calendar.json'), 'utf8'));
  const minutes = (/** @type {number} */ count) => `${count < 0 ? '-' : ''}PT${Math.abs(count)}M`;
  const plain = (/** @type {string} */ moment) => moment.replace(/[-:]/g, '');
  for (const { name, orders, options, expect, errors } of cases) {
    try {
      const summaries = [...byUid(write(name, orders, options))].map(([uid, { status, start, end, alarms }]) => [
        uid,
        [status, plain(start), plain(end), ...alarms.map((alarm) => minutes(alarm.minutes))].join(' '),
      ]);
      assert.deepEqual(Object.fromEntries(summaries), expect, name);
    } catch (error) {
      const refused = /** @type {any} */ (error);
      if (refused.name !== 'DisputeClockError') throw error;
      assert.deepEqual(refused.errors.map((/** @type {any} */ { code, path }) => ({ code, path })), errors, name);
    }
  }
});

test('the calendar has exactly the deadlines of the assessment, for every order of the corpus in both languages', () => {
  let entries = 0;
  for (const { name, order, options } of corpus()) {
    for (const locale of LOCALES) {
      const settings = { ...options, locale, page: PAGE };
      const { phase, now, deadlines: all } = assess(order, settings);
      // A typed delivery date covers all of that day; what an entered event opens has opened.
      const hasOpened = (/** @type {typeof all[number]} */ { kind, term, from }) => kind === 'opens' && !term && from && from.event !== 'deliveryDue';
      const deadlines = all.map((one) => (one.id === 'delivery' ? { ...one, at: one.latest } : hasOpened(one) ? { ...one, at: one.earliest } : one));
      const ahead = deadlines.filter(({ at }) => at >= now);
      const recorded = ['cancelled', 'in-dispute', 'refunded', 'completed'].includes(phase);
      if (!recorded && ahead.length === 0) {
        assert.throws(() => toICalendar([order], settings), { code: 'nothing-ahead', path: 'orders' });
        continue;
      }
      const events = byUid(write(`${name} ${locale}`, [order], settings));
      for (const deadline of recorded ? deadlines : ahead) {
        const uid = `${order.id}~${deadline.id}~${deadline.kind}`;
        const event = events.get(uid);
        assert.ok(event, `${name}: there is no ${uid}`);
        const settled = recorded || (order.received && ['cancel', 'delivery'].includes(deadline.id));
        assert.equal(event.status, settled ? 'CANCELLED' : 'CONFIRMED', uid);
        checkSpan(event, deadline, settings.timeZone);
        if (!settled) checkTexts(event, deadline, order, settings, now);
        entries += 1;
      }
      if (!recorded) assert.equal(events.size, ahead.length, name);
    }
  }
  assert.ok(entries > 200, `${entries} entries`);
});

/** @param {Entry} event @param {import('../../dist/npm/index.js').Deadline} deadline @param {string} timeZone */
function checkSpan(event, { at, kind, exact }, timeZone) {
  if (exact && kind === 'closes') {
    assert.equal(event.end, second(at));
    assert.equal(event.start, second(at - MINUTES_30));
  } else if (exact) {
    assert.equal(event.start, second(Math.ceil(at / 1000) * 1000));
    assert.equal(event.end, second(Math.ceil(at / 1000) * 1000 + MINUTES_30));
  } else {
    // The last day, or the first, that certainly has time in the window.
    const date = new Intl.DateTimeFormat('sv', { timeZone }).format(kind === 'closes' ? at - 1 : at + 1);
    assert.equal(event.start, date);
    assert.equal(Date.parse(event.end) - Date.parse(event.start), 86_400_000);
  }
}

/**
 * @param {Entry} event @param {import('../../dist/npm/index.js').Deadline} deadline
 * @param {any} order @param {any} options @param {number} now
 */
function checkTexts(event, deadline, order, options, now) {
  const texts = LOCALES.map((locale) => {
    const same = assess(order, { ...options, locale }).deadlines.find(({ id, kind }) => id === deadline.id && kind === deadline.kind);
    return same?.title ?? '';
  });
  const [first, other] = options.locale === 'ru' ? texts : texts.reverse();
  for (const text of [event.summary, event.description]) {
    assert.ok(text.indexOf(first) >= 0 && text.indexOf(first) < text.lastIndexOf(other), text);
  }
  if (order.title) assert.ok(event.summary.startsWith(order.title) && event.description.startsWith(`${order.title}\n`), event.summary);
  const hedged = event.description.includes('с чужих слов') && event.description.includes('second-hand');
  // The end of the delivery time is the date that was typed.
  assert.equal(hedged, deadline.certainty === 'reported' && deadline.id !== 'delivery', event.description);
  assert.equal(event.description.includes('Точное время неизвестно'), !deadline.exact);
  // What is only reported is never certain.
  for (const [sure, probably] of [['наверняка', 'предположительно'], ['surely', 'probably']]) {
    assert.equal(event.description.includes(`: ${sure}`), !deadline.exact && !hedged && deadline.id !== 'delivery');
    assert.equal(event.description.includes(`: ${probably}`), hedged);
  }
  assert.ok(event.url && event.description.endsWith(`:\n${event.url}`));
  assert.deepEqual(restored(event.url), inLink(order, options.timeZone));
  for (const alarm of event.alarms) {
    assert.equal(alarm.description, event.summary);
    // An all-day alarm rings at nine in the shopper's zone, which a date alone does not name.
    if (deadline.exact) {
      const rings = Date.parse(event.start) + alarm.minutes * 60_000;
      assert.ok(rings > now || deadline.kind === 'opens');
      // Nobody is up at midnight.
      const clock = new Intl.DateTimeFormat('sv', { timeZone: options.timeZone, timeStyle: 'medium' }).format(Date.parse(event.start));
      const wait = clock === '00:00:00' ? 9 * 3_600_000 : 0;
      assert.ok(deadline.kind === 'opens' ? rings === Date.parse(event.start) + wait : rings < deadline.at);
    }
  }
  if (deadline.at - now > 8 * 86_400_000) assert.notEqual(event.alarms.length, 0);
}

test('an order restored from a link is assessed like the original', () => {
  for (const { name, order, options } of corpus()) {
    let events;
    try {
      ({ events } = read(toICalendar([order], { ...options, page: PAGE })));
    } catch {
      continue;
    }
    const url = events.find((event) => event.url)?.url;
    if (!url) continue;
    assert.deepEqual(assess(restored(url), options), assess(order, options), name);
  }
});

test('a link that calendars would cut off leaves out the note, and the entry says so', () => {
  const order = { id: 'a', ordered: '2026-03-01', note: 'заметка '.repeat(1_000) };
  const [event] = write('long note', [order], { now: '2026-03-20T12:00:00Z', timeZone: 'UTC', page: PAGE });
  assert.deepEqual(restored(event.url), { id: 'a', marketplace: 'joom', ordered: { date: '2026-03-01', timeZone: 'UTC' } });
  assert.match(event.description, /кроме заметки.*except the note/);
  assert.ok(event.description.length < 8_192);
});

test('without a page there is no link', () => {
  const [event] = write('no page', [{ id: 'a', ordered: '2026-03-01' }], { now: '2026-03-20T12:00:00Z' });
  assert.equal(event.url, null);
  assert.doesNotMatch(event.description, /orders=/);
});

test('a second import updates entries, and cancels those of removed and finished orders', () => {
  /** A calendar that follows RFC 5546: for the same UID the higher SEQUENCE wins. @type {Map<string, Entry>} */
  const calendar = new Map();
  const importInto = (/** @type {Entry[]} */ events) => {
    for (const event of events) {
      const known = calendar.get(event.uid);
      if (!known || event.sequence > known.sequence) calendar.set(event.uid, event);
    }
    return [...calendar.values()].filter(({ status }) => status !== 'CANCELLED');
  };
  const options = { timeZone: 'UTC', page: PAGE };
  const kept = { id: 'kept', ordered: '2026-03-01T10:00Z' };
  const finished = { id: 'finished', ordered: '2026-03-01T10:00Z' };
  const removed = { id: 'removed', ordered: '2026-03-01T10:00Z', marketplace: 'joom' };

  const before = importInto(write('first', [kept, finished, removed], { ...options, now: '2026-03-01T12:00:00Z' }));
  assert.equal(before.length, 9);

  const changed = { ...kept, ordered: '2026-03-02T10:00Z' };
  const orders = [changed, { ...finished, cancelled: '2026-03-02T11:00Z' }];
  const after = importInto(write('second', orders, { ...options, now: '2026-03-02T12:00:02Z', removed: [removed.id] }));
  assert.deepEqual(
    after.map(({ uid, start }) => [uid, start]),
    [
      ['kept~cancel~closes@dispute-clock', '2026-03-02T17:30:00Z'],
      ['kept~dispute~opens@dispute-clock', '2026-05-16T10:00:00Z'],
      ['kept~dispute~closes@dispute-clock', '2026-05-31T09:30:00Z'],
    ],
  );
  // Two files, two seconds apart, at the end of the supported years.
  const last = Date.parse('2100-12-31T23:59:59Z');
  const sequence = (/** @type {number} */ now) => read(toICalendar([{ id: 'a', ordered: now }], { now, timeZone: 'UTC' })).events[0].sequence;
  assert.ok(sequence(last - 2000) < sequence(last) && sequence(last) < 2 ** 31);
});

test('hostile titles pass through both parsers unchanged', () => {
  const parts = ['X\r\nEND:VCALENDAR', 'a,b;c\\d', '\\n\\N\\\\', '"quoted"', 'TAB\there', 'null\0byte', '\u202eabc\u202c', '\u2066x', '\u200f', '\u2028\u2029\u0085', '\u001b[31m', '\u007f\u009f', '😀👩‍👩‍👧‍👦', 'é\u0301', '\ud800', '<script>', ':;,=', 'BEGIN:VALARM', '\r', '\n ', '\u00ad\ufeff', 'ﷺ', '日本語'];
  const titles = [...parts, parts.join(' ')];
  for (let before = 0; before < 80; before++) titles.push(`${'x'.repeat(before)}😀я, ${'ж'.repeat(60)}`);
  const now = '2026-03-20T12:00:00Z';
  for (const [index, title] of titles.entries()) {
    const order = { id: `id ${title.slice(0, 50)}${index}`, title, number: title.slice(0, 90), ordered: '2026-03-01', note: title };
    const events = write(`title ${index}`, [order], { now, timeZone: 'UTC', page: PAGE });
    assert.equal(events.length, 2, title);
    for (const event of events) {
      const inFile = cleaned(title);
      if (inFile.trim()) assert.ok(event.description.startsWith(`${inFile}\nJoom`), JSON.stringify([title, event.description]));
      assert.doesNotMatch(event.summary, /\n|[\u202a-\u202e]/);
      assert.match(event.uid, /^[\w.~-]+@dispute-clock$/);
      assert.equal(restored(event.url).title, title.replace(/\p{Cs}/gu, '\ufffd'));
      assert.equal(restored(event.url).note, title.replace(/\p{Cs}/gu, '\ufffd'));
    }
  }
});

const missing = existsSync(join(PYTHON, 'icalendar')) ? false : "PyPI's icalendar is not in target/tools/python: cargo xtask test --only package";
test("Python's icalendar reads every file of these tests like ical.js", { skip: !process.env.CI && missing }, () => {
  assert.ok(!missing, String(missing));
  const all = readByPython(written.map(({ text }) => text));
  for (const [index, { name, events }] of written.entries()) assert.deepEqual(all[index], { method: 'PUBLISH', events }, name);
  assert.ok(written.length > 200, `${written.length} files`);
});
