//! Just enough of an HTTP client to see whether a server on this machine answers.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, Result};

const TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    /// The head as it came, in lower case.
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

/// `path` of the server at `port` of the loopback interface.
pub(crate) fn get(port: u16, path: &str) -> Result<Response> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let mut stream = TcpStream::connect_timeout(&address, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    // HTTP/1.0: the body ends with the connection, never in chunks.
    write!(stream, "GET {path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    parse(&answer).with_context(|| format!("no HTTP from port {port}"))
}

fn parse(answer: &[u8]) -> Option<Response> {
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = String::from_utf8_lossy(answer.get(..end)?).to_lowercase();
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    Some(Response { status, head, body: answer.get(end + 4..)?.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_status_head_and_body() {
        let answer = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>\r\n\r\n";
        let expected = Response {
            status: 200,
            head: "http/1.0 200 ok\r\ncontent-type: text/html".into(),
            body: b"<p>\r\n\r\n".to_vec(),
        };
        assert_eq!(parse(answer), Some(expected));
        assert_eq!(parse(b"HTTP/1.0 200 OK\r\n"), None);
        assert_eq!(parse(b"SSH-2.0\r\n\r\n"), None);
    }
}
