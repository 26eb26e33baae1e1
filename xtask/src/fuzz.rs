//! Continuous fuzzing: every target of `fuzz/` under libFuzzer, then the JavaScript readers, each for the
//! given number of seconds. `test` does the same briefly. Used by `main`.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::shell::{self, root, step};
use crate::{build, setup};

/// Longer inputs find nothing that shorter ones do not, and are slower.
const MAX_LENGTH: u32 = 4096;

pub fn run(seconds: u32, only: Option<&str>) -> Result<()> {
    let is_wanted = |name: &str| only.is_none_or(|part| name.contains(part));
    let targets: Vec<_> = targets()?.into_iter().filter(|name| is_wanted(name)).collect();
    let fuzzes_page = is_wanted("page");
    ensure!(
        !targets.is_empty() || fuzzes_page,
        "no target has `{}` in its name",
        only.unwrap_or("")
    );
    if !targets.is_empty() {
        prepare()?;
    }
    let mut lines = Vec::new();
    for target in &targets {
        step(&format!("fuzz {target}"), &format!("{seconds} s"));
        lines.push(format!("{:>12}  {target}", fuzz(target, seconds)?));
    }
    if fuzzes_page {
        setup::node_packages()?;
        build()?;
        step("node tests/soak/fuzz.mjs", "files, tables and links, read by the page");
        let mut node = shell::command("node");
        shell::run(node.args(["tests/soak/fuzz.mjs", "--seconds"]).arg(seconds.to_string()))?;
    }
    println!("{}", lines.join("\n"));
    Ok(())
}

fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("fuzz/fuzz_targets"))? {
        names.extend(entry?.path().file_stem().map(|name| name.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// `cargo fuzz` needs unstable compiler flags: this enables them on a stable compiler.
fn cargo_fuzz(command: &str) -> Command {
    let mut cargo = shell::cargo();
    cargo.args(["fuzz", command]).env("RUSTC_BOOTSTRAP", "1");
    cargo
}

fn target_dir() -> PathBuf {
    root().join("target/fuzz")
}

fn prepare() -> Result<()> {
    let version = cargo_fuzz("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !version.is_ok_and(|status| status.success()) {
        step("cargo install cargo-fuzz", "libFuzzer for Rust");
        shell::run(shell::cargo().args(["install", "--locked", "cargo-fuzz"]))?;
    }
    step("cargo fuzz build", "every target, with coverage instrumentation");
    // There is no unsafe code for a sanitizer to check; without one fuzzing is twice as fast.
    let mut build = cargo_fuzz("build");
    shell::run(build.args(["--sanitizer", "none", "--target-dir"]).arg(target_dir()))
}

/// Runs one target; returns how many inputs it tried. The generated corpus stays in `target/fuzz`; a
/// finding belongs in `fuzz/corpus`, where every test run replays it.
fn fuzz(target: &str, seconds: u32) -> Result<String> {
    let folder = |kind: &str| target_dir().join(kind).join(target);
    let (corpus, findings) = (folder("learned"), folder("found"));
    fs::create_dir_all(&corpus)?;
    fs::create_dir_all(&findings)?;
    let log = target_dir().join(format!("{target}.log"));
    let status = cargo_fuzz("run")
        .args(["--sanitizer", "none", "--target-dir"])
        .arg(target_dir())
        .arg(target)
        .args([&corpus, &root().join("fuzz/corpus").join(target)])
        .args(["--", "-print_final_stats=1", "-len_control=0", "-timeout=20"])
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-max_len={MAX_LENGTH}"))
        .arg(format!("-artifact_prefix={}/", findings.display()))
        .stderr(File::create(&log)?)
        .status()
        .context("cannot start cargo fuzz")?;
    let text = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
    if !status.success() {
        let reason = text.lines().find(|line| line.contains("panicked at")).unwrap_or("it crashed");
        bail!(
            "{target}: {reason}; the input is in {}, the log is {}",
            findings.display(),
            log.display()
        );
    }
    Ok(execution_count(&text).unwrap_or_else(|| "?".to_owned()))
}

fn execution_count(log: &str) -> Option<String> {
    let count =
        log.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"))?;
    Some(count.trim().to_owned())
}
