//! Static checks: formatting, clippy with warnings denied (native and wasm32), JavaScript lint and types.
//! Used by `main` and `test`.

use anyhow::Result;

use crate::build;
use crate::setup::{self, WasmCompiler};
use crate::shell::{self, step};

pub fn run() -> Result<()> {
    step("cargo fmt --check", "Rust formatting");
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))?;

    step("cargo clippy", "Rust lint, native and wasm32; warnings are errors");
    shell::run(shell::cargo().args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-Dwarnings",
    ]))?;
    let compiler = setup::wasm_compiler()?;
    match compiler {
        WasmCompiler::Own | WasmCompiler::OwnWithStd => {
            let mut clippy = compiler.cargo("clippy");
            shell::run(clippy.args([
                "--package",
                "dispute-clock",
                "--lib",
                "--quiet",
                "--",
                "-Dwarnings",
            ]))?;
        }
        WasmCompiler::Debian => {
            println!("  Debian's compiler has no clippy: the wasm32 build is not linted.")
        }
    }

    // The page and the tests are type-checked against the built package.
    build()?;
    step("eslint, tsc", "JavaScript lint and types");
    shell::run(shell::node_tool("eslint").args(["--max-warnings", "0", "."]))?;
    shell::run(&mut shell::node_tool("tsc"))
}
