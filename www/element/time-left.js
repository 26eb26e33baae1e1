// How often the time left is updated. While a day or more is left, it is shown in minutes, and all orders
// change together with the minute of the clock: a page wakes once a minute however many orders it
// shows. The time shown is what is left at the end of the minute, so it never overstates.
// Imported by model.js, order-list.js, dispute-countdown.js and the view.

import { wallTimeIn } from './civil.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** @param {number} now */
export const nextMinute = (now) => Math.floor(now / MINUTE + 1) * MINUTE;

/** The time left as shown. @param {any} assessment with a next deadline */
export function displayedTimeLeft({ now, next, remaining }) {
  if (remaining.days === 0) return remaining;
  const left = Math.max(next.at - Math.ceil(now / MINUTE) * MINUTE, DAY);
  const minutes = Math.floor(left / MINUTE);
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60, seconds: 0 };
}

/** When the display of an order first changes. @param {any} assessment @returns {number} */
export function nextDisplayChange({ now, timeZone, next, remaining, nextChange = Infinity, deadlines }) {
  if (remaining?.days === 0) return nextChange;
  const ends = deadlines.flatMap((/** @type {any} */ { kind, earliest, latest }) =>
    [earliest, latest].map((at) => (kind === 'closes' ? at + 1 : at)),
  );
  if (!remaining) {
    // Nothing counts down, but dates read differently from midnight on, and the order's days end when its ends do.
    const midnight = now - (wallTimeIn(timeZone)(now) % DAY);
    return Math.min(nextChange, ...[midnight, ...ends].map((at) => at + Math.floor((now - at) / DAY + 1) * DAY));
  }
  const minute = nextMinute(now - 1) + 1;
  return Math.min(minute, next.at - DAY + 1, ...ends.filter((/** @type {number} */ at) => at > now));
}

/**
 * When to wake a page for that. Not for an order whose ends are all past: nothing else about it changes by itself, and
 * what day it is now, of such an order, can wait until the reader is back.
 *
 * @param {any} assessment @returns {number}
 */
export const nextWake = (assessment) =>
  assessment.deadlines.some((/** @type {any} */ { latest }) => latest >= assessment.now) ? nextDisplayChange(assessment) : Infinity;
