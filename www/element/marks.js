// Marks: what a shopper records about an order after it was placed. Which marks make sense in which
// phase, which ones an order has, and what its phase is called. Imported by the model, features and the view.

import { windowsFrom } from './rules.js';

/** The marks with a date, in the order in which they happen. */
export const DATED_MARKS = ['dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed'];

/** The phases of an order that is over. */
export const FINAL_PHASES = ['cancelled', 'refunded', 'completed'];

/** What can be wrong with a received parcel. */
export const PROBLEMS = ['incomplete', 'poor-quality', 'not-as-described'];

/**
 * The marks to offer in each phase, the likeliest first and the rest on request. `notArrived` has no date of
 * its own; `problem` is about a received parcel.
 *
 * @type {Record<string, { first: string[], rest: string[] }>}
 */
const MARKS_BY_PHASE = {
  cancellable: { first: ['cancelled'], rest: ['received', 'dispatched', 'deliveryDue', 'disputeOpened', 'refunded', 'completed'] },
  waiting: { first: ['received', 'problem'], rest: ['dispatched', 'deliveryDue', 'notArrived', 'disputeOpened', 'cancelled', 'refunded', 'completed'] },
  disputable: { first: ['disputeOpened', 'received'], rest: ['notArrived', 'problem', 'cancelled', 'refunded', 'completed'] },
  received: { first: ['problem', 'completed'], rest: ['disputeOpened', 'refunded'] },
  claimable: { first: ['disputeOpened'], rest: ['refunded', 'completed'] },
  expired: { first: ['received', 'completed'], rest: ['notArrived', 'problem', 'disputeOpened', 'cancelled', 'refunded'] },
  'in-dispute': { first: ['refunded'], rest: ['received', 'problem', 'completed'] },
  refunded: { first: ['completed'], rest: ['received'] },
  cancelled: { first: ['refunded', 'completed'], rest: [] },
  completed: { first: [], rest: ['refunded'] },
};

/**
 * The phase that is shown: between the bounds of the last end, nothing is over yet.
 *
 * @param {any} assessment @returns {string}
 */
export const shownPhase = ({ phase, cautions }) => (phase === 'expired' && cautions.some((/** @type {any} */ { code }) => code === 'perhaps-open') ? 'perhaps' : phase);

/** The key of the sentence for a phase: an order in hand, or with a problem in it, is no longer waited for. @param {any} assessment  undefined if the dates are at fault @param {any} order */
export function phaseKey(assessment, order) {
  const phase = assessment ? shownPhase(assessment) : 'error';
  return `phase.${phase === 'waiting' && (order.received !== undefined || PROBLEMS.includes(order.problem)) ? 'in-hand' : phase}`;
}

/** @param {any} order @returns {string[]} the marks that it has, including `notArrived` */
export function marksOf(order) {
  const dated = DATED_MARKS.filter((mark) => order[mark] !== undefined);
  return order.problem === 'not-arrived' ? ['notArrived', ...dated] : dated;
}

/**
 * The marks to offer, without those that the order has already or that contradict one.
 *
 * @param {any} order @param {string | undefined} phase @param {import('./rules.js').Rulebook} rulebook
 */
export function marksToOffer(order, phase, rulebook) {
  const recorded = marksOf(order);
  const isReceived = order.received !== undefined;
  const makesSense = (/** @type {string} */ mark) => {
    if (recorded.includes(mark)) return false;
    if (mark === 'problem') return isReceived && order.problem === undefined;
    if (mark === 'notArrived' || mark === 'cancelled') return !isReceived;
    return mark === 'dispatched' || mark === 'deliveryDue' ? windowsFrom(rulebook, mark)[0] : true;
  };
  const { first, rest } = MARKS_BY_PHASE[phase ?? ''] ?? { first: [], rest: [] };
  return { first: first.filter(makesSense), rest: rest.filter(makesSense) };
}

/**
 * The mark whose form a card shows, if any: the one that the form's first field belongs to.
 *
 * @param {string | undefined} field
 */
export const markOfField = (field) => (field === 'problem' ? 'received' : DATED_MARKS.find((mark) => field?.startsWith(mark)));
