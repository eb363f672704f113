//! `staticwebapp.config.json` of Azure Static Web Apps.

use serde_json::{Map, Value, json};

use super::{FOR_HOSTS, Told};
use crate::formats::xml::uri;

/// The most bytes that Azure reads. The pages at the old addresses that find no room still send readers on.
const BYTES_MAX: usize = 20_000;

/// What Azure reads at the top of the site.
pub fn config(told: &Told) -> String {
    let base = &told.base;
    let headers: Map<String, Value> =
        told.headers.iter().map(|header| (header.name.to_owned(), header.value.as_str().into())).collect();
    let types: Map<String, Value> =
        told.types.iter().map(|(ending, media_type)| (format!(".{ending}"), (*media_type).into())).collect();
    let hidden = FOR_HOSTS.into_iter().filter(|name| *name != "staticwebapp.config.json");
    let mut routes: Vec<Value> = hidden
        .map(|name| {
            let all = if name == ".candour" { "/*" } else { "" };
            json!({ "route": format!("{base}{name}{all}"), "statusCode": 404 })
        })
        .collect();
    let mut config = json!({
        "globalHeaders": headers,
        "mimeTypes": types,
        "responseOverrides": { "404": { "rewrite": format!("{base}404.html") } },
        "routes": [],
    });
    let mut room = BYTES_MAX.saturating_sub(text(&config).len() + text(&routes.clone().into()).len());
    for moved in &told.moved {
        let route = json!({ "route": uri(&moved.from), "redirect": moved.to, "statusCode": 301 });
        // A line is indented by at most six, and followed by a comma.
        let length = text(&route).len() + 6 * 6;
        if length > room {
            break;
        }
        room -= length;
        routes.push(route);
    }
    config["routes"] = routes.into();
    text(&config)
}

fn text(value: &Value) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
