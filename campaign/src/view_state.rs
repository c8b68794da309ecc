//! What a person has made of the view, as a small JSON object that the page can keep in its address or storage, and
//! give back (docs/reference.md#properties).
//!
//! What is missing has its default, so that a later version may know more; what cannot be read is left out and named.

use crate::domain::{ReasonKey, RecipientStatus};
use crate::table::{Chip, Order, Query};
use crate::widget::tab::Tab;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The open tab, search, filter, order, and whose details are shown.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct ViewState {
    /// The part of the screen that is open below the figures.
    pub tab: Tab,
    /// The search field, as typed.
    pub search: String,
    /// The statuses to show, by the API's words, `*` for those without a chip of their own; none means all.
    pub filter: Vec<String>,
    /// The reason for failing to show, by a name that says nothing of it.
    pub reason: Option<String>,
    pub sort: Order,
    /// The id of the recipient whose details are shown, as the screen shows it.
    pub row: Option<String>,
}

/// Statuses without a chip of their own.
const OTHERS: &str = "*";
/// The chips that cut across the statuses.
const LIVE: &str = "*live";
const CALL_BACK: &str = "*call-back";
/// Calls that are over though the API sent a live status: the API may have a status by the name of `ended`.
const ENDED_LATE: &str = "*ended";

impl ViewState {
    /// The open tab, and what was asked of the table. Nobody's details are shown.
    pub fn of(tab: Tab, query: &Query) -> Self {
        Self {
            tab,
            search: query.search.clone(),
            filter: query.chips.iter().map(|chip| word(chip).to_owned()).collect(),
            reason: query.reason.map(ReasonKey::text),
            sort: query.order,
            row: None,
        }
    }

    /// Reads what the page gives, with the names of the fields that it does not know or cannot use. None of what is no
    /// object.
    pub fn read(json: &str) -> Option<(Self, Vec<String>)> {
        let fields: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
        let mut state = Self::default();
        let take = |(name, value): (String, &RawValue)| {
            let is_taken = state.take(&name, value).is_some();
            (!is_taken).then_some(name)
        };
        let ignored = fields.into_iter().filter_map(take).collect();
        Some((state, ignored))
    }

    /// One field; null is its default.
    fn take(&mut self, name: &str, value: &RawValue) -> Option<()> {
        match name {
            "tab" => self.tab = read::<Option<Tab>>(value)?.unwrap_or_default(),
            "search" => self.search = read::<Option<String>>(value)?.unwrap_or_default(),
            "filter" => self.filter = read::<Option<Vec<String>>>(value)?.unwrap_or_default(),
            "reason" => {
                let reason = read::<Option<String>>(value)?;
                if let Some(reason) = &reason {
                    ReasonKey::parse(reason)?;
                }
                self.reason = reason;
            }
            "sort" => self.sort = read::<Order>(value)?,
            "row" => self.row = read::<Option<String>>(value)?,
            _ => return None,
        }
        Some(())
    }

    /// Asks the same of the table.
    pub fn apply(&self, query: &mut Query) {
        query.search.clone_from(&self.search);
        query.chips.clear();
        for chip in self.filter.iter().map(|word| chip(word)) {
            if !query.chips.contains(&chip) {
                query.chips.push(chip);
            }
        }
        query.reason = self.reason.as_deref().and_then(ReasonKey::parse);
        query.order = self.sort;
    }
}

/// None of what has another type.
fn read<T: DeserializeOwned>(value: &RawValue) -> Option<T> {
    serde_json::from_str(value.get()).ok()
}

fn word(chip: &Chip) -> &str {
    match chip {
        Chip::Others => OTHERS,
        Chip::Live => LIVE,
        Chip::CallBack => CALL_BACK,
        Chip::Status(RecipientStatus::Ended) => ENDED_LATE,
        Chip::Status(status) => status.key(),
    }
}

fn chip(word: &str) -> Chip {
    match word {
        OTHERS => Chip::Others,
        LIVE => Chip::Live,
        CALL_BACK => Chip::CallBack,
        ENDED_LATE => Chip::Status(RecipientStatus::Ended),
        word => Chip::Status(RecipientStatus::parse(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;
    use crate::table::{Column, Direction, Sort};
    use proptest::prelude::*;

    fn reason() -> Option<ReasonKey> {
        ReasonKey::of(&Recipient::from_json(r#"{"status":"failed","error_message":"SIP 503"}"#))
    }

    fn written(query: &Query) -> String {
        serde_json::to_string(&ViewState::of(Tab::People, query)).unwrap()
    }

    #[test]
    fn it_is_written_in_the_words_of_the_contract() {
        let mut query = Query { search: "ann".into(), ..Query::default() };
        for chip in [RecipientStatus::NoAnswer, RecipientStatus::Ended].map(Chip::Status) {
            query.toggle(chip);
        }
        query.toggle(Chip::Others);
        query.press(Column::Duration);
        assert_eq!(
            written(&query),
            r#"{"tab":"people","search":"ann","filter":["no_answer","*ended","*"],"reason":null,"sort":{"column":"duration","direction":"ascending"},"row":null}"#
        );
        assert_eq!(
            written(&Query::default()),
            r#"{"tab":"people","search":"","filter":[],"reason":null,"sort":null,"row":null}"#
        );
    }

    fn check_ignored(json: &str, expected: &[&str]) {
        let (state, ignored) = ViewState::read(json).unwrap();
        assert_eq!(
            (state, ignored.as_slice()),
            (
                ViewState::default(),
                &expected.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()[..]
            ),
            "{json}"
        );
    }

    #[test]
    fn what_is_unknown_or_wrong_costs_its_field_alone() {
        check_ignored("{}", &[]);
        check_ignored(r#"{"search":null,"filter":null,"reason":null,"sort":null}"#, &[]);
        check_ignored(
            r#"{"row":1,"search":7,"tab":"hours","wheel":4}"#,
            &["row", "search", "tab", "wheel"],
        );
        check_ignored(r#"{"filter":"busy"}"#, &["filter"]);
        check_ignored(r#"{"filter":["busy",7]}"#, &["filter"]);
        check_ignored(r#"{"reason":"SIP 503"}"#, &["reason"]);
        check_ignored(r#"{"sort":{"column":"age","direction":"ascending"}}"#, &["sort"]);
        check_ignored(r#"{"sort":{"column":"name"}}"#, &["sort"]);
        let (state, ignored) = ViewState::read(r#"{"search":"ann","sort":"name"}"#).unwrap();
        assert_eq!((&*state.search, &*ignored), ("ann", &["sort".to_owned()][..]));
        for json in ["", "[]", "7", "\"{}\"", "null"] {
            assert_eq!(ViewState::read(json), None, "{json}");
        }
    }

    proptest! {
        #[test]
        fn a_table_asked_again_is_asked_the_same(
            search in ".{0,9}",
            chips in prop::sample::subsequence(vec!["busy", "no_answer", "ended", "new one", "", "*other"], 0..6),
            has_others in any::<bool>(), has_late in any::<bool>(), has_reason in any::<bool>(),
            sort in prop::option::of((prop::sample::select(Column::ALL.to_vec()), any::<bool>())),
        ) {
            let mut query = Query { search, reason: reason().filter(|_| has_reason), ..Query::default() };
            query.chips.extend(chips.into_iter().map(|it| Chip::Status(RecipientStatus::parse(it))));
            query.chips.extend(has_others.then_some(Chip::Others));
            query.chips.extend(has_others.then_some(Chip::Live));
            query.chips.extend(has_late.then_some(Chip::CallBack));
            query.chips.extend(has_late.then_some(Chip::Status(RecipientStatus::Ended)));
            query.order = sort.map_or(Order::List, |(column, is_up)| {
                let direction = if is_up { Direction::Ascending } else { Direction::Descending };
                Order::By(Sort { column, direction })
            });
            let (state, ignored) = ViewState::read(&written(&query)).unwrap();
            let mut again = Query { search: "before".into(), ..Query::default() };
            state.apply(&mut again);
            prop_assert_eq!(again, query);
            prop_assert!(ignored.is_empty());
        }
    }
}
