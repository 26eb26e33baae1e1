//! The engine for JavaScript: compiles the crate for wasm32, generates the glue and the types,
//! shrinks the module, and leaves all of it in `target/engine`, which the page and the package
//! import as `#wasm/…`. Used by `main`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use wasm_bindgen_cli_support::Bindgen;

use crate::features;
use crate::setup::WasmCompiler;
use crate::shell::{self, root, step};

const NAME: &str = "dispute_clock";

/// What every browser of the baseline has; naming each keeps wasm-opt from using anything newer.
const ALLOWED: [&str; 5] = [
    "--mvp-features",
    "--enable-bulk-memory",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
];

pub fn build(compiler: &WasmCompiler) -> Result<()> {
    step("cargo build for wasm32", "the engine as WebAssembly");
    shell::run(compiler.cargo("build").args([
        "--package",
        "dispute-clock",
        "--lib",
        "--profile",
        "wasm",
    ]))?;

    let compiled =
        compiler.target_dir().join("wasm32-unknown-unknown/wasm").join(format!("{NAME}.wasm"));
    let out = root().join("target/engine");
    let last = out.join("bytes.js");
    // This program is a source too: it holds the generator of the glue.
    if !shell::is_outdated(&last, &[&compiled, &std::env::current_exe()?]) {
        return Ok(());
    }
    fs::create_dir_all(&out)?;
    generate(&compiled, &out)?;

    let module = out.join(format!("{NAME}_bg.wasm"));
    step("wasm-opt", "a smaller module");
    shell::run(
        shell::node_tool("wasm-opt")
            .args(["-Os", "--strip-debug", "--strip-producers", "--strip-target-features"])
            .args(ALLOWED)
            .arg(&module)
            .arg("-o")
            .arg(&module),
    )?;

    let bytes = STANDARD.encode(fs::read(&module)?);
    fs::write(out.join("bytes.d.ts"), "declare const base64: string;\nexport default base64;\n")?;
    fs::write(&last, format!("export default \"{bytes}\";\n"))?;
    Ok(())
}

fn generate(compiled: &Path, out: &Path) -> Result<()> {
    step("wasm-bindgen", "JavaScript glue and TypeScript types");
    let wasm = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let wasm = features::without_unwanted(&wasm)?;

    let mut web = bindgen(wasm.clone());
    web.web(true)?.generate(out).context("wasm-bindgen failed")?;

    // The web target's types also declare how the module is started, which the package does for its
    // users: the bundler target's types are the public ones.
    let bundler = bindgen(wasm).bundler(true)?.generate_output().context("wasm-bindgen failed")?;
    let types = bundler.ts().context("wasm-bindgen made no types")?;
    fs::write(out.join("public.d.ts"), types)?;
    Ok(())
}

fn bindgen(wasm: Vec<u8>) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_bytes(NAME, wasm)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
}
