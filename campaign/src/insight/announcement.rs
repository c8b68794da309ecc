//! "What should be said aloud?" Changes only, politely and seldom: a screen reader
//! that reads every refresh is turned off.

use crate::domain::Phase;
use crate::domain::Tallies;
use crate::time::{Millis, Span};
use std::sync::Arc;

/// The least time between two announcements.
const PAUSE: Span = Span::seconds(30);

/// What changed since the last announcement, and what is left.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub struct Announcement {
    pub answered: u32,
    /// More that ended without an answer.
    pub not_answered: u32,
    pub live: u32,
    pub waiting: u32,
    /// Never called, once the campaign is over.
    pub not_called: u32,
    /// Whether the campaign has ended since.
    pub is_over: bool,
    /// Whether it is what happened while nobody looked.
    pub was_missed: bool,
}

/// Remembers what was said.
#[derive(Debug, Default)]
pub struct Announcer {
    said: Option<(Millis, Arc<Tallies>)>,
    was_over: bool,
    current: Option<Announcement>,
}

impl Announcer {
    /// What was last said.
    pub fn current(&self) -> Option<Announcement> {
        self.current
    }

    /// Takes in the counts of an answer. The first are the base line; the screen itself tells them.
    /// So are those of a campaign that is run again.
    /// Whoever comes back and has `missed` something since those counts is told at once.
    pub fn update(
        &mut self,
        tallies: &Arc<Tallies>,
        missed: Option<&Tallies>,
        is_over: bool,
        now: Millis,
    ) {
        let just_ended = !std::mem::replace(&mut self.was_over, is_over) && is_over;
        let said = self.said.as_ref().filter(|(_, before)| before.ended() <= tallies.ended());
        let Some((at, before)) = said else {
            self.said = Some((now, Arc::clone(tallies)));
            return;
        };
        let before = missed.unwrap_or(before);
        let more = |phase| tallies.in_phase(phase).saturating_sub(before.in_phase(phase));
        let next = Announcement {
            answered: more(Phase::Answered),
            not_answered: more(Phase::NotAnswered),
            live: tallies.in_phase(Phase::Live),
            waiting: tallies.in_phase(Phase::Waiting),
            not_called: if just_ended { tallies.in_phase(Phase::NotCalled) } else { 0 },
            is_over: just_ended,
            was_missed: missed.is_some(),
        };
        // A clock set back must not silence it.
        let is_time = now - *at >= PAUSE || now < *at || missed.is_some();
        let is_news = next.answered + next.not_answered > 0 && is_time;
        if is_news || just_ended {
            self.said = Some((now, Arc::clone(tallies)));
            self.current = Some(next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;

    fn tallies(answered: u32, waiting: u32) -> Arc<Tallies> {
        let mut tallies = Tallies::default();
        let mut add = |status: &str, count| {
            for _ in 0..count {
                tallies.add(&Recipient::from_json(&format!(r#"{{"status":"{status}"}}"#)));
            }
        };
        add("completed", answered);
        add("pending", waiting);
        tallies.into()
    }

    fn said(steps: &[(i64, u32, bool)]) -> Vec<Option<u32>> {
        let mut announcer = Announcer::default();
        let said_at = |(second, answered, is_over): &(i64, u32, bool)| {
            announcer.update(&tallies(*answered, 9), None, *is_over, Millis(second * 1000));
            announcer.current().map(|announcement| announcement.answered)
        };
        steps.iter().map(said_at).collect()
    }

    #[test]
    fn the_first_answer_and_no_change_are_not_news() {
        assert_eq!(said(&[(0, 3, false), (60, 3, false)]), [None, None]);
    }

    #[test]
    fn changes_are_summed_up_until_it_is_time() {
        let steps = [(0, 3, false), (10, 4, false), (20, 5, false), (30, 6, false), (40, 7, false)];
        assert_eq!(said(&steps), [None, None, None, Some(3), Some(3)]);
    }

    #[test]
    fn who_comes_back_is_told_at_once_what_was_missed() {
        let mut announcer = Announcer::default();
        announcer.update(&tallies(3, 9), None, false, Millis(0));
        announcer.update(&tallies(5, 7), Some(&tallies(4, 8)), false, Millis(1000));
        let said = announcer.current().map(|said| (said.answered, said.was_missed));
        assert_eq!(said, Some((1, true)));
        announcer.update(&tallies(9, 3), None, false, Millis(31_000));
        let said = announcer.current().map(|said| (said.answered, said.was_missed));
        assert_eq!(said, Some((4, false)));
    }

    #[test]
    fn an_end_of_long_ago_is_not_news() {
        assert_eq!(said(&[(0, 3, true), (5, 3, true), (50, 3, true)]), [None, None, None]);
    }

    #[test]
    fn the_end_is_said_at_once_and_once() {
        let steps = [(0, 3, false), (5, 4, true), (50, 4, true)];
        assert_eq!(said(&steps), [None, Some(1), Some(1)]);
    }

    #[test]
    fn a_second_run_is_told_like_the_first() {
        let mut announcer = Announcer::default();
        let mut said_at = |second: i64, answered, is_over| {
            announcer.update(&tallies(answered, 9), None, is_over, Millis(second * 1000));
            announcer.current().map(|said| (said.answered, said.is_over))
        };
        said_at(0, 3, false);
        assert_eq!(said_at(5, 4, true), Some((1, true)));
        // All of them are waiting again.
        said_at(100, 0, false);
        assert_eq!(said_at(200, 2, false), Some((2, false)));
        assert_eq!(said_at(201, 4, true), Some((2, true)));
    }
}
