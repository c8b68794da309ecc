//! One file per question that the widget answers (docs/screen.md), each a pure function of what was
//! received and the time.

pub mod announcement;
pub mod feed;
pub mod groups;
pub mod hygiene;
pub mod notices;
pub mod reasons;
pub mod tallies;
pub mod window;

pub mod headline;
pub mod news;
