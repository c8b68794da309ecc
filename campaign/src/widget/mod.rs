//! The widget's state machine: [`Widget::update`] is the only place where state changes.
//!
//! Events come in with the time and a chance; commands go out for the shell to carry out. The
//! machine does no I/O and cannot fail. Invariants, held by the tests below: never two requests in
//! flight, no request while disconnected, and good data is kept until another campaign is asked for.
//!
//! Start with [`event`] and [`command`]; [`stage`] is what there is to show, [`asking`] is when the
//! next request goes out.

pub mod command;
pub mod event;

pub mod asking;
pub mod stage;
pub mod tab;

mod blot;

pub use command::{Command, HostEvent, Occasion, Request};
pub use event::{Event, Headers, Moment, Presence, Reply, TableEvent};

use crate::budget::Spent;
use crate::config::{Config, Credential, Missing, Source};
use crate::domain::BatchStatus;
use crate::engine::{Answer, Ask, Body, Generation, Go, Overview, Shown, Slice};
use crate::excerpt::excerpt;
use crate::failure::{Failure, FailureKind, Transport};
use crate::insight::announcement::Announcer;
use crate::insight::attention::Attention;
use crate::insight::news::{News, NewsTracker};
use crate::insight::situation::Situation;
use crate::poll::{self, Ending, Pace};
use crate::secret::ApiKey;
use crate::store;
use crate::table::{Query, Row};
use crate::time::{Millis, Span, Zone};
use crate::view_state::ViewState;
use asking::Asking;
use stage::{Loaded, Stage};
use std::sync::Arc;
use tab::Tab;

/// How many of the latest events are shown.
const FOLLOWED: usize = 40;

/// How many more reasons of failures are told with each press.
const EXPLAINED: usize = 40;

/// For so long a browser is believed that there is no network.
const TRUSTED_OFFLINE: Span = Span::minutes(1);

/// A request that is answered within this is not spoken of: words and a sign that come and go at
/// once tell nobody anything, and each drawing costs the page.
const UNNOTICED: Span = Span(300);

/// Whether there is a network, for all that is known.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Network {
    /// The browser believes in one.
    Believed,
    /// The browser believes in none, since then.
    Missing { since: Millis },
    /// The browser believes in none, and an answer came all the same.
    ThereAfterAll,
}

/// Whether a server may be asked for an answer only if there is another than the one at hand.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Conditions {
    Untried,
    /// One has answered such a question.
    Understood,
    /// The first such question came to nothing: a server of another origin may allow the header of no condition.
    Avoided,
}

impl Conditions {
    /// After a question that nothing came of, with a condition or without one. Without one it is the network's fault.
    fn after_silence(self, had_condition: bool) -> Self {
        match self {
            Self::Untried if had_condition => Self::Avoided,
            Self::Avoided => Self::Untried,
            other => other,
        }
    }
}

#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not whatever the others are")]
pub struct Widget {
    config: Config,
    presence: Presence,
    stage: Stage,
    asking: Asking,
    /// When the request under way was to go out, had nobody asked for it before.
    planned: Option<Millis>,
    ending: Ending,
    failures: u32,
    /// When the last answer was asked for, whoever asked.
    asked_at: Option<Millis>,
    /// Whether the next refresh waits so that the hour's budget lasts.
    is_sparing: bool,
    /// What the server names the answer at hand by.
    etag: Option<Box<str>>,
    conditions: Conditions,
    /// The headers of the answer that is being read.
    headers: Headers,
    /// How far the viewer's clock is ahead of the one that waits are counted by.
    wall_ahead: Span,
    /// Whether a refused token is being replaced.
    is_renewing: bool,
    /// Whether a person asked for the answer that came last, or failed to.
    is_wish: bool,
    network: Network,
    /// With what the answer at hand was asked for.
    used: Option<ApiKey>,
    generation: Generation,
    query: Query,
    slice: Arc<Slice>,
    /// The rows asked for, until they move by themselves: a scroll within them asks nothing.
    shown: Option<Shown>,
    /// Which part of the screen is open.
    tab: Tab,
    /// The id of the recipient whose details are shown.
    unfolded: Option<Box<str>>,
    /// How many more reasons of failures are asked for than are told at first.
    explained: usize,
    /// Whether somebody is at the rows.
    is_held: bool,
    announcer: Announcer,
    news: NewsTracker,
    /// What needs a person, as the page was told.
    attention: Vec<Attention>,
    /// When recipients last changed.
    changed_at: Option<Millis>,
    wake: Option<Millis>,
    is_ticking: bool,
    revision: u32,
}

impl Default for Widget {
    fn default() -> Self {
        Self {
            config: Config::default(),
            presence: Presence::default(),
            stage: Stage::Loading,
            asking: Asking::Idle,
            planned: None,
            ending: Ending::Open,
            failures: 0,
            asked_at: None,
            is_sparing: false,
            etag: None,
            conditions: Conditions::Untried,
            headers: Headers::default(),
            wall_ahead: Span(0),
            is_renewing: false,
            is_wish: false,
            network: Network::Believed,
            used: None,
            generation: Generation::default(),
            query: Query::default(),
            slice: Arc::default(),
            shown: None,
            tab: Tab::default(),
            unfolded: None,
            explained: 0,
            is_held: false,
            announcer: Announcer::default(),
            news: NewsTracker::default(),
            attention: Vec::new(),
            changed_at: None,
            wake: None,
            is_ticking: false,
            revision: 0,
        }
    }
}

impl Widget {
    /// Takes in what happened and says what to do about it, in order.
    pub fn update(&mut self, event: Event, moment: Moment<'_>) -> Vec<Command> {
        let before = self.stage.state();
        let mut todo = Vec::new();
        let asked_before = self.generation;
        let is_silent = event.is_silent();
        let is_wake = event == Event::Woke;
        let may_need_a_person = self.may_need_a_person(&event);
        self.wall_ahead = moment.wall - moment.now;
        match event {
            Event::Configure(raw) => self.configure(raw, moment, &mut todo),
            Event::Presence(presence) => self.presence_changed(presence, moment.now, &mut todo),
            Event::Refresh => self.refresh(moment.now, &mut todo),
            Event::Replied(generation, reply) => {
                self.replied(generation, reply, moment, &mut todo);
            }
            Event::SharedReply(reply) => self.shared_reply(reply, moment, &mut todo),
            Event::ReplyAtHand => self.reply_at_hand(moment.now, &mut todo),
            Event::Engine(answer) => self.answered(answer, moment, &mut todo),
            Event::Table(event) => self.table(event, &mut todo),
            Event::SetView(state) => self.set_view(&state, &mut todo),
            Event::Woke => self.wake = None,
            Event::Tick => {}
        }
        if may_need_a_person {
            self.follow_attention(moment, &mut todo);
        }
        self.follow_network(&mut todo);
        self.schedule(moment, &mut todo);
        let after = self.stage.state();
        let is_nothing = is_silent || is_wake && self.generation != asked_before;
        self.revision = self.revision.wrapping_add(u32::from(!is_nothing || before != after));
        if before != after {
            todo.insert(0, Command::Tell(HostEvent::StateChange { from: before, to: after }));
        }
        todo
    }

    /// What the engine was asked and is to go on by, for one that takes its place.
    pub fn asked(&self) -> [Ask; 7] {
        let shown = self.shown.clone().unwrap_or_default();
        let go = Go { from: self.slice.active, by: 0 };
        let (query, follow) = (self.query.clone(), Ask::Follow(self.followed()));
        let explain = Ask::Explain(self.explained);
        let unfold = Ask::Unfold(self.unfolded.as_deref().map(Into::into));
        let hold = Ask::Hold(self.is_held);
        [Ask::Query(query), Ask::Show(shown), follow, explain, Ask::Go(go), unfold, hold]
    }

    /// Another number whenever there may be something else to show.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    fn configure(&mut self, config: Config, moment: Moment<'_>, todo: &mut Vec<Command>) {
        if config == self.config && !matches!(self.stage, Stage::Loading) {
            return;
        }
        if config.mask != self.query.mask {
            self.query.mask = config.mask;
            todo.push(Command::Ask(Ask::Query(self.query.clone())));
        }
        let before = std::mem::replace(&mut self.config, config);
        match (&before.source, &self.config.source) {
            (Ok(source), Ok(after)) if source == after => {
                if before.refresh != self.config.refresh || before.budget != self.config.budget {
                    self.reschedule(moment);
                }
            }
            (Ok(before), Ok(after)) if before.shows_the_same(after) => {
                self.restart(todo, moment.now);
            }
            (_, Ok(_)) => {
                self.forget(Stage::Loading, todo);
                self.restart(todo, moment.now);
            }
            (_, Err(missing)) => {
                let stage = Stage::Unconfigured(*missing);
                self.drop_request(todo);
                self.asking = Asking::Idle;
                self.forget(stage, todo);
            }
        }
    }

    /// Another campaign: nothing of the former one may stay on screen.
    fn forget(&mut self, stage: Stage, todo: &mut Vec<Command>) {
        self.stage = stage;
        self.ending = Ending::Open;
        self.slice = Arc::default();
        self.announcer = Announcer::default();
        self.is_sparing = false;
        self.news = NewsTracker::default();
        self.presence.is_awaited = false;
        self.query.clear_filters();
        self.unfolded = None;
        if std::mem::take(&mut self.explained) > 0 {
            todo.push(Command::Ask(Ask::Explain(0)));
        }
        todo.push(Command::Ask(Ask::Query(self.query.clone())));
        todo.push(Command::Ask(Ask::Forget));
    }

    fn restart(&mut self, todo: &mut Vec<Command>, now: Millis) {
        self.drop_request(todo);
        self.failures = 0;
        self.is_renewing = false;
        self.etag = None;
        self.conditions = Conditions::Untried;
        self.asking = Asking::due_now(now);
    }

    /// The interval changed: the wait runs from now on by the new one.
    fn reschedule(&mut self, moment: Moment<'_>) {
        if let (Asking::Due { .. } | Asking::Idle, Some(loaded), 0) =
            (&self.asking, self.stage.loaded(), self.failures)
        {
            let overview = Arc::clone(&loaded.overview);
            let wait = self.wait_after(&overview, moment);
            self.asking = Asking::after(wait, moment.now);
        }
    }

    /// How long to wait after an answer.
    fn wait_after(&mut self, overview: &Overview, moment: Moment<'_>) -> Option<Span> {
        let Overview { batch, tallies, .. } = overview;
        let pace = Pace::of(batch, tallies, self.wall(moment.now), moment.zone);
        let wait = poll::after_answer(self.config.refresh, pace, self.ending);
        let spared = wait.and(self.overspent(true, moment));
        self.is_sparing = spared > wait;
        wait.max(spared)
    }

    /// How long the hour's budget makes the next request wait. What is shown can wait longer.
    fn overspent(&self, is_shown: bool, moment: Moment<'_>) -> Option<Span> {
        let spent = (moment.spent)(self.config.source.as_ref().ok()?);
        let until = if is_shown { Spent::until_spared } else { Spent::until_free };
        until(&spent, self.config.budget, moment.now)
    }

    fn presence_changed(&mut self, presence: Presence, now: Millis, todo: &mut Vec<Command>) {
        let before = std::mem::replace(&mut self.presence, presence);
        self.network = match self.network {
            _ if presence.is_online => Network::Believed,
            Network::Believed => Network::Missing { since: now },
            network => network,
        };
        self.news.set_visible(presence.is_visible);
        if !presence.is_connected {
            self.hold(false, todo);
        }
        if before.is_connected && !presence.is_connected && self.drop_request(todo) {
            self.asking = Asking::due_now(now);
        }
        let is_back_online = !before.is_online && presence.is_online;
        if is_back_online && self.stage.failure().is_some_and(|f| f.kind.may_be_offline()) {
            self.failures = 0;
            if !self.asking.is_in_flight() {
                self.asking = Asking::due_now(now);
            }
        }
    }

    /// A person asks: at once, whatever the plan was, unless an answer is on its way already.
    fn refresh(&mut self, now: Millis, todo: &mut Vec<Command>) {
        if self.presence.is_connected && !self.asking.is_in_flight() {
            self.ask(Occasion::Wish, now, todo);
        }
    }

    fn ask(&mut self, occasion: Occasion, now: Millis, todo: &mut Vec<Command>) {
        let Ok(source) = self.config.source.clone() else { return };
        self.is_wish = occasion == Occasion::Wish;
        let generation = self.expect(now);
        let etag = self.condition().map(Box::from);
        todo.push(Command::Fetch(Request { generation, source, occasion, etag }));
    }

    /// The answer that need not come again. After two failures it may: another server may be there now.
    fn condition(&self) -> Option<&str> {
        let is_wanted = self.conditions != Conditions::Avoided && self.failures < 2;
        self.etag.as_deref().filter(|_| is_wanted)
    }

    /// From now on the reply to this question is waited for, and no other.
    fn expect(&mut self, now: Millis) -> Generation {
        self.asked_at = Some(now);
        self.is_sparing = false;
        self.planned = self.due();
        self.generation = Generation(self.generation.0.wrapping_add(1));
        self.asking = Asking::InFlight(self.generation);
        self.generation
    }

    /// Whether the page has the campaign at hand: that takes neither requests nor a network.
    fn is_at_hand(&self) -> bool {
        self.config.source.as_ref().is_ok_and(Source::is_at_hand)
    }

    /// Without a campaign to show, nobody would know why nothing comes.
    fn tell_of_budget(&mut self, wait: Span, todo: &mut Vec<Command>) {
        if self.stage.loaded().is_none() {
            let kind = FailureKind::BudgetSpent;
            let retry_in = Some(wait);
            todo.push(Command::Tell(HostEvent::Error { kind, status: None, retry_in }));
            self.stage = Stage::Failed(Failure::of_kind(kind));
        }
    }

    /// While there is no network, what is shown is not as fresh as can be, and the page is told. The plan stays, so
    /// that a network that comes and goes asks no more often.
    fn follow_network(&mut self, todo: &mut Vec<Command>) {
        let Presence { is_connected, is_online, .. } = self.presence();
        let is_fresh = matches!(self.stage, Stage::Loading | Stage::Ready(_));
        if is_connected && !is_online && is_fresh {
            let kind = FailureKind::Offline;
            todo.push(Command::Tell(HostEvent::Error { kind, status: None, retry_in: None }));
            let failure = Failure::of_kind(kind);
            self.stage = std::mem::replace(&mut self.stage, Stage::Loading).failed(failure);
        } else if is_online {
            self.stage = std::mem::replace(&mut self.stage, Stage::Loading).back_online();
        }
    }

    /// Whether something other than before may need a person after that event. While a campaign dials, nothing more is
    /// known until the next answer, however much time passes.
    fn may_need_a_person(&self, event: &Event) -> bool {
        match event {
            Event::Engine(Answer::Applied { .. }) | Event::Configure(_) => true,
            Event::Tick => self
                .stage
                .loaded()
                .is_some_and(|loaded| loaded.overview.batch.status == BatchStatus::Scheduled),
            _ => false,
        }
    }

    /// Looks for what needs a person, and tells the page what is new and what is over. Of what stays, figures alone
    /// change, and that is told by no event.
    fn follow_attention(&mut self, moment: Moment<'_>, todo: &mut Vec<Command>) {
        let found = self.stage.loaded().map_or_else(Vec::new, |loaded| {
            Attention::of(&self.situation(loaded, moment.now, moment.zone), &self.attention)
        });
        let before = std::mem::replace(&mut self.attention, found);
        let is_among =
            |all: &[Attention], one: &Attention| all.iter().any(|it| it.key() == one.key());
        let over = before.iter().filter(|it| !is_among(&self.attention, it));
        let over = over.map(|it| HostEvent::AttentionOver(*it));
        let new = self.attention.iter().filter(|it| !is_among(&before, it));
        let new = new.map(|it| HostEvent::AttentionNeeded(*it));
        todo.extend(over.chain(new).map(Command::Tell));
    }

    /// One that asks for itself, or must not, does not listen; nor does one that has another answer at hand than the one
    /// that need not come again.
    fn shared_reply(&mut self, reply: Reply, moment: Moment<'_>, todo: &mut Vec<Command>) {
        let is_known = match &reply {
            Reply::Answer { status: 304, headers, .. } => {
                self.condition() == headers.etag.as_deref()
            }
            _ => true,
        };
        if self.may_listen() && is_known {
            let generation = self.expect(moment.now);
            self.replied(generation, reply, moment, todo);
        }
    }

    /// What another tab spent is no longer there to be spent, so no budget holds this back.
    fn reply_at_hand(&mut self, now: Millis, todo: &mut Vec<Command>) {
        if self.may_listen() {
            self.ask(Occasion::Due, now, todo);
        }
    }

    fn may_listen(&self) -> bool {
        self.config.source.is_ok() && self.presence().may_ask() && !self.asking.is_in_flight()
    }

    /// Whether there was a request to drop.
    fn drop_request(&mut self, todo: &mut Vec<Command>) -> bool {
        let was_in_flight = self.asking.is_in_flight();
        if was_in_flight {
            self.asking = Asking::Idle;
            todo.push(Command::Abort);
        }
        was_in_flight
    }

    fn replied(
        &mut self,
        generation: Generation,
        reply: Reply,
        moment: Moment<'_>,
        todo: &mut Vec<Command>,
    ) {
        if self.asking != Asking::InFlight(generation) {
            return;
        }
        let came_by_network = matches!(reply, Reply::Answer { .. }) && !self.is_at_hand();
        if came_by_network && matches!(self.network, Network::Missing { .. }) {
            self.network = Network::ThereAfterAll;
        }
        let had_condition = self.condition().is_some();
        let at_hand = self.stage.loaded().filter(|_| had_condition);
        let at_hand = at_hand.map(|loaded| Arc::clone(&loaded.overview));
        if let (Reply::Answer { status: 304, headers, .. }, Some(overview)) = (&reply, at_hand) {
            self.conditions = Conditions::Understood;
            self.headers = headers.clone();
            return self.succeed(overview, 0, moment, todo);
        }
        match reply {
            Reply::Answer { status: 200, headers, body, used } => {
                self.used = used;
                self.headers = headers;
                if self.stage.loaded().is_none() && matches!(body, Body::InWorker(_)) {
                    // The rows are asked for anew once the figures are drawn: both at once take the page long.
                    self.shown = None;
                }
                todo.push(Command::Ask(Ask::Apply(generation, body)));
            }
            Reply::Answer { status: 401, .. } if self.may_renew() => {
                self.is_renewing = true;
                self.ask(Occasion::Renewal, moment.now, todo);
            }
            Reply::Answer { status, headers, body, used } => {
                self.used = used;
                let wish =
                    headers.retry_after.and_then(|text| poll::retry_after(&text, moment.wall));
                let (had_key, says) = (self.used.is_some(), store::error_text(&body.bytes()));
                let failure = Failure::of_status(status, had_key, says);
                self.fail(failure, wish, moment, todo);
            }
            // Nobody is to blame, and nothing failed: it is asked anew.
            Reply::Nothing(Transport::Slept) => self.asking = Asking::due_now(moment.now),
            // As was to be expected.
            Reply::Nothing(Transport::Network) if !self.presence().is_online => {
                self.asking = Asking::due_now(moment.now);
            }
            Reply::Nothing(transport) => {
                if transport == Transport::Network {
                    self.conditions = self.conditions.after_silence(had_condition);
                }
                self.fail(Failure::of_transport(transport), None, moment, todo);
            }
        }
    }

    /// A token may have run out early: another is asked for once.
    fn may_renew(&self) -> bool {
        let has_token =
            matches!(&self.config.source, Ok(Source::Api { credential: Credential::Token(_), .. }));
        has_token && !self.is_renewing
    }

    fn answered(&mut self, answer: Answer, moment: Moment<'_>, todo: &mut Vec<Command>) {
        match answer {
            Answer::Table(slice) => {
                if slice.shift != 0 {
                    self.shown = None;
                }
                self.slice = self.safe(slice, blot::slice);
            }
            Answer::Applied { generation, overview, changed }
                if self.asking == Asking::InFlight(generation) =>
            {
                let overview = self.safe(overview, blot::overview);
                self.succeed(overview, changed, moment, todo);
            }
            Answer::Refused(generation, failure) if self.asking == Asking::InFlight(generation) => {
                self.fail(failure, None, moment, todo);
            }
            Answer::Applied { .. } | Answer::Refused(..) => {}
        }
    }

    fn succeed(
        &mut self,
        overview: Arc<Overview>,
        changed: usize,
        moment: Moment<'_>,
        todo: &mut Vec<Command>,
    ) {
        let now = moment.now;
        let age = poll::age(self.headers.age.as_deref());
        self.etag = self.headers.etag.take();
        let status = overview.batch.status.clone();
        let was_confirmed = self.ending == Ending::Confirmed;
        // Others may show a file, however old.
        let is_of_api = matches!(self.config.source, Ok(Source::Api { .. }));
        let is_outdated = is_of_api
            && !was_confirmed
            && poll::is_outdated(age, self.headers.cache_control.as_deref());
        // What has not been asked for anew confirms no end.
        self.ending = if is_outdated { Ending::Open } else { self.ending.next(&status) };
        self.failures = 0;
        self.is_renewing = false;
        let wait = self.wait_after(&overview, moment);
        self.asking = Asking::after(wait, now);
        // An equal one that came anew, from a worker, is no reason to draw.
        let overview = match self.stage.loaded() {
            Some(loaded) if loaded.overview == overview => Arc::clone(&loaded.overview),
            Some(_) => overview,
            None => {
                todo.push(Command::Tell(HostEvent::Ready));
                overview
            }
        };
        let missed = self.news.update(&overview.tallies, now);
        self.announcer.update(&overview.tallies, missed.as_deref(), status.is_terminal(), now);
        if changed > 0 {
            self.changed_at = Some(now);
        }
        let tallies = Arc::clone(&overview.tallies);
        let update = HostEvent::Update { tallies, changed };
        todo.push(Command::Tell(update));
        let loaded = Loaded { overview, received: now - age };
        self.stage = if self.ending == Ending::Confirmed {
            if !was_confirmed {
                todo.push(Command::Tell(HostEvent::Complete { status }));
                if std::mem::take(&mut self.presence.is_awaited) {
                    todo.push(Command::SignalEnd);
                }
            }
            Stage::Done(loaded)
        } else if is_outdated {
            let failure = Failure::of_kind(FailureKind::Outdated);
            let is_news = self.stage.failure() != Some(&failure);
            if is_news {
                let (kind, retry_in) = (failure.kind, wait);
                todo.push(Command::Tell(HostEvent::Error { kind, status: None, retry_in }));
            }
            Stage::Stale(loaded, failure)
        } else {
            Stage::Ready(loaded)
        };
    }

    fn fail(
        &mut self,
        mut failure: Failure,
        wish: Option<Span>,
        moment: Moment<'_>,
        todo: &mut Vec<Command>,
    ) {
        self.failures = self.failures.saturating_add(1);
        self.is_renewing = false;
        let wait = poll::after_failure(failure.kind, self.failures, wish, moment.chance);
        self.asking = Asking::after(wait, moment.now);
        failure.says = failure.says.map(|words| self.safe_words(&words));
        todo.push(Command::Tell(HostEvent::Error {
            kind: failure.kind,
            status: failure.status,
            retry_in: wait,
        }));
        self.stage = std::mem::replace(&mut self.stage, Stage::Loading).failed(failure);
    }

    /// What came from the server, without the key, if there was one.
    fn safe<T>(&self, it: T, blot: fn(T, &ApiKey) -> T) -> T {
        match &self.used {
            Some(key) => blot(it, key),
            None => it,
        }
    }

    /// Takes the key out of rows that leave the screen.
    pub fn blot_rows(&self, rows: &mut [Row]) {
        if let Some(key) = &self.used {
            blot::rows(rows, key);
        }
    }

    /// All that the server sent, without the key.
    pub fn safe_text(&self, text: String) -> String {
        self.safe(text, |text, key| key.blotted(&text).unwrap_or(text))
    }

    /// A server's words as far as they fit the screen, without the key.
    fn safe_words(&self, words: &str) -> Box<str> {
        let words = excerpt(words);
        self.used.as_ref().map_or_else(|| words.as_ref().into(), |key| key.redact(&words).into())
    }

    /// What the page asked of the table itself is no news to it.
    fn set_view(&mut self, state: &ViewState, todo: &mut Vec<Command>) {
        state.apply(&mut self.query);
        self.open(state.tab, todo);
        self.unfold(state.row.as_deref(), todo);
        todo.push(Command::Ask(Ask::Query(self.query.clone())));
    }

    fn table(&mut self, event: TableEvent, todo: &mut Vec<Command>) {
        let before = self.view_state();
        match event {
            TableEvent::Search(text) => self.query.search = text,
            TableEvent::Toggle(chip) => self.query.toggle(chip),
            TableEvent::ToggleReason(reason) => {
                self.query.toggle_reason(reason);
                self.open(Tab::People, todo);
            }
            TableEvent::Press(column) => self.query.press(column),
            TableEvent::Sort(order) => self.query.order = order,
            TableEvent::Hold(is_held) => return self.hold(is_held, todo),
            TableEvent::Settle => {}
            TableEvent::ShowAlarmed(attention) => {
                let mask = self.query.mask;
                let tallies = self.stage.loaded().map(|loaded| &loaded.overview.tallies);
                let query = tallies.and_then(|it| Query::of_alarm(&attention, it, mask));
                let Some(query) = query else { return };
                self.query = query;
                self.open(Tab::People, todo);
            }
            TableEvent::ClearFilters => self.query.clear_filters(),
            TableEvent::Choose(row) => {
                // A second press folds it.
                let id = Some(&*row.id).filter(|id| self.unfolded.as_deref() != Some(*id));
                self.unfold(id, todo);
                self.tell_view(&before, todo);
                return todo.push(Command::Tell(HostEvent::RecipientClick(row)));
            }
            TableEvent::Fold => {
                self.unfold(None, todo);
                return self.tell_view(&before, todo);
            }
            TableEvent::Open(tab) => {
                self.open(tab, todo);
                return self.tell_view(&before, todo);
            }
            TableEvent::MoreReasons => {
                self.explained += EXPLAINED;
                return todo.push(Command::Ask(Ask::Explain(self.explained)));
            }
            TableEvent::Go(go) => return todo.push(Command::Ask(Ask::Go(go))),
            TableEvent::Show(shown) => {
                if self.shown.as_ref() != Some(&shown) {
                    self.shown = Some(shown.clone());
                    todo.push(Command::Ask(Ask::Show(shown)));
                }
                return;
            }
        }
        todo.push(Command::Ask(Ask::Query(self.query.clone())));
        self.tell_view(&before, todo);
    }

    /// Shows the details of the recipient with that id, or of nobody.
    fn unfold(&mut self, id: Option<&str>, todo: &mut Vec<Command>) {
        if self.unfolded.as_deref() != id {
            self.unfolded = id.map(Into::into);
            todo.push(Command::Ask(Ask::Unfold(id.map(Into::into))));
        }
    }

    /// Lets the rows stand while somebody is at them.
    fn hold(&mut self, is_held: bool, todo: &mut Vec<Command>) {
        if self.is_held != is_held {
            self.is_held = is_held;
            todo.push(Command::Ask(Ask::Hold(is_held)));
        }
    }

    fn tell_view(&self, before: &ViewState, todo: &mut Vec<Command>) {
        let state = self.view_state();
        if state != *before {
            todo.push(Command::Tell(HostEvent::ViewChange(state)));
        }
    }

    fn open(&mut self, tab: Tab, todo: &mut Vec<Command>) {
        let before = self.followed();
        self.tab = tab;
        if self.followed() != before {
            todo.push(Command::Ask(Ask::Follow(self.followed())));
        }
    }

    /// How many of the latest events are asked for: none that nobody sees.
    fn followed(&self) -> usize {
        if self.tab == Tab::Activity { FOLLOWED } else { 0 }
    }

    /// Turns the plan into a request or a timer, and keeps the shell's timers in step with it.
    fn schedule(&mut self, moment: Moment<'_>, todo: &mut Vec<Command>) {
        let now = moment.now;
        self.asking.rebase(now);
        let presence = Presence { is_online: true, ..self.presence() };
        let may_ask = presence.may_ask() && self.config.source.is_ok();
        if may_ask && self.next_try().is_some_and(|at| at <= now) {
            match self.overspent(self.stage.loaded().is_some(), moment) {
                Some(wait) => {
                    self.asking = Asking::after(Some(wait), now);
                    self.is_sparing = true;
                    self.tell_of_budget(wait, todo);
                }
                None => self.ask(Occasion::Due, now, todo),
            }
        }
        let wake = match self.tells_at() {
            Some(at) => Some(at).filter(|at| *at > now && self.presence.is_visible),
            None => self.next_try().filter(|_| may_ask),
        };
        if wake != self.wake {
            self.wake = wake;
            todo.push(wake.map_or(Command::CancelWake, |at| Command::Wake { after: at - now }));
        }
        let is_ticking =
            self.presence.is_connected && self.presence.is_visible && self.config.source.is_ok();
        if is_ticking != self.is_ticking {
            self.is_ticking = is_ticking;
            todo.push(if is_ticking { Command::StartTicking } else { Command::StopTicking });
        }
    }

    /// When the next request may go out, which is later where there is no network.
    fn next_try(&self) -> Option<Millis> {
        Some(self.asking.due()?.max(self.offline_until()))
    }

    /// Browsers are wrong about the network at times, so one request goes out now and then.
    fn offline_until(&self) -> Millis {
        let never = Millis(i64::MIN);
        let Network::Missing { since } = self.network else { return never };
        if self.is_at_hand() {
            return never;
        }
        since.max(self.asked_at.unwrap_or(never)) + TRUSTED_OFFLINE
    }

    /// Whether the last answer failed to come by itself, for the first time, and is soon asked for again: that
    /// is not worth a banner over good data.
    pub fn has_stumbled(&self) -> bool {
        self.failures == 1
            && !self.is_wish
            && self.stage.loaded().is_some()
            && self.stage.failure().is_some_and(|failure| failure.kind.is_retryable())
    }

    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// When the next request goes out.
    pub fn asking(&self) -> &Asking {
        &self.asking
    }

    /// Whether the next refresh waits so that the hour's budget lasts.
    pub fn is_sparing(&self) -> bool {
        self.is_sparing
    }

    /// When the next request goes out, or was to, while one is on its way.
    pub fn due(&self) -> Option<Millis> {
        if self.asking.is_in_flight() { self.planned } else { self.asking.due() }
    }

    /// From when on the request under way is worth a word.
    fn tells_at(&self) -> Option<Millis> {
        let at = self.asked_at.filter(|_| self.asking.is_in_flight())?;
        Some(at + UNNOTICED)
    }

    /// Whether a request is under way that takes long.
    pub fn is_waiting(&self, now: Millis) -> bool {
        self.tells_at().is_some_and(|at| at <= now)
    }

    /// Whether and how the element is there. What the page has at hand needs no network.
    pub fn presence(&self) -> Presence {
        let mut presence = self.presence;
        presence.is_online |= self.is_at_hand() || self.network == Network::ThereAfterAll;
        presence
    }

    /// What was asked of the table.
    pub fn query(&self) -> &Query {
        &self.query
    }

    /// What a person has made of the view.
    pub fn view_state(&self) -> ViewState {
        let row = self.unfolded.as_deref().map(Into::into);
        ViewState { row, ..ViewState::of(self.tab, &self.query) }
    }

    /// The table's rows on screen.
    pub fn slice(&self) -> &Arc<Slice> {
        &self.slice
    }

    /// Which part of the screen is open.
    pub fn tab(&self) -> Tab {
        self.tab
    }

    /// What was last said aloud.
    pub fn announcer(&self) -> &Announcer {
        &self.announcer
    }

    /// What happened since somebody looked. In a playback, whose moments are no news, nothing.
    pub fn news(&self, now: Millis) -> Option<Arc<News>> {
        self.news.current(now).filter(|_| self.config.shift == Span(0))
    }

    /// What is known of a campaign; the calling window is read in the given zone.
    pub fn situation<'a>(&self, loaded: &'a Loaded, now: Millis, zone: Zone<'a>) -> Situation<'a> {
        let Loaded { overview, received } = loaded;
        Situation {
            overview,
            received: self.wall(*received),
            now: self.wall(now),
            zone,
            finish_by: self.config.finish_by,
        }
    }

    /// What needs a person, the worst first.
    pub fn attention(&self) -> &[Attention] {
        &self.attention
    }

    /// When recipients last changed.
    pub fn changed_at(&self) -> Option<Millis> {
        self.changed_at
    }

    /// What the viewer's clock shows.
    pub fn viewers_time(&self, now: Millis) -> Millis {
        now + self.wall_ahead
    }

    /// The campaign's own time, which is the viewer's but in a playback.
    pub fn wall(&self, now: Millis) -> Millis {
        self.viewers_time(now) + self.config.shift
    }

    /// The most requests in an hour.
    pub fn budget(&self) -> u32 {
        self.config.budget
    }

    /// Where the campaign comes from, or what is missing to ask for it.
    pub fn source(&self) -> Result<&Source, Missing> {
        self.config.source.as_ref().map_err(|missing| *missing)
    }
}

#[cfg(test)]
mod tests;
