// Whether sending the goods back pays: the refund minus the postage, in the shopper's own numbers.
// Shown for orders with a price once the goods are in hand and can be claimed for.
// Imported by order-card.jsx.

import { useLayoutEffect } from 'preact/hooks';
import { compareMoney, subtract } from '../money.js';
import { Field, FieldError } from './field.jsx';
import { Fold } from './fold.jsx';
import { preventSubmit, useForm } from './use-form.js';

const WEIGHING_PHASES = ['received', 'claimable', 'disputable', 'in-dispute'];

/** @param {any} order @param {string} phase */
export const canWeigh = (order, phase) =>
  order.price !== undefined && WEIGHING_PHASES.includes(phase) && order.received !== undefined;

/**
 * @typedef {object} ReturnCostProps
 * @property {string} id
 * @property {import('../words.js').Words} words
 * @property {any} order
 * @property {string} name  the name of the order
 * @property {any} offer   the refund offered instead of the price, if known
 * @property {(fields: import('../input.js').Fields) => import('../refusals.js').FieldErrors | undefined} onSubmit
 */

/** @param {ReturnCostProps} props */
export function ReturnCost(props) {
  const { words, order, name } = props;
  const { price, returnCost } = order;
  const left = returnCost && subtract(price, returnCost);
  return (
    <Fold
      class="fold weigh"
      of={name}
      data-weigh
      summary={
        <>
          <span class="section-title">{words.t('weigh.title')}</span>
          {left && <span class="count">{words.t(Number(left.amount) > 0 ? 'weigh.left' : 'weigh.loss', { left: words.money(left) })}</span>}
        </>
      }
    >
      {() => <ReturnCostForm {...props} />}
    </Fold>
  );
}

/** @param {ReturnCostProps} props */
function ReturnCostForm({ id, words, order, offer, onSubmit }) {
  const { t } = words;
  const { price, returnCost } = order;
  const form = useForm(words);
  useLayoutEffect(() => form.fill({ returnCost: String(returnCost?.amount ?? ''), offer: String(offer?.amount ?? '') }), []);

  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    form.showErrors(onSubmit(form.read()));
  };
  /** @param {string} name */
  const sum = (name) => (
    <div>
      <Field
        form={form}
        id={`${id}-${name}`}
        name={name}
        label={t(`weigh.${name}`, { currency: price.currency })}
        note={name === 'offer' ? t('form.optional') : undefined}
        input={{ inputMode: 'decimal' }}
      />
      <FieldError form={form} id={`${id}-${name}`} name={name} />
    </div>
  );
  return (
    <form class="form form-inset" ref={form.ref} onSubmit={preventSubmit} noValidate autocomplete="off" onInput={(event) => form.clearErrors(/** @type {any} */ (event.target).name)}>
      <p class="hint">{t('weigh.hint')}</p>
      {sum('returnCost')}
      {sum('offer')}
      <FieldError form={form} id={`${id}-other`} name="other" />
      <div class="form-buttons">
        <button type="submit" class="button" part="button" data-action="weigh" onClick={submit}>
          {t('weigh.submit')}
        </button>
      </div>
      <output class="weighed" data-weighed>
        {returnCost && outcomes(words, price, returnCost, offer).map((sentence) => <p key={sentence}>{sentence}</p>)}
      </output>
    </form>
  );
}

/**
 * What the shopper is left with in each case.
 *
 * @param {import('../words.js').Words} words @param {any} price @param {any} cost @param {any} offer
 */
function outcomes(words, price, cost, offer) {
  const { t, money } = words;
  const left = subtract(price, cost);
  if (!left) return [t('weigh.currencies')];
  const sentences = [outcomeOf(words, 'whole', price, cost, left)];
  const leftOfOffer = offer && subtract(offer, cost);
  if (!leftOfOffer) return sentences;
  sentences.push(t('weigh.part', { offer: money(offer) }), outcomeOf(words, 'offer', offer, cost, leftOfOffer));
  const gain = /** @type {import('../money.js').Money} */ (subtract(left, offer));
  const better = Number(gain.amount);
  if (better > 0) sentences.push(t('weigh.whole-better', { gain: money(gain) }));
  else if (better < 0) sentences.push(t('weigh.part-better', { gain: money({ ...gain, amount: String(gain.amount).slice(1) }) }));
  else sentences.push(t('weigh.same'));
  return sentences;
}

/** @param {import('../words.js').Words} words @param {'whole' | 'offer'} which @param {any} sum @param {any} cost @param {any} left */
function outcomeOf({ t, money }, which, sum, cost, left) {
  const pays = /** @type {number} */ (compareMoney(sum, cost)) > 0;
  return t(`weigh.${which}.${pays ? 'left' : 'loss'}`, { sum: money(sum), cost: money(cost), left: money(left) });
}
