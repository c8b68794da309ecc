//! Takes the wasm apart so that brotli makes less of it: the instructions stand in one row, and what
//! they work on (locals, offsets, constants, functions) in rows by kind, since each repeats itself
//! more than it repeats what stands between.
//!
//! Measured on the element: 10.3 kB of 76.7 under brotli, for 0.2 kB and 2 ms.
//!
//! What comes out is a wasm too, which holds the parts and puts them together itself (`unpack.wat`): so
//! hosts, policies and bundlers take it for what it is, and it is fetched and checked like one that is
//! whole.

use std::{collections::BTreeMap, fmt::Write, thread};

use anyhow::{Context, Result, anyhow, bail, ensure};

/// How every wasm begins.
const MAGIC: &[u8] = b"\0asm\x01\0\0\0";
/// What puts the parts together, itself a wasm: half of the time that JavaScript took, which runs cold.
const UNPACK: &str = include_str!("unpack.wat");
/// Memory comes in pages of so many bytes.
const PAGE: usize = 1 << 16;
const CUSTOM: u8 = 0;
const CODE: u8 = 10;
const END: u8 = 0x0b;
/// A function's size takes so many bytes in what is put together: it is written last.
const SIZE: usize = 3;
const SIZE_LIMIT: usize = 1 << 21;

/// So many arrangements are weighed at once: a fixed number, that what comes out is the same on any machine.
const AT_ONCE: usize = 2;

/// The rows of operands. Constants and locals are told apart by what is done with them next: worth
/// 0.5 kB.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Row {
    Function,
    Declaration,
    Branch,
    Target,
    Offset,
    Set,
    Tee,
    /// A local to be stored.
    Stored,
    Indirect,
    Constant,
    /// To be added or subtracted: steps in memory.
    Step,
    /// Of four bytes: where something lies.
    Address,
    /// To be shifted, or for a mask.
    Bits,
    Get,
    Long,
}

const ROWS: usize = Row::Long as usize + 1;

/// Instructions that are alike but for their operands.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    bytes: Vec<u8>,
    operands: Vec<Row>,
    /// Whether it is the last of its function.
    is_last: bool,
}

/// The wasm in parts, as a wasm that puts it together, of the smallest weight that was found.
///
/// How the rows stand to each other turns brotli's guesses, by chance and by 0.3 kB, and any change of
/// the code turns them again: so each is moved, to near places first, and stays where the whole is smaller.
pub(super) fn pack(wasm: &[u8], weigh: impl Fn(&[u8]) -> Result<usize> + Sync) -> Result<Vec<u8>> {
    let parted = Parted::new(wasm)?;
    let arranged = |order: Vec<usize>| -> Result<_> {
        let packed = parted.packed(&order)?;
        Ok((weigh(&packed)?, packed, order))
    };
    let mut best = arranged((0..ROWS).collect())?;
    for moves in moves().chunks(AT_ONCE) {
        let others: Vec<_> = moves.iter().map(|step| step.of(&best.2)).collect();
        let found = thread::scope(|scope| {
            let weighing: Vec<_> =
                others.into_iter().map(|order| scope.spawn(|| arranged(order))).collect();
            let joined =
                weighing.into_iter().map(|it| it.join().map_err(|_| anyhow!("a panic"))?);
            joined.collect::<Result<Vec<_>>>()
        })?;
        let lightest = found.into_iter().min_by_key(|(weight, ..)| *weight);
        best = lightest.filter(|(weight, ..)| *weight < best.0).unwrap_or(best);
    }
    Ok(best.1)
}

/// From one place among the rows to another.
struct Move {
    from: usize,
    to: usize,
}

impl Move {
    fn of(&self, order: &[usize]) -> Vec<usize> {
        let mut order = order.to_vec();
        let row = order.remove(self.from);
        order.insert(self.to, row);
        order
    }
}

/// All there are. To the next place and back are the same.
fn moves() -> Vec<Move> {
    let all = (0..ROWS).flat_map(|from| (0..ROWS).map(move |to| Move { from, to }));
    let mut moves: Vec<_> =
        all.filter(|step| step.from != step.to && step.from != step.to + 1).collect();
    moves.sort_by_key(|step| step.from.abs_diff(step.to));
    moves
}

/// A wasm taken apart: all of what is sent but the order of its rows.
struct Parted<'a> {
    /// How long it is once it is put together.
    size: usize,
    /// Up to the functions, with the code section's own length as it will be.
    head: Vec<u8>,
    tail: &'a [u8],
    /// By their numbers.
    kinds: Vec<Option<Kind>>,
    /// Each by the number of its kind.
    instructions: Vec<u8>,
    rows: [Vec<u8>; ROWS],
}

impl<'a> Parted<'a> {
    fn new(wasm: &'a [u8]) -> Result<Self> {
        let (start, code, end) = code_section(wasm)?;
        let mut parts = Parts::default();
        let mut reader = Reader { bytes: wasm.get(..end).context("a cut wasm")?, at: code };
        let functions = reader.number()?;
        for _ in 0..functions {
            parts.function(&mut reader)?;
        }
        ensure!(reader.at == end, "the code section does not end with its last function");
        let mut head = wasm.get(..start).context("a cut wasm")?.to_vec();
        let mut count = Vec::new();
        push_number(&mut count, functions);
        head.push(CODE);
        push_number(&mut head, count.len() + parts.size);
        head.extend(count);
        let tail = wasm.get(end..).context("a cut wasm")?;
        let size = head.len() + parts.size + tail.len();
        let kinds = parts.numbered()?;
        let instructions = parts.by_number(&kinds)?;
        Ok(Self { size, head, tail, kinds, instructions, rows: parts.rows })
    }

    /// The kinds by number, each with the counts of its bytes and of its operands before them. For an
    /// operand stands where the address of its row is found, with the rows in that order.
    fn kinds(&self, order: &[usize]) -> Result<Vec<u8>> {
        let address = |of: &Row| order.iter().position(|row| *row == *of as usize).map(four_bytes);
        let mut kinds = Vec::new();
        for kind in &self.kinds {
            let (bytes, operands) =
                kind.as_ref().map(|it| (&*it.bytes, &*it.operands)).unwrap_or_default();
            let counts = [bytes.len(), operands.len()];
            ensure!(
                counts.iter().all(|count| *count < 16),
                "an instruction with {counts:?} bytes and operands"
            );
            kinds.push(seven_bits(counts[0]) | seven_bits(counts[1]) << 4);
            kinds.extend(bytes);
            let addresses: Option<Vec<u8>> = operands.iter().map(address).collect();
            kinds.extend(addresses.context("a place for each row")?);
        }
        Ok(kinds)
    }

    /// As a wasm that puts it together, with the rows in that order.
    fn packed(&self, order: &[usize]) -> Result<Vec<u8>> {
        let kinds = self.kinds(order)?;
        let mut rows = Vec::new();
        let mut lengths = Vec::new();
        for row in order {
            let row = self.rows.get(*row).context("a row for each place")?;
            lengths.push(row.len());
            rows.extend(row);
        }
        // Behind what is put together: the parts in a row, and what is known of them.
        let kinds_at = self.size;
        let rows_at = kinds_at + kinds.len();
        let instructions_at = rows_at + rows.len();
        let places_at = instructions_at + self.instructions.len();
        let mut places = Vec::new();
        let mut from = rows_at;
        for length in lengths {
            places.extend(u32::try_from(from)?.to_le_bytes());
            from += length;
        }
        let numbered_at = places_at + places.len();
        let numbered_end = numbered_at + 4 * self.kinds.len();
        let parts = [kinds, rows, self.instructions.clone(), places].concat();
        let tail_at = self.size - self.tail.len();
        let data = [(0, &*self.head), (tail_at, &[self.tail, &parts].concat())].map(data);
        let last = self.instructions.last().context("no function")?;
        let text = [
            ("NUMBERED_END", numbered_end),
            ("NUMBERED", numbered_at),
            ("INSTRUCTIONS", instructions_at),
            ("PLACES", places_at),
            ("PAGES", numbered_end.div_ceil(PAGE)),
            ("KINDS", kinds_at),
            ("START", self.head.len()),
            ("BODY", self.head.len() + SIZE),
            ("LAST", usize::from(*last)),
            ("SIZE", self.size),
            ("END", places_at),
        ]
        .iter()
        .fold(UNPACK.to_owned(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), &value.to_string())
        });
        let wasm = wat::parse_str(text.replace("{DATA}", &data.concat()))
            .context("assembling unpack.wat")?;
        without_names(&wasm)
    }
}

/// As the text of a wasm has it.
fn data((at, bytes): (usize, &[u8])) -> String {
    let mut text = format!("(data (i32.const {at}) \"");
    for byte in bytes {
        // Fails only where writing can.
        let _ = write!(text, "\\{byte:02x}");
    }
    text + "\")"
}

/// The names of unpack.wat are for its readers alone.
fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Reader { bytes: wasm, at: MAGIC.len() };
    let mut rest = MAGIC.to_vec();
    while reader.at < wasm.len() {
        let start = reader.at;
        let id = reader.byte()?;
        let size = reader.number()?;
        reader.take(size)?;
        if id != CUSTOM {
            rest.extend(wasm.get(start..reader.at).context("a cut wasm")?);
        }
    }
    Ok(rest)
}

/// Where the code section begins, where its content does, and where it ends.
fn code_section(wasm: &[u8]) -> Result<(usize, usize, usize)> {
    ensure!(wasm.starts_with(MAGIC), "not a wasm");
    let mut reader = Reader { bytes: wasm, at: MAGIC.len() };
    loop {
        let start = reader.at;
        let id = reader.byte().context("a wasm without code")?;
        let size = reader.number()?;
        let content = reader.at;
        reader.take(size)?;
        if id == CODE {
            return Ok((start, content, reader.at));
        }
    }
}

#[derive(Default)]
struct Parts {
    /// Each with how often it stands there.
    kinds: BTreeMap<Kind, usize>,
    instructions: Vec<Kind>,
    rows: [Vec<u8>; ROWS],
    /// Of the functions once they are put together, with their sizes.
    size: usize,
}

impl Parts {
    fn function(&mut self, reader: &mut Reader) -> Result<()> {
        let size = reader.number()?;
        ensure!(size < SIZE_LIMIT, "a function of {size} bytes");
        let end = reader.at + size;
        self.size += SIZE + size;
        self.declarations(reader)?;
        while reader.at < end {
            self.instruction(reader, end)?;
        }
        let is_ended = self.instructions.last().is_some_and(|kind| kind.is_last);
        ensure!(is_ended && reader.at == end, "a function that does not end at its end");
        Ok(())
    }

    /// How many locals a function has of each type.
    fn declarations(&mut self, reader: &mut Reader) -> Result<()> {
        let count = reader.byte()?;
        ensure!(count < 128, "locals of {count} types");
        let operands = vec![Row::Declaration; usize::from(count) * 2];
        self.add(reader, vec![count], operands)
    }

    fn instruction(&mut self, reader: &mut Reader, end: usize) -> Result<()> {
        let opcode = reader.byte()?;
        let mut bytes = vec![opcode];
        let mut operands = Vec::new();
        match opcode {
            END if reader.at == end => {
                return self.add_kind(reader, Kind { bytes, operands, is_last: true });
            }
            // Without any: control, drop and select, comparing and calculating, is null.
            0x00 | 0x01 | 0x05 | END | 0x0f | 0x1a | 0x1b | 0x45..=0xc4 | 0xd1 => {}
            // What few of are in use makes a kind each: blocks, globals, tables, the memory, null.
            0x02..=0x04 | 0x23..=0x26 | 0x3f | 0x40 | 0xd0 => bytes.extend(reader.leb()?),
            0x0c | 0x0d => operands.push(Row::Branch),
            0x0e => return self.branches(reader),
            0x10 | 0xd2 => operands.push(Row::Function),
            0x11 => operands.extend([Row::Indirect; 2]),
            0x1c => {
                let count = reader.byte()?;
                bytes.push(count);
                bytes.extend(reader.take(count.into())?);
            }
            0x20 => operands.push(match reader.beyond() {
                Some(0x36..=0x3e) => Row::Stored,
                _ => Row::Get,
            }),
            0x21 => operands.push(Row::Set),
            0x22 => operands.push(Row::Tee),
            // From and to memory: the alignment, and how far behind the address, which is often 0.
            0x28..=0x3e => {
                bytes.extend(reader.leb()?);
                reader.unless(&[0], &mut bytes, &mut operands, Row::Offset);
            }
            // -1, 0 and 1 are kinds of their own.
            0x41 => {
                let row = reader.constant();
                reader.unless(&[0x7f, 0, 1], &mut bytes, &mut operands, row);
            }
            0x42 => operands.push(Row::Long),
            0x43 => bytes.extend(reader.take(4)?),
            0x44 => bytes.extend(reader.take(8)?),
            0xfc => {
                let which = reader.byte()?;
                bytes.push(which);
                let more = match which {
                    0..=7 => 0,
                    9 | 11 | 13 | 15..=17 => 1,
                    8 | 10 | 12 | 14 => 2,
                    _ => bail!("an instruction that is not known: fc {which:x}"),
                };
                for _ in 0..more {
                    bytes.extend(reader.leb()?);
                }
            }
            _ => bail!("an instruction that is not known: {opcode:x}"),
        }
        self.add(reader, bytes, operands)
    }

    /// A table of branches is as many instructions as it has branches.
    fn branches(&mut self, reader: &mut Reader) -> Result<()> {
        let count = Reader { ..*reader }.number()?;
        self.add(reader, vec![0x0e], vec![Row::Target])?;
        for _ in 0..=count {
            self.add(reader, Vec::new(), vec![Row::Target])?;
        }
        Ok(())
    }

    fn add(&mut self, reader: &mut Reader, bytes: Vec<u8>, operands: Vec<Row>) -> Result<()> {
        self.add_kind(reader, Kind { bytes, operands, is_last: false })
    }

    fn add_kind(&mut self, reader: &mut Reader, kind: Kind) -> Result<()> {
        for row in &kind.operands {
            let operand = reader.leb()?;
            self.rows.get_mut(*row as usize).context("a row for each")?.extend(operand);
        }
        *self.kinds.entry(kind.clone()).or_default() += 1;
        self.instructions.push(kind);
        Ok(())
    }

    /// The instructions, each by the number of its kind.
    fn by_number(&self, kinds: &[Option<Kind>]) -> Result<Vec<u8>> {
        let numbers: BTreeMap<_, _> = kinds.iter().map(Option::as_ref).zip(0..=u8::MAX).collect();
        let number = |kind| numbers.get(&Some(kind)).copied();
        let instructions: Option<_> = self.instructions.iter().map(number).collect();
        instructions.context("a number for each kind")
    }

    /// The kinds by their numbers. In each group the most frequent come first.
    fn numbered(&self) -> Result<Vec<Option<Kind>>> {
        let mut kinds: Vec<_> = self.kinds.iter().collect();
        ensure!(kinds.len() <= 256, "{} kinds, more than a byte tells apart", kinds.len());
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        let mut numbers = vec![None; 256];
        for (kind, _) in kinds {
            let (before, from) = numbers.split_at_mut(kind.group());
            let free = from.iter_mut().chain(before).find(|number| number.is_none());
            *free.context("a number for each kind")? = Some(kind.clone());
        }
        Ok(numbers)
    }
}

impl Kind {
    /// The number from which on it gets one. brotli foretells a byte by the two before it, of which it
    /// knows whether they are 0, below 16, 64, 128, 192, 240 or 255, or 255: so what is followed by
    /// the like stands together. Worth 0.2 kB.
    fn group(&self) -> usize {
        match *self.bytes.as_slice() {
            [0x20] => 0,
            // Comparing, and, or: conditions.
            [0x45..=0x50 | 0x53..=0x5a | 0x6c | 0x71..=0x73] => 1,
            [END] if self.is_last => 1,
            // What goes to a local or into memory, and where control goes.
            [0x21] | [0x00 | 0x02..=0x05 | 0x0d | 0x0f | 0x36..=0x3e, ..] => 64,
            [0x10] => 128,
            [END | 0x0c] => 129,
            [0x11 | 0x24 | 0xfc, ..] => 130,
            [0x42] | [] => 192,
            [0x41, _] => 240,
            [0x41] => 255,
            // What leaves a value.
            _ => 16,
        }
    }
}

fn push_number(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 127 {
        bytes.push(seven_bits(number) | 128);
        number >>= 7;
    }
    bytes.push(seven_bits(number));
}

/// Where a row's address is found among the addresses of all.
fn four_bytes(row: usize) -> u8 {
    seven_bits(row * 4)
}

#[expect(clippy::cast_possible_truncation, reason = "what is cut off is wanted apart")]
fn seven_bits(number: usize) -> u8 {
    number as u8 & 127
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at + count).context("a cut wasm")?;
        self.at += count;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8> {
        Ok(*self.take(1)?.first().context("a cut wasm")?)
    }

    /// A number as it stands there, signed or not.
    fn leb(&mut self) -> Result<&'a [u8]> {
        self.take(self.length())
    }

    fn number(&mut self) -> Result<usize> {
        let bytes = self.leb()?;
        ensure!(bytes.len() <= 5, "a number of {} bytes", bytes.len());
        Ok(bytes.iter().rev().fold(0, |number, byte| number << 7 | usize::from(byte & 127)))
    }

    /// The length of the number that comes.
    fn length(&self) -> usize {
        let rest = self.bytes.iter().skip(self.at);
        rest.take_while(|byte| **byte > 127).count() + 1
    }

    /// The instruction after the number that comes.
    fn beyond(&self) -> Option<u8> {
        self.bytes.get(self.at + self.length()).copied()
    }

    /// The row of a constant.
    fn constant(&self) -> Row {
        match self.beyond() {
            _ if self.length() > 3 => Row::Address,
            Some(0x6a | 0x6b) => Row::Step,
            Some(0x71..=0x76) => Row::Bits,
            _ => Row::Constant,
        }
    }

    /// The number that comes belongs to the kind if it is one of those, and else into a row.
    fn unless(&mut self, those: &[u8], bytes: &mut Vec<u8>, operands: &mut Vec<Row>, row: Row) {
        match self.bytes.get(self.at) {
            Some(next) if those.contains(next) => {
                bytes.push(*next);
                self.at += 1;
            }
            _ => operands.push(row),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As `embed/core/instance.js` does it.
    fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
        let engine = wasmi::Engine::default();
        let mut store = wasmi::Store::new(&engine, ());
        let module = wasmi::Module::new(&engine, packed)?;
        let instance = wasmi::Linker::new(&engine).instantiate_and_start(&mut store, &module)?;
        let length = instance.get_typed_func::<(), u32>(&store, "u")?.call(&mut store, ())?;
        let memory = instance.get_memory(&store, "m").context("no memory")?;
        Ok(memory.data(&store).get(..length as usize).context("a small memory")?.to_vec())
    }

    #[expect(clippy::unnecessary_wraps, reason = "as brotli is called")]
    fn length(bytes: &[u8]) -> Result<usize> {
        Ok(bytes.len())
    }

    /// Whatever the order of the rows, the wasm is the same; and the lightest is kept.
    #[test]
    fn the_lightest_order_is_kept() {
        let set = [0xb9, 0x35];
        let function: &[u8] = &[0, 0x20, 7, 0x21, set[0], set[1], 0x22, 8, 0x42, 5, END];
        let wasm = wasm(&[function], 3);
        // Of the operand of `local.set`, from the end.
        let place = |packed: &[u8]| {
            packed.len() - packed.windows(2).rposition(|bytes| bytes == set).unwrap()
        };
        let weights = std::sync::Mutex::new(Vec::new());
        let weigh = |packed: &[u8]| {
            assert_eq!(unpack(packed)?, wasm);
            let weight = place(packed);
            weights.lock().unwrap().push(weight);
            Ok(weight)
        };
        let packed = pack(&wasm, weigh).unwrap();
        let weight = place(&packed);
        let weights = weights.into_inner().unwrap();
        assert_eq!(Some(&weight), weights.iter().min());
        assert!(weights.first() > weights.iter().min(), "{weights:?}");
    }

    /// A wasm with these functions and a section before and after; their sizes written so long.
    fn wasm(functions: &[&[u8]], size: usize) -> Vec<u8> {
        let mut code = vec![u8::try_from(functions.len()).unwrap()];
        for function in functions {
            let length = u8::try_from(function.len()).unwrap();
            code.extend([vec![length], vec![length | 128, 128, 0]][usize::from(size > 1)].iter());
            code.extend(*function);
        }
        let mut wasm = [MAGIC, &[1, 2, 0xaa, 0xbb, CODE]].concat();
        push_number(&mut wasm, code.len());
        wasm.extend(code);
        wasm.extend([11, 1, 0]);
        wasm
    }

    #[test]
    fn what_is_put_together_is_what_was_taken_apart() {
        let functions: [&[u8]; 10] = [
            &[0, END],
            // Locals of two types; get, tee, set; a long number and a double, whose bytes are any.
            &[
                2, 0x81, 1, 0x7f, 1, 0x7e, 0x20, 0, 0x22, 0x80, 1, 0x21, 3, 0x42, 0xff, 0x7f, 0x1a,
                END,
            ],
            &[0, 0x44, 0xff, 0x0b, 0, 0x80, 0, 0, 0xf0, 0xbf, 0x1a, 0x43, 1, 2, 3, 0x84, 0x1a, END],
            // Blocks in blocks, a table of branches, a typed select.
            &[0, 0x02, 0x40, 0x03, 0x7f, 0x0d, 0, 0x0e, 2, 0, 1, 0x80, 0, END, END, END],
            &[0, 0x1c, 1, 0x7f, 0x0f, END],
            // Constants and a local by what comes next.
            &[0, 0x41, 5, 0x6a, 0x41, 5, 0x74, 0x41, 0x80, 0x80, 0xc0, 0, 0x20, 1, 0x3a, 0, 7, END],
            // Memory: with and without an offset; constants in a row and of their own kind.
            &[0, 0x28, 2, 0, 0x36, 2, 0x84, 8, 0x41, 0, 0x41, 0x7f, 0x41, 0x80, 0x7f, END],
            &[0, 0xfc, 10, 0, 0, 0xfc, 11, 0, 0xfc, 0, 0xfc, 8, 1, 0, 0x3f, 0, 0x40, 0, END],
            // Calls, tables, references.
            &[0, 0x10, 0x85, 1, 0x11, 3, 0, 0x25, 0, 0x26, 1, 0xd0, 0x6f, 0xd1, 0xd2, 4, END],
            &[0, 0x00, 0x01, 0x04, 0x40, 0x05, END, 0x45, 0xc4, 0x23, 0, 0x24, 1, END],
        ];
        for size in [1, 3] {
            let packed = pack(&wasm(&functions, size), length).unwrap();
            let unpacked = unpack(&packed).unwrap();
            assert!(unpacked == wasm(&functions, 3), "{unpacked:x?}");
        }
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for (function, told) in [
            (&[0, 0xfd, 0, END][..], "an instruction that is not known: fd"),
            (&[0, 0xfc, 18, 0, END], "an instruction that is not known: fc 12"),
            (&[0, 0x20, END], "a function that does not end at its end"),
            (&[0, END, 0x45], "a function that does not end at its end"),
            (&[0x80, 0x80, END], "locals of 128 types"),
        ] {
            assert_eq!(pack(&wasm(&[function], 1), length).unwrap_err().to_string(), told);
        }
        for bytes in [&b"<!doctype html>"[..], MAGIC, &[MAGIC, &[CODE, 9, 1]].concat()] {
            assert!(pack(bytes, length).is_err(), "{bytes:?}");
        }
    }
}
