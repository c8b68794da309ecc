//! The reader, held against `serde_json`.

use super::{Json, Unreadable};
use proptest::prelude::*;
use serde::de::IgnoredAny;
use serde_json::Value;

/// Whether something is JSON at all: `serde_json` too leaves what it passes over unread.
fn agrees_on_syntax(body: &[u8]) -> bool {
    Json::read(body).is_ok() == serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

/// Whether both read the same values, all the way down.
fn agrees(found: Json<'_>, expected: &Value) -> bool {
    found.string().as_deref() == expected.as_str()
        && found.count() == count(expected)
        && agrees_on_items(found, expected)
        && agrees_on_fields(found, expected)
}

fn count(value: &Value) -> Option<u32> {
    #[expect(clippy::cast_possible_truncation, reason = "floats are cut")]
    match value {
        Value::Number(number) => (number.as_f64()? as i64).try_into().ok(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn agrees_on_items(found: Json<'_>, expected: &Value) -> bool {
    let found = found.items().map(Iterator::collect::<Vec<_>>);
    match (found, expected.as_array()) {
        (Some(found), Some(expected)) if found.len() == expected.len() => {
            found.into_iter().zip(expected).all(|(found, expected)| agrees(found, expected))
        }
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

/// Of a name that comes twice, the last counts.
fn agrees_on_fields(found: Json<'_>, expected: &Value) -> bool {
    let fields = found.fields().map(|fields| fields.map(|(name, value)| (name.string(), value)));
    match (fields.map(Iterator::collect::<std::collections::HashMap<_, _>>), expected.as_object()) {
        (Some(found), Some(expected)) if found.len() == expected.len() => {
            let value = |name: &String| found.get(&Some(name.as_str().into())).copied();
            expected.iter().all(|(name, expected)| value(name).is_some_and(|v| agrees(v, expected)))
        }
        (found, expected) => found.is_none() && expected.is_none(),
    }
}

fn list(members: &[String], open: char, close: char) -> String {
    format!("{open}{}{close}", members.join(","))
}

fn any_json() -> impl Strategy<Value = String> {
    const STRING: &str =
        r#""([a-c é😀]|\\["\\/bfnrt]|\\u00[0-9a-fA-F]{2}|\\u[dD]83d\\ude0[0-9]){0,4}""#;
    const SPACE: &str = "[ \t\r\n]?";
    let leaf = prop_oneof![
        "null|true|false",
        "-?(0|[1-9][0-9]{0,12})",
        "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9])?",
        STRING,
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let item = (SPACE, inner.clone(), SPACE).prop_map(|(a, b, c)| format!("{a}{b}{c}"));
        let field = (SPACE, STRING, SPACE, inner).prop_map(|(a, b, c, d)| format!("{a}{b}{c}:{d}"));
        prop_oneof![
            prop::collection::vec(item, 0..4).prop_map(|items| list(&items, '[', ']')),
            prop::collection::vec(field, 0..4).prop_map(|fields| list(&fields, '{', '}')),
        ]
    })
}

proptest! {
    #[test]
    fn values_as_serde_json_reads_them(json in any_json()) {
        let expected = serde_json::from_str(&json).unwrap();
        prop_assert!(agrees(Json::read(json.as_bytes()).unwrap(), &expected), "{}", json);
    }

    #[test]
    fn changed_bytes_are_refused_as_serde_json_refuses_them(
        json in any_json(), at: prop::sample::Index, byte in "[\\[\\]{}:,\"\\\\u0-9eE.+\\- tn\u{1}\u{c}é]",
    ) {
        let mut body = json.clone().into_bytes();
        let at = at.index(body.len());
        body.splice(at..=at, byte.bytes());
        prop_assert!(agrees_on_syntax(&body), "{} {:?}", json, body);
    }

    #[test]
    fn bits_of_json_in_any_order_are_refused_as_serde_json_refuses_them(
        body in "(\\[|\\]|\\{|\\}|:|,|\"|\"a\"|\\\\|0|1|\\.|e|-|true|null| ){0,12}",
    ) {
        prop_assert!(agrees_on_syntax(body.as_bytes()), "{}", body);
    }

    #[test]
    fn what_is_cut_off_is_told_from_what_is_wrong(json in any_json(), at: prop::sample::Index) {
        let body = format!("[{json}]").into_bytes();
        let (cut, _) = body.split_at(at.index(body.len()));
        prop_assert_eq!(Json::read(cut), Err(Unreadable::Truncated));
    }
}

fn check(body: &[u8], expected: Result<(), Unreadable>) {
    let text = String::from_utf8_lossy(body);
    assert_eq!(Json::read(body).map(drop), expected, "{text}");
    assert!(agrees_on_syntax(body), "{text}");
}

#[test]
fn what_is_json() {
    for body in ["{}", " [] ", "\t\r\n0", "-0.0e-0", "1E+400", r#""\ud800""#, r#"{"":{"":[]}}"#] {
        check(body.as_bytes(), Ok(()));
    }
    check(b"\"Jos\xe9\"", Ok(()));
    check(("[".repeat(9_999) + &"]".repeat(9_999)).as_bytes(), Ok(()));
}

#[test]
fn what_is_none() {
    let bodies = [
        "[1,]",
        "{\"a\":1,}",
        "[,1]",
        "[1 2]",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "[}",
        "{]",
        "[1}",
        "[] []",
        "01",
        "+1",
        ".5",
        "1.e1",
        "1ex",
        "-a",
        "tru ",
        "nul1",
        "NaN",
        "'a'",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "\u{feff}{}",
        "\u{c}{}",
        "]",
    ];
    for body in bodies {
        check(body.as_bytes(), Err(Unreadable::Malformed));
    }
}

#[test]
fn what_ends_too_soon() {
    for body in [
        "", " ", "{", "[", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":1", "[1,", "\"\\", "\"\\u00", "-",
        "1.", "1e", "1e-", "fals",
    ] {
        check(body.as_bytes(), Err(Unreadable::Truncated));
    }
}
