//! Why calls failed or were not made, by what is to be done about it: each reason with its share and what may be behind it. A press filters
//! the recipients.

use super::context::use_screen;
use super::text_content::text;
use super::tone;
use crate::text::{Message, cause, reasons as words};
use campaign::domain::Phase;
use campaign::domain::class::Class;
use campaign::engine::ReasonGroup;
use campaign::table::Row;
use campaign::view::View;
use campaign::widget::TableEvent;
use leptos::prelude::*;

#[component]
pub(super) fn Reasons() -> impl IntoView {
    let screen = use_screen();
    let count = move || screen.figures(|c, locale| words::count(&c.overview.tallies, locale));
    let rest = move || screen.table(|view, locale| words::rest(view.slice.rest_of_reasons, locale));
    let has_failed = move || {
        let failed = screen.figures(|c, _| c.overview.tallies.in_phase(Phase::NotAnswered));
        failed.is_some_and(|failed| failed > 0)
    };
    let is_empty = move || screen.table(|view, _| view.slice.reasons.is_empty());
    view! {
        <div class="reasons">
            <p class="empty" hidden=move || !is_empty()>{screen.word(Message::NoReasons)}</p>
            <p class="state" hidden=move || !has_failed() prop:textContent=text(count)></p>
            {Class::ALL.map(|class| view! { <Section class /> }).collect_view()}
            <button
                type="button"
                class="button rest"
                data-action="more-reasons"
                prop:textContent=text(rest)
                on:click=move |_| screen.send_table(TableEvent::MoreReasons)
            ></button>
        </div>
    }
}

/// The reasons about which the same is to be done.
#[component]
fn Section(class: Class) -> impl IntoView {
    let screen = use_screen();
    let places = Memo::new(move |_| screen.table(|view, _| places_of(class, view)));
    let count =
        move || screen.figures(|c, locale| locale.number(c.overview.tallies.with_class(class)));
    let title = screen.word(cause::class(class));
    view! {
        <section class="reason-class" data-class=class.key() hidden=move || places.with(Vec::is_empty)>
            <h3>{title.clone()} " " <span class="count" translate="no" prop:textContent=text(count)></span></h3>
            <div class="reason-list" role="group" aria-label=title>
                <For each=move || places.get() key=|place| *place let(place)>
                    <Reason place />
                </For>
            </div>
        </section>
    }
}

fn places_of(class: Class, view: &View) -> Vec<usize> {
    let reasons = view.slice.reasons.iter().enumerate();
    reasons.filter(|(_, group)| group.class == class).map(|(place, _)| place).collect()
}

#[component]
fn Reason(place: usize) -> impl IntoView {
    let screen = use_screen();
    let is_pressed = move || {
        let is_pressed = |view: &View| Some(Some(reason_at(place, view)?.key) == view.query.reason);
        screen.table(|view, _| is_pressed(view)).map(|is_pressed| is_pressed.to_string())
    };
    let tone = move || {
        let tone = |row: &Row, is_over| tone::of_recipient(&row.status, row.phase(is_over));
        screen.table(|view, _| Some(tone(&reason_at(place, view)?.example, view.is_over())))
    };
    let name = move || {
        screen.table(|view, locale| Some(words::reason(&reason_at(place, view)?.example, locale)))
    };
    let count =
        move || screen.table(|view, locale| Some(locale.number(reason_at(place, view)?.count)));
    let share = move || screen.table(|view, _| share_at(place, view));
    let percent = move || {
        screen.table(|view, locale| {
            Some(locale.share(reason_at(place, view)?.count, whole_at(place, view)?))
        })
    };
    let cause = move || {
        let cause = |view: &View| reason_at(place, view)?.example.cause;
        screen.table(|view, locale| Some(cause::cause(cause(view)?, locale)))
    };
    let press = move |_| {
        let key = |view: &View| Some(reason_at(place, view)?.key);
        if let Some(key) = screen.now().and_then(|view| key(&view)) {
            screen.send_table(TableEvent::ToggleReason(key));
        }
    };
    view! {
        <button type="button" class="reason" aria-pressed=is_pressed data-tone=tone on:click=press>
            <span class="mark" data-tone=tone></span>
            <span class="reason-name" prop:textContent=text(name)></span>
            <span class="count" translate="no" prop:textContent=text(count)></span>
            <span class="reason-share" translate="no" prop:textContent=text(percent)></span>
            <span class="cause" prop:textContent=text(cause)></span>
            <span class="reason-bar" aria-hidden="true">
                <span style:width=share></span>
            </span>
        </button>
    }
}

fn reason_at(place: usize, view: &View) -> Option<&ReasonGroup> {
    view.slice.reasons.get(place)
}

/// Of how many it tells a share.
fn whole_at(place: usize, view: &View) -> Option<u32> {
    let class = reason_at(place, view)?.class;
    Some(words::whole_of(class, &view.campaign()?.overview.tallies))
}

/// The reason's share, as a width.
fn share_at(place: usize, view: &View) -> Option<String> {
    let whole = f64::from(whole_at(place, view)?.max(1));
    let share = f64::from(reason_at(place, view)?.count) / whole;
    Some(format!("{}%", 100.0 * share.min(1.0)))
}
