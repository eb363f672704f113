//! The components of the theme beside those of nhsuk-frontend: each example in the installed package, its parameters and
//! the HTML it expects, against what ours makes of the same. Where Candour differs on purpose stands here, with why.

use std::collections::BTreeMap;

use candour::theme::{self, Shared, Theme};
use serde_json::{Map, Value, json};

use crate::folder::{Made, SVG, nhs_theme, repository, temporary, write};
use crate::markup::{Element, Node};

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
    ("card", 47),
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
                element.name = "div".to_owned();
            }
            label
        },
    },
    Difference {
        why: "ticks, crosses and arrows are drawn by the stylesheet, once for all",
        change: |element| element.take_out(&|child| child.name == "svg"),
    },
    Difference {
        why: "where a picture lies and how large it is, its file says; it is fetched when it comes near",
        change: |element| {
            let of_file = ["src", "width", "height", "decoding", "loading"];
            element.name == "img"
                && of_file.into_iter().filter(|it| element.attributes.remove(*it).is_some()).count() > 0
        },
    },
    Difference {
        why: "a caption has one size, and an id of ours, by which it names a region",
        change: |element| {
            element.attributes.remove("aria-labelledby");
            let caption = element.name == "caption";
            if caption {
                element.attributes = BTreeMap::from([("class".to_owned(), "nhsuk-table__caption".to_owned())]);
            }
            caption
        },
    },
    Difference {
        why: "numbers stand at the end of the line, which follows the direction of the writing",
        change: |element| {
            let numbers = ["nhsuk-table__header", "nhsuk-table__cell"].map(|class| format!("{class}--numeric"));
            let Some(class) = element.attributes.get_mut("class") else { return false };
            let replaced = numbers.iter().fold(class.clone(), |class, numeric| class.replace(numeric, "candour-end"));
            std::mem::replace(class, replaced) != *class
        },
    },
    Difference {
        why: "what authors write in a box are paragraphs as anywhere",
        change: |element| {
            if element.is_of("nhsuk-details__text") && element.elements().next().is_none() {
                let words = std::mem::take(&mut element.children);
                let paragraph = Element { name: "p".to_owned(), attributes: BTreeMap::new(), children: words };
                element.children.push(Node::Element(paragraph));
                return true;
            }
            element.is_of("nhsuk-card__description") && element.attributes.remove("class").is_some()
        },
    },
];

/// The package's HTML with the differences that are meant; counts how often each was met.
fn meant(mut html: Element, differences: &[Difference], met: &mut BTreeMap<&'static str, usize>) -> Element {
    for difference in differences {
        *met.entry(difference.why).or_default() += html.change(&difference.change);
    }
    html
}

/// The HTML that an example expects.
fn expected(fixture: &Value) -> Element {
    Element::read(fixture["html"].as_str().expect("HTML"))
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
        "warning-callout" if params["heading"].is_object() => {
            params["heading"]["level"] = json!(3);
            if !text(&params["heading"]).to_lowercase().contains("important") {
                params["heading"]["hidden"] = "Important".into();
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
                    let expected = meant(expected(&fixture), DIFFERENCES, &mut met).lines();
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

/// The address that examples link to, where a link has to lead somewhere.
const SOMEWHERE: &str = "https://www.nhs.uk/";

/// What an author would write to say the same as an example, and the class of what it becomes; `None` where Markdown has
/// no word for one of its parameters.
fn in_markdown(component: &str, params: &Value) -> Option<(String, &'static str)> {
    let text = |value: &Value| value["text"].as_str().or(value.as_str()).map(str::to_owned);
    let only = |names: &[&str]| params.as_object().is_some_and(|it| it.keys().all(|key| names.contains(&key.as_str())));
    let lines = |items: &Value, line: &dyn Fn(&Value) -> Option<String>| -> Option<String> {
        items.as_array()?.iter().map(line).collect::<Option<Vec<_>>>().map(|lines| lines.join("\n"))
    };
    match component {
        "details" if only(&["summary", "text"]) => {
            let (summary, text) = (text(&params["summary"])?, text(&params["text"])?);
            Some((format!("::: details {summary}\n{text}\n:::"), "nhsuk-details"))
        }
        "inset-text" if only(&["text"]) => {
            Some((format!("> [!NOTE]\n> {}", text(&params["text"])?), "nhsuk-inset-text"))
        }
        "warning-callout" if only(&["text", "heading"]) && text(&params["heading"])? == "Important" => {
            Some((format!("> [!IMPORTANT]\n> {}", text(&params["text"])?), "nhsuk-card--warning"))
        }
        "do-dont-list" if only(&["heading", "icon", "items", "hidePrefix"]) => {
            let (fence, mut prefix) = if params["icon"] == "cross" { ("dont", "do not ") } else { ("do", "") };
            if params["hidePrefix"] == json!(true) {
                prefix = "";
            }
            let items = lines(&params["items"], &|item| Some(format!("- {prefix}{}", text(item)?)))?;
            Some((format!("::: {fence} {}\n{items}\n:::", text(&params["heading"])?), "nhsuk-card--feature"))
        }
        "summary-list" if only(&["rows"]) => {
            let row = |row: &Value| {
                let told = row["actions"].is_null() && row["border"].is_null() && row["key"]["width"].is_null();
                told.then_some(format!("{}\n: {}\n", text(&row["key"])?, text(&row["value"])?))
            };
            Some((lines(&params["rows"], &row)?, "nhsuk-summary-list"))
        }
        "tables" if only(&["caption", "head", "rows", "firstCellIsHeader", "scroll"]) => {
            let numeric = |cell: &Value| cell["format"] == "numeric";
            let plain = |cell: &Value| only_words(cell).then(|| text(cell)).flatten();
            let row = |row: &Value| Some(format!("| {} |", lines(row, &plain)?.replace('\n', " | ")));
            let columns = params["head"].as_array()?.len();
            // From four columns on an author's table stands in a region.
            if (columns >= 4) != (params["scroll"] == json!(true)) {
                return None;
            }
            let caption = text(&params["caption"])?;
            let headers = if params["firstCellIsHeader"] == json!(true) { " {row-headers}" } else { "" };
            let rule = |cell: &Value| Some(if numeric(cell) { "|---:" } else { "|---" }.to_owned());
            let rule = lines(&params["head"], &rule)?.replace('\n', "");
            let (head, body) = (row(&params["head"])?, lines(&params["rows"], &row)?);
            let class = if columns >= 4 { "nhsuk-scroll" } else { "nhsuk-table" };
            Some((format!("Table: {caption}{headers}\n\n{head}\n{rule}|\n{body}"), class))
        }
        "action-link" if only(&["href", "text"]) => {
            Some((format!("::: action [{}]({SOMEWHERE}) :::", text(&params["text"])?), "nhsuk-action-link"))
        }
        "images" if only(&["src", "alt", "caption"]) => {
            let alt = text(&params["alt"]).unwrap_or_default();
            let decorative = if alt.is_empty() { "{decorative}" } else { "" };
            let caption =
                text(&params["caption"]).map_or_else(String::new, |words| format!(" {{caption=\"{words}\"}}"));
            Some((format!("::: figure{caption}\n![{alt}](picture.svg){decorative}\n:::"), "nhsuk-image"))
        }
        _ => None,
    }
}

/// Whether a cell has words and nothing else, or is of a column of numbers.
fn only_words(cell: &Value) -> bool {
    cell.is_string() || cell.as_object().is_some_and(|it| it.keys().all(|key| key == "text" || key == "format"))
}

#[test]
fn what_authors_write_gives_what_the_package_expects() {
    let mut met = BTreeMap::new();
    let (mut compared, mut differ) = (BTreeMap::new(), Vec::new());
    for (component, _) in COMPONENTS {
        for fixture in fixtures(component) {
            let Some((markdown, class)) = in_markdown(component, &Value::Object(parameters(&fixture))) else {
                continue;
            };
            *compared.entry(*component).or_insert(0) += 1;
            let page = format!("---\ntitle: An example\n---\n{markdown}\n");
            let made = Made::new(&[("example.md", &page), ("picture.svg", SVG)]);
            let html = Element::read(made.text("example/index.html"));
            let found = html.find(&|element| element.is_of(class)).cloned();
            let mut expected = meant(expected(&fixture), DIFFERENCES, &mut BTreeMap::new());
            expected.change(&|element| {
                element.attributes.get_mut("href").is_some_and(|href| {
                    SOMEWHERE.clone_into(href);
                    true
                })
            });
            let name = &fixture["name"];
            let told = |it| format!("{component}, {name}: {it}\n{markdown}");
            let Some(found) = found else {
                differ.push(told("nothing of its class".to_owned()));
                continue;
            };
            let expected = meant(expected, DIFFERENCES_IN_WORDS, &mut met).lines();
            let ours = meant(found, DIFFERENCES_IN_WORDS, &mut BTreeMap::new()).lines();
            differ.extend(first_difference(&expected, &ours).map(told));
        }
    }
    assert!(differ.is_empty(), "{} differ\n{}", differ.len(), differ.join("\n"));
    let unmet: Vec<_> = DIFFERENCES_IN_WORDS.iter().map(|it| it.why).filter(|why| met[why] == 0).collect();
    assert!(unmet.is_empty(), "the package does so no longer: {unmet:?}");
    let floors = [("action-link", 1), ("details", 2), ("do-dont-list", 3), ("images", 2), ("inset-text", 1)];
    let more = [("summary-list", 2), ("tables", 8), ("warning-callout", 1)];
    for (component, least) in floors.into_iter().chain(more) {
        assert!(compared.get(component).copied().unwrap_or(0) >= least, "{component}: {compared:?}");
    }
}
