//! The style of the element, in the order in which it is read. That of the views other than the
//! full one, and of the compact density (`style/views.css`), is a file of its own, which the core
//! fetches when one is asked for.

/// A file of `style/`, by way of `build.rs`: minified in the files for customers.
macro_rules! style {
    ($file:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $file))
    };
}

/// One text for the one constructable sheet that all elements share.
pub(super) const STYLESHEET: &str = concat!(
    style!("tokens.css"),
    style!("base.css"),
    style!("header.css"),
    style!("notice.css"),
    style!("progress.css"),
    style!("cards.css"),
    style!("status.css"),
    style!("toolbar.css"),
    style!("table.css"),
    style!("print.css"),
);
