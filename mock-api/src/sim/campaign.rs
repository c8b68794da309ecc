//! A simulated campaign, and its answer at a moment.

use super::batch::{Batch, Window};
use super::id::{CampaignId, Columns};
use super::json::Json;
use super::kind::Kind;
use super::plan::Plan;
use super::row::{Row, Sheet};
use super::stamp::Stamp;
use super::{every_status, idle, moving, nights, odd, recurring, stopped, trouble};

/// A campaign that has been asked for at least once.
#[derive(Debug)]
pub(crate) struct Campaign {
    pub(super) id: CampaignId,
    pub(super) plan: Plan,
    /// The wall-clock moment of the first request. All other moments are counted from there.
    pub(super) first: i64,
}

/// The content of the answer at one moment. Each kind of campaign makes it in its own way.
pub(super) struct Scene<'a> {
    pub(super) batch: Batch,
    pub(super) rows: usize,
    pub(super) row: Box<dyn Fn(usize) -> Row + 'a>,
    /// The `runs` of a recurring campaign, as JSON.
    pub(super) runs: Option<Vec<u8>>,
    pub(super) wrapped: bool,
}

impl Campaign {
    pub(crate) fn begin(id: CampaignId, now: i64) -> Self {
        Self { id, plan: Plan::new(id), first: now }
    }

    /// The whole answer at `now`, as JSON.
    pub(crate) fn answer(&self, now: i64) -> Vec<u8> {
        let scene = match self.id.kind {
            Kind::Running | Kind::Capped => moving::running(self, now),
            Kind::Wrapped => Scene { wrapped: true, ..moving::running(self, now) },
            Kind::Rerun => moving::rerun(self, now),
            Kind::Scheduled => moving::scheduled(self, now),
            Kind::Draft => idle::draft(self),
            Kind::ScheduledOverdue => idle::overdue(self),
            Kind::OutsideWindow => idle::outside_window(self, now),
            Kind::Empty => idle::empty(self),
            Kind::Paused => stopped::paused(self),
            Kind::Completed => stopped::completed(self),
            Kind::Cancelled => stopped::cancelled(self),
            Kind::Failed => stopped::failed(self),
            Kind::Recurring | Kind::MixedRuns => recurring::parent(self),
            Kind::Stalled => trouble::stalled(self),
            Kind::Stuck => trouble::stuck(self, now),
            Kind::CarrierTrouble => trouble::carrier(self, now),
            Kind::SeveralNights => nights::several(self, now),
            Kind::ClockChange => nights::clock_change(self),
            Kind::AllStatuses => every_status::scene(self),
            Kind::OddData => odd::scene(self),
        };
        self.write(&scene)
    }

    pub(super) fn size(&self) -> usize {
        usize::try_from(self.id.size).unwrap_or(0)
    }

    /// The form of most timestamps. Kinds with an even code have one form and the others another, so that
    /// clients meet both.
    pub(super) fn stamp(&self) -> Stamp {
        if self.id.kind.code().is_multiple_of(2) { Stamp::Zulu } else { Stamp::Micros }
    }

    /// A batch that has not started yet.
    pub(super) fn batch(&self, status: &'static str, created_at: i64) -> Batch {
        let with_seconds = !self.id.kind.code().is_multiple_of(2);
        Batch {
            id: self.id.to_string(),
            name: "Appointment Reminders",
            status,
            send_now: true,
            total_recipients: self.id.size,
            completed_count: 0,
            failed_count: 0,
            window: Window::always(with_seconds),
            max_concurrency: self.plan.lines(),
            created_at,
            updated_at: created_at,
            scheduled_at: None,
            started_at: None,
            completed_at: None,
            recurrence: None,
            unknown: None,
            stamp: self.stamp(),
        }
    }

    fn write(&self, scene: &Scene<'_>) -> Vec<u8> {
        let per_row = if self.id.columns == Columns::All { 420 } else { 240 };
        let mut json = Json::with_capacity(scene.rows * per_row + 8_192);
        let sheet = Sheet::new(self.plan.seed(), self.id.columns, &scene.batch);
        if scene.wrapped {
            json.raw(b"{\"data\":");
        }
        json.raw(b"{");
        scene.batch.write(&mut json, self.id.columns);
        json.key("recipients").raw(b"[");
        for index in 0..scene.rows {
            sheet.write(&mut json, &(scene.row)(index));
        }
        json.raw(b"]");
        match &scene.runs {
            Some(runs) => {
                json.key("runs").raw(runs);
            }
            None if self.id.columns == Columns::All => {
                json.key("runs").null();
            }
            None => {}
        }
        json.raw(if scene.wrapped { b"}}" } else { b"}" });
        json.into_bytes()
    }
}

impl<'a> Scene<'a> {
    /// A scene with counters that agree with its rows.
    pub(super) fn counted(batch: Batch, rows: usize, row: impl Fn(usize) -> Row + 'a) -> Self {
        let mut batch = batch;
        for index in 0..rows {
            let row = row(index);
            match row.status {
                "completed" => batch.completed_count += 1,
                "failed" | "busy" | "no_answer" | "no-answer" => batch.failed_count += 1,
                _ => {}
            }
            let latest = row.attempted_at.max(row.completed_at).unwrap_or(0);
            batch.updated_at = batch.updated_at.max(latest);
        }
        let changed = batch.started_at.max(batch.completed_at).unwrap_or(0);
        batch.updated_at = batch.updated_at.max(changed);
        Self { batch, rows, row: Box::new(row), runs: None, wrapped: false }
    }
}

#[cfg(test)]
mod tests;
