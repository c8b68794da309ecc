//! Which recipients answer a query, and in what order.

use super::chips::Wanted;
use super::keyed::{Keyed, key_of};
use super::ranks::{Ranking, Ranks};
use super::search::Needle;
use super::{Chips, Column, Direction, Order, Query, Sort};
use crate::domain::class::Class;
use crate::domain::recipient::phase;
use crate::domain::{Phase, ReasonKey, RecipientStatus};
use crate::store::{Changes, Entry, Roster, Text};
use crate::time::Millis;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The recipients that a query selects, as places in dialling order.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    pub(super) places: Vec<u32>,
    /// By which text it is sorted, or was last.
    pub(super) ranks: Rc<Ranks>,
}

/// A query that is being run, in steps: at 100,000 recipients it may take longer than a frame.
#[derive(Debug)]
pub struct Run {
    needle: Option<Needle>,
    wanted: Wanted,
    reason: Option<ReasonKey>,
    /// Where it is sorted by status, the rank of each.
    by_status: BTreeMap<RecipientStatus, u32>,
    order: Order,
    /// How many recipients were looked at.
    done: u32,
    /// Those found that are not sorted by anything.
    found: Vec<u32>,
    keyed: Vec<Keyed>,
    ranks: Rc<Ranks>,
    /// Comes first, where there are no ranks of the column yet.
    ranking: Option<Ranking>,
}

impl Selection {
    /// At once.
    pub fn run(query: &Query, chips: &Chips, roster: &Roster) -> Self {
        let mut run = Run::new(query, chips, roster, &Self::default(), false);
        while !run.step(roster, usize::MAX) {}
        run.finish()
    }

    /// All about which that is to be done, in dialling order.
    pub fn of_class(class: Class, roster: &Roster) -> Self {
        let is_of_class = |entry: &Entry| entry.class == Some(class);
        let places = (0..).zip(roster.entries()).filter(|(_, entry)| is_of_class(entry));
        Self { places: places.map(|(place, _)| place).collect(), ranks: Rc::default() }
    }

    /// Lets go of what these changes leave untrue.
    pub fn outdate(&mut self, changes: &Changes) {
        if !self.ranks.outlast(changes) {
            self.ranks = Rc::default();
        }
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The places of a range of the selection, cut to what there is.
    pub fn slice(&self, first: usize, count: usize) -> &[u32] {
        let first = first.min(self.places.len());
        let end = first.saturating_add(count).min(self.places.len());
        self.places.get(first..end).unwrap_or_default()
    }

    /// Where a place stands in the selection.
    pub fn index_of(&self, place: u32) -> Option<usize> {
        self.places.iter().position(|it| *it == place)
    }

    /// The place at an index of the selection.
    pub fn get(&self, index: usize) -> Option<u32> {
        self.places.get(index).copied()
    }
}

impl Run {
    /// The query, of which nothing is done yet, after a selection from the same recipients; of a campaign that may be over.
    pub fn new(
        query: &Query,
        chips: &Chips,
        roster: &Roster,
        before: &Selection,
        is_over: bool,
    ) -> Self {
        let order = query.order.of_campaign(is_over);
        let is_by_status = order.sort().is_some_and(|sort| sort.column == Column::Status);
        let unranked = order.sort().filter(|sort| !before.ranks.are_of(sort.column));
        Self {
            needle: Needle::new(&query.search),
            wanted: chips.wanted(query),
            reason: query.reason,
            by_status: if is_by_status { by_status(roster) } else { BTreeMap::new() },
            order,
            done: 0,
            found: Vec::new(),
            keyed: Vec::new(),
            ranks: Rc::clone(&before.ranks),
            ranking: unranked.and_then(|sort| Ranking::new(sort.column, roster)),
        }
    }

    /// Does a part of the work, on about so many recipients. Whether all is done.
    pub fn step(&mut self, roster: &Roster, count: usize) -> bool {
        if let Some(ranking) = &mut self.ranking {
            if let Some(ranks) = ranking.step(roster, count) {
                self.ranks = ranks.into();
                self.ranking = None;
            }
            return false;
        }
        if self.done == 0 && self.order != Order::List {
            // Room for all at once: while growing they would be there twice.
            self.keyed = Vec::with_capacity(roster.len() as usize);
        }
        let until = roster.reach(self.done, count);
        if self.done == until {
            self.keyed.sort_unstable();
            return true;
        }
        while self.done < until {
            self.look_at_next(roster);
        }
        false
    }

    /// Whom it selects, once all is done. What has no value stands last either way, and equals keep
    /// dialling order.
    pub fn finish(self) -> Selection {
        let mut places = Vec::with_capacity(self.keyed.len() + self.found.len());
        places.extend(self.keyed.iter().map(|it| it.place()));
        places.extend_from_slice(&self.found);
        Selection { places, ranks: self.ranks }
    }

    fn look_at_next(&mut self, roster: &Roster) {
        let place = self.done;
        self.done += 1;
        let is_of_reason = |entry: &&Entry| self.reason.is_none() || self.reason == entry.reason;
        let is_wanted = |entry: &&Entry| self.wanted.has(entry);
        let is_found = |_: &&Entry| self.needle.as_ref().is_none_or(|it| it.finds(roster, place));
        let entry = roster.entry(place).filter(is_of_reason).filter(is_wanted).filter(is_found);
        let Some(entry) = entry else { return };
        let key = match self.order {
            Order::List => None,
            Order::Activity => Some(activity_key(entry)),
            Order::By(sort) => self.key_of(place, entry, sort),
        };
        match key {
            Some(key) => self.keyed.push(Keyed::new(key, place)),
            None => self.found.push(place),
        }
    }

    /// By what a recipient is sorted; None where there is no value.
    fn key_of(&self, place: u32, entry: &Entry, sort: Sort) -> Option<u128> {
        let key = match sort.column {
            Column::Status => (*self.by_status.get(&entry.status)?).into(),
            Column::Attempted => key_of(entry.attempted?.0),
            Column::Ended => key_of(entry.ended?.0),
            Column::Duration => key_of(entry.dial_to_end()?.0),
            Column::Name | Column::Number | Column::Call => self.ranks.of(place)?.into(),
        };
        Some(if sort.direction == Direction::Descending { !key } else { key })
    }
}

impl Column {
    /// The text that it shows.
    pub(super) fn text(self) -> Option<Text> {
        match self {
            Self::Name => Some(Text::Name),
            Self::Number => Some(Text::Number),
            Self::Call => Some(Text::Call),
            _ => None,
        }
    }
}

/// By what [`Order::Activity`] sorts a recipient of a campaign that goes on. An end without a time stands behind the ends
/// that have one.
fn activity_key(entry: &Entry) -> u128 {
    let newest_first = |at: Millis| !key_of(at.0) & u128::from(u64::MAX);
    let (group, key): (u128, _) = match phase(&entry.status, entry.attempted) {
        Phase::Live => (0, entry.attempted.map(|at| key_of(at.0))),
        Phase::Waiting => (1, None),
        Phase::Answered | Phase::NotAnswered | Phase::Unknown => {
            (2, entry.ended.or(entry.attempted).map(newest_first))
        }
        Phase::NotCalled => (3, None),
    };
    group << 64 | key.unwrap_or(u64::MAX.into())
}

/// The rank of each status that somebody has: by phase, then in the statuses' own order.
fn by_status(roster: &Roster) -> BTreeMap<RecipientStatus, u32> {
    let statuses = roster.entries().map(|entry| (entry.status.phase(), &entry.status));
    let in_order: BTreeSet<(Phase, &RecipientStatus)> = statuses.collect();
    in_order.into_iter().map(|(_, status)| status.clone()).zip(0..).collect()
}

#[cfg(test)]
mod tests;
