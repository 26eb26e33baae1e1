//! Lighthouse on the built site. Installed apart from the development tools, as it is as large as
//! all of them; its versions stand in `xtask/lighthouse/`. Used by `main`.

use std::fs;

use anyhow::{Context, Result};

use crate::browsers;
use crate::shell::{self, root, step};

pub fn run() -> Result<()> {
    browsers::require("chromium")?;
    install()?;
    step("lighthouse", "dist/site as a phone would load it");
    shell::run(shell::command("node").arg("tests/browser/lighthouse.mjs"))
}

fn install() -> Result<()> {
    let (source, target) =
        (root().join("xtask/lighthouse"), root().join("target/tools/lighthouse"));
    let lock = fs::read(source.join("package-lock.json")).context("the lock file is missing")?;
    let stamp = target.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("npm ci", "Lighthouse, into target/tools");
    fs::create_dir_all(&target)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), target.join(name))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut ci = shell::command(npm);
    ci.args(["ci", "--no-progress", "--loglevel=error", "--ignore-scripts"]);
    shell::run(ci.current_dir(&target))?;
    fs::write(stamp, lock)?;
    Ok(())
}
