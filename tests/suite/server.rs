//! A website on this computer that answers as a test wants, well or badly, and remembers how it was asked.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use rcgen::{CertificateParams, KeyPair};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

/// How a request is answered.
pub enum Act {
    /// With a status, header lines and a body.
    Answer(u16, Vec<String>, String),
    /// Not at all, until the other end has had enough.
    Never,
    /// By closing the connection.
    Close,
    /// By something that is no HTTP.
    Nonsense,
    /// With HTML that has no end.
    Endless,
    /// With status 200, once this many requests are being answered at one time; a moment later, so that more could come.
    Together(usize),
}

/// A status without anything else.
pub fn status(code: u16) -> Act {
    Act::Answer(code, Vec::new(), String::new())
}

/// A redirect.
pub fn redirect(code: u16, location: &str) -> Act {
    Act::Answer(code, vec![format!("Location: {location}")], String::new())
}

/// A status that says when to come back.
pub fn come_back(code: u16, when: &str) -> Act {
    Act::Answer(code, vec![format!("Retry-After: {when}")], String::new())
}

/// A page of HTML.
pub fn html(body: &str) -> Act {
    Act::Answer(200, vec!["Content-Type: text/html; charset=utf-8".to_owned()], body.to_owned())
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    /// `HEAD` or `GET`.
    pub method: String,
    /// With its query.
    pub path: String,
    /// The header lines.
    pub head: String,
    /// How many requests for this path came before.
    pub before: usize,
    /// When.
    pub at: Instant,
}

#[derive(Default)]
struct Log {
    requests: Vec<Request>,
    active: usize,
    most: usize,
    /// The bytes of an endless answer that were taken.
    sent: usize,
}

#[derive(Default)]
struct Shared {
    log: Mutex<Log>,
    changed: Condvar,
    ended: AtomicBool,
}

type Handler = dyn Fn(&Request) -> Act + Send + Sync;

/// A website, gone when the test ends.
pub struct Server {
    port: u16,
    shared: Arc<Shared>,
}

impl Server {
    /// A website without a secure connection.
    pub fn new(answer: impl Fn(&Request) -> Act + Send + Sync + 'static) -> Server {
        Server::start(Arc::new(answer), None)
    }

    /// One with; and the certificate by which it is known.
    pub fn secure(answer: impl Fn(&Request) -> Act + Send + Sync + 'static) -> (Server, Vec<u8>) {
        let key = KeyPair::generate().expect("a key");
        let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).expect("a name");
        let certificate = params.self_signed(&key).expect("a certificate").der().to_vec();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("versions of TLS")
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(certificate.clone())],
                PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
            )
            .expect("a certificate with its key");
        (Server::start(Arc::new(answer), Some(Arc::new(config))), certificate)
    }

    fn start(answer: Arc<Handler>, tls: Option<Arc<ServerConfig>>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let shared = Arc::new(Shared::default());
        let server = Server { port, shared: shared.clone() };
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let (answer, shared, tls) = (answer.clone(), shared.clone(), tls.clone());
                std::thread::spawn(move || match tls {
                    None => drop(shared.serve(stream, &*answer)),
                    Some(config) => {
                        let Ok(connection) = ServerConnection::new(config) else { return };
                        drop(shared.serve(StreamOwned::new(connection, stream), &*answer));
                    }
                });
            }
        });
        server
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// An address on it.
    pub fn at(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Every request that came.
    pub fn requests(&self) -> Vec<Request> {
        self.shared.log.lock().expect("a log").requests.clone()
    }

    /// Every request in a few words: `HEAD /a`, in order of its words.
    pub fn asked(&self) -> Vec<String> {
        let mut asked: Vec<String> =
            self.requests().iter().map(|request| format!("{} {}", request.method, request.path)).collect();
        asked.sort();
        asked
    }

    /// How many requests were being answered at one time, at most.
    pub fn most(&self) -> usize {
        self.shared.log.lock().expect("a log").most
    }

    /// How many bytes of endless answers were taken.
    pub fn sent(&self) -> usize {
        self.shared.log.lock().expect("a log").sent
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

impl Shared {
    /// Answers one request and closes the connection.
    fn serve(&self, mut stream: impl Read + Write, answer: &Handler) -> std::io::Result<()> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            if stream.read(&mut byte)? == 0 {
                return Ok(());
            }
            head.push(byte[0]);
        }
        let head = String::from_utf8_lossy(&head).into_owned();
        let mut words = head.split_whitespace().map(str::to_owned);
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let request = {
            let mut log = self.log.lock().expect("a log");
            let before = log.requests.iter().filter(|request| request.path == path).count();
            let request = Request { method, path, head, before, at: Instant::now() };
            log.requests.push(request.clone());
            log.active += 1;
            log.most = log.most.max(log.active);
            self.changed.notify_all();
            request
        };
        let act = answer(&request);
        if let Act::Together(count) = act {
            let log = self.log.lock().expect("a log");
            let ready = Duration::from_secs(5);
            let (log, _) = self.changed.wait_timeout_while(log, ready, |log| log.most < count).expect("a log");
            // Long enough for one more to come, if one is on its way.
            let moment = Duration::from_millis(60);
            drop(self.changed.wait_timeout_while(log, moment, |log| log.most == count).expect("a log"));
        }
        // No longer under way once the answer is on its way: the next request may come before this thread goes on.
        self.log.lock().expect("a log").active -= 1;
        match act {
            Act::Answer(code, lines, body) => {
                let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
                let length = body.len();
                let body = if request.method == "HEAD" { "" } else { &body };
                write!(
                    stream,
                    "HTTP/1.1 {code} Status\r\n{lines}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
                )?;
            }
            Act::Together(_) => write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?,
            Act::Never => drop(stream.read(&mut [0])),
            Act::Close => {}
            Act::Nonsense => write!(stream, "Good morning.\r\n\r\n")?,
            Act::Endless => {
                write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")?;
                // A client without a limit would take all of it.
                for _ in 0..(64 << 10) {
                    stream.write_all(&[b'x'; 1024])?;
                    self.log.lock().expect("a log").sent += 1024;
                }
            }
        }
        stream.flush()
    }
}
