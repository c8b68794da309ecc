//! What there is to show: one enum, so that no two answers to that can stand side by side.

use crate::config::Missing;
use crate::engine::Overview;
use crate::failure::{Failure, FailureKind};
use crate::time::Millis;
use std::sync::Arc;

/// What there is to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Something is missing that only the host page can give.
    Unconfigured(Missing),
    Loading,
    /// A campaign, as fresh as can be.
    Ready(Loaded),
    /// A campaign, and why there is nothing newer.
    Stale(Loaded, Failure),
    Failed(Failure),
    /// A campaign that has ended for good.
    Done(Loaded),
}

/// A campaign that was received.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Loaded {
    /// The campaign and its figures.
    pub overview: Arc<Overview>,
    pub received: Millis,
}

/// The stage's name to the host page (docs/reference.md#events).
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum State {
    Unconfigured,
    Loading,
    Ready,
    Stale,
    Failed,
    Done,
}

impl State {
    /// The contract's word.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unconfigured => "unconfigured",
            Self::Loading => "loading",
            Self::Ready => "ready",
            Self::Stale => "stale",
            Self::Failed => "failed",
            Self::Done => "done",
        }
    }
}

impl Stage {
    pub fn state(&self) -> State {
        match self {
            Self::Unconfigured(_) => State::Unconfigured,
            Self::Loading => State::Loading,
            Self::Ready(_) => State::Ready,
            Self::Stale(..) => State::Stale,
            Self::Failed(_) => State::Failed,
            Self::Done(_) => State::Done,
        }
    }

    /// The campaign, where there is one.
    pub fn loaded(&self) -> Option<&Loaded> {
        match self {
            Self::Ready(loaded) | Self::Stale(loaded, _) | Self::Done(loaded) => Some(loaded),
            Self::Unconfigured(_) | Self::Loading | Self::Failed(_) => None,
        }
    }

    /// The failure, where there is one.
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Stale(_, failure) | Self::Failed(failure) => Some(failure),
            _ => None,
        }
    }

    /// The stage once there is a network again: as before there was none.
    #[must_use]
    pub fn back_online(self) -> Self {
        let is_offline = |failure: &Failure| failure.kind == FailureKind::Offline;
        match self {
            Self::Stale(loaded, failure) if is_offline(&failure) => Self::Ready(loaded),
            Self::Failed(failure) if is_offline(&failure) => Self::Loading,
            stage => stage,
        }
    }

    /// The stage after a failure: what was there is kept.
    #[must_use]
    pub fn failed(self, failure: Failure) -> Self {
        match self {
            Self::Ready(loaded) | Self::Stale(loaded, _) | Self::Done(loaded) => {
                Self::Stale(loaded, failure)
            }
            Self::Unconfigured(_) | Self::Loading | Self::Failed(_) => Self::Failed(failure),
        }
    }
}
