//! `insights`: what the screen shows, as data for the page (`package/types/details.d.ts` has the same). Times are ISO
//! texts in UTC, spans are milliseconds. It is made of the same view as the screen, whenever the page reads it.

use super::evidence::Alarm;
use super::host::{TallyDetail, detail};
use crate::text::locale::iso;
use campaign::domain::Phase;
use campaign::insight::eta::{Eta, Left};
use campaign::insight::lengths::Lengths;
use campaign::time::{Millis, Span};
use campaign::view::{Deadline, View};
use campaign::widget::Widget;
use serde::Serialize;
use wasm_bindgen::JsValue;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Insights<'a> {
    status: &'a str,
    received_at: String,
    eta: Option<EtaDetail>,
    deadline: Option<DeadlineDetail>,
    answer_rate: AnswerRate,
    call_lengths: CallLengths,
    concurrency: Concurrency,
    attention: Vec<Alarm>,
    tallies: TallyDetail,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EtaDetail {
    at: String,
    earliest: String,
    latest: String,
    per_hour: u32,
    left: Option<LeftDetail>,
}

#[derive(Serialize)]
struct LeftDetail {
    about: u32,
    closes: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DeadlineDetail {
    finish_by: String,
    needed_per_hour: Option<u32>,
}

#[derive(Serialize)]
struct AnswerRate {
    answered: u32,
    ended: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CallLengths {
    count: u32,
    at_once: u32,
    median_ms: Option<i64>,
    mean_ms: Option<i64>,
    p90_ms: Option<i64>,
    longest_ms: Option<i64>,
}

#[derive(Serialize)]
struct Concurrency {
    live: u32,
    peak: u32,
    limit: Option<u32>,
}

/// Of what is on the screen; undefined where there is no campaign.
pub(super) fn insights(view: &View, widget: &Widget) -> JsValue {
    let Some(campaign) = view.campaign() else { return JsValue::UNDEFINED };
    let (batch, tallies) = (&campaign.overview.batch, &campaign.overview.tallies);
    let calls = &campaign.overview.calls;
    let live = tallies.in_phase(Phase::Live);
    detail(&Insights {
        status: batch.status.key(),
        received_at: iso(received_at(view)),
        eta: campaign.eta.as_ref().map(eta),
        deadline: campaign.deadline.map(|Deadline { finish_by, needed }| DeadlineDetail {
            finish_by: iso(finish_by),
            needed_per_hour: needed,
        }),
        answer_rate: AnswerRate {
            answered: tallies.in_phase(Phase::Answered),
            ended: tallies.ended_calls(),
        },
        call_lengths: call_lengths(&calls.progress.lengths),
        // Calls whose start the API did not send are not in the peak.
        concurrency: Concurrency {
            live,
            peak: calls.concurrency.peak.max(live),
            limit: batch.max_concurrency,
        },
        attention: widget.attention().iter().map(Alarm::of).collect(),
        tallies: TallyDetail::of(tallies),
    })
}

/// By the viewer's clock.
fn received_at(view: &View) -> Millis {
    view.viewers_time - view.freshness.age.unwrap_or_default()
}

fn eta(eta: &Eta) -> EtaDetail {
    EtaDetail {
        at: iso(eta.at),
        earliest: iso(eta.earliest),
        latest: iso(eta.latest),
        per_hour: eta.per_hour,
        left: eta.left.map(|Left { about, closes }| LeftDetail { about, closes: iso(closes) }),
    }
}

fn call_lengths(lengths: &Lengths) -> CallLengths {
    let millis = |span: Option<Span>| span.map(|it| it.0);
    CallLengths {
        count: lengths.count(),
        at_once: lengths.at_once(),
        median_ms: millis(lengths.quantile(0.5)),
        mean_ms: millis(lengths.mean()),
        p90_ms: millis(lengths.quantile(0.9)),
        longest_ms: millis(lengths.longest()),
    }
}
