import type { Fault, Order, Phase, Rulebook, TrackedOrder } from './index.js';

/** What `dispute-clock-change` tells. */
export interface DisputeClockChange {
    /** Every order there is now, each with an id: a tracker takes them as they are. */
    orders: TrackedOrder[];
}

/** What `dispute-clock-phase` tells: an order has come into another phase. */
export interface DisputeClockPhase<Told extends Order = Order> {
    /** One of `<dispute-clock>` has an id; that of `<dispute-countdown>` is as the page has given it. */
    order: Told;
    /** The phase it is in now. */
    phase: Phase;
    /** The phase it was in. */
    before: Phase;
}

/** What `dispute-clock-error` tells: something that the page has set was refused. */
export interface DisputeClockRefusal {
    /** The code of the first fault, such as `unknown-value`. */
    code: string;
    /** The attribute or the property, with the place in it: `theme`, `orders[2].ordered`. */
    path: string;
    /** The same in English, for developers. */
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
     * The page's own rulebooks: beside those built in, or in the place of one with the same `id`. One
     * that is refused is left out.
     */
    get rulebooks(): Rulebook[];
    set rulebooks(rulebooks: readonly Rulebook[] | null | undefined);
    /** A clock, or the instant to stand still at: epoch milliseconds. The host's clock by default. */
    get now(): (() => number) | number;
    set now(now: (() => number) | number | undefined);
    /** The IANA time zone in which days are counted and moments shown; the host's by default. */
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
     * The orders. To set them is to keep them: from then on the browser's storage has nothing of
     * them, and the page follows `dispute-clock-change`. Undefined gives them back. Read, each has an id.
     */
    get orders(): TrackedOrder[];
    set orders(orders: readonly Order[] | null | undefined);

    /** Opens the form for a new order and goes to the date of the order. */
    openForm(): void;
}

/** One order that can only be looked at: as a part of a sentence, or as a card. */
export declare class DisputeCountdownElement extends PageElement<DisputeCountdownEventMap> {
    /** The whole order, in the place of that in the attributes. */
    get order(): Order | undefined;
    set order(order: Order | null | undefined);
}

declare global {
    interface HTMLElementTagNameMap {
        'dispute-clock': DisputeClockElement;
        'dispute-countdown': DisputeCountdownElement;
    }
}

// Nothing is exported but what says so.
export {};
