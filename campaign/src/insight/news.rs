//! "What happened since I last looked?": one quiet line, of the calls that ended.
//!
//! It appears with the first answer that brings ended calls after another answer, and names the
//! time of that other one. It stays, since it goes on being true, until an answer brings more.
//! Whoever comes back to the tab reads instead what ended while it was hidden, if anything did:
//! with the first answer after that, and for a minute, with what comes meanwhile. A decrease, as of
//! a run that starts anew, is no news.

use crate::domain::Tallies;
use crate::domain::{Phase, RecipientStatus};
use crate::time::{Millis, Span};
use std::sync::Arc;

/// So many statuses are told one by one: more would be no line any more.
const TOLD: usize = 12;

/// How long what was missed is shown.
const WELCOME: Span = Span::minutes(1);

/// Calls that ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct News {
    pub since: Since,
    /// How many more there are of each status, of the first ones of many.
    pub ended: Vec<(RecipientStatus, u32)>,
    /// How many more there are of the other statuses, all together.
    pub others: u32,
}

/// Since when something is news.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Since {
    /// The answer of that time.
    Answer(Millis),
    /// The tab was last looked at.
    LookedAway,
}

/// Remembers what was seen.
#[derive(Debug, Default)]
pub struct NewsTracker {
    is_away: bool,
    last: Option<(Millis, Arc<Tallies>)>,
    latest: Option<Arc<News>>,
    /// What was on the screen when the tab was hidden, until what was missed has been shown.
    seen: Option<Arc<Tallies>>,
    missed: Option<(Millis, Arc<News>)>,
}

impl NewsTracker {
    /// The tab is shown or hidden from now on. One that is hidden again before an answer came was not
    /// looked at.
    pub fn set_visible(&mut self, is_visible: bool) {
        let was_away = std::mem::replace(&mut self.is_away, !is_visible);
        let is_read = self.seen.is_none() || self.missed.is_some();
        if self.is_away && !was_away && is_read {
            self.missed = None;
            self.seen = self.last.as_ref().map(|(_, tallies)| Arc::clone(tallies));
        }
    }

    /// Takes in the counts of an answer. What they are to be compared with aloud, where somebody came
    /// back to news.
    pub fn update(&mut self, tallies: &Arc<Tallies>, now: Millis) -> Option<Arc<Tallies>> {
        let last = self.last.replace((now, Arc::clone(tallies)));
        if let Some((at, before)) = last {
            let news = News::between(&before, tallies, Since::Answer(at));
            self.latest = news.map(Arc::new).or(self.latest.take());
        }
        if self.is_away {
            return None;
        }
        let news = News::between(self.seen.as_ref()?, tallies, Since::LookedAway);
        let until = self.missed.as_ref().map(|(until, _)| *until);
        let Some(news) = news.filter(|_| until.is_none_or(|until| now < until)) else {
            self.seen = None;
            return None;
        };
        self.missed = Some((until.unwrap_or(now + WELCOME), news.into()));
        if until.is_none() { self.seen.clone() } else { None }
    }

    /// What the line says.
    pub fn current(&self, now: Millis) -> Option<Arc<News>> {
        let missed = self.missed.as_ref().filter(|(until, _)| now < *until);
        missed.map(|(_, news)| news).or(self.latest.as_ref()).cloned()
    }
}

impl News {
    /// Of which statuses with an end there are more, and how many; None where there are more of none.
    fn between(before: &Tallies, after: &Tallies, since: Since) -> Option<Self> {
        let is_end = |it: &RecipientStatus| !matches!(it.phase(), Phase::Waiting | Phase::Live);
        let more = |(status, count): (&RecipientStatus, u32)| {
            let more = count.saturating_sub(before.with_status(status));
            (more > 0 && is_end(status)).then(|| (status.clone(), more))
        };
        let mut ended: Vec<_> = after.by_status().into_iter().filter_map(more).collect();
        let others = ended.split_off(ended.len().min(TOLD));
        let others = others.iter().map(|(_, more)| more).sum();
        (!ended.is_empty()).then_some(Self { since, ended, others })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Recipient;

    enum Step {
        /// An answer with so many of each status.
        Answer(&'static [(&'static str, u32)]),
        Hide,
        Show,
        /// Seconds go by.
        Pass(i64),
    }
    use Step::{Answer, Hide, Pass, Show};

    fn tallies(counts: &[(&str, u32)]) -> Arc<Tallies> {
        let mut tallies = Tallies::default();
        for (status, count) in counts {
            for _ in 0..*count {
                tallies.add(&Recipient::from_json(&format!(r#"{{"status":"{status}"}}"#)));
            }
        }
        tallies.into()
    }

    /// What the line says in the end, and how often there was something to say of it aloud.
    fn check(steps: &[Step], expected: &str, aloud: usize) {
        let mut tracker = NewsTracker::default();
        let (mut now, mut told) = (Millis(0), 0);
        for step in steps {
            match step {
                Answer(counts) => {
                    told += usize::from(tracker.update(&tallies(counts), now).is_some());
                }
                Hide => tracker.set_visible(false),
                Show => tracker.set_visible(true),
                Pass(seconds) => now = now + Span::seconds(*seconds),
            }
        }
        let line = tracker.current(now).map_or(String::new(), |news| {
            let ended = news.ended.iter().map(|(status, more)| format!(" {more} {}", status.key()));
            let since = match news.since {
                Since::Answer(at) => (at.0 / 1000).to_string(),
                Since::LookedAway => "away".into(),
            };
            since + ":" + &ended.collect::<String>()
        });
        assert_eq!((line.as_str(), told), (expected, aloud));
    }

    #[test]
    fn the_line_says_what_ended_since_the_answer_before() {
        check(&[Answer(&[("completed", 3)])], "", 0);
        let first = || Answer(&[("completed", 3), ("pending", 5)]);
        let second = || Answer(&[("completed", 4), ("busy", 2), ("pending", 2)]);
        check(&[first(), Pass(10), second()], "0: 1 completed 2 busy", 0);
        check(&[first(), Pass(10), second(), Pass(10), second()], "0: 1 completed 2 busy", 0);
        let third = Answer(&[("completed", 4), ("busy", 3), ("pending", 1)]);
        check(&[first(), Pass(10), second(), Pass(10), second(), Pass(10), third], "20: 1 busy", 0);
    }

    #[test]
    fn calls_that_began_and_runs_that_start_anew_are_no_news() {
        let begun = Answer(&[("ringing", 2), ("pending", 3), ("completed", 3)]);
        check(&[Answer(&[("pending", 5), ("completed", 3)]), begun], "", 0);
        check(&[Answer(&[("completed", 5)]), Answer(&[("pending", 5)])], "", 0);
    }

    const FEW: Step = Answer(&[("completed", 3), ("pending", 7)]);
    const SOME: Step = Answer(&[("completed", 5), ("failed", 1), ("pending", 4)]);
    const MORE: Step = Answer(&[("completed", 6), ("failed", 1), ("pending", 3)]);

    #[test]
    fn who_comes_back_reads_what_was_missed_for_a_minute() {
        check(&[FEW, Hide, Pass(99), Show], "", 0);
        check(&[FEW, Hide, Pass(99), Show, SOME], "away: 2 completed 1 failed", 1);
        check(&[FEW, Hide, Pass(99), Show, SOME, Pass(10), MORE], "away: 3 completed 1 failed", 1);
        check(&[FEW, Hide, Pass(99), Show, SOME, Pass(60)], "0: 2 completed 1 failed", 1);
        check(&[FEW, Hide, Pass(99), Show, SOME, Pass(60), MORE], "99: 1 completed", 1);
    }

    #[test]
    fn of_too_many_statuses_the_others_are_told_together() {
        let mut tracker = NewsTracker::default();
        tracker.update(&tallies(&[]), Millis(0));
        let many: Vec<_> = (10..60).map(|number| format!("s{number}")).collect();
        let counts: Vec<_> = many.iter().map(|status| (status.as_str(), 2)).collect();
        tracker.update(&tallies(&counts), Millis(0));
        let news = tracker.current(Millis(0)).unwrap();
        assert_eq!((news.ended.len(), news.others), (TOLD, 2 * (50 - 12)));
    }

    #[test]
    fn nothing_missed_is_not_said_nor_what_comes_later() {
        check(&[FEW, Hide, Pass(99), Show, FEW], "", 0);
        check(&[FEW, Hide, Pass(99), Show, FEW, Pass(10), SOME], "99: 2 completed 1 failed", 0);
        check(&[Hide, Pass(99), Show, SOME], "", 0);
    }

    #[test]
    fn looks_too_short_for_an_answer_do_not_count() {
        check(
            &[FEW, Hide, SOME, Show, Hide, Pass(99), Show, MORE],
            "away: 3 completed 1 failed",
            1,
        );
        check(&[FEW, Hide, Show, SOME, Hide, Pass(99), Show, MORE], "away: 1 completed", 2);
    }
}
