//! The view as signals, one for each part of it: what did not change wakes no effect.

use campaign::view::{Part, View};
use leptos::prelude::*;
use std::sync::Arc;

/// What the screen shows. Clones share it.
#[derive(Clone)]
pub struct Views([ArcRwSignal<Arc<View>>; Part::ALL.len()]);

impl Views {
    pub(super) fn new(view: View) -> Self {
        let view = Arc::new(view);
        Self(Part::ALL.map(|_| ArcRwSignal::new(Arc::clone(&view))))
    }

    /// The view as of when that part of it last changed.
    #[expect(clippy::indexing_slicing, reason = "there is one for each part")]
    pub fn of(&self, part: Part) -> &ArcRwSignal<Arc<View>> {
        &self.0[part as usize]
    }

    pub(super) fn set(&self, view: View) {
        let view = Arc::new(view);
        for part in Part::ALL {
            let signal = self.of(part);
            if signal.with_untracked(|before| part.differs(before, &view)) {
                signal.set(Arc::clone(&view));
            }
        }
    }
}
