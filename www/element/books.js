// The rulebooks that one element uses: the engine's own, and the embedding page's, which add to them or
// replace them. All questions to the engine about an order go through here, so that each order is
// judged by its marketplace's rulebook. Imported by page-element.js, for the elements and the model.

import { assess, createTracker, rulebooks } from '../engine.js';
import { fault, faultsOf } from './faults.js';

/** @typedef {import('./rules.js').Rulebook} Rulebook */
/** @typedef {import('./faults.js').Fault} Fault */
/** The engine for texts, fetched on first use. @typedef {typeof import('../texts.js')} Texts */

const FIRST_EVENT = /^BEGIN:VEVENT\r\n/m;
const END = 'END:VCALENDAR\r\n';

/** Read lazily: the first question to the engine starts it. @type {Rulebook[] | undefined} */
let builtIn;

export function createBooks() {
  /** @type {Rulebook[]} */
  let own = [];

  const builtInBooks = () => (builtIn ??= rulebooks());
  /** @param {string | undefined} marketplace */
  const ownOf = (marketplace) => own.find(({ id }) => id === (marketplace ?? builtInBooks()[0].id));

  /** Adds the rulebook to the options of a question about one marketplace's orders. @template T @param {string | undefined} marketplace @param {T} options */
  function withRulebook(marketplace, options) {
    const rulebook = ownOf(marketplace);
    return rulebook ? { ...options, rulebook } : options;
  }

  /** All rulebooks: the built-in ones, or the page's own that replace them, then the rest of the page's. */
  function all() {
    const known = builtInBooks().map((book) => ownOf(book.id) ?? book);
    return [...known, ...own.filter((book) => !known.includes(book))];
  }

  return {
    own: () => own,
    all,
    ownOf,

    /**
     * Makes a tracker for the orders of one of the page's own rulebooks, or of the built-in ones.
     *
     * @param {any} rulebook @param {{ timeZone: string, locale: string }} context
     */
    createTracker: (rulebook, { timeZone, locale }) => createTracker({ timeZone, locale, ...(rulebook ? { rulebook } : {}) }),

    /** The rulebooks of the given marketplaces, in that order; all rulebooks if none is known. @param {string[]} ids */
    offered(ids) {
      const books = all();
      const chosen = ids.flatMap((id) => books.find((book) => book.id === id) ?? []);
      return chosen.length > 0 ? [...new Set(chosen)] : books;
    },

    /**
     * Sets the page's own rulebooks, without those that the engine refuses.
     *
     * @param {any[]} given @param {number} now
     * @returns {Fault[][]} the faults of each refused rulebook
     */
    replace(given, now) {
      own = [];
      /** @type {Fault[][]} */
      const refused = [];
      given.forEach((book, index) => {
        const path = `rulebooks[${index}]`;
        const faults = faultsIn(book, path, now);
        if (faults.length === 0 && own.some(({ id }) => id === book.id)) {
          faults.push(fault('duplicate', `${path}.id`, 'another id in each'));
        }
        if (faults.length === 0) own.push(book);
        else refused.push(faults);
      });
      return refused;
    },

    /** @param {any} order @param {any} options */
    assess: (order, options) => assess(order, withRulebook(order.marketplace, options)),

    /** @param {Texts} texts @param {any} order @param {any} options */
    draftClaim: (texts, order, options) => texts.draftClaim(order, withRulebook(order.marketplace, options)),

    /**
     * Makes one calendar file, though the engine writes one for each rulebook.
     *
     * @param {Texts} texts @param {any[]} orders @param {any} options
     */
    toICalendar(texts, orders, { removed, ...options }) {
      const files = [];
      let failure;
      for (const book of [undefined, ...own]) {
        const isOfBook = (/** @type {any} */ { marketplace }) => ownOf(marketplace) === book;
        const [included, gone] = [orders.filter(isOfBook), removed.filter(isOfBook)];
        if (included.length + gone.length === 0) continue;
        try {
          files.push(texts.toICalendar(included, { ...options, removed: gone, ...(book ? { rulebook: book } : {}) }));
        } catch (error) {
          // One rulebook may have nothing ahead while another has.
          failure = error;
        }
      }
      if (files.length === 0) throw failure;
      const [first, ...others] = files;
      return others.reduce((file, other) => file.slice(0, -END.length) + other.slice(other.search(FIRST_EVENT)), first);
    },
  };
}

/** @param {any} rulebook @param {string} path @param {number} now @returns {Fault[]} */
function faultsIn(rulebook, path, now) {
  if (typeof rulebook !== 'object' || rulebook === null) return [fault('wrong-type', path, 'a rulebook')];
  try {
    assess({ ordered: now, marketplace: rulebook.id }, { now, timeZone: 'UTC', rulebook });
    return [];
  } catch (error) {
    const faults = faultsOf(error, (inner) => inner.replace(/^(options\.rulebook|marketplace)/, path));
    const own = faults.filter((one) => one.path.startsWith(path));
    return own.length > 0 ? own : faults;
  }
}

/** @typedef {ReturnType<typeof createBooks>} Books */
