// Every state that the page can be in, each as a way to come there from a page just opened.
// Imported by what looks at all of them: the pictures and the tests of accessibility and print.

/** @typedef {import('./page.mjs').Page} Page */
/** @typedef {'ru' | 'en'} Language */
/** @typedef {(page: Page, language: Language) => Promise<unknown>} Arrange */

const TITLES = {
  ru: { headphones: 'Наушники беспроводные', phoneCase: 'Чехол для телефона', lamp: 'Настольная лампа', shoes: 'Кроссовки', kettle: 'Чайник', cable: 'Кабель', jacket: 'Куртка детская', watch: 'Часы' },
  en: { headphones: 'Wireless headphones', phoneCase: 'Phone case', lamp: 'Desk lamp', shoes: 'Running shoes', kettle: 'Kettle', cable: 'Cable', jacket: 'Jacket for a child', watch: 'Watch' },
};

/** @param {string} amount */
const roubles = (amount) => ({ amount, currency: 'RUB' });

/** One order of each phase, at NOW. @type {Record<string, (titles: typeof TITLES.ru) => any>} */
const ORDERS = {
  cancellable: ({ headphones }) => ({ title: headphones, ordered: { local: '2026-03-01T06:15' }, price: roubles('1299') }),
  waiting: ({ phoneCase }) => ({ title: phoneCase, ordered: { local: '2026-01-20T21:05' }, price: roubles('249') }),
  'waiting-date': ({ phoneCase }) => ({ title: phoneCase, ordered: { date: '2026-01-20' }, price: roubles('249') }),
  disputable: ({ lamp }) => ({ title: lamp, ordered: { local: '2025-12-10T19:40' }, price: roubles('2190') }),
  received: ({ shoes }) => ({ title: shoes, ordered: { local: '2026-01-08T12:00' }, received: { local: '2026-02-27T18:00' }, price: roubles('5490') }),
  claimable: ({ shoes }) => ({
    title: shoes, ordered: { local: '2026-01-08T12:00' }, received: { local: '2026-02-20T18:00' }, problem: 'poor-quality',
    price: { amount: '54.90', currency: 'USD' },
  }),
  expired: ({ kettle }) => ({ title: kettle, ordered: { local: '2025-10-10T12:00' }, price: roubles('1750') }),
  cancelled: ({ cable }) => ({ title: cable, ordered: { local: '2026-02-10T12:00' }, cancelled: { local: '2026-02-10T13:00' }, price: roubles('120') }),
  'in-dispute': ({ jacket }) => ({ title: jacket, ordered: { local: '2025-12-01T12:00' }, disputeOpened: { local: '2026-02-20T10:00' }, price: roubles('3200') }),
  refunded: ({ watch }) => ({
    title: watch, ordered: { local: '2025-11-01T12:00' }, disputeOpened: { local: '2026-01-20T10:00' },
    refunded: { local: '2026-02-01T10:00' }, price: roubles('4000'), refund: roubles('2500'),
  }),
  completed: ({ cable }) => ({ title: cable, ordered: { local: '2026-01-05T12:00' }, received: { local: '2026-02-01T12:00' }, completed: { date: '2026-02-02' } }),
  error: ({ watch }) => ({ title: watch, ordered: { local: '2026-09-01T12:00' } }),
  'aliexpress-waiting': ({ kettle }) => ({
    title: kettle, marketplace: 'aliexpress', ordered: { local: '2026-02-01T12:00' }, dispatched: { date: '2026-02-24' }, deliveryDue: { date: '2026-04-20' },
    price: { amount: '21.40', currency: 'USD' },
  }),
  'aliexpress-disputable': ({ jacket }) => ({
    title: jacket, marketplace: 'aliexpress', ordered: { local: '2025-12-20T12:00' }, dispatched: { date: '2025-12-24' }, deliveryDue: { date: '2026-02-24' },
    price: { amount: '48.00', currency: 'USD' },
  }),
};

/** @param {Language} language @param {string[]} [names] */
export const ordersOf = (language, names = Object.keys(ORDERS)) =>
  names.map((name, index) => ({ id: `order-${index}-${name}`, ...ORDERS[name](TITLES[language]) }));

/** What the README's picture shows. */
export const README_ORDERS = ordersOf('en', ['cancellable', 'disputable', 'waiting-date']);

/** @param {string[]} [names] @returns {Arrange} */
const withOrders = (names) => (page, language) => page.run('element.orders = args[0]', ordersOf(language, names));

/** @param {string[]} names @param {string} script @returns {Arrange} */
const withOrdersAnd = (names, script) => async (page, language) => {
  await withOrders(names)(page, language);
  await page.run(script);
};

const UNFOLD = 'for (const details of root.querySelectorAll("details")) details.open = true;';

/** @type {Record<string, Arrange>} */
export const STATES = {
  empty: async () => {},
  'form-errors': (page) =>
    page.run(`root.querySelector('[data-field="paidApart"]').click();
      root.querySelector('[data-field="amount"]').value = 'x';
      root.querySelector('[data-action="submit"]').click();`),
  ...Object.fromEntries(Object.keys(ORDERS).map((name) => [`phase-${name}`, withOrders([name])])),
  'all-phases': withOrders(),
  unfolded: withOrdersAnd(['claimable', 'disputable', 'waiting-date'], UNFOLD),
  'edit-form': withOrdersAnd(['waiting'], `root.querySelector('[data-action="edit"]').click();`),
  'received-form': withOrdersAnd(['waiting'], `root.querySelector('[data-action="received"]').click();`),
  removed: withOrdersAnd(['waiting', 'disputable'], `root.querySelector('[data-action="remove"]').click();`),
};
