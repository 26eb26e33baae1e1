// How a language says dates, times of day and amounts of time. The catalogue's own regions use the
// catalogue's words, others (en-GB) Intl, which says the same apart from regional conventions: the
// first use of Intl takes longer on a phone than the rest of the page's startup.
// Imported by words.js.

/** @typedef {'day' | 'hour' | 'minute' | 'second'} Unit */

/**
 * @typedef {object} Formats
 * @property {(date: string, withYear: boolean) => string} day         "1 марта"
 * @property {(date: string, withYear: boolean) => string} shortDay    "1 мар."
 * @property {(date: string) => string} weekday
 * @property {(time: string) => string} time                           "14:30"
 * @property {(amount: number, unit: Unit) => { digits: string, after: string }} amount  "75 дней", split into the number and its unit, which follows in all our languages
 */

/**
 * @param {string} tag @param {(key: string, values?: Record<string, string>) => string} t
 * @returns {Formats}
 */
export const createFormats = (tag, t) => (t('speech.regions').split(' ').includes(tag) ? catalogueFormats(tag, t) : intlFormats(tag));

/** @param {string} tag @param {Parameters<typeof createFormats>[1]} t @returns {Formats} */
function catalogueFormats(tag, t) {
  /** @param {string} key @param {number} index */
  const word = (key, index) => t(key).split(' ')[index];
  /** @param {string} months @param {string} date @param {boolean} withYear */
  const day = (months, date, withYear) => {
    const [year, month, dayOfMonth] = date.split('-').map(Number);
    return t(withYear ? 'speech.day-of-year' : 'speech.day', { day: String(dayOfMonth), month: word(months, month - 1), year: String(year) });
  };
  const plurals = new Intl.PluralRules(tag);
  return {
    day: (date, withYear) => day('speech.months', date, withYear),
    shortDay: (date, withYear) => day('speech.short-months', date, withYear),
    weekday: (date) => word('speech.weekdays', new Date(date).getUTCDay()),
    time(time) {
      const [hour, minute] = time.split(':').map(Number);
      // 12-hour clock, or 24 hours.
      const [morning, afternoon] = t('speech.clock').split(' ');
      const half = afternoon && (hour < 12 ? morning : afternoon);
      return t('speech.time', { hour: String(half ? hour % 12 || 12 : hour), minute: String(minute).padStart(2, '0'), half: half ?? '' });
    },
    amount(amount, unit) {
      const form = t('speech.plurals').split(' ').indexOf(plurals.select(amount));
      return { digits: String(amount), after: `\u00A0${word(`speech.unit.${unit}`, form)}` };
    },
  };
}

/** @param {string} tag @returns {Formats} */
function intlFormats(tag) {
  /** @type {Map<string, Intl.DateTimeFormat>} */
  const formats = new Map();
  /** @param {string} moment @param {Intl.DateTimeFormatOptions} options */
  const format = (moment, options) => {
    const key = JSON.stringify(options);
    const formatter = formats.get(key) ?? new Intl.DateTimeFormat(tag, { timeZone: 'UTC', ...options });
    formats.set(key, formatter);
    return formatter.format(Date.parse(`${moment}Z`));
  };
  /** @type {Map<string, Intl.NumberFormat>} */
  const units = new Map();
  /** @param {boolean} withYear */
  const year = (withYear) => (withYear ? 'numeric' : undefined);
  return {
    day: (date, withYear) => format(`${date}T00:00`, { day: 'numeric', month: 'long', year: year(withYear) }),
    shortDay: (date, withYear) => format(`${date}T00:00`, { day: 'numeric', month: 'short', year: year(withYear) }),
    weekday: (date) => format(`${date}T00:00`, { weekday: 'long' }),
    time: (time) => format(`1970-01-01T${time}`, { hour: 'numeric', minute: '2-digit' }),
    amount(amount, unit) {
      const formatter = units.get(unit) ?? new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false });
      units.set(unit, formatter);
      const parts = { digits: '', after: '' };
      for (const { type, value } of formatter.formatToParts(amount)) parts[type === 'integer' ? 'digits' : 'after'] += value;
      return parts;
    },
  };
}
