// What an order is called. Imported by model.js and the view.

import { toDateAndTime } from './input.js';

/**
 * The name of an order in a sentence.
 *
 * @param {any} order @param {import('./words.js').Words} words @param {number} now
 */
export function nameOf(order, words, now) {
  if (order.title && typeof order.title === 'string') return order.title;
  const { date } = toDateAndTime(order.ordered, words.timeZone);
  return date ? words.t('order.untitled', { date: words.day(date, now) }) : words.t('event.ordered');
}
