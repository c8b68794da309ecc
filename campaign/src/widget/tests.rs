//! The machine against a small world: a shell that carries out commands by the book, an engine,
//! and an API that answers what the test says.

use super::*;
use crate::config::{Attributes, Given, HostValue, Page};
use crate::domain::BatchStatus;

use crate::engine::{BodyId, Engine};
use crate::failure::{FailureKind, Transport};
use crate::table::{Mask, Order};
use crate::view::{Next, Screen, Trouble, View};
use proptest::prelude::*;
use stage::State;

mod attention;
mod clocks;
mod view_state;

const ID: &str = "f1e2d3c4-5678-9012-3456-789012345678";
const OTHER: &str = "00000000-0000-4000-8000-000000000000";

fn moment(now: i64) -> Moment<'static> {
    let spent = &|_: &Source| Spent::default();
    Moment { now: Millis(now), wall: Millis(now), zone: &|_| Span(0), spent, chance: 0.5 }
}

#[derive(Default)]
struct World {
    widget: Widget,
    engine: Engine,
    answers: Vec<Answer>,
    now: i64,
    /// How far the viewer's clock is ahead of the one that waits are counted by.
    wall_ahead: i64,
    in_flight: Option<Generation>,
    fetches: Vec<Request>,
    /// What the browser keeps: whom requests went to, and when.
    sent: Vec<(Source, i64)>,
    wake: Option<i64>,
    told: Vec<HostEvent>,
    /// How often the person was told of the end.
    signals: u32,
}

/// What these settings come to on a page.
fn checked(attributes: &Attributes, given: &Given) -> Config {
    let page = Page {
        absolute: &|text| Some(text.into()),
        is_time_zone: &|_| true,
        is_currency: &|_| true,
        origin: "https://page.example",
    };
    attributes.check(given, &page).config
}

fn of_batch(id: &str) -> Attributes {
    Attributes { batch_id: Some(id.into()), ..Attributes::default() }
}

fn with_key(key: &str) -> Given {
    Given { api_key: ApiKey::new(key), ..Given::default() }
}

impl World {
    fn configured() -> Self {
        let mut world = Self::default();
        world.configure(ID, "mk_1", "auto");
        world.presence(|presence| presence.is_connected = true);
        world
    }

    fn configure(&mut self, id: &str, key: &str, refresh: &str) {
        let attributes = Attributes { refresh_interval: Some(refresh.into()), ..of_batch(id) };
        self.send(Event::Configure(checked(&attributes, &with_key(key))));
    }

    fn presence(&mut self, change: impl FnOnce(&mut Presence)) {
        let mut presence = self.widget.presence();
        change(&mut presence);
        self.send(Event::Presence(presence));
    }

    fn send(&mut self, event: Event) {
        let wall = Millis(self.now + self.wall_ahead);
        let (all, now) = (self.sent.clone(), self.now);
        let spent = |source: &Source| {
            let is_there = |at: &(Source, i64)| at.0.shows_the_same(source);
            let there = all.iter().filter(|it| is_there(it)).map(|(_, at)| Millis(*at));
            Spent::new(there, Millis(now))
        };
        let moment = Moment { wall, spent: &spent, ..moment(self.now) };
        for command in self.widget.update(event, moment) {
            self.carry_out(command);
        }
        // As in the shell: what comes of commands waits until all of them are carried out.
        for answer in std::mem::take(&mut self.answers) {
            self.send(Event::Engine(answer));
        }
    }

    fn carry_out(&mut self, command: Command) {
        match command {
            Command::Fetch(request) => {
                assert_eq!(self.in_flight, None, "two requests in flight");
                assert!(self.widget.presence().is_connected, "a request while disconnected");
                self.in_flight = Some(request.generation);
                if !request.source.is_at_hand() {
                    self.sent.push((request.source.clone(), self.now));
                }
                self.fetches.push(request);
            }
            Command::Abort => assert!(self.in_flight.take().is_some(), "nothing to abort"),
            Command::Ask(ask) => {
                self.answers.extend(self.engine.handle(ask));
            }
            Command::Wake { after } => self.wake = Some(self.now + after.0.max(0)),
            Command::CancelWake => self.wake = None,
            Command::Tell(event) => self.told.push(event),
            Command::SignalEnd => self.signals += 1,
            Command::StartTicking | Command::StopTicking => {}
        }
    }

    fn reply(&mut self, reply: Reply) {
        if let Some(generation) = self.in_flight.take() {
            self.send(Event::Replied(generation, reply));
        }
    }

    fn answer(&mut self, status: &str) {
        self.reply(Reply::Answer {
            status: 200,
            headers: Headers::default(),
            body: campaign(status),
            used: None,
        });
    }

    fn refuse(&mut self, status: u16, body: &str) {
        let used = ApiKey::new("mk_1");
        self.reply(Reply::Answer {
            status,
            headers: Headers::default(),
            body: body.as_bytes().to_vec().into(),
            used,
        });
    }

    fn pass(&mut self, seconds: i64) {
        let until = self.now + seconds * 1000;
        while let Some(at) = self.wake.filter(|at| *at <= until) {
            self.now = self.now.max(at);
            self.wake = None;
            self.send(Event::Woke);
        }
        self.now = until;
        self.send(Event::Tick);
    }

    fn batch(&self) -> Option<String> {
        match self.widget.source().ok()? {
            Source::Api { batch, .. } => Some(batch.to_string()),
            Source::Fetcher(_, batch) | Source::AtHand(_, batch) => batch.clone(),
            Source::Snapshot(_) => None,
        }
    }

    fn state(&self) -> State {
        self.widget.stage().state()
    }

    fn view(&self) -> View {
        View::new(&self.widget, Millis(self.now), &|_| Span(0))
    }
}

fn campaign(status: &str) -> Body {
    let json = format!(
        r#"{{"batch":{{"status":"{status}"}},"recipients":[{{"id":"1","status":"pending"}}]}}"#
    );
    json.into_bytes().into()
}

#[test]
fn figures_that_came_anew_but_equal_are_those_of_before() {
    let overview = |world: &World| Arc::clone(&world.widget.stage().loaded().unwrap().overview);
    let mut world = World::configured();
    world.answer("running");
    let before = overview(&world);
    // Another engine knows nothing of the overview before, as one in a worker.
    world.engine = Engine::default();
    world.send(Event::Refresh);
    world.answer("running");
    assert!(Arc::ptr_eq(&before, &overview(&world)));
    world.send(Event::Refresh);
    world.answer("paused");
    assert!(!Arc::ptr_eq(&before, &overview(&world)));
}

#[test]
fn asks_once_configured_and_connected_and_again_after_each_answer() {
    let mut world = World::configured();
    assert_eq!((world.fetches.len(), world.state()), (1, State::Loading));
    world.pass(60);
    assert_eq!(world.fetches.len(), 1, "the next waits for the last");
    world.answer("running");
    assert_eq!(world.state(), State::Ready);
    world.pass(9);
    assert_eq!(world.fetches.len(), 1);
    assert_eq!(world.view().freshness.next, Next::In(Span::seconds(1)));
    world.pass(1);
    assert_eq!(world.fetches.len(), 2);
}

#[test]
fn a_request_is_spoken_of_once_it_takes_long() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(10);
    let next = |world: &World| world.view().freshness.next;
    assert_eq!((world.fetches.len(), next(&world)), (2, Next::In(Span(0))));
    world.now += 299;
    world.answer("running");
    assert!(world.wake.is_some_and(|at| at > world.now + 9_000), "no timer is left");

    // Asked for before it was due: until it takes long, what stood there stands.
    world.pass(4);
    world.send(Event::Refresh);
    assert_eq!(next(&world), Next::In(Span(6_000)));
    let before = world.widget.revision();
    world.now += 300;
    assert_eq!(world.wake.take(), Some(world.now));
    world.send(Event::Woke);
    assert_ne!(world.widget.revision(), before, "it is drawn");
    assert_eq!((next(&world), world.wake), (Next::Asking, None));
}

#[test]
fn to_ask_and_to_be_answered_draws_nothing_but_the_answer() {
    let mut world = World::configured();
    world.answer("running");
    let before = world.widget.revision();
    world.send(Event::Refresh);
    let moment = moment(world.now);
    let reply = |body| Reply::Answer { status: 200, headers: Headers::default(), body, used: None };
    let body = reply(campaign("running"));
    let Some(generation) = world.in_flight else { panic!("no request") };
    let _ = world.widget.update(Event::Replied(generation, body), moment);
    assert_eq!(world.widget.revision(), before);
}

#[test]
fn unconfigured_names_what_is_missing_and_asks_nothing() {
    let mut world = World::default();
    world.configure(ID, "", "auto");
    world.presence(|presence| presence.is_connected = true);
    world.send(Event::Refresh);
    assert!(world.fetches.is_empty());
    assert_eq!(world.view().screen, Screen::Unconfigured(Missing::Key));
    world.configure(ID, "mk_1", "auto");
    assert_eq!(world.fetches.len(), 1);
}

#[test]
fn a_late_reply_never_overwrites_a_newer_one() {
    let mut world = World::configured();
    let old = world.in_flight.unwrap();
    world.configure(OTHER, "mk_1", "auto");
    world.answer("paused");
    let body = campaign("running");
    world.send(Event::Replied(
        old,
        Reply::Answer { status: 200, headers: Headers::default(), body, used: None },
    ));
    let loaded = world.widget.stage().loaded().unwrap();
    assert_eq!(loaded.overview.batch.status, BatchStatus::Paused);
}

#[test]
fn failures_keep_the_last_good_data_and_back_off() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(10);
    world.reply(Reply::Nothing(Transport::Network));
    assert_eq!(world.state(), State::Stale);
    assert!(matches!(world.view().screen, Screen::Campaign(_)));
    let mut waits = Vec::new();
    for _ in 0..8 {
        let from = world.now;
        world.pass((world.wake.unwrap() - from) / 1000);
        waits.push((world.now - from) / 1000);
        world.refuse(503, "");
    }
    assert_eq!(waits, [2, 4, 8, 16, 32, 64, 128, 150]);
    world.pass(150);
    world.answer("running");
    assert_eq!(world.state(), State::Ready);
}

#[test]
fn a_person_must_act_after_400_401_403_404() {
    for status in [400, 401, 403, 404] {
        let mut world = World::configured();
        world.refuse(status, r#"{"error":"no"}"#);
        world.pass(86_400);
        assert_eq!((world.fetches.len(), world.state()), (1, State::Failed), "{status}");
        world.send(Event::Refresh);
        world.answer("running");
        assert_eq!(world.state(), State::Ready, "{status}");
    }
}

#[test]
fn a_new_key_asks_at_once_and_keeps_the_data() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(10);
    world.refuse(401, "");
    world.configure(ID, "mk_2", "auto");
    assert_eq!((world.fetches.len(), world.state()), (3, State::Stale));
    world.answer("running");
    assert_eq!(world.state(), State::Ready);
}

#[test]
fn retry_after_is_the_least_wait() {
    let mut world = World::configured();
    let retry_after = Some("120".into());
    world.reply(Reply::Answer {
        status: 429,
        headers: Headers { retry_after, ..Headers::default() },
        body: Body::default(),
        used: None,
    });
    world.pass(119);
    assert_eq!(world.fetches.len(), 1);
    world.pass(1);
    assert_eq!(world.fetches.len(), 2);
}

#[test]
fn a_server_that_quotes_the_key_is_not_quoted() {
    let mut world = World::configured();
    world.refuse(401, r#"{"error":"Invalid key mk_1"}"#);
    let says = world.widget.stage().failure().unwrap().says.clone();
    assert_eq!(says.as_deref(), Some("Invalid key [key]"));
    world.send(Event::Refresh);
    world.refuse(400, r#"{"error":"+14155551234 cannot be called"}"#);
    let config = Config { mask: Mask::Numbers, ..world.widget.config.clone() };
    world.send(Event::Configure(config));
    let Some(Trouble::Failed { failure, .. }) = world.view().trouble else { panic!("no failure") };
    assert_eq!(failure.says.as_deref(), Some("+••••••••••• cannot be called"));
}

#[test]
fn no_text_of_a_server_tells_a_part_of_the_key() {
    const KEY: &str = "mk_live_9f8e7d6c5b4a39281706f5e4d3c2b1a0ZyXw";
    let part = &KEY[..30];
    let mut world = World::configured();
    world.send(Event::Table(TableEvent::Open(Tab::Activity)));
    let row = format!(
        r#"{{"id":"r{part}","name":"Ann {part}","phone_number":"{part}","status":"x{part}",
            "error_message":"bad key {part}","call_record_id":"{part}","attempted_at":"2024-02-15T09:00:00Z"}},
           {{"id":"2","status":"failed","error_message":"bad key {part}"}}"#
    );
    let batch = format!(r#"{{"name":"A {part}","status":"y{part}","caller_id":"{part}"}}"#);
    let body = format!(r#"{{"batch":{batch},"recipients":[{row}]}}"#).into_bytes().into();
    let used = ApiKey::new(KEY);
    world.reply(Reply::Answer { status: 200, headers: Headers::default(), body, used });
    let shown = format!("{:?} {:?} {:?}", world.view(), world.widget.stage(), world.told);
    assert!(shown.contains("Ann [key]"), "{shown}");
    assert!(!shown.contains(&part[22..]), "{shown}");
}

#[test]
fn one_more_answer_after_the_end_and_then_rest() {
    let mut world = World::configured();
    world.answer("completed");
    assert_eq!(world.state(), State::Ready);
    world.pass(5);
    world.answer("completed");
    assert_eq!(world.state(), State::Done);
    assert!(world.told.contains(&HostEvent::Complete { status: BatchStatus::Completed }));
    world.pass(86_400);
    assert_eq!(world.fetches.len(), 2);
    assert_eq!(world.view().freshness.next, Next::Done);
}

#[test]
fn a_clock_set_back_does_not_stop_the_polling() {
    let mut world = World::configured();
    world.answer("running");
    world.now -= 3_600_000;
    for _ in 0..12 {
        world.pass(1);
    }
    assert_eq!(world.fetches.len(), 2);
}

#[test]
fn offline_asks_once_a_minute_and_catches_up_at_once() {
    let mut world = World::configured();
    world.answer("running");
    world.presence(|presence| presence.is_online = false);
    for minute in 1..9 {
        world.pass(59);
        assert_eq!(world.fetches.len(), minute);
        world.pass(1);
        assert_eq!(world.fetches.len(), minute + 1);
        let told = world.told.len();
        world.reply(Reply::Nothing(Transport::Network));
        assert_eq!(world.view().trouble, Some(Trouble::Offline));
        assert_eq!(world.told.len(), told, "nothing new happened");
    }
    world.presence(|presence| presence.is_online = true);
    assert_eq!(world.fetches.len(), 10);
}

#[test]
fn the_page_is_told_of_being_offline_and_of_the_way_back() {
    let mut world = World::configured();
    world.answer("running");
    let told = world.told.len();
    world.presence(|presence| presence.is_online = false);
    assert_eq!(world.state(), State::Stale);
    world.pass(30);
    let news: Vec<_> =
        world.told[told..].iter().filter(|it| matches!(it, HostEvent::Error { .. })).collect();
    let kind = FailureKind::Offline;
    assert_eq!(news, [&HostEvent::Error { kind, status: None, retry_in: None }]);
    let asked = world.fetches.len();
    world.presence(|presence| presence.is_online = true);
    assert_eq!((world.state(), world.fetches.len()), (State::Ready, asked + 1));
}

#[test]
fn a_network_that_comes_and_goes_asks_no_more_often() {
    let mut world = World::configured();
    world.answer("running");
    for _ in 0..5 {
        world.presence(|presence| presence.is_online = false);
        world.presence(|presence| presence.is_online = true);
    }
    assert_eq!((world.state(), world.fetches.len()), (State::Ready, 1));
}

#[test]
fn without_a_network_from_the_start_it_says_so() {
    let mut world = World::default();
    world.presence(|presence| presence.is_online = false);
    world.configure(ID, "mk_1", "auto");
    world.presence(|presence| presence.is_connected = true);
    assert_eq!((world.state(), world.view().trouble), (State::Failed, Some(Trouble::Offline)));
    world.presence(|presence| presence.is_online = true);
    assert_eq!((world.state(), world.fetches.len()), (State::Loading, 1));
}

#[test]
fn an_answer_counts_for_more_than_what_the_browser_believes() {
    let mut world = World::default();
    world.presence(|presence| presence.is_online = false);
    world.configure(ID, "mk_1", "auto");
    world.presence(|presence| presence.is_connected = true);
    world.pass(60);
    world.answer("running");
    assert_eq!(world.view().trouble, None);
    for asked in 2..9 {
        world.pass(10);
        assert_eq!(world.fetches.len(), asked);
        world.answer("running");
    }
}

#[test]
fn a_machine_that_slept_amid_a_request_asks_again_and_blames_nobody() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(10);
    let told = world.told.len();
    world.reply(Reply::Nothing(Transport::Slept));
    assert_eq!((world.fetches.len(), world.told.len()), (3, told));
    assert_eq!((world.state(), world.view().trouble), (State::Ready, None));
}

#[test]
fn a_first_failure_over_good_data_is_told_by_the_freshness_alone() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(10);
    world.reply(Reply::Nothing(Transport::Network));
    assert_eq!((world.state(), world.view().trouble), (State::Stale, None));
    assert_eq!(world.view().freshness.next, Next::Again(Span::seconds(2)));
    world.pass(2);
    world.reply(Reply::Nothing(Transport::Network));
    assert!(world.view().trouble.is_some());
    world.send(Event::Refresh);
    world.answer("running");
    world.send(Event::Refresh);
    world.reply(Reply::Nothing(Transport::Network));
    assert!(world.view().trouble.is_some(), "a person who asked is told at once");
}

#[test]
fn an_answer_from_a_cache_has_its_true_age() {
    let mut world = World::configured();
    let headers = Headers { age: Some("900".into()), ..Headers::default() };
    world.reply(Reply::Answer { status: 200, headers, body: campaign("running"), used: None });
    assert_eq!(world.view().freshness.age, Some(Span::minutes(15)));
}

#[test]
fn back_online_does_not_override_retry_after() {
    let mut world = World::configured();
    let retry_after = Some("3600".into());
    world.reply(Reply::Answer {
        status: 429,
        headers: Headers { retry_after, ..Headers::default() },
        body: Body::default(),
        used: None,
    });
    world.presence(|presence| presence.is_online = false);
    world.presence(|presence| presence.is_online = true);
    world.pass(3_599);
    assert_eq!(world.fetches.len(), 1);
}

#[test]
fn a_new_key_does_not_end_a_campaign_twice() {
    let mut world = World::configured();
    world.answer("completed");
    world.pass(5);
    world.answer("completed");
    world.configure(ID, "mk_2", "auto");
    world.answer("completed");
    assert_eq!((world.fetches.len(), world.state()), (3, State::Done));
    let ends = world.told.iter().filter(|event| matches!(event, HostEvent::Complete { .. }));
    assert_eq!(ends.count(), 1);
}

#[test]
fn a_rerun_found_by_hand_goes_on() {
    let mut world = World::configured();
    world.answer("completed");
    world.pass(5);
    world.answer("completed");
    world.send(Event::Refresh);
    world.answer("running");
    world.pass(10);
    assert_eq!((world.fetches.len(), world.state()), (4, State::Ready));
}

#[test]
fn hidden_and_held_ask_nothing_and_catch_up_at_once() {
    let flags: [fn(&mut Presence, bool); 2] =
        [|presence, on| presence.is_visible = on, |presence, on| presence.is_held = !on];
    for set in flags {
        let mut world = World::configured();
        world.answer("running");
        world.presence(|presence| set(presence, false));
        world.pass(3_600);
        assert_eq!(world.fetches.len(), 1);
        world.presence(|presence| set(presence, true));
        assert_eq!(world.fetches.len(), 2);
    }
}

#[test]
fn a_person_who_waits_for_the_end_is_told_once_behind_another_tab_too() {
    let mut world = World::configured();
    world.answer("running");
    world.presence(|presence| presence.is_awaited = true);
    world.presence(|presence| presence.is_visible = false);
    world.pass(10);
    assert_eq!(world.fetches.len(), 2, "it asks where nobody looks");
    world.answer("completed");
    assert_eq!(world.signals, 0, "one answer may be wrong");
    world.pass(10);
    world.answer("completed");
    assert_eq!((world.signals, world.state()), (1, State::Done));
    assert!(!world.widget.presence().is_awaited);
    world.send(Event::Refresh);
    world.answer("completed");
    assert_eq!(world.signals, 1);
}

#[test]
fn nobody_waits_for_the_end_of_another_campaign() {
    let mut world = World::configured();
    world.answer("running");
    world.presence(|presence| presence.is_awaited = true);
    world.configure(OTHER, "mk_1", "auto");
    assert!(!world.widget.presence().is_awaited);
}

#[test]
fn back_online_does_not_wait_out_the_backoff() {
    let mut world = World::configured();
    for _ in 0..6 {
        world.reply(Reply::Nothing(Transport::Network));
        world.pass(300);
    }
    world.reply(Reply::Nothing(Transport::Network));
    let before = world.fetches.len();
    world.presence(|presence| presence.is_online = false);
    world.presence(|presence| presence.is_online = true);
    assert_eq!(world.fetches.len(), before + 1);
}

#[test]
fn leaving_aborts_and_coming_back_resumes() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(10);
    world.presence(|presence| presence.is_connected = false);
    assert_eq!(world.in_flight, None);
    world.pass(3_600);
    assert_eq!(world.fetches.len(), 2);
    world.presence(|presence| presence.is_connected = true);
    assert_eq!((world.fetches.len(), world.state()), (3, State::Ready));
}

#[test]
fn a_changed_interval_counts_from_now() {
    let mut world = World::configured();
    world.answer("running");
    world.configure(ID, "mk_1", "30");
    world.pass(29);
    assert_eq!(world.fetches.len(), 1);
    world.pass(1);
    assert_eq!(world.fetches.len(), 2);
}

#[test]
fn manual_asks_once_and_then_only_by_hand() {
    let mut world = World::default();
    world.configure(ID, "mk_1", "0");
    world.presence(|presence| presence.is_connected = true);
    world.answer("running");
    world.pass(86_400);
    assert_eq!((world.fetches.len(), world.view().freshness.next), (1, Next::Manual));
    world.send(Event::Refresh);
    assert_eq!(world.fetches.len(), 2);
}

#[test]
fn another_campaign_leaves_nothing_of_the_former() {
    let mut world = World::configured();
    world.answer("running");
    world.send(Event::Table(TableEvent::Search("anna".into())));
    world.configure(OTHER, "mk_1", "auto");
    let view = world.view();
    assert_eq!((view.screen, view.slice.total), (Screen::Loading, 0));
    assert_eq!(view.query, Query::default());
}

#[test]
fn the_host_hears_of_states_in_order() {
    let mut world = World::configured();
    world.answer("running");
    let change = HostEvent::StateChange { from: State::Loading, to: State::Ready };
    assert_eq!(world.told[..2], [change, HostEvent::Ready]);
    world.pass(10);
    world.refuse(500, "");
    let error = HostEvent::Error {
        kind: FailureKind::Server,
        status: Some(500),
        retry_in: Some(Span::seconds(2)),
    };
    assert_eq!(world.told.last(), Some(&error));
}

#[test]
fn debug_output_does_not_tell_the_key() {
    let world = World::configured();
    assert!(!format!("{:?}{:?}", world.widget, world.fetches).contains("mk_1"));
}

/// One thing that a world may do to a widget.
#[derive(Clone, Debug)]
enum Step {
    Configure { id: usize, key: usize, refresh: usize },
    Connect(bool),
    Show(bool),
    Online(bool),
    Hold(bool),
    Refresh,
    Answer(usize),
    Refuse(u16),
    Nothing,
    Stray(u32),
    Search,
    Hear,
    Pass(i64),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0_usize..4, 0_usize..3, 0_usize..4).prop_map(|(id, key, refresh)| Step::Configure {
            id,
            key,
            refresh
        }),
        any::<bool>().prop_map(Step::Connect),
        any::<bool>().prop_map(Step::Show),
        any::<bool>().prop_map(Step::Online),
        any::<bool>().prop_map(Step::Hold),
        Just(Step::Refresh),
        (0_usize..4).prop_map(Step::Answer),
        prop_oneof![Just(401), Just(404), Just(429), Just(502), Just(200)].prop_map(Step::Refuse),
        Just(Step::Nothing),
        (0_u32..20).prop_map(Step::Stray),
        Just(Step::Search),
        Just(Step::Hear),
        (-400_i64..400).prop_map(Step::Pass),
    ];
    prop::collection::vec(step, 0..60)
}

fn take(world: &mut World, step: &Step) {
    match *step {
        Step::Configure { id, key, refresh } => {
            let id = [ID, OTHER, "", "nonsense"][id];
            world.configure(id, ["", "mk_1", "mk_2"][key], ["auto", "0", "7", "x"][refresh]);
        }
        Step::Connect(on) => world.presence(|presence| presence.is_connected = on),
        Step::Show(on) => world.presence(|presence| presence.is_visible = on),
        Step::Online(on) => world.presence(|presence| presence.is_online = on),
        Step::Hold(on) => world.presence(|presence| presence.is_held = on),
        Step::Refresh => world.send(Event::Refresh),
        Step::Answer(status) => {
            world.answer(["running", "completed", "paused", "new"][status]);
        }
        Step::Refuse(status) => world.refuse(status, "<html>"),
        Step::Nothing => world.reply(Reply::Nothing(Transport::Timeout)),
        Step::Stray(generation) if world.in_flight != Some(Generation(generation)) => {
            let body = campaign("running");
            let reply =
                Reply::Answer { status: 200, headers: Headers::default(), body, used: None };
            world.send(Event::Replied(Generation(generation), reply));
        }
        Step::Stray(_) => {}
        Step::Hear => {
            let body = campaign("running");
            let reply =
                Reply::Answer { status: 200, headers: Headers::default(), body, used: None };
            world.send(Event::SharedReply(reply));
        }
        Step::Search => world.send(Event::Table(TableEvent::Search("1".into()))),
        Step::Pass(seconds) if seconds < 0 => world.now += seconds * 1000,
        Step::Pass(seconds) => world.pass(seconds),
    }
}

#[test]
fn a_refused_token_is_replaced_once() {
    let mut world = World::default();
    let provider = Given { token_provider: Some(HostValue(7)), ..Given::default() };
    world.send(Event::Configure(checked(&of_batch(ID), &provider)));
    world.presence(|presence| presence.is_connected = true);
    world.refuse(401, "");
    let renewals = |world: &World| {
        world.fetches.iter().map(|it| it.occasion == Occasion::Renewal).collect::<Vec<_>>()
    };
    assert_eq!((renewals(&world), world.state()), (vec![false, true], State::Loading));
    world.answer("running");
    world.pass(10);
    world.refuse(401, "");
    world.refuse(401, "");
    assert_eq!(renewals(&world), [false, true, false, true]);
    assert_eq!(world.state(), State::Stale);
    world.pass(3_600);
    assert_eq!(world.fetches.len(), 4, "a token that is refused twice is nobody's");
}

#[test]
fn a_refused_key_is_not_asked_with_again() {
    let mut world = World::configured();
    world.refuse(401, "");
    assert_eq!((world.fetches.len(), world.state()), (1, State::Failed));
}

#[test]
fn the_hours_budget_is_kept_and_frees_itself() {
    let mut world = World::default();
    let attributes = Attributes { hourly_budget: Some("6".into()), ..of_batch(ID) };
    world.send(Event::Configure(checked(&attributes, &with_key("mk_1"))));
    world.presence(|presence| presence.is_connected = true);
    for _ in 0..3 {
        world.answer("running");
        world.pass(10);
    }
    assert_eq!(world.fetches.len(), 3);
    // Half of it is spent, and there are three for the rest of the hour.
    assert_eq!(world.view().freshness.next, Next::Sparing(Span::seconds(885)));
    for _ in 0..300 {
        world.answer("running");
        world.pass(10);
    }
    assert_eq!(world.fetches.len(), 6);
    world.send(Event::Refresh);
    assert_eq!(world.fetches.len(), 7, "a person is not kept from asking");
    world.answer("running");
    assert_eq!(world.view().freshness.next, Next::Sparing(Span::seconds(580)), "and counts too");
    world.pass(579);
    assert_eq!(world.fetches.len(), 7);
    world.pass(1);
    assert_eq!(world.fetches.len(), 8);
}

#[test]
fn what_is_shown_waits_for_the_budget_and_what_is_not_yet_shown_does_not() {
    let mut world = World::configured();
    let config = Config { budget: 10, ..world.widget.config.clone() };
    world.send(Event::Configure(config.clone()));
    for _ in 0..6 {
        world.answer("running");
        world.pass(10);
    }
    assert_eq!(world.fetches.len(), 5);
    assert!(matches!(world.view().freshness.next, Next::Sparing(_)));
    // The page is loaded anew.
    let mut anew = World { now: world.now, sent: world.sent, ..World::default() };
    anew.send(Event::Configure(config));
    anew.presence(|presence| presence.is_connected = true);
    assert_eq!(anew.fetches.len(), 1);
    anew.answer("running");
    assert_eq!(anew.view().freshness.next, Next::Sparing(Span::seconds(708)));
}

/// The API's answer, as a proxy keeps it.
fn kept(world: &mut World, status: u16, etag: &str, age: &str) {
    let headers = Headers {
        age: Some(age.into()),
        cache_control: Some("private, max-age=10".into()),
        etag: Some(etag.into()),
        ..Headers::default()
    };
    let body = if status == 200 { campaign("running") } else { Vec::new().into() };
    world.reply(Reply::Answer { status, headers, body, used: None });
}

fn asked_with(world: &World) -> Option<&str> {
    world.fetches.last()?.etag.as_deref()
}

#[test]
fn what_is_at_hand_need_not_come_again() {
    let mut world = World::configured();
    assert_eq!(asked_with(&world), None);
    kept(&mut world, 200, "a", "0");
    for age in [4, 8, 3] {
        world.pass(10);
        assert_eq!(asked_with(&world), Some("a"));
        kept(&mut world, 304, "a", &age.to_string());
        assert_eq!(world.state(), State::Ready);
        assert_eq!(world.view().freshness.age, Some(Span::seconds(age)));
    }
    world.pass(10);
    kept(&mut world, 200, "b", "0");
    world.pass(10);
    assert_eq!(asked_with(&world), Some("b"));
    // A network that fails later says nothing about conditions.
    world.reply(Reply::Nothing(Transport::Network));
    world.pass(10);
    assert_eq!(asked_with(&world), Some("b"));
    kept(&mut world, 200, "c", "0");
    // Another key may be shown something else.
    world.configure(ID, "mk_2", "auto");
    assert_eq!(asked_with(&world), None);
}

#[test]
fn who_allows_no_conditions_is_asked_without_them() {
    let mut world = World::configured();
    kept(&mut world, 200, "a", "0");
    world.pass(10);
    assert_eq!(asked_with(&world), Some("a"));
    world.reply(Reply::Nothing(Transport::Network));
    for etag in ["a", "b", "b"] {
        world.pass(10);
        assert_eq!(asked_with(&world), None);
        kept(&mut world, 200, etag, "0");
        assert_eq!(world.state(), State::Ready);
    }
}

#[test]
fn a_network_that_fails_twice_says_nothing_about_conditions() {
    let mut world = World::configured();
    kept(&mut world, 200, "a", "0");
    world.pass(10);
    world.reply(Reply::Nothing(Transport::Network));
    world.pass(10);
    world.reply(Reply::Nothing(Transport::Network));
    world.pass(10);
    assert_eq!(asked_with(&world), None, "after two failures");
    kept(&mut world, 200, "a", "0");
    world.pass(10);
    assert_eq!(asked_with(&world), Some("a"));
}

#[test]
fn an_outdated_answer_confirms_no_end() {
    let mut world = World::configured();
    let ended = |world: &mut World, age: &str| {
        let headers = Headers {
            age: Some(age.into()),
            cache_control: Some("max-age=10".into()),
            ..Headers::default()
        };
        let body = campaign("completed");
        world.reply(Reply::Answer { status: 200, headers, body, used: None });
    };
    for age in ["40", "100"] {
        ended(&mut world, age);
        assert_eq!(world.state(), State::Stale);
        world.pass(59);
        assert_eq!(world.in_flight, None);
        world.pass(1);
    }
    ended(&mut world, "0");
    world.pass(5);
    ended(&mut world, "5");
    assert_eq!(world.state(), State::Done);
    // What is final stays so, however old.
    world.send(Event::Refresh);
    ended(&mut world, "90");
    assert_eq!(world.state(), State::Done);
    let completes = |event: &&HostEvent| matches!(event, HostEvent::Complete { .. });
    assert_eq!(world.told.iter().filter(completes).count(), 1);
}

#[test]
fn nothing_new_is_no_answer_to_who_has_something_else() {
    let nothing_new = |etag: &str| {
        let headers = Headers { etag: Some(etag.into()), ..Headers::default() };
        let body = Vec::new().into();
        Event::SharedReply(Reply::Answer { status: 304, headers, body, used: None })
    };
    let mut world = World::configured();
    kept(&mut world, 200, "a", "9");
    world.pass(5);
    world.send(nothing_new("b"));
    assert_eq!(world.view().freshness.age, Some(Span::seconds(14)));
    world.send(nothing_new("a"));
    assert_eq!(world.view().freshness.age, Some(Span(0)));
    // Nobody asked for that.
    let mut new = World::configured();
    kept(&mut new, 304, "a", "0");
    let kind = new.widget.stage().failure().map(|failure| failure.kind);
    assert_eq!(kind, Some(FailureKind::Unexpected));
}

#[test]
fn an_answer_that_stands_in_for_a_newer_one_is_shown_as_old() {
    let mut world = World::configured();
    kept(&mut world, 200, "a", "30");
    assert_eq!(world.state(), State::Ready);
    world.told.clear();
    for age in ["40", "50"] {
        world.pass(10);
        kept(&mut world, 304, "a", age);
        assert_eq!(world.state(), State::Stale);
        assert!(matches!(world.view().freshness.next, Next::In(_)), "it is asked as usual");
    }
    assert_eq!(world.view().freshness.age, Some(Span::seconds(50)));
    let outdated =
        |event: &&HostEvent| matches!(event, HostEvent::Error { kind: FailureKind::Outdated, .. });
    assert_eq!(world.told.iter().filter(outdated).count(), 1);
    world.pass(10);
    kept(&mut world, 200, "b", "0");
    assert_eq!(world.state(), State::Ready);
    assert_eq!(world.view().trouble, None);
}

#[test]
fn data_at_hand_takes_no_requests_and_no_network() {
    let mut world = World::default();
    let at_hand = |number| {
        let given = Given { data: Some(HostValue(number)), ..Given::default() };
        checked(&Attributes::default(), &given)
    };
    world.presence(|presence| {
        presence.is_connected = true;
        presence.is_online = false;
    });
    for number in 0..2_000 {
        world.send(Event::Configure(at_hand(number)));
        world.answer("paused");
    }
    assert_eq!(world.fetches.len(), 2_000);
    assert_eq!(world.state(), State::Ready);
    assert_eq!(world.view().trouble, None);
    // A campaign of the API needs one, and has spent nothing.
    world.configure(ID, "mk_1", "auto");
    assert_eq!(world.fetches.len(), 2_000);
    assert_eq!(world.view().trouble, Some(Trouble::Offline));
    world.presence(|presence| presence.is_online = true);
    assert_eq!(world.fetches.len(), 2_001);
}

#[test]
fn what_another_widget_was_told_counts_as_an_answer() {
    let mut world = World::configured();
    world.answer("running");
    world.pass(9);
    let heard = |world: &mut World| {
        let body = campaign("paused");
        world.send(Event::SharedReply(Reply::Answer {
            status: 200,
            headers: Headers::default(),
            body,
            used: None,
        }));
    };
    heard(&mut world);
    world.pass(59);
    assert_eq!(world.fetches.len(), 1, "its turn begins anew");
    world.pass(1);
    assert_eq!(world.fetches.len(), 2);
    heard(&mut world);
    assert!(world.in_flight.is_some(), "its own answer is on the way");
    world.answer("running");
    world.presence(|presence| presence.is_held = true);
    let before = world.view();
    heard(&mut world);
    assert_eq!(world.view(), before, "whoever is paused hears nothing");
}

#[test]
fn what_another_tab_got_is_asked_for_where_it_may_be_and_counts() {
    let mut world = World::configured();
    let config = Config { budget: 2, ..world.widget.config.clone() };
    world.send(Event::Configure(config));
    world.answer("running");
    world.presence(|presence| presence.is_held = true);
    world.send(Event::ReplyAtHand);
    assert_eq!(world.fetches.len(), 1, "while a person holds it");
    world.presence(|presence| presence.is_held = false);
    world.send(Event::ReplyAtHand);
    world.send(Event::ReplyAtHand);
    assert_eq!(world.fetches.len(), 2, "once, since one is under way then");
    world.answer("running");
    world.pass(30);
    assert_eq!(world.fetches.len(), 2, "both of the hour's are spent");
    world.send(Event::ReplyAtHand);
    assert_eq!(world.fetches.len(), 3, "what another tab spent is spent");
    assert!(world.fetches.iter().all(|request| request.occasion == Occasion::Due));
    world.answer("running");
    world.send(Event::Refresh);
    assert_eq!(world.fetches.last().map(|request| request.occasion), Some(Occasion::Wish));
}

#[test]
fn a_mask_hides_at_once_and_in_what_the_page_is_told() {
    let mut world = World::configured();
    world.answer("running");
    let body = r#"{"batch":{"status":"running"},"recipients":[{"id":"1","name":"John Doe"}]}"#;
    world.pass(10);
    let body = Body::from(body.as_bytes().to_vec());
    world.reply(Reply::Answer { status: 200, headers: Headers::default(), body, used: None });
    world.send(Event::Table(TableEvent::Show(Shown { rows: 0..9, ..Shown::default() })));
    let name = |world: &World| world.view().slice.rows.first().and_then(|row| row.name.clone());
    assert_eq!(name(&world).as_deref(), Some("John Doe"));
    let config = Config { mask: Mask::All, ..world.widget.config.clone() };
    world.send(Event::Configure(config));
    assert_eq!(name(&world).as_deref(), Some("J. D."));
    let row = world.view().slice.rows.first().cloned().unwrap();
    world.send(Event::Table(TableEvent::Choose(row.clone())));
    assert_eq!(world.told.last(), Some(&HostEvent::RecipientClick(row)));
    assert_eq!(world.engine.snapshot(), None);
}

#[test]
fn a_playback_has_a_clock_of_its_own_and_requests_keep_to_the_viewers() {
    let mut world = World::configured();
    world.answer("running");
    let shift = Span::minutes(-120);
    let config = Config { shift, ..world.widget.config.clone() };
    let (wake, fetches) = (world.wake, world.fetches.len());
    world.send(Event::Configure(config));
    assert_eq!((world.wake, world.fetches.len()), (wake, fetches));
    world.pass(3);
    let view = world.view();
    let Screen::Campaign(campaign) = view.screen else { panic!("no campaign") };
    assert_eq!(campaign.now, Millis(world.now) + shift);
    assert_eq!(view.freshness.age, Some(Span::seconds(3)));
}

/// What must hold after every step, whatever came before; `World::carry_out` checks the rest.
fn sound(world: &World, had: Option<&str>) -> Result<(), TestCaseError> {
    let presence = world.widget.presence();
    prop_assert_eq!(world.in_flight.is_some(), world.widget.asking().is_in_flight());
    let presence = Presence { is_online: true, ..presence };
    let asks_by_itself = presence.may_ask() && world.widget.source().is_ok();
    let tells = world.in_flight.is_some() && presence.is_visible;
    prop_assert!(world.wake.is_none() || asks_by_itself || tells, "a timer that nobody needs");
    let is_waiting = matches!(world.widget.asking(), Asking::Due { .. });
    prop_assert!(!is_waiting || !asks_by_itself || world.wake.is_some(), "a wait without timer");
    let shown = world.batch();
    let must_keep = had.is_some() && had == shown.as_deref();
    prop_assert!(!must_keep || world.widget.stage().loaded().is_some(), "data was lost");
    prop_assert!(world.widget.source().is_ok() || world.widget.stage().loaded().is_none());
    let _ = world.view();
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_of_events_breaks_the_machine(steps in steps()) {
        let mut world = World::default();
        for step in steps {
            let had = world.widget.stage().loaded().is_some();
            let id = world.batch();
            take(&mut world, &step);
            sound(&world, id.as_deref().filter(|_| had))?;
        }
    }
}

/// An answer with recipients of these statuses, by id `0`, `1` and so on.
fn people(statuses: &[&str]) -> Reply {
    let row = |(id, status): (usize, &&str)| format!(r#"{{"id":"{id}","status":"{status}"}}"#);
    let rows: Vec<_> = statuses.iter().enumerate().map(row).collect();
    let json = format!(r#"{{"batch":{{"status":"running"}},"recipients":[{}]}}"#, rows.join(","));
    Reply::Answer {
        status: 200,
        headers: Headers::default(),
        body: json.into_bytes().into(),
        used: None,
    }
}

#[test]
fn rows_are_marked_for_two_seconds_after_a_change_and_not_after_the_first_answer() {
    let mut world = World::configured();
    world.send(Event::Table(TableEvent::Show(Shown { rows: 0..9, ..Shown::default() })));
    let marks = |world: &World| [0, 1].map(|slot| world.view().mark(slot, None).is_some());
    world.send(Event::Table(TableEvent::Sort(Order::List)));
    world.reply(people(&["pending", "pending"]));
    assert_eq!(marks(&world), [false, false]);
    world.pass(10);
    world.reply(people(&["pending", "ringing"]));
    assert_eq!(marks(&world), [false, true]);
    let mark = world.view().mark(1, None);
    world.pass(1);
    assert_eq!(world.view().mark(0, mark), mark, "a further answer does not take it off");
    world.pass(1);
    assert_eq!(marks(&world), [false, false]);
    world.now -= 3_600_000;
    assert_eq!(marks(&world), [false, false], "a clock set back");
}

#[test]
fn another_campaign_is_no_news_and_nobody_in_it_is_active() {
    let mut world = World::configured();
    world.reply(people(&["pending", "pending"]));
    world.send(Event::Table(TableEvent::Go(Go { from: Some(1), by: 0 })));
    world.pass(10);
    world.reply(people(&["completed", "pending"]));
    assert!(world.view().news.is_some());
    assert_eq!(world.view().slice.active, Some(0), "who waits stands before who was called");
    world.configure(OTHER, "mk_1", "auto");
    world.reply(people(&["completed", "completed"]));
    assert_eq!((world.view().news, world.view().slice.active), (None, None));
}

#[test]
fn a_playback_has_no_news() {
    let mut world = World::configured();
    world.reply(people(&["pending"]));
    world.pass(10);
    world.reply(people(&["completed"]));
    assert!(world.view().news.is_some());
    let config = Config { shift: Span(1), ..world.widget.config.clone() };
    world.send(Event::Configure(config));
    assert_eq!(world.view().news, None);
}

#[test]
fn the_rows_of_a_first_campaign_over_there_are_asked_for_again() {
    let shown = Shown { rows: 0..16, top: 0, bottom: 11 };
    let show = || Event::Table(TableEvent::Show(shown.clone()));
    let check = |body: Body, expected: bool| {
        let mut world = World::configured();
        world.send(show());
        let generation = world.in_flight.unwrap();
        let moment = moment(world.now);
        let reply = Reply::Answer { status: 200, headers: Headers::default(), body, used: None };
        world.widget.update(Event::Replied(generation, reply), moment);
        let todo = world.widget.update(show(), moment);
        let is_asked = todo.iter().any(|it| matches!(it, Command::Ask(Ask::Show(_))));
        assert_eq!(is_asked, expected);
    };
    check(Body::InWorker(BodyId(1)), true);
    check(campaign("running"), false);
}

#[test]
fn an_engine_that_takes_over_goes_on_with_the_active_row() {
    let mut world = World::configured();
    world.reply(people(&["pending", "pending", "pending"]));
    world.send(Event::Table(TableEvent::Go(Go { from: Some(2), by: 0 })));
    world.engine = Engine::default();
    for ask in world.widget.asked() {
        world.carry_out(Command::Ask(ask));
    }
    world.pass(10);
    world.reply(people(&["pending", "ringing", "pending"]));
    assert_eq!(world.view().slice.active, Some(2));
}

#[test]
fn rows_are_held_once_and_not_by_what_is_no_longer_there() {
    let mut world = World::configured();
    world.reply(people(&["pending", "pending"]));
    let holds = |world: &World| world.widget.asked().contains(&Ask::Hold(true));
    world.send(Event::Table(TableEvent::Hold(true)));
    assert!(holds(&world));
    world.pass(10);
    world.reply(people(&["completed", "pending"]));
    assert_eq!(world.view().slice.waiting_to_move, 1);
    world.send(Event::Table(TableEvent::Settle));
    assert_eq!((world.view().slice.waiting_to_move, holds(&world)), (0, true));
    let gone = Presence { is_connected: false, ..world.widget.presence };
    world.send(Event::Presence(gone));
    assert!(!holds(&world));
}

#[test]
fn an_element_that_is_made_anew_has_the_budget_of_the_one_before() {
    let source = checked(&of_batch(ID), &with_key("mk_1")).source.unwrap();
    for (count, asks) in [(899, true), (900, false)] {
        let sent = (0..count).map(|at| (source.clone(), at * 1000)).collect();
        let mut world = World { now: 900_000, sent, ..World::default() };
        world.configure(ID, "mk_2", "auto");
        world.presence(|presence| presence.is_connected = true);
        assert_eq!(!world.fetches.is_empty(), asks, "{count}");
        let kind = world.widget.stage().failure().map(|failure| failure.kind);
        assert_eq!(kind, (!asks).then_some(FailureKind::BudgetSpent));
    }
}
