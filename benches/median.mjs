// The median of several measurements. Imported by the other scripts here.

/** @param {number[]} times */
export const median = (times) => [...times].sort((a, b) => a - b)[times.length >> 1];
