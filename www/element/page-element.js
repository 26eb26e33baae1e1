// What the elements share: attributes with fixed sets of values, the clock, time zone and rulebooks that the
// page may set, and error reports for values that make no sense.
// Imported by dispute-clock.js and dispute-countdown.js. Importing it has no effect, also on a server.

import { createBooks } from './books.js';
import { LANGUAGES } from './catalogues.js';
import { deviceNow, hostTimeZone } from './clock.js';
import { copyOf } from './copy.js';
import { fault } from './faults.js';

/**
 * The values of an attribute: one of these words, or several with `list`; with `flag` it is boolean;
 * with neither, the engine validates it. Empty and refused values count as no attribute.
 *
 * @typedef {{ words?: () => string[], list?: true, flag?: true }} Attribute
 */

/** @param {...string} words @returns {Attribute} */
export const oneOf = (...words) => ({ words: () => words });

/** @type {Attribute} */
export const FLAG = { flag: true };
export const LANG = { words: () => LANGUAGES };
export const THEME = oneOf('light', 'dark');

/** @typedef {import('./faults.js').Fault} Fault */

export class PageElement extends (globalThis.HTMLElement ?? class {}) {
  constructor() {
    super();
    /** @type {(() => number) | number} */
    this._now = deviceNow;
    /** The page's clock has been reported as wrong. */
    this._nowRefused = false;
    /** @type {string | undefined} */
    this._timeZone = undefined;
    this._books = createBooks();
    /** Connected, and properties that were set before the element was defined are applied. */
    this._live = false;
    /** What to do after the page's script has had its turn. @type {(() => void)[]} */
    this._pending = [];
    const { attributes, name } = /** @type {typeof PageElement} */ (this.constructor).description;
    this._name = name;
    /** @type {Record<string, Attribute>} */
    this._attributes = attributes(this);
  }

  /** The element's name, and what its properties and attributes are. @returns {{ name: string, properties: string[], attributes: (element: any) => Record<string, Attribute> }} */
  static get description() {
    return { name: '', properties: [], attributes: () => ({}) };
  }

  static get observedAttributes() {
    return Object.keys(this.description.attributes(undefined));
  }

  /** @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    if (before === value) return;
    // The allowed words may depend on properties that are yet to be set.
    if (value) this._defer(() => this._check(name));
    // The language is watched separately, on ancestors too.
    if (name !== 'lang' && this._live) this._refresh();
  }

  connectedCallback() {
    const { properties } = /** @type {typeof PageElement} */ (this.constructor).description;
    for (const name of properties) this._upgrade(name);
    this._live = true;
  }

  disconnectedCallback() {
    this._live = false;
  }

  get now() {
    return this._now;
  }

  set now(now) {
    if (now !== undefined && typeof now !== 'function' && !isInstant(now)) {
      this._refuseOne('now', 'wrong-type', EXPECTED_CLOCK);
      return;
    }
    this._now = now ?? deviceNow;
    this._nowRefused = false;
    if (this._live) this._refresh();
  }

  /** @returns {any} */
  get timeZone() {
    return this._timeZone ?? hostTimeZone();
  }

  /** @param {string | undefined} timeZone */
  set timeZone(timeZone) {
    try {
      new Intl.DateTimeFormat('en', { timeZone });
    } catch {
      this._refuseOne('timeZone', 'unknown-zone', 'an IANA time zone, such as Europe/Moscow');
      return;
    }
    this._timeZone = timeZone;
    if (this._live) this._refresh();
  }

  get rulebooks() {
    return copyOf(this._books.own());
  }

  set rulebooks(rulebooks) {
    if (rulebooks != null && !Array.isArray(rulebooks)) {
      this._refuseOne('rulebooks', 'wrong-type', 'an array of rulebooks');
      return;
    }
    const books = this._copy('rulebooks', rulebooks ?? []) ?? [];
    for (const faults of this._books.replace(books, this._currentTime())) this._refuse(faults);
    if (this._live) this._refresh();
  }

  /** The page has changed something that may affect everything shown. */
  _refresh() {}

  /** The time on the page's clock; on the device's if that returns nonsense. */
  _currentTime() {
    /** @type {unknown} */
    let now = this._now;
    try {
      if (typeof now === 'function') now = now();
    } catch (error) {
      now = error;
    }
    // The engine counts in whole milliseconds; performance.now() and the like do not.
    if (isInstant(now)) return Math.floor(/** @type {number} */ (now));
    if (!this._nowRefused) this._refuseOne('now', 'wrong-type', `${EXPECTED_CLOCK}, found ${String(now)}`);
    this._nowRefused = true;
    return deviceNow();
  }

  /** A copy of a value from the page, if it can be read. @param {string} path @param {any} value */
  _copy(path, value) {
    try {
      return copyOf(value);
    } catch {
      this._refuseOne(path, 'wrong-type', 'what can be read: a getter throws');
      return undefined;
    }
  }

  /** The next change, unless the clock stands still. @param {() => number} next */
  _whileRunning(next) {
    return () => (typeof this._now === 'number' ? Infinity : next());
  }

  /** The valid words of an attribute. @param {string} name @returns {string[]} */
  _attribute(name) {
    return wordsIn(this._attributes[name], this.getAttribute(name)).filter((word) => this._allows(name, word));
  }

  /** @param {string} name */
  _flag(name) {
    const text = this.getAttribute(name);
    return text !== null && this._allows(name, text);
  }

  /** @param {string} name @param {string} word */
  _allows(name, word) {
    const { words, flag } = this._attributes[name];
    if (flag) return ['', 'true', name].includes(word);
    // A language may come with a region.
    return !words || words().includes(name === 'lang' ? word.split(/[-_]/)[0].toLowerCase() : word);
  }

  /** @param {string} name */
  _check(name) {
    const { words, flag, list } = this._attributes[name];
    const text = this.getAttribute(name);
    const given = flag && text !== null ? [text] : wordsIn(this._attributes[name], text);
    if (given.every((word) => this._allows(name, word))) return;
    const allowed = flag ? 'no value; leave the attribute out to turn it off' : words?.().join(list ? ', ' : ' or ');
    this._refuseOne(name, 'unknown-value', `${allowed}, found ${text}`);
  }

  /** Runs something after the page's script, which by then may have added listeners. @param {() => void} work */
  _defer(work) {
    if (this._pending.push(work) > 1) return;
    queueMicrotask(() => {
      const pending = this._pending;
      this._pending = [];
      for (const one of pending) one();
    });
  }

  /** @param {string} path @param {string} code @param {string} allowed */
  _refuseOne(path, code, allowed) {
    this._refuse([fault(code, path, allowed)]);
  }

  /** Reports faults to the developer (console) and to the page (event). @param {Fault[]} faults */
  _refuse(faults) {
    this._defer(() => {
      const errors = faults.map((fault) => ({ ...fault, message: `<${this._name}> ${fault.message}` }));
      for (const { message } of errors) console.warn(message);
      this._emit('error', { ...errors[0], errors });
    });
  }

  /** @param {'change' | 'error' | 'phase'} type @param {any} detail */
  _emit(type, detail) {
    this.dispatchEvent(new CustomEvent(`dispute-clock-${type}`, { detail, bubbles: true, composed: true }));
  }

  /**
   * Applies a property that was set before the element was defined, and so hides the accessor of its class.
   *
   * @param {string} name
   */
  _upgrade(name) {
    if (!Object.hasOwn(this, name)) return;
    const host = /** @type {any} */ (this);
    const value = host[name];
    delete host[name];
    host[name] = value;
  }
}

const EXPECTED_CLOCK = 'a function that returns epoch milliseconds in 1970–2100, or such a number';
const YEAR_2101 = Date.UTC(2101, 0);

/** @param {any} now */
const isInstant = (now) => Number.isFinite(now) && now >= 0 && now < YEAR_2101;

/** @param {Attribute} attribute @param {string | null} text */
const wordsIn = ({ list }, text) => (list ? (text ?? '').split(/[\s,]+/) : [text ?? '']).filter(Boolean);
