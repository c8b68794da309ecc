//! One origin for all: the pages, their files, and the simulated API behind them.

use std::{
    net::Ipv4Addr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::{Context, Result};
use axum::{
    Router,
    extract::{Path, Query, State},
    http::{
        StatusCode,
        header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{Html, IntoResponse, Response},
    routing::get,
};
use tokio::net::TcpListener;

use super::site::Site;

/// That of docs/hosting.md, under which the element is measured, with the page's icon.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; \
                      img-src data:; require-trusted-types-for 'script'";

struct Served {
    site: Site,
    /// Bytes of files sent since somebody last asked. Counted here, since a page does not see what
    /// its worker fetches.
    sent: AtomicUsize,
}

/// Which campaign a page shows.
#[derive(serde::Deserialize)]
struct Shown {
    batch: String,
}

/// Serves in the background; where, is the answer.
pub(super) async fn start(site: Site) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("taking a port")?;
    let origin = format!("http://{}", listener.local_addr()?);
    let served = Arc::new(Served { site, sent: AtomicUsize::new(0) });
    let pages = Router::new()
        .route("/bench/{name}/", get(page))
        .route("/bench/{name}/{file}", get(file))
        .route("/sent", get(sent))
        .with_state(served);
    let router = pages.merge(mock_api::router(&mock_api::Config::unlimited()));
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(origin)
}

async fn page(Path(name): Path<String>, Query(Shown { batch }): Query<Shown>) -> Response {
    // It goes into the page as it is.
    if !batch.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-') {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let body = match name.as_str() {
        "empty" => "<p>Empty".to_owned(),
        "widget" => element(&batch),
        "page" => format!(
            "<meta http-equiv=content-security-policy content=\"worker-src 'none'\">\n{}",
            element(&batch)
        ),
        _ => format!(
            "<link rel=stylesheet href=style.css>\n<script type=module src=app.js></script>\n\
             <div id=app data-batch={batch} data-interval=0></div>"
        ),
    };
    let head = "<!doctype html><html lang=en><meta charset=utf-8>\
                <meta name=viewport content=\"width=device-width\"><link rel=icon href=data:,>";
    let html = Html(format!("{head}<title>{name}</title>\n{body}\n"));
    if ["widget", "page"].contains(&&*name) {
        ([(CONTENT_SECURITY_POLICY, POLICY)], html).into_response()
    } else {
        html.into_response()
    }
}

fn element(batch: &str) -> String {
    format!(
        "<script type=module src=batch-status.js></script>\n<batch-status batch-id={batch} \
         endpoint=/functions/v1/batch-calls api-key=demo-key refresh-interval=0></batch-status>"
    )
}

async fn file(
    Path((name, file)): Path<(String, String)>,
    State(served): State<Arc<Served>>,
) -> Response {
    let folder = if name == "page" { "widget" } else { &name };
    let Some(brotli) = served.site.get(&format!("{folder}/{file}")).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    served.sent.fetch_add(brotli.len(), Ordering::Relaxed);
    let headers = [
        (CONTENT_TYPE, mime(&file)),
        (CONTENT_ENCODING, "br"),
        // As hosts send what has a hash in its name.
        (CACHE_CONTROL, "max-age=31536000, immutable"),
    ];
    (headers, brotli).into_response()
}

fn mime(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        Some("css") => "text/css",
        _ => "text/plain",
    }
}

async fn sent(State(served): State<Arc<Served>>) -> String {
    served.sent.swap(0, Ordering::Relaxed).to_string()
}
