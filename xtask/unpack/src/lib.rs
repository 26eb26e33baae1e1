//! Decodes a module from the text that `packing` has made of it. Compiled, it precedes such texts in each
//! script (`www/core/unpack.js`): JavaScript, not yet optimized while a page starts, would take twice as
//! long.

/// In numbers: how many digits are final ones, and how many are continuations.
pub const LAST: u32 = 64;
pub const OTHERS: u32 = 27;
/// Ends each column.
pub const END: u8 = b'~';
/// How many characters stand for a byte by themselves; the others start a pair.
pub const SINGLE: u32 = CHARACTERS - 2;
const CHARACTERS: u32 = 92;

/// What a column contains, first about the text itself, then about its code. The last is one column for
/// each opcode that follows the number, in the order of `Opcodes`.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Column {
    /// Where the functions are, and how many columns there are.
    Head,
    /// The bytes that are one character each.
    Frequent,
    /// The opcodes in use; other columns refer to them by their index here.
    Opcodes,
    Opcode,
    Block,
    Branch,
    Call,
    Local,
    Memory,
    Locals,
    Indirect,
    Branches,
    Further,
    Long,
    Float,
    Double,
    Global,
    Int,
}

const MAX_COLUMNS: usize = Column::Int as usize + 128;

/// The operands of an opcode, if it has any.
pub fn operands_of(opcode: u8) -> Option<Column> {
    Some(match opcode {
        0x02..=0x04 => Column::Block,
        0x0c | 0x0d => Column::Branch,
        0x0e => Column::Branches,
        0x10 => Column::Call,
        0x11 => Column::Indirect,
        0x20..=0x22 => Column::Local,
        0x23 | 0x24 | 0x3f | 0x40 => Column::Global,
        0x28..=0x3e => Column::Memory,
        0x41 => Column::Int,
        0x42 => Column::Long,
        0x43 => Column::Float,
        0x44 => Column::Double,
        0xfc => Column::Further,
        _ => return None,
    })
}
const END_OF_BLOCK: u8 = 0x0b;

/// The rank of a character among those used in texts: all of ASCII that needs no escape in a script.
#[inline(always)]
fn rank(character: u8) -> u32 {
    let after = |other: u8| u32::from(character > other);
    u32::from(character) - u32::from(b' ') - after(b'"') - after(b'<') - after(b'\\')
}

/// Called from JavaScript: the text is at `text`, and the module goes to `module`, where there is room for it.
///
/// # Safety
/// Both regions are valid memory for their lengths.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn unpack(text: *const u8, length: usize, module: *mut u8, size: usize) {
    // SAFETY: by the caller's contract.
    let (text, module) = unsafe {
        (std::slice::from_raw_parts(text, length), std::slice::from_raw_parts_mut(module, size))
    };
    decode(text, module);
}

/// The read position in each column.
struct Columns<'a> {
    text: &'a [u8],
    positions: [usize; MAX_COLUMNS],
}

impl Columns<'_> {
    fn read(&mut self, column: usize) -> u32 {
        let position = &mut self.positions[column];
        let mut number = rank(self.text[*position]);
        *position += 1;
        if number < LAST {
            return number;
        }
        let mut weight = 1;
        loop {
            weight *= OTHERS;
            let digit = rank(self.text[*position]);
            *position += 1;
            number += weight * digit;
            if digit < LAST {
                return number;
            }
        }
    }

    fn is_over(&self, column: usize) -> bool {
        self.text[self.positions[column]] == END
    }
}

/// The module written so far.
struct Output<'a> {
    module: &'a mut [u8],
    length: usize,
}

impl Output<'_> {
    #[inline(always)]
    fn byte(&mut self, byte: u8) {
        self.module[self.length] = byte;
        self.length += 1;
    }

    fn unsigned(&mut self, mut number: u32) {
        while number > 127 {
            self.byte(number as u8 | 128);
            number >>= 7;
        }
        self.byte(number as u8);
    }

    fn signed(&mut self, mut number: i32) {
        while !(-64..64).contains(&number) {
            self.byte(number as u8 | 128);
            number >>= 7;
        }
        self.byte(number as u8 & 127);
    }
}

/// Writes the module: its functions from their columns, and around them the bytes that follow the columns.
/// The indices of the only memory, table and global, and alignments, which are only hints, are in no
/// column: they are zero.
pub fn decode(text: &[u8], module: &mut [u8]) {
    let mut columns = Columns { text, positions: [0; MAX_COLUMNS] };
    let at = columns.read(Column::Head as usize);
    let count = columns.read(Column::Head as usize) as usize;
    let (mut found, mut rest) = (0, 0);
    while found < count {
        if text[rest] == END {
            found += 1;
            columns.positions[found] = rest + 1;
        }
        rest += 1;
    }
    let mut output = Output { module, length: 0 };
    let mut others = OtherBytes::new(&mut columns, rest);
    while output.length < at as usize {
        output.byte(others.next(text));
    }
    let mut opcodes = [0; 128];
    let mut opcode = 0;
    while !columns.is_over(Column::Opcodes as usize) {
        opcodes[opcode] = columns.read(Column::Opcodes as usize) as u8;
        opcode += 1;
    }
    while !columns.is_over(Column::Opcode as usize) {
        function(&mut columns, &mut output, &opcodes);
    }
    while others.position < text.len() {
        output.byte(others.next(text));
    }
}

/// The bytes other than functions.
struct OtherBytes {
    /// By rank: those that are one character each, then the others.
    bytes: [u8; 256],
    position: usize,
}

impl OtherBytes {
    fn new(columns: &mut Columns, position: usize) -> OtherBytes {
        let (mut bytes, mut is_frequent) = ([0; 256], [false; 256]);
        let mut rank = 0;
        while !columns.is_over(Column::Frequent as usize) {
            let byte = columns.read(Column::Frequent as usize) as usize & 255;
            bytes[rank] = byte as u8;
            is_frequent[byte] = true;
            rank += 1;
        }
        for byte in 0..=255 {
            if !is_frequent[usize::from(byte)] {
                bytes[rank] = byte;
                rank += 1;
            }
        }
        OtherBytes { bytes, position }
    }

    fn next(&mut self, text: &[u8]) -> u8 {
        let mut rank_of_all = rank(text[self.position]);
        self.position += 1;
        if rank_of_all >= SINGLE {
            rank_of_all = SINGLE + (rank_of_all - SINGLE) * CHARACTERS + rank(text[self.position]);
            self.position += 1;
        }
        self.bytes[rank_of_all as usize]
    }
}

fn function(columns: &mut Columns, output: &mut Output, opcodes: &[u8]) {
    // The function's size precedes it, in three bytes.
    output.length += 3;
    let start = output.length;
    let kinds = columns.read(Column::Locals as usize);
    output.unsigned(kinds);
    for _ in 0..2 * kinds {
        output.unsigned(columns.read(Column::Locals as usize));
    }
    let mut depth = 1;
    while depth > 0 {
        let opcode = opcodes[columns.read(Column::Opcode as usize) as usize];
        output.byte(opcode);
        match operands_of(opcode) {
            None => depth -= u32::from(opcode == END_OF_BLOCK),
            Some(column) => {
                depth += u32::from(column == Column::Block);
                operands(columns, output, column);
            }
        }
    }
    let size = output.length - start;
    output.module[start - 3] = size as u8 | 128;
    output.module[start - 2] = (size >> 7) as u8 | 128;
    output.module[start - 1] = (size >> 14) as u8;
}

/// The operands of an opcode.
fn operands(columns: &mut Columns, output: &mut Output, column: Column) {
    match column {
        Column::Global => return output.byte(0),
        Column::Int => {
            let position = columns.positions[Column::Opcode as usize];
            let next = columns.read(Column::Opcode as usize) as usize;
            columns.positions[Column::Opcode as usize] = position;
            let number = columns.read(column as usize + next);
            return output.signed((number >> 1) as i32 ^ -((number & 1) as i32));
        }
        Column::Long => loop {
            let byte = columns.read(column as usize) as u8;
            output.byte(byte);
            if byte < 128 {
                return;
            }
        },
        Column::Float | Column::Double => {
            for _ in 0..if column == Column::Float { 4 } else { 8 } {
                output.byte(columns.read(column as usize) as u8);
            }
            return;
        }
        Column::Memory => output.byte(0),
        _ => {}
    }
    let number = columns.read(column as usize);
    output.unsigned(number);
    match column {
        Column::Branches => {
            for _ in 0..=number {
                output.unsigned(columns.read(column as usize));
            }
        }
        Column::Indirect => output.byte(0),
        // `memory.copy` and `memory.fill`; or a saturating truncation.
        Column::Further if number > 7 => {
            for _ in number..12 {
                output.byte(0);
            }
        }
        _ => {}
    }
}
