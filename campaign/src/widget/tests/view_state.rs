//! What a person makes of the table, and what the page keeps of it and gives back.

use super::*;
use crate::domain::RecipientStatus;
use crate::insight::attention::Attention;
use crate::table::{Chip, Column};
use crate::view_state::ViewState;

impl World {
    /// The states that the page was told since the last time.
    fn view_changes(&mut self) -> Vec<ViewState> {
        let told = std::mem::take(&mut self.told);
        let states = told.into_iter().filter_map(|event| match event {
            HostEvent::ViewChange(state) => Some(state),
            _ => None,
        });
        states.collect()
    }

    /// Who is in the table.
    fn shown(&mut self) -> usize {
        self.send(Event::Table(TableEvent::Show(Shown { rows: 0..9, top: 0, bottom: 9 })));
        self.widget.slice().rows.len()
    }
}

fn busy() -> Chip {
    Chip::Status(RecipientStatus::Busy)
}

fn of_busy() -> ViewState {
    ViewState { filter: vec!["busy".into()], ..ViewState::default() }
}

#[test]
fn the_page_is_told_what_a_person_changes_and_not_what_it_set_itself() {
    let mut world = World::configured();
    world.reply(people(&["busy", "busy", "pending"]));
    world.send(Event::SetView(of_busy()));
    assert_eq!((world.view_changes(), world.shown()), (vec![], 2));
    world.send(Event::Table(TableEvent::Toggle(busy())));
    assert_eq!((world.view_changes(), world.shown()), (vec![ViewState::default()], 3));
    world.send(Event::Table(TableEvent::ClearFilters));
    assert_eq!(world.view_changes(), [], "nothing changed");
    world.send(Event::Table(TableEvent::Press(Column::Name)));
    let [state] = &world.view_changes()[..] else { panic!("one change") };
    assert_eq!(state, &world.widget.view_state());
    assert!(state.sort.sort().is_some());
}

#[test]
fn a_press_on_a_row_unfolds_it_and_a_second_one_folds_it() {
    let mut world = World::configured();
    world.reply(people(&["busy", "pending"]));
    world.shown();
    let row = world.widget.slice().rows[1].clone();
    let unfolded = ViewState { row: Some(row.id.to_string()), ..ViewState::default() };
    let of_row = |world: &World| world.widget.slice().unfolded.as_ref().map(|it| it.id.clone());
    world.send(Event::Table(TableEvent::Choose(row.clone())));
    assert_eq!(world.told.last(), Some(&HostEvent::RecipientClick(row.clone())));
    assert_eq!(world.view_changes(), std::slice::from_ref(&unfolded));
    assert_eq!(of_row(&world), Some(row.id.clone()));
    world.send(Event::Table(TableEvent::Choose(row)));
    assert_eq!(world.view_changes(), [ViewState::default()]);
    assert_eq!(of_row(&world), None);
    world.send(Event::SetView(unfolded));
    assert!(of_row(&world).is_some());
    world.send(Event::Table(TableEvent::Fold));
    assert_eq!(world.view_changes(), [ViewState::default()]);
    assert_eq!(of_row(&world), None);
}

#[test]
fn an_alarm_shows_its_recipients_whatever_was_open_and_asked_for() {
    let mut world = World::configured();
    world.reply(people(&["busy", "pending", "pending"]));
    world.send(Event::Table(TableEvent::Open(Tab::Details)));
    world.send(Event::Table(TableEvent::Search("nobody".into())));
    world.view_changes();
    let stalled = Attention::Stalled { quiet: Span::minutes(25), waiting: 2 };
    world.send(Event::Table(TableEvent::ShowAlarmed(stalled)));
    let waiting = ViewState { filter: vec!["pending".into()], ..ViewState::default() };
    assert_eq!((world.view_changes(), world.shown()), (vec![waiting.clone()], 2));
    let overdue = Attention::Overdue { by: Span::minutes(25) };
    world.send(Event::Table(TableEvent::ShowAlarmed(overdue)));
    assert_eq!(world.widget.view_state(), waiting, "it speaks of nobody");
}

#[test]
fn a_view_that_is_set_before_the_first_answer_shows_with_it() {
    let mut world = World::configured();
    world.send(Event::SetView(of_busy()));
    world.reply(people(&["busy", "pending"]));
    assert_eq!(world.shown(), 1);
    assert_eq!(world.widget.view_state(), of_busy());
}

#[test]
fn another_campaign_is_shown_whole_and_the_page_is_not_told() {
    let mut world = World::configured();
    world.reply(people(&["busy"]));
    world.send(Event::SetView(of_busy()));
    world.configure(OTHER, "mk_1", "auto");
    assert_eq!(world.widget.view_state(), ViewState::default());
    assert_eq!(world.view_changes(), []);
}
