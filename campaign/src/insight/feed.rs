//! "What happened last?" The latest events of all calls, from the times that recipients carry
//! (features.md 28). A recipient carries its last attempt only, so earlier ones are not told.

use crate::store::Roster;
use crate::table::order::{Keyed, keep_least, key_of};
use serde::{Deserialize, Serialize};

/// What happened.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum EventKind {
    /// The number was dialled.
    Dialled,
    /// The call ended.
    Ended,
}

/// Something that happened to a recipient.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct CallEvent {
    /// The recipient's place in dialling order.
    pub place: u32,
    /// What happened.
    pub kind: EventKind,
}

/// So many of the latest events, the very latest first.
pub fn latest(roster: &Roster, count: usize) -> Vec<CallEvent> {
    let mut least: Vec<Keyed> = Vec::new();
    // From the end on, since who was dialled last is likely to be among them.
    for place in (0..roster.len()).rev() {
        let Some(entry) = roster.entry(place) else { continue };
        // An end comes after a start of the same moment.
        for (at, is_start) in [(entry.ended, 0), (entry.attempted, 1)] {
            if let Some(at) = at {
                keep_least(&mut least, Keyed::new(!key_of(at.0), place << 1 | is_start), count);
            }
        }
    }
    let event = |it: Keyed| {
        let is_start = it.place() & 1 == 1;
        let kind = if is_start { EventKind::Dialled } else { EventKind::Ended };
        CallEvent { place: it.place() >> 1, kind }
    };
    least.into_iter().map(event).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use EventKind::{Dialled, Ended};

    fn people() -> Roster {
        let row = |attempted: &str, ended: &str| {
            let time = |second: &str| match second {
                "" => "null".to_owned(),
                second => format!("\"2024-02-15T09:00:{second}Z\""),
            };
            format!(r#"{{"attempted_at":{},"completed_at":{}}}"#, time(attempted), time(ended))
        };
        let rows = [row("10", "30"), row("20", "20"), row("", ""), row("30", ""), row("", "05")];
        roster_of(&rows.join(","))
    }

    #[test]
    fn the_latest_come_first_and_an_end_after_its_start() {
        let all = [(0, Ended), (3, Dialled), (1, Ended), (1, Dialled), (0, Dialled), (4, Ended)];
        for count in 0..9 {
            let found: Vec<_> =
                latest(&people(), count).iter().map(|event| (event.place, event.kind)).collect();
            assert_eq!(found, all[..count.min(all.len())], "{count}");
        }
    }
}
