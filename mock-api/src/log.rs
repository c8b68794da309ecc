//! The log: every request of the API, and how many were answered at the same time.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::request::Parts;
use axum::http::{Method, StatusCode, header};
use serde::Serialize;

/// Older entries are dropped, since a page that stays open must not fill the memory.
const MOST_ENTRIES: usize = 20_000;

/// One request.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    #[serde(skip)]
    number: u64,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) origin: Option<String>,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
    pub(crate) batch_id: Option<String>,
    pub(crate) preflight: bool,
    /// `null` before the answer begins.
    pub(crate) status: Option<u16>,
    /// Whether the client went away before the answer ended.
    pub(crate) aborted: bool,
    /// When the answer ended or the client went away, in milliseconds since 1970.
    pub(crate) ended_at: Option<i64>,
}

/// How many requests of one batch are being answered now, and were at most.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Flight {
    pub(crate) in_flight: u32,
    pub(crate) max_in_flight: u32,
}

#[derive(Debug, Default)]
struct Book {
    next: u64,
    entries: VecDeque<Entry>,
    flights: HashMap<String, Flight>,
}

/// The log of one server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Log(Arc<Mutex<Book>>);

impl Log {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request. Its ticket adds the status and the end.
    pub(crate) fn open(
        &self,
        parts: &Parts,
        body: &[u8],
        batch_id: Option<String>,
        now: i64,
    ) -> Ticket {
        let mut book = self.book();
        let number = book.next;
        book.next += 1;
        if let Some(id) = &batch_id {
            let flight = book.flights.entry(id.clone()).or_default();
            flight.in_flight += 1;
            flight.max_in_flight = flight.max_in_flight.max(flight.in_flight);
        }
        if book.entries.len() >= MOST_ENTRIES {
            book.entries.pop_front();
        }
        book.entries.push_back(entry(number, parts, body, batch_id.clone(), now));
        Ticket { log: self.clone(), number, batch_id, open: true }
    }

    /// The entries of one batch, or of all.
    pub(crate) fn entries(&self, batch_id: Option<&str>) -> Vec<Entry> {
        let book = self.book();
        let wanted = |entry: &&Entry| batch_id.is_none() || entry.batch_id.as_deref() == batch_id;
        book.entries.iter().filter(wanted).cloned().collect()
    }

    /// How many requests of one batch are being answered.
    pub(crate) fn flight(&self, batch_id: &str) -> Flight {
        self.book().flights.get(batch_id).copied().unwrap_or_default()
    }

    /// Removes all entries. Requests that are still being answered go on being counted.
    pub(crate) fn clear(&self) {
        let mut book = self.book();
        book.entries.clear();
        book.flights.retain(|_, flight| flight.in_flight > 0);
        for flight in book.flights.values_mut() {
            flight.max_in_flight = flight.in_flight;
        }
    }

    fn change(&self, number: u64, change: impl FnOnce(&mut Entry)) {
        let mut book = self.book();
        // It searches from the end, since nearly always a recent entry changes.
        if let Some(entry) = book.entries.iter_mut().rev().find(|entry| entry.number == number) {
            change(entry);
        }
    }
}

fn entry(number: u64, parts: &Parts, body: &[u8], batch_id: Option<String>, now: i64) -> Entry {
    let mut headers = BTreeMap::<String, String>::new();
    for (name, value) in &parts.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        headers
            .entry(name.as_str().to_owned())
            .and_modify(|all| *all = format!("{all}, {value}"))
            .or_insert_with(|| value.clone().into_owned());
    }
    Entry {
        number,
        at: now,
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        origin: headers.get(header::ORIGIN.as_str()).cloned(),
        preflight: parts.method == Method::OPTIONS
            && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD.as_str()),
        headers,
        body: String::from_utf8_lossy(body).into_owned(),
        batch_id,
        status: None,
        aborted: false,
        ended_at: None,
    }
}

/// A request that is being answered. hyper drops the answer when the connection is gone, so a ticket
/// that is dropped before it is closed means that the client went away.
#[derive(Debug)]
pub(crate) struct Ticket {
    log: Log,
    number: u64,
    batch_id: Option<String>,
    open: bool,
}

impl Ticket {
    pub(crate) fn answered(&self, status: StatusCode) {
        self.log.change(self.number, |entry| entry.status = Some(status.as_u16()));
    }

    /// Says that the server has ended the answer.
    pub(crate) fn close(&mut self) {
        self.end(false);
    }

    fn end(&mut self, aborted: bool) {
        if !std::mem::replace(&mut self.open, false) {
            return;
        }
        let now = crate::clock::wall_ms();
        self.log.change(self.number, |entry| {
            entry.aborted = aborted;
            entry.ended_at = Some(now);
        });
        let mut book = self.log.book();
        if let Some(flight) = self.batch_id.as_ref().and_then(|id| book.flights.get_mut(id)) {
            flight.in_flight = flight.in_flight.saturating_sub(1);
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.end(true);
    }
}
