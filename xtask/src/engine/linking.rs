//! What the linker records with `--emit-relocs`: which functions read which data, which data point to
//! which, and which functions have their address taken. Used by `engine` and `split`.

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
pub enum Node {
    /// A function, by name.
    Function(String),
    /// Data, by start address.
    Data(u32),
}

/// The dependency graph.
pub struct Dependencies {
    /// What is read or pointed to. Excludes calls.
    pub needs: HashMap<Node, Vec<Node>>,
    /// Where data are in memory.
    pub data: Vec<(Range<u32>, Node)>,
}

/// The same module with its functions named by index, as the linker's records refer to them, since names
/// need not be unique; and without the records.
pub fn with_numbered_functions(linked: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.on_parse(|module, ids| {
        for number in 0..module.funcs.iter().count() as u32 {
            let id = ids.get_func(number)?;
            module.funcs.get_mut(id).name = Some(number.to_string());
        }
        Ok(())
    });
    let mut module = config.parse(linked)?;
    let is_linker_record = |name: &str| name == "linking" || name.starts_with("reloc.");
    let records: Vec<_> = module
        .customs
        .iter()
        .filter(|(_, section)| is_linker_record(section.name()))
        .map(|(id, _)| id)
        .collect();
    for id in records {
        module.customs.delete(id);
    }
    Ok(module.emit_wasm())
}

/// The linker's records in a module.
pub fn dependencies(linked: &[u8]) -> Result<Dependencies> {
    let sections = Sections::read(linked)?;
    let mut owners = HashMap::from([(sections.code, Vec::new()), (sections.data, Vec::new())]);
    for (number, body) in (sections.imported..).zip(&sections.bodies) {
        let owner = (body.clone(), Node::Function(number.to_string()));
        owners.entry(sections.code).or_default().push(owner);
    }
    let mut data = Vec::new();
    let mut nodes = Vec::new();
    for symbol in sections.symbols {
        nodes.push(match symbol {
            SymbolInfo::Func { index, .. } => Some(Node::Function(index.to_string())),
            SymbolInfo::Data { symbol: Some(place), .. } => {
                // Zero-initialized data have no bytes here.
                sections.segments.get(place.index as usize).map(|(start, address)| {
                    let (from, address) = (start + place.offset, address + place.offset);
                    let node = Node::Data(address);
                    let owner = (from..from + place.size, node.clone());
                    owners.entry(sections.data).or_default().push(owner);
                    data.push((address..address + place.size, node.clone()));
                    node
                })
            }
            _ => None,
        });
    }
    let mut needs: HashMap<Node, Vec<Node>> = HashMap::new();
    for (section, entries) in sections.relocations {
        let Some(owners) = owners.get_mut(&section) else { continue };
        owners.sort_by_key(|(range, _)| range.start);
        for entry in entries.iter().filter(|entry| is_address(entry.ty)) {
            let Some(node) = &nodes[entry.index as usize] else { continue };
            let next = owners.partition_point(|(range, _)| range.start <= entry.offset);
            let owner =
                owners[..next].iter().rev().find(|(range, _)| range.contains(&entry.offset));
            let (_, owner) = owner.context("a relocation outside all functions and data")?;
            needs.entry(owner.clone()).or_default().push(node.clone());
        }
    }
    Ok(Dependencies { needs, data })
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
        let mut sections = Sections::default();
        let (mut number, mut code) = (0, 0);
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    for import in imports.clone().into_imports() {
                        sections.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => {
                    (sections.code, code) = (number, range.start)
                }
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    sections.bodies.push((range.start - code) as u32..(range.end - code) as u32);
                    continue;
                }
                Payload::DataSection(segments) => {
                    sections.data = number;
                    for segment in segments.clone() {
                        let segment = segment?;
                        let start = segment.range.end - segment.data.len() - segments.range().start;
                        let DataKind::Active { offset_expr, .. } = segment.kind else { continue };
                        let offset = offset_expr.get_operators_reader().read()?;
                        let Operator::I32Const { value } = offset else { continue };
                        sections.segments.push((start as u32, value as u32));
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(parts) => {
                        for part in parts.subsections() {
                            if let Linking::SymbolTable(symbols) = part? {
                                sections.symbols = symbols.into_iter().collect::<Result<_, _>>()?;
                            }
                        }
                    }
                    KnownCustom::Reloc(section) => {
                        let entries = section.entries().into_iter().collect::<Result<_, _>>()?;
                        sections.relocations.push((section.section_index(), entries));
                    }
                    _ => {}
                },
                _ => {}
            }
            number += u32::from(payload.as_section().is_some());
        }
        ensure!(!sections.symbols.is_empty(), "the linker has recorded no symbols");
        Ok(sections)
    }
}
