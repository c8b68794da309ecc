//! A request that all elements share that ask for the same: those that ask while it is under way wait for
//! its answer, and those that would have asked soon are given it too.

use super::driver::{Driver, Inner};
use super::http::{self, Asker, InFlight};
use super::worker;
use campaign::config::Source;
use campaign::engine::{Body, Generation};
use campaign::widget::{Event, Occasion, Reply, Request};
use std::cell::RefCell;
use std::rc::{Rc, Weak};

thread_local! {
    static UNDER_WAY: RefCell<Vec<Weak<SharedRequest>>> = const { RefCell::new(Vec::new()) };
}

/// Given up when the last element that waits for it drops it.
pub(super) struct SharedRequest {
    source: Source,
    etag: Option<Box<str>>,
    is_renewal: bool,
    waiting: RefCell<Vec<(Weak<Inner>, Generation)>>,
    _request: InFlight,
}

impl SharedRequest {
    /// Joins the request to the same source, or starts one.
    pub(super) fn join(driver: &Weak<Inner>, request: Request, asker: Asker) -> Rc<Self> {
        let generation = request.generation;
        let shared = Self::same(&request).unwrap_or_else(|| Self::start(request, asker));
        shared.waiting.borrow_mut().push((Weak::clone(driver), generation));
        shared
    }

    fn same(request: &Request) -> Option<Rc<Self>> {
        UNDER_WAY.with_borrow_mut(|requests| {
            requests.retain(|weak| weak.strong_count() > 0);
            let mut requests = requests.iter().filter_map(Weak::upgrade);
            let is_renewal = request.occasion == Occasion::Renewal;
            requests.find(|it| {
                let is_same = it.source == request.source && it.etag == request.etag;
                is_same && it.is_renewal == is_renewal
            })
        })
    }

    fn start(request: Request, asker: Asker) -> Rc<Self> {
        let shared = Rc::new_cyclic(|weak: &Weak<Self>| {
            let weak = Weak::clone(weak);
            Self {
                source: request.source.clone(),
                etag: request.etag.clone(),
                is_renewal: request.occasion == Occasion::Renewal,
                waiting: RefCell::default(),
                _request: http::send(request, asker, move |reply| {
                    if let Some(shared) = weak.upgrade() {
                        shared.settle(&reply);
                    }
                }),
            }
        });
        UNDER_WAY.with_borrow_mut(|requests| requests.push(Rc::downgrade(&shared)));
        shared
    }

    fn settle(self: &Rc<Self>, reply: &Reply) {
        // Whoever asks from now on asks anew.
        UNDER_WAY.with_borrow_mut(|requests| requests.retain(|it| it.as_ptr() != Rc::as_ptr(self)));
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
        if let Reply::Answer { body: Body::InWorker(body), .. } = reply {
            worker::free(*body);
        }
    }
}
