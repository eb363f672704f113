//! E-mail addresses, handles and web addresses of people. The addresses of offices pass.

use super::Found;
use super::tokens::{Class, Gap};
use crate::anonymity::words::{Among, lists};
use crate::anonymity::{Kind, Weight};

lists!("structured/contact": OFFICES);

/// What stands behind an at sign but is no handle.
const RULES: &[&str] = &[
    "media",
    "import",
    "charset",
    "font",
    "context",
    "type",
    "id",
    "keyframes",
    "supports",
    "layer",
    "page",
    "param",
    "return",
    "graph",
];

fn is_address_part(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%') || byte >= 0x80
}

/// An e-mail address or a handle around an at sign.
pub(super) fn at_sign(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(token) = tokens.list.get(at) else { return };
    let (bytes, sign) = (tokens.text.as_bytes(), token.start);
    // "name @ trust.nhs.uk": one space on either side is a slip.
    let before = if bytes[..sign].ends_with(b" ") { sign - 1 } else { sign };
    let mut start = before;
    while start > 0 && before - start < 80 && is_address_part(bytes[start - 1]) {
        start -= 1;
    }
    let after = if bytes[sign + 1..].starts_with(b" ") { sign + 2 } else { sign + 1 };
    let mut end = after;
    while end < bytes.len() && end - after < 80 && is_address_part(bytes[end]) {
        end += 1;
    }
    let start = tokens.text.ceil_char_boundary(start);
    let mut end = tokens.text.floor_char_boundary(end);
    while end > after && matches!(bytes[end - 1], b'.' | b'-' | b'_' | b'+' | b'%') {
        end -= 1;
    }
    let (local, domain) = (&tokens.text[start..before], tokens.text.get(after..end).unwrap_or(""));
    let top = domain.rsplit('.').next().unwrap_or("");
    let domained = domain.contains('.') && top.len() >= 2 && top.chars().all(char::is_alphabetic);
    // "to @jane.s" is a handle, "jane @nhs.net" an address with a slip.
    let known = matches!(top.to_ascii_lowercase().as_str(), "com" | "net" | "uk" | "org" | "example" | "ie" | "eu");
    let slipped = before < sign && after == sign + 1;
    let opens =
        tokens.gap(at) > Gap::None || (at > 0 && tokens.class(at - 1) == Some(Class::Mark) && !tokens.is(at - 1, "@"));
    if !local.is_empty() && domained && (known || !slipped) {
        let local = local.trim_start_matches(['.', '-', '_', '*']);
        email(found, before - local.len()..end, local, domain);
    } else if opens && after == sign + 1 {
        handle(found, sign..end, tokens.text.get(sign + 1..end).unwrap_or(""));
    }
}

fn email(found: &mut Found, range: std::ops::Range<usize>, local: &str, domain: &str) {
    let shown = &found.tokens.text[range.clone()];
    if local.is_empty() || found.vocabulary.has_contact(shown) {
        return;
    }
    let key: String = local.chars().filter(|c| c.is_ascii_alphabetic()).collect::<String>().to_ascii_lowercase();
    let public = [".nhs.uk", ".gov.uk", ".org.uk", ".ac.uk", ".org", "nhs.net", ".example", "example.com"]
        .iter()
        .any(|end| domain.to_ascii_lowercase().ends_with(end));
    let office =
        OFFICES.has(key.as_str()) || local.to_ascii_lowercase().split(['.', '-', '_']).any(|part| OFFICES.has(part));
    match (office, public) {
        (true, true) => {}
        (true, false) => found.warn(Kind::Email, range),
        _ => found.block(Kind::Email, range),
    }
}

fn handle(found: &mut Found, range: std::ops::Range<usize>, name: &str) {
    let lower = name.to_ascii_lowercase();
    let office = ["nhs", "trust", "hospital", "england", "org", "gov", "charity", "council", "healthwatch"]
        .iter()
        .any(|part| lower.contains(part));
    let next = found.tokens.text.as_bytes().get(range.end);
    let rule =
        RULES.contains(&lower.split(['-', '.']).next().unwrap_or("")) || matches!(next, Some(b'/' | b'(' | b'{'));
    if name.len() < 3
        || !name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        || office
        || rule
        || found.vocabulary.has_contact(&lower)
    {
        return;
    }
    found.block(Kind::Online, range);
}

/// "#JusticeForJane": a campaign for one person.
pub(super) fn hashtag(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let campaign =
        ["justicefor", "rip", "remember", "prayfor", "findjustice", "inmemoryof", "savejusticefor", "wemiss"];
    let named =
        campaign.iter().any(|start| tokens.lower(at + 1).strip_prefix(start).is_some_and(|rest| rest.len() > 2));
    if tokens.joined(at + 1) && named {
        found.block(Kind::Online, tokens.range(at, at + 2));
    }
}

/// "name [at] example [dot] com".
pub(super) fn bracket(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if tokens.is(at + 1, "at") && tokens.any(at + 2, &["]", "}", ")"]) {
        spelt(found, at, at + 3);
    }
}

/// An at sign in words, and what stands around it.
fn spelt(found: &mut Found, sign: usize, next: usize) {
    let tokens = found.tokens;
    let Some(first) = sign.checked_sub(1).filter(|first| tokens.class(*first) != Some(Class::Mark)) else { return };
    let mut start = first;
    while start > 0
        && tokens.joined(start)
        && (tokens.class(start - 1) != Some(Class::Mark) || tokens.any(start - 1, &[".", "_", "-"]))
        && sign - start < 12
    {
        start -= 1;
    }
    // A dot in words may stand in the name too.
    while start > 1 && tokens.is(start - 1, "dot") && tokens.word(start - 2) && sign - start < 12 {
        start -= 2;
    }
    if !tokens.word(next) || !tokens.near(next) {
        return;
    }
    let mut end = next + 1;
    let mut dots = 0;
    while end < next + 16 {
        let open = usize::from(tokens.any(end, &["[", "(", "{"]));
        let dot = tokens.is(end + open, "dot") || (tokens.is(end, ".") && tokens.joined(end + 1));
        if dot && tokens.near(end) && tokens.word(end + 1 + 2 * open) {
            end += 2 + 2 * open;
            dots += 1;
        } else if tokens.any(end, &["-"]) && tokens.joined(end) && tokens.joined(end + 1) && tokens.word(end + 1) {
            end += 2;
        } else {
            break;
        }
    }
    if dots > 0 {
        found.block(Kind::Email, tokens.range(start, end));
    }
}

/// "jane at example dot com", from its first "dot" on; a web address of a person.
pub(super) fn dot(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if tokens.joined(at)
        && tokens.joined(at + 1)
        && tokens.any(at + 1, &["com", "net", "uk", "org", "co", "nhs", "app", "social", "me", "be", "tv", "gg"])
    {
        web(found, at);
    }
    // "jane at trust.nhs.uk" needs something of a name before the at.
    if tokens.is(tokens.back(at, 2), "at")
        && tokens.any(at + 1, &["nhs", "com", "net", "co", "org"])
        && tokens.joined(at + 1)
        && tokens.joined(at)
    {
        let name = tokens.back(at, 3);
        let named = tokens.is(tokens.back(name, 1), ".") && tokens.joined(name)
            || tokens.behind(name, 4).any(|it| tokens.any(it, &["email", "e", "mail", "emailed", "emails"]));
        if named && tokens.word(name) {
            spelt(found, tokens.back(at, 2), tokens.back(at, 1));
        }
    }
}

/// "jane at example dot com": called at "dot".
pub(super) fn spoken(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let mut sign = tokens.back(at, 2);
    for _ in 0..3 {
        if tokens.is(sign, "at") {
            spelt(found, sign, sign + 1);
            return;
        }
        sign = tokens.back(sign, 1);
        if !tokens.near(sign) {
            return;
        }
    }
}

/// Where people show themselves: the site, and what in the path comes before a person. Empty: at once.
const NETWORKS: &[(&str, &str)] = &[
    ("facebook", ""),
    ("fb", ""),
    ("instagram", ""),
    ("twitter", ""),
    ("x", ""),
    ("linkedin", "in"),
    ("tiktok", ""),
    ("youtube", ""),
    ("justgiving", ""),
    ("gofundme", ""),
    ("threads", ""),
    ("bsky", "profile"),
    ("snapchat", ""),
    ("reddit", ""),
    ("t", ""),
    ("wa", ""),
    ("muchloved", ""),
    ("medium", ""),
    ("flickr", ""),
    ("pinterest", ""),
    ("strava", ""),
    ("tumblr", ""),
    ("blogspot", ""),
    ("wordpress", ""),
    ("caringbridge", ""),
    ("mastodon", ""),
    ("vimeo", ""),
];

/// A web address around a dot.
fn web(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let site = tokens.back(at, 1);
    let Some((_, before)) = NETWORKS.iter().find(|(name, _)| tokens.is(site, name)) else { return };
    if tokens.raw(site).len() < 2 && tokens.joined(site) && !tokens.any(tokens.back(site, 1), &["/", "."]) {
        return;
    }
    let mut start = site;
    while start > 0
        && tokens.joined(start)
        && site - start < 8
        && (tokens.word(start - 1) || tokens.any(start - 1, &[".", "/", ":"]))
    {
        start -= 1;
    }
    let mut end = at + 2;
    while tokens.joined(end) && end < at + 40 && !tokens.any(end, &[")", "]", ">", "\"", "'", ",", ";", "|", "*"]) {
        end += 1;
    }
    while end > at + 2 && tokens.any(end - 1, &[".", "/", "?", "!", ":"]) {
        end -= 1;
    }
    let range = tokens.range(start, end);
    let shown = tokens.text[range.clone()].to_ascii_lowercase();
    let host_only = tokens.any(site, &["tumblr", "blogspot", "wordpress"])
        && site > start
        && tokens.is(site - 1, ".")
        && !tokens.is(site.wrapping_sub(2), "www");
    let path = shown
        .split_once('/')
        .map_or("", |_| shown.rsplit("://").next().and_then(|rest| rest.split_once('/')).map_or("", |(_, path)| path));
    let office = [
        "nhs",
        "/company/",
        "/hashtag/",
        "/policies",
        "/help/",
        "/about",
        "trust",
        "hospital",
        "/sharer",
        "/intent/",
        "/watch",
        "/embed",
        "charity",
        "england",
        "gov",
    ];
    let person = (!path.is_empty() && path.starts_with(before)) || host_only;
    if person && !office.iter().any(|part| shown.contains(part)) && !found.vocabulary.has_contact(&shown) {
        let weight = if shown.contains("/groups") { Weight::Warn } else { Weight::Block };
        found.add(Kind::Online, weight, range, None);
    }
}

/// "Instagram: maggie.s87", "username maggie_s".
pub(super) fn named_handle(found: &mut Found, from: usize, at: usize) -> bool {
    let tokens = found.tokens;
    if !tokens.word(at)
        || tokens.any(
            at,
            &[
                "handle", "name", "username", "user", "account", "page", "post", "profile", "group", "and", "or", "is",
                "was", "as", "the",
            ],
        )
    {
        return false;
    }
    let mut end = at + 1;
    while tokens.joined(end)
        && (tokens.class(end) != Some(Class::Mark) || tokens.any(end, &[".", "_", "-"]) && tokens.joined(end + 1))
    {
        end += 1;
    }
    // A handle shows itself by a digit, a dot or an underscore, or a colon announces it.
    let odd = end > at + 1 || tokens.is(end, "_") && tokens.joined(end);
    let announced = at > from && (from..at).any(|it| tokens.any(it, &[":", "="]));
    let office = ["nhs", "trust", "hospital"]
        .iter()
        .any(|part| tokens.text[tokens.range(at, end)].to_ascii_lowercase().contains(part));
    let label = tokens.any(from.wrapping_sub(1), &["handle", "username", "name"]);
    if office || !(odd || announced && label) {
        return false;
    }
    found.block(Kind::Online, tokens.range(at, end));
    true
}

/// Parts of the names of hosts on which pages stand for one person.
const PAGES: &[&str] = &[
    "fundrais",
    "justgiving",
    "gofundme",
    "crowdfund",
    "memorial",
    "tribute",
    "obituar",
    "muchloved",
    "inmemory",
    "petition",
    "remember",
    "funeral",
];

/// "https://fundraising.example/jane-smith": the page of a person, called at the stroke after the host.
fn page(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let host = tokens.back(at, 1);
    if !tokens.joined(at)
        || !tokens.word(host)
        || !tokens.joined(at + 1)
        || !tokens.is(tokens.back(host, 1), ".")
        || !tokens.joined(host)
    {
        return;
    }
    let mut start = host;
    while start > 0
        && tokens.joined(start)
        && host - start < 10
        && (tokens.word(start - 1) || tokens.any(start - 1, &[".", "-", "/", ":"]))
    {
        start -= 1;
    }
    if !(start..host).any(|it| PAGES.iter().any(|part| tokens.lower(it).contains(part))) {
        return;
    }
    let mut end = at + 1;
    while tokens.joined(end) && end < at + 40 && !tokens.any(end, &[")", "]", ">", "\"", "'", ",", ";", "|", "*"]) {
        end += 1;
    }
    while end > at + 1 && tokens.any(end - 1, &[".", "/", "?", "!", ":"]) {
        end -= 1;
    }
    let range = tokens.range(start, end);
    if end > at + 1 && !found.vocabulary.has_contact(&tokens.text[range.clone()]) {
        found.block(Kind::Online, range);
    }
}

/// "///filled.count.soap": three words for a place. A page of a network is met at its dot.
pub(super) fn slash(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let words = |at: usize| tokens.word(at) && tokens.joined(at);
    let place = tokens.is(at + 1, "/")
        && tokens.is(at + 2, "/")
        && tokens.joined(at + 1)
        && tokens.joined(at + 2)
        && !tokens.is(tokens.back(at, 1), ":");
    if place && words(at + 3) && tokens.is(at + 4, ".") && words(at + 5) && tokens.is(at + 6, ".") && words(at + 7) {
        found.block(Kind::Address, tokens.range(at, at + 8));
    }
    // "u/jane83", as forums call their people; "u/s" and "u/o" are of clinicians.
    if tokens.is(tokens.back(at, 1), "u") && tokens.joined(at) && tokens.joined(at + 1) && tokens.word(at + 1) {
        let mut end = at + 2;
        while tokens.joined(end)
            && (tokens.class(end) != Some(Class::Mark) || tokens.any(end, &["_", "-"]) && tokens.joined(end + 1))
        {
            end += 1;
        }
        let free = tokens.gap(at - 1) > Gap::None || tokens.any(tokens.back(at, 2), &["(", "\"", "/", "*", "'"]);
        let long = tokens.raw(at + 1).len() > 3;
        if free
            && long
            && (end > at + 2 || tokens.around(at, end, 8, &["reddit", "forum", "posted", "user", "thread", "online"]))
        {
            found.block(Kind::Online, tokens.range(at - 1, end));
        }
    }
    page(found, at);
}
