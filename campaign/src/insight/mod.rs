//! One file for each question that the widget answers, each a pure function of what was received and
//! the time.

pub mod announcement;
pub mod attention;
pub mod bound;
pub mod calls;
pub mod concurrency;
pub mod deadline;
pub mod eta;
pub mod feed;
pub mod hygiene;
pub mod lengths;
pub mod moments;
pub mod notices;
pub mod open_time;
pub mod pace;
pub mod rate;
pub mod reasons;
pub mod ring;
mod sample;
pub mod situation;
pub mod stall;
pub mod streak;
pub mod stuck;
pub mod turn;
pub mod window;

pub mod headline;
pub mod news;
