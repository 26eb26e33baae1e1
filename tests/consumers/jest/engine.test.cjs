const { execFileSync } = require('node:child_process');
const { expect, test } = require('@jest/globals');

test('the engine gives the same answer as in Node', () => {
  const { assess } = require('dispute-clock');
  const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };
  const answer = assess({ ordered: '2026-03-01T10:00', title: 'Лампа 💡' }, options);
  expect(JSON.stringify(answer) + '\n').toBe(execFileSync('node', ['program.cjs'], { encoding: 'utf8' }));
});

test('the element is defined if there is a page', () => {
  require('dispute-clock/element');
  require('dispute-clock/element');
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
