//! What people take away from the screen: the table as a file, and its summary as text.

mod cell;
pub mod csv;
mod file_name;
mod plain;
pub mod summary;

pub use csv::{Separator, csv};
pub use file_name::file_name;
pub use summary::Summary;
