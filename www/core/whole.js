// `#pieces` in the package's element: the engine is a file of its own there, and starts whole, with the
// first answer asked of it. Imported by element/model.js as `#pieces` in that build.

/** @type {(() => unknown)[]} */
export const startInPieces = [];
