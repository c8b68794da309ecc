//! The campaign and its recipients as last received. Applying a response yields what changed.
//!
//! A response that cannot be read changes nothing: what was there stays.

mod roster;

mod cursor;
mod rows;
mod walk;

mod intake;

pub use intake::Intake;
pub(crate) use roster::short;
pub use roster::{Entry, Roster, Text};

use crate::domain::Batch;
use crate::domain::Tallies;
use crate::failure::Failure;
use crate::wire::Envelope;
use rows::Rows;
use std::rc::Rc;
use std::sync::Arc;

/// A campaign as last received, and the figures that move with it.
#[derive(Default, Debug)]
pub struct Store {
    now: Rc<Edition>,
    /// A body that is being taken in, and how far.
    reading: Option<(Intake, Arc<Vec<u8>>, usize)>,
}

/// A campaign as one answer had it.
#[derive(Default, Debug)]
pub struct Edition {
    batch: Option<Batch>,
    frame: Frame,
    roster: Roster,
    tallies: Tallies,
}

/// An answer without its recipients.
#[derive(Default, PartialEq, Eq, Debug)]
struct Frame {
    bytes: Vec<u8>,
    /// Where the recipients stood.
    gap: usize,
}

/// What came of a body: what is new, or how it is refused.
pub type Outcome = Result<News, Failure>;

/// A campaign beside the one before.
#[derive(Debug)]
pub struct News {
    before: Rc<Edition>,
    after: Rc<Edition>,
    changes: Rc<Changes>,
}

/// What a response changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Recipients that are new or differ from before, by place in dialling order.
    pub changed: Vec<u32>,
    /// Whether the list itself differs: its people, their order, names or numbers.
    pub is_other_list: bool,
    /// Whether anything differs at all, the campaign's own columns included.
    pub any: bool,
    /// How many they are, where anything differs.
    count: u32,
    /// Where each recipient stood before; nothing where each stands where it stood.
    was: Vec<Option<u32>>,
}

impl Changes {
    /// Where the recipient stands now that stood there before; None where it is gone.
    pub fn now(&self, before: u32) -> Option<u32> {
        if self.was.is_empty() {
            return Some(before).filter(|before| !self.any || *before < self.count);
        }
        let places = (0..).zip(&self.was);
        places.into_iter().find(|(_, was)| **was == Some(before)).map(|(now, _)| now)
    }

    /// Whether the recipient that stands there is new or differs from before.
    pub fn holds(&self, place: u32) -> bool {
        self.changed.binary_search(&place).is_ok()
    }

    /// Of editions that do not follow each other, by place.
    fn between(before: &Roster, after: &Roster) -> Self {
        let differs =
            |at: &u32| before.entry(*at).map(Entry::bytes) != after.entry(*at).map(Entry::bytes);
        let changed = (0..after.len()).filter(differs).collect();
        Self { changed, is_other_list: true, any: true, count: after.len(), was: Vec::new() }
    }
}

impl News {
    fn new(before: Rc<Edition>, mut batch: Batch, frame: Frame, mut rows: Rows) -> Self {
        rows.close(&before.roster);
        if rows.has_others {
            batch.lost.push("recipients".into());
        }
        let have_moved = rows.have_moved();
        let is_other_list = rows.is_other_list || have_moved;
        let any = have_moved || !rows.changed.is_empty() || before.batch.as_ref() != Some(&batch);
        let after = if any || before.frame != frame || rows.has_other_bytes {
            let roster = std::mem::take(&mut rows.roster);
            Rc::new(Edition { batch: Some(batch), frame, roster, tallies: rows.tallies })
        } else {
            Rc::clone(&before)
        };
        let count = if any { after.roster.len() } else { 0 };
        let Rows { changed, was, .. } = rows;
        let changes = Changes { changed, is_other_list, any, count, was };
        Self { before, after, changes: Rc::new(changes) }
    }
}

impl Edition {
    /// Everybody in it, in dialling order.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }
}

impl Store {
    /// The campaign, once one was received.
    pub fn batch(&self) -> Option<&Batch> {
        self.now.batch.as_ref()
    }

    /// Everybody in it, in dialling order.
    pub fn roster(&self) -> &Roster {
        &self.now.roster
    }

    /// All of it as it is now, for who needs longer than until the next answer.
    pub fn edition(&self) -> Rc<Edition> {
        Rc::clone(&self.now)
    }

    pub fn tallies(&self) -> &Tallies {
        &self.now.tallies
    }

    /// Begins to take in the body of an answer with status 200, instead of any that was begun.
    pub fn begin(&mut self, body: Arc<Vec<u8>>) {
        self.reading = Some((self.intake(), body, 0));
    }

    /// Reads on over so many bytes. What came of it, once all is read; nothing changes before that.
    pub fn step(&mut self, bytes: usize) -> Option<Result<Rc<Changes>, Failure>> {
        let (intake, body, at) = self.reading.as_mut()?;
        // Read where it lies; and all of the rest when so many bytes do not hold a value.
        let piece = body.get(*at..at.saturating_add(bytes)).unwrap_or_default();
        let passed = intake.read(piece, false);
        *at += passed;
        if passed > 0 {
            return None;
        }
        let (intake, body, at) = self.reading.take()?;
        Some(self.accept(&intake.close(body.get(at..).unwrap_or_default())))
    }

    /// Takes in a body at once.
    pub fn apply(&mut self, body: Arc<Vec<u8>>) -> Result<Rc<Changes>, Failure> {
        self.begin(body);
        self.step(usize::MAX).unwrap_or_else(|| Ok(Rc::default()))
    }

    /// For a body that comes in pieces; what comes of it is for [`Store::accept`].
    pub fn intake(&self) -> Intake {
        Intake::beside(Rc::clone(&self.now))
    }

    /// Moves on to what came of a body.
    pub fn accept(&mut self, outcome: &Outcome) -> Result<Rc<Changes>, Failure> {
        let news = outcome.as_ref().map_err(Clone::clone)?;
        let before = std::mem::replace(&mut self.now, Rc::clone(&news.after));
        Ok(if Rc::ptr_eq(&before, &news.before) {
            Rc::clone(&news.changes)
        } else {
            // It was read beside what another element had.
            Changes::between(&before.roster, &news.after.roster).into()
        })
    }

    /// The answer as it was received, but for blanks and for bytes that are no text; none before the first.
    pub fn snapshot(&self) -> Option<String> {
        self.batch()?;
        let (head, tail) = self.now.frame.bytes.split_at_checked(self.now.frame.gap)?;
        let mut body = head.to_vec();
        let roster = self.roster();
        for (place, entry) in roster.entries().enumerate() {
            if place > 0 {
                body.push(b',');
            }
            body.extend_from_slice(entry.bytes());
        }
        body.extend_from_slice(tail);
        Some(String::from_utf8_lossy(&body).into_owned())
    }
}

/// The words of an error body, whatever its shape; None for HTML and the like.
pub fn error_text(body: &[u8]) -> Option<String> {
    Envelope::read(body).ok()?.error_text()
}

#[cfg(test)]
mod agreement;

/// The recipients of a body: for tests of what is made of them.
#[cfg(test)]
pub(crate) fn roster_of(rows: &str) -> Roster {
    let mut store = Store::default();
    store.apply(format!(r#"{{"batch":{{}},"recipients":[{rows}]}}"#).into_bytes().into()).unwrap();
    Rc::try_unwrap(store.now).unwrap().roster
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::domain::Phase;
    use crate::failure::BadResponse;
    use proptest::prelude::*;
    use std::fmt::Write;

    const SEED: &str = include_str!("../../fixtures/seed.json");

    fn body(rows: &[(u8, &str)]) -> Arc<Vec<u8>> {
        let mut json = String::from(r#"{"batch":{"status":"running"},"recipients":["#);
        for (at, (id, status)) in rows.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(json, r#"{comma}{{"id":"r{id}","status":"{status}"}}"#).unwrap();
        }
        json.push_str("]}");
        json.into_bytes().into()
    }

    fn bytes(text: &str) -> Arc<Vec<u8>> {
        text.as_bytes().to_vec().into()
    }

    fn counted(store: &Store) -> Tallies {
        let mut tallies = Tallies::default();
        let roster = store.roster();
        (0..roster.len()).for_each(|place| tallies.add(&roster.recipient(place).unwrap()));
        tallies
    }

    #[test]
    fn the_documented_example() {
        let mut store = Store::default();
        let changes = store.apply(bytes(SEED)).unwrap();
        assert_eq!(changes.changed, [0, 1, 2]);
        let tallies = store.tallies();
        assert_eq!(Phase::ALL.map(|phase| tallies.in_phase(phase)), [1, 0, 0, 1, 0, 1]);
        assert_eq!((tallies.total, tallies.dialled), (3, 2));
        assert_eq!(store.batch().unwrap().name.as_deref(), Some("Appointment Reminders"));
    }

    #[test]
    fn an_equal_response_changes_nothing() {
        let mut store = Store::default();
        store.apply(bytes(SEED)).unwrap();
        assert_eq!(store.apply(bytes(SEED)), Ok(Rc::default()));
        assert_eq!(store.apply(bytes(&format!("{SEED} "))), Ok(Rc::default()));
    }

    #[test]
    fn changes_are_found_by_id() {
        let mut store = Store::default();
        store.apply(body(&[(1, "pending"), (2, "pending"), (3, "pending")])).unwrap();
        let changes = store.apply(body(&[(3, "pending"), (1, "busy"), (4, "pending")])).unwrap();
        assert_eq!((&changes.changed, changes.any), (&vec![1, 2], true));
    }

    #[test]
    fn a_snapshot_says_what_the_body_said() {
        let mut store = Store::default();
        assert_eq!(store.snapshot(), None);
        for body in [
            SEED,
            r#"{"a":[{}, 1],"recipients":[],"batch":{}}"#,
            "{\"batch\":{},\"recipients\" :[ {}]\n}",
        ] {
            store.apply(bytes(body)).unwrap();
            let snapshot: serde_json::Value =
                serde_json::from_str(&store.snapshot().unwrap()).unwrap();
            assert_eq!(snapshot, serde_json::from_str::<serde_json::Value>(body).unwrap());
        }
    }

    fn check_refused(body: &str, expected: BadResponse) {
        let mut store = Store::default();
        store.apply(bytes(SEED)).unwrap();
        let failure = store.apply(bytes(body)).unwrap_err();
        assert_eq!(failure.kind, Failure::of_body(expected, None).kind, "{body}");
        assert_eq!(store.roster().len(), 3, "the last good data is kept");
    }

    #[test]
    fn a_snapshot_is_the_last_answer_also_where_nothing_that_is_read_differs() {
        let mut store = Store::default();
        let answer = |notes: &str| {
            format!(
                r#"{{"batch":{{"status":"running"}},"recipients":[{{"id":"1"{notes}}},{{"id":"2"}}]}}"#
            )
        };
        for notes in ["", r#","name":null"#, r#","notes":"a""#, r#","notes":"b""#] {
            let changes = store.apply(bytes(&answer(notes))).unwrap();
            assert!(notes.is_empty() || !changes.any, "{notes}");
            assert_eq!(store.snapshot().unwrap(), answer(notes));
        }
    }

    #[test]
    fn what_is_no_campaign_is_refused_by_its_kind() {
        check_refused("", BadResponse::Empty);
        check_refused(" \n", BadResponse::Empty);
        check_refused("<!doctype html><title>502</title>", BadResponse::Html);
        check_refused(SEED.split_at(400).0, BadResponse::Truncated);
        check_refused(r#"{"error":{"code":"x","message":"y"}}"#, BadResponse::ErrorInside);
        check_refused("{}", BadResponse::NotACampaign);
        check_refused(r#"{"batch":null,"recipients":[],"error":"x"}"#, BadResponse::ErrorInside);
        check_refused(r#"{"batch":{"total_recipients":1}}"#, BadResponse::NotACampaign);
        check_refused(r#"{"batch":{},"recipients":null}"#, BadResponse::NotACampaign);
        check_refused("[1,2]", BadResponse::NotACampaign);
        check_refused("hello", BadResponse::NotACampaign);
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        let mut store = Store::default();
        store.apply(bytes(&format!("\u{feff}{SEED}"))).unwrap();
        let mut intake = store.intake();
        format!("\u{feff}{SEED}").bytes().for_each(|byte| intake.feed(&[byte]));
        assert_eq!(store.accept(&intake.finish()), Ok(Rc::default()));
    }

    #[test]
    fn text_that_is_not_unicode_costs_nothing_but_its_letter() {
        let mut store = Store::default();
        let json = b"{\"batch\":{\"name\":\"Jos\xe9\"},\"recipients\":[{\"name\":\"Z\xe9 \xe9\"}]}";
        store.apply(json.to_vec().into()).unwrap();
        assert_eq!(store.batch().unwrap().name.as_deref(), Some("Jos\u{fffd}"));
        assert_eq!(store.roster().text(0, Text::Name), Some("Z\u{fffd} \u{fffd}"));
        assert!(store.apply(json.to_vec().into()).is_ok_and(|changes| !changes.any));
    }

    #[test]
    fn one_broken_row_does_not_cost_the_others() {
        let json = r#"{"batch":{"status":7},"recipients":[null,{"id":5,"status":{}},{"id":"b"}]}"#;
        let mut store = Store::default();
        store.apply(bytes(json)).unwrap();
        assert_eq!(store.roster().len(), 2);
        assert_eq!(&*store.roster().recipient(0).unwrap().id, "5");
    }

    proptest! {
        #[test]
        fn tallies_and_changes_agree_with_counting_anew(
            responses in prop::collection::vec(
                prop::collection::vec((0_u8..9, "busy|pending|ringing|x"), 0..12), 1..5),
        ) {
            let mut store = Store::default();
            for rows in responses {
                let rows: Vec<(u8, &str)> = rows.iter().map(|(id, s)| (*id, s.as_str())).collect();
                store.apply(body(&rows)).unwrap();
                prop_assert_eq!(store.roster().len() as usize, rows.len());
                prop_assert_eq!(store.tallies(), &counted(&store));
            }
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Store::default().apply(bytes.into());
        }
    }
}
