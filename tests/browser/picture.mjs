// The README's picture, docs/page.png, made from the built page with orders typed in as a person
// would: node tests/browser/picture.mjs, after cargo xtask build. Needs Chromium.

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dist, openBrowser, serve } from './harness/index.mjs';
import { NOW, Page, ZONE } from './page.mjs';

const ORDERS = [
  { date: '2026-03-01', time: '06:15', title: 'Wireless headphones', price: '1299' },
  { date: '2025-12-10', time: '19:40', title: 'Desk lamp', price: '2190' },
  { date: '2026-01-20', title: 'Phone case', price: '249' },
];

const docs = new URL('../../docs/', import.meta.url);
const site = await serve(dist('site'));
const browser = await openBrowser('chromium', { width: 1120, height: 1180, lang: 'en-GB', timeZone: ZONE });
try {
  const page = new Page(browser);
  await page.driver.get(site.url);
  await page.driver.executeScript('document.documentElement.lang = "en"');
  await page.settle(NOW);
  for (const order of ORDERS) {
    await page.add(order);
    await page.saved();
  }
  await page.press('[data-action="close-message"]');
  await page.driver.executeScript('scrollTo(0, 0); document.documentElement.style.overflow = "hidden"');
  await mkdir(docs, { recursive: true });
  await writeFile(new URL('page.png', docs), await page.driver.takeScreenshot(), 'base64');
  console.log(fileURLToPath(new URL('page.png', docs)));
} finally {
  await browser.close();
  await site.close();
}
