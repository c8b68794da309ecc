//! What the screen shows, as signals that its components read.

use super::player::Playback;
use campaign::view::View;
use leptos::prelude::*;
use std::sync::Arc;

/// One signal that the driver writes, and memos of it that wake their readers only when the part
/// of the view that they are named after has changed.
///
/// It belongs to one drawing: components create it while they are mounted, and it ends with them.
#[derive(Clone, Copy)]
pub struct Views {
    /// All of the view. It changes every second, since ages and countdowns are part of it.
    pub all: RwSignal<Arc<View>>,
    /// Changes with the campaign's figures.
    pub figures: Memo<Arc<View>>,
    /// Changes with the rows on screen and with what was asked of the table.
    pub table: Memo<Arc<View>>,
    /// Changes with what stands over a campaign or in its place.
    pub trouble: Memo<Arc<View>>,
    /// Where the playback is; None where there is none.
    pub playback: RwSignal<Option<Playback>>,
}

impl Views {
    pub(super) fn new(view: View, playback: Option<Playback>) -> Self {
        let all = RwSignal::new(Arc::new(view));
        let part = |is_other: fn(&View, &View) -> bool| {
            Memo::new_owning(move |before: Option<Arc<View>>| {
                let now = all.get();
                let is_changed = before.is_none_or(|before| is_other(&before, &now));
                (now, is_changed)
            })
        };
        Self {
            all,
            figures: part(View::has_other_figures),
            table: part(View::has_other_table),
            trouble: part(View::has_other_trouble),
            playback: RwSignal::new(playback),
        }
    }

    /// Shows another moment of the playback, or none, unless the drawing has ended.
    pub(super) fn show_playback(self, playback: Option<Playback>) {
        let _ = self.playback.try_set(playback);
    }

    /// Shows another view, unless the drawing has ended.
    pub(super) fn show(self, view: View) {
        let _ = self.all.try_set(Arc::new(view));
    }
}
