// What a feature knows of the element it belongs to, and what it may do: the types alone.
// Used by model.js, which makes it, and by the features.

/** @typedef {ReturnType<typeof import('../more.js').createMore>} More */

/**
 * What is known about the orders besides their fields.
 *
 * @typedef {object} Keeping
 * @property {import('../keeping/keeper.js').Keeper['status']} status
 * @property {() => unknown} saveAgain
 * @property {(id: string) => { [path: string]: number }} stamps   when each field was last changed; empty if the embedding page keeps the orders
 * @property {(id: string) => boolean} wasRemoved
 */

/**
 * What a feature may know and do. All changes of orders go through `put` and `remove`.
 *
 * @typedef {object} Core
 * @property {() => number} now
 * @property {() => string} timeZone
 * @property {() => import('../words.js').Words} words
 * @property {() => string} currency                       the usual one for the reader's language
 * @property {() => import('../order-list.js').Context} context
 * @property {() => boolean} stored                        whether the browser keeps the orders, and the data around them
 * @property {import('../books.js').Books} books
 * @property {() => import('../rules.js').Rulebook[]} offered  the rulebooks that the form offers, the default first
 * @property {(order: any) => any} assess                  assesses an order now; throws what the engine throws
 * @property {() => import('../order-list.js').Entry[]} entries
 * @property {() => number} version                        changes whenever anything in them but the time left does
 * @property {(id: string) => import('../order-list.js').Entry | undefined} entry
 * @property {(id: string) => any} get                     the order with this id
 * @property {(order: any) => string} nameOf               the name of an order in a sentence
 * @property {(focus?: string) => void} draw
 * @property {import('../model.js').Environment['emit']} emit
 * @property {import('../model.js').Environment['isVisible']} isVisible
 * @property {(key: string, values?: import('../words.js').Values) => void} tell
 * @property {More['more']} more  the code fetched on first use, if loaded
 * @property {More['texts']} texts  the same with the engine's text functions
 * @property {More['withMore']} withMore
 * @property {More['withTexts']} withTexts
 * @property {(orders: any[], outcome: import('../keeping/changes.js').Outcome) => Promise<void>} put
 * @property {(ids: string[], outcome: import('../keeping/changes.js').Outcome) => Promise<void>} remove
 * @property {(id: string) => boolean} dropRemoved         drops an order that is listed only because of its open form; whether it did
 * @property {Keeping} keeping
 * @property {(order: any, fields: any, unreadable: Record<string, string>) => import('../refusals.js').FieldErrors | undefined} refusals
 */

export {};
