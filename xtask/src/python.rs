//! PyPI's icalendar, an independent reader for our calendar files: installed for the tests only, into
//! `target/tools/python`. Used by `test`.

use anyhow::{Result, bail};

use crate::shell::{self, root, step};

const PACKAGE: &str = "icalendar";
const VERSION: &str = "7.3.0";
const REMEDY: &str =
    "install Python 3.10 or newer with pip (Debian: apt-get install python3 python3-pip)";

/// Installs it if missing. Without Python a message says so; under CI that is an error.
pub fn prepare() -> Result<()> {
    let folder = root().join("target/tools/python");
    if folder.join(format!("{PACKAGE}-{VERSION}.dist-info")).is_dir() {
        return Ok(());
    }
    if !has_pip() && shell::can_apt_install() {
        step("apt-get install python3-pip", "PyPI's icalendar checks the calendar files");
        shell::apt_install(&["python3", "python3-pip"])
            .unwrap_or_else(|error| println!("  {error:#}"));
    }
    if has_pip() {
        step(&format!("pip install {PACKAGE}"), "an independent reader of our calendar files");
        let mut pip = shell::command("python3");
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"])
            .args(["--no-warn-conflicts", "--root-user-action=ignore", "--target"])
            .arg(&folder)
            .arg(format!("{PACKAGE}=={VERSION}"));
        match shell::run(&mut pip) {
            Ok(()) => return Ok(()),
            Err(error) => println!("  {error:#}"),
        }
    }
    let line = format!("Python's {PACKAGE} {VERSION} not found; {REMEDY}");
    if std::env::var_os("CI").is_some() {
        bail!("{line}");
    }
    println!("  Skipped: {line}");
    Ok(())
}

fn has_pip() -> bool {
    let pip = shell::command("python3").args(["-m", "pip", "--version"]).output();
    pip.is_ok_and(|pip| pip.status.success())
}
