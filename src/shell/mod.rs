//! The browser edge: one file per effect, and the driver that carries out the machine's commands.

pub mod element;

pub mod driver;

pub(crate) mod clipboard;
pub(crate) mod download;
pub(crate) mod end_signal;
mod export;
mod player;
mod settings;

mod http;
mod request;
mod shared_request;

mod remote;
mod worker;

mod evidence;
mod host;
mod host_values;
mod insights;
mod token;

mod colour;
mod ground;

mod language;
mod language_files;

mod budget;
mod clock;
mod listener;
mod panic;
mod presence;
mod styles;
mod timer;
mod views;

pub use driver::{Driver, EndWords};
pub(crate) use export::rows_as_csv;
pub use player::Playback;
pub use views::Views;
