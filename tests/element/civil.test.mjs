// Wall-clock time in the device's own zone, from Date's fields, compared with the host's Intl.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import { toCivil, civilIn, hostCivil, instantOfWallTime, wallTimeIn } from '../../www/element/civil.js';

const HOUR = 3_600_000;

for (const zone of ['Europe/Moscow', 'America/New_York', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Pacific/Apia']) {
  test(`${zone}: local time is right at every half hour of two years, and a millisecond before`, (t) => {
    const { TZ } = process.env;
    process.env.TZ = zone;
    t.after(() => {
      if (TZ === undefined) delete process.env.TZ;
      else process.env.TZ = TZ;
    });
    assert.equal(civilIn(zone), hostCivil);
    assert.notEqual(civilIn('Europe/Lisbon'), hostCivil);
    for (const year of [2011, 2026]) {
      for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += HOUR / 2) {
        for (const instant of [at, at - 1]) assert.deepEqual(hostCivil(instant), toCivil(instant, zone), `${instant}`);
      }
    }
  });
}

test('a year is written with four digits', () => {
  assert.equal(hostCivil(Date.parse('0999-07-15T12:00')).date, '0999-07-15');
});

test('local time is the same in a browser with Temporal', (t) => {
  const zones = ['Asia/Tokyo', 'America/Chicago', 'Pacific/Kiritimati'];
  const instants = [Date.UTC(2026, 2, 8, 8), Date.UTC(2026, 2, 8, 8) - 0.5, Date.UTC(2011, 11, 30, 9, 59)];
  const read = () => zones.map((zone) => instants.map((at) => toCivil(at, zone)));
  const expected = read();
  t.after(() => Reflect.deleteProperty(globalThis, 'Temporal'));
  Object.assign(globalThis, { Temporal });
  assert.deepEqual(read(), expected);
});

test('a day of local time has 24 hours wherever it is, to the millisecond', () => {
  const wall = wallTimeIn('America/New_York');
  const noon = Date.UTC(2026, 2, 7, 17, 0, 30, 123);
  assert.equal(wall(noon), Date.UTC(2026, 2, 7, 12, 0, 30, 123));
  assert.equal(wall(noon + 23 * HOUR) - wall(noon), 24 * HOUR, 'the clocks go forward');
  assert.equal(instantOfWallTime(wall, wall(noon)), noon);
});
