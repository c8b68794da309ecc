//! "What happened last?" The latest events of all calls, from the times that recipients carry
//! (features.md 28). A recipient carries its last attempt only, so earlier ones are not told.

use crate::store::Roster;
use crate::table::order::{Keyed, keep_least, key_of};

/// What happened.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The number was dialled.
    Dialled,
    /// The call ended.
    Ended,
}

/// The latest events, the very latest first: whose, by place; and what each was, in bits from the
/// last on: 1 for an end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Latest {
    /// Whose.
    pub places: Vec<u32>,
    /// What.
    pub ends: u32,
}

/// The latest events.
pub fn latest(roster: &Roster, count: usize) -> Latest {
    let mut least: Vec<Keyed> = Vec::new();
    // From the end on, since who was dialled last is likely to be among them.
    for place in (0..roster.len()).rev() {
        let Some(entry) = roster.entry(place) else { continue };
        // An end comes after a start of the same moment.
        for (at, is_start) in [(entry.ended(), 0), (entry.attempted(), 1)] {
            if let Some(at) = at {
                keep_least(&mut least, Keyed::new(!key_of(at.0), place << 1 | is_start), count);
            }
        }
    }
    let mut latest = Latest::default();
    for which in least.into_iter().map(Keyed::place) {
        latest.places.push(which >> 1);
        latest.ends = latest.ends << 1 | !which & 1;
    }
    latest
}

/// What the event at a place among so many was.
pub fn what(ends: u32, place: usize, count: usize) -> What {
    let after = u32::try_from(count.saturating_sub(place + 1)).unwrap_or(0);
    let is_end = ends.unbounded_shr(after) & 1 == 1;
    if is_end { What::Ended } else { What::Dialled }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use What::{Dialled, Ended};

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
            let Latest { places, ends } = latest(&people(), count);
            let whose = (0..).zip(&places);
            let found: Vec<_> =
                whose.map(|(at, place)| (*place, what(ends, at, places.len()))).collect();
            assert_eq!(found, all[..count.min(all.len())], "{count}");
        }
    }
}
