//! What the clocks of a zone show, by the browser's `Intl`.

use super::locale::{call, date_format};
use campaign::time::{Millis, Span};
use js_sys::Intl::{DateTimeFormatOptions, DateTimeStyle, HourCycle};
use js_sys::{Function, Reflect};

/// Of all languages, Swedish writes dates as files have them: `2024-02-15 09:00:05`.
const ISO: &str = "sv";

/// A zone that the browser knows.
pub struct Zone {
    name: String,
    clock: Function,
}

impl Zone {
    /// The zone of an IANA name that the browser knows; the viewer's where none is given.
    pub fn new(name: Option<&str>) -> Self {
        let options = DateTimeFormatOptions::new();
        options.set_date_style(DateTimeStyle::Short);
        options.set_time_style(DateTimeStyle::Medium);
        options.set_hour_cycle(HourCycle::H23);
        let format = date_format(ISO, &options, name);
        let resolved = Reflect::get(&format.resolved_options(), &"timeZone".into());
        let name = resolved.ok().and_then(|name| name.as_string()).unwrap_or_default();
        Self { name, clock: format.format() }
    }

    /// Its IANA name, the viewer's own zone's too.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// What its clocks show: `2024-02-15 09:00:05`.
    pub fn clock(&self, at: Millis) -> String {
        call(&self.clock, at)
    }

    /// How far its clocks are ahead of UTC.
    pub fn ahead(&self, at: Millis) -> Span {
        let shown = Millis::parse(&self.clock(at));
        shown.map_or(Span(0), |shown| shown - Millis(at.0 - at.0.rem_euclid(1000)))
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn summer_time_counts() {
        let check = |name, at, minutes| {
            let at = Millis::parse(at).unwrap_or(Millis(0));
            assert_eq!(Zone::new(Some(name)).ahead(at), Span::minutes(minutes), "{name}");
        };
        check("UTC", "2024-02-15T09:00:00.999Z", 0);
        check("Europe/Berlin", "2024-02-15T09:00:00Z", 60);
        check("Europe/Berlin", "2024-07-15T09:00:00Z", 120);
        check("America/New_York", "2024-02-15T09:00:00Z", -300);
        check("Asia/Kolkata", "2024-02-15T09:00:00Z", 330);
        check("America/St_Johns", "2024-02-15T09:00:00Z", -210);
    }

    #[wasm_bindgen_test]
    fn its_clocks_are_written_as_files_have_them() {
        let zone = Zone::new(Some("Asia/Tokyo"));
        assert_eq!(zone.clock(Millis(1_707_987_605_999)), "2024-02-15 18:00:05");
    }
}
