//! The engines of all elements of a page, and the bodies on their way to them.

use campaign::engine::{Answer, Ask, Body, BodyId, Engine, Export, ExportRows, SIZE_LIMIT};
use campaign::store::{Intake, Outcome};
use campaign::table::Row;
use js_sys::Uint8Array;
use std::collections::BTreeMap;

#[derive(Default)]
pub(crate) struct Engines {
    by_element: BTreeMap<u32, Engine>,
    bodies: BTreeMap<BodyId, Received>,
    exports: BTreeMap<(u32, u32), Export>,
}

/// A body is read as it comes, for all elements that wait for it.
enum Received {
    InPart(Box<Intake>, usize),
    Whole(Outcome),
}

impl Engines {
    /// A body follows for that element. It is read beside what the element's engine has, or else
    /// another: on most pages it shows the same campaign.
    pub(crate) fn open(&mut self, body: BodyId, element: u32) {
        let beside = self.by_element.get(&element).or_else(|| self.by_element.values().next());
        let intake = beside.map_or_else(|| Engine::default().intake(), Engine::intake);
        self.bodies.insert(body, Received::InPart(intake.into(), 0));
    }

    /// Takes in a piece of a body. Whether it was not too much.
    pub(crate) fn push(&mut self, body: BodyId, piece: &Uint8Array) -> bool {
        let Some(Received::InPart(intake, length)) = self.bodies.get_mut(&body) else {
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
    pub(crate) fn free(&mut self, body: BodyId) {
        self.bodies.remove(&body);
    }

    /// What an element's engine answers.
    pub(crate) fn ask(&mut self, element: u32, ask: Ask) -> Vec<Answer> {
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

    /// The campaign as it was received.
    pub(crate) fn snapshot(&self, element: u32) -> Option<String> {
        self.by_element.get(&element)?.snapshot()
    }

    /// The next rows of an export that goes by that number, or its first; none after the last. Nothing
    /// where there is no campaign.
    pub(crate) fn export(
        &mut self,
        element: u32,
        number: u32,
        rows: ExportRows,
    ) -> Option<Vec<Row>> {
        let known = self.exports.remove(&(element, number));
        let mut export = known.or_else(|| self.by_element.get(&element)?.export(rows))?;
        let rows = export.next_rows();
        if !rows.is_empty() {
            self.exports.insert((element, number), export);
        }
        Some(rows)
    }

    /// An element's engine is not needed any more.
    pub(crate) fn leave(&mut self, element: u32) {
        self.by_element.remove(&element);
        self.exports.retain(|(of, _), _| *of != element);
    }
}
