//! What people steer a playback by: a button, the place in time, and the speed.

use super::context::use_screen;
use super::icon::Icon;
use super::keyboard::is_right_to_left;
use super::text_content::text;
use super::typing::keep_key;
use crate::shell::Driver;
use crate::text::{Message, locale};
use campaign::time::Millis;
use leptos::ev;
use leptos::prelude::*;

/// Among which a person chooses, besides the page's own.
const SPEEDS: [f64; 5] = [1.0, 10.0, 60.0, 300.0, 1000.0];
/// Steps of the keys, from end to end.
const STEPS: i64 = 200;

#[component]
pub(super) fn ReplayBar() -> impl IntoView {
    let screen = use_screen();
    let is_there = Memo::new(move |_| screen.playback().is_some());
    view! {
        <Show when=move || is_there.get()>
            <div
                class="replay"
                part="replay"
                role="group"
                lang=screen.word(Message::Lang)
                aria-label=screen.word(Message::Playback)
                on:keydown=|event| keep_key(&event)
                on:keypress=|event| keep_key(&event)
                on:keyup=|event| keep_key(&event)
            >
                <PlayButton />
                <Position />
                <Moment />
                <Speed />
            </div>
        </Show>
    }
}

#[component]
fn PlayButton() -> impl IntoView {
    let screen = use_screen();
    let is_playing = Memo::new(move |_| screen.playback().is_some_and(|it| it.is_playing));
    let label =
        move || screen.word(if is_playing.get() { Message::PausePlayback } else { Message::Play });
    view! {
        <button
            type="button"
            class="icon-button"
            data-action="play"
            aria-label=label
            title=label
            on:click=move |_| screen.tell(Driver::press_play)
        >
            <Icon name=move || if is_playing.get() { "pause" } else { "resume" } />
        </button>
    }
}

/// The place in time. A range of milliseconds would go by one of them with each key.
#[component]
fn Position() -> impl IntoView {
    let screen = use_screen();
    let ends = Memo::new(move |_| screen.playback().map(|it| (it.from.0, it.to.0)));
    let position = move || screen.playback().map(|it| it.position.0.to_string());
    let seek = move |at: i64| screen.tell(|driver| driver.seek(Millis(at)));
    let dragged = move |event: ev::Event| {
        #[expect(clippy::cast_possible_truncation, reason = "milliseconds of this era")]
        if let Ok(at) = event_target_value(&event).parse::<f64>() {
            seek(at as i64);
        }
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let playback = screen.playback_now();
        let steps = step_of(&event.key(), is_right_to_left(&event));
        if let Some((playback, steps)) = playback.zip(steps) {
            event.prevent_default();
            seek(playback.position.0 + steps * (playback.to - playback.from).0 / STEPS);
        }
    };
    view! {
        <input
            type="range"
            step="any"
            min=move || ends.get().map(|(from, _)| from)
            max=move || ends.get().map(|(_, to)| to)
            aria-label=screen.word(Message::PlaybackTime)
            aria-valuetext=move || screen.playback_time()
            prop:value=position
            on:input=dragged
            on:keydown=pressed
        />
    }
}

#[component]
fn Moment() -> impl IntoView {
    let screen = use_screen();
    let iso = move || screen.playback().map(|it| locale::iso(it.position));
    view! { <time datetime=iso prop:textContent=text(move || screen.playback_time())></time> }
}

#[component]
fn Speed() -> impl IntoView {
    let screen = use_screen();
    let speed = Memo::new(move |_| screen.playback().map_or(1.0, |it| it.speed));
    let speeds = Memo::new(move |_| {
        let mut speeds = SPEEDS.to_vec();
        if !speeds.contains(&speed.get()) {
            speeds.push(speed.get());
            speeds.sort_by(f64::total_cmp);
        }
        speeds
    });
    let option = move |value: f64| {
        let words = screen.say(|locale| format!("{}×", locale.figure(value)));
        view! {
            <option value=value.to_string() prop:selected=move || speed.get().total_cmp(&value).is_eq()>
                {words}
            </option>
        }
    };
    let chosen = move |event: ev::Event| {
        if let Ok(speed) = event_target_value(&event).parse() {
            screen.tell(|driver| driver.set_speed(speed));
        }
    };
    view! {
        <select aria-label=screen.word(Message::PlaybackSpeed) on:change=chosen>
            {move || speeds.get().into_iter().map(option).collect_view()}
        </select>
    }
}

/// By how many steps a key moves the place.
fn step_of(key: &str, is_right_to_left: bool) -> Option<i64> {
    let onward = if is_right_to_left { -1 } else { 1 };
    match key {
        "ArrowRight" => Some(onward),
        "ArrowLeft" => Some(-onward),
        "ArrowUp" => Some(1),
        "ArrowDown" => Some(-1),
        "PageUp" => Some(10),
        "PageDown" => Some(-10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_as_people_read() {
        for (key, is_right_to_left, expected) in [
            ("ArrowRight", false, Some(1)),
            ("ArrowRight", true, Some(-1)),
            ("ArrowLeft", true, Some(1)),
            ("ArrowUp", true, Some(1)),
            ("PageDown", false, Some(-10)),
            ("Home", false, None),
        ] {
            assert_eq!(step_of(key, is_right_to_left), expected, "{key}");
        }
    }
}
