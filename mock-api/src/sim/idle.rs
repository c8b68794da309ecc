//! Campaigns that place no calls: draft, overdue, outside the window, empty.

use super::batch::{EVERY_DAY, Window};
use super::campaign::{Campaign, Scene};
use super::row::Row;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// Created and never started (docs/api.md#drafts).
pub(super) fn draft(campaign: &Campaign) -> Scene<'_> {
    let mut batch = campaign.batch("draft", campaign.first - 30 * MINUTE);
    batch.send_now = false;
    batch.window = Window::office(true);
    Scene::counted(batch, campaign.size(), waiting(campaign))
}

/// Scheduled for a time that has passed.
pub(super) fn overdue(campaign: &Campaign) -> Scene<'_> {
    let mut batch = campaign.batch("scheduled", campaign.first - 3 * HOUR);
    batch.send_now = false;
    batch.scheduled_at = Some(campaign.first - 15 * MINUTE);
    Scene::counted(batch, campaign.size(), waiting(campaign))
}

/// Running outside its calling window, which opens in some hours (docs/api.md#calling-window). The window
/// moves with `now`, hour by hour, so that it is closed at any time.
pub(super) fn outside_window(campaign: &Campaign, now: i64) -> Scene<'_> {
    let mut batch = campaign.batch("running", campaign.first - 21 * MINUTE);
    let start_hour = (now.div_euclid(HOUR) + 3).rem_euclid(24);
    batch.started_at = Some(campaign.first - 20 * MINUTE);
    batch.window = Window {
        start_hour,
        // A window that starts later than it ends never opens, so it must not cross midnight.
        end_hour: (start_hour + 4).min(23),
        end_minute: if start_hour + 4 > 23 { 59 } else { 0 },
        days: &EVERY_DAY,
        with_seconds: false,
    };
    Scene::counted(batch, campaign.size(), waiting(campaign))
}

/// A campaign without recipients.
pub(super) fn empty(campaign: &Campaign) -> Scene<'_> {
    let mut batch = campaign.batch("completed", campaign.first - 10 * MINUTE);
    batch.total_recipients = 0;
    batch.started_at = Some(campaign.first - 9 * MINUTE);
    batch.completed_at = Some(campaign.first - 9 * MINUTE + 400);
    Scene::counted(batch, 0, waiting(campaign))
}

/// All recipients are pending.
pub(super) fn waiting(campaign: &Campaign) -> impl Fn(usize) -> Row + '_ {
    let stamp = campaign.stamp();
    move |index| Row::waiting(index, stamp)
}
