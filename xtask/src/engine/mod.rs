//! The engine for JavaScript: compiles the crate for wasm32, generates the glue and the types, shrinks the
//! module, and leaves everything in `target/engine`, which the page and the package import as `#wasm/…`.
//! The module is there in two parts, `orders`, which every page starts with, and `texts`, started or
//! fetched on first use; and whole, for users who serve it themselves. Used by `main`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use walrus::Module;
use wasm_bindgen_cli_support::Bindgen;

use crate::setup::WasmCompiler;
use crate::shell::{self, root, step};

mod arrange;
mod features;
mod linking;
mod packing;
mod plain;
mod split;

const NAME: &str = "dispute_clock";

/// The crate that decodes modules from text, and the function it exports.
const UNPACKER: &str = "unpack";

/// Types of the glue's internal functions.
const INTERNAL_TYPES: &str = include_str!("../../../src/wasm/internal.d.ts");

/// The parts of the engine.
const PARTS: [&str; 2] = ["orders", "texts"];

/// The entry points of the second part, which contains what they alone need.
const TEXTS: [&str; 3] = ["draftClaim", "parseOrderText", "toICalendar"];

/// The file written last.
const LAST_WRITTEN: &str = "texts.plain.d.ts";

/// The import module name of the host.
const HOST: &str = "a";

const TEXT_TYPES: &str = "export const packed: { build: string, size: number, text: string };\n";
const PLAIN_TYPES: &str = "export default function instantiate(imports: object): WebAssembly.Exports;\n\
    export const build: string;\n";

/// Features that every browser of the baseline has; listing them keeps wasm-opt from using anything newer.
pub const FEATURES: [&str; 5] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// Flags for a small download. Only the smallest functions with one caller are inlined: inlining more gives
/// fewer bytes, but they compress worse. The lowest memory is the far end of the stack, which no Rust
/// address points to.
pub const SIZE_FLAGS: [&str; 7] = [
    "--low-memory-unused",
    // A run of zeros is cheaper to download than another segment header.
    "--skip-pass=memory-packing",
    "--generate-global-effects",
    // A repeated expression is cheaper to download than a local for it.
    "--skip-pass=local-cse",
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--converge",
];

/// Locals are not folded into their uses: that gives fewer bytes, but they compress worse. For plain
/// JavaScript folding is better.
const NO_FOLDING: &str = "--skip-pass=simplify-locals";

pub fn build(compiler: &WasmCompiler) -> Result<()> {
    let out = root().join("target/engine");
    step("cargo build for wasm32", "the engine as WebAssembly");
    shell::run(compiler.cargo("build").args([
        "--package",
        "dispute-clock",
        "--package",
        UNPACKER,
        "--lib",
        "--profile",
        "wasm",
    ]))?;
    let compiled = |name: &str| {
        let folder = compiler.target_dir().join("wasm32-unknown-unknown/wasm");
        fs::read(folder.join(format!("{name}.wasm"))).with_context(|| format!("no {name}.wasm"))
    };
    let (linked, unpacker) = (compiled(NAME)?, compiled(UNPACKER)?);
    let both = [&linked[..], &unpacker].concat();
    // cargo updates the file's time even if nothing changed.
    let (stamp, last) = (out.join("compiled"), out.join(LAST_WRITTEN));
    if fs::read(&stamp).is_ok_and(|bytes| bytes == both)
        && !shell::is_outdated(&last, &[&stamp, &std::env::current_exe()?])
    {
        return Ok(());
    }
    fs::create_dir_all(&out)?;
    fs::write(&stamp, &both)?;

    generate(&linked, &out)?;
    let whole = out.join("core.wasm");
    let mut names = Names::default();
    let texts = shorten(&whole, &out, &mut names)?;
    step("wasm-opt", "a smaller module, whole and in two parts");
    let dependencies = linking::dependencies(&linked)?;
    let parts = split::split(&fs::read(&whole)?, &dependencies, &texts, &mut || names.next())?;
    shrink(&whole)?;
    let module = |name: &str| out.join(format!("{name}.wasm"));
    let mut small = Vec::new();
    for (name, part) in PARTS.iter().zip(parts) {
        fs::write(module(name), part)?;
        shrink(&module(name))?;
        small.push(fs::read(module(name))?);
    }
    // Identifies the build: parts of different builds do not fit together.
    let build = shell::fingerprint(&small);
    let script = unpacker_script(&unpacker, &out)?;
    write(&out, "unpacker", &script, "export const unpacker: string;\n")?;
    step("wasm2js", "the same as plain JavaScript, for pages that forbid WebAssembly");
    for (name, text) in PARTS.iter().zip(packing::as_texts(&small, &build)?) {
        write(&out, name, &text, TEXT_TYPES)?;
        let plain = plain::translate(&module(name))?;
        let plain = format!("{plain}export const build = \"{build}\";\n");
        write(&out, &format!("{name}.plain"), &plain, PLAIN_TYPES)?;
    }
    Ok(())
}

/// The module that decodes the others from text, as a script.
fn unpacker_script(linked: &[u8], out: &Path) -> Result<String> {
    let mut module = Module::from_buffer(linked)?;
    for id in module.customs.iter().map(|(id, _)| id).collect::<Vec<_>>() {
        module.customs.delete(id);
    }
    let exports: Vec<_> = module.exports.iter().map(|one| (one.id(), one.name.clone())).collect();
    for (id, name) in exports {
        if ![UNPACKER, "memory"].contains(&&*name) {
            module.exports.delete(id);
        }
    }
    walrus::passes::gc::run(&mut module);
    let file = out.join(format!("{UNPACKER}.wasm"));
    module.emit_wasm_file(&file)?;
    shrink(&file)?;
    Ok(format!("export const unpacker = \"{}\";\n", STANDARD.encode(fs::read(&file)?)))
}

fn write(out: &Path, name: &str, script: &str, types: &str) -> Result<()> {
    fs::write(out.join(format!("{name}.js")), script)?;
    fs::write(out.join(format!("{name}.d.ts")), types)?;
    Ok(())
}

/// Leaves `glue.js` with its types, which are the package's too, and `core.wasm`, its functions named by
/// index.
fn generate(linked: &[u8], out: &Path) -> Result<()> {
    step("wasm-bindgen", "JavaScript glue and TypeScript types");
    let mut bindgen = Bindgen::new();
    // The bundler target leaves it to the importer where the module comes from and when it starts.
    bindgen
        .input_bytes(NAME, features::strip_unwanted(&linking::with_numbered_functions(linked)?)?)
        .bundler(true)?
        .typescript(true)
        .demangle(false)
        .remove_producers_section(true)
        .generate(out)
        .context("wasm-bindgen failed")?;
    for (generated, name) in [
        (format!("{NAME}_bg.js"), "glue.js"),
        (format!("{NAME}_bg.wasm"), "core.wasm"),
        (format!("{NAME}.d.ts"), "public.d.ts"),
    ] {
        fs::rename(out.join(&generated), out.join(name))
            .with_context(|| format!("no {generated}"))?;
    }
    let types = fs::read_to_string(out.join("public.d.ts"))?;
    fs::write(out.join("glue.d.ts"), types + "\n" + INTERNAL_TYPES)?;
    Ok(())
}

fn shrink(module: &Path) -> Result<()> {
    shell::run(
        shell::node_tool("wasm-opt")
            .args(SIZE_FLAGS)
            .arg(NO_FOLDING)
            .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
            .args(FEATURES)
            .arg(module)
            .arg("-o")
            .arg(module),
    )?;
    arrange::functions(module)
}

/// Shortens the names shared by module and glue, which wasm-bindgen makes long and with hashes, to one or
/// two letters. `www/start.js` passes the module its imports, which the glue exports as `imports`. Returns
/// the new names of the text functions.
fn shorten(module: &Path, out: &Path, names: &mut Names) -> Result<Vec<String>> {
    let mut parsed = Module::from_file(module)?;
    let glue = out.join("glue.js");
    let mut text = fs::read_to_string(&glue)?;
    let mut texts = Vec::new();
    for export in parsed.exports.iter_mut() {
        let short = names.next();
        text =
            replace_identifier(&text, &format!("wasm.{}", export.name), &format!("wasm.{short}"));
        if TEXTS.contains(&&*export.name) {
            texts.push(short.clone());
        }
        export.name = short;
    }
    ensure!(texts.len() == TEXTS.len(), "the engine does not export all text functions");
    let mut named = Vec::new();
    let mut names = Names::default();
    for import in parsed.imports.iter_mut() {
        let (long, short) = (std::mem::take(&mut import.name), names.next());
        let declared = format!("export function {long}(");
        ensure!(text.contains(&declared), "the glue has no {long}");
        text = text.replace(&declared, &declared["export ".len()..]);
        named.push(format!("{short}: {long}"));
        (import.module, import.name) = (HOST.into(), short);
    }
    parsed.emit_wasm_file(module)?;
    fs::write(glue, format!("{text}\nexport const imports = {{ {} }};\n", named.join(", ")))?;
    Ok(texts)
}

/// A, B, … Z, AA, BA, …: unique, and never a reserved word.
#[derive(Default)]
struct Names(usize);

impl Names {
    fn next(&mut self) -> String {
        let mut rest = self.0;
        self.0 += 1;
        let mut name = String::new();
        loop {
            name.push(char::from(b'A' + (rest % 26) as u8));
            match (rest / 26).checked_sub(1) {
                Some(more) => rest = more,
                None => return name,
            }
        }
    }
}

/// `text` with `long` replaced where it is a whole identifier, not the prefix of a longer one.
fn replace_identifier(text: &str, long: &str, short: &str) -> String {
    let mut pieces = text.split(long);
    let mut result = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let continues = piece.starts_with(|next: char| next == '_' || next.is_ascii_alphanumeric());
        result += if continues { long } else { short };
        result += piece;
    }
    result
}
