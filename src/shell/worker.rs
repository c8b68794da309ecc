//! The worker that large campaigns live in: it fetches them and keeps everybody, and only figures and
//! the rows on screen come over. Where the page can have no worker, all stays here: the files lie on another
//! origin, or its policy refuses workers.

use super::host::Host;
use super::timer::Timer;
use batch_status_engine::body::{Broken, next_piece};
use batch_status_engine::message::{Call, Done, Fetched, Message, Order, Question, Reply};
use campaign::engine::{BodyId, SIZE_LIMIT};
use campaign::failure::Transport;
use campaign::time::Span;
use futures::channel::oneshot;
use js_sys::{Array, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, MessageEvent, ReadableStream};

/// A worker that says nothing for so long is taken for dead: one that ran out of memory says nothing at
/// all.
const PATIENCE: Span = Span::seconds(5);
/// A worker is asked whether it lives when it has not done after so long what needs no network.
const LONGEST: Span = Span::seconds(30);

thread_local! {
    /// The one worker of all elements; None where there can be none.
    static WORKER: RefCell<Option<Rc<Worker>>> = const { RefCell::new(None) };
    static HIGHEST: Cell<u32> = const { Cell::new(0) };
}

/// The worker, and what is waited for from it.
pub(super) struct Worker {
    thread: web_sys::Worker,
    waiting: RefCell<BTreeMap<u32, Waiting>>,
    is_dead: Cell<bool>,
    /// Buries it, unless it says that it lives.
    silence: RefCell<Option<Timer>>,
    _listeners: [Closure<dyn FnMut(Event)>; 2],
}

struct Waiting {
    done: oneshot::Sender<Done>,
    _reminder: Option<Timer>,
}

/// Another number for a body, an element or a call.
pub(super) fn next_number() -> u32 {
    HIGHEST.set(HIGHEST.get().wrapping_add(1));
    HIGHEST.get()
}

impl Worker {
    /// The one that there is, or was.
    pub(super) fn last() -> Option<Rc<Self>> {
        WORKER.with_borrow(Option::clone)
    }

    pub(super) fn is_living(&self) -> bool {
        !self.is_dead.get()
    }

    /// The one that there is, or a new one. A second is not started once it died.
    async fn living_or_new(host: &Host) -> Option<Rc<Self>> {
        if WORKER.with_borrow(Option::is_none) {
            let started = JsFuture::from(host.start_worker().ok()?).await.ok()?;
            let started: web_sys::Worker = started.dyn_into().ok()?;
            WORKER.with_borrow_mut(|known| {
                // Two elements may have waited for it.
                known.get_or_insert_with(|| Self::new(started));
            });
        }
        Self::last().filter(|worker| worker.is_living())
    }

    fn new(worker: web_sys::Worker) -> Rc<Self> {
        Rc::new_cyclic(|weak: &Weak<Self>| {
            let on = |act: fn(&Self, &Event)| {
                let weak = Weak::clone(weak);
                Closure::new(move |event: Event| {
                    if let Some(worker) = weak.upgrade() {
                        act(&worker, &event);
                    }
                })
            };
            let listeners = [on(Self::hear), on(Self::fail)];
            let [message, error] = &listeners;
            worker.set_onmessage(Some(message.as_ref().unchecked_ref()));
            worker.set_onerror(Some(error.as_ref().unchecked_ref()));
            Self {
                thread: worker,
                waiting: RefCell::default(),
                is_dead: Cell::new(false),
                silence: RefCell::default(),
                _listeners: listeners,
            }
        })
    }

    fn hear(&self, event: &Event) {
        let data = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
        let reply = data.and_then(|text| serde_json::from_str::<Reply>(&text).ok());
        if let Some(Reply { call, done }) = reply {
            self.silence.take();
            let waiting = self.waiting.borrow_mut().remove(&call);
            if let Some(waiting) = waiting {
                // It may not be waited for any more.
                let _ = waiting.done.send(done);
            }
        }
    }

    /// Its wasm trapped, or its script failed. The page goes on without it, and its console is spared.
    fn fail(&self, event: &Event) {
        event.prevent_default();
        self.bury();
    }

    fn bury(&self) {
        self.is_dead.set(true);
        self.thread.terminate();
        // Those that wait are told by that.
        let waiting = self.waiting.take();
        drop(waiting);
        self.silence.take();
    }

    /// Takes it for dead, unless it says soon that it lives.
    fn check(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let bury = move || {
            if let Some(worker) = weak.upgrade() {
                worker.bury();
            }
        };
        self.silence.replace(Timer::new(PATIENCE, bury));
        // Any word of it will do.
        drop(self.begin(Call::Ping));
    }

    pub(super) fn order(&self, order: Order) {
        self.post(&Message::Order(order), None);
    }

    /// What comes of a call; None where the worker died. It is said at once, in the order of all orders
    /// and calls.
    pub(super) fn call(self: &Rc<Self>, call: Call) -> impl Future<Output = Option<Done>> + use<> {
        let receiver = self.begin(call);
        async move { receiver?.await.ok() }
    }

    fn begin(self: &Rc<Self>, call: Call) -> Option<oneshot::Receiver<Done>> {
        if self.is_dead.get() {
            return None;
        }
        let (done, receiver) = oneshot::channel();
        let number = next_number();
        let weak = Rc::downgrade(self);
        let remind = move || {
            if let Some(worker) = weak.upgrade() {
                worker.check();
            }
        };
        // The network has time limits of its own.
        let has_limit = !matches!(call, Call::Fetch { .. } | Call::Ping);
        let reminder = if has_limit { Timer::new(LONGEST, remind) } else { None };
        self.waiting.borrow_mut().insert(number, Waiting { done, _reminder: reminder });
        self.post(&Message::Call(number, call), None);
        Some(receiver)
    }

    fn post(&self, message: &Message, piece: Option<&Uint8Array>) {
        let Ok(text) = serde_json::to_string(message) else { return };
        let sent = match piece {
            // It goes over instead of being copied.
            Some(piece) => self.thread.post_message_with_transfer(
                &Array::of2(&text.into(), piece),
                &Array::of1(&piece.buffer()),
            ),
            None => self.thread.post_message(&Array::of1(&text.into())),
        };
        if sent.is_err() {
            self.bury();
        }
    }

    /// Has the worker ask for a campaign for an element; it keeps the body.
    pub(super) async fn fetch(
        self: &Rc<Self>,
        element: u32,
        question: Question,
    ) -> Option<(BodyId, Fetched)> {
        let body = BodyId(next_number());
        let under_way = UnderWay { worker: Rc::downgrade(self), body, is_done: Cell::new(false) };
        let done = self.call(Call::Fetch { body, element, question }).await;
        under_way.is_done.set(true);
        match done? {
            Done::Fetched(fetched) => Some((body, fetched)),
            _ => None,
        }
    }
}

/// A request of the worker's. Dropped before it is done, it is given up; and a worker that does not
/// even do that is looked after.
struct UnderWay {
    worker: Weak<Worker>,
    body: BodyId,
    is_done: Cell<bool>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.upgrade().filter(|_| !self.is_done.get()) {
            worker.order(Order::Abort { body: self.body });
            worker.check();
        }
    }
}

/// What became of a body that was to go over.
pub(super) enum Moved {
    /// There can be no worker; the rest of the body is untouched.
    NoWorker,
    /// The worker keeps it.
    There(BodyId),
    /// It is more than any campaign, or broke off.
    Failed(Transport),
}

/// Hands over a body: what came of it, and the rest as it comes.
pub(super) async fn take_over(
    host: &Host,
    element: u32,
    first: &[u8],
    rest: &ReadableStream,
) -> Moved {
    let Some(worker) = Worker::living_or_new(host).await else { return Moved::NoWorker };
    let body = BodyId(next_number());
    worker.order(Order::Open { body, element });
    let failed = |transport| {
        worker.order(Order::Free { body });
        Moved::Failed(transport)
    };
    let mut length = first.len();
    let mut piece = Some(Uint8Array::from(first));
    while let Some(bytes) = piece {
        worker.post(&Message::Order(Order::Push { body }), Some(&bytes));
        piece = match next_piece(rest).await {
            Ok(piece) => piece,
            Err(Broken) => return failed(Transport::Interrupted),
        };
        length += piece.as_ref().map_or(0, |piece| piece.length() as usize);
        if length > SIZE_LIMIT {
            return failed(Transport::TooLarge);
        }
    }
    if worker.is_dead.get() { Moved::Failed(Transport::Interrupted) } else { Moved::There(body) }
}

/// Lets go of a body that all that waited for it have been handed.
pub(super) fn free(body: BodyId) {
    if let Some(worker) = Worker::last() {
        worker.order(Order::Free { body });
    }
}
