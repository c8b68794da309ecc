//! The worker that large campaigns live in: it fetches them and keeps everybody, and only figures
//! and the rows on screen come over. The core hires it (`embed/batch-status-large.js`) and passes on
//! what it is told by `emit`; where the page's policy refuses workers, all stays here.

use super::driver::{Driver, Inner};
use campaign::engine::{Answer, Ask, Body, BodyId, Generation};
use campaign::failure::Transport;
use campaign::widget::{Event, Reply};
use js_sys::{Array, Function, Promise, Uint8Array};
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::ReadableStream;

/// The header of a response whose body stays with the worker: its number there.
pub(super) const KEPT: &str = "x-kept";

/// A body that the worker keeps; it has no number where it was too much.
pub(super) fn body(number: u32) -> Result<Body, Transport> {
    if number > 0 { Ok(Body::InWorker(BodyId(number))) } else { Err(Transport::TooLarge) }
}

/// Hands over what came of a body, and the rest as it comes. Promises its number, 0 where it was too
/// much, null where it broke off; undefined where there is no worker, with the rest untouched.
pub(super) fn take(emit: &Function, body: &[u8], rest: &ReadableStream) -> Promise {
    tell(emit, "large", &[Uint8Array::from(body).into(), rest.into()])
}

/// Lets go of a body that all who waited for it have been handed.
pub(super) fn free(emit: &Function, reply: &Reply) {
    if let Reply::Answer { body: Body::InWorker(BodyId(number)), .. } = *reply {
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
}

impl Remote {
    pub(super) fn new(emit: Function) -> Rc<Self> {
        Rc::new(Self { emit })
    }

    /// Hands a question over; the answers come to the driver as events.
    pub(super) fn ask(self: &Rc<Self>, driver: &Weak<Inner>, ask: &Ask) {
        let (remote, driver) = (Rc::downgrade(self), Weak::clone(driver));
        let waiting = match ask {
            Ask::Apply(generation, _) => Some(*generation),
            _ => None,
        };
        let Ok(json) = serde_json::to_string(ask) else { return lost(&driver, waiting) };
        let answer = tell(&self.emit, "ask", &[json.into()]);
        spawn_local(async move {
            let json = JsFuture::from(answer).await.ok().and_then(|json| json.as_string());
            let answers = json.and_then(|json| serde_json::from_str::<Vec<Answer>>(&json).ok());
            match (answers, remote.upgrade()) {
                (Some(answers), Some(remote)) => Driver::take_answers(&driver, &remote, answers),
                _ => lost(&driver, waiting),
            }
        });
    }

    /// Promises the campaign as it was received.
    pub(super) fn snapshot(&self) -> Promise {
        tell(&self.emit, "snapshot", &[])
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
