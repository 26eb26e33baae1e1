//! The order of the functions in a module. Used by `engine`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::ALLOWED;
use crate::shell;

/// Places similar functions next to each other, where a compressor finds the repetition: nothing else
/// depends on their order.
pub fn functions(module: &Path) -> Result<()> {
    let text = module.with_extension("wat");
    let rewrite = |from: &Path, to: &Path, flags: &[&str]| {
        shell::run(
            shell::node_tool("wasm-opt")
                .args(ALLOWED)
                .args(["--quiet"])
                .args(flags)
                .arg(from)
                .arg("-o")
                .arg(to),
        )
    };
    rewrite(module, &text, &["--emit-text"])?;
    let printed = fs::read_to_string(&text)?;
    const BEGIN: &str = "\n (func ";
    let whole = printed.trim_end().strip_suffix("\n)").context("unexpected wasm-opt output")?;
    let mut parts = whole.split(BEGIN);
    let head = parts.next().unwrap_or_default();
    let functions: Vec<&str> = parts.collect();
    ensure!(functions.len() > 1, "no functions in wasm-opt's output");
    let functions = beside_their_like(functions);
    fs::write(&text, [&[head], &functions[..]].concat().join(BEGIN) + "\n)\n")?;
    rewrite(&text, module, &[])?;
    fs::remove_file(text)?;
    Ok(())
}

/// Orders functions, as wasm-opt prints them, greedily: each is followed by the remaining one most similar
/// to it, by the runs of operations they share relative to their lengths.
fn beside_their_like(functions: Vec<&str>) -> Vec<&str> {
    /// The length of a run, in operations.
    const RUN: usize = 5;
    /// Added to each length, so that short functions do not count as similar for being short.
    const MORE: usize = 8;
    let mut numbers = HashMap::new();
    let mut left = Vec::new();
    for function in functions {
        let operations: Vec<&str> =
            function.split_whitespace().filter(|word| word.starts_with('(')).collect();
        let mut runs = BTreeSet::new();
        for run in operations.windows(RUN) {
            let next = numbers.len();
            runs.insert(*numbers.entry(run.to_vec()).or_insert(next));
        }
        left.push((function, runs.into_iter().collect::<Vec<usize>>()));
    }
    let mut ordered = Vec::new();
    let mut last: Vec<usize> = Vec::new();
    while !left.is_empty() {
        let alike = |runs: &[usize]| {
            let common = runs.iter().filter(|run| last.binary_search(run).is_ok()).count();
            common as f64 / (runs.len() + last.len() + MORE) as f64
        };
        let mut best = (0, 0.0);
        for (place, (_, runs)) in left.iter().enumerate() {
            let alike = alike(runs);
            if alike > best.1 {
                best = (place, alike);
            }
        }
        let (function, runs) = left.remove(best.0);
        ordered.push(function);
        last = runs;
    }
    ordered
}
