// An order's life on a line: what it is counted from, each deadline, now. Only places and times; the
// view draws them and puts them into words. Imported by view/timeline.jsx.

import { wallIn, whenShown } from './civil.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * @typedef {object} Timeline
 * @property {number} start    epoch ms
 * @property {number} end
 * @property {{ event: string, at: number }[]} events   in order of time
 * @property {any[]} deadlines   of the assessment, in order of time
 * @property {number} day      which day of the line it is, from 0; never past its end
 * @property {number} length   in days, not rounded
 * @property {(at: number) => number} wall   what the shopper's wall shows, by which days are counted
 */

/**
 * The line of an assessment; undefined where nothing on it is known.
 *
 * @param {{ now: number, timeZone: string, deadlines: any[] }} assessment
 * @param {number} [ordered]  when the order was placed: the line begins there, whatever is counted from it
 * @returns {Timeline | undefined}
 */
export function timelineOf({ now, timeZone, deadlines }, ordered) {
  const wall = wallIn(timeZone);
  /** @type {Map<string, { event: string, at: number }>} */
  const events = new Map();
  for (const deadline of deadlines) {
    const { from } = deadline;
    // The end of the delivery time is a deadline by itself.
    if (!from || from.event === 'deliveryDue') continue;
    const at = startOf(deadline, wall);
    const known = events.get(from.event);
    if (!known || at < known.at) events.set(from.event, { event: from.event, at });
  }
  if (ordered !== undefined && !events.has('ordered')) events.set('ordered', { event: 'ordered', at: ordered });
  const happened = [...events.values()].sort((a, b) => a.at - b.at);
  // Many orders are paid as they are placed: that is one moment, and the first name says it.
  const distinct = happened.filter(({ event, at }) => event !== 'paid' || !happened.some((other) => other.event === 'ordered' && Math.abs(other.at - at) < MINUTE));
  const start = Math.min(...distinct.map(({ at }) => at), ...deadlines.map(({ at }) => at));
  const end = Math.max(...deadlines.map(({ at }) => at));
  if (!(end > start)) return undefined;
  const length = (end - start) / DAY;
  const day = Math.min(Math.max(Math.floor((now - start) / DAY), 0), Math.floor(length));
  return { start, end, events: distinct, deadlines, day, length, wall };
}

/**
 * From when a deadline is counted. Of a date alone the engine tells the safe side; the line begins with the
 * day, which may be an hour longer or shorter than the one that the deadline is on.
 *
 * @param {any} deadline @param {(at: number) => number} wall
 */
function startOf({ from, kind, earliest, latest }, wall) {
  return kind === 'opens' && earliest < latest ? whenShown(wall, wall(from.at) - (wall(latest) - wall(earliest))) : from.at;
}

/**
 * Which day it is, from 1, and of how many: on the way to the day a dispute opens, and of those that go on
 * after it; where none is known, on the whole line. A day is over when the wall shows the same time again.
 *
 * @param {Timeline} timeline @param {any} opens @param {number} now
 */
export function wayOf({ start, end, wall }, opens, now) {
  const { term } = opens ?? {};
  const length = (wall(opens ? opens.at : end) - wall(start)) / DAY;
  const total = term?.unit === 'days' ? term.amount : opens ? Math.round(length) : Math.max(Math.ceil(length), 1);
  let first = wall(term ? startOf(opens, wall) : start);
  // Where the day of the event does not count, the first begins with its end.
  if (term?.counting === 'whole-days') first += DAY - (first % DAY);
  const day = Math.max(Math.floor((wall(now) - first) / DAY), 0) + 1;
  return { day: opens && now < opens.at ? Math.min(day, total) : day, total };
}

/** Where an instant stands on the line, in hundredths of it. @param {Timeline} timeline @param {number} at */
export const placeOf = ({ start, end }, at) => Math.min(Math.max((at - start) / (end - start), 0), 1) * 100;

/**
 * Rows for labels, so that no two meet: each goes into the first row that has room for it.
 *
 * @param {number[]} places in hundredths, in rising order @param {number} width of a label, in hundredths
 * @returns {number[]} a row for each
 */
export function rowsOf(places, width) {
  /** @type {number[]} where the last label of each row ends */
  const ends = [];
  return places.map((place) => {
    // At the ends of the line a label stands to one side of its mark, elsewhere across it.
    const from = Math.min(Math.max(place - width / 2, 0), 100 - width);
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = from + width;
    return row;
  });
}
