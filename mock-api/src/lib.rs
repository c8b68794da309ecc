//! The batch-calls API, simulated over real HTTP on loopback.
//!
//! Where to start: [`serve`] starts a server with a [`Config`]. `router` has every path, `vendor` is the
//! API's endpoint, and `control` has the endpoints for tests. The campaigns are in `sim`: `sim/id` says
//! what an id means, and `sim/kind` lists the kinds. `fault` names the faults, and `fault_answer` makes
//! their answers. docs/api.md says what is known of the real API.
//!
//! # Campaigns
//! The id of the documented example answers with the example, byte for byte. The id of every other
//! campaign describes it: `ca11KKSS-CCCC-4VVV-8000-NNNNNNNNNNNN`, with
//!
//! | Part | Meaning |
//! |---|---|
//! | `KK` | kind, hexadecimal |
//! | `SS` | seed, hexadecimal: another seed gives other people and outcomes |
//! | `CCCC` | `0000`: every column of the vendor's tables; `0001`: those of the documented example |
//! | `VVV` | speed, hexadecimal: `001` is real time, `03c` sixty times faster, `000` stands still |
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
//! | `0f` | stalled | running, nobody dialled for 25 minutes before first sight, nor ever after |
//! | `10` | stuck | running, one call live since 40 minutes before first sight, which never ends |
//! | `11` | carrier-trouble | running, every call refused since 25 % were done |
//! | `12` | capped | running, two lines at most however many recipients |
//! | `13` | several-nights | running on one line and in a few hours a day, since the day before |
//! | `14` | clock-change | completed in the night of 31 March 2024, when clocks of Europe changed |
//! | `15` | mixed-runs | a recurring parent whose runs completed, failed, were cancelled, and one goes on |
//!
//! A campaign's clock starts at the first request for its id. Its outcomes follow from seed and size
//! alone. Simulated durations are divided by the speed before they become timestamps: every timestamp
//! lies in the viewer's past, and a call of a minute takes a second at speed 60.
//!
//! # Non-goals
//! It places no calls, writes nothing to disk, and knows only the action `get`.

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

/// Explains ids and faults, for `--help`.
pub fn help() -> String {
    format!("{}\n{}", sim::id::help(), fault::help())
}
