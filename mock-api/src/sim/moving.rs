//! Campaigns that dial while they are watched: running, scheduled, re-run.

use super::campaign::{Campaign, Scene};
use super::id::Speed;
use super::plan::Standing;
use super::row::Row;
use super::timeline::Timeline;

/// At the first request so many percent of the calls have ended, so that there is something to show.
const DONE_AT_FIRST: usize = 35;
/// How long the last two rows look live after the batch has ended, in wall time
/// (docs/api.md#after-the-end).
const LANDING_LAG: i64 = 1_000;
/// How long a scheduled campaign waits before it starts, in simulated time.
const WAIT: i64 = 120_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Started some time before the first request.
pub(super) fn running(campaign: &Campaign, now: i64) -> Scene<'_> {
    let done = campaign.plan.when_done(DONE_AT_FIRST);
    let timeline = Timeline::reaching(done, campaign.first, campaign.id.speed);
    let elapsed = match campaign.id.speed {
        Speed::Frozen => done,
        Speed::Times(_) => timeline.elapsed(now),
    };
    dialling(campaign, now, timeline, elapsed)
}

/// Run again: the recipients were reset, and `completed_at` was not (docs/api.md#re-runs).
pub(super) fn rerun(campaign: &Campaign, now: i64) -> Scene<'_> {
    let mut scene = running(campaign, now);
    let started = scene.batch.started_at.unwrap_or(now);
    scene.batch.created_at = started - DAY;
    scene.batch.completed_at = scene.batch.completed_at.or(Some(started - DAY + 60 * MINUTE));
    scene
}

/// Waits for its start, and then runs like any other.
pub(super) fn scheduled(campaign: &Campaign, now: i64) -> Scene<'_> {
    let start = match campaign.id.speed {
        Speed::Frozen => campaign.first + DAY,
        Speed::Times(_) => campaign.first + WAIT / campaign.id.speed.factor(),
    };
    let timeline = Timeline::starting(start, campaign.id.speed);
    let started = now >= start && campaign.id.speed != Speed::Frozen;
    let elapsed = if started { timeline.elapsed(now) } else { -1 };
    let mut scene = dialling(campaign, now, timeline, elapsed);
    scene.batch.created_at = campaign.first - 60 * MINUTE;
    scene.batch.send_now = false;
    scene.batch.scheduled_at = Some(start);
    if !started {
        scene.batch.status = "scheduled";
        scene.batch.started_at = None;
        scene.batch.completed_at = None;
        scene.batch.updated_at = scene.batch.created_at;
    }
    scene
}

/// The campaign at a simulated time. It may be over by then.
fn dialling(campaign: &Campaign, now: i64, timeline: Timeline, elapsed: i64) -> Scene<'_> {
    let plan = &campaign.plan;
    let stamp = campaign.stamp();
    let end = timeline.wall(plan.end());
    let frozen = campaign.id.speed == Speed::Frozen;
    let over = !frozen && now >= end && elapsed >= 0;
    let landed = over && now >= end + LANDING_LAG;

    let mut batch = campaign.batch("running", timeline.started - 90_000);
    batch.started_at = Some(timeline.started);
    if over {
        batch.status = "completed";
        batch.completed_at = Some(end);
    }
    Scene::counted(batch, campaign.size(), move |index| {
        let standing = match plan.standing(index, elapsed) {
            // Such a row looks live from its own end on. It must not look ended first and live then.
            Standing::Ended { dialled: Some(since), .. } if !landed && plan.lands_late(index) => {
                Standing::Live { status: "in_progress", since }
            }
            // A time that was rounded down to a millisecond must not keep a row live for ever.
            _ if landed => plan.final_standing(index),
            standing => standing,
        };
        Row::planned(plan, index, standing, timeline, stamp)
    })
}
