//! Which rows a scrolled box shows.

use campaign::engine::Shown;
use leptos::prelude::window;
use web_sys::Element;

/// Rows beyond each edge that are kept ready, so that a quick scroll shows no gap.
const OVERSCAN: i32 = 6;

/// Rows are asked for in steps, so that a scroll asks seldom.
const STEP: i32 = 4;

/// The most rows on paper: some forty sheets, which take a browser about a second to make.
const PRINTED: usize = 1000;

/// Height of a row in px where the sheet does not say.
const FALLBACK: i32 = 40;

/// The measures of the box that scrolls, in px.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) struct Geometry {
    pub(super) scroll_top: i32,
    pub(super) scroll_height: i32,
    pub(super) client_height: i32,
    pub(super) row_height: i32,
}

impl Geometry {
    pub(super) fn of(scroller: &Element) -> Self {
        Self {
            scroll_top: scroller.scroll_top(),
            scroll_height: scroller.scroll_height(),
            client_height: scroller.client_height(),
            row_height: row_height(scroller),
        }
    }

    /// The rows on screen, and which of those around them to keep ready.
    pub(super) fn shown(self) -> Shown {
        let first = self.scroll_top / self.row_height;
        let last = (self.scroll_top + self.client_height) / self.row_height + 1;
        // A table that was not scrolled yet has fewer rows to draw, and is there the sooner.
        let beyond = if first > 0 { OVERSCAN } else { 0 };
        let start = (first - beyond) / STEP * STEP;
        // A box without height shows no rows yet: they come when it has one, after the figures.
        let end = if self.client_height > 0 { (last + beyond + STEP) / STEP * STEP } else { 0 };
        let row = |count: i32| usize::try_from(count).unwrap_or(0);
        Shown { rows: row(start)..row(end), top: row(first), bottom: row(last - 1) }
    }

    /// The rows for paper, and the reader's place on the screen.
    pub(super) fn printed(self) -> Shown {
        Shown { rows: 0..PRINTED, ..self.shown() }
    }

    /// The first row that is whole in sight.
    pub(super) fn first_whole_row(self) -> Option<usize> {
        usize::try_from((self.scroll_top + self.row_height - 1) / self.row_height).ok()
    }

    /// How many rows a key for a page moves by.
    pub(super) fn page(self) -> isize {
        (self.client_height / self.row_height - 2).max(1) as isize
    }

    /// How far the box has to scroll until a row out of so many is whole in sight, beneath the head.
    pub(super) fn distance_to(self, row: usize, count: usize) -> i32 {
        let above = self.height_of(row) - self.scroll_top;
        let head = self.scroll_height - self.height_of(count);
        let below = above + head + self.row_height - self.client_height;
        if above < 0 { above } else { below.max(0) }
    }

    fn height_of(self, rows: usize) -> i32 {
        i32::try_from(rows).unwrap_or(0) * self.row_height
    }
}

/// The sheet decides how high a row is, by width, density and letters.
fn row_height(scroller: &Element) -> i32 {
    let value = || {
        let style = window().get_computed_style(scroller).ok()??;
        style.get_property_value("column-gap").ok()
    };
    let height = value().and_then(|text| text.strip_suffix("px")?.parse().ok());
    height.filter(|height| *height > 0).unwrap_or(FALLBACK)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A box of 12 rows of 40 px, with a head of one row over 500.
    fn scrolled_to(scroll_top: i32) -> Geometry {
        Geometry { scroll_top, scroll_height: 501 * 40, client_height: 480, row_height: 40 }
    }

    #[test]
    fn rows_are_asked_for_in_steps_and_beyond_the_edges() {
        let check = |scroll_top, rows, top, bottom| {
            assert_eq!(
                scrolled_to(scroll_top).shown(),
                Shown { rows, top, bottom },
                "{scroll_top}"
            );
        };
        check(0, 0..16, 0, 12);
        check(39, 0..16, 0, 12);
        check(40, 0..24, 1, 13);
        check(1_000, 16..48, 25, 37);
        let folded = Geometry { client_height: 0, ..scrolled_to(0) };
        assert_eq!(folded.shown().rows, 0..0);
    }

    #[test]
    fn a_row_comes_into_sight_by_the_shorter_way() {
        let check = |scroll_top, row, expected| {
            assert_eq!(scrolled_to(scroll_top).distance_to(row, 500), expected, "{row}");
        };
        check(400, 9, -40);
        check(400, 10, 0);
        check(400, 20, 0);
        check(400, 21, 40);
    }

    #[test]
    fn keys_begin_at_the_first_whole_row_and_move_by_what_is_in_sight() {
        let geometry = scrolled_to(4_010);
        assert_eq!((geometry.first_whole_row(), geometry.page()), (Some(101), 10));
        assert_eq!(Geometry { client_height: 60, ..geometry }.page(), 1);
    }
}
