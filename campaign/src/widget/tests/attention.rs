//! What the page is told of what needs a person: each once when it begins, and once when it is over.

use super::*;
use crate::insight::attention::Attention;

/// So many calls of a minute's distance that lasted ten seconds, from midnight on; then those who wait.
fn dialled(count: i64, waiting: usize) -> Vec<String> {
    let calls = (0..count).map(|minute| {
        let at =
            |second: i64| format!("1970-01-01T{:02}:{:02}:{second:02}Z", minute / 60, minute % 60);
        format!(
            r#"{{"id":"{minute}","status":"completed","attempted_at":"{}","completed_at":"{}"}}"#,
            at(0),
            at(10),
        )
    });
    let waiting = (0..waiting).map(|at| format!(r#"{{"id":"w{at}","status":"pending"}}"#));
    calls.chain(waiting).collect()
}

impl World {
    /// Has the campaign answered to a question of now.
    fn ask_and_answer(&mut self, batch: &str, recipients: &[String]) {
        if self.in_flight.is_none() {
            self.send(Event::Refresh);
        }
        let json = format!(r#"{{"batch":{{{batch}}},"recipients":[{}]}}"#, recipients.join(","));
        let body = json.into_bytes().into();
        self.reply(Reply::Answer { status: 200, headers: Headers::default(), body, used: None });
    }

    /// What was told since the last time: the kinds, with a sign for begun and over.
    fn alarms(&mut self) -> Vec<String> {
        let told = std::mem::take(&mut self.told);
        let alarms = told.iter().filter_map(|event| match event {
            HostEvent::AttentionNeeded(it) => Some(format!("+{}", it.key())),
            HostEvent::AttentionOver(it) => Some(format!("-{}", it.key())),
            _ => None,
        });
        alarms.collect()
    }

    fn at_minute(&mut self, minute: i64) {
        self.now = minute * 60_000;
    }
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_stall_is_told_once_and_its_end_once_whatever_its_figures() {
    let mut world = World::configured();
    let running = r#""status":"running""#;
    world.at_minute(60);
    world.ask_and_answer(running, &dialled(60, 9));
    assert_eq!(world.alarms(), NOTHING);
    world.at_minute(75);
    world.send(Event::Tick);
    assert_eq!(world.alarms(), NOTHING, "nobody knows what happened since the answer");
    world.ask_and_answer(running, &dialled(60, 9));
    assert_eq!(world.alarms(), ["+stalled"]);
    for minute in 76..80 {
        world.at_minute(minute);
        world.ask_and_answer(running, &dialled(60, 9));
    }
    assert_eq!(world.alarms(), NOTHING, "the same stall with other figures");
    world.at_minute(81);
    world.ask_and_answer(running, &dialled(81, 8));
    assert_eq!(world.alarms(), ["-stalled"]);
}

#[test]
fn an_overdue_start_is_told_by_the_clock_and_over_when_it_runs() {
    let mut world = World::configured();
    let scheduled = r#""status":"scheduled","scheduled_at":"1970-01-01T00:10:00Z""#;
    world.ask_and_answer(scheduled, &dialled(0, 3));
    world.at_minute(10);
    world.send(Event::Tick);
    assert_eq!(world.alarms(), NOTHING, "a minute's grace");
    world.at_minute(11);
    world.send(Event::Tick);
    world.send(Event::Tick);
    assert_eq!(world.alarms(), ["+overdue"]);
    world.ask_and_answer(r#""status":"running""#, &dialled(0, 3));
    assert_eq!(world.alarms(), ["-overdue"]);
}

#[test]
fn a_campaign_that_runs_on_with_nobody_left_is_told_after_two_minutes() {
    let mut world = World::configured();
    for (minute, told) in [(10, &[][..]), (11, &[][..]), (12, &["+drained"][..]), (13, &[][..])] {
        world.at_minute(minute);
        world.ask_and_answer(r#""status":"running""#, &dialled(10, 0));
        assert_eq!(world.alarms(), told, "{minute}");
    }
    world.ask_and_answer(r#""status":"completed""#, &dialled(10, 0));
    assert_eq!(world.alarms(), ["-drained"]);
}

#[test]
fn an_alarm_of_another_campaign_is_over() {
    let mut world = World::configured();
    world.at_minute(80);
    world.ask_and_answer(r#""status":"running""#, &dialled(60, 9));
    assert_eq!(world.alarms(), ["+stalled"]);
    world.configure(OTHER, "mk_1", "auto");
    assert_eq!(world.alarms(), ["-stalled"]);
}

#[test]
fn the_screen_shows_what_the_page_was_told_but_not_what_the_headline_says() {
    let mut world = World::configured();
    world.at_minute(80);
    world.ask_and_answer(r#""status":"running""#, &dialled(60, 9));
    let stalled = Attention::Stalled { quiet: Span(20 * 60_000 + 50_000), waiting: 9 };
    assert_eq!(world.widget.attention(), [stalled]);
    assert_eq!(world.view().campaign().unwrap().attention, [stalled]);
    world.ask_and_answer(r#""status":"running""#, &dialled(60, 0));
    let drained = Attention::Drained { quiet: Span(20 * 60_000 + 50_000) };
    assert_eq!(world.widget.attention(), [drained]);
    assert_eq!(world.view().campaign().unwrap().attention, []);
}

proptest! {
    #[test]
    fn whatever_comes_each_begins_and_ends_in_turn(
        answers in prop::collection::vec(
            ("running|scheduled|paused|completed", 0_i64..60, 0_usize..3, 1_i64..30), 1..12,
        ),
    ) {
        let mut world = World::configured();
        let mut raised = Vec::new();
        for (status, count, waiting, minutes) in answers {
            world.now += minutes * 60_000;
            world.send(Event::Tick);
            let batch = format!(r#""status":"{status}","scheduled_at":"1970-01-01T01:00:00Z""#);
            world.ask_and_answer(&batch, &dialled(count, waiting));
            for told in world.alarms() {
                let (sign, kind) = told.split_at(1);
                prop_assert_eq!(raised.iter().any(|it| it == kind), sign == "-", "{}", told);
                if sign == "+" { raised.push(kind.to_owned()) } else { raised.retain(|it| it != kind) }
            }
            let now: Vec<_> = world.widget.attention().iter().map(Attention::key).collect();
            prop_assert!(now.len() == raised.len() && now.iter().all(|it| raised.iter().any(|had| had == it)));
        }
    }
}
