//! What lies below the figures, in tabs. Only the open one is drawn; the recipients alone stay where they are, with
//! their place, and are hidden.

use super::context::use_screen;
use super::details::Details;
use super::feed::Feed;
use super::keyboard::is_right_to_left;
use super::people::{People, Search};
use super::reasons::Reasons;
use super::text_content::text;
use crate::text::{Message, tab as words};
use campaign::widget::TableEvent;
use campaign::widget::tab::{Tab, TabStep};
use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{
    DocumentFragment, Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition,
};

#[component]
pub(super) fn Tabs() -> impl IntoView {
    let screen = use_screen();
    let open = Memo::new(move |_| screen.table(|view, _| view.tab));
    view! {
        <div class="tabs">
            <TabList open />
            <Search is_hidden=Signal::derive(move || open.get() != Tab::People) />
        </div>
        <Panel tab=Tab::People open>
            <People />
        </Panel>
        <Show when=move || open.get() == Tab::Reasons>
            <Panel tab=Tab::Reasons open>
                <Reasons />
            </Panel>
        </Show>
        <Show when=move || open.get() == Tab::Activity>
            <Panel tab=Tab::Activity open>
                <Feed />
            </Panel>
        </Show>
        <Show when=move || open.get() == Tab::Details>
            <Panel tab=Tab::Details open>
                <Details />
            </Panel>
        </Show>
    }
}

/// One stop of the Tab key; arrows lead from tab to tab.
#[component]
fn TabList(open: Memo<Tab>) -> impl IntoView {
    let screen = use_screen();
    let list = NodeRef::<Div>::new();
    let pressed = move |event: KeyboardEvent| {
        if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(list) = list.get_untracked().map(Element::from) else { return };
        let is_rtl = is_right_to_left(&event);
        let Some(step) = TabStep::of_key(&event.key(), is_rtl) else { return };
        event.prevent_default();
        let tab = open.get_untracked().step(step);
        screen.send_table(TableEvent::Open(tab));
        focus(&list, tab);
    };
    let tabs = Tab::ALL.map(|tab| view! { <TabButton tab open /> });
    view! {
        <div
            class="tab-list"
            role="tablist"
            aria-label=screen.word(Message::CampaignStatus)
            node_ref=list
            on:keydown=pressed
        >
            {tabs.collect_view()}
        </div>
    }
}

#[component]
fn TabButton(tab: Tab, open: Memo<Tab>) -> impl IntoView {
    let screen = use_screen();
    let is_open = move || open.get() == tab;
    let count = move || screen.campaign(|c, locale| words::count(tab, c, locale)).flatten();
    view! {
        <button
            type="button"
            class="tab"
            part="tab"
            role="tab"
            id=tab_id(tab)
            data-tab=tab.key()
            aria-selected=move || is_open().to_string()
            aria-controls=move || is_open().then(|| panel_id(tab))
            tabindex=move || if is_open() { "0" } else { "-1" }
            on:click=move |_| screen.send_table(TableEvent::Open(tab))
        >
            {screen.word(words::title(tab))} " "
            <span class="count" translate="no" prop:textContent=text(count)></span>
        </button>
    }
}

#[component]
fn Panel(tab: Tab, open: Memo<Tab>, children: Children) -> impl IntoView {
    view! {
        <div
            class="panel"
            role="tabpanel"
            id=panel_id(tab)
            data-panel=tab.key()
            aria-labelledby=tab_id(tab)
            hidden=move || open.get() != tab
        >
            {children()}
        </div>
    }
}

fn tab_id(tab: Tab) -> String {
    format!("tab-{}", tab.key())
}

fn panel_id(tab: Tab) -> String {
    format!("panel-{}", tab.key())
}

/// Scrolls the page to the recipients, once they are shown and if they are out of sight: whoever asked for them from
/// `place` wants to see them.
pub(super) fn bring_people_into_sight(place: NodeRef<Div>) {
    request_animation_frame(move || {
        let root = place.get_untracked().map(|place| place.get_root_node());
        let root = root.and_then(|root| root.dyn_into::<DocumentFragment>().ok());
        if let Some(panel) = root.and_then(|it| it.get_element_by_id(&panel_id(Tab::People))) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            panel.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
}

fn focus(list: &Element, tab: Tab) {
    let button = list.query_selector(&format!("#{}", tab_id(tab))).ok().flatten();
    if let Some(button) = button.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        // Refused only by what is no element.
        let _ = button.focus();
    }
}
