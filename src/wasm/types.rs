//! The TypeScript of what goes in. The types of what comes out are made from the Rust types by
//! tsify; inputs take forms (a Date, a text, an object) that no one Rust type has.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const INPUTS: &str = include_str!("inputs.d.ts");
