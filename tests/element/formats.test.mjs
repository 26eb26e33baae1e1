// How the catalogues say dates, times and durations, compared with the host's Intl.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES } from '../../www/element/catalogues.js';
import { catalogueOf } from './catalogue.mjs';
import { createFormats } from '../../www/element/formats.js';
import { createWords } from '../../www/element/words.js';

const DAY = 86_400_000;
// A calendar day is of no zone: west of Greenwich its midnight must not become the day before.
process.env.TZ = 'America/New_York';

/** @param {string} name @param {string} [regions] */
function formats(name, regions = catalogueOf(name)('speech.regions')) {
  const sentence = (/** @type {string} */ key) => (key === 'speech.regions' ? regions : catalogueOf(name)(key)) ?? key;
  return createFormats(name, (key, values = {}) => sentence(key).replace(/\{(\w+)\}/g, (_, value) => values[value]));
}

/** Hosts differ in the spaces they use. @param {string} text */
const plain = (text) => text.replace(/\s/g, ' ');

for (const name of LANGUAGES) {
  test(`${name}: every day of two years is written as Intl writes it`, () => {
    const [own, host] = [formats(name), formats(name, '')];
    for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2028, 0, 1); at += DAY) {
      const date = new Date(at).toISOString().slice(0, 10);
      for (const withYear of [false, true]) {
        assert.equal(plain(own.day(date, withYear)), plain(host.day(date, withYear)));
        assert.equal(plain(own.shortDay(date, withYear)), plain(host.shortDay(date, withYear)));
      }
      assert.equal(own.weekday(date), host.weekday(date));
    }
  });

  test(`${name}: every minute of a day is written as Intl writes it`, () => {
    const [own, host] = [formats(name), formats(name, '')];
    for (let minute = 0; minute < 1440; minute++) {
      const time = new Date(minute * 60_000).toISOString().slice(11, 16);
      assert.equal(plain(own.time(time)), plain(host.time(time)));
    }
  });

  test(`${name}: durations of more than a thousand of each unit are written as Intl writes them`, () => {
    const [own, host] = [formats(name), formats(name, '')];
    for (const unit of /** @type {const} */ (['day', 'hour', 'minute', 'second'])) {
      for (let amount = 0; amount <= 1200; amount++) {
        const [said, expected] = [own.amount(amount, unit), host.amount(amount, unit)];
        // Intl gives bare durations; here they follow «ещё» and «через».
        const after = plain(expected.after).replace(/(минут|секунд)а$/, '$1у');
        assert.deepEqual({ ...said, after: plain(said.after) }, { ...expected, after });
      }
    }
  });
}

test('the time left takes the grammatical case its sentence needs, in every Russian locale', () => {
  for (const tag of ['ru', 'ru-RU', 'ru-BY', 'ru-KZ']) {
    const words = createWords({ name: 'ru', tag, catalogue: catalogueOf('ru') }, 'UTC');
    const left = words.countdown({ days: 0, hours: 1, minutes: 21, seconds: 1 }).map(({ digits, after }) => plain(digits + after));
    assert.equal(`${words.t('lead.cancel.closes', { bound: '' })} ${left.join(' ')}`, 'Отменить можно ещё 1 час 21 минуту 1 секунду');
  }
});

test('of two midnights of one night only the first ends the day before', () => {
  for (const [zone, second, date, time] of [['Atlantic/Azores', '2026-10-25T01:00Z', '25 октября', '2026-10-24T20:00Z'], ['America/Havana', '2026-11-01T05:00Z', '1 ноября', '2026-11-01T00:00Z']]) {
    const words = createWords({ name: 'ru', tag: 'ru', catalogue: catalogueOf('ru') }, zone);
    const [at, now] = [Date.parse(second), Date.parse(time)];
    const [closes, opens] = /** @type {const} */ (['closes', 'opens']);
    for (const kind of [closes, opens]) {
      assert.equal(plain(words.clock(at, kind)), '0:00');
      assert.equal(plain(words.moment(at, now, kind)), `0:00 завтра, ${date}`);
      assert.equal(plain(words.instant(at, now, kind)), `${date}, 0:00`);
      assert.equal(words.shortEnd(at, kind), words.shortDay(at, at));
    }
    const first = at - 60 * 60_000;
    assert.equal(words.clock(first, closes), words.t('moment.midnight'));
    assert.match(words.moment(first, now, closes), new RegExp(words.t('moment.day-end')));
    assert.match(words.moment(first, now, opens), new RegExp(words.t('moment.day-start')));
    assert.notEqual(words.shortEnd(first, closes), words.shortDay(at, at));
  }
});

test('formats of other regions are left to the host', () => {
  const t = (/** @type {string} */ key) => catalogueOf('en')(key) ?? key;
  assert.equal(createFormats('en-GB', t).day('2026-03-01', true), '1 March 2026');
  assert.equal(createFormats('en-GB', t).time('14:30'), '14:30');
});

test('a date that ends with a period is not followed by another', () => {
  const words = createWords({ name: 'ru', tag: 'ru', catalogue: catalogueOf('ru') }, 'UTC');
  const sentence = words.t('empty.example', { moment: words.instant(Date.UTC(2027, 1, 9, 12), Date.UTC(2026, 1, 9)) });
  assert.match(plain(sentence), /2027 г\., 12:00\.$/);
  const date = words.t('empty.example', { moment: words.dayOf(Date.UTC(2027, 1, 9), Date.UTC(2026, 1, 9)) });
  assert.match(plain(date), / 2027 г\.$/);
});

test('quotation marks inside a quoted name become inner ones', () => {
  const words = (/** @type {string} */ name) => createWords({ name, tag: name, catalogue: catalogueOf(name) }, 'UTC');
  assert.equal(words('ru').quoted('Чайник «Люкс»'), '«Чайник „Люкс“»');
  assert.equal(words('en').quoted('Kettle “Luxe”'), '“Kettle ‘Luxe’”');
  assert.equal(words('ru').quoted('Чайник'), '«Чайник»');
});

test('a deadline some seconds past midnight still ends the day before', () => {
  const words = createWords({ name: 'ru', tag: 'ru', catalogue: catalogueOf('ru') }, 'UTC');
  const [now, end] = [Date.UTC(2026, 2, 1, 23), Date.UTC(2026, 2, 2, 0, 0, 40)];
  assert.equal(plain(words.moment(end, now, 'closes')), 'конца дня сегодня, 1 марта');
  assert.equal(plain(words.instant(end, now, 'closes')), '1 марта, 24:00');
  assert.equal(plain(words.shortEnd(end, 'closes')), '1 мар.');
});

test('a single day gone by is in the singular', () => {
  for (const [name, text] of [['ru', '1 день позади'], ['en', '1 day gone by']]) {
    const words = createWords({ name, tag: name, catalogue: catalogueOf(name) }, 'UTC');
    assert.equal(plain(words.t('timeline.over', { total: words.amount(1, 'day') })), text);
  }
});

test('the latest time at which something becomes possible does not sound like a deadline', () => {
  for (const [name, text] of [['ru', 'Спор наверняка можно открыть через'], ['en', 'A dispute can definitely be opened in']]) {
    const words = createWords({ name, tag: name, catalogue: catalogueOf(name) }, 'UTC');
    assert.equal(words.t('lead.dispute.opens', { bound: words.t('lead.opens.bound') }), text);
  }
});
