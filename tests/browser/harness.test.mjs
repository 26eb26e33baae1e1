// The harness itself: each engine runs wasm from a server and from file://, applies language, theme, time zone
// and size, keeps its profile where it can, and leaves no process behind.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { browsers, fileUrl, keepsProfile, openBrowser, serve, temporaryFolder } from './harness/index.mjs';

// A module with one function, which returns 42.
const PAGE = `<!doctype html><meta charset="utf-8"><title>Часы</title><p id="answer"></p><script>
  const bytes = new Uint8Array([0,97,115,109,1,0,0,0,1,5,1,96,0,1,127,3,2,1,0,7,5,1,1,102,0,0,10,6,1,4,0,65,42,11]);
  document.getElementById('answer').textContent = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports.f();
</script>`;

const FACTS = `return {
  answer: document.getElementById('answer').textContent,
  title: document.title,
  lang: navigator.language,
  dark: matchMedia('(prefers-color-scheme: dark)').matches,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  size: [innerWidth, innerHeight],
}`;

for (const name of browsers()) {
  test(`${name}: runs wasm from a server and from file://, with the given settings`, async (t) => {
    const folder = await temporaryFolder(t);
    const file = join(folder, 'page.html');
    await writeFile(file, PAGE);
    const site = await serve(folder, { headers: { 'x-test': 'yes' }, pages: { '/index.html': PAGE } });
    t.after(site.close);

    for (const settings of [
      { width: 360, height: 640, lang: 'ru', dark: true, timeZone: 'Europe/Moscow' },
      { width: 1280, height: 800, lang: 'en-GB', dark: false, timeZone: 'America/New_York' },
    ]) {
      const browser = await openBrowser(name, settings);
      t.after(browser.close);
      for (const url of [site.url, fileUrl(file)]) {
        await browser.driver.get(url);
        const { width, height, lang, dark, timeZone } = settings;
        assert.deepEqual(await browser.driver.executeScript(FACTS), {
          answer: '42',
          title: 'Часы',
          lang,
          dark,
          zone: timeZone,
          size: [width, height],
        });
      }
      await browser.close();
    }
    assert.equal((await fetch(site.url)).headers.get('x-test'), 'yes');
    assert.equal((await fetch(`${site.url}none`)).status, 404);
  });

  test(`${name}: a profile survives the browser`, { skip: !keepsProfile(name) && 'its driver keeps no profile' }, async (t) => {
    const site = await serve('', { pages: { '/index.html': PAGE } });
    t.after(site.close);
    const profile = await temporaryFolder(t);
    const first = await openBrowser(name, { profile });
    t.after(first.close);
    await first.driver.get(site.url);
    await first.driver.executeAsyncScript(`
      const done = arguments[0];
      const opening = indexedDB.open('kept', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('store');
      opening.onsuccess = () => {
        const writing = opening.result.transaction('store', 'readwrite', { durability: 'strict' });
        writing.objectStore('store').put('here', 'key');
        writing.oncomplete = done;
      };`);
    await first.close();
    const second = await openBrowser(name, { profile });
    t.after(second.close);
    await second.driver.get(site.url);
    const kept = await second.driver.executeAsyncScript(`
      const done = arguments[0];
      const opening = indexedDB.open('kept', 1);
      opening.onsuccess = () => {
        const reading = opening.result.transaction('store').objectStore('store').get('key');
        reading.onsuccess = () => done(reading.result);
      };`);
    assert.equal(kept, 'here');
  });
}
