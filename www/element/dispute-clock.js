// The custom element <dispute-clock>: its place in the page, its properties and events, and
// the drawing of what the model says.
// Imported by define.js, which registers it. Importing it does nothing, on a server either.

import { h, render } from 'preact';
import { keepAwake, setAlarm } from './clock.js';
import { inSteps } from './in-steps.js';
import { languageOf, watchLanguage } from './language.js';
import { createModel } from './model.js';
import { unfoldForPrint } from './printing.js';
import { adoptStyles } from './styles.js';
import { App } from './view/app.jsx';

const PROPERTIES = ['now', 'timeZone', 'orders'];

/**
 * Marketplace orders with a live countdown to what can still be done about each.
 *
 * Attributes
 * - `lang`: `ru` or `en`; without it the nearest ancestor's, else Russian. Observed.
 * - `theme`: `light` or `dark`; without it the reader's system decides.
 * - `title-countdown`: the reader may have the page's title count down; without it the title is left alone.
 *
 * Properties
 * - `orders`: the list. Setting it hands the keeping of orders to the embedding page: from
 *   then on nothing is read from or written to the browser's storage, and the page follows
 *   `dispute-clock-change`.
 * - `now`: `() => epoch ms`, or a number to stop the clock at. Default: the host's clock.
 * - `timeZone`: an IANA zone. Default: the host's.
 *
 * Styling: `::part(root | panel | list | order | badge | countdown | figures | moment | timeline |
 * actions | cautions | why | form | input | button | button-main | message | storage-missing)` and the
 * custom properties that styles.js lists, `--dispute-clock-accent` first.
 *
 * @fires DisputeClockElement#dispute-clock-change  the orders have changed: `detail.orders`
 * @fires DisputeClockElement#dispute-clock-error   a property was refused: `detail.code`, `detail.path`, `detail.message`
 */
export class DisputeClockElement extends (globalThis.HTMLElement ?? class {}) {
  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open' });
    adoptStyles(shadow);
    /** @type {(() => number) | number} */
    this._now = Date.now;
    /** @type {string | undefined} */
    this._timeZone = undefined;
    /** @type {(() => void)[]} */
    this._stops = [];
    this._begun = false;
    this._model = createModel({
      now: () => this._currentTime(),
      timeZone: () => this.timeZone,
      language: () => languageOf(this),
      mayTitle: () => this.hasAttribute('title-countdown'),
      draw: (focus) => this._draw(focus),
      emit: (type, detail) => this._emit(type, detail),
    });
  }

  connectedCallback() {
    for (const name of PROPERTIES) this._rescue(name);
    this._stops = [
      watchLanguage(this, () => this._model.refresh()),
      unfoldForPrint(/** @type {ShadowRoot} */ (this.shadowRoot), () => this._draw()),
    ];
    if (this._begun) this._follow();
    else this._stops.push(this._begin());
  }

  /** The first time, in pieces: on a phone, what the host's Intl and the engine take to start is felt. */
  _begin() {
    return inSteps([
      ...this._model.preparations,
      () => {
        this._begun = true;
        this._follow();
      },
    ]);
  }

  /** Shows the orders, and from now on what becomes of them. */
  _follow() {
    this._model.connect();
    this._stops.push(
      keepAwake({
        now: () => this._currentTime(),
        nextChange: () => (typeof this._now === 'number' ? undefined : this._model.nextChange()),
        nextUnseen: () => (typeof this._now === 'number' ? undefined : this._model.nextUnseen()),
        wake: () => this._model.tick(),
        lookAgain: () => {
          this._model.tick();
          this._model.lookAgain();
        },
      }),
    );
  }

  /** The nodes and what was typed into them stay, should the element only be on its way elsewhere. */
  disconnectedCallback() {
    for (const stop of this._stops) stop();
    this._stops = [];
    this._model.disconnect();
  }

  get orders() {
    return this._model.orders();
  }

  set orders(orders) {
    if (Array.isArray(orders)) this._model.host(orders);
    else this._refuse('orders', 'wrong-type', 'an array of orders');
  }

  get now() {
    return this._now;
  }

  set now(now) {
    if (typeof now !== 'function' && !Number.isFinite(now)) {
      this._refuse('now', 'wrong-type', 'a function that returns epoch milliseconds, or such a number');
      return;
    }
    this._now = now;
    if (this.isConnected) this._model.refresh();
  }

  get timeZone() {
    return this._timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  set timeZone(timeZone) {
    try {
      new Intl.DateTimeFormat('en', { timeZone });
    } catch {
      this._refuse('timeZone', 'unknown-zone', 'an IANA time zone, such as Europe/Moscow');
      return;
    }
    this._timeZone = timeZone;
    if (this.isConnected) this._model.refresh();
  }

  _currentTime() {
    // The engine counts in whole milliseconds; performance.now() and its like do not.
    return Math.floor(typeof this._now === 'number' ? this._now : this._now());
  }

  /** @param {string} [focus] */
  _draw(focus) {
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    render(h(App, this._model.view()), root);
    setAlarm();
    if (focus) /** @type {HTMLElement | null} */ (root.querySelector(focus))?.focus();
  }

  /**
   * A property set before the element was defined hides the accessor of its class.
   *
   * @param {string} name
   */
  _rescue(name) {
    if (!Object.hasOwnProperty.call(this, name)) return;
    const host = /** @type {any} */ (this);
    const value = host[name];
    delete host[name];
    host[name] = value;
  }

  /** @param {string} property @param {string} code @param {string} allowed */
  _refuse(property, code, allowed) {
    const message = `<dispute-clock> ${property}: expected ${allowed}`;
    console.warn(message);
    this._emit('error', { code, path: property, message });
  }

  /** @param {'change' | 'error'} type @param {any} detail */
  _emit(type, detail) {
    this.dispatchEvent(new CustomEvent(`dispute-clock-${type}`, { detail, bubbles: true, composed: true }));
  }
}
