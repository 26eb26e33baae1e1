// What a page can do without until somebody asks for it: the texts of the engine, and the ways in which
// orders leave and come back. Imported by more/inside.js; in the embed these are in a file of their own.

export * from './element/transfer/ways.js';
export { draftClaim, parseOrderText, toICalendar } from './texts.js';
