//! What a build needs besides Rust and Node: a compiler for wasm32 and the npm packages. Checks what is
//! there, installs what is missing, and says so. Used by every command that builds or installs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::shell::{self, root, step};

const TARGET: &str = "wasm32-unknown-unknown";
const MIN_NODE: (u32, u32) = (20, 19);

/// Debian's compiler comes without a wasm32 library, but with the library's sources.
const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"];

/// A small standard library: it aborts on panic without a message and is optimized for size. Needs the
/// library's sources, and a compiler that knows these flags.
const SMALL_STD: [&str; 4] =
    ["-Zunstable-options", "-Cpanic=immediate-abort", "-Zlocation-detail=none", "-Zfmt-debug=none"];

/// Other flags that shrink the code, for compilers that know them: structs larger than a word are copied by
/// the one instruction for that, and the shortest functions are inlined before other optimizations, as at
/// the speed-optimizing levels.
const SIZE_FLAGS: [&str; 4] = [
    "-Cllvm-args=-max-store-memcpy=1",
    "-Zinline-mir=yes",
    "-Zinline-mir-threshold=20",
    "-Zinline-mir-hint-threshold=40",
];

/// Which compiler builds the WebAssembly.
pub enum WasmCompiler {
    /// The one that also builds native programs.
    Own,
    /// The same, which also compiles the standard library: a fifth less to download.
    OwnWithStd,
    /// Debian's, in /usr/bin: the fallback where rustup is missing or cannot fetch the target.
    Debian,
}

impl WasmCompiler {
    /// `cargo <subcommand>` for wasm32.
    pub fn cargo(&self, subcommand: &str) -> Command {
        let mut cargo = match self {
            Self::Own | Self::OwnWithStd => shell::cargo(),
            Self::Debian => shell::command("/usr/bin/cargo"),
        };
        cargo.arg(subcommand).args(["--target", TARGET]).arg("--target-dir").arg(self.target_dir());
        // Code for the first version of WebAssembly, plus the features that every browser of the baseline
        // has and that can be lowered for wasm2js: no reference types, no multivalue.
        let mut flags = vec![
            "-Ctarget-cpu=mvp",
            "-Ctarget-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext",
            // Records what needs what: `split` cuts the module by that.
            "-Clink-arg=--emit-relocs",
        ];
        if !matches!(self, Self::Own) {
            cargo.args(["-Z", "build-std=std,panic_abort"]).env("RUSTC_BOOTSTRAP", "1");
        }
        match self {
            Self::Own => {}
            Self::OwnWithStd => {
                cargo.args(["-Z", "build-std-features=optimize_for_size"]);
                flags.extend(SMALL_STD);
                flags.extend(SIZE_FLAGS.iter().filter(|flag| rustc_accepts(&[**flag])));
            }
            Self::Debian => {
                cargo.env("RUSTC", "/usr/bin/rustc");
            }
        }
        cargo.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", flags.join(" "));
        cargo
    }

    pub fn target_dir(&self) -> PathBuf {
        match self {
            Self::Own | Self::OwnWithStd => root().join("target"),
            Self::Debian => root().join("target/debian"),
        }
    }
}

/// The compiler to build with: like `wasm_compiler`, with a small standard library where possible.
pub fn smallest_wasm_compiler() -> Result<WasmCompiler> {
    let compiler = wasm_compiler()?;
    if !matches!(compiler, WasmCompiler::Own) {
        return Ok(compiler);
    }
    if has_small_std()? {
        return Ok(WasmCompiler::OwnWithStd);
    }
    if knows_small_std()
        && let Some(rustup) = shell::find_program("rustup")
    {
        step(
            "rustup component add rust-src",
            "the standard library's sources, to compile it for size",
        );
        let added = shell::run(shell::command(rustup).args(["component", "add", "rust-src"]));
        if added.is_ok() && has_small_std()? {
            return Ok(WasmCompiler::OwnWithStd);
        }
    }
    println!("  Using the prebuilt standard library: the engine will be a fifth larger.");
    Ok(compiler)
}

fn knows_small_std() -> bool {
    rustc_accepts(&SMALL_STD)
}

/// Such flags are unstable: another compiler may not know them.
fn rustc_accepts(flags: &[&str]) -> bool {
    let mut rustc = shell::command("rustc");
    rustc.env("RUSTC_BOOTSTRAP", "1").args(flags).args(["--print", "sysroot"]);
    rustc.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}

/// Whether the standard library can be compiled for size here.
pub fn has_small_std() -> Result<bool> {
    let sysroot = shell::output(shell::command("rustc").args(["--print", "sysroot"]))?;
    let sources = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml");
    Ok(own_has_target()? && sources.exists() && knows_small_std())
}

/// A compiler for wasm32.
pub fn wasm_compiler() -> Result<WasmCompiler> {
    if own_has_target()? {
        return Ok(WasmCompiler::Own);
    }
    if let Some(rustup) = shell::find_program("rustup") {
        step(&format!("rustup target add {TARGET}"), "the Rust library for WebAssembly is missing");
        let added = shell::run(shell::command(rustup).args(["target", "add", TARGET]));
        if added.is_ok() && own_has_target()? {
            return Ok(WasmCompiler::Own);
        }
    }
    if debian_is_ready() {
        return Ok(WasmCompiler::Debian);
    }
    if shell::can_apt_install() {
        step(
            "apt-get install rustc-web …",
            "Debian's compiler, as rustup cannot add the wasm32 target",
        );
        let installed = shell::apt_install(&DEBIAN_PACKAGES).and_then(|()| install_linker());
        if installed.is_ok() && debian_is_ready() {
            return Ok(WasmCompiler::Debian);
        }
    }
    bail!(
        "the Rust library for WebAssembly is missing; install rustup (https://rustup.rs) and run: rustup target add {TARGET}"
    )
}

fn own_has_target() -> Result<bool> {
    let mut rustc = shell::command("rustc");
    let folder = shell::output(rustc.args(["--print", "target-libdir", "--target", TARGET]))?;
    Ok(has_file_starting(Path::new(folder.trim()), "libstd-"))
}

fn has_file_starting(folder: &Path, prefix: &str) -> bool {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.into_iter().any(|file| file.file_name().to_string_lossy().starts_with(prefix))
}

fn debian_is_ready() -> bool {
    // rust-lld is a symlink to the real linker, which is in a package of its own.
    Path::new("/usr/bin/rust-lld").exists()
        && DEBIAN_PACKAGES.iter().all(|package| {
            let status = Command::new("dpkg-query")
                .args(["--show", "--showformat=${db:Status-Status}", package])
                .stderr(Stdio::null())
                .output();
            status.is_ok_and(|status| status.stdout == b"installed")
        })
}

fn install_linker() -> Result<()> {
    let linker = fs::read_link("/usr/bin/rust-lld").context("rust-web-llvm has no rust-lld")?;
    let version = linker
        .iter()
        .filter_map(|part| part.to_str())
        .find_map(|part| part.strip_prefix("llvm-").or(part.strip_prefix("lld-")))
        .context("cannot tell the version of lld")?;
    shell::apt_install(&[&format!("lld-{version}")])
}

/// Installs the npm packages for building and testing.
pub fn node_packages() -> Result<()> {
    check_node()?;
    npm_ci(root(), "the bundler, linters and the page's libraries", &[])
}

/// Installs what a folder's package-lock.json names, unless exactly that is installed already.
pub fn npm_ci(folder: &Path, why: &str, flags: &[&str]) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("no package-lock.json in {}", folder.display()))?;
    let stamp = folder.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("npm ci", why);
    let mut npm = shell::npm();
    npm.args(["ci", "--no-progress", "--loglevel=error"]).args(flags).current_dir(folder);
    shell::run(&mut npm)?;
    fs::write(stamp, lock)?;
    Ok(())
}

fn check_node() -> Result<()> {
    let (major, minor) = MIN_NODE;
    let remedy = format!("Node {major}.{minor} or newer is needed: https://nodejs.org");
    ensure!(shell::find_program("node").is_some(), "{remedy}");
    let version = shell::output(shell::command("node").arg("--version"))?;
    let mut parts = version.trim().trim_start_matches('v').split('.').map(str::parse::<u32>);
    let (Some(Ok(own_major)), Some(Ok(own_minor))) = (parts.next(), parts.next()) else {
        bail!("cannot read the version of Node: {version}");
    };
    ensure!((own_major, own_minor) >= MIN_NODE, "{remedy} (found {})", version.trim());
    Ok(())
}
