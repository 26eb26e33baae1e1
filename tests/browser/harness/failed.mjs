// A second test reporter: the browser and the file of each failed test, one per line; `all` where no single
// browser is to blame. Used by `cargo xtask test` (xtask/src/test.rs).

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* failed(events) {
  const lines = new Set();
  for await (const { type, data } of events) {
    if (type !== 'test:fail' || data.nesting > 0) continue;
    const [browser] = /^(?:chromium|firefox|webkit)\b/.exec(data.name) ?? ['all'];
    lines.add(`${browser} ${data.file}\n`);
  }
  yield* lines;
}
