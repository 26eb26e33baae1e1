// A long list is drawn in part: the first cards at once, the next ones as the reader comes near the
// end, and beyond a few hundred when asked, for nobody reads that far who could search. And which of
// the cards are looked at: the clock runs for no others. Imported by model.js.

/** A list no longer than this is drawn whole. */
const WHOLE = 50;
/** What a screen shows at first. */
const FIRST = 8;
/** So many more come by themselves, and again with each press. */
const MORE = 200;
/** Cards that the reader has been in stay: what was typed into them would be lost. */
const HELD = 20;
/** Paper is patient, the browser that lays it out is not. */
const ON_PAPER = 200;

/** @param {Pick<import('../model.js').Core, 'draw'> & { entries: () => { length: number } }} core @param {() => void} look  the clock goes on for what has come into view */
export function createSight(core, look) {
  let drawn = FIRST;
  let allowed = MORE;
  let printing = false;
  /** The last is the latest. @type {Set<string>} */
  const held = new Set();
  /** Cards that are drawn, and whether they are in view. @type {Map<string, boolean>} */
  const cards = new Map();

  const isWhole = () => core.entries().length <= WHOLE;

  /** @param {string} id */
  function hold(id) {
    if (!id) return;
    held.delete(id);
    held.add(id);
    if (held.size > HELD) held.delete([...held][0]);
  }

  /** One card more: as many as a frame has time for. */
  function grow() {
    drawn += 1;
    core.draw();
  }

  return {
    /** The ids of what is looked at; of a card just drawn it is not known yet. */
    looked: () => (printing ? cards.keys() : [...cards].filter(([, inView]) => inView).map(([id]) => id)),

    /** Something else is looked for. */
    restart() {
      [drawn, allowed] = [FIRST, MORE];
    },

    hold,

    /**
     * Those that are drawn, out of all in the order in which they stand.
     *
     * @template {{ id: string, shown: boolean }} T @param {T[]} all
     */
    choose(all) {
      const whole = isWhole();
      let left = whole ? Infinity : printing ? ON_PAPER : drawn;
      let missing = held.size;
      const chosen = [];
      for (const card of all) {
        // Of ten thousand, most need not be looked at.
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

    /** Whether more cards come by themselves. @param {number} shown  how many there are to draw */
    isGrowing: (shown) => !isWhole() && drawn < Math.min(shown, allowed),

    /** All that fits on paper, until told otherwise. @param {boolean} wanted */
    print(wanted) {
      printing = wanted;
    },

    handlers: {
      hold,

      /** Cards have come into view, or gone. @param {[string, boolean][]} seen */
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
