//! The orders that the table can have.

use super::{Column, Direction, Sort};
use serde::{Deserialize, Serialize};

/// The order of the table. In JSON null, `"list"`, or the column and the direction.
#[derive(Copy, Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Order {
    /// As the list came, which is the order of dialling.
    #[serde(rename = "list")]
    List,
    #[serde(untagged)]
    By(Sort),
    /// What goes on first: live calls, the longest at the top; then those that wait, the next one first; then the calls
    /// that ended, the newest first; and last those that are not called. Once a campaign is over nothing goes on, and this
    /// is the order of the list.
    #[default]
    #[serde(untagged)]
    Activity,
}

impl Order {
    /// By a column, where it is.
    pub fn sort(self) -> Option<Sort> {
        match self {
            Self::By(sort) => Some(sort),
            Self::List | Self::Activity => None,
        }
    }

    /// What it comes to in a campaign that may be over.
    #[must_use]
    pub fn of_campaign(self, is_over: bool) -> Self {
        match self {
            Self::Activity if is_over => Self::List,
            order => order,
        }
    }

    /// After a press on a column's header: up, down, and back to the default.
    #[must_use]
    pub fn pressed(self, column: Column) -> Self {
        let by = |direction| Self::By(Sort { column, direction });
        match self.sort().filter(|sort| sort.column == column).map(|sort| sort.direction) {
            None => by(Direction::Ascending),
            Some(Direction::Ascending) => by(Direction::Descending),
            Some(Direction::Descending) => Self::default(),
        }
    }

    /// After a press on the switch between the order of the list and the default.
    #[must_use]
    pub fn switched(self) -> Self {
        if self == Self::List { Self::default() } else { Self::List }
    }

    /// Every order of a table with these columns, in a campaign that may be over. The current one is among them, whatever
    /// it goes by.
    pub fn all(columns: &[Column], current: Self, is_over: bool) -> Vec<Self> {
        let hidden = current.sort().map(|sort| sort.column).filter(|it| !columns.contains(it));
        let both = |column| {
            let directions = [Direction::Ascending, Direction::Descending];
            directions.map(|direction| Self::By(Sort { column, direction }))
        };
        let activity = (!is_over).then_some(Self::Activity);
        let columns = columns.iter().copied().chain(hidden).flat_map(both);
        activity.into_iter().chain([Self::List]).chain(columns).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{Ascending, Descending};

    fn by(column: Column, direction: Direction) -> Order {
        Order::By(Sort { column, direction })
    }

    #[test]
    fn a_header_turns_up_down_and_off() {
        let mut order = Order::List;
        let mut press = |column, expected| {
            order = order.pressed(column);
            assert_eq!(order, expected);
        };
        press(Column::Name, by(Column::Name, Ascending));
        press(Column::Name, by(Column::Name, Descending));
        press(Column::Name, Order::Activity);
        press(Column::Name, by(Column::Name, Ascending));
        // Another header starts anew.
        press(Column::Status, by(Column::Status, Ascending));
    }

    #[test]
    fn the_switch_goes_to_the_list_and_back_to_the_default() {
        assert_eq!(by(Column::Name, Ascending).switched(), Order::List);
        assert_eq!(Order::Activity.switched(), Order::List);
        assert_eq!(Order::List.switched(), Order::Activity);
    }

    #[test]
    fn the_order_of_now_can_be_chosen_too_if_its_column_is_not_shown() {
        let [up, down] = [Ascending, Descending].map(|it| by(Column::Name, it));
        let check = |current, is_over, expected: &[Order]| {
            assert_eq!(Order::all(&[Column::Name], current, is_over), expected, "{current:?}");
        };
        check(Order::Activity, false, &[Order::Activity, Order::List, up, down]);
        check(down, true, &[Order::List, up, down]);
        let hidden = [Ascending, Descending].map(|it| by(Column::Call, it));
        check(hidden[0], true, &[Order::List, up, down, hidden[0], hidden[1]]);
    }

    #[test]
    fn each_has_a_form_in_json() {
        for (order, json) in [
            (Order::Activity, "null"),
            (Order::List, r#""list""#),
            (by(Column::Ended, Descending), r#"{"column":"ended","direction":"descending"}"#),
        ] {
            assert_eq!(serde_json::to_string(&order).unwrap(), json);
            assert_eq!(serde_json::from_str::<Order>(json).unwrap(), order);
        }
        for json in ["7", r#""name""#, "{}", r#"{"column":"name"}"#, r#"{"list":null}x"#] {
            assert!(serde_json::from_str::<Order>(json).is_err(), "{json}");
        }
    }
}
