//! The core alone, natively: comparing these figures with the others of `cargo xtask bench` shows the cost
//! of WebAssembly and the JavaScript boundary. Run by that command.

use chrono::{DateTime, Offset, TimeZone};
use chrono_tz::Tz;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dispute_clock::{Context, Instant, Order, Rulebook, Spans, Tracker, Value, Zone, assess, wire};
use std::hint::black_box;
use std::rc::Rc;
use std::time::Duration;

const COUNT: usize = 10_000;
const HOUR: i64 = 3_600_000;
const ZONE: Tz = chrono_tz::Europe::Moscow;
/// 2026-11-01T00:00Z, as in `benches/compare.mjs`.
const NOW: i64 = 1_793_491_200_000;

/// A zone as slow as a host's, which `Spans` caches.
struct Host;

impl Zone for Host {
    fn id(&self) -> &str {
        ZONE.name()
    }

    fn offset_at(&self, at: Instant) -> i32 {
        let utc = DateTime::from_timestamp_millis(at.millis()).unwrap().naive_utc();
        ZONE.offset_from_utc_datetime(&utc).fix().local_minus_utc()
    }
}

/// No order here names a zone of its own.
struct OneZone;

impl wire::Zones for OneZone {
    fn zone(&self, _: &str) -> Option<Rc<dyn Zone>> {
        None
    }

    fn host_zone(&self) -> Rc<dyn Zone> {
        Rc::new(Spans::new(Host))
    }
}

fn at(ms: i64) -> Instant {
    Instant::from_millis(ms).unwrap()
}

/// Orders as received from outside, placed this long before now; local times to the minute.
fn orders(minutes_before: impl Fn(usize) -> i64) -> Vec<Value> {
    let order = |index| {
        let ms = NOW + 3 * HOUR - minutes_before(index) * 60_000;
        let local = DateTime::from_timestamp_millis(ms).unwrap();
        let ordered = local.format("%Y-%m-%dT%H:%M").to_string();
        let field = |name: &str, text: &str| (name.to_owned(), Value::from(text));
        Value::Object(vec![field("id", &format!("order {index}")), field("ordered", &ordered)])
    };
    (0..COUNT).map(order).collect()
}

/// Spread evenly over half a year, in shuffled order.
fn spread() -> Vec<Value> {
    orders(|index| 10 * 1440 + (index * 7919 % COUNT) as i64 * 190 * 1440 / COUNT as i64)
}

fn read(value: &Value) -> Order {
    wire::tracked(value, None, &OneZone).unwrap()
}

fn put_all(values: &[Value], zone: &Rc<dyn Zone>, book: &Rc<Rulebook>) -> Tracker {
    let mut tracker = Tracker::new(zone.clone());
    for value in values {
        tracker.put(&read(value), book.clone()).unwrap();
    }
    tracker
}

fn core(criterion: &mut Criterion) {
    let book = Rc::new(Rulebook::built_in("joom").unwrap());
    let zone: Rc<dyn Zone> = Rc::new(Spans::new(Host));
    let mut group = criterion.benchmark_group("core");
    group.throughput(Throughput::Elements(COUNT as u64));
    let values = spread();
    let ready: Vec<_> = values.iter().map(read).collect();

    group.bench_function("assess", |bench| {
        bench.iter(|| {
            for order in &ready {
                let context = Context { rulebook: &book, zone: &*zone, now: at(NOW), locale: "en" };
                black_box(assess(order, context).unwrap());
            }
        });
    });
    group.bench_function("put", |bench| {
        bench.iter_with_large_drop(|| put_all(&values, &zone, &book));
    });
    group.bench_function("first tick", |bench| {
        bench.iter_batched_ref(
            || put_all(&values, &zone, &book),
            |tracker| black_box(tracker.tick(at(NOW)).len()),
            BatchSize::LargeInput,
        );
    });
    // All of them can be cancelled for another four hours.
    let young = orders(|_| 4 * 60);
    group.bench_function("tick, all change", |bench| {
        let mut tracker = put_all(&young, &zone, &book);
        let mut late = false;
        tracker.tick(at(NOW));
        bench.iter(|| {
            late = !late;
            tracker.tick(at(if late { NOW + 5 * HOUR } else { NOW })).len()
        });
    });
    group.bench_function("tick, none change", |bench| {
        let mut tracker = put_all(&young, &zone, &book);
        tracker.tick(at(NOW));
        bench.iter(|| black_box(tracker.tick(at(NOW + 1)).len()));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_secs(1))
        .measurement_time(Duration::from_secs(3));
    targets = core
}
criterion_main!(benches);
