//! A campaign that repeats daily. Its own recipients stay pending for ever, and its progress is in `runs`
//! (docs/api.md#recurring-campaigns).

use super::batch::{Recurrence, Window};
use super::campaign::{Campaign, Scene};
use super::id::{CampaignId, Speed};
use super::idle;
use super::json::Json;
use super::kind::Kind;
use super::plan;
use super::stamp::Stamp;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

pub(super) fn parent(campaign: &Campaign) -> Scene<'_> {
    let runs = 20 - u32::from(campaign.id.seed) % 20;
    let mut batch = campaign.batch("recurring", campaign.first - i64::from(runs) * DAY);
    batch.send_now = false;
    batch.window = Window::office(false);
    batch.recurrence = Some(Recurrence { runs_so_far: runs, most_runs: 30 });
    let mut json = Json::with_capacity(8_192);
    json.raw(b"[");
    for occurrence in (1..=runs).rev() {
        write_run(&mut json, campaign, occurrence, runs - occurrence);
    }
    json.raw(b"]");
    let scene = Scene::counted(batch, campaign.size(), idle::waiting(campaign));
    Scene { runs: Some(json.into_bytes()), ..scene }
}

/// What became of the run of some days ago.
fn kind_of_run(parent: Kind, days_ago: u32) -> Kind {
    match (parent, days_ago) {
        (_, 0) => Kind::Running,
        (Kind::MixedRuns, 2) => Kind::Failed,
        (Kind::MixedRuns, 3 | 7) => Kind::Cancelled,
        _ => Kind::Completed,
    }
}

/// Writes the run of some days ago. Its id describes a campaign of its own, whose clock starts at the first
/// request for it.
fn write_run(json: &mut Json, campaign: &Campaign, occurrence: u32, days_ago: u32) {
    let today = days_ago == 0;
    let kind = kind_of_run(campaign.id.kind, days_ago);
    let id = CampaignId {
        kind,
        seed: u8::try_from(occurrence).unwrap_or(0),
        speed: if today { campaign.id.speed } else { Speed::Times(1) },
        ..campaign.id
    };
    let (completed, failed) = plan::final_counts(id);
    let started = campaign.first - 25 * MINUTE - i64::from(days_ago) * DAY;
    let stamp = Stamp::Micros;
    json.next().raw(b"{").key("id").text(&id.to_string());
    json.key("occurrence_number").number(occurrence.into());
    json.key("status").text(kind.name());
    stamp.write(json.key("started_at"), started);
    if today {
        json.key("completed_at").null();
    } else {
        stamp.write(json.key("completed_at"), started + 70 * MINUTE);
    }
    let percent = match kind {
        Kind::Running => 33,
        Kind::Cancelled => 45,
        Kind::Failed => 20,
        _ => 100,
    };
    json.key("completed_count").number((completed * percent / 100).into());
    json.key("failed_count").number((failed * percent / 100).into());
    json.key("total_recipients").number(campaign.id.size.into()).raw(b"}");
}
