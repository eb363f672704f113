//! One request to one address, and what can be said of the answer. Redirects are not followed here.

use std::io::{ErrorKind, Read as _};
use std::net::ToSocketAddrs as _;
use std::sync::Arc;

use rustls::Error as TlsError;
use ureq::http::header;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body, Error, Proxy};

use super::{Policy, Through, Trust};
use crate::outside::Address;

/// Who asks, as websites see it in their logs.
const USER_AGENT: &str = concat!("Candour/", env!("CARGO_PKG_VERSION"), " (checks the links of an NHS website)");

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Whether the page is there.
    Head,
    /// The same of a website that does not understand the question.
    Get,
    /// The page itself.
    GetAndRead,
}

/// What came back.
#[derive(Debug)]
pub enum Reply {
    /// An answer.
    Status {
        /// Its status.
        code: u16,
        /// Where it sends us.
        location: Option<String>,
        /// When we may come back.
        retry_after: Option<String>,
        /// The page, where it was asked for, is HTML and is whole.
        page: Option<String>,
    },
    /// None.
    Failed(Failure),
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No computer has this name.
    NoHost,
    /// The certificate is not one to trust.
    Certificate,
    /// There was not enough time.
    TimedOut,
    /// No connection.
    NoConnection,
    /// The answer broke off, or was not HTTP.
    Broken,
}

/// Asks.
pub struct Client {
    agent: Agent,
    body_bytes_max: u64,
    trusts_nobody: bool,
}

/// Has every secure connection of the process use the one library of ciphers that is built in.
pub fn choose_ciphers() {
    // Fails where the process has one, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Client {
    /// A client that keeps to a policy.
    pub fn new(policy: &Policy) -> Client {
        choose_ciphers();
        let roots: Vec<_> = match &policy.trust {
            Trust::Only(certificates) => certificates.iter().map(|it| Certificate::from_der(it).to_owned()).collect(),
            Trust::Computer => {
                let found = rustls_native_certs::load_native_certs().certs;
                found.iter().map(|it| Certificate::from_der(it).to_owned()).collect()
            }
        };
        let trusts_nobody = roots.is_empty();
        let proxy = match policy.through {
            Through::Environment => Proxy::try_from_env(),
            Through::Nothing => None,
        };
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(RootCerts::Specific(Arc::new(roots))).build())
            .proxy(proxy)
            .user_agent(USER_AGENT)
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(policy.at_once_per_host)
            .timeout_global(Some(policy.request_time_max))
            .build();
        Client { agent: config.into(), body_bytes_max: policy.body_bytes_max, trusts_nobody }
    }

    /// Whether it has no certificate by which it could know a website.
    pub fn trusts_nobody(&self) -> bool {
        self.trusts_nobody
    }

    /// Asks an address.
    pub fn request(&self, address: &Address, method: Method) -> Reply {
        let request = match method {
            Method::Head => self.agent.head(address.as_str()),
            Method::Get | Method::GetAndRead => self.agent.get(address.as_str()),
        };
        let mut response = match request.header(header::ACCEPT_LANGUAGE, "en-GB,en;q=0.8,*;q=0.5").call() {
            Ok(response) => response,
            Err(error) => return Reply::Failed(self.failure(&error, address)),
        };
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (location, retry_after) = (text(header::LOCATION), text(header::RETRY_AFTER));
        let code = response.status().as_u16();
        let page = (method == Method::GetAndRead && (200..300).contains(&code))
            .then(|| html(response.body_mut(), self.body_bytes_max))
            .flatten();
        Reply::Status { code, location, retry_after, page }
    }

    fn failure(&self, error: &Error, address: &Address) -> Failure {
        match error {
            Error::HostNotFound => Failure::NoHost,
            Error::Timeout(_) => Failure::TimedOut,
            Error::ConnectionFailed | Error::Tls(_) => Failure::NoConnection,
            Error::Rustls(error) => tls_failure(error),
            Error::Io(error) => {
                // A handshake fails as input and output, with its reason inside.
                if let Some(inner) = error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
                    return tls_failure(inner);
                }
                match error.kind() {
                    ErrorKind::TimedOut | ErrorKind::WouldBlock => Failure::TimedOut,
                    ErrorKind::ConnectionRefused
                    | ErrorKind::HostUnreachable
                    | ErrorKind::NetworkUnreachable
                    | ErrorKind::NetworkDown
                    | ErrorKind::AddrNotAvailable => Failure::NoConnection,
                    ErrorKind::ConnectionReset
                    | ErrorKind::ConnectionAborted
                    | ErrorKind::BrokenPipe
                    | ErrorKind::UnexpectedEof
                    | ErrorKind::InvalidData => Failure::Broken,
                    // A name that nobody has fails without a kind. A proxy looks names up for us.
                    _ if self.agent.config().proxy().is_none() && !has_number(address) => Failure::NoHost,
                    _ => Failure::NoConnection,
                }
            }
            _ => Failure::Broken,
        }
    }
}

/// Whether the name of a website leads to a computer.
#[expect(clippy::disallowed_methods, reason = "the one room that uses the network")]
fn has_number(address: &Address) -> bool {
    let name = address.host().trim_start_matches('[').trim_end_matches(']');
    (name, 0).to_socket_addrs().is_ok_and(|mut numbers| numbers.next().is_some())
}

/// An answer as HTML; `None` when it is something else, or is not whole within the limit.
fn html(body: &mut Body, bytes_max: u64) -> Option<String> {
    let is_html = matches!(body.mime_type(), Some("text/html" | "application/xhtml+xml"));
    if !is_html || body.content_length().is_some_and(|length| length > bytes_max) {
        return None;
    }
    let mut bytes = Vec::new();
    let length = body.as_reader().take(bytes_max + 1).read_to_end(&mut bytes).ok()?;
    (length as u64 <= bytes_max).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

fn tls_failure(error: &TlsError) -> Failure {
    match error {
        TlsError::InvalidCertificate(_) | TlsError::NoCertificatesPresented => Failure::Certificate,
        _ => Failure::NoConnection,
    }
}
