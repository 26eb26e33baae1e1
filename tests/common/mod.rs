//! What the native tests have in common.

#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

pub mod facts;
mod zones;

pub use zones::*;
