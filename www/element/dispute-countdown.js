// The custom element <dispute-countdown>: one order, read-only, inline in a sentence or as a card, from
// attributes or an object. docs/element.md documents its interface for pages.
// Imported by register.js and define.js. Importing it has no effect, also on a server.

import { h, render } from 'preact';
import { scheduleWake, subscribeToClock } from './clock.js';
import { copyOf } from './copy.js';
import { faultsOf } from './faults.js';
import { createLanguageResolver, watchLanguage } from './language.js';
import { LANG, oneOf, PageElement, THEME } from './page-element.js';
import { adoptStyles } from './styles.js';
import { SingleOrder } from './view/single-order.jsx';
import { nextWake } from './time-left.js';
import { createWords } from './words.js';

/** The attributes that describe an order, and the fields they stand for. */
const ORDER_ATTRIBUTES = {
  ordered: 'ordered',
  paid: 'paid',
  dispatched: 'dispatched',
  'delivery-due': 'deliveryDue',
  received: 'received',
  problem: 'problem',
  marketplace: 'marketplace',
};

/** One marketplace order, read-only: its phase and the time left. */
export class DisputeCountdownElement extends PageElement {
  /** @override */
  static get description() {
    return {
      name: 'dispute-countdown',
      // Each may depend on those before it.
      properties: ['now', 'timeZone', 'rulebooks', 'order'],
      attributes: () => ({
        ...Object.fromEntries(Object.keys(ORDER_ATTRIBUTES).map((name) => [name, {}])),
        lang: LANG,
        theme: THEME,
        layout: oneOf('inline', 'card'),
      }),
    };
  }

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    /** @type {any} */
    this._order = undefined;
    /** @type {any} */
    this._assessment = undefined;
    /** What the engine refuses in the order. @type {import('./faults.js').Fault[]} */
    this._faults = [];
    /** The faults reported last, so that each is reported once. */
    this._lastFaults = '';
    this._language = createLanguageResolver(this, () => this._live && this._refresh());
    /** @type {import('./words.js').Words | undefined} */
    this._words = undefined;
    /** @type {(() => void)[]} */
    this._stops = [];
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    adoptStyles(/** @type {ShadowRoot} */ (this.shadowRoot), 'dispute-countdown');
    this._refresh();
    this._stops = [
      watchLanguage(this, () => this._refresh()),
      subscribeToClock({
        now: () => this._currentTime(),
        nextChange: this._whileRunning(() => (this._assessment ? nextWake(this._assessment) : Infinity)),
        nextHidden: () => Infinity,
        refresh: () => this._refresh(),
        wake: () => this._tick(),
        resume: () => this._tick(),
      }),
    ];
  }

  /** @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this._stops) stop();
    this._stops = [];
  }

  /** A copy of the order that was set; it takes precedence over the attributes. @returns {any} */
  get order() {
    return copyOf(this._order);
  }

  set order(order) {
    if (order != null && (typeof order !== 'object' || Array.isArray(order))) {
      this._refuseOne('order', 'wrong-type', 'an order');
      return;
    }
    // The phase of another order is none that this one was in.
    if (order?.id !== this._order?.id) this._assessment = undefined;
    this._order = order ? this._copy('order', order) : undefined;
    this._lastFaults = '';
    if (this._live) this._refresh();
  }

  /** @override @param {string} name @param {string | null} before @param {string | null} value */
  attributeChangedCallback(name, before, value) {
    // A new value is reported anew.
    if (name in ORDER_ATTRIBUTES) this._lastFaults = '';
    super.attributeChangedCallback(name, before, value);
  }

  /** @override */
  _refresh() {
    this._words = createWords(this._language(), this.timeZone);
    this._tick();
  }

  _tick() {
    const words = /** @type {import('./words.js').Words} */ (this._words);
    const before = this._assessment?.phase;
    this._assess(words.name);
    const card = this._attribute('layout').includes('card');
    const view = { words, assessment: this._assessment, order: this._given(), card };
    render(h(SingleOrder, view), /** @type {ShadowRoot} */ (this.shadowRoot));
    scheduleWake();
    // The page may go on setting things in this turn.
    this._defer(() => this._report());
    const phase = this._assessment?.phase;
    if (phase && before && phase !== before) this._emit('phase', { order: copyOf(this._given()), phase, before });
  }

  /** The order from the page; empty attributes are ignored. @returns {any} */
  _given() {
    if (this._order) return this._order;
    const fields = Object.entries(ORDER_ATTRIBUTES).map(([attribute, part]) => [part, this.getAttribute(attribute) || undefined]);
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  }

  /** @param {string} locale */
  _assess(locale) {
    try {
      const options = { now: this._currentTime(), timeZone: this.timeZone, locale };
      this._assessment = this._books.assess(this._given(), options);
      this._faults = [];
    } catch (error) {
      this._assessment = undefined;
      this._faults = faultsOf(error, (path) => (this._order ? (path && `order.${path}`) || 'order' : attributeOf(path)));
    }
  }

  _report() {
    const faults = this._faults;
    const report = JSON.stringify(faults);
    if (faults.length > 0 && report !== this._lastFaults) this._refuse(faults);
    this._lastFaults = report;
  }
}

/** @param {string} path  of a field of an order */
const attributeOf = (path) => Object.entries(ORDER_ATTRIBUTES).find(([, part]) => part === path)?.[0] ?? path;
