//! Fills `dist/`: the site (`dist/site`), the single file made from it, the embed and the npm package. For
//! each of them esbuild bundles page, element and engine into one script. Used by `main` and `npm`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use crate::shell::{self, root, step};
use crate::{notices, npm, single_file};

/// Makes a script work outside browsers, too: injects what such hosts may lack.
pub const FOR_NODE: &str = "--inject:www/core/utf8.js";

/// Copied into the site unchanged.
const STATIC_FILES: [&str; 5] =
    ["manifest.webmanifest", "icon.svg", "icon-192.png", "icon-512.png", "icon-maskable-512.png"];

const PAGE: &str = "index.html";
const SCRIPT: &str = "dispute-clock.js";
const MORE: &str = "dispute-clock.more.js";
const TEXTS: &str = "dispute-clock.texts.js";
const PLAIN_CORE: &str = "dispute-clock.plain.js";
const PLAIN_TEXTS: &str = "dispute-clock.texts.plain.js";
/// Every file of the embed but its languages.
const PARTS: [&str; 5] = [SCRIPT, MORE, TEXTS, PLAIN_CORE, PLAIN_TEXTS];

/// Placeholder for the build's mark until its contents are known.
const PLACEHOLDER_MARK: &str = "00000000";
/// What precedes the mark in each file (`www/beside/offer.js`).
const MARK_PREFIX: &str = "dispute-clock ";

/// Replaces Preact's modules in a file that borrows Preact from the main script.
const SHARED_PREACT: [&str; 2] = [
    "--alias:preact/hooks=./www/more/shared-preact.js",
    "--alias:preact/jsx-runtime=./www/more/shared-preact.js",
];

/// How to embed this very build: its hash, its folder, its headers.
const EMBED_README: &str = include_str!("../embed/README.md");

/// The page as one file, which the site offers for download.
const SINGLE_FILE: &str = "dispute-clock.html";

pub fn build() -> Result<()> {
    step("esbuild", "bundles page, element and engine; the npm package");
    // Built in a separate folder and moved into place at the end, so that serving or testing the last build
    // goes on meanwhile; from scratch each time, so that no stale file is served or published.
    let (dist, staging, old) =
        (root().join("dist"), root().join("target/dist"), root().join("target/dist.old"));
    for leftover in [&staging, &old] {
        remove(leftover)?;
    }
    for script in ["xtask/locales.mjs", "xtask/styles.mjs"] {
        shell::run(shell::command("node").arg(script))?;
    }
    let (site, embed) = (staging.join("site"), staging.join("embed"));
    let notices = notices::text()?;
    build_embed(&embed)?;
    build_site(&site, &embed)?;
    build_service_worker(&site)?;
    for folder in [&site, &embed] {
        fs::write(folder.join(notices::FILE), &notices)?;
    }
    let page =
        single_file(&site, &staging)? + &format!("<!--\n{}-->\n", notices.replace("--", "- "));
    for folder in [&staging, &site] {
        fs::write(folder.join(SINGLE_FILE), &page)?;
    }
    npm::build(&staging.join("npm"), &embed)?;
    if dist.exists() {
        fs::rename(&dist, &old).context("cannot move the previous build away")?;
    }
    fs::rename(&staging, &dist).context("cannot put the build in place")?;
    remove(&old)
}

/// The page as one file. A page opened from disk can fetch nothing, so its script contains everything.
fn single_file(site: &Path, staging: &Path) -> Result<String> {
    let script = staging.join(SCRIPT);
    esbuild("www/define.js", &script, &["--format=iife", "--charset=utf8"])?;
    let page = single_file::inline(&[staging, site], PAGE)?;
    fs::remove_file(script)?;
    Ok(page)
}

fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)
            .with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

/// The script that pages embed, and the files beside it: parts fetched on first use, the languages that the
/// script does not contain, and the plain core for pages that forbid WebAssembly. The script is a classic
/// one, as modules do not load from file://; what it fetches loads as either. A page that embeds the
/// element may still be encoded in windows-1251, so all of these files are ASCII.
fn build_embed(embed: &Path) -> Result<()> {
    let plain = [("PLAIN_CORE", PLAIN_CORE), ("PLAIN_TEXTS", PLAIN_TEXTS)]
        .map(|(constant, file)| format!("--define:{constant}=\"./{file}\""));
    let mark = format!("--define:BUILD_MARK=\"{PLACEHOLDER_MARK}\"");
    let shared = ["--format=iife", "--charset=ascii", &mark];
    let flags = ["--conditions=either", "--external:./*.plain.js", &plain[0], &plain[1]];
    esbuild("www/embed.js", &embed.join(SCRIPT), &[&shared[..], &flags].concat())?;
    esbuild("www/embed-more.js", &embed.join(MORE), &[&shared[..], &SHARED_PREACT].concat())?;
    esbuild("www/embed-texts.js", &embed.join(TEXTS), &shared)?;
    for name in languages()? {
        let source = format!("target/locales/beside.{name}.js");
        esbuild(&source, &embed.join(language(&name)), &shared)?;
    }
    for (part, name) in [("orders", PLAIN_CORE), ("texts", PLAIN_TEXTS)] {
        let source = format!("target/engine/{part}.plain.js");
        esbuild(&source, &embed.join(name), &["--charset=ascii", "--format=esm"])?;
    }
    let version = npm::version()?;
    let files: Vec<_> = self::embed()?.iter().map(|name| embed.join(name)).collect();
    let read = || files.iter().map(fs::read).collect::<std::io::Result<Vec<_>>>();
    let mark = shell::fingerprint(&read()?);
    for file in &files {
        if !file.to_string_lossy().ends_with(".plain.js") {
            set_mark(file, &mark)?;
            confine_strict_mode(file)?;
        }
        add_banner(file, &version)?;
    }
    let contents = read()?;
    let folder = format!("{version}-{}", shell::fingerprint(&contents));
    let integrity = integrity(&contents[0]);
    let readme = EMBED_README
        .replace("{version}", &version)
        .replace("{folder}", &folder)
        .replace("{integrity}", &integrity);
    fs::write(embed.join("README.md"), readme)?;
    Ok(())
}

/// Every file of the embed, the script first.
pub fn embed() -> Result<Vec<String>> {
    Ok(PARTS
        .map(str::to_owned)
        .into_iter()
        .chain(languages()?.iter().map(|name| language(name)))
        .collect())
}

/// The file with the texts of a language.
fn language(name: &str) -> String {
    format!("dispute-clock.{name}.js")
}

/// The languages that the script does not contain, as written by `xtask/locales.mjs`.
fn languages() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("target/locales"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        names.extend(
            name.strip_prefix("beside.")
                .and_then(|name| name.strip_suffix(".js"))
                .map(str::to_owned),
        );
    }
    names.sort();
    Ok(names)
}

fn set_mark(script: &Path, mark: &str) -> Result<()> {
    let text = fs::read_to_string(script)?;
    let placeholder = format!("{MARK_PREFIX}{PLACEHOLDER_MARK}");
    ensure!(text.contains(&placeholder), "{} has no build mark", script.display());
    fs::write(script, text.replace(&placeholder, &format!("{MARK_PREFIX}{mark}")))?;
    Ok(())
}

/// A site may concatenate its scripts: strict mode applies to this one only, and a preceding line without a
/// semicolon must not run on into it.
fn confine_strict_mode(script: &Path) -> Result<()> {
    let text = fs::read_to_string(script)?;
    let inside = text
        .strip_prefix("\"use strict\";(()=>{")
        .with_context(|| format!("{} does not begin as expected", script.display()))?;
    fs::write(script, format!(";(()=>{{\"use strict\";{inside}"))?;
    Ok(())
}

/// Puts a banner at the head of a script that says where third-party work in it is credited.
pub fn add_banner(script: &Path, version: &str) -> Result<()> {
    fs::write(script, notices::banner(version) + &fs::read_to_string(script)?)?;
    Ok(())
}

/// The `integrity` value of a script.
fn integrity(script: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(script)))
}

fn build_site(site: &Path, embed: &Path) -> Result<()> {
    fs::create_dir_all(site)?;
    // `xtask/locales.mjs` has filled in its texts.
    let page = (root().join("target"), vec![PAGE.to_owned()]);
    let static_files = (root().join("www"), STATIC_FILES.map(str::to_owned).to_vec());
    for (folder, names) in [page, static_files, (embed.into(), self::embed()?)] {
        for name in &names {
            let source = folder.join(name);
            fs::copy(&source, site.join(name))
                .with_context(|| format!("cannot copy {}", source.display()))?;
        }
    }
    copy_folder(&root().join("www/examples"), &site.join("examples"))?;
    esbuild("www/page.js", &site.join("page.js"), &["--format=iife", "--charset=ascii"])?;
    esbuild("www/page.css", &site.join("page.css"), &["--charset=utf8"])
}

/// Example pages as other sites would write them: nothing in them is built.
fn copy_folder(source: &Path, target: &Path) -> Result<()> {
    fs::create_dir_all(target)?;
    for entry in fs::read_dir(source)? {
        let entry = entry?;
        let (from, to) = (entry.path(), target.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy_folder(&from, &to)?;
        } else {
            fs::copy(&from, &to).with_context(|| format!("cannot copy {}", from.display()))?;
        }
    }
    Ok(())
}

/// The service worker contains the list of files to cache, and a version that changes with any of them, so
/// it is built last.
fn build_service_worker(site: &Path) -> Result<()> {
    let mut names = Vec::new();
    for entry in fs::read_dir(site)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Few visitors need the plain cores, the install icons or the examples; those who do fetch them
        // then, as some visitors pay for every byte.
        let is_cached = ![PLAIN_CORE, PLAIN_TEXTS].contains(&&*name) && !name.ends_with(".png");
        if is_cached && !entry.file_type()?.is_dir() {
            names.push(name);
        }
    }
    names.sort();
    let mut contents = Vec::new();
    for name in &names {
        contents.push(fs::read(site.join(name))?);
    }
    let mut files = Vec::new();
    for (name, content) in names.iter().zip(&contents) {
        let hash = integrity(content);
        if name == "index.html" {
            files.push(format!("\"./\":\"{hash}\""));
        }
        files.push(format!("\"{name}\":\"{hash}\""));
    }
    let build = format!(
        "--define:BUILD={{\"version\":\"{}\",\"files\":{{{}}}}}",
        shell::fingerprint(&contents),
        files.join(",")
    );
    esbuild("www/sw.js", &site.join("sw.js"), &["--format=iife", "--charset=ascii", &build])
}

/// Bundles and minifies one entry, with the flags that all share: the baseline's browsers as target.
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
        command.args(["--target=es2020", "--jsx=automatic", "--jsx-import-source=preact"]);
    }
    // Node prints the source line of an uncaught error.
    if flags.contains(&FOR_NODE) {
        command.arg("--line-limit=200");
    }
    shell::run(command.args(flags))?;
    // wasm2js output has nothing left to minify; and bundlers read the exports of a CommonJS module off a
    // dead statement of esbuild's.
    let is_script = target.extension().is_some_and(|extension| extension == "js");
    if is_script && !source.ends_with("plain.js") {
        shorten(target, flags)?;
    }
    Ok(())
}

/// Minifies further than esbuild does: 2 % less to download.
fn shorten(script: &Path, flags: &[&str]) -> Result<()> {
    let mut command = shell::node_tool("terser");
    command.arg(script).arg("--output").arg(script);
    command.args(["--ecma", "2020", "--compress", "passes=2", "--mangle", "--comments", "false"]);
    if flags.contains(&"--format=esm") {
        command.arg("--module");
    }
    if flags.contains(&"--charset=ascii") {
        command.args(["--format", "ascii_only"]);
    }
    if flags.contains(&FOR_NODE) {
        command.args(["--format", "max_line_len=200"]);
    }
    shell::run(&mut command)
}
