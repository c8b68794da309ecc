//! Small pictures beside figures, each with what it shows in words.

use super::context::use_screen;
use crate::text::card as words;
use campaign::insight::lengths::Bar;
use campaign::insight::pace::Bin;
use campaign::view::Today;
use leptos::prelude::*;

/// The width and height that they are drawn in; they grow with their box.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 20.0;
/// A whole day. In the view itself it would make an element without anything that changes, which Leptos draws by
/// markup as text: pages that require Trusted Types refuse that.
const DAY: &str = "M0 8h120v4h-120z";

/// How many calls ended over time, as a line.
#[component]
pub(super) fn Sparkline(bins: Memo<Vec<Bin>>) -> impl IntoView {
    let screen = use_screen();
    let label =
        move || screen.say(|locale| bins.with(|bins| words::pace_aloud(whole(bins), locale)));
    let is_empty = move || bins.with(|bins| whole(bins).len() < 2);
    view! {
        <Picture label=Signal::derive(label) is_empty=Signal::derive(is_empty)>
            <path class="line" d=move || bins.with(|bins| line(whole(bins))) />
        </Picture>
    }
}

/// How many calls took how long, as bars from short to long.
#[component]
pub(super) fn Bars(bars: Memo<Vec<Bar>>) -> impl IntoView {
    let screen = use_screen();
    let label =
        move || screen.say(|locale| bars.with(|bars| Some(words::lengths_aloud(bars, locale))));
    let is_empty = move || bars.with(|bars| bars.iter().all(|bar| bar.count == 0));
    view! {
        <Picture label=Signal::derive(label) is_empty=Signal::derive(is_empty)>
            <path d=move || bars.with(|bars| columns(bars)) />
        </Picture>
    }
}

/// The frame of a picture that says in words what it shows.
#[component]
fn Picture(
    label: Signal<Option<String>>,
    is_empty: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <svg
            class="picture"
            viewBox="0 0 120 20"
            preserveAspectRatio="none"
            role="img"
            aria-label=label
            data-empty=is_empty
        >
            {children()}
        </svg>
    }
}

/// The hours of today in which calls may be made, and where in them it is now.
#[component]
pub(super) fn Strip(today: Memo<Option<Today>>) -> impl IntoView {
    let open = move || {
        today.with(|today| today.as_ref().map(|today| block(&today.open)).unwrap_or_default())
    };
    let now = move || today.with(|today| today.as_ref().map_or(0.0, |today| place(today.now)));
    view! {
        <svg
            class="picture strip"
            viewBox="0 0 120 20"
            preserveAspectRatio="none"
            aria-hidden="true"
            data-empty=move || today.with(Option::is_none)
        >
            <path class="day" d=DAY />
            <path class="open" d=open />
            <path class="now" d=move || format!("M{:.1} 3v14", now()) />
        </svg>
    }
}

/// Those that are over, since one that is cut off counts fewer.
fn whole(bins: &[Bin]) -> &[Bin] {
    let width = |bin: &Bin| bin.time.end - bin.time.start;
    match bins {
        [first, .., last] if width(last) < width(first) => {
            bins.split_last().map_or(bins, |(_, it)| it)
        }
        _ => bins,
    }
}

/// A line from bin to bin, the highest as high as the picture.
fn line(bins: &[Bin]) -> String {
    let highest = f64::from(bins.iter().map(|bin| bin.ends).max().unwrap_or(0).max(1));
    let step = WIDTH / f64::from(short(bins.len()).saturating_sub(1).max(1));
    let point = |(at, bin): (u32, &Bin)| {
        let command = if at == 0 { 'M' } else { 'L' };
        let height = (HEIGHT - 2.0) * f64::from(bin.ends) / highest;
        format!("{command}{:.1} {:.1}", f64::from(at) * step, HEIGHT - 1.0 - height)
    };
    (0..).zip(bins).map(point).collect()
}

/// Bars from the ground up, the highest as high as the picture; one that counts any is seen.
fn columns(bars: &[Bar]) -> String {
    let highest = f64::from(bars.iter().map(|bar| bar.count).max().unwrap_or(0).max(1));
    let width = WIDTH / f64::from(short(bars.len()).max(1));
    let column = |(at, bar): (u32, &Bar)| {
        let height = match bar.count {
            0 => 1.0,
            count => (HEIGHT * f64::from(count) / highest).max(2.0),
        };
        let left = f64::from(at) * width;
        format!("M{left:.1} {HEIGHT}v-{height:.1}h{:.1}v{height:.1}z", width - 2.0)
    };
    (0..).zip(bars).map(column).collect()
}

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The minutes of a day on which it is open.
fn block(minutes: &std::ops::Range<u16>) -> String {
    let [start, end] = [minutes.start, minutes.end].map(place);
    format!("M{start:.1} 6h{:.1}v8h-{:.1}z", end - start, end - start)
}

/// Where a minute of the day is.
fn place(minute: u16) -> f64 {
    WIDTH * f64::from(minute) / 1440.0
}
