//! What can be said without running the program: formatting, clippy with warnings denied for both
//! kinds of machine, JavaScript lint and types. Used by `main` and `test`.

use anyhow::Result;

use crate::build;
use crate::setup::{self, WasmCompiler};
use crate::shell::{self, step};

pub fn run() -> Result<()> {
    step("cargo fmt --check", "one way of setting out Rust");
    shell::run(shell::cargo().args(["fmt", "--all", "--check"]))?;

    step("cargo clippy", "warnings are errors, for this machine and for wasm32");
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
            println!("  Debian's compiler has no clippy: the wasm32 half is compiled, not linted.")
        }
    }

    // The types of the page and of the tests are those of the built package.
    build()?;
    step("eslint, tsc", "the same for JavaScript and its types");
    shell::run(shell::node_tool("eslint").args(["--max-warnings", "0", "."]))?;
    shell::run(&mut shell::node_tool("tsc"))
}
