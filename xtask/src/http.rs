//! Asks servers on this machine.

use std::time::Duration;

use anyhow::{Context, Result};

const TIMEOUT: Duration = Duration::from_secs(10);

pub(crate) struct Response {
    pub(crate) status: u16,
    /// The content type, empty where there is none.
    pub(crate) kind: String,
    pub(crate) body: Vec<u8>,
}

/// `path` of the server at `port` of the loopback interface.
pub(crate) fn get(port: u16, path: &str) -> Result<Response> {
    let request = ureq::get(format!("http://127.0.0.1:{port}{path}"))
        .config()
        .http_status_as_error(false)
        .timeout_global(Some(TIMEOUT))
        .proxy(None)
        .build();
    let mut response = request.call().with_context(|| format!("no answer from port {port}"))?;
    let kind = response.headers().get("content-type").and_then(|value| value.to_str().ok());
    let kind = kind.unwrap_or_default().to_owned();
    let body = response.body_mut().with_config().limit(u64::MAX).read_to_vec()?;
    Ok(Response { status: response.status().as_u16(), kind, body })
}
