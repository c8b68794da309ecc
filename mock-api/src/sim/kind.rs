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
}

impl Kind {
    /// Every kind, in the order of its code.
    pub(crate) const ALL: [Self; 15] = [
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
        }
    }
}
