//! A short run of `cargo xtask fuzz`: every input of the corpus and a few thousand mutated ones through each
//! target, without instrumentation. Inputs that a fuzzer found stay in the corpus.

#[path = "../fuzz/src/lib.rs"]
#[allow(dead_code, unused_imports)]
mod targets;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

/// Per target, in addition to its corpus.
const CHANGED_FOR: Duration = Duration::from_secs(1);

/// The same numbers in every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % end.max(1)
    }
}

/// An input with some of its bytes changed, removed or inserted, or with the end of another.
fn changed(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut input = input.to_vec();
    for _ in 0..=random.below(6) {
        let at = random.below(input.len() + 1);
        match random.below(6) {
            0 if at < input.len() => drop(input.remove(at)),
            1 => input.insert(at, random.below(256) as u8),
            2 => input.truncate(at),
            3 => input
                .splice(at.., other[random.below(other.len() + 1)..].iter().copied())
                .for_each(drop),
            _ if at < input.len() => input[at] = random.below(256) as u8,
            _ => input.extend((0..random.below(16)).map(|_| random.below(256) as u8)),
        }
    }
    input
}

fn run(name: &str, target: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
    let mut files: Vec<_> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let corpus: Vec<_> = files.iter().map(|file| fs::read(file).unwrap()).collect();
    let tried = |input: &[u8]| {
        if catch_unwind(AssertUnwindSafe(|| target(input))).is_err() {
            let found = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}"));
            fs::write(&found, input).unwrap();
            panic!("the input is kept in {}", found.display());
        }
    };
    corpus.iter().for_each(|input| tried(input));
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut count = 0;
    let start = Instant::now();
    while start.elapsed() < CHANGED_FOR {
        let [input, other] = [(); 2].map(|()| &corpus[random.below(corpus.len())]);
        tried(&changed(input, other, &mut random));
        count += 1;
    }
    println!("{name}: {} inputs of the corpus, {count} changed ones", corpus.len());
    assert!(count > 100);
}

#[test]
fn order_text() {
    run("order_text", targets::order_text);
}

#[test]
fn rulebook() {
    run("rulebook", targets::rulebook);
}

#[test]
fn order() {
    run("order", targets::order);
}

#[test]
fn moment() {
    run("moment", targets::moment);
}

#[test]
fn zone() {
    run("zone", targets::zone);
}

#[test]
fn tracker() {
    run("tracker", targets::tracker);
}

#[test]
fn link() {
    run("link", targets::link);
}

#[test]
fn calendar() {
    run("calendar", |input| targets::calendar(input, targets::read_plainly));
}
