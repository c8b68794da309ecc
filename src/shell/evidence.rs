//! What needs a person, as the page is told of it (`package/types/details.d.ts` has the same).

use crate::text::locale::iso;
use campaign::insight::attention::Attention;
use campaign::insight::deadline::Late;
use campaign::insight::streak::{Streak, Trouble};
use campaign::insight::stuck::Stuck;
use serde::Serialize;

/// The kind, and what was seen.
#[derive(Serialize)]
pub(super) struct Alarm {
    kind: &'static str,
    evidence: Evidence,
}

#[derive(Serialize)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Evidence {
    Stalled {
        quiet_ms: i64,
        waiting: u32,
    },
    InARow {
        trouble: &'static str,
        count: u32,
        of: u32,
        count_before: u32,
        of_before: u32,
    },
    Late {
        finish_by: String,
        late_ms: Option<i64>,
        needed_per_hour: Option<u32>,
        per_hour: Option<u32>,
    },
    Stuck {
        count: u32,
        longest_ms: i64,
        usual_ms: Option<i64>,
    },
    Drained {
        quiet_ms: i64,
    },
    Overdue {
        overdue_ms: i64,
    },
}

impl Alarm {
    pub(super) fn of(attention: &Attention) -> Self {
        let evidence = match *attention {
            Attention::Stalled { quiet, waiting } => {
                Evidence::Stalled { quiet_ms: quiet.0, waiting }
            }
            Attention::InARow(streak) => in_a_row(streak),
            Attention::Late(Late { finish_by, by, needed, pace }) => Evidence::Late {
                finish_by: iso(finish_by),
                late_ms: by.map(|by| by.0),
                needed_per_hour: needed,
                per_hour: pace,
            },
            Attention::Stuck(Stuck { count, longest, usual }) => Evidence::Stuck {
                count,
                longest_ms: longest.0,
                usual_ms: usual.map(|usual| usual.0),
            },
            Attention::Drained { quiet } => Evidence::Drained { quiet_ms: quiet.0 },
            Attention::Overdue { by } => Evidence::Overdue { overdue_ms: by.0 },
        };
        Self { kind: attention.key(), evidence }
    }
}

fn in_a_row(Streak { trouble, count, of, count_before, of_before }: Streak) -> Evidence {
    let trouble = match trouble {
        Trouble::Failures => "failures",
        Trouble::AtOnce => "at-once",
        Trouble::Unanswered => "unanswered",
    };
    Evidence::InARow { trouble, count, of, count_before, of_before }
}
