//! Addresses on other websites, and what a website answered. Nothing here uses the network: the room `network` asks, the
//! checks say where, and tell what came of it.
//!
//! An address may hold what is nobody else's business: a password, or a query that names a person. [`Address`] does not
//! print itself, and an [`Answer`], which is kept on disk, holds only what a report may show.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use url::{Host, Url};

use crate::artefact::hex;

/// An `http` or `https` address as a browser sends it, without its fragment and without a password.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address(Url);

/// Why an address that an author wrote is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unaskable {
    /// No browser could make anything of it.
    NotAnAddress,
    /// It holds a user name or a password.
    Credentials,
}

/// The ports at which the plain and the secure form of an address are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ports {
    /// Of `http`.
    pub plain: u16,
    /// Of `https`.
    pub secure: u16,
}

impl Default for Ports {
    fn default() -> Ports {
        Ports { plain: 80, secure: 443 }
    }
}

impl Address {
    /// Reads an address that an author wrote, and the part of the page it names after `#`. Two slashes at its start
    /// stand for `https`.
    ///
    /// # Errors
    /// Why it is not to be asked.
    pub fn parse(written: &str) -> Result<(Address, Option<String>), Unaskable> {
        let written = written.trim();
        let whole = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
        let url = Url::parse(&whole).map_err(|_| Unaskable::NotAnAddress)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unaskable::Credentials);
        }
        let part = url.fragment().filter(|part| !part.is_empty()).map(str::to_owned);
        Ok((Address::of(url).ok_or(Unaskable::NotAnAddress)?, part))
    }

    fn of(mut url: Url) -> Option<Address> {
        let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some_and(|host| !host.is_empty());
        url.set_fragment(None);
        is_web.then_some(Address(url))
    }

    /// Where a redirect from here leads; `None` when that is no address for readers.
    pub fn join(&self, location: &str) -> Option<Address> {
        let url = self.0.join(location.trim()).ok()?;
        let is_open = url.username().is_empty() && url.password().is_none();
        is_open.then(|| Address::of(url)).flatten()
    }

    /// The whole address, to ask it. Not for messages.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The website: its name or number, without the port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or("")
    }

    /// The website and the door to it: connections to two ports fail apart.
    pub fn door(&self) -> String {
        format!("{}:{}", self.host(), self.0.port_or_known_default().unwrap_or(0))
    }

    /// Whether what is read there cannot be read or changed on its way.
    pub fn is_secure(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The same address over a secure connection, where it is a plain one at the usual port.
    pub fn secure_form(&self, ports: Ports) -> Option<Address> {
        if self.is_secure() || self.0.port_or_known_default() != Some(ports.plain) {
            return None;
        }
        let mut url = self.0.clone();
        url.set_scheme("https").ok()?;
        url.set_port(Some(ports.secure)).ok()?;
        Some(Address(url))
    }

    /// Whether two addresses say the same but for `http` and `https` with their ports.
    pub fn is_form_of(&self, other: &Address) -> bool {
        let rest =
            |url: &Url| (url.host_str().map(str::to_owned), url.path().to_owned(), url.query().map(str::to_owned));
        self.is_secure() != other.is_secure() && rest(&self.0) == rest(&other.0)
    }

    /// Whether it is a page of the website that begins at another address.
    pub fn is_below(&self, top: &Address) -> bool {
        let folder = top.0.path().trim_end_matches('/');
        let below = self.0.path().strip_prefix(folder);
        self.host() == top.host() && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether it is the home page of its website.
    pub fn is_home(&self) -> bool {
        self.0.path() == "/" && self.0.query().is_none()
    }

    /// Whether it names a computer inside of a network, which a reader elsewhere cannot reach: a private, local or
    /// special number, or `localhost`. A website that sends us there could make this computer ask what it must not.
    pub fn is_inside(&self) -> bool {
        match self.0.host() {
            Some(Host::Ipv4(number)) => is_inside_v4(number),
            Some(Host::Ipv6(number)) => match number.to_ipv4_mapped() {
                Some(number) => is_inside_v4(number),
                None => {
                    number.is_loopback()
                        || number.is_unspecified()
                        || number.is_unique_local()
                        || number.is_unicast_link_local()
                }
            },
            Some(Host::Domain(name)) => {
                let name = name.trim_end_matches('.');
                name == "localhost" || name.ends_with(".localhost")
            }
            None => true,
        }
    }

    /// The address as a report may show it: `None` when it has a query other than that of the address it is told in
    /// place of, as that may hold the name or the session of whoever asked.
    pub fn to_tell(&self, in_place_of: &Address) -> Option<String> {
        let is_open = self.0.query().is_none() || self.0.query() == in_place_of.0.query();
        is_open.then(|| self.0.as_str().to_owned())
    }

    /// A digest to keep an answer under, as the address itself is not to lie about.
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.0.as_str()))
    }
}

fn is_inside_v4(number: std::net::Ipv4Addr) -> bool {
    // 100.64.0.0/10 is shared by the customers of a provider (RFC 6598).
    let [first, second, ..] = number.octets();
    number.is_loopback()
        || number.is_private()
        || number.is_link_local()
        || number.is_unspecified()
        || number.is_broadcast()
        || (first == 100 && (64..128).contains(&second))
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}/…", self.0.scheme(), self.host())
    }
}

/// What is to be asked: each address once, with the parts of its page that links name.
pub type Questions = BTreeMap<Address, BTreeSet<String>>;

/// What was answered.
pub type Answers = BTreeMap<Address, Answer>;

/// Something that asks websites: the one way from a build to the network.
pub type Ask<'a> = &'a (dyn Fn(&Questions) -> Result<Answers, String> + Sync);

/// What came of asking an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Whether readers get there.
    pub state: State,
    /// A better address, where there is one.
    pub instead: Option<Instead>,
    /// The parts that links name and that the page does not have.
    pub missing: BTreeSet<String>,
}

/// Whether readers get to an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// They do.
    Found,
    /// The website says that there is no such page: 404 or 410.
    Gone(u16),
    /// No website has this name.
    NoHost,
    /// The website cannot show that it is the one it says it is.
    Certificate,
    /// The website sends them round in a circle.
    Circle,
    /// The website gave no answer that is of use.
    Silent(Silence),
    /// The website does not tell us.
    Refused(Refusal),
}

/// How a website was silent, however often it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Silence {
    /// No answer came in time.
    TimedOut,
    /// There was no connection.
    NoConnection,
    /// The answer broke off, or was not one.
    Broken,
    /// The website has a fault of its own: its status, 500 to 599.
    Failing(u16),
}

/// Why a website does not tell us whether a page is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Its status: 401, 403 and the like.
    Status(u16),
    /// It wants to be left alone for longer than we wait.
    Busy,
    /// It sends us to a computer inside of a network.
    LeadsInside,
}

/// A better address for a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instead {
    /// Why it is better.
    pub why: Better,
    /// The address, where it can be told.
    pub address: Option<String>,
}

/// Why another address is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Better {
    /// The page has moved there for good.
    Moved,
    /// The website has moved the page to its home page, which is what many do with pages they have deleted.
    Home,
    /// The connection is secure.
    Secure,
}

/// Undoes percent-encoding: authors copy addresses from browsers.
pub fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        match (bytes[at], hex.and_then(|hex| u8::from_str_radix(hex, 16).ok())) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 3;
            }
            (byte, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::parse(text).expect("an address").0
    }

    #[test]
    fn addresses_are_read_as_browsers_read_them() {
        for (written, expected) in [
            ("https://Example.org", Ok(("https://example.org/", None))),
            ("//example.org/a#b", Ok(("https://example.org/a", Some("b")))),
            ("http://example.org/ŵ?q=a b#", Ok(("http://example.org/%C5%B5?q=a%20b", None))),
            ("https://someone@example.org/", Err(Unaskable::Credentials)),
            ("https://:secret@example.org/", Err(Unaskable::Credentials)),
            ("https://", Err(Unaskable::NotAnAddress)),
            ("https://exa mple.org/", Err(Unaskable::NotAnAddress)),
            ("ftp://example.org/", Err(Unaskable::NotAnAddress)),
        ] {
            let read = Address::parse(written);
            let read = read.as_ref().map(|(address, part)| (address.as_str(), part.as_deref()));
            assert_eq!(read, expected.as_ref().map(|it| *it), "{written}");
        }
    }

    #[test]
    fn an_address_does_not_print_itself() {
        let told = format!("{:?}", address("https://example.org/people/somebody?token=secret"));
        assert_eq!(told, "https://example.org/…");
    }

    #[test]
    fn computers_inside_of_networks_are_known() {
        for (written, expected) in [
            ("http://127.0.0.1:80/", true),
            ("http://127.1/", true),
            ("http://0x7f000001/", true),
            ("http://10.0.0.1/", true),
            ("http://169.254.169.254/latest", true),
            ("http://100.64.0.1/", true),
            ("http://[::1]/", true),
            ("http://[::ffff:192.168.0.1]/", true),
            ("http://[fd00::1]/", true),
            ("http://localhost/", true),
            ("http://printer.localhost./", true),
            ("https://192.0.2.1/", false),
            ("https://[2001:db8::1]/", false),
            ("https://www.example.org/", false),
        ] {
            assert_eq!(address(written).is_inside(), expected, "{written}");
        }
    }

    #[test]
    fn the_secure_form_is_looked_for_at_the_usual_ports_only() {
        let form = |written| address(written).secure_form(Ports::default());
        assert_eq!(form("http://example.org/a?b"), Some(address("https://example.org/a?b")));
        assert_eq!(form("http://example.org:8080/a"), None);
        assert_eq!(form("https://example.org/a"), None);
        let told = form("http://example.org/a").map(|form| form.as_str().to_owned());
        assert_eq!(told.as_deref(), Some("https://example.org/a"));
    }

    #[test]
    fn another_query_is_not_told() {
        let told = |new, old| address(new).to_tell(&address(old));
        assert_eq!(told("https://example.org/b", "https://example.org/a?q").as_deref(), Some("https://example.org/b"));
        assert_eq!(
            told("https://example.org/b?q", "https://example.org/a?q").as_deref(),
            Some("https://example.org/b?q")
        );
        assert_eq!(told("https://example.org/b?session=1", "https://example.org/a"), None);
    }
}
