//! The campaign and its recipients as last received. Applying a response yields what changed.
//!
//! A response that cannot be read changes nothing: what was there stays.

use crate::domain::{Batch, Recipient};
use crate::failure::{BadResponse, Failure};
use crate::insight::tallies::Tallies;
use crate::table::selection::sort_places;
use crate::wire::{Envelope, Unreadable};
use std::sync::Arc;

/// A campaign as last received, and the figures that move with it.
#[derive(Default, Debug)]
pub struct Store {
    body: Arc<Vec<u8>>,
    batch: Option<Batch>,
    recipients: Vec<Recipient>,
    tallies: Tallies,
}

/// What a response changed.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Changes {
    /// Recipients that are new or differ from before, by place in dialling order.
    pub changed: Vec<u32>,
    /// Whether anything differs at all, the campaign's own columns included.
    pub any: bool,
}

impl Store {
    /// The campaign, once one was received.
    pub fn batch(&self) -> Option<&Batch> {
        self.batch.as_ref()
    }

    /// Everybody in it, in dialling order.
    pub fn recipients(&self) -> &[Recipient] {
        &self.recipients
    }

    /// The counts.
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// Takes in the body of an answer with status 200.
    pub fn apply(&mut self, body: Arc<Vec<u8>>) -> Result<Changes, Failure> {
        if self.batch.is_some() && body == self.body {
            return Ok(Changes::default());
        }
        let (batch, received) = read(&body)?;
        let mut changes = self.replace(received);
        changes.any |= self.batch.as_ref() != Some(&batch);
        self.batch = Some(batch);
        self.body = body;
        Ok(changes)
    }

    /// The body as it was received; none before the first.
    pub fn snapshot(&self) -> Option<String> {
        self.batch.as_ref()?;
        String::from_utf8(self.body.to_vec()).ok()
    }

    /// Puts the received rows in place and moves the tallies by what differs.
    fn replace(&mut self, received: Vec<Recipient>) -> Changes {
        let before = std::mem::replace(&mut self.recipients, received);
        let places = Places::default();
        let mut kept = vec![false; before.len()];
        let mut changes = Changes::default();
        for (place, now) in (0_u32..).zip(&self.recipients) {
            let was = places.find(&before, place as usize, &now.id);
            let was =
                was.filter(|at| kept.get_mut(*at).is_some_and(|k| !std::mem::replace(k, true)));
            let was = was.and_then(|at| before.get(at));
            if was == Some(now) {
                continue;
            }
            if let Some(was) = was {
                self.tallies.remove(was);
            }
            self.tallies.add(now);
            changes.changed.push(place);
        }
        for (gone, _) in before.iter().zip(&kept).filter(|(_, kept)| !**kept) {
            self.tallies.remove(gone);
        }
        let same_order = before.iter().map(|r| &r.id).eq(self.recipients.iter().map(|r| &r.id));
        changes.any = !changes.changed.is_empty() || !same_order;
        changes
    }
}

/// Where each id stood before. The order seldom changes, so the same place is tried first and the
/// index is sorted only when that fails.
#[derive(Default)]
struct Places(std::cell::OnceCell<Vec<u32>>);

impl Places {
    fn find(&self, before: &[Recipient], place: usize, id: &str) -> Option<usize> {
        if before.get(place).is_some_and(|recipient| &*recipient.id == id) {
            return Some(place);
        }
        let id_at = |at: u32| before.get(at as usize).map_or("", |recipient| &*recipient.id);
        let index = self.0.get_or_init(|| {
            let mut index: Vec<u32> = (0_u32..).take(before.len()).collect();
            sort_places(&mut index, &mut |a, b| id_at(a).cmp(id_at(b)));
            index
        });
        let at = index.binary_search_by(|at| id_at(*at).cmp(id)).ok()?;
        index.get(at).map(|at| *at as usize)
    }
}

fn read(body: &[u8]) -> Result<(Batch, Vec<Recipient>), Failure> {
    let envelope = match Envelope::read(body) {
        Ok(envelope) => envelope.unwrapped(),
        Err(error) => return Err(Failure::of_body(unreadable(body, error), None)),
    };
    let Some(batch) = envelope.batch() else {
        let says = envelope.error_text();
        let bad = if says.is_some() { BadResponse::ErrorInside } else { BadResponse::NotACampaign };
        return Err(Failure::of_body(bad, says));
    };
    let batch = Batch::from_wire(&batch);
    match envelope.recipients() {
        Some(rows) => Ok((batch, rows.map(|row| Recipient::from_wire(&row)).collect())),
        None if batch.total_recipients == Some(0) => Ok((batch, Vec::new())),
        None => Err(Failure::of_body(BadResponse::NotACampaign, None)),
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
mod tests {
    use super::*;
    use crate::domain::Phase;
    use proptest::prelude::*;
    use std::fmt::Write;

    const SEED: &str = include_str!("../fixtures/seed.json");

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
        store.recipients().iter().for_each(|recipient| tallies.add(recipient));
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
        assert_eq!(changes, Changes { changed: vec![1, 2], any: true });
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
        assert_eq!(store.recipients().len(), 3, "the last good data is kept");
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
        assert_eq!(store.recipients().len(), 2);
        assert_eq!(&*store.recipients()[0].id, "5");
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
                prop_assert_eq!(store.recipients().len(), rows.len());
                prop_assert_eq!(store.tallies(), &counted(&store));
            }
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Store::default().apply(bytes.into());
        }
    }
}
