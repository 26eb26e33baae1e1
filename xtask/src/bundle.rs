//! Fills `dist/`: the site (`dist/site`), the single file made from it and the npm package.
//! esbuild puts page, element and engine into one script each time. Used by `main`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::shell::{self, root, step};
use crate::{npm, single_file};

/// Copied into the site as they are.
const STATIC: [&str; 6] = [
    "index.html",
    "manifest.webmanifest",
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
];

/// The page as one file; the site offers it too, to keep.
const SINGLE_FILE: &str = "dispute-clock.html";

pub fn build() -> Result<()> {
    step("esbuild", "one script of page, element and engine; the npm package");
    // Made aside and put in place at the end, for whoever serves or tests the last build meanwhile;
    // anew each time, as a file left from before would be served and published along with the rest.
    let (dist, made, old) =
        (root().join("dist"), root().join("target/dist"), root().join("target/dist.old"));
    for leftover in [&made, &old] {
        remove(leftover)?;
    }
    let site = made.join("site");
    build_site(&site)?;
    build_service_worker(&site)?;
    let page = single_file::inline(&site, "index.html")?;
    for folder in [&made, &site] {
        fs::write(folder.join(SINGLE_FILE), &page)?;
    }
    npm::build(&made.join("npm"))?;
    if dist.exists() {
        fs::rename(&dist, &old).context("cannot move the last build away")?;
    }
    fs::rename(&made, &dist).context("cannot put the build in place")?;
    remove(&old)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

fn build_site(site: &Path) -> Result<()> {
    fs::create_dir_all(site)?;
    for name in STATIC {
        let source = root().join("www").join(name);
        fs::copy(&source, site.join(name))
            .with_context(|| format!("cannot copy {}", source.display()))?;
    }
    // Classic scripts: modules do not load from file://, and a page that embeds the element may
    // still be written in windows-1251, so the text in them stays ASCII.
    for (source, name) in [("www/define.js", "dispute-clock.js"), ("www/page.js", "page.js")] {
        esbuild(source, &site.join(name), &["--format=iife", "--charset=ascii"])?;
    }
    esbuild("www/page.css", &site.join("page.css"), &["--charset=utf8"])
}

/// The service worker carries the list of the files that it keeps, and a version that changes
/// with any of them: it is made last.
fn build_service_worker(site: &Path) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(site)? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    let mut contents = Vec::new();
    for name in &names {
        contents.push(fs::read(site.join(name))?);
    }
    let quoted: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let build = format!(
        "--define:BUILD={{\"version\":\"{:016x}\",\"files\":[\"./\",{}]}}",
        fingerprint(&contents),
        quoted.join(",")
    );
    esbuild("www/sw.js", &site.join("sw.js"), &["--format=iife", "--charset=ascii", &build])
}

/// A hash (FNV-1a) that tells two builds apart; nobody needs to be kept from forging it.
fn fingerprint(contents: &[Vec<u8>]) -> u64 {
    let bytes = contents.iter().flat_map(|file| file.iter().chain(&[0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Bundles one entry. The flags that all share are here: what the baseline's browsers can read,
/// minified, stylesheets of the shadow root as text.
pub fn esbuild(source: &str, target: &Path, flags: &[&str]) -> Result<()> {
    let mut command = shell::node_tool("esbuild");
    command.arg(source).arg(format!("--outfile={}", target.display())).args([
        "--bundle",
        "--minify",
        "--legal-comments=none",
        "--log-level=warning",
    ]);
    if source.ends_with(".css") {
        command.arg("--target=chrome109,firefox115,safari16.4");
    } else {
        command.args([
            "--target=es2020",
            "--loader:.css=text",
            "--jsx=automatic",
            "--jsx-import-source=preact",
        ]);
    }
    shell::run(command.args(flags))
}
