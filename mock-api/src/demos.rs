//! The campaigns that the demo page offers.

use serde::Serialize;

use crate::auth::DEMO_KEY;
use crate::seed;
use crate::sim::id::{CampaignId, Columns, Speed};
use crate::sim::kind::Kind;

/// One entry of the demo page's menu.
#[derive(Debug, Serialize)]
pub(crate) struct Demo {
    id: String,
    label: &'static str,
    kind: &'static str,
    size: u32,
    api_key: &'static str,
}

/// All campaigns of the menu. The first moves.
pub(crate) fn all() -> Vec<Demo> {
    let example = Demo {
        id: seed::BATCH_ID.to_owned(),
        label: "Appointment reminders, the documented example",
        kind: "seed",
        size: 3,
        api_key: DEMO_KEY,
    };
    let first = demo(Kind::Running, 5, 500, "Running, 500 recipients");
    let simulated = [
        demo(Kind::Running, 10, 60, "Running, 60 recipients, ten times faster than life"),
        demo(Kind::Stalled, 1, 200, "Stalled: nobody is dialled any more"),
        demo(Kind::Stuck, 1, 120, "A call hangs"),
        demo(Kind::CarrierTrouble, 1, 300, "The carrier refuses calls"),
        demo(Kind::Capped, 1, 300, "Slow: two lines at most"),
        demo(Kind::SeveralNights, 1, 800, "Over several nights, a few hours a day"),
        demo(Kind::ClockChange, 1, 300, "Over the night when clocks changed"),
        demo(Kind::Completed, 1, 40, "Completed"),
        demo(Kind::Draft, 1, 25, "Draft, never started"),
        demo(Kind::Scheduled, 4, 30, "Scheduled, starts in half a minute"),
        demo(Kind::OutsideWindow, 1, 80, "Waiting for its calling window"),
        demo(Kind::Paused, 1, 50, "Paused"),
        demo(Kind::Recurring, 1, 30, "Recurring, with its runs"),
        demo(Kind::MixedRuns, 1, 30, "Recurring, with runs that failed or were cancelled"),
        demo(Kind::AllStatuses, 0, 34, "Every status there is"),
        demo(Kind::OddData, 0, 40, "Odd data"),
        demo(Kind::Empty, 0, 0, "No recipients"),
    ];
    [first, example].into_iter().chain(simulated).collect()
}

fn demo(kind: Kind, speed: u16, size: u32, label: &'static str) -> Demo {
    let speed = if speed == 0 { Speed::Frozen } else { Speed::Times(speed) };
    let id = CampaignId { kind, seed: 1, columns: Columns::All, speed, size };
    Demo { id: id.to_string(), label, kind: kind.name(), size, api_key: DEMO_KEY }
}
