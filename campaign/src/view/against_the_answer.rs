//! Each figure on the screen against what one counts in the answer's own JSON, read by `serde_json` alone.

use super::*;
use crate::domain::class::Class;
use crate::engine::{Answer, Ask, Engine, Generation, Shown};
use crate::time::HOUR;
use proptest::prelude::*;
use serde_json::{Value, json};

const BEGAN: &str = "2024-02-15T09:00:00Z";
const OVER: &[&str] = &["completed", "failed", "busy", "no_answer"];
const LIVE: &[&str] = &["calling", "initiated", "ringing", "in_progress"];

fn time_of(second: i64) -> String {
    format!("2024-02-15T{:02}:{:02}:{:02}Z", 9 + second / 3600, second / 60 % 60, second % 60)
}

/// Somebody whose call began and took so long, is live or was not made, by the list of its status.
fn recipient() -> impl Strategy<Value = Value> {
    let over = (prop::sample::select(OVER.to_vec()), 0_i64..5_000, 0_i64..900);
    let over = over.prop_map(|(status, start, length)| {
        json!({ "status": status, "attempted_at": time_of(start), "completed_at": time_of(start + length) })
    });
    let live = (prop::sample::select(LIVE.to_vec()), 4_000_i64..6_000);
    let live = live
        .prop_map(|(status, start)| json!({ "status": status, "attempted_at": time_of(start) }));
    let none = prop::sample::select(vec!["pending", "pending", "pending", "queued", "skipped"]);
    let none = none.prop_map(|status| json!({ "status": status }));
    prop_oneof![6 => over, 1 => live, 4 => none]
}

/// Recipients with ids of their own, of a campaign without a window.
fn answer() -> impl Strategy<Value = Value> {
    let lines = prop::option::of(1_u32..6);
    (prop::collection::vec(recipient(), 0..120), lines).prop_map(|(mut recipients, lines)| {
        for (at, recipient) in recipients.iter_mut().enumerate() {
            recipient["id"] = json!(format!("r{at}"));
            recipient["phone_number"] = json!(format!("+1415555{at:04}"));
        }
        let batch = json!({ "status": "running", "max_concurrency": lines, "started_at": BEGAN });
        json!({ "batch": batch, "recipients": recipients })
    })
}

/// What the screen makes of an answer that came two hours after the first dial could be, and the whole table.
fn shown(answer: &Value) -> (Campaign, Arc<Slice>) {
    let mut engine = Engine::default();
    engine.handle(Ask::Show(Shown { rows: 0..999, ..Shown::default() }));
    let body = answer.to_string().into_bytes();
    let answers = engine.handle(Ask::Apply(Generation(1), body.into()));
    let table = answers.into_iter().find_map(|answer| match answer {
        Answer::Table(slice) => Some(slice),
        _ => None,
    });
    let now = received();
    let overview = engine.overview().expect("it is a campaign");
    let situation = Situation { overview, received: now, now, zone: &|_| Span(0), finish_by: None };
    (Campaign::new(&situation, &[]), table.expect("there is a table"))
}

fn received() -> Millis {
    Millis::parse(BEGAN).unwrap() + Span::minutes(120)
}

/// The recipients of an answer with one of these statuses.
fn with<'a>(answer: &'a Value, statuses: &'a [&str]) -> impl Iterator<Item = &'a Value> {
    let recipients = answer["recipients"].as_array().unwrap();
    recipients.iter().filter(|it| statuses.contains(&it["status"].as_str().unwrap()))
}

fn count(answer: &Value, statuses: &[&str]) -> u32 {
    with(answer, statuses).count().try_into().unwrap()
}

fn time(recipient: &Value, field: &str) -> Option<Millis> {
    Millis::parse(recipient[field].as_str()?)
}

fn lengths(answer: &Value) -> Vec<i64> {
    let length = |it: &Value| Some((time(it, "completed_at")? - time(it, "attempted_at")?).0);
    let mut lengths: Vec<_> = with(answer, OVER).filter_map(length).collect();
    lengths.sort_unstable();
    lengths
}

fn starts(answer: &Value) -> Vec<i64> {
    let recipients = answer["recipients"].as_array().unwrap();
    let mut starts: Vec<_> =
        recipients.iter().filter_map(|it| Some(time(it, "attempted_at")?.0)).collect();
    starts.sort_unstable();
    starts
}

/// The value nearest to where so many tenths of the others are smaller.
fn quantile(sorted: &[i64], tenths: usize) -> Option<i64> {
    sorted.get((sorted.len().checked_sub(1)? * tenths + 5) / 10).copied()
}

fn number(value: u32) -> usize {
    usize::try_from(value).unwrap()
}

proptest! {
    #[test]
    fn counts_and_the_answer_rate(answer in answer()) {
        let (campaign, table) = shown(&answer);
        let tallies = &campaign.overview.tallies;
        let is = |phase, statuses| tallies.in_phase(phase) == count(&answer, statuses);
        prop_assert!(is(Phase::Answered, &["completed"]));
        prop_assert!(is(Phase::NotAnswered, &["failed", "busy", "no_answer"]));
        prop_assert!(is(Phase::Live, LIVE) && is(Phase::Waiting, &["pending", "queued"]));
        prop_assert!(is(Phase::NotCalled, &["skipped"]) && is(Phase::Unknown, &[]));
        prop_assert_eq!(tallies.ended_calls(), count(&answer, OVER));
        prop_assert_eq!(tallies.dialled, count(&answer, OVER) + count(&answer, LIVE));
        // Nobody knows of a failure without words whether it passes.
        let to_call_back = count(&answer, &["busy", "no_answer"]);
        prop_assert_eq!(tallies.with_class(Class::CallBack), to_call_back);
        for (chip, told) in &table.chips {
            if let Some(status) = chip.status() {
                prop_assert_eq!(*told, count(&answer, &[status.key()]));
            }
        }
    }

    #[test]
    fn lengths_and_the_most_at_once(answer in answer()) {
        let (campaign, _) = shown(&answer);
        let (found, sorted) = (&campaign.overview.calls.progress.lengths, lengths(&answer));
        prop_assert_eq!(number(found.count()), sorted.len());
        let at_once = sorted.iter().filter(|it| **it < 5_000).count();
        prop_assert_eq!(number(found.at_once()), at_once);
        for (share, tenths) in [(0.5, 5), (0.9, 9)] {
            prop_assert_eq!(found.quantile(share).map(|it| it.0), quantile(&sorted, tenths));
        }
        // A live call is live until now, and what ends as another begins is not beside it.
        let recipients = answer["recipients"].as_array().unwrap();
        let is_live_at = |at: i64, it: &Value| {
            let end = time(it, "completed_at").map_or(i64::MAX, |end| end.0);
            time(it, "attempted_at").is_some_and(|start| start.0 <= at) && at < end
        };
        let beside = |at: &i64| recipients.iter().filter(|it| is_live_at(*at, it)).count();
        let peak = starts(&answer).iter().map(beside).max().unwrap_or(0);
        prop_assert_eq!(number(campaign.overview.calls.concurrency.peak), peak);
    }

    #[test]
    fn the_pace_and_its_picture(answer in answer()) {
        let (campaign, _) = shown(&answer);
        let (ended, starts) = (count(&answer, OVER), starts(&answer));
        let mut ends: Vec<_> =
            with(&answer, OVER).map(|it| time(it, "completed_at").unwrap()).collect();
        ends.sort();
        // Somebody waits, so the pace is that until now; else that until the last end.
        let until = if count(&answer, &["pending", "queued"]) > 0 { Some(received()) } else { ends.last().copied() };
        let whole = starts.first().zip(until).map(|(began, until)| (ended, until - Millis(*began)));
        let told = whole.filter(|(ends, over)| *ends >= 5 && over.0 >= MINUTE);
        prop_assert_eq!(campaign.pace.map(|it| (it.whole.ends, it.whole.over)), told);
        let bins = campaign.bins();
        prop_assert_eq!(bins.iter().map(|it| number(it.starts)).sum::<usize>(), starts.len());
        for bin in bins.iter().take(bins.len().saturating_sub(1)) {
            let inside = ends.iter().filter(|end| bin.time.contains(end)).count();
            prop_assert_eq!(number(bin.ends), inside);
        }
    }

    #[test]
    fn turns_and_times_of_the_queue(answer in answer()) {
        let (campaign, table) = shown(&answer);
        let queue: Vec<_> = with(&answer, &["pending", "queued"]).map(|it| it["id"].as_str().unwrap()).collect();
        for row in &table.rows {
            let place = queue.iter().position(|id| *id == &*row.id);
            prop_assert_eq!(row.turn.map(number), place.map(|it| it + 1));
        }
        // Without a window turns come at equal steps, from now to the last dial.
        let last = campaign.turn_at(queue.len().try_into().unwrap());
        prop_assert_eq!(last.is_some(), campaign.eta.is_some());
        if let Some(last) = last {
            let takes = (last - received()).0;
            for turn in 1..=queue.len() {
                let at = campaign.turn_at(turn.try_into().unwrap()).unwrap() - received();
                let [turn, count] = [turn, queue.len()].map(|it| i64::try_from(it).unwrap());
                prop_assert!((at.0 - takes * turn / count).abs() <= 1, "{turn} {at:?}");
            }
        }
    }

    #[test]
    fn what_bounds_the_pace(answer in answer()) {
        let (campaign, _) = shown(&answer);
        let (lengths, starts) = (lengths(&answer), starts(&answer));
        let mean = lengths.iter().sum::<i64>() / i64::try_from(lengths.len()).unwrap().max(1);
        let known = answer["batch"]["max_concurrency"].as_i64();
        match campaign.bound {
            None => {}
            Some(Bound::Window { .. }) => prop_assert!(false, "there is no window"),
            Some(Bound::Lines { lines, mean: told, an_hour }) => {
                prop_assert_eq!(Some(i64::from(lines)), known);
                prop_assert!((told.0 - mean).abs() <= 1);
                prop_assert!((i64::from(an_hour) - i64::from(lines) * HOUR.0 / mean).abs() <= 1);
            }
            Some(Bound::LongCalls { lines, longer, count, of, percent }) => {
                prop_assert_eq!(Some(i64::from(lines)), known);
                prop_assert_eq!(Some(longer.0), quantile(&lengths, 5).map(|it| 3 * it));
                let long: Vec<_> = lengths.iter().filter(|it| **it > longer.0).collect();
                prop_assert_eq!((number(count), number(of)), (long.len(), lengths.len()));
                let share = 100 * long.into_iter().sum::<i64>() / lengths.iter().sum::<i64>();
                prop_assert!((i64::from(percent) - share).abs() <= 1);
            }
            Some(Bound::Gaps { median, lines }) => {
                prop_assert_eq!(lines.map(i64::from), known);
                let mut gaps: Vec<_> = starts.windows(2).map(|pair| pair[1] - pair[0]).collect();
                gaps.sort_unstable();
                prop_assert_eq!(gaps.get(gaps.len() / 2), Some(&median.0));
                prop_assert!(mean * 2 <= median.0 * known.unwrap_or(1) + 1);
            }
        }
    }
}
