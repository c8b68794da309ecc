//! The engine of `campaign` in a Web Worker, for campaigns so large that receiving and reading an
//! answer would hold up the page.
//!
//! `embed/batch-status-worker.js` calls it. A wasm of its own, since it is wanted fast where the
//! widget's is wanted small, and only few pages fetch it.

#[cfg(target_arch = "wasm32")]
#[path = "../../src/memory.rs"]
mod memory;

use campaign::domain::RecipientStatus;
use campaign::engine::{Ask, Body, Engine, Generation, Shown};
use campaign::table::{Column, Direction, Mask, Query, Sort};
use js_sys::Uint8Array;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// Several times the largest campaign known; an endless body must not fill the memory.
const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// The engines of all elements of a page, and the bodies on their way to them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Crew {
    engines: Vec<(u32, Engine)>,
    bodies: Vec<(u32, Arc<Vec<u8>>)>,
    /// The length of the last body that was used: the next will be about as long.
    usual: usize,
}

#[wasm_bindgen]
impl Crew {
    /// Nobody yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a piece of a body. Whether it was not too much.
    pub fn push(&mut self, number: u32, piece: &Uint8Array) -> bool {
        let is_known = |(known, _): &(u32, _)| *known == number;
        if !self.bodies.iter().any(is_known) {
            let room = Vec::with_capacity(self.usual + self.usual / 64);
            self.bodies.push((number, Arc::new(room)));
        }
        let Some((_, body)) = self.bodies.iter_mut().find(|it| is_known(it)) else { return false };
        let Some(body) = Arc::get_mut(body) else { return false };
        let start = body.len();
        let end = start + piece.length() as usize;
        if end > SIZE_LIMIT {
            return false;
        }
        body.resize(end, 0);
        if let Some(room) = body.get_mut(start..) {
            piece.copy_to(room);
        }
        true
    }

    /// Forgets a body; engines that took it in keep it.
    pub fn free(&mut self, number: u32) {
        self.bodies.retain(|(known, _)| *known != number);
    }

    /// Has an element's engine take in a body. Its answers come as a letter, here and below.
    pub fn apply(&mut self, element: u32, generation: u32, number: u32) -> String {
        let body = self.bodies.iter().find(|(known, _)| *known == number);
        let body = body.map(|(_, body)| Arc::clone(body)).unwrap_or_default();
        self.usual = body.len();
        self.ask(element, Ask::Apply(Generation(generation), Body::Here(body)))
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
    ) -> String {
        let direction = if is_down { Direction::Descending } else { Direction::Ascending };
        let column = Column::ALL.into_iter().find(|known| known.key() == column);
        let sort = column.map(|column| Sort { column, direction });
        let statuses = statuses.iter().map(|name| RecipientStatus::named(name)).collect();
        self.ask(element, Ask::Query(Query { search, statuses, sort, mask: Mask::None }))
    }

    /// Other rows are on screen.
    pub fn show(&mut self, element: u32, start: usize, end: usize, top: usize) -> String {
        self.ask(element, Ask::Show(Shown { rows: start..end, top }))
    }

    /// Another campaign follows.
    pub fn forget(&mut self, element: u32) -> String {
        self.ask(element, Ask::Forget)
    }

    /// An element's engine is not needed any more.
    pub fn leave(&mut self, element: u32) {
        self.engines.retain(|(known, _)| *known != element);
    }

    fn ask(&mut self, element: u32, ask: Ask) -> String {
        if !self.engines.iter().any(|(known, _)| *known == element) {
            self.engines.push((element, Engine::default()));
        }
        let engine = self.engines.iter_mut().find(|(known, _)| *known == element);
        let Some((_, engine)) = engine else { return String::new() };
        let before = engine.overview();
        let answers = engine.handle(ask);
        engine.write(&answers, before.as_ref())
    }
}
