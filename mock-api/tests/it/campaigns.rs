//! The answers of each kind of campaign.

use std::collections::HashSet;
use std::time::Duration;

use serde_json::Value;
use tokio::time::Instant;

use crate::server::Server;

const STATUSES: [&str; 17] = [
    "pending",
    "calling",
    "initiated",
    "ringing",
    "in_progress",
    "completed",
    "failed",
    "busy",
    "no_answer",
    "skipped",
    "canceled",
    "cancelled",
    "in-progress",
    "no-answer",
    "answered",
    "queued",
    "transferred",
];
const BATCH_COLUMNS: [&str; 30] = [
    "id",
    "name",
    "caller_id",
    "status",
    "send_now",
    "total_recipients",
    "completed_count",
    "failed_count",
    "window_start_time",
    "window_end_time",
    "window_days",
    "reserved_concurrency",
    "created_at",
    "started_at",
    "user_id",
    "agent_id",
    "scheduled_at",
    "max_concurrency",
    "template_id",
    "purpose",
    "goal",
    "updated_at",
    "completed_at",
    "recurrence_type",
    "recurrence_interval",
    "recurrence_end_date",
    "recurrence_max_runs",
    "recurrence_run_count",
    "parent_batch_id",
    "occurrence_number",
];
const RECIPIENT_COLUMNS: [&str; 12] = [
    "id",
    "batch_id",
    "contact_id",
    "phone_number",
    "name",
    "status",
    "call_record_id",
    "attempted_at",
    "completed_at",
    "error_message",
    "sort_order",
    "created_at",
];

fn rows(answer: &Value) -> &[Value] {
    answer["recipients"].as_array().expect("recipients")
}

fn count(answer: &Value, status: &str) -> usize {
    rows(answer).iter().filter(|row| row["status"] == status).count()
}

#[tokio::test]
async fn the_documented_example_is_answered_byte_for_byte() {
    let server = Server::start().await;
    for id in [mock_api::seed::BATCH_ID, "F1E2D3C4-5678-9012-3456-789012345678"] {
        let answer = server.get(id).await;
        assert_eq!(answer.body, include_bytes!("../../fixtures/seed.json"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
}

#[tokio::test]
async fn kinds() {
    let server = Server::start().await;
    let check = async |id: &str, status: &str, holds: fn(&Value) -> bool| {
        let answer = server.get(id).await.json();
        assert_eq!(answer["batch"]["status"], status, "{id}");
        assert_eq!(answer["batch"]["id"], id);
        assert!(holds(&answer), "{id}: {answer:#}");
    };
    check("ca110001-0000-4001-8000-000000000060", "running", |answer| {
        count(answer, "pending") > 20 && count(answer, "completed") > 5
    })
    .await;
    check("ca110101-0000-4001-8000-000000000010", "draft", |answer| {
        count(answer, "pending") == 10
            && answer["batch"]["send_now"] == false
            && answer["batch"]["started_at"].is_null()
    })
    .await;
    check("ca110201-0000-4001-8000-000000000010", "scheduled", |answer| {
        count(answer, "pending") == 10 && answer["batch"]["scheduled_at"].is_string()
    })
    .await;
    check("ca110301-0000-4001-8000-000000000010", "scheduled", |answer| {
        answer["batch"]["scheduled_at"].is_string() && count(answer, "pending") == 10
    })
    .await;
    check("ca110401-0000-4001-8000-000000000050", "paused", |answer| {
        count(answer, "pending") > 20
            && count(answer, "in_progress") + count(answer, "ringing") == 0
    })
    .await;
    check("ca110501-0000-4001-8000-000000000050", "completed", |answer| {
        count(answer, "pending") == 0 && answer["batch"]["completed_at"].is_string()
    })
    .await;
    check("ca110601-0000-4001-8000-000000000050", "cancelled", |answer| {
        let canceled = |row: &&Value| row["status"] == "canceled";
        count(answer, "canceled") > 20
            && rows(answer).iter().filter(canceled).all(|row| row["completed_at"].is_null())
    })
    .await;
    check("ca110701-0000-4001-8000-000000000050", "failed", |answer| count(answer, "pending") > 30)
        .await;
    check("ca110801-0000-4001-8000-000000000030", "recurring", |answer| {
        count(answer, "pending") == 30
            && answer["runs"].as_array().is_some_and(|runs| runs.len() == 19)
    })
    .await;
    check("ca110800-0000-4001-8000-000000000030", "recurring", |answer| {
        answer["runs"].as_array().is_some_and(|runs| runs.len() == 20)
    })
    .await;
    check("ca110901-0000-4001-8000-000000000030", "running", |answer| {
        answer["batch"]["completed_at"].as_str() < answer["batch"]["started_at"].as_str()
            && answer["batch"]["completed_at"].is_string()
    })
    .await;
    check("ca110a01-0000-4001-8000-000000000030", "running", |answer| {
        count(answer, "pending") == 30 && answer["batch"]["started_at"].is_string()
    })
    .await;
    check("ca110e01-0000-4001-8000-000000000030", "completed", |answer| {
        rows(answer).is_empty() && answer["batch"]["total_recipients"] == 0
    })
    .await;
}

#[tokio::test]
async fn a_wrapped_answer_is_inside_data() {
    let server = Server::start().await;
    let answer = server.get("ca110d01-0000-4001-8000-000000000030").await.json();
    assert_eq!(answer["data"]["batch"]["status"], "running");
    assert_eq!(answer.as_object().map(serde_json::Map::len), Some(1));
}

#[tokio::test]
async fn all_statuses_are_there_however_small_the_size() {
    let server = Server::start().await;
    for size in ["000000000000", "000000000034"] {
        let answer = server.get(&format!("ca110b01-0000-4000-8000-{size}")).await.json();
        for status in STATUSES {
            assert!(count(&answer, status) > 0, "{status}");
        }
        assert!(answer["batch"]["dial_strategy"].is_object());
        assert!(rows(&answer).iter().any(|row| row["error_message"].is_string()));
    }
}

#[tokio::test]
async fn odd_data_is_odd() {
    let server = Server::start().await;
    let answer = server.get("ca110c01-0000-4000-8000-000000000040").await.json();
    let rows = rows(&answer);
    assert_eq!(rows.len(), 36, "fewer rows than recipients");
    assert_eq!(answer["batch"]["total_recipients"], 40);
    assert_ne!(answer["batch"]["completed_count"], count(&answer, "completed"));
    let ended_and_live =
        |row: &Value| row["status"] == "ringing" && row["completed_at"].is_string();
    assert!(rows.iter().any(ended_and_live));
    let numbers: HashSet<_> = rows.iter().map(|row| row["phone_number"].to_string()).collect();
    assert!(numbers.len() < rows.len(), "duplicate numbers");
    assert!(rows.iter().any(|row| row.get("name").is_none()));
    assert!(rows.iter().any(|row| row.get("name").is_some_and(Value::is_null)));
    assert!(rows.iter().any(|row| row["name"] == "<img src=x onerror=alert(1)>"));
    assert!(rows.iter().any(|row| row["name"].as_str().is_some_and(|name| name.len() > 300)));
    assert!(rows.iter().any(|row| row["phone_number"] == "(415) 555-0134"));
}

#[tokio::test]
async fn columns() {
    let server = Server::start().await;
    let answer = server.get("ca110001-0000-4001-8000-000000000040").await.json();
    for column in BATCH_COLUMNS {
        assert!(answer["batch"].get(column).is_some(), "batch.{column}");
    }
    for row in rows(&answer) {
        for column in RECIPIENT_COLUMNS {
            assert!(row.get(column).is_some(), "recipient.{column}");
        }
    }
    assert!(answer["runs"].is_null() && answer.get("runs").is_some());
    let lean = server.get("ca110001-0001-4001-8000-000000000040").await.json();
    assert!(lean.get("runs").is_none() && lean["batch"].get("goal").is_none());
    assert!(rows(&lean).iter().all(|row| row.get("sort_order").is_none()));
    let waiting = rows(&lean).iter().find(|row| row["status"] == "pending").expect("pending");
    assert!(waiting.get("attempted_at").is_none(), "unset is absent, as in the example");
}

#[tokio::test]
async fn window_times_and_moments_come_in_two_forms() {
    let server = Server::start().await;
    let check = async |id: &str, window: &str, ending: &str| {
        let batch = &server.get(id).await.json()["batch"];
        assert_eq!(batch["window_start_time"], window, "{id}");
        assert!(batch["created_at"].as_str().is_some_and(|at| at.ends_with(ending)), "{id}");
    };
    check("ca110001-0000-4001-8000-000000000040", "00:00", "Z").await;
    check("ca110501-0000-4001-8000-000000000040", "00:00:00", "+00:00").await;
}

#[tokio::test]
async fn a_fast_campaign_completes_while_it_is_watched() {
    let server = Server::start().await;
    let id = "ca110001-0000-4fff-8000-000000000040";
    assert_eq!(server.get(id).await.json()["batch"]["status"], "running");
    let end = Instant::now() + Duration::from_secs(8);
    loop {
        let answer = server.get(id).await.json();
        let over = answer["batch"]["status"] == "completed";
        let live = count(&answer, "in_progress") + count(&answer, "pending");
        if over && live == 0 {
            break;
        }
        assert!(Instant::now() < end, "not over: {answer:#}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    server.control("DELETE", &format!("/mock/campaigns/{id}"), "").await;
    assert_eq!(server.get(id).await.json()["batch"]["status"], "running", "started over");
}

#[tokio::test]
async fn two_servers_tell_the_same_story() {
    let (one, other) = (Server::start().await, Server::start().await);
    let id = "ca110042-0000-4000-8000-000000000200";
    let story = |answer: &Value| {
        rows(answer)
            .iter()
            .map(|row| {
                format!("{} {} {} {}", row["id"], row["name"], row["phone_number"], row["status"])
            })
            .collect::<Vec<_>>()
    };
    let (one, other) = (one.get(id).await.json(), other.get(id).await.json());
    assert_eq!(story(&one), story(&other));
}

#[tokio::test]
async fn a_hundred_thousand() {
    let server = Server::start().await;
    let answer = server.get("ca110001-0001-4001-8000-000000100000").await;
    assert!(answer.whole && answer.status == 200);
    serde_json::from_slice::<serde::de::IgnoredAny>(&answer.body).expect("JSON");
    let rows = answer.text().matches("\"phone_number\"").count();
    assert_eq!(rows, 100_000);
    let larger = server.get("ca110001-0001-4001-8000-000000100001").await;
    assert_eq!(larger.status, 404);
}
