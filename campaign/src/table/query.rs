//! What the person asked the table for.

use super::{Chip, Column, Mask, Order};
use crate::domain::{ReasonKey, RecipientStatus};
use serde::{Deserialize, Serialize};

/// Search, filter and order of the table. The default shows everybody, what goes on first.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Query {
    /// The search field, as typed.
    pub search: String,
    /// The chips whose recipients to show; none means all.
    pub chips: Vec<Chip>,
    /// The reason for failing to show; None means any or none.
    pub reason: Option<ReasonKey>,
    pub order: Order,
    /// What rows may show of a person. Search and order go by the whole.
    pub mask: Mask,
}

impl Query {
    /// Adds a chip to the filter, or takes it out. One that cuts across the statuses replaces all others and is
    /// replaced by them: together they would show more than either says.
    pub fn toggle(&mut self, chip: Chip) {
        if let Some(at) = self.chips.iter().position(|pressed| *pressed == chip) {
            self.chips.remove(at);
            return;
        }
        self.chips.retain(|pressed| !chip.cuts_across() && !pressed.cuts_across());
        self.chips.push(chip);
    }

    /// The statuses whose own chips are in the filter.
    pub fn statuses(&self) -> impl Iterator<Item = &RecipientStatus> {
        self.chips.iter().filter_map(Chip::status)
    }

    /// Filters by a reason for failing, or by none any more.
    pub fn toggle_reason(&mut self, reason: ReasonKey) {
        self.reason = Some(reason).filter(|_| self.reason != Some(reason));
    }

    /// Moves the order on after a press on a column's header.
    pub fn press(&mut self, column: Column) {
        self.order = self.order.pressed(column);
    }

    /// Shows everybody again; the order stays.
    pub fn clear_filters(&mut self) {
        self.search.clear();
        self.chips.clear();
        self.reason = None;
    }

    /// Whether the table has the same people in the same order by both. What a mask hides is neither.
    pub fn selects_as(&self, other: &Self) -> bool {
        let chosen = |query: &Self| Self { mask: Mask::None, ..query.clone() };
        chosen(self) == chosen(other)
    }

    /// Whether anybody may be left out.
    pub fn is_filtered(&self) -> bool {
        !self.chips.is_empty() || self.reason.is_some() || !self.search.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;

    fn reason(words: &str) -> ReasonKey {
        let json = format!(r#"{{"status":"failed","error_message":"{words}"}}"#);
        ReasonKey::of(&Recipient::from_json(&json)).unwrap()
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        let mut query = Query::default();
        query.toggle(Chip::Status(RecipientStatus::Busy));
        assert!(query.is_filtered());
        query.toggle(Chip::Status(RecipientStatus::Busy));
        assert_eq!(query, Query::default());
        query.toggle_reason(reason("a"));
        assert!(query.is_filtered());
        query.toggle_reason(reason("b"));
        assert_eq!(query.reason, Some(reason("b")));
        query.toggle_reason(reason("b"));
        assert_eq!(query, Query::default());
    }

    #[test]
    fn a_chip_across_the_statuses_is_pressed_alone() {
        let mut query = Query::default();
        let [busy, failed] = [RecipientStatus::Busy, RecipientStatus::Failed].map(Chip::Status);
        let mut check = |press: &Chip, expected: &[&Chip]| {
            query.toggle(press.clone());
            assert_eq!(query.chips.iter().collect::<Vec<_>>(), expected);
        };
        check(&busy, &[&busy]);
        check(&failed, &[&busy, &failed]);
        check(&Chip::CallBack, &[&Chip::CallBack]);
        check(&Chip::Live, &[&Chip::Live]);
        check(&busy, &[&busy]);
        check(&Chip::Live, &[&Chip::Live]);
        check(&Chip::Live, &[]);
    }

    #[test]
    fn a_mask_chooses_nobody() {
        let masked = Query { mask: Mask::All, ..Query::default() };
        assert!(masked.selects_as(&Query::default()));
        let searched = Query { search: "a".into(), ..Query::default() };
        assert!(!searched.selects_as(&Query::default()));
    }

    #[test]
    fn clearing_shows_everybody() {
        let mut query = Query { search: "a".into(), reason: Some(reason("a")), ..Query::default() };
        query.toggle(Chip::Status(RecipientStatus::Busy));
        query.clear_filters();
        assert_eq!(query, Query::default());
    }
}
