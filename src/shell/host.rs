//! To and from the host page: its configuration, and what it is told.

use super::clock;
use super::driver::Given;
use super::functions::Functions;
use crate::object::object;
use crate::text::Zone;
use campaign::config::RawConfig;
use campaign::domain::Phase;
use campaign::domain::Tallies;
use campaign::secret::ApiKey;
use campaign::table::{Mask, Row};
use campaign::time::Span;
use campaign::widget::HostEvent;
use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What the host page set.
pub(super) struct HostConfig {
    pub(super) raw: RawConfig,
    pub(super) look: Look,
}

/// How to write, and what to draw: texts in the order of [`LOOK`]. Another look draws the screen anew.
pub(super) type Look = [Option<String>; 7];

/// The names of a [`Look`]'s texts.
const LOOK: [&str; 7] =
    ["lang", "messages", "timeZone", "windowTimeZone", "dialFee", "columns", "callUrl"];

/// Reads the object of `configure`.
pub(super) fn read_config(config: &JsValue, given: &mut Given) -> HostConfig {
    let value = |name: &str| Reflect::get(config, &name.into()).unwrap_or_default();
    let text = |name: &str| value(name).as_string();
    // Those of before end when these are there: one that stays keeps its number.
    let mut functions = Functions::default();
    let mut number = |name| value(name).dyn_into().ok().map(|function| functions.add(function));
    let (load, token) = (number("load"), number("token"));
    given.functions = functions;
    given.window_zone = text("windowTimeZone").map(|name| Zone::new(Some(&name)));
    HostConfig {
        raw: RawConfig {
            batch_id: text("batchId"),
            endpoint: text("endpoint"),
            src: text("src"),
            refresh_interval: text("refreshInterval"),
            hourly_budget: text("hourlyBudget"),
            mask: Mask::parse(&text("mask").unwrap_or_default()),
            api_key: text("apiKey").and_then(|key| ApiKey::new(&key)),
            load,
            token,
            shift: Span(clock::of(value("shift").as_f64().unwrap_or_default()).0),
        },
        look: LOOK.map(text),
    }
}

/// Calls the host's `emit(name)`.
pub(super) fn note(emit: &Function, name: &str) {
    let _ = emit.call1(&JsValue::UNDEFINED, &name.into());
}

/// Calls the host's `emit(name, detail)`.
pub(super) fn tell(emit: &Function, event: &HostEvent) {
    let (name, detail) = match event {
        HostEvent::Ready => ("ready", object(&[])),
        HostEvent::Update { tallies, changed } => (
            "update",
            object(&[("tallies", tally_object(tallies)), ("changed", JsValue::from(*changed))]),
        ),
        HostEvent::StateChange { from, to } => {
            ("statechange", object(&[("from", from.key().into()), ("to", to.key().into())]))
        }
        HostEvent::RecipientClick(row) => {
            ("recipient-click", object(&[("recipient", recipient_object(row))]))
        }
        HostEvent::Complete { status } => ("complete", object(&[("status", status.key().into())])),
        HostEvent::Error { kind, status, retry_in } => (
            "error",
            object(&[
                ("kind", kind.key().into()),
                ("status", status.map_or(JsValue::NULL, JsValue::from)),
                ("retryInMs", retry_in.map_or(JsValue::NULL, number)),
            ]),
        ),
    };
    // What the host page's listeners throw, the browser reports to the page; it is not ours.
    let _ = emit.call2(&JsValue::UNDEFINED, &name.into(), &detail);
}

/// `{ total, dialled, answered, notAnswered, live, waiting, unknown, byStatus: { busy: 1 } }`.
fn tally_object(tallies: &Tallies) -> JsValue {
    let count = |phase| JsValue::from(tallies.in_phase(phase));
    let by_status: Vec<_> =
        tallies.by_status.iter().map(|(status, count)| (status.key(), (*count).into())).collect();
    object(&[
        ("total", tallies.total.into()),
        ("dialled", tallies.dialled.into()),
        ("answered", count(Phase::Answered)),
        ("notAnswered", count(Phase::NotAnswered)),
        ("live", count(Phase::Live)),
        ("waiting", count(Phase::Waiting)),
        ("unknown", count(Phase::Unknown)),
        ("byStatus", object(&by_status)),
    ])
}

/// `{ id, name, phoneNumber, status, callRecordId }`, masked as on the screen; what is not there is null.
fn recipient_object(row: &Row) -> JsValue {
    let text = |text: Option<&str>| text.map_or(JsValue::NULL, JsValue::from);
    object(&[
        ("id", text(Some(&row.id))),
        ("name", text(row.name.as_deref())),
        ("phoneNumber", text(Some(&row.number))),
        ("status", text(Some(row.status.key()))),
        ("callRecordId", text(row.call_record.as_deref())),
    ])
}

/// Seven values for each row: name, number, status, when it was dialled, when it ended, how long that
/// took, call record.
pub(super) fn cells(rows: &[Row]) -> Array {
    let cells = Array::new();
    for row in rows {
        let text = |text: Option<&str>| text.map_or(JsValue::UNDEFINED, JsValue::from);
        let time = |at: Option<i64>| at.map_or(JsValue::UNDEFINED, |at| number(Span(at)));
        for cell in [
            text(row.name.as_deref()),
            text(Some(&row.number)),
            text(serde_json::to_string(&row.status).ok().as_deref()),
            time(row.attempted.map(|at| at.0)),
            time(row.ended.map(|at| at.0)),
            time(row.dial_to_end.map(|span| span.0)),
            text(row.call_record.as_deref()),
        ] {
            cells.push(&cell);
        }
    }
    cells
}

#[expect(clippy::cast_precision_loss, reason = "times of this era are far below 2^53")]
fn number(span: Span) -> JsValue {
    JsValue::from(span.0 as f64)
}
