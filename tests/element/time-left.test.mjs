// The time left is never overstated, and orders counted in minutes are updated together.

import assert from 'node:assert/strict';
import test from 'node:test';
import { assess } from '../../dist/npm/index.js';
import { isReached } from '../../www/element/deadlines.js';
import { displayedTimeLeft, nextDisplayChange, nextWake } from '../../www/element/time-left.js';
import { progressOf, timelineOf } from '../../www/element/timeline.js';
import { createWords } from '../../www/element/words.js';
import { catalogueOf } from './catalogue.mjs';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.parse('2026-03-01T10:30:17.345+03:00');
/** Placed at odd instants, before their 75th day. */
const ORDERED = [3.21, 10.77, 30.003, 50.5, 73.9].map((days) => Math.floor(START - days * DAY));

/** @param {number} ordered @param {number} now @returns {any} */
const assessed = (ordered, now) => assess({ ordered }, { now, timeZone: 'Europe/Moscow', locale: 'en' });

/** @param {{ days: number, hours: number, minutes: number, seconds: number }} left */
const inMs = ({ days, hours, minutes, seconds }) => (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;

test('five orders counted in days together wake the page only once a minute', () => {
  let now = START;
  let wakes = 0;
  for (; now < START + 60 * MINUTE; wakes++) {
    now = Math.min(...ORDERED.map((ordered) => Number(nextDisplayChange(assessed(ordered, now)))));
  }
  assert.ok(wakes <= 61, `${wakes} wake-ups in an hour`);
});

test('the time shown between two wake-ups is never too long, and at most a minute too short', () => {
  for (const ordered of ORDERED) {
    const end = assessed(ordered, START).next.at;
    for (let now = end - DAY - 90 * MINUTE; now < end - DAY + 5_000; ) {
      const assessment = assessed(ordered, now);
      const wake = Number(nextDisplayChange(assessment));
      assert.ok(wake > now);
      const shown = inMs(displayedTimeLeft(assessment));
      // Just before the next wakeup, the least is left.
      assert.ok(shown <= end - (wake - 1), `${shown} shown at ${now} until ${wake}`);
      assert.ok(Math.floor((end - now) / MINUTE) * MINUTE - shown <= MINUTE, `${shown} shown at ${now}, ${end - now} left`);
      now = wake;
    }
    // The last day counts in seconds, and begins at once.
    assert.equal(nextDisplayChange(assessed(ordered, end - DAY)), end - DAY + 1);
    assert.equal(displayedTimeLeft(assessed(ordered, end - DAY + 1)).days, 0);
  }
});

test('whole minutes are shown correctly around a minute boundary, one or more days ahead', () => {
  for (const ordered of ORDERED) {
    const end = assessed(ordered, START).next.at;
    for (const days of [1, 2, Math.floor((end - START) / DAY)]) {
      const minute = Math.floor((end - days * DAY) / MINUTE) * MINUTE;
      for (const now of [-1, 0, 1].map((by) => minute + by)) {
        const assessment = assessed(ordered, now);
        const wake = Number(nextDisplayChange(assessment));
        const shown = displayedTimeLeft(assessment);
        const left = end - (wake - 1);
        assert.ok(wake > now && wake <= now + MINUTE && inMs(shown) <= left && left - inMs(shown) < MINUTE, `${now}, ${JSON.stringify(shown)}`);
        if (wake !== end - DAY + 1) assert.equal(wake % MINUTE, 1, 'all orders wake at the same moment');
        const whole = Math.floor(left / MINUTE);
        assert.deepEqual(shown, { days: Math.floor(whole / 1440), hours: Math.floor(whole / 60) % 24, minutes: whole % 60, seconds: 0 });
      }
    }
  }
});

test('an order without a countdown is drawn anew whenever its dates or its days read differently, and else hardly ever', () => {
  const words = createWords({ name: 'ru', tag: 'ru', catalogue: catalogueOf('ru') }, 'Europe/Moscow');
  const HOUR = 60 * MINUTE;
  for (const ordered of [Math.floor(START - 74.2 * DAY), '2025-12-17']) {
    for (const mark of ['disputeOpened', 'cancelled', 'completed']) {
      const assessedAt = (/** @type {number} */ now) => /** @type {any} */ (assess({ ordered, [mark]: '2025-12-17' }, { now, timeZone: 'Europe/Moscow' }));
      const reading = (/** @type {number} */ now) => {
        const assessment = assessedAt(now);
        const line = /** @type {any} */ (timelineOf(assessment));
        const ends = assessment.deadlines.map((/** @type {any} */ one) => [isReached(one, now), now > one.latest, words.moment(one.at, now, one.kind)]);
        return JSON.stringify([words.dayOf(now, now), ends, progressOf(line, assessment.deadlines.find((/** @type {any} */ { kind }) => kind === 'opens'), now)]);
      };
      let [wake, wakes, last] = [START, 0, ''];
      for (let now = START; now < START + 30 * DAY; now += HOUR / 4) {
        while (wake <= now) [wake, last, wakes] = [Number(nextDisplayChange(assessedAt(wake))), reading(wake), wakes + 1];
        assert.equal(reading(now), last, `${ordered} ${mark}, ${new Date(now).toISOString()}`);
      }
      assert.ok(wakes <= 30 * 8, `${wakes} times in thirty days`);
    }
  }
});

test('an order whose ends are all past never wakes the page, and is up to date when its reader is back', () => {
  for (const order of [{ ordered: START - 100 * DAY }, { ordered: START - 100 * DAY, cancelled: START - 99 * DAY }]) {
    const assessment = assess(order, { now: START, timeZone: 'Europe/Moscow' });
    assert.equal(nextWake(assessment), Infinity);
    assert.ok(nextDisplayChange(assessment) <= Date.parse('2026-03-02T00:00+03:00'));
  }
  const ahead = assess({ ordered: START - 74 * DAY, disputeOpened: START }, { now: START, timeZone: 'Europe/Moscow' });
  assert.equal(nextWake(ahead), nextDisplayChange(ahead));
});

test('a phase that ends before the next minute ends on time', () => {
  // The claim window counts down in days while the dispute window opens independently.
  const ordered = START - 74 * DAY;
  const order = { ordered, received: START - 2 * DAY, problem: /** @type {const} */ ('poor-quality') };
  const opens = assess(order, { now: START, timeZone: 'Europe/Moscow' }).deadlines.find(({ id, kind }) => id === 'dispute' && kind === 'opens')?.at;
  const now = Number(opens) - 10;
  assert.equal(nextDisplayChange(assess(order, { now, timeZone: 'Europe/Moscow' })), opens);
  // With only a date, cancelling is certainly over at the end of the next day's eighth hour, and not before.
  const last = Date.parse('2026-03-02T07:59:59.999+03:00');
  for (const [at, wake] of [[last - 1, last + 1], [last, last + 1], [last + 1, last + 2]]) {
    assert.equal(nextDisplayChange(assess({ ordered: '2026-03-01' }, { now: at, timeZone: 'Europe/Moscow' })), wake);
  }
});
