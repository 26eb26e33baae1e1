//! All tests, fastest to fail first: checks, Rust tests, the packed npm package in Node, the README's
//! snippets, the page in real browsers. Used by `main`.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;

use anyhow::{Result, bail, ensure};

use crate::shell::{self, Stages, root, step};
use crate::{browsers, build, check, python, sizes, supply};

/// Which tests to run; all of them, by default.
pub struct Selection {
    pub only: Option<String>,
    pub browser: Option<String>,
    pub file: Option<String>,
}

pub fn run(selection: &Selection) -> Result<()> {
    let mut stages = Stages::default();
    let result = run_stages(selection, &mut stages);
    stages.print();
    result
}

fn run_stages(selection: &Selection, stages: &mut Stages) -> Result<()> {
    // Naming a browser or a file selects the browser tests.
    let selects_browser_tests = selection.browser.is_some() || selection.file.is_some();
    let only = selection.only.as_deref().or(selects_browser_tests.then_some("browser"));
    if let Some(part) = only {
        ensure!(["native", "package", "browser"].contains(&part), "no test part `{part}`");
    }
    let browsers = browsers::select(selection.browser.as_deref())?;
    let is_wanted = |part: &str| only.is_none_or(|only| only == part);

    if only.is_none() {
        stages.time("check", check::run)?;
        stages.time("supply", supply::run)?;
    }
    if is_wanted("native") {
        stages.time("Rust tests", rust_tests)?;
    }
    if !is_wanted("package") && !is_wanted("browser") {
        return Ok(());
    }
    stages.time("build", || build().and_then(|()| sizes::print()))?;
    let ready = stages.time("browsers set up", || browsers::prepare(&browsers))?;
    if is_wanted("package") {
        stages.time("sizes", sizes::gate)?;
        stages.time("package and README tests", || {
            python::prepare()?;
            let mut files = test_files("tests/package", None)?;
            files.extend(test_files("tests/element", None)?);
            files.push(root().join("tests/readme.test.mjs"));
            shell::run(&mut node_tests(&files, &ready, concurrency()))
        })?;
    }
    if is_wanted("browser") {
        stages.time("browser tests", || {
            let files = test_files("tests/browser", selection.file.as_deref())?;
            browser_tests(&files, &ready)
        })?;
    }
    Ok(())
}

fn rust_tests() -> Result<()> {
    step("cargo test", "the core, natively");
    shell::run(shell::cargo().args(["test", "--workspace", "--quiet"]))
}

fn test_files(folder: &str, containing: Option<&str>) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(folder))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.ends_with(".test.mjs") && containing.is_none_or(|part| name.contains(part)) {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        bail!("no matching test file in {folder}");
    }
    Ok(files)
}

/// Runs the browser tests. On a busy machine, three browsers with their drivers occasionally lose a click
/// or a connection: a file with failures is rerun once, alone, in the browsers where it failed. What fails
/// again is a failure; what passes is reported, because a flaky test must be fixed.
fn browser_tests(files: &[PathBuf], browsers: &[&str]) -> Result<()> {
    let list = root().join("target/failed-tests.txt");
    let Err(failure) = shell::run(&mut node_tests(files, browsers, concurrency())) else {
        return Ok(());
    };
    let list = fs::read_to_string(&list)?;
    let failed: Vec<_> = list.lines().filter_map(|line| line.split_once(' ')).collect();
    let files: BTreeSet<_> = failed.iter().map(|(_, file)| PathBuf::from(file)).collect();
    // So many at once are no coincidence.
    if files.is_empty() || files.len() > 4 {
        return Err(failure);
    }
    let files = Vec::from_iter(files);
    let has_failed =
        |own: &&str| failed.iter().any(|(browser, _)| browser == own || *browser == "all");
    let browsers: Vec<_> = browsers.iter().copied().filter(has_failed).collect();
    println!("  Failed on the first run: {}", names(&files).join(" "));
    shell::run(&mut node_tests(&files, &browsers, 1))?;
    println!("  Passed on the second run, alone; flaky, to be fixed: {}", names(&files).join(" "));
    Ok(())
}

/// A browser test mostly waits for its browser: Node's default would leave a processor idle.
fn concurrency() -> usize {
    thread::available_parallelism().map_or(2, usize::from).max(2)
}

fn names(files: &[PathBuf]) -> Vec<String> {
    let in_root = |file: &PathBuf| file.strip_prefix(root()).unwrap_or(file).display().to_string();
    files.iter().map(in_root).collect()
}

fn node_tests(files: &[PathBuf], browsers: &[&str], concurrency: usize) -> Command {
    step("node --test", "the built package and page, as users get them");
    let mut node = shell::command("node");
    node.args(["--test", "--test-timeout=900000"])
        .arg(format!("--test-concurrency={concurrency}"))
        .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .arg("--test-reporter=./tests/browser/harness/failed.mjs")
        .arg("--test-reporter-destination=target/failed-tests.txt")
        .args(names(files))
        .env("BROWSERS", browsers.join(","));
    node
}
