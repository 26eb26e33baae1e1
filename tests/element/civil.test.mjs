// Wall-clock time in the device's own zone, from Date's fields, compared with the host's Intl.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toCivil, civilIn, hostCivil } from '../../www/element/civil.js';

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
