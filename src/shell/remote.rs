//! The worker that large campaigns live in: it fetches them and keeps everybody, and only figures
//! and the rows on screen come over. Where the page's policy refuses workers, all stays here.
//!
//! The core lends a function that hires it (`embed/batch-status-large.js`); GLUE.md has its methods.

use super::driver::{Driver, Inner};
use campaign::engine::letter::Reader;
use campaign::engine::{Answer, Ask, Body, Generation};
use campaign::failure::Transport;
use campaign::table::{Direction, Mask, Query};
use campaign::widget::{Event, Reply};
use js_sys::{Array, Function, Promise, Uint8Array};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStreamDefaultReader, RequestInit, Response};

/// The header of a response whose body stays with the worker; it says what was too much for it.
pub(super) const KEPT: &str = "x-kept";

thread_local! {
    static HIRE: RefCell<Option<Function>> = const { RefCell::new(None) };
    static TELL: RefCell<Option<Function>> = const { RefCell::new(None) };
    static LAST: Cell<u32> = const { Cell::new(0) };
}

/// Takes the function that promises the worker's `tell(method, number, ...args)`, the same each time.
pub(super) fn employ(hire: Function) {
    HIRE.set(Some(hire));
}

/// Hires the worker, if that was not done; where there can be none, it is not tried again.
async fn hire() -> Option<()> {
    let promise = HIRE.take()?.call0(&JsValue::UNDEFINED).ok()?;
    let tell = JsFuture::from(Promise::resolve(&promise)).await.ok()?;
    TELL.set(tell.dyn_into().ok());
    Some(())
}

/// Calls a method about the body or the element of that number.
fn tell(method: &str, number: u32, args: &[JsValue]) -> Promise {
    let all = Array::of2(&method.into(), &number.into());
    for arg in args {
        all.push(arg);
    }
    let told = TELL.with_borrow(|tell| tell.as_ref()?.apply(&JsValue::UNDEFINED, &all).ok());
    Promise::resolve(&told.unwrap_or_default())
}

/// What a method gives; None once the worker has died, and then there is none from now on.
async fn given(promise: Promise) -> Option<JsValue> {
    let given = JsFuture::from(promise).await.ok().filter(|given| !given.is_undefined());
    if given.is_none() {
        TELL.set(None);
    }
    given
}

/// Another number for a body or an element.
fn another() -> u32 {
    LAST.set(LAST.get() + 1);
    LAST.get()
}

/// A body on its way to the worker.
#[derive(Clone)]
pub(super) struct There(u32);

impl There {
    /// A number for a body that the worker is to fetch; None without a worker.
    pub(super) fn new() -> Option<Self> {
        TELL.with_borrow(Option::is_some).then(|| Self(another()))
    }

    /// The same, with a worker hired for it.
    pub(super) async fn found() -> Option<Self> {
        if TELL.with_borrow(Option::is_none) {
            hire().await;
        }
        Self::new()
    }

    pub(super) fn body(&self) -> Body {
        Body::There(self.0)
    }

    /// Has the worker ask. None where it did not come.
    pub(super) async fn fetch(&self, address: &str, options: &RequestInit) -> Option<Response> {
        let args = [address.into(), options.into()];
        given(tell("fetch", self.0, &args)).await?.dyn_into().ok()
    }

    /// Hands over what came of a body, and the rest as it comes. Whether it was not too much; None
    /// where it broke off.
    pub(super) async fn take(
        &self,
        body: &[u8],
        reader: &ReadableStreamDefaultReader,
    ) -> Option<bool> {
        let args = [Uint8Array::from(body).into(), reader.into()];
        given(tell("take", self.0, &args)).await?.as_bool()
    }

    pub(super) fn give_up(&self) {
        let _ = tell("abort", self.0, &[]);
    }
}

/// Lets go of a body that all who waited for it have been handed.
pub(super) fn free(reply: &Reply) {
    if let Reply::Answer { body: Body::There(number), .. } = *reply {
        let _ = tell("free", number, &[]);
    }
}

/// An element's engine over there.
pub(super) struct Remote {
    element: u32,
    reader: RefCell<Reader>,
}

impl Remote {
    pub(super) fn new() -> Rc<Self> {
        Rc::new(Self { element: another(), reader: RefCell::default() })
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
                let counts = [shown.rows.start, shown.rows.end, shown.top];
                ("show", counts.map(JsValue::from).into())
            }
            Ask::Forget => ("forget", Vec::new()),
        };
        let answer = tell(method, self.element, &args);
        spawn_local(async move {
            let letter = given(answer).await.and_then(|letter| letter.as_string());
            let Some(remote) = remote.upgrade() else { return };
            match letter {
                Some(letter) => Driver::take_letter(&driver, &remote, &letter),
                None => lost(&driver, waiting),
            }
        });
    }

    pub(super) fn read(&self, letter: &str, mask: Mask) -> Vec<Answer> {
        self.reader.borrow_mut().read(letter, mask)
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
    vec![query.search.into(), column.into(), is_down.into(), statuses.into()]
}

impl Drop for Remote {
    fn drop(&mut self) {
        let _ = tell("leave", self.element, &[]);
    }
}
