// The npm entry `.`: the public functions, and no side effect at import.
// It needs no DOM. Anyone may import it.

export { assess, createTracker, draftClaim, newOrderId, parseOrderText, rulebooks, toICalendar } from './engine.js';
