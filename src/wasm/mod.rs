//! The boundary to JS: hands data in, errors and answers out, and decides nothing.
//! Built for wasm32 only; the only place that may use wasm-bindgen, js-sys and web-sys.

mod data;
#[cfg(feature = "orders")]
mod flat;
mod host;
#[cfg(feature = "orders")]
mod orders;
#[cfg(feature = "texts")]
mod texts;
#[cfg(feature = "orders")]
mod tracker;
mod types;

use crate::error::Error;
use crate::rulebook::Rulebook;
use crate::wire::Rulebooks;
use host::HostZones;
use std::cell::RefCell;
use std::rc::Rc;

/// The standard library's allocator is three times the code, and no faster here.
#[global_allocator]
static MEMORY: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// The host's zones, with what they have been asked.
    static ZONES: HostZones = const { HostZones::new() };
    /// Built-in rulebooks that a call has asked for.
    static BOOKS: RefCell<Vec<Rc<Rulebook>>> = const { RefCell::new(Vec::new()) };
}

/// The rulebooks that come with the package, each read at its first use.
struct BuiltIn;

impl Rulebooks for BuiltIn {
    fn rulebook(&self, id: &str) -> Result<Rc<Rulebook>, Error> {
        BOOKS.with_borrow_mut(|books| {
            if let Some(book) = books.iter().find(|book| book.id == id) {
                return Ok(book.clone());
            }
            let book = Rc::new(Rulebook::built_in(id)?);
            books.push(book.clone());
            Ok(book)
        })
    }
}
