//! Campaigns that go on over nights: one of several days, and one in the night when clocks change.

use super::batch::{EVERY_DAY, Window};
use super::campaign::{Campaign, Scene};
use super::id::Speed;
use super::plan::Standing;
use super::row::Row;
use super::timeline::Timeline;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 2024-03-31T01:25:00Z: 25 minutes before, clocks of Europe went from two to three.
const AFTER_THE_CHANGE: i64 = 1_711_848_300_000;

/// Dials on one line, and only in the window, which opened an hour before the first request and on the day before.
pub(super) fn several(campaign: &Campaign, now: i64) -> Scene<'_> {
    let plan = &campaign.plan;
    let (first, speed) = (campaign.first, campaign.id.speed);
    let window = window(first);
    let opens = first.div_euclid(DAY) * DAY + window.start_hour * HOUR;
    let open = (window.end_hour - window.start_hour) * HOUR + window.end_minute * MINUTE;
    let timeline = Timeline::nightly(opens - DAY, open, speed);
    let now = if speed == Speed::Frozen { first } else { now };
    let elapsed = timeline.elapsed(now);
    let over = elapsed >= plan.end();
    let mut batch = campaign.batch("running", timeline.started - MINUTE);
    batch.started_at = Some(timeline.started);
    batch.window = window;
    if over {
        batch.status = "completed";
        batch.completed_at = Some(timeline.wall(plan.end()));
    }
    let stamp = campaign.stamp();
    Scene::counted(batch, campaign.size(), move |index| {
        // A call goes on where the window closes.
        let ends = ends(plan.final_standing(index), timeline);
        let standing = match plan.standing(index, elapsed) {
            Standing::Live { .. } if ends.is_some_and(|at| at <= now) => plan.final_standing(index),
            standing => standing,
        };
        let row = Row::planned(plan, index, standing, timeline, stamp);
        Row { completed_at: row.completed_at.map(|at| ends.unwrap_or(at)), ..row }
    })
}

/// When the call of a recipient ends that begins in the window.
fn ends(finally: Standing, timeline: Timeline) -> Option<i64> {
    match finally {
        Standing::Ended { dialled: Some(start), at: Some(end), .. } => {
            Some(timeline.wall(start) + timeline.span(end - start))
        }
        _ => None,
    }
}

/// Four hours around a moment, or as many as the day has.
fn window(around: i64) -> Window {
    let hour = around.rem_euclid(DAY) / HOUR;
    let end_hour = (hour + 3).min(23);
    Window {
        start_hour: (hour - 1).max(0),
        end_hour,
        // A window that starts later than it ends never opens, so it must not cross midnight.
        end_minute: if hour + 3 > 23 { 59 } else { 0 },
        days: &EVERY_DAY,
        with_seconds: false,
    }
}

/// Completed in the night of 31 March 2024, a part of it before clocks of Europe changed and a part after.
pub(super) fn clock_change(campaign: &Campaign) -> Scene<'_> {
    let plan = &campaign.plan;
    let timeline = Timeline::reaching(plan.end(), AFTER_THE_CHANGE, campaign.id.speed);
    let mut batch = campaign.batch("completed", timeline.started - DAY);
    batch.started_at = Some(timeline.started);
    batch.completed_at = Some(timeline.wall(plan.end()));
    let stamp = campaign.stamp();
    Scene::counted(batch, campaign.size(), move |index| {
        Row::planned(plan, index, plan.final_standing(index), timeline, stamp)
    })
}
