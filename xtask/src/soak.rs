//! The long-running versions of tests that `test` runs briefly: the browser is killed in the middle of
//! edits, again and again, and a page stays open for years at high speed. Used by `main`.

use anyhow::Result;

use crate::shell::{self, step};
use crate::{browsers, build};

pub fn run(rounds: u32, browser: Option<&str>) -> Result<()> {
    build()?;
    let ready = browsers::prepare(&browsers::select(browser)?)?;
    step("node tests/soak/kill.mjs", "a browser killed in the middle of edits loses nothing saved");
    shell::run(
        shell::command("node")
            .args(["tests/soak/kill.mjs", "--rounds"])
            .arg(rounds.to_string())
            .env("BROWSERS", ready.join(",")),
    )?;
    if ready.contains(&"chromium") {
        step("node tests/soak/year.mjs", "years of an open page with 200 orders: nothing grows");
        shell::run(shell::command("node").arg("tests/soak/year.mjs"))?;
    }
    Ok(())
}
