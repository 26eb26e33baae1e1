// The notice above the orders after the device's clock was set back.
// Imported by app.jsx.

/** @param {{ words: import('../words.js').Words, by: number, handlers: import('../model.js').Handlers }} props */
export function ClockNotice({ words, by, handlers }) {
  if (by === 0) return null;
  return (
    <div class="warning" part="clock-set-back" data-clock="set-back">
      <p>{words.t('clock.set-back', { by: words.short(by) })}</p>
      <button type="button" class="button" part="button" data-action="go-by-device" onClick={handlers.acceptClock}>
        {words.t('clock.go-by-device')}
      </button>
    </div>
  );
}
