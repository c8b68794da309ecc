//! Whatever comes in a field, nothing is said that it did not say: what can be read is read, and what cannot is
//! named. Every case is a body of its own, taken in as the page does it.

use super::{Ask, Engine, Generation, Overview};
use crate::domain::{CallingWindow, Phase, Recipient, RecipientStatus};
use crate::insight::notices::Notice;
use crate::time::Millis;
use std::sync::Arc;

const RECIPIENT_TEXTS: [&str; 6] =
    ["id", "phone_number", "name", "status", "call_record_id", "error_message"];
const BATCH_TEXTS: [&str; 4] = ["name", "caller_id", "status", "recurrence_type"];

/// What was made of a body.
struct Read {
    overview: Arc<Overview>,
    people: Vec<Recipient>,
}

impl Read {
    /// Of a body; None where it was refused. However many there are, all of them are counted.
    fn of(body: Vec<u8>) -> Option<Self> {
        let mut engine = Engine::default();
        engine.handle(Ask::Apply(Generation(1), body.into()));
        let overview = Arc::clone(engine.overview()?);
        let roster = engine.store.roster();
        let people: Vec<_> = (0..roster.len()).filter_map(|at| roster.recipient(at)).collect();
        let count = u32::try_from(people.len()).unwrap();
        let tallies = &overview.tallies;
        assert_eq!(tallies.total, count);
        assert_eq!(Phase::ALL.map(|phase| tallies.in_phase(phase)).iter().sum::<u32>(), count);
        assert_eq!(tallies.by_status().values().sum::<u32>(), count);
        Some(Self { overview, people })
    }

    /// Of a campaign with these fields, and of one recipient with those.
    fn of_fields(batch: &[u8], recipient: &[u8]) -> Option<Self> {
        let parts: [&[u8]; 5] = [b"{\"batch\":{", batch, b"},\"recipients\":[{", recipient, b"}]}"];
        Self::of(parts.concat())
    }

    fn first(&self) -> &Recipient {
        self.people.first().unwrap()
    }

    /// The fields that a person is told of.
    fn told(&self) -> Vec<&str> {
        let fields = self.overview.notices.iter().filter_map(|notice| match notice {
            Notice::NotUnderstood { fields } => Some(fields),
            _ => None,
        });
        fields.flatten().map(AsRef::as_ref).collect()
    }

    /// A text of the recipient.
    fn text(&self, field: &str) -> Option<String> {
        let it = self.first();
        let text = match field {
            "id" => &*it.id,
            "phone_number" => &*it.number,
            "name" => it.name.as_deref()?,
            "status" => it.status.key(),
            "call_record_id" => it.call_record.as_deref()?,
            "error_message" => it.error.as_deref()?,
            _ => unreachable!("{field}"),
        };
        (!text.is_empty()).then(|| text.into())
    }

    /// A text of the campaign.
    fn text_of_batch(&self, field: &str) -> Option<String> {
        let batch = &self.overview.batch;
        let text = match field {
            "name" => batch.name.as_deref()?,
            "caller_id" => batch.caller_id.as_deref()?,
            "status" => batch.status.key(),
            _ => return None,
        };
        Some(text.into())
    }
}

/// A field with a value of any bytes.
fn field(name: &str, value: &[u8]) -> Vec<u8> {
    [format!("\"{name}\":").as_bytes(), value].concat()
}

/// One text in each field: it reads so everywhere; None where the body has to be refused.
fn check_text(value: &[u8], expected: Option<&str>) {
    let said = value.escape_ascii();
    for name in RECIPIENT_TEXTS {
        let read = Read::of_fields(b"", &field(name, value));
        assert_eq!(read.is_some(), expected.is_some(), "{name} {said}");
        let Some(read) = read else { continue };
        assert_eq!(read.text(name).as_deref(), expected, "{name} {said}");
        assert_eq!(read.told(), [""; 0], "{name} {said}");
    }
    for name in BATCH_TEXTS {
        let read = Read::of_fields(&field(name, value), b"");
        assert_eq!(read.is_some(), expected.is_some(), "{name} {said}");
        let Some(read) = read else { continue };
        if name != "recurrence_type" {
            assert_eq!(read.text_of_batch(name).as_deref(), expected, "{name} {said}");
        }
        assert_eq!(read.told(), [""; 0], "{name} {said}");
    }
}

#[test]
fn every_byte_within_a_text() {
    for byte in 0..=u8::MAX {
        for (before, after) in [("Jos", "!"), ("", "x"), ("x", "")] {
            let text = [before.as_bytes(), &[byte], after.as_bytes()].concat();
            let value = [b"\"", text.as_slice(), b"\""].concat();
            let expected = match byte {
                // It ends the text, or begins an escape that there is none of, or has to be escaped: no JSON.
                b'"' | b'\\' | 0..=0x1f => None,
                _ => Some(String::from_utf8_lossy(&text).trim_ascii().to_owned()),
            };
            check_text(&value, expected.as_deref());
        }
    }
}

#[test]
fn every_byte_in_the_place_of_a_value() {
    for byte in 0..=u8::MAX {
        let digit = char::from(byte).to_string();
        let expected = byte.is_ascii_digit().then_some(&*digit);
        check_text(&[byte], expected);
        // Before a text it is white space, or no JSON.
        let is_blank = b" \t\n\r".contains(&byte);
        check_text(&[&[byte], b"\"a\"".as_slice()].concat(), is_blank.then_some("a"));
    }
}

#[test]
fn every_byte_before_a_body_and_a_byte_order_mark() {
    let sound = br#"{"batch":{"name":"A"},"recipients":[{"name":"B"}]}"#;
    for byte in 0..=u8::MAX {
        let read = Read::of([&[byte], sound.as_slice()].concat());
        assert_eq!(read.is_some(), b" \t\n\r".contains(&byte), "{byte}");
    }
    let marked = Read::of([b"\xef\xbb\xbf", sound.as_slice()].concat()).unwrap();
    assert_eq!(marked.first().name.as_deref(), Some("B"));
    assert_eq!(marked.told(), [""; 0]);
}

#[test]
fn halves_of_pairs_wherever_they_stand() {
    const LOST: &str = "\u{fffd}";
    for half in [0xd800, 0xd83d, 0xdbff, 0xdc00, 0xde00, 0xdfff_u32] {
        let half = format!("\\u{half:x}");
        let check = |text: &str, expected: &str| {
            check_text(format!("\"{text}\"").as_bytes(), Some(expected));
            // It costs nothing in a field that nobody reads, nor in a name.
            for other in [format!("\"other\":\"{text}\""), format!("\"{text}\":1")] {
                let read = Read::of_fields(other.as_bytes(), other.as_bytes()).unwrap();
                assert_eq!(read.told(), [""; 0], "{other}");
            }
        };
        check(&half, LOST);
        check(&format!("a{half}"), &format!("a{LOST}"));
        check(&format!("{half}b"), &format!("{LOST}b"));
        check(&format!("a{half}\\n\\u00e9{half}b"), &format!("a{LOST}\né{LOST}b"));
        check(&format!("{half}é{half}"), &format!("{LOST}é{LOST}"));
    }
    let two = format!("{LOST}{LOST}");
    for twice in ["\\ud800\\ud800", "\\udc00\\ud800", "\\udfff\\udc00"] {
        check_text(format!("\"{twice}\"").as_bytes(), Some(&two));
    }
    check_text(b"\"\\ud83d\\ude00\"", Some("😀"));
    for cut in ["\\u", "\\ud", "\\ud8", "\\ud83", "\\ud83d\\u", "\\ud83d\\ude", "\\ud83g"] {
        check_text(format!("\"{cut}\"").as_bytes(), None);
    }
}

/// What is neither a text nor a number, in every field of the API.
#[test]
fn values_of_other_kinds_are_told_of() {
    for value in ["true", "false", "{}", "{\"a\":1}", "[]", "[null]", "[\"a\"]", "[[1]]"] {
        for name in RECIPIENT_TEXTS.into_iter().chain(["attempted_at", "completed_at"]) {
            let read = Read::of_fields(b"", &field(name, value.as_bytes())).unwrap();
            assert_eq!(read.told(), [name], "{value}");
        }
        for name in BATCH_TEXTS.into_iter().chain(TIMES_OF_BATCH).chain(COUNTS) {
            let read = Read::of_fields(&field(name, value.as_bytes()), b"").unwrap();
            assert_eq!(read.told(), [name], "{value}");
        }
        for name in ["started_at", "status", "total_recipients"] {
            let run = format!(r#"{{"batch":{{}},"recipients":[],"runs":[{{"{name}":{value}}}]}}"#);
            assert_eq!(Read::of(run.into_bytes()).unwrap().told(), ["runs"], "{name} {value}");
        }
    }
}

const COUNTS: [&str; 7] = [
    "total_recipients",
    "completed_count",
    "failed_count",
    "max_concurrency",
    "recurrence_interval",
    "recurrence_max_runs",
    "recurrence_run_count",
];
const TIMES_OF_BATCH: [&str; 4] = ["scheduled_at", "created_at", "started_at", "completed_at"];

/// Every time that some program writes for "never", in the ways in which times are written.
fn nevers() -> Vec<String> {
    let mut all = Vec::new();
    for day in ["0001-01-01", "1970-01-01"] {
        for clock in ["00:00", "00:00:00", "00:00:00.0", "00:00:00.000", "00:00:00.000000000"] {
            for zone in ["Z", "z", "", "+00", "+0000", "+00:00", "-00:00"] {
                all.extend(["T", "t", " "].map(|between| format!("{day}{between}{clock}{zone}")));
            }
        }
    }
    for clock in ["23:59:59", "23:59:59.9", "23:59:59.999", "23:59:59.9999999"] {
        all.extend(["Z", "", "+00:00"].map(|zone| format!("9999-12-31T{clock}{zone}")));
    }
    all
}

/// What looks like a time and is none, or none that a call can have.
fn odd_times() -> Vec<String> {
    let mut odd: Vec<String> = [
        "soon",
        "now()",
        "infinity",
        "-infinity",
        "0",
        "1707987600",
        "1707987600000",
        "2024-02-15",
        "09:00:00",
        "2024-W07-4T09:00:00Z",
        "20240215T090000Z",
        "02/15/2024 09:00",
        "15.02.2024 09:00",
        "Thu, 15 Feb 2024 09:00:00 GMT",
        "/Date(1707987600000)/",
        "2024-02-15T09:00:00Z Z",
        "2024-02-15T09:00:00[UTC]",
        "2024-02-15T09:00:00 UTC",
        "+2024-02-15T09:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0000-00-00 00:00:00",
        "1899-12-30T00:00:00Z",
        "1900-01-01T00:00:00",
        "1969-12-31T23:59:59.999Z",
        "1970-01-01T00:00:00+00:01",
    ]
    .map(String::from)
    .to_vec();
    // Days and clocks that there are none of.
    for day in ["2024-00-15", "2024-13-15", "2024-02-00", "2024-02-30", "2023-02-29", "1900-02-29"]
    {
        odd.push(format!("{day}T09:00:00Z"));
    }
    for day in ["2024-04-31", "2024-06-31", "2024-09-31", "2024-11-31", "2024-12-32"] {
        odd.push(format!("{day}T09:00:00Z"));
    }
    for clock in ["24:00:00", "25:00", "09:60", "09:00:61", "9", "09", "09:00:00:00", "-9:00"] {
        odd.push(format!("2024-02-15T{clock}Z"));
    }
    for zone in ["+1", "+99", "+24:00", "+01:60", "+-01:00", "++01:00", "+01:00:00", "+999999:00"] {
        odd.push(format!("2024-02-15T09:00:00{zone}"));
    }
    odd
}

#[test]
fn times_that_are_none_in_every_field_of_a_time() {
    let never = nevers().into_iter().map(|text| (text, false));
    let odd = odd_times().into_iter().map(|text| (text, true));
    for (text, is_told) in never.chain(odd) {
        let value = format!("\"{text}\"");
        let told = |name| if is_told { vec![name] } else { vec![] };

        // A call in flight goes on, and somebody who waits was not called.
        let json = format!(r#""status":"in_progress","completed_at":{value}"#);
        let read = Read::of_fields(b"", json.as_bytes()).unwrap();
        assert_eq!((read.first().ended, read.told()), (None, told("completed_at")), "{text}");
        assert_eq!(read.overview.tallies.in_phase(Phase::Live), 1, "{text}");
        let json = format!(r#""status":"pending","attempted_at":{value}"#);
        let read = Read::of_fields(b"", json.as_bytes()).unwrap();
        assert_eq!((read.first().attempted, read.told()), (None, told("attempted_at")), "{text}");
        assert_eq!(read.overview.tallies.dialled, 0, "{text}");
        assert_eq!(read.overview.latest, None, "{text}");

        for name in TIMES_OF_BATCH {
            let json = format!(r#""status":"completed","{name}":{value}"#);
            let read = Read::of_fields(json.as_bytes(), b"").unwrap();
            let batch = &read.overview.batch;
            let times =
                [batch.scheduled_at, batch.created_at, batch.started_at, batch.completed_at];
            assert_eq!((times, read.told()), ([None; 4], told(name)), "{name} {text}");
            assert!(!batch.has_stale_completion, "{name} {text}");
        }
        let json = format!(
            r#"{{"batch":{{"status":"recurring"}},"recipients":[],"runs":[{{"started_at":{value}}}]}}"#
        );
        let read = Read::of(json.into_bytes()).unwrap();
        let series = read.overview.batch.series.as_ref().unwrap();
        assert_eq!(series.runs.first().unwrap().started_at, None, "{text}");
        assert_eq!(read.told(), told("runs"), "{text}");
    }
}

#[test]
fn times_that_are_some_in_every_way_of_writing_them() {
    let nine = Millis::parse("2024-02-15T09:00:00Z");
    for between in ["T", "t", " "] {
        for clock in ["09:00", "09:00:00", "09:00:00.0", "09:00:00.000000000"] {
            for zone in ["Z", "z", "", "+00", "+0000", "+00:00", "-00:00"] {
                let json = format!(r#""completed_at":" 2024-02-15{between}{clock}{zone}""#);
                let read = Read::of_fields(b"", json.as_bytes()).unwrap();
                assert_eq!((read.first().ended, read.told()), (nine, vec![]), "{json}");
            }
        }
    }
}

#[test]
fn a_status_that_cannot_be_read_is_not_taken_for_another() {
    for value in ["{}", "[]", "true", "[\"completed\"]", "{\"value\":\"completed\"}"] {
        let read = Read::of_fields(b"", &field("status", value.as_bytes())).unwrap();
        assert_eq!(read.first().status, RecipientStatus::Other("".into()), "{value}");
        assert_eq!(
            (read.overview.tallies.in_phase(Phase::Unknown), read.told()),
            (1, vec!["status"])
        );
    }
}

/// What a field of the window is read as: its window in a campaign with no other limits.
fn check_window(name: &str, value: &str, expected: Option<CallingWindow>) {
    let read = Read::of_fields(&field(name, value.as_bytes()), b"").unwrap();
    let batch = &read.overview.batch;
    assert_eq!(batch.window, expected, "{name} {value}");
    // It is understood, or a person is told that it is not: never is it taken for "at any time".
    assert_eq!(batch.has_unclear_window, expected.is_none(), "{name} {value}");
    let told = if expected.is_none() { vec![name] } else { vec![] };
    assert_eq!(read.told(), told, "{name} {value}");
}

#[test]
fn hours_of_the_window_in_every_spelling() {
    let minutes = 9 * 60 + 30_u16;
    let window = |start, end| Some(CallingWindow { start, end, days: [true; 7] });
    for clock in
        ["09:30", "9:30", "09:30:00", "09:30:59", "09:30:00.000", "0930", "9:30 am", "9:30AM"]
    {
        for text in [format!("\"{clock}\""), format!("\" {clock} \"")] {
            check_window("window_start_time", &text, window(minutes, 24 * 60));
            check_window("window_end_time", &text, window(0, minutes));
        }
    }
    for (hour, clock) in (13..24).zip(1..12) {
        for text in [format!("{clock}:30 PM"), format!("{clock}:30pm"), format!("{hour}:30")] {
            check_window("window_end_time", &format!("\"{text}\""), window(0, hour * 60 + 30));
        }
    }
    let mut odd: Vec<String> = [
        "soon",
        "9",
        "09",
        "9h30",
        "9.30",
        "9,30",
        "09-30",
        "half past nine",
        "noon",
        "09:30 o'clock",
        "09:30 UTC",
        "09:30+01:00",
        "09:30Z",
        "T09:30",
        "09:3x",
        "x9:30",
        "09:30:xx",
        "09:30:",
        ":30",
        "09:",
        ":",
        "09:30:00:00",
        "09:30:00 banana",
        "09:30:60",
        "0:30 PM",
        "13:30 AM",
        "930",
        "24:01",
        "24:30",
        "25:00",
        "99:99",
        "-9:30",
        "+9:30",
        "09:-30",
        "09:60",
        "09:30 - 17:00",
        "09:30/17:00",
        "2024-02-15T09:30:00Z",
        "PT9H30M",
        "٠٩:٣٠",
        "０９:３０",
        "09：30",
        "9:30 a.m",
        "9:30 XM",
        "09:30 am pm",
        "0x9:30",
        "9e0:30",
        "0930.5",
        "1e3",
        "NaN",
        "null",
        "undefined",
    ]
    .map(|text| format!("\"{text}\""))
    .to_vec();
    odd.extend(
        ["true", "[]", "{}", "[9,30]", "{\"h\":9}", "9", "9.5", "-930", "570", "34200"]
            .map(String::from),
    );
    for text in odd {
        check_window("window_start_time", &text, None);
        check_window("window_end_time", &text, None);
    }
}

#[test]
fn days_of_the_window_in_every_spelling() {
    let window = |open: &[usize]| {
        let mut days = [false; 7];
        for day in open {
            days[*day] = true;
        }
        Some(CallingWindow { start: 0, end: 24 * 60, days })
    };
    for text in
        ["[1,3]", "[3,1]", "[1,1,3]", "[\"1\",\"3\"]", "[1.0,3e0]", "[ 1 , 3 ]", "[\" 1\",3]"]
    {
        check_window("window_days", text, window(&[1, 3]));
    }
    check_window("window_days", "[]", window(&[]));
    for day in 0..7 {
        check_window("window_days", &format!("[{day}]"), window(&[day]));
    }
    for odd in [
        "[7]",
        "[-1]",
        "[1.5]",
        "[1,9]",
        "[\"Mon\"]",
        "[\"monday\"]",
        "[\"1-5\"]",
        "[\"1,3\"]",
        "[true]",
        "[[1]]",
        "[{}]",
        "[{\"day\":1}]",
        "[null]",
        "[null,null]",
        "[\"\"]",
        "[\" \"]",
        "[1,null]",
        "[null,3]",
        "[1,\"\"]",
        "\"1,3\"",
        "\"Mon-Fri\"",
        "\"[1,3]\"",
        "1",
        "13",
        "true",
        "{}",
        "{\"mon\":true}",
        "[4294967296]",
        "[1e300]",
    ] {
        check_window("window_days", odd, None);
    }
}

#[test]
fn a_window_that_is_none_in_every_spelling() {
    let all = "[0,1,2,3,4,5,6]";
    for (start, end, days) in [
        ("null", "null", "null"),
        ("\"\"", "\" \"", "null"),
        ("\"00:00\"", "\"24:00\"", all),
        ("\"00:00:00\"", "null", all),
        ("\"12:00 AM\"", "\"\"", "[6,5,4,3,2,1,0]"),
    ] {
        let json =
            format!(r#""window_start_time":{start},"window_end_time":{end},"window_days":{days}"#);
        let read = Read::of_fields(json.as_bytes(), b"").unwrap();
        let batch = &read.overview.batch;
        assert_eq!((batch.window, batch.has_unclear_window), (None, false), "{json}");
        assert_eq!(read.told(), [""; 0], "{json}");
    }
}
