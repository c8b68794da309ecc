//! Every fault, by its path and by `PUT /mock/faults`.

use std::io;
use std::time::Duration;

use mock_api::seed;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::http::Answer;
use crate::server::{ENDPOINT, KEY, Server};

const BRIEF: Duration = Duration::from_millis(400);

/// Sends a request to the path of a fault.
async fn meet(fault: &str) -> io::Result<Answer> {
    Server::start().await.spoiled(fault, seed::BATCH_ID, BRIEF).await
}

#[tokio::test]
async fn faults_with_a_status() {
    let check = async |fault: &str, status: u16, pointer: &str| {
        let answer = meet(fault).await.expect("an answer");
        assert_eq!(answer.status, status, "{fault}");
        assert!(answer.whole, "{fault}");
        assert!(answer.json().pointer(pointer).is_some(), "{fault}: {}", answer.text());
        let readable = answer.header("access-control-allow-origin") == Some("*");
        assert_eq!(readable, fault != "gateway-401-no-cors", "{fault}");
    };
    check("400", 400, "/error").await;
    check("401", 401, "/error").await;
    check("403", 403, "/error/code").await;
    check("404", 404, "/error").await;
    check("429", 429, "/error/message").await;
    check("429-retry-after", 429, "/error/code").await;
    check("429-retry-after-hidden", 429, "/error/code").await;
    check("500", 500, "/error").await;
    check("gateway-401-no-cors", 401, "/message").await;
    check("gateway-msg", 500, "/msg").await;
    check("200-error", 200, "/error/code").await;
    check("mislabelled", 200, "/batch/id").await;
}

#[tokio::test]
async fn retry_after_is_exposed_or_hidden() {
    let check = async |fault: &str, value: Option<&str>, exposed: Option<&str>| {
        let answer = meet(fault).await.expect("an answer");
        assert_eq!(answer.header("retry-after"), value, "{fault}");
        assert_eq!(answer.header("access-control-expose-headers"), exposed, "{fault}");
    };
    check("429", None, None).await;
    check("429-retry-after", Some("3"), Some("Retry-After")).await;
    check("429-retry-after-hidden", Some("3"), None).await;
}

#[tokio::test]
async fn faults_of_the_body() {
    let check = async |fault: &str, status: u16, kind: &str, holds: fn(&Answer) -> bool| {
        let answer = meet(fault).await.expect("an answer");
        assert_eq!(answer.status, status, "{fault}");
        assert!(answer.header("content-type").is_some_and(|is| is.starts_with(kind)), "{fault}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{fault}");
        assert!(holds(&answer), "{fault}: {}", answer.body.len());
    };
    let json = "application/json";
    check("502-html", 502, "text/html", |answer| answer.text().contains("<h1>")).await;
    check("wrong-content-type", 200, "text/html", |answer| answer.text().contains("<h1>")).await;
    check("mislabelled", 200, "text/plain", |answer| answer.body == seed::RESPONSE).await;
    check("empty", 200, json, |answer| answer.body.is_empty() && answer.whole).await;
    check("truncated", 200, json, |answer| {
        answer.header("content-length") == Some(&seed::RESPONSE.len().to_string())
            && !answer.whole
            && answer.body == seed::RESPONSE[..seed::RESPONSE.len() / 2]
    })
    .await;
    check("truncated-json", 200, json, |answer| {
        answer.whole && serde_json::from_slice::<Value>(&answer.body).is_err()
    })
    .await;
    check("drip-forever", 200, json, |answer| answer.body == b"{" && !answer.whole).await;
    check("endless", 200, json, |answer| {
        !answer.whole && answer.body.len() > 1 << 20 && answer.body.starts_with(b"{\"batch\":")
    })
    .await;
}

#[tokio::test]
async fn a_slow_drip_takes_three_seconds_and_is_whole() {
    let server = Server::start().await;
    let begun = Instant::now();
    let answer = server.spoiled("slow-drip", seed::BATCH_ID, Duration::from_secs(8)).await;
    let took = begun.elapsed();
    assert_eq!(answer.expect("an answer").body, seed::RESPONSE);
    assert!((2..6).contains(&took.as_secs()), "{took:?}");
}

#[tokio::test]
async fn faults_without_an_answer() {
    let check = async |fault: &str, kind: io::ErrorKind| {
        assert_eq!(meet(fault).await.expect_err(fault).kind(), kind, "{fault}");
    };
    check("never", io::ErrorKind::TimedOut).await;
    check("reset", io::ErrorKind::ConnectionReset).await;
}

#[tokio::test]
async fn a_redirect_leads_to_another_origin_which_notes_the_key() {
    let server = Server::start().await;
    let answer = server.spoiled("redirect", seed::BATCH_ID, BRIEF).await.expect("an answer");
    assert_eq!(answer.status, 302);
    let port = server.authority().rsplit_once(':').expect("a port").1.to_owned();
    let path = format!("/mock/redirected?batch_id={}", seed::BATCH_ID);
    let there = format!("http://localhost:{port}{path}");
    assert_eq!(answer.header("location"), Some(there.as_str()));

    let with = server.send("GET", &path, &[KEY], "").await;
    let without = server.send("GET", &path, &[], "").await;
    assert_eq!(with.json(), json!({"redirected": true, "authorization": true}));
    assert_eq!(without.json()["authorization"], false);
    assert_eq!(with.header("access-control-allow-origin"), Some("*"));
    let log = server.control("GET", &format!("/mock/log?batch_id={}", seed::BATCH_ID), "").await;
    let paths: Vec<_> =
        log.as_array().expect("entries").iter().map(|entry| entry["path"].clone()).collect();
    assert_eq!(paths[1..], ["/mock/redirected", "/mock/redirected"]);
    assert!(log[1]["headers"]["authorization"].is_string());
    assert!(log[2]["headers"].get("authorization").is_none());
}

#[tokio::test]
async fn planned_faults_meet_the_next_requests_of_their_batch() {
    let server = Server::start().await;
    let id = "ca110001-0000-4001-8000-000000000010";
    let path = format!("/mock/faults/{id}");
    let ask = async |times: usize| {
        let mut statuses = Vec::new();
        for _ in 0..times {
            statuses.push(server.get(id).await.status);
        }
        statuses
    };
    server.control("PUT", &path, r#"{"fault":"500","times":2}"#).await;
    assert_eq!(server.get(seed::BATCH_ID).await.status, 200, "another batch");
    assert_eq!(ask(3).await, [500, 500, 200]);
    server.control("PUT", &path, r#"{"fault":"429","times":null}"#).await;
    assert_eq!(ask(3).await, [429, 429, 429]);
    server.control("DELETE", &path, "").await;
    assert_eq!(ask(1).await, [200]);
}

#[tokio::test]
async fn an_unknown_fault_is_told_the_known_ones() {
    let server = Server::start().await;
    let answer = server.send("POST", &format!("/fault/418{ENDPOINT}"), &[KEY], "").await;
    assert_eq!(answer.status, 400);
    let known = answer.json()["known"].as_array().expect("names").len();
    assert_eq!(known, 23);
}
