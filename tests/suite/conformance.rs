//! The components of the theme beside those of nhsuk-frontend: each example in the installed package, its parameters and
//! the HTML it expects, against what ours makes of the same. Where Candour differs on purpose stands here, with why.

use std::collections::BTreeMap;

use candour::theme::{self, Shared, Theme};
use serde_json::{Map, Value, json};

use crate::folder::{nhs_theme, repository, temporary, write};
use crate::markup::Element;

/// The package's components that we have, and how many of its examples have to be compared.
const COMPONENTS: &[(&str, usize)] = &[
    ("skip-link", 3),
    ("header", 40),
    ("breadcrumb", 2),
    ("contents-list", 4),
    ("pagination", 10),
    ("details", 12),
    ("inset-text", 3),
    ("warning-callout", 6),
    ("card", 46),
    ("do-dont-list", 10),
    ("summary-list", 13),
    ("tables", 56),
    ("scroll", 3),
    ("tag", 26),
    ("action-link", 5),
    ("images", 13),
    ("footer", 11),
];

/// Parameters that ours does not take: examples that have one are left out. A parameter that is neither here nor taken
/// shows as a difference.
const NOT_TAKEN: &[(&str, &str, &str)] = &[
    ("header", "account", "nobody signs in to a site of files"),
    ("breadcrumb", "backLink", "the way back is the last step of the path"),
    ("pagination", "nextUrl", "the package calls it deprecated"),
    ("card", "image.html", "a picture of a card is a file"),
    ("card", "heading.html", "a heading is words"),
    ("card", "actions.items[].type", "nothing is sent to a site of files"),
    ("do-dont-list", "title", "the package calls it deprecated"),
    ("summary-list", "card", "a summary list stands on the page"),
    ("summary-list", "rows[].actions.items[].type", "nothing is sent to a site of files"),
    ("tables", "responsive", "rows that fold need roles that validators reject: wide tables scroll"),
    ("tables", "head[].sort", "sorting needs JavaScript"),
    ("tables", "card", "a table stands on the page"),
    ("tables", "panel", "the package calls it deprecated"),
    ("tag", "classes", "the colour of a tag is named once"),
    ("action-link", "type", "nothing is sent to a site of files"),
    ("images", "(body)", "a picture is a file"),
    ("footer", "navigation", "the navigation is at the head of the page"),
];

/// A difference that is meant: what to do to the package's HTML so that it is ours.
struct Difference {
    why: &'static str,
    change: fn(&mut Element) -> bool,
}

const DIFFERENCES: &[Difference] = &[
    Difference {
        why: "there is no JavaScript to find a component by data-module",
        change: |element| element.attributes.remove("data-module").is_some(),
    },
    Difference {
        why: "nav, header and footer have their roles from their names; validators reject a second telling",
        change: |element| {
            let implied = matches!(
                (&*element.name, element.attribute("role")),
                ("nav", "navigation") | ("header", "banner") | ("footer", "contentinfo")
            );
            implied && element.attributes.remove("role").is_some()
        },
    },
    Difference {
        why: "there is no role `text`",
        change: |element| element.attribute("role") == "text" && element.attributes.remove("role").is_some(),
    },
    Difference {
        why: "the link home is named by the words in it: a label that leaves some out breaks WCAG 2.5.3",
        change: |element| {
            element.is_of("nhsuk-header__service-logo") && element.attributes.remove("aria-label").is_some()
        },
    },
    Difference {
        why: "the logo of the NHS is a trade mark, which an organisation brings as its own file",
        change: |element| element.take_out(&|child| child.is_of("nhsuk-header__logo")),
    },
    Difference {
        why: "the button that folds the navigation away does nothing without a script: ours wraps",
        change: |element| element.take_out(&|child| child.is_of("nhsuk-header__menu")),
    },
    Difference {
        why: "a region that scrolls has to be reached by the keyboard without a script",
        change: |element| {
            let scrolls = element.is_of("nhsuk-scroll__content");
            scrolls && element.attributes.insert("tabindex".to_owned(), "0".to_owned()).is_none()
        },
    },
];

/// The same for what authors write in Markdown.
const DIFFERENCES_IN_WORDS: &[Difference] = &[
    Difference {
        why: "a box's label is no heading: it may stand below any, and the order of headings has to be whole",
        change: |element| {
            let label = element.is_of("nhsuk-card__heading");
            if label {
                element.name = "p".to_owned();
            }
            label
        },
    },
    Difference {
        why: "ticks, crosses and arrows are drawn by the stylesheet, once for all",
        change: |element| element.take_out(&|child| child.name == "svg"),
    },
    Difference {
        why: "where a picture lies is said by the author",
        change: |element| element.name == "img" && element.attributes.remove("src").is_some(),
    },
];

/// The package's HTML with the differences that are meant; counts how often each was met.
fn meant(html: &str, differences: &[Difference], met: &mut BTreeMap<&'static str, usize>) -> Vec<String> {
    let mut element = Element::read(html);
    for difference in differences {
        *met.entry(difference.why).or_default() += element.change(&difference.change);
    }
    element.lines()
}

/// A component's examples.
fn fixtures(component: &str) -> Vec<Value> {
    let path = nhs_theme().join("node_modules/nhsuk-frontend/dist/nhsuk/components").join(component);
    let text = std::fs::read_to_string(path.join("fixtures.json")).expect("the examples of a component");
    let mut read: Value = serde_json::from_str(&text).expect("JSON");
    let Value::Array(list) = read["fixtures"].take() else { panic!("{component} has no examples") };
    list
}

/// The parameters of an example, what stands in it among them.
fn parameters(fixture: &Value) -> Map<String, Value> {
    let mut parameters = fixture["context"].as_object().cloned().unwrap_or_default();
    if let Some(body) = fixture["callBlock"].as_str() {
        // What stands in the component is ours in both.
        parameters.insert("(body)".to_owned(), body.replace(" data-module=\"nhsuk-button\"", "").into());
    }
    parameters
}

/// Whether a value has something at a path such as `items[].href`.
fn has(value: &Value, path: &str) -> bool {
    let (step, rest) = path.split_once('.').unwrap_or((path, ""));
    let found = value.get(step.trim_end_matches("[]"));
    match (found, step.ends_with("[]")) {
        (Some(Value::Array(items)), true) => items.iter().any(|item| rest.is_empty() || has(item, rest)),
        (Some(it), false) => rest.is_empty() || has(it, rest),
        _ => false,
    }
}

/// The parameters in the words of our components: always {text} where the package also takes a string.
fn in_our_words(value: &Value) -> Value {
    const RENAMED: &[(&str, &str)] = &[
        ("visuallyHiddenText", "hidden"),
        ("firstCellIsHeader", "row_headers"),
        ("lastRowBorder", "last_row_border"),
        ("labelledBy", "labelled_by"),
        ("(body)", "html"),
    ];
    const WORDS: &[&str] = &["heading", "caption", "summary", "description", "copyright", "meta"];
    match value {
        Value::Array(items) => items.iter().map(in_our_words).collect(),
        Value::Object(fields) => {
            let field = |(key, value): (&String, &Value)| {
                let renamed = RENAMED.iter().find(|(theirs, _)| theirs == key).map_or(key.as_str(), |(_, ours)| ours);
                let value = match value {
                    Value::String(words) if WORDS.contains(&renamed) => json!({ "text": words }),
                    value => in_our_words(value),
                };
                (renamed.to_owned(), value)
            };
            fields.iter().map(field).collect()
        }
        other => other.clone(),
    }
}

/// Links as pages give them to templates: {title, address}.
fn as_links(value: &mut Value) {
    for item in value.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        for (theirs, ours) in [("text", "title"), ("href", "address"), ("active", "section")] {
            if let Some(value) = item.remove(theirs) {
                item.insert(ours.to_owned(), value);
            }
        }
        item.get_mut("items").into_iter().for_each(as_links);
    }
}

/// What else the package's macros take in more than one form or fill in themselves.
fn in_one_form(component: &str, params: &mut Value) {
    let text = |value: &Value| value["text"].as_str().or(value.as_str()).unwrap_or_default().to_owned();
    if let Some(items) = params.pointer("/actions/items").cloned() {
        params["actions"] = items;
    }
    if let Some(actions) = params["actions"].as_array() {
        params["actions"] = actions.iter().filter(|action| action.is_object()).cloned().collect();
    }
    match component {
        "breadcrumb" | "contents-list" => as_links(&mut params["items"]),
        "pagination" => {
            as_links(&mut params["items"]);
            for end in ["previous", "next"] {
                if let Some(link) = params.get(end).filter(|link| link.is_object()) {
                    let (address, title, text) = (&link["href"], &link["label"], &link["text"]);
                    params[end] = json!({ "address": address, "title": title, "text": text });
                }
            }
        }
        "header" => {
            if params["search"] == json!(true) {
                params["search"] = json!({});
            }
            if let Some(search) = params["search"].as_object() {
                let or = |path: &[&str], otherwise: &str| {
                    let found = path.iter().try_fold(&Value::Object(search.clone()), |at, key| at.get(key)).cloned();
                    found.unwrap_or_else(|| otherwise.into())
                };
                params["search"] = json!({
                    "action": "https://www.nhs.uk/search/", "button": "Search",
                    "label": or(&["label", "hidden"], "Search the NHS website"),
                    "placeholder": or(&["input", "placeholder"], "Search"),
                });
            }
            if params["navigation"].is_object() {
                params["navigation"]["label"] = "Menu".into();
                as_links(&mut params["navigation"]["items"]);
            }
        }
        "warning-callout" => {
            if params["heading"].is_object() {
                params["heading"]["level"] = json!(3);
                if !text(&params["heading"]).to_lowercase().contains("important") {
                    params["heading"]["hidden"] = "Important".into();
                }
            }
        }
        "card" if params["heading"].is_object() => {
            let says = match params["variant"].as_str() {
                Some("emergency") => "Immediate action required",
                Some("urgent") => "Urgent advice",
                Some("non-urgent") => "Non-urgent advice",
                _ => return,
            };
            params["heading"]["hidden"] = says.into();
        }
        "do-dont-list" => {
            if params["heading"]["level"].is_null() {
                params["heading"]["level"] = json!(3);
            }
            if params["hidePrefix"] != json!(true) {
                let otherwise = if params["icon"] == "cross" { json!("do not") } else { Value::Null };
                params["prefix"] = params.get("prefixText").cloned().unwrap_or(otherwise);
            }
        }
        "summary-list" => {
            for row in params["rows"].as_array_mut().expect("rows") {
                let actions = row.pointer("/actions/items").or(row.get("actions")).cloned().unwrap_or_default();
                let actions = actions.as_array().cloned().unwrap_or_default();
                let actions: Vec<Value> = actions.into_iter().filter(Value::is_object).collect();
                *row = json!({
                    "key": text(&row["key"]), "key_width": row["key"]["width"], "value": text(&row["value"]),
                    "html": row["value"]["html"], "actions": actions, "border": row["border"],
                });
            }
        }
        "tables" => {
            let cells = |row: &mut Value| {
                for cell in row.as_array_mut().into_iter().flatten() {
                    if cell.is_string() {
                        *cell = json!({ "text": text(cell) });
                    }
                }
            };
            cells(&mut params["head"]);
            params["rows"].as_array_mut().into_iter().flatten().for_each(cells);
        }
        "footer" => {
            if params["copyright"].is_null() {
                params["copyright"] = json!({ "text": "© NHS England" });
            }
            params["meta"].as_object_mut().and_then(|meta| meta.get_mut("items")).into_iter().for_each(as_links);
        }
        _ => {}
    }
}

/// The theme with a template that gives an example's parameters to its component.
fn theme_for_tests() -> Theme {
    let place = temporary();
    let folder = place.path().join("themes/nhs");
    std::fs::create_dir_all(folder.parent().expect("a folder")).expect("a folder");
    std::os::unix::fs::symlink(nhs_theme(), &folder).expect("a link to the theme");
    let template = std::fs::read(repository().join("tests/suite/conformance.html")).expect("the template");
    write(&place.path().join("themes/site/templates/conformance.html"), template);
    theme::load(&folder, &|_| ()).expect("the theme")
}

#[test]
fn components_give_what_the_package_expects() {
    let theme = theme_for_tests();
    let shared = Shared::new(&json!({}), &theme, ["en-GB"]);
    let mut met = BTreeMap::new();
    let mut unused: Vec<_> = NOT_TAKEN.iter().collect();
    let mut differ = Vec::new();
    for (component, least) in COMPONENTS {
        let mut compared = 0;
        for fixture in fixtures(component) {
            let given = parameters(&fixture);
            let given = Value::Object(given);
            let not_taken = NOT_TAKEN.iter().find(|(of, path, _)| of == component && has(&given, path));
            if let Some(line) = not_taken {
                unused.retain(|it| *it != line);
                continue;
            }
            compared += 1;
            let mut params = in_our_words(&given);
            in_one_form(component, &mut params);
            let page = json!({ "component": component, "params": params });
            let name = &fixture["name"];
            match theme.render("conformance", &shared, "en-GB", &page, "") {
                Err(fault) => differ.push(format!("{component}, {name}: {fault:?}")),
                Ok(html) => {
                    let expected = meant(fixture["html"].as_str().expect("HTML"), DIFFERENCES, &mut met);
                    let ours = Element::read(&html).lines();
                    differ.extend(first_difference(&expected, &ours).map(|it| format!("{component}, {name}: {it}")));
                }
            }
        }
        assert!(compared >= *least, "only {compared} examples of {component} are compared");
    }
    assert!(differ.is_empty(), "{} differ\n{}", differ.len(), differ.join("\n"));
    assert!(unused.is_empty(), "no example has {unused:?}");
    let unmet: Vec<_> = DIFFERENCES.iter().filter(|difference| met[difference.why] == 0).map(|it| it.why).collect();
    assert!(unmet.is_empty(), "the package does so no longer: {unmet:?}");
}

/// Where two part, with what leads there.
fn first_difference(expected: &[String], ours: &[String]) -> Option<String> {
    let at = (0..expected.len().max(ours.len())).find(|at| expected.get(*at) != ours.get(*at))?;
    let around =
        |lines: &[String]| lines[at.saturating_sub(2).min(lines.len())..(at + 3).min(lines.len())].join("\n    ");
    Some(format!("\n  expected\n    {}\n  ours\n    {}", around(expected), around(ours)))
}
