// Draws a long list in part: the first cards at once, more as the reader comes near the end, and beyond a few
// hundred on request, as search serves better than scrolling that far. Also tracks which cards are in view: the
// clock runs only for those. Imported by model.js.

/** Lists up to this length are drawn as a whole. */
const MAX_WHOLE = 50;
/** About what a screen shows at first. */
const FIRST_BATCH = 8;
/** How many more appear by themselves, and again at each press. */
const BATCH = 200;
/** Cards that had the focus are kept, or what was typed into them would be lost. */
const MAX_PINNED = 20;
/** Paper has room, but the browser has to lay it out. */
const MAX_PRINTED = 200;

/** @param {Pick<import('./core.js').Core, 'draw'> & { entries: () => { length: number } }} core @param {() => void} onEnter  updates the time left on cards that have come into view */
export function createLazyList(core, onEnter) {
  let drawn = FIRST_BATCH;
  let limit = BATCH;
  let printing = false;
  /** Latest last. @type {Set<string>} */
  const pinned = new Set();
  /** The drawn cards, and whether each is in view. @type {Map<string, boolean>} */
  const cards = new Map();

  const isWhole = () => core.entries().length <= MAX_WHOLE;

  /** @param {string} id */
  function pin(id) {
    if (!id) return;
    pinned.delete(id);
    pinned.add(id);
    if (pinned.size > MAX_PINNED) pinned.delete([...pinned][0]);
  }

  /** Draws one more card: as many as a frame has time for. */
  function grow() {
    drawn += 1;
    core.draw();
  }

  return {
    isWhole,

    /** The ids of the cards in view; a card just drawn counts until it is known. */
    inView: () => (printing ? cards.keys() : [...cards].filter(([, inView]) => inView).map(([id]) => id)),

    /** The search or filter has changed. */
    restart() {
      [drawn, limit] = [FIRST_BATCH, BATCH];
    },

    pin,

    /**
     * Chooses the cards to draw from all cards in display order.
     *
     * @template {{ id: string, shown: boolean }} T @param {T[]} all
     */
    choose(all) {
      const whole = isWhole();
      // Once the list is longer, no card vanishes.
      if (whole) drawn = Math.max(drawn, all.length);
      let room = whole ? Infinity : printing ? MAX_PRINTED : drawn;
      let pinnedLeft = pinned.size;
      const chosen = [];
      for (const card of all) {
        // In a list of ten thousand, most need not be visited.
        if (room <= 0 && pinnedLeft === 0) break;
        const isPinned = pinned.has(card.id);
        const fits = room > 0 && (printing || whole || card.shown);
        if (isPinned) pinnedLeft -= 1;
        if (fits) room -= 1;
        if (fits || isPinned) chosen.push(card);
      }
      const ids = new Set(chosen.map(({ id }) => id));
      for (const id of cards.keys()) if (!ids.has(id)) cards.delete(id);
      for (const id of ids) if (!cards.has(id)) cards.set(id, true);
      return chosen;
    },

    /** Whether more cards appear by themselves. @param {number} shown  how many there are to draw */
    isGrowing: (shown) => !isWhole() && drawn < Math.min(shown, limit),

    /** Draws as many as fit on paper, until told otherwise. @param {boolean} wanted */
    print(wanted) {
      printing = wanted;
    },

    handlers: {
      pin,

      /** Cards have come into view, or left it. @param {[string, boolean][]} changes */
      setInView(changes) {
        const entered = changes.some(([id, inView]) => inView && cards.get(id) === false);
        for (const [id, inView] of changes) if (cards.has(id)) cards.set(id, inView);
        if (entered) onEnter();
      },

      grow,

      showMore() {
        limit += BATCH;
        grow();
      },
    },
  };
}
