//! What keys do.

use leptos::ev::KeyboardEvent;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What a key asks for in the table.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Action {
    /// Make the row so many further down the active one; up where negative.
    Move(isize),
    /// Do what a click on the active row does.
    Choose,
}

/// The action of a key, by its name in `KeyboardEvent.key`, where so many rows make a page.
pub(super) fn action(key: &str, page: isize) -> Option<Action> {
    Some(match key {
        "ArrowDown" => Action::Move(1),
        "ArrowUp" => Action::Move(-1),
        "PageDown" => Action::Move(page),
        "PageUp" => Action::Move(-page),
        "Home" => Action::Move(isize::MIN),
        "End" => Action::Move(isize::MAX),
        "Enter" => Action::Choose,
        _ => return None,
    })
}

/// Whether one writes from right to left where a key was pressed.
pub(super) fn is_right_to_left(event: &KeyboardEvent) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let style = element.and_then(|it| window().get_computed_style(&it).ok().flatten());
    style.and_then(|it| it.get_property_value("direction").ok()).is_some_and(|it| it == "rtl")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_by_rows_pages_and_ends() {
        let check = |key, expected| assert_eq!(action(key, 10), expected, "{key}");
        check("ArrowDown", Some(Action::Move(1)));
        check("ArrowUp", Some(Action::Move(-1)));
        check("PageDown", Some(Action::Move(10)));
        check("PageUp", Some(Action::Move(-10)));
        check("Home", Some(Action::Move(isize::MIN)));
        check("End", Some(Action::Move(isize::MAX)));
        check("Enter", Some(Action::Choose));
        check(" ", None);
        check("a", None);
    }
}
