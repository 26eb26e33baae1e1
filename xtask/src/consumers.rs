//! The packed npm package in the toolchains of those who install it, each with tools of its own in
//! `target/consumers`: what tests/consumers describes. Used by `main`.

use anyhow::Result;

use crate::browsers;
use crate::shell::{self, step};

/// Runs all, or those whose name contains `only`.
pub fn run(only: Option<&str>) -> Result<()> {
    browsers::prepare(&browsers::known(Some("chromium"))?)?;
    step("consumers", "the packed package in other people's toolchains; installs them first");
    shell::run(shell::command("node").arg("tests/consumers/run.mjs").args(only))
}
