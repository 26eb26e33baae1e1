//! What the native tests have in common.

#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

pub mod facts;
mod zones;

pub use zones::*;

use dispute_clock::Error;
use serde_json::{Value as Json, json};

/// What an error tells, as the cases have it: the code and the path of each fault.
pub fn told(error: &Error) -> Json {
    error.faults().map(|fault| json!({ "code": fault.code.as_str(), "path": fault.path })).collect()
}
