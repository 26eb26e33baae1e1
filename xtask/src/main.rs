//! The development commands, `cargo xtask …`: parses the command line and calls the module that does the
//! work. Nothing imports this file; every module below may use `shell`.

mod bench;
mod browsers;
mod bundle;
mod check;
mod consumers;
mod engine;
mod fuzz;
mod lighthouse;
mod notices;
mod npm;
mod python;
mod serve;
mod setup;
mod shell;
mod shots;
mod single_file;
mod sizes;
mod soak;
mod supply;
mod test;
mod verify;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use pico_args::Arguments;

const HELP: &str = "\
cargo xtask <command>

  build           make dist/: the site, the single file, the embed and the npm package
                    --verify          build again in another folder and compare every byte
  serve           build, then serve dist/site and print its address
                    --port N          first port to try (8080)
  check           formatting, clippy (native and wasm), JavaScript lint and types
  test            check, Rust tests, build, package tests, browser tests
                    --only PART       only one of: native, package, browser
                    --browser NAME    only one of: chromium, firefox, webkit
                    --file NAME       only test files whose name contains NAME
  lighthouse      build, then run Lighthouse on dist/site; prints the scores, fails if one is too low
  shots           build, then save screenshots of every state to target/shots, and docs/page.png
                    --state NAME      only states whose name contains NAME; no docs/page.png
  soak            kill the browser in the middle of edits and check that what was called saved is
                  still there; then years of an open page with 200 orders
                    --rounds N        over all browsers together (200)
                    --browser NAME    only one of: chromium, firefox
  fuzz            fuzz everything that reads untrusted data
                    --seconds N       for each target (60)
                    --target NAME     only targets whose name contains NAME; `page` is the JavaScript
  supply          licenses, duplicates and known vulnerabilities of dependencies
  bench           build, then compare speed with other libraries; updates the README
                    --counts N,N      numbers of orders to use instead; leaves the README alone
  consumers       build, then run the packed npm package in every toolchain; updates the README
                    --only NAME       only toolchains whose name contains NAME; leaves the README alone
  size            build, then compare download sizes after brotli with size-budget.json
  help            this list

Each command installs what it lacks (the wasm32 target, npm packages, browsers) and says so.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // One line for the user; where in our sources the error arose is of no use to them.
        Err(error) => {
            eprintln!("Error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut args = Arguments::from_env();
    let command = args.subcommand()?;
    match command.as_deref() {
        None | Some("help") => {
            println!("{HELP}");
            Ok(())
        }
        Some("build") => {
            let again = args.contains("--verify");
            finish(args)?;
            build()?;
            sizes::print()?;
            if again { verify::run() } else { Ok(()) }
        }
        Some("supply") => {
            finish(args)?;
            supply::run()
        }
        Some("serve") => {
            let port = args.opt_value_from_str("--port").context("--port needs a number")?;
            finish(args)?;
            build()?;
            serve::run(port.unwrap_or(8080))
        }
        Some("check") => {
            finish(args)?;
            check::run()
        }
        Some("test") => {
            let selection = test::Selection {
                only: args.opt_value_from_str("--only")?,
                browser: args.opt_value_from_str("--browser")?,
                file: args.opt_value_from_str("--file")?,
            };
            finish(args)?;
            test::run(&selection)
        }
        Some("lighthouse") => {
            finish(args)?;
            build()?;
            lighthouse::run()
        }
        Some("shots") => {
            let state: Option<String> = args.opt_value_from_str("--state")?;
            finish(args)?;
            build()?;
            shots::run(state.as_deref())
        }
        Some("soak") => {
            let rounds = args.opt_value_from_str("--rounds").context("--rounds needs a number")?;
            let browser: Option<String> = args.opt_value_from_str("--browser")?;
            finish(args)?;
            soak::run(rounds.unwrap_or(200), browser.as_deref())
        }
        Some("fuzz") => {
            let seconds =
                args.opt_value_from_str("--seconds").context("--seconds needs a number")?;
            let target: Option<String> = args.opt_value_from_str("--target")?;
            finish(args)?;
            fuzz::run(seconds.unwrap_or(60), target.as_deref())
        }
        Some("bench") => {
            let counts: Option<String> = args.opt_value_from_str("--counts")?;
            finish(args)?;
            let counts: Vec<_> = counts.iter().flat_map(|counts| counts.split(',')).collect();
            bench::run(&counts)
        }
        Some("size") => {
            finish(args)?;
            build()?;
            sizes::gate()
        }
        Some("consumers") => {
            let only: Option<String> = args.opt_value_from_str("--only")?;
            finish(args)?;
            build()?;
            consumers::run(only.as_deref())
        }
        Some(other) => bail!("no command `{other}`\n\n{HELP}"),
    }
}

fn finish(args: Arguments) -> Result<()> {
    let rest = args.finish();
    if !rest.is_empty() {
        bail!("unknown arguments: {rest:?}\n\n{HELP}");
    }
    Ok(())
}

/// Builds `dist/` from the Rust sources; a lock serializes builds across terminals.
fn build() -> Result<()> {
    let _lock = shell::lock()?;
    let compiler = setup::smallest_wasm_compiler()?;
    setup::node_packages()?;
    engine::build(&compiler)?;
    bundle::build()
}
