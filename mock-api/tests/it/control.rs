//! The endpoints under `/mock`.

use std::time::Duration;

use mock_api::{Config, seed, serve};
use serde_json::{Value, json};

use crate::http;
use crate::server::{ENDPOINT, KEY, Server, question};

const OTHER: &str = "0b0b0b0b-0000-4000-8000-000000000001";

#[tokio::test]
async fn a_scripted_campaign_is_answered_byte_for_byte() {
    let server = Server::start().await;
    let path = format!("/mock/campaigns/{}", OTHER.to_uppercase());
    for script in
        ["{ \"batch\": {\"a\": 1.0e0},\n \"recipients\": [] }", "{\"recipients\":[],\"batch\":{}}"]
    {
        server.control("PUT", &path, script).await;
        assert_eq!(server.get(OTHER).await.text(), script);
    }
    server.control("DELETE", &path, "").await;
    assert_eq!(server.get(OTHER).await.status, 404);
}

#[tokio::test]
async fn a_script_stands_before_the_example() {
    let server = Server::start().await;
    let path = format!("/mock/campaigns/{}", seed::BATCH_ID);
    server.control("PUT", &path, "{}").await;
    assert_eq!(server.get(seed::BATCH_ID).await.text(), "{}");
    server.control("DELETE", &path, "").await;
    assert_eq!(server.get(seed::BATCH_ID).await.body, seed::RESPONSE);
}

#[tokio::test]
async fn wrong_orders_are_refused() {
    let server = Server::start().await;
    let check = async |path: &str, body: &str| {
        let answer = server.send("PUT", path, &[], body).await;
        assert_eq!(answer.status, 400, "{path} {body}");
        assert!(answer.json()["error"].is_string());
    };
    check("/mock/campaigns/not-a-uuid", "{}").await;
    check(&format!("/mock/campaigns/{OTHER}"), "{\"batch\":").await;
    check("/mock/faults/not-a-uuid", r#"{"fault":"500"}"#).await;
    check(&format!("/mock/faults/{OTHER}"), "{}").await;
    check(&format!("/mock/faults/{OTHER}"), r#"{"fault":"418"}"#).await;
}

#[tokio::test]
async fn the_log_tells_what_was_sent() {
    let server = Server::start().await;
    let headers = [KEY, ("Origin", "https://customer.example"), ("X-Client-Info", "test")];
    server.send("POST", ENDPOINT, &headers, &question(seed::BATCH_ID)).await;
    server.send("POST", ENDPOINT, &[], &question(OTHER)).await;
    let asked = [("Access-Control-Request-Method", "POST"), ("Origin", "null")];
    server.send("OPTIONS", ENDPOINT, &asked, "").await;

    let all = server.control("GET", "/mock/log", "").await;
    let flags: Vec<_> =
        all.as_array().unwrap().iter().map(|entry| entry["preflight"].clone()).collect();
    assert_eq!(flags, [false, false, true]);
    let one = server.control("GET", &format!("/mock/log?batch_id={}", seed::BATCH_ID), "").await;
    let entry = &one[0];
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert_eq!(entry["method"], "POST");
    assert_eq!(entry["path"], ENDPOINT);
    assert_eq!(entry["origin"], "https://customer.example");
    assert_eq!(entry["headers"]["authorization"], "Bearer demo-key");
    assert_eq!(entry["headers"]["x-client-info"], "test");
    assert_eq!(entry["body"], question(seed::BATCH_ID));
    assert_eq!(entry["status"], 200);
    assert_eq!(entry["aborted"], false);
    assert!(entry["at"].as_i64() <= entry["ended_at"].as_i64() && entry["ended_at"].is_i64());
    assert_eq!(
        server.control("GET", &format!("/mock/log?batch_id={OTHER}"), "").await[0]["status"],
        401
    );

    server.control("DELETE", "/mock/log", "").await;
    assert_eq!(server.control("GET", "/mock/log", "").await, json!([]));
}

/// Waits until the log says that the only request of a batch has ended.
async fn ended(server: &Server, id: &str) -> Value {
    for _ in 0..200 {
        let entries = server.control("GET", &format!("/mock/log?batch_id={id}"), "").await;
        if entries[0]["ended_at"].is_i64() {
            return entries[0].clone();
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("the request has not ended");
}

#[tokio::test]
async fn a_client_that_leaves_is_noticed() {
    let server = Server::start().await;
    let patience = Duration::from_millis(200);
    let check = async |fault: &str, id: &str, aborted: bool| {
        let _ = server.spoiled(fault, id, patience).await;
        let entry = ended(&server, id).await;
        assert_eq!(entry["aborted"], aborted, "{fault}");
    };
    check("never", "0b0b0b0b-0000-4000-8000-000000000002", true).await;
    check("slow-drip", "0b0b0b0b-0000-4000-8000-000000000003", true).await;
    check("endless", "0b0b0b0b-0000-4000-8000-000000000004", true).await;
    check("empty", "0b0b0b0b-0000-4000-8000-000000000005", false).await;
    check("truncated", "0b0b0b0b-0000-4000-8000-000000000006", false).await;
    check("reset", "0b0b0b0b-0000-4000-8000-000000000007", false).await;
    check("500", "0b0b0b0b-0000-4000-8000-000000000008", false).await;
}

#[tokio::test]
async fn simultaneous_requests_are_counted_per_batch() {
    let server = Server::start().await;
    let patience = Duration::from_millis(400);
    let never = || server.spoiled("never", OTHER, patience);
    let _ = tokio::join!(never(), never(), never());
    ended(&server, OTHER).await;
    let _ = never().await;
    let path = format!("/mock/in-flight?batch_id={OTHER}");
    assert_eq!(server.control("GET", &path, "").await["max_in_flight"], 3);
    server.control("DELETE", "/mock/log", "").await;
    let left = server.control("GET", &path, "").await;
    assert_eq!(left["max_in_flight"], left["in_flight"]);
    let path = format!("/mock/in-flight?batch_id={}", seed::BATCH_ID);
    let none = server.control("GET", &path, "").await;
    assert_eq!(none, json!({"in_flight": 0, "max_in_flight": 0}));
}

#[tokio::test]
async fn every_demo_answers() {
    let server = Server::start().await;
    let demos = server.control("GET", "/mock/campaigns", "").await;
    let demos = demos.as_array().unwrap();
    assert_eq!(
        demos[0]["id"], "ca110001-0000-4005-8000-000000000500",
        "the page begins with movement"
    );
    assert_eq!(demos[1]["id"], seed::BATCH_ID);
    assert_eq!(demos.len(), 19);
    for demo in demos {
        assert_eq!(demo["api_key"], "demo-key");
        let answer = server.get(demo["id"].as_str().unwrap()).await;
        assert_eq!(answer.status, 200, "{demo}");
        assert_eq!(answer.json()["batch"]["total_recipients"], demo["size"], "{demo}");
    }
}

#[tokio::test]
async fn a_taken_port_is_an_error_and_a_shutdown_frees_it() {
    let running = serve(Config::unlimited()).await.unwrap();
    let addr = running.addr();
    let again = Config { addr, ..Config::unlimited() };
    assert_eq!(serve(again).await.unwrap_err().kind(), std::io::ErrorKind::AddrInUse);
    running.shutdown().await;
    serve(again).await.unwrap().shutdown().await;
}

/// A shutdown that waited for open answers would wait for ever behind the fault `never`.
#[tokio::test]
async fn a_shutdown_does_not_wait_for_answers() {
    let server = Server::start().await;
    let authority = server.authority();
    let path = format!("/fault/never{ENDPOINT}");
    let patience = Duration::from_secs(5);
    let body = question(OTHER);
    let asking = http::send(&authority, "POST", &path, &[KEY], &body, patience);
    let stopping = async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        server.stop().await;
    };
    let (answer, ()) = tokio::join!(asking, stopping);
    assert_ne!(answer.unwrap_err().kind(), std::io::ErrorKind::TimedOut);
}
