//! What people take away from the screen: the table as a file, and its summary as text.

pub mod csv;
pub mod summary;

pub use csv::csv;
pub use summary::Summary;
