//! How often a healthy campaign is called sick, and how soon a sick one is.

use crate::eta::quantile;
use crate::sim::exponential;
use campaign::insight::lengths::Lengths;
use campaign::insight::moments::Moments;
use campaign::insight::open_time::OpenTime;
use campaign::insight::stall::Gaps;
use campaign::insight::streak::{Latest, Outcome};
use campaign::insight::stuck::stuck;
use campaign::time::{Millis, Span};

const CAMPAIGNS: u64 = 10_000;
const CALLS: usize = 500;
const ALWAYS: OpenTime<'static> = OpenTime { window: None, zone: &|_| Span(0) };

/// Seconds between one dial and the next.
#[derive(Copy, Clone)]
enum Pace {
    Random,
    /// One to eight at once, then a pause.
    Bursts,
}

struct Found {
    stalls: usize,
    stucks: usize,
    streaks: usize,
}

fn gap(pace: Pace, chance: &mut fastrand::Rng) -> f64 {
    match pace {
        Pace::Random => exponential(chance, 12.0),
        Pace::Bursts if chance.f64() < 0.8 => 0.5,
        Pace::Bursts => exponential(chance, 60.0),
    }
}

fn length(has_failed: bool, chance: &mut fastrand::Rng) -> f64 {
    if has_failed { 2.0 } else { 8.0 + exponential(chance, 90.0) }
}

fn outcome(has_failed: bool, seconds: f64, chance: &mut fastrand::Rng) -> Outcome {
    let is_answered = !has_failed && chance.f64() < 0.6;
    Outcome { has_failed, is_at_once: seconds < 5.0, is_unanswered: !is_answered, has_ended: true }
}

/// Which alarms a healthy campaign raises.
fn healthy(pace: Pace, failures: f64, seed: u64) -> Found {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut found = Found { stalls: 0, stucks: 0, streaks: 0 };
    let (mut time, mut calls) = (0.0, Vec::with_capacity(CALLS));
    for _ in 0..CALLS {
        let has_failed = chance.f64() < failures;
        let seconds = length(has_failed, &mut chance);
        calls.push((time, time + seconds, outcome(has_failed, seconds, &mut chance)));
        time += gap(pace, &mut chance);
    }
    let millis = |seconds: f64| Millis(0) + Span::from_f64(seconds * 1000.0);
    let mut events: Vec<Millis> =
        calls.iter().flat_map(|(start, end, _)| [*start, *end]).map(millis).collect();
    events.sort();
    // Afterwards nobody waits.
    let last = millis(calls[CALLS - 1].0);
    for (at, next) in events.iter().enumerate().skip(1).take_while(|(_, next)| **next <= last) {
        // Just before the next event it is quiet for longest.
        found.stalls += usize::from(
            *next - events[at - 1] > Span::minutes(5)
                && Gaps::of(&events[..at]).stall(*next, ALWAYS).is_some(),
        );
    }
    for (at, (start, _, _)) in calls.iter().enumerate() {
        // What is known when a call is dialled: those before it, of which some are live.
        let known = &calls[at.saturating_sub(120)..=at];
        let latest = known
            .iter()
            .map(|(_, end, outcome)| if end <= start { *outcome } else { Outcome::default() });
        let ended: Vec<Outcome> = calls[..at.saturating_sub(120)]
            .iter()
            .map(|(_, _, outcome)| *outcome)
            .chain(latest)
            .collect();
        found.streaks += usize::from(Latest::of(&ended).streak().is_some());
    }
    let lengths = Lengths::of(
        calls.iter().map(|(start, end, _)| Span::from_f64((end - start) * 1000.0)).collect(),
    );
    for (start, end, _) in &calls {
        found.stucks += usize::from(
            stuck(&Moments::of(vec![millis(*start)]), &lengths, millis(*end)).is_some(),
        );
    }
    found
}

/// After how many ends a jump to nine failures in ten is told, from the middle of a campaign on.
fn jump(failures: f64, seed: u64) -> f64 {
    let mut chance = fastrand::Rng::with_seed(seed);
    let mut outcomes = Vec::with_capacity(CALLS);
    for at in 0..CALLS {
        let has_failed = chance.f64() < if at < CALLS / 2 { failures } else { 0.9 };
        let seconds = length(has_failed, &mut chance);
        outcomes.push(outcome(has_failed, seconds, &mut chance));
        if at >= CALLS / 2 && Latest::of(&outcomes).streak().is_some() {
            return (at + 1 - CALLS / 2) as f64;
        }
    }
    f64::INFINITY
}

pub(crate) fn report() {
    println!(
        "| Failures | Gaps | Stall | Stuck call | Trouble in a row | A jump to 90 % failures is told after so many ends |"
    );
    println!("| ---: | --- | ---: | ---: | ---: | ---: |");
    for failures in [0.06, 0.2, 0.4] {
        for (name, pace) in [("random", Pace::Random), ("in bursts", Pace::Bursts)] {
            let all: Vec<Found> =
                (0..CAMPAIGNS).map(|seed| healthy(pace, failures, seed * 2 + 1)).collect();
            let raised = |count: fn(&Found) -> usize| {
                100.0 * all.iter().filter(|it| count(it) > 0).count() as f64 / CAMPAIGNS as f64
            };
            let jumps: Vec<f64> = (0..1000).map(|seed| jump(failures, seed)).collect();
            println!(
                "| {} % | {name} | {:.1} % | {:.1} % | {:.1} % | {:.0} |",
                100.0 * failures,
                raised(|it| it.stalls),
                raised(|it| it.stucks),
                raised(|it| it.streaks),
                quantile(&jumps, 0.5)
            );
        }
    }
}
