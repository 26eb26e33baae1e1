// Between what stands in the form's fields and an order: texts to moments and back.
// It judges nothing: the engine does.
// Imported by model.js, refusals.js and the forms of the view.

import { civil } from './words.js';

/**
 * The fields of the order form, as texts.
 *
 * @typedef {object} Fields
 * @property {string} title
 * @property {string} orderedDate
 * @property {string} orderedTime
 * @property {boolean} paidApart   the payment was made at another moment
 * @property {string} paidDate
 * @property {string} paidTime
 * @property {string} amount
 * @property {string} currency
 * @property {string} [receivedDate]
 * @property {string} [receivedTime]
 */

/** @param {string} currency @returns {Fields} */
export const emptyFields = (currency) => ({
  title: '',
  orderedDate: '',
  orderedTime: '',
  paidApart: false,
  paidDate: '',
  paidTime: '',
  amount: '',
  currency,
});

/**
 * "31.12.2026" as the ISO text the engine reads; any other text as it is. Slashes are left
 * alone: whether 03/04 is March or April is nobody's to guess.
 *
 * @param {string} text
 */
export function readDate(text) {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim());
  if (!dotted) return text.trim();
  const [, day, month, year] = dotted;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** "9:05" or "9.05" as "09:05"; any other text as it is. @param {string} text */
export function readTime(text) {
  const parts = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  return parts ? `${parts[1].padStart(2, '0')}:${parts[2]}` : text.trim();
}

/** "1 299,00" and "1,299.00" as "1299.00": the last comma or point is the decimal one. @param {string} text */
export function readAmount(text) {
  const bare = text.replace(/[\s\u00A0\u202F']/g, '');
  const decimal = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  if (decimal < 0 || !/^-?[\d.,]+$/.test(bare)) return bare;
  return `${bare.slice(0, decimal).replace(/[.,]/g, '')}.${bare.slice(decimal + 1)}`;
}

/**
 * A moment as it was typed, with the zone it was typed in, so that a reader who travels
 * still sees the same order.
 *
 * @param {string} date @param {string} time @param {string} timeZone
 */
export function toMoment(date, time, timeZone) {
  return time === ''
    ? { date: readDate(date), timeZone }
    : { local: `${readDate(date)}T${readTime(time)}`, timeZone };
}

/**
 * The date and time fields for a moment of any kind.
 *
 * @param {any} moment @param {string} timeZone
 * @returns {{ date: string, time: string }}
 */
export function toDateAndTime(moment, timeZone) {
  if (moment === undefined || moment === null) return { date: '', time: '' };
  const text = typeof moment === 'string' ? moment : (moment.local ?? moment.date);
  const local = typeof text === 'string' && /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::[\d.]+)?)?$/.exec(text);
  if (local) return { date: local[1], time: local[2] ?? '' };
  const at = typeof moment === 'number' ? moment : Date.parse(moment instanceof Date ? moment.toISOString() : text);
  return Number.isFinite(at) ? civil(at, timeZone) : { date: '', time: '' };
}

/** @param {any} order @param {string} timeZone @param {string} currency @returns {Fields} */
export function toFields(order, timeZone, currency) {
  const ordered = toDateAndTime(order.ordered, timeZone);
  const paid = toDateAndTime(order.paid, timeZone);
  return {
    title: order.title ?? '',
    orderedDate: ordered.date,
    orderedTime: ordered.time,
    paidApart: order.paid !== undefined,
    paidDate: paid.date,
    paidTime: paid.time,
    amount: order.price ? String(order.price.amount) : '',
    currency: order.price?.currency ?? currency,
  };
}

/**
 * The moment that two fields say; one that an edit left as it was keeps its first form, with
 * its zone and its seconds.
 *
 * @param {any} before @param {string} date @param {string} time @param {string} timeZone
 */
export function changed(before, date, time, timeZone) {
  const shown = toDateAndTime(before, timeZone);
  if (before !== undefined && shown.date === readDate(date) && shown.time === readTime(time)) return before;
  return toMoment(date, time, timeZone);
}

/**
 * The order that the fields describe. What the form does not show stays as it was.
 *
 * @param {Fields} fields @param {any} previous the order before the edit, or {} @param {string} timeZone
 */
export function toOrder(fields, previous, timeZone) {
  const order = { ...previous };
  for (const shown of ['title', 'ordered', 'paid', 'price']) delete order[shown];
  if (fields.title.trim()) order.title = fields.title.trim();
  if (fields.orderedDate) order.ordered = changed(previous.ordered, fields.orderedDate, fields.orderedTime, timeZone);
  if (fields.paidApart && (fields.paidDate || fields.paidTime)) {
    // A time alone means the day of the order: the two are seldom a day apart.
    order.paid = changed(previous.paid, fields.paidDate || fields.orderedDate, fields.paidTime, timeZone);
  }
  if (fields.amount.trim()) order.price = { amount: readAmount(fields.amount), currency: fields.currency };
  return order;
}
