// The device's clock as the elements go by it, and one timer for all of them: it wakes whoever has
// something new to show, and looks meanwhile whether the clock or the time zone has been changed.
// Imported by the elements, civil.js and features/clock-notice.js.

/**
 * @typedef {object} Sleeper
 * @property {() => number} now            the sleeper's own clock, epoch ms
 * @property {() => number} nextChange     when it wants to be woken, on that clock; `Infinity`: not at all
 * @property {() => number} nextUnseen     the same while the page is hidden
 * @property {() => void} wake
 * @property {() => void} lookAgain        the page came back: time, or the stored list, may have moved
 * @property {() => void} refresh          the zone is another, or what is to be said of the clock
 */

/**
 * Timers stand still while the device sleeps, nor do they know of a clock that is set. Waking shows the
 * page again, or the reader touches it: then it follows at once. Where neither happens, within a minute,
 * which is as exact as days are counted; what is counted in seconds is looked at every second anyhow.
 */
const LONGEST_TIMEOUT = 60_000;
/** More than that between the clock and the monotonic one is no drift: it was set, or the device slept. */
const JUMP = 1000;
/** So much may a clock be set back without a word: clocks are put right by seconds all the time. */
const TOLERATED = 120_000;
/** How much slower than the monotonic clock time may go, so as to come back to a clock put right. */
const SLOWER = 0.0005;
const RETURN_EVENTS = ['pageshow', 'focus', 'online'];
const TOUCHES = ['pointermove', 'pointerdown', 'keydown', 'wheel'];

/** How far the time that we go by is ahead of the monotonic clock. @type {number | undefined} */
let ahead;
/** The monotonic clock when it was last looked at. */
let looked = 0;
/** How far the device's clock was ahead of the monotonic one when the timer was set. */
let aheadThen = 0;

/**
 * The device's clock, but that it never goes back: it follows when set ahead, as after sleep, and
 * in between goes on by the monotonic clock. A clock set back would open again what is over. A small
 * correction backwards is made up for so slowly that time still goes on.
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

/** By how much the device's clock lies behind the time that we go by, in milliseconds; 0 if by next to nothing. */
export function setBackBy() {
  const behind = deviceNow() - Date.now();
  return behind > TOLERATED ? behind : 0;
}

/** From here on by the clock as it stands: the reader says that it is right. */
export function goByDevice() {
  ahead = undefined;
  for (const sleeper of [...sleepers]) sleeper.refresh();
  setAlarm();
}

/**
 * Temporal, where there is one, need not set up the formatting of dates to know it. Where Chromium does not know
 * the device's zone, it calls it Etc/Unknown, which nothing takes, and its Date goes by UTC.
 */
export function hostTimeZone() {
  const zone = /** @type {any} */ (globalThis).Temporal?.Now.timeZoneId() ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone === 'Etc/Unknown' ? 'UTC' : zone;
}

/** What the elements were last drawn by, apart from the time. */
let surroundings = '';

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

/** Sets the timer anew; call it whenever a sleeper's next change may have moved. */
export function setAlarm() {
  clearTimeout(timer);
  timer = undefined;
  aheadThen = Date.now() - performance.now();
  let delay = Infinity;
  for (const sleeper of sleepers) delay = Math.min(delay, nextOf(sleeper) - sleeper.now());
  if (delay < Infinity) timer = setTimeout(ring, Math.min(Math.max(delay, 0), LONGEST_TIMEOUT));
}

const currentSurroundings = () => `${hostTimeZone()} ${setBackBy() > 0}`;

/** Draws anew what another zone, or a clock that was set back, makes read differently. */
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
  // The first showing of a page is no return.
  if (event.type === 'pageshow' && !(/** @type {PageTransitionEvent} */ (event).persisted)) return;
  if (!document.hidden) {
    lookAround();
    for (const sleeper of [...sleepers]) sleeper.lookAgain();
  }
  setAlarm();
}

/** The reader is here: the device may have slept since the timer was set. */
function onTouch() {
  if (Math.abs(Date.now() - performance.now() - aheadThen) > JUMP) ring();
}

/** @param {'addEventListener' | 'removeEventListener'} method */
function listen(method) {
  document[method]('visibilitychange', onReturn);
  for (const type of RETURN_EVENTS) window[method](type, onReturn);
  for (const type of TOUCHES) window[method](type, onTouch, { capture: true, passive: true });
}
