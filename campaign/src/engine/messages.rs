//! What passes between the screen and its engine, which may be in a worker: then it crosses as JSON.

use super::{Go, Slice};
use crate::domain::Batch;
use crate::domain::Tallies;
use crate::failure::Failure;
use crate::insight::calls::Calls;
use crate::insight::notices::Notice;
use crate::table::Query;
use crate::time::Millis;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// Which request a body belongs to: an answer to an older one is passed over.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Generation(pub u32);

/// The body of an answer with status 200.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Body {
    /// On this side. It never crosses to a worker.
    #[serde(skip)]
    Here(Arc<Vec<u8>>),
    /// With the engine in the worker.
    InWorker(BodyId),
}

/// What the worker knows a body by.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct BodyId(pub u32);

impl Default for Body {
    fn default() -> Self {
        Self::Here(Arc::default())
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Here(bytes.into())
    }
}

impl Body {
    /// The bytes; none of a body in the worker.
    pub fn bytes(self) -> Arc<Vec<u8>> {
        match self {
            Self::Here(bytes) => bytes,
            Self::InWorker(_) => Arc::default(),
        }
    }
}

/// The longest body in bytes: several times the largest campaign known. An endless one must not fill
/// the memory.
pub const SIZE_LIMIT: usize = 64 * 1024 * 1024;

/// What the engine can be asked. As JSON it crosses to the worker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Ask {
    /// Take in the body of an answer with status 200.
    Apply(Generation, Body),
    /// Search, filter and order the table this way from now on.
    Query(Query),
    /// Send these rows of the table, now and after every change.
    Show(Shown),
    /// Send so many of the latest events, now and after every change.
    Follow(usize),
    /// Tell so many more reasons of failures than at first, from now on.
    Explain(usize),
    /// Make another row of the table the active one.
    Go(Go),
    /// Send the whole of the recipient with that id, now and after every change; of nobody where there is none.
    Unfold(Option<String>),
    /// Let the rows stand where they are, whatever changes, while somebody is at them.
    Hold(bool),
    /// Forget the campaign; another one follows.
    Forget,
}

/// The rows that are on screen or near it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Shown {
    pub rows: Range<usize>,
    /// The first that the reader sees: the place that must not move.
    pub top: usize,
    /// The first below them that they do not see.
    pub bottom: usize,
}

/// What the engine answers. As JSON it comes back from the worker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// A body was taken in.
    Applied {
        generation: Generation,
        overview: Arc<Overview>,
        /// How many recipients are new or differ from before.
        changed: usize,
    },
    /// A body was no campaign; nothing changed.
    Refused(Generation, Failure),
    Table(Arc<Slice>),
}

/// The campaign and its figures.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Overview {
    /// The campaign's own columns.
    pub batch: Batch,
    pub tallies: Arc<Tallies>,
    /// What the times of the calls tell.
    pub calls: Calls,
    /// What a reader should know of the data.
    pub notices: Vec<Notice>,
    /// The latest time that any recipient carries: ahead of the viewer's clock, it shows that the
    /// clock is wrong.
    pub latest: Option<Millis>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ReasonKey, Recipient, RecipientStatus};
    use crate::engine::Engine;
    use crate::table::{Chip, Column, Direction, Mask, Order, Sort};
    use proptest::prelude::*;

    fn query() -> impl Strategy<Value = Query> {
        let statuses = ["busy", "pending", "strange \"new\"", ""].map(RecipientStatus::parse);
        let mut chips = statuses.map(Chip::Status).to_vec();
        chips.extend([Chip::Others, Chip::Live, Chip::CallBack]);
        let chips = prop::sample::subsequence(chips, 0..4);
        let sort = prop::option::of((prop::sample::select(Column::ALL.to_vec()), any::<bool>()));
        let mask = prop::sample::select(vec![Mask::None, Mask::Numbers, Mask::All]);
        let reason = prop_oneof![2 => Just(None), 1 => Just(busy())];
        (".{0,5}", chips, sort, reason, mask).prop_map(|(search, chips, sort, reason, mask)| {
            let direction =
                |is_up| if is_up { Direction::Ascending } else { Direction::Descending };
            let order = |(column, is_up)| Order::By(Sort { column, direction: direction(is_up) });
            Query { search, chips, reason, order: sort.map_or(Order::List, order), mask }
        })
    }

    fn busy() -> Option<ReasonKey> {
        ReasonKey::of(&Recipient::from_json(r#"{"status":"busy"}"#))
    }

    fn body() -> impl Strategy<Value = Body> {
        let row = (0_u8..6, "busy|failed|pending|ringing|ended|new\"|", any::<bool>()).prop_map(
            |(id, status, has_ended)| {
                let status = status.replace('"', "\\\"");
                let end = if has_ended { r#""2024-02-15T09:00:20Z""# } else { "null" };
                format!(
                    r#"{{"id":"{id}","name":"Ann {id}","status":"{status}","completed_at":{end},
                        "phone_number":{id},"error_message":"No \"{id}\""}}"#
                )
            },
        );
        let sound = prop::collection::vec(row, 0..6).prop_map(|rows| {
            format!(r#"{{"batch":{{"name":"A"}},"recipients":[{}]}}"#, rows.join(","))
        });
        let other = prop::sample::select(vec!["", "<p>", "{", r#"{"error":"No\n\"\u00e9"}"#, "[]"]);
        prop_oneof![4 => sound, 1 => other.prop_map(Into::into)]
            .prop_map(|body| Body::Here(body.into_bytes().into()))
    }

    fn ask() -> impl Strategy<Value = Ask> {
        prop_oneof![
            4 => (1_u32.., body()).prop_map(|(number, body)| Ask::Apply(Generation(number), body)),
            2 => query().prop_map(Ask::Query),
            2 => (0_usize..5, 0_usize..5, 0_usize..5, 0_usize..5).prop_map(|(start, count, top, bottom)| {
                Ask::Show(Shown { rows: start..start + count, top, bottom })
            }),
            1 => (prop::option::of(0_usize..9), -3_isize..4)
                .prop_map(|(from, by)| Ask::Go(Go { from, by })),
            1 => (0_usize..3).prop_map(Ask::Follow),
            1 => (0_usize..9).prop_map(Ask::Explain),
            1 => prop::option::of("[0-6]").prop_map(Ask::Unfold),
            1 => any::<bool>().prop_map(Ask::Hold),
            1 => Just(Ask::Forget),
        ]
    }

    proptest! {
        #[test]
        fn json_says_what_was_asked_and_answered(asks in prop::collection::vec(ask(), 0..9)) {
            let mut engine = Engine::default();
            for ask in asks {
                // A body on this side never crosses.
                let ask = match ask {
                    Ask::Apply(..) => ask,
                    ask => {
                        let json = serde_json::to_string(&ask).unwrap();
                        let read: Ask = serde_json::from_str(&json).unwrap();
                        prop_assert_eq!(&read, &ask);
                        read
                    }
                };
                let answers = engine.handle(ask);
                let json = serde_json::to_string(&answers).unwrap();
                prop_assert_eq!(serde_json::from_str::<Vec<Answer>>(&json).unwrap(), answers);
            }
        }
    }

    #[test]
    fn a_body_crosses_by_its_id_alone() {
        let there = Ask::Apply(Generation(3), Body::InWorker(BodyId(7)));
        let json = serde_json::to_string(&there).unwrap();
        assert_eq!(serde_json::from_str::<Ask>(&json).unwrap(), there);
        assert!(serde_json::to_string(&Ask::Apply(Generation(3), Body::default())).is_err());
    }
}
