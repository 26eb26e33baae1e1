// Work cut into pieces, each a task of its own, so that the page around it paints and answers in
// between. By messages: from the fifth in a row on, browsers make timers wait.
// Imported by dispute-clock.js.

/**
 * Begins soon. Returns the function that stops it.
 *
 * @param {(() => unknown)[]} steps
 */
export function inSteps(steps) {
  const left = [...steps];
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    const step = left.shift();
    // A step that fails does not keep the others from being done.
    if (left.length > 0) port2.postMessage(undefined);
    else port1.close();
    step?.();
  };
  port2.postMessage(undefined);
  return () => port1.close();
}

/** A page that is not looked at is not painted. */
const UNPAINTED_MS = 100;

/** Calls back once what is drawn now can be seen. @param {() => unknown} then */
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
