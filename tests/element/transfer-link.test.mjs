// A link carries orders whole or not at all. The modules of www/element/transfer without a page.

import assert from 'node:assert/strict';
import test from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { readLink, writeLink } from '../../www/element/transfer/link.js';
import { FULL, HOSTILE, TWENTY, ordersIn } from './transfer.mjs';

test('a link can carry one order or all of them', async () => {
  const hundreds = Array.from({ length: 700 }, (_, index) => ({ id: `n${index}`, title: `Заказ ${Math.sin(index)}`, ordered: '2026-01-01' }));
  for (const orders of [[FULL], TWENTY, hundreds, HOSTILE.map((title) => ({ id: title, title, ordered: '2026-01-01' }))]) {
    const link = await writeLink(orders, 'https://example.org/page?a=1');
    assert.match(link, /^https:\/\/example\.org\/page\?a=1#orders=z\.[A-Za-z0-9_-]+$/);
    assert.deepEqual(ordersIn(await readLink(new URL(link).hash)), orders);
  }
});

test('a link carries nothing but the fields of an order, whatever the page has added to it', async () => {
  const { hash } = new URL(await writeLink([{ ...FULL, customer: 'Иванова', price: { ...FULL.price, card: '1234' } }], 'https://example.org/'));
  const { orders, ignored } = await readLink(hash);
  assert.deepEqual([orders.map(({ order }) => order), ignored], [[FULL], []]);
});

test('a link states its format, and a browser without compression can write one, too', async () => {
  const { hash } = new URL(await writeLink([FULL], 'https://example.org/'));
  assert.deepEqual(JSON.parse(`${inflateRawSync(Buffer.from(hash.slice('#orders=z.'.length), 'base64url'))}`), { format: 1, orders: [FULL] });
  const { CompressionStream } = globalThis;
  try {
    Reflect.deleteProperty(globalThis, 'CompressionStream');
    const link = await writeLink([FULL], 'https://example.org/');
    assert.match(link, /#orders=j\.[A-Za-z0-9_-]+$/);
    assert.deepEqual(ordersIn(await readLink(new URL(link).hash)), [FULL]);
  } finally {
    globalThis.CompressionStream = CompressionStream;
  }
});

test('an uncompressed link, as in the calendar file, is read', async () => {
  const json = JSON.stringify({ format: 1, orders: [FULL] });
  assert.deepEqual(ordersIn(await readLink(`#orders=j.${Buffer.from(json).toString('base64url')}`)), [FULL]);
});

test('a link is reported as broken wherever it was cut', async () => {
  const { hash } = new URL(await writeLink(TWENTY.slice(0, 3), 'https://example.org/'));
  for (let cut = '#orders='.length; cut < hash.length; cut++) {
    const contents = await readLink(hash.slice(0, cut));
    // The last characters may carry only padding bits.
    if (contents.problem === undefined) assert.deepEqual(ordersIn(contents), TWENTY.slice(0, 3), `cut at ${cut}`);
    else assert.equal(contents.problem, 'broken-link', `cut at ${cut}`);
  }
  const plain = `#orders=j.${Buffer.from(JSON.stringify({ format: 1, orders: TWENTY })).toString('base64url')}`;
  for (let cut = '#orders='.length; cut < plain.length - 3; cut += 7) {
    assert.equal((await readLink(plain.slice(0, cut))).problem, 'broken-link', `cut at ${cut}`);
  }
  for (const odd of ['#orders=', '#orders=x.AAAA', '#orders=z.*', '#orders=z.AAAA', '#orders=j.e30', '#orders=j._w', '#orders=%7B%7D']) {
    assert.equal((await readLink(odd)).problem, 'broken-link', odd);
  }
  const newer = Buffer.from('{"format":9,"orders":[]}').toString('base64url');
  assert.equal((await readLink(`#orders=j.${newer}`)).problem, 'newer-format');
  const many = Buffer.from(`[${Array(10_001).fill('{"ordered":"2026-01-01"}')}]`).toString('base64url');
  assert.equal((await readLink(`#orders=j.${many}`)).problem, 'too-many-orders');
  assert.equal((await readLink(`#orders=j.${'A'.repeat(16 * 1024 * 1024 + 1)}`)).problem, 'too-large');
});

test('a link that unpacks to more than a file may contain is refused midway', async () => {
  const stream = new Blob([' '.repeat(64 * 1024 * 1024)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bomb = Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url');
  const before = process.memoryUsage().arrayBuffers;
  assert.equal((await readLink(`#orders=z.${bomb}`)).problem, 'too-large');
  assert.ok(process.memoryUsage().arrayBuffers - before < 48 * 1024 * 1024);
});
