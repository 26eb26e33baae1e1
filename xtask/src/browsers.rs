//! The browsers that the tests drive. Where each is looked for stands in one place,
//! `tests/browser/harness/locate.mjs`; here is how a missing one is installed. Used by every command
//! that drives one.

use anyhow::{Result, bail, ensure};

use crate::shell::{self, root, step};

pub struct Browser {
    name: &'static str,
    /// Of Debian and its relatives.
    packages: &'static [&'static str],
    remedy: &'static str,
}

const DRIVER_OF_FIREFOX: &str = "geckodriver";

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

/// The browser of that name, or all of them.
pub fn known(name: Option<&str>) -> Result<Vec<&'static Browser>> {
    let known: Vec<_> =
        BROWSERS.iter().filter(|browser| name.is_none_or(|name| name == browser.name)).collect();
    ensure!(!known.is_empty(), "no browser `{}`", name.unwrap_or_default());
    Ok(known)
}

/// Installs what is missing and possible, and names the browsers that can be tested. One that is
/// still missing is skipped with a line that says so; under CI it is an error.
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

/// As `prepare`, for a command that is of no use without this browser.
pub fn require(name: &str) -> Result<()> {
    let ready = prepare(&known(Some(name))?)?;
    ensure!(!ready.is_empty(), "this needs {name}");
    Ok(())
}

/// Which programs of one browser's are not there.
fn missing(browser: &str) -> Result<Vec<String>> {
    let script = "tests/browser/harness/locate.mjs";
    let found = shell::output(shell::command("node").args([script, browser]))?;
    Ok(found.lines().map(str::to_owned).collect())
}

/// Tries to; whoever calls looks again whether it helped.
fn install(browser: &Browser) -> Result<()> {
    // Debian has a package of everything but Firefox's driver.
    let packaged = |program: &String| program != DRIVER_OF_FIREFOX;
    if missing(browser.name)?.iter().any(packaged) && shell::can_apt_install() {
        let packages = browser.packages.join(" ");
        step(&format!("apt-get install {packages}"), "the tests drive real browsers");
        say(shell::apt_install(browser.packages));
    }
    // Without Firefox it would be of no use.
    if missing(browser.name)? == [DRIVER_OF_FIREFOX] {
        step("cargo install geckodriver", "Firefox's driver, into target/tools (minutes, once)");
        // Unoptimised: it takes half the time to build, and only passes messages on.
        let mut cargo = shell::cargo();
        cargo.args(["install", "--locked", "--quiet", "--debug", DRIVER_OF_FIREFOX]);
        cargo.arg("--root").arg(root().join("target/tools"));
        say(shell::run(&mut cargo));
    }
    Ok(())
}

/// A machine without any font draws no text, and a page without text has other sizes.
fn install_fonts() {
    let listed = shell::command("fc-list").output();
    let has_fonts = listed.is_ok_and(|fonts| !fonts.stdout.is_empty());
    if !has_fonts && shell::can_apt_install() {
        step("apt-get install fonts-dejavu-core", "no font is installed, and the page has text");
        say(shell::apt_install(&["fontconfig", "fonts-dejavu-core"]));
    }
}

/// What failed here need not fail the tests: perhaps the browser is one that can be done without.
fn say(outcome: Result<()>) {
    if let Err(error) = outcome {
        println!("  {error:#}");
    }
}
