// The list at a glance: which orders want something now, which can wait, which are closed; what is
// found by a search or a filter; and how much money is at stake. Imported by model.js.

import { addMoney, subtract } from '../money.js';

/** With no more orders than this a look is quicker than a search. */
const HANDFUL = 5;
const DAY = 86_400_000;

/** @typedef {'now' | 'later' | 'closed'} GroupId */
/** @type {GroupId[]} the order in which they stand */
const GROUPS = ['now', 'later', 'closed'];
const NOW_PHASES = ['cancellable', 'disputable', 'claimable'];
const CLOSED_PHASES = ['refunded', 'cancelled', 'completed'];

/** The shopper has neither the goods nor the money. */
const WAITING_PHASES = ['cancellable', 'waiting', 'in-dispute'];
const CLAIM_PHASES = ['disputable', 'claimable'];

/** @typedef {import('../order-list.js').Entry} Entry */
/** @typedef {import('../money.js').Money} Money */

/**
 * @typedef {object} Totals
 * @property {Money[]} waiting
 * @property {{ money: Money, deadline: any }[]} claim   a sum a currency, with the first deadline among its orders
 * @property {Money[]} returned
 * @property {number} unpriced   orders with money at stake of which no price is known
 */

/** @param {Entry} entry @param {number} now @returns {GroupId} */
export function groupOf({ assessment }, now) {
  // An order that the engine refuses waits for its dates to be mended.
  if (!assessment || NOW_PHASES.includes(assessment.phase)) return 'now';
  if (CLOSED_PHASES.includes(assessment.phase)) return 'closed';
  return assessment.next && assessment.next.at - now < DAY ? 'now' : 'later';
}

/** What has not come back yet of an order's price. @param {any} order @returns {Money | undefined} */
function outstanding({ price, refund }) {
  const rest = price && refund && subtract(price, refund);
  return rest ? { ...rest, amount: Number(rest.amount) > 0 ? rest.amount : '0' } : price;
}

/** @param {Entry[]} entries @returns {Totals} */
export function totalsOf(entries) {
  /** @param {string[]} phases */
  const inPhase = (phases) => entries.filter(({ assessment }) => phases.includes(assessment?.phase));
  /** @param {Entry[]} some */
  const sums = (some) => addMoney(some.map(({ order }) => outstanding(order)).filter((money) => money !== undefined));
  const claims = inPhase(CLAIM_PHASES);
  const waiting = inPhase(WAITING_PHASES);
  const claim = sums(claims).map((money) => ({
    money,
    deadline: earliest(claims.filter(({ order }) => order.price?.currency === money.currency)),
  }));
  const returned = entries
    .map(({ order, assessment }) => order.refund ?? (assessment?.phase === 'refunded' ? order.price : undefined))
    .filter(Boolean);
  return {
    waiting: sums(waiting),
    claim,
    returned: addMoney(returned),
    unpriced: [...claims, ...waiting].filter(({ order }) => !order.price).length,
  };
}

/** The first deadline that orders hang on. @param {Entry[]} entries */
function earliest(entries) {
  const ends = entries.map(({ assessment: { next, deadlines } }) =>
    deadlines.find((/** @type {any} */ one) => one.id === next?.id && one.kind === next?.kind && one.at === next?.at),
  );
  return ends.filter(Boolean).sort((a, b) => a.at - b.at)[0];
}

/** As a search reads texts: neither case nor accents make a difference. @param {string} text */
const plain = (text) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();

/** @param {import('../model.js').Core} core */
export function createGlance(core) {
  let query = '';
  /** @type {GroupId | 'all'} */
  let filter = 'all';
  /** Whether the closed ones are unfolded, once the reader has said so. @type {boolean | undefined} */
  let unfolded;
  /** Just changed: they stay in sight until the reader looks for something else. @type {Set<string>} */
  const revealed = new Set();
  /** @type {{ entries?: Entry[], totals?: Totals }} */
  const memory = {};

  /** @param {Entry} entry */
  const matches = ({ order }) => {
    const wanted = plain(query);
    return wanted === '' || [core.nameOf(order), order.number, order.note].some((text) => text && plain(text).includes(wanted));
  };

  function state() {
    const entries = core.entries();
    const now = core.now();
    if (memory.entries !== entries) Object.assign(memory, { entries, totals: totalsOf(entries) });
    const members = GROUPS.map((id) => ({ id, entries: entries.filter((entry) => groupOf(entry, now) === id) }));
    const many = entries.length > HANDFUL;
    const searching = many && plain(query) !== '';
    const onlyClosed = members.at(-1)?.entries.length === entries.length;
    const open = (unfolded ?? onlyClosed) || searching || filter === 'closed';
    const groups = members.map(({ id, entries: all }) => ({
      id,
      count: all.length,
      folded: id === 'closed' && !open,
      entries: all.map((entry) => ({
        entry,
        shown:
          revealed.has(entry.id) ||
          ((id !== 'closed' || open) && (!many || ((filter === 'all' || filter === id) && matches(entry)))),
      })),
    }));
    const found = groups.reduce((sum, { entries: all }) => sum + all.filter(({ shown }) => shown).length, 0);
    return { glance: { groups, many, query, filter, searching, found, totals: /** @type {Totals} */ (memory.totals) } };
  }

  return {
    state,

    /** What was just entered or changed comes into sight. @param {string[]} ids */
    reveal(ids) {
      for (const id of ids) revealed.add(id);
    },

    handlers: {
      /** @param {string} text */
      search(text) {
        query = text;
        revealed.clear();
        core.draw();
      },
      /** @param {GroupId | 'all'} group */
      filterBy(group) {
        filter = group;
        revealed.clear();
        core.draw();
      },
      foldClosed() {
        const { groups } = state().glance;
        unfolded = groups.at(-1)?.folded;
        revealed.clear();
        core.draw();
      },
      showAll() {
        query = '';
        filter = 'all';
        core.draw('[data-field="search"]');
      },
    },
  };
}

/** @typedef {ReturnType<ReturnType<typeof createGlance>['state']>['glance']} GlanceState */
