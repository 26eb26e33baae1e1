//! What the linker records with `--emit-relocs`: which functions read which data, which data point to
//! which, and which functions have their address taken. Used by `split`.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Context, Result, ensure};
use walrus::ModuleConfig;
use wasmparser::{
    DataKind, KnownCustom, Linking, Operator, Parser, Payload, RelocationEntry, RelocationType,
    SymbolInfo, TypeRef,
};

/// Something that can be needed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Thing {
    /// A function, by name.
    Function(String),
    /// Data, by start address.
    Data(u32),
}

/// The dependency graph.
pub struct Notes {
    /// What is read or pointed to. Excludes calls.
    pub needs: HashMap<Thing, Vec<Thing>>,
    /// Where data are in memory.
    pub data: Vec<(Range<u32>, Thing)>,
}

/// The same module with its functions named by index, as the linker's records refer to them, since names
/// need not be unique; and without the records.
pub fn numbered(linked: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.on_parse(|module, ids| {
        for number in 0..module.funcs.iter().count() as u32 {
            let id = ids.get_func(number)?;
            module.funcs.get_mut(id).name = Some(number.to_string());
        }
        Ok(())
    });
    let mut module = config.parse(linked)?;
    let noted = |name: &str| name == "linking" || name.starts_with("reloc.");
    let notes: Vec<_> = module
        .customs
        .iter()
        .filter(|(_, section)| noted(section.name()))
        .map(|(id, _)| id)
        .collect();
    for id in notes {
        module.customs.delete(id);
    }
    Ok(module.emit_wasm())
}

/// The linker's records in a module.
pub fn notes(linked: &[u8]) -> Result<Notes> {
    let read = Sections::read(linked)?;
    let mut owners = HashMap::from([(read.code, Vec::new()), (read.data, Vec::new())]);
    for (number, body) in (read.imported..).zip(&read.bodies) {
        let owner = (body.clone(), Thing::Function(number.to_string()));
        owners.entry(read.code).or_default().push(owner);
    }
    let mut data = Vec::new();
    let mut things = Vec::new();
    for symbol in read.symbols {
        things.push(match symbol {
            SymbolInfo::Func { index, .. } => Some(Thing::Function(index.to_string())),
            SymbolInfo::Data { symbol: Some(place), .. } => {
                // Zero-initialized data have no bytes here.
                read.segments.get(place.index as usize).map(|(start, address)| {
                    let (from, address) = (start + place.offset, address + place.offset);
                    let thing = Thing::Data(address);
                    let owner = (from..from + place.size, thing.clone());
                    owners.entry(read.data).or_default().push(owner);
                    data.push((address..address + place.size, thing.clone()));
                    thing
                })
            }
            _ => None,
        });
    }
    let mut needs: HashMap<Thing, Vec<Thing>> = HashMap::new();
    for (section, entries) in read.relocations {
        let Some(owners) = owners.get_mut(&section) else { continue };
        owners.sort_by_key(|(range, _)| range.start);
        for entry in entries.iter().filter(|entry| is_address(entry.ty)) {
            let Some(thing) = &things[entry.index as usize] else { continue };
            let next = owners.partition_point(|(range, _)| range.start <= entry.offset);
            let owner =
                owners[..next].iter().rev().find(|(range, _)| range.contains(&entry.offset));
            let (_, owner) = owner.context("a relocation outside all functions and data")?;
            needs.entry(owner.clone()).or_default().push(thing.clone());
        }
    }
    Ok(Notes { needs, data })
}

fn is_address(kind: RelocationType) -> bool {
    use RelocationType::{
        MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32, TableIndexSleb,
    };
    matches!(kind, TableIndexSleb | TableIndexI32 | MemoryAddrLeb | MemoryAddrSleb | MemoryAddrI32)
}

/// The parts of a module that matter here. Relocation offsets are relative to their section, and sections
/// are identified by index.
#[derive(Default)]
struct Sections<'a> {
    code: u32,
    data: u32,
    /// The number of imported functions: the indices of the others follow.
    imported: u32,
    bodies: Vec<Range<u32>>,
    /// The start of each segment's bytes, in its section and in memory.
    segments: Vec<(u32, u32)>,
    symbols: Vec<SymbolInfo<'a>>,
    relocations: Vec<(u32, Vec<RelocationEntry>)>,
}

impl<'a> Sections<'a> {
    fn read(module: &'a [u8]) -> Result<Sections<'a>> {
        let mut read = Sections::default();
        let (mut number, mut code) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        read.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => {
                    (read.code, code) = (number, range.start)
                }
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    read.bodies.push((range.start - code) as u32..(range.end - code) as u32);
                    continue;
                }
                Payload::DataSection(segments) => {
                    read.data = number;
                    for segment in segments.clone() {
                        let segment = segment?;
                        let start = segment.range.end - segment.data.len() - segments.range().start;
                        let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
                        let offset = offset_expr.get_operators_reader().read()?;
                        let Operator::I32Const { value } = offset else { continue };
                        read.segments.push((start as u32, value as u32));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(parts) => {
                        for part in parts.subsections() {
                            if let Linking::SymbolTable(symbols) = part? {
                                read.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(section) => {
                        let entries = section.entries().into_iter().collect::<Result<_, _>>()?;
                        read.relocations.push((section.section_index(), entries));
                    }
                    _ => {}
                },
                _ => {}
            }
            number += u32::from(payload.as_section().is_some());
        }
        ensure!(!read.symbols.is_empty(), "the linker has recorded no symbols");
        Ok(read)
    }
}
