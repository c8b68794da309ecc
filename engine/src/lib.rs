//! The engine of `campaign` in a Web Worker, for campaigns so large that receiving and reading an
//! answer would hold up the page.
//!
//! `embed/batch-status-worker.js` calls it. A wasm of its own, since it is wanted fast where the
//! widget's is wanted small, and only few pages fetch it.

use campaign::domain::RecipientStatus;
use campaign::engine::export::Export;
use campaign::engine::{Ask, Engine, Generation, Go, SIZE_LIMIT, Shown};
use campaign::store::{Intake, Outcome};
use campaign::table::{Column, Direction, Mask, Query, Sort};
use js_sys::Uint8Array;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// The engines of all elements of a page, and the bodies on their way to them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Crew {
    engines: BTreeMap<u32, Engine>,
    bodies: BTreeMap<u32, Body>,
    exports: BTreeMap<(u32, u32), Export>,
}

/// A body is read as it comes, for all who wait for it.
enum Body {
    Coming(Box<Intake>, usize),
    Read(Outcome),
}

#[wasm_bindgen]
impl Crew {
    /// Nobody yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A body follows for that element. It is read beside what it has, or else another: on most
    /// pages it shows the same campaign.
    pub fn open(&mut self, number: u32, element: u32) {
        let beside = self.engines.get(&element).or_else(|| self.engines.values().next());
        let intake = beside.map_or_else(|| Engine::default().intake(), Engine::intake);
        self.bodies.insert(number, Body::Coming(intake.into(), 0));
    }

    /// Takes in a piece of a body. Whether it was not too much.
    pub fn push(&mut self, number: u32, piece: &Uint8Array) -> bool {
        let Some(Body::Coming(intake, length)) = self.bodies.get_mut(&number) else {
            return false;
        };
        let more = piece.length() as usize;
        *length += more;
        if *length > SIZE_LIMIT {
            return false;
        }
        intake.feed_by(more, |room| piece.copy_to(room));
        true
    }

    /// Forgets a body; engines that took it in keep it.
    pub fn free(&mut self, number: u32) {
        self.bodies.remove(&number);
    }

    /// Has an element's engine take in a body. Its answers come as a letter, here and below.
    pub fn apply(&mut self, element: u32, generation: u32, number: u32) -> String {
        let Some(body) = self.bodies.remove(&number) else { return String::new() };
        let outcome = match body {
            Body::Coming(intake, _) => intake.finish(),
            Body::Read(outcome) => outcome,
        };
        let engine = self.engines.entry(element).or_default();
        let before = engine.overview();
        let answers = engine.take(Generation(generation), &outcome);
        let letter = engine.write(&answers, before.as_ref());
        self.bodies.insert(number, Body::Read(outcome));
        letter
    }

    #[expect(clippy::needless_pass_by_value, reason = "what wasm-bindgen can take")]
    /// Has the table show other recipients, or others first.
    pub fn query(
        &mut self,
        element: u32,
        search: String,
        column: &str,
        is_down: bool,
        statuses: Vec<String>,
        reason: u32,
    ) -> String {
        let direction = if is_down { Direction::Descending } else { Direction::Ascending };
        let column = Column::ALL.into_iter().find(|known| known.key() == column);
        let sort = column.map(|column| Sort { column, direction });
        let statuses = statuses.iter().map(|name| RecipientStatus::named(name)).collect();
        self.ask(element, Ask::Query(Query { search, statuses, reason, sort, mask: Mask::None }))
    }

    /// Other rows are on screen.
    pub fn show(
        &mut self,
        element: u32,
        start: usize,
        end: usize,
        top: usize,
        bottom: usize,
    ) -> String {
        self.ask(element, Ask::Show(Shown { rows: start..end, top, bottom }))
    }

    /// Another row is the active one.
    pub fn go(&mut self, element: u32, from: Option<usize>, by: isize) -> String {
        self.ask(element, Ask::Go(Go { from, by }))
    }

    /// So many of the latest events are shown.
    pub fn follow(&mut self, element: u32, count: usize) -> String {
        self.ask(element, Ask::Follow(count))
    }

    /// Another campaign follows.
    pub fn forget(&mut self, element: u32) -> String {
        self.ask(element, Ask::Forget)
    }

    /// The campaign as it was received.
    pub fn snapshot(&self, element: u32) -> Option<String> {
        self.engines.get(&element)?.snapshot()
    }

    /// The next rows of an export that goes by that number, or its first; none after the last. Nothing
    /// where there is no campaign.
    pub fn export(&mut self, element: u32, number: u32) -> Option<String> {
        let known = self.exports.remove(&(element, number));
        let mut export = known.or_else(|| self.engines.get(&element)?.export())?;
        let letter = export.write();
        if !export.is_done() {
            self.exports.insert((element, number), export);
        }
        Some(letter)
    }

    /// An element's engine is not needed any more.
    pub fn leave(&mut self, element: u32) {
        self.engines.remove(&element);
        self.exports.retain(|(of, _), _| *of != element);
    }

    fn ask(&mut self, element: u32, ask: Ask) -> String {
        let engine = self.engines.entry(element).or_default();
        let before = engine.overview();
        let answers = engine.handle(ask);
        engine.write(&answers, before.as_ref())
    }
}
