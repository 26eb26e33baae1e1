// The device's clock as the elements use it, and one timer for all of them: it wakes each element that
// has something new to show, and checks whether the clock or the time zone has changed.
// Imported by the elements, civil.js, features/clock-notice.js and features/attention.js.

/**
 * @typedef {object} Subscriber
 * @property {() => number} now            the subscriber's own clock, epoch ms
 * @property {() => number} nextChange     when to wake it, on that clock; `Infinity`: never
 * @property {() => number} nextHidden     the same while the page is hidden
 * @property {() => void} wake
 * @property {() => void} resume           the page is visible again: time, or the stored list, may have moved
 * @property {() => void} refresh          the zone, what to say about the clock, or a choice of the reader has changed
 */

/**
 * Timers stop while the device sleeps, and do not notice that the clock is set. When the page is shown again or
 * touched, the elements catch up at once; otherwise within a minute, which is precise enough for days. Anything
 * counted in seconds wakes every second anyway.
 */
const MAX_TIMEOUT_MS = 60_000;
/** A larger difference from the monotonic clock is not drift: the clock was set, or the device slept. */
const JUMP_MS = 1000;
/** How far a clock may be set back without a notice: clocks are corrected by seconds all the time. */
const SETBACK_TOLERANCE_MS = 120_000;
/** How much slower than the monotonic clock time may run while it waits for a clock that was set back a little. */
const SLEW_RATE = 0.0005;
const RETURN_EVENTS = ['pageshow', 'focus', 'online'];
const ACTIVITY_EVENTS = ['pointermove', 'pointerdown', 'keydown', 'wheel'];

/** How far our time is ahead of the monotonic clock. @type {number | undefined} */
let offset;
/** The monotonic clock when last read. */
let lastMonotonic = 0;
/** How far the device's clock was ahead of the monotonic clock when the timer was set. */
let timerOffset = 0;

/**
 * The device's clock, except that it never goes back: it follows jumps ahead, as after sleep, and
 * otherwise runs on with the monotonic clock. A clock set back would reopen windows that are over. Small
 * backward corrections are absorbed so slowly that time still moves on.
 *
 * @returns {number} epoch milliseconds
 */
export function deviceNow() {
  const monotonic = performance.now();
  const deviceOffset = Date.now() - monotonic;
  offset = offset === undefined ? deviceOffset : Math.max(deviceOffset, offset - (monotonic - lastMonotonic) * SLEW_RATE);
  lastMonotonic = monotonic;
  return offset + monotonic;
}

/** How far the device's clock is behind our time, in milliseconds; 0 if the difference is negligible. */
export function setBackBy() {
  const behind = deviceNow() - Date.now();
  return behind > SETBACK_TOLERANCE_MS ? behind : 0;
}

/** Adopts the device's clock as it is: the reader says that it is right. */
export function acceptClock() {
  offset = undefined;
  refreshAll();
  scheduleWake();
}

/** Something has changed that all elements of the document share. */
export function refreshAll() {
  for (const subscriber of [...subscribers]) subscriber.refresh();
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
let environment = '';

/** @type {Set<Subscriber>} */
const subscribers = new Set();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/**
 * Starts waking a subscriber. Returns a function that stops it.
 *
 * @param {Subscriber} subscriber
 */
export function subscribeToClock(subscriber) {
  if (subscribers.size === 0) {
    listen('addEventListener');
    environment = currentEnvironment();
  }
  subscribers.add(subscriber);
  scheduleWake();
  return () => {
    if (!subscribers.delete(subscriber)) return;
    if (subscribers.size === 0) listen('removeEventListener');
    scheduleWake();
  };
}

/** Resets the timer; call it whenever a subscriber's next change may have moved. */
export function scheduleWake() {
  clearTimeout(timer);
  timer = undefined;
  timerOffset = Date.now() - performance.now();
  let delay = Infinity;
  for (const subscriber of subscribers) delay = Math.min(delay, nextOf(subscriber) - subscriber.now());
  if (delay < Infinity) timer = setTimeout(onTimer, Math.min(Math.max(delay, 0), MAX_TIMEOUT_MS));
}

const currentEnvironment = () => `${hostTimeZone()} ${setBackBy() > 0}`;

/** Redraws if the zone has changed, or the clock was set back. */
function refreshIfChanged() {
  const current = currentEnvironment();
  if (current === environment) return;
  environment = current;
  refreshAll();
}

/** @param {Subscriber} subscriber */
const nextOf = (subscriber) => (document.hidden ? subscriber.nextHidden() : subscriber.nextChange());

function onTimer() {
  refreshIfChanged();
  for (const subscriber of [...subscribers]) if (nextOf(subscriber) <= subscriber.now()) subscriber.wake();
  scheduleWake();
}

/** @param {Event} event */
function onReturn(event) {
  // The first pageshow of a page is not a return.
  if (event.type === 'pageshow' && !(/** @type {PageTransitionEvent} */ (event).persisted)) return;
  if (!document.hidden) {
    refreshIfChanged();
    for (const subscriber of [...subscribers]) subscriber.resume();
  }
  scheduleWake();
}

/** The reader is active: the device may have slept since the timer was set. */
function onActivity() {
  if (Math.abs(Date.now() - performance.now() - timerOffset) > JUMP_MS) onTimer();
}

/** @param {'addEventListener' | 'removeEventListener'} method */
function listen(method) {
  document[method]('visibilitychange', onReturn);
  for (const type of RETURN_EVENTS) window[method](type, onReturn);
  for (const type of ACTIVITY_EVENTS) window[method](type, onActivity, { capture: true, passive: true });
}
