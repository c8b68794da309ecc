//! Exactly what the screen shows, as values; the words are the screen's.

use crate::config::Missing;
use crate::domain::{BatchStatus, CallingWindow, Phase};
use crate::engine::{Overview, Slice};
use crate::failure::Failure;
use crate::insight::announcement::Announcement;
use crate::insight::attention::Attention;
use crate::insight::bound::{Bound, Known, bound};
use crate::insight::deadline;
use crate::insight::eta::Eta;
use crate::insight::headline::Headline;
use crate::insight::news::News;
use crate::insight::pace::{self, Bin, Pace};
use crate::insight::situation::Situation;
use crate::insight::turn::Turns;
use crate::insight::window::WindowState;
use crate::table::Query;
use crate::time::{DAY, MINUTE, Millis, Span, Zone};
use crate::widget::Widget;
use crate::widget::stage::Stage;
use crate::widget::tab::Tab;
use std::ops::Range;
use std::sync::Arc;

/// The viewer's clock may be this far off before the screen says so.
const TOLERATED_SKEW: Span = Span::minutes(2);

/// How long a row that changed is marked.
const MARKED: Span = Span::seconds(2);

/// One picture of the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct View {
    pub screen: Screen,
    /// Why there is nothing newer; over the screen.
    pub trouble: Option<Trouble>,
    pub freshness: Freshness,
    /// What to say aloud.
    pub announcement: Option<Announcement>,
    /// What happened since somebody looked.
    pub news: Option<Arc<News>>,
    /// What was asked of the table.
    pub query: Query,
    /// The table's rows on screen.
    pub slice: Arc<Slice>,
    /// Which part of the screen is open.
    pub tab: Tab,
    /// Whether a person wants to be told of the campaign's end.
    pub is_awaited: bool,
    /// When recipients last changed.
    pub changed_at: Option<Millis>,
    /// By the clock that waits and ages are counted by.
    pub at: Millis,
    /// By the viewer's clock.
    pub viewers_time: Millis,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Screen {
    Loading,
    /// An instruction to the host page's author.
    Unconfigured(Missing),
    /// Only the trouble.
    Nothing,
    Campaign(Box<Campaign>),
}

/// A campaign at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Campaign {
    /// The campaign and its figures.
    pub overview: Arc<Overview>,
    pub headline: Headline,
    /// When it is likely to be done, while it dials.
    pub eta: Option<Eta>,
    /// When those that wait will be dialled, while there is a forecast.
    turns: Option<Turns>,
    /// How fast calls end, or ended.
    pub pace: Option<Pace>,
    /// What bounds the pace, where that is plain.
    pub bound: Option<Bound>,
    pub deadline: Option<Deadline>,
    /// What needs a person beside what the headline says, the worst first.
    pub attention: Vec<Attention>,
    /// What its calling window means now.
    pub window: Option<WindowState>,
    /// Its calling window on this day; None without one, and once the campaign is over.
    pub today: Option<Today>,
    /// How far the viewer's clock is behind the data, where that is plain.
    pub clock_behind: Option<Span>,
    /// The viewer's clock, or that of a playback, to the second.
    pub now: Millis,
    /// What it showed when this was received.
    pub received: Millis,
}

/// A day of a calling window's zone, in minutes from its midnight.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Today {
    /// When calls may be made; empty on a day on which none may.
    pub open: Range<u16>,
    pub now: u16,
}

/// When the page wants it to be done, and what that would take.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Deadline {
    pub finish_by: Millis,
    /// So many calls would have to end in an hour of open time; None where none is left.
    pub needed: Option<u32>,
}

/// Why there is nothing newer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The browser is offline.
    Offline,
    /// The last request failed.
    Failed {
        failure: Failure,
        /// When it is asked again; None if not by itself.
        retry_in: Option<Span>,
        /// Whether it is being asked again.
        is_asking: bool,
    },
}

/// How old the data is and when it is renewed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Freshness {
    /// The age of the data, where there is some.
    pub age: Option<Span>,
    pub next: Next,
    pub is_held: bool,
}

#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Next {
    /// A request is on its way, and for some time.
    Asking,
    /// A request goes out then.
    In(Span),
    /// The same, later than usual so that the hour's budget lasts.
    Sparing(Span),
    /// The same, after one that failed.
    Again(Span),
    Held,
    /// Waits for the network.
    Offline,
    /// Waits for a person.
    Manual,
    Done,
}

impl View {
    /// The picture at a time; the calling window is read in the given zone.
    pub fn new(widget: &Widget, now: Millis, zone: Zone<'_>) -> Self {
        Self {
            screen: Screen::new(widget, now, zone),
            trouble: Trouble::new(widget, now),
            freshness: Freshness::new(widget, now),
            announcement: widget.announcer().current(),
            query: widget.query().clone(),
            slice: Arc::clone(widget.slice()),
            tab: widget.tab(),
            is_awaited: widget.presence().is_awaited,
            news: widget.news(now),
            changed_at: widget.changed_at(),
            at: now,
            viewers_time: widget.viewers_time(now),
        }
    }

    /// What the viewer's clock shows at a time that waits are counted by.
    pub fn viewers_time_at(&self, at: Millis) -> Millis {
        self.viewers_time + (at - self.at)
    }

    /// Since when a row is marked as changed; None once that is over. `before` is the mark that it has,
    /// if the slot showed the same recipient before: a further answer does not take it off too soon.
    pub fn mark(&self, row: usize, before: Option<Millis>) -> Option<Millis> {
        let is_changed = self.slice.changed.contains(&row);
        let mark = if is_changed { self.changed_at } else { before };
        mark.filter(|since| self.is_fresh(*since))
    }

    /// A clock set back must not keep a mark.
    fn is_fresh(&self, since: Millis) -> bool {
        (Span(0)..MARKED).contains(&(self.at - since))
    }

    /// Whether rows may be marked.
    fn has_marks(&self) -> bool {
        self.changed_at.is_some_and(|since| self.is_fresh(since))
    }

    pub fn campaign(&self) -> Option<&Campaign> {
        match &self.screen {
            Screen::Campaign(campaign) => Some(campaign),
            _ => None,
        }
    }

    /// Whether nothing more is going to happen in the campaign.
    pub fn is_over(&self) -> bool {
        self.campaign().is_some_and(|campaign| campaign.overview.tallies.is_over)
    }

    /// What the host page has left to give.
    pub fn missing(&self) -> Option<Missing> {
        match self.screen {
            Screen::Unconfigured(missing) => Some(missing),
            _ => None,
        }
    }

    /// Whether it is shown why calls failed: some did, or the table is filtered by why.
    pub fn shows_reasons(&self) -> bool {
        let failed = |campaign: &Campaign| campaign.overview.tallies.in_phase(Phase::NotAnswered);
        self.query.reason.is_some() || self.campaign().map_or(0, failed) > 0
    }

    /// Whether the campaign's figures are other ones than in a view before.
    pub fn has_other_figures(&self, before: &Self) -> bool {
        let figures = |view: &Self| view.campaign().map(|it| Arc::as_ptr(&it.overview));
        figures(self) != figures(before)
    }

    /// Whether the table, or what is said beside it, reads otherwise than in a view before.
    pub fn has_other_table(&self, before: &Self) -> bool {
        let read = |view: &Self| {
            let quarter = view.campaign().map(Campaign::quarter);
            (quarter, view.tab, view.has_marks())
        };
        self.has_other_figures(before)
            || read(self) != read(before)
            || (&self.query, &self.slice, &self.news)
                != (&before.query, &before.slice, &before.news)
    }

    /// Whether what stands over a campaign, or in its place, is another than in a view before.
    pub fn has_other_trouble(&self, before: &Self) -> bool {
        self.has_other_figures(before)
            || self.trouble != before.trouble
            || self.missing() != before.missing()
    }
}

impl Screen {
    fn new(widget: &Widget, now: Millis, zone: Zone<'_>) -> Self {
        match widget.stage() {
            Stage::Unconfigured(missing) => Self::Unconfigured(*missing),
            Stage::Loading => Self::Loading,
            Stage::Failed(_) => Self::Nothing,
            Stage::Ready(loaded) | Stage::Stale(loaded, _) | Stage::Done(loaded) => {
                let situation = widget.situation(loaded, now, zone);
                Self::Campaign(Campaign::new(&situation, widget.attention()).into())
            }
        }
    }
}

impl Campaign {
    /// The time by which dates are shortened. By quarters of an hour, on which midnight falls in
    /// every zone, so that rows are not put into words each second.
    pub fn quarter(&self) -> Millis {
        const QUARTER: i64 = 15 * MINUTE;
        Millis(self.now.0 - self.now.0.rem_euclid(QUARTER))
    }

    /// The starts and ends of calls over time, in a few dozen equal bins at most: up to the answer, since nothing is
    /// known of what came later, or up to the last of them where the campaign is over.
    pub fn bins(&self) -> Vec<Bin> {
        let Overview { tallies, calls, .. } = &*self.overview;
        let last = calls.progress.ends.last().filter(|_| tallies.is_over);
        calls.bins.until(last.unwrap_or(self.received))
    }

    /// When about the recipient with that [`turn`](crate::table::Row::turn) will be dialled; None where there is no
    /// forecast.
    pub fn turn_at(&self, turn: u32) -> Option<Millis> {
        self.turns.as_ref()?.at(turn)
    }

    /// From the first dial to the end of the last call, of a campaign that is over.
    pub fn took(&self) -> Option<Span> {
        let Overview { tallies, calls, .. } = &*self.overview;
        calls.progress.took().filter(|_| tallies.is_over)
    }

    fn new(situation: &Situation<'_>, attention: &[Attention]) -> Self {
        let Situation { overview, received, now, zone, .. } = *situation;
        let behind = overview.latest.map(|latest| latest - received);
        // A campaign that is paused, or has nobody left to dial, does not become slower by that.
        let waiting = situation.waiting();
        let waits = overview.batch.status == BatchStatus::Running && waiting > 0;
        let (progress, time) = (&overview.calls.progress, situation.time());
        let eta = situation.eta();
        let turns = eta.and_then(|_| progress.turns(waiting, received, time));
        let known = eta.zip(turns.as_ref()).map(|(eta, turns)| Known {
            lines: overview.batch.max_concurrency,
            dialling: turns.takes(),
            now: received,
            done: eta.at,
        });
        Self {
            headline: situation.headline(),
            bound: known.and_then(|known| bound(&overview.calls, known)),
            pace: pace::pace(progress, Some(received).filter(|_| waits), time),
            turns,
            eta,
            deadline: situation.finish_by().map(|finish_by| Deadline {
                finish_by,
                needed: deadline::needed(situation, finish_by),
            }),
            attention: attention.iter().filter(|it| !it.is_in_headline()).copied().collect(),
            window: overview.batch.window.map(|window| window.state(now, zone)),
            today: overview
                .batch
                .window
                .filter(|_| !overview.tallies.is_over)
                .map(|window| Today::of(window, now, zone)),
            clock_behind: behind.filter(|behind| *behind > TOLERATED_SKEW),
            now: Millis(now.0 - now.0.rem_euclid(1000)),
            received,
            overview: Arc::clone(overview),
        }
    }
}

impl Today {
    fn of(window: CallingWindow, now: Millis, zone: Zone<'_>) -> Self {
        let shown = now + zone(now);
        let is_open = window.opens_on(shown.utc_day()) && window.start < window.end;
        let minute = shown.0.rem_euclid(DAY) / MINUTE;
        Self {
            open: if is_open { window.start..window.end } else { 0..0 },
            now: u16::try_from(minute).unwrap_or_default(),
        }
    }
}

impl Trouble {
    /// Its kind, as it stands in the element's DOM.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Failed { failure, .. } => failure.kind.key(),
        }
    }

    fn new(widget: &Widget, now: Millis) -> Option<Self> {
        if matches!(widget.stage(), Stage::Unconfigured(_) | Stage::Done(_)) {
            return None;
        }
        if !widget.presence().is_online {
            return Some(Self::Offline);
        }
        if widget.has_stumbled() {
            return None;
        }
        let mut failure = widget.stage().failure()?.clone();
        failure.says = failure.says.map(|words| widget.query().mask.words(&words));
        Some(Self::Failed {
            failure,
            retry_in: until(widget, now).filter(|_| widget.presence().may_ask()),
            is_asking: widget.is_waiting(now),
        })
    }
}

impl Freshness {
    fn new(widget: &Widget, now: Millis) -> Self {
        let age = widget.stage().loaded().map(|loaded| (now - loaded.received).max(Span(0)));
        Self { age, next: Next::new(widget, now), is_held: widget.presence().is_held }
    }
}

impl Next {
    fn new(widget: &Widget, now: Millis) -> Self {
        let presence = widget.presence();
        match widget.stage() {
            _ if widget.is_waiting(now) => Self::Asking,
            Stage::Done(_) => Self::Done,
            _ if presence.is_held => Self::Held,
            _ if !presence.is_online => Self::Offline,
            _ if widget.has_stumbled() => until(widget, now).map_or(Self::Manual, Self::Again),
            _ if widget.is_sparing() => until(widget, now).map_or(Self::Manual, Self::Sparing),
            _ => until(widget, now).map_or(Self::Manual, Self::In),
        }
    }
}

fn until(widget: &Widget, now: Millis) -> Option<Span> {
    widget.due().map(|at| (at - now).max(Span(0)))
}

#[cfg(test)]
mod against_the_answer;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Ask, Engine, Generation};

    /// A campaign of three lines that dialled a call each twenty seconds from 09:00 on; an hour later.
    fn campaign(status: &str, waiting: usize) -> Campaign {
        let clock = |second: i32| format!("2024-02-15T09:{:02}:{:02}Z", second / 60, second % 60);
        let called = |at: i32| {
            let (start, end) = (clock(at * 20), clock(at * 20 + 59));
            format!(r#"{{"status":"completed","attempted_at":"{start}","completed_at":"{end}"}}"#)
        };
        let mut rows: Vec<_> = (0..177).map(called).collect();
        rows.extend(vec![r#"{"status":"pending"}"#.into(); waiting]);
        let json = format!(
            r#"{{"batch":{{"status":"{status}","max_concurrency":3}},"recipients":[{}]}}"#,
            rows.join(",")
        );
        let mut engine = Engine::default();
        engine.handle(Ask::Apply(Generation(1), json.into_bytes().into()));
        let now = Millis::parse("2024-02-15T10:00:00Z").unwrap();
        let situation = Situation {
            overview: engine.overview().unwrap(),
            received: now,
            now,
            zone: &|_| Span(0),
            finish_by: None,
        };
        Campaign::new(&situation, &[])
    }

    #[test]
    fn turns_and_what_bounds_the_pace_are_told_with_the_forecast_and_not_without() {
        let running = campaign("running", 90);
        let an_hour = Span::minutes(60);
        assert!(running.eta.is_some());
        let last = running.turn_at(90).unwrap() - running.now;
        assert!((28..32).contains(&(last.0 / MINUTE)), "{last:?}");
        let lines = Bound::Lines { lines: 3, mean: Span::seconds(59), an_hour: 183 };
        assert_eq!(running.bound, Some(lines));
        assert_eq!(running.pace.map(|pace| pace.whole.over), Some(an_hour));
        for status in ["paused", "draft", "completed", "recurring"] {
            let other = campaign(status, 90);
            assert_eq!((other.eta, other.turn_at(1), other.bound), (None, None, None), "{status}");
        }
    }

    #[test]
    fn a_campaign_that_dials_no_more_keeps_its_pace() {
        let to_the_last_end = Some(Span::seconds(176 * 20 + 59));
        for (status, waiting) in [("paused", 90), ("completed", 0), ("running", 0)] {
            let whole = campaign(status, waiting).pace.map(|pace| pace.whole.over);
            assert_eq!(whole, to_the_last_end, "{status}");
        }
        assert_eq!(campaign("completed", 0).took(), to_the_last_end);
        assert_eq!(campaign("running", 90).took(), None);
    }

    #[test]
    fn the_bins_end_with_the_answer_or_with_the_campaign() {
        let [running, over] = ["running", "completed"].map(|status| campaign(status, 0));
        let end = |campaign: &Campaign| campaign.bins().last().map(|bin| bin.time.end);
        assert_eq!(end(&running), Some(running.received));
        assert_eq!(end(&over), over.overview.calls.progress.ends.last());
        assert_eq!(over.bins().iter().map(|bin| bin.starts).sum::<u32>(), 177);
    }
}
