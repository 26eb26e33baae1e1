//! The cases of `tests/cases/*.json`, one file per rule, through the native build: facts in, what a shopper
//! must be told out. `tests/package/cases.test.mjs` runs the same files through the wasm.

mod common;

use common::{TzZones, told};
use dispute_clock::{Context, Instant, Moment, Rulebook, Value, assess, wire};
use serde_json::{Map, Value as Json, json};
use std::fs;

#[test]
fn every_case_of_every_rule() {
    let mut run = 0;
    let mut wrong = Vec::new();
    let mut files: Vec<_> =
        fs::read_dir("tests/cases").unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let rule: Json =
            serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let name = file.file_stem().unwrap().to_str().unwrap();
        assert!(rule["source"].is_string(), "{name}: says where its rule was read");
        for case in rule["cases"].as_array().unwrap() {
            run += 1;
            let answer = answer(&case["order"], &case["options"]);
            if let Err(difference) = agrees("", &case["expect"], &answer) {
                wrong.push(format!("{name}: {}: {difference}", case["name"].as_str().unwrap()));
            }
        }
    }
    println!("{run} cases");
    assert!(run > 0 && wrong.is_empty(), "{} of {run} cases:\n{}", wrong.len(), wrong.join("\n"));
}

fn foreign(json: &Json) -> Value {
    serde_json::from_value(json.clone()).unwrap()
}

fn answer(order: &Json, options: &Json) -> Json {
    let called = wire::call(&foreign(order), &foreign(options), &TzZones(chrono_tz::UTC));
    let answered = called.and_then(|(order, options)| {
        let rulebook = Rulebook::built_in(&order.marketplace)?;
        let context = Context {
            rulebook: &rulebook,
            zone: &*options.zone,
            now: options.now,
            locale: &options.locale,
        };
        Ok(by_name(serde_json::to_value(assess(&order, context)?).unwrap()))
    });
    answered.unwrap_or_else(|error| json!({ "errors": told(&error) }))
}

/// Deadlines keyed like `dispute.opens`; what a case lists by name as names; and as `says` every text of
/// actions, cautions and proof, with their sources. Proof that the shopper has is marked with +.
fn by_name(mut answer: Json) -> Json {
    let name = |item: &Json, field: &str| item[field].as_str().unwrap().to_owned();
    let items = |answer: &Json, field: &str| answer[field].as_array().unwrap().clone();
    let deadlines = items(&answer, "deadlines").into_iter();
    let deadlines: Map<_, _> = deadlines
        .map(|end| (format!("{}.{}", name(&end, "id"), name(&end, "kind")), end))
        .collect();
    let actions = items(&answer, "actions").into_iter().map(|action| {
        let doubt = if action["certain"] == json!(true) { "" } else { "?" };
        json!(format!("{}{doubt}", name(&action, "id")))
    });
    let until: Map<_, _> = items(&answer, "actions")
        .into_iter()
        .filter(|action| action["until"].is_number())
        .map(|action| (name(&action, "id"), action["until"].clone()))
        .collect();
    let proof = items(&answer, "proof").into_iter().map(|item| {
        let done = if item["done"] == json!(true) { "+" } else { "" };
        json!(format!("{}{done}", name(&item, "id")))
    });
    let proof: Vec<_> = proof.collect();
    let said = json!([answer["actions"], answer["cautions"], answer["proof"]]).to_string();
    answer["proof"] = proof.into();
    answer["says"] = said.into();
    answer["actions"] = actions.collect();
    answer["until"] = until.into();
    let cautions: Vec<_> =
        items(&answer, "cautions").iter().map(|caution| json!(name(caution, "code"))).collect();
    answer["cautions"] = cautions.into();
    answer["deadlines"] = deadlines.into();
    answer
}

/// Whether an answer has all that is expected of it. A field that is not mentioned may have any value; null
/// means that it must be absent; a text with an offset stands for an instant.
fn agrees(path: &str, expected: &Json, answer: &Json) -> Result<(), String> {
    match (expected, answer) {
        (Json::Object(fields), Json::Object(_)) => fields
            .iter()
            .try_for_each(|(key, value)| agrees(&format!("{path}.{key}"), value, &answer[key])),
        (Json::Array(parts), Json::String(said)) => {
            let unsaid =
                parts.iter().find(|part| !said.contains(part.as_str().unwrap_or_default()));
            unsaid.map_or(Ok(()), |part| Err(format!("{path} should have {part} in {said}")))
        }
        (Json::String(text), Json::Number(_)) => match Moment::parse(text, path) {
            Ok(Moment::Instant(at)) if answer.as_i64() == Some(Instant::millis(at)) => Ok(()),
            _ => Err(format!("{path} should be {expected} but is {}", instant_text(answer))),
        },
        _ if expected == answer => Ok(()),
        _ => Err(format!("{path} should be {expected} but is {answer}")),
    }
}

fn instant_text(ms: &Json) -> String {
    let at = ms.as_i64().and_then(chrono::DateTime::from_timestamp_millis);
    at.map_or_else(|| ms.to_string(), |at| at.format("%FT%T%.3fZ").to_string())
}
