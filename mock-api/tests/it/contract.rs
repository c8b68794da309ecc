//! The endpoint's strictness: keys, methods, bodies, CORS, limits.

use mock_api::{Config, Limits, seed};
use serde_json::Value;

use crate::server::{ENDPOINT, KEY, Server, question};

const HEADERS: &str = "authorization, x-client-info, apikey, content-type";

#[tokio::test]
async fn refusals() {
    let server = Server::start().await;
    let good = question(seed::BATCH_ID);
    let check = async |method: &str, headers: &[(&str, &str)], body: &str, expected: u16| {
        let answer = server.send(method, ENDPOINT, headers, body).await;
        assert_eq!(answer.status, expected, "{method} {headers:?} {body}");
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{method} {body}");
        if expected == 400 || expected == 401 || expected == 404 {
            assert!(answer.json()["error"].is_string(), "{}", answer.text());
        }
    };
    check("POST", &[KEY], &good, 200).await;
    check("POST", &[("Authorization", "Bearer demo-key-7")], &good, 200).await;
    check("POST", &[], &good, 401).await;
    check("POST", &[("Authorization", "Bearer nonsense")], &good, 401).await;
    check("POST", &[("apikey", "demo-key")], &good, 401).await;
    check("GET", &[KEY], "", 405).await;
    check("PUT", &[KEY], &good, 405).await;
    check("POST", &[KEY], "", 400).await;
    check("POST", &[KEY], "not json", 400).await;
    check("POST", &[KEY], "[]", 400).await;
    check("POST", &[KEY], r#"{"batch_id":"f1e2d3c4-5678-9012-3456-789012345678"}"#, 400).await;
    check("POST", &[KEY], r#"{"action":"list","batch_id":"x"}"#, 400).await;
    check("POST", &[KEY], r#"{"action":"get"}"#, 400).await;
    check("POST", &[KEY], r#"{"action":"get","batch_id":null}"#, 400).await;
    check("POST", &[KEY], r#"{"action":"get","batch_id":7}"#, 404).await;
    check("POST", &[KEY], &question("not-a-uuid"), 404).await;
    check("POST", &[KEY], &question("00000000-0000-4000-8000-000000000000"), 404).await;
    check("POST", &[KEY], &question("ca11ff01-0000-4001-8000-000000000010"), 404).await;
}

#[tokio::test]
async fn the_three_shapes_of_errors() {
    let limits = Limits { per_minute: Some(0), per_hour: None };
    let server = Server::with(Config { limits, ..Config::default() }).await;
    let text = server.send("POST", ENDPOINT, &[], "").await.json();
    assert!(text["error"].is_string());
    let coded = server.get(seed::BATCH_ID).await.json();
    assert!(coded["error"]["code"].is_string() && coded["error"]["message"].is_string());
    let gateway = server.send("GET", ENDPOINT, &[KEY], "").await.json();
    assert!(gateway["code"].is_number() && gateway["message"].is_string());
}

#[tokio::test]
async fn a_preflight_is_told_the_four_headers() {
    let server = Server::start().await;
    let preflight = [
        ("Origin", "https://customer.example"),
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "authorization,content-type,x-custom"),
    ];
    let paths = [ENDPOINT.to_owned(), format!("/fault/gateway-401-no-cors{ENDPOINT}")];
    for path in paths {
        let answer = server.send("OPTIONS", &path, &preflight, "").await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(answer.header("access-control-allow-headers"), Some(HEADERS));
        assert_eq!(answer.header("access-control-max-age"), None);
        assert_eq!(answer.header("access-control-expose-headers"), None);
    }
}

#[tokio::test]
async fn control_endpoints_let_everything_in() {
    let server = Server::start().await;
    let asked = [
        ("Origin", "http://127.0.0.1:9000"),
        ("Access-Control-Request-Method", "PUT"),
        ("Access-Control-Request-Headers", "authorization,x-anything"),
    ];
    let answer = server.send("OPTIONS", "/mock/campaigns/x", &asked, "").await;
    assert_eq!(answer.header("access-control-allow-headers"), Some("authorization,x-anything"));
    assert!(answer.header("access-control-allow-methods").is_some_and(|all| all.contains("PUT")));
    let answer = server.send("GET", "/mock/health", &[], "").await;
    assert_eq!(answer.text(), r#"{"name":"mock-api","ok":true}"#);
    assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
}

#[tokio::test]
async fn limits_are_per_key() {
    let limits = Limits { per_minute: Some(3), per_hour: None };
    let server = Server::with(Config { limits, ..Config::default() }).await;
    let mut statuses = Vec::new();
    for _ in 0..5 {
        statuses.push(server.get(seed::BATCH_ID).await.status);
    }
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    let colleague = [("Authorization", "Bearer demo-key-colleague")];
    let answer = server.send("POST", ENDPOINT, &colleague, &question(seed::BATCH_ID)).await;
    assert_eq!(answer.status, 200);
    let limited = server.get(seed::BATCH_ID).await;
    assert_eq!(limited.header("retry-after"), None, "the vendor exposes nothing");
}

#[tokio::test]
async fn the_default_is_a_hundred_a_minute() {
    let server = Server::with(Config::default()).await;
    for _ in 0..100 {
        assert_eq!(server.get(seed::BATCH_ID).await.status, 200);
    }
    assert_eq!(server.get(seed::BATCH_ID).await.status, 429);
}

#[tokio::test]
async fn other_paths_are_unknown_functions() {
    let server = Server::start().await;
    let answer = server.send("POST", "/functions/v1/other", &[KEY], "").await;
    assert_eq!(answer.status, 404);
    assert_eq!(answer.json()["code"], Value::from("NOT_FOUND"));
}
