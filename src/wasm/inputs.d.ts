/** A time known to the millisecond: epoch milliseconds, a `Date`, or a text with an offset such as `2026-03-01T10:00:00+03:00`. */
export type InstantInput = number | Date | string;

/**
 * When something happened, in the years 1970 to 2100, as exactly as it is known:
 * an instant; a local time such as `2026-03-01T10:00`; only a date such as `2026-03-01`; or two
 * instants between which it lies.
 * Local times and dates are read in `options.timeZone`, unless they name a zone of their own.
 */
export type MomentInput =
    | InstantInput
    | { local: string; timeZone?: string | undefined }
    | { date: string; timeZone?: string | undefined }
    | { earliest: InstantInput; latest: InstantInput };

/** A plain decimal number from 0 to 999999999999 with at most four decimals, such as `1299.00`, and an ISO 4217 currency. */
export interface MoneyInput {
    amount: string | number;
    currency: string;
}

/**
 * An order as the shopper knows it. Only `ordered` must be given. As in JSON, an object's own enumerable
 * properties count, here and in all that is passed in: a getter of a class is not read.
 */
export interface Order {
    /** A name of the caller's, up to 200 characters. */
    id?: string | undefined;
    /** What was ordered, up to 500 characters. */
    title?: string | undefined;
    /** The marketplace's own number of the order, up to 100 characters. */
    number?: string | undefined;
    /** The id of the rulebook that applies, up to 200 characters; that of `options.rulebook`, or else `joom`, unless given. */
    marketplace?: string | undefined;
    /** When it was placed. */
    ordered: MomentInput;
    /** When the payment went through; when it was placed, unless given. */
    paid?: MomentInput | undefined;
    /** When the seller handed the parcel over for delivery. */
    dispatched?: MomentInput | undefined;
    /** When the delivery time shown on the order's page runs out; may lie ahead. */
    deliveryDue?: MomentInput | undefined;
    /** When the shopper got the parcel. */
    received?: MomentInput | undefined;
    /** What is wrong with it (rule A5). */
    problem?: Problem | undefined;
    /** What it cost. */
    price?: MoneyInput | undefined;
    /** What came back, if it was not the whole price (rule A6). */
    refund?: MoneyInput | undefined;
    /** What sending it back would cost the shopper (rule A7). */
    returnCost?: MoneyInput | undefined;
    /** Which items of the rulebook's list of proof the shopper has, by id (rules A13, B1); up to 50. */
    proof?: { [item: string]: boolean } | undefined;
    /** When the shopper cancelled. */
    cancelled?: MomentInput | undefined;
    /** When the shopper opened a dispute. */
    disputeOpened?: MomentInput | undefined;
    /** When money came back. */
    refunded?: MomentInput | undefined;
    /** When the shopper was done with the order. */
    completed?: MomentInput | undefined;
    /** What the order's own page shows, by window id, of up to 50 windows; it overrides what is computed. */
    entered?: { [window: string]: { opens?: MomentInput | undefined; closes?: MomentInput | undefined } } | undefined;
    /** Anything else, up to 10,000 characters. */
    note?: string | undefined;
}

/** How to assess an order. */
export interface AssessOptions {
    /** The instant to assess at; the engine has no clock of its own. */
    now: InstantInput;
    /** The IANA time zone in which days are counted; the host's own unless given, or UTC where the host names none. */
    timeZone?: string | undefined;
    /** The language of the texts, such as `ru` or `en-GB`; `ru` unless given. Where there is no text in it, that in English. */
    locale?: string | undefined;
    /** The rules to go by, as `rulebook.schema.json` describes them; those that come with the package for the order's marketplace unless given. */
    rulebook?: Rulebook | undefined;
}

/** How to write a calendar file. */
export interface CalendarOptions extends AssessOptions {
    /** The http, https or file address of a page with the element, in up to 2,000 characters of ASCII; the link in each entry brings the order back there. No link unless given. */
    page?: string | undefined;
    /** Orders that are no longer kept, up to 1,000, by id: their entries go from the calendar. Of one that is kept all the same, those that it no longer has. */
    removed?: readonly (string | { id: string; marketplace?: string | undefined })[] | undefined;
}

/** How to draft a message. */
export interface ClaimOptions extends AssessOptions {
    /** What to write about; the order's own problem unless given. */
    problem?: Problem | undefined;
}

/** What the orders of a tracker are answered by. */
export interface TrackerOptions {
    /** The IANA time zone in which days are counted; the host's own unless given, or UTC where the host names none. */
    timeZone?: string | undefined;
    /** The language of the texts, such as `ru` or `en-GB`; `ru` unless given. Where there is no text in it, that in English. */
    locale?: string | undefined;
    /** The rules to go by, read once; those that come with the package for each order's marketplace unless given. */
    rulebook?: Rulebook | undefined;
}

/** An order that a tracker knows by its id. */
export type TrackedOrder = Order & { id: string };

/** An order of which anything but the time left reads differently than at the tick before. */
export interface TrackerChange {
    id: string;
    /** The phase it is in now; undefined while something that is told of it still lies ahead, as after the clock was set back. */
    phase: Phase | undefined;
    /** As in an assessment: sort by this, then by `next`. */
    urgency: number | undefined;
    /** Since when it reads so, if that began with a window's opening or closing. */
    since: number | undefined;
    /** The deadline that the phase hangs on, if one lies ahead. */
    next: number | undefined;
    /** The last of its deadlines, behind or ahead. */
    last: number | undefined;
}

/**
 * Many orders that live in the engine's own memory. A tick costs by the number of changes, not of
 * orders. After `free()`, whatever asks the engine throws a `DisputeClockError` of the code `freed`.
 */
export interface Tracker {
    /** Adds an order, or replaces the one with the same id. Its texts, the id aside, are not kept. */
    put(order: TrackedOrder): void;
    /** The same for many, up to a million, faster; none is put if one has a fault, whose path then is `orders[i].…`. Of an id given twice, the last stands. */
    putAll(orders: readonly TrackedOrder[]): void;
    /** Removes an order; false if there is none of that id. */
    remove(id: string): boolean;
    /** The whole assessment of one order, as `assess` makes it; undefined if there is none of that id. */
    get(id: string, now: InstantInput): Assessment | undefined;
    /** How many orders there are. */
    readonly size: number;
    /**
     * The orders that changed since the tick before: whose phase, actions, cautions or next deadline
     * are others, and those put since. Not those of which only the time left runs down: count that
     * down from the deadlines. An empty list is always the same one. The clock may have been set back.
     */
    tick(now: InstantInput): readonly TrackerChange[];
    /** The first instant at which a tick will say something; it lies behind if an order was put since the last tick. */
    readonly nextChange: number | undefined;
    /** Gives the memory back at once; else the host does, some time after nobody holds the tracker any more. */
    free(): void;
}

/** Makes a tracker without orders. */
export function createTracker(options?: TrackerOptions): Tracker;

/**
 * Starts the engine in any browser: once this has resolved, every function can be called. Pages in Chromium 109
 * to 114 need it, which start no more than 4 KB of WebAssembly in their own turn; elsewhere the first call starts it.
 *
 * Rejects where WebAssembly is forbidden, and in `dispute-clock/slim` before `init`.
 */
export function ready(): Promise<void>;

/** How to read a pasted text. */
export interface ParseOptions {
    /** The instant at which the text is read; `вчера` is the day before. */
    now: InstantInput;
    /** The IANA time zone of the shopper; the host's own unless given, or UTC where the host names none. */
    timeZone?: string | undefined;
    /** The language of the shopper, such as `ru` or `en`; it decides nothing but which answer to a question comes first: in `en` and `en-US` 03/04 is first the 4th of March. `ru` unless given. */
    locale?: string | undefined;
}

/** A text in each language it exists in, by language code. */
export type Text = { [language: string]: string };

/** One end of a window: how long after the first event that is known, and on whose word. */
export interface RulebookEnd {
    from: Event[];
    /** Without it, the end is the event itself. */
    term?: Term;
    /** It is counted so as well, and so, and falls where the earliest of these does. */
    or?: { from: Event[]; term?: Term; or?: { from: Event[]; term?: Term } };
    certainty: 'stated' | 'reported';
    /** The rules it follows from; each stands in one of the `sources`. */
    rules: string[];
}

/** When an action or a caution applies: all that is given here must hold. */
export interface RulebookWhen {
    window?: string;
    closes?: Certainty;
    phases?: Phase[];
    problems?: Problem[];
    /** Whether the parcel is in hand: received, or with a problem that one sees only then. */
    inHand?: boolean;
}

/** What a marketplace allows and until when, as data. `rulebook.schema.json` says the same for editors. */
export interface Rulebook {
    $schema?: string;
    format: 1;
    id: string;
    name: string;
    edition: string;
    covers: { from: string; until: string };
    /** Who is written to about an order; `support` unless given. */
    contact?: 'support' | 'seller';
    sources: { rules: string[]; title: Text; url?: string; published?: string; read: string }[];
    windows: {
        id: string;
        purpose: 'cancel' | 'dispute' | 'claim' | 'return' | 'delivery';
        title: Text;
        problems?: Problem[];
        opens?: RulebookEnd;
        closes?: RulebookEnd;
    }[];
    actions: { id: string; title: Text; steps: Text[]; when: RulebookWhen; rules: string[] }[];
    cautions?: { code: string; text: Text; when: RulebookWhen; rules: string[] }[];
    /** What helps to win a dispute; an item without rules is advice of the book's own. */
    proof?: { id: string; title: Text; phases: Phase[]; problems?: Problem[]; rules?: string[] }[];
}

/** What is wrong with one field. */
export interface Fault {
    /** Stable across versions; later ones may add to them. */
    code: ErrorCode;
    /** The field, such as `price.amount` or `options.now`. */
    path: string;
    /** The same in English, for developers. */
    message: string;
}

/** What every function here throws for bad input. */
export interface DisputeClockError extends Error {
    name: 'DisputeClockError';
    /** The code of the first fault. */
    code: ErrorCode;
    /** The path of the first fault. */
    path: string;
    /** Every fault, in the order in which the fields are read. */
    errors: Fault[];
}
