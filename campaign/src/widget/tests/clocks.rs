//! A page whose clock is set, and whose machine sleeps, at every turn: nothing is asked too often, and nothing
//! waits longer than it says.

use super::*;
use crate::time::{HOUR, SteadyClock};

const SECOND: i64 = 1000;
const MINUTE: i64 = 60 * SECOND;
const DAY: i64 = 24 * 60 * MINUTE;
const YEAR: i64 = 365 * DAY;
/// When the page is opened, by the clock on the wall: 2024-02-15T09:00:00Z.
const OPENED: i64 = 1_707_987_600_000;

/// What becomes of the clocks, all at once.
#[derive(Copy, Clone, Debug)]
enum Jump {
    /// Somebody sets the clock on the wall, or the machine sleeps and the other clock with it.
    Wall(i64),
    /// The machine sleeps, and both clocks go on; timers do not.
    Sleep(i64),
}

fn jumps() -> Vec<Jump> {
    let lengths = [SECOND, MINUTE, 60 * MINUTE, DAY, YEAR];
    let of_length = |length| [Jump::Wall(length), Jump::Wall(-length), Jump::Sleep(length)];
    lengths.into_iter().flat_map(of_length).collect()
}

/// A page with one element.
struct Page {
    world: World,
    steady: SteadyClock,
    /// The clock that nobody can set. Timers go by it.
    unset: i64,
    wall: i64,
    /// For how long the machine was awake.
    awake: i64,
    /// The wake-up that the world wants, and when it comes, by the time awake.
    timer: Option<(i64, i64)>,
    /// When a request went out: by the time awake, and by the clock that waits are counted by.
    asked: Vec<(i64, i64)>,
}

impl Page {
    fn new(budget: &str) -> Self {
        let mut page = Self {
            world: World::default(),
            steady: SteadyClock::default(),
            unset: 0,
            wall: OPENED,
            awake: 0,
            timer: None,
            asked: Vec::new(),
        };
        page.open(budget);
        page
    }

    /// An element is made, for which the page keeps what was spent.
    fn open(&mut self, budget: &str) {
        let now = self.read_clocks();
        let sent = std::mem::take(&mut self.world.sent);
        self.world = World { now, wall_ahead: self.wall - now, sent, ..World::default() };
        self.timer = None;
        let attributes = Attributes { hourly_budget: Some(budget.into()), ..of_batch(ID) };
        self.send(Event::Configure(checked(&attributes, &with_key("mk_1"))));
        self.change(|presence| presence.is_connected = true);
    }

    fn read_clocks(&mut self) -> i64 {
        self.steady.read(Millis(self.unset), Millis(self.wall)).0
    }

    /// Has the world do something, by the clocks as they are.
    fn act(&mut self, act: impl FnOnce(&mut World)) {
        let now = self.read_clocks();
        assert!(now >= self.world.now, "the steady clock went back");
        let before = self.world.fetches.len();
        self.world.now = now;
        self.world.wall_ahead = self.wall - now;
        act(&mut self.world);
        let asked = self.world.fetches.len() - before;
        self.asked.extend(std::iter::repeat_n((self.awake, now), asked));
        let is_set = self.timer.map(|(wanted, _)| wanted) == self.world.wake;
        if !is_set {
            self.timer = self.world.wake.map(|wanted| (wanted, self.awake + wanted - now));
        }
    }

    fn send(&mut self, event: Event) {
        self.act(|world| world.send(event));
    }

    fn change(&mut self, change: impl FnOnce(&mut Presence)) {
        self.act(|world| world.presence(change));
    }

    fn reply(&mut self, reply: Reply) {
        self.act(|world| world.reply(reply));
    }

    /// The API answers with a campaign that has such a status; a scheduled one is to start that much later.
    fn answer(&mut self, status: &str, starts_in: i64) {
        let stamp = stamp(OPENED + starts_in);
        let json = format!(
            r#"{{"batch":{{"status":"{status}","scheduled_at":"{stamp}"}},
                "recipients":[{{"id":"1","status":"pending"}}]}}"#
        );
        let body = json.into_bytes().into();
        self.reply(Reply::Answer { status: 200, headers: Headers::default(), body, used: None });
    }

    fn jump(&mut self, jump: Jump) {
        match jump {
            Jump::Wall(length) => self.wall += length,
            Jump::Sleep(length) => {
                self.wall += length;
                self.unset += length;
            }
        }
    }

    /// Time goes by as usual, a timer may come, and every second there is a tick where there shall be.
    fn pass_a_second(&mut self) {
        let until = self.awake + SECOND;
        while let Some((_, at)) = self.timer.filter(|(_, at)| *at <= until) {
            self.go_on_until(at.max(self.awake));
            self.timer = None;
            self.world.wake = None;
            self.send(Event::Woke);
        }
        self.go_on_until(until);
        if self.world.widget.presence().is_visible {
            self.send(Event::Tick);
        }
    }

    fn go_on_until(&mut self, awake: i64) {
        let passed = awake - self.awake;
        self.awake = awake;
        self.unset += passed;
        self.wall += passed;
    }

    /// The wait that the freshness line or the banner shows.
    fn shown_wait(&self) -> Option<Span> {
        let view = self.world.view();
        let banner = view.trouble.as_ref().and_then(|trouble| match trouble {
            Trouble::Failed { retry_in, .. } => *retry_in,
            Trouble::Offline => None,
        });
        match view.freshness.next {
            Next::In(wait) | Next::Again(wait) => Some(wait).max(banner),
            _ => banner,
        }
    }
}

/// `2024-02-15T09:00:30Z`, of a time on the day that the page is opened.
fn stamp(at: i64) -> String {
    let second = (at - OPENED) / SECOND + 9 * 3600;
    format!("2024-02-15T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
}

/// What the element is doing when the clock jumps.
#[derive(Copy, Clone, Debug)]
enum State {
    Waiting,
    UnderWay,
    Hidden,
    AfterFailures(u32),
    Scheduled,
}

impl State {
    const ALL: [Self; 6] = [
        Self::Waiting,
        Self::UnderWay,
        Self::Hidden,
        Self::AfterFailures(1),
        Self::AfterFailures(6),
        Self::Scheduled,
    ];

    fn reach(self, page: &mut Page) {
        page.answer(self.status(), 40 * SECOND);
        for _ in 0..3 {
            page.pass_a_second();
        }
        match self {
            Self::Waiting | Self::Scheduled => {}
            Self::UnderWay => page.send(Event::Refresh),
            Self::Hidden => page.change(|presence| presence.is_visible = false),
            Self::AfterFailures(count) => {
                for _ in 0..count {
                    page.send(Event::Refresh);
                    page.reply(Reply::Nothing(Transport::Timeout));
                }
            }
        }
    }

    fn status(self) -> &'static str {
        if matches!(self, Self::Scheduled) { "scheduled" } else { "running" }
    }

    /// The longest wait between two requests while all is well.
    fn pace(self) -> i64 {
        if matches!(self, Self::Scheduled) { 60 * SECOND } else { 10 * SECOND }
    }

    /// The longest wait that is under way as the clock jumps.
    fn wait(self) -> i64 {
        match self {
            Self::AfterFailures(count) => (4 * SECOND) << (count - 1),
            _ => self.pace(),
        }
    }
}

/// Two jumps in a row, in one state: nothing is shown or waited for longer than the pace, and requests come no
/// oftener than it, but for one after each jump.
fn check(state: State, first: Jump, second: Jump) {
    let case = format!("{state:?}, {first:?}, {second:?}");
    let mut page = Page::new("900");
    state.reach(&mut page);
    page.jump(first);
    page.pass_a_second();
    page.jump(second);
    page.pass_a_second();
    if let State::UnderWay = state {
        page.answer(state.status(), 40 * SECOND);
    }
    if let State::Hidden = state {
        let before = page.asked.len();
        for _ in 0..600 {
            page.pass_a_second();
        }
        assert_eq!(page.asked.len(), before, "asked while hidden: {case}");
        page.change(|presence| presence.is_visible = true);
        assert!(page.world.in_flight.is_some(), "not asked on return: {case}");
    }
    let (start, before) = (page.awake, page.asked.len());
    let mut last = start;
    let mut longest = state.wait();
    for _ in 0..180 {
        if page.world.in_flight.is_some() {
            page.answer(state.status(), 40 * SECOND);
            (last, longest) = (page.awake, state.pace());
        }
        let shown = page.shown_wait().map_or(0, |wait| wait.0);
        assert!(shown <= longest, "shows {shown} ms: {case}");
        page.pass_a_second();
        assert!(page.awake - last <= longest + SECOND, "waits since {last}: {case}");
    }
    let most = (page.awake - start) / state.pace().min(longest) + 3;
    let asked = page.asked.len() - before;
    // At its start and after it a scheduled campaign is asked for as often as one that dials.
    let most = if let State::Scheduled = state { most + 18 } else { most };
    assert!(i64::try_from(asked).unwrap() <= most, "asked {asked} times: {case}");
}

#[test]
fn no_jump_of_a_clock_in_any_state_starves_or_floods() {
    for state in State::ALL {
        for first in jumps() {
            for second in jumps() {
                check(state, first, second);
            }
        }
    }
}

/// One thing that happens in a page's day.
#[derive(Clone, Debug)]
enum Turn {
    Jump(Jump),
    /// So many seconds go by, in which everything is answered, or fails.
    Pass(u16, bool),
    Show(bool),
    /// The page makes its element anew.
    Remake,
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        2 => prop::sample::select(jumps()).prop_map(Turn::Jump),
        4 => (1_u16..900, any::<bool>()).prop_map(|(seconds, fails)| Turn::Pass(seconds, fails)),
        1 => any::<bool>().prop_map(Turn::Show),
        1 => Just(Turn::Remake),
    ];
    prop::collection::vec(turn, 1..24)
}

const BUDGET: usize = 20;

/// In no hour, by the clock that counts it, more went out than the budget allows. By the time awake, each jump
/// ahead may have ended an hour early.
fn within_budget(page: &Page, jumps: usize) -> Result<(), TestCaseError> {
    for (at, (awake, now)) in page.asked.iter().enumerate() {
        let first = at.saturating_sub(BUDGET);
        let (awake_before, before) = page.asked[first];
        prop_assert!(at < BUDGET || now - before >= HOUR.0, "over budget");
        let hour = page.asked.iter().filter(|(other, _)| (0..HOUR.0).contains(&(awake - other)));
        prop_assert!(hour.count() <= BUDGET * (1 + jumps), "{awake} {awake_before}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_day_of_jumps_spends_more_than_the_budget_or_waits_longer_than_an_hour(turns in turns()) {
        let mut page = Page::new(&BUDGET.to_string());
        let (mut jumps, mut idle) = (0, 0);
        for turn in turns {
            match turn {
                Turn::Jump(jump) => {
                    page.jump(jump);
                    jumps += 1;
                }
                Turn::Show(on) => page.change(|presence| presence.is_visible = on),
                Turn::Remake => page.open(&BUDGET.to_string()),
                Turn::Pass(seconds, fails) => {
                    for _ in 0..seconds {
                        let before = page.asked.len();
                        if fails {
                            page.reply(Reply::Nothing(Transport::Timeout));
                        } else {
                            page.answer("running", 0);
                        }
                        page.pass_a_second();
                        let is_shown = page.world.widget.presence().is_visible;
                        idle = if page.asked.len() > before || !is_shown { 0 } else { idle + 1 };
                        // What was spent may be an hour away, and the wait of a failure five minutes.
                        prop_assert!(idle <= 3600 + 300, "it waits for ever");
                        let shown = page.shown_wait().map_or(0, |wait| wait.0);
                        prop_assert!(shown <= HOUR.0, "shows {}", shown);
                    }
                }
            }
        }
        within_budget(&page, jumps)?;
    }
}
