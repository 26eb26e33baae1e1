import type { Order } from './index.js';

/** What `dispute-clock-change` tells. */
export interface DisputeClockChange {
    /** Every order there is now. */
    orders: Order[];
}

/** What `dispute-clock-error` tells: a property was refused. */
export interface DisputeClockRefusal {
    /** A stable code, such as `wrong-type`. */
    code: string;
    /** The property. */
    path: string;
    /** The same in English, for developers. */
    message: string;
}

export interface DisputeClockEventMap extends HTMLElementEventMap {
    'dispute-clock-change': CustomEvent<DisputeClockChange>;
    'dispute-clock-error': CustomEvent<DisputeClockRefusal>;
}

/** Marketplace orders with a live countdown to what can still be done about each. */
export declare class DisputeClockElement extends HTMLElement {
    /**
     * The orders. To set them is to keep them: from then on the element neither reads nor writes the
     * browser's storage, and the page follows `dispute-clock-change`.
     */
    get orders(): Order[];
    set orders(orders: Order[]);
    /** A clock, or the instant to stand still at: epoch milliseconds. The host's clock by default. */
    now: (() => number) | number;
    /** The IANA time zone in which days are counted and moments shown; the host's by default. */
    get timeZone(): string;
    set timeZone(timeZone: string | undefined);

    addEventListener<Name extends keyof DisputeClockEventMap>(
        type: Name,
        listener: (this: DisputeClockElement, event: DisputeClockEventMap[Name]) => unknown,
        options?: boolean | AddEventListenerOptions,
    ): void;
    addEventListener(
        type: string,
        listener: EventListenerOrEventListenerObject,
        options?: boolean | AddEventListenerOptions,
    ): void;
    removeEventListener<Name extends keyof DisputeClockEventMap>(
        type: Name,
        listener: (this: DisputeClockElement, event: DisputeClockEventMap[Name]) => unknown,
        options?: boolean | EventListenerOptions,
    ): void;
    removeEventListener(
        type: string,
        listener: EventListenerOrEventListenerObject,
        options?: boolean | EventListenerOptions,
    ): void;
}

declare global {
    interface HTMLElementTagNameMap {
        'dispute-clock': DisputeClockElement;
    }
}
