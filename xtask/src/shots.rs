//! Screenshots of the built page in every state, for review. `tests/browser/shots.mjs` lists what is
//! captured. Used by `main`.

use anyhow::Result;

use crate::browsers;
use crate::shell::{self, step};

/// `state`: only those whose name contains it.
pub fn run(state: Option<&str>) -> Result<()> {
    browsers::require("chromium")?;
    step("shots", "every state of the page, into target/shots; and the README's picture");
    shell::run(shell::command("node").arg("tests/browser/shots.mjs").args(state))
}
