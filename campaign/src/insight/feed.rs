//! "What happened last?" The latest events of all calls, from the times that recipients carry.
//! A recipient carries its last attempt only, so earlier ones are not told.

use crate::store::Roster;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

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
    pub kind: EventKind,
}

/// So many of the latest events, the very latest first.
pub fn latest(roster: &Roster, count: usize) -> Vec<CallEvent> {
    let mut latest = Vec::new();
    // From the end on, since who was dialled last is likely to be among them.
    for (place, entry) in (0..roster.len()).zip(roster.entries()).rev() {
        // An end comes after a start of the same moment.
        for (at, is_start) in [(entry.ended, false), (entry.attempted, true)] {
            if let Some(at) = at {
                keep_least(&mut latest, (Reverse(at), place, is_start), count);
            }
        }
    }
    let event = |(_, place, is_start)| {
        let kind = if is_start { EventKind::Dialled } else { EventKind::Ended };
        CallEvent { place, kind }
    };
    latest.into_iter().map(event).collect()
}

/// Puts an item in its place among the least, of which so many are kept.
pub(super) fn keep_least<T: Ord>(least: &mut Vec<T>, item: T, count: usize) {
    let at = least.partition_point(|kept| *kept < item);
    if at < count {
        least.truncate(count - 1);
        least.insert(at, item);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::roster_of;
    use EventKind::{Dialled, Ended};
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn the_least_are_those_that_stand_first_when_sorted(
            mut items in prop::collection::vec(any::<(u8, u8)>(), 0..99), count in 0_usize..20,
        ) {
            let mut least = Vec::new();
            for item in &items {
                keep_least(&mut least, *item, count);
            }
            items.sort_unstable();
            items.truncate(count);
            prop_assert_eq!(least, items);
        }
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
