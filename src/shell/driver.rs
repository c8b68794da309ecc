//! Carries out the machine's commands, and writes the one view signal.

use super::http::{self, InFlight};
use super::presence::Watch;
use super::timer::{Ticker, Timer};
use super::{clock, host, presence};
use campaign::config::RawConfig;
use campaign::engine::Engine;
use campaign::secret::ApiKey;
use campaign::view::View;
use campaign::widget::{Command, Event, HostEvent, Presence, Request, Widget};
use js_sys::Function;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::spawn_local;

/// One element's machine and the effects it has under way. Clones share it.
#[derive(Clone)]
pub struct Driver(Rc<Inner>);

struct Inner {
    widget: RefCell<Widget>,
    engine: RefCell<Engine>,
    view: ArcRwSignal<View>,
    emit: Function,
    queue: RefCell<VecDeque<Event>>,
    is_draining: Cell<bool>,
    to_tell: RefCell<Vec<HostEvent>>,
    key: RefCell<Option<ApiKey>>,
    request: RefCell<Option<InFlight>>,
    wake: RefCell<Option<Timer>>,
    ticker: RefCell<Option<Ticker>>,
    watch: RefCell<Option<Watch>>,
}

impl Driver {
    /// A driver that tells the host page by `emit(name, detail)`.
    pub fn new(emit: Function) -> Self {
        let widget = Widget::default();
        let view = ArcRwSignal::new(View::new(&widget, clock::now()));
        Self(Rc::new(Inner {
            widget: RefCell::new(widget),
            engine: RefCell::default(),
            view,
            emit,
            queue: RefCell::default(),
            is_draining: Cell::new(false),
            to_tell: RefCell::default(),
            key: RefCell::default(),
            request: RefCell::default(),
            wake: RefCell::default(),
            ticker: RefCell::default(),
            watch: RefCell::default(),
        }))
    }

    /// What the screen shows.
    pub fn view(&self) -> ArcRwSignal<View> {
        self.0.view.clone()
    }

    /// The key last given: the host page says it once and not again.
    pub(crate) fn key(&self) -> Option<ApiKey> {
        self.0.key.borrow().clone()
    }

    /// Takes in what the host page asked for.
    pub fn configure(&self, raw: RawConfig) {
        self.0.key.replace(raw.api_key.clone());
        self.send(Event::Configure(raw));
    }

    /// The element is in a document.
    pub fn connect(&self) {
        let weak = Rc::downgrade(&self.0);
        let watch = Watch::new(move || Self::with(&weak, Self::look_around));
        self.0.watch.replace(Some(watch));
        self.change_presence(|presence| presence.is_connected = true);
    }

    /// The element is in no document.
    pub fn disconnect(&self) {
        self.0.watch.take();
        self.change_presence(|presence| presence.is_connected = false);
    }

    /// A person asks for an answer now.
    pub fn refresh(&self) {
        self.send(Event::Refresh);
    }

    /// A person pauses or resumes refreshing.
    pub fn hold(&self, is_held: bool) {
        self.change_presence(|presence| presence.is_held = is_held);
    }

    fn look_around(&self) {
        self.change_presence(|_| {});
    }

    fn change_presence(&self, change: impl FnOnce(&mut Presence)) {
        let mut now = self.0.widget.borrow().presence();
        now.is_visible = presence::is_visible();
        now.is_online = presence::is_online();
        change(&mut now);
        self.send(Event::Presence(now));
    }

    /// Hands an event to the machine. Events that arrive while one is being handled (host page
    /// code may call back from anything it is told) wait for their turn.
    pub fn send(&self, event: Event) {
        self.0.queue.borrow_mut().push_back(event);
        if self.0.is_draining.replace(true) {
            return;
        }
        while let Some(event) = self.next_event() {
            let moment = clock::moment();
            let commands = self.0.widget.borrow_mut().update(event, moment);
            for command in commands {
                self.carry_out(command);
            }
        }
        self.0.is_draining.set(false);
        self.show();
        self.tell();
    }

    fn next_event(&self) -> Option<Event> {
        self.0.queue.borrow_mut().pop_front()
    }

    fn show(&self) {
        self.0.view.set(View::new(&self.0.widget.borrow(), clock::now()));
    }

    /// Tells the host page once the screen shows what it is told of: drawing waits for a microtask,
    /// and this one stands behind it.
    fn tell(&self) {
        let events = self.0.to_tell.take();
        if !events.is_empty() {
            let emit = self.0.emit.clone();
            spawn_local(async move {
                for event in events {
                    host::tell(&emit, &event);
                }
            });
        }
    }

    fn carry_out(&self, command: Command) {
        match command {
            Command::Fetch(request) => self.fetch(request),
            Command::Abort => drop(self.0.request.take()),
            Command::Ask(ask) => {
                let answers = self.0.engine.borrow_mut().handle(ask);
                self.0.queue.borrow_mut().extend(answers.into_iter().map(Event::Engine));
            }
            Command::Wake { after } => {
                let weak = Rc::downgrade(&self.0);
                let timer = Timer::new(after, move || Self::later(&weak, Event::Woke));
                self.0.wake.replace(timer);
            }
            Command::CancelWake => drop(self.0.wake.take()),
            Command::StartTicking => {
                let weak = Rc::downgrade(&self.0);
                let ticker = Ticker::new(move || Self::later(&weak, Event::Tick));
                self.0.ticker.replace(ticker);
            }
            Command::StopTicking => drop(self.0.ticker.take()),
            Command::Tell(event) => self.0.to_tell.borrow_mut().push(event),
            Command::Warn(warning) => host::warn(&warning.to_string()),
        }
    }

    fn fetch(&self, request: Request) {
        let weak = Rc::downgrade(&self.0);
        let generation = request.generation;
        let in_flight = http::send(request, move |reply| {
            Self::later(&weak, Event::Replied(generation, reply));
        });
        self.0.request.replace(Some(in_flight));
    }

    /// Effects hold the driver weakly: a collected element must not be kept by its own timer.
    fn later(weak: &Weak<Inner>, event: Event) {
        Self::with(weak, |driver| driver.send(event));
    }

    fn with(weak: &Weak<Inner>, act: impl FnOnce(&Self)) {
        if let Some(inner) = weak.upgrade() {
            act(&Self(inner));
        }
    }
}
