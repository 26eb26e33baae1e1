//! Splits the module in two: what a page starts with, and what it adds on first use. The second part
//! contains only what the first does not: it works in the first part's memory and calls its functions. The
//! dependency graph decides what belongs where. Used by `engine` and `plain`.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Context, Result, bail, ensure};
use walrus::ir::{Instr, InstrLocId, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportedFunction, Module,
};

use super::linking::{Dependencies, Node};

/// The module name under which the second part imports the first part's exports, passed in by
/// `www/start.js`.
pub const FIRST: &str = "b";

/// A gap this small between two stretches is cheaper to download than another segment header.
const MAX_GAP: u32 = 16;

/// A function this short, in instructions, is cheaper to duplicate than to share.
const MAX_SMALL_LENGTH: usize = 12;

/// Splits a module: `second_exports` are the exports of the second part, which is returned second,
/// too.
/// `next_name` generates the names by which the parts refer to each other.
pub fn split(
    whole: &[u8],
    dependencies: &Dependencies,
    second_exports: &[String],
    next_name: &mut dyn FnMut() -> String,
) -> Result<[Vec<u8>; 2]> {
    let module = Module::from_buffer(whole)?;
    let Calls { calls, small } = Calls::of(&module)?;
    let needs = |node: &Node| {
        let mut all = dependencies.needs.get(node).cloned().unwrap_or_default();
        if let Node::Function(name) = node {
            all.extend(calls.get(name).into_iter().flatten().cloned().map(Node::Function));
        }
        all
    };
    let exported = |by_second: bool| {
        let mut roots = Vec::new();
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item
                && second_exports.contains(&export.name) == by_second
            {
                roots.push(Node::Function(name_of(&module, id)?));
            }
        }
        Ok::<_, anyhow::Error>(roots)
    };
    let first = reachable(exported(false)?, &needs, &HashSet::new());
    let present = first.difference(&small).cloned().collect();
    let second = reachable(exported(true)?, &needs, &present);

    let mut shared = BTreeMap::new();
    for node in second.iter().flat_map(needs) {
        if let Node::Function(name) = &node
            && !second.contains(&node)
            && is_local(&module, name)
        {
            shared.insert(name.clone(), String::new());
        }
    }
    shared.values_mut().for_each(|short| *short = next_name());
    let memory = module.exports.iter().find(|one| matches!(one.item, ExportItem::Memory(_)));
    let splitter = Splitter {
        whole,
        dependencies,
        second_exports,
        shared,
        memory: memory.context("the memory is not exported")?.name.clone(),
        table: next_name(),
        stack: next_name(),
    };
    Ok([splitter.first(&first)?, splitter.second(&second)?])
}

/// What both parts are made from.
struct Splitter<'a> {
    whole: &'a [u8],
    dependencies: &'a Dependencies,
    second_exports: &'a [String],
    /// The functions of the first part that the second calls, and their export names.
    shared: BTreeMap<String, String>,
    /// The export names of what else both use.
    memory: String,
    table: String,
    stack: String,
}

impl Splitter<'_> {
    fn first(&self, own: &HashSet<Node>) -> Result<Vec<u8>> {
        let mut module = self.part(own, true)?;
        for (name, short) in &self.shared {
            let id = module.funcs.by_name(name).context("a function is missing")?;
            module.exports.add(short, id);
        }
        let table = module.tables.main_function_table()?.context("no table")?;
        module.exports.add(&self.table, table);
        let stack = stack_pointer(&module)?;
        module.exports.add(&self.stack, stack);
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    fn second(&self, own: &HashSet<Node>) -> Result<Vec<u8>> {
        let mut module = self.part(own, false)?;
        for (name, short) in &self.shared {
            let id = module.funcs.by_name(name).context("a function is missing")?;
            let ty = module.funcs.get(id).ty();
            let import = module.imports.add(FIRST, short, id);
            module.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
        let memory = module.get_memory_id()?;
        let import = module.imports.add(FIRST, &self.memory, memory);
        module.memories.get_mut(memory).import = Some(import);
        let table = module.tables.main_function_table()?.context("no table")?;
        let import = module.imports.add(FIRST, &self.table, table);
        module.tables.get_mut(table).import = Some(import);
        let stack = stack_pointer(&module)?;
        let import = module.imports.add(FIRST, &self.stack, stack);
        module.globals.get_mut(stack).kind = GlobalKind::Import(import);
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    /// The whole module, reduced to a part's own exports, table entries and data.
    fn part(&self, own: &HashSet<Node>, is_first: bool) -> Result<Module> {
        let mut module = Module::from_buffer(self.whole)?;
        let exports: Vec<_> = module.exports.iter().cloned().collect();
        for export in exports {
            if self.second_exports.contains(&export.name) == is_first {
                module.exports.delete(export.id());
            }
        }
        retain_table_entries(&mut module, own)?;
        retain_data(&mut module, &data_ranges(self.dependencies, own, is_first))?;
        Ok(module)
    }
}

fn retain_table_entries(module: &mut Module, own: &HashSet<Node>) -> Result<()> {
    let segments: Vec<_> = module.elements.iter().map(|segment| segment.id()).collect();
    for id in segments {
        let segment = module.elements.get(id);
        let (ElementKind::Active { table, offset }, ElementItems::Functions(items)) =
            (&segment.kind, &segment.items)
        else {
            bail!("an unsupported kind of table segment")
        };
        let (table, start, items) = (*table, number(offset)?, items.clone());
        module.elements.delete(id);
        module.tables.get_mut(table).elem_segments.remove(&id);
        let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
        for (index, function) in (start..).zip(items) {
            if !own.contains(&Node::Function(name_of(module, function)?)) {
                continue;
            }
            match runs.last_mut() {
                Some((from, run)) if *from + run.len() as u32 == index => run.push(function),
                _ => runs.push((index, vec![function])),
            }
        }
        for (from, run) in runs {
            let kind = ElementKind::Active { table, offset: constant(from) };
            let id = module.elements.add(kind, ElementItems::Functions(run));
            module.tables.get_mut(table).elem_segments.insert(id);
        }
    }
    Ok(())
}

fn retain_data(module: &mut Module, ranges: &[(u32, u32)]) -> Result<()> {
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for id in segments {
        let segment = module.data.get_mut(id);
        let bytes = std::mem::take(&mut segment.value);
        let DataKind::Active { memory, offset } = &segment.kind else {
            bail!("an unsupported kind of data segment")
        };
        let (memory, start) = (*memory, number(offset)?);
        module.data.delete(id);
        module.memories.get_mut(memory).data_segments.remove(&id);
        let end = start + bytes.len() as u32;
        for (from, to) in ranges {
            let (from, to) = (start.max(*from), end.min(*to));
            if from < to {
                let kind = DataKind::Active { memory, offset: constant(from) };
                let kept = bytes[(from - start) as usize..(to - start) as usize].to_vec();
                let id = module.data.add(kind, kept);
                module.memories.get_mut(memory).data_segments.insert(id);
            }
        }
    }
    Ok(())
}

/// Where a part's own data are in memory. The first part may also fill in data of the second that lie between
/// its own; the second must not do the reverse, as the first may have changed its data by then.
fn data_ranges(
    dependencies: &Dependencies,
    own: &HashSet<Node>,
    is_first: bool,
) -> Vec<(u32, u32)> {
    let mut all: Vec<_> = dependencies.data.iter().filter(|(range, _)| !range.is_empty()).collect();
    all.sort_by_key(|(range, _)| range.start);
    let mut ranges: Vec<(u32, u32)> = Vec::new();
    let mut continues = false;
    for (range, node) in all {
        if !own.contains(node) {
            continues &= is_first;
            continue;
        }
        match ranges.last_mut() {
            Some((_, end)) if continues && range.start <= *end + MAX_GAP => {
                *end = range.end.max(*end);
            }
            _ => ranges.push((range.start, range.end)),
        }
        continues = true;
    }
    ranges
}

fn constant(number: u32) -> ConstExpr {
    ConstExpr::Value(Value::I32(number as i32))
}

fn number(constant: &ConstExpr) -> Result<u32> {
    match constant {
        ConstExpr::Value(Value::I32(number)) => Ok(*number as u32),
        _ => bail!("a segment offset that is not a number"),
    }
}

fn stack_pointer(module: &Module) -> Result<GlobalId> {
    let mut changing = module.globals.iter().filter(|global| global.mutable);
    let found = changing.next().context("no stack pointer")?.id();
    ensure!(changing.next().is_none(), "a mutable global besides the stack pointer");
    Ok(found)
}

fn name_of(module: &Module, id: FunctionId) -> Result<String> {
    module.funcs.get(id).name.clone().context("an unnamed function")
}

fn is_local(module: &Module, name: &str) -> bool {
    let id = module.funcs.by_name(name);
    id.is_some_and(|id| matches!(module.funcs.get(id).kind, FunctionKind::Local(_)))
}

struct Calls {
    /// The call graph.
    calls: HashMap<String, Vec<String>>,
    /// Functions so short that each part has its own copy.
    small: HashSet<Node>,
}

impl Calls {
    fn of(module: &Module) -> Result<Calls> {
        #[derive(Default)]
        struct CallVisitor {
            calls: Vec<FunctionId>,
            length: usize,
        }
        impl Visitor<'_> for CallVisitor {
            fn visit_instr(&mut self, _: &Instr, _: &InstrLocId) {
                self.length += 1;
            }
            fn visit_function_id(&mut self, id: &FunctionId) {
                self.calls.push(*id);
            }
        }
        let mut all = Calls { calls: HashMap::new(), small: HashSet::new() };
        for (id, function) in module.funcs.iter_local() {
            let mut visitor = CallVisitor::default();
            dfs_in_order(&mut visitor, function, function.entry_block());
            let names =
                visitor.calls.iter().map(|id| name_of(module, *id)).collect::<Result<_>>()?;
            let name = name_of(module, id)?;
            if visitor.length <= MAX_SMALL_LENGTH {
                all.small.insert(Node::Function(name.clone()));
            }
            let other = all.calls.insert(name, names);
            ensure!(other.is_none(), "two functions with the same name");
        }
        Ok(all)
    }
}

/// The transitive closure of `needs` from the roots, without what is already there.
fn reachable(
    roots: Vec<Node>,
    needs: &dyn Fn(&Node) -> Vec<Node>,
    present: &HashSet<Node>,
) -> HashSet<Node> {
    let (mut found, mut pending) = (HashSet::new(), roots);
    while let Some(node) = pending.pop() {
        if !present.contains(&node) && found.insert(node.clone()) {
            pending.extend(needs(&node));
        }
    }
    found
}
