//! The answer's `batch` object.

use super::id::Columns;
use super::json::Json;
use super::stamp::Stamp;

/// The campaign's own fields. Moments are wall-clock milliseconds.
#[derive(Clone, Debug)]
pub(crate) struct Batch {
    pub(crate) id: String,
    pub(crate) name: &'static str,
    pub(crate) status: &'static str,
    pub(crate) send_now: bool,
    pub(crate) total_recipients: u32,
    pub(crate) completed_count: u32,
    pub(crate) failed_count: u32,
    pub(crate) window: Window,
    pub(crate) max_concurrency: u32,
    pub(crate) created_at: i64,
    pub(crate) updated_at: i64,
    pub(crate) scheduled_at: Option<i64>,
    pub(crate) started_at: Option<i64>,
    pub(crate) completed_at: Option<i64>,
    pub(crate) recurrence: Option<Recurrence>,
    /// A field that is documented nowhere: its name and its JSON.
    pub(crate) unknown: Option<(&'static str, &'static str)>,
    pub(crate) stamp: Stamp,
}

/// The calling window.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(crate) start_hour: i64,
    pub(crate) end_hour: i64,
    pub(crate) end_minute: i64,
    /// 0 is Sunday.
    pub(crate) days: &'static [i64],
    /// `09:00:00` instead of `09:00` (docs/api.md#calling-window).
    pub(crate) with_seconds: bool,
}

impl Window {
    /// Open the whole day, every day.
    pub(crate) fn always(with_seconds: bool) -> Self {
        Self { start_hour: 0, end_hour: 23, end_minute: 59, days: &EVERY_DAY, with_seconds }
    }

    /// The window of the documented example: nine to five on weekdays.
    pub(crate) fn office(with_seconds: bool) -> Self {
        Self { start_hour: 9, end_hour: 17, end_minute: 0, days: &[1, 2, 3, 4, 5], with_seconds }
    }

    fn write(&self, json: &mut Json) {
        self.write_time(json.key("window_start_time"), self.start_hour, 0);
        self.write_time(json.key("window_end_time"), self.end_hour, self.end_minute);
        json.key("window_days").raw(b"[");
        for day in self.days {
            json.next().number(*day);
        }
        json.raw(b"]");
    }

    fn write_time(&self, json: &mut Json, hour: i64, minute: i64) {
        json.raw(b"\"").digits(hour, 2).raw(b":").digits(minute, 2);
        json.raw(if self.with_seconds { b":00\"" } else { b"\"" });
    }
}

pub(crate) const EVERY_DAY: [i64; 7] = [0, 1, 2, 3, 4, 5, 6];

/// How a recurring campaign repeats. All of ours repeat daily.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recurrence {
    pub(crate) runs_so_far: u32,
    pub(crate) most_runs: u32,
}

impl Batch {
    pub(crate) fn write(&self, json: &mut Json, columns: Columns) {
        json.key("batch").raw(b"{").key("id").text(&self.id);
        json.key("name").text(self.name).key("caller_id").raw(b"\"+16045551234\"");
        json.key("status").text(self.status).key("send_now").boolean(self.send_now);
        json.key("total_recipients").number(self.total_recipients.into());
        json.key("completed_count").number(self.completed_count.into());
        json.key("failed_count").number(self.failed_count.into());
        self.window.write(json);
        json.key("reserved_concurrency").number(5);
        self.stamp.write(json.key("created_at"), self.created_at);
        self.write_moment(json, "started_at", self.started_at, columns);
        if columns == Columns::All {
            self.write_undocumented(json);
        }
        if let Some((name, value)) = self.unknown {
            json.key(name).raw(value.as_bytes());
        }
        json.raw(b"}");
    }

    fn write_undocumented(&self, json: &mut Json) {
        json.key("user_id").uuid(0x7a11, 0x01);
        json.key("agent_id").uuid(0x7a11, 0x02);
        self.write_moment(json, "scheduled_at", self.scheduled_at, Columns::All);
        self.write_moment(json, "completed_at", self.completed_at, Columns::All);
        self.stamp.write(json.key("updated_at"), self.updated_at);
        json.key("max_concurrency").number(self.max_concurrency.into());
        json.key("template_id").null();
        json.key("purpose").text("Remind patients of their appointment");
        json.key("goal").text("The patient confirms or moves the appointment");
        self.write_recurrence(json);
        json.key("parent_batch_id").null().key("occurrence_number").null();
    }

    fn write_recurrence(&self, json: &mut Json) {
        let Some(recurrence) = self.recurrence else {
            json.key("recurrence_type").text("none").key("recurrence_interval").number(1);
            json.key("recurrence_end_date").null().key("recurrence_max_runs").null();
            json.key("recurrence_run_count").number(0);
            return;
        };
        json.key("recurrence_type").text("daily").key("recurrence_interval").number(1);
        json.key("recurrence_end_date").null();
        json.key("recurrence_max_runs").number(recurrence.most_runs.into());
        json.key("recurrence_run_count").number(recurrence.runs_so_far.into());
    }

    fn write_moment(&self, json: &mut Json, key: &str, moment: Option<i64>, columns: Columns) {
        match moment {
            Some(moment) => self.stamp.write(json.key(key), moment),
            None if columns == Columns::All => {
                json.key(key).null();
            }
            None => {}
        }
    }
}
