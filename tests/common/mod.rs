//! Helpers shared by the native tests.

#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

pub mod facts;
mod zones;

pub use zones::*;

use dispute_clock::Error;
use serde_json::{Value as Json, json};

/// An error in the form of the cases: the code and the path of each fault.
pub fn told(error: &Error) -> Json {
    error.faults().map(|fault| json!({ "code": fault.code.as_str(), "path": fault.path })).collect()
}
