//! The batch-calls API, simulated over real HTTP on loopback.
//!
//! Where to start: [`serve`] binds and serves, [`Config`] says where and how strictly. `router`
//! shows every path, `vendor` is the endpoint itself, `control` what tests use besides. The
//! campaigns are in `sim`: what an id means in `sim/id`, what the kinds do in `sim/kind`. Faults are
//! named in `fault` and acted out in `fault_answer`.
//!
//! # Campaigns
//! The id of the documented example answers the example, byte for byte. Every other campaign is
//! spelled in its id: `ca11KKSS-CCCC-4VVV-8000-NNNNNNNNNNNN`, with
//!
//! | Part | Meaning |
//! |---|---|
//! | `KK` | kind, hexadecimal |
//! | `SS` | seed, hexadecimal: other people, other outcomes |
//! | `CCCC` | `0000` every vendor column, `0001` those of the documented example |
//! | `VVV` | speed, hexadecimal: `001` real time, `03c` sixty times faster, `000` frozen |
//! | `N…` | recipients, in decimal digits, at most 100000 |
//!
//! | `KK` | Kind | What it does |
//! |---|---|---|
//! | `00` | running | 35 % done at first sight, dials on to the end |
//! | `01` | draft | never dials, `send_now` false |
//! | `02` | scheduled | starts two simulated minutes after first sight (frozen: tomorrow) |
//! | `03` | scheduled-overdue | should have started 15 minutes ago, never does |
//! | `04` | paused | stopped at 40 %, the rest pending |
//! | `05` | completed | ended ten minutes ago |
//! | `06` | cancelled | stopped at 45 %, the rest canceled without `completed_at` |
//! | `07` | failed | broke at 20 %, the rest pending |
//! | `08` | recurring | a parent: own recipients pending for ever, 20 - `SS` % 20 runs |
//! | `09` | re-run | running, with `completed_at` left over from the run before |
//! | `0a` | outside-window | running, calling window closed, everybody waiting |
//! | `0b` | all-statuses | every status and synonym, an unknown one, an unknown field |
//! | `0c` | odd-data | drifting counters, missing rows, odd names and numbers |
//! | `0d` | wrapped | running, inside `{"data":{...}}` |
//! | `0e` | empty | completed, no recipients |
//!
//! A campaign's clock starts at the first request for its id. Its outcomes follow from seed and size
//! alone. Speed compresses: simulated durations are divided by it before they become timestamps, so
//! every timestamp lies in the viewer's past and a minute's call at speed 60 takes a second.
//!
//! # Non-goals
//! It places no calls, keeps nothing on disk, and knows only the action `get`.

mod config;
mod limits;

mod router;
mod server;

mod auth;
mod batch_id;
mod cors;
mod errors;
mod vendor;

mod demos;
pub mod seed;
mod sim;
mod state;

mod fault;
mod fault_answer;
mod trickle;

mod control;
mod log;
mod observe;

mod clock;

pub use auth::DEMO_KEY;
pub use config::Config;
pub use limits::Limits;
pub use router::router;
pub use server::{Running, serve};

/// How ids and faults are spelled, for `--help`.
pub fn help() -> String {
    format!("{}\n{}", sim::id::help(), fault::help())
}
