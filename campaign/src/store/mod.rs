//! The campaign and its recipients as last received. Applying a response yields what changed.
//!
//! A response that cannot be read changes nothing: what was there stays.

mod roster;
mod same;
mod walk;

pub use roster::{Roster, Text};

use crate::domain::Batch;
use crate::failure::{BadResponse, Failure};
use crate::insight::tallies::Tallies;
use crate::wire::{Envelope, Unreadable};
use same::is_same;
use std::ops::Range;
use std::sync::Arc;
use walk::{Rows, Walk};

/// A campaign as last received, and the figures that move with it.
#[derive(Default, Debug)]
pub struct Store {
    batch: Option<Batch>,
    batch_range: Range<usize>,
    roster: Roster,
    tallies: Tallies,
    reading: Option<Reading>,
}

/// A body that is being taken in.
#[derive(Debug)]
enum Reading {
    /// It is the one that is there.
    Same,
    Other(Box<Walk>),
}

/// What a response changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Recipients that are new or differ from before, by place in dialling order.
    pub changed: Vec<u32>,
    /// Whether anything differs at all, the campaign's own columns included.
    pub any: bool,
    /// Where each recipient stood before, where any differs.
    was: Vec<u32>,
}

impl Changes {
    /// Where the recipient stands now that stood there before; None where it is gone.
    pub fn now(&self, before: u32) -> Option<u32> {
        if !self.any {
            return Some(before);
        }
        let places = (0..).zip(&self.was);
        places.into_iter().find(|(_, was)| **was == before).map(|(now, _)| now)
    }

    /// Whether the recipient that stands there is new or differs from before.
    pub fn holds(&self, place: u32) -> bool {
        self.changed.binary_search(&place).is_ok()
    }
}

impl Store {
    /// The campaign, once one was received.
    pub fn batch(&self) -> Option<&Batch> {
        self.batch.as_ref()
    }

    /// Everybody in it, in dialling order.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The counts.
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// Begins to take in the body of an answer with status 200, instead of any that was begun.
    pub fn begin(&mut self, body: Arc<Vec<u8>>) {
        let is_same = self.batch.is_some() && is_same(&body, &self.roster.body);
        self.reading = Some(if is_same {
            Reading::Same
        } else {
            Reading::Other(Walk::new(body, &self.roster, &self.tallies).into())
        });
    }

    /// Reads on over at least so many bytes. What came of it, once all is read; nothing changes
    /// before that.
    pub fn step(&mut self, bytes: usize) -> Option<Result<Changes, Failure>> {
        let Reading::Other(mut walk) = self.reading.take()? else {
            return Some(Ok(Changes::default()));
        };
        match walk.step(&self.roster, &self.tallies, bytes) {
            Ok(true) => Some(self.finish(*walk)),
            Ok(false) => {
                self.reading = Some(Reading::Other(walk));
                None
            }
            Err(error) => {
                let bad = unreadable(&walk.rows.roster.body, error);
                Some(Err(Failure::of_body(bad, None)))
            }
        }
    }

    /// Takes in a body at once.
    pub fn apply(&mut self, body: Arc<Vec<u8>>) -> Result<Changes, Failure> {
        self.begin(body);
        self.step(usize::MAX).unwrap_or_else(|| Ok(Changes::default()))
    }

    /// The body as it was received; none before the first.
    pub fn snapshot(&self) -> Option<String> {
        self.batch.as_ref()?;
        String::from_utf8(self.roster.body.to_vec()).ok()
    }

    /// The campaign's own object as it was received.
    pub(crate) fn batch_bytes(&self) -> &[u8] {
        self.roster.body.get(self.batch_range.clone()).unwrap_or_default()
    }

    fn finish(&mut self, walk: Walk) -> Result<Changes, Failure> {
        let body = Arc::clone(&walk.rows.roster.body);
        let envelope = walk.envelope(&body);
        let range = walk::range_of(envelope.batch.bytes(), &body);
        let Some(batch) = envelope.batch() else {
            let says = envelope.error_text();
            let is_error = says.is_some();
            let bad = if is_error { BadResponse::ErrorInside } else { BadResponse::NotACampaign };
            return Err(Failure::of_body(bad, says));
        };
        let batch = Batch::from_wire(&batch);
        if !walk.has_rows() && batch.total_recipients != Some(0) {
            return Err(Failure::of_body(BadResponse::NotACampaign, None));
        }
        let is_other = self.batch.as_ref() != Some(&batch);
        self.batch = Some(batch);
        self.batch_range = range;
        Ok(self.replace(walk.rows, is_other))
    }

    /// Puts the received rows in place. The tallies were moved by what differs already, but for
    /// those that are gone.
    fn replace(&mut self, mut rows: Rows, is_other: bool) -> Changes {
        let any = is_other || !rows.changed.is_empty() || rows.have_moved();
        for (before, _) in (0..).zip(&rows.kept).filter(|(_, kept)| !**kept) {
            if let Some(gone) = self.roster.recipient(before) {
                rows.tallies.remove(&gone);
            }
        }
        self.roster = rows.roster;
        self.tallies = rows.tallies;
        Changes { changed: rows.changed, any, was: if any { rows.was } else { Vec::new() } }
    }
}

fn unreadable(body: &[u8], error: Unreadable) -> BadResponse {
    match body.trim_ascii().first() {
        None => BadResponse::Empty,
        Some(b'<') => BadResponse::Html,
        Some(_) => match error {
            Unreadable::Truncated => BadResponse::Truncated,
            Unreadable::Malformed => BadResponse::NotACampaign,
        },
    }
}

/// The words of an error body, whatever its shape; None for HTML and the like.
pub fn error_text(body: &[u8]) -> Option<String> {
    Envelope::read(body).ok()?.unwrapped().error_text()
}

#[cfg(test)]
mod agreement;

/// The recipients of a body: for tests of what is made of them.
#[cfg(test)]
pub(crate) fn roster_of(rows: &str) -> Roster {
    let mut store = Store::default();
    store.apply(format!(r#"{{"batch":{{}},"recipients":[{rows}]}}"#).into_bytes().into()).unwrap();
    store.roster
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Phase;
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
        assert_eq!(Phase::ALL.map(|phase| tallies.in_phase(phase)), [1, 0, 1, 0, 1]);
        assert_eq!((tallies.total, tallies.dialled), (3, 2));
        assert_eq!(store.batch().unwrap().name.as_deref(), Some("Appointment Reminders"));
    }

    #[test]
    fn an_equal_response_changes_nothing() {
        let mut store = Store::default();
        store.apply(bytes(SEED)).unwrap();
        assert_eq!(store.apply(bytes(SEED)), Ok(Changes::default()));
        assert_eq!(store.apply(bytes(&format!("{SEED} "))), Ok(Changes::default()));
    }

    #[test]
    fn changes_are_found_by_id() {
        let mut store = Store::default();
        store.apply(body(&[(1, "pending"), (2, "pending"), (3, "pending")])).unwrap();
        let changes = store.apply(body(&[(3, "pending"), (1, "busy"), (4, "pending")])).unwrap();
        assert_eq!((changes.changed, changes.any), (vec![1, 2], true));
    }

    #[test]
    fn a_snapshot_is_the_body() {
        let mut store = Store::default();
        assert_eq!(store.snapshot(), None);
        store.apply(bytes(SEED)).unwrap();
        assert_eq!(store.snapshot().unwrap(), SEED);
    }

    fn check_refused(body: &str, expected: BadResponse) {
        let mut store = Store::default();
        store.apply(bytes(SEED)).unwrap();
        let failure = store.apply(bytes(body)).unwrap_err();
        assert_eq!(failure.kind, Failure::of_body(expected, None).kind, "{body}");
        assert_eq!(store.roster().len(), 3, "the last good data is kept");
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
