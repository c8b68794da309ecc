//! A row of the table: a slot that is filled anew as the table moves.

use super::cell::cells;
use super::context::use_screen;
use super::selected_text::is_of_text;
use campaign::engine::Go;
use campaign::table::Row as Recipient;
use campaign::time::{MINUTE, Millis, Span};
use campaign::view::{Campaign, View};
use campaign::widget::TableEvent;
use leptos::ev::MouseEvent;
use leptos::prelude::*;

/// A slot for a recipient. When another one comes into it, or the same one changes, only what differs
/// is written.
#[component]
pub(super) fn Row(index: usize) -> impl IntoView {
    let screen = use_screen();
    let shown = Memo::new(move |before: Option<&Option<Shown>>| {
        let before = before.and_then(Option::as_ref);
        // A slot that has no row any more is about to go away.
        screen.table(|view, _| Shown::new(view, index, before)).or_else(|| before.cloned())
    });
    let choose = move |event: MouseEvent| {
        if is_of_text(&event) {
            return;
        }
        if let Some(Shown { place, recipient, .. }) = shown.get_untracked() {
            screen.send_table(TableEvent::Go(Go { from: Some(place), by: 0 }));
            screen.send_table(TableEvent::Choose(recipient));
        }
    };
    let of_shown = move |read: fn(&Shown) -> Option<String>| {
        move || shown.with(|shown| shown.as_ref().and_then(read))
    };
    let cells = move || {
        let cells =
            |shown: &Shown| screen.say(|locale| cells(screen, &screen.layout(), shown, locale));
        shown.with(|shown| shown.as_ref().map(cells))
    };
    view! {
        <tr
            role="row"
            part="row"
            id=row_id(index)
            data-recipient=of_shown(|shown| Some(shown.recipient.id.to_string()))
            aria-rowindex=of_shown(|shown| Some((shown.place + 2).to_string()))
            data-active=move || shown.with(|shown| shown.as_ref().is_some_and(|it| it.is_active))
            data-unfolded=move || shown.with(|shown| shown.as_ref().is_some_and(|it| it.is_unfolded))
            data-changed=of_shown(|shown| Some(shown.mark.as_ref()?.name.to_owned()))
            style:animation-delay=of_shown(|shown| shown.mark.as_ref().map(Mark::delay))
            on:click=choose
        >
            {cells}
        </tr>
    }
}

/// By what a slot's row is named.
pub(super) fn row_id(slot: usize) -> String {
    format!("row-{slot}")
}

/// What a slot shows.
#[derive(Clone, PartialEq)]
pub(super) struct Shown {
    pub(super) recipient: Recipient,
    /// Its place in the table as it is filtered and sorted.
    place: usize,
    /// The time by which dates are shortened.
    pub(super) now: Millis,
    pub(super) is_active: bool,
    /// Whether its details are shown below.
    is_unfolded: bool,
    /// Whether the campaign is over: then nobody waits any more.
    pub(super) is_over: bool,
    /// When about they will be dialled.
    pub(super) turn: Option<Millis>,
    mark: Option<Mark>,
}

impl Shown {
    fn new(view: &View, slot: usize, before: Option<&Self>) -> Option<Self> {
        let (place, recipient) = view.slice.at(slot)?;
        let is_same = before.is_some_and(|before| before.recipient.id == recipient.id);
        let marked = before.and_then(|before| before.mark.as_ref());
        let marked_since = marked.filter(|_| is_same).map(|mark| mark.since);
        let since = view.mark(place - view.slice.first, marked_since);
        let mark = |since| match marked {
            Some(mark) if marked_since == Some(since) => mark.clone(),
            _ => Mark::new(since, view.at, marked),
        };
        Some(Self {
            recipient: recipient.clone(),
            place,
            now: view.campaign().map_or(Millis(0), Campaign::quarter),
            is_active: view.slice.active == Some(place),
            is_unfolded: view.slice.unfolded.as_ref().is_some_and(|it| it.id == recipient.id),
            is_over: view.is_over(),
            turn: view.campaign().and_then(|it| it.turn_at(recipient.turn?)).map(to_the_minute),
            mark: since.map(mark),
        })
    }
}

/// More than that is not told, so that a row is not drawn for it.
fn to_the_minute(at: Millis) -> Millis {
    Millis(at.0 - at.0.rem_euclid(MINUTE))
}

/// The mark of a row that changed.
#[derive(Clone, PartialEq)]
struct Mark {
    since: Millis,
    /// How old it was when it came to this slot.
    age: Span,
    /// Which of two animations that look alike: the one that the slot did not show last, so that it
    /// runs from its beginning.
    name: &'static str,
}

impl Mark {
    fn new(since: Millis, now: Millis, before: Option<&Self>) -> Self {
        let was_a = before.is_some_and(|before| before.name == "a");
        Self { since, age: now - since, name: if was_a { "b" } else { "a" } }
    }

    /// Where in its course the animation begins.
    fn delay(&self) -> String {
        format!("-{}ms", self.age.0)
    }
}
