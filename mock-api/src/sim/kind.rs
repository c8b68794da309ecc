//! The kinds of simulated campaigns, and their codes in an id.

/// A kind of campaign. [`Kind::meaning`] describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Running,
    Draft,
    Scheduled,
    ScheduledOverdue,
    Paused,
    Completed,
    Cancelled,
    Failed,
    Recurring,
    Rerun,
    OutsideWindow,
    AllStatuses,
    OddData,
    Wrapped,
    Empty,
    Stalled,
    Stuck,
    CarrierTrouble,
    Capped,
    SeveralNights,
    ClockChange,
    MixedRuns,
}

impl Kind {
    /// Every kind, in the order of its code.
    pub(crate) const ALL: [Self; 22] = [
        Self::Running,
        Self::Draft,
        Self::Scheduled,
        Self::ScheduledOverdue,
        Self::Paused,
        Self::Completed,
        Self::Cancelled,
        Self::Failed,
        Self::Recurring,
        Self::Rerun,
        Self::OutsideWindow,
        Self::AllStatuses,
        Self::OddData,
        Self::Wrapped,
        Self::Empty,
        Self::Stalled,
        Self::Stuck,
        Self::CarrierTrouble,
        Self::Capped,
        Self::SeveralNights,
        Self::ClockChange,
        Self::MixedRuns,
    ];

    /// The two hexadecimal digits `KK` of an id.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Running => 0x00,
            Self::Draft => 0x01,
            Self::Scheduled => 0x02,
            Self::ScheduledOverdue => 0x03,
            Self::Paused => 0x04,
            Self::Completed => 0x05,
            Self::Cancelled => 0x06,
            Self::Failed => 0x07,
            Self::Recurring => 0x08,
            Self::Rerun => 0x09,
            Self::OutsideWindow => 0x0a,
            Self::AllStatuses => 0x0b,
            Self::OddData => 0x0c,
            Self::Wrapped => 0x0d,
            Self::Empty => 0x0e,
            Self::Stalled => 0x0f,
            Self::Stuck => 0x10,
            Self::CarrierTrouble => 0x11,
            Self::Capped => 0x12,
            Self::SeveralNights => 0x13,
            Self::ClockChange => 0x14,
            Self::MixedRuns => 0x15,
        }
    }

    pub(crate) fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The name that the demo list and the help use.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::ScheduledOverdue => "scheduled-overdue",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
            Self::Recurring => "recurring",
            Self::Rerun => "re-run",
            Self::OutsideWindow => "outside-window",
            Self::AllStatuses => "all-statuses",
            Self::OddData => "odd-data",
            Self::Wrapped => "wrapped",
            Self::Empty => "empty",
            Self::Stalled => "stalled",
            Self::Stuck => "stuck",
            Self::CarrierTrouble => "carrier-trouble",
            Self::Capped => "capped",
            Self::SeveralNights => "several-nights",
            Self::ClockChange => "clock-change",
            Self::MixedRuns => "mixed-runs",
        }
    }

    /// One line that says what a viewer sees.
    pub(crate) fn meaning(self) -> &'static str {
        match self {
            Self::Running => "35 % done at first sight, dials on to the end",
            Self::Draft => "never dials, send_now false",
            Self::Scheduled => "starts two simulated minutes after first sight (frozen: tomorrow)",
            Self::ScheduledOverdue => "should have started 15 minutes ago, never does",
            Self::Paused => "stopped at 40 %, the rest pending",
            Self::Completed => "ended ten minutes ago",
            Self::Cancelled => "stopped at 45 %, the rest canceled without completed_at",
            Self::Failed => "broke at 20 %, the rest pending",
            Self::Recurring => "a parent: own recipients pending for ever, 20 - SS % 20 runs",
            Self::Rerun => "running, with completed_at left over from the run before",
            Self::OutsideWindow => "running, calling window closed, everybody waiting",
            Self::AllStatuses => "every status and synonym, an unknown one, an unknown field",
            Self::OddData => "drifting counters, missing rows, odd names and numbers",
            Self::Wrapped => "running, inside {\"data\":{...}}",
            Self::Empty => "completed, no recipients",
            Self::Stalled => {
                "running, nobody dialled for 25 minutes before first sight, nor ever after"
            }
            Self::Stuck => {
                "running, one call live since 40 minutes before first sight, which never ends"
            }
            Self::CarrierTrouble => "running, every call refused since 25 % were done",
            Self::Capped => "running, two lines at most however many recipients",
            Self::SeveralNights => {
                "running on one line and in a few hours a day, since the day before"
            }
            Self::ClockChange => {
                "completed in the night of 31 March 2024, when clocks of Europe changed"
            }
            Self::MixedRuns => {
                "a recurring parent whose runs completed, failed, were cancelled, and one goes on"
            }
        }
    }
}
