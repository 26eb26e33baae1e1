//! The browsers that the tests drive. `tests/browser/harness/locate.mjs` alone knows where to find them;
//! this module installs missing ones. Used by every command that drives a browser.

use anyhow::{Result, bail, ensure};

use crate::shell::{self, root, step};

pub struct Browser {
    name: &'static str,
    /// Packages on Debian and its derivatives.
    packages: &'static [&'static str],
    remedy: &'static str,
}

const GECKODRIVER: &str = "geckodriver";

static BROWSERS: [Browser; 3] = [
    Browser {
        name: "chromium",
        packages: &["chromium", "chromium-driver"],
        remedy: "install Chromium or Chrome and the chromedriver of the same version",
    },
    Browser {
        name: "firefox",
        packages: &["firefox-esr"],
        remedy: "install Firefox and geckodriver (cargo install geckodriver)",
    },
    Browser {
        name: "webkit",
        packages: &["webkit2gtk-driver", "xvfb"],
        remedy: "install WebKitGTK's WebKitWebDriver and MiniBrowser, and Xvfb (Linux only)",
    },
];

/// The browser with that name, or all of them.
pub fn select(name: Option<&str>) -> Result<Vec<&'static Browser>> {
    let selected: Vec<_> =
        BROWSERS.iter().filter(|browser| name.is_none_or(|name| name == browser.name)).collect();
    ensure!(!selected.is_empty(), "no browser `{}`", name.unwrap_or_default());
    Ok(selected)
}

/// Installs missing browsers where possible, and returns the names of those that can be tested. One that is
/// still missing is skipped with a message; under CI it is an error.
pub fn prepare(wanted: &[&Browser]) -> Result<Vec<&'static str>> {
    let mut ready = Vec::new();
    for browser in wanted {
        if !missing(browser.name)?.is_empty() {
            install(browser)?;
        }
        let missing = missing(browser.name)?;
        if missing.is_empty() {
            ready.push(browser.name);
            continue;
        }
        let line =
            format!("{}: {} not found; {}", browser.name, missing.join(", "), browser.remedy);
        if std::env::var_os("CI").is_some() {
            bail!("{line}");
        }
        println!("  Skipped: {line}");
    }
    install_fonts();
    Ok(ready)
}

/// Like `prepare`, for a command that is useless without this browser.
pub fn require(name: &str) -> Result<()> {
    let ready = prepare(&select(Some(name))?)?;
    ensure!(!ready.is_empty(), "this needs {name}");
    Ok(())
}

/// Which of a browser's programs are missing.
fn missing(browser: &str) -> Result<Vec<String>> {
    let script = "tests/browser/harness/locate.mjs";
    let found = shell::output(shell::command("node").args([script, browser]))?;
    Ok(found.lines().map(str::to_owned).collect())
}

/// Best effort; the caller checks again whether it helped.
fn install(browser: &Browser) -> Result<()> {
    // Debian packages everything but Firefox's driver.
    let packaged = |program: &String| program != GECKODRIVER;
    if missing(browser.name)?.iter().any(packaged) && shell::can_apt_install() {
        let packages = browser.packages.join(" ");
        step(&format!("apt-get install {packages}"), "the tests drive real browsers");
        report_error(shell::apt_install(browser.packages));
    }
    // Useless without Firefox.
    if missing(browser.name)? == [GECKODRIVER] {
        step("cargo install geckodriver", "Firefox's driver, into target/tools (minutes, once)");
        // A debug build takes half the time, and the driver only relays messages.
        let mut cargo = shell::cargo();
        cargo.args(["install", "--locked", "--quiet", "--debug", GECKODRIVER]);
        cargo.arg("--root").arg(root().join("target/tools"));
        report_error(shell::run(&mut cargo));
    }
    Ok(())
}

/// Without any font no text is drawn, and the page lays out differently.
fn install_fonts() {
    let listed = shell::command("fc-list").output();
    let has_fonts = listed.is_ok_and(|fonts| !fonts.stdout.is_empty());
    if !has_fonts && shell::can_apt_install() {
        step("apt-get install fonts-dejavu-core", "no font is installed, and the page needs one");
        report_error(shell::apt_install(&["fontconfig", "fonts-dejavu-core"]));
    }
}

/// A failure here need not fail the tests: the browser may be optional.
fn report_error(outcome: Result<()>) {
    if let Err(error) = outcome {
        println!("  {error:#}");
    }
}
