//! The forecast beside three that one could make by hand.

use crate::sim::{Call, Dialling, Plan, Turn};
use campaign::domain::CallingWindow;
use campaign::insight::eta::Progress;
use campaign::insight::lengths::Lengths;
use campaign::insight::moments::Moments;
use campaign::insight::open_time::OpenTime;
use campaign::time::{Millis, Span};

const SHARES: [f64; 3] = [0.25, 0.5, 0.75];
const NAMES: [&str; 4] =
    ["this", "elapsed / done x left", "last 10 minutes", "slope of the counter"];

fn at(text: &str) -> Millis {
    Millis::parse(text).expect("it is a time")
}

fn utc(_: Millis) -> Span {
    Span(0)
}

fn kolkata(_: Millis) -> Span {
    Span::minutes(330)
}

fn berlin(time: Millis) -> Span {
    let is_summer = at("2024-03-31T01:00:00Z") <= time && time < at("2024-10-27T01:00:00Z");
    Span::minutes(if is_summer { 120 } else { 60 })
}

fn window(start: u16, end: u16, days: [bool; 7]) -> CallingWindow {
    CallingWindow { start: start * 60, end: end * 60, days }
}

const WORKDAYS: [bool; 7] = [false, true, true, true, true, true, false];
const DAILY: [bool; 7] = [true; 7];

pub(crate) fn kinds() -> Vec<(&'static str, Plan)> {
    let base = Plan {
        recipients: 500,
        lines: 5,
        dialling: Dialling::Poisson(4.0),
        window: None,
        zone: utc,
        begin: at("2024-02-15T09:00:10Z"),
        turn: None,
        answered: 0.5,
        failed: 0.1,
    };
    let office = Some(window(9, 17, WORKDAYS));
    vec![
        ("one line", Plan { recipients: 150, lines: 1, ..base.clone() }),
        (
            "3 lines, always busy",
            Plan { lines: 3, dialling: Dialling::Poisson(0.5), ..base.clone() },
        ),
        ("5 lines", base.clone()),
        ("20 lines", Plan { lines: 20, dialling: Dialling::Poisson(2.0), ..base.clone() }),
        ("60 recipients", Plan { recipients: 60, ..base.clone() }),
        (
            "slow dialling",
            Plan { recipients: 300, dialling: Dialling::Poisson(40.0), ..base.clone() },
        ),
        ("bursts each minute", Plan { dialling: Dialling::Bursts(60.0), ..base.clone() }),
        ("bursts of 20", Plan { lines: 20, dialling: Dialling::Bursts(120.0), ..base.clone() }),
        (
            "over nights",
            Plan {
                lines: 2,
                window: Some(window(9, 12, DAILY)),
                dialling: Dialling::Poisson(30.0),
                ..base.clone()
            },
        ),
        (
            "over a weekend",
            Plan {
                lines: 2,
                window: office,
                dialling: Dialling::Poisson(60.0),
                begin: at("2024-02-16T14:00:00Z"),
                ..base.clone()
            },
        ),
        (
            "over the change of clocks",
            Plan {
                lines: 2,
                window: Some(window(9, 17, DAILY)),
                zone: berlin,
                dialling: Dialling::Poisson(90.0),
                begin: at("2024-03-30T10:00:00Z"),
                ..base.clone()
            },
        ),
        (
            "a half-hour zone",
            Plan {
                lines: 2,
                window: Some(window(9, 12, DAILY)),
                zone: kolkata,
                dialling: Dialling::Poisson(30.0),
                begin: at("2024-02-15T03:40:00Z"),
                ..base.clone()
            },
        ),
        ("half as fast from 40 %", Plan { turn: Some((0.4, Turn::Pace(2.0))), ..base.clone() }),
        ("twice as fast from 40 %", Plan { turn: Some((0.4, Turn::Pace(0.5))), ..base.clone() }),
        (
            "an outage of 10 min at 30 %",
            Plan { turn: Some((0.3, Turn::Outage(10))), dialling: Dialling::Poisson(15.0), ..base },
        ),
    ]
}

/// The widget's view of the calls at a time.
pub(crate) fn progress(calls: &[Call], now: Millis) -> Progress {
    let started: Vec<&Call> = calls.iter().filter(|call| call.start <= now).collect();
    let ended: Vec<&&Call> = started.iter().filter(|call| call.end <= now).collect();
    Progress {
        began: started.first().map(|call| call.start),
        ends: Moments::of(ended.iter().map(|call| call.end).collect()),
        lengths: Lengths::of(ended.iter().map(|call| call.end - call.start).collect()),
    }
}

/// What one would say by hand, by each of the three ways.
fn naive(ends: &[Millis], calls: usize, first: Millis, now: Millis) -> [f64; 3] {
    let (done, left) = (ends.len() as f64, (calls - ends.len()) as f64);
    let elapsed = (now - first).as_f64();
    let whole = elapsed / done * left;
    let recent = ends.iter().filter(|end| **end > now - Span::minutes(10)).count() as f64;
    let last = if recent > 0.0 { elapsed.min(600_000.0) / recent * left } else { whole };
    let times: Vec<f64> = ends.iter().map(|end| (*end - first).as_f64()).collect();
    let (mean_time, mean_count) = (times.iter().sum::<f64>() / done, f64::midpoint(done, 1.0));
    let (mut above, mut below) = (0.0, 0.0);
    for (count, time) in (1..).map(f64::from).zip(&times) {
        above += (time - mean_time) * (count - mean_count);
        below += (time - mean_time).powi(2);
    }
    let slope = if above > 0.0 { below / above * left } else { whole };
    [whole, last, slope]
}

#[derive(Default)]
struct Errors {
    by_estimator: [Vec<f64>; 4],
    within: usize,
    unsaid: usize,
    of: usize,
}

fn measure(plan: &Plan, seeds: impl Iterator<Item = u64>) -> [Errors; 3] {
    let mut all: [Errors; 3] = Default::default();
    for seed in seeds {
        let mut chance = fastrand::Rng::with_seed(seed);
        let calls = plan.run(&mut chance);
        let mut ends: Vec<Millis> = calls.iter().map(|call| call.end).collect();
        ends.sort();
        let (first, truth) = (calls[0].start, *ends.last().expect("somebody is called"));
        for (share, errors) in SHARES.iter().zip(&mut all) {
            let done = (calls.len() as f64 * share) as usize;
            // A moment by chance before the next end.
            let now = ends[done - 1]
                + Span::from_f64(
                    (ends[done] - ends[done - 1]).as_f64().min(20_000.0) * chance.f64(),
                );
            let remaining = (truth - now).as_f64();
            let known: Vec<Millis> = ends.iter().copied().filter(|end| *end <= now).collect();
            errors.of += 1;
            let time = OpenTime { window: plan.window, zone: &plan.zone };
            let waiting = calls.iter().filter(|call| call.start > now).count() as u32;
            match progress(&calls, now).eta(waiting, now, time) {
                Some(eta) => {
                    errors.by_estimator[0].push((eta.at - truth).as_f64().abs() / remaining);
                    errors.within += usize::from(eta.earliest <= truth && truth <= eta.latest);
                }
                None => errors.unsaid += 1,
            }
            for (found, errors) in
                naive(&known, calls.len(), first, now).iter().zip(&mut errors.by_estimator[1..])
            {
                errors.push((found - remaining).abs() / remaining);
            }
        }
    }
    all
}

pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(((sorted.len() as f64 - 1.0) * share).round() as usize).copied().unwrap_or(f64::NAN)
}

fn cell(errors: &[f64]) -> String {
    format!("{:.1} / {:.1}", 100.0 * quantile(errors, 0.5), 100.0 * quantile(errors, 0.9))
}

pub(crate) fn report() {
    let tuning = std::env::var("TUNE").is_ok();
    let seeds = |kind: usize| {
        (0..400_u64)
            .filter(move |seed| (seed % 2 == 0) == tuning)
            .map(move |seed| seed * 1000 + kind as u64)
    };
    let measured: Vec<_> = kinds()
        .iter()
        .enumerate()
        .map(|(at, (name, plan))| (*name, measure(plan, seeds(at))))
        .collect();
    println!("| Campaign | Done | {} | In the range |", NAMES.join(" | "));
    println!("| --- | ---: | {}---: |", "---: | ".repeat(NAMES.len()));
    for (at, share) in SHARES.iter().enumerate() {
        for (name, all) in &measured {
            let errors = &all[at];
            let cells: Vec<_> = errors.by_estimator.iter().map(|it| cell(it)).collect();
            let within = 100.0 * errors.within as f64 / (errors.of - errors.unsaid).max(1) as f64;
            println!("| {name} | {} % | {} | {within:.0} % |", share * 100.0, cells.join(" | "));
        }
    }
    for (at, share) in SHARES.iter().enumerate() {
        let pooled: [Vec<f64>; 4] = std::array::from_fn(|which| {
            measured.iter().flat_map(|(_, all)| all[at].by_estimator[which].clone()).collect()
        });
        let (within, said) = measured
            .iter()
            .fold((0, 0), |(w, s), (_, all)| (w + all[at].within, s + all[at].of - all[at].unsaid));
        println!(
            "| **all** | {} % | {} | {:.0} % |",
            share * 100.0,
            pooled.map(|it| cell(&it)).join(" | "),
            100.0 * within as f64 / said as f64
        );
    }
}
