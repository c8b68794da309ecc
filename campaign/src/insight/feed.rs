//! "What happened last?" The latest events of all calls, from the times that recipients carry
//! (features.md 28). A recipient carries its last attempt only, so earlier ones are not told.

use crate::store::Roster;
use crate::table::Row;
use crate::table::order::{Keyed, keep_least, key_of};
use crate::time::Millis;

/// Something that happened to somebody.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Happening {
    /// To whom, as much of it as may be shown.
    pub row: Row,
    /// What.
    pub what: What,
}

/// What happened.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// The number was dialled.
    Dialled,
    /// The call ended.
    Ended,
}

impl Happening {
    /// When.
    pub fn at(&self) -> Option<Millis> {
        match self.what {
            What::Dialled => self.row.attempted,
            What::Ended => self.row.ended,
        }
    }
}

/// The latest events, the very latest first: whose, by place, and what.
pub fn latest(roster: &Roster, count: usize) -> Vec<(u32, What)> {
    let mut latest: Vec<Keyed> = Vec::new();
    for (place, entry) in (0..).zip(roster.entries()) {
        // An end comes after a start of the same moment.
        for (at, is_start) in [(entry.ended(), 0), (entry.attempted(), 1)] {
            if let Some(at) = at {
                keep_least(&mut latest, (!key_of(at.0), place << 1 | is_start), count);
            }
        }
    }
    let what = |is_start| if is_start { What::Dialled } else { What::Ended };
    latest.iter().map(|(_, which)| (which >> 1, what(which & 1 == 1))).collect()
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
            assert_eq!(latest(&people(), count), all[..count.min(all.len())], "{count}");
        }
    }
}
