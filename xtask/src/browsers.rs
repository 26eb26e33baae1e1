//! The browsers that the tests drive. Where each is looked for stands in one place,
//! `tests/browser/harness/locate.mjs`; here is how a missing one is installed. Used by `test`.

use anyhow::{Result, bail, ensure};

use crate::shell::{self, root, step};

struct Browser {
    name: &'static str,
    /// Of Debian and its relatives.
    packages: &'static [&'static str],
    remedy: &'static str,
}

const BROWSERS: [Browser; 3] = [
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

/// Installs what is missing and possible, and names the browsers that can be tested. One that is
/// still missing is skipped with a line that says so; under CI it is an error.
pub fn prepare(only: Option<&str>) -> Result<Vec<&'static str>> {
    if let Some(name) = only {
        let known = BROWSERS.map(|browser| browser.name);
        ensure!(
            known.contains(&name),
            "no browser `{name}`; known are {}",
            known.join(", ")
        );
    }
    let wanted = BROWSERS
        .iter()
        .filter(|browser| only.is_none_or(|name| name == browser.name));
    let mut ready = Vec::new();
    for browser in wanted {
        if !missing(browser.name)?.is_empty() {
            install(browser);
        }
        let missing = missing(browser.name)?;
        if missing.is_empty() {
            ready.push(browser.name);
            continue;
        }
        let line = format!(
            "{}: {} not found; {}",
            browser.name,
            missing.join(", "),
            browser.remedy
        );
        if std::env::var_os("CI").is_some() {
            bail!("{line}");
        }
        println!("  Skipped: {line}");
    }
    install_fonts();
    Ok(ready)
}

/// Which programs of one browser's are not there.
fn missing(browser: &str) -> Result<Vec<String>> {
    let script = "tests/browser/harness/locate.mjs";
    let found = shell::output(shell::command("node").args([script, browser]))?;
    Ok(found.lines().map(str::to_owned).collect())
}

/// Tries to; whoever calls looks again whether it helped.
fn install(browser: &Browser) {
    if shell::can_apt_install() {
        step(
            &format!("apt-get install {}", browser.packages.join(" ")),
            "the tests drive real browsers",
        );
        if let Err(error) = shell::apt_install(browser.packages) {
            println!("  {error:#}");
        }
    }
    // Debian has no package of Firefox's driver; without Firefox it would be of no use.
    let lacks_driver = missing(browser.name).is_ok_and(|missing| missing == ["geckodriver"]);
    if lacks_driver {
        step(
            "cargo install geckodriver",
            "Firefox's driver, into target/tools (some minutes, once)",
        );
        let mut cargo = shell::cargo();
        cargo
            .args(["install", "--locked", "--quiet", "geckodriver", "--root"])
            .arg(root().join("target/tools"));
        if let Err(error) = shell::run(&mut cargo) {
            println!("  {error:#}");
        }
    }
}

/// A machine without any font draws no text, and a page without text has other sizes.
fn install_fonts() {
    let listed = shell::command("fc-list").output();
    let has_fonts = listed.is_ok_and(|fonts| !fonts.stdout.is_empty());
    if !has_fonts && shell::can_apt_install() {
        step(
            "apt-get install fonts-dejavu-core",
            "no font is installed, and the page has text",
        );
        if let Err(error) = shell::apt_install(&["fontconfig", "fonts-dejavu-core"]) {
            println!("  {error:#}");
        }
    }
}
