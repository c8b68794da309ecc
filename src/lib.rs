//! `<batch-status>`: one batch call campaign, live, on anybody's page.
//!
//! Where to start: [`shell::element`] is what `embed/batch-status-core.js` calls.
//! It feeds a [`shell::driver`], which asks the state machine of the `campaign` crate what to do
//! and writes one view signal. [`ui`] puts that view on the screen in the words of [`text`].

pub mod shell;
pub mod text;
pub mod ui;
