//! Small pictures beside figures, which tell the same to those who see them. What they say stands in words too, so that
//! assistive technology passes them over.

use campaign::view::Today;
use leptos::prelude::*;

/// The width and height that they are drawn in; they grow with their box.
const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 20.0;

/// A bar for each count.
#[component]
pub(super) fn Bars(counts: Signal<Vec<u32>>) -> impl IntoView {
    view! {
        <svg class="picture" viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true">
            <path d=move || counts.with(|counts| bars(counts)) />
        </svg>
    }
}

/// The hours of today in which calls may be made, and where in them it is now.
#[component]
pub(super) fn Strip(today: Signal<Option<Today>>) -> impl IntoView {
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
            <path class="day" d="M0 8h120v4h-120z" />
            <path class="open" d=open />
            <path class="now" d=move || format!("M{:.1} 3v14", now()) />
        </svg>
    }
}

/// Bars from the ground up, the highest as high as the picture; one that counts any is seen.
fn bars(counts: &[u32]) -> String {
    let highest = f64::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let width = WIDTH / f64::from(u32::try_from(counts.len()).unwrap_or(1).max(1));
    let bar = |(at, count): (u32, &u32)| {
        let height = match count {
            0 => 1.0,
            count => (HEIGHT * f64::from(*count) / highest).max(2.0),
        };
        let left = f64::from(at) * width;
        format!("M{left:.1} {HEIGHT}v-{height:.1}h{:.1}v{height:.1}z", width - 2.0)
    };
    (0..).zip(counts).map(bar).collect()
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
