//! A campaign as it was at one moment after the other: who was waiting, on the phone and done at
//! each time that a recipient carries.
//!
//! A moment is the body that the API would have answered with, so the widget shows it as it shows
//! any campaign. Recipients carry their last attempt only; what went before it is not known.

use crate::domain::{Batch, Phase, RecipientStatus};
use crate::time::Millis;
use crate::wire::{self, object};
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The members of an object of the API, those that this version does not know included.
type Fields = BTreeMap<String, Box<RawValue>>;

/// All moments of a campaign.
#[derive(Debug)]
pub struct Replay {
    /// The campaign as it came: the last scene.
    body: Arc<Vec<u8>>,
    /// The answer without its campaign and recipients.
    rest: Fields,
    batch: Fields,
    /// Whether the campaign was over when it was recorded.
    is_over: bool,
    recipients: Vec<Recorded>,
    /// Every time that a recipient carries, in order; each begins a scene.
    times: Vec<Millis>,
    from: Millis,
    to: Millis,
}

/// A recipient, who waits, is called and is done.
#[derive(Debug)]
struct Recorded {
    /// As the API sent it.
    done: Box<RawValue>,
    status: RecipientStatus,
    /// When it was called; None of a recipient that never was.
    start: Option<Millis>,
    /// When it was done; None of a call that never ended in the record.
    end: Option<Millis>,
    /// How it looked before, made once it is asked for.
    waiting: OnceCell<String>,
    called: OnceCell<String>,
}

impl Replay {
    /// Of the body of an answer. None where it is no campaign, or no recipient carries a time.
    pub fn new(body: Arc<Vec<u8>>) -> Option<Self> {
        let json = String::from_utf8_lossy(&body);
        let mut rest: Fields = serde_json::from_str(json.trim_start_matches('\u{feff}')).ok()?;
        let inner = rest.get("data").and_then(|data| fields(data));
        if let Some(inner) = inner.filter(|inner| inner.contains_key("recipients")) {
            rest = inner;
        }
        let batch = rest.remove("batch")?;
        let known = Batch::from_wire(&object::read(batch.get()).ok()?);
        let recipients = rest.remove("recipients")?;
        let recipients: Vec<Box<RawValue>> = serde_json::from_str(recipients.get()).ok()?;
        let mut recipients: Vec<_> = recipients.into_iter().filter_map(Recorded::new).collect();
        let mut times: Vec<Millis> =
            recipients.iter().flat_map(|it| [it.start, it.end]).flatten().collect();
        times.sort_unstable();
        times.dedup();
        let (first, to) = (*times.first()?, *times.last()?);
        for recipient in &mut recipients {
            recipient.settle(to);
        }
        let from = known.started_at.map_or(first, |started| started.min(first));
        let is_over = known.status.is_terminal();
        Some(Self { body, rest, batch: fields(&batch)?, is_over, recipients, times, from, to })
    }

    pub fn from(&self) -> Millis {
        self.from
    }

    pub fn to(&self) -> Millis {
        self.to
    }

    /// The number of the scene at a time: how many of the times are past.
    pub fn scene_at(&self, time: Millis) -> usize {
        self.times.partition_point(|past| *past <= time)
    }

    /// The number of the last scene: the campaign as it came.
    pub fn last_scene(&self) -> usize {
        self.times.len()
    }

    /// The campaign in a scene, as the API would have answered.
    pub fn body_of(&self, scene: usize) -> Arc<Vec<u8>> {
        if scene >= self.last_scene() {
            return Arc::clone(&self.body);
        }
        let time = scene.checked_sub(1).and_then(|before| self.times.get(before)).copied();
        let mut answer = self.rest.clone();
        put(&mut answer, "batch", &self.batch_at(time));
        let mut body = serde_json::to_string(&answer).unwrap_or_default();
        body.pop();
        let recipients: Vec<&str> = self.recipients.iter().map(|it| it.text_at(time)).collect();
        Arc::new(format!(r#"{body},"recipients":[{}]}}"#, recipients.join(",")).into_bytes())
    }

    /// The campaign's own fields at a time; None is before the first.
    fn batch_at(&self, time: Option<Millis>) -> Fields {
        let mut batch = self.batch.clone();
        // One that is not over yet when its record ends never was.
        if self.is_over {
            put(&mut batch, "status", "running");
        }
        let ended = |is_it: fn(&RecipientStatus) -> bool| {
            let ended = self.recipients.iter().filter(|it| it.has_ended(time));
            ended.filter(|it| is_it(&it.status)).count()
        };
        put(&mut batch, "completed_at", &());
        put(&mut batch, "completed_count", &ended(|it| *it == RecipientStatus::Completed));
        put(&mut batch, "failed_count", &ended(counts_as_failed));
        batch
    }
}

/// As the API counts: neither skipped nor canceled.
fn counts_as_failed(status: &RecipientStatus) -> bool {
    matches!(status, RecipientStatus::Failed | RecipientStatus::Busy | RecipientStatus::NoAnswer)
}

impl Recorded {
    /// None of what is no object.
    fn new(done: Box<RawValue>) -> Option<Self> {
        if !done.get().starts_with('{') {
            return None;
        }
        let recorded = wire::Recipient::read(done.get().as_bytes(), |row| {
            let status = RecipientStatus::parse(row.status.known().map_or("", AsRef::as_ref));
            (status, row.attempted_at.known().copied(), row.completed_at.known().copied())
        });
        let (status, start, end) = recorded.ok()?;
        Some(Self { done, status, start, end, waiting: OnceCell::new(), called: OnceCell::new() })
    }

    /// What is known of a recipient without a time for it, is known at the end of the record.
    fn settle(&mut self, to: Millis) {
        let is_live = self.status.phase() == Phase::Live;
        self.start = self.start.or(self.end).or(Some(to));
        self.end = self.end.or((!is_live).then_some(to));
    }

    fn has_ended(&self, time: Option<Millis>) -> bool {
        self.end.is_some_and(|end| Some(end) <= time)
    }

    fn text_at(&self, time: Option<Millis>) -> &str {
        if self.has_ended(time) {
            self.done.get()
        } else if self.start <= time {
            self.called.get_or_init(|| self.called())
        } else {
            self.waiting.get_or_init(|| self.waiting())
        }
    }

    fn waiting(&self) -> String {
        self.with(|fields| {
            for name in ["attempted_at", "completed_at", "call_record_id", "error_message"] {
                put(fields, name, &());
            }
            put(fields, "status", "pending");
        })
    }

    /// A call that never ended in the record is as it was there.
    fn called(&self) -> String {
        self.with(|fields| {
            for name in ["completed_at", "error_message"] {
                put(fields, name, &());
            }
            if self.end.is_some() {
                put(fields, "status", "in_progress");
            }
        })
    }

    fn with(&self, change: impl FnOnce(&mut Fields)) -> String {
        let mut fields = fields(&self.done).unwrap_or_default();
        change(&mut fields);
        serde_json::to_string(&fields).unwrap_or_default()
    }
}

fn fields(object: &RawValue) -> Option<Fields> {
    serde_json::from_str(object.get()).ok()
}

fn put<T: Serialize + ?Sized>(fields: &mut Fields, name: &str, value: &T) {
    if let Ok(value) = to_raw_value(value) {
        fields.insert(name.to_owned(), value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn at(minute: u32) -> String {
        format!("2024-02-15T09:{minute:02}:00Z")
    }

    fn time_of(minute: u32) -> Millis {
        Millis::parse(&at(minute)).unwrap()
    }

    /// Three calls one after the other, from 9:01 to 9:10, one number that was never dialled, and a
    /// call that never ends.
    fn recorded() -> Value {
        json!({
            "batch": {"name": "Spring", "status": "completed", "started_at": at(0), "completed_at": at(10), "x": [1]},
            "runs": null,
            "recipients": [
                {"id": "1", "status": "completed", "attempted_at": at(1), "completed_at": at(3), "call_record_id": "c"},
                {"id": "2", "status": "busy", "attempted_at": at(4), "completed_at": at(5), "error_message": "486"},
                {"id": "3", "status": "completed", "attempted_at": at(6), "completed_at": at(10), "tag": {"a": "b"}},
                {"id": "4", "status": "skipped"},
                {"id": "5", "status": "ringing", "attempted_at": at(7)},
            ],
        })
    }

    fn replayed(campaign: &Value) -> Option<Replay> {
        Replay::new(Arc::new(serde_json::to_vec(campaign).unwrap()))
    }

    fn scene(replay: &Replay, minute: u32) -> Value {
        let body = replay.body_of(replay.scene_at(time_of(minute)));
        serde_json::from_slice(&body).unwrap()
    }

    fn statuses(scene: &Value) -> Vec<&str> {
        let recipients = scene["recipients"].as_array().unwrap();
        recipients.iter().map(|it| it["status"].as_str().unwrap()).collect()
    }

    #[test]
    fn everybody_waits_is_called_and_is_done() {
        let replay = replayed(&recorded()).unwrap();
        assert_eq!((replay.from(), replay.to()), (time_of(0), time_of(10)));
        for (minute, expected) in [
            (0, ["pending", "pending", "pending", "pending", "pending"]),
            (1, ["in_progress", "pending", "pending", "pending", "pending"]),
            (3, ["completed", "pending", "pending", "pending", "pending"]),
            (4, ["completed", "in_progress", "pending", "pending", "pending"]),
            (9, ["completed", "busy", "in_progress", "pending", "ringing"]),
            (10, ["completed", "busy", "completed", "skipped", "ringing"]),
        ] {
            assert_eq!(statuses(&scene(&replay, minute)), expected, "{minute}");
        }
    }

    #[test]
    fn what_only_a_call_brings_is_not_there_before() {
        let replay = replayed(&recorded()).unwrap();
        let waiting = scene(&replay, 0);
        let of = |scene: &Value, name: &str| scene["recipients"][0][name].clone();
        for name in ["attempted_at", "completed_at", "call_record_id", "error_message"] {
            assert_eq!(of(&waiting, name), Value::Null, "{name}");
        }
        let called = scene(&replay, 2);
        assert_eq!(of(&called, "attempted_at"), json!(at(1)));
        assert_eq!(of(&called, "call_record_id"), json!("c"));
        assert_eq!(of(&called, "completed_at"), Value::Null);
        assert_eq!(called["recipients"][2]["tag"], json!({"a": "b"}));
    }

    #[test]
    fn the_campaign_runs_until_its_end_and_counts_as_the_api_does() {
        let replay = replayed(&recorded()).unwrap();
        let batch = scene(&replay, 9)["batch"].clone();
        let expected = json!({
            "name": "Spring", "status": "running", "started_at": at(0), "completed_at": null,
            "completed_count": 1, "failed_count": 1, "x": [1],
        });
        assert_eq!(batch, expected);
        assert_eq!(scene(&replay, 9)["runs"], Value::Null);
        assert_eq!(scene(&replay, 10), recorded(), "the last scene is as it came");
        let mut paused = recorded();
        paused["batch"]["status"] = json!("paused");
        assert_eq!(scene(&replayed(&paused).unwrap(), 1)["batch"]["status"], "paused");
    }

    #[test]
    fn a_data_wrapper_is_taken_off() {
        let replay = replayed(&json!({"data": recorded()})).unwrap();
        assert_eq!(statuses(&scene(&replay, 3))[0], "completed");
        assert_eq!(scene(&replay, 10), json!({"data": recorded()}));
    }

    #[test]
    fn without_a_start_it_begins_with_the_first_call() {
        let mut campaign = recorded();
        campaign["batch"] = json!({});
        assert_eq!(replayed(&campaign).unwrap().from(), time_of(1));
        campaign["batch"] = json!({"started_at": at(8)});
        assert_eq!(replayed(&campaign).unwrap().from(), time_of(1));
    }

    #[test]
    fn what_has_no_time_to_play_is_none() {
        let none = [
            json!({"batch": {}, "recipients": [{"id": "1", "status": "pending"}]}),
            json!({"batch": {}, "recipients": []}),
            json!({"batch": {}}),
            json!({"recipients": [{"attempted_at": at(1)}]}),
            json!([]),
        ];
        for campaign in none {
            assert!(replayed(&campaign).is_none(), "{campaign}");
        }
        assert!(Replay::new(Arc::new(b"{".to_vec())).is_none());
        let odd = json!({"batch": {}, "recipients": [null, 7, {"attempted_at": at(1)}]});
        assert_eq!(replayed(&odd).unwrap().last_scene(), 1);
    }

    proptest! {
        #[test]
        fn every_scene_is_an_answer_and_none_goes_back(
            calls in prop::collection::vec(
                (prop::option::of(0_u32..60), prop::option::of(0_u32..60), "completed|busy|ringing|new"),
                1..9,
            ),
        ) {
            let recipients: Vec<Value> = calls
                .iter()
                .map(|(start, end, status)| {
                    json!({"status": status, "attempted_at": start.map(at), "completed_at": end.map(at)})
                })
                .collect();
            let Some(replay) = replayed(&json!({"batch": {}, "recipients": recipients})) else {
                prop_assert!(calls.iter().all(|(start, end, _)| start.or(*end).is_none()));
                return Ok(());
            };
            let mut before = 0;
            for scene in 0..=replay.last_scene() {
                let mut store = Store::default();
                store.apply(replay.body_of(scene)).unwrap();
                prop_assert_eq!(store.roster().len() as usize, calls.len());
                let ended = store.tallies().ended();
                prop_assert!(ended >= before);
                before = ended;
            }
            prop_assert_eq!(replay.scene_at(replay.to()), replay.last_scene());
        }
    }
}
