//! Films on other websites: who shows them, and what readers are told before they leave.

use super::tree::{Video, is_outside};

/// Hosts of films, and what people call the service.
const SERVICES: &[(&str, &str)] = &[
    ("youtube.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("dailymotion.com", "Dailymotion"),
    ("facebook.com", "Facebook"),
    ("instagram.com", "Instagram"),
    ("tiktok.com", "TikTok"),
];

impl Video {
    /// The website that shows it, as people call it, where it is not this one.
    pub fn service(&self) -> Option<String> {
        if !is_outside(&self.source) {
            return None;
        }
        let rest = self.source.split_once("//").map_or(&*self.source, |(_, rest)| rest);
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest).to_ascii_lowercase();
        let is_of = |name: &str| host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
        let known = SERVICES.iter().find(|(name, _)| is_of(name)).map(|(_, service)| (*service).to_owned());
        Some(known.unwrap_or_else(|| host.strip_prefix("www.").unwrap_or(&host).to_owned()))
    }

    /// What readers are told before they leave for another website: one sentence, without its full stop.
    pub fn notice(&self) -> Option<String> {
        let service = self.service()?;
        let may = if SERVICES.iter().any(|(_, name)| *name == service) { "sets" } else { "may set" };
        Some(format!("This link opens {service}, another website, which {may} cookies"))
    }
}
