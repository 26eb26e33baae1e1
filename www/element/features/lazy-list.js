// Draws a long list in part: the first cards at once, more as the reader comes near the end, and beyond a few
// hundred on request, as search serves better than scrolling that far. Also tracks which cards are in view: the
// clock runs only for those. Imported by model.js.

/** Lists up to this length are drawn as a whole. */
const WHOLE = 50;
/** About what a screen shows at first. */
const FIRST = 8;
/** How many more appear by themselves, and again at each press. */
const MORE = 200;
/** Cards that had the focus are kept, or what was typed into them would be lost. */
const HELD = 20;
/** Paper has room, but the browser has to lay it out. */
const ON_PAPER = 200;

/** @param {Pick<import('../model.js').Core, 'draw'> & { entries: () => { length: number } }} core @param {() => void} look  updates the time left on cards that have come into view */
export function createLazyList(core, look) {
  let drawn = FIRST;
  let allowed = MORE;
  let printing = false;
  /** Latest last. @type {Set<string>} */
  const held = new Set();
  /** The drawn cards, and whether each is in view. @type {Map<string, boolean>} */
  const cards = new Map();

  const isWhole = () => core.entries().length <= WHOLE;

  /** @param {string} id */
  function hold(id) {
    if (!id) return;
    held.delete(id);
    held.add(id);
    if (held.size > HELD) held.delete([...held][0]);
  }

  /** Draws one more card: as many as a frame has time for. */
  function grow() {
    drawn += 1;
    core.draw();
  }

  return {
    /** The ids of the cards in view; a card just drawn counts until it is known. */
    looked: () => (printing ? cards.keys() : [...cards].filter(([, inView]) => inView).map(([id]) => id)),

    /** The search or filter has changed. */
    restart() {
      [drawn, allowed] = [FIRST, MORE];
    },

    hold,

    /**
     * Chooses the cards to draw from all cards in display order.
     *
     * @template {{ id: string, shown: boolean }} T @param {T[]} all
     */
    choose(all) {
      const whole = isWhole();
      let left = whole ? Infinity : printing ? ON_PAPER : drawn;
      let missing = held.size;
      const chosen = [];
      for (const card of all) {
        // In a list of ten thousand, most need not be visited.
        if (left <= 0 && missing === 0) break;
        const isHeld = held.has(card.id);
        const fits = left > 0 && (printing || whole || card.shown);
        if (isHeld) missing -= 1;
        if (fits) left -= 1;
        if (fits || isHeld) chosen.push(card);
      }
      const ids = new Set(chosen.map(({ id }) => id));
      for (const id of cards.keys()) if (!ids.has(id)) cards.delete(id);
      for (const id of ids) if (!cards.has(id)) cards.set(id, true);
      return chosen;
    },

    /** Whether more cards appear by themselves. @param {number} shown  how many there are to draw */
    isGrowing: (shown) => !isWhole() && drawn < Math.min(shown, allowed),

    /** Draws as many as fit on paper, until told otherwise. @param {boolean} wanted */
    print(wanted) {
      printing = wanted;
    },

    handlers: {
      hold,

      /** Cards have come into view, or left it. @param {[string, boolean][]} seen */
      see(seen) {
        const come = seen.some(([id, inView]) => inView && cards.get(id) === false);
        for (const [id, inView] of seen) if (cards.has(id)) cards.set(id, inView);
        if (come) look();
      },

      grow,

      showMore() {
        allowed += MORE;
        grow();
      },
    },
  };
}
