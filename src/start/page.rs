//! A new page of a kind: its front matter filled from what is known of the site, its sections as readers expect them,
//! and a note wherever its author has something to do. It begins as a draft, so that nothing unfinished is published.

use std::collections::BTreeSet;

use serde_json::Value as Shape;

use super::NewFile;
use super::fill::{Filled, Key, note, written};
use crate::checks::VOCABULARY_OF_LEARNING;
use crate::checks::sections::{
    LEARNING_SECTIONS, LOCAL_COLUMNS, LOCAL_SECTION, NATIONAL_COLUMNS, NATIONAL_ROWS, NATIONAL_SECTION, PLAN_SECTIONS,
    POLICY_SECTIONS, Section, is_about_response,
};
use crate::config::Config;
use crate::dates::{Cycle, CycleUnit, Date, Due};
use crate::document::words::slug;
use crate::keys;
use crate::kinds::kind::Common;
use crate::kinds::learning::sentence_case;
use crate::kinds::{KINDS, KindInfo, kind_of_path};
use crate::source::SourcePath;
use crate::yaml;

/// What a page is made from.
pub struct Wanted<'a> {
    /// Its kind.
    pub kind: &'static KindInfo,
    /// Its title; of a partner, the name.
    pub title: &'a str,
    /// The folder it goes to, below the content folder. None: the kind's own.
    pub folder: Option<&'a str>,
    /// The role that answers for it. None: the team that answers questions.
    pub owner: Option<&'a str>,
    /// What is known of the site.
    pub config: &'a Config,
    /// The day.
    pub day: Date,
}

/// The length of time between two reviews of a policy, of a plan, and of any other page.
const EVERY_POLICY: Cycle = Cycle { count: 2, unit: CycleUnit::Years };
const EVERY_PLAN: Cycle = Cycle { count: 18, unit: CycleUnit::Months };
pub(super) const EVERY_PAGE: Cycle = Cycle { count: 1, unit: CycleUnit::Years };

/// The new page, by its path in the content folder.
///
/// # Errors
/// A title that gives no name for a file, or a folder that is no folder of the content.
pub fn page(wanted: &Wanted<'_>) -> Result<NewFile, String> {
    let kind = wanted.kind.name;
    let title = wanted.title.split_whitespace().collect::<Vec<_>>().join(" ");
    // The name of the file is in the address: that of a partner holds no more than a first name.
    let named = if kind == "partner" { title.split(' ').next().unwrap_or("") } else { title.as_str() };
    let name = slug(named);
    if name.is_empty() {
        return Err("the title has no letters or numbers to name a file by; write it in words".to_owned());
    }
    let name: String = name.chars().take(80).collect();
    let folder = wanted.folder.unwrap_or(wanted.kind.folder).trim_matches('/');
    let is_part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    if !folder.is_empty() && !folder.split('/').all(is_part) {
        return Err(format!("--into {folder} is no folder of the content; write it as policies or policies/wards"));
    }
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let path = format!("{folder}{}.md", name.trim_end_matches('-'));
    let mut keys = own_keys(wanted, &title);
    if kind_of_path(&SourcePath::new(&path)) != kind {
        keys.insert(0, Key::plain("kind", kind));
    }
    let shape = shape_of(wanted.kind);
    let text = format!("---\n{}---\n{}", written(&keys, &shape, false), body(wanted, &title));
    Ok(NewFile::text(&path, text))
}

/// Whether a page is still to the letter what [`page`] made of its title on some day: nobody has written anything on it.
pub fn is_as_begun(path: &str, text: &str, config: &Config) -> bool {
    let kind = kind_of_path(&SourcePath::new(path));
    let Some(kind) = KINDS.iter().find(|info| info.name == kind) else { return false };
    let line = text.lines().find(|line| line.starts_with("title: "));
    let Some(front) = line.and_then(|line| yaml::parse(line, 0).ok()) else { return false };
    let Some(title) = front.get("title").and_then(yaml::Node::text) else { return false };
    let folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '-'));
    let days: BTreeSet<Date> = words.filter(|word| word.len() == 10).filter_map(Date::parse).collect();
    days.into_iter().any(|day| {
        let begun = page(&Wanted { kind, title, folder, owner: None, config, day });
        begun.is_ok_and(|file| file.path == path && file.bytes == text.as_bytes())
    })
}

/// The schema of a kind's front matter: of the keys of every kind, and its own.
pub(super) fn shape_of(kind: &KindInfo) -> Shape {
    let mut shape = keys::shape_of::<Common>();
    if let Shape::Object(own) = (kind.shape)()["properties"].take() {
        for (name, of_key) in own {
            shape["properties"][name] = of_key;
        }
    }
    shape
}

fn own_keys(wanted: &Wanted<'_>, title: &str) -> Vec<Key> {
    let config = wanted.config;
    let team = config.contacts.0.get("feedback").map(|contact| contact.team.as_str());
    let owner = match wanted.owner.or(team) {
        Some(owner) => Key::words("owner", owner),
        None => Key::to_write("owner", "the role that answers for the page"),
    };
    let Some(Filled::Words(role)) = owner.value.clone() else { return Vec::new() };
    let mut keys = match wanted.kind.name {
        // A partner's page has no title or description before consent allows one.
        "partner" => Vec::new(),
        _ => vec![
            Key::words("title", title),
            Key::to_write("description", "one or two sentences on what the page is about"),
        ],
    };
    keys.push(Key::plain("draft", "true").said("Take this line out when the page is ready."));
    keys.push(owner);
    let more = match wanted.kind.name {
        "policy" => policy(wanted.day, &role),
        "plan" => plan(wanted.day, &role),
        "learning" => learning(config, wanted.day),
        "partner" => partner(),
        "statement" => statement(wanted.day),
        _ => reviewed(wanted.day),
    };
    keys.extend(more);
    // The rest of what its kind has, to be found when it is needed.
    for name in (wanted.kind.keys)() {
        if !keys.iter().any(|key| key.name == *name) {
            keys.push(Key::unused(name));
        }
    }
    keys
}

fn reviewed(day: Date) -> Vec<Key> {
    vec![Key::plain("last_reviewed", day.iso()), Key::plain("next_review", day.after(EVERY_PAGE).iso())]
}

fn policy(day: Date, role: &str) -> Vec<Key> {
    let version = |first: &str| Filled::Plain(format!("\"{first}\""));
    let revision = Filled::Keys(vec![
        Key { value: Some(version("1.0")), ..Key::unused("version") },
        Key::plain("date", day.iso()),
        Key::words("author", role),
        Key::words("summary", "First version"),
    ]);
    vec![
        Key::to_write("reference", "its number in your register"),
        Key { value: Some(version("1.0")), ..Key::unused("version") },
        Key::plain("approved_on", day.iso())
            .and_write("the day; today's stands here so that the file can be read. Delete this note when it is right."),
        Key::to_write("approved_by", "the group that approves it"),
        Key::plain("review_due", day.after(EVERY_POLICY).iso())
            .and_write("the day, from the day of its approval. Delete this note when it is right."),
        Key::words("review_every", EVERY_POLICY.to_string()),
        Key::to_write("director", "the role of the director"),
        Key::to_write("committee", "the committee"),
        Key::to_write("audience", "who it is for"),
        Key::list("history", [revision])
            .and_write("the day of its approval here too. Delete this note when it is right."),
    ]
}

fn plan(day: Date, role: &str) -> Vec<Key> {
    let signed = |part: &str, role: &str| {
        Filled::Keys(vec![Key::words("role", part), Key::words("title", role), Key::plain("date", day.iso())])
    };
    let ends = day.after(EVERY_PLAN);
    vec![
        Key::keys("period", [Key::plain("from", day.iso()), Key::plain("to", ends.iso())])
            .and_write("the days; today and 18 months from now stand here so that the file can be read. Delete this note when it is right."),
        Key::plain("refresh_due", ends.iso()).and_write("the day. Delete this note when it is right."),
        Key::words("review_every", EVERY_PLAN.to_string()),
        Key::list("sign_off", [signed("Author", role), signed("Authoriser", &note("the role that authorises it"))])
            .and_write("who signed it, and when. Delete this note when it is right."),
        Key::list("agreed_with", [Filled::Words(note("the partners who agreed it"))]),
    ]
}

fn learning(config: &Config, day: Date) -> Vec<Key> {
    let one_of = |key: &str| {
        let known = VOCABULARY_OF_LEARNING.iter().find(|(path, _)| *path == key);
        let names = known.map(|(_, vocabulary)| vocabulary.names().join("; ")).unwrap_or_default();
        format!("One of: {names}.")
    };
    let coded = |name: &str, path: &str| {
        Key { value: Some(Filled::Nothing), ..Key::unused(name) }.said(one_of(path)).and_write("one of these.")
    };
    let themes = config.vocabularies.get("themes").map(|themes| format!("One of: {}.", themes.join("; ")));
    let theme = Key::list("theme", []).and_write("one theme or more.");
    let year = day.iso()[..4].to_owned();
    let mut keys = vec![
        Key { said: themes, ..theme },
        Key { value: Some(Filled::Nothing), ..Key::unused("period") }
            .and_write(&format!("a quarter such as {year}-Q2 or a season such as summer {year}.")),
    ];
    keys.extend(["response_type", "setting", "event_type"].map(|name| coded(name, name)));
    keys.push(Key::keys("harm", [coded("physical", "harm.physical"), coded("psychological", "harm.psychological")]));
    keys.push(Key::unused("age_bracket").said(one_of("age_bracket")));
    let action = Filled::Keys(vec![
        Key::to_write("action", "what will be done"),
        Key::to_write("owner", "the role that does it"),
        Key::plain("due", Due::Month(day.after(EVERY_PAGE).month()).iso()),
        Key::words("status", "planned"),
        Key::to_write("measure", "how you will know that it works"),
    ]);
    keys.push(Key::list("actions", [action]));
    keys.push(Key::plain("next_review", day.after(EVERY_PAGE).iso()));
    let nothing = |name: &str| Key { value: Some(Filled::Nothing), ..Key::unused(name) };
    keys.push(
        Key::keys(
            "anonymisation",
            [
                Key::to_write("reviewer", "a role"),
                nothing("reviewed_on"),
                nothing("intruder_check"),
                nothing("family").said("One of: informed, consulted, not-applicable."),
                Key::unused("family_reason"),
                nothing("legal_hold"),
                Key::unused("publish_from"),
            ],
        )
        .and_write("all of this, before the draft line above is taken out."),
    );
    keys
}

fn partner() -> Vec<Key> {
    let no = |name: &str| Key::plain(name, "false");
    let nothing = |name: &str| Key { value: Some(Filled::Nothing), ..Key::unused(name) };
    vec![
        nothing("name").and_write("the name, when consent to it is recorded below."),
        Key::plain("name_shown", "first"),
        Key::unused("photo"),
        Key::unused("photo_alt"),
        nothing("since").and_write("a day or a month."),
        Key::list("committees", []).and_write("the groups they sit on."),
        Key::keys(
            "consent",
            [
                no("name"),
                no("photo"),
                no("story"),
                no("health"),
                nothing("given_on"),
                nothing("expires_on"),
                Key::unused("withdrawn_on"),
                nothing("reference"),
            ],
        )
        .and_write(
            "what the partner has agreed to, from the signed form. Then their story, below the last line of dashes: no phone number, e-mail or postal address of theirs, and nothing on their health unless they agreed to it. Delete this note when it is right.",
        ),
    ]
}

pub(super) fn statement(day: Date) -> Vec<Key> {
    let issue = Filled::Keys(vec![
        Key::to_write("what", "what does not work for everybody yet, as your tests found"),
        Key::words("criterion", "1.1.1 Non-text content"),
        Key::to_write("who_is_affected", "who meets the problem, and how"),
    ]);
    vec![
        Key::plain("compliance", "partial")
            .and_write("full, partial or none, as your tests found. Delete this note when it is right."),
        Key::list("issues", [issue])
            .and_write("each thing that your tests found, with its own criterion. Delete this note when it is right."),
        Key::plain("prepared_on", day.iso()),
        Key::plain("last_reviewed", day.iso()),
        Key::plain("next_review", day.after(EVERY_PAGE).iso()),
        Key::to_write("tested_by", "who tested the website"),
        Key::to_write("test_method", "which pages were tested, how, with what and against which standard"),
    ]
}

fn body(wanted: &Wanted<'_>, title: &str) -> String {
    let organisation = &wanted.config.organisation;
    let own = organisation.short_name.as_deref().filter(|name| !name.trim().is_empty());
    let own = own.unwrap_or(&organisation.name);
    match wanted.kind.name {
        "policy" => sections(POLICY_SECTIONS, is_about_response(title), own),
        "plan" => sections(PLAN_SECTIONS, is_about_response(title), own),
        "learning" => sections(LEARNING_SECTIONS, true, own),
        // What stands below a partner's or a statement's front matter needs a decision first.
        "partner" | "statement" => String::new(),
        _ => format!("{}.\n", note("what readers need first")),
    }
}

/// The sections that readers expect: of documents about responses all, of others those that any such document has.
fn sections(expected: &[Section], is_about_response: bool, own: &str) -> String {
    let mut text = String::new();
    for section in expected.iter().filter(|section| is_about_response || section.anywhere) {
        let before = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{before}## {}\n\n{}.\n", section.name, note(section.asks)));
        if section.name == NATIONAL_SECTION {
            text.push_str(&national_table(own));
        }
        if section.name == LOCAL_SECTION {
            text.push_str(&local_table());
        }
    }
    text
}

fn national_table(own: &str) -> String {
    let lead = |lead: &str| if lead.is_empty() { cell(own) } else { lead.to_owned() };
    let rows = NATIONAL_ROWS
        .iter()
        .map(|row| vec![sentence_case(row.name), row.response.to_owned(), row.route.to_owned(), lead(row.lead)]);
    let asked = note("take out each row that cannot happen in your services, and correct the others");
    format!("\n{asked}.\n\n{}", table("How we respond where the response is set nationally", NATIONAL_COLUMNS, rows))
}

fn local_table() -> String {
    let row = vec![note("an incident or issue"), note("the response"), note("where what you learn leads")];
    format!("\n{}", table("How we respond to our own priorities", LOCAL_COLUMNS, [row]))
}

fn table(caption: &str, columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = columns.iter().map(ToString::to_string).collect();
    let rule = format!("|{}\n", "---|".repeat(columns.len()));
    let rows: String = rows.into_iter().map(|row| line(&row)).collect();
    format!("Table: {caption}\n\n{}{rule}{rows}", line(&head))
}

/// Words in a cell of a table, as Markdown reads them.
fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}
