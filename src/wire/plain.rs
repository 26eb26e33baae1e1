//! A fast path for valid orders of a tracker, field by field: most of the thousands in a list.
//! Whatever has, or might have, a fault is left to `tracked`. For `wasm`.

use super::{MAX_ID, Zones, entered, moment, money, proof};
use crate::error::Faults;
use crate::moment::{Instant, Moment, YEARS, as_utc};
use crate::order::{Event, Problem};
use crate::reading::{Field, NamedEnum};
use crate::tracker::OrderInput;
use crate::value::Value;
use chrono::{Datelike, NaiveDate};

// The indices of the fields in `FIELDS` of `www/flat.js`; events come first, as in `Event::ALL`.
const MARKETPLACE: usize = Event::ALL.len();
const PROBLEM: usize = MARKETPLACE + 1;
const PRICE: usize = MARKETPLACE + 2;
const REFUND: usize = MARKETPLACE + 3;
const RETURN_COST: usize = MARKETPLACE + 4;
const PROOF: usize = MARKETPLACE + 5;
const ENTERED: usize = MARKETPLACE + 6;

/// Reads a valid order of a tracker field by field; returns nothing if it has, or might have, a
/// fault.
#[derive(Default)]
pub struct PlainReader<'a> {
    /// What was read of the order since `begin`.
    pub told: OrderInput,
    /// The id of the rulebook that applies, if given.
    pub marketplace: Option<&'a str>,
}

impl<'a> PlainReader<'a> {
    /// Begins the next order.
    pub fn begin(&mut self) {
        self.told.clear();
        self.marketplace = None;
    }

    /// Reads a string field, by its index in `FIELDS` of `www/flat.js`.
    pub fn text(&mut self, field: usize, text: &'a str) -> Option<()> {
        match field {
            MARKETPLACE => {
                self.marketplace = Some(text);
                (text.len() <= MAX_ID && !text.chars().all(char::is_whitespace)).then_some(())
            }
            PROBLEM => {
                let index = Problem::NAMES.iter().position(|word| *word == text)?;
                self.told.problem(Problem::ALL[index]);
                Some(())
            }
            event => {
                let moment = plain_moment(text).or_else(|| Moment::parse(text, "").ok())?;
                self.event(event, moment)
            }
        }
    }

    /// Reads any other field that is given.
    pub fn value(&mut self, field: usize, value: &Value, zones: &dyn Zones) -> Option<()> {
        let root = Field::root(value, "");
        let mut faults = Faults::default();
        match field {
            PRICE | REFUND | RETURN_COST => money(&root, &mut faults).map(drop)?,
            PROOF => self.told.proof(proof(&root, &mut faults)),
            ENTERED => self.told.entered(entered(&root, zones, &mut faults)),
            event => self.event(event, moment(&root, zones).ok()?)?,
        }
        faults.into_result().ok()
    }

    // See `two_digits`.
    #[inline(always)]
    fn event(&mut self, event: usize, moment: Moment) -> Option<()> {
        self.told.event(*Event::ALL.get(event)?, moment);
        Some(())
    }
}

/// The formats that programs write most often, read in one go: `2026-03-01T10:00`, optionally with
/// seconds, milliseconds and `Z`.
fn plain_moment(text: &str) -> Option<Moment> {
    let [y, e, a, r, b'-', mo, nth, b'-', d, ay, b'T', h, our, b':', mi, nute, rest @ ..] =
        text.as_bytes()
    else {
        return None;
    };
    let year = 100 * two_digits(y, e)? + two_digits(a, r)?;
    let date = NaiveDate::from_ymd_opt(year as i32, two_digits(mo, nth)?, two_digits(d, ay)?)?;
    let (rest, is_utc) = match rest {
        [rest @ .., b'Z'] => (rest, true),
        rest => (rest, false),
    };
    let (second, milli) = match rest {
        [] => (0, 0),
        [b':', s, econd] => (two_digits(s, econd)?, 0),
        [b':', s, econd, b'.', m, il, li] => {
            (two_digits(s, econd)?, 100 * two_digits(&b'0', m)? + two_digits(il, li)?)
        }
        _ => return None,
    };
    let (hour, minute) = (two_digits(h, our)?, two_digits(mi, nute)?);
    let local = date.and_hms_milli_opt(hour, minute, second, milli)?;
    if !YEARS.contains(&date.year()) {
        return None;
    }
    if !is_utc {
        return Some(Moment::Local(local));
    }
    Instant::from_millis(as_utc(local)).map(Moment::Instant)
}

/// The number of two digits. Not inlined when compiled for size, the call would take longer than
/// the work.
#[inline(always)]
fn two_digits(tens: &u8, ones: &u8) -> Option<u32> {
    let (tens, ones) = (tens.wrapping_sub(b'0'), ones.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| u32::from(10 * tens + ones))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_moments_agree_with_moment_parse() {
        let dates = [
            "2026-03-01",
            "1970-01-01",
            "2100-12-31",
            "2024-02-29",
            "2026-02-29",
            "2026-13-01",
            "1969-12-31",
            "2101-01-01",
            "2026-00-10",
            "2026-3-001",
            "2O26-03-01",
            "2026/03/01",
        ];
        let clocks = [
            "",
            "T",
            "T10:00",
            "T24:00",
            "T23:59",
            "T10:60",
            "T10:0:",
            "T1:000",
            "t10:00",
            " 10:00",
            "T10:00:59",
            "T10:00:60",
            "T10:00:",
            "T10:00:1a",
            "T10:00:00.456",
            "T10:00:00.12",
            "T10:00:00.1234",
            "T10:00:00,123",
            "T10:00.123",
            "T10:00:00.a23",
            "T10:00:00.1:3",
        ];
        let mut accepted = 0;
        for date in dates {
            for clock in clocks {
                for zone in ["", "Z", "z", "ZZ", "+03:00", "-0330", " Z"] {
                    let text = format!("{date}{clock}{zone}");
                    if let Some(moment) = plain_moment(&text) {
                        assert_eq!(Moment::parse(&text, ""), Ok(moment), "{text}");
                        accepted += 1;
                    }
                }
            }
        }
        // Four dates exist, and four clock times in a format that programs write, with or without
        // `Z`; nothing comes after the last millisecond of 2100.
        assert_eq!(accepted, 4 * 4 * 2);
    }

    #[test]
    fn exactly_the_valid_fields_are_accepted() {
        use crate::wire::tracked;
        struct NoZones;
        impl Zones for NoZones {
            fn zone(&self, _: &str) -> Option<std::rc::Rc<dyn crate::zone::Zone>> {
                None
            }

            fn host_zone(&self) -> std::rc::Rc<dyn crate::zone::Zone> {
                std::rc::Rc::new(crate::zone::Utc)
            }
        }
        let names: Vec<_> = Event::ALL.iter().map(|event| event.as_str()).collect();
        let others =
            ["marketplace", "problem", "price", "refund", "returnCost", "proof", "entered"];
        let texts = ["2026-03-01T10:00", "2026-03-01", "2026-02-30", "", " ", "incomplete", "x"];
        let object = |name: &str, value| Value::Object(vec![(name.to_owned(), value)]);
        let mut values: Vec<_> = texts.into_iter().map(Value::from).collect();
        values.extend([Value::Bool(true), Value::Number(f64::NAN), Value::Number(1e12)]);
        values.extend([
            object("film", Value::Bool(true)),
            object("local", "2026-03-01T10:00".into()),
            object("dispute", object("opens", "2026-03-01".into())),
            object("amount", "1".into()),
        ]);
        for (field, name) in names.into_iter().chain(others).enumerate() {
            for value in &values {
                let mut reader = PlainReader::default();
                let read = match value {
                    Value::Text(text) => reader.text(field, text),
                    value => reader.value(field, value, &NoZones),
                };
                let Value::Object(mut order) = object("id", "lamp".into()) else { return };
                if name != "ordered" {
                    order.push(("ordered".to_owned(), Value::Number(1e12)));
                }
                order.push((name.to_owned(), value.clone()));
                let is_valid = tracked(&Value::Object(order), None, &NoZones).is_ok();
                assert_eq!(read.is_some(), is_valid, "{name}: {value:?}");
            }
        }
    }
}
