// The device's clock as the elements use it, and one timer for all of them: it wakes each element that
// has something new to show, and checks whether the clock or the time zone has changed.
// Imported by the elements, civil.js and features/clock-notice.js.

/**
 * @typedef {object} Sleeper
 * @property {() => number} now            the sleeper's own clock, epoch ms
 * @property {() => number} nextChange     when to wake it, on that clock; `Infinity`: never
 * @property {() => number} nextUnseen     the same while the page is hidden
 * @property {() => void} wake
 * @property {() => void} lookAgain        the page is visible again: time, or the stored list, may have moved
 * @property {() => void} refresh          the zone, or what to say about the clock, has changed
 */

/**
 * Timers stop while the device sleeps, and do not notice that the clock is set. When the page is shown again or
 * touched, the elements catch up at once; otherwise within a minute, which is precise enough for days. Anything
 * counted in seconds wakes every second anyway.
 */
const LONGEST_TIMEOUT = 60_000;
/** A larger difference from the monotonic clock is not drift: the clock was set, or the device slept. */
const JUMP = 1000;
/** How far a clock may be set back without a notice: clocks are corrected by seconds all the time. */
const TOLERATED = 120_000;
/** How much slower than the monotonic clock time may run while it waits for a clock that was set back a little. */
const SLOWER = 0.0005;
const RETURN_EVENTS = ['pageshow', 'focus', 'online'];
const TOUCHES = ['pointermove', 'pointerdown', 'keydown', 'wheel'];

/** How far our time is ahead of the monotonic clock. @type {number | undefined} */
let ahead;
/** The monotonic clock when last read. */
let looked = 0;
/** How far the device's clock was ahead of the monotonic clock when the timer was set. */
let aheadThen = 0;

/**
 * The device's clock, except that it never goes back: it follows jumps ahead, as after sleep, and
 * otherwise runs on with the monotonic clock. A clock set back would reopen windows that are over. Small
 * backward corrections are absorbed so slowly that time still moves on.
 *
 * @returns {number} epoch milliseconds
 */
export function deviceNow() {
  const passed = performance.now();
  const told = Date.now() - passed;
  ahead = ahead === undefined ? told : Math.max(told, ahead - (passed - looked) * SLOWER);
  looked = passed;
  return ahead + passed;
}

/** How far the device's clock is behind our time, in milliseconds; 0 if the difference is negligible. */
export function setBackBy() {
  const behind = deviceNow() - Date.now();
  return behind > TOLERATED ? behind : 0;
}

/** Adopts the device's clock as it is: the reader says that it is right. */
export function goByDevice() {
  ahead = undefined;
  for (const sleeper of [...sleepers]) sleeper.refresh();
  setAlarm();
}

/**
 * Temporal knows the zone without setting up date formatting. Where Chromium does not know the device's zone, it
 * reports Etc/Unknown, which no API accepts, while its Date uses UTC.
 */
export function hostTimeZone() {
  const zone = /** @type {any} */ (globalThis).Temporal?.Now.timeZoneId() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === 'Etc/Unknown' ? 'UTC' : zone;
}

/** What the last drawing depended on, apart from the time. */
let surroundings = '';

/** @type {Set<Sleeper>} */
const sleepers = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Starts waking a sleeper. Returns a function that stops it.
 *
 * @param {Sleeper} sleeper
 */
export function keepAwake(sleeper) {
  if (sleepers.size === 0) {
    listen('addEventListener');
    surroundings = currentSurroundings();
  }
  sleepers.add(sleeper);
  setAlarm();
  return () => {
    if (!sleepers.delete(sleeper)) return;
    if (sleepers.size === 0) listen('removeEventListener');
    setAlarm();
  };
}

/** Resets the timer; call it whenever a sleeper's next change may have moved. */
export function setAlarm() {
  clearTimeout(timer);
  timer = undefined;
  aheadThen = Date.now() - performance.now();
  let delay = Infinity;
  for (const sleeper of sleepers) delay = Math.min(delay, nextOf(sleeper) - sleeper.now());
  if (delay < Infinity) timer = setTimeout(ring, Math.min(Math.max(delay, 0), LONGEST_TIMEOUT));
}

const currentSurroundings = () => `${hostTimeZone()} ${setBackBy() > 0}`;

/** Redraws if the zone has changed, or the clock was set back. */
function lookAround() {
  const current = currentSurroundings();
  if (current === surroundings) return;
  surroundings = current;
  for (const sleeper of [...sleepers]) sleeper.refresh();
}

/** @param {Sleeper} sleeper */
const nextOf = (sleeper) => (document.hidden ? sleeper.nextUnseen() : sleeper.nextChange());

function ring() {
  lookAround();
  for (const sleeper of [...sleepers]) if (nextOf(sleeper) <= sleeper.now()) sleeper.wake();
  setAlarm();
}

/** @param {Event} event */
function onReturn(event) {
  // The first pageshow of a page is not a return.
  if (event.type === 'pageshow' && !(/** @type {PageTransitionEvent} */ (event).persisted)) return;
  if (!document.hidden) {
    lookAround();
    for (const sleeper of [...sleepers]) sleeper.lookAgain();
  }
  setAlarm();
}

/** The reader is active: the device may have slept since the timer was set. */
function onTouch() {
  if (Math.abs(Date.now() - performance.now() - aheadThen) > JUMP) ring();
}

/** @param {'addEventListener' | 'removeEventListener'} method */
function listen(method) {
  document[method]('visibilitychange', onReturn);
  for (const type of RETURN_EVENTS) window[method](type, onReturn);
  for (const type of TOUCHES) window[method](type, onTouch, { capture: true, passive: true });
}
