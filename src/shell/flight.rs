//! A request that all elements share that ask the same: whoever asks while it is under way waits for
//! its answer, and whoever would have asked soon hears it too.

use super::driver::{Driver, Inner};
use super::functions::Functions;
use super::http::{self, InFlight};
use super::remote;
use campaign::config::Source;
use campaign::engine::Generation;
use campaign::widget::{Event, Occasion, Reply, Request};
use js_sys::Function;
use std::cell::RefCell;
use std::rc::{Rc, Weak};

thread_local! {
    static UNDER_WAY: RefCell<Vec<Weak<Flight>>> = const { RefCell::new(Vec::new()) };
}

/// Given up when the last element that waits for it drops it.
pub(super) struct Flight {
    source: Source,
    is_renewal: bool,
    emit: Function,
    waiting: RefCell<Vec<(Weak<Inner>, Generation)>>,
    _request: InFlight,
}

impl Flight {
    /// Joins the flight to the same destination, or starts one.
    pub(super) fn board(
        driver: &Weak<Inner>,
        request: Request,
        functions: Functions,
        emit: Function,
    ) -> Rc<Self> {
        let generation = request.generation;
        let flight = Self::same(&request).unwrap_or_else(|| Self::start(request, functions, emit));
        flight.waiting.borrow_mut().push((Weak::clone(driver), generation));
        flight
    }

    fn same(request: &Request) -> Option<Rc<Self>> {
        UNDER_WAY.with_borrow_mut(|flights| {
            flights.retain(|weak| weak.strong_count() > 0);
            let mut flights = flights.iter().filter_map(Weak::upgrade);
            let is_renewal = request.occasion == Occasion::Renewal;
            flights.find(|it| it.source == request.source && it.is_renewal == is_renewal)
        })
    }

    fn start(request: Request, functions: Functions, emit: Function) -> Rc<Self> {
        let flight = Rc::new_cyclic(|weak: &Weak<Self>| {
            let weak = Weak::clone(weak);
            Self {
                source: request.source.clone(),
                is_renewal: request.occasion == Occasion::Renewal,
                emit: emit.clone(),
                waiting: RefCell::default(),
                _request: http::send(
                    request,
                    functions,
                    emit,
                    Box::new(move |reply| {
                        if let Some(flight) = weak.upgrade() {
                            flight.land(&reply);
                        }
                    }),
                ),
            }
        });
        UNDER_WAY.with_borrow_mut(|flights| flights.push(Rc::downgrade(&flight)));
        flight
    }

    fn land(self: &Rc<Self>, reply: &Reply) {
        // Whoever asks from now on asks anew.
        UNDER_WAY.with_borrow_mut(|flights| flights.retain(|it| it.as_ptr() != Rc::as_ptr(self)));
        let waiting = self.waiting.take();
        let has_waited = |driver: &Weak<Inner>| waiting.iter().any(|(it, _)| it.ptr_eq(driver));
        let listening: Vec<_> =
            Driver::asking(&self.source).into_iter().filter(|driver| !has_waited(driver)).collect();
        for (driver, generation) in waiting {
            Driver::later(&driver, Event::Replied(generation, reply.clone()));
        }
        for driver in listening {
            Driver::later(&driver, Event::SharedReply(reply.clone()));
        }
        remote::free(&self.emit, reply);
    }
}
