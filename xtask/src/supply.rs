//! Supply chain checks: dependencies are locked, come from the public registries under permitted licenses,
//! without duplicate crates except those listed here, and without vulnerabilities known to npm. Used by
//! `main` and `test`.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::setup;
use crate::shell::{self, root, step};

/// Permissive licenses, which require no more than attribution.
const LICENSES: [&str; 14] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "0BSD",
    "ISC",
    "Zlib",
    "Unlicense",
    "CC0-1.0",
    "Unicode-3.0",
    "BlueOak-1.0.0",
    "Python-2.0",
    "NCSA",
];
/// Tools whose license requires publishing changes to their own files; we make none.
const TOOL_LICENSES: [(&str, &str); 2] = [("axe-core", "MPL-2.0"), ("ical.js", "MPL-2.0")];
/// Crates that dependencies need in several versions; none of them is compiled into the engine.
const ALLOWED_DUPLICATES: [&str; 2] = ["hashbrown", "syn"];

pub fn run() -> Result<()> {
    step("cargo metadata, npm", "licenses, duplicates and known vulnerabilities of dependencies");
    let mut faults = Vec::new();
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        crates(manifest, &mut faults)?;
    }
    packages(&mut faults)?;
    ensure!(faults.is_empty(), "{}", faults.join("\n"));
    audit()
}

fn crates(manifest: &str, faults: &mut Vec<String>) -> Result<()> {
    let mut cargo = shell::cargo();
    cargo.args(["metadata", "--locked", "--format-version", "1", "--manifest-path", manifest]);
    let metadata: Value = serde_json::from_str(&shell::output(&mut cargo)?)?;
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let packages = metadata["packages"].as_array().context("no packages")?;
    for package in packages {
        let text = |field: &str| package[field].as_str().unwrap_or_default();
        // Our own packages have no source.
        if package["source"].is_null() {
            continue;
        }
        let (name, version) = (text("name"), text("version"));
        if !text("source").starts_with("registry+") {
            faults.push(format!("{name} {version} comes from {}", text("source")));
        }
        if !is_allowed(text("license")) {
            faults.push(format!("{name} {version} is under `{}`", text("license")));
        }
        versions.entry(name).or_default().push(version);
    }
    for (name, versions) in versions {
        if versions.len() > 1 && !ALLOWED_DUPLICATES.contains(&name) {
            faults.push(format!("{manifest} builds {name} in versions {}", versions.join(" and ")));
        }
    }
    println!("  {manifest}: {} crates", packages.len());
    Ok(())
}

/// Whether permitted licenses satisfy an SPDX expression: one of several, or all of them.
fn is_allowed(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    plain.split(" AND ").all(|part| part.split(" OR ").any(|name| LICENSES.contains(&name.trim())))
}

fn packages(faults: &mut Vec<String>) -> Result<()> {
    setup::node_packages()?;
    let lock: Value = serde_json::from_str(&fs::read_to_string(root().join("package-lock.json"))?)?;
    let locked = lock["packages"].as_object().context("no packages")?;
    for (path, package) in locked.iter().filter(|(path, _)| !path.is_empty()) {
        let name = path.rsplit("node_modules/").next().unwrap_or_default();
        let license = package["license"].as_str().unwrap_or_default();
        if !is_allowed(license) && !TOOL_LICENSES.contains(&(name, license)) {
            faults.push(format!("{path} is under `{license}`"));
        }
        if package["integrity"].is_null() {
            faults.push(format!("{path} is locked without a hash"));
        }
    }
    println!("  package-lock.json: {} packages", locked.len() - 1);
    Ok(())
}

/// Runs `npm audit`, if it can reach the registry.
fn audit() -> Result<()> {
    let output = shell::npm().args(["audit", "--json"]).output().context("cannot start npm")?;
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let Some(found) = answer["metadata"]["vulnerabilities"]["total"].as_u64() else {
        println!("  npm audit: no answer");
        return Ok(());
    };
    if found > 0 {
        bail!("npm audit reports {found} known vulnerabilities; run it for details");
    }
    println!("  npm audit: no known vulnerabilities");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evaluates_license_expressions() {
        for yes in
            ["MIT", "MIT OR GPL-3.0", "MIT/Apache-2.0", "(MIT OR Apache-2.0) AND Unicode-3.0"]
        {
            assert!(is_allowed(yes), "{yes}");
        }
        for no in ["", "GPL-3.0", "MIT AND GPL-3.0", "MPL-2.0"] {
            assert!(!is_allowed(no), "{no}");
        }
    }
}
