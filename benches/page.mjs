// The page with ten thousand orders in Chromium: time to the first countdown, frame time while scrolling,
// and the cost of a tick. Imported by bench.mjs.

import { dist, openBrowser, serve } from '../tests/browser/harness/index.mjs';
import { median } from './median.mjs';

const COUNT = 10_000;
const ROUNDS = 7;
const SCROLLS = 3;

/** From setting the orders to the first frame with a countdown. */
const FIRST = `const [count, done] = arguments, element = document.querySelector('dispute-clock'), root = element.shadowRoot, now = Date.now();
  element.orders = [];
  const orders = Array.from({ length: count }, (_, i) => ({ id: 'o' + i, title: 'Заказ ' + i, ordered: now - i * 864000, price: { amount: '1299', currency: 'RUB' } }));
  requestAnimationFrame(() => setTimeout(() => {
    const from = performance.now();
    element.orders = orders;
    requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(root.querySelector('[data-countdown]') ? performance.now() - from : NaN); port2.postMessage(0); });
  }));`;

/** Main-thread time of each frame, from its start to the first task after it. */
const SCROLL = `const [done] = arguments, frames = [];
  scrollTo(0, 0);
  const step = () => {
    const from = performance.now();
    scrollBy(0, 120);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      frames.push(performance.now() - from);
      if (frames.length < 300) requestAnimationFrame(step);
      else done({ frames, cards: document.querySelector('dispute-clock').shadowRoot.querySelectorAll('[data-order]').length, down: scrollY });
    };
    port2.postMessage(0);
  };
  requestAnimationFrame(step);`;

export async function measureAtScale() {
  const site = await serve(dist('site'));
  const browser = await openBrowser('chromium', { timeZone: 'Europe/Moscow' });
  const { driver } = browser;
  try {
    await driver.manage().setTimeouts({ script: 120_000 });
    await driver.get(site.url);
    await driver.executeAsyncScript(`const [done] = arguments; customElements.whenDefined('dispute-clock').then(() => setTimeout(done, 1500))`);
    const firsts = [];
    for (let round = -1; round < ROUNDS; round++) {
      const first = /** @type {number} */ (await driver.executeAsyncScript(FIRST, COUNT));
      if (round >= 0) firsts.push(first);
    }
    const scrolls = [];
    for (let round = 0; round < SCROLLS; round++) {
      // A new list, drawn from its beginning.
      await driver.executeAsyncScript(FIRST, COUNT);
      const { frames, cards, down } = /** @type {{ frames: number[], cards: number, down: number }} */ (await driver.executeAsyncScript(SCROLL));
      const slowest = Math.max(...frames);
      scrolls.push({ cards, down, frame: median(frames), slowest, over: frames.filter((ms) => ms > 16).length, of: frames.length });
    }
    scrolls.sort((a, b) => a.slowest - b.slowest);
    return { first: median(firsts), ...scrolls[SCROLLS >> 1] };
  } finally {
    await browser.close();
    await site.close();
  }
}
