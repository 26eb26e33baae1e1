import type { Fault, Order, Phase, Rulebook, TrackedOrder } from './index.js';

/** The detail of `dispute-clock-change`. */
export interface DisputeClockChange {
    /** All current orders, each with an id, as a tracker accepts them. */
    orders: TrackedOrder[];
}

/** The detail of `dispute-clock-phase`: an order has entered another phase. */
export interface DisputeClockPhase<Told extends Order = Order> {
    /** From `<dispute-clock>` it has an id; from `<dispute-countdown>` it is as the page set it. */
    order: Told;
    /** The new phase. */
    phase: Phase;
    /** The previous phase. */
    before: Phase;
}

/** The detail of `dispute-clock-error`: something that the page has set was refused. */
export interface DisputeClockRefusal {
    /** The code of the first fault, such as `unknown-value`. */
    code: string;
    /** The attribute or property, with the place in it: `theme`, `orders[2].ordered`. */
    path: string;
    /** An explanation in English, for developers. */
    message: string;
    /** Every fault of what was refused. */
    errors: Fault[];
}

export interface DisputeCountdownEventMap extends HTMLElementEventMap {
    'dispute-clock-phase': CustomEvent<DisputeClockPhase>;
    'dispute-clock-error': CustomEvent<DisputeClockRefusal>;
}

export interface DisputeClockEventMap extends DisputeCountdownEventMap {
    'dispute-clock-change': CustomEvent<DisputeClockChange>;
    'dispute-clock-phase': CustomEvent<DisputeClockPhase<TrackedOrder>>;
}

declare class PageElement<EventMap> extends HTMLElement {
    /**
     * The page's own rulebooks, in addition to the built-in ones; one with the same `id` replaces the
     * built-in one. A refused rulebook is left out.
     */
    get rulebooks(): Rulebook[];
    set rulebooks(rulebooks: readonly Rulebook[] | null | undefined);
    /** A clock, or a fixed instant in epoch milliseconds. The host's clock by default. */
    get now(): (() => number) | number;
    set now(now: (() => number) | number | undefined);
    /** The IANA time zone in which days are counted and moments are shown; the host's by default. */
    get timeZone(): string;
    set timeZone(timeZone: string | undefined);

    addEventListener<Name extends keyof EventMap & string>(
        type: Name,
        listener: (this: this, event: EventMap[Name]) => unknown,
        options?: boolean | AddEventListenerOptions,
    ): void;
    addEventListener(
        type: string,
        listener: EventListenerOrEventListenerObject,
        options?: boolean | AddEventListenerOptions,
    ): void;
    removeEventListener<Name extends keyof EventMap & string>(
        type: Name,
        listener: (this: this, event: EventMap[Name]) => unknown,
        options?: boolean | EventListenerOptions,
    ): void;
    removeEventListener(
        type: string,
        listener: EventListenerOrEventListenerObject,
        options?: boolean | EventListenerOptions,
    ): void;
}

/** Marketplace orders with a live countdown to what can still be done about each. */
export declare class DisputeClockElement extends PageElement<DisputeClockEventMap> {
    /**
     * The orders. Setting them makes the page responsible for storing them: from then on they are not in the
     * browser's storage, and the page follows `dispute-clock-change`. `undefined` returns to the stored
     * orders. When read, each order has an id.
     */
    get orders(): TrackedOrder[];
    set orders(orders: readonly Order[] | null | undefined);

    /** Opens the form for a new order and focuses its order date. */
    openForm(): void;
}

/** One read-only order: as part of a sentence, or as a card. */
export declare class DisputeCountdownElement extends PageElement<DisputeCountdownEventMap> {
    /** The whole order, instead of the one in the attributes. */
    get order(): Order | undefined;
    set order(order: Order | null | undefined);
}

declare global {
    interface HTMLElementTagNameMap {
        'dispute-clock': DisputeClockElement;
        'dispute-countdown': DisputeCountdownElement;
    }
}

// Nothing is exported but what is marked so.
export {};
