// Amounts to the last decimal, where floating-point numbers would err.

import assert from 'node:assert/strict';
import test from 'node:test';
import { addMoney, compareMoney, subtract } from '../../www/element/money.js';
import { createWords } from '../../www/element/words.js';

/** @param {string | number} amount */
const rub = (amount) => ({ amount, currency: 'RUB' });
/** @param {string | number} amount */
const usd = (amount) => ({ amount, currency: 'USD' });

test('amounts are added up exactly, by currency', () => {
  assert.deepEqual(addMoney([]), []);
  assert.deepEqual(addMoney([rub('0.10'), usd('14.99'), rub('0.20'), rub(0.3)]), [rub('0.6'), usd('14.99')]);
  assert.deepEqual(addMoney([rub('999999999999.9999'), rub('0.0001')]), [rub('1000000000000')]);
  assert.deepEqual(addMoney(Array(1000).fill(rub('0.1'))), [rub('100')], 'floating point would give 99.9999999999986');
  assert.deepEqual(addMoney([rub('дорого'), rub('5')]), [rub('5')], 'a text that is not an amount adds nothing');
});

test('amounts in one currency are subtracted exactly', () => {
  assert.deepEqual(subtract(rub('1299.00'), rub('350.50')), rub('948.5'));
  assert.deepEqual(subtract(rub('0.3'), rub('0.1')), rub('0.2'));
  assert.deepEqual(subtract(rub(200), rub('350')), rub('-150'));
  assert.deepEqual(subtract(rub('0.0001'), rub('0.0002')), rub('-0.0001'));
  assert.deepEqual(subtract(rub('5'), rub('5.0000')), rub('0'));
  assert.equal(subtract(rub('5'), usd('1')), undefined, 'dollars cannot be subtracted from rubles');
  for (const [from, taken] of [['дорого', '5'], ['5', 'дорого']]) assert.equal(subtract(rub(from), rub(taken)), undefined, 'a word is not an amount');
});

test('amounts in one currency are compared exactly', () => {
  assert.ok(Number(compareMoney(rub('10'), rub('9.9999'))) > 0);
  assert.ok(Number(compareMoney(rub('999999999999.9998'), rub('999999999999.9999'))) < 0);
  assert.equal(compareMoney(rub('10'), rub('10.00')), 0);
  assert.equal(compareMoney(rub('10'), usd('10')), undefined);
});

test('an amount is shown exactly as it was computed', () => {
  const words = createWords({ name: 'ru', tag: 'ru', catalogue: () => undefined }, 'Europe/Moscow');
  const shown = (/** @type {string} */ amount) => words.money(rub(amount)).replaceAll(/\s/g, ' ');
  assert.equal(shown('1299.00'), '1 299 ₽');
  assert.equal(shown('948.5'), '948,50 ₽');
  assert.equal(shown('-150'), '-150 ₽');
  assert.equal(shown('0.0001'), '0,0001 ₽', 'no amount is rounded to zero');
  assert.equal(shown('999999999999.9999'), '999 999 999 999,9999 ₽');
});
