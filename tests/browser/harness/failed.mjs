// A reporter beside the one that people read: the browser and the file of each test that has failed, a
// line each; `all` where no browser is to blame alone. Used by `cargo xtask test` (xtask/src/test.rs).

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
