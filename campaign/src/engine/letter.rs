//! What passes between a page and its worker: an engine that is elsewhere answers by letters, which
//! are texts.
//!
//! Only figures and the rows on screen cross, each row's values and the campaign itself as the API sent
//! them, so that both sides read them by the same code. Names and numbers are masked by the receiver.

use super::{Answer, Engine, Generation, Overview, Slice};
use crate::domain::{Batch, Recipient, RecipientStatus};
use crate::failure::{BadResponse, Failure, FailureKind};
use crate::insight::hygiene::Hygiene;
use crate::insight::notices::notices;
use crate::insight::tallies::Tallies;
use crate::store::Roster;
use crate::table::{Mask, Row};
use crate::time::Millis;
use crate::wire::fields::Fields;
use crate::wire::{self, Json};
use std::sync::Arc;

/// Which [`BadResponse`] a letter names by its number.
const BAD: [BadResponse; 5] = [
    BadResponse::Empty,
    BadResponse::Html,
    BadResponse::Truncated,
    BadResponse::ErrorInside,
    BadResponse::NotACampaign,
];

crate::wire::fields::fields! {
    /// An answer: `refused` with `says`, or `applied` with `batch`, `tallies`; then `table` with
    /// `statuses`, `figures` and `rows`: those of the table, of the reasons and of the latest events, each
    /// the values of [`wire::Recipient`]. Of those of the table, `changed` says which differ from before.
    Letter { refused, says, applied, batch, tallies, table, statuses, figures, rows, changed }
}

/// The side that asks: puts answers together from letters.
#[derive(Debug, Default)]
pub struct Reader {
    overview: Option<Arc<Overview>>,
}

impl Reader {
    /// The answers in a letter; rows show what the mask leaves of a person.
    pub fn read(&mut self, letter: &str, mask: Mask) -> Vec<Answer> {
        let mut answers = Vec::new();
        let letter = read(letter);
        let [generation, bad, ..] = numbers(letter.refused);
        if let Some(bad) = BAD.get(usize::try_from(bad).unwrap_or(0)).filter(|_| generation > 0) {
            let failure = Failure::of_body(*bad, letter.says.words().map(Into::into));
            answers.push(Answer::Refused(Generation(short(generation)), failure));
        }
        let [generation, changed, ..] = numbers(letter.applied);
        self.meet(&letter);
        if let Some(overview) = self.overview.clone().filter(|_| generation > 0) {
            let generation = Generation(short(generation));
            answers.push(Answer::Applied {
                generation,
                overview,
                changed: short(changed) as usize,
            });
        }
        if !letter.rows.bytes().is_empty() {
            let [total, matching, first, shift, latest, ends, active, steps, _] =
                numbers(letter.table);
            let changed = letter.changed.numbers().into_iter().flatten();
            let mut slice = Slice {
                total: short(total) as usize,
                matching: short(matching) as usize,
                statuses: counts(letter.statuses),
                first: short(first) as usize,
                rows: rows(&letter, mask),
                shift: isize::try_from(shift).unwrap_or(0),
                reasons: Vec::new(),
                figures: letter.figures.numbers().into_iter().flatten().map(short).collect(),
                feed: Vec::new(),
                ends: short(ends),
                active: usize::try_from(active).ok(),
                steps: short(steps),
                changed: changed.map(|slot| short(slot) as usize).collect(),
            };
            let all = &mut slice.rows;
            slice.feed = all.split_off(all.len().saturating_sub(short(latest) as usize));
            let reasons = (slice.figures.len() / 2).saturating_sub(1);
            slice.reasons = all.split_off(all.len().saturating_sub(reasons));
            answers.push(Answer::Table(Arc::new(slice)));
        }
        answers
    }

    /// The rows in a letter, which show what the mask leaves of a person.
    pub fn rows(letter: &str, mask: Mask) -> Vec<Row> {
        rows(&read(letter), mask)
    }

    /// Takes in a campaign, where one is in the letter.
    fn meet(&mut self, letter: &Letter<'_>) {
        if let Some(batch) = wire::Batch::of(letter.batch) {
            let batch = Batch::from_wire(&batch);
            let [_, _, total, dialled, latest, repeated, sharing, malformed, unnamed] =
                numbers(letter.applied);
            let by_status = counts(letter.tallies);
            let tallies = Tallies { total: short(total), dialled: short(dialled), by_status };
            let latest = (latest != i64::MIN).then_some(Millis(latest));
            let [repeated, sharing, malformed, unnamed] =
                [repeated, sharing, malformed, unnamed].map(short);
            let hygiene = Hygiene { repeated, sharing, malformed, unnamed };
            let notices = notices(&batch, &tallies, hygiene);
            self.overview = Some(Arc::new(Overview { batch, tallies, notices, latest }));
        }
    }
}

fn read(letter: &str) -> Letter<'_> {
    Json::read(letter.as_bytes()).ok().and_then(Letter::of).unwrap_or_default()
}

fn rows(letter: &Letter<'_>, mask: Mask) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(items) = letter.rows.items() {
        for row in items {
            if let Some(row) = wire::Recipient::listed(row) {
                rows.push(Row::new(&Recipient::from_wire(&row), mask));
            }
        }
    }
    rows
}

/// A list of numbers; 0 for those that are not there.
fn numbers(list: Json<'_>) -> [i64; 9] {
    let mut numbers = [0; 9];
    if let Some(list) = list.numbers() {
        for (place, number) in numbers.iter_mut().zip(list) {
            *place = number;
        }
    }
    numbers
}

fn short(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// `["busy",3,"failed",1]`.
fn counts(list: Json<'_>) -> Vec<(RecipientStatus, u32)> {
    let mut counts: Vec<(RecipientStatus, u32)> = Vec::new();
    if let Some(items) = list.items() {
        for item in items {
            match (item.string(), counts.last_mut()) {
                (Some(name), _) => counts.push((RecipientStatus::named(&name), 0)),
                (None, Some((_, count))) => *count = item.count().unwrap_or(0),
                (None, None) => {}
            }
        }
    }
    counts
}

impl Engine {
    /// Answers as a letter; `before` is what [`Engine::overview`] was before they came about.
    pub fn write(&self, answers: &[Answer], before: Option<&Arc<Overview>>) -> String {
        let parts: Vec<String> = answers.iter().map(|answer| self.put(answer, before)).collect();
        format!("{{{}}}", parts.join(","))
    }

    /// What it knows of the campaign.
    pub fn overview(&self) -> Option<Arc<Overview>> {
        self.overview.clone()
    }

    /// An answer as fields of a letter.
    fn put(&self, answer: &Answer, before: Option<&Arc<Overview>>) -> String {
        match answer {
            Answer::Refused(generation, failure) => {
                let is_it = |bad: &BadResponse| failure.kind == FailureKind::BadResponse(*bad);
                let bad = BAD.iter().position(is_it).unwrap_or(0);
                let says = quoted(failure.says.as_deref().unwrap_or_default());
                format!(r#""refused":[{},{bad}],"says":{says}"#, generation.0)
            }
            Answer::Applied { generation, overview, changed } => {
                let Tallies { total, dialled, by_status } = &overview.tallies;
                let latest = overview.latest.map_or(i64::MIN, |latest| latest.0);
                let Hygiene { repeated, sharing, malformed, unnamed } = self.hygiene;
                let figures = format!(
                    "[{},{changed},{total},{dialled},{latest},{repeated},{sharing},{malformed},{unnamed}]",
                    generation.0
                );
                if before.is_some_and(|before| Arc::ptr_eq(before, overview)) {
                    return format!(r#""applied":{figures}"#);
                }
                let batch = String::from_utf8_lossy(self.store.batch_bytes());
                let tallies = put_counts(by_status);
                format!(r#""applied":{figures},"batch":{batch},"tallies":{tallies}"#)
            }
            Answer::Table(slice) => {
                let Slice { total, matching, statuses, first, shift, figures, ends, steps, .. } =
                    &**slice;
                let active = slice.active.map_or(-1, usize::cast_signed);
                let changed = &slice.changed;
                let statuses = put_counts(statuses);
                let places = self.selection.slice(*first, self.shown.rows.len()).iter();
                let places = places.chain(&self.reasons.examples).chain(&self.latest.places);
                let rows = put_rows(self.store.roster(), places);
                let latest = self.latest.places.len();
                format!(
                    r#""table":[{total},{matching},{first},{shift},{latest},{ends},{active},{steps}],"statuses":{statuses},"figures":{figures:?},"rows":[{rows}],"changed":{changed:?}"#
                )
            }
        }
    }
}

/// What the API sent of each, without the names.
pub(super) fn put_rows<'a>(roster: &Roster, places: impl Iterator<Item = &'a u32>) -> String {
    let value = |value: Json<'_>| match value.bytes() {
        b"" => "null".to_owned(),
        bytes => String::from_utf8_lossy(bytes).into_owned(),
    };
    let row = |bytes: &[u8]| {
        let row = wire::Recipient::of(Json::trusted(bytes)).unwrap_or_default();
        format!("[{}]", row.values().map(value).join(","))
    };
    places.map(|place| roster.with(*place, row)).collect::<Vec<_>>().join(",")
}

fn put_counts(counts: &[(RecipientStatus, u32)]) -> String {
    let pair =
        |(status, count): &(RecipientStatus, u32)| format!("{},{count}", quoted(status.name()));
    format!("[{}]", counts.iter().map(pair).collect::<Vec<_>>().join(","))
}

/// A text as JSON, which any text can be.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Ask, Body, Go, Shown};
    use crate::insight::hygiene::hygiene;
    use crate::insight::reasons;
    use crate::table::{Column, Direction, Query, Sort};
    use proptest::prelude::*;

    fn query() -> impl Strategy<Value = Query> {
        let statuses = prop::sample::subsequence(
            ["busy", "pending", "strange \"new\"", ""].map(RecipientStatus::parse).to_vec(),
            0..4,
        );
        let column = prop::option::of(prop::sample::select(Column::ALL.to_vec()));
        let reason = prop_oneof![4 => Just(0), 1 => any::<u32>(), 2 => Just(busy())];
        (".{0,5}", statuses, column, any::<bool>(), reason).prop_map(
            |(search, statuses, column, is_up, reason)| {
                let direction = if is_up { Direction::Ascending } else { Direction::Descending };
                let sort = column.map(|column| Sort { column, direction });
                Query { search, statuses, reason, sort, mask: Mask::None }
            },
        )
    }

    fn busy() -> u32 {
        reasons::key(&Recipient::from_json(r#"{"status":"busy"}"#))
    }

    fn body() -> impl Strategy<Value = Body> {
        let row = (0_u8..6, "busy|failed|pending|ringing|new\"|", any::<bool>()).prop_map(
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
            1 => Just(Ask::Forget),
        ]
    }

    proptest! {
        #[test]
        fn a_letter_says_what_the_engine_answered(asks in prop::collection::vec(ask(), 0..9)) {
            let (mut engine, mut reader) = (Engine::default(), Reader::default());
            for ask in asks {
                let before = engine.overview();
                let answers = engine.handle(ask);
                let letter = engine.write(&answers, before.as_ref());
                prop_assert_eq!(reader.read(&letter, Mask::None), answers);
                prop_assert_eq!(engine.hygiene, hygiene(engine.store.roster()));
            }
        }

        #[test]
        fn no_letter_panics(letter in ".{0,99}") {
            Reader::default().read(&letter, Mask::All);
        }
    }
}
