//! The boundary to JS: passes data in, answers and errors out, and decides nothing. Built for
//! wasm32 only; the only place that may use wasm-bindgen, js-sys and web-sys.

mod data;
mod flat;
mod host;
mod orders;
mod texts;
mod tracker;
mod types;

use host::HostZones;

/// The standard allocator is three times the code, and no faster here.
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// The host's zones, with their cached offsets.
    static ZONES: HostZones = const { HostZones::new() };
}
