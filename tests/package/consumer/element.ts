import 'dispute-clock/element';
import { DisputeClockElement } from 'dispute-clock/element';
import type { Order } from 'dispute-clock';

const element = document.createElement('dispute-clock');
element.orders = [{ ordered: '2026-03-01', title: 'A lamp' }];
element.now = () => 0;
element.now = 0;
element.timeZone = 'Europe/Moscow';
element.addEventListener('dispute-clock-change', (event) => {
  const orders: Order[] = event.detail.orders;
  console.log(orders.length);
});
element.addEventListener('dispute-clock-error', ({ detail }) => console.log(detail.code, detail.path, detail.message));
element.addEventListener('click', (event: MouseEvent) => console.log(event.clientX));

export const same: boolean = element instanceof DisputeClockElement;

// @ts-expect-error a list, not a single order
element.orders = { ordered: 0 };
// @ts-expect-error a clock or an instant
element.now = 'today';
