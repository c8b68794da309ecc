//! What the element class calls: `embed/GLUE.md` is the contract between the two.

use super::driver::{self, Driver};
use super::host::{self, Look};
use super::{panic, styles};
use crate::text::locale::Chosen;
use crate::text::{Locale, status, table};
use crate::ui::{self, Layout};
use campaign::domain::RecipientStatus;
use campaign::engine::Export;
use campaign::table::{Column, Mask, Row};
use campaign::widget::Event;
use js_sys::{Array, Function};
use std::any::Any;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

/// The style of every element, for the one sheet that they share.
#[wasm_bindgen]
pub fn stylesheet() -> String {
    styles::STYLESHEET.into()
}

/// Called once a trap has ended this instance: nothing of it may happen any more.
#[wasm_bindgen]
pub fn halt() {
    driver::halt();
}

/// One element's widget. It outlives removal from the page, so that a return loses nothing.
///
/// Methods take `&self`: host page code that they call may call back at once.
#[wasm_bindgen]
pub struct Widget {
    driver: Driver,
    look: RefCell<Look>,
    drawn: RefCell<Option<Drawn>>,
    /// What is being taken away.
    export: RefCell<Option<Export>>,
}

/// What stands on the page while the element is connected. The root is held no longer than that:
/// a reference from here would keep a removed element from being collected.
struct Drawn {
    root: HtmlElement,
    _view: Box<dyn Any>,
}

#[wasm_bindgen]
impl Widget {
    /// A widget that tells the host page by `emit(name, detail)`, which must hold the element
    /// weakly.
    #[wasm_bindgen(constructor)]
    pub fn new(emit: Function) -> Self {
        panic::install();
        Self {
            driver: Driver::new(emit),
            look: RefCell::default(),
            drawn: RefCell::default(),
            export: RefCell::default(),
        }
    }

    /// Takes in attributes and properties, all of them.
    pub fn configure(&self, config: &JsValue) {
        let host::HostConfig { raw, look } = host::read_config(config, &mut self.driver.given());
        let is_new_look = self.look.replace(look.clone()) != look;
        self.driver.configure(raw);
        if let Some(root) = is_new_look.then(|| self.undraw()).flatten() {
            self.draw(root);
        }
    }

    /// Begins to ask.
    pub fn connect(&self) {
        self.driver.connect();
    }

    /// Draws into `root`. Before the first time the host page is told of nothing.
    pub fn draw(&self, root: HtmlElement) {
        self.undraw();
        let view = ui::mount(&root, &self.driver, self.locale(), self.layout());
        self.drawn.replace(Some(Drawn { root, _view: view }));
    }

    /// Stops all requests, and undraws.
    pub fn disconnect(&self) {
        self.driver.disconnect();
        self.undraw();
    }

    /// Asks now.
    pub fn refresh(&self) {
        self.driver.refresh();
    }

    /// Takes the answer that another tab got just now, by asking the core for it.
    pub fn told(&self) {
        self.driver.send(Event::ReplyAtHand);
    }

    /// Asks no more by itself.
    pub fn pause(&self) {
        self.driver.hold(true);
    }

    /// Asks by itself again.
    pub fn resume(&self) {
        self.driver.hold(false);
    }

    /// The campaign as JSON text, as a source takes it, or a promise of it; nothing before the first
    /// answer or behind a mask.
    pub fn snapshot(&self) -> JsValue {
        match self.driver.remote().filter(|_| self.driver.mask() == Mask::None) {
            Some(remote) => remote.snapshot().into(),
            None => self.driver.engine().snapshot().into(),
        }
    }

    /// The next rows of the table as it is searched, filtered and sorted, as [`host::cells`]; none
    /// after the last, and nothing before the first answer. Of rows as the worker sends them, those.
    pub fn rows(&self, sent: &JsValue) -> Option<Array> {
        if let Some(json) = sent.as_string() {
            return Some(host::cells(&serde_json::from_str::<Vec<Row>>(&json).ok()?));
        }
        let mut export = self.export.borrow_mut();
        if export.is_none() {
            *export = self.driver.engine().export();
        }
        let rows = export.as_mut()?.next_rows();
        if rows.is_empty() {
            *export = None;
        }
        Some(host::cells(&rows))
    }

    /// The words of statuses by their names, then the names of the columns, each with its title.
    pub fn words(&self, statuses: &Array) -> Array {
        let (locale, words) = (self.locale(), Array::new());
        for name in statuses.iter() {
            let read = |json: String| serde_json::from_str::<RecipientStatus>(&json).ok();
            let word = name.as_string().and_then(read).map(|it| status::recipient(&it, &locale));
            words.push(&word.into());
        }
        for column in self.layout().columns {
            words.push(&column.key().into());
            words.push(&locale.word(table::column(column)).into());
        }
        words
    }

    fn locale(&self) -> Locale {
        let look = self.look.borrow();
        let [lang, messages, zone, window_zone, fee, ..] = look.each_ref().map(Option::as_deref);
        Locale::new(Chosen { lang: lang.unwrap_or("en"), messages, zone, window_zone, fee })
    }

    fn layout(&self) -> Layout {
        let [.., columns, call_url] = &*self.look.borrow();
        let columns = Column::parse_list(columns.as_deref().unwrap_or_default());
        Layout { columns, call_url: call_url.clone() }
    }

    /// Gives back the root that was drawn into.
    fn undraw(&self) -> Option<HtmlElement> {
        // Dropped outside the borrow: cleanups may call back.
        self.drawn.take().map(|drawn| drawn.root)
    }
}
