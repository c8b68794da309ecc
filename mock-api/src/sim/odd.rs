//! Data as it should not be, and is (traps 5 and 7; rows cut off by the server).

use super::campaign::{Campaign, Scene};
use super::row::{Name, Phone, Row};
use super::stamp::Stamp;
use super::timeline::Timeline;

/// Stands still at 60 %. The first rows are odd, one oddity each; the counters have drifted; a tenth
/// of the rows is missing.
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
        // At a high speed the start itself is a moment ago.
        odd(row, timeline.started.min(campaign.first - 1_000))
    });
    scene.batch.completed_count = scene.batch.completed_count.saturating_sub(2);
    scene.batch.failed_count += 3;
    scene
}

/// The row, with the oddity of its index if it has one.
fn odd(row: Row, started: i64) -> Row {
    let named = |text: &str, row: Row| Row { name: Name::Text(text.to_owned()), ..row };
    let numbered = |text, row| Row { phone: Phone::Text(text), ..row };
    match row.index {
        // A late callback put a live status on a row that has ended (trap 7).
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
        // Two more with the number of row 12.
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

/// Completed before it was attempted: two servers' clocks.
fn backwards(row: Row, started: i64) -> Row {
    Row {
        status: "completed",
        attempted_at: Some(started + 500),
        completed_at: Some(started + 300),
        ..row
    }
}
