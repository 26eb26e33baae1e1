import 'dispute-clock/element';
import { DisputeClockElement, DisputeCountdownElement } from 'dispute-clock/element';
import { createTracker, rulebooks } from 'dispute-clock';
import type { Fault, Order, Phase } from 'dispute-clock';

const element = document.createElement('dispute-clock');
element.orders = [{ ordered: '2026-03-01', title: 'A lamp' }];
element.now = () => 0;
element.now = 0;
element.timeZone = 'Europe/Moscow';
element.rulebooks = rulebooks().map((book) => ({ ...book, name: 'Mine' }));
element.orders = undefined;
element.openForm();
element.addEventListener('dispute-clock-phase', ({ detail }) => {
  const phases: Phase[] = [detail.before, detail.phase];
  const id: string = detail.order.id;
  console.log(id, detail.order.title, phases);
});
element.addEventListener('dispute-clock-change', (event) => {
  const orders: Order[] = event.detail.orders;
  createTracker().putAll(event.detail.orders);
  console.log(orders.length);
});
element.addEventListener('dispute-clock-error', ({ detail }) => {
  const errors: Fault[] = detail.errors;
  console.log(detail.code, detail.path, detail.message, errors);
});
createTracker().putAll(element.orders);
element.addEventListener('click', (event: MouseEvent) => console.log(event.clientX));

const countdown = document.createElement('dispute-countdown');
countdown.order = { ordered: '2026-03-01', problem: 'incomplete' };
countdown.now = Date.now;
countdown.addEventListener('dispute-clock-error', (event) => console.log(event.detail.code));
countdown.addEventListener('dispute-clock-phase', ({ detail }) => {
  // @ts-expect-error it may have no id, if the page gave none
  const id: string = detail.order.id;
  console.log(id);
});
export const other: boolean = countdown instanceof DisputeCountdownElement;

export const same: boolean = element instanceof DisputeClockElement;

// @ts-expect-error a list, not a single order
element.orders = { ordered: 0 };
// @ts-expect-error a clock or an instant
element.now = 'today';
// @ts-expect-error it takes one order, not a list
countdown.orders = [];
// @ts-expect-error an order, not its date
countdown.order = '2026-03-01';
// @ts-expect-error the shared base class is not exported
void import('dispute-clock/element').then(({ PageElement }) => PageElement);
