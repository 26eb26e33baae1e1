//! Third-party notices for what we publish, with the licenses that must be included in every copy: the
//! crates compiled into the engine, Rust's standard library, and the npm packages in the page's script.
//! Used by `bundle` and `npm`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::shell::{self, root};

/// The file that accompanies everything we publish.
pub const FILE: &str = "THIRD-PARTY-NOTICES.txt";

/// The section of package.json that lists what the page's script contains.
const NPM_SECTION: &str = "dependencies";

const HEAD: &str =
    "dispute-clock is dual-licensed under MIT or Apache-2.0. It contains work of others:\n";

/// The standard library comes with the compiler, and its license with the compiler's source.
const RUST: &str = "The Rust standard library";
const RUST_LICENSE: &str = "Copyright (c) The Rust Project Contributors, under MIT or Apache-2.0.";

/// All notices, grouped by license text.
pub fn text() -> Result<String> {
    let mut by_license: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |name: String, license: String| by_license.entry(license).or_default().push(name);
    add(RUST.to_owned(), RUST_LICENSE.to_owned());
    for (name, folder) in crates()?.into_iter().chain(packages()?) {
        let license =
            license(Path::new(&folder)).with_context(|| format!("{name}: its license"))?;
        add(name, license);
    }
    let mut text = HEAD.to_owned();
    for (license, mut names) in by_license {
        names.sort();
        text += &format!("\n{}\n{}\n\n{license}\n", "=".repeat(72), names.join(", "));
    }
    Ok(text)
}

/// The banner at the head of a script that says where they are.
pub fn banner(version: &str) -> String {
    format!("/*! dispute-clock {version}, MIT OR Apache-2.0; work of others: {FILE} */\n")
}

/// The crates compiled into the engine, each with its folder; without those that run only at compile time.
fn crates() -> Result<BTreeMap<String, String>> {
    let metadata: Value = serde_json::from_str(&shell::output(shell::cargo().args([
        "metadata",
        "--locked",
        "--format-version=1",
        "--filter-platform=wasm32-unknown-unknown",
    ]))?)?;
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let packages: BTreeMap<_, _> =
        list(&metadata["packages"]).into_iter().map(|one| (text(&one["id"]), one)).collect();
    let nodes: BTreeMap<_, _> = list(&metadata["resolve"]["nodes"])
        .into_iter()
        .map(|one| (text(&one["id"]), one))
        .collect();
    let own = packages.iter().find(|(_, package)| package["name"] == "dispute-clock");
    let mut pending = vec![own.context("cargo does not know dispute-clock")?.0.clone()];
    let mut found = BTreeMap::new();
    while let Some(id) = pending.pop() {
        for dependency in list(&nodes[&id]["deps"]) {
            let is_normal =
                list(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null());
            let package = &packages[&text(&dependency["pkg"])];
            let runs_in_compiler =
                list(&package["targets"]).iter().any(|target| target["kind"][0] == "proc-macro");
            if !is_normal || runs_in_compiler {
                continue;
            }
            let name = format!("{} {}", text(&package["name"]), text(&package["version"]));
            let manifest = text(&package["manifest_path"]);
            let folder = Path::new(&manifest).parent().context("a manifest without a folder")?;
            if found.insert(name, folder.to_string_lossy().into_owned()).is_none() {
                pending.push(text(&dependency["pkg"]));
            }
        }
    }
    Ok(found)
}

fn packages() -> Result<BTreeMap<String, String>> {
    let read =
        |path: &Path| -> Result<Value> { Ok(serde_json::from_str(&fs::read_to_string(path)?)?) };
    let own = read(&root().join("package.json"))?;
    let mut found = BTreeMap::new();
    for name in own[NPM_SECTION].as_object().context("no dependencies")?.keys() {
        let folder = root().join("node_modules").join(name);
        let version = read(&folder.join("package.json"))?["version"].to_string();
        found.insert(
            format!("{name} {}", version.trim_matches('"')),
            folder.to_string_lossy().into_owned(),
        );
    }
    Ok(found)
}

/// Of several license files, the MIT one is preferred, as the shortest.
fn license(folder: &Path) -> Result<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.to_uppercase().starts_with("LICEN") {
            names.push(name);
        }
    }
    names.sort_by_key(|name| (!name.to_uppercase().contains("MIT"), name.clone()));
    let name = names.first().context("no license file")?;
    let text = fs::read_to_string(folder.join(name))?.replace('\r', "");
    ensure!(text.contains("opyright"), "{name} names no copyright holder");
    Ok(text.trim().to_owned())
}
