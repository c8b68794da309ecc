//! Carries out the machine's commands, and writes the view.

use super::end_signal::{self, Title, Told};
use super::host::{self, Host};
use super::host_values::HostValues;
use super::http::Asker;
use super::insights::insights;
use super::player::{Playback, Player};
use super::presence::Watch;
use super::remote::Remote;
use super::shared_request::SharedRequest;
use super::timer::{Ticker, Timer};
use super::views::Views;
use super::{clock, presence, worker};
use crate::text::Zone;
use campaign::config::{Config, Source};
use campaign::engine::{Answer, Ask, Body, Engine, Shown};
use campaign::table::Row;
use campaign::time::{Millis, Span};
use campaign::view::{Campaign, View};
use campaign::view_state::ViewState;
use campaign::widget::{Command, Event, HostEvent, Presence, Request, TableEvent, Widget};
use std::cell::{Cell, Ref, RefCell, RefMut};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

thread_local! {
    static DRIVERS: RefCell<Vec<Weak<Inner>>> = const { RefCell::new(Vec::new()) };
    static HALTED: Cell<bool> = const { Cell::new(false) };
}

/// The longest that the engine keeps the page from anything else: half a frame.
const SLICE: Span = Span(8);
/// Bytes after which the clock is looked at.
const STEP: usize = 128 * 1024;

/// From now on nothing happens in any element: nobody knows in which state a trap left them.
pub(super) fn halt() {
    HALTED.set(true);
}

/// What the host page gave that is not the machine's.
#[derive(Default)]
pub(super) struct Given {
    pub(super) values: HostValues,
    /// What its calling window is read in; UTC where it is none.
    pub(super) window_zone: Option<Zone>,
}

impl Given {
    fn window_ahead(&self, at: Millis) -> Span {
        self.window_zone.as_ref().map_or(Span(0), |zone| zone.ahead(at))
    }
}

/// Puts the end of a campaign into words.
pub type EndWords = Box<dyn Fn(&Campaign) -> Told>;

/// One element's machine and the effects it has under way. Clones share it.
#[derive(Clone)]
pub struct Driver(Rc<Inner>);

/// What clones of a driver share.
pub(super) struct Inner {
    widget: RefCell<Widget>,
    engine: RefCell<Engine>,
    /// The engine of a large campaign, in the other's place.
    remote: RefCell<Option<Rc<Remote>>>,
    /// Those of the last drawing; None before the first.
    views: Cell<Option<Views>>,
    /// What the machine had counted when it was shown last.
    shown: Cell<u32>,
    host: Host,
    /// What the worker knows this element by.
    number: u32,
    queue: RefCell<VecDeque<Event>>,
    is_draining: Cell<bool>,
    to_tell: RefCell<Vec<HostEvent>>,
    /// What a person made of the view, to be told at the end of the task.
    view_change: RefCell<Option<(ViewState, Option<Timer>)>>,
    given: RefCell<Given>,
    request: RefCell<Option<Rc<SharedRequest>>>,
    working: RefCell<Option<Timer>>,
    wake: RefCell<Option<Timer>>,
    ticker: RefCell<Option<Ticker>>,
    watch: RefCell<Option<Watch>>,
    /// In which the campaign's end is told to the person who waits for it.
    end_words: RefCell<Option<EndWords>>,
    /// The page's title, while it tells of the end.
    title: RefCell<Option<Title>>,
    player: RefCell<Option<Rc<Player>>>,
}

impl Driver {
    /// A driver of an element whose class is told what happens.
    pub fn new(host: Host) -> Self {
        let inner = Rc::new(Inner {
            widget: RefCell::default(),
            engine: RefCell::default(),
            remote: RefCell::default(),
            views: Cell::default(),
            shown: Cell::default(),
            host,
            number: worker::next_number(),
            queue: RefCell::default(),
            is_draining: Cell::new(false),
            to_tell: RefCell::default(),
            view_change: RefCell::default(),
            given: RefCell::default(),
            request: RefCell::default(),
            working: RefCell::default(),
            wake: RefCell::default(),
            ticker: RefCell::default(),
            watch: RefCell::default(),
            end_words: RefCell::default(),
            title: RefCell::default(),
            player: RefCell::default(),
        });
        DRIVERS.with_borrow_mut(|drivers| {
            drivers.retain(|driver| driver.strong_count() > 0);
            drivers.push(Rc::downgrade(&inner));
        });
        Self(inner)
    }

    /// All whose campaign comes from there.
    pub(super) fn asking(source: &Source) -> Vec<Weak<Inner>> {
        let asks = |driver: &&Weak<Inner>| {
            driver.upgrade().is_some_and(|inner| {
                let widget = inner.widget.try_borrow();
                widget.is_ok_and(|it| it.source() == Ok(source))
            })
        };
        DRIVERS.with_borrow(|drivers| drivers.iter().filter(asks).cloned().collect())
    }

    /// What the screen shows, for the drawing that is being mounted. From now on the host page is
    /// told what happens.
    pub fn views(&self) -> Views {
        if self.0.views.get().is_none() {
            // Until it is laid out: what fits a table of the usual height, so that its rows come with it.
            let shown = Shown { rows: 0..16, top: 0, bottom: 11 };
            self.send(Event::Table(TableEvent::Show(shown)));
        }
        let player = self.0.player.borrow().clone();
        let playback = player.and_then(|player| player.playback());
        let views = Views::new(self.look(), playback);
        self.0.views.set(Some(views));
        self.tell();
        views
    }

    /// The recipients, for what is taken away from the screen.
    pub(super) fn engine(&self) -> Ref<'_, Engine> {
        self.0.engine.borrow()
    }

    /// Whether nothing more is going to happen in the campaign.
    pub(super) fn is_over(&self) -> bool {
        self.look().is_over()
    }

    /// What a person has made of the view.
    pub(super) fn view_state(&self) -> ViewState {
        self.0.widget.borrow().view_state()
    }

    /// What the screen shows, as data for the page; undefined before the first answer.
    pub(super) fn insights(&self) -> JsValue {
        insights(&self.look(), &self.0.widget.borrow())
    }

    /// Takes the key out of rows that leave the screen, should the server have sent it back.
    pub(super) fn blot_rows(&self, rows: &mut [Row]) {
        self.0.widget.borrow().blot_rows(rows);
    }

    /// A text of the server's without the key.
    pub(super) fn safe_text(&self, text: String) -> String {
        self.0.widget.borrow().safe_text(text)
    }

    /// Where the recipients are, if that is not here.
    pub(super) fn remote(&self) -> Option<Rc<Remote>> {
        self.0.remote.borrow().clone()
    }

    /// What the host page gave that is not the machine's, to be changed by what it gives now.
    pub(super) fn given(&self) -> RefMut<'_, Given> {
        self.0.given.borrow_mut()
    }

    /// Takes in what the host page chose. With a speed, a campaign that does not change is played back.
    pub(super) fn configure(&self, config: Config, speed: Option<f64>) {
        let playable = config.source.clone().ok().filter(Source::can_be_played);
        let Some((source, speed)) = playable.zip(speed) else {
            self.0.player.take();
            self.given().values.forget_moment();
            self.show_playback(None);
            return self.send(Event::Configure(config));
        };
        let known = self.0.player.borrow().clone().filter(|player| player.source == source);
        if let Some(player) = known {
            return player.configure(config, speed);
        }
        let player = Player::open(self, source, config, speed);
        self.0.player.replace(Some(player));
        self.show_playback(None);
    }

    /// Where a playback is; None where there is none.
    pub(super) fn show_playback(&self, playback: Option<Playback>) {
        if let Some(views) = self.0.views.get() {
            views.show_playback(playback);
        }
    }

    /// What steers the playback, where there is one.
    fn steer(&self, act: impl FnOnce(&Rc<Player>)) {
        let player = self.0.player.borrow().clone();
        if let Some(player) = player {
            act(&player);
        }
    }

    /// A person plays or pauses the playback.
    pub fn press_play(&self) {
        self.steer(Player::press);
    }

    /// A person wants to see another moment of the playback.
    pub fn seek(&self, position: Millis) {
        self.steer(|player| player.seek(position));
    }

    /// A person wants another speed.
    pub fn set_speed(&self, speed: f64) {
        self.steer(|player| player.set_speed(speed));
    }

    pub(super) fn is_connected(&self) -> bool {
        self.0.widget.borrow().presence().is_connected
    }

    pub(super) fn downgrade(&self) -> Weak<Inner> {
        Rc::downgrade(&self.0)
    }

    pub(super) fn upgrade(weak: &Weak<Inner>) -> Option<Self> {
        weak.upgrade().map(Self)
    }

    /// The element is in a document.
    pub fn connect(&self) {
        let weak = Rc::downgrade(&self.0);
        let watch = Watch::new(move || Self::with(&weak, Self::look_around));
        self.0.watch.replace(Some(watch));
        self.change_presence(|presence| presence.is_connected = true);
        self.steer(Player::go_on);
    }

    /// The element is in no document.
    pub fn disconnect(&self) {
        self.0.watch.take();
        self.steer(|player| player.stand());
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

    /// A person wants to be told of the campaign's end, in these words, or no longer does.
    pub fn await_end(&self, words: Option<EndWords>) {
        let is_awaited = words.is_some();
        drop(self.0.end_words.replace(words));
        self.change_presence(|presence| presence.is_awaited = is_awaited);
    }

    fn signal_end(&self) {
        let view = self.look();
        let words = self.0.end_words.take();
        let told = words.zip(view.campaign()).map(|(words, campaign)| words(campaign));
        drop(self.0.title.replace(told.and_then(|told| end_signal::tell(&told))));
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
        if HALTED.get() {
            return;
        }
        self.0.queue.borrow_mut().push_back(event);
        self.drain();
    }

    fn drain(&self) {
        if self.0.is_draining.replace(true) {
            return;
        }
        self.0.host.working();
        while let Some(event) = self.next_event() {
            let zone = |at| self.0.given.borrow().window_ahead(at);
            let commands = self.0.widget.borrow_mut().update(event, clock::moment(&zone));
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

    /// Draws what is new; a scroll among rows that are there is nothing new.
    fn show(&self) {
        let revision = self.0.widget.borrow().revision();
        if self.0.shown.replace(revision) != revision {
            let view = self.look();
            if let Some(views) = self.0.views.get() {
                views.show(view);
            }
        }
    }

    /// A picture of what there is now.
    fn look(&self) -> View {
        let given = self.0.given.borrow();
        View::new(&self.0.widget.borrow(), clock::now(), &|at| given.window_ahead(at))
    }

    /// Tells the host page once the screen shows what it is told of: drawing waits for a microtask,
    /// and this one stands behind it.
    fn tell(&self) {
        if self.0.views.get().is_none() {
            return;
        }
        let events = self.0.to_tell.take();
        if !events.is_empty() {
            let host = self.0.host.clone();
            spawn_local(async move {
                for event in &events {
                    host::tell(&host, event);
                }
            });
        }
    }

    fn carry_out(&self, command: Command) {
        match command {
            Command::Fetch(request) => self.fetch(request),
            Command::Abort => drop(self.0.request.take()),
            Command::Ask(ask) => self.ask(ask),
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
            Command::SignalEnd => self.signal_end(),
            Command::Tell(HostEvent::ViewChange(state)) => self.tell_view_change(state),
            Command::Tell(event) => self.0.to_tell.borrow_mut().push(event),
        }
    }

    /// However often the view changes within a task, the page is told once, of the last.
    fn tell_view_change(&self, state: ViewState) {
        let weak = Rc::downgrade(&self.0);
        let timer = Timer::new(Span(0), move || {
            Self::with(&weak, |driver| {
                let change = driver.0.view_change.take();
                let event = change.map(|(state, _)| HostEvent::ViewChange(state));
                driver.0.to_tell.borrow_mut().extend(event);
                driver.tell();
            });
        });
        drop(self.0.view_change.replace(Some((state, timer))));
    }

    /// Asks the engine, wherever it is.
    fn ask(&self, ask: Ask) {
        if let Ask::Apply(_, body) = &ask {
            self.move_to(body);
        }
        if let Some(remote) = self.remote() {
            remote.ask(&Rc::downgrade(&self.0), ask);
            return;
        }
        let answers = self.0.engine.borrow_mut().begin(ask);
        self.hear(answers);
        self.work_on(clock::now() + SLICE);
    }

    /// The engine goes where the body is, with what it was asked so far.
    fn move_to(&self, body: &Body) {
        let is_there = matches!(body, Body::InWorker(_));
        if self.0.remote.borrow().is_some() != is_there {
            let remote = if is_there { Remote::new(self.0.number) } else { None };
            drop(self.0.remote.replace(remote));
            drop(self.0.engine.take());
            for ask in self.0.widget.borrow().asked() {
                self.ask(ask);
            }
        }
    }

    /// Answers of the engine over there, unless another has taken its place.
    pub(super) fn take_answers(weak: &Weak<Inner>, from: &Rc<Remote>, answers: Vec<Answer>) {
        Self::with(weak, |driver| {
            let is_ours = driver.0.remote.borrow().as_ref().is_some_and(|it| Rc::ptr_eq(it, from));
            if is_ours {
                driver.hear(answers);
                driver.drain();
            }
        });
    }

    fn hear(&self, answers: Vec<Answer>) {
        self.0.queue.borrow_mut().extend(answers.into_iter().map(Event::Engine));
    }

    /// Has the engine here go on until then, and later for as long as nobody notices.
    fn work_on(&self, until: Millis) {
        while self.0.engine.borrow().is_busy() {
            let answers = self.0.engine.borrow_mut().step(STEP);
            if let Some(answers) = answers {
                self.hear(answers);
            } else if clock::now() >= until {
                let weak = Rc::downgrade(&self.0);
                let timer = Timer::new(Span(0), move || Self::with(&weak, Self::go_on_working));
                if timer.is_some() {
                    drop(self.0.working.replace(timer));
                    return;
                }
            }
        }
    }

    fn go_on_working(&self) {
        self.work_on(clock::now() + SLICE);
        self.drain();
    }

    fn fetch(&self, mut request: Request) {
        let asker = self.asker();
        if asker.worker.as_ref().is_some_and(|worker| !worker.is_living()) {
            // What was at hand is gone with it.
            request.etag = None;
        }
        let shared = SharedRequest::join(&Rc::downgrade(&self.0), request, asker);
        // The one before is dropped outside the borrow.
        drop(self.0.request.replace(Some(shared)));
    }

    /// What a request of this element takes.
    pub(super) fn asker(&self) -> Asker {
        Asker {
            host: self.0.host.clone(),
            values: self.given().values.clone(),
            element: self.0.number,
            worker: self.remote().map(|remote| remote.worker()),
            may_move: true,
            budget: self.0.widget.borrow().budget(),
        }
    }

    /// Effects hold the driver weakly: a collected element must not be kept by its own timer.
    pub(super) fn later(weak: &Weak<Inner>, event: Event) {
        Self::with(weak, |driver| driver.send(event));
    }

    fn with(weak: &Weak<Inner>, act: impl FnOnce(&Self)) {
        if let Some(inner) = weak.upgrade() {
            act(&Self(inner));
        }
    }
}
