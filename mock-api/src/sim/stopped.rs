//! Campaigns that stopped before the first request.

use super::campaign::{Campaign, Scene};
use super::plan::Standing;
use super::row::Row;
use super::timeline::Timeline;

const MINUTE: i64 = 60_000;

/// Paused at 40 %. The calls of that moment went on to their end, and no others were made.
pub(super) fn paused(campaign: &Campaign) -> Scene<'_> {
    let plan = &campaign.plan;
    let stop = plan.when_done(40);
    // This is longer ago than the longest call takes, so that those calls have ended by the first request.
    let timeline = Timeline::reaching(stop, campaign.first - 20 * MINUTE, campaign.id.speed);
    let mut batch = campaign.batch("paused", timeline.started - MINUTE);
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

/// Completed ten minutes ago.
pub(super) fn completed(campaign: &Campaign) -> Scene<'_> {
    let plan = &campaign.plan;
    let end = campaign.first - 10 * MINUTE;
    let timeline = Timeline::reaching(plan.end(), end, campaign.id.speed);
    let mut batch = campaign.batch("completed", timeline.started - MINUTE);
    batch.started_at = Some(timeline.started);
    batch.completed_at = Some(timeline.wall(plan.end()));
    let stamp = campaign.stamp();
    Scene::counted(batch, campaign.size(), move |index| {
        Row::planned(plan, index, plan.final_standing(index), timeline, stamp)
    })
}

/// Cancelled at 45 %. All other rows are canceled, and never get `completed_at`
/// (docs/api.md#late-callbacks).
pub(super) fn cancelled(campaign: &Campaign) -> Scene<'_> {
    cut_off(
        campaign,
        "cancelled",
        45,
        |row| Row { status: "canceled", ..row },
        |row| Row { status: "canceled", ..row },
    )
}

/// Failed at 20 %. The calls of that moment failed with it, and the other rows stay pending.
pub(super) fn failed(campaign: &Campaign) -> Scene<'_> {
    cut_off(
        campaign,
        "failed",
        20,
        |row| row,
        |row| Row {
            status: "failed",
            completed_at: row.attempted_at.map(|at| at + 1),
            error_message: Some("Account balance exhausted"),
            ..row
        },
    )
}

/// A campaign that ended early, twelve minutes ago, when so many percent of the calls had ended. `waiting`
/// and `live` say what became of the rows that were waiting or on the phone.
fn cut_off<'a>(
    campaign: &'a Campaign,
    status: &'static str,
    percent: usize,
    waiting: fn(Row) -> Row,
    live: fn(Row) -> Row,
) -> Scene<'a> {
    let plan = &campaign.plan;
    let stop = plan.when_done(percent);
    let end = campaign.first - 12 * MINUTE;
    let timeline = Timeline::reaching(stop, end, campaign.id.speed);
    let mut batch = campaign.batch(status, timeline.started - MINUTE);
    batch.started_at = Some(timeline.started);
    batch.completed_at = Some(end);
    let stamp = campaign.stamp();
    Scene::counted(batch, campaign.size(), move |index| {
        let standing = plan.standing(index, stop);
        let row = Row::planned(plan, index, standing, timeline, stamp);
        match standing {
            Standing::Waiting => waiting(row),
            Standing::Live { .. } => live(row),
            Standing::Ended { .. } => row,
        }
    })
}
