//! A panic ends the wasm in a trap without words. While developing it says on the console where.

use campaign::view::View;

/// Called by each widget; the first time counts.
pub(super) fn install() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&format!("<batch-status> panicked: {info}").into());
    }));
}

/// In a build for the tests of panics: panics before it shows a campaign of this name, or a search for
/// it, as a fault of the widget's own would.
#[cfg(feature = "provoked-panic")]
pub(super) fn provoke(view: &View) {
    use campaign::view::Screen;

    const WORD: &str = "provoke a panic";
    let name = match &view.screen {
        Screen::Campaign(campaign) => campaign.overview.batch.name.as_deref(),
        _ => None,
    };
    assert!(name != Some(WORD) && view.query.search != WORD, "a panic was asked for");
}

/// In all other builds nothing.
#[cfg(not(feature = "provoked-panic"))]
pub(super) fn provoke(_: &View) {}
