//! The development commands, `cargo xtask …`: reads the command line and calls the module
//! that does the work. Nothing imports this file; every module below may use `shell`.

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
                    --verify          and once more in another folder: the same bytes
  serve           build, then serve dist/site and print its address
                    --port N          first port to try (8080)
  check           formatting, clippy (native and wasm), JavaScript lint and types
  test            check, Rust tests, build, package tests, browser tests
                    --only PART       just one of: native, package, browser
                    --browser NAME    just one of: chromium, firefox, webkit
                    --file NAME       just the test files whose name contains NAME
  lighthouse      build, then Lighthouse on dist/site: prints the scores, fails below the marks
  shots           build, then pictures of every state into target/shots, and docs/page.png
                    --state NAME      just the states whose name contains NAME; no docs/page.png
  soak            kill the browser in the middle of edits, and look for what was called saved; then
                  years of an open page with 200 orders
                    --rounds N        over all browsers together (200)
                    --browser NAME    just one of: chromium, firefox
  fuzz            foreign data for everything that reads some, until something breaks
                    --seconds N       for each target (60)
                    --target NAME     just those whose name contains NAME; `page` is the JavaScript
  supply          licences, duplicates and known dangers of what others wrote
  bench           build, then speed against other libraries, into the README
                    --counts N,N      so many orders instead; leaves the README alone
  consumers       build, then the packed npm package in every toolchain; makes the README's table
                    --only NAME       just those whose name contains NAME; no table
  size            build, then what people load, after brotli, against size-budget.json
  help            this list

Each command fetches what it lacks (the wasm32 target, npm packages, browsers) and says so.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // One line for whoever typed the command; where in our sources it arose is of no use to them.
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
            let port = args.opt_value_from_str("--port").context("--port wants a number")?;
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
            let rounds = args.opt_value_from_str("--rounds").context("--rounds wants a number")?;
            let browser: Option<String> = args.opt_value_from_str("--browser")?;
            finish(args)?;
            soak::run(rounds.unwrap_or(200), browser.as_deref())
        }
        Some("fuzz") => {
            let seconds =
                args.opt_value_from_str("--seconds").context("--seconds wants a number")?;
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
        bail!("not understood: {rest:?}\n\n{HELP}");
    }
    Ok(())
}

/// The whole way from the Rust sources to `dist/`; one at a time, in however many terminals.
fn build() -> Result<()> {
    let _lock = shell::lock()?;
    let compiler = setup::smallest_wasm_compiler()?;
    setup::node_packages()?;
    engine::build(&compiler)?;
    bundle::build()
}
