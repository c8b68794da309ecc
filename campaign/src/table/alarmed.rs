//! "Of whom does the alarm speak?" The table that shows them.

use super::{Chip, Column, Direction, Mask, Order, Query, Sort};
use crate::domain::{Phase, RecipientStatus, Tallies};
use crate::insight::attention::Attention;
use crate::insight::streak::Trouble;

impl Query {
    /// The table of those that an alarm speaks of, of a campaign with these tallies; None where it speaks of the campaign
    /// alone. The latest calls stand first where there are too many of a kind among them, whatever became of the others
    /// before: an ended call of no length, or all that nobody answered, are not one status.
    pub fn of_alarm(attention: &Attention, tallies: &Tallies, mask: Mask) -> Option<Self> {
        let attempted = |direction| Order::By(Sort { column: Column::Attempted, direction });
        let (chips, order) = match attention {
            Attention::Stuck(_) => (vec![Chip::Live], attempted(Direction::Ascending)),
            Attention::InARow(streak) => {
                let chips = match streak.trouble {
                    Trouble::Failures => vec![Chip::Status(RecipientStatus::Failed)],
                    Trouble::AtOnce | Trouble::Unanswered => Vec::new(),
                };
                (chips, attempted(Direction::Descending))
            }
            Attention::Stalled { .. } | Attention::Late(_) => {
                let waiting = tallies.kinds(Phase::Waiting).map(|(status, _)| status.clone());
                (waiting.map(Chip::Status).collect(), Order::default())
            }
            Attention::Drained { .. } | Attention::Overdue { .. } => return None,
        };
        Some(Self { chips, order, mask, ..Self::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::insight::streak::Streak;
    use crate::insight::stuck::Stuck;
    use crate::time::Span;

    /// Chips and direction of the order by the time of the last dial.
    fn check(attention: &Attention, expected: Option<(&[Chip], Option<Direction>)>) {
        let mut tallies = Tallies::default();
        for status in ["pending", "queued", "queued", "busy", "completed", "new"] {
            tallies.add(&Recipient::from_json(&format!(r#"{{"status":"{status}"}}"#)));
        }
        let expected = expected.map(|(chips, direction)| Query {
            chips: chips.into(),
            order: direction.map_or(Order::default(), |direction| {
                Order::By(Sort { column: Column::Attempted, direction })
            }),
            mask: Mask::All,
            ..Query::default()
        });
        let found = Query::of_alarm(attention, &tallies, Mask::All);
        assert_eq!(found, expected, "{attention:?}");
    }

    #[test]
    fn each_alarm_shows_those_that_it_speaks_of() {
        use Direction::{Ascending, Descending};
        let in_a_row = |trouble| {
            let streak = Streak { trouble, count: 9, of: 10, count_before: 1, of_before: 50 };
            Attention::InARow(streak)
        };
        let stuck = Stuck { count: 1, longest: Span::minutes(22), usual: None };
        check(&Attention::Stuck(stuck), Some((&[Chip::Live], Some(Ascending))));
        let failed = Chip::Status(RecipientStatus::Failed);
        check(&in_a_row(Trouble::Failures), Some((&[failed], Some(Descending))));
        check(&in_a_row(Trouble::AtOnce), Some((&[], Some(Descending))));
        check(&in_a_row(Trouble::Unanswered), Some((&[], Some(Descending))));
        let waiting = [RecipientStatus::Pending, RecipientStatus::Queued].map(Chip::Status);
        let quiet = Span::minutes(25);
        check(&Attention::Stalled { quiet, waiting: 3 }, Some((&waiting, None)));
        check(&Attention::Drained { quiet }, None);
        check(&Attention::Overdue { by: quiet }, None);
    }
}
