// Recording what happened to an order: marks with their dates, each as easily withdrawn; the proof
// at hand; and what sending the goods back would cost.
// Imported by model.js.

import { ambiguousAmountsIn, momentIn, moneyIn } from '../input.js';
import { phaseKey } from '../marks.js';
import { titleSelector } from './editing.js';

/**
 * @param {import('./core.js').Core} core
 * @param {ReturnType<typeof import('./editing.js').createEditing>} editing
 */
export function createMarks(core, editing) {
  /** The refund offered to the shopper, by order: for comparison only, not part of the order. @type {Map<string, any>} */
  const offers = new Map();

  /** @param {any} order */
  function tryAssess(order) {
    try {
      return core.assess(order);
    } catch {
      return undefined;
    }
  }

  /**
   * The message about a mark, including the resulting phase.
   *
   * @param {string} message @param {string} mark @param {any} order
   */
  function outcome(message, mark, order) {
    const values = { mark: { key: `mark.${mark}` }, phase: { key: phaseKey(tryAssess(order), order) } };
    return { message, values, focus: titleSelector(order.id) };
  }

  return {
    state: () => ({ offers }),

    handlers: {
      /**
       * @param {string} id @param {string} mark one of DATED
       * @param {import('../input.js').Fields} fields @param {Record<string, string>} unreadable
       */
      mark(id, mark, fields, unreadable) {
        const before = editing.formOrder(id);
        const edited = { ...before, [mark]: momentIn(fields, mark, before[mark], core.timeZone()) };
        const missing = edited[mark] === undefined && { [`${mark}Date`]: 'required' };
        if (mark === 'received') {
          delete edited.problem;
          if (fields.problem) edited.problem = fields.problem;
        }
        if (mark === 'refunded') {
          delete edited.refund;
          if (fields.refundKind === 'part') edited.refund = moneyIn(fields.refundAmount, fields.refundCurrency, before.refund);
        }
        const sumMissing = 'refund' in edited && edited.refund === undefined && { refundAmount: 'required' };
        const doubts = 'refund' in edited && ambiguousAmountsIn(fields, { refundAmount: before.refund });
        const refused = { ...missing, ...sumMissing, ...doubts, ...unreadable };
        const order = editing.rebaseEdit(edited);
        return editing.replace(order, fields, refused, outcome('message.marked', mark, order));
      },

      /** A mark can always be withdrawn, even if the order is invalid with it. @param {string} id @param {string} mark */
      withdraw(id, mark) {
        const order = { ...core.get(id) };
        delete order[mark];
        if (mark === 'received' || mark === 'notArrived') delete order.problem;
        if (mark === 'refunded') delete order.refund;
        editing.close(id);
        core.put([order], outcome('message.unmarked', mark, order));
      },

      /** Nothing has arrived: a problem without a date. @param {string} id */
      markNotArrived(id) {
        const order = { ...core.get(id), problem: 'not-arrived' };
        core.put([order], outcome('message.marked', 'notArrived', order));
      },

      /** @param {string} id @param {string} item @param {boolean} done */
      setProof(id, item, done) {
        const before = core.get(id);
        core.put([{ ...before, proof: { ...before.proof, [item]: done } }], { message: 'message.changed' });
      },

      /**
       * Stores the cost of sending the goods back, and remembers for now the refund offered instead of the price.
       *
       * @param {string} id @param {import('../input.js').Fields} fields
       */
      weigh(id, fields) {
        const before = core.get(id);
        const { currency } = before.price;
        const returnCost = moneyIn(fields.returnCost, currency, before.returnCost);
        const offer = moneyIn(fields.offer, currency, offers.get(id));
        const doubts = ambiguousAmountsIn(fields, { returnCost: before.returnCost, offer: offers.get(id) });
        // The offer is not part of the order, but the engine can validate the amount.
        const { refundAmount, ...errors } = core.refusals({ ...before, returnCost, refund: offer }, fields, doubts) ?? {};
        if (refundAmount) errors.offer ??= refundAmount;
        if (offer && !returnCost) errors.returnCost ??= 'required';
        if (Object.keys(errors).length > 0) return errors;
        offers.set(id, offer);
        core.put([{ ...before, returnCost }], { message: 'message.changed' });
      },
    },
  };
}
