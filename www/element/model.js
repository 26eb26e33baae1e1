// The state of one element and all that can be done with it: the orders, messages about changes, saving,
// following the clock, the language and other tabs; features/ add the rest.
// Imported by dispute-clock.js. It touches no DOM: it asks to be drawn.

import { createAttention } from './features/attention.js';
import { createClaim } from './features/claim.js';
import { createClearing } from './features/clearing.js';
import { createClockNotice } from './features/clock-notice.js';
import { createEditing } from './features/editing.js';
import { createMarks } from './features/marks.js';
import { createOverview } from './features/overview.js';
import { createMessages } from './features/messages.js';
import { createReminders } from './features/reminders.js';
import { createPaste } from './features/paste.js';
import { createLazyList } from './features/lazy-list.js';
import { createStorageNotice } from './features/storage-notice.js';
import { createTransfer } from './features/transfer.js';
import { faultsOf } from './faults.js';
import { phaseKey } from './marks.js';
import { areEqual, copyOf } from './copy.js';
import { createMore } from './more.js';
import { createOrderList } from './order-list.js';
import { refusedFields } from './refusals.js';
import { createChanges } from './keeping/changes.js';
import { createHostedKeeper } from './keeping/hosted.js';
import { sharedKeeper } from './keeping/keeper.js';
import { createUndo, sharedUndo } from './keeping/undo.js';
import { nameOf } from './name-of.js';
import { nextMinute } from './time-left.js';
import { createWords } from './words.js';

/** Stored orders usually arrive in a moment, and drawing without them would make the page jump. But some browsers never answer. */
const MAX_WAIT_MS = 1000;

/**
 * @typedef {object} Environment
 * @property {() => number} now
 * @property {() => number} setBackBy             how far the device's clock was set back, in milliseconds
 * @property {() => string} timeZone
 * @property {() => import('./language.js').Language} language
 * @property {() => boolean} mayChangeTitle       whether the page's title may be changed
 * @property {() => boolean} mayStore             whether anything may be stored in this browser
 * @property {() => boolean} compact              whether space is limited
 * @property {() => boolean} isVisible            whether the element is not folded away
 * @property {() => string[]} marketplaces        those that the form offers; all if empty
 * @property {import('./books.js').Books} books
 * @property {(focus?: string) => void} draw      shows the state; `focus` is the selector to focus
 * @property {(type: 'change' | 'phase', detail: any) => void} emit
 */

/** @param {Environment} environment */
export function createModel({ now, setBackBy, timeZone, language, mayChangeTitle, mayStore, compact, isVisible, marketplaces, books, draw: paint, emit }) {
  let keeper = sharedKeeper();
  let undo = sharedUndo();
  /** Where the orders are kept: in the browser, by the embedding page, or only for the life of this element. @type {'browser' | 'page' | 'nobody'} */
  let keptBy = 'browser';
  /** The phase of each order as last reported. @type {Map<string, string>} */
  const phases = new Map();
  /** @type {(() => void) | undefined} */
  let stopListening;
  /** Stops reading the storage ahead of the first drawing. @type {(() => void) | undefined} */
  let stopPrefetch;
  /** Set while nothing is drawn because the stored orders are being read. @type {ReturnType<typeof setTimeout> | undefined} */
  let waitTimer;
  /** When it was last drawn, apart from having to wait. */
  let lastDrawn = Infinity;
  /** The undo message from before a reload has been shown. */
  let undoRestored = false;

  /** @type {import('./words.js').Words | undefined} created lazily: the host's Intl is slow to start */
  let words;
  const updateWords = () => (words = createWords(language(), timeZone()));

  const currentWords = () => words ?? updateWords();

  const context = () => ({ now: now(), timeZone: timeZone(), locale: currentWords().name });
  const list = createOrderList(books, context, () => lazyList.inView());
  const currency = () => currentWords().t('speech.currency');

  const stored = () => keptBy === 'browser';
  const assess = (/** @type {any} */ order) => books.assess(order, context());

  const messages = createMessages({ words: currentWords, draw, dismiss: () => changes.dismiss() });
  const { show, retract } = messages;
  const changes = createChanges({ keeper: () => keeper, undo: () => undo, stored, draw, tell: show, clear: messages.clear });

  const { more, texts, withMore, withTexts } = createMore({ tell: (key) => show({ key }), retract, draw });

  /** @type {import('./features/core.js').Core} */
  const core = {
    now,
    timeZone,
    words: currentWords,
    currency,
    context,
    stored,
    books,
    offered: () => books.offered(marketplaces()),
    assess,
    entries: list.entries,
    version: list.version,
    entry: list.get,
    /** @param {string} id @returns {any} the order */
    get: (id) => list.get(id)?.order,
    /** @param {any} order */
    nameOf: (order) => nameOf(order, currentWords(), now()),
    draw,
    emit,
    isVisible,
    tell: (key, values) => show({ key, values }),
    more,
    texts,
    withMore,
    withTexts,
    put: changes.put,
    remove: changes.remove,
    dropRemoved(id) {
      if (keeper.order(id)) return false;
      onChanged([id]);
      return true;
    },
    refusals,
    keeping: {
      status: () => keeper.status(),
      saveAgain: () => keeper.saveAgain(),
      stamps(id) {
        const fields = (stored() ? keeper.record(id)?.fields : undefined) ?? {};
        return Object.fromEntries(Object.entries(fields).map(([path, { at }]) => [path, at]));
      },
      wasRemoved: (id) => keeper.record(id)?.removed?.value === true,
    },
  };

  const paste = createPaste(core);
  const editing = createEditing(core, paste);
  const marks = createMarks(core, editing);
  const clearing = createClearing(core, editing);
  const clock = createClockNotice(setBackBy);
  const lazyList = createLazyList(core, tick);
  const overview = createOverview(core, lazyList);
  const attention = createAttention(core, mayChangeTitle, mayStore);
  const claim = createClaim(core);
  const reminders = createReminders(core);
  const storage = createStorageNotice(core);
  const transfer = createTransfer(core);
  const handlers = {
    now,
    assess,
    more,
    texts,
    /** Calls back when it has loaded, or failed to. @param {() => void} then @param {() => void} fail */
    fetchTexts: (then, fail) => void withTexts(then, fail),
    ...messages.handlers,
    ...editing.handlers,
    ...marks.handlers,
    ...clearing.handlers,
    ...clock.handlers,
    ...overview.handlers,
    ...lazyList.handlers,
    ...attention.handlers,
    ...claim.handlers,
    ...reminders.handlers,
    ...paste.handlers,
    ...storage.handlers,
    ...transfer.handlers,
  };

  /** @param {string} [focus] */
  function draw(focus) {
    if (stopListening && !currentWords().loading) attention.update();
    paint(focus);
  }

  /**
   * What is wrong with an order, by field; undefined if nothing is.
   *
   * @param {any} order @param {any} fields @param {Record<string, string>} unreadable
   * @returns {import('./refusals.js').FieldErrors | undefined}
   */
  function refusals(order, fields, unreadable) {
    const errors = { ...refusedFields(order, fields, assess), ...unreadable };
    // The form offers only known marketplaces; an order whose rules the page does not set may still be edited.
    delete errors.marketplace;
    if (Object.keys(errors).length === 0) return undefined;
    messages.announce(currentWords().t('error.summary'));
    draw();
    return errors;
  }

  function orders() {
    // An order removed elsewhere may still be listed for its open form.
    return list.entries().filter(({ id }) => keeper.order(id)).map(({ order }) => copyOf(order));
  }

  const emitChange = () => emit('change', { orders: orders() });

  /** Shows the keeper's orders. Returns whether they differ from what was shown. */
  function syncList() {
    const before = list.entries().map(({ order }) => order);
    list.replaceAll(keeper.orders());
    return !areEqual(before, list.entries().map(({ order }) => order));
  }

  /** Orders have changed, wherever that happened. @param {string[]} ids */
  function onChanged(ids) {
    const existing = ids.map((id) => keeper.order(id)).filter((order) => order !== undefined);
    // What was typed into a form must not be lost with the order.
    const [orphaned] = ids.filter((id) => editing.isOpen(id) && !keeper.order(id));
    list.remove(ids.filter((id) => !editing.isOpen(id)));
    list.put(existing);
    if (orphaned) show({ key: 'message.removed-elsewhere', values: { order: core.nameOf(core.get(orphaned)) } });
    for (const id of ids) emitPhaseChange(id);
    if (!keeper.status().loading) overview.reveal(ids);
    emitChange();
    draw();
  }

  function stopWaiting() {
    waitTimer = undefined;
    draw();
  }

  /** Reports an order whose phase has changed, by time or by what was recorded. @param {string} id */
  function emitPhaseChange(id) {
    const { order, phase } = list.get(id) ?? {};
    const before = phases.get(id);
    if (phase) phases.set(id, phase);
    else phases.delete(id);
    if (phase && before && phase !== before) emit('phase', { order: copyOf(order), phase, before });
  }

  function onStatus() {
    const { loading, reason } = keeper.status();
    if (!loading) {
      clearTimeout(waitTimer);
      waitTimer = undefined;
    }
    storage.update();
    transfer.update();
    if (!undoRestored && !loading) {
      undoRestored = !reason;
      if (!messages.isShown()) changes.repeat();
    }
    draw();
  }

  /** Starts reading the storage while the rest starts up. */
  function prefetch() {
    chooseKeeper();
    if (stored()) stopPrefetch ??= keeper.listen({ changed() {}, status() {} });
  }

  function endPrefetch() {
    stopPrefetch?.();
    stopPrefetch = undefined;
  }

  function connect() {
    if (stopListening) return;
    chooseKeeper();
    updateWords();
    // Another element, or this one before it was moved, may have read and changed things already.
    const differs = syncList();
    for (const { id } of list.entries()) emitPhaseChange(id);
    messages.scheduleHide();
    stopListening = keeper.listen({ changed: onChanged, status: onStatus });
    endPrefetch();
    transfer.connect();
    // Later, what is being typed must not vanish meanwhile.
    if (lastDrawn === Infinity && keeper.status().loading) waitTimer = setTimeout(stopWaiting, MAX_WAIT_MS);
    onStatus();
    if (differs) emitChange();
  }

  function disconnect() {
    messages.pause();
    clearTimeout(waitTimer);
    waitTimer = undefined;
    attention.disconnect();
    endPrefetch();
    stopListening?.();
    stopListening = undefined;
    transfer.disconnect();
    list.free();
  }

  /** Follows the page's setting of where to keep orders, unless the page keeps them itself. @param {boolean} [handedBack] */
  function chooseKeeper(handedBack = false) {
    const wanted = mayStore() ? 'browser' : 'nobody';
    if (!handedBack && (keptBy === 'page' || keptBy === wanted)) return;
    keptBy = wanted;
    switchKeeper(stored() ? sharedKeeper() : createHostedKeeper([], 'off'), stored() ? sharedUndo() : createUndo(() => undefined));
  }

  /** @param {import('./keeping/keeper.js').Keeper} other @param {typeof undo} itsUndo */
  function switchKeeper(other, itsUndo) {
    const connected = stopListening !== undefined;
    disconnect();
    keeper = other;
    undo = itsUndo;
    messages.clear();
    phases.clear();
    if (connected) connect();
    else if (syncList()) emitChange();
  }

  /** Time has passed, or cards have come into view. */
  function tick() {
    const transitioned = list.tick();
    for (const { id } of transitioned) emitPhaseChange(id);
    if (transitioned.length > 0) {
      const { t } = currentWords();
      messages.announce(transitioned.map(({ order, assessment }) => `${core.nameOf(order)}: ${t(phaseKey(assessment, order))}.`).join(' '));
    }
    draw();
  }

  return {
    /** Work that the first drawing would otherwise have to wait for. */
    preparations: [
      () => {
        prefetch();
        currentWords();
      },
      // Starts the engine.
      books.all,
      () => {
        editing.state();
        undo.all();
      },
      list.warmUp,
    ],
    connect,
    disconnect,
    openForm: editing.openForm,
    resync() {
      attention.resync();
      keeper.resync();
    },
    orders,

    /** The first instant at which anything shown changes. */
    nextChange() {
      // Without orders, an example shows what ordering now would mean.
      const example = list.entries().length === 0 ? nextMinute(lastDrawn) : Infinity;
      return Math.min(list.nextChange(), overview.nextChange(), example);
    },

    nextHidden: attention.nextHidden,

    /** All that the view needs to draw. */
    view() {
      const waiting = waitTimer !== undefined || currentWords().loading;
      if (!waiting) lastDrawn = now();
      return {
        words: currentWords(),
        ...messages.state(),
        ...editing.state(),
        ...marks.state(),
        ...clearing.state(),
        ...clock.state(),
        ...overview.state(),
        ...attention.state(),
        ...reminders.state(),
        ...paste.state(),
        ...storage.state(),
        ...transfer.state(),
        waiting,
        entries: list.entries(),
        compact: compact(),
        currency: currency(),
        handlers,
      };
    },

    /** The language, the zone or the clock itself has changed. */
    refresh() {
      updateWords();
      // The last announcement was in the previous language.
      messages.announce('');
      list.reassess();
      for (const { id } of list.entries()) emitPhaseChange(id);
      chooseKeeper();
      draw();
    },

    tick,

    /** Draws for paper, or for the screen again. @param {boolean} wanted */
    print(wanted) {
      lazyList.print(wanted);
      tick();
    },

    /**
     * Makes the embedding page the keeper of the orders; without orders, ends that.
     *
     * @param {any[] | undefined} given each with an id
     */
    host(given) {
      // Setting equal orders again changes nothing: what could be undone still can be.
      if (given && keptBy === 'page' && areEqual(given, orders())) return;
      if (given) {
        keptBy = 'page';
        undoRestored = true;
        switchKeeper(createHostedKeeper(given), createUndo(() => undefined));
      } else if (keptBy === 'page') {
        chooseKeeper(true);
      }
      draw();
    },

    /** What the engine refuses in an order of the list. @param {string} id @param {string} path  of the order */
    faultsOf(id, path) {
      const entry = list.get(id);
      const error = entry && entry.phase === undefined ? entry.error : undefined;
      return error ? faultsOf(error, (inner) => `${path}.${inner}`) : [];
    },
  };
}

/** @typedef {ReturnType<ReturnType<typeof createModel>['view']>['handlers']} Handlers */
