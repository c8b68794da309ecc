//! Selecting in steps agrees with comparing everybody at once.

use super::*;
use crate::domain::{Recipient, Tallies};
use crate::store::{Store, roster_of};
use crate::table::Chip;
use crate::table::fold::folded;
use proptest::prelude::*;

fn people() -> Roster {
    let rows = [
        r#"{"name":"Zoe","phone_number":"+3","status":"pending"}"#,
        r#"{"name":"émile","phone_number":"+2","status":"busy",
            "attempted_at":"2024-02-15T09:00:10Z","completed_at":"2024-02-15T09:00:20Z"}"#,
        r#"{"phone_number":"+1","status":"completed",
            "attempted_at":"2024-02-15T09:00:00Z","completed_at":"2024-02-15T09:02:00Z"}"#,
        r#"{"name":"Fay","phone_number":"+4","status":"pending"}"#,
    ];
    roster_of(&rows.join(","))
}

fn selected(query: &Query, roster: &Roster) -> Selection {
    Selection::run(query, &Chips::default(), roster)
}

fn check(query: &Query, expected: &[u32]) {
    assert_eq!(selected(query, &people()).places, expected, "{query:?}");
}

fn list() -> Query {
    Query { order: Order::List, ..Query::default() }
}

fn sorted(column: Column, direction: Direction) -> Query {
    Query { order: Order::By(Sort { column, direction }), ..Query::default() }
}

#[test]
fn every_column_sorts_and_blanks_stand_last_either_way() {
    use Direction::{Ascending, Descending};
    check(&list(), &[0, 1, 2, 3]);
    check(&sorted(Column::Name, Ascending), &[1, 3, 0, 2]);
    check(&sorted(Column::Name, Descending), &[0, 3, 1, 2]);
    check(&sorted(Column::Number, Ascending), &[2, 1, 0, 3]);
    check(&sorted(Column::Status, Ascending), &[2, 1, 0, 3]);
    check(&sorted(Column::Attempted, Ascending), &[2, 1, 0, 3]);
    check(&sorted(Column::Attempted, Descending), &[1, 2, 0, 3]);
    check(&sorted(Column::Ended, Descending), &[2, 1, 0, 3]);
    check(&sorted(Column::Duration, Ascending), &[1, 2, 0, 3]);
    check(&sorted(Column::Call, Ascending), &[0, 1, 2, 3]);
}

#[test]
fn what_goes_on_stands_first_the_newest_ends_follow_and_nobody_is_left_out() {
    let call = |status: &str, times: &[u8]| {
        let [attempted, ended] = [0, 1].map(|at| {
            times.get(at).map_or("null".into(), |it| format!(r#""2024-02-15T09:00:{it:02}Z""#))
        });
        format!(r#"{{"status":"{status}","attempted_at":{attempted},"completed_at":{ended}}}"#)
    };
    let rows = [
        call("completed", &[10, 20]),
        call("pending", &[]),
        call("skipped", &[]),
        call("calling", &[40]),
        call("failed", &[30, 31]),
        call("queued", &[]),
        call("in_progress", &[25]),
        call("ringing", &[]),
        call("busy", &[35]),
        call("no_answer", &[]),
        call("new one", &[]),
    ];
    let roster = roster_of(&rows.join(","));
    let check = |is_over, expected: &[u32]| {
        let run =
            Run::new(&Query::default(), &Chips::default(), &roster, &Selection::default(), is_over);
        assert_eq!(finished(run, &roster, 3).places, expected);
    };
    check(false, &[6, 3, 7, 1, 5, 8, 4, 0, 9, 10, 2]);
    check(true, &(0..11).collect::<Vec<_>>());
}

/// The names or numbers in this order, whichever way they came.
fn check_order(column: Column, texts: &[&str]) {
    let mut rows: Vec<String> = texts
        .iter()
        .map(|text| format!(r#"{{"name":"{text}","phone_number":"{text}"}}"#))
        .collect();
    for _ in 0..2 {
        rows.reverse();
        let roster = roster_of(&rows.join(","));
        let selection = selected(&sorted(column, Direction::Ascending), &roster);
        let texts_of = |place: &u32| roster.text(*place, Text::Name).unwrap();
        assert_eq!(selection.places.iter().map(texts_of).collect::<Vec<_>>(), texts);
    }
}

#[test]
fn names_sort_as_they_are_searched_and_by_how_much_their_numbers_are() {
    let names = ["Œdipe", "Oeuf", "Œuvre", "OEUVRES", "Room 2", "Room ３", "Room 10", "Room 10 b"];
    check_order(Column::Name, &names);
    check_order(Column::Name, &["Ægir", "Łódź", "Łucja", "Lukas", "O'Brian", "O’Brien", "Obst"]);
    check_order(Column::Name, &["07", "7", "10", "Ann", "Ann 7", "Anna"]);
}

#[test]
fn numbers_sort_by_their_digits_however_they_are_written() {
    let numbers = ["+1 (415) 555-0001", "+14155550002", "tel:+14155550003", "＋44 20", "+49 30"];
    check_order(Column::Number, &numbers);
}

#[test]
fn filters_and_search_narrow_together() {
    let pending = Query { chips: vec![Chip::Status(RecipientStatus::Pending)], ..Query::default() };
    check(&pending, &[0, 3]);
    check(&Query { search: "zo".into(), ..pending }, &[0]);
    check(&Query { search: "2".into(), ..Query::default() }, &[1]);
    let busy = people().entry(1).unwrap().reason;
    check(&Query { reason: busy, ..Query::default() }, &[1]);
    let failed = ReasonKey::of(&Recipient::from_json(r#"{"status":"failed"}"#));
    check(&Query { reason: failed, ..Query::default() }, &[]);
}

#[test]
fn texts_are_compared_anew_only_where_they_or_their_places_changed() {
    let row = |id: u8, name: &str, status: &str| -> Person {
        (id, name.into(), "+1".into(), status.into())
    };
    let check = |column, after: &[Person], is_kept: bool| {
        let body = |people: &[Person]| {
            let json = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows(people));
            std::sync::Arc::new(json.into_bytes())
        };
        let mut store = Store::default();
        store.apply(body(&[row(1, "Bo", "a"), row(2, "Al", "a")])).unwrap();
        let query = sorted(column, Direction::Ascending);
        let mut selection = selected(&query, store.roster());
        selection.outdate(&store.apply(body(after)).unwrap());
        let run = Run::new(&query, &Chips::default(), store.roster(), &selection, false);
        assert_eq!(run.ranking.is_none(), is_kept, "{column:?} {after:?}");
    };
    let called = [row(1, "Bo", "a"), row(2, "Al", "b")];
    check(Column::Name, &called, true);
    check(Column::Number, &called, true);
    check(Column::Call, &called, false);
    check(Column::Name, &[row(1, "Bo", "a"), row(2, "Cy", "a")], false);
    check(Column::Name, &[row(2, "Al", "a"), row(1, "Bo", "a")], false);
    check(Column::Name, &[row(1, "Bo", "a")], false);
}

#[test]
fn as_many_statuses_as_recipients_are_sorted_and_filtered() {
    const MANY: u32 = 100_000;
    let rows: Vec<_> = (0..MANY).rev().map(|n| format!(r#"{{"status":"s{n:06}"}}"#)).collect();
    let roster = roster_of(&rows.join(","));
    let places = selected(&sorted(Column::Status, Direction::Ascending), &roster).places;
    assert!(places.iter().rev().copied().eq(0..MANY));
    let mut tallies = Tallies::default();
    (0..MANY).for_each(|place| tallies.add(&roster.recipient(place).unwrap()));
    let (mut chips, mut query) = (Chips::default(), Query::default());
    chips.follow(&tallies, &query);
    query.toggle(Chip::Others);
    assert_eq!(Selection::run(&query, &chips, &roster).len(), MANY as usize - 24);
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[aAéb]{0,3}",
        "[aA][nN][nNñ]( [bB]o)?",
        "(Anna-Maria Filippa |Anna-Mari|anna-mari|Änna-Maria) (Bergström|b)? ?[a-c]?",
        "(Bo ){0,80}[a-cÄ]{0,2}",
    ]
}

fn query() -> impl Strategy<Value = Query> {
    let sort = (prop::sample::select(Column::ALL.to_vec()), any::<bool>());
    let search = prop_oneof!["[aéb ]{0,3}", "[+1]{0,3}"];
    (search, prop::option::of(sort)).prop_map(|(search, sort)| {
        let direction = |is_up| if is_up { Direction::Ascending } else { Direction::Descending };
        let order = |(column, is_up)| Order::By(Sort { column, direction: direction(is_up) });
        Query { search, order: sort.map_or(Order::List, order), ..Query::default() }
    })
}

/// By comparing whole texts, all of them.
fn laid(query: &Query, roster: &Roster) -> Vec<u32> {
    let needle = Needle::new(&query.search);
    let is_found = |place: &u32| needle.as_ref().is_none_or(|it| it.finds(roster, *place));
    let mut places: Vec<u32> = (0..roster.len()).filter(is_found).collect();
    let Some(Sort { column, direction }) = query.order.sort() else { return places };
    let by_status = by_status(roster);
    let key = |place: u32| {
        let entry = roster.entry(place).unwrap();
        let number = match column {
            Column::Status => Some(by_status[&entry.status].into()),
            Column::Attempted => entry.attempted.map(|at| at.0),
            Column::Ended => entry.ended.map(|at| at.0),
            Column::Duration => entry.dial_to_end().map(|span| span.0),
            Column::Name | Column::Number | Column::Call => None,
        };
        let text = column.text().and_then(|text| roster.text(place, text));
        let letters = text.map(folded).filter(|_| column == Column::Name);
        (letters, text.map(String::from), number)
    };
    places.sort_by(|a, b| {
        let [a, b] = [*a, *b].map(key);
        let is_blank = |key: &(_, Option<_>, Option<_>)| key.1.is_none() && key.2.is_none();
        let blanks = is_blank(&a).cmp(&is_blank(&b));
        let order = a.cmp(&b);
        let is_down = direction == Direction::Descending;
        blanks.then(if is_down { order.reverse() } else { order })
    });
    places
}

/// Somebody's id, name, number and status.
type Person = (u8, String, String, String);

fn people_of_any_kind() -> impl Strategy<Value = Vec<Person>> {
    let person = (any::<u8>(), name(), "[+][12]{6,12}", "[ab]");
    prop::collection::vec(person, 0..24)
}

fn row((id, name, number, status): &Person) -> String {
    format!(
        r#"{{"id":"{id}","name":"{name}","phone_number":"{number}","status":"{status}",
            "call_record_id":"{name}{status}"}}"#
    )
}

fn rows(people: &[Person]) -> String {
    people.iter().map(row).collect::<Vec<_>>().join(",")
}

fn finished(mut run: Run, roster: &Roster, count: usize) -> Selection {
    while !run.step(roster, count) {}
    run.finish()
}

proptest! {
    #[test]
    fn in_steps_of_any_length_it_is_the_same_as_comparing_all(
        people in people_of_any_kind(),
        query in query(),
        count in 1_usize..9,
    ) {
        let roster = roster_of(&rows(&people));
        let run = Run::new(&query, &Chips::default(), &roster, &Selection::default(), false);
        prop_assert_eq!(&finished(run, &roster, count).places, &laid(&query, &roster));
    }

    #[test]
    fn through_answers_and_queries_it_is_the_same_as_comparing_all(
        people in people_of_any_kind(),
        turns in prop::collection::vec(
            (query(), 0_u8..6, any::<prop::sample::Index>(), name()), 1..9,
        ),
    ) {
        let (mut people, mut store) = (people, Store::default());
        let mut selection = Selection::default();
        for (query, kind, which, name) in turns {
            let at = which.index(people.len() + 1);
            match (kind, people.get_mut(at)) {
                (0, _) => people.insert(at, (0, name, "+1".into(), "a".into())),
                (1, Some(_)) => drop(people.remove(at)),
                (2, Some(person)) => person.1 = name,
                (3, Some(person)) => person.3.push('c'),
                (4, _) => people.reverse(),
                _ => {}
            }
            let json = format!(r#"{{"batch":{{}},"recipients":[{}]}}"#, rows(&people));
            let changes = store.apply(json.into_bytes().into()).unwrap();
            selection.outdate(&changes);
            let run = Run::new(&query, &Chips::default(), store.roster(), &selection, false);
            selection = finished(run, store.roster(), usize::MAX);
            prop_assert_eq!(&selection.places, &laid(&query, store.roster()));
        }
    }

    #[test]
    fn a_slice_never_reaches_out(first in 0_usize..9, count: usize) {
        let selection = selected(&Query::default(), &people());
        prop_assert!(selection.slice(first, count).len() <= 4_usize.saturating_sub(first));
    }
}
