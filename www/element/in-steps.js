// Work cut into pieces, each a task of its own, so that the page around it paints and answers in
// between. Imported by dispute-clock.js.

/**
 * Begins soon. Returns the function that stops it.
 *
 * @param {(() => unknown)[]} steps
 */
export function inSteps([step, ...rest]) {
  let stop = () => {};
  const timer = setTimeout(() => {
    if (rest.length > 0) stop = inSteps(rest);
    step();
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
