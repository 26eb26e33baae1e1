// The npm entry `.`: the public functions, and no side effect at import.
// It needs no DOM. Anyone may import it.

export { assess, createTracker, newOrderId, rulebooks } from './engine.js';
export { ready } from './ready.js';
export { draftClaim, parseOrderText, toICalendar } from './texts.js';
