//! Campaigns that run and need a person: stalled, with a call that hangs, with a carrier that refuses calls.

use super::campaign::{Campaign, Scene};
use super::id::Speed;
use super::moving;
use super::plan::Standing;
use super::row::Row;
use super::timeline::Timeline;

const MINUTE: i64 = 60_000;
/// When the dialler of a stalled campaign stopped, before the first request.
const QUIET: i64 = 25 * MINUTE;
/// Since when the call hangs, before the first request.
const HANGS: i64 = 40 * MINUTE;
/// The recipient of that call.
const HANGING: usize = 3;
/// So many percent of the calls had ended when the carrier began to refuse them.
const TROUBLE_AT: usize = 25;
/// How long a refused call takes, in simulated time.
const REFUSED_AFTER: i64 = 1_200;

/// It says that it runs, and dials nobody any more. The calls of that moment went on to their end.
pub(super) fn stalled(campaign: &Campaign) -> Scene<'_> {
    let plan = &campaign.plan;
    let stop = plan.when_done(35);
    let timeline = Timeline::reaching(stop, campaign.first - QUIET, campaign.id.speed);
    let mut batch = campaign.batch("running", timeline.started - MINUTE);
    batch.started_at = Some(timeline.started);
    let stamp = campaign.stamp();
    Scene::counted(batch, campaign.size(), move |index| {
        let standing = match plan.standing(index, stop) {
            Standing::Live { .. } => plan.final_standing(index),
            standing => standing,
        };
        Row::planned(plan, index, standing, timeline, stamp)
    })
}

/// One call never ends, and so the campaign does not either.
pub(super) fn stuck(campaign: &Campaign, now: i64) -> Scene<'_> {
    let scene = moving::running(campaign, now);
    let since = campaign.first - HANGS;
    let mut scene = changed(scene, move |row| match row.index {
        HANGING => {
            let live = Row { status: "in_progress", attempted_at: Some(since), ..row };
            Row { completed_at: None, error_message: None, ..live }
        }
        _ => row,
    });
    let started = scene.batch.started_at.map_or(since, |at| at.min(since));
    scene.batch.started_at = Some(started);
    scene.batch.created_at = scene.batch.created_at.min(started - MINUTE);
    scene.batch.status = "running";
    scene.batch.completed_at = None;
    scene
}

/// From some moment on the carrier refuses every call.
pub(super) fn carrier(campaign: &Campaign, now: i64) -> Scene<'_> {
    let plan = &campaign.plan;
    let timeline = Timeline::reaching(plan.when_done(35), campaign.first, campaign.id.speed);
    let since = timeline.wall(plan.when_done(TROUBLE_AT));
    let takes = REFUSED_AFTER / campaign.id.speed.factor();
    let now = if campaign.id.speed == Speed::Frozen { campaign.first } else { now };
    changed(moving::running(campaign, now), move |row| {
        let refused_at = row.attempted_at.filter(|at| *at >= since).map(|at| at + takes);
        match refused_at.filter(|at| *at <= now) {
            Some(at) => Row {
                status: "failed",
                completed_at: Some(at),
                error_message: Some("SIP 503: carrier rejected the call"),
                ..row
            },
            None => row,
        }
    })
}

/// The scene with other rows, and counters that agree with them.
fn changed<'a>(scene: Scene<'a>, change: impl Fn(Row) -> Row + 'a) -> Scene<'a> {
    let Scene { mut batch, rows, row, runs, wrapped } = scene;
    (batch.completed_count, batch.failed_count) = (0, 0);
    Scene { runs, wrapped, ..Scene::counted(batch, rows, move |index| change(row(index))) }
}
