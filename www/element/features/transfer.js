// Export of orders to a file, a table or a link, and import from one: previewed first, then applied.
// Imported by model.js and the view.

import { newOrderId } from '../../engine.js';
import { copyText } from '../copy-text.js';
import { saveFile } from '../save-file.js';
import { writeFile } from '../transfer/json.js';
import { carriesOrders } from '../transfer/link.js';
import { toCivil } from '../civil.js';

/** The problem code when the code that reads files and links has not loaded. */
export const NOT_LOADED = 'not-loaded';

/**
 * What the dialog shows.
 *
 * @typedef {{ kind: 'reading' }
 *   | { kind: 'problem', source: Source, code: string }
 *   | { kind: 'preview', source: Source, plan: import('../transfer/preview.js').Plan, chosen: Set<Step> }
 *   | { kind: 'share', name?: string, link?: string, qr?: boolean[][], local: boolean, copied: boolean }} Dialog
 * @typedef {'file' | 'link'} Source
 * @typedef {import('../transfer/preview.js').Step} Step
 * @typedef {import('../more.js').More} More
 */

/** The fragment that an element of this page is handling: two need not ask about it. */
let claimedHash = '';
/** Time for the other elements on the page to start. */
const YIELD_MS = 1000;

/** @param {import('./core.js').Core} core */
export function createTransfer(core) {
  /** @type {Dialog | undefined} */
  let dialog;
  /** Counts dialogs, so that a slow one does not replace a later one. */
  let generation = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let linkTimer;

  const orders = () => core.entries().map(({ order }) => order);
  /** Whether the dialog is about a link. */
  const isFromLink = () => dialog && 'source' in dialog && dialog.source === 'link';
  const fileName = (/** @type {string} */ ending) => `dispute-clock-${toCivil(core.now(), core.timeZone()).date}.${ending}`;

  /** @param {Dialog | undefined} next */
  function show(next) {
    generation++;
    dialog = next;
    core.draw();
  }

  /** @param {File} file */
  const openFile = (file) => preview('file', (more) => more.open(file, core.timeZone()));

  /** @param {Source} source @param {(more: More) => Promise<import('../transfer/json.js').Contents>} read */
  function preview(source, read) {
    show({ kind: 'reading' });
    const current = generation;
    const fail = () => current === generation && show({ kind: 'problem', source, code: NOT_LOADED });
    return core.withMore((more) => current === generation && previewWith(more, source, read), fail);
  }

  /** @param {More} more @param {Source} source @param {(more: More) => Promise<import('../transfer/json.js').Contents>} read */
  async function previewWith(more, source, read) {
    const current = generation;
    const contents = await read(more);
    if (current !== generation) return;
    if (contents.problem) return show({ kind: 'problem', source, code: contents.problem });
    const plan = await more.planImport(contents, core, newOrderId);
    if (current !== generation) return;
    if (plan.steps.length === 0 && plan.refused.length > 0 && source === 'link') return show({ kind: 'problem', source, code: 'broken-link' });
    const chosen = new Set(plan.steps.filter(({ kind, removed }) => kind !== 'same' && !removed));
    show({ kind: 'preview', source, plan, chosen });
  }

  /** Asks about the link, once the stored orders are known. */
  function previewLink() {
    const { hash } = location;
    if (!carriesOrders(hash) || hash === claimedHash || core.keeping.status().loading) return;
    claimedHash = hash;
    preview('link', (more) => more.readLink(hash));
  }

  /** A link was opened: an element out of sight lets visible ones go first. */
  function scheduleLink() {
    clearTimeout(linkTimer);
    linkTimer = setTimeout(previewLink, core.isVisible() ? 0 : YIELD_MS);
  }

  /** Removes the orders from the address bar: they have been imported, or declined. */
  function dropFragment() {
    claimedHash = '';
    try {
      history.replaceState(history.state, '', `${location.pathname}${location.search}`);
    } catch {
      location.hash = '';
    }
  }

  function close() {
    const { code } = /** @type {{ code?: string }} */ (dialog ?? {});
    // A link that could not be read yet keeps its orders.
    if (isFromLink() && code !== NOT_LOADED) dropFragment();
    show(undefined);
  }

  return {
    state: () => ({ transfer: dialog }),

    /** Checks whether the page was opened by a link, now that the stored orders are read. */
    update: scheduleLink,

    connect() {
      addEventListener('hashchange', scheduleLink);
      // The element was moved: its question about the link is still open.
      if (isFromLink()) claimedHash = location.hash;
    },
    disconnect() {
      clearTimeout(linkTimer);
      removeEventListener('hashchange', scheduleLink);
      if (isFromLink()) claimedHash = '';
    },

    handlers: {
      closeTransfer: close,

      // Orders that are not stored in this browser may have no other way out: this must not need a fetch.
      exportFile() {
        const records = orders().map((order) => ({ order, changed: core.keeping.stamps(order.id) }));
        const about = core.words().t('transfer.about');
        const text = writeFile(records, { about, now: core.now(), timeZone: core.timeZone() });
        saveFile(fileName('json'), 'application/json', text);
        core.tell('message.exported');
        core.draw();
      },

      exportTable: () => core.withMore((more) => {
        saveFile(fileName('csv'), 'text/csv', more.toTable(orders(), core.words().name, core.timeZone()));
        core.tell('message.exported');
        core.draw();
      }),

      openFile,

      /** A file is dragged over the element or dropped anywhere on it: by default the browser would navigate to it. @param {DragEvent} event */
      drop(event) {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (file) openFile(file);
      },

      /** @param {Step} step @param {boolean} wanted */
      choose(step, wanted) {
        if (dialog?.kind !== 'preview') return;
        if (wanted) dialog.chosen.add(step);
        else dialog.chosen.delete(step);
        core.draw();
      },

      /** Applies the preview. */
      applyImport: () => core.withMore(async (more) => {
        if (dialog?.kind !== 'preview') return;
        const orders = more.applySteps(dialog.chosen, core.get);
        close();
        if (orders.length > 0) await core.put(orders, { message: 'message.imported' });
      }),

      /** Makes a link to one order, or to all. @param {string} [id] */
      share: (id) => core.withMore(async (more) => {
        const shared = orders().filter((order) => id === undefined || order.id === id);
        // It may have been removed since.
        if (!shared[0]) return;
        const name = id === undefined ? undefined : core.nameOf(shared[0]);
        show({ kind: 'share', name, copied: false, ...(await more.linkTo(shared)) });
      }),

      /** @param {HTMLInputElement} field that shows the link */
      async copyLink(field) {
        if (dialog?.kind !== 'share' || !dialog.link) return;
        const before = dialog;
        const copied = await copyText(field);
        if (dialog === before) show({ ...before, copied });
      },
    },
  };
}
