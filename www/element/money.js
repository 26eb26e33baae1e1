// Arithmetic on money without rounding errors: amounts are counted in ten-thousandths, the finest
// unit that the engine accepts, as BigInt. Imported by the view and the code that totals orders.

/** @typedef {{ amount: string | number, currency: string }} Money */

const DECIMALS = 4;
const AMOUNT = /^(-?)(\d+)(?:\.(\d{1,4}))?$/;

/** @param {Money} money @returns {bigint | undefined} undefined for anything but a decimal number */
function unitsOf({ amount }) {
  const parts = AMOUNT.exec(String(amount));
  if (!parts) return undefined;
  const [, sign, whole, decimals = ''] = parts;
  return BigInt(sign + whole + decimals.padEnd(DECIMALS, '0'));
}

/** @param {bigint} units @param {string} currency @returns {{ amount: string, currency: string }} */
function moneyOf(units, currency) {
  const digits = String(units < 0n ? -units : units).padStart(DECIMALS + 1, '0');
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '');
  const amount = `${units < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}${decimals && '.'}${decimals}`;
  return { amount, currency };
}

/**
 * One sum for each currency, in the order in which the currencies first appear. Invalid amounts are left out.
 *
 * @param {Iterable<Money>} sums
 */
export function addMoney(sums) {
  /** @type {Map<string, bigint>} */
  const totals = new Map();
  for (const money of sums) {
    const units = unitsOf(money);
    if (units !== undefined) totals.set(money.currency, (totals.get(money.currency) ?? 0n) + units);
  }
  return [...totals].map(([currency, units]) => moneyOf(units, currency));
}

/**
 * The difference of two amounts: negative if the second is larger, undefined if they cannot be compared.
 *
 * @param {Money} from @param {Money} taken
 */
export function subtract(from, taken) {
  const [whole, part] = [unitsOf(from), unitsOf(taken)];
  if (from.currency !== taken.currency || whole === undefined || part === undefined) return undefined;
  return moneyOf(whole - part, from.currency);
}

/**
 * Negative, zero or positive, as the first amount is smaller, equal or larger; undefined if they cannot be
 * compared.
 *
 * @param {Money} one @param {Money} other
 */
export function compareMoney(one, other) {
  const difference = subtract(one, other);
  return difference && Number(difference.amount);
}
