import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the same answer as in Node', async () => {
  const { assess } = await import('dispute-clock');
  const options = { now: '2026-03-02T12:00:00+03:00', timeZone: 'Europe/Moscow', locale: 'en' };
  const answer = assess({ ordered: '2026-03-01T10:00' }, options);
  expect(JSON.stringify(answer) + '\n').toBe(execFileSync('node', ['program.mjs'], { encoding: 'utf8' }));
});

test('the element is defined where there is a page', async () => {
  await import('dispute-clock/element');
  if (typeof document === 'undefined') return;
  expect(customElements.get('dispute-clock')).toBeDefined();
});
