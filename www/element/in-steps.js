// Splits work into tasks, so that the page can paint and respond in between. Uses messages:
// browsers throttle timers from the fifth nested one on.
// Imported by dispute-clock.js.

/**
 * Starts soon. Returns a function that stops it.
 *
 * @param {(() => unknown)[]} steps
 */
export function inSteps(steps) {
  const left = [...steps];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const step = left.shift();
    // Schedule the next step first, so that it runs even if this one throws.
    if (left.length > 0) port2.postMessage(undefined);
    else port1.close();
    step?.();
  };
  port2.postMessage(undefined);
  return () => port1.close();
}

/** Hidden pages are not painted. */
const UNPAINTED_MS = 100;

/** Calls back once the current drawing is visible. @param {() => unknown} then */
export function afterPaint(then) {
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    then();
  }, UNPAINTED_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    setTimeout(then);
  });
}
