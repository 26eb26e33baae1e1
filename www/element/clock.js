// One timer for all elements on the page: it sleeps until the earliest instant at which
// anything shown changes; while the page is hidden, until something has to be told even so.
// Imported by dispute-clock.js.

/**
 * @typedef {object} Sleeper
 * @property {() => number} now            the sleeper's own clock, epoch ms
 * @property {() => number | undefined} nextChange  when it wants to be woken, on that clock
 * @property {() => number | undefined} nextUnseen  the same while the page is hidden
 * @property {() => void} wake
 * @property {() => void} lookAgain        the page came back: time, or the stored list, may have moved
 */

/** A longer timeout overflows and fires at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;
const RETURN_EVENTS = ['pageshow', 'focus'];

/** @type {Set<Sleeper>} */
const sleepers = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Starts waking a sleeper. Returns the function that stops it.
 *
 * @param {Sleeper} sleeper
 */
export function keepAwake(sleeper) {
  if (sleepers.size === 0) listen('addEventListener');
  sleepers.add(sleeper);
  setAlarm();
  return () => {
    if (!sleepers.delete(sleeper)) return;
    if (sleepers.size === 0) listen('removeEventListener');
    setAlarm();
  };
}

/** Sets the timer anew; call it whenever a sleeper's next change may have moved. */
export function setAlarm() {
  clearTimeout(timer);
  timer = undefined;
  let delay = Infinity;
  for (const sleeper of sleepers) {
    const next = nextOf(sleeper);
    if (next !== undefined) delay = Math.min(delay, next - sleeper.now());
  }
  if (delay === Infinity) return;
  timer = setTimeout(ring, Math.min(Math.max(delay, 0), LONGEST_TIMEOUT));
}

/** @param {Sleeper} sleeper */
const nextOf = (sleeper) => (document.hidden ? sleeper.nextUnseen() : sleeper.nextChange());

function ring() {
  for (const sleeper of [...sleepers]) {
    const next = nextOf(sleeper);
    if (next !== undefined && next <= sleeper.now()) sleeper.wake();
  }
  setAlarm();
}

/** @param {Event} event */
function onReturn(event) {
  // The first showing of a page is no return.
  if (event.type === 'pageshow' && !(/** @type {PageTransitionEvent} */ (event).persisted)) return;
  if (!document.hidden) for (const sleeper of [...sleepers]) sleeper.lookAgain();
  setAlarm();
}

/** @param {'addEventListener' | 'removeEventListener'} method */
function listen(method) {
  document[method]('visibilitychange', onReturn);
  for (const type of RETURN_EVENTS) window[method](type, onReturn);
}
