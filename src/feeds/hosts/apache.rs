//! `.htaccess` of Apache.

use super::{FOR_HOSTS, Header, Told};

/// What Apache reads at the top of the site. It asks for `AllowOverride FileInfo`.
pub fn htaccess(told: &Told) -> String {
    let base = &told.base;
    let mut text = format!("ErrorDocument 404 {base}404.html\n\n<IfModule mod_headers.c>\n");
    for Header { name, value } in &told.headers {
        text.push_str(&format!("  Header always set {name} \"{value}\"\n"));
    }
    text.push_str("</IfModule>\n\n<IfModule mod_mime.c>\n");
    for (ending, media_type) in &told.types {
        text.push_str(&format!("  AddType \"{media_type}\" .{ending}\n"));
    }
    text.push_str("  AddCharset utf-8 .html .css .js .xml .json\n</IfModule>\n\n<IfModule mod_alias.c>\n");
    let hidden = FOR_HOSTS.map(pattern).join("|");
    text.push_str(&format!("  RedirectMatch 404 \"^{}(?:{hidden})(?:/|$)\"\n", pattern(base)));
    for moved in &told.moved {
        let asked: Vec<String> = moved.asked.iter().map(|path| pattern(path)).collect();
        text.push_str(&format!("  RedirectMatch 301 \"^(?:{})$\" \"{}\"\n", asked.join("|"), moved.to));
    }
    text.push_str("</IfModule>\n");
    text
}

/// A path as a regular expression. Of the characters an address may hold, the full stop alone means something there.
fn pattern(path: &str) -> String {
    path.replace('.', "\\.")
}
