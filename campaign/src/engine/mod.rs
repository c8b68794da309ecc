//! The engine: store, table and insight behind one message interface, so that it can live apart
//! from the screen. The screen never touches a recipient except through it.
//!
//! It answers every [`Ask`] with [`Answer`]s in order, and keeps nothing that its asker must know.

mod messages;
mod slice;

mod active;
mod export;
mod unfolded;

pub use active::Go;
pub use export::{Export, ExportRows};
pub use messages::{Answer, Ask, Body, BodyId, Generation, Overview, SIZE_LIMIT, Shown};
pub use slice::{FeedEntry, ReasonGroup, Ring, Slice};

use crate::domain::class::Class;
use crate::domain::{BatchStatus, Phase, Tallies};
use crate::failure::Failure;
use crate::insight::calls::Calls;
use crate::insight::feed::{self, CallEvent};
use crate::insight::hygiene::{Check, Hygiene};
use crate::insight::notices::notices;
use crate::insight::reasons::{Reason, Reasons, TOLD, reasons};
use crate::insight::turn::Queue;
use crate::store::{Changes, Intake, Outcome, Store};
use crate::table::{Chips, Mask, Query, Row, Run, Selection};
use active::Active;
use std::rc::Rc;
use std::sync::Arc;
use unfolded::Unfolded;

/// The campaign and everybody in it.
#[derive(Debug, Default)]
pub struct Engine {
    store: Store,
    /// To which question the body belongs that is being taken in.
    reading: Option<Generation>,
    query: Query,
    selection: Selection,
    /// Whether somebody is at the rows, which stay where they stand meanwhile.
    is_held: bool,
    /// How many rows wait to move.
    waiting_to_move: usize,
    selecting: Option<Box<Selecting>>,
    shown: Shown,
    /// How many of the latest events to send.
    followed: usize,
    latest: Vec<CallEvent>,
    /// How many more reasons to tell than at first.
    explained: usize,
    reasons: Reasons,
    hygiene: Hygiene,
    /// Those that will be dialled.
    queue: Queue,
    active: Active,
    unfolded: Unfolded,
    /// Whom the last answer with a change brought anew or changed, by place.
    changed: Vec<u32>,
    /// Kept, so that an answer without changes sums up nothing.
    overview: Option<Arc<Overview>>,
    chips: Chips,
}

/// A selection that is being made.
#[derive(Debug)]
struct Selecting {
    /// Comes first, after a body with another list.
    check: Option<Check>,
    run: Run,
    /// Whether the rows come into that order even while they are held.
    is_asked: bool,
    /// What the reader saw until then, as [`Engine::seen`].
    seen: Vec<(u32, usize)>,
    after: Option<Accepted>,
}

/// A body that was taken in.
#[derive(Debug)]
struct Accepted {
    /// To which question it belongs.
    generation: Generation,
    changes: Rc<Changes>,
}

/// About what it takes to read a recipient's bytes, selecting one takes too.
const BYTES_EACH: usize = 128;

impl Engine {
    /// Does what is asked.
    pub fn handle(&mut self, ask: Ask) -> Vec<Answer> {
        let answers = self.begin(ask);
        self.finish(answers)
    }

    /// Begins what is asked, instead of any of the kind that was begun. Answers what needs no time;
    /// the rest comes of [`Engine::step`].
    pub fn begin(&mut self, ask: Ask) -> Vec<Answer> {
        match ask {
            Ask::Apply(generation, body) => {
                self.reading = Some(generation);
                self.store.begin(body.bytes());
                return Vec::new();
            }
            Ask::Query(query) => {
                if !query.selects_as(&self.query) {
                    self.go_to_top();
                }
                self.query = query;
                self.select();
                return Vec::new();
            }
            Ask::Follow(count) => {
                self.followed = count;
                self.follow();
            }
            Ask::Explain(count) => {
                self.explained = count;
                self.explain();
            }
            Ask::Go(go) => self.active.go(go, &self.selection),
            Ask::Unfold(id) => {
                let active = self.active.row(&self.selection);
                let active = active.and_then(|row| self.selection.get(row));
                self.unfolded.unfold(id, active, self.store.roster(), self.query.mask);
            }
            Ask::Show(shown) => self.shown = shown,
            Ask::Hold(is_held) => {
                self.is_held = is_held;
                if !is_held && self.waiting_to_move > 0 {
                    self.select();
                }
                return Vec::new();
            }
            Ask::Forget => {
                self.store = Store::default();
                self.latest.clear();
                self.reasons = Reasons::default();
                self.hygiene = Hygiene::default();
                self.queue = Queue::default();
                self.active = Active::default();
                self.unfolded = Unfolded::default();
                self.changed.clear();
                self.reading = None;
                self.overview = None;
                self.chips = Chips::default();
                self.selecting = None;
                self.selection = Selection::default();
                self.waiting_to_move = 0;
            }
        }
        // What is being selected comes with these rows.
        if self.selecting.is_some() { Vec::new() } else { vec![self.table(0)] }
    }

    /// Whether something was begun and is not done yet.
    pub fn is_busy(&self) -> bool {
        self.selecting.is_some() || self.reading.is_some()
    }

    /// Goes on over at least so many bytes, or as many recipients as are read in that time. What to
    /// answer, once all is done; until then all stays as it was.
    pub fn step(&mut self, bytes: usize) -> Option<Vec<Answer>> {
        if let Some(selecting) = &mut self.selecting {
            let (roster, count) = (self.store.roster(), bytes / BYTES_EACH);
            if let Some(check) = &mut selecting.check {
                self.hygiene = check.step(roster, count)?;
                selecting.check = None;
                return None;
            }
            return if selecting.run.step(roster, count) { self.selected() } else { None };
        }
        let generation = self.reading?;
        let outcome = self.store.step(bytes)?;
        self.reading = None;
        Some(self.applied(generation, outcome))
    }

    fn finish(&mut self, mut answers: Vec<Answer>) -> Vec<Answer> {
        while self.is_busy() {
            answers.extend(self.step(usize::MAX).unwrap_or_default());
        }
        answers
    }

    /// For a body that comes in pieces; what comes of it is for [`Engine::take`].
    pub fn intake(&self) -> Intake {
        self.store.intake()
    }

    /// Moves on to what came of a body that was taken in beside this engine or another: what
    /// [`Ask::Apply`] does.
    pub fn take(&mut self, generation: Generation, outcome: &Outcome) -> Vec<Answer> {
        let outcome = self.store.accept(outcome);
        let answers = self.applied(generation, outcome);
        self.finish(answers)
    }

    fn applied(
        &mut self,
        generation: Generation,
        outcome: Result<Rc<Changes>, Failure>,
    ) -> Vec<Answer> {
        let changes = match outcome {
            Ok(changes) => changes,
            Err(failure) => return vec![Answer::Refused(generation, failure)],
        };
        if !changes.any {
            return self.answers(generation, 0, 0);
        }
        let seen = self.seen();
        self.selection.outdate(&changes);
        let roster = self.store.roster();
        self.chips.follow(self.store.tallies(), &self.query);
        let check = changes.is_other_list.then(|| Check::new(roster));
        let is_over = self.is_over();
        let run = Run::new(&self.query, &self.chips, roster, &self.selection, is_over);
        let after = Some(Accepted { generation, changes });
        self.selecting = Some(Box::new(Selecting { check, run, is_asked: false, seen, after }));
        Vec::new()
    }

    /// A body was taken in: what changed with it, and by how far the reader's place moved.
    fn answers(&mut self, generation: Generation, changed: usize, shift: isize) -> Vec<Answer> {
        let Some(overview) = self.overview.clone() else { return Vec::new() };
        vec![Answer::Applied { generation, overview, changed }, self.table(shift)]
    }

    /// A reason that is told keeps its place, whatever becomes more frequent: it may be under a finger.
    fn explain(&mut self) {
        let told = std::mem::take(&mut self.reasons).told;
        let told: Vec<_> = told.iter().map(|reason| reason.key).collect();
        let count = TOLD + self.explained;
        self.reasons =
            reasons(self.store.roster(), self.is_over(), self.query.reason, count, &told);
    }

    fn follow(&mut self) {
        // None is no pass over everybody.
        let is_followed = self.followed > 0;
        let latest = is_followed.then(|| feed::latest(self.store.roster(), self.followed));
        self.latest = latest.unwrap_or_default();
    }

    /// The reader goes to the first row. An answer that is being taken in holds their place no more.
    fn go_to_top(&mut self) {
        let Shown { rows, top, bottom } = &self.shown;
        self.shown = Shown { rows: 0..rows.len(), top: 0, bottom: bottom.saturating_sub(*top) };
        if let Some(selecting) = &mut self.selecting {
            selecting.seen.clear();
        }
    }

    fn select(&mut self) {
        let (roster, is_over) = (self.store.roster(), self.is_over());
        let run = Run::new(&self.query, &self.chips, roster, &self.selection, is_over);
        if let Some(selecting) = &mut self.selecting {
            (selecting.run, selecting.is_asked) = (run, true);
            return;
        }
        let seen = self.seen();
        let selecting = Selecting { check: None, run, is_asked: true, seen, after: None };
        self.selecting = Some(Box::new(selecting));
    }

    fn is_over(&self) -> bool {
        self.store.batch().is_some_and(|batch| batch.status.is_terminal())
    }

    fn selected(&mut self) -> Option<Vec<Answer>> {
        let Selecting { run, is_asked, seen, after, .. } = *self.selecting.take()?;
        let is_first = self.overview.is_none();
        let changes = after.as_ref().map(|after| Rc::clone(&after.changes)).unwrap_or_default();
        let ordered = run.finish();
        self.waiting_to_move = 0;
        // Another list has other rows, among which the reader's place is kept.
        let stay = self.is_held && !is_asked && !is_first && !changes.is_other_list;
        if stay {
            self.waiting_to_move = self.selection.moves_to(&ordered);
        } else {
            self.selection = ordered;
        }
        self.active.follow(&changes);
        self.active.settle(&self.selection);
        let shift = self.shift_of(&seen, &changes);
        let Shown { rows, top, bottom } = &mut self.shown;
        for place in [top, bottom, &mut rows.start, &mut rows.end] {
            *place = place.saturating_add_signed(shift);
        }
        let Some(Accepted { generation, .. }) = after else {
            return Some(vec![self.table(shift)]);
        };
        self.unfolded.follow(&changes, self.store.roster());
        self.overview = self.sum_up();
        self.line_up();
        self.explain();
        self.follow();
        self.changed = if is_first { Vec::new() } else { changes.changed.clone() };
        Some(self.answers(generation, changes.changed.len(), shift))
    }

    /// The recipients that the reader sees, by place and index in the selection: the one that the keyboard
    /// is at, then from the top. A reader at the top stays at the top, so none count then.
    fn seen(&self) -> Vec<(u32, usize)> {
        let Shown { rows, top, bottom } = &self.shown;
        let active = self.active.row(&self.selection).filter(|row| (*top..*bottom).contains(row));
        let indexes = active.into_iter().chain(*top..rows.end).filter(|_| *top > 0);
        indexes.map_while(|index| Some((self.selection.get(index)?, index))).collect()
    }

    /// How far the first recipient moved that the reader saw and that did not itself change: one
    /// whose own status moved it elsewhere must not take the reader along.
    fn shift_of(&self, seen: &[(u32, usize)], changes: &Changes) -> isize {
        let moved = |(place, before): &(u32, usize)| {
            let place = changes.now(*place).filter(|place| !changes.holds(*place))?;
            self.selection.index_of(place)?.checked_signed_diff(*before)
        };
        seen.iter().find_map(moved).unwrap_or(0)
    }

    fn sum_up(&self) -> Option<Arc<Overview>> {
        let batch = self.store.batch()?.fitting();
        let is_over = self.is_over();
        let tallies = Tallies { is_over, ..self.store.tallies().clone() };
        let notices = notices(&batch, &tallies, self.hygiene);
        let calls = Calls::of(self.store.roster());
        let latest = self.store.roster().latest();
        let tallies = Arc::new(tallies);
        Some(Arc::new(Overview { batch, tallies, calls, notices, latest }))
    }

    /// A recurring campaign dials nobody itself (docs/api.md#recurring-campaigns), and one that is over nobody any more.
    fn line_up(&mut self) {
        let status = self.overview.as_ref().map(|overview| &overview.batch.status);
        let dials = status.is_some_and(|it| !it.is_terminal() && *it != BatchStatus::Recurring);
        self.queue = if dials { Queue::of(self.store.roster()) } else { Queue::default() };
    }

    fn row(&self, place: u32) -> Option<Row> {
        let row = Row::shown(&self.store.roster().recipient(place)?, self.query.mask);
        Some(Row { turn: self.queue.turn(place), ..row })
    }

    fn reason_groups(&self) -> Vec<ReasonGroup> {
        let group = |reason: &Reason| {
            let Reason { key, count, example } = *reason;
            let example = self.row(example)?;
            let class = match example.phase(self.is_over()) {
                Phase::NotCalled => Class::NotCalled,
                _ => Class::of_cause(&example.status, example.cause),
            };
            Some(ReasonGroup { key, count, class, example })
        };
        self.reasons.told.iter().filter_map(group).collect()
    }

    fn feed(&self) -> Vec<FeedEntry> {
        let entry =
            |event: &CallEvent| Some(FeedEntry { row: self.row(event.place)?, kind: event.kind });
        self.latest.iter().filter_map(entry).collect()
    }

    /// What is known of the campaign.
    pub fn overview(&self) -> Option<&Arc<Overview>> {
        self.overview.as_ref()
    }

    /// The campaign as it was received; none before the first, and none behind a mask: the body
    /// holds everybody's names and numbers.
    pub fn snapshot(&self) -> Option<String> {
        if self.query.mask == Mask::None { self.store.snapshot() } else { None }
    }

    fn table(&self, shift: isize) -> Answer {
        let roster = self.store.roster();
        let first = self.shown.rows.start.min(self.selection.len());
        let places = self.selection.slice(first, self.shown.rows.len());
        let changed =
            (0..).zip(places).filter(|(_, place)| self.changed.binary_search(place).is_ok());
        Answer::Table(Arc::new(Slice {
            total: roster.len() as usize,
            matching: self.selection.len(),
            chips: self.chips.counted(self.store.tallies(), &self.query),
            waiting_to_move: self.waiting_to_move,
            first,
            rows: places.iter().filter_map(|place| self.row(*place)).collect(),
            shift,
            query: self.query.clone(),
            reasons: self.reason_groups(),
            rest_of_reasons: self.reasons.rest,
            feed: self.feed(),
            active: self.active.row(&self.selection),
            unfolded: self.unfolded.place.and_then(|place| self.row(place)),
            steps: self.active.steps,
            changed: changed.map(|(slot, _)| slot).collect(),
        }))
    }
}

#[cfg(test)]
mod unreadable;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RecipientStatus;
    use crate::insight::feed::EventKind;
    use crate::insight::notices::Notice;
    use crate::table::{Chip, Column, Direction, Order, Sort};
    use std::fmt::Write;
    use std::ops::Range;
    use std::slice::from_ref;

    fn shown(rows: Range<usize>) -> Shown {
        Shown { top: rows.start, bottom: rows.end, rows }
    }

    fn body(names: &[&str]) -> Body {
        let mut json = String::from(r#"{"batch":{"status":"running"},"recipients":["#);
        for (at, name) in names.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(json, r#"{comma}{{"id":"{name}","name":"{name}","status":"pending"}}"#).unwrap();
        }
        json.push_str("]}");
        json.into_bytes().into()
    }

    fn slice(answers: Vec<Answer>) -> Arc<Slice> {
        let table = answers.into_iter().find_map(|answer| match answer {
            Answer::Table(slice) => Some(slice),
            _ => None,
        });
        table.unwrap()
    }

    fn names(slice: &Slice) -> Vec<&str> {
        slice.rows.iter().filter_map(|row| row.name.as_deref()).collect()
    }

    #[test]
    fn a_row_stays_in_its_slot_while_others_come_and_go() {
        let mut engine = Engine::default();
        engine.handle(Ask::Apply(Generation(1), body(&["a", "b", "c", "d", "e", "f"])));
        let mut slots = |first: usize| {
            let table = slice(engine.handle(Ask::Show(shown(first..first + 4))));
            let name = |slot| Some(table.at(slot)?.1.name.as_deref()?.to_owned());
            let names = (0..5).filter_map(name).collect::<String>();
            (table.ring(), names)
        };
        assert_eq!(slots(0), (Ring { count: 4, first: 0 }, "abcd".into()));
        assert_eq!(slots(1), (Ring { count: 4, first: 1 }, "ebcd".into()));
        assert_eq!(slots(2), (Ring { count: 4, first: 2 }, "efcd".into()));
        assert_eq!(slots(4), (Ring { count: 2, first: 0 }, "ef".into()));
        assert_eq!(slots(6), (Ring { count: 0, first: 0 }, String::new()));
    }

    #[test]
    fn another_table_is_read_from_its_top_and_a_mask_holds_the_place() {
        let mut engine = Engine::default();
        engine.handle(Ask::Apply(Generation(1), body(&["a", "b", "c", "d", "e", "f"])));
        engine.handle(Ask::Show(shown(3..5)));
        let mut first = |query| slice(engine.handle(Ask::Query(query))).first;
        let masked = Query { mask: Mask::All, ..Query::default() };
        assert_eq!(first(masked.clone()), 3);
        let order = Order::By(Sort { column: Column::Name, direction: Direction::Descending });
        let sorted = Query { order, ..masked };
        assert_eq!(first(sorted.clone()), 0);
        let answers = engine.handle(Ask::Apply(Generation(2), body(&["a", "b"])));
        let table = slice(answers);
        assert_eq!((table.first, table.shift, &table.query), (0, 0, &sorted));
    }

    /// Recipients by id: in capitals on the phone, behind an exclamation mark answered, the others waiting.
    fn campaign_of(ids: &str) -> Ask {
        let mut rows = Vec::new();
        let mut has_ended = false;
        for id in ids.chars() {
            let status = match id {
                '!' => {
                    has_ended = true;
                    continue;
                }
                _ if std::mem::take(&mut has_ended) => "completed",
                'A'..='Z' => "in_progress",
                _ => "pending",
            };
            let id = id.to_ascii_lowercase();
            rows.push(format!(r#"{{"id":"{id}","name":"{id}","status":"{status}"}}"#));
        }
        let json =
            format!(r#"{{"batch":{{"status":"running"}},"recipients":[{}]}}"#, rows.join(","));
        Ask::Apply(Generation(1), json.into_bytes().into())
    }

    #[test]
    fn nothing_moves_while_somebody_is_at_the_rows() {
        let mut engine = Engine::default();
        engine.handle(Ask::Show(shown(0..9)));
        let mut check = |ask, expected: &str, waiting: usize| {
            let said = format!("{ask:?}");
            let answers = engine.handle(ask);
            let Some(Answer::Table(table)) = answers.last() else {
                return assert_eq!(expected, "", "{said}");
            };
            assert_eq!((names(table).concat(), table.waiting_to_move), (expected.into(), waiting));
        };
        check(campaign_of("abcde"), "abcde", 0);
        check(Ask::Hold(true), "", 0);
        check(campaign_of("ABcde"), "abcde", 0);
        check(campaign_of("A!bCde"), "abcde", 1);
        check(campaign_of("!a!bCDe"), "abcde", 2);
        // Told to move though they are held, and held again from there on.
        check(Ask::Query(Query::default()), "cdeab", 0);
        check(campaign_of("!a!b!CDe"), "cdeab", 1);
        check(Ask::Hold(false), "deabc", 0);
        // Another list is another table, and one that is asked for is that table.
        check(Ask::Hold(true), "", 0);
        check(campaign_of("!a!b!C!DE"), "deabc", 1);
        check(campaign_of("!b!C!DE"), "ebcd", 0);
        let list = Query { order: Order::List, ..Query::default() };
        check(Ask::Query(list), "bcde", 0);
        check(Ask::Hold(false), "", 0);
    }

    #[test]
    fn a_reader_further_down_keeps_the_place_when_the_rows_move_at_last() {
        let mut engine = Engine::default();
        engine.handle(campaign_of("abcdefg"));
        engine.handle(Ask::Show(shown(3..6)));
        engine.handle(Ask::Hold(true));
        assert_eq!(names(&slice(engine.handle(campaign_of("!abcdefg")))), ["d", "e", "f"]);
        let table = slice(engine.handle(Ask::Hold(false)));
        assert_eq!((names(&table), table.shift), (vec!["d", "e", "f"], -1));
    }

    #[test]
    fn a_query_amid_an_answer_goes_to_the_top_too() {
        let mut engine = Engine::default();
        engine.handle(Ask::Apply(Generation(1), body(&["a", "b", "c", "d", "e", "f"])));
        engine.handle(Ask::Show(shown(3..5)));
        engine.begin(Ask::Apply(Generation(2), body(&["x", "a", "b", "c", "d", "e", "f"])));
        while engine.selecting.is_none() {
            engine.step(BYTES_EACH);
        }
        let answers = engine.handle(Ask::Query(Query { search: "d".into(), ..Query::default() }));
        let table = slice(answers);
        assert_eq!((table.first, table.shift, names(&table)), (0, 0, vec!["d"]));
    }

    #[test]
    fn only_the_rows_asked_for_are_sent() {
        let mut engine = Engine::default();
        engine.handle(Ask::Show(shown(1..3)));
        let table = slice(engine.handle(Ask::Apply(Generation(1), body(&["a", "b", "c", "d"]))));
        assert_eq!((table.total, table.matching, table.first), (4, 4, 1));
        assert_eq!(names(&table), ["b", "c"]);
    }

    #[test]
    fn the_place_follows_the_recipient_at_the_top() {
        let mut engine = Engine::default();
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        engine.handle(Ask::Query(Query { order: Order::By(sort), ..Query::default() }));
        engine.handle(Ask::Show(shown(2..4)));
        engine.handle(Ask::Apply(Generation(1), body(&["b", "c", "e", "g"])));
        let table =
            slice(engine.handle(Ask::Apply(Generation(1), body(&["b", "c", "e", "g", "a", "d"]))));
        assert_eq!((table.shift, table.first), (2, 4));
        assert_eq!(names(&table), ["e", "g"]);
    }

    #[test]
    fn a_recipient_that_changed_does_not_take_the_reader_along() {
        let mut engine = Engine::default();
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        engine.handle(Ask::Query(Query { order: Order::By(sort), ..Query::default() }));
        engine.handle(Ask::Show(shown(2..4)));
        let named = |c: &str| {
            let row = |id: &str, name: &str| {
                format!(r#"{{"id":"{id}","name":"{name}","status":"pending"}}"#)
            };
            let rows = [row("1", "a"), row("2", "b"), row("3", c), row("4", "d")].join(",");
            let json = format!(r#"{{"batch":{{}},"recipients":[{rows}]}}"#);
            Ask::Apply(Generation(1), json.into_bytes().into())
        };
        engine.handle(named("c"));
        let table = slice(engine.handle(named("0")));
        assert_eq!((table.shift, names(&table)), (0, vec!["b", "d"]));
    }

    #[test]
    fn a_reader_with_the_keyboard_at_a_row_goes_with_that_row() {
        let mut engine = Engine::default();
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        engine.handle(Ask::Query(Query { order: Order::By(sort), ..Query::default() }));
        let shown = Shown { rows: 1..5, top: 1, bottom: 3 };
        for (active, first) in [(2, 2), (3, 1)] {
            engine.handle(Ask::Show(shown.clone()));
            engine.handle(Ask::Apply(Generation(1), body(&["a", "b", "d", "e", "f"])));
            engine.handle(Ask::Go(Go { from: Some(active), by: 0 }));
            let more = body(&["a", "b", "d", "e", "f", "c"]);
            let table = slice(engine.handle(Ask::Apply(Generation(1), more)));
            assert_eq!((table.first, table.active), (first, Some(active + 1)), "{active}");
        }
    }

    #[test]
    fn a_reader_at_the_top_stays_at_the_top() {
        let mut engine = Engine::default();
        let sort = Sort { column: Column::Name, direction: Direction::Ascending };
        engine.handle(Ask::Query(Query { order: Order::By(sort), ..Query::default() }));
        engine.handle(Ask::Show(shown(0..2)));
        engine.handle(Ask::Apply(Generation(1), body(&["b", "c"])));
        let table = slice(engine.handle(Ask::Apply(Generation(1), body(&["b", "c", "a"]))));
        assert_eq!((table.shift, names(&table)), (0, vec!["a", "b"]));
    }

    #[test]
    fn an_answer_without_changes_sums_up_nothing() {
        let mut engine = Engine::default();
        let mut overview = |body| match engine.handle(Ask::Apply(Generation(1), body)).first() {
            Some(Answer::Applied { overview, .. }) => Arc::clone(overview),
            other => panic!("{other:?}"),
        };
        let first = overview(body(&["a", "b"]));
        assert!(Arc::ptr_eq(&first, &overview(body(&["a", "b"]))));
        assert!(!Arc::ptr_eq(&first, &overview(body(&["a"]))));
    }

    #[test]
    fn the_list_is_looked_at_anew_when_it_differs() {
        let mut engine = Engine::default();
        let mut check = |rows: &[(u32, &str)], expected: &[Notice]| {
            let row = |(id, rest): &(u32, &str)| {
                format!(r#"{{"id":{id},"status":"pending","phone_number":{rest}}}"#)
            };
            let rows: Vec<_> = rows.iter().map(row).collect();
            let json = format!(
                r#"{{"batch":{{"total_recipients":{}}},"recipients":[{}]}}"#,
                rows.len(),
                rows.join(",")
            );
            engine.handle(Ask::Apply(Generation(1), json.into_bytes().into()));
            assert_eq!(engine.overview.as_ref().unwrap().notices, expected, "{rows:?}");
        };
        let (one, two) = (r#""+14155551234","name":"A""#, r#""+14155551235","name":"A""#);
        let same = Notice::SameNumbers { numbers: 1, recipients: 2 };
        check(&[(1, one), (2, two)], &[]);
        check(&[(1, one), (2, one)], from_ref(&same));
        check(&[(1, one), (2, r#""+14155551234","name":"A","call_record_id":"c""#)], &[same]);
        check(&[(1, one)], &[]);
        let bad = Notice::BadNumbers { count: 1 };
        check(&[(1, r#""0","name":"A""#)], from_ref(&bad));
        check(&[(1, r#""0""#), (2, two)], &[bad, Notice::NoNames { count: 1, total: 2 }]);
        check(&[], &[]);
    }

    #[test]
    fn what_is_asked_while_a_body_is_taken_in_is_answered_with_it() {
        let asks = || {
            let search = Query { search: "n".into(), ..Query::default() };
            [Ask::Query(search), Ask::Show(shown(0..1)), Ask::Follow(2)]
        };
        let names: Vec<_> = (0..700).map(|at| format!("Ann {at}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let apply = || Ask::Apply(Generation(2), body(&names));
        let mut whole = Engine::default();
        whole.handle(Ask::Apply(Generation(1), body(&[])));
        for ask in asks() {
            whole.handle(ask);
        }
        let expected = whole.handle(apply());
        // Before each of its steps one of these is asked.
        for at in 0.. {
            let mut engine = Engine::default();
            engine.handle(Ask::Apply(Generation(1), body(&[])));
            engine.begin(apply());
            let mut early = (0..at).map(|_| engine.step(256 * BYTES_EACH)).collect::<Vec<_>>();
            if early.pop().flatten().is_some_and(|answers| !answers.is_empty()) {
                assert!(at > 4, "reading, checking and selecting take their steps");
                break;
            }
            let answered: Vec<_> = asks().into_iter().flat_map(|ask| engine.begin(ask)).collect();
            let answers = engine.finish(answered);
            assert_eq!(answers.last(), expected.last(), "{at}");
            let is_it = |answer: &Answer| matches!(answer, Answer::Applied { generation, .. } if generation.0 == 2);
            assert_eq!(answers.iter().filter(|answer| is_it(answer)).count(), 1, "{at}");
        }
    }

    #[test]
    fn the_latest_events_are_sent_while_they_are_followed() {
        let mut engine = Engine::default();
        let json = r#"{"batch":{},"recipients":[{"id":"1","name":"Ann Lee","attempted_at":"2024-02-15T09:00:00Z"}]}"#;
        let apply = || Ask::Apply(Generation(1), json.as_bytes().to_vec().into());
        let feed = |answers| {
            let slice = slice(answers);
            let entries = slice.feed.iter();
            entries.map(|it| (it.row.name.clone().unwrap(), it.kind)).collect::<Vec<_>>()
        };
        assert_eq!(feed(engine.handle(apply())), []);
        let ann = || vec![("Ann Lee".into(), EventKind::Dialled)];
        assert_eq!(feed(engine.handle(Ask::Follow(12))), ann());
        assert_eq!(feed(engine.handle(apply())), ann());
        let masked = Query { mask: Mask::All, ..Query::default() };
        let initials = vec![("A. L.".into(), EventKind::Dialled)];
        assert_eq!(feed(engine.handle(Ask::Query(masked))), initials);
        assert_eq!(feed(engine.handle(Ask::Follow(0))), []);
        engine.handle(Ask::Follow(12));
        assert_eq!(feed(engine.handle(Ask::Forget)), []);
    }

    #[test]
    fn a_status_keeps_its_place_once_it_came_up() {
        let mut engine = Engine::default();
        let mut statuses = |body: &str| {
            let table =
                slice(engine.handle(Ask::Apply(Generation(1), body.as_bytes().to_vec().into())));
            let key = |chip: &Chip| chip.status().map_or("*", RecipientStatus::key).to_owned();
            let of_statuses = table.chips.iter().filter(|(chip, _)| !chip.cuts_across());
            let counts = of_statuses.map(|(chip, count)| (key(chip), *count));
            counts.collect::<Vec<(String, u32)>>()
        };
        let body = |a: &str, b: &str| {
            let rows = [a, b].map(|status| format!(r#"{{"id":"{status}","status":"{status}"}}"#));
            format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows.join(","))
        };
        let counted = |list: &[(&str, u32)]| {
            list.iter().map(|(key, count)| ((*key).to_owned(), *count)).collect::<Vec<_>>()
        };
        assert_eq!(statuses(&body("busy", "failed")), counted(&[("busy", 1), ("failed", 1)]));
        assert_eq!(
            statuses(&body("busy", "pending")),
            counted(&[("busy", 1), ("failed", 0), ("pending", 1)])
        );
        engine.handle(Ask::Forget);
        assert_eq!(slice(engine.handle(Ask::Show(shown(0..2)))).chips, []);
    }

    #[test]
    fn a_row_that_waits_has_its_turn_whatever_the_order_of_the_table() {
        let turns = |status: &str| {
            let rows = [("a", "pending"), ("b", "busy"), ("c", "queued"), ("d", "pending")];
            let rows =
                rows.map(|(name, status)| format!(r#"{{"name":"{name}","status":"{status}"}}"#));
            let rows = rows.join(",");
            let body = format!(r#"{{"batch":{{"status":"{status}"}},"recipients":[{rows}]}}"#);
            let mut engine = Engine::default();
            engine.handle(Ask::Show(shown(0..9)));
            engine.handle(Ask::Apply(Generation(1), body.into_bytes().into()));
            let sort = Sort { column: Column::Name, direction: Direction::Descending };
            let table = slice(
                engine.handle(Ask::Query(Query { order: Order::By(sort), ..Query::default() })),
            );
            table.rows.iter().map(|row| row.turn).collect::<Vec<_>>()
        };
        for status in ["draft", "running", "paused"] {
            assert_eq!(turns(status), [Some(3), Some(2), None, Some(1)], "{status}");
        }
        for status in ["completed", "cancelled", "recurring"] {
            assert_eq!(turns(status), [None; 4], "{status}");
        }
    }

    #[test]
    fn a_refused_body_leaves_the_table_alone() {
        let mut engine = Engine::default();
        engine.handle(Ask::Show(shown(0..9)));
        engine.handle(Ask::Apply(Generation(1), body(&["a"])));
        assert!(matches!(
            engine.handle(Ask::Apply(Generation(1), b"<html>".to_vec().into()))[..],
            [Answer::Refused(..)]
        ));
        assert_eq!(slice(engine.handle(Ask::Show(shown(0..9)))).total, 1);
        assert_eq!(slice(engine.handle(Ask::Forget)).total, 0);
    }
}
