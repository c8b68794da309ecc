//! The recipient table without its pixels: what was asked for, and which rows answer it.

mod alarmed;
pub mod chips;
pub mod column;
pub(crate) mod fold;
mod held;
mod keyed;
pub mod mask;
pub mod order;
mod phone;
pub mod query;
mod ranks;
pub mod row;
pub mod search;
pub mod selection;

pub use chips::{Chip, Chips};
pub use column::{Column, Direction, Sort};
pub use mask::Mask;
pub use order::Order;
pub use query::Query;
pub use row::Row;
pub use selection::{Run, Selection};
