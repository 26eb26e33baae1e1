// Marks: what a shopper records of an order after it was placed. Which of them make sense in which
// phase, which an order has, and what its phase is called. Imported by the model, features and the view.

import { windowsBy } from './rules.js';

/** The marks that have a date, in the order in which they happen. */
export const DATED = ['dispatched', 'deliveryDue', 'received', 'cancelled', 'disputeOpened', 'refunded', 'completed'];

/** The phases of an order that is over. */
export const OVER = ['cancelled', 'refunded', 'completed'];

/** What can be wrong with a parcel that has come. */
export const PROBLEMS = ['incomplete', 'poor-quality', 'not-as-described'];

/**
 * What is offered in a phase, the likeliest first and the rest on request. `notArrived` has no date of
 * its own; `problem` is about a parcel that has come.
 *
 * @type {Record<string, { first: string[], rest: string[] }>}
 */
const OFFERS = {
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
 * What an assessment's phase is told as: between the bounds of the last end nothing is over yet.
 *
 * @param {any} assessment @returns {string}
 */
export const toldAs = ({ phase, cautions }) => (phase === 'expired' && cautions.some((/** @type {any} */ { code }) => code === 'perhaps-open') ? 'perhaps' : phase);

/** The key of the sentence for a phase: for a parcel that has come, or in which something is wrong, nobody waits. @param {any} assessment  none where the dates are at fault @param {any} order */
export function phaseKey(assessment, order) {
  const told = assessment ? toldAs(assessment) : 'error';
  return `phase.${told === 'waiting' && (order.received !== undefined || PROBLEMS.includes(order.problem)) ? 'in-hand' : told}`;
}

/** @param {any} order @returns {string[]} the marks that it has, `notArrived` among them */
export function marksOf(order) {
  const dated = DATED.filter((mark) => order[mark] !== undefined);
  return order.problem === 'not-arrived' ? ['notArrived', ...dated] : dated;
}

/**
 * The marks to offer, without those that the order has or that contradict one.
 *
 * @param {any} order @param {string | undefined} phase @param {import('./rules.js').Rulebook} rulebook
 */
export function offersFor(order, phase, rulebook) {
  const has = marksOf(order);
  const isReceived = order.received !== undefined;
  const makesSense = (/** @type {string} */ mark) => {
    if (has.includes(mark)) return false;
    if (mark === 'problem') return isReceived && order.problem === undefined;
    if (mark === 'notArrived' || mark === 'cancelled') return !isReceived;
    return mark === 'dispatched' || mark === 'deliveryDue' ? windowsBy(rulebook, mark)[0] : true;
  };
  const { first, rest } = OFFERS[phase ?? ''] ?? { first: [], rest: [] };
  return { first: first.filter(makesSense), rest: rest.filter(makesSense) };
}

/**
 * The mark whose form a card shows, if it shows one: the one that the field to start in is about.
 *
 * @param {string | undefined} field
 */
export const markOf = (field) => (field === 'problem' ? 'received' : DATED.find((mark) => field?.startsWith(mark)));
