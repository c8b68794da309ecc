//! The answers of every kind at chosen moments.

use std::collections::{BTreeMap, HashSet};

use serde_json::Value;

use super::*;
use crate::sim::id::Speed;

const NOW: i64 = 1_800_000_000_000;

fn id(kind: Kind, speed: Speed, size: u32) -> CampaignId {
    CampaignId { kind, seed: 7, columns: Columns::All, speed, size }
}

fn ask(campaign: &Campaign, now: i64) -> Value {
    let answer: Value = serde_json::from_slice(&campaign.answer(now)).unwrap();
    answer.get("data").cloned().unwrap_or(answer)
}

fn statuses(answer: &Value) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for row in answer["recipients"].as_array().unwrap() {
        *counts.entry(row["status"].as_str().unwrap()).or_default() += 1;
    }
    counts
}

/// Reads a timestamp of any form, independently of the code that wrote it.
fn millis(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let (year, month) = (number(0, 4), number(5, 7));
    let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let mut days: i64 = (1970..year).map(|year| if leap(year) { 366 } else { 365 }).sum();
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    days += lengths.iter().take(usize::try_from(month - 1).unwrap()).sum::<i64>();
    days += i64::from(month > 2 && leap(year)) + number(8, 10) - 1;
    let seconds = ((days * 24 + number(11, 13)) * 60 + number(14, 16)) * 60 + number(17, 19);
    let digits: String = text[19..].chars().skip(1).take_while(char::is_ascii_digit).collect();
    let fraction = if text[19..].starts_with('.') { format!("{digits:0<3}") } else { "000".into() };
    seconds * 1_000 + fraction[..3].parse::<i64>().unwrap()
}

/// Collects every timestamp of the answer but those of one field.
fn moments<'a>(value: &'a Value, except: &str, found: &mut Vec<(&'a str, i64)>) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields.iter().filter(|(key, _)| *key != except) {
                match value {
                    Value::String(text) if key.ends_with("_at") => {
                        found.push((key, millis(text)));
                    }
                    other => moments(other, except, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| moments(item, except, found)),
        _ => {}
    }
}

/// For speeds that do not divide a duration, the first answer once had a call that would begin in a
/// millisecond.
#[test]
fn all_moments_lie_in_the_past() {
    for kind in Kind::ALL {
        for speed in [Speed::Frozen, Speed::Times(1), Speed::Times(7), Speed::Times(4_095)] {
            let campaign = Campaign::begin(id(kind, speed, 90), NOW);
            for later in [0, 1, 999, 60_000, 3_600_000] {
                let answer = ask(&campaign, NOW + later);
                let mut found = Vec::new();
                moments(&answer, "scheduled_at", &mut found);
                for (key, at) in found {
                    assert!(at <= NOW + later, "{kind:?} {speed:?} +{later}: {key}");
                }
            }
        }
    }
}

#[test]
fn a_running_campaign_reaches_its_end() {
    for kind in [Kind::Running, Kind::Wrapped, Kind::Rerun, Kind::Scheduled] {
        let campaign = Campaign::begin(id(kind, Speed::Times(10), 60), NOW);
        let (mut before, mut done, mut late) = (0, false, false);
        for tick in 0..2_400 {
            let answer = ask(&campaign, NOW + tick * 250);
            let counts = statuses(&answer);
            let waiting = counts.get("pending").copied().unwrap_or(0);
            let live = ["calling", "ringing", "in_progress"];
            let live: usize = live.iter().filter_map(|status| counts.get(status)).sum();
            let ended = 60 - waiting - live;
            let lines = answer["batch"]["max_concurrency"].as_u64().unwrap();
            assert!(live as u64 <= lines, "{kind:?}: {live} calls on {lines} lines");
            if done {
                late |= live > 0;
            } else {
                assert!(ended >= before, "{kind:?}: an ended row came back");
            }
            before = ended;
            done = answer["batch"]["status"] == "completed";
            if done && live == 0 {
                break;
            }
        }
        assert!(done && before == 60, "{kind:?} did not end");
        assert!(late, "{kind:?}: the last rows must land after the batch has ended");
    }
}

#[test]
fn the_first_view_is_about_a_third_done() {
    for size in [20, 60, 500, 5_000] {
        let campaign = Campaign::begin(id(Kind::Running, Speed::Times(1), size), NOW);
        let answer = ask(&campaign, NOW);
        let waiting = statuses(&answer)["pending"];
        let share = 100 * waiting / campaign.size();
        assert!((45..=65).contains(&share), "{size}: {share} % waiting");
        assert!(answer["batch"]["completed_at"].is_null());
    }
}

#[test]
fn outcomes_are_mixed_as_in_life() {
    let answer = ask(&Campaign::begin(id(Kind::Completed, Speed::Times(1), 10_000), NOW), NOW);
    let counts = statuses(&answer);
    let check = |status: &str, percent: usize| {
        let count = counts[status];
        assert!(count.abs_diff(percent * 100) < 100, "{status}: {count} of 10,000");
    };
    check("completed", 64);
    check("no_answer", 15);
    check("busy", 9);
    check("failed", 7);
    check("skipped", 3);
    check("canceled", 2);
    let rows = answer["recipients"].as_array().unwrap();
    let reasons: HashSet<_> = rows.iter().filter_map(|row| row["error_message"].as_str()).collect();
    assert_eq!(reasons.len(), 6);
    let numbers: HashSet<_> =
        rows.iter().map(|row| row["phone_number"].as_str().unwrap()).collect();
    assert_eq!(numbers.len(), rows.len(), "numbers are not shared");
}

#[test]
fn counters_agree_with_rows_where_nothing_is_odd() {
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::OddData) {
        let answer = ask(&Campaign::begin(id(kind, Speed::Times(3), 200), NOW), NOW + 5_000);
        let counts = statuses(&answer);
        let tally =
            |names: &[&str]| -> usize { names.iter().filter_map(|name| counts.get(name)).sum() };
        let batch = &answer["batch"];
        assert_eq!(batch["completed_count"], tally(&["completed"]), "{kind:?}");
        let failed = tally(&["failed", "busy", "no_answer", "no-answer"]);
        assert_eq!(batch["failed_count"], failed, "{kind:?}");
        assert_eq!(batch["total_recipients"], counts.values().sum::<usize>(), "{kind:?}");
    }
}

#[test]
fn the_same_id_and_moment_give_the_same_bytes() {
    for kind in Kind::ALL {
        let id = id(kind, Speed::Times(5), 120);
        let (one, other) = (Campaign::begin(id, NOW), Campaign::begin(id, NOW));
        assert_eq!(one.answer(NOW + 7_000), other.answer(NOW + 7_000), "{kind:?}");
        if kind != Kind::Empty {
            let seeded = Campaign::begin(CampaignId { seed: 8, ..id }, NOW);
            assert_ne!(one.answer(NOW), seeded.answer(NOW), "{kind:?}");
        }
    }
}

#[test]
fn a_frozen_campaign_stands_still() {
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::OutsideWindow) {
        let campaign = Campaign::begin(id(kind, Speed::Frozen, 50), NOW);
        assert_eq!(campaign.answer(NOW), campaign.answer(NOW + 86_400_000 * 3), "{kind:?}");
    }
}

/// At any hour the window is closed, and it opens in some hours.
#[test]
fn the_window_is_closed_at_any_hour() {
    let hour_of = |text: &Value| text.as_str().unwrap()[..2].parse::<i64>().unwrap();
    let campaign = Campaign::begin(id(Kind::OutsideWindow, Speed::Times(1), 5), NOW);
    for hour in 0..48 {
        let now = NOW + hour * 3_600_000;
        let batch = &ask(&campaign, now)["batch"];
        let start = hour_of(&batch["window_start_time"]);
        let end = hour_of(&batch["window_end_time"]);
        let current = now / 3_600_000 % 24;
        assert!(current < start || current > end, "{current} is in {start}-{end}");
        assert!(start < end || start == 23, "{start}-{end} opens");
    }
}

#[test]
fn schedules_lie_ahead_or_behind() {
    fn check(kind: Kind, speed: Speed, expected: i64) {
        let batch = &ask(&Campaign::begin(id(kind, speed, 5), NOW), NOW)["batch"];
        assert_eq!(batch["status"], "scheduled");
        assert!(batch["started_at"].is_null());
        assert_eq!(millis(batch["scheduled_at"].as_str().unwrap()) - NOW, expected, "{kind:?}");
    }
    check(Kind::Scheduled, Speed::Times(1), 120_000);
    check(Kind::Scheduled, Speed::Times(10), 12_000);
    check(Kind::Scheduled, Speed::Frozen, 86_400_000);
    check(Kind::ScheduledOverdue, Speed::Times(10), -900_000);
}

#[test]
fn any_size_will_do() {
    for kind in Kind::ALL {
        for size in [0, 1, 2, 3, 9] {
            let campaign = Campaign::begin(id(kind, Speed::Times(100), size), NOW);
            for later in [0, 500, 3_600_000] {
                ask(&campaign, NOW + later);
            }
        }
    }
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const LIVE: [&str; 3] = ["calling", "ringing", "in_progress"];

fn live(answer: &Value) -> usize {
    let counts = statuses(answer);
    LIVE.iter().filter_map(|status| counts.get(status)).sum()
}

/// The moments of one field, in order, with the row's status.
fn times<'a>(answer: &'a Value, field: &str) -> Vec<(i64, &'a str)> {
    let rows = answer["recipients"].as_array().unwrap().iter();
    let mut times: Vec<_> = rows
        .filter_map(|row| Some((millis(row[field].as_str()?), row["status"].as_str()?)))
        .collect();
    times.sort_unstable();
    times
}

#[test]
fn a_stalled_campaign_is_quiet_for_longer_and_longer_with_lines_free() {
    let campaign = Campaign::begin(id(Kind::Stalled, Speed::Times(1), 200), NOW);
    for later in [0, 5 * MINUTE, HOUR] {
        let answer = ask(&campaign, NOW + later);
        assert_eq!(answer["batch"]["status"], "running");
        assert_eq!(live(&answer), 0);
        assert!(statuses(&answer)["pending"] > 100);
        let latest = |field| times(&answer, field).last().unwrap().0;
        let quiet = NOW + later - latest("attempted_at").max(latest("completed_at"));
        assert!((20 * MINUTE..25 * MINUTE).contains(&(quiet - later)), "{quiet}");
    }
}

#[test]
fn a_call_that_hangs_outlives_all_others() {
    let campaign = Campaign::begin(id(Kind::Stuck, Speed::Times(1), 120), NOW);
    for (later, others) in [(0, true), (3 * HOUR, false)] {
        let answer = ask(&campaign, NOW + later);
        assert_eq!(answer["batch"]["status"], "running");
        assert_eq!(live(&answer) > 1, others, "{later}");
        let hanging = &answer["recipients"][3];
        assert_eq!(hanging["status"], "in_progress");
        assert_eq!(millis(hanging["attempted_at"].as_str().unwrap()), NOW - 40 * MINUTE);
        let started = millis(answer["batch"]["started_at"].as_str().unwrap());
        assert!(times(&answer, "attempted_at")[0].0 >= started);
    }
}

#[test]
fn a_carrier_that_refuses_calls_refuses_all_from_then_on() {
    let campaign = Campaign::begin(id(Kind::CarrierTrouble, Speed::Times(1), 300), NOW);
    for later in [0, 10 * MINUTE] {
        let answer = ask(&campaign, NOW + later);
        let dialled = times(&answer, "attempted_at");
        let (before, latest) = dialled.split_at(dialled.len() - 22);
        let failed = |calls: &[(i64, &str)]| calls.iter().filter(|(_, it)| *it == "failed").count();
        assert!(failed(latest) >= 20, "{latest:?}");
        if later == 0 {
            assert!(5 * failed(before) < before.len(), "{before:?}");
        }
        let refused = answer["recipients"].as_array().unwrap().iter();
        let refused =
            refused.filter(|row| row["error_message"] == "SIP 503: carrier rejected the call");
        assert!(refused.count() >= 20);
    }
}

#[test]
fn a_campaign_with_two_lines_has_both_busy() {
    let campaign = Campaign::begin(id(Kind::Capped, Speed::Times(1), 300), NOW);
    let both = (0..100).filter(|tick| {
        let answer = ask(&campaign, NOW + tick * 7_000);
        assert_eq!(answer["batch"]["max_concurrency"], 2);
        assert!(live(&answer) <= 2);
        live(&answer) == 2
    });
    assert!(both.count() > 85);
}

#[test]
fn what_takes_several_nights_dials_in_its_window_alone() {
    let hour_of = |text: &Value| text.as_str().unwrap()[..2].parse::<i64>().unwrap();
    for hour in 0..24 {
        let first = NOW + hour * HOUR;
        let campaign = Campaign::begin(id(Kind::SeveralNights, Speed::Times(1), 800), first);
        let answer = ask(&campaign, first);
        assert_eq!(answer["batch"]["status"], "running");
        let start = hour_of(&answer["batch"]["window_start_time"]);
        let end = hour_of(&answer["batch"]["window_end_time"]);
        let now = first / HOUR % 24;
        assert!((start..=end).contains(&now), "{now} is not in {start}-{end}");
        for later in [0, 6 * HOUR, 25 * HOUR] {
            let answer = ask(&campaign, first + later);
            let dialled = times(&answer, "attempted_at");
            for (at, _) in &dialled {
                assert!((start..=end).contains(&(at / HOUR % 24)), "{at}");
            }
            let days: HashSet<_> = dialled.iter().map(|(at, _)| at / (24 * HOUR)).collect();
            assert_eq!(days.len() >= 3, later == 25 * HOUR, "{hour} +{later}: {days:?}");
            assert!(
                later != 6 * HOUR
                    || (start..=end).contains(&((first + later) / HOUR % 24))
                    || live(&answer) == 0
            );
        }
        assert!(statuses(&ask(&campaign, first))["pending"] > 200);
    }
}

#[test]
fn the_night_when_clocks_changed_has_calls_on_both_sides() {
    let campaign = Campaign::begin(id(Kind::ClockChange, Speed::Times(1), 300), NOW);
    let answer = ask(&campaign, NOW);
    assert_eq!(answer["batch"]["status"], "completed");
    let change = millis("2024-03-31T01:00:00Z");
    let (before, after): (Vec<_>, Vec<_>) =
        times(&answer, "attempted_at").into_iter().partition(|(at, _)| *at < change);
    assert!(before.len() > 20 && after.len() > 20, "{} and {}", before.len(), after.len());
}

#[test]
fn mixed_runs_end_in_every_way() {
    let campaign = Campaign::begin(id(Kind::MixedRuns, Speed::Times(1), 30), NOW);
    let answer = ask(&campaign, NOW);
    let runs = answer["runs"].as_array().unwrap();
    let ways: HashSet<_> = runs.iter().map(|run| run["status"].as_str().unwrap()).collect();
    assert_eq!(ways, HashSet::from(["running", "completed", "failed", "cancelled"]));
    for run in runs.iter().filter(|run| run["status"] == "failed") {
        assert!(run["completed_count"].as_u64() < Some(10), "{run}");
    }
}
