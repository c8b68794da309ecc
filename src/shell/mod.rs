//! The browser edge: one file per effect, and the driver that carries out the machine's commands.

pub mod element;

pub mod driver;

mod clock;
mod flight;
mod functions;
mod host;
mod http;
mod listener;
mod panic;
mod presence;
mod remote;
mod styles;
mod timer;
mod views;

pub use driver::Driver;
pub use views::Views;
