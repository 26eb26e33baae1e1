// A link that carries orders in its fragment, which no server sees: `#orders=z.` and deflated JSON,
// or `#orders=j.` and JSON, in base64url. The calendar file writes the second kind.
// Imported by ways.js and features/transfer.js.

import { FORMAT, readFile } from './json.js';
import { MAX_FILE_BYTES, runInSlices } from './limits.js';
import { pickOrder } from './shape.js';

const CHUNK = 8192;

/** Whether an address carries orders. @param {string} hash of a location */
export const carriesOrders = (hash) => hash.startsWith('#orders=');

/** @param {any[]} orders @param {string} page the address to open, without a fragment @returns {Promise<string>} */
export async function writeLink(orders, page) {
  const bytes = new TextEncoder().encode(JSON.stringify({ format: FORMAT, orders: orders.map((order) => pickOrder(order).order) }));
  const payload = await deflate(bytes).then(
    (compressed) => `z.${toBase64(compressed)}`,
    () => `j.${toBase64(bytes)}`,
  );
  return `${page}#orders=${payload}`;
}

/**
 * Reads the orders in a fragment. A link is either intact or broken: nothing is taken from half of one.
 *
 * @param {string} hash @returns {Promise<import('./json.js').Contents>}
 */
export async function readLink(hash) {
  /** @param {string} problem @returns {import('./json.js').Contents} */
  const failure = (problem) => ({ orders: [], refused: [], ignored: [], problem });
  try {
    // Chat apps may append characters to a link: ignore them.
    const [, kind, payload] = /^#orders=([jz])\.([A-Za-z0-9_-]+)(?![A-Za-z0-9_-])/.exec(hash) ?? [];
    if (!payload) return failure('broken-link');
    if (payload.length > MAX_FILE_BYTES) return failure('too-large');
    const bytes = fromBase64(payload);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(kind === 'z' ? await inflate(bytes) : bytes);
    const contents = await runInSlices(readFile(text));
    const { problem, refused } = contents;
    if (problem === 'newer-format' || problem === 'too-many-orders') return contents;
    return problem || refused.length > 0 ? failure('broken-link') : contents;
  } catch (error) {
    return failure(error instanceof TooLarge ? 'too-large' : 'broken-link');
  }
}

class TooLarge extends Error {}

/** @param {Uint8Array} bytes */
const deflate = (bytes) => pipeThrough(bytes, () => new CompressionStream('deflate-raw'));

/** @param {Uint8Array} bytes */
const inflate = (bytes) => pipeThrough(bytes, () => new DecompressionStream('deflate-raw'));

/**
 * The output of a stream, limited to the size of a file: a few bytes can inflate to gigabytes.
 *
 * @param {Uint8Array} bytes @param {() => GenericTransformStream} transformer
 */
async function pipeThrough(bytes, transformer) {
  const { readable, writable } = transformer();
  const writer = writable.getWriter();
  // Failures surface when reading.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = readable.getReader();
  /** @type {Uint8Array[]} */
  const chunks = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
    if (length <= MAX_FILE_BYTES) continue;
    reader.cancel().catch(() => {});
    throw new TooLarge();
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** @param {Uint8Array} bytes base64url */
function toBase64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text base64url */
function fromBase64(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = new Uint8Array(plain.length);
  for (let at = 0; at < plain.length; at++) bytes[at] = plain.charCodeAt(at);
  return bytes;
}
