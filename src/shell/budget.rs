//! What this page's elements spent of the hour's budget, by campaign: an element that is made anew each
//! second has no budget of its own.

use super::clock;
use campaign::config::Source;
use campaign::time::{HOUR, Millis};
use std::cell::RefCell;

thread_local! {
    static SPENT: RefCell<Vec<(Source, Vec<Millis>)>> = const { RefCell::new(Vec::new()) };
}

/// A request goes out to there. What the page has at hand costs none, and each object that it sets is a source of its own.
pub(super) fn spend(source: &Source) {
    if source.is_at_hand() {
        return;
    }
    let now = clock::now();
    SPENT.with_borrow_mut(|spent| {
        for (_, requests) in &mut *spent {
            requests.retain(|at| now - *at < HOUR);
        }
        spent.retain(|(_, requests)| !requests.is_empty());
        match spent.iter_mut().find(|(known, _)| known.shows_the_same(source)) {
            Some((_, requests)) => requests.push(now),
            None => spent.push((source.clone().without_credential(), vec![now])),
        }
    });
}

/// When requests went out to there, the earliest first.
pub(super) fn spent(source: &Source) -> Vec<Millis> {
    SPENT.with_borrow(|spent| {
        let known = spent.iter().find(|(known, _)| known.shows_the_same(source));
        known.map(|(_, requests)| requests.clone()).unwrap_or_default()
    })
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use campaign::config::HostValue;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn data_that_a_page_sets_again_and_again_is_not_kept_and_requests_are() {
        let asked = Source::Fetcher(HostValue(1), Some("campaign".into()));
        for number in 0..1000 {
            spend(&Source::AtHand(HostValue(number), None));
        }
        spend(&asked);
        spend(&Source::Fetcher(HostValue(2), Some("campaign".into())));
        assert_eq!(spent(&asked).len(), 2, "another function for the same campaign");
        assert_eq!(SPENT.with_borrow(Vec::len), 1);
    }
}
