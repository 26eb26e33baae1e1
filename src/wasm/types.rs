//! The TypeScript types of inputs. Output types are generated from the Rust types by tsify; inputs
//! take forms (a Date, a string, an object) that no single Rust type has.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const INPUTS: &str = include_str!("inputs.d.ts");
