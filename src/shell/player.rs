//! Plays a campaign back: one moment after the other is handed to the state machine, as if the API had
//! answered it then.

use super::driver::{Driver, Inner};
use super::http::{self, InFlight};
use super::timer::Timer;
use super::{clock, presence};
use campaign::config::{Config, Refresh, Source};
use campaign::engine::{Body, Generation};
use campaign::replay::Replay;
use campaign::time::{Millis, Span};
use campaign::widget::{Event, Occasion, Reply, Request};
use leptos::tachys::dom::window;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// Moments follow each other no faster.
const STEP: Span = Span(250);
/// And of large campaigns slower: making one may take a fifth of the time.
const SHARE: i64 = 5;
/// While it stands, the clock is set back to where it stands.
const STANDING: Span = Span::seconds(1);
/// A page that slept does not catch up.
const LONGEST: Span = Span::seconds(1);

/// Where a playback is, for the bar that steers it.
#[derive(Copy, Clone, PartialEq, Debug)]
pub struct Playback {
    /// The first moment.
    pub from: Millis,
    /// The last moment.
    pub to: Millis,
    /// The moment that is shown.
    pub position: Millis,
    /// How many times as fast as it was.
    pub speed: f64,
    /// Whether it moves by itself.
    pub is_playing: bool,
}

/// The playback of one element.
pub(super) struct Player {
    driver: Weak<Inner>,
    pub(super) source: Source,
    /// What the page chose, but for the campaign and its time.
    config: RefCell<Config>,
    stage: RefCell<Stage>,
    /// The speed that the page chose last; a person may have chosen another since.
    chosen: Cell<f64>,
    scene: Cell<Option<usize>>,
    /// How often the scene is still to be handed over. The end is told twice, as the API is asked
    /// twice: then it is final.
    repeats: Cell<u8>,
    moved: Cell<Millis>,
    cost: Cell<Span>,
    timer: RefCell<Option<Timer>>,
}

/// What there is to play.
enum Stage {
    /// The whole campaign is on its way.
    Coming {
        _request: Option<InFlight>,
    },
    Open(Rc<Replay>, Playback),
    /// There is nothing to play: the campaign is shown as it is, or why there is none.
    Failed,
}

impl Player {
    /// Fetches the whole campaign first.
    pub(super) fn open(driver: &Driver, source: Source, config: Config, speed: f64) -> Rc<Self> {
        let player = Rc::new(Self {
            driver: driver.downgrade(),
            source: source.clone(),
            config: RefCell::new(config),
            stage: RefCell::new(Stage::Coming { _request: None }),
            chosen: Cell::new(speed),
            scene: Cell::default(),
            repeats: Cell::default(),
            moved: Cell::new(clock::now()),
            cost: Cell::default(),
            timer: RefCell::default(),
        });
        let weak = Rc::downgrade(&player);
        let request = Request {
            generation: Generation::default(),
            source,
            occasion: Occasion::Due,
            etag: None,
        };
        let coming = http::send(request, driver.asker().on_the_page(), move |reply| {
            if let Some(player) = weak.upgrade() {
                player.take(reply);
            }
        });
        player.stage.replace(Stage::Coming { _request: Some(coming) });
        player
    }

    /// Takes in what the page chose since.
    pub(super) fn configure(self: &Rc<Self>, config: Config, speed: f64) {
        self.config.replace(config);
        if self.chosen.replace(speed).total_cmp(&speed).is_ne() {
            self.change(|playback| playback.speed = speed);
        }
        match &*self.stage.borrow() {
            Stage::Coming { .. } => return,
            Stage::Failed => {}
            Stage::Open(..) if self.timer.borrow().is_some() => {}
            // It stood while the element was out of the page.
            Stage::Open(..) => return self.wait(Span(0)),
        }
        self.show();
    }

    fn take(self: &Rc<Self>, answer: Reply) {
        let opened = match answer {
            Reply::Answer { status: 200, body: Body::Here(body), .. } => Replay::new(body),
            _ => None,
        };
        let stage = match opened {
            Some(replay) => {
                let playback = Playback {
                    from: replay.from(),
                    to: replay.to(),
                    position: replay.from(),
                    speed: self.chosen.get(),
                    is_playing: !prefers_stillness(),
                };
                Stage::Open(Rc::new(replay), playback)
            }
            None => Stage::Failed,
        };
        let is_open = matches!(stage, Stage::Open(..));
        self.stage.replace(stage);
        if is_open {
            self.moved.set(clock::now());
            self.step();
        } else {
            self.show();
        }
    }

    /// The element is in the page again.
    pub(super) fn go_on(self: &Rc<Self>) {
        if self.playback().is_some() {
            self.moved.set(clock::now());
            self.step();
        }
    }

    /// The element is out of the page: it stands.
    pub(super) fn stand(&self) {
        self.timer.take();
    }

    /// Plays or stands; from the end on it begins again.
    pub(super) fn press(self: &Rc<Self>) {
        self.change(|playback| {
            if playback.position >= playback.to {
                playback.position = playback.from;
            }
            playback.is_playing = !playback.is_playing;
        });
        self.moved.set(clock::now());
        self.wait(STEP);
    }

    pub(super) fn seek(self: &Rc<Self>, position: Millis) {
        self.change(|playback| playback.position = position.clamp(playback.from, playback.to));
        self.wait(STEP);
    }

    pub(super) fn set_speed(&self, speed: f64) {
        self.change(|playback| playback.speed = speed);
    }

    pub(super) fn playback(&self) -> Option<Playback> {
        match &*self.stage.borrow() {
            Stage::Open(_, playback) => Some(*playback),
            _ => None,
        }
    }

    fn change(&self, change: impl FnOnce(&mut Playback)) {
        if let Stage::Open(_, playback) = &mut *self.stage.borrow_mut() {
            change(playback);
        }
        self.tell();
    }

    /// Moves on by as much as it is time for.
    fn step(self: &Rc<Self>) {
        if !Driver::upgrade(&self.driver).is_some_and(|driver| driver.is_connected()) {
            return;
        }
        let now = clock::now();
        let passed = (now - self.moved.get()).clamp(Span(0), LONGEST);
        self.moved.set(now);
        if presence::is_visible() {
            self.change(|playback| move_on(playback, passed));
        }
        self.choose_scene();
        self.show();
        self.cost.set(clock::now() - now);
        let is_moving = self.playback().is_some_and(|it| it.is_playing) || self.repeats.get() > 0;
        self.wait(if is_moving { STEP } else { STANDING });
    }

    fn choose_scene(&self) {
        let Stage::Open(replay, playback) = &*self.stage.borrow() else { return };
        let scene = replay.scene_at(playback.position);
        if self.scene.replace(Some(scene)) != Some(scene) {
            self.repeats.set(if scene == replay.last_scene() { 2 } else { 1 });
        }
    }

    /// Hands over the moment, if it is another, and sets the campaign's clock.
    fn show(&self) {
        let Some(driver) = Driver::upgrade(&self.driver) else { return };
        let config = self.config.borrow().clone();
        let open = match &*self.stage.borrow() {
            Stage::Open(replay, playback) => Some((Rc::clone(replay), *playback)),
            _ => None,
        };
        let Some((replay, playback)) = open else {
            return driver.send(Event::Configure(config));
        };
        if let (Some(scene), 1..) = (self.scene.get(), self.repeats.get()) {
            self.repeats.set(self.repeats.get() - 1);
            driver.given().values.set_moment(replay.body_of(scene));
        }
        let Some(moment) = driver.given().values.moment() else { return };
        driver.send(Event::Configure(Config {
            source: Ok(Source::AtHand(moment, None)),
            refresh: Refresh::Manual,
            shift: playback.position - clock::wall(),
            ..config
        }));
    }

    fn tell(&self) {
        if let Some(driver) = Driver::upgrade(&self.driver) {
            driver.show_playback(self.playback());
        }
    }

    fn wait(self: &Rc<Self>, pause: Span) {
        let pause = pause.max(Span(self.cost.get().0 * SHARE));
        let at = self.moved.get() + pause;
        let weak = Rc::downgrade(self);
        let timer = Timer::new((at - clock::now()).max(Span(0)), move || {
            if let Some(player) = weak.upgrade() {
                player.step();
            }
        });
        self.timer.replace(timer);
    }
}

fn move_on(playback: &mut Playback, passed: Span) {
    if playback.is_playing {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "a second at some speed"
        )]
        let moved = Span((passed.0 as f64 * playback.speed) as i64);
        playback.position = (playback.position + moved).min(playback.to);
        playback.is_playing = playback.position < playback.to;
    }
}

fn prefers_stillness() -> bool {
    let query = window().match_media("(prefers-reduced-motion: reduce)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_moves_at_its_speed_and_ends_at_the_end() {
        let mut playback = Playback {
            from: Millis(0),
            to: Millis(100_000),
            position: Millis(0),
            speed: 60.0,
            is_playing: true,
        };
        move_on(&mut playback, Span(250));
        assert_eq!((playback.position, playback.is_playing), (Millis(15_000), true));
        move_on(&mut playback, Span::seconds(60));
        assert_eq!((playback.position, playback.is_playing), (Millis(100_000), false));
        playback.position = Millis(5);
        move_on(&mut playback, Span(250));
        assert_eq!(playback.position, Millis(5), "it stands");
    }
}
