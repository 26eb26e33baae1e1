//! The vectors of `tests/vectors.json` through the native build, on chrono-tz: what temporal-polyfill says
//! about orders around clock changes. `tests/package/vectors.test.mjs` runs the same through the wasm, on the
//! host's zones.

mod common;

use common::TzZones;
use dispute_clock::{Context, Instant, Rulebook, Value, assess, wire};
use serde_json::{Value as Json, json};

const FILE: &str = include_str!("vectors.json");

#[test]
fn every_vector() {
    let file: Json = serde_json::from_str(FILE).unwrap();
    let rulebook: Value = serde_json::from_value(file["rulebook"].clone()).unwrap();
    let rulebook = Rulebook::from_value(&rulebook).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    let now = Instant::from_millis(1_767_225_600_000).unwrap(); // the end of 2025
    for vector in vectors {
        let zones = TzZones(vector["zone"].as_str().unwrap().parse().unwrap());
        let order = json!({ "ordered": vector["text"], "marketplace": "terms" });
        let order = wire::order(&serde_json::from_value(order).unwrap(), &zones).unwrap();
        let zone = wire::Zones::host_zone(&zones);
        let context = Context { rulebook: &rulebook, zone: &*zone, now, locale: "en" };
        let answer = assess(&order, context).unwrap();
        assert_eq!(answer.deadlines.len(), rulebook.windows.len());
        for end in answer.deadlines {
            let told = json!([end.earliest, end.latest]);
            assert_eq!(told, vector["ends"][end.id], "{vector} {}", end.id);
        }
    }
    println!("{} vectors", vectors.len());
    assert!(vectors.len() >= 1_500);
}
