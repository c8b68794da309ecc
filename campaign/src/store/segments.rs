//! Bytes of many, in few pieces of memory. Those that follow each other share them: the next ones hold
//! anew only what changed, and segments that by then are mostly of what is gone are cleared a few at a
//! time.

use super::short;
use std::rc::Rc;

/// About the length of a segment; one that holds something longer is longer.
const SEGMENT: usize = 1 << START_BITS;
/// So many bits say where in a segment something starts, the others in which.
const START_BITS: u32 = 18;
/// What is shorter is filled up.
const SHORT: usize = SEGMENT / 4;
/// Of so many segments one is looked at each time, so that clearing never comes all at once.
const TURNS: usize = 8;

/// Bytes of many.
#[derive(Default, Debug)]
pub(super) struct Segments {
    all: Vec<Segment>,
    /// Which is being filled, while there is one.
    open: Option<usize>,
    /// Which may be cleared by those that follow.
    turn: usize,
}

/// Some of the bytes. An empty one is free to be filled.
#[derive(Clone, Default, Debug)]
struct Segment {
    bytes: Rc<Vec<u8>>,
    /// How many of them are somebody's here.
    used: usize,
}

/// Where something starts: in which segment, and where in there.
#[derive(Copy, Clone, Debug)]
pub(super) struct Spot(u32);

impl Spot {
    /// Of two in a segment, both may be cleared or none.
    pub(super) fn segment(self) -> usize {
        (self.0 >> START_BITS) as usize
    }

    fn start(self) -> usize {
        self.0 as usize % SEGMENT
    }
}

impl Segments {
    /// Those that follow.
    pub(super) fn after(before: &Self) -> Self {
        Self { all: before.all.clone(), open: None, turn: (before.turn + 1) % TURNS }
    }

    /// All from there to the segment's end.
    pub(super) fn rest(&self, spot: Spot) -> &[u8] {
        let segment = self.all.get(spot.segment());
        segment.and_then(|segment| segment.bytes.get(spot.start()..)).unwrap_or_default()
    }

    /// Keeps the bytes, and says where.
    pub(super) fn put(&mut self, bytes: &[u8]) -> Spot {
        if self.opened().is_none_or(|open| open.len() + bytes.len() >= SEGMENT) {
            self.open();
        }
        let index = self.open.unwrap_or_default();
        let start = self.opened().map_or(0, |open| {
            let start = open.len();
            open.extend_from_slice(bytes);
            start
        });
        if let Some(segment) = self.all.get_mut(index) {
            segment.used += bytes.len();
        }
        Spot(short(index << START_BITS | start))
    }

    /// So many bytes from there on are nobody's any more.
    pub(super) fn release(&mut self, spot: Spot, count: usize) {
        if let Some(segment) = self.all.get_mut(spot.segment()) {
            segment.used -= count;
        }
    }

    /// Whether those that follow are to keep elsewhere what is in that segment.
    pub(super) fn may_clear(&self, index: usize) -> bool {
        self.all.get(index).is_some_and(|Segment { bytes, used }| {
            let is_loose = *used < bytes.len() / 4 * 3;
            bytes.len() < SHORT || is_loose && index % TURNS == self.turn
        })
    }

    /// Lets go of what is nobody's any more, once all are in.
    pub(super) fn close(&mut self) {
        self.seal();
        for segment in self.all.iter_mut().filter(|segment| segment.used == 0) {
            segment.bytes = Rc::default();
        }
    }

    /// Begins a segment.
    fn open(&mut self) {
        self.seal();
        let free = self.all.iter().position(|segment| segment.bytes.is_empty());
        let index = free.unwrap_or(self.all.len());
        if free.is_none() {
            self.all.push(Segment::default());
        }
        if let Some(segment) = self.all.get_mut(index) {
            // One that nobody else knows. Where there are others it will be filled: growing it
            // leaves holes in the memory.
            let room = if index > 0 { SEGMENT } else { 0 };
            *segment = Segment { bytes: Rc::new(Vec::with_capacity(room)), used: 0 };
        }
        self.open = Some(index);
    }

    fn opened(&mut self) -> Option<&mut Vec<u8>> {
        Rc::get_mut(&mut self.all.get_mut(self.open?)?.bytes)
    }

    /// Nothing more comes into the open segment.
    fn seal(&mut self) {
        if let Some(bytes) = self.opened() {
            bytes.shrink_to_fit();
        }
        self.open = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use std::fmt::Write;

    fn body(rows: u32, generation: u32, every: u32) -> Vec<u8> {
        let mut json = String::from(r#"{"batch":{},"recipients":["#);
        for id in 0..rows {
            let comma = if id == 0 { "" } else { "," };
            // Each answer changes another share of them.
            let name = (generation + id) / every;
            write!(json, r#"{comma}{{"id":"{id}","name":"{name:0>200}"}}"#).unwrap();
        }
        json.push_str("]}");
        json.into_bytes()
    }

    /// How many bytes of memory the segments take, and how many hold some.
    fn held(segments: &Segments) -> (usize, usize) {
        let full = segments.all.iter().filter(|segment| !segment.bytes.is_empty());
        (full.clone().map(|segment| segment.bytes.capacity()).sum(), full.count())
    }

    #[test]
    fn many_answers_hold_little_more_than_one() {
        let mut store = Store::default();
        let (rows, every) = (4000, 50);
        let bytes = body(rows, 0, every).len();
        for generation in 0..200 {
            store.apply(body(rows, generation, every).into()).unwrap();
            let segments = store.roster().segments();
            let (held, full) = held(segments);
            assert!(held < bytes * 3 / 2 + SEGMENT, "{generation}: {held} of {bytes}");
            assert!(full < bytes / SHORT + 4, "{generation}: {full}");
            let slots = segments.all.len();
            assert!(slots <= bytes / SHORT + 4, "{generation}: {slots}");
        }
    }
}
