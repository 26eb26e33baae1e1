/** A time known to the millisecond: epoch milliseconds, a `Date`, or a text with an offset such as `2026-03-01T10:00:00+03:00`. */
export type InstantInput = number | Date | string;

/**
 * When something happened, in the years 1970 to 2100, as exactly as it is known:
 * an instant; a local time such as `2026-03-01T10:00`; or only a date such as `2026-03-01`.
 * Local times and dates are read in `options.timeZone`, unless they name a zone of their own.
 */
export type MomentInput =
    | InstantInput
    | { local: string; timeZone?: string }
    | { date: string; timeZone?: string };

/** An order as the shopper knows it. Only `ordered` must be given. */
export interface Order {
    /** A name of the caller's, up to 200 characters. */
    id?: string;
    /** What was ordered, up to 500 characters. */
    title?: string;
    /** The id of the rulebook that applies; `joom` unless given. */
    marketplace?: string;
    /** When it was placed. */
    ordered: MomentInput;
    /** When the payment went through; when it was placed, unless given. */
    paid?: MomentInput;
    /** When the seller handed the parcel over for delivery. */
    dispatched?: MomentInput;
    /** When the delivery time shown on the order's page runs out; may lie ahead. */
    deliveryDue?: MomentInput;
    /** When the shopper got the parcel. */
    received?: MomentInput;
    /** What is wrong with it (rule A5). */
    problem?: Problem;
    /** What it cost: a plain decimal number with at most four decimals, and an ISO 4217 currency. */
    price?: { amount: string | number; currency: string };
    /** When the shopper cancelled. */
    cancelled?: MomentInput;
    /** When the shopper opened a dispute. */
    disputeOpened?: MomentInput;
    /** When money came back. */
    refunded?: MomentInput;
    /** When the shopper was done with the order. */
    completed?: MomentInput;
    /** What the order's own page shows, by window id; it overrides what is computed. */
    entered?: { [window: string]: { opens?: MomentInput; closes?: MomentInput } };
    /** Anything else, up to 10,000 characters. */
    note?: string;
}

/** How to assess an order. */
export interface AssessOptions {
    /** The instant to assess at; the engine has no clock of its own. */
    now: InstantInput;
    /** The IANA time zone in which days are counted; the host's own unless given. */
    timeZone?: string;
    /** The language of the texts, such as `ru` or `en`; `ru` unless given. */
    locale?: string;
}

/** What is wrong with one field. */
export interface Fault {
    /** A stable code, such as `no-such-date`. */
    code: string;
    /** The field, such as `price.amount` or `options.now`. */
    path: string;
    /** The same in English, for developers. */
    message: string;
}

/** What every function here throws for bad input. */
export interface DisputeClockError extends Error {
    name: 'DisputeClockError';
    /** The code of the first fault. */
    code: string;
    /** The path of the first fault. */
    path: string;
    /** Every fault, in the order in which the fields are read. */
    errors: Fault[];
}
