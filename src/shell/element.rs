//! What the element class calls: [`Widget`] is one element's side of the wasm.

use super::driver::{self, Driver};
use super::ground;
use super::host::{Host, detail};
use super::language::{self, Language};
use super::language_files::{self, Texts};
use super::settings::{self, Properties};
use super::{export, panic, styles};
use crate::text::locale::Chosen;
use crate::text::{Locale, Zone};
use crate::ui::{self, Layout};
use campaign::config::{Look, Problem, Settings, Source, Warning};
use campaign::table::Column;
use campaign::view_state::ViewState;
use campaign::widget::Event;
use js_sys::{JSON, Promise};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;
use web_sys::{Element, HtmlElement};

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
pub struct Widget(Rc<Inner>);

struct Inner {
    host: Host,
    driver: Driver,
    look: RefCell<Look>,
    /// The name of the source or credential in use.
    credential: Cell<&'static str>,
    place: RefCell<Option<Place>>,
    spoken: RefCell<Spoken>,
    /// Whether the screen is to be drawn, as soon as its language is there.
    may_draw: Cell<bool>,
    drawn: RefCell<Option<Box<dyn Any>>>,
}

/// Where the element stands in the page. Held no longer than it stands there: a reference from here
/// would keep a removed element from being collected.
struct Place {
    root: HtmlElement,
    element: Element,
    watch: Option<language::Watch>,
    ground: Option<ground::Watch>,
}

/// The language that the screen is drawn in.
#[derive(Clone, PartialEq)]
struct Spoken {
    tag: String,
    texts: Texts,
}

impl Default for Spoken {
    fn default() -> Self {
        Self { tag: "en".into(), texts: Texts::Coming }
    }
}

impl Place {
    /// Gives the frame around the screen the direction of the place.
    fn direct(&self) {
        if let Some(frame) = self.root.parent_element() {
            // Neither fails for a name without a blank in it.
            let _ = match language::direction_at(&self.element) {
                Some(direction) => frame.set_attribute("dir", &direction),
                None => frame.remove_attribute("dir"),
            };
        }
    }
}

#[wasm_bindgen]
impl Widget {
    /// A widget of the element whose class that is.
    #[wasm_bindgen(constructor)]
    pub fn new(host: Host) -> Self {
        panic::install();
        Self(Rc::new(Inner {
            driver: Driver::new(host.clone()),
            host,
            look: RefCell::default(),
            credential: Cell::new("none"),
            place: RefCell::default(),
            spoken: RefCell::default(),
            may_draw: Cell::default(),
            drawn: RefCell::default(),
        }))
    }

    /// Takes in what the page chose, all of it: the attributes as texts, and the properties.
    pub fn configure(&self, attributes: JsValue, properties: &Properties) {
        let mut given = self.0.driver.given();
        let Settings { config, look, replay, credential, warnings } =
            settings::read(attributes, properties, &mut given.values);
        for warning in warnings {
            self.0.host.warn(&warning.to_string());
        }
        given.values.use_tokens(config.source.as_ref().ok().and_then(Source::token_source));
        given.window_zone = look.window_time_zone.as_deref().map(|name| Zone::new(Some(name)));
        drop(given);
        self.0.credential.set(credential);
        let is_new_look = self.0.look.replace(look.clone()) != look;
        self.0.driver.configure(config, replay);
        if is_new_look {
            self.0.draw_anew();
        }
    }

    /// The element stands here, maybe elsewhere than before: `root` is the `div` to draw into.
    pub fn place(&self, root: HtmlElement) {
        self.0.place(root);
    }

    /// Begins to ask.
    pub fn connect(&self) {
        self.0.driver.connect();
    }

    /// Draws, now or once the language is there. Before the first time the page is told of nothing.
    pub fn draw(&self) {
        self.0.may_draw.set(true);
        self.0.draw_anew();
    }

    /// Stops all requests, and undraws.
    pub fn disconnect(&self) {
        self.0.driver.disconnect();
        self.0.may_draw.set(false);
        // Dropped outside the borrow: cleanups may call back.
        let drawn = self.0.drawn.take();
        drop(drawn);
        let place = self.0.place.take();
        drop(place);
    }

    /// Asks now.
    pub fn refresh(&self) {
        self.0.driver.refresh();
    }

    /// Takes the answer that another tab got just now, by asking for it.
    #[wasm_bindgen(js_name = answerElsewhere)]
    pub fn answer_elsewhere(&self) {
        self.0.driver.send(Event::ReplyAtHand);
    }

    /// Asks no more by itself.
    pub fn pause(&self) {
        self.0.driver.hold(true);
    }

    /// Asks by itself again.
    pub fn resume(&self) {
        self.0.driver.hold(false);
    }

    /// The name of the source or credential in use.
    pub fn credential(&self) -> String {
        self.0.credential.get().into()
    }

    /// The language tag of the place.
    pub fn language(&self) -> String {
        self.0.spoken.borrow().tag.clone()
    }

    /// What a person has made of the view.
    #[wasm_bindgen(js_name = viewState)]
    pub fn view_state(&self) -> JsValue {
        detail(&self.0.driver.view_state())
    }

    /// Shows what was kept of a view; null is everything as at first.
    #[wasm_bindgen(js_name = setViewState)]
    pub fn set_view_state(&self, state: &JsValue) {
        let json = if state.is_null() { Some("{}".into()) } else { as_json(state) };
        let Some((state, ignored)) = json.and_then(|json| ViewState::read(&json)) else {
            return self.0.host.warn(NO_VIEW_STATE);
        };
        if !ignored.is_empty() {
            let ignored = ignored.join(", ");
            self.0.host.warn(&format!("viewState: not known or not valid, so ignored: {ignored}."));
        }
        self.0.driver.send(Event::SetView(state));
    }

    /// What the screen shows, as data; undefined before the first answer.
    pub fn insights(&self) -> JsValue {
        self.0.driver.insights()
    }

    /// The campaign as JSON text, as a source takes it; undefined before the first answer and behind a
    /// mask.
    pub fn snapshot(&self) -> Promise {
        let remote = self.0.driver.remote();
        let here = self.0.driver.engine().snapshot();
        let driver = self.0.driver.clone();
        promise(async move {
            let text = match remote {
                Some(remote) => remote.snapshot().await,
                None => here,
            };
            text.map(|text| driver.safe_text(text))
        })
    }

    /// Recipients as CSV text; undefined before the first answer. Where the page names no separator, or one that there is
    /// not, it is that of the language; where it names no rows, or others than there are, they are the table's.
    #[wasm_bindgen(js_name = exportCsv)]
    pub fn export_csv(&self, separator: &JsValue, rows: &JsValue) -> Promise {
        let (driver, locale) = (self.0.driver.clone(), Rc::new(self.0.locale()));
        let columns = self.0.look.borrow().columns.clone();
        let separator = export::separator(separator, &self.0.host);
        let rows = export::rows(rows, &self.0.host);
        promise(export::rows_as_csv(driver, locale, rows, columns, separator))
    }
}

const NO_VIEW_STATE: &str =
    "viewState is not an object, so it is ignored; it takes one such as { search: \"ann\" }.";

/// As JSON text; None of what has none, whatever the page gave.
fn as_json(value: &JsValue) -> Option<String> {
    JSON::stringify(value).ok()?.as_string()
}

/// Promises a text, or undefined.
fn promise(text: impl Future<Output = Option<String>> + 'static) -> Promise {
    future_to_promise(async move { Ok(text.await.into()) })
}

impl Inner {
    /// Takes the language, the direction and the ground of that place, now and whenever they change there.
    fn place(self: &Rc<Self>, root: HtmlElement) {
        let Some(element) = language::element_around(&root) else { return };
        let (watch, ground) = match self.place.take() {
            Some(Place { watch, ground, .. }) => (watch, ground),
            None => (None, None),
        };
        let watch = watch
            .filter(|watch| watch.is_of(&element))
            .or_else(|| language::Watch::new(&element, self.whenever(Self::look_up_language)));
        let ground = ground
            .filter(|watch| watch.is_of(&element))
            .or_else(|| ground::Watch::new(&element, self.whenever(|inner| inner.suit_ground())));
        self.place.replace(Some(Place { root, element, watch, ground }));
        self.suit_ground();
        self.look_up_language();
    }

    /// A callback that does this, as long as the widget is there.
    fn whenever(self: &Rc<Self>, act: fn(&Rc<Self>)) -> impl Fn() + Clone + 'static {
        let weak = Rc::downgrade(self);
        move || {
            if let Some(inner) = weak.upgrade() {
                act(&inner);
            }
        }
    }

    fn suit_ground(&self) {
        if let Some(place) = &*self.place.borrow() {
            ground::suit(&place.root, &place.element);
        }
    }

    /// Until the texts of a language are there, those of the one before stand.
    fn look_up_language(self: &Rc<Self>) {
        let Some(language) = self.place.borrow().as_ref().map(|place| {
            place.direct();
            language::language_at(&place.element)
        }) else {
            return;
        };
        let tag = match language {
            Language::Named(tag) => tag,
            Language::Unknown { said, used } => {
                let warning = Warning::of("lang", &said, Problem::NoLanguage);
                self.host.warn(&warning.to_string());
                used
            }
        };
        let texts = language_files::texts(&self.host, &tag, self.whenever(Self::look_up_language));
        let spoken = Spoken { tag, texts };
        let is_new = spoken.texts != Texts::Coming && spoken != *self.spoken.borrow();
        if is_new {
            self.spoken.replace(spoken);
            self.draw_anew();
        }
    }

    fn root(&self) -> Option<HtmlElement> {
        self.place.borrow().as_ref().map(|place| place.root.clone())
    }

    /// Draws in the language and the look of now, if it may.
    fn draw_anew(&self) {
        let is_ready = self.may_draw.get() && self.spoken.borrow().texts != Texts::Coming;
        let Some(root) = self.root().filter(|_| is_ready) else { return };
        let before = self.drawn.take();
        drop(before);
        let view = ui::mount(&root, &self.driver, Rc::new(self.locale()), self.layout());
        self.drawn.replace(Some(view));
    }

    fn locale(&self) -> Locale {
        let (look, spoken) = (self.look.borrow(), self.spoken.borrow());
        let messages = match &spoken.texts {
            Texts::Of(texts) => Some(&**texts),
            Texts::English | Texts::Coming => None,
        };
        Locale::new(Chosen {
            lang: &spoken.tag,
            messages,
            zone: look.time_zone.as_deref(),
            window_zone: look.window_time_zone.as_deref(),
            fee: look.dial_fee.as_deref(),
        })
    }

    fn layout(&self) -> Layout {
        let look = self.look.borrow();
        // A call record that leads nowhere is of no use on the screen, unless the page asks for it.
        let is_shown =
            |it: &Column| *it != Column::Call || look.call_url.is_some() || look.names_columns;
        let columns = look.columns.iter().copied().filter(is_shown).collect();
        Layout { columns, columns_of_files: look.columns.clone(), call_url: look.call_url.clone() }
    }
}
