//! Campaigns that place no calls: draft, overdue, outside the window, empty.

use super::batch::{EVERY_DAY, Window};
use super::campaign::{Campaign, Scene};
use super::row::Row;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Created, never started (trap 12).
pub(super) fn draft(campaign: &Campaign) -> Scene<'_> {
    let mut batch = campaign.batch("draft", campaign.first - 30 * MINUTE);
    batch.send_now = false;
    batch.window = Window::office(true);
    Scene::counted(batch, campaign.size(), waiting(campaign))
}

/// Should have started a while ago.
pub(super) fn overdue(campaign: &Campaign) -> Scene<'_> {
    let mut batch = campaign.batch("scheduled", campaign.first - 3 * HOUR);
    batch.send_now = false;
    batch.scheduled_at = Some(campaign.first - 15 * MINUTE);
    Scene::counted(batch, campaign.size(), waiting(campaign))
}

/// Running, but nobody may be called for some hours (trap 3). The window moves along with `now`,
/// hour by hour, so that a server that stays up for days still shows it closed.
pub(super) fn outside_window(campaign: &Campaign, now: i64) -> Scene<'_> {
    let mut batch = campaign.batch("running", campaign.first - 21 * MINUTE);
    let start_hour = (now.div_euclid(HOUR) + 3).rem_euclid(24);
    batch.started_at = Some(campaign.first - 20 * MINUTE);
    batch.window = Window {
        start_hour,
        // A window must not cross midnight: start later than end never opens.
        end_hour: (start_hour + 4).min(23),
        end_minute: if start_hour + 4 > 23 { 59 } else { 0 },
        days: &EVERY_DAY,
        with_seconds: false,
    };
    Scene::counted(batch, campaign.size(), waiting(campaign))
}

/// Nobody to call.
pub(super) fn empty(campaign: &Campaign) -> Scene<'_> {
    let mut batch = campaign.batch("completed", campaign.first - 10 * MINUTE);
    batch.total_recipients = 0;
    batch.started_at = Some(campaign.first - 9 * MINUTE);
    batch.completed_at = Some(campaign.first - 9 * MINUTE + 400);
    Scene::counted(batch, 0, waiting(campaign))
}

/// Everybody pending.
pub(super) fn waiting(campaign: &Campaign) -> impl Fn(usize) -> Row + '_ {
    let stamp = campaign.stamp();
    move |index| Row::waiting(index, stamp)
}
