//! Binary modules as text inside a script. The crate `unpack` decodes them. Used by `engine`.

use anyhow::{Result, bail, ensure};
use unpack::{Column, END, LAST, OTHERS, SINGLE, operands_of};
use wasmparser::{BinaryReader, Parser, Payload};

/// The id of the code section.
const CODE: u8 = 10;
/// More than wasm-opt ever produces for one function or for all of them.
const SIZE_LIMIT: usize = 1 << 21;

/// Characters that need no escape in a script, whatever the encoding of the page around it.
fn characters() -> Vec<char> {
    (' '..='~').filter(|character| !['"', '\\', '<'].contains(character)).collect()
}

/// The parts of a build as JavaScript modules, each containing a text. The code is split into columns: one
/// for the opcodes, and one for each kind of operand, since like data next to each other compress better.
/// Opcodes are written as their rank by frequency.
///
/// The bytes around the code follow the columns: the most frequent ones are one character each, the others
/// two, the first of which is one of the last two of `characters`. Base64 would split every byte and hide
/// repetition from a compressor: a third more to download. Both rankings are shared by all parts, so that
/// what occurs in several looks the same in each.
pub fn as_texts(parts: &[Vec<u8>], build: &str) -> Result<Vec<String>> {
    let parts: Vec<Part> = parts.iter().map(|part| Part::of(part)).collect::<Result<_>>()?;
    let around: Vec<u8> = parts.iter().flat_map(|part| part.around.iter().copied()).collect();
    let order = order(&around);
    let used: Vec<u8> = parts.iter().flat_map(|part| part.opcodes.iter().copied()).collect();
    let mut opcodes = by_frequency(&used);
    opcodes.retain(|opcode| used.contains(opcode));
    let texts = parts.iter().map(|part| {
        let size = part.around.len() + part.size;
        let mut text = String::new();
        let columns = part.columns(&order, &opcodes);
        for column in &columns {
            text += column;
            text.push(char::from(END));
        }
        text += &as_text(&part.around, &order);
        format!(
            "export const packed = {{\n  build: \"{build}\",\n  size: {size},\n  text: \"{text}\",\n}};\n"
        )
    });
    Ok(texts.collect())
}

fn by_frequency(bytes: &[u8]) -> Vec<u8> {
    let count = |byte: &u8| bytes.iter().filter(|other| *other == byte).count();
    let mut order: Vec<u8> = (0..=255).collect();
    order.sort_by_cached_key(|byte| std::cmp::Reverse(count(byte)));
    order
}

/// Which bytes are one character each, in the order of those characters.
fn order(bytes: &[u8]) -> Vec<u8> {
    let characters = characters();
    let single = SINGLE as usize;
    let mut frequent = by_frequency(bytes);
    frequent.truncate(single);
    // Bytes that are such characters themselves map to themselves, so words stay readable.
    let is_in_place = |byte: &u8| characters[..single].contains(&char::from(*byte));
    let mut others = frequent.iter().filter(|byte| !is_in_place(byte));
    let placed = characters[..single].iter().filter_map(|character| {
        let own = frequent.iter().find(|byte| char::from(**byte) == *character);
        own.or_else(|| others.next()).copied()
    });
    placed.collect()
}

fn as_text(bytes: &[u8], order: &[u8]) -> String {
    let characters = characters();
    let single = SINGLE as usize;
    let mut codes = vec![String::new(); 256];
    let others = (0..=255).filter(|byte| !order.contains(byte));
    for (rank, byte) in order.iter().copied().chain(others).enumerate() {
        codes[usize::from(byte)] = match rank.checked_sub(single) {
            None => characters[rank].to_string(),
            Some(rest) => {
                let (row, column) = (rest / characters.len(), rest % characters.len());
                [characters[single + row], characters[column]].iter().collect()
            }
        };
    }
    bytes.iter().map(|byte| codes[usize::from(*byte)].as_str()).collect()
}

/// Writes a number: continuation digits first.
fn write(text: &mut String, number: usize) {
    let (characters, last, others) = (characters(), LAST as usize, OTHERS as usize);
    let mut number = number;
    while number >= last {
        number -= last;
        text.push(characters[last + number % others]);
        number /= others;
    }
    text.push(characters[number]);
}

/// A module taken apart.
#[derive(Default)]
struct Part {
    /// Everything but the functions.
    around: Vec<u8>,
    /// The position of the functions in it.
    at: usize,
    /// The encoded size of the functions.
    size: usize,
    opcodes: Vec<u8>,
    /// The operands, in order; for `i32.const`, with the next opcode.
    numbers: Vec<(Column, u8, usize)>,
}

impl Part {
    fn of(module: &[u8]) -> Result<Part> {
        let mut part = Part::default();
        let (mut before, mut code, mut count) = (0, 0..0, 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::CodeSectionStart { range, count: functions, .. } => {
                    (code, count) = (range, functions);
                }
                Payload::CodeSectionEntry(body) => part.add(&module[body.range()])?,
                payload => {
                    if let Some((_, range)) = payload.as_section()
                        && code.is_empty()
                    {
                        before = range.end;
                    }
                }
            }
        }
        ensure!(part.size < SIZE_LIMIT, "the code is too long");
        let counted = leb128(count as usize);
        part.around.extend(&module[..before]);
        part.around.push(CODE);
        part.around.extend(leb128(counted.len() + part.size));
        part.around.extend(counted);
        part.at = part.around.len();
        part.around.extend(&module[code.end..]);
        Ok(part)
    }

    fn add(&mut self, function: &[u8]) -> Result<()> {
        // The function's size will be encoded in three bytes.
        self.size += function.len() + 3;
        let mut reader = BinaryReader::new(function, 0);
        let kinds = reader.read_var_u32()?;
        self.number(Column::Locals, kinds);
        for _ in 0..2 * kinds {
            self.number(Column::Locals, reader.read_var_u32()?);
        }
        while !reader.eof() {
            let opcode = reader.read_u8()?;
            self.opcodes.push(opcode);
            if let Some(kind) = operand_kind(opcode)? {
                self.add_operands(kind, &mut reader)?;
            }
        }
        Ok(())
    }

    /// The operands of an opcode.
    fn add_operands(&mut self, kind: Column, reader: &mut BinaryReader) -> Result<()> {
        match kind {
            Column::Global => return zeros(reader, 1),
            Column::Int => {
                let number = i64::from(reader.read_var_i32()?);
                let unsigned = if number < 0 { -2 * number - 1 } else { 2 * number };
                let next = reader.clone().read_u8()?;
                self.numbers.push((kind, next, unsigned as usize));
                return Ok(());
            }
            Column::Long => loop {
                let byte = reader.read_u8()?;
                self.number(kind, byte);
                if byte < 128 {
                    return Ok(());
                }
            },
            Column::Float | Column::Double => {
                for byte in reader.read_bytes(if kind == Column::Float { 4 } else { 8 })? {
                    self.number(kind, *byte);
                }
                return Ok(());
            }
            // The alignment, which is only a hint.
            Column::Memory => drop(reader.read_var_u32()?),
            _ => {}
        }
        let number = reader.read_var_u32()?;
        self.number(kind, number);
        match kind {
            Column::Branches => {
                for _ in 0..=number {
                    self.number(kind, reader.read_var_u32()?);
                }
                Ok(())
            }
            Column::Indirect => zeros(reader, 1),
            // `memory.copy` and `memory.fill`; or a saturating truncation.
            Column::Further if number > 7 => zeros(reader, 12 - number),
            _ => Ok(()),
        }
    }

    fn number(&mut self, kind: Column, number: impl Into<u32>) {
        self.numbers.push((kind, 0, number.into() as usize));
    }

    fn columns(&self, order: &[u8], opcodes: &[u8]) -> Vec<String> {
        let rank = |opcode: &u8| opcodes.iter().position(|other| other == opcode).unwrap_or(0);
        let mut columns = vec![String::new(); Column::Int as usize + opcodes.len()];
        let count = columns.len();
        let mut push = |column: Column, number| write(&mut columns[column as usize], number);
        push(Column::Head, self.at);
        push(Column::Head, count);
        order.iter().for_each(|byte| push(Column::Frequent, usize::from(*byte)));
        opcodes.iter().for_each(|opcode| push(Column::Opcodes, usize::from(*opcode)));
        self.opcodes.iter().for_each(|opcode| push(Column::Opcode, rank(opcode)));
        for (kind, next, number) in &self.numbers {
            let before = if *kind == Column::Int { rank(next) } else { 0 };
            write(&mut columns[*kind as usize + before], *number);
        }
        columns
    }
}

/// The operand kind of an opcode that every browser of the baseline supports.
fn operand_kind(opcode: u8) -> Result<Option<Column>> {
    let column = operands_of(opcode);
    let has_no_operands =
        matches!(opcode, 0x00 | 0x01 | 0x05 | 0x0b | 0x0f | 0x1a | 0x1b | 0x45..=0xc4);
    if column.is_none() && !has_no_operands {
        bail!("an opcode that not every browser of the baseline supports");
    }
    Ok(column)
}

/// The only memory, table or global has index zero, which is not written.
fn zeros(reader: &mut BinaryReader, count: u32) -> Result<()> {
    for _ in 0..count {
        ensure!(reader.read_u8()? == 0, "more than one memory, table or global");
    }
    Ok(())
}

/// A number in LEB128.
fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 127 {
        bytes.push(number as u8 | 128);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}
