//! The engine of `campaign` in a Web Worker, for campaigns so large that receiving and reading an
//! answer would hold up the page.
//!
//! `embed/batch-status-worker.js` calls it. A wasm of its own, since it is wanted fast where the
//! widget's is wanted small, and only few pages fetch it.

use campaign::engine::{Answer, Ask, Body, BodyId, Engine, Export, SIZE_LIMIT};
use campaign::store::{Intake, Outcome};
use js_sys::Uint8Array;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::*;

/// The engines of all elements of a page, and the bodies on their way to them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engines {
    by_element: BTreeMap<u32, Engine>,
    bodies: BTreeMap<BodyId, Received>,
    exports: BTreeMap<(u32, u32), Export>,
}

/// A body is read as it comes, for all elements that wait for it.
enum Received {
    InPart(Box<Intake>, usize),
    Whole(Outcome),
}

#[wasm_bindgen]
impl Engines {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// A body follows for that element. It is read beside what the element's engine has, or else
    /// another: on most pages it shows the same campaign.
    pub fn open(&mut self, body: u32, element: u32) {
        let beside = self.by_element.get(&element).or_else(|| self.by_element.values().next());
        let intake = beside.map_or_else(|| Engine::default().intake(), Engine::intake);
        self.bodies.insert(BodyId(body), Received::InPart(intake.into(), 0));
    }

    /// Takes in a piece of a body. Whether it was not too much.
    pub fn push(&mut self, body: u32, piece: &Uint8Array) -> bool {
        let Some(Received::InPart(intake, length)) = self.bodies.get_mut(&BodyId(body)) else {
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

    /// Forgets a body; engines that took it in keep what it said.
    pub fn free(&mut self, body: u32) {
        self.bodies.remove(&BodyId(body));
    }

    /// Asks an element's engine: takes an [`Ask`] as JSON and gives a list of [`Answer`]s as JSON.
    /// None of what is no question.
    pub fn ask(&mut self, element: u32, ask: &str) -> Option<String> {
        let ask = serde_json::from_str(ask).ok()?;
        serde_json::to_string(&self.answers(element, ask)).ok()
    }

    /// The campaign as it was received.
    pub fn snapshot(&self, element: u32) -> Option<String> {
        self.by_element.get(&element)?.snapshot()
    }

    /// The next rows of an export that goes by that number, or its first, as JSON; none after the
    /// last. Nothing where there is no campaign.
    pub fn export(&mut self, element: u32, number: u32) -> Option<String> {
        let known = self.exports.remove(&(element, number));
        let mut export = known.or_else(|| self.by_element.get(&element)?.export())?;
        let rows = export.next_rows();
        if !rows.is_empty() {
            self.exports.insert((element, number), export);
        }
        serde_json::to_string(&rows).ok()
    }

    /// An element's engine is not needed any more.
    pub fn leave(&mut self, element: u32) {
        self.by_element.remove(&element);
        self.exports.retain(|(of, _), _| *of != element);
    }

    fn answers(&mut self, element: u32, ask: Ask) -> Vec<Answer> {
        let engine = self.by_element.entry(element).or_default();
        let Ask::Apply(generation, Body::InWorker(id)) = ask else { return engine.handle(ask) };
        let Some(body) = self.bodies.remove(&id) else { return Vec::new() };
        let outcome = match body {
            Received::InPart(intake, _) => intake.finish(),
            Received::Whole(outcome) => outcome,
        };
        let answers = engine.take(generation, &outcome);
        self.bodies.insert(id, Received::Whole(outcome));
        answers
    }
}
