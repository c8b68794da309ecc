//! What was spent of the hour's budget, by campaign. The browser keeps it for the page's origin, so that all its tabs have
//! one budget, and none has a new one by being loaded anew. Where it keeps nothing for the page, the page does.
//!
//! It keeps when requests went out, under a number in which no campaign can be read: no key, no answer, no address.

use super::clock;
use campaign::budget::Spent;
use campaign::config::Source;
use campaign::time::Millis;
use leptos::tachys::dom::window;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use web_sys::Storage;

/// The name of the item in the browser's storage. `embed/core/question.js` reads it, too.
const ITEM: &str = "batch-status";

thread_local! {
    /// The text of the item, where the browser keeps none.
    static KEPT_HERE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What is kept of a campaign's requests. Times are by the viewer's clock.
#[derive(Serialize, Deserialize)]
struct Requests {
    /// Of which campaign, as nobody else would name it.
    name: u64,
    /// When those of the last hour went out.
    sent: Vec<Millis>,
    /// Until then the budget is spent; long ago if it is not.
    until: Millis,
}

/// A request goes out to there, of which the budget allows so many in an hour.
pub(super) fn spend(source: &Source, budget: u32) {
    let Some(name) = name(source) else { return };
    let now = clock::wall();
    let mut kept = read();
    let before = taken(&mut kept, name);
    kept.retain(|requests| !Spent::new(requests.sent.clone(), now).times().is_empty());
    let of_last_hour = Spent::new(before.into_iter().chain([now]), now);
    let until = of_last_hour.until_free(budget, now).map_or(Millis(0), |wait| now + wait);
    kept.push(Requests { name, sent: of_last_hour.times().to_vec(), until });
    write(&kept);
}

/// What was spent there, by the clock that waits are counted by.
pub(super) fn spent(source: &Source) -> Spent {
    let (now, wall) = (clock::now(), clock::wall());
    let sent = name(source).map(|name| taken(&mut read(), name)).unwrap_or_default();
    Spent::new(sent.into_iter().map(|at| now - (wall - at)), now)
}

/// Takes a campaign's requests out.
fn taken(kept: &mut Vec<Requests>, name: u64) -> Vec<Millis> {
    let at = kept.iter().position(|requests| requests.name == name);
    at.map(|at| kept.swap_remove(at).sent).unwrap_or_default()
}

/// None where a campaign takes no requests: what the page has at hand costs none.
fn name(source: &Source) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    match source {
        Source::AtHand(..) => return None,
        Source::Api { endpoint, batch, .. } => {
            (endpoint.as_str(), batch.as_str()).hash(&mut hasher);
        }
        Source::Snapshot(address) => address.as_str().hash(&mut hasher),
        // Another function for the same campaign shares its budget.
        Source::Fetcher(_, Some(batch)) => batch.hash(&mut hasher),
        Source::Fetcher(function, None) => function.0.hash(&mut hasher),
    }
    Some(hasher.finish())
}

/// What others may have written there counts as nothing.
fn read() -> Vec<Requests> {
    let stored = storage().and_then(|storage| storage.get_item(ITEM).ok()?);
    let text = stored.unwrap_or_else(|| KEPT_HERE.with_borrow(String::clone));
    serde_json::from_str(&text).unwrap_or_default()
}

fn write(kept: &[Requests]) {
    let Ok(text) = serde_json::to_string(kept) else { return };
    let is_stored = storage().is_some_and(|storage| {
        let is_stored = storage.set_item(ITEM, &text).is_ok();
        // One that is full still has what was there before.
        is_stored || storage.remove_item(ITEM).is_err()
    });
    KEPT_HERE.set(if is_stored { String::new() } else { text });
}

/// None for pages without an origin of their own, and where a person allows none.
fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use campaign::config::HostValue;
    use campaign::time::Span;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn fetcher(number: u32, batch: &str) -> Source {
        Source::Fetcher(HostValue(number), Some(batch.into()))
    }

    #[wasm_bindgen_test]
    fn requests_are_kept_by_campaign_and_what_costs_none_is_not() {
        let _ = storage().map(|it| it.remove_item(ITEM));
        for number in 0..1000 {
            spend(&Source::AtHand(HostValue(number), None), 900);
        }
        assert!(read().is_empty());
        spend(&fetcher(1, "one"), 900);
        spend(&fetcher(2, "one"), 900);
        spend(&fetcher(2, "two"), 900);
        assert_eq!(spent(&fetcher(3, "one")).times().len(), 2, "whatever function fetches it");
        assert_eq!(spent(&fetcher(3, "two")).times().len(), 1);
    }

    #[wasm_bindgen_test]
    fn what_is_spent_is_said_and_what_others_wrote_is_overwritten() {
        let source = fetcher(1, "three");
        let until = || read().first().map(|it| it.until);
        for text in ["", "null", "[]", r#"[{"name":1}]"#, "\u{0}"] {
            let is_written = storage().is_some_and(|it| it.set_item(ITEM, text).is_ok());
            assert!(is_written && spent(&source).times().is_empty(), "{text}");
            spend(&source, 2);
            assert_eq!(until(), Some(Millis(0)), "{text}");
            spend(&source, 2);
            assert!(until() > Some(clock::wall() + Span::seconds(3_500)), "{text}");
        }
    }
}
