//! The engine for JavaScript: compiles the crate for wasm32, generates the glue and the types,
//! shrinks the module, and leaves all of it in `target/engine`, which the page and the package
//! import as `#wasm/…`; and in two halves for the embed: `orders`, what a page begins with, and `texts`,
//! what it fetches when that is first used. Used by `main`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use wasm_bindgen_cli_support::Bindgen;

use crate::features;
use crate::setup::WasmCompiler;
use crate::shell::{self, root, step};

const NAME: &str = "dispute_clock";

/// Of what the glue has beside the public functions.
const INTERNAL_TYPES: &str = include_str!("../../src/wasm/internal.d.ts");

/// The features of the crate that the embed has in two files, and what they are.
const HALVES: [(&str, &str); 2] =
    [("orders", "what a page begins with"), ("texts", "what it fetches when that is first used")];

/// What is written last.
const LAST: &str = "bytes.js";

/// What every browser of the baseline has; naming each keeps wasm-opt from using anything newer.
const ALLOWED: [&str; 5] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

/// What makes the module small to download. Functions with one caller stay functions, all but the
/// smallest: put into it, they would make fewer bytes, which a compressor makes more of. The lowest
/// memory is the far end of the stack, where no address of Rust's leads.
const SMALL: [&str; 5] = [
    "--low-memory-unused",
    "--generate-global-effects",
    "-Oz",
    "--one-caller-inline-max-function-size=20",
    "--converge",
];

/// What wasm2js cannot translate, said with older instructions.
const LOWERED: [&str; 3] = [
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
];

pub fn build(compiler: &WasmCompiler) -> Result<()> {
    let whole = root().join("target/engine");
    build_one(compiler, "the engine as WebAssembly", &whole, &[])?;
    for (half, what) in HALVES {
        let out = whole.join(half);
        // Where the whole is as it was, so is the half: cargo, though, would compile it anew, because all
        // come out under one name.
        if shell::is_outdated(&out.join(LAST), &[&whole.join(LAST)]) {
            build_one(compiler, what, &out, &["--no-default-features", "--features", half])?;
        }
    }
    Ok(())
}

fn build_one(compiler: &WasmCompiler, what: &str, out: &Path, flags: &[&str]) -> Result<()> {
    step("cargo build for wasm32", what);
    shell::run(
        compiler
            .cargo("build")
            .args(["--package", "dispute-clock", "--lib", "--profile", "wasm"])
            .args(flags),
    )?;

    let compiled =
        compiler.target_dir().join("wasm32-unknown-unknown/wasm").join(format!("{NAME}.wasm"));
    let wasm =
        fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    fs::create_dir_all(out)?;
    // One file is made of all engines: what stands in it tells whether this one has changed.
    let (seen, last) = (out.join("compiled.wasm"), out.join(LAST));
    if fs::read(&seen).is_ok_and(|bytes| bytes == wasm)
        && !shell::is_outdated(&last, &[&seen, &std::env::current_exe()?])
    {
        return Ok(());
    }
    fs::write(&seen, &wasm)?;
    generate(&wasm, out)?;

    let module = out.join("core.wasm");
    step("wasm-opt", "a smaller module");
    shell::run(
        shell::node_tool("wasm-opt")
            .args(SMALL)
            .args(["--strip-debug", "--strip-producers", "--strip-target-features"])
            .args(ALLOWED)
            .arg(&module)
            .arg("-o")
            .arg(&module),
    )?;
    arrange(&module)?;
    shorten(&module, out)?;
    translate(&module, out)?;

    let types = "export const order: string;\nexport const text: string;\n";
    fs::write(out.join("bytes.d.ts"), types)?;
    fs::write(&last, as_text(&fs::read(&module)?))?;
    Ok(())
}

/// Characters that need no escape in a script, whatever the encoding of the page around it.
fn characters() -> Vec<char> {
    (' '..='~').filter(|character| !['"', '\\', '<'].contains(character)).collect()
}

/// Bytes as a JavaScript module with a text in it. The most frequent bytes are one character each,
/// the others two, of which the first is one of the last two of `characters`. Base64 would cut every
/// byte in pieces and hide from a compressor what repeats: a third more to download. `order` lists
/// the bytes in the order of their codes, in hexadecimal. `www/core/inline.js` reads it.
fn as_text(bytes: &[u8]) -> String {
    let characters = characters();
    let single = characters.len() - 2;
    let mut order: Vec<u8> = (0..=255).collect();
    let count = |byte: &u8| bytes.iter().filter(|other| *other == byte).count();
    order.sort_by_cached_key(|byte| std::cmp::Reverse(count(byte)));
    // Those that are such characters themselves stay what they are: words stay words.
    let place = |byte: u8| characters[..single].iter().position(|own| *own == char::from(byte));
    let mut placed = vec![None; single];
    let mut others = Vec::new();
    for byte in order.drain(..single) {
        match place(byte) {
            Some(place) => placed[place] = Some(byte),
            None => others.push(byte),
        }
    }
    let mut others = others.into_iter();
    let frequent = placed.into_iter().filter_map(|byte| byte.or_else(|| others.next()));
    let order: Vec<u8> = frequent.chain(order).collect();
    let mut codes = vec![String::new(); 256];
    for (rank, byte) in order.iter().enumerate() {
        codes[usize::from(*byte)] = match rank.checked_sub(single) {
            None => characters[rank].to_string(),
            Some(rest) => {
                let (row, column) = (rest / characters.len(), rest % characters.len());
                [characters[single + row], characters[column]].iter().collect()
            }
        };
    }
    let order: String = order.iter().map(|byte| format!("{byte:02x}")).collect();
    let text: String = bytes.iter().map(|byte| codes[usize::from(*byte)].as_str()).collect();
    format!("export const order = \"{order}\";\nexport const text = \"{text}\";\n")
}

/// Leaves `glue.js` with its types, which are the package's too, and `core.wasm`.
fn generate(wasm: &[u8], out: &Path) -> Result<()> {
    step("wasm-bindgen", "JavaScript glue and TypeScript types");
    let mut bindgen = Bindgen::new();
    // The bundler's glue leaves it to its importer where the module comes from and when it starts.
    bindgen
        .input_bytes(NAME, features::without_unwanted(wasm)?)
        .bundler(true)?
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out)
        .context("wasm-bindgen failed")?;
    for (made, name) in [
        (format!("{NAME}_bg.js"), "glue.js"),
        (format!("{NAME}_bg.wasm"), "core.wasm"),
        (format!("{NAME}.d.ts"), "public.d.ts"),
    ] {
        fs::rename(out.join(&made), out.join(name)).with_context(|| format!("no {made}"))?;
    }
    let types = fs::read_to_string(out.join("public.d.ts"))?;
    fs::write(out.join("glue.d.ts"), types + "\n" + INTERNAL_TYPES)?;
    Ok(())
}

/// Puts functions that begin alike beside each other, where a compressor sees that they do: nothing
/// else depends on their order.
fn arrange(module: &Path) -> Result<()> {
    let text = module.with_extension("wat");
    let rewrite = |from: &Path, to: &Path, flags: &[&str]| {
        shell::run(
            shell::node_tool("wasm-opt")
                .args(ALLOWED)
                .args(["--quiet"])
                .args(flags)
                .arg(from)
                .arg("-o")
                .arg(to),
        )
    };
    rewrite(module, &text, &["--emit-text"])?;
    let printed = fs::read_to_string(&text)?;
    const BEGIN: &str = "\n (func ";
    let whole =
        printed.trim_end().strip_suffix("\n)").context("wasm-opt prints modules otherwise")?;
    let mut parts = whole.split(BEGIN);
    let head = parts.next().unwrap_or_default();
    let mut functions: Vec<&str> = parts.collect();
    ensure!(functions.len() > 1, "wasm-opt prints functions otherwise");
    // Past its name.
    functions.sort_by_key(|function| function.split_once(' ').map(|(_, body)| body));
    fs::write(&text, [&[head], &functions[..]].concat().join(BEGIN) + "\n)\n")?;
    rewrite(&text, module, &[])?;
    fs::remove_file(text)?;
    Ok(())
}

/// The names by which module and glue know each other are wasm-bindgen's, long and with a hash in each:
/// one letter or two do as well. `www/start.js` hands in what the module asks of its host, `imports` of the
/// glue, as `a`, as wasm-opt calls it.
fn shorten(module: &Path, out: &Path) -> Result<()> {
    let printed = shell::output(
        shell::node_tool("wasm-opt")
            .args(ALLOWED)
            .arg("--minify-imports-and-exports-and-modules")
            .arg(module)
            .arg("-o")
            .arg(module),
    )?;
    const CHANGED: &str = "wasm-opt has changed how it prints names";
    let mut names: Value = serde_json::from_str(&printed).context(CHANGED)?;
    let imports: Vec<(String, String, String)> =
        serde_json::from_value(names["imports"].take()).context(CHANGED)?;
    let exports: Vec<(String, String)> =
        serde_json::from_value(names["exports"].take()).context(CHANGED)?;
    let glue = out.join("glue.js");
    let mut text = fs::read_to_string(&glue)?;
    for (long, short) in &exports {
        text = replaced(&text, &format!("wasm.{long}"), &format!("wasm.{short}"));
    }
    let mut named = Vec::new();
    for (_, long, short) in &imports {
        let declared = format!("export function {long}(");
        ensure!(text.contains(&declared), "the glue has no {long}");
        text = text.replace(&declared, &declared["export ".len()..]);
        named.push(format!("{short}: {long}"));
    }
    fs::write(glue, format!("{text}\nexport const imports = {{ {} }};\n", named.join(", ")))?;
    Ok(())
}

/// `text` with `long` replaced where it is a whole name, and not the beginning of a longer one.
fn replaced(text: &str, long: &str, short: &str) -> String {
    let mut pieces = text.split(long);
    let mut done = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let goes_on = piece.starts_with(|next: char| next == '_' || next.is_ascii_alphanumeric());
        done += if goes_on { long } else { short };
        done += piece;
    }
    done
}

/// The same core as plain JavaScript, for pages whose policy forbids WebAssembly: `plain.js`, whose
/// default export takes the imports and returns the exports, as an instance of the module has them.
fn translate(module: &Path, out: &Path) -> Result<()> {
    step("wasm2js", "the core as plain JavaScript, for pages that forbid WebAssembly");
    let lowered = out.join("lowered.wasm");
    shell::run(
        shell::node_tool("wasm-opt")
            .args(ALLOWED)
            .args(LOWERED)
            .args(SMALL)
            .arg("--strip-target-features")
            .arg(module)
            .arg("-o")
            .arg(&lowered),
    )?;
    let translated =
        shell::output(shell::node_tool("wasm2js").args(["--mvp-features", "-O"]).arg(&lowered))?;
    fs::remove_file(lowered)?;
    // It would fetch its imports and run by itself at once.
    let body = translated.lines().skip_while(|line| line.starts_with("import ") || line.is_empty());
    let body: Vec<_> = body.take_while(|line| !line.starts_with("var retasmFunc")).collect();
    ensure!(
        body.iter().any(|line| line.starts_with("function asmFunc(")),
        "wasm2js has changed its output"
    );
    // A real memory's old buffer is detached when it grows: by that the glue knows that its views of
    // it have gone stale.
    const GROWN: &str = "buffer = newBuffer;";
    let body = body.join("\n");
    ensure!(body.matches(GROWN).count() == 1, "wasm2js has changed how it grows the memory");
    let detach = format!("structuredClone(buffer, {{ transfer: [buffer] }});\n   {GROWN}");
    let body = body.replace(GROWN, &detach);
    fs::write(out.join("plain.js"), body + "\nexport default asmFunc;\n")?;
    fs::write(
        out.join("plain.d.ts"),
        "export default function instantiate(imports: object): WebAssembly.Exports;\n",
    )?;
    Ok(())
}
