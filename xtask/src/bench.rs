//! Benchmarks: the native core, then the comparison with the libraries that people would use instead, then
//! the page. The libraries are installed into `benches/`, for this command alone; criterion is built there,
//! too. Used by `main`.

use anyhow::Result;

use crate::shell::{self, root, step};
use crate::{browsers, build, setup};

pub fn run(counts: &[&str]) -> Result<()> {
    build()?;
    let benches = root().join("benches");
    setup::npm_ci(&benches, "the libraries to compare with, into benches/node_modules", &[])?;
    step("cargo bench", "the core alone, natively");
    let target = root().join("target/benches");
    let criterion = target.join("criterion");
    shell::run(
        shell::cargo()
            .args(["bench", "--locked", "--quiet", "--manifest-path"])
            .arg(benches.join("native/Cargo.toml"))
            .arg("--target-dir")
            .arg(&target)
            .env("CRITERION_HOME", &criterion),
    )?;
    let ready = browsers::prepare(&browsers::select(Some("chromium"))?)?;
    step("node benches/bench.mjs", "compares answers, then times, in Node and in Chromium");
    shell::run(
        shell::command("node")
            .arg("benches/bench.mjs")
            .args(counts)
            .env("CRITERION_HOME", &criterion)
            .env("BROWSERS", ready.join(",")),
    )
}
