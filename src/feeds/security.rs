//! `/.well-known/security.txt`: whom to tell of a weakness in the website (RFC 9116).

use super::feed::{Feed, FeedContent};
use crate::artefact::OutputPath;
use crate::site::Site;

/// Whom to tell of a weakness. No file where nobody is named: one without a contact is none.
pub const SECURITY_TXT: Feed = Feed {
    name: "security",
    make: |whole| {
        let Some(text) = text(whole.site) else { return Ok(Vec::new()) };
        Ok(vec![(OutputPath::new(ADDRESS.trim_start_matches('/')), FeedContent::Text(text))])
    },
};

const ADDRESS: &str = "/.well-known/security.txt";

fn text(site: &Site) -> Option<String> {
    let contacts = site.config.security_contacts();
    if contacts.is_empty() {
        return None;
    }
    let written = &site.config.security_txt;
    let mut lines: Vec<(&str, String)> = contacts.into_iter().map(|contact| ("Contact", contact.0)).collect();
    lines.push(("Expires", format!("{}T00:00:00Z", written.expiry(site.day).iso())));
    lines.extend(written.acknowledgments.as_ref().map(|address| ("Acknowledgments", address.0.clone())));
    let languages = match written.preferred_languages.as_slice() {
        [] => vec![site.config.language.0.as_str()],
        languages => languages.iter().map(|language| language.0.as_str()).collect(),
    };
    lines.push(("Preferred-Languages", languages.join(", ")));
    // A canonical address must be secure to be worth anything.
    let canonical = Some(site.absolute(ADDRESS)).filter(|address| address.starts_with("https://"));
    lines.extend(canonical.map(|address| ("Canonical", address)));
    lines.extend(written.policy.as_ref().map(|address| ("Policy", address.0.clone())));
    Some(lines.into_iter().map(|(field, value)| format!("{field}: {value}\n")).collect())
}
