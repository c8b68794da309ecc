//! The details of the row that a person chose, in a box below the table: rows have one height, and none unfolds in place.

use super::cell::call_address;
use super::context::{ScreenContext, use_screen};
use super::icon::Icon;
use super::text_content::{TextContent, text};
use super::tone;
use crate::shell::clipboard;
use crate::text::{Message, recipient as words};
use campaign::domain::Phase;
use campaign::table::Row;
use campaign::time::Millis;
use campaign::view::{Campaign, View};
use campaign::widget::TableEvent;
use leptos::ev::KeyboardEvent;
use leptos::html::Section;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

#[component]
pub(super) fn RowDetail() -> impl IntoView {
    let screen = use_screen();
    let detail = Memo::new(move |_| screen.table(|view, _| Detail::new(view)));
    let name = Memo::new(move |_| {
        let detail = detail.read();
        let row = &detail.as_ref()?.row;
        Some(screen.say(|locale| words::name(row, locale)))
    });
    let root = NodeRef::<Section>::new();
    Effect::new(move |before: Option<Option<Box<str>>>| {
        let id = detail.read().as_ref().map(|it| it.row.id.clone());
        if id.is_some() && before.is_some_and(|before| before != id) {
            bring_into_sight(root);
        }
        id
    });
    let close = move || {
        give_focus_back(root);
        screen.send_table(TableEvent::Fold);
    };
    let pressed = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            // The page's own use of the key is for when nothing here is open.
            event.stop_propagation();
            event.prevent_default();
            close();
        }
    };
    let aloud = move || {
        let name = name.get()?;
        Some(screen.say(|locale| locale.with(Message::DetailsOf, name)))
    };
    view! {
        <section
            class="row-detail"
            part="row-detail"
            aria-labelledby="row-detail-name"
            hidden=move || detail.read().is_none()
            node_ref=root
            on:keydown=pressed
        >
            <div class="row-detail-head">
                <h3 id="row-detail-name" translate="no" prop:textContent=text(move || name.get())></h3>
                <button
                    type="button"
                    class="icon-button"
                    data-action="close"
                    aria-label=screen.word(Message::Close)
                    title=screen.word(Message::Close)
                    on:click=move |_| close()
                >
                    <Icon name="close" />
                </button>
            </div>
            <dl class="details">
                <Number detail />
                <Status detail />
                <Times detail />
                <Call detail />
            </dl>
        </section>
        <p class="aloud" role="status" prop:textContent=text(aloud)></p>
    }
}

/// What the box shows. Each line reads its part, so that a refresh writes what differs and keeps the focus.
#[derive(Clone, PartialEq)]
struct Detail {
    row: Row,
    /// The time by which dates are shortened.
    now: Millis,
    is_over: bool,
    /// When about it will be dialled.
    turn: Option<Millis>,
}

impl Detail {
    fn new(view: &View) -> Option<Self> {
        let row = view.slice.unfolded.clone()?;
        let campaign = view.campaign()?;
        Some(Self {
            now: Campaign::quarter(campaign),
            is_over: view.is_over(),
            turn: row.turn.and_then(|turn| campaign.turn_at(turn)),
            row,
        })
    }
}

/// Scrolls the page to the box where so little of the table is seen that the box would end beneath the page's edge. Who
/// chose a row has the focus in the table; where the page gives back a view it keeps its place.
fn bring_into_sight(root: NodeRef<Section>) {
    request_animation_frame(move || {
        let is_chosen = grid_of(root).is_some_and(|grid| grid.matches(":focus") == Ok(true));
        if let Some(root) = root.get_untracked().filter(|_| is_chosen) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            root.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

/// The focus must not be lost with what has it.
fn give_focus_back(root: NodeRef<Section>) {
    if let Some(grid) = grid_of(root) {
        // Refused only by what is no element.
        let _ = grid.focus();
    }
}

fn grid_of(root: NodeRef<Section>) -> Option<HtmlElement> {
    let panel = root.get_untracked()?.closest(".panel").ok()??;
    panel.query_selector("[role=grid]").ok()??.dyn_into().ok()
}

/// The number, with a button that copies it where it stands whole.
#[component]
fn Number(detail: Memo<Option<Detail>>) -> impl IntoView {
    let screen = use_screen();
    let number = Memo::new(move |_| detail.read().as_ref().map(|it| it.row.number.to_string()));
    let is_whole =
        move || number.read().as_ref().is_some_and(|it| !it.is_empty() && !it.contains('•'));
    // Of which number it was said: that of another recipient was not copied.
    let said = RwSignal::new(None::<(String, Message)>);
    let words = move || {
        let (of, message) = said.get()?;
        (Some(of) == number.get()).then(|| screen.word(message))
    };
    let copy = move |_| {
        let Some(copied) = number.get_untracked() else { return };
        spawn_local(async move {
            let is_done = clipboard::write(&copied).await;
            let message = if is_done { Message::Copied } else { Message::CopyByHand };
            // None once the drawing has ended.
            let _ = said.try_set(Some((copied, message)));
        });
    };
    view! {
        <div class="detail" data-detail="number">
            <dt>{screen.word(Message::Number)}</dt>
            <dd>
                <span translate="no" dir="ltr" prop:textContent=text(move || number.get())></span>
                <button type="button" class="text-button" hidden=move || !is_whole() on:click=copy>
                    {screen.word(Message::CopyNumber)}
                </button>
                <span role="status" prop:textContent=text(words)></span>
            </dd>
        </div>
    }
}

/// The status, with the service's words in full and what may be behind them.
#[component]
fn Status(detail: Memo<Option<Detail>>) -> impl IntoView {
    let screen = use_screen();
    let of = move |read: fn(&Detail) -> Option<&'static str>| {
        move || detail.read().as_ref().and_then(read)
    };
    let tone = of(|it| Some(tone::of_recipient(&it.row.status, it.row.phase(it.is_over))));
    let status = move || status(screen, detail.get()?);
    let reason = move || Some(detail.read().as_ref()?.row.error.as_deref()?.to_owned());
    let cause = move || {
        let cause = detail.read().as_ref()?.row.cause?;
        Some(screen.say(|locale| crate::text::cause::cause(cause, locale)))
    };
    view! {
        <div class="detail" data-detail="status">
            <dt>{screen.word(Message::Status)}</dt>
            <dd>
                <span class="mark" data-tone=tone></span>
                <span prop:textContent=text(status)></span>
            </dd>
        </div>
        <div class="detail" data-detail="reason" hidden=move || reason().is_none()>
            <dt>{screen.word(Message::Reason)}</dt>
            <dd>
                <p translate="no" prop:textContent=text(reason)></p>
                <p class="cause" prop:textContent=text(cause)></p>
            </dd>
        </div>
    }
}

/// That of a call under way says for how long, and is written each second.
fn status(screen: ScreenContext, detail: Detail) -> Option<String> {
    let Detail { row, now, is_over, turn } = detail;
    if row.phase(is_over) == Phase::Live {
        return screen.campaign(|c, locale| words::live(&row, c.now, locale));
    }
    Some(screen.say(|locale| words::standing(row, turn, now, is_over, locale)))
}

/// When it was dialled and when that call ended, by the clocks of both zones.
#[component]
fn Times(detail: Memo<Option<Detail>>) -> impl IntoView {
    let line = move |key: &'static str, title: Message, read: fn(&Row) -> Option<Millis>| {
        let screen = use_screen();
        let times = move || {
            let at = read(&detail.read().as_ref()?.row)?;
            Some(screen.say(|locale| locale.in_both_zones(at)))
        };
        view! {
            <div class="detail" data-detail=key hidden=move || times().is_none()>
                <dt>{screen.word(title)}</dt>
                <dd translate="no" prop:textContent=text(times)></dd>
            </div>
        }
    };
    let screen = use_screen();
    let length = move || {
        let span = detail.read().as_ref()?.row.dial_to_end?;
        Some(screen.say(|locale| locale.duration(span)))
    };
    view! {
        {line("attempted", Message::Attempted, |row| row.attempted)}
        {line("ended", Message::EndedTitle, |row| row.ended)}
        <div class="detail" data-detail="duration" hidden=move || length().is_none()>
            <dt>{screen.word(Message::DialToEnd)}</dt>
            <dd prop:textContent=text(length)></dd>
        </div>
    }
}

/// The link to the call's record, where the host page says to what address it leads.
#[component]
fn Call(detail: Memo<Option<Detail>>) -> impl IntoView {
    let screen = use_screen();
    let template = StoredValue::new(screen.layout().call_url);
    let address = move || {
        let detail = detail.read();
        let row = &detail.as_ref()?.row;
        template.with_value(|template| call_address(template.as_deref()?, row))
    };
    view! {
        <div class="detail" data-detail="call" hidden=move || address().is_none()>
            <dt>{screen.word(Message::CallRecord)}</dt>
            <dd>
                <a
                    target="_blank"
                    rel="noopener"
                    href=address
                    prop:textContent=TextContent::from(screen.word(Message::OpenCall))
                ></a>
            </dd>
        </div>
    }
}
