//! Reproducibility: builds again from a copy of the sources in another folder and compares every byte of
//! the two `dist/` folders. Used by `main`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::shell::{self, root, step};

/// Compares `dist/`, which is already built, with a build elsewhere.
pub fn run() -> Result<()> {
    // A folder elsewhere, with a path of another length: leaked paths usually show up by that.
    let folder = std::env::temp_dir().join(format!("dispute-clock-verify-{}", std::process::id()));
    let result =
        build_in(&folder).and_then(|()| compare(&root().join("dist"), &folder.join("dist")));
    fs::remove_dir_all(&folder).ok();
    let files = result?;
    println!("{files} files, all identical");
    Ok(())
}

fn build_in(folder: &Path) -> Result<()> {
    step("cargo xtask build", &format!("again, in {}", folder.display()));
    let list =
        shell::output(shell::command("git").args(["ls-files", "-co", "--exclude-standard", "-z"]))?;
    for name in list.split_terminator('\0') {
        let (from, to) = (root().join(name), folder.join(name));
        if from.is_file() {
            fs::create_dir_all(to.parent().context("a file is in a folder")?)?;
            fs::copy(&from, &to).with_context(|| format!("cannot copy {name}"))?;
        }
    }
    let mut build = shell::cargo();
    build.current_dir(folder).args(["xtask", "build"]).env_remove("CARGO_TARGET_DIR");
    shell::run(&mut build)
}

fn compare(one: &Path, other: &Path) -> Result<usize> {
    let (one, other) = (contents(one)?, contents(other)?);
    let differ = |name: &&PathBuf| one.get(*name) != other.get(*name);
    let mut names: Vec<_> = one.keys().chain(other.keys()).filter(differ).collect();
    names.sort();
    names.dedup();
    ensure!(names.is_empty(), "these differ: {names:?}");
    Ok(one.len())
}

/// Every file in a folder, by its relative path.
fn contents(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).with_context(|| format!("no {}", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder)?.to_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(found)
}
