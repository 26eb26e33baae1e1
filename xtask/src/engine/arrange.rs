//! The order of the functions in a module. Used by `engine`.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::FEATURES;
use crate::shell;

/// Places similar functions next to each other, where a compressor finds the repetition: nothing else
/// depends on their order.
pub fn functions(module: &Path) -> Result<()> {
    let text = module.with_extension("wat");
    let rewrite = |from: &Path, to: &Path, flags: &[&str]| {
        shell::run(
            shell::node_tool("wasm-opt")
                .args(FEATURES)
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
    let functions = sort_by_similarity(functions);
    fs::write(&text, [&[head], &functions[..]].concat().join(BEGIN) + "\n)\n")?;
    rewrite(&text, module, &[])?;
    fs::remove_file(text)?;
    Ok(())
}

/// Orders functions, as wasm-opt prints them, greedily: each is followed by the remaining one most similar
/// to it, by the runs of operations they share relative to their lengths.
fn sort_by_similarity(functions: Vec<&str>) -> Vec<&str> {
    /// The length of a run, in operations.
    const RUN_LENGTH: usize = 5;
    /// Added to each length, so that short functions do not count as similar for being short.
    const SMOOTHING: usize = 8;
    let mut numbers = HashMap::new();
    let mut remaining = Vec::new();
    for function in functions {
        let operations: Vec<&str> =
            function.split_whitespace().filter(|word| word.starts_with('(')).collect();
        let mut runs = BTreeSet::new();
        for run in operations.windows(RUN_LENGTH) {
            let next = numbers.len();
            runs.insert(*numbers.entry(run.to_vec()).or_insert(next));
        }
        remaining.push((function, runs.into_iter().collect::<Vec<usize>>()));
    }
    let mut ordered = Vec::new();
    let mut last: Vec<usize> = Vec::new();
    while !remaining.is_empty() {
        let similarity = |runs: &[usize]| {
            let common = runs.iter().filter(|run| last.binary_search(run).is_ok()).count();
            common as f64 / (runs.len() + last.len() + SMOOTHING) as f64
        };
        let mut best = (0, 0.0);
        for (index, (_, runs)) in remaining.iter().enumerate() {
            let similarity = similarity(runs);
            if similarity > best.1 {
                best = (index, similarity);
            }
        }
        let (function, runs) = remaining.remove(best.0);
        ordered.push(function);
        last = runs;
    }
    ordered
}
