//! When the next request goes out.

use crate::engine::Generation;
use crate::time::{Millis, Span};

/// The plan for the next request. A wait begins only when the last request has settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asking {
    Idle,
    /// One is on its way, or its body is being read.
    InFlight(Generation),
    Due {
        at: Millis,
        /// How long the wait was to be: a clock set back must not stretch it.
        wait: Span,
    },
}

impl Asking {
    /// A request after a wait, or none.
    pub fn after(wait: Option<Span>, now: Millis) -> Self {
        wait.map_or(Self::Idle, |wait| Self::Due { at: now + wait, wait })
    }

    /// A request as soon as one may go out.
    pub fn due_now(now: Millis) -> Self {
        Self::Due { at: now, wait: Span(0) }
    }

    /// Whether a request is on its way.
    pub fn is_in_flight(&self) -> bool {
        matches!(self, Self::InFlight(_))
    }

    /// Keeps a wait from being longer than it was to be: a clock may have been set back.
    pub fn rebase(&mut self, now: Millis) {
        if let Self::Due { at, wait } = self {
            *at = (*at).min(now + *wait);
        }
    }

    /// When the next one is to go out.
    pub fn due(&self) -> Option<Millis> {
        match self {
            Self::Due { at, .. } => Some(*at),
            Self::Idle | Self::InFlight(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_does_not_stretch_the_wait() {
        let mut asking = Asking::after(Some(Span::seconds(10)), Millis(3_600_000));
        for now in [0, 1_000, 2_000] {
            asking.rebase(Millis(now));
            assert_eq!(asking.due(), Some(Millis(10_000)));
        }
    }

    #[test]
    fn a_clock_set_forward_makes_it_due() {
        let asking = Asking::after(Some(Span::seconds(10)), Millis(0));
        let is_due = |now| asking.due().is_some_and(|at| at <= Millis(now));
        assert!(is_due(3_600_000));
        assert!(!is_due(9_999));
    }
}
