//! A small HTTP client.
//!
//! Real clients hide what these tests look at: a body that is cut off, a reset, single bytes.

use std::io;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// An answer, whole or cut off.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Whether the body arrived in its announced length.
    pub(crate) whole: bool,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Sends one request. Reads until the answer or the connection ends, or `patience` is over.
pub(crate) async fn send(
    authority: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &str,
    patience: Duration,
) -> io::Result<Answer> {
    let mut stream = TcpStream::connect(authority).await?;
    let mut head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\nContent-Length: {}\r\n",
        body.len()
    );
    for (name, value) in headers {
        head.push_str(name);
        head.push_str(": ");
        head.push_str(value);
        head.push_str("\r\n");
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes()).await?;
    let mut bytes = Vec::new();
    let ended = timeout(patience, read(&mut stream, &mut bytes)).await;
    if let Ok(Err(error)) = ended {
        return Err(error);
    }
    if bytes.is_empty() {
        let kind =
            if ended.is_ok() { io::ErrorKind::UnexpectedEof } else { io::ErrorKind::TimedOut };
        return Err(kind.into());
    }
    Ok(parse(&bytes))
}

/// Reads to the end, or a few megabytes of an endless answer.
async fn read(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    while stream.read_buf(bytes).await? > 0 && bytes.len() < 100 << 20 {}
    Ok(())
}

fn parse(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let headers: Vec<_> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect();
    let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec(), whole: false };
    if answer.header("transfer-encoding") == Some("chunked") {
        (answer.body, answer.whole) = unchunk(&answer.body);
    } else {
        let length = answer.header("content-length").and_then(|text| text.parse().ok());
        answer.whole = length == Some(answer.body.len());
    }
    answer
}

fn unchunk(mut bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap(), 16).unwrap();
        if size == 0 {
            return (body, true);
        }
        let rest = &bytes[end + 2..];
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        bytes = rest.get(size + 2..).unwrap_or_default();
    }
    (body, false)
}
