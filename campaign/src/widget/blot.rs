//! What comes from the server, without the key that it was asked with: a server may send the key back, or
//! a part of it, in any text.

use crate::engine::{Overview, Slice};
use crate::insight::notices::Notice;
use crate::secret::ApiKey;
use crate::table::Row;
use std::sync::Arc;

/// A part of the table without the key.
pub(super) fn slice(mut slice: Arc<Slice>, key: &ApiKey) -> Arc<Slice> {
    let Slice { rows: shown, reasons, feed, chips, unfolded, .. } = Arc::make_mut(&mut slice);
    rows(shown, key);
    let examples = reasons.iter_mut().map(|it| &mut it.example);
    let events = feed.iter_mut().map(|it| &mut it.row);
    for row in examples.chain(events).chain(unfolded) {
        row.texts_mut().for_each(|text| blot(text, key));
    }
    let texts = chips.iter_mut().filter_map(|(chip, _)| chip.text_mut());
    texts.for_each(|text| blot(text, key));
    slice
}

/// Rows without the key.
pub(super) fn rows(rows: &mut [Row], key: &ApiKey) {
    rows.iter_mut().flat_map(Row::texts_mut).for_each(|text| blot(text, key));
}

/// What is known of the campaign, without the key.
pub(super) fn overview(mut overview: Arc<Overview>, key: &ApiKey) -> Arc<Overview> {
    let Overview { batch, tallies, notices, .. } = Arc::make_mut(&mut overview);
    let notices = notices.iter_mut().flat_map(Notice::texts_mut);
    batch.texts_mut().chain(notices).for_each(|text| blot(text, key));
    Arc::make_mut(tallies).change_texts(|text| blot(text, key));
    overview
}

fn blot(text: &mut Box<str>, key: &ApiKey) {
    if let Some(safe) = key.blotted(text) {
        *text = safe.into();
    }
}
