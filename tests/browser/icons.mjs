// Renders the icons of the installed page as PNG from www/icon.svg:
// node tests/browser/icons.mjs after a change of that file. Needs Chromium.

import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openBrowser } from './harness/index.mjs';

const WWW = new URL('../../www/', import.meta.url);
/** Systems crop a maskable icon to their own shape: its background reaches the corners. */
const ICONS = [
  { name: 'icon-192.png', size: 192, maskable: false },
  { name: 'icon-512.png', size: 512, maskable: false },
  { name: 'icon-maskable-512.png', size: 512, maskable: true },
];

/**
 * @param {{ driver: import('selenium-webdriver').WebDriver }} browser Chromium
 * @returns {Promise<{ name: string, png: Buffer }[]>}
 */
export async function drawIcons(browser) {
  const svg = await readFile(new URL('icon.svg', WWW), 'utf8');
  const drawn = [];
  for (const { name, size, maskable } of ICONS) {
    const text = maskable ? svg.replace(' rx="8"', '') : svg;
    const url = await browser.driver.executeAsyncScript(
      `const [svg, size, done] = arguments, image = new Image(), canvas = document.createElement('canvas');
       canvas.width = canvas.height = size;
       image.onload = () => {
         canvas.getContext('2d').drawImage(image, 0, 0, size, size);
         done(canvas.toDataURL('image/png'));
       };
       image.src = 'data:image/svg+xml,' + encodeURIComponent(svg);`,
      text.replace('<svg ', `<svg width="${size}" height="${size}" `),
      size,
    );
    drawn.push({ name, png: Buffer.from(/** @type {string} */ (url).split(',')[1], 'base64') });
  }
  return drawn;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const browser = await openBrowser('chromium');
  try {
    for (const { name, png } of await drawIcons(browser)) await writeFile(new URL(name, WWW), png);
  } finally {
    await browser.close();
  }
}
