// The npm entry `.`: the public functions. Importing it has no side effects.
// Needs no DOM. Anyone may import it.

export { assess, createTracker, newOrderId, rulebooks } from './engine.js';
export { ready } from './ready.js';
export { draftClaim, parseOrderText, toICalendar } from './texts.js';
