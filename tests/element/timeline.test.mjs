// An order's timeline: the day number, across clock changes; what is on the line, and where.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assignRows, positionOf, progressOf, timelineOf } from '../../www/element/timeline.js';
import { assess } from '../../dist/npm/index.js';

/** @param {any} order @param {string} now @param {string} timeZone */
function wayAt(order, now, timeZone) {
  const assessment = assess(order, { now, timeZone });
  const timeline = timelineOf(assessment);
  assert.ok(timeline);
  const opens = assessment.deadlines.find(({ id, kind }) => id === 'dispute' && kind === 'opens');
  return { ...progressOf(timeline, opens, Date.parse(now)), timeline };
}

for (const [timeZone, ordered, before, after] of [
  // Clocks go forward on 29 March.
  ['Europe/Berlin', '2026-03-01T10:00:00+01:00', '2026-03-30T09:59:59.999+02:00', '2026-03-30T10:00:00+02:00'],
  ['Europe/Berlin', '2026-03-01', '2026-03-29T23:59:59.999+02:00', '2026-03-30T00:00:00+02:00'],
  ['Australia/Lord_Howe', '2026-09-06T10:00:00+10:30', '2026-10-05T09:59:00+11:00', '2026-10-05T10:00:00+11:00'],
  // They go back on 25 October.
  ['Europe/Berlin', '2026-09-26T10:00:00+02:00', '2026-10-25T09:59:59.999+01:00', '2026-10-25T10:00:00+01:00'],
  ['Europe/Moscow', '2026-03-01T10:00:00+03:00', '2026-03-30T09:59:59.999+03:00', '2026-03-30T10:00:00+03:00'],
]) {
  test(`${timeZone}, ordered ${ordered}: day 30 begins at the same local time`, () => {
    for (const [now, day] of /** @type {const} */ ([[before, 29], [after, 30]])) {
      const way = wayAt({ marketplace: 'joom', ordered }, now, timeZone);
      assert.deepEqual([way.day, way.total], [day, 75], now);
    }
  });
}

test('the timeline begins on the given date, even if that day or the day of the deadline does not have 24 hours', () => {
  for (const [ordered, begin] of [
    ['2026-03-29', '2026-03-29T00:00:00+01:00'],
    // Clocks go back on day 75.
    ['2026-08-11', '2026-08-11T00:00:00+02:00'],
  ]) {
    const { timeline, day } = wayAt({ marketplace: 'joom', ordered }, `${ordered}T23:00:00+02:00`, 'Europe/Berlin');
    assert.equal(timeline.events[0].at, Date.parse(begin), ordered);
    assert.equal(day, 1);
  }
});

test('a day begins to the millisecond, at any time of day', () => {
  for (let minute = 0; minute < 1440; minute += 7) {
    const ordered = Date.UTC(2026, 2, 1) + minute * 60_000 + (minute % 1000);
    const day = (/** @type {number} */ now) => wayAt({ marketplace: 'joom', ordered }, new Date(now).toISOString(), 'Europe/Moscow').day;
    assert.deepEqual([day(ordered + 29 * 86_400_000 - 1), day(ordered + 29 * 86_400_000)], [29, 30], `${minute}`);
  }
});

test('if the day of the event does not count, day 1 is the next day', () => {
  for (const dispatched of ['2026-02-20T15:00:00+01:00', '2026-02-20']) {
    const order = { marketplace: 'aliexpress', ordered: '2026-02-18', dispatched };
    for (const [now, day] of /** @type {const} */ ([
      ['2026-02-20T23:00:00+01:00', 1],
      ['2026-02-21T23:59:59.999+01:00', 1],
      ['2026-02-22T00:00:00+01:00', 2],
      ['2026-03-01T16:00:00+01:00', 9],
      // The dispute opens as this day ends.
      ['2026-03-02T00:00:00+01:00', 10],
      ['2026-03-02T23:59:59.999+01:00', 10],
    ])) {
      const way = wayAt(order, now, 'Europe/Berlin');
      assert.deepEqual([way.day, way.total], [day, 10], `${dispatched}, ${now}`);
    }
  }
});

test('with only a date known, the last day lasts until the dispute has certainly opened', () => {
  for (const [now, day] of /** @type {const} */ ([
    ['2026-03-16T12:00+03:00', 75],
    ['2026-03-17T23:59:59.998+03:00', 75],
    ['2026-03-17T23:59:59.999+03:00', 76],
  ])) {
    const way = wayAt({ ordered: '2026-01-01' }, now, 'Europe/Moscow');
    assert.deepEqual([way.day, way.total], [day, 75], now);
  }
});

test('a payment made a minute or more after the order has its own point on the timeline', () => {
  const ordered = '2026-03-01T10:00:00+03:00';
  const events = (/** @type {any} */ paid) => timelineOf(assess({ ordered, paid }, { now: '2026-03-02T10:00+03:00', timeZone: 'Europe/Moscow' }), Date.parse(ordered))?.events;
  assert.deepEqual(events('2026-03-01T10:00:59.999+03:00')?.map(({ event }) => event), ['ordered']);
  assert.deepEqual(events('2026-03-01T10:01:00+03:00'), [{ event: 'ordered', at: Date.parse(ordered) }, { event: 'paid', at: Date.parse(ordered) + 60_000 }]);
});

test('a receipt has the time at which it was recorded, even if the dispute may have opened earlier that day', () => {
  // The tenth day after a dispatch of unknown time ends at the midnight before the receipt.
  const order = { marketplace: 'aliexpress', ordered: '2026-02-01', dispatched: { date: '2026-02-10', timeZone: 'Asia/Tehran' }, received: '2026-02-20T15:00:00+03:00' };
  const events = timelineOf(assess(order, { now: '2026-02-21T10:00+03:00', timeZone: 'Europe/Moscow' }))?.events;
  assert.equal(events?.find(({ event }) => event === 'received')?.at, Date.parse(order.received));
});

test('without a deadline there is no timeline', () => {
  assert.equal(timelineOf({ now: 0, timeZone: 'Europe/Moscow', deadlines: [] }, Date.parse('2026-03-01T10:00+03:00')), undefined);
  assert.equal(timelineOf({ now: 0, timeZone: 'Europe/Moscow', deadlines: [{ kind: 'closes', at: 5, from: { event: 'received', at: 5 } }] }), undefined);
});

test('the timeline is counted in calendar days across a clock change', () => {
  const order = { marketplace: 'aliexpress', ordered: '2026-10-01T10:00:00+02:00', received: '2026-10-30T10:00:00+01:00' };
  const assessment = assess(order, { now: '2026-10-30T12:00:00+01:00', timeZone: 'Europe/Berlin' });
  const end = { id: 'x', kind: 'closes', at: Date.parse('2026-10-31T10:00:00+01:00') };
  const timeline = timelineOf({ ...assessment, deadlines: [end] }, Date.parse(order.ordered));
  assert.ok(timeline);
  assert.deepEqual(progressOf(timeline, undefined, assessment.now), { day: 30, total: 30 });
});

test('the order begins the line, and the end of the delivery time is a deadline, not an event', () => {
  const order = { marketplace: 'aliexpress', ordered: '2026-03-01T10:00:00+03:00', deliveryDue: '2026-04-30T10:00:00+03:00' };
  const timeline = timelineOf(assess(order, { now: '2026-03-02T10:00+03:00', timeZone: 'Europe/Moscow' }), Date.parse(order.ordered));
  assert.deepEqual(timeline?.events, [{ event: 'ordered', at: Date.parse(order.ordered) }]);
  assert.ok(timeline.deadlines.some(({ at }) => at === Date.parse(order.deliveryDue)));
});

test('the ruler has a tick for each day, and now stays on it', () => {
  const DAY = 86_400_000;
  const ordered = Date.parse('2026-03-01T10:00:00+03:00');
  const timelineAfter = (/** @type {number} */ days) => {
    const timeline = timelineOf(assess({ ordered }, { now: ordered + days * DAY, timeZone: 'Europe/Moscow' }), ordered);
    assert.ok(timeline);
    return timeline;
  };
  // Joom is reported to refuse a dispute after 90 days.
  assert.deepEqual([0, 0.9, 1, 40.5, 200].map((days) => [timelineAfter(days).day, timelineAfter(days).length]), [[0, 90], [0, 90], [1, 90], [40, 90], [90, 90]]);
  const timeline = timelineAfter(0);
  assert.deepEqual([-5, 0, 45, 90, 200].map((days) => positionOf(timeline, ordered + days * DAY)), [0, 0, 50, 100, 100]);
});

test('labels share a row as long as none overlaps another', () => {
  assert.deepEqual(assignRows([0, 50, 100], 27), [0, 0, 0]);
  assert.deepEqual(assignRows([0, 9, 18, 60], 27), [0, 1, 2, 0]);
  // At the ends a label is beside its mark, in the middle it is centered on it.
  assert.deepEqual([assignRows([0, 40.5], 27), assignRows([0, 40], 27), assignRows([59.5, 100], 27), assignRows([60, 100], 27)], [[0, 0], [0, 1], [0, 0], [0, 1]]);
});
