//! Simulated campaigns. Everything about one follows from its id and from the time of the first request
//! for it.
//!
//! Start with [`id`], which says what an id means, then [`campaign`], which turns a campaign and a
//! moment into the answer.

pub(crate) mod id;
pub(crate) mod kind;

mod draw;
mod people;
mod plan;
mod timeline;

mod json;
mod row;
mod stamp;

mod batch;
pub(crate) mod campaign;
mod every_status;
mod idle;
mod moving;
mod nights;
mod odd;
mod recurring;
mod stopped;
mod trouble;
