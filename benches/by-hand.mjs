// What a careful developer would write without a library: local times in a zone from Intl for each order,
// and from a table of the zone's transitions that queries Intl once. Imported by peers.mjs.

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FROM = Date.UTC(1990, 0);
const UNTIL = Date.UTC(2045, 0);

/** A local time, parsed as if it were UTC. */
function asUtc(text) {
  return Date.UTC(+text.slice(0, 4), +text.slice(5, 7) - 1, +text.slice(8, 10), +text.slice(11, 13), +text.slice(14, 16));
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone @param {number} at */
function intlOffset(zone, at) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    });
    formats.set(zone, format);
  }
  const [month, day, year, hour, minute, second] = (format.format(at).match(/\d+/g) ?? []).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** @type {Map<string, { starts: number[], offsets: number[] }>} */
const tables = new Map();

/** @param {string} zone */
function tableOf(zone) {
  const starts = [-Infinity];
  const offsets = [intlOffset(zone, FROM)];
  for (let at = FROM; at < UNTIL; at += 6 * DAY) {
    const next = intlOffset(zone, at + 6 * DAY);
    if (next === offsets[offsets.length - 1]) continue;
    let [same, changed] = [at, at + 6 * DAY];
    while (changed - same > 1000) {
      const middle = Math.floor((same + changed) / 2000) * 1000;
      if (intlOffset(zone, middle) === offsets[offsets.length - 1]) same = middle;
      else changed = middle;
    }
    starts.push(changed);
    offsets.push(next);
  }
  return { starts, offsets };
}

/** @param {string} zone @param {number} at */
function tableOffset(zone, at) {
  let table = tables.get(zone);
  if (!table) tables.set(zone, (table = tableOf(zone)));
  let [low, high] = [0, table.starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table.starts[middle] <= at) low = middle;
    else high = middle;
  }
  return table.offsets[low];
}

/** The earlier of two instants with this local time; if there is none, as long after the gap. @param {typeof intlOffset} offset */
const instantBy = (offset) => (/** @type {string} */ zone, /** @type {number} */ local) => {
  const before = offset(zone, local - DAY);
  if (offset(zone, local - before) === before) return local - before;
  const after = offset(zone, local + DAY);
  return offset(zone, local - after) === after ? local - after : local - before;
};

/** @param {typeof intlOffset} offset @returns {(order: { ordered: string, zone: string }) => [number, number]} */
const endsBy = (offset) => {
  const instant = instantBy(offset);
  return ({ ordered, zone }) => {
    const from = instant(zone, asUtc(ordered));
    const wall = from + offset(zone, from);
    return [from + 8 * HOUR, instant(zone, wall + 75 * DAY)];
  };
};

export const byIntl = endsBy(intlOffset);
export const byTable = endsBy(tableOffset);
