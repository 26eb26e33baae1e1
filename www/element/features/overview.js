// The list at a glance: which orders need something now, which can wait, which are closed; the
// results of a search or filter; and how much money is at stake. Imported by model.js and
// attention.js.

import { nextDeadlineOf } from '../deadlines.js';
import { FINAL_PHASES } from '../marks.js';
import { addMoney, subtract } from '../money.js';
import { mayCloseLater, rulebookOf } from '../rules.js';

/** Up to this many orders, looking is quicker than searching. */
const MAX_WITHOUT_SEARCH = 5;
const DAY = 86_400_000;

/** @typedef {'now' | 'later' | 'closed'} GroupId */
/** @type {GroupId[]} in display order */
const GROUPS = ['now', 'later', 'closed'];
const NOW_PHASES = ['cancellable', 'disputable', 'claimable'];

/** The shopper has neither the goods nor the money. */
const WAITING_PHASES = ['cancellable', 'waiting', 'in-dispute'];
const CLAIM_PHASES = ['disputable', 'claimable'];

/** @typedef {import('../order-list.js').Entry} Entry */
/** @typedef {import('../money.js').Money} Money */

/**
 * @typedef {object} Totals
 * @property {Money[]} waiting
 * @property {{ money: Money, deadline: any }[]} claim   one sum for each currency, with the first deadline among its orders
 * @property {Money[]} returned
 * @property {number} unpriced   number of orders with money at stake but no price
 */

/** The parcel has arrived and no problem was reported: the shopper wants nothing of what could still be claimed. @param {Pick<Entry, 'order' | 'phase'>} entry */
export const isSatisfied = ({ order, phase }) => phase !== 'received' && order.received !== undefined && order.problem === undefined;

/** @param {Entry} entry @param {number} now @param {import('../rules.js').Rulebook[]} rulebooks @returns {GroupId} */
function groupOf(entry, now, rulebooks) {
  const { phase, next, order } = entry;
  // An order that the engine refuses needs its dates corrected.
  if (!phase) return 'now';
  if (FINAL_PHASES.includes(phase)) return 'closed';
  if (isSatisfied(entry)) return 'later';
  if (NOW_PHASES.includes(phase) || (next !== undefined && next - now < DAY)) return 'now';
  return isLastChance(entry, now, mayCloseLater(rulebookOf(rulebooks, order.marketplace), order)) ? 'now' : 'later';
}

/**
 * Whether something may still be possible but soon will not be: for a day, if the time of day is not
 * known. An assessment takes a while, so it is requested for few orders.
 *
 * @param {Entry} entry @param {number} now @param {boolean} unsure
 */
function isLastChance(entry, now, unsure) {
  if (entry.phase === 'expired' && unsure) return true;
  const since = entry.reading?.since ?? -Infinity;
  return now - since < DAY && entry.assessment.actions.some((/** @type {any} */ action) => !action.certain);
}

/** The part of an order's price that has not been refunded yet. @param {any} order @returns {Money | undefined} */
function outstanding({ price, refund }) {
  const rest = price && refund && subtract(price, refund);
  return rest ? { ...rest, amount: Number(rest.amount) > 0 ? rest.amount : '0' } : price;
}

/** @param {Pick<Entry, 'order' | 'phase' | 'next' | 'assessment'>[]} entries @returns {Totals} */
export function totalsOf(entries) {
  /** @param {string[]} phases */
  const inPhase = (phases) => entries.filter(({ phase }) => phases.includes(phase ?? ''));
  /** @param {typeof entries} some */
  const sums = (some) => addMoney(some.map(({ order }) => outstanding(order)).filter((money) => money !== undefined));
  const claims = inPhase(CLAIM_PHASES).filter((entry) => !isSatisfied(entry));
  const waiting = inPhase(WAITING_PHASES);
  const claim = sums(claims).map((money) => ({
    money,
    deadline: earliestDeadline(claims.filter(({ order }) => order.price?.currency === money.currency)),
  }));
  const returned = entries
    .map(({ order, phase }) => order.refund ?? (phase === 'refunded' ? order.price : undefined))
    .filter(Boolean);
  return {
    waiting: sums(waiting),
    claim,
    returned: addMoney(returned),
    unpriced: [...claims, ...waiting].filter(({ order }) => !order.price).length,
  };
}

/** The earliest deadline that the orders' phases depend on. @param {Pick<Entry, 'next' | 'assessment'>[]} entries */
function earliestDeadline(entries) {
  const first = entries.reduce((one, other) => ((other.next ?? Infinity) < (one.next ?? Infinity) ? other : one));
  return nextDeadlineOf(first.assessment);
}

/** Normalizes a text for searching: ignores case and accents. The page may have given a number instead. @param {string | number} text */
const normalize = (text) => String(text).normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/**
 * @param {import('./core.js').Core} core
 * @param {ReturnType<typeof import('./lazy-list.js').createLazyList>} lazyList  decides which cards are drawn
 */
export function createOverview(core, lazyList) {
  let query = '';
  /** @type {GroupId | 'all'} */
  let filter = 'all';
  /** Whether the closed group is unfolded, once the reader has chosen. @type {boolean | undefined} */
  let unfolded;
  /** Orders just changed: they stay visible until the reader looks for something else. @type {Set<string>} */
  let revealed = new Set();
  /** The last arrangement, while nothing has changed it. @type {ReturnType<typeof arrange> | undefined} */
  let cached;

  /** @param {Entry} entry @param {string} needle */
  const matches = ({ order }, needle) =>
    [core.nameOf(order), order.number, order.note].some((text) => text && normalize(text).includes(needle));

  /** Groups the orders, and finds those that match. */
  function arrange() {
    const entries = core.entries();
    const now = core.now();
    const rulebooks = core.books.all();
    const needle = normalize(query);
    const many = entries.length > MAX_WITHOUT_SEARCH;
    const searching = many && needle !== '';
    /** @type {Record<GroupId, Entry[]>} */
    const members = { now: [], later: [], closed: [] };
    // When the first order that can wait no longer can.
    let until = Infinity;
    for (const entry of entries) {
      const group = groupOf(entry, now, rulebooks);
      members[group].push(entry);
      if (group === 'later' && entry.next !== undefined) until = Math.min(until, entry.next - DAY + 1);
    }
    const onlyClosed = members.closed.length === entries.length;
    const open = (unfolded ?? onlyClosed) || searching || filter === 'closed';
    /** All cards in display order, each with its position among the matches. @type {{ id: string, group: GroupId, shown: boolean, place: number }[]} */
    const all = [];
    let found = 0;
    const groups = GROUPS.map((id) => {
      const isIn = (id !== 'closed' || open) && (!many || filter === 'all' || filter === id);
      const before = found;
      for (const entry of members[id]) {
        const shown = revealed.has(entry.id) || (isIn && (!searching || matches(entry, needle)));
        found += shown ? 1 : 0;
        all.push({ id: entry.id, group: id, shown, place: found });
      }
      return { id, count: members[id].length, folded: id === 'closed' && !open, found: found - before };
    });
    return { version: core.version(), from: now, until, many, searching, groups, all, found, totals: totalsOf(entries) };
  }

  function currentArrangement() {
    const now = core.now();
    const isCurrent = cached && cached.version === core.version() && cached.from <= now && now < cached.until;
    return isCurrent && cached ? cached : (cached = arrange());
  }

  /** The reader wants to see other orders. */
  function rearrange() {
    revealed = new Set();
    cached = undefined;
    core.draw();
  }

  /** The search or filter has changed. */
  function onQueryChange() {
    lazyList.restart();
    rearrange();
  }

  return {
    state() {
      const { groups, all, found, many, searching, totals } = currentArrangement();
      const drawn = lazyList.choose(all).map((card) => ({ ...card, entry: /** @type {Entry} */ (core.entry(card.id)) }));
      const withCards = groups.map((group) => ({ ...group, cards: drawn.filter((card) => card.group === group.id) }));
      const left = found - drawn.filter(({ shown }) => shown).length;
      return { overview: { groups: withCards, many, query, filter, searching, found, left, whole: lazyList.isWhole(), growing: lazyList.isGrowing(found), totals } };
    },

    /** When an order next changes its group without any other change. */
    nextChange: () => currentArrangement().until,

    /** Makes new or changed orders visible. @param {string[]} ids */
    reveal(ids) {
      for (const id of ids) {
        revealed.add(id);
        // Many at once get no special treatment: no more of them are drawn than of any others.
        if (ids.length === 1) lazyList.pin(id);
      }
      cached = undefined;
    },

    handlers: {
      /** @param {string} text */
      search(text) {
        query = text;
        onQueryChange();
      },
      /** @param {GroupId | 'all'} group */
      filterBy(group) {
        filter = group;
        onQueryChange();
      },
      foldClosed() {
        unfolded = currentArrangement().groups.at(-1)?.folded;
        rearrange();
      },
      showAll() {
        query = '';
        filter = 'all';
        onQueryChange();
        core.draw('[data-field="search"]');
      },
    },
  };
}

/** @typedef {ReturnType<ReturnType<typeof createOverview>['state']>['overview']} OverviewState */
