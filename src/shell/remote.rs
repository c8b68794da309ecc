//! An element's engine in the worker, in the place of the one on the page.

use super::driver::{Driver, Inner};
use super::worker::Worker;
use batch_status_engine::message::{Call, Done, Order};
use campaign::engine::{Ask, ExportRows, Generation};
use campaign::failure::Transport;
use campaign::table::Row;
use campaign::widget::{Event, Reply};
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// The worker knows the element by its number.
pub(super) struct Remote {
    worker: Rc<Worker>,
    element: u32,
}

impl Remote {
    /// None where there is no worker. One that died answers nothing.
    pub(super) fn new(element: u32) -> Option<Rc<Self>> {
        Some(Rc::new(Self { worker: Worker::last()?, element }))
    }

    pub(super) fn worker(&self) -> Rc<Worker> {
        Rc::clone(&self.worker)
    }

    /// Hands a question over; the answers come to the driver as events.
    pub(super) fn ask(self: &Rc<Self>, driver: &Weak<Inner>, ask: Ask) {
        let generation = match &ask {
            Ask::Apply(generation, _) => Some(*generation),
            _ => None,
        };
        let answer = self.worker.call(Call::Ask { element: self.element, ask });
        let (remote, driver) = (Rc::downgrade(self), Weak::clone(driver));
        spawn_local(async move {
            match (answer.await, remote.upgrade()) {
                (Some(Done::Answers(answers)), Some(remote)) => {
                    Driver::take_answers(&driver, &remote, answers);
                }
                _ => lost(&driver, generation),
            }
        });
    }

    /// The campaign as it was received.
    pub(super) async fn snapshot(&self) -> Option<String> {
        match self.worker.call(Call::Snapshot { element: self.element }).await? {
            Done::Snapshot(text) => text,
            _ => None,
        }
    }

    /// The next rows of an export; None before the first answer, and where the worker died.
    pub(super) async fn rows(&self, export: u32, rows: ExportRows) -> Option<Vec<Row>> {
        match self.worker.call(Call::Export { element: self.element, export, rows }).await? {
            Done::Rows(rows) => rows,
            _ => None,
        }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.worker.order(Order::Leave { element: self.element });
    }
}

/// A driver that waits for an answer of a dead worker is told, and will ask anew.
fn lost(driver: &Weak<Inner>, generation: Option<Generation>) {
    if let Some(generation) = generation {
        let broken = Reply::Nothing(Transport::Interrupted);
        Driver::later(driver, Event::Replied(generation, broken));
    }
}
