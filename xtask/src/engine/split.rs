//! Cuts the module in two: what a page begins with, and what it adds when that is first used. The second
//! part has only what the first has not: it works in the memory of the first and calls its functions.
//! Which belongs where follows from who needs what. Used by `engine`.

use std::collections::{BTreeMap, HashMap, HashSet};

use anyhow::{Context, Result, bail, ensure};
use walrus::ir::{Instr, InstrLocId, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionId, FunctionKind, GlobalId,
    GlobalKind, ImportedFunction, Module,
};

use super::linking::{Notes, Thing};

/// As what the second part has the exports of the first: `www/start.js` hands them in.
pub const FIRST: &str = "b";

/// So few bytes between two stretches are less to download than the head of another segment.
const NEGLIGIBLE: u32 = 16;

/// A function of so few instructions is less to download than to share.
const SMALL: usize = 12;

/// Cuts a module: `further` are the exports of the second part, which comes second here, too.
/// `next_name` makes names for what the parts have to know of each other.
pub fn split(
    whole: &[u8],
    notes: &Notes,
    further: &[String],
    next_name: &mut dyn FnMut() -> String,
) -> Result<[Vec<u8>; 2]> {
    let module = Module::from_buffer(whole)?;
    let Calls { calls, small } = Calls::of(&module)?;
    let needs = |thing: &Thing| {
        let mut all = notes.needs.get(thing).cloned().unwrap_or_default();
        if let Thing::Function(name) = thing {
            all.extend(calls.get(name).into_iter().flatten().cloned().map(Thing::Function));
        }
        all
    };
    let exported = |by_second: bool| {
        let mut roots = Vec::new();
        for export in module.exports.iter() {
            if let ExportItem::Function(id) = export.item
                && further.contains(&export.name) == by_second
            {
                roots.push(Thing::Function(name_of(&module, id)?));
            }
        }
        Ok::<_, anyhow::Error>(roots)
    };
    let first = reach(exported(false)?, &needs, &HashSet::new());
    let there = first.difference(&small).cloned().collect();
    let second = reach(exported(true)?, &needs, &there);

    let mut shared = BTreeMap::new();
    for thing in second.iter().flat_map(needs) {
        if let Thing::Function(name) = &thing
            && !second.contains(&thing)
            && is_local(&module, name)
        {
            shared.insert(name.clone(), String::new());
        }
    }
    shared.values_mut().for_each(|short| *short = next_name());
    let memory = module.exports.iter().find(|one| matches!(one.item, ExportItem::Memory(_)));
    let cut = Cut {
        whole,
        notes,
        further,
        shared,
        memory: memory.context("the memory is not exported")?.name.clone(),
        table: next_name(),
        stack: next_name(),
    };
    Ok([cut.first(&first)?, cut.second(&second)?])
}

/// What both parts are made of.
struct Cut<'a> {
    whole: &'a [u8],
    notes: &'a Notes,
    further: &'a [String],
    /// The functions of the first part that the second calls, and how they are exported.
    shared: BTreeMap<String, String>,
    /// How the rest is exported that both use.
    memory: String,
    table: String,
    stack: String,
}

impl Cut<'_> {
    fn first(&self, own: &HashSet<Thing>) -> Result<Vec<u8>> {
        let mut module = self.part(own, true)?;
        for (name, short) in &self.shared {
            let id = module.funcs.by_name(name).context("a function is lost")?;
            module.exports.add(short, id);
        }
        let table = module.tables.main_function_table()?.context("no table")?;
        module.exports.add(&self.table, table);
        let stack = stack_pointer(&module)?;
        module.exports.add(&self.stack, stack);
        walrus::passes::gc::run(&mut module);
        Ok(module.emit_wasm())
    }

    fn second(&self, own: &HashSet<Thing>) -> Result<Vec<u8>> {
        let mut module = self.part(own, false)?;
        for (name, short) in &self.shared {
            let id = module.funcs.by_name(name).context("a function is lost")?;
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

    /// The whole with a part's own exports, table and data alone.
    fn part(&self, own: &HashSet<Thing>, is_first: bool) -> Result<Module> {
        let mut module = Module::from_buffer(self.whole)?;
        let exports: Vec<_> = module.exports.iter().cloned().collect();
        for export in exports {
            if self.further.contains(&export.name) == is_first {
                module.exports.delete(export.id());
            }
        }
        keep_in_table(&mut module, own)?;
        keep_in_memory(&mut module, &stretches(self.notes, own, is_first))?;
        Ok(module)
    }
}

fn keep_in_table(module: &mut Module, own: &HashSet<Thing>) -> Result<()> {
    let segments: Vec<_> = module.elements.iter().map(|segment| segment.id()).collect();
    for id in segments {
        let segment = module.elements.get(id);
        let (ElementKind::Active { table, offset }, ElementItems::Functions(items)) =
            (&segment.kind, &segment.items)
        else {
            bail!("a table is filled in an unknown way")
        };
        let (table, start, items) = (*table, number(offset)?, items.clone());
        module.elements.delete(id);
        module.tables.get_mut(table).elem_segments.remove(&id);
        let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
        for (index, function) in (start..).zip(items) {
            if !own.contains(&Thing::Function(name_of(module, function)?)) {
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

fn keep_in_memory(module: &mut Module, stretches: &[(u32, u32)]) -> Result<()> {
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for id in segments {
        let segment = module.data.get_mut(id);
        let bytes = std::mem::take(&mut segment.value);
        let DataKind::Active { memory, offset } = &segment.kind else {
            bail!("the memory is filled in an unknown way")
        };
        let (memory, start) = (*memory, number(offset)?);
        module.data.delete(id);
        module.memories.get_mut(memory).data_segments.remove(&id);
        let end = start + bytes.len() as u32;
        for (from, to) in stretches {
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

/// Where a part's own data stand in memory. The first part may fill in what the other has between them;
/// by the time that the second fills its own, the first may have changed it.
fn stretches(notes: &Notes, own: &HashSet<Thing>, is_first: bool) -> Vec<(u32, u32)> {
    let mut all: Vec<_> = notes.data.iter().filter(|(range, _)| !range.is_empty()).collect();
    all.sort_by_key(|(range, _)| range.start);
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    let mut goes_on = false;
    for (range, thing) in all {
        if !own.contains(thing) {
            goes_on &= is_first;
            continue;
        }
        match stretches.last_mut() {
            Some((_, end)) if goes_on && range.start <= *end + NEGLIGIBLE => {
                *end = range.end.max(*end);
            }
            _ => stretches.push((range.start, range.end)),
        }
        goes_on = true;
    }
    stretches
}

fn constant(number: u32) -> ConstExpr {
    ConstExpr::Value(Value::I32(number as i32))
}

fn number(constant: &ConstExpr) -> Result<u32> {
    match constant {
        ConstExpr::Value(Value::I32(number)) => Ok(*number as u32),
        _ => bail!("a place in the module is no number"),
    }
}

fn stack_pointer(module: &Module) -> Result<GlobalId> {
    let mut changing = module.globals.iter().filter(|global| global.mutable);
    let found = changing.next().context("no stack pointer")?.id();
    ensure!(changing.next().is_none(), "more than the stack pointer changes");
    Ok(found)
}

fn name_of(module: &Module, id: FunctionId) -> Result<String> {
    module.funcs.get(id).name.clone().context("a function without a name")
}

fn is_local(module: &Module, name: &str) -> bool {
    let id = module.funcs.by_name(name);
    id.is_some_and(|id| matches!(module.funcs.get(id).kind, FunctionKind::Local(_)))
}

struct Calls {
    /// Who calls whom.
    calls: HashMap<String, Vec<String>>,
    /// Functions so short that both parts have them.
    small: HashSet<Thing>,
}

impl Calls {
    fn of(module: &Module) -> Result<Calls> {
        #[derive(Default)]
        struct Seen {
            calls: Vec<FunctionId>,
            length: usize,
        }
        impl Visitor<'_> for Seen {
            fn visit_instr(&mut self, _: &Instr, _: &InstrLocId) {
                self.length += 1;
            }
            fn visit_function_id(&mut self, id: &FunctionId) {
                self.calls.push(*id);
            }
        }
        let mut all = Calls { calls: HashMap::new(), small: HashSet::new() };
        for (id, function) in module.funcs.iter_local() {
            let mut seen = Seen::default();
            dfs_in_order(&mut seen, function, function.entry_block());
            let names = seen.calls.iter().map(|id| name_of(module, *id)).collect::<Result<_>>()?;
            let name = name_of(module, id)?;
            if seen.length <= SMALL {
                all.small.insert(Thing::Function(name.clone()));
            }
            let other = all.calls.insert(name, names);
            ensure!(other.is_none(), "two functions have one name");
        }
        Ok(all)
    }
}

/// Some things, what they need, what these need, and so on; but not what is there already.
fn reach(
    roots: Vec<Thing>,
    needs: &dyn Fn(&Thing) -> Vec<Thing>,
    there: &HashSet<Thing>,
) -> HashSet<Thing> {
    let (mut found, mut open) = (HashSet::new(), roots);
    while let Some(thing) = open.pop() {
        if !there.contains(&thing) && found.insert(thing.clone()) {
            open.extend(needs(&thing));
        }
    }
    found
}
