// Converts between form fields and orders: texts to moments and back.
// It judges nothing; that is the engine's job.
// Imported by features, refusals.js, name-of.js, transfer/ and the view.

import { toCivil } from './civil.js';

/**
 * The fields of a form, as texts. A field that a form does not show is absent, and leaves its part of the order
 * unchanged. Dates and times are `${event}Date` and `${event}Time`; what the order's own page shows of a window
 * is `entered.${window}.${opens | closes}Date` and `…Time`.
 *
 * Only `paidApart` is a boolean.
 *
 * @typedef {Record<string, any>} Fields
 */

/** The marketplace of an order that names none. */
export const DEFAULT_MARKETPLACE = 'joom';

/** The range of Date, in either direction. */
export const MAX_INSTANT = 8.64e15;

/** The plain text fields of the order form. */
const TEXT_FIELDS = ['title', 'number', 'note'];

/** The moments of the order form; all later events are marks. */
export const FORM_EVENTS = ['ordered', 'dispatched', 'deliveryDue'];

/** @param {string} currency @param {string} [marketplace] @returns {Fields} */
export const emptyFields = (currency, marketplace = DEFAULT_MARKETPLACE) => toFields({ marketplace }, 'UTC', currency);

/**
 * Turns "31.12.2026" into the ISO text that the engine reads; leaves any other text unchanged. Slashes are
 * left alone: whether 03/04 is March or April cannot be known.
 *
 * @param {string} text
 */
export function readDate(text) {
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim());
  if (!dotted) return text.trim();
  const [, day, month, year] = dotted;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Turns "9:05" or "9.05" into "09:05"; leaves any other text unchanged. @param {string} text */
export function readTime(text) {
  const parts = /^(\d{1,2})[:.](\d{2})$/.exec(text.trim());
  return parts ? `${parts[1].padStart(2, '0')}:${parts[2]}` : text.trim();
}

/** A separator that may group thousands or start the decimals. */
const THOUSAND_OR_DECIMALS = /^[1-9]\d{0,2}[.,]\d{3}$/;
const GROUPED = /^\d+([.,])(?:\d+\1)+\d{3}$/;

/** @param {string} text spaces and apostrophes group thousands, and never start decimals */
const withoutSpaces = (text) => text.replace(/[\s\u00A0\u202F'’]/g, '');

/** "1,299" and "1.299" are over a thousand to some, and between one and two to others. @param {string} text */
export const isAmbiguousAmount = (text) => THOUSAND_OR_DECIMALS.test(withoutSpaces(text));

/**
 * Turns "1 299,00", "1,299.00" and "1.299.000" into the plain number that the engine reads: the last comma
 * or point starts the decimals, unless all are alike and three digits follow. A date is left unchanged.
 *
 * @param {string} text
 */
export function readAmount(text) {
  const bare = withoutSpaces(text);
  if (GROUPED.test(bare)) return bare.replace(/[.,]/g, '');
  const decimal = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  if (decimal < 0 || !/^(?!\d+\.\d\d?\.)-?[\d.,]+$/.test(bare)) return bare;
  return `${bare.slice(0, decimal).replace(/[.,]/g, '')}.${bare.slice(decimal + 1)}`;
}

/**
 * A moment as it was typed, with the zone it was typed in, so that a reader who travels
 * still sees the same order.
 *
 * @param {string} date @param {string} time @param {string} timeZone
 */
function toMoment(date, time, timeZone) {
  return time === ''
    ? { date: readDate(date), timeZone }
    : { local: `${readDate(date)}T${readTime(time)}`, timeZone };
}

/**
 * The zone in which a moment's date and time are shown: its own, so that a correction changes only what is
 * corrected. An unknown zone gives way to the reader's, or it could never be corrected.
 *
 * @param {any} moment @param {string} timeZone the reader's
 */
export function zoneOf(moment, timeZone) {
  const own = moment?.timeZone ?? timeZone;
  try {
    toCivil(0, own);
    return own;
  } catch {
    return timeZone;
  }
}

/**
 * The date and time fields for a moment of any form.
 *
 * @param {any} moment @param {string} timeZone
 * @returns {{ date: string, time: string }}
 */
export function toDateAndTime(moment, timeZone) {
  // Of bounds the earlier: what counts from it is on the safe side, and what an edit leaves alone stays.
  if (moment?.earliest !== undefined) return toDateAndTime(moment.earliest, timeZone);
  if (moment === undefined || moment === null) return { date: '', time: '' };
  const text = typeof moment === 'string' ? moment : (moment.local ?? moment.date);
  const local = typeof text === 'string' && /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::[\d.]+)?)?$/.exec(text);
  if (local) return { date: local[1], time: local[2] ?? '' };
  // The embedding page may pass anything as a moment: an invalid one has neither date nor time.
  const at = typeof moment === 'number' || moment instanceof Date ? Number(moment) : Date.parse(String(text));
  return Math.abs(at) <= MAX_INSTANT ? toCivil(at, timeZone) : { date: '', time: '' };
}

/** @param {any} order @param {string} timeZone @param {string} currency if there is no price yet @returns {Fields} */
export function toFields(order, timeZone, currency) {
  /** @type {any} */
  const fields = {
    marketplace: order.marketplace ?? DEFAULT_MARKETPLACE,
    paidApart: order.paid !== undefined,
    amount: order.price ? String(order.price.amount) : '',
    currency: order.price?.currency ?? currency,
  };
  for (const name of TEXT_FIELDS) fields[name] = order[name] ?? '';
  for (const event of [...FORM_EVENTS, 'paid']) setMoment(fields, event, order[event], timeZone);
  for (const [window, ends] of Object.entries(order.entered ?? {})) {
    for (const [kind, moment] of Object.entries(ends)) setMoment(fields, `entered.${window}.${kind}`, moment, timeZone);
  }
  return fields;
}

/** @param {any} fields @param {string} event @param {any} moment @param {string} timeZone */
function setMoment(fields, event, moment, timeZone) {
  const { date, time } = toDateAndTime(moment, timeZone);
  fields[`${event}Date`] = date;
  fields[`${event}Time`] = time;
}

/**
 * The moment in two fields; if an edit left them unchanged, the original, with its zone and its seconds.
 *
 * @param {any} before @param {string} date @param {string} time @param {string} timeZone
 */
function editedMoment(before, date, time, timeZone) {
  const shown = toDateAndTime(before, timeZone);
  if (before !== undefined && shown.date === readDate(date) && shown.time === readTime(time)) return before;
  return toMoment(date, time, zoneOf(before, timeZone));
}

/**
 * The order that the fields describe. Parts that the form does not show stay unchanged.
 *
 * @param {Fields} fields @param {any} previous the order before the edit, or {} @param {string} timeZone
 */
export function toOrder(fields, previous, timeZone) {
  const order = { ...previous };
  if (fields.marketplace) order.marketplace = fields.marketplace;
  for (const name of TEXT_FIELDS) if (name in fields) setOrDelete(order, name, fields[name].trim() || undefined);
  for (const event of FORM_EVENTS) {
    if (`${event}Date` in fields) setOrDelete(order, event, momentIn(fields, event, previous[event], timeZone));
  }
  if ('paidApart' in fields) {
    // A time alone means the day of the order: the two are seldom a day apart.
    const paid = { ...fields, paidDate: fields.paidDate || fields.orderedDate };
    const isEntered = fields.paidApart && (fields.paidDate || fields.paidTime);
    setOrDelete(order, 'paid', isEntered ? momentIn(paid, 'paid', previous.paid, zoneOf(previous.paid ?? previous.ordered, timeZone)) : undefined);
  }
  if ('amount' in fields) setOrDelete(order, 'price', moneyIn(fields.amount, fields.currency, previous.price));
  setOrDelete(order, 'entered', enteredIn(fields, previous, timeZone));
  return order;
}

/** @param {any} order @param {string} name @param {unknown} value undefined deletes it */
function setOrDelete(order, name, value) {
  if (value === undefined) delete order[name];
  else order[name] = value;
}

/** @param {Fields} fields @param {string} event @param {any} before @param {string} timeZone */
export function momentIn(fields, event, before, timeZone) {
  const [date, time] = [fields[`${event}Date`], fields[`${event}Time`] ?? ''];
  // A missing order date gets an error of its own; a time without a date is unreadable.
  if (!date && (!time || event === 'ordered')) return undefined;
  return editedMoment(before, date, time, timeZone);
}

/** @param {string} typed @param {string} currency @param {any} before the amount that the field was filled from */
export function moneyIn(typed, currency, before) {
  if (!typed.trim()) return undefined;
  const isSame = before !== undefined && typed === String(before.amount);
  return { amount: isSame ? before.amount : readAmount(typed), currency };
}

/** The ends entered from the order's own page; those of another marketplace are dropped. @param {Fields} fields @param {any} previous @param {string} timeZone */
function enteredIn(fields, previous, timeZone) {
  const isSameMarketplace = !fields.marketplace || fields.marketplace === (previous.marketplace ?? fields.marketplace);
  /** @type {Record<string, any>} */
  const entered = {};
  for (const [window, ends] of Object.entries((isSameMarketplace && previous.entered) || {})) entered[window] = { ...ends };
  for (const name of Object.keys(fields)) {
    const [, window, kind] = /^entered\.(.+)\.(opens|closes)Date$/.exec(name) ?? [];
    if (!kind) continue;
    const before = entered[window]?.[kind];
    setOrDelete((entered[window] ??= {}), kind, momentIn(fields, `entered.${window}.${kind}`, before, timeZone));
    if (Object.keys(entered[window]).length === 0) delete entered[window];
  }
  return Object.keys(entered).length > 0 ? entered : undefined;
}

/**
 * Amounts that can be read in two ways, which the form asks about instead of guessing: field to error code.
 *
 * @param {Fields} fields @param {Record<string, any>} [before] the amounts that the fields were filled from
 * @returns {Record<string, string>}
 */
export function ambiguousAmountsIn(fields, before = {}) {
  /** @type {Record<string, string>} */
  const errors = {};
  for (const name of ['amount', 'refundAmount', 'returnCost', 'offer']) {
    const typed = fields[name] ?? '';
    if (isAmbiguousAmount(typed) && typed !== String(before[name]?.amount)) errors[name] = 'ambiguous-amount';
  }
  return errors;
}
