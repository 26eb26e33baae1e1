/** An exact instant: epoch milliseconds, a `Date`, or an ISO 8601 string with an offset, such as `2026-03-01T10:00:00+03:00`. */
export type InstantInput = number | Date | string;

/**
 * When something happened, in the years 1970 to 2100, as precisely as it is known: an instant; a local
 * time, such as `2026-03-01T10:00`; a date alone, such as `2026-03-01`; or the earliest and latest instant
 * it can have been.
 *
 * Local times and dates are read in `options.timeZone` unless they carry a `timeZone` of their own. A local
 * time that occurs twice, where clocks go back, is taken for the first.
 */
export type MomentInput =
    | InstantInput
    | { local: string; timeZone?: string | undefined }
    | { date: string; timeZone?: string | undefined }
    | { earliest: InstantInput; latest: InstantInput };

/** An amount of money: a plain decimal number from 0 to 999999999999 with at most four decimal places, such as `1299.00`, and an ISO 4217 currency code. */
export interface MoneyInput {
    amount: string | number;
    currency: string;
}

/**
 * An order as the shopper knows it. Only `ordered` is required. Here and in every other argument, only own
 * enumerable properties are read, as with JSON: getters defined on a class are ignored.
 */
export interface Order {
    /** The caller's identifier for the order, up to 200 characters. */
    id?: string | undefined;
    /** What was ordered, up to 500 characters. */
    title?: string | undefined;
    /** The marketplace's own order number, up to 100 characters. */
    number?: string | undefined;
    /** The id of the rulebook that applies, up to 200 characters. Defaults to that of `options.rulebook`, or else to `joom`. */
    marketplace?: string | undefined;
    /** When the order was placed. */
    ordered: MomentInput;
    /** When the payment went through. Defaults to `ordered`. */
    paid?: MomentInput | undefined;
    /** When the seller handed the parcel over for delivery. */
    dispatched?: MomentInput | undefined;
    /** When the delivery time shown on the order's page runs out. May be in the future. Only rulebooks that count from it use it, as AliExpress's does. */
    deliveryDue?: MomentInput | undefined;
    /** When the shopper received the parcel. */
    received?: MomentInput | undefined;
    /** What is wrong with the order (rule A5). */
    problem?: Problem | undefined;
    /** The price of the order. */
    price?: MoneyInput | undefined;
    /** The amount refunded, if it was not the full price (rule A6). */
    refund?: MoneyInput | undefined;
    /** What returning the goods would cost the shopper (rule A7). */
    returnCost?: MoneyInput | undefined;
    /** Which of the rulebook's `proof` items the shopper has, by id (rules A13, B1); up to 50. */
    proof?: { [item: string]: boolean } | undefined;
    /** When the shopper cancelled the order. */
    cancelled?: MomentInput | undefined;
    /** When the shopper opened a dispute. */
    disputeOpened?: MomentInput | undefined;
    /** When the money was refunded. */
    refunded?: MomentInput | undefined;
    /** When the shopper marked the order as done. */
    completed?: MomentInput | undefined;
    /** Deadlines shown on the order's own page, by window id, for up to 50 windows. They override the computed ones. */
    entered?: { [window: string]: { opens?: MomentInput | undefined; closes?: MomentInput | undefined } } | undefined;
    /** Free text, up to 10,000 characters. */
    note?: string | undefined;
}

/** Options of `assess`. */
export interface AssessOptions {
    /** The instant to assess at. Required: the engine has no clock of its own. */
    now: InstantInput;
    /** The IANA time zone in which days are counted. Defaults to the host's, or to UTC if the host does not report one. */
    timeZone?: string | undefined;
    /** The language of the texts, such as `ru` or `en-GB`. Defaults to `ru`; texts missing in that language are in English, or else in any language that the rulebook has. */
    locale?: string | undefined;
    /** The rulebook to apply, in the format of `rulebook.schema.json`. Defaults to the built-in one for the order's marketplace. */
    rulebook?: Rulebook | undefined;
}

/** Options of `toICalendar`. A `rulebook` applies to all of its orders. */
export interface CalendarOptions extends AssessOptions {
    /** The http, https or file URL of a page with the element, in ASCII, up to 2,000 characters. Each entry then links to it, and the link restores the order there. Without it, entries have no link. */
    page?: string | undefined;
    /** Orders no longer kept, by id, up to 1,000: their calendar entries are cancelled. For one that is also in `orders`, only the entries it no longer has are cancelled. */
    removed?: readonly (string | { id: string; marketplace?: string | undefined })[] | undefined;
}

/** Options of `draftClaim`. */
export interface ClaimOptions extends AssessOptions {
    /** The problem to write about. Defaults to that of the order. */
    problem?: Problem | undefined;
}

/** Options of `createTracker`. */
export interface TrackerOptions {
    /** The IANA time zone in which days are counted. Defaults to the host's, or to UTC if the host does not report one. */
    timeZone?: string | undefined;
    /** The language of the texts, such as `ru` or `en-GB`. Defaults to `ru`; texts missing in that language are in English, or else in any language that the rulebook has. */
    locale?: string | undefined;
    /** The rulebook to apply, read once. Defaults to the built-in one for each order's marketplace. */
    rulebook?: Rulebook | undefined;
}

/** An order in a tracker; its `id` is required. */
export type TrackedOrder = Order & { id: string };

/** An order whose assessment differs from that at the previous tick in anything but the time left. */
export interface TrackerChange {
    id: string;
    /** The current phase; undefined while an event recorded on the order is still in the future, as after the clock was set back. */
    phase: Phase | undefined;
    /** As in an assessment: sort by this, then by `next`. Undefined together with `phase`. */
    urgency: number | undefined;
    /** The latest window boundary or recorded event up to now, in epoch milliseconds; the state has not changed since. Undefined together with `phase`. */
    since: number | undefined;
    /** The deadline that the phase depends on, in epoch milliseconds, if one lies ahead: as in an assessment, not always the first ahead. */
    next: number | undefined;
    /** The last of the order's deadlines, past or future, in epoch milliseconds. */
    last: number | undefined;
}

/**
 * Many orders, kept in the engine's own memory. The cost of a tick depends on the number of changes, not of
 * orders. After `free()`, any call that needs the engine throws a `DisputeClockError` with the code `freed`.
 */
export interface Tracker {
    /** Adds an order, or replaces the one with the same id. Its texts, except the id, are not kept. */
    put(order: TrackedOrder): void;
    /** Adds or replaces up to a million orders, faster than one by one. If any is invalid, none is put, and the path of its fault is `orders[i].…`. If an id occurs twice, the last one wins. */
    putAll(orders: readonly TrackedOrder[]): void;
    /** Removes an order. Returns false if there is none with that id. */
    remove(id: string): boolean;
    /** The full assessment of one order, as from `assess`; undefined if there is none with that id. */
    get(id: string, now: InstantInput): Assessment | undefined;
    /** The number of orders. */
    readonly size: number;
    /**
     * The orders that changed since the previous tick: those whose phase, actions, cautions or next deadline
     * differ, and those put since. Orders whose time left merely runs down are not included: count that down
     * from the deadlines. `now` may be earlier than at the previous tick. If nothing changed, the same empty
     * array is returned every time.
     */
    tick(now: InstantInput): readonly TrackerChange[];
    /** The first instant at which a tick will report a change, in epoch milliseconds. If an order was put since the last tick, the instant of that tick, or 0 before the first. Undefined if no change lies ahead. */
    readonly nextChange: number | undefined;
    /** Frees the memory at once. Otherwise it is freed some time after the tracker has been garbage-collected. */
    free(): void;
}

/** Creates an empty tracker. */
export function createTracker(options?: TrackerOptions): Tracker;

/**
 * Starts the engine in any browser: once the promise has resolved, every function can be called. Only Chromium
 * 109 to 114 needs it, which refuses to compile more than 4 KB of WebAssembly synchronously in a page; elsewhere
 * the first call starts the engine.
 *
 * Rejects where WebAssembly is forbidden, and in `dispute-clock/slim` before `init`.
 */
export function ready(): Promise<void>;

/** Options of `parseOrderText`. */
export interface ParseOptions {
    /** The instant at which the text is read; `вчера` (yesterday) is the day before it. */
    now: InstantInput;
    /** The IANA time zone of the shopper. Defaults to the host's, or to UTC if the host does not report one. */
    timeZone?: string | undefined;
    /** The language of the shopper, such as `ru` or `en`. Defaults to `ru`. It only decides which answer to a question comes first: in `en` and `en-US`, 03/04 is first taken as March 4. */
    locale?: string | undefined;
}

/** A text in one or more languages, by language code. */
export type Text = { [language: string]: string };

/** One end of a window: how long after which event, and how certain the sources are. */
export interface RulebookEnd {
    /** The events it may be counted from: the first one known is used. */
    from: Event[];
    /** How long after the event. If missing, the end is the event itself. */
    term?: Term | undefined;
    /** Further ways to count the end; the earliest result is used. */
    or?: { from: Event[]; term?: Term | undefined; or?: { from: Event[]; term?: Term | undefined } | undefined } | undefined;
    certainty: 'stated' | 'reported';
    /** The rules it follows from; each must be listed in one of the `sources`. */
    rules: string[];
}

/** When an action or a caution applies: every condition given must hold. */
export interface RulebookWhen {
    window?: string | undefined;
    closes?: Certainty | undefined;
    phases?: Phase[] | undefined;
    problems?: Problem[] | undefined;
    /** Whether the parcel is in hand: received, or with a problem that can only be seen with the parcel in hand. */
    inHand?: boolean;
}

/** What a marketplace allows and until when, as data. `rulebook.schema.json` describes the same format for editors. */
export interface Rulebook {
    $schema?: string | undefined;
    format: 1;
    id: string;
    name: string;
    edition: string;
    covers: { from: string; until: string };
    /** Whom shoppers write to about an order. Defaults to `support`. */
    contact?: 'support' | 'seller' | undefined;
    sources: { rules: string[]; title: Text; url?: string | undefined; published?: string | undefined; read: string }[];
    windows: {
        id: string;
        purpose: 'cancel' | 'dispute' | 'claim' | 'return' | 'delivery';
        title: Text;
        problems?: Problem[] | undefined;
        opens?: RulebookEnd | undefined;
        closes?: RulebookEnd | undefined;
    }[];
    actions: { id: string; title: Text; steps: Text[]; when: RulebookWhen; rules: string[] }[];
    cautions?: { code: string; text: Text; when: RulebookWhen; rules: string[] }[] | undefined;
    /** Evidence that helps to win a dispute. An item without rules is the rulebook's own advice. */
    proof?: { id: string; title: Text; phases: Phase[]; problems?: Problem[] | undefined; rules?: string[] | undefined }[] | undefined;
}

/** What is wrong with one field. */
export interface Fault {
    /** Stable across versions; new codes may be added. */
    code: ErrorCode;
    /** The path of the field, such as `price.amount` or `options.now`. */
    path: string;
    /** A description in English, for developers. */
    message: string;
}

/** The error that every function throws for invalid input. */
export interface DisputeClockError extends Error {
    name: 'DisputeClockError';
    /** The code of the first fault. */
    code: ErrorCode;
    /** The path of the first fault. */
    path: string;
    /** All faults, in the order in which the fields are read. */
    errors: Fault[];
}
