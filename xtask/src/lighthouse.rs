//! Lighthouse on the built site. Installed separately, as it is as large as all development tools together;
//! its versions are locked in `xtask/lighthouse/`. Used by `main`.

use std::fs;

use anyhow::Result;

use crate::shell::{self, root, step};
use crate::{browsers, setup};

pub fn run() -> Result<()> {
    browsers::require("chromium")?;
    install()?;
    step("lighthouse", "audits dist/site as a phone loads it");
    shell::run(shell::command("node").arg("tests/browser/lighthouse.mjs"))
}

fn install() -> Result<()> {
    let (source, target) =
        (root().join("xtask/lighthouse"), root().join("target/tools/lighthouse"));
    fs::create_dir_all(&target)?;
    for name in ["package.json", "package-lock.json"] {
        fs::copy(source.join(name), target.join(name))?;
    }
    setup::npm_ci(&target, "Lighthouse, into target/tools", &["--ignore-scripts"])
}
