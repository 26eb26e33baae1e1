//! Runs other programs: locates them, announces each long step, and names the program in errors. Every
//! module of xtask may use it.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_path_buf()
});

/// The root folder of the repository.
pub fn root() -> &'static Path {
    &ROOT
}

/// Announces a step that takes a while: what runs, and why.
pub fn step(what: &str, why: &str) {
    println!("\u{25b8} {what}: {why}");
}

/// A command that runs in the repository's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// `cargo`, the same one that runs this program.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// `npm` of the installed Node.
pub fn npm() -> Command {
    command(if cfg!(windows) { "npm.cmd" } else { "npm" })
}

/// A tool from `node_modules`, such as `esbuild`.
pub fn node_tool(name: &str) -> Command {
    let suffix = if cfg!(windows) { ".cmd" } else { "" };
    command(root().join("node_modules/.bin").join(format!("{name}{suffix}")))
}

/// Runs to completion on the terminal's own input and output; any failure is an error.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        let args: Vec<_> = command.get_args().map(OsStr::to_string_lossy).collect();
        bail!("failed ({status}): {name} {}", args.join(" "));
    }
    Ok(())
}

/// Runs to completion and returns stdout; stderr goes to the terminal.
pub fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        bail!("failed ({}): {name}", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("{name} did not print UTF-8"))
}

/// The path of `name`, if it is on the PATH.
pub fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let name = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path).map(|folder| folder.join(&name)).find(|file| file.is_file())
}

/// Whether we can install system packages: apt-get exists and we are root.
pub fn can_apt_install() -> bool {
    let is_root = || {
        let id = Command::new("id").arg("-u").output();
        id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
    };
    find_program("apt-get").is_some() && is_root()
}

pub fn apt_install(packages: &[&str]) -> Result<()> {
    // With a stale index, a package that was replaced on the server cannot be fetched.
    run(command("apt-get").args(["update", "-qq"]))?;
    run(command("apt-get")
        .args(["install", "-y", "-qq", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .stdout(Stdio::null()))
}

/// Waits until no other command of ours writes the built files; released when dropped.
pub fn lock() -> Result<File> {
    let folder = root().join("target");
    fs::create_dir_all(&folder)?;
    let file = File::create(folder.join("xtask.lock"))?;
    if let Err(TryLockError::WouldBlock) = file.try_lock() {
        println!("  Waiting for another build to finish");
        file.lock()?;
    }
    Ok(file)
}

/// A hash (FNV-1a) that tells two builds apart, in hex. It need not resist forgery, and it is
/// incompressible.
pub fn fingerprint(contents: &[Vec<u8>]) -> String {
    let bytes = contents.iter().flat_map(|file| file.iter().chain(&[0]));
    let hash = bytes
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}

/// Whether `target` must be rebuilt: it is missing, or older than one of its `sources`.
pub fn is_outdated(target: &Path, sources: &[&Path]) -> bool {
    let modified = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    match modified(target) {
        None => true,
        Some(made) => sources.iter().any(|source| modified(source).is_none_or(|time| time > made)),
    }
}

/// Times the stages of a longer command and prints a summary.
#[derive(Default)]
pub struct Stages(Vec<(&'static str, Duration)>);

impl Stages {
    pub fn time<T>(&mut self, name: &'static str, stage: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let result = stage();
        self.0.push((name, start.elapsed()));
        result
    }

    pub fn print(&self) {
        if self.0.is_empty() {
            return;
        }
        for (name, time) in &self.0 {
            println!("{:>8.1} s  {name}", time.as_secs_f64());
        }
        let total: Duration = self.0.iter().map(|(_, time)| *time).sum();
        println!("{:>8.1} s  total", total.as_secs_f64());
    }
}
