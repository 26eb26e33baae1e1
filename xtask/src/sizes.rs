//! The table at the end of a build: each file in `dist/`, raw and as a server would send it, measured with
//! Node's brotli. Used by `main` and `test`.

use anyhow::Result;

use crate::setup;
use crate::shell::{self, step};

const SCRIPT: &str = r#"
const { readdirSync, readFileSync } = require('node:fs');
const { promisify } = require('node:util');
const brotli = promisify(require('node:zlib').brotliCompress);
const files = readdirSync('dist', { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const paths = files.map((entry) => `${entry.parentPath ?? entry.path}/${entry.name}`.replaceAll('\\', '/')).sort();
const width = Math.max(...paths.map((path) => path.length));
const row = (path, raw, small) => console.log(path.padEnd(width), String(raw).padStart(10), String(small).padStart(10));
const measure = async (path) => {
  const bytes = readFileSync(path);
  return [path, bytes.length, (await brotli(bytes)).length];
};
Promise.all(paths.map(measure)).then((rows) => [['bytes', 'raw', 'brotli'], ...rows].forEach((cells) => row(...cells)));
"#;

pub fn print() -> Result<()> {
    shell::run(shell::command("node").args(["--eval", SCRIPT]))
}

/// Download sizes against `size-budget.json`. A build with the prebuilt standard library is larger and
/// should not be published: it is exempt from the budget.
pub fn gate() -> Result<()> {
    step("size", "download sizes after brotli, against the budget");
    let mut size = shell::command("node");
    size.arg("xtask/size.mjs");
    if !setup::has_small_std()? {
        size.arg("--print-only");
    }
    shell::run(&mut size)
}
