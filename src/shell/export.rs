//! The table as CSV text, made of a part of the rows at a time, wherever they are.

use super::driver::Driver;
use super::timer;
use crate::text::csv::Csv;
use crate::text::{Locale, Zone};
use campaign::engine::letter::Reader;
use campaign::table::Column;
use wasm_bindgen_futures::JsFuture;

/// None before the first answer, or where the worker that has the rows stopped.
pub(super) async fn csv(
    driver: Driver,
    columns: Vec<Column>,
    locale: Locale,
    zone: Zone,
) -> Option<String> {
    let mask = driver.mask();
    let mut csv = Csv::new(&columns, &locale, zone);
    if let Some(remote) = driver.remote() {
        let number = remote.next_number();
        loop {
            let letter = JsFuture::from(remote.export(number)).await.ok()?.as_string()?;
            let rows = Reader::rows(&letter, mask);
            if rows.is_empty() {
                return Some(csv.finish());
            }
            csv.add(&rows);
        }
    }
    let mut export = driver.engine().export()?;
    loop {
        let rows = export.next(mask);
        if rows.is_empty() {
            return Some(csv.finish());
        }
        csv.add(&rows);
        // Others' turn.
        let _ = JsFuture::from(timer::pause()).await;
    }
}
