//! Accepts connections and serves them.
//!
//! `axum::serve` will not do, for two reasons: it cannot reset a connection, and its shutdown waits for
//! answers, some of which never end.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::TokioIo;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::config::Config;
use crate::router::router;

/// A response with this among its extensions is not sent; the connection is reset instead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct HangUp;

impl fmt::Display for HangUp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("hung up, as asked")
    }
}

impl Error for HangUp {}

/// A running server. It goes on after this is dropped, as long as its runtime does.
#[derive(Debug)]
pub struct Running {
    addr: SocketAddr,
    task: JoinHandle<()>,
}

impl Running {
    /// The address on which it listens.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The same as a URL, such as `http://127.0.0.1:8787`.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Closes the port and every connection, also in the middle of an answer.
    pub async fn shutdown(self) {
        self.task.abort();
        // The only error here is the cancellation of the line above.
        let _ = self.task.await;
    }

    /// Waits until the server ends. It does not end by itself.
    pub async fn wait(self) {
        let _ = self.task.await;
    }
}

/// Binds the address and serves in the background.
///
/// # Errors
/// The address cannot be bound, mostly because its port is taken.
pub async fn serve(config: Config) -> io::Result<Running> {
    let listener = TcpListener::bind(config.addr).await?;
    let addr = listener.local_addr()?;
    let task = tokio::spawn(accept(listener, router(&config)));
    Ok(Running { addr, task })
}

async fn accept(listener: TcpListener, router: Router) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(converse(stream, router.clone()));
                }
                // Mostly there are no file descriptors left, and some will be free again soon.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn converse(stream: TcpStream, router: Router) {
    // Small pieces must be sent at once; otherwise those of a slow answer would be sent together.
    let _ = stream.set_nodelay(true);
    let service = TowerToHyperService::new(router);
    let service = service_fn(move |request: Request<Incoming>| {
        let answer = service.call(request);
        async move {
            match answer.await {
                Ok(response) if response.extensions().get::<HangUp>().is_some() => Err(HangUp),
                Ok(response) => Ok(response),
                Err(never) => match never {},
            }
        }
    });
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    let ended = (&mut connection).await;
    if ended.is_err_and(|error| error.source().is_some_and(<dyn Error>::is::<HangUp>)) {
        // With a linger time of zero, closing sends a reset instead of an orderly end.
        let _ = connection.into_parts().io.into_inner().set_zero_linger();
    }
}
