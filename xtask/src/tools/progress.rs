//! A sign of life during a long installation: a line now and then. Whole lines, since several
//! installations run at once and the output may be a log.

use std::time::{Duration, Instant};

const BETWEEN: Duration = Duration::from_secs(15);

pub(super) struct Progress<'a> {
    name: &'a str,
    start: Instant,
    shown: Instant,
    done: u32,
    about: u32,
}

impl<'a> Progress<'a> {
    /// `about`: how many steps there will be, roughly.
    pub(super) fn new(name: &'a str, about: u32) -> Self {
        let now = Instant::now();
        Self { name, start: now, shown: now, done: 0, about }
    }

    pub(super) fn step(&mut self) {
        self.done += 1;
        if self.shown.elapsed() < BETWEEN {
            return;
        }
        self.shown = Instant::now();
        let (done, about) = (self.done, self.about.max(self.done));
        let seconds = self.start.elapsed().as_secs();
        println!("  {}: {done} of about {about} crates, {seconds} s", self.name);
    }
}
