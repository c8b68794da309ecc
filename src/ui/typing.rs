//! Keys that mean something in the element stay in it: the host page's shortcuts must not take them.

use super::keyboard::action;
use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// What is held beside a key.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
enum Held {
    /// Nothing that makes it another key.
    Nothing,
    /// Control, or the key of the same use on a Mac.
    Command,
    Alt,
}

/// Keeps a press or release from the page, unless the key means nothing where it was pressed. What the page has
/// put into a slot is the page's own.
pub(super) fn keep_key(event: &KeyboardEvent) {
    let element = |target: Option<web_sys::EventTarget>| target?.dyn_into::<Element>().ok();
    let (target, around) = (element(event.target()), element(event.current_target()));
    let is_ours = around.zip(target.as_ref()).is_some_and(|(it, target)| it.contains(Some(target)));
    let means_something =
        |target: &Element| has_meaning(&target.local_name(), &event.key(), held(event));
    if is_ours && target.is_some_and(|it| event.is_composing() || means_something(&it)) {
        event.stop_propagation();
    }
}

fn held(event: &KeyboardEvent) -> Held {
    // Control and Alt together are the third key for letters, which types.
    if event.get_modifier_state("AltGraph") {
        Held::Nothing
    } else if event.ctrl_key() || event.meta_key() {
        Held::Command
    } else if event.alt_key() {
        Held::Alt
    } else {
        Held::Nothing
    }
}

/// Whether a key, by its name in `KeyboardEvent.key`, means something to an element of that kind.
fn has_meaning(kind: &str, key: &str, held: Held) -> bool {
    match kind {
        "input" | "textarea" | "select" => edits(key, held),
        "button" | "a" | "summary" => held == Held::Nothing && matches!(key, "Enter" | " "),
        // The table.
        _ => held == Held::Nothing && action(key, 1).is_some(),
    }
}

/// Whether a key writes in a field, or moves in it.
fn edits(key: &str, held: Held) -> bool {
    let mut letters = key.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    let moves = matches!(
        key,
        "ArrowLeft"
            | "ArrowRight"
            | "ArrowUp"
            | "ArrowDown"
            | "Home"
            | "End"
            | "Backspace"
            | "Delete"
            | "Insert"
    );
    moves
        || match held {
            Held::Nothing => {
                let writes = matches!(
                    key,
                    "Enter" | "PageUp" | "PageDown" | "Dead" | "Process" | "Unidentified"
                );
                letter.is_some() || writes
            }
            // All, copy, cut, paste, undo and redo.
            Held::Command => letter.is_some_and(|it| "acvxyz".contains(it.to_ascii_lowercase())),
            // A Mac writes signs and letters beyond the alphabet so.
            Held::Alt => letter.is_some_and(|it| !it.is_ascii_alphanumeric()),
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_in_a_field_stays_and_what_does_not_goes_to_the_page() {
        let check = |key, held, expected| {
            assert_eq!(has_meaning("input", key, held), expected, "{key} {held:?}");
        };
        for key in ["a", "?", "/", " ", "é", "Enter", "ArrowUp", "Backspace", "Dead"] {
            check(key, Held::Nothing, true);
        }
        for key in ["Escape", "Tab", "F5", "Shift", "MediaPlayPause"] {
            check(key, Held::Nothing, false);
        }
        for (key, expected) in [("v", true), ("Z", true), ("ArrowLeft", true), ("k", false)] {
            check(key, Held::Command, expected);
        }
        for (key, expected) in [("å", true), ("@", true), ("Delete", true), ("x", false)] {
            check(key, Held::Alt, expected);
        }
    }

    #[test]
    fn a_control_keeps_only_what_works_it() {
        let check = |kind, key, held, expected| {
            assert_eq!(has_meaning(kind, key, held), expected, "{kind} {key}");
        };
        check("button", " ", Held::Nothing, true);
        check("summary", "Enter", Held::Nothing, true);
        check("button", "k", Held::Nothing, false);
        check("button", "Enter", Held::Command, false);
        check("div", "ArrowDown", Held::Nothing, true);
        check("div", "k", Held::Nothing, false);
    }
}
