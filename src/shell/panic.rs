//! A panic ends the wasm in a trap without words. While developing it says on the console where.

/// Called by each widget; the first time counts.
pub(super) fn install() {
    #[cfg(debug_assertions)]
    std::panic::set_hook(Box::new(|info| {
        web_sys::console::error_1(&format!("<batch-status> panicked: {info}").into());
    }));
}
