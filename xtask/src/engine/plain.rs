//! The engine as plain JavaScript, for pages whose policy forbids WebAssembly. Used by `engine`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::split::FIRST;
use super::{FEATURES, SIZE_FLAGS};
use crate::shell;

/// Replaces what wasm2js cannot translate by older instructions.
const LOWERING_PASSES: [&str; 3] = [
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
    "--llvm-memory-copy-fill-lowering",
];

const BEGIN: &str = "function asmFunc(imports) {\n";
/// The start of the exports.
const EXPORTS_BEGIN: &str = "\n return {\n";
/// Where a function of one part returns the upper half of a 64-bit number to the other.
const HIGH_HALF: &str = " var env = imports.env;\n";
const OWN_HIGH_HALF: &str = " var half = 0;
 var env = {
  setTempRet0: function (value) { half = value; },
  getTempRet0: function () { return half; }
 };
";
const BUFFER_REPLACED: &str = "   buffer = newBuffer;\n";
/// Occurs in a module that imports its memory.
const IMPORTED_MEMORY: &str = " memory.grow = __wasm_memory_grow;\n";

/// Recreates the views of the memory, by the names that wasm2js gives them.
const VIEWS: &str = " b.grown = function (newBuffer) {
  HEAP8 = new Int8Array(newBuffer);
  HEAP16 = new Int16Array(newBuffer);
  HEAP32 = new Int32Array(newBuffer);
  HEAPU8 = new Uint8Array(newBuffer);
  HEAPU16 = new Uint16Array(newBuffer);
  HEAPU32 = new Uint32Array(newBuffer);
  HEAPF32 = new Float32Array(newBuffer);
  HEAPF64 = new Float64Array(newBuffer);
  buffer = newBuffer;
 };
";

/// A part of the engine as a JavaScript module, whose default export takes the imports and returns the
/// exports, like an instance of the part.
pub fn translate(module: &Path) -> Result<String> {
    let lowered = module.with_extension("lowered.wasm");
    shell::run(
        shell::node_tool("wasm-opt")
            .args(FEATURES)
            .args(LOWERING_PASSES)
            .args(SIZE_FLAGS)
            .arg("--strip-target-features")
            .arg(module)
            .arg("-o")
            .arg(&lowered),
    )?;
    let translated = shell::output(
        shell::node_tool("wasm2js")
            .args(["--mvp-features", "--enable-mutable-globals", "-O"])
            .arg(&lowered),
    )?;
    fs::remove_file(lowered)?;
    // The rest of the output would fetch the imports and start at once.
    let body = translated.lines().skip_while(|line| line.starts_with("import ") || line.is_empty());
    let body: Vec<_> = body.take_while(|line| !line.starts_with("var retasmFunc")).collect();
    let body = body.join("\n");
    let linked = if body.contains(IMPORTED_MEMORY) { second(&body)? } else { first(&body)? };
    Ok(linked + "\nexport default asmFunc;\n")
}

/// When a real memory grows, its old buffer is detached, which is how the glue knows that its views are
/// stale. The second part is notified.
fn first(body: &str) -> Result<String> {
    let body = replace_once(body, BEGIN, &format!("{BEGIN} var exported;\n"))?;
    let body = replace_once(&body, HIGH_HALF, OWN_HIGH_HALF)?;
    let body = replace_once(&body, EXPORTS_BEGIN, "\n return exported = {\n  \"env\": env,\n")?;
    let notify = format!(
        "   structuredClone(buffer, {{ transfer: [buffer] }});\n{BUFFER_REPLACED}   \
         if (exported.grown) exported.grown(newBuffer);\n"
    );
    replace_once(&body, BUFFER_REPLACED, &notify)
}

/// wasm2js supports imported memory, but not that others grow it; and it takes an imported global, the
/// stack pointer, for a constant.
fn second(body: &str) -> Result<String> {
    let body = replace_once(body, IMPORTED_MEMORY, VIEWS)?;
    let body = replace_once(&body, HIGH_HALF, &HIGH_HALF.replace("imports", FIRST))?;
    let global = body.lines().find_map(|line| line.strip_prefix(" var gimport$"));
    let (number, place) = global
        .and_then(|rest| rest.strip_suffix(" | 0;")?.split_once(" = "))
        .context("wasm2js has changed how it imports a global")?;
    let body = replace_once(&body, &format!(" var gimport${number} = {place} | 0;\n"), "")?;
    Ok(body.replace(&format!("gimport${number}"), &format!("{place}.value")))
}

fn replace_once(body: &str, old: &str, new: &str) -> Result<String> {
    ensure!(body.matches(old).count() == 1, "wasm2js has changed its output: {old}");
    Ok(body.replace(old, new))
}
