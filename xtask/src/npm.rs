//! The npm package in `dist/npm`: each entry point as ESM and as CommonJS, with types for both; the engine
//! bundled into the first and shared with the element; the embed for CDN users. Used by `bundle`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::bundle::{self, esbuild};
use crate::notices;
use crate::shell::{self, root};

const MANIFEST: &str = include_str!("../npm/package.json");
const SUBPATH_MANIFEST: &str = include_str!("../npm/subpath.package.json");
const SLIM_TYPES: &str = include_str!("../npm/slim.d.ts");
const ELEMENT_TYPES: &str = include_str!("../npm/element.d.ts");
const COPIED_FILES: [&str; 4] =
    ["docs/element.md", "CHANGELOG.md", "LICENSE-MIT", "LICENSE-APACHE"];
/// For people who write rulebooks for other marketplaces.
const SCHEMA: &str = "rulebook.schema.json";
const SCHEMA_SOURCE: &str = "src/rulebook/rulebook.schema.json";
/// Encloses what the README has for readers of the repository only.
const REPOSITORY_ONLY: (&str, &str) = ("<!-- repository -->\n", "<!-- /repository -->\n");

/// The entry points: name in the package (and of the types), source, and the core it uses.
const ENTRIES: [(&str, &str, &str); 3] = [
    ("index", "www/index.js", "default"),
    ("slim", "www/slim.js", "served"),
    ("element", "www/define.js", "default"),
];

/// The modules that the element imports from the package's main entry, so that both share one engine.
const ENGINE: [&str; 3] = ["www/engine.js", "www/texts.js", "www/ready.js"];

pub fn build(package: &Path, embed: &Path) -> Result<()> {
    for (name, source, core) in ENTRIES {
        for (format, suffix) in [("esm", "js"), ("cjs", "cjs")] {
            let target = package.join(format!("{name}.{suffix}"));
            let (format, condition) =
                (format!("--format={format}"), format!("--conditions={core}"));
            let mut flags = vec!["--platform=browser", "--charset=utf8", &format, &condition];
            let external = ENGINE.map(|source| format!("--external:./{source}"));
            if name == "element" {
                flags.extend(external.iter().map(String::as_str));
            } else {
                flags.push(bundle::FOR_NODE);
            }
            esbuild(source, &target, &flags)?;
            if name == "element" {
                share_engine(&target, suffix)?;
            }
            // The third-party work in slim is the core, which its user takes from beside the notices.
            if name != "slim" {
                bundle::add_banner(&target, &version()?)?;
            }
        }
    }
    write_types(package)?;
    fs::write(package.join("package.json"), MANIFEST.replace("{version}", &version()?))?;
    // For bundlers that ignore `exports`.
    for name in ["element", "slim"] {
        fs::create_dir_all(package.join(name))?;
        fs::write(
            package.join(name).join("package.json"),
            SUBPATH_MANIFEST.replace("{name}", name),
        )?;
    }
    fs::copy(root().join("target/engine/core.wasm"), package.join("dispute-clock.wasm"))?;
    // For editors and documentation tools, generated from the tables of docs/element.md.
    let custom_elements = shell::output(shell::command("node").arg("xtask/custom-elements.mjs"))?;
    fs::write(package.join("custom-elements.json"), custom_elements)?;
    for name in bundle::embed()?.iter().map(String::as_str).chain([notices::FILE]) {
        fs::copy(embed.join(name), package.join(name))?;
    }
    fs::write(package.join("README.md"), readme()?)?;
    fs::copy(root().join(SCHEMA_SOURCE), package.join(SCHEMA))?;
    fs::create_dir_all(package.join("docs"))?;
    fs::copy(embed.join("README.md"), package.join("docs/embed.md"))?;
    for name in COPIED_FILES {
        fs::copy(root().join(name), package.join(name))
            .with_context(|| format!("cannot copy {name}"))?;
    }
    Ok(())
}

/// The README for readers of the package.
fn readme() -> Result<String> {
    let whole = fs::read_to_string(root().join("README.md"))?;
    let (open, close) = REPOSITORY_ONLY;
    let mut pieces = whole.split(open);
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        text += piece.split_once(close).context("README.md: an unclosed repository section")?.1;
    }
    Ok(text.replace(SCHEMA_SOURCE, SCHEMA))
}

/// esbuild writes the path from the built file to the engine's source; in the package the engine is beside
/// it.
fn share_engine(file: &Path, suffix: &str) -> Result<()> {
    let mut text = fs::read_to_string(file)?;
    for source in ENGINE {
        let import = format!("\"../../../{source}\"");
        ensure!(text.contains(&import), "{} does not import {source}", file.display());
        text = text.replace(&import, &format!("\"./index.{suffix}\""));
    }
    fs::write(file, text)?;
    Ok(())
}

fn write_types(package: &Path) -> Result<()> {
    let engine_types = fs::read_to_string(root().join("target/engine/public.d.ts"))
        .context("the engine has no types")?;
    for (name, types) in
        [("index", engine_types.as_str()), ("slim", SLIM_TYPES), ("element", ELEMENT_TYPES)]
    {
        fs::write(package.join(format!("{name}.d.ts")), types)?;
        // TypeScript reads the types of a CommonJS consumer by other rules, so they need a copy of their
        // own.
        fs::write(
            package.join(format!("{name}.d.cts")),
            types.replace("'./index.js'", "'./index.cjs'"),
        )?;
    }
    Ok(())
}

/// The package has the crate's version.
pub fn version() -> Result<String> {
    let id = shell::output(shell::cargo().args(["pkgid", "--package", "dispute-clock"]))?;
    let version = id.trim().rsplit(['#', '@']).next().unwrap_or_default();
    Ok(version.to_owned())
}
