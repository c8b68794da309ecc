//! One file for each question that the widget answers, each a pure function of what was received and
//! the time.

pub mod announcement;
pub mod feed;
pub mod hygiene;
pub mod notices;
pub mod reasons;
pub mod window;

pub mod headline;
pub mod news;
