// Export and import of orders, as features/transfer.js uses them.
// Imported by deferred.js. In the embed they come with the deferred file.

import { encode } from 'uqr';
import { readTable, writeTable } from './csv.js';
import { decode } from './decode.js';
import { HEADINGS } from './headings.js';
import { readFile } from './json.js';
import { MAX_FILE_BYTES, runInSlices } from './limits.js';
import { readLink, writeLink } from './link.js';
import { plan } from './preview.js';

export { readLink };

/** A QR code of version 25, which a phone can still scan off another phone: 1,273 bytes. */
const MAX_QR_LENGTH = 1273;
/** Works in every browser; some truncate longer links. */
const MAX_LINK_LENGTH = 60_000;

/** The orders in a JSON file or a table. @param {File} file @param {string} timeZone @returns {Promise<import('./json.js').Contents>} */
export async function open(file, timeZone) {
  /** @param {string} problem */
  const failure = (problem) => ({ orders: [], refused: [], ignored: [], problem });
  if (file.size > MAX_FILE_BYTES) return failure('too-large');
  let text;
  try {
    text = decode(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return failure('unreadable');
  }
  if (/^\s*[[{]/.test(text)) return runInSlices(readFile(text));
  const table = await runInSlices(readTable(text, { headings: HEADINGS, timeZone }));
  return table.problem === 'no-orders' ? runInSlices(readFile(text)) : table;
}

/** What an import would do. @param {import('./json.js').Contents} contents @param {import('../features/core.js').Core} core @param {() => string} newId */
export function planImport(contents, core, newId) {
  const { keeping, assess } = core;
  const orders = core.entries().map(({ order }) => order);
  return runInSlices(plan(contents, { orders, stamps: keeping.stamps, wasRemoved: keeping.wasRemoved, assess, newId }));
}

/** @param {any[]} orders @param {string} language @param {string} timeZone */
export const toTable = (orders, language, timeZone) => writeTable(orders, { language, timeZone, heading: HEADINGS[language] });

/** The link to orders, also as a QR code, unless it is too long or works only on this device. @param {any[]} orders */
export async function linkTo(orders) {
  const local = !/^https?:$/.test(location.protocol);
  const link = await writeLink(orders, location.href.split('#')[0]);
  return {
    local,
    link: link.length <= MAX_LINK_LENGTH ? link : undefined,
    qr: !local && link.length <= MAX_QR_LENGTH ? encode(link, { ecc: 'L', border: 4 }).data : undefined,
  };
}

/** The orders to store for the chosen steps, based on their current state: other fields may have changed since. @param {Iterable<import('./preview.js').Step>} steps @param {(id: string) => any} get */
export function applySteps(steps, get) {
  return [...steps].map(({ order, changes }) => {
    const now = get(order.id);
    if (!now) return order;
    const next = { ...now };
    for (const { field, to } of changes) {
      if (to === undefined) delete next[field];
      else next[field] = to;
    }
    return next;
  });
}
