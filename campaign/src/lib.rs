//! What a batch call campaign is doing: the rules of the widget, with no DOM, no clock and no I/O.
//!
//! Where to start: [`widget`] is the state machine that the shell drives with [`widget::Event`]s
//! and obeys through [`widget::Command`]s. It asks [`engine`] for everything about recipients, and
//! [`view`] says what the screen shows. The rest, in reading order, is what those stand on.

pub mod time;

pub mod batch_id;
pub mod excerpt;
mod letters;
pub mod secret;
pub mod token;

pub mod domain;
pub mod wire;

pub mod failure;

pub mod insight;
pub mod store;
pub mod table;

pub mod engine;

pub mod export;
pub mod replay;

pub mod budget;
pub mod config;
pub mod poll;

pub mod view;
pub mod view_state;
pub mod widget;
