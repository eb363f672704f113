//! Two files for the configuration of nginx: one to include in `http`, one in `server`.

use super::{FOR_HOSTS, Header, Told};

/// Media types and old addresses, to include in `http` after `mime.types`.
pub fn http(told: &Told) -> String {
    let mut text = String::from(
        "# In http { }, after mime.types:  include /path/to/site/.candour/nginx-http.conf;\n\
         # The site's server { } includes nginx-server.conf beside this file.\ntypes {\n",
    );
    for (ending, media_type) in &told.types {
        // nginx adds the character set itself.
        let media_type = media_type.split(';').next().unwrap_or(media_type);
        text.push_str(&format!("    {media_type} {ending};\n"));
    }
    // Rooms for the longest address; the default is the length of a processor's cache line.
    text.push_str(
        "}\nmap_hash_bucket_size 4096;\nmap_hash_max_size 16384;\nmap $uri $candour_moved {\n    default \"\";\n",
    );
    for moved in &told.moved {
        for asked in &moved.asked {
            text.push_str(&format!("    \"{asked}\" \"{}\";\n", moved.to));
        }
    }
    text.push_str("}\n");
    text
}

/// Headers, the page for wrong addresses and the use of the old ones, to include in `server`.
pub fn server(told: &Told) -> String {
    let base = &told.base;
    let mut text = format!(
        "# In the site's server {{ }}:  include /path/to/site/.candour/nginx-server.conf;\n\
         # A location with an add_header of its own needs all of these again: that is how nginx works.\n\
         charset utf-8;\n\
         charset_types text/plain text/css text/csv text/calendar text/markdown text/vtt text/xml text/javascript application/json application/xml application/atom+xml;\n\
         error_page 404 {base}404.html;\n\
         if ($candour_moved) {{\n    return 301 $candour_moved;\n}}\n"
    );
    let hidden = FOR_HOSTS.map(|name| name.replace('.', "\\.")).join("|");
    text.push_str(&format!(
        "location ~ \"^{}(?:{hidden})(?:/|$)\" {{\n    return 404;\n}}\n",
        base.replace('.', "\\.")
    ));
    for Header { name, value } in &told.headers {
        text.push_str(&format!("add_header {name} \"{value}\" always;\n"));
    }
    text
}
