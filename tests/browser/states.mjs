// Every state of the page, each as a function that reaches it from a page just opened.
// Imported by the screenshots and by the tests that look at states.

/** @typedef {import('./page.mjs').Page} Page */
/** @typedef {'ru' | 'en'} Language */
/** @typedef {(page: Page, language: Language) => Promise<unknown>} Arrange */

const TITLES = {
  ru: { headphones: 'Наушники беспроводные', phoneCase: 'Чехол для телефона', lamp: 'Настольная лампа', shoes: 'Кроссовки', kettle: 'Чайник', cable: 'Кабель', jacket: 'Куртка детская', watch: 'Часы' },
  en: { headphones: 'Wireless headphones', phoneCase: 'Phone case', lamp: 'Desk lamp', shoes: 'Running shoes', kettle: 'Kettle', cable: 'Cable', jacket: 'Jacket for a child', watch: 'Watch' },
};

/** @param {string} amount */
const rubles = (amount) => ({ amount, currency: 'RUB' });

/** One order of each phase, at NOW. @type {Record<string, (titles: typeof TITLES.ru) => any>} */
const ORDERS = {
  cancellable: ({ headphones }) => ({ title: headphones, ordered: { local: '2026-03-01T06:15' }, price: rubles('1299') }),
  waiting: ({ phoneCase }) => ({ title: phoneCase, ordered: { local: '2026-01-20T21:05' }, price: rubles('249') }),
  'waiting-date': ({ phoneCase }) => ({ title: phoneCase, ordered: { date: '2026-01-20' }, price: rubles('249') }),
  disputable: ({ lamp }) => ({ title: lamp, ordered: { local: '2025-12-10T19:40' }, price: rubles('2190') }),
  received: ({ shoes }) => ({ title: shoes, ordered: { local: '2026-01-08T12:00' }, received: { local: '2026-02-27T18:00' }, price: rubles('5490') }),
  claimable: ({ shoes }) => ({
    title: shoes, ordered: { local: '2026-01-08T12:00' }, received: { local: '2026-02-20T18:00' }, problem: 'poor-quality',
    price: { amount: '54.90', currency: 'USD' },
  }),
  expired: ({ kettle }) => ({ title: kettle, ordered: { local: '2025-10-10T12:00' }, price: rubles('1750') }),
  cancelled: ({ cable }) => ({ title: cable, ordered: { local: '2026-02-10T12:00' }, cancelled: { local: '2026-02-10T13:00' }, price: rubles('120') }),
  'in-dispute': ({ jacket }) => ({ title: jacket, ordered: { local: '2025-12-01T12:00' }, disputeOpened: { local: '2026-02-20T10:00' }, price: rubles('3200') }),
  refunded: ({ watch }) => ({
    title: watch, ordered: { local: '2025-11-01T12:00' }, disputeOpened: { local: '2026-01-20T10:00' },
    refunded: { local: '2026-02-01T10:00' }, price: rubles('4000'), refund: rubles('2500'),
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

/** The state shown in the README's picture. */
export const README_ORDERS = ordersOf('en', ['cancellable', 'disputable', 'waiting-date']);

/** @param {string[]} [names] @returns {Arrange} */
const withOrders = (names) => (page, language) => page.run('element.orders = args[0]', ordersOf(language, names));

/** @param {string[]} names @param {string} script @returns {Arrange} */
const withOrdersAnd = (names, script) => async (page, language) => {
  await withOrders(names)(page, language);
  await page.run(script);
};

/** @param {string} selector */
const unfold = (selector) => `for (const details of root.querySelectorAll('${selector}')) details.open = true;`;

/** @param {string} action */
const press = (action) => `root.querySelector('[data-action="${action}"]').click();`;

/** @param {Page} page @param {string} selector */
const appears = (page, selector) => page.until(`${selector} is there`, 'return Boolean(root.querySelector(args[0]))', selector);

/** Typed or chosen as a person does. @param {Page} page @param {string} field @param {string} value @param {string} event */
const enter = (page, field, value, event) =>
  page.run(
    `const input = root.querySelector('[data-field="' + args[0] + '"]');
     input.value = args[1];
     input.dispatchEvent(new Event(args[2], { bubbles: true }));`,
    field, value, event,
  );

/** Does something to the stored orders, bypassing the page. @param {Page} page @param {string} script */
const withStore = (page, script) =>
  page.driver.executeAsyncScript(
    `const done = arguments[0], opening = indexedDB.open('dispute-clock');
     opening.onsuccess = () => {
       const transaction = opening.result.transaction('orders', 'readwrite'), store = transaction.objectStore('orders');
       ${script};
       transaction.oncomplete = () => { opening.result.close(); done(); };
     };`,
  );

const PASTED = {
  ru: ['Заказ № 7788-1234 оформлен 02/01/2026 14:23\nТовар: Настольная лампа\nДоставка до 20 мая\nИтого: 1 299,00 ₽\n\nЗаказ № 7788-1235 оформлен 5 февраля 2026 г.', 'перчатки'],
  en: ['AliExpress order No. 8123456789012345 placed 02/01/2026 2:23 PM\nItem: Desk lamp\nDelivery by May 20\nTotal: $1,299\n\nAliExpress order No. 8123456789012346 placed Feb 5, 2026', 'gloves'],
};

/** A file with a new order, a changed one, one that is refused, and something unknown. @param {Language} language */
const fileOf = (language) =>
  JSON.stringify([
    { id: 'order-0-waiting', title: TITLES[language].lamp, ordered: { date: '2026-01-21' }, price: rubles('300'), colour: 'red' },
    { id: 'new', title: TITLES[language].kettle, ordered: { local: '2026-01-25T12:00' }, price: rubles('1750') },
    { id: 'refused', title: TITLES[language].watch, ordered: { date: '2026-02-31' } },
  ], undefined, 2);

/** @type {Record<string, Arrange>} */
export const STATES = {
  empty: async () => {},
  'form-errors': async (page) => {
    await page.unfold();
    await page.run(`root.querySelector('[data-field="paidApart"]').click();
      root.querySelector('[data-field="amount"]').value = 'x';
      root.querySelector('[data-action="submit"]').click();`);
  },
  // Two orders in one text, an ambiguous date, and a day without a year.
  paste: async (page, language) => {
    await page.run(unfold('[data-paste]'));
    await enter(page, 'paste', PASTED[language][0], 'input');
    await appears(page, '[data-question]');
    // The next state must find nothing.
    await page.run('sessionStorage.clear()');
  },
  'storage-missing': async (page, language) => {
    await page.run(`IDBDatabase.prototype.transaction = IDBFactory.prototype.open = () => { throw new DOMException('', 'SecurityError'); };`);
    await page.addQuickly(TITLES[language].lamp);
    await appears(page, '[data-storage="missing"]');
  },
  'storage-full': async (page, language) => {
    await page.run(`IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };`);
    await page.addQuickly(TITLES[language].lamp);
    await appears(page, '[data-reason="full"]');
  },
  'storage-wiped': async (page, language) => {
    await page.addQuickly(TITLES[language].lamp);
    await page.saved();
    await page.driver.executeAsyncScript(`indexedDB.deleteDatabase('dispute-clock').onsuccess = arguments[0]`);
    await appears(page, '[data-storage="wiped"]');
  },
  'storage-unreadable': async (page) => {
    await withStore(page, `store.put({ id: 'damaged' })`);
    await page.run(`dispatchEvent(new Event('focus'))`);
    await appears(page, '[data-storage="unreadable"]');
    await withStore(page, `store.delete('damaged')`);
  },
  ...Object.fromEntries(Object.keys(ORDERS).map((name) => [`phase-${name}`, withOrders([name])])),
  'all-phases': withOrders(),
  'closed-unfolded': withOrdersAnd(Object.keys(ORDERS), press('fold-closed')),
  filtered: withOrdersAnd(Object.keys(ORDERS), press('filter-later')),
  'nothing-found': async (page, language) => {
    await withOrders()(page, language);
    await enter(page, 'search', PASTED[language][1], 'input');
  },
  unfolded: withOrdersAnd(['claimable', 'disputable', 'waiting-date'], unfold('details')),
  why: withOrdersAnd(['claimable'], unfold('[data-why]')),
  proof: withOrdersAnd(['claimable'], unfold('[data-proof], [data-whose]')),
  claim: async (page, language) => {
    await withOrdersAnd(['claimable'], unfold('[data-claim]'))(page, language);
    await appears(page, '[data-field="claim"]');
  },
  // For a narrow column in an embedding page.
  compact: withOrdersAnd(['cancellable', 'claimable'], `element.setAttribute('compact', '');`),
  'compact-form': withOrdersAnd(['waiting'], `element.setAttribute('compact', ''); ${press('open-form')}`),
  'broken-link': async (page) => {
    await page.run(`location.hash = '#orders=z.AAAA'`);
    await appears(page, '[data-problem]');
  },
  'edit-form': withOrdersAnd(['waiting'], press('edit')),
  'received-form': withOrdersAnd(['waiting'], press('received')),
  'refunded-form': withOrdersAnd(['in-dispute'], `${press('refunded')} root.querySelector('[data-field="refundKind"][value="part"]').click();`),
  'mark-again': withOrdersAnd(['cancelled'], press('cancelled')),
  removed: withOrdersAnd(['waiting', 'disputable'], press('remove')),
  // Exported to the calendar; since then one order is gone. Only the page's own records are set up, and nothing
  // of it may be really stored: the next state must find nothing.
  calendar: async (page, language) => {
    await page.run(
      `const kept = new Map();
       Storage.prototype.getItem = (key) => kept.get(key) ?? null;
       Storage.prototype.setItem = (key, text) => void kept.set(key, text);
       IDBObjectStore.prototype.put = function () { return this.count(); };
       HTMLAnchorElement.prototype.click = () => {};`);
    for (const title of [TITLES[language].lamp, TITLES[language].shoes, TITLES[language].kettle]) {
      await page.addQuickly(title);
      await page.saved();
    }
    await page.run(press('remind-all'));
    await page.run(press('remove'));
    await appears(page, '[data-settled]');
  },
  share: async (page, language) => {
    await withOrdersAnd(['waiting', 'disputable'], press('share-all'))(page, language);
    await appears(page, '[data-qr]');
  },
  import: async (page, language) => {
    await withOrders(['waiting'])(page, language);
    await page.run(
      `const files = new DataTransfer();
       files.items.add(new File([args[0]], 'orders.json'));
       const input = root.querySelector('[data-field="file"]');
       input.files = files.files;
       input.dispatchEvent(new Event('change'));`,
      fileOf(language),
    );
    for (const part of ['[data-steps="new"]', '[data-steps="changed"]', '[data-refused]', '[data-ignored]']) await appears(page, part);
  },
};
