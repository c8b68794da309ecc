//! The worker that large campaigns live in: it fetches them and keeps everybody, and only figures
//! and the rows on screen come over. The core hires it (`embed/batch-status-large.js`) and passes on
//! what it is told by `emit`; where the page's policy refuses workers, all stays here.

use super::driver::{Driver, Inner};
use campaign::engine::letter::Reader;
use campaign::engine::{Answer, Ask, Body, Generation};
use campaign::failure::Transport;
use campaign::table::{Direction, Mask, Query};
use campaign::widget::{Event, Reply};
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ReadableStream;

/// The header of a response whose body stays with the worker: its number there.
pub(super) const KEPT: &str = "x-kept";

/// A body that the worker keeps; it has no number where it was too much.
pub(super) fn body(number: u32) -> Result<Body, Transport> {
    if number > 0 { Ok(Body::There(number)) } else { Err(Transport::TooLarge) }
}

/// Hands over what came of a body, and the rest as it comes. Promises its number, 0 where it was too
/// much, null where it broke off; undefined where there is no worker, with the rest untouched.
pub(super) fn take(emit: &Function, body: &[u8], rest: &ReadableStream) -> Promise {
    tell(emit, "large", &[Uint8Array::from(body).into(), rest.into()])
}

/// Lets go of a body that all who waited for it have been handed.
pub(super) fn free(emit: &Function, reply: &Reply) {
    if let Reply::Answer { body: Body::There(number), .. } = *reply {
        let _ = tell(emit, "free", &[number.into()]);
    }
}

fn tell(emit: &Function, method: &str, args: &[JsValue]) -> Promise {
    let all = Array::of1(&method.into());
    for arg in args {
        all.push(arg);
    }
    Promise::resolve(&emit.call2(&JsValue::UNDEFINED, &"worker".into(), &all).unwrap_or_default())
}

/// An element's engine over there.
pub(super) struct Remote {
    emit: Function,
    reader: RefCell<Reader>,
}

impl Remote {
    pub(super) fn new(emit: Function) -> Rc<Self> {
        Rc::new(Self { emit, reader: RefCell::default() })
    }

    /// Hands a question over; the answers come to the driver as events.
    pub(super) fn ask(self: &Rc<Self>, driver: &Weak<Inner>, ask: Ask) {
        let (remote, driver) = (Rc::downgrade(self), Weak::clone(driver));
        let mut waiting = None;
        let (method, args) = match ask {
            Ask::Apply(generation, body) => {
                waiting = Some(generation);
                ("apply", vec![generation.0.into(), body.number().into()])
            }
            Ask::Query(query) => ("query", query_args(query)),
            Ask::Show(shown) => {
                let counts = [shown.rows.start, shown.rows.end, shown.top, shown.bottom];
                ("show", counts.map(JsValue::from).into())
            }
            Ask::Follow(count) => ("follow", vec![count.into()]),
            Ask::Go(go) => {
                let from = go.from.map_or(JsValue::UNDEFINED, JsValue::from);
                ("go", vec![from, go.by.into()])
            }
            Ask::Forget => ("forget", Vec::new()),
        };
        let answer = tell(&self.emit, method, &args);
        spawn_local(async move {
            let letter = JsFuture::from(answer).await.ok().and_then(|letter| letter.as_string());
            match (letter, remote.upgrade()) {
                (Some(letter), Some(remote)) => Driver::take_letter(&driver, &remote, &letter),
                _ => lost(&driver, waiting),
            }
        });
    }

    /// Promises the campaign as it was received.
    pub(super) fn snapshot(&self) -> Promise {
        tell(&self.emit, "snapshot", &[])
    }

    pub(super) fn read(&self, letter: &str, mask: Mask) -> Vec<Answer> {
        self.reader.borrow_mut().read(letter, mask)
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        let _ = tell(&self.emit, "leave", &[]);
    }
}

/// Whoever waits for an answer of a dead worker is told, and will ask anew.
fn lost(driver: &Weak<Inner>, waiting: Option<Generation>) {
    if let Some(generation) = waiting {
        let broken = Reply::Nothing(Transport::Interrupted);
        Driver::later(driver, Event::Replied(generation, broken));
    }
}

fn query_args(query: Query) -> Vec<JsValue> {
    let is_down = query.sort.is_some_and(|sort| sort.direction == Direction::Descending);
    let column = query.sort.map_or("", |sort| sort.column.key());
    let statuses = Array::new();
    for status in &query.statuses {
        statuses.push(&status.name().into());
    }
    vec![query.search.into(), column.into(), is_down.into(), statuses.into(), query.reason.into()]
}
