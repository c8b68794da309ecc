//! What is known of a campaign, and by which clocks: what the headline, the forecast and the alarms are made of.

use super::deadline::FinishBy;
use super::eta::Eta;
use super::headline::{Headline, headline};
use super::open_time::OpenTime;
use super::window::WindowState;
use crate::domain::{BatchStatus, Phase};
use crate::engine::Overview;
use crate::time::{Millis, Span, Zone};
use std::sync::Arc;

/// A campaign at a time.
#[derive(Copy, Clone)]
pub struct Situation<'a> {
    pub overview: &'a Arc<Overview>,
    /// When the answer came. What is known ends with it, however old it is by now.
    pub received: Millis,
    pub now: Millis,
    /// That of the calling window.
    pub zone: Zone<'a>,
    /// When the page wants it to be done.
    pub finish_by: Option<FinishBy>,
}

impl<'a> Situation<'a> {
    pub fn time(&self) -> OpenTime<'a> {
        OpenTime { window: self.overview.batch.window, zone: self.zone }
    }

    pub fn headline(&self) -> Headline {
        headline(&self.overview.batch, &self.overview.tallies, self.now, self.zone)
    }

    pub fn waiting(&self) -> u32 {
        self.overview.tallies.in_phase(Phase::Waiting)
    }

    /// When the page wants this campaign to be done.
    pub fn finish_by(&self) -> Option<Millis> {
        self.finish_by?.of(&self.overview.batch, self.zone)
    }

    /// When it is likely to be done, while it dials: nobody knows when one that has stalled goes on.
    pub fn eta(&self) -> Option<Eta> {
        let dials =
            matches!(self.headline(), Headline::Dialling { .. } | Headline::WindowClosed { .. });
        if !dials || self.stall().is_some() {
            return None;
        }
        self.overview.calls.progress.eta(self.waiting(), self.received, self.time())
    }

    /// For how long nothing has happened, if that is too long and nothing that is known keeps the platform from dialling.
    pub fn stall(&self) -> Option<Span> {
        let Overview { batch, tallies, calls, .. } = &**self.overview;
        let is_open = match batch.window.map(|window| window.state(self.received, self.zone)) {
            Some(state) => matches!(state, WindowState::Open { .. }),
            None => !batch.has_unclear_window,
        };
        let lines = batch.max_concurrency.unwrap_or(calls.concurrency.peak).max(1);
        let has_free_line = tallies.in_phase(Phase::Live) < lines;
        let may_dial =
            batch.status == BatchStatus::Running && is_open && self.waiting() > 0 && has_free_line;
        may_dial.then(|| calls.gaps.stall(self.received, self.time())).flatten()
    }
}
