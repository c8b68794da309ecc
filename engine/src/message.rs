//! What a page and its worker say to each other, as JSON.

use crate::request;
use campaign::engine::{Answer, Ask, BodyId, ExportRows};
use campaign::table::Row;
use campaign::widget::Headers;
use gloo_net::Error;
use gloo_net::http::Request;
use serde::{Deserialize, Serialize};
use web_sys::AbortSignal;

/// From the page to the worker. Elements and exports go by numbers that the page chooses.
#[derive(Serialize, Deserialize, Debug)]
pub enum Message {
    /// Nobody waits for what comes of it: each message back costs the page a task.
    Order(Order),
    /// A [`Reply`] with the same number is waited for.
    Call(u32, Call),
}

/// What the worker is to do.
#[derive(Serialize, Deserialize, Debug)]
#[expect(missing_docs, reason = "which body and which element")]
pub enum Order {
    /// A body follows, for that element among others.
    Open { body: BodyId, element: u32 },
    /// A piece of a body; the bytes come beside this text.
    Push { body: BodyId },
    /// A body is not needed any more.
    Free { body: BodyId },
    /// The request for a body is given up.
    Abort { body: BodyId },
    /// An element's engine is not needed any more.
    Leave { element: u32 },
}

/// What the worker is asked.
#[derive(Serialize, Deserialize, Debug)]
#[expect(missing_docs, reason = "which body, element, export and rows, and what is asked")]
pub enum Call {
    /// Whether it lives.
    Ping,
    /// A question for an element's engine.
    Ask { element: u32, ask: Ask },
    /// The campaign as it was received.
    Snapshot { element: u32 },
    /// The next rows of an export.
    Export { element: u32, export: u32, rows: ExportRows },
    /// A campaign from the network; the worker keeps the body.
    Fetch { body: BodyId, element: u32, question: Question },
}

/// What is fetched: a campaign of the API, or without `batch` a file.
#[derive(Serialize, Deserialize)]
pub struct Question {
    /// Where to ask.
    pub address: String,
    /// For which campaign.
    pub batch: Option<String>,
    /// What goes into the Authorization header.
    pub key: Option<String>,
    /// What names the answer that need not come again.
    pub etag: Option<Box<str>>,
}

impl Question {
    /// The request for it.
    pub fn request(&self, signal: Option<&AbortSignal>) -> Result<Request, Error> {
        let etag = self.etag.as_deref();
        match &self.batch {
            Some(batch) => {
                let key = self.key.as_deref();
                request::for_campaign(&self.address, batch, key, etag, signal)
            }
            None => request::for_file(&self.address, etag, signal),
        }
    }
}

/// From the worker to the page.
#[derive(Serialize, Deserialize, Debug)]
pub struct Reply {
    /// Which call it answers.
    pub call: u32,
    /// What came of it.
    pub done: Done,
}

/// What came of a call.
#[derive(Serialize, Deserialize, Debug)]
pub enum Done {
    /// The worker lives.
    Pong,
    /// What an engine answered.
    Answers(Vec<Answer>),
    /// None before the first answer, and behind a mask.
    Snapshot(Option<String>),
    /// None before the first answer; no rows after the last.
    Rows(Option<Vec<Row>>),
    /// What came of a request.
    Fetched(Fetched),
}

/// What came of a request.
#[derive(Serialize, Deserialize, Debug)]
pub enum Fetched {
    /// Status 200: the worker keeps the body.
    Kept(Headers),
    /// Status 200, and a body above the size limit.
    TooLarge,
    /// Another status.
    Refused {
        /// The HTTP status.
        status: u16,
        /// What goes with it.
        headers: Headers,
        /// The body's text.
        text: String,
    },
    /// The body broke off.
    Interrupted,
    /// No answer came.
    Unreachable,
}

/// Without its key.
impl std::fmt::Debug for Question {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Question").field("address", &self.address).finish_non_exhaustive()
    }
}
