//! Reading beside the answer before, in steps, agrees with reading each answer whole and by itself.

use super::cursor::Unreadable;
use super::intake::unreadable;
use super::*;
use crate::domain::{Batch, Recipient};
use crate::failure::BadResponse;
use crate::wire::object;
use proptest::prelude::*;
use proptest::sample::Index;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// The recipients of an answer, and what may be a wrapper around all.
#[derive(Deserialize)]
struct Whole {
    recipients: Option<Box<RawValue>>,
    data: Option<Box<RawValue>>,
}

/// What an answer says, read whole: the campaign with everybody in it, or how it is refused.
fn whole(body: &[u8]) -> Result<(Batch, Vec<Recipient>), Failure> {
    let json = String::from_utf8_lossy(body);
    let read = |json: &str| serde_json::from_str::<IgnoredAny>(json);
    if let Err(error) = read(&json) {
        // To serde_json, a number that breaks off is not one.
        let is_cut =
            error.is_eof() || read(&format!("{json}0")).map_or_else(|e| e.is_eof(), |_| true);
        let error = if is_cut { Unreadable::Truncated } else { Unreadable::Malformed };
        return Err(Failure::of_body(unreadable(body.trim_ascii().first().copied(), error), None));
    }
    let refused = |bad, says| Err(Failure::of_body(bad, says));
    let Ok(envelope) = Envelope::read(body) else {
        return refused(BadResponse::NotACampaign, None);
    };
    let whole: Whole = object::read(&json).unwrap();
    let (envelope, rows) = match (envelope.wrapped(), whole.data) {
        (Some(inner), Some(data)) => (inner, object::read::<Whole>(data.get()).unwrap().recipients),
        _ => (envelope, whole.recipients),
    };
    let Some(mut batch) = Batch::of(&envelope) else {
        let says = envelope.error_text();
        let is_error = says.is_some();
        let bad = if is_error { BadResponse::ErrorInside } else { BadResponse::NotACampaign };
        return refused(bad, says);
    };
    let rows = rows.and_then(|rows| serde_json::from_str::<Vec<Box<RawValue>>>(rows.get()).ok());
    if rows.is_none() && batch.total_recipients != Some(0) {
        return refused(BadResponse::NotACampaign, None);
    }
    let rows = rows.into_iter().flatten();
    let (rows, others): (Vec<_>, Vec<_>) = rows.partition(|row| row.get().starts_with('{'));
    if !others.is_empty() {
        batch.lost.push("recipients".into());
    }
    let rows = rows.into_iter();
    Ok((batch, rows.map(|row| Recipient::read(row.get().as_bytes()).unwrap()).collect()))
}

/// In pieces of those lengths, over and over.
fn take_in(store: &mut Store, body: &[u8], cuts: &[usize]) -> Result<Rc<Changes>, Failure> {
    let mut intake = store.intake();
    let mut rest = body;
    for cut in cuts.iter().cycle() {
        let (piece, left) = rest.split_at(rest.len().min(*cut));
        intake.feed(piece);
        rest = left;
        if rest.is_empty() {
            break;
        }
    }
    store.accept(&intake.finish())
}

/// In steps of those lengths, over and over.
fn step_through(store: &mut Store, body: &[u8], cuts: &[usize]) -> Result<Rc<Changes>, Failure> {
    store.begin(body.to_vec().into());
    cuts.iter().cycle().find_map(|cut| store.step(*cut)).unwrap()
}

/// Everybody in the store, as each is read alone, and as its columns have it.
fn everybody(store: &Store) -> Vec<Recipient> {
    let roster = store.roster();
    let all: Vec<_> = (0..roster.len()).filter_map(|place| roster.recipient(place)).collect();
    for (place, recipient) in (0..).zip(&all) {
        let text = |which| roster.text(place, which);
        assert_eq!(text(Text::Id).unwrap_or_default(), &*recipient.id);
        assert_eq!(text(Text::Number).unwrap_or_default(), &*recipient.number);
        assert_eq!(text(Text::Name), recipient.name.as_deref());
        assert_eq!(text(Text::Call), recipient.call_record.as_deref());
        let entry = roster.entry(place).unwrap();
        assert_eq!(entry.status, recipient.status);
        assert_eq!(entry.attempted, recipient.attempted);
        assert_eq!(entry.ended, recipient.ended);
        assert_eq!(entry.dial_to_end(), recipient.dial_to_end());
    }
    all
}

fn check(bodies: &[Vec<u8>], cuts: &[usize]) {
    let mut store = Store::default();
    let mut stepped = Store::default();
    let mut before: Option<(Batch, Vec<Recipient>)> = None;
    for body in bodies {
        let outcome = take_in(&mut store, body, cuts);
        assert_eq!(outcome, step_through(&mut stepped, body, cuts));
        assert_eq!(everybody(&store), everybody(&stepped));
        match whole(body) {
            Ok((batch, recipients)) => {
                let changes = outcome.unwrap();
                let (old_batch, old) = before.unzip();
                let old = old.unwrap_or_default();
                assert_eq!(store.batch(), Some(&batch));
                assert_eq!(everybody(&store), recipients);
                let mut tallies = Tallies::default();
                for recipient in &recipients {
                    tallies.add(recipient);
                }
                assert_eq!(store.tallies(), &tallies);
                assert_eq!(changes.any, old_batch.as_ref() != Some(&batch) || old != recipients);
                check_changes(&changes, &old, &recipients);
                before = Some((batch, recipients));
            }
            Err(failure) => {
                assert_eq!(outcome, Err(failure));
                let kept = before.as_ref().map(|(_, recipients)| recipients.as_slice());
                assert_eq!(everybody(&store), kept.unwrap_or_default());
            }
        }
    }
}

/// Whoever is not said to have changed stood there before just so; of ids that come once, whoever is
/// said to have changed did.
fn check_changes(changes: &Changes, old: &[Recipient], new: &[Recipient]) {
    let once = |all: &[Recipient], id: &str| all.iter().filter(|r| *r.id == *id).count() == 1;
    for (place, now) in (0..).zip(new) {
        let was_there = old.contains(now);
        if once(old, &now.id) && once(new, &now.id) {
            assert_eq!(changes.holds(place), !was_there, "{now:?}");
        } else {
            assert!(was_there || changes.holds(place), "{now:?}");
        }
    }
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("null".to_owned()),
        Just("\"\"".to_owned()),
        Just("7".to_owned()),
        Just("1e99".to_owned()),
        Just(r#"{"a":[1,{"b":"]}"}]}"#.to_owned()),
        Just(r#""\ud83d""#.to_owned()),
        Just(r#""Jos\u00e9 \"x\"""#.to_owned()),
        Just(r#"" +1415 ""#.to_owned()),
        Just(r#""2024-02-15T09:00:10.123456+00:00""#.to_owned()),
        Just(r#""2024-02-15T09:03:45Z""#.to_owned()),
        "[a-c]".prop_map(|text| format!("\"{text}\"")),
        "pending|ringing|completed|no-answer".prop_map(|text| format!("\"{text}\"")),
    ]
}

fn row() -> impl Strategy<Value = String> {
    let names = prop::sample::select(vec![
        "id",
        "name",
        "phone_number",
        "status",
        "attempted_at",
        "completed_at",
        "call_record_id",
        "error_message",
        "i\\u0064",
        "other",
    ]);
    let fields = prop::collection::vec((names, value(), " ?"), 0..7);
    let object = fields.prop_map(|fields| {
        let fields = fields.iter().map(|(name, value, blank)| format!("{blank}\"{name}\":{value}"));
        format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
    });
    prop_oneof![9 => object, 1 => value()]
}

fn rows() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(row(), 0..6)
}

/// How one answer differs from the one before.
#[derive(Clone, Debug)]
enum Edit {
    Change(Index, String),
    Insert(Index, String),
    Remove(Index),
    Swap(Index, Index),
    Double(Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        (any::<Index>(), row()).prop_map(|(at, row)| Edit::Change(at, row)),
        (any::<Index>(), row()).prop_map(|(at, row)| Edit::Insert(at, row)),
        any::<Index>().prop_map(Edit::Remove),
        any::<(Index, Index)>().prop_map(|(a, b)| Edit::Swap(a, b)),
        any::<Index>().prop_map(Edit::Double),
    ]
}

fn edited(rows: &mut Vec<String>, edit: &Edit) {
    if rows.is_empty() {
        return;
    }
    let count = rows.len();
    match edit {
        Edit::Change(at, row) => rows[at.index(count)].clone_from(row),
        Edit::Insert(at, row) => rows.insert(at.index(count), row.clone()),
        Edit::Remove(at) => drop(rows.remove(at.index(count))),
        Edit::Swap(a, b) => rows.swap(a.index(count), b.index(count)),
        Edit::Double(at) => rows.push(rows[at.index(count)].clone()),
    }
}

/// Everything that may stand around the recipients.
fn frame() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        r#"{"batch":{"status":"running"},"recipients":[ROWS]}"#,
        r#" { "recipients" : [ ROWS ] , "x" : [1], "batch":{} } "#,
        r#"{"data":{"batch":{},"recipients":[ROWS]},"recipients":[]}"#,
        r#"{"recipients":[{"id":"a"}],"batch":{},"recipients":[ROWS]}"#,
        r#"{"batch":{"total_recipients":0},"recipients":[ROWS],"recipients":7}"#,
        r#"{"batch":{},"r\u0065cipients":[ROWS],"data":{"batch":{}}}"#,
        r#"{"error":{"message":"no"},"recipients":[ROWS]}"#,
        "[ROWS]",
        r#"{"data":{"batch":{}},"data":{"recipients":[ROWS],"batch":{"name":"A"}},"msg":12}"#,
        r#"{"data":{"recipients":[ROWS],"batch":{}},"batch":7}"#,
        r#"{"data":{"recipients":[ROWS],"data":{"batch":{}}},"batch":{}}"#,
        r#"{"data":[ROWS],"code":"x"}"#,
        r#"{"data":{"batch":{},"recipients":[ROWS]},"data":null,"batch":{},"recipients":[ROWS]}"#,
        "12",
    ])
}

proptest! {
    #[test]
    fn answers_that_follow_each_other(
        first in rows(),
        answers in prop::collection::vec((prop::collection::vec(edit(), 0..3), frame()), 1..4),
        cuts in prop::collection::vec(1_usize..200, 1..4),
    ) {
        let mut rows = first;
        let bodies: Vec<Vec<u8>> = answers
            .iter()
            .map(|(edits, frame)| {
                for edit in edits {
                    edited(&mut rows, edit);
                }
                frame.replace("ROWS", &rows.join(",")).into_bytes()
            })
            .collect();
        check(&bodies, &cuts);
    }

    #[test]
    fn many_that_follow_each_other(
        count in 0_usize..300,
        answers in prop::collection::vec(prop::collection::vec(edit(), 0..6), 1..5),
        cuts in prop::collection::vec(1_usize..9000, 1..4),
    ) {
        let mut rows: Vec<_> = (0..count).map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        let bodies: Vec<Vec<u8>> = answers
            .iter()
            .map(|edits| {
                for edit in edits {
                    edited(&mut rows, edit);
                }
                format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows.join(",")).into_bytes()
            })
            .collect();
        check(&bodies, &cuts);
    }

    #[test]
    fn answers_that_broke_on_their_way(
        rows in rows(),
        frame in frame(),
        breaks in prop::collection::vec((any::<Index>(), any::<u8>(), 0_u8..3), 0..3),
        cuts in prop::collection::vec(1_usize..200, 1..4),
    ) {
        let sound = frame.replace("ROWS", &rows.join(",")).into_bytes();
        let mut broken = sound.clone();
        for (at, byte, how) in breaks {
            let at = at.index(broken.len() + 1);
            match how {
                0 => broken.truncate(at),
                1 => broken.insert(at, byte),
                _ => broken.splice(at..(at + 1).min(broken.len()), [byte]).for_each(drop),
            }
        }
        check(&[sound.clone(), broken.clone(), sound.clone()], &cuts);
        check(&[broken, sound], &cuts);
    }
}

#[test]
fn texts_far_into_a_recipient_are_found() {
    let far = format!(r#"{{"x":"{}","id":"7","name":"Ann"}}"#, "-".repeat(70_000));
    check(&[format!(r#"{{"batch":{{}},"recipients":[{far}]}}"#).into_bytes()], &[1]);
}
