//! Odd data that the API may answer (docs/api.md): drifting counters, ended rows with a live status, a
//! list that is cut off.

use super::campaign::{Campaign, Scene};
use super::row::{Name, Phone, Row};
use super::stamp::Stamp;
use super::timeline::Timeline;

/// It stands still at 60 %. Each of the first rows has one oddity, the counters are wrong, and a tenth of
/// the rows is missing.
pub(super) fn scene(campaign: &Campaign) -> Scene<'_> {
    let plan = &campaign.plan;
    let stop = plan.when_done(60);
    let timeline = Timeline::reaching(stop, campaign.first, campaign.id.speed);
    let mut batch = campaign.batch("running", timeline.started - 60_000);
    batch.started_at = Some(timeline.started);
    let rows = campaign.size() - campaign.size().div_ceil(10);
    let mut scene = Scene::counted(batch, rows, move |index| {
        let stamp = Stamp::of_row(index);
        let row = Row::planned(plan, index, plan.standing(index, stop), timeline, stamp);
        // At a high speed even the start was less than a second ago.
        odd(row, timeline.started.min(campaign.first - 1_000))
    });
    scene.batch.completed_count = scene.batch.completed_count.saturating_sub(2);
    scene.batch.failed_count += 3;
    scene
}

/// The row with the oddity that belongs to its index, if there is one.
fn odd(row: Row, started: i64) -> Row {
    let named = |text: &str, row: Row| Row { name: Name::Text(text.to_owned()), ..row };
    let numbered = |text, row| Row { phone: Phone::Text(text), ..row };
    match row.index {
        // A live status on a row that has ended (docs/api.md#late-callbacks).
        0 => ended_as("ringing", row, started),
        1 => ended_as("in_progress", row, started),
        2 => Row { name: Name::Absent, ..row },
        3 => Row { name: Name::Null, ..row },
        4 => named("", row),
        5 => named(&"Wolfeschlegelsteinhausenbergerdorff ".repeat(9), row),
        6 => named("👩‍🚀 Ada 🇨🇦 ✨", row),
        7 => named("محمد عبد الله", row),
        8 => named("<img src=x onerror=alert(1)>", row),
        9 => named("Robert\"); \\ \u{202e}evil\u{202c} \t& Sons", row),
        10 => named("=HYPERLINK(\"http://example.invalid\")", row),
        // Two more rows with the number of row 12.
        11 | 13 => Row { phone: Phone::SameAs(12), ..row },
        14 => numbered("(415) 555-0134", row),
        15 => numbered("0171 5550199", row),
        16 => numbered("anonymous", row),
        17 => numbered("", row),
        18 => Row { phone: Phone::Null, ..row },
        19 => backwards(row, started),
        _ => row,
    }
}

fn ended_as(status: &'static str, row: Row, started: i64) -> Row {
    Row { status, attempted_at: Some(started), completed_at: Some(started + 900), ..row }
}

/// Completed before it was attempted, as two servers with different clocks would write it.
fn backwards(row: Row, started: i64) -> Row {
    Row {
        status: "completed",
        attempted_at: Some(started + 500),
        completed_at: Some(started + 300),
        ..row
    }
}
