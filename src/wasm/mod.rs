//! The boundary to JS: hands data in, errors and answers out, and decides nothing.
//! Built for wasm32 only; the only place that may use wasm-bindgen, js-sys and web-sys.

mod data;
mod flat;
mod host;
mod orders;
mod texts;
mod tracker;
mod types;

use host::HostZones;

/// The standard library's allocator is three times the code, and no faster here.
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// The host's zones, with what they have been asked.
    static ZONES: HostZones = const { HostZones::new() };
}
