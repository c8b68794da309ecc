//! The element class's side of one element, and what it is told.

use super::evidence::Alarm;
use campaign::domain::{Phase, RecipientStatus, Tallies};
use campaign::table::Row;
use campaign::view_state::ViewState;
use campaign::widget::HostEvent;
use js_sys::{Array, Object, Promise};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::Request;

#[wasm_bindgen]
extern "C" {
    /// The class `Host` of `embed/core/host.js`. It holds the element weakly: the wasm holds it
    /// strongly, and must not keep a removed element.
    #[derive(Clone)]
    pub type Host;

    /// The widget begins to handle an event: should it trap, this element is to blame.
    #[wasm_bindgen(method)]
    pub(super) fn working(this: &Host);

    #[wasm_bindgen(method, catch)]
    fn ready(this: &Host) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn update(this: &Host, detail: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = stateChange)]
    fn state_change(this: &Host, from: &str, to: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn complete(this: &Host, detail: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn error(this: &Host, detail: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn attention(this: &Host, detail: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = viewChange)]
    fn view_change(this: &Host, detail: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = recipientClick)]
    fn recipient_click(this: &Host, detail: &JsValue) -> Result<(), JsValue>;

    /// A line in the console for the page's author. The same line is printed once.
    #[wasm_bindgen(method)]
    pub(super) fn warn(this: &Host, text: &str);

    /// The codes of the languages besides English.
    #[wasm_bindgen(method)]
    pub(super) fn languages(this: &Host) -> Vec<String>;

    /// Promises the texts of one of them.
    #[wasm_bindgen(method, catch)]
    pub(super) fn texts(this: &Host, code: &str) -> Result<Promise, JsValue>;

    /// Sends a question for a campaign, or gives an answer that came already: to a question that was
    /// asked ahead of the wasm, or of another tab unless it must be new. Calls the function given if
    /// the answer costs a request of this page's.
    #[wasm_bindgen(method, catch)]
    pub(super) fn send(
        this: &Host,
        request: &Request,
        must_be_new: bool,
        goes_out: &JsValue,
    ) -> Result<Promise, JsValue>;

    /// Promises a worker that runs, with its engine; rejects where the page refuses workers.
    #[wasm_bindgen(method, catch, js_name = startWorker)]
    pub(super) fn start_worker(this: &Host) -> Result<Promise, JsValue>;
}

#[derive(Serialize)]
struct Update {
    tallies: TallyDetail,
    changed: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TallyDetail {
    total: u32,
    dialled: u32,
    answered: u32,
    not_answered: u32,
    not_called: u32,
    live: u32,
    waiting: u32,
    unknown: u32,
    ended_late: u32,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    by_status: Object,
}

#[derive(Serialize)]
struct Complete<'a> {
    status: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failed<'a> {
    kind: &'a str,
    status: Option<u16>,
    retry_in_ms: Option<i64>,
}

#[derive(Serialize)]
struct Attention {
    #[serde(flatten)]
    alarm: Alarm,
    raised: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ViewChange<'a> {
    view_state: &'a ViewState,
}

#[derive(Serialize)]
struct RecipientClick<'a> {
    recipient: Recipient<'a>,
}

/// As masked on the screen.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Recipient<'a> {
    id: &'a str,
    name: Option<&'a str>,
    phone_number: &'a str,
    status: &'a str,
    call_record_id: Option<&'a str>,
}

/// Tells the element class what happened, for the page.
pub(super) fn tell(host: &Host, event: &HostEvent) {
    let told = match event {
        HostEvent::Ready => host.ready(),
        HostEvent::Update { tallies, changed } => {
            host.update(&detail(&Update { tallies: TallyDetail::of(tallies), changed: *changed }))
        }
        HostEvent::StateChange { from, to } => host.state_change(from.key(), to.key()),
        HostEvent::ViewChange(view_state) => host.view_change(&detail(&ViewChange { view_state })),
        HostEvent::RecipientClick(row) => {
            host.recipient_click(&detail(&RecipientClick { recipient: recipient(row) }))
        }
        HostEvent::Complete { status } => {
            host.complete(&detail(&Complete { status: status.key() }))
        }
        HostEvent::AttentionNeeded(it) => {
            host.attention(&detail(&Attention { alarm: Alarm::of(it), raised: true }))
        }
        HostEvent::AttentionOver(it) => {
            host.attention(&detail(&Attention { alarm: Alarm::of(it), raised: false }))
        }
        HostEvent::Error { kind, status, retry_in } => {
            let retry_in_ms = retry_in.map(|span| span.0);
            host.error(&detail(&Failed { kind: kind.key(), status: *status, retry_in_ms }))
        }
    };
    // The browser reports to the page what its listeners throw; what is thrown here is no concern of
    // the campaign's.
    drop(told);
}

/// As a plain object; what is not there is null.
pub(super) fn detail(value: &impl Serialize) -> JsValue {
    value.serialize(&Serializer::json_compatible()).unwrap_or_default()
}

impl TallyDetail {
    pub(super) fn of(tallies: &Tallies) -> Self {
        Self {
            total: tallies.total,
            dialled: tallies.dialled,
            answered: tallies.in_phase(Phase::Answered),
            not_answered: tallies.in_phase(Phase::NotAnswered),
            not_called: tallies.in_phase(Phase::NotCalled),
            live: tallies.in_phase(Phase::Live),
            waiting: tallies.in_phase(Phase::Waiting),
            unknown: tallies.in_phase(Phase::Unknown),
            ended_late: tallies.with_status(&RecipientStatus::Ended),
            by_status: by_status(tallies),
        }
    }
}

/// Counts by the API's words and no others, whatever those are: as entries, since to set `__proto__` would make
/// no property.
fn by_status(tallies: &Tallies) -> Object {
    let all = tallies.by_status().into_iter();
    let of_the_api = all.filter(|(status, _)| **status != RecipientStatus::Ended);
    let entries: Array = of_the_api
        .map(|(status, count)| Array::of2(&JsValue::from(status.key()), &JsValue::from(count)))
        .collect();
    Object::from_entries(&entries).unwrap_or_default()
}

fn recipient(row: &Row) -> Recipient<'_> {
    Recipient {
        id: &row.id,
        name: row.name.as_deref(),
        phone_number: &row.number,
        status: row.status.key(),
        call_record_id: row.call_record.as_deref(),
    }
}
