// The stricter baseline of `start.mjs`: the same page with a handwritten element, without WebAssembly,
// rulebooks, languages or a library. It reads one order from IndexedDB, draws what our element draws for
// one, node for node in the same styles, and counts down; nothing in it is interactive.

import { daysLater, HOUR } from './days-later.js';

/** What our element draws, as captured by start.mjs. @type {{ nodes: Drawn[], styles: string[] }} */
const DRAWING = /** @type {any} */ (globalThis).DRAWING;
/** @typedef {string | [string, { [attribute: string]: string }, ...Drawn[]]} Drawn  a text, or an element */

/** @returns {Promise<{ title: string, ordered: number } | undefined>} */
function stored() {
  return new Promise((resolve) => {
    const opening = indexedDB.open('yardstick', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('orders', { keyPath: 'id' });
    opening.onsuccess = () => {
      const reading = opening.result.transaction('orders').objectStore('orders').getAll();
      reading.onsuccess = () => resolve(reading.result[0]);
    };
  });
}

/** @param {Drawn} drawn @returns {Node} */
function build(drawn) {
  if (typeof drawn === 'string') return document.createTextNode(drawn);
  const [tag, { style, ...attributes }, ...children] = drawn;
  const node = /** @type {HTMLElement} */ (document.createElementNS(`http://www.w3.org/${tag.startsWith('svg:') ? '2000/svg' : '1999/xhtml'}`, tag.replace('svg:', '')));
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  // The page's policy forbids the style attribute.
  if (style) node.style.cssText = style;
  node.append(...children.map(build));
  return node;
}

class HandWritten extends HTMLElement {
  async connectedCallback() {
    const root = this.attachShadow({ mode: 'open' });
    const order = await stored();
    if (!order) return;
    const cancel = order.ordered + 8 * HOUR;
    const now = Date.now();
    const [lead, end] = now <= cancel ? ['Отменить можно ещё', cancel] : ['Открыть спор можно будет через', daysLater(order.ordered, 75)];
    const format = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
    const unit = (/** @type {string} */ name) => new Intl.NumberFormat('ru', { style: 'unit', unit: name, unitDisplay: 'long' });
    const units = ['day', 'hour', 'minute', 'second'].map(unit);
    root.adoptedStyleSheets = DRAWING.styles.map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    root.append(...DRAWING.nodes.map(build));
    /** @param {string} selector @param {string} text */
    const put = (selector, text) => {
      const node = /** @type {HTMLElement} */ (root.querySelector(selector));
      node.textContent = text;
      return node;
    };
    put('.card-title', order.title);
    put('[data-moment]', `${lead}: до ${format.format(end)}`);
    const figures = put('[data-countdown]', '');
    const draw = () => {
      const seconds = Math.floor((end - Date.now()) / 1000);
      const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
      figures.textContent = parts.map((part, index) => units[index].format(part)).join(' ');
    };
    draw();
    setInterval(draw, 1000);
  }
}
customElements.define('dispute-clock', HandWritten);
