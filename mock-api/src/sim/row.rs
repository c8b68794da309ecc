//! A recipient of the answer.

use super::batch::Batch;
use super::draw::Draw;
use super::id::Columns;
use super::json::Json;
use super::people;
use super::plan::{Outcome, Plan, Standing};
use super::stamp::Stamp;
use super::timeline::Timeline;

/// A recipient's fields. Moments are wall-clock milliseconds.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) index: usize,
    pub(crate) status: &'static str,
    pub(crate) attempted_at: Option<i64>,
    pub(crate) completed_at: Option<i64>,
    pub(crate) error_message: Option<&'static str>,
    pub(crate) name: Name,
    pub(crate) phone: Phone,
    pub(crate) stamp: Stamp,
}

/// A name, or its absence.
#[derive(Clone, Debug)]
pub(crate) enum Name {
    Drawn,
    Absent,
    Null,
    Text(String),
}

/// A number, or its absence.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Phone {
    Drawn,
    SameAs(usize),
    Null,
    Text(&'static str),
}

impl Row {
    /// A recipient who has not been dialled.
    pub(crate) fn waiting(index: usize, stamp: Stamp) -> Self {
        Self {
            index,
            status: "pending",
            attempted_at: None,
            completed_at: None,
            error_message: None,
            name: Name::Drawn,
            phone: Phone::Drawn,
            stamp,
        }
    }

    /// A recipient in the state that the plan says.
    pub(crate) fn planned(
        plan: &Plan,
        index: usize,
        standing: Standing,
        timeline: Timeline,
        stamp: Stamp,
    ) -> Self {
        let row = Self::waiting(index, stamp);
        match standing {
            Standing::Waiting => row,
            Standing::Live { status, since } => {
                Self { status, attempted_at: Some(timeline.wall(since)), ..row }
            }
            Standing::Ended { outcome, dialled, at } => Self {
                status: outcome.status(),
                attempted_at: dialled.map(|at| timeline.wall(at)),
                completed_at: at.map(|at| timeline.wall(at)),
                error_message: (outcome == Outcome::Failed).then(|| plan.reason(index)),
                ..row
            },
        }
    }
}

/// The parts that all rows of one answer share.
pub(crate) struct Sheet {
    seed: u64,
    columns: Columns,
    /// `,"batch_id":"..."`, made once for all rows.
    batch_id: Vec<u8>,
    /// `,"created_at":"..."`, made once too.
    created_at: Vec<u8>,
}

impl Sheet {
    pub(crate) fn new(seed: u64, columns: Columns, batch: &Batch) -> Self {
        let mut batch_id = Json::with_capacity(64);
        batch_id.raw(b",\"batch_id\":").text(&batch.id);
        let mut created_at = Json::with_capacity(64);
        Stamp::Micros.write(created_at.raw(b",\"created_at\":"), batch.created_at);
        Self { seed, columns, batch_id: batch_id.into_bytes(), created_at: created_at.into_bytes() }
    }

    pub(crate) fn write(&self, json: &mut Json, row: &Row) {
        let index = row.index as u64;
        let draw = Draw::new(self.seed, index);
        json.next().raw(b"{").key("id").uuid(draw.salted(20).bits(), draw.salted(21).bits());
        if self.columns == Columns::All {
            json.raw(&self.batch_id);
            if draw.salted(22).below(3) == 0 {
                json.key("contact_id").uuid(draw.salted(23).bits(), draw.salted(24).bits());
            } else {
                json.key("contact_id").null();
            }
        }
        self.write_phone(json, row);
        write_name(json, row, draw);
        json.key("status").text(row.status);
        if row.attempted_at.is_some() {
            json.key("call_record_id").uuid(draw.salted(25).bits(), draw.salted(26).bits());
        } else if self.columns == Columns::All {
            json.key("call_record_id").null();
        }
        self.write_moment(json, "attempted_at", row.attempted_at, row.stamp);
        self.write_moment(json, "completed_at", row.completed_at, row.stamp);
        if self.columns == Columns::All {
            match row.error_message {
                Some(reason) => json.key("error_message").text(reason),
                None => json.key("error_message").null(),
            };
            json.key("sort_order").number(i64::try_from(row.index).unwrap_or(0));
            json.raw(&self.created_at);
        }
        json.raw(b"}");
    }

    fn write_phone(&self, json: &mut Json, row: &Row) {
        let index = match row.phone {
            Phone::Drawn => row.index,
            Phone::SameAs(other) => other,
            Phone::Null => {
                json.key("phone_number").null();
                return;
            }
            Phone::Text(text) => {
                json.key("phone_number").text(text);
                return;
            }
        };
        let (area, line) = people::phone(self.seed, index as u64);
        json.key("phone_number").raw(b"\"+1").raw(area.as_bytes()).raw(b"555");
        json.digits(i64::try_from(line).unwrap_or(0), 4).raw(b"\"");
    }

    fn write_moment(&self, json: &mut Json, key: &str, moment: Option<i64>, stamp: Stamp) {
        match moment {
            Some(moment) => stamp.write(json.key(key), moment),
            None if self.columns == Columns::All => {
                json.key(key).null();
            }
            None => {}
        }
    }
}

fn write_name(json: &mut Json, row: &Row, draw: Draw) {
    match &row.name {
        Name::Absent => {}
        Name::Null => {
            json.key("name").null();
        }
        Name::Text(text) => {
            json.key("name").text(text);
        }
        Name::Drawn => {
            let (first, last) = people::name(draw);
            json.key("name").raw(b"\"").escaped(first).raw(b" ").escaped(last).raw(b"\"");
        }
    }
}
