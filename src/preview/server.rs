//! The server, on this computer alone. It answers from memory, and only to those who asked for this computer: a website
//! elsewhere that has its own name lead here is turned away.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream::{self, Stream};
use tokio::net::TcpListener;
use tokio::sync::watch;

use super::answer::{self, Answer, Body, Found, OWN};
use super::documents::Asked;
use super::shelf::Kept;
use super::state::Snapshot;
use super::{Options, panel, rules, view};
use crate::artefact::Finished;
use crate::outside::decode;

const SCRIPT: &str = include_str!("preview.js");
const STYLE: &str = include_str!("preview.css");

/// What is answered when making something ends in a way that it should not.
const STOPPED: &str = "Candour stopped while it made this, which is a fault in Candour. Please report it.";

/// How many ports are tried after the one that was asked for.
const PORTS_MAX: u16 = 50;

/// What the server answers from, as the building thread swaps it in.
pub type Snapshots = watch::Receiver<Option<Arc<Snapshot>>>;

/// Where the building thread puts it.
pub struct Publish(watch::Sender<Option<Arc<Snapshot>>>);

impl Publish {
    /// Swaps a snapshot in and wakes those who wait for one.
    pub fn send(&self, snapshot: Snapshot) {
        self.0.send_replace(Some(Arc::new(snapshot)));
    }
}

/// The two ends, with nothing between them yet.
pub fn channel() -> (Publish, Snapshots) {
    let (sender, receiver) = watch::channel(None);
    (Publish(sender), receiver)
}

/// The server, listening.
pub struct Server {
    runtime: tokio::runtime::Runtime,
    listener: TcpListener,
    shared: Arc<Shared>,
    interrupted: Interrupted,
}

/// Comes when the operator wants the preview to end.
type Interrupted = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

struct Shared {
    snapshots: Snapshots,
    shelf: Arc<Kept>,
    asked: Asked,
    port: u16,
}

impl Server {
    /// Listens on the port that is asked for, or the next free one.
    pub fn bind(options: &Options, snapshots: Snapshots, shelf: Arc<Kept>) -> Result<Server, String> {
        // A few threads: documents are made on them too.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("preview-server")
            .enable_all()
            .build()
            .map_err(|error| format!("cannot start the server: {error}"))?;
        let ports = (options.port..=options.port.saturating_add(PORTS_MAX)).chain([0]);
        let mut refused = None;
        for port in ports {
            match runtime.block_on(TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))) {
                Ok(listener) => {
                    let port =
                        listener.local_addr().map_err(|error| format!("cannot start the server: {error}"))?.port();
                    let shared = Shared { snapshots, shelf, asked: Asked::default(), port };
                    let interrupted = {
                        let _runtime = runtime.enter();
                        interrupted()
                    };
                    return Ok(Server { runtime, listener, shared: Arc::new(shared), interrupted });
                }
                Err(error) => refused = Some(error),
            }
        }
        let why = refused.map_or_else(String::new, |error| crate::source::plain_io_error(&error));
        Err(format!("no port of this computer is free for the preview: {why}"))
    }

    /// Where it is.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.shared.port)
    }

    /// Answers until the operator interrupts.
    pub fn serve(self) -> Result<(), String> {
        let Server { runtime, listener, shared, interrupted } = self;
        let router = Router::new().fallback(respond).with_state(shared);
        let served = runtime.block_on(async move {
            tokio::select! {
                served = async { axum::serve(listener, router).await } => served,
                () = interrupted => Ok(()),
            }
        });
        // Whoever still waits for an answer or a document is let go at once.
        runtime.shutdown_background();
        served.map_err(|error| format!("the server stopped: {}", crate::source::plain_io_error(&error)))
    }
}

/// Ctrl-C, or the polite request to end that systems send. Heard from now on, although nobody waits for it yet.
fn interrupted() -> Interrupted {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let (Ok(mut asked), Ok(mut ended)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
            return Box::pin(async move {
                tokio::select! {
                    _ = asked.recv() => {}
                    _ = ended.recv() => {}
                }
            });
        }
    }
    Box::pin(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}

async fn respond(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let head = request.headers();
    if !is_for_this_computer(head, shared.port) {
        let words = "This preview answers only to this computer: use http://127.0.0.1 with its port.";
        return finish(Answer::text(403, words), None, false);
    }
    let is_head = request.method() == Method::HEAD;
    if request.method() != Method::GET && !is_head {
        let mut answer = Answer::text(405, "A preview can only be read.");
        answer.headers.push(("Allow", "GET, HEAD".to_owned()));
        return finish(answer, None, false);
    }
    let path = request.uri().path().to_owned();
    let query = request.uri().query().unwrap_or_default().to_owned();
    let range = head.get(header::RANGE).and_then(|value| value.to_str().ok()).map(str::to_owned);
    // Those who come before the first build wait for it.
    let mut snapshots = shared.snapshots.clone();
    if let Some(answer) = early(&mut snapshots, &path).await {
        return finish(answer, None, is_head);
    }
    let snapshot = match snapshots.wait_for(is_whole).await {
        Ok(snapshot) => snapshot.clone(),
        Err(_) => None,
    };
    let Some(snapshot) = snapshot else {
        return finish(Answer::text(503, "The preview cannot build the site: start it again."), None, is_head);
    };
    if path == format!("{OWN}events") && !is_head {
        return events(snapshots, &query).into_response();
    }
    let found = match path.strip_prefix(OWN) {
        Some(own) => {
            // Documents may have to be drafted again, and no other answer waits for that.
            let (own, snapshot) = (own.to_owned(), snapshot.clone());
            let answer = tokio::task::spawn_blocking(move || own_answer(&own, &query, &snapshot, &shared.asked));
            of_own(answer.await.unwrap_or_else(|_| Answer::text(500, STOPPED)))
        }
        None => match answer::find(&snapshot, &path, range.as_deref()) {
            Found::Answer(answer) => answer,
            Found::NoSite => {
                of_own(answer::page(503, panel::dashboard(&snapshot, &shared.asked).as_bytes(), &snapshot))
            }
            Found::Maybe(built, file) => {
                // Dear, and no other answer waits for it.
                let made = tokio::task::spawn_blocking(move || {
                    let made = built.build.make(&file, &built.theme, &*shared.shelf)?;
                    shared.asked.note(&built, &file, made.as_ref().map(Finished::length).map_err(String::clone));
                    Some((file, made))
                });
                match (made.await, &snapshot.good) {
                    (Ok(Some((file, Ok(made)))), _) => answer::made(made.bytes, &file, range.as_deref()),
                    (Ok(Some((_, Err(why)))), _) => Answer::text(500, &format!("It could not be made: {why}.")),
                    (Err(_), _) => Answer::text(500, STOPPED),
                    (Ok(None), Some(good)) => answer::not_found(&snapshot, good),
                    (Ok(None), None) => Answer::text(404, "There is nothing at this address."),
                }
            }
        },
    };
    finish(found, Some(&snapshot), is_head)
}

/// Whether a build has come to its end.
fn is_whole(snapshot: &Option<Arc<Snapshot>>) -> bool {
    snapshot.as_ref().is_some_and(|snapshot| snapshot.early.is_none())
}

/// The page at a path as the first build is about to write it, while that is not done.
async fn early(snapshots: &mut Snapshots, path: &str) -> Option<Answer> {
    let snapshot = snapshots.wait_for(Option::is_some).await.ok()?.clone()?;
    snapshot.early.as_ref()?;
    let (path, sight) = (path.to_owned(), snapshot.clone());
    let made = tokio::task::spawn_blocking(move || sight.early.as_ref()?.page(&path)).await.ok()?;
    let (html, headers) = made?;
    let mut answer = answer::page(200, &html, &snapshot);
    answer.headers = headers;
    Some(answer)
}

/// Whether a request was meant for this computer, by the name it was sent to.
fn is_for_this_computer(head: &HeaderMap, port: u16) -> bool {
    let mut hosts = head.get_all(header::HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let names = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}"));
    names.iter().any(|name| host.as_bytes().eq_ignore_ascii_case(name.as_bytes()))
        || (port == 80 && ["127.0.0.1", "localhost"].iter().any(|name| host.as_bytes() == name.as_bytes()))
}

/// A value of a query, undone.
fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(key, _)| *key == name).map(|(_, value)| decode(value))
}

/// What the preview says for itself.
fn own_answer(path: &str, query: &str, snapshot: &Snapshot, asked: &Asked) -> Answer {
    match path {
        "" => answer::page(200, panel::dashboard(snapshot, asked).as_bytes(), snapshot),
        "preview.js" => Answer::new(200, "text/javascript; charset=utf-8", SCRIPT.into()),
        "preview.css" => Answer::new(200, "text/css; charset=utf-8", STYLE.into()),
        "panel" => {
            let address = value(query, "address").unwrap_or_default();
            let panel = panel::panel(snapshot, asked, &address);
            Answer::new(200, "application/json", panel.to_string().into_bytes())
        }
        "view" => {
            view::page(snapshot, &value(query, "as").unwrap_or_default(), &value(query, "address").unwrap_or_default())
        }
        _ => match path.strip_prefix("rules/").and_then(|code| rules::page(code.trim_end_matches('/'))) {
            Some(html) => Answer::html(200, html),
            None => Answer::text(404, "The preview has nothing at this address."),
        },
    }
}

/// What the preview's own pages may do: show a page of the site in a frame, above all.
fn of_own(mut answer: Answer) -> Answer {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-report'; connect-src 'self'; \
                  frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    answer.headers.push(("Content-Security-Policy", policy.to_owned()));
    answer
}

/// One event for each build after the one that the browser has seen.
fn events(snapshots: Snapshots, query: &str) -> Response {
    let seen = value(query, "build").unwrap_or_default();
    let events: std::pin::Pin<Box<dyn Stream<Item = Result<Event, Infallible>> + Send>> =
        Box::pin(stream::unfold((snapshots, seen), |(mut snapshots, seen)| async move {
            let is_new = |snapshot: &Option<Arc<Snapshot>>| {
                is_whole(snapshot) && snapshot.as_ref().is_some_and(|snapshot| snapshot.name() != seen)
            };
            let snapshot = snapshots.wait_for(is_new).await.ok()?.clone()?;
            let (name, changed) = (snapshot.name(), snapshot.changed_since(&seen));
            let data = serde_json::json!({ "build": name, "changed": changed });
            let event = Event::default().event("built").data(data.to_string());
            Some((Ok(event), (snapshots, name)))
        }));
    let alive = KeepAlive::new().interval(Duration::from_secs(15));
    let mut response = Sse::new(events).keep_alive(alive).into_response();
    let head = response.headers_mut();
    for (name, value) in ALWAYS {
        head.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

/// What stands in the head of every answer.
const ALWAYS: [(&str, &str); 4] = [
    ("cache-control", "no-store"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
    ("x-robots-tag", "noindex"),
];

/// An answer as it is sent.
fn finish(answer: Answer, snapshot: Option<&Snapshot>, is_head: bool) -> Response {
    let Answer { status, media_type, headers, body } = answer;
    let bytes = match body {
        Body::Bytes(bytes) => Bytes::from(bytes),
        Body::Part(bytes, range) => Bytes::from_owner(bytes).slice(range),
    };
    let length = bytes.len();
    // The server counts what it sends; of an answer to HEAD it sends nothing.
    let mut response = Response::new(axum::body::Body::from(if is_head { Bytes::new() } else { bytes }));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let head = response.headers_mut();
    let site = snapshot.and_then(|snapshot| snapshot.good.as_ref()).map(|good| good.headers.as_slice());
    let site = site.into_iter().flatten().map(|(name, value)| (*name, value.as_str()));
    let own = [("Content-Type", media_type)];
    let own = own.into_iter().chain(headers.iter().map(|(name, value)| (*name, value.as_str())));
    for (name, value) in site.chain(ALWAYS).chain(own) {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            head.insert(name, value);
        }
    }
    head.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}
