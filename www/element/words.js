// Turns the engine's answers into the reader's words: sentences of the catalogue, dates, amounts and time left, in
// one language and one time zone.
// Imported by model.js and dispute-countdown.js, which create it and pass it to features and the view.
// The view also imports `keepUnitsTogether`.

import { civilIn, instantOfWallTime, wallTimeIn } from './civil.js';
import { createFormats } from './formats.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The values to fill into a sentence. A value that is itself in the catalogue is given by its key, so that
 * a message follows a change of language.
 *
 * @typedef {Record<string, string | number | { key: string }>} Values
 */

/**
 * @param {import('./language.js').Language} language
 * @param {string} timeZone the reader's zone
 */
export function createWords(language, timeZone) {
  const { tag, catalogue } = language;
  const civil = civilIn(timeZone);

  /** A sentence of the catalogue with its names filled in. @param {string} key @param {Values} [values] @returns {string} */
  const t = (key, values = {}) =>
    (catalogue(key) ?? key).replace(/\{(\w+)\}(\.?)/g, (whole, name, stop) => {
      const value = values[name] ?? `{${name}}`;
      const text = typeof value === 'object' ? t(value.key) : String(value);
      // "2027 г." already ends with a period.
      return text.endsWith('.') ? text : text + stop;
    });

  /** Whether the catalogue has this key. @param {string} key */
  const has = (key) => catalogue(key) !== undefined;

  const formats = createFormats(tag, t);

  /** The day of an instant in the reader's zone, as a day number. @param {number} at */
  const dayNumber = (at) => Date.parse(`${civil(at).date}T00:00Z`) / DAY;

  /** @param {string} isoDate @param {number} now */
  const isOfAnotherYear = (isoDate, now) => isoDate.slice(0, 4) !== civil(now).date.slice(0, 4);

  /**
   * A calendar day: "1 марта", with the year unless it is the current one.
   *
   * @param {string} isoDate @param {number} now
   */
  const day = (isoDate, now) => nonBreaking(formats.day(isoDate, isOfAnotherYear(isoDate, now)));

  /** The day of an instant, abbreviated: "1 мар.". @param {number} at @param {number} now */
  const shortDay = (at, now) => {
    const { date } = civil(at);
    return nonBreaking(formats.shortDay(date, isOfAnotherYear(date, now)));
  };

  /** The day of an instant, for running text. @param {number} at @param {number} now */
  const dayOf = (at, now) => day(civil(at).date, now);

  /** @param {number} at */
  const time = (at) => formats.time(civil(at).time);

  /**
   * The minute that names a deadline, on the safe side: closings are rounded down and openings up. Midnight belongs
   * to the day that it ends, or begins; when the clocks go back to it, it is a time like any other.
   *
   * @param {number} exact @param {'opens' | 'closes'} [kind] without it, named as it is
   */
  const roundToMinute = (exact, kind) => {
    const minute = (kind === 'opens' ? Math.ceil : Math.floor)(exact / MINUTE) * MINUTE;
    const midnight = civil(minute - 1).date < civil(minute).date && civil(minute).time === '00:00';
    return { midnight, at: midnight && kind === 'closes' ? minute - 1 : minute };
  };

  /** The time of day of a deadline. @param {number} exact @param {'opens' | 'closes'} [kind] */
  const clock = (exact, kind) => {
    const { midnight, at } = roundToMinute(exact, kind);
    return midnight && kind === 'closes' ? t('moment.midnight') : time(at);
  };

  /** @param {number} number @param {import('./formats.js').Unit} unit */
  const amount = (number, unit) => {
    const { digits, after } = formats.amount(number, unit);
    return digits + after;
  };

  /** @type {Map<string, Intl.NumberFormat>} */
  const moneyFormats = new Map();
  /** @param {string} currency */
  const moneyFormat = (currency) => {
    const format = moneyFormats.get(currency) ?? new Intl.NumberFormat(tag, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      // As precise as the engine accepts: nothing is rounded away.
      maximumFractionDigits: 4,
      // Not yet in TypeScript's types; browsers without it show the zeros.
      ...{ trailingZeroDisplay: 'stripIfInteger' },
    });
    moneyFormats.set(currency, format);
    return format;
  };

  return {
    name: language.name,
    /** The sentences have not loaded yet. */
    loading: language.loading === true,
    tag,
    timeZone,
    t,
    has,
    /** The name of an event. @param {string} event */
    event: (event) => t(has(`event.${event}`) ? `event.${event}` : 'event.other'),
    /** A rulebook's text in the reader's language, else in English. @param {Record<string, string>} text */
    text: (text) => text[language.name] ?? text.en ?? Object.values(text)[0] ?? '',
    /** A name in the language's quotation marks, with inner ones for those within it. @param {string} text */
    quoted(text) {
      const [open, close, innerOpen, innerClose] = t('speech.quotes').split(' ');
      return open + text.replaceAll(open, innerOpen).replaceAll(close, innerClose) + close;
    },
    /** "A, B and C". @param {string[]} items */
    list: (items) => new Intl.ListFormat(tag, { type: 'conjunction' }).format(items),
    day,
    dayOf,
    shortDay,
    clock,

    /** The day of a deadline, abbreviated. @param {number} exact @param {'opens' | 'closes'} kind */
    shortEnd(exact, kind) {
      const { at } = roundToMinute(exact, kind);
      return shortDay(at, at);
    },

    /**
     * "14:30 завтра, 2 марта"; follows "до" or "с".
     *
     * @param {number} exact @param {number} now @param {'opens' | 'closes'} kind
     */
    moment(exact, now, kind) {
      const { midnight, at } = roundToMinute(exact, kind);
      const ahead = dayNumber(at) - dayNumber(now);
      const values = { time: midnight ? t(kind === 'closes' ? 'moment.day-end' : 'moment.day-start') : time(at), date: dayOf(at, now) };
      if (ahead === 0) return t('moment.today', values);
      if (ahead === 1) return t('moment.tomorrow', values);
      if (ahead > 1 && ahead < 7) {
        return t('moment.weekday', { ...values, weekday: formats.weekday(civil(at).date) });
      }
      return t('moment.plain', values);
    },

    /** "1 марта, 14:30", for running text. @param {number} at @param {number} now @param {'opens' | 'closes'} [kind] if it is a deadline */
    instant: (at, now, kind) => t('moment.instant', { time: clock(at, kind), date: dayOf(roundToMinute(at, kind).at, now) }),

    /** The instant of a local date and time, or of the start of the date; off by up to an hour where clocks change. @param {{ date: string, time: string }} shown */
    toInstant({ date, time }) {
      return instantOfWallTime(wallTimeIn(timeZone), Date.parse(`${date}T${time || '00:00'}Z`));
    },

    /** A date, with the time if there is one, as it was typed. @param {string} date @param {string} clock @param {number} now */
    local(date, clock, now) {
      if (!clock) return day(date, now);
      return t('moment.instant', { date: day(date, now), time: formats.time(clock) });
    },

    /** The day or month of a source, always with the year. @param {string} text */
    sourceDate(text) {
      const parts = /^\d{4}-\d{2}(-\d{2})?$/.exec(text);
      if (!parts) return text;
      const format = new Intl.DateTimeFormat(tag, { timeZone: 'UTC', day: parts[1] ? 'numeric' : undefined, month: 'long', year: 'numeric' });
      return format.format(Date.parse(`${text}${parts[1] ? '' : '-01'}T00:00Z`));
    },

    amount,
    /** The length of a rule's term: "75 дней". @param {{ amount: number, unit: string }} term */
    term: (term) => amount(term.amount, term.unit === 'days' ? 'day' : 'hour'),

    /**
     * The time left in parts: days, hours, minutes while a day or more is left, else hours, minutes, seconds,
     * without leading zero parts.
     *
     * @param {{ days: number, hours: number, minutes: number, seconds: number }} left
     * @returns {{ unit: string, digits: string, after: string }[]}
     */
    countdown(left) {
      /** @type {[import('./formats.js').Unit, number][]} */
      const shown = left.days
        ? [['day', left.days], ['hour', left.hours], ['minute', left.minutes]]
        : [['hour', left.hours], ['minute', left.minutes], ['second', left.seconds]];
      while (shown.length > 1 && shown[0][1] === 0) shown.shift();
      return shown.map(([unit, amount]) => ({ unit, ...formats.amount(amount, unit) }));
    },

    /** The time left in a word or two: "3 д. 4 ч", "12 мин". @param {number} left in milliseconds */
    short(left) {
      const minutes = Math.floor(left / MINUTE);
      const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
      /** @param {number} amount @param {string} unit */
      const part = (amount, unit) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
      if (days > 0) return `${part(days, 'day')} ${part(hours, 'hour')}`;
      if (hours > 0) return `${part(hours, 'hour')} ${part(minutes % 60, 'minute')}`;
      return part(minutes, 'minute');
    },

    /** @param {{ amount: string | number, currency: string }} price */
    money(price) {
      try {
        // A string, so that no digit is lost.
        return moneyFormat(price.currency).format(/** @type {any} */ (String(price.amount)));
      } catch {
        return `${price.amount} ${price.currency}`;
      }
    },
  };
}

/** @typedef {ReturnType<typeof createWords>} Words */

/** A rulebook sentence with non-breaking spaces between numbers and units. @param {string} sentence */
export const keepUnitsTogether = (sentence) => sentence.replace(/(\d(?:-\p{L}+)?) (?=\p{L})/gu, '$1\u00A0');

/** A date with non-breaking spaces. @param {string} date */
const nonBreaking = (date) => date.replaceAll(' ', '\u00A0');
