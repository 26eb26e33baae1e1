//! The npm package in `dist/npm`: each entry as a module and as CommonJS, the engine inside it,
//! with types for both. Used by `bundle`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::bundle::esbuild;
use crate::shell::{self, root};

const MANIFEST: &str = include_str!("../npm/package.json");
const ELEMENT_MANIFEST: &str = include_str!("../npm/element.package.json");
const ELEMENT_TYPES: &str = include_str!("../npm/element.d.ts");
const COPIED: [&str; 3] = ["README.md", "LICENSE-MIT", "LICENSE-APACHE"];

pub fn build(package: &Path) -> Result<()> {
    fs::create_dir_all(package.join("element"))?;
    for (source, name) in [("www/index.js", "index"), ("www/define.js", "element")] {
        let shared = ["--platform=browser", "--charset=utf8"];
        esbuild(
            source,
            &package.join(format!("{name}.js")),
            &[&shared[..], &["--format=esm"]].concat(),
        )?;
        esbuild(
            source,
            &package.join(format!("{name}.cjs")),
            &[&shared[..], &["--format=cjs"]].concat(),
        )?;
    }
    let engine_types = fs::read_to_string(root().join("target/engine/public.d.ts"))
        .context("the engine has no types")?;
    for (name, types) in [("index", engine_types.as_str()), ("element", ELEMENT_TYPES)] {
        fs::write(package.join(format!("{name}.d.ts")), types)?;
        // A CommonJS consumer's compiler reads the same text by other rules, and wants its own copy.
        fs::write(
            package.join(format!("{name}.d.cts")),
            types.replace("'./index.js'", "'./index.cjs'"),
        )?;
    }
    let manifest = MANIFEST.replace("{version}", &version()?);
    fs::write(package.join("package.json"), manifest)?;
    // For bundlers that do not read `exports`.
    fs::write(package.join("element/package.json"), ELEMENT_MANIFEST)?;
    for name in COPIED {
        fs::copy(root().join(name), package.join(name))
            .with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}

/// The crate's version is the package's too.
fn version() -> Result<String> {
    let id = shell::output(shell::cargo().args(["pkgid", "--package", "dispute-clock"]))?;
    let version = id.trim().rsplit(['#', '@']).next().unwrap_or_default();
    Ok(version.to_owned())
}
