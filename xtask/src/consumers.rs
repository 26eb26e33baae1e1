//! Runs the packed npm package in its users' toolchains, as described by tests/consumers; each installs its
//! own tools into `target/consumers`. Used by `main`.

use anyhow::Result;

use crate::browsers;
use crate::shell::{self, step};

/// Runs all, or those whose name contains `only`.
pub fn run(only: Option<&str>) -> Result<()> {
    browsers::prepare(&browsers::select(Some("chromium"))?)?;
    step("consumers", "the packed package in other people's toolchains; installs them first");
    shell::run(shell::command("node").arg("tests/consumers/run.mjs").args(only))
}
