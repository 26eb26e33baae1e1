// The custom element <dispute-clock>: its lifecycle, properties and events, and drawing the model's state.
// docs/element.md documents its interface for pages.
// Imported by register.js and define.js. Importing it has no effect, also on a server.

import { h, render } from 'preact';
import { newOrderId } from '../engine.js';
import { deviceNow, scheduleWake, setBackBy, subscribeToClock } from './clock.js';
import { keepForms } from './coming-back.js';
import { fault } from './faults.js';
import { afterPaint, runInSteps } from './in-steps.js';
import { createLanguageResolver, watchLanguage } from './language.js';
import { createModel } from './model.js';
import { FLAG, LANG, oneOf, PageElement, THEME } from './page-element.js';
import { unfoldForPrint } from './printing.js';
import { adoptStyles } from './styles.js';
import { App } from './view/app.jsx';
import { isVisible, makeModalIfVisible } from './view/dialog.jsx';

/** Marketplace orders, each with a live countdown and what can still be done about it. */
export class DisputeClockElement extends PageElement {
  /** @override */
  static get description() {
    return {
      name: 'dispute-clock',
      // Each may depend on those before it.
      properties: ['now', 'timeZone', 'rulebooks', 'orders'],
      attributes: (/** @type {DisputeClockElement} */ element) => ({
        lang: LANG,
        theme: THEME,
        compact: FLAG,
        marketplace: { list: /** @type {const} */ (true), words: () => element._books.all().map(({ id }) => id) },
        storage: oneOf('browser', 'none'),
        'title-countdown': FLAG,
      }),
    };
  }

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    /** @type {(() => void)[]} */
    this._stops = [];
    this._started = false;
    /** The first drawing is still to come, and may be done in steps. */
    this._inSteps = false;
    /** What to focus once it is drawn. @type {string | undefined} */
    this._focus = undefined;
    this._model = createModel({
      now: () => this._currentTime(),
      setBackBy: () => (this._now === deviceNow ? setBackBy() : 0),
      timeZone: () => this.timeZone,
      language: createLanguageResolver(this, () => this._live && this._started && this._refresh()),
      mayChangeTitle: () => this._flag('title-countdown'),
      mayStore: () => !this._attribute('storage').includes('none'),
      compact: () => this._flag('compact'),
      isVisible: () => isVisible(this),
      marketplaces: () => this._attribute('marketplace'),
      books: this._books,
      draw: (focus) => this._draw(focus),
      emit: (type, detail) => this._emit(type, detail),
    });
  }

  /** @override */
  connectedCallback() {
    super.connectedCallback();
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    this._stops = [
      watchLanguage(this, () => this._refresh()),
      keepForms(root),
      unfoldForPrint(root, (printing) => this._model.print(printing)),
    ];
    // Whatever the page has already set is drawn and must respond to clicks.
    if (this._started || root.firstChild) this._follow();
    else this._stops.push(this._start());
  }

  /** Starts in steps: on a phone, the startup of the styles and the engine is noticeable. */
  _start() {
    this._inSteps = true;
    return runInSteps([
      () => this._adoptStyles(),
      ...this._model.preparations,
      () => {
        if (!this._started) this._follow();
      },
    ]);
  }

  /** Shows the orders, and follows their changes from now on. */
  _follow() {
    this._started = true;
    this._model.connect();
    this._stops.push(
      subscribeToClock({
        now: () => this._currentTime(),
        nextChange: this._whileRunning(() => this._model.nextChange()),
        nextHidden: this._whileRunning(() => this._model.nextHidden()),
        refresh: () => this._refresh(),
        wake: () => this._model.tick(),
        resume: () => {
          this._model.resync();
          this._model.tick();
        },
      }),
    );
    this._reopenDialogs();
  }

  /** Keeps the nodes and what was typed into them, as the element may only be moving. @override */
  disconnectedCallback() {
    super.disconnectedCallback();
    for (const stop of this._stops) stop();
    this._stops = [];
    this._model.disconnect();
  }

  /** Copies of the current orders. @returns {any} */
  get orders() {
    return this._model.orders();
  }

  /** @param {any[] | null | undefined} orders */
  set orders(orders) {
    if (orders != null && !Array.isArray(orders)) {
      this._refuseOne('orders', 'wrong-type', 'an array of orders');
      return;
    }
    this._model.host(orders ? this._withIds(orders) : undefined);
  }

  /** Opens the form for a new order and focuses its date. */
  openForm() {
    this._model.openForm();
  }

  /**
   * The orders that can be told apart, each with an id. What the engine refuses in them is reported after the
   * page's turn, as it may set its clock after its orders.
   *
   * @param {any[]} orders
   */
  _withIds(orders) {
    const byId = new Map();
    orders.forEach((order, index) => {
      const path = `orders[${index}]`;
      if (typeof order !== 'object' || order === null || Array.isArray(order)) return this._refuseOne(path, 'wrong-type', 'an order');
      const copy = this._copy(path, order);
      if (!copy) return;
      const { id = newOrderId() } = copy;
      if (typeof id !== 'string' || id === '') return this._refuseOne(`${path}.id`, 'wrong-type', 'a text');
      if (byId.has(id)) this._refuse([fault('duplicate', `${path}.id`, 'another id for each order')]);
      byId.set(id, { ...copy, id });
      this._defer(() => {
        const faults = this._model.faultsOf(id, path);
        if (faults.length > 0) this._refuse(faults);
      });
    });
    return [...byId.values()];
  }

  /** @override */
  _refresh() {
    this._model.refresh();
  }

  /** The root with its styles, which the browser parses when they are adopted. */
  _adoptStyles() {
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    adoptStyles(root, 'dispute-clock');
    return root;
  }

  /** @param {string} [focus] */
  _draw(focus) {
    // The page has set something before the element was due to start.
    if (this._live && !this._started) this._follow();
    const root = this._adoptStyles();
    const view = this._model.view();
    // First the orders, or the form if there are none; the rest once they are visible.
    const firstPass = this._inSteps && !view.waiting;
    if (!view.waiting) this._inSteps = false;
    if (firstPass) afterPaint(() => this._live && this._draw());
    const focused = root.activeElement;
    const card = focused?.closest('[data-order]');
    render(h(App, { ...view, firstPass }), root);
    scheduleWake();
    this._focus = focus ?? this._focus;
    if (this._focus && !view.waiting) {
      /** @type {HTMLElement | null} */ (root.querySelector(this._focus))?.focus();
      this._focus = undefined;
    }
    if (focused && !root.activeElement) {
      // The focused node is gone, and what follows it is folded away, if anything: move the focus close by, without scrolling.
      const fallback = (card?.isConnected ? card : root).querySelector('.card-title, .list-title');
      /** @type {HTMLElement | null} */ (fallback)?.focus({ preventScroll: true });
    }
  }

  /** Dialogs that were open while the element was moved have lost their place in the top layer. */
  _reopenDialogs() {
    for (const dialog of this.shadowRoot?.querySelectorAll('dialog') ?? []) makeModalIfVisible(dialog);
  }
}
