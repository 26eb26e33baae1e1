// Splits work into tasks, so that the page can paint and respond in between. Uses messages:
// browsers throttle timers from the fifth nested one on.
// Imported by dispute-clock.js.

/**
 * Starts soon. Returns a function that stops it.
 *
 * @param {(() => unknown)[]} steps
 */
export function runInSteps(steps) {
  const remaining = [...steps];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const step = remaining.shift();
    // Schedule the next step first, so that it runs even if this one throws.
    if (remaining.length > 0) port2.postMessage(undefined);
    else port1.close();
    step?.();
  };
  port2.postMessage(undefined);
  return () => port1.close();
}

/** Hidden pages are not painted. */
const PAINT_TIMEOUT_MS = 100;

/** Calls back once the current drawing is visible. @param {() => unknown} callback */
export function afterPaint(callback) {
  const timer = setTimeout(() => {
    cancelAnimationFrame(frame);
    callback();
  }, PAINT_TIMEOUT_MS);
  const frame = requestAnimationFrame(() => {
    clearTimeout(timer);
    setTimeout(callback);
  });
}
