// A static web server for tests, on its own port, with headers of the test's choice (a content security policy,
// for example). Imported by index.mjs.

import { once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

/** @type {Record<string, string>} */
const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** No page or script in any test may turn a text into markup or code. */
const TRUSTED_TYPES = { 'content-security-policy': "require-trusted-types-for 'script'" };

/**
 * @param {string} folder
 * @param {{ headers?: Record<string, string>, pages?: Record<string, string>, missing?: Set<string>, moved?: Record<string, string>, compressed?: boolean, seen?: (request: import('node:http').IncomingMessage) => unknown }} [options]
 *   headers: sent with every response; a policy among them replaces the one that enforces Trusted Types; pages: HTML by path ('/x.html'), taking precedence over the folder's files;
 *   missing: paths that do not exist for now; moved: paths that are redirected, and where to;
 *   compressed: precompressed, as on a web host, for browsers that accept it;
 *   seen: called with every request, which waits for the promise that it may return
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends with a slash
 */
export async function serve(folder, { headers = {}, pages = {}, missing = new Set(), moved = {}, compressed = false, seen } = {}) {
  /** Compressed in advance: a large file takes a second, which the page would have to wait. @type {Map<string, Buffer>} */
  const small = new Map();
  for (const name of compressed ? await readdir(folder) : []) {
    if (TYPES[extname(name)]) small.set(join(folder, name), brotliCompressSync(await readFile(join(folder, name))));
  }
  const server = createServer(async (request, response) => {
    await seen?.(request);
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (moved[pathname]) return void response.writeHead(301, { location: moved[pathname] }).end();
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = normalize(join(folder, decodeURIComponent(path)));
    try {
      if (!file.startsWith(normalize(folder) + sep)) throw new Error('outside');
      if (missing.has(path)) throw new Error('missing');
      const plain = pages[path] ?? (await readFile(file));
      const body = small.get(file) ?? plain;
      const encoding = small.has(file) ? { 'content-encoding': 'br' } : {};
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', ...TRUSTED_TYPES, ...encoding, ...headers }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Not found');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
