//! Text of the table that a person selects: it takes the click that ends the gesture, and is copied in rows.

use js_sys::{Array, Object};
use leptos::ev::{ClipboardEvent, MouseEvent};
use leptos::tachys::dom::{document, window};
use wasm_bindgen::prelude::*;
use web_sys::{AbstractRange, Element, Node, Range, Selection, ShadowRoot};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Selection)]
    type ComposedSelection;
    /// The selection as it is in shadow trees. Browsers before it tell of them without being asked.
    #[wasm_bindgen(method, catch, js_name = getComposedRanges)]
    fn composed_ranges(this: &ComposedSelection, options: &JsValue) -> Result<Array, JsValue>;
}

/// Whether a click belongs to the text or the link under it: it is one of several, extends or ends a
/// selection, or follows a link.
pub(super) fn is_of_text(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(target) = target else { return false };
    event.detail() > 1
        || event.shift_key()
        || matches!(target.closest("a[href]"), Ok(Some(_)))
        || selected(&target).is_some_and(|range| !range.collapsed())
}

/// Puts the selected rows on the clipboard, a line each with tabs between the cells. A text within one cell is
/// left to the browser.
pub(super) fn copy_rows(event: &ClipboardEvent, body: &Element) {
    let rows = selected(body).map(|range| rows_of(body, &range)).unwrap_or_default();
    let is_one_text = rows.iter().flatten().filter(|text| !text.is_empty()).count() < 2;
    let Some(clipboard) = event.clipboard_data().filter(|_| !is_one_text) else { return };
    let lines: Vec<_> = rows.iter().map(|cells| cells.join("\t")).collect();
    if clipboard.set_data("text/plain", &lines.join("\n")).is_ok() {
        event.prevent_default();
    }
}

/// The selected part of the tree in which an element is.
fn selected(element: &Element) -> Option<Range> {
    let root = element.get_root_node().dyn_into::<ShadowRoot>().ok()?;
    let selection = window().get_selection().ok()??.unchecked_into::<ComposedSelection>();
    let options =
        Object::from_entries(&Array::of1(&Array::of2(&"shadowRoots".into(), &Array::of1(&root))));
    let ranges = selection.composed_ranges(&options.ok()?.into());
    let range: AbstractRange = match ranges {
        Ok(ranges) => ranges.get(0).dyn_into().ok()?,
        Err(_) => selection.get_range_at(0).ok()?.into(),
    };
    // One that changes with the tree, since only that can be compared.
    let live = document().create_range().ok()?;
    live.set_start(&range.start_container(), range.start_offset()).ok()?;
    live.set_end(&range.end_container(), range.end_offset()).ok()?;
    let is_within = root.contains(live.common_ancestor_container().ok().as_ref());
    is_within.then_some(live)
}

/// The texts of the cells that a range touches, row by row; rows at its ends of which nothing is selected are left
/// out.
fn rows_of(body: &Element, range: &Range) -> Vec<Vec<String>> {
    let rows = nodes(body, "tr").into_iter().filter(|row| range.intersects_node(row) == Ok(true));
    let cells = |row: Element| {
        let cells = nodes(&row, "td").into_iter();
        let is_shown = |cell: &Element| cell.get_client_rects().length() > 0;
        cells.filter(is_shown).filter_map(|cell| text_within(&cell, range)).collect::<Vec<_>>()
    };
    rows.map(cells).filter(|cells| cells.iter().any(|text| !text.is_empty())).collect()
}

fn nodes(within: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// As much of a cell's text as is in the range; None of a cell outside it.
fn text_within(cell: &Node, range: &Range) -> Option<String> {
    if range.intersects_node(cell) != Ok(true) {
        return None;
    }
    let part = document().create_range().ok()?;
    part.select_node_contents(cell).ok()?;
    if part.compare_boundary_points(Range::START_TO_START, range) == Ok(-1) {
        part.set_start(&range.start_container().ok()?, range.start_offset().ok()?).ok()?;
    }
    if part.compare_boundary_points(Range::END_TO_END, range) == Ok(1) {
        part.set_end(&range.end_container().ok()?, range.end_offset().ok()?).ok()?;
    }
    Some(String::from(part.to_string()).trim().to_owned())
}
