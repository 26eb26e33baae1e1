// Between what stands in the form's fields and an order: texts to moments and back.
// It judges nothing: the engine does.
// Imported by features, refusals.js, transfer/ and the view.

import { civil } from './civil.js';

/**
 * The fields of a form, as texts. A field that a form does not show is absent, and leaves what it
 * stands for as it was. Dates and times are `${event}Date` and `${event}Time`; what the order's own
 * page shows of a window is `entered.${window}.${opens | closes}Date` and `…Time`.
 *
 * `paidApart` alone is yes or no.
 *
 * @typedef {Record<string, any>} Fields
 */

/** That of an order which names none. */
export const DEFAULT_MARKETPLACE = 'joom';

/** As far as a Date reaches, in either direction. */
const LAST_INSTANT = 8.64e15;

/** What an order form takes as a plain text. */
const TEXTS = ['title', 'number', 'note'];

/** What an order form takes as a moment; the rest that happens to an order are marks. */
export const FORM_EVENTS = ['ordered', 'dispatched', 'deliveryDue'];

/** @param {string} currency @param {string} [marketplace] @returns {Fields} */
export const emptyFields = (currency, marketplace = DEFAULT_MARKETPLACE) => toFields({ marketplace }, 'UTC', currency);

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

/** What groups thousands for some, and begins the decimals for others. */
const THOUSAND_OR_DECIMALS = /^[1-9]\d{0,2}[.,]\d{3}$/;
const GROUPED = /^\d+([.,])(?:\d+\1)+\d{3}$/;

/** @param {string} text spaces that group thousands, and apostrophes, are nobody's decimals */
const withoutSpaces = (text) => text.replace(/[\s\u00A0\u202F'’]/g, '');

/** "1,299" and "1.299": one thousand and more to some, one and a bit to others. @param {string} text */
export const isAmbiguousAmount = (text) => THOUSAND_OR_DECIMALS.test(withoutSpaces(text));

/**
 * "1 299,00", "1,299.00" and "1.299.000" as the plain number that the engine reads: the last comma
 * or point is the decimal one, unless all are alike and three digits follow. A date is no sum, and stays as it is.
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
 * The zone that a moment's date and time are told in: its own, so that a correction moves it by what is
 * corrected. A zone that there is not gives way to the reader's, or it could never be mended.
 *
 * @param {any} moment @param {string} timeZone the reader's
 */
export function zoneOf(moment, timeZone) {
  const own = moment?.timeZone ?? timeZone;
  try {
    civil(0, own);
    return own;
  } catch {
    return timeZone;
  }
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
  // Whatever the embedding page calls a moment: what is none has neither date nor time.
  const at = typeof moment === 'number' || moment instanceof Date ? Number(moment) : Date.parse(String(text));
  return Math.abs(at) <= LAST_INSTANT ? civil(at, timeZone) : { date: '', time: '' };
}

/** @param {any} order @param {string} timeZone @param {string} currency of a price to come @returns {Fields} */
export function toFields(order, timeZone, currency) {
  /** @type {any} */
  const fields = {
    marketplace: order.marketplace ?? DEFAULT_MARKETPLACE,
    paidApart: order.paid !== undefined,
    amount: order.price ? String(order.price.amount) : '',
    currency: order.price?.currency ?? currency,
  };
  for (const name of TEXTS) fields[name] = order[name] ?? '';
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
 * The moment that two fields say; one that an edit left as it was keeps its first form, with
 * its zone and its seconds.
 *
 * @param {any} before @param {string} date @param {string} time @param {string} timeZone
 */
function changed(before, date, time, timeZone) {
  const shown = toDateAndTime(before, timeZone);
  if (before !== undefined && shown.date === readDate(date) && shown.time === readTime(time)) return before;
  return toMoment(date, time, zoneOf(before, timeZone));
}

/**
 * The order that the fields describe. What the form does not show stays as it was.
 *
 * @param {Fields} fields @param {any} previous the order before the edit, or {} @param {string} timeZone
 */
export function toOrder(fields, previous, timeZone) {
  const order = { ...previous };
  if (fields.marketplace) order.marketplace = fields.marketplace;
  for (const name of TEXTS) if (name in fields) set(order, name, fields[name].trim() || undefined);
  for (const event of FORM_EVENTS) {
    if (`${event}Date` in fields) set(order, event, momentIn(fields, event, previous[event], timeZone));
  }
  if ('paidApart' in fields) {
    // A time alone means the day of the order: the two are seldom a day apart.
    const paid = { ...fields, paidDate: fields.paidDate || fields.orderedDate };
    const isTold = fields.paidApart && (fields.paidDate || fields.paidTime);
    set(order, 'paid', isTold ? momentIn(paid, 'paid', previous.paid, zoneOf(previous.paid ?? previous.ordered, timeZone)) : undefined);
  }
  if ('amount' in fields) set(order, 'price', moneyIn(fields.amount, fields.currency, previous.price));
  set(order, 'entered', enteredIn(fields, previous, timeZone));
  return order;
}

/** @param {any} order @param {string} name @param {unknown} value undefined takes it away */
function set(order, name, value) {
  if (value === undefined) delete order[name];
  else order[name] = value;
}

/** @param {Fields} fields @param {string} event @param {any} before @param {string} timeZone */
export function momentIn(fields, event, before, timeZone) {
  const [date, time] = [fields[`${event}Date`], fields[`${event}Time`] ?? ''];
  // The order's date is asked for by name when it is missing; a time without a day is unreadable.
  if (!date && (!time || event === 'ordered')) return undefined;
  return changed(before, date, time, timeZone);
}

/** @param {string} typed @param {string} currency @param {any} before the sum that the field was filled from */
export function moneyIn(typed, currency, before) {
  if (!typed.trim()) return undefined;
  const isSame = before !== undefined && typed === String(before.amount);
  return { amount: isSame ? before.amount : readAmount(typed), currency };
}

/** What was entered from the order's own page; the windows of another marketplace are not kept. @param {Fields} fields @param {any} previous @param {string} timeZone */
function enteredIn(fields, previous, timeZone) {
  const isSameMarketplace = !fields.marketplace || fields.marketplace === (previous.marketplace ?? fields.marketplace);
  /** @type {Record<string, any>} */
  const entered = {};
  for (const [window, ends] of Object.entries((isSameMarketplace && previous.entered) || {})) entered[window] = { ...ends };
  for (const name of Object.keys(fields)) {
    const [, window, kind] = /^entered\.(.+)\.(opens|closes)Date$/.exec(name) ?? [];
    if (!kind) continue;
    const before = entered[window]?.[kind];
    set((entered[window] ??= {}), kind, momentIn(fields, `entered.${window}.${kind}`, before, timeZone));
    if (Object.keys(entered[window]).length === 0) delete entered[window];
  }
  return Object.keys(entered).length > 0 ? entered : undefined;
}

/**
 * What could be read in two ways is asked about, not guessed: field to error code.
 *
 * @param {Fields} fields @param {Record<string, any>} [before] the sums that the fields were filled from
 * @returns {Record<string, string>}
 */
export function doubtsIn(fields, before = {}) {
  /** @type {Record<string, string>} */
  const doubts = {};
  for (const name of ['amount', 'refundAmount', 'returnCost', 'offer']) {
    const typed = fields[name] ?? '';
    if (isAmbiguousAmount(typed) && typed !== String(before[name]?.amount)) doubts[name] = 'ambiguous-amount';
  }
  return doubts;
}
