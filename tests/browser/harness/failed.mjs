// A reporter beside the one that people read: the files in which a test has failed, a line each.
// Used by `cargo xtask test` (xtask/src/test.rs).

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failed(events) {
  const files = new Set();
  for await (const { type, data } of events) if (type === 'test:fail' && data.file) files.add(data.file);
  for (const file of files) yield `${file}\n`;
}
