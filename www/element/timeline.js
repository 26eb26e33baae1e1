// The geometry of an order's timeline: the events, each deadline, now. Only places and times; the
// view draws them and puts them into words. Imported by view/timeline.jsx.

import { instantOfWallTime, wallTimeIn } from './civil.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * @typedef {object} Timeline
 * @property {number} start    epoch ms
 * @property {number} end
 * @property {{ event: string, at: number }[]} events  in chronological order
 * @property {any[]} deadlines  of the assessment, in chronological order
 * @property {number} day      the current day on the line, from 0; never past its end
 * @property {number} length   in days, not rounded
 * @property {(at: number) => number} wall  the shopper's local time, by which days are counted
 */

/**
 * The timeline of an assessment; undefined if nothing on it is known.
 *
 * @param {{ now: number, timeZone: string, deadlines: any[] }} assessment
 * @param {number} [ordered]  when the order was placed: the line starts there, whatever is counted from it
 * @returns {Timeline | undefined}
 */
export function timelineOf({ now, timeZone, deadlines }, ordered) {
  const wall = wallTimeIn(timeZone);
  /** @type {Map<string, { event: string, at: number }>} */
  const events = new Map();
  for (const deadline of deadlines) {
    const { from } = deadline;
    // The end of the delivery time is a deadline of its own.
    if (!from || from.event === 'deliveryDue') continue;
    // A closing is always counted from the event itself; an opening perhaps from another one.
    if (deadline.kind === 'closes' || !events.has(from.event)) events.set(from.event, { event: from.event, at: startOf(deadline, wall) });
  }
  if (ordered !== undefined && !events.has('ordered')) events.set('ordered', { event: 'ordered', at: ordered });
  const happened = [...events.values()].sort((a, b) => a.at - b.at);
  // Many orders are paid as they are placed: one moment, under its first name.
  const distinct = happened.filter(({ event, at }) => event !== 'paid' || !happened.some((other) => other.event === 'ordered' && Math.abs(other.at - at) < MINUTE));
  const start = Math.min(...distinct.map(({ at }) => at), ...deadlines.map(({ at }) => at));
  const end = Math.max(...deadlines.map(({ at }) => at));
  if (!(end > start)) return undefined;
  const length = (end - start) / DAY;
  const day = Math.min(Math.max(Math.floor((now - start) / DAY), 0), Math.floor(length));
  return { start, end, events: distinct, deadlines, day, length, wall };
}

/**
 * When a deadline's counting starts. For a date without a time the engine gives the safe side; the line starts
 * with the day, which may be an hour longer or shorter than the day of the deadline.
 *
 * @param {any} deadline @param {(at: number) => number} wall
 */
function startOf({ from, kind, earliest, latest }, wall) {
  return kind === 'opens' && earliest < latest ? instantOfWallTime(wall, wall(from.at) - (wall(latest) - wall(earliest))) : from.at;
}

/**
 * Which day it is, from 1, and of how many: on the way to the opening of a dispute, and counting on past it;
 * on the whole line if no opening is known. A day is over when the local time of day is the same again.
 *
 * @param {Timeline} timeline @param {any} opens @param {number} now
 */
export function progressOf({ start, end, wall }, opens, now) {
  const { term } = opens ?? {};
  const length = (wall(opens ? opens.at : end) - wall(start)) / DAY;
  const total = term?.unit === 'days' ? term.amount : opens ? Math.round(length) : Math.max(Math.ceil(length), 1);
  let first = wall(term ? startOf(opens, wall) : start);
  // Where the day of the event does not count, day 1 begins at its end.
  if (term?.counting === 'whole-days') first += DAY - (first % DAY);
  const day = Math.max(Math.floor((wall(now) - first) / DAY), 0) + 1;
  return { day: opens && now < opens.at ? Math.min(day, total) : day, total };
}

/** The position of an instant on the line, in percent. @param {Timeline} timeline @param {number} at */
export const positionOf = ({ start, end }, at) => Math.min(Math.max((at - start) / (end - start), 0), 1) * 100;

/**
 * Assigns labels to rows so that none overlap: each goes into the first row with room for it.
 *
 * @param {number[]} positions in percent, ascending @param {number} width of a label, in percent
 * @returns {number[]} a row for each
 */
export function assignRows(positions, width) {
  /** @type {number[]} where the last label of each row ends */
  const ends = [];
  return positions.map((place) => {
    // At the ends of the line a label is beside its mark, elsewhere centered on it.
    const from = Math.min(Math.max(place - width / 2, 0), 100 - width);
    const free = ends.findIndex((end) => end <= from);
    const row = free < 0 ? ends.length : free;
    ends[row] = from + width;
    return row;
  });
}
