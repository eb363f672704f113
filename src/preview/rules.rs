//! A rule as a page: what `candour explain` prints.

use std::borrow::Cow;

use crate::checks;
use crate::diagnostic::{Rule, address_of};
use crate::formats::xml::{Escaped, put};

/// The frame of a page that is about the preview and not of the site.
pub fn framed(title: &str, body: &str) -> String {
    let mut out = String::from("<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.push_str("<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n");
    put!(out, "<title>{}</title>\n", Escaped(title));
    out.push_str("<link rel=\"stylesheet\" href=\"/__candour/preview.css\">\n</head>\n<body class=\"own\">\n<main>\n");
    out.push_str(body);
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// The page of a rule; `None` when there is no such rule.
pub fn page(code: &str) -> Option<String> {
    let rules = checks::rules();
    let rule = rules.iter().find(|rule| rule.code == code)?;
    let mut body = String::from("<p><a href=\"/__candour/\">All findings</a></p>\n");
    explanation(rule, &mut body);
    put!(body, "<p>Rule <code>{}</code>, {}. Authority: ", Escaped(rule.code), rule.severity.name());
    match address_of(rule.authority) {
        Some(address) => {
            let (before, after) = rule.authority.split_once(address).unwrap_or((rule.authority, ""));
            let address = Escaped(address);
            put!(body, "{}<a href=\"{address}\">{address}</a>{}", Escaped(before), Escaped(after));
        }
        None => put!(body, "{}", Escaped(rule.authority)),
    }
    body.push_str("</p>\n");
    Some(framed(rule.title(), &body))
}

/// The Markdown of explanations: headings, paragraphs, lists and fences. The first line of a fence names an example's
/// file.
fn explanation(rule: &Rule, out: &mut String) {
    let mut lines = rule.explain.lines().peekable();
    while let Some(line) = lines.next() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        if fence.len() > 2 {
            let name = line[fence.len()..].split_once(' ').map_or("", |(_, name)| name);
            if !name.is_empty() {
                put!(out, "<p>In <code>{}</code>:</p>\n", Escaped(name));
            }
            out.push_str("<pre tabindex=\"0\"><code>");
            for line in lines.by_ref().take_while(|line| *line != fence) {
                put!(out, "{}\n", Escaped(line));
            }
            out.push_str("</code></pre>\n");
        } else if let Some(title) = line.strip_prefix("# ") {
            put!(out, "<h1>{}</h1>\n", Escaped(&plain(title)));
        } else if let Some(title) = line.strip_prefix("## ") {
            put!(out, "<h2>{}</h2>\n", Escaped(&plain(title)));
        } else if let Some(item) = line.strip_prefix("- ") {
            put!(out, "<ul>\n<li>{}</li>\n", Escaped(&plain(item)));
            while let Some(item) = lines.next_if(|line| line.starts_with("- ")) {
                put!(out, "<li>{}</li>\n", Escaped(&plain(&item[2..])));
            }
            out.push_str("</ul>\n");
        } else if !line.trim().is_empty() {
            put!(out, "<p>{}", Escaped(&plain(line)));
            let goes_on = |line: &&str| !line.trim().is_empty() && !line.starts_with(['#', '`', '-']);
            while let Some(line) = lines.next_if(goes_on) {
                put!(out, "\n{}", Escaped(&plain(line)));
            }
            out.push_str("</p>\n");
        }
    }
}

/// Words without the marks of code and weight.
fn plain(text: &str) -> Cow<'_, str> {
    if text.contains(['`', '*']) { text.replace(['`', '*'], "").into() } else { text.into() }
}
