//! Campaigns that dial while they are watched: running, scheduled, re-run.

use super::campaign::{Campaign, Scene};
use super::id::Speed;
use super::plan::Standing;
use super::row::Row;
use super::timeline::Timeline;

/// A campaign is entered when this share has ended, so that the first view has something to show.
const DONE_AT_FIRST: usize = 35;
/// How long after the batch's own end its last two rows still look live (trap 11), in wall time.
const LANDING_LAG: i64 = 1_000;
/// How long a scheduled campaign lets itself be watched before it starts, in simulated time.
const WAIT: i64 = 120_000;
const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// Running since some time before the first request.
pub(super) fn running(campaign: &Campaign, now: i64) -> Scene<'_> {
    let done = campaign.plan.when_done(DONE_AT_FIRST);
    let timeline = Timeline::reaching(done, campaign.first, campaign.id.speed);
    let elapsed = match campaign.id.speed {
        Speed::Frozen => done,
        Speed::Times(_) => timeline.elapsed(now),
    };
    dialling(campaign, now, timeline, elapsed)
}

/// Running again: its recipients were reset, its `completed_at` was not (trap 6).
pub(super) fn rerun(campaign: &Campaign, now: i64) -> Scene<'_> {
    let mut scene = running(campaign, now);
    let started = scene.batch.started_at.unwrap_or(now);
    scene.batch.created_at = started - DAY;
    scene.batch.completed_at = scene.batch.completed_at.or(Some(started - DAY + 60 * MINUTE));
    scene
}

/// Waits a little, then runs like any other.
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

/// The campaign at simulated `elapsed`; at `now` it may be over.
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
            // From their own end on, not only from the batch's: an ended row must not come back.
            Standing::Ended { dialled: Some(since), .. } if !landed && plan.lands_late(index) => {
                Standing::Live { status: "in_progress", since }
            }
            // What was rounded down to a wall millisecond must not hang for ever.
            _ if landed => plan.final_standing(index),
            standing => standing,
        };
        Row::planned(plan, index, standing, timeline, stamp)
    })
}
