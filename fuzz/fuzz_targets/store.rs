//! Answers that follow each other, in pieces of any size: whatever the bytes, the store has what
//! `serde_json` reads of each, and nothing panics. The first byte says how many lengths of pieces
//! follow it, which take turns; the rest are answers with a zero between them.
#![no_main]

use campaign::domain::{Phase, RecipientStatus};
use campaign::failure::{Failure, FailureKind};
use campaign::store::Store;
use campaign::time::Millis;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|data: &[u8]| {
    let Some((count, rest)) = data.split_first() else { return };
    let Some((cuts, rest)) = rest.split_at_checked(usize::from(count % 8)) else { return };
    let mut store = Store::default();
    let mut kept = None;
    for body in rest.split(|byte| *byte == 0) {
        let outcome = take_in(&mut store, body, cuts);
        let now = people(&store);
        // Which passes over a byte order mark.
        let plain = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        match (&outcome, serde_json::from_slice::<Value>(plain)) {
            (Ok(_), Ok(value)) => {
                assert_eq!(Some(alike(&now)), expected(&value).as_deref().map(alike))
            }
            // It reads what serde_json refuses, such as numbers that fit nowhere; nothing else.
            (Ok(_), Err(error)) => assert!(is_a_matter_of_taste(&error), "{error}"),
            (Err(failure), read) => {
                assert!(matches!(failure.kind, FailureKind::BadResponse(_)), "{failure:?}");
                assert_eq!(Some(&now), kept.as_ref().or(Some(&Vec::new())));
                assert!(read.ok().and_then(|value| expected(&value)).is_none());
            }
        }
        let total = store.tallies().total as usize;
        assert_eq!(total, now.len());
        let mut again = Store::default();
        if let Some(snapshot) = store.snapshot() {
            again.apply(snapshot.into_bytes().into()).expect("a snapshot is an answer");
            assert_eq!(people(&again), now);
        }
        kept = Some(now);
    }
});

fn take_in(store: &mut Store, body: &[u8], cuts: &[u8]) -> Result<(), Failure> {
    let mut intake = store.intake();
    let mut rest = body;
    for cut in cuts.iter().cycle() {
        let (piece, left) = rest.split_at(rest.len().min(usize::from(*cut) + 1));
        intake.feed(piece);
        rest = left;
        if rest.is_empty() {
            break;
        }
    }
    intake.feed(rest);
    store.accept(&intake.finish()).map(drop)
}

/// Id, name, number and status of everybody in the store.
fn people(store: &Store) -> Vec<[String; 4]> {
    let roster = store.roster();
    let one = |place| {
        let person = roster.recipient(place)?;
        let status = person.status.key().to_owned();
        let name = person.name.map(String::from).unwrap_or_default();
        Some([person.id.into(), name, person.number.into(), status])
    };
    (0..roster.len()).filter_map(one).collect()
}

/// The same as `serde_json` has it; None of what is no campaign.
fn expected(value: &Value) -> Option<Vec<[String; 4]>> {
    let has_batch = |value: &Value| value.get("batch").is_some_and(Value::is_object);
    let inner = value.get("data").filter(|data| has_batch(data) && !has_batch(value));
    let value = inner.unwrap_or(value);
    let batch = value.get("batch").filter(|batch| batch.is_object())?;
    let Some(rows) = value.get("recipients").and_then(Value::as_array) else {
        return (count(batch.get("total_recipients")?) == Some(0)).then(Vec::new);
    };
    Some(rows.iter().filter(|row| row.is_object()).map(person).collect())
}

fn person(row: &Value) -> [String; 4] {
    let text = |name| row.get(name).and_then(text).unwrap_or_default();
    // Before and after these are the times that programs write for "never".
    let some_day = Millis(1)..Millis(253_402_300_799_000);
    let is_end = |text: &String| Millis::parse(text).is_some_and(|at| some_day.contains(&at));
    let has_ended = row.get("completed_at").and_then(self::text).is_some_and(|text| is_end(&text));
    let status = RecipientStatus::parse(&text("status"));
    let is_late = status.phase() == Phase::Live && has_ended;
    let status = if is_late { RecipientStatus::Ended } else { status };
    [text("id"), text("name"), text("phone_number"), status.key().to_owned()]
}

/// Without the plus sign that `serde_json` writes into exponents that have none.
fn alike(people: &[[String; 4]]) -> Vec<[String; 4]> {
    let plain = |text: &String| text.replace("e+", "e").replace("E+", "E");
    people.iter().map(|person| person.each_ref().map(plain)).collect()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim_ascii().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn count(value: &Value) -> Option<u32> {
    let number: f64 = text(value)?.parse().ok()?;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in range")]
    (number.fract() == 0.0 && (0.0..=4_294_967_295.0).contains(&number)).then_some(number as u32)
}

/// What cannot be read costs only itself (`campaign::wire`), where `serde_json` gives up the whole.
fn is_a_matter_of_taste(error: &serde_json::Error) -> bool {
    let words = error.to_string();
    ["out of range", "surrogate", "hex escape", "unicode code point", "recursion limit"]
        .iter()
        .any(|known| words.contains(known))
}
