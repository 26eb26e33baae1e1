//! Pictures of the built page in every state, for looking at. What is photographed stands in
//! `tests/browser/shots.mjs`. Used by `main`.

use anyhow::Result;

use crate::browsers;
use crate::shell::{self, step};

/// `state`: only those whose name contains it.
pub fn run(state: Option<&str>) -> Result<()> {
    browsers::require("chromium")?;
    step("shots", "every state of the page, into target/shots; the README's picture with them");
    shell::run(shell::command("node").arg("tests/browser/shots.mjs").args(state))
}
