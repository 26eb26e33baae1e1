//! An order and the options of a call, through an assessment and a message to support.

use super::bytes::Bytes;
use super::samples;
use super::zones::TzZones;
use dispute_clock::wire::{self, BuiltIn, Options, Rulebooks};
use dispute_clock::{Assessment, Context, Error, Instant, Kind, Order, Value, assess};

pub fn order(data: &[u8]) {
    let mut bytes = Bytes(data);
    let options = samples::options(&mut bytes);
    let order = samples::order(&mut bytes);
    let options = samples::mutated(options, &mut bytes, 3);
    let zones = TzZones(bytes.zone());
    let check_error =
        |error: Error| assert!(error.faults().all(|fault| !fault.path.is_empty()), "{error}");
    wire::claim(&order, &options, &zones, &BuiltIn).map_or_else(check_error, |text| {
        assert!(!text.contains(['\r', '\0']), "{text:?}");
    });
    let parsed = match wire::call(&order, &options, &zones) {
        Ok(parsed) => parsed,
        Err(error) => return check_error(error),
    };
    check_assessments(&parsed.0, &parsed.1);
    let (order, _) = parsed;
    // What was read is written and read again.
    let json = serde_json::to_string(&order).expect("it has a JSON form");
    let value: Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(wire::order(&value, &zones).as_ref(), Ok(&order), "{json}");
}

/// Invariants of every assessment, at `now` and at the next change.
pub fn check_assessments(order: &Order, options: &Options) {
    let rulebook = match &options.rulebook {
        Some(rulebook) => rulebook.clone(),
        None => match BuiltIn.rulebook(&order.marketplace) {
            Ok(rulebook) => rulebook,
            Err(_) => return,
        },
    };
    let at = |now| {
        let context =
            Context { rulebook: &rulebook, zone: &*options.zone, now, locale: &options.locale };
        assess(order, context)
    };
    let Ok(assessment) = at(options.now) else { return };
    check(&assessment);
    let Some(change) = assessment.next_change else { return };
    assert!(change > options.now, "the next change is ahead");
    if Instant::from_millis(change.millis()).is_some() {
        check(&at(change).expect("time alone makes no fault"));
        let before = at(change.plus(-1)).expect("nor the moment before");
        assert_eq!(read(&before), read(&assessment), "nothing changes before the next change");
    }
}

fn check(assessment: &Assessment) {
    for end in &assessment.deadlines {
        assert!(end.earliest <= end.latest, "{end:?}");
        assert_eq!(end.exact, end.earliest == end.latest, "{end:?}");
        assert_eq!(end.at, if end.kind == Kind::Opens { end.latest } else { end.earliest });
    }
    assert_eq!(assessment.next.is_some(), assessment.remaining.is_some());
    if let (Some(next), Some(left)) = (&assessment.next, assessment.remaining) {
        assert!(left.total_ms >= 0 && next.at >= assessment.now);
        assert_eq!(left.total_ms, next.at.millis() - assessment.now.millis());
    }
    for source in assessment.actions.iter().flat_map(|action| &action.sources) {
        assert!(source.url.is_none_or(|url| url.starts_with("https://")), "{source:?}");
    }
}

/// What a reader sees, except the seconds.
fn read(assessment: &Assessment) -> String {
    let Assessment { phase, next, actions, cautions, .. } = assessment;
    format!("{phase:?} {next:?} {actions:?} {cautions:?}")
}
