//! A server for each test, and short ways to send requests to it.

use std::io;
use std::time::Duration;

use mock_api::{Config, Running, serve};
use serde_json::{Value, json};

use crate::http::{self, Answer};

pub(crate) const ENDPOINT: &str = "/functions/v1/batch-calls";
pub(crate) const KEY: (&str, &str) = ("Authorization", "Bearer demo-key");
const PATIENCE: Duration = Duration::from_secs(10);

/// A server on a free port.
pub(crate) struct Server(Running);

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with(Config::unlimited()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        Self(serve(config).await.expect("a free port"))
    }

    pub(crate) fn authority(&self) -> String {
        self.0.addr().to_string()
    }

    pub(crate) async fn stop(self) {
        self.0.shutdown().await;
    }

    /// Sends any request.
    pub(crate) async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        http::send(&self.authority(), method, path, headers, body, PATIENCE)
            .await
            .expect("an answer")
    }

    /// Asks for a batch, as a client does.
    pub(crate) async fn get(&self, id: &str) -> Answer {
        self.send("POST", ENDPOINT, &[KEY], &question(id)).await
    }

    /// Asks for a batch by the path of a fault, and waits at most `patience`.
    pub(crate) async fn spoiled(
        &self,
        fault: &str,
        id: &str,
        patience: Duration,
    ) -> io::Result<Answer> {
        let path = format!("/fault/{fault}{ENDPOINT}");
        http::send(&self.authority(), "POST", &path, &[KEY], &question(id), patience).await
    }

    /// Sends a request to a control endpoint, which must answer 200.
    pub(crate) async fn control(&self, method: &str, path: &str, body: &str) -> Value {
        let answer = self.send(method, path, &[], body).await;
        assert_eq!(answer.status, 200, "{method} {path}: {}", answer.text());
        answer.json()
    }
}

/// The body of a request for a batch.
pub(crate) fn question(id: &str) -> String {
    json!({"action": "get", "batch_id": id}).to_string()
}
