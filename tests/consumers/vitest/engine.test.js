import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the engine gives the same answer as in Node', async () => {
  const { assess } = await import('dispute-clock');
  const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };
  const answer = assess({ ordered: '2026-03-01T10:00' }, options);
  expect(JSON.stringify(answer) + '\n').toBe(execFileSync('node', ['program.mjs'], { encoding: 'utf8' }));
});

test('the element is defined if there is a page', async () => {
  await import('dispute-clock/element');
  if (typeof document === 'undefined') return;
  expect(customElements.get('dispute-clock')).toBeDefined();
});

test('the elements show orders if there is a page', async () => {
  if (typeof document === 'undefined') return;
  const [clock, countdown] = ['dispute-clock', 'dispute-countdown'].map((name) => document.createElement(name));
  for (const one of [clock, countdown]) Object.assign(one, { lang: 'en', now: Date.parse('2026-03-02T12:00:00+03:00') });
  countdown.setAttribute('ordered', '2026-03-01T10:00');
  clock.orders = [{ id: 'a', title: 'A lamp', ordered: '2026-03-01T10:00' }];
  document.body.append(clock, countdown);
  expect(clock.shadowRoot.querySelector('.card-title').textContent).toBe('A lamp');
  expect(countdown.shadowRoot.textContent).toMatch(/dispute/);
  clock.remove();
  countdown.remove();
});
