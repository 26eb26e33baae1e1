// An amount of money and its currency, side by side. Imported by the forms of the view.

import { Field, FieldError } from './field.jsx';

const CURRENCIES = ['RUB', 'USD', 'EUR', 'BYN', 'KZT', 'UAH', 'AMD', 'AZN', 'GEL', 'KGS', 'MDL', 'UZS', 'PLN', 'ILS'];

/**
 * @param {object} props
 * @param {string} props.id
 * @param {import('./use-form.js').Form} props.form
 * @param {import('../words.js').Words} props.words
 * @param {string} props.amount       the name of the field for the amount
 * @param {string} props.currency     the name of the field for the currency
 * @param {string} props.first        the preselected currency
 * @param {string} props.label
 * @param {boolean} [props.optional]
 */
export function MoneyFields({ id, form, words, amount, currency, first, label, optional }) {
  const { t } = words;
  return (
    <>
      <div class="pair pair-price">
        <Field
          form={form}
          id={`${id}-${amount}`}
          name={amount}
          label={label}
          note={optional ? t('form.optional') : undefined}
          input={{ inputMode: 'decimal' }}
        />
        <div class="field">
          <label class="label" for={`${id}-${currency}`}>
            {t('form.currency')}
          </label>
          <select class="input" part="input" id={`${id}-${currency}`} name={currency} data-field={currency}>
            {[...new Set([first, ...CURRENCIES])].map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </div>
      </div>
      <FieldError form={form} id={`${id}-${amount}`} name={amount} />
      <FieldError form={form} id={`${id}-${currency}`} name={currency} />
    </>
  );
}
