//! What is private reaches nobody: a token in each private value is in no byte of what is published, printed or kept.

use std::io::{Cursor, Read as _};

use crate::folder::{BARE_SITE_YAML, Folder, Outcome, SVG, files_below, page};

/// Everything a build left or said: each published file and, for a document, each part of it; the manifest, the store,
/// the names of all files, and both outputs of the program.
fn all_that_came_out(folder: &Folder, outcome: &Outcome) -> Vec<(String, String)> {
    let mut all = vec![("stdout".to_owned(), outcome.stdout.clone()), ("stderr".to_owned(), outcome.stderr.clone())];
    for (path, bytes) in files_below(&folder.path("output")) {
        if [".docx", ".odt", ".epub"].iter().any(|ending| path.ends_with(ending)) {
            all.extend(parts(&path, &bytes));
        }
        all.push((format!("the name {path}"), path.clone()));
        all.push((path, String::from_utf8_lossy(&bytes).into_owned()));
    }
    all
}

/// The parts of a document that is a package.
fn parts(path: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let count = archive.len();
    let read = |at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("a whole part");
        let name = part.name().expect("a plain name").to_string();
        (format!("{path}/{name}"), String::from_utf8_lossy(&bytes).into_owned())
    };
    (0..count).map(read).collect()
}

/// Builds a site. These words come out nowhere, and those do.
#[track_caller]
fn check(files: &[(&str, &str)], status: i32, hidden: &[&str], shown: &[&str]) {
    for options in [&[][..], &["--drafts"]] {
        let folder = Folder::new(files);
        let outcome = folder.build_with(options);
        assert_eq!(outcome.status, status, "{outcome}");
        let all = all_that_came_out(&folder, &outcome);
        for word in hidden {
            let word = word.to_lowercase();
            assert!(files.iter().any(|(_, text)| text.to_lowercase().contains(&word)), "{word} is in the content");
            let found = all.iter().find(|(_, text)| text.to_lowercase().contains(&word));
            assert!(found.is_none(), "{word} is in {}\n{outcome}", found.map_or("", |(place, _)| place));
        }
        for word in shown {
            assert!(all.iter().any(|(_, text)| text.contains(word)), "{word} is nowhere\n{outcome}");
        }
    }
}

#[test]
fn the_record_of_anonymity() {
    let summary = "\
---
title: Falls
documents: [docx, odt, pdf, large-print, epub, text]
anonymisation:
  reviewer: Zebrareviewer
  reviewed_on: 1971-01-02
  intruder_check: 1971-03-04
  family: not-applicable
  family_reason: Zebrareason
  legal_hold: false
  publish_from: 1971-05-06
---
Plainword.
";
    let dates = ["1971", "January 1971", "March 1971", "May 1971"];
    let hidden = [&["Zebrareviewer", "Zebrareason", "not-applicable"], &dates[..1]].concat();
    check(&[("learning/falls.md", summary)], 0, &hidden, &["<p>Plainword.</p>", ">Plainword.<"]);
}

#[test]
fn no_debug_print_shows_a_record() {
    use candour::source::{SourcePath, SourceText};
    let config = candour::config::Config::default();
    let day = candour::dates::Date::parse(crate::folder::DAY).expect("a day");
    for (path, text) in [
        ("learning/falls.md", "---\ntitle: Falls\nanonymisation: {reviewer: Zebraword}\n---\n"),
        ("partners/one.md", "---\nname: Zebraword Zebraword\nconsent: {reference: Zebraword}\n---\n"),
    ] {
        let source = SourceText::new(SourcePath::new(path), text.as_bytes().to_vec());
        let parsed = candour::document::parse(&std::sync::Arc::new(source), &config, day);
        let printed = format!("{:?}", (&parsed.record, &parsed.document.meta, &parsed.body, &parsed.found));
        assert!(!printed.contains("Zebraword"), "{printed}");
    }
}

/// A partner's page with everything a partner may give, each with a word of its own.
fn profile(name_shown: &str, consent: &str) -> String {
    format!(
        "\
---
name: Firstword Lastword
name_shown: {name_shown}
photo: photoword.svg
photo_alt: Altword
quote: Quoteword
documents: [docx, odt, pdf, large-print, epub, text]
{consent}---
Storyword.
"
    )
}

fn consent(words: &str) -> String {
    format!("consent:\n  reference: Referenceword\n  given_on: 2026-01-01\n{words}")
}

/// The page of a partner hides these words and shows those, on the web and in documents.
#[track_caller]
fn check_profile(text: &str, status: i32, hidden: &[&str], shown: &[&str]) {
    // The picture itself has a word too.
    let picture = SVG.replace("<path", "<title>Pictureword</title><path");
    check(&[("partners/one.md", text), ("partners/photoword.svg", &picture)], status, hidden, shown);
}

const WORDS: &[&str] = &["Firstword", "Lastword", "Photoword", "Altword", "Quoteword", "Storyword", "Referenceword"];

#[test]
fn consent_to_everything_shows_everything_but_the_consent() {
    let all = "  name: true\n  photo: true\n  story: true\n  health: true\n  expires_on: 2029-01-01\n";
    let shown = ["Firstword Lastword", "photoword.svg", "Altword", "Quoteword", "Storyword", "Pictureword"];
    check_profile(&profile("full", &consent(all)), 0, &["Referenceword", "2029"], &shown);
}

#[test]
fn no_consent_at_all_publishes_nothing_and_tells_nothing() {
    check_profile(&profile("full", ""), 1, &WORDS[..6], &["consent/missing"]);
}

#[test]
fn consent_that_does_not_hold_today_shows_nothing() {
    let all = "  name: true\n  photo: true\n  story: true\n  health: true\n";
    let hidden = [WORDS, &["Pictureword"]].concat();
    for dates in ["  expires_on: 2026-11-22\n", "  withdrawn_on: 2026-11-22\n", "  withdrawn_on: 2026-02-01\n"] {
        let text = profile("full", &consent(&format!("{all}{dates}")));
        check_profile(&text, 0, &hidden, &["Patient Safety Partner", "consent/withheld"]);
    }
    let later = profile("full", &consent(all)).replace("given_on: 2026-01-01", "given_on: 2026-11-23");
    check_profile(&later, 0, &hidden, &["Patient Safety Partner"]);
    let undated = profile("full", &consent(all)).replace("  given_on: 2026-01-01\n", "");
    check_profile(&undated, 0, &hidden, &["Patient Safety Partner"]);
}

#[test]
fn consent_to_a_part_shows_that_part() {
    let nothing = consent("");
    check_profile(&profile("full", &nothing), 0, WORDS, &["Patient Safety Partner"]);
    let name = consent("  name: true\n");
    let hidden = &["Photoword", "Altword", "Quoteword", "Storyword", "Pictureword"];
    check_profile(&profile("full", &name), 0, hidden, &["Firstword Lastword"]);
    let photo = consent("  photo: true\n");
    check_profile(&profile("full", &photo), 0, &["Firstword", "Lastword", "Quoteword", "Storyword"], &["Altword"]);
    let story = consent("  story: true\n");
    check_profile(
        &profile("full", &story),
        0,
        &["Firstword", "Lastword", "Photoword", "Altword"],
        &["Quoteword", "Storyword"],
    );
}

#[test]
fn the_hidden_part_of_a_name() {
    let agreed = consent("  name: true\n  story: true\n");
    check_profile(&profile("first", &agreed), 0, &["Lastword", "Photoword"], &["Firstword", "Storyword"]);
    // Names of more than two words, and no name_shown at all.
    let long = profile("first", &agreed).replace("Firstword Lastword", "Firstword Middleword Lastword-Otherword");
    check_profile(&long, 0, &["Middleword", "Lastword", "Otherword"], &["Firstword"]);
    let unsaid = profile("first", &agreed).replace("name_shown: first\n", "");
    check_profile(&unsaid, 0, &["Lastword"], &["Firstword"]);
}

#[test]
fn a_pseudonym_needs_no_consent_and_ends_with_it() {
    let story = profile("pseudonym", &consent("  story: true\n")).replace("Firstword Lastword", "Wrenword");
    check_profile(&story, 0, &["Referenceword", "Photoword"], &["Wrenword", "Storyword"]);
    let ended = profile("pseudonym", &consent("  story: true\n  withdrawn_on: 2026-06-01\n"));
    check_profile(&ended, 0, &["Firstword", "Lastword", "Storyword"], &["Patient Safety Partner"]);
}

#[test]
fn what_is_withheld_is_in_no_listing_either() {
    let agreed = consent("  name: true\n");
    let text = profile("first", &agreed).replace("quote:", "description: A partner.\nquote:");
    let landing = "---\ntitle: Our partners\n---\n";
    check(
        &[("partners/one.md", &text), ("partners/photoword.svg", SVG), ("partners/_index.md", landing)],
        0,
        &["Lastword", "Photoword", "Quoteword", "Storyword"],
        &["<a href=/partners/one/>Firstword</a>"],
    );
}

/// A partner under one combination of consent, with a word of its own in every key: `zq17quote`.
struct Profile {
    number: usize,
    name_shown: &'static str,
    name: bool,
    photo: bool,
    story: bool,
    dates: &'static str,
    holds: bool,
    titled: bool,
}

impl Profile {
    /// Every combination there is.
    fn all() -> Vec<Profile> {
        let standings = [
            ("given_on: 2026-01-01, expires_on: 2027-01-01", true),
            ("given_on: 2021-01-01, expires_on: 2026-11-22", false),
            ("given_on: 2026-01-01, withdrawn_on: 2026-11-22", false),
            ("given_on: 2026-11-23", false),
            ("expires_on: 2030-01-01", false),
        ];
        let mut all = Vec::new();
        for name_shown in ["full", "first", "pseudonym"] {
            for flags in 0..16 {
                for (dates, holds) in standings {
                    let number = all.len();
                    let [name, photo, story, titled] = [1, 2, 4, 8].map(|bit| flags & bit != 0);
                    all.push(Profile { number, name_shown, name, photo, story, dates, holds, titled });
                }
            }
        }
        all
    }

    fn files(&self) -> Vec<(String, String)> {
        let Profile { number: n, name_shown, name, photo, story, dates, .. } = self;
        let title = if self.titled { format!("title: zq{n}title\n") } else { String::new() };
        let page = format!(
            "\
---
{title}name: zq{n}first zq{n}last
name_shown: {name_shown}
description: Says zq{n}description.
photo: zq{n}photo.svg
photo_alt: Shows zq{n}alt
since: 2025-01
committees: [zq{n}committee]
interests: [zq{n}interest]
quote: zq{n}quote
last_reviewed: 2026-01-01
documents: [docx, odt, epub, text]
attachments: [{{file: zq{n}file.svg, title: zq{n}attached}}]
consent: {{name: {name}, photo: {photo}, story: {story}, health: false, {dates}, reference: zq{n}reference}}
---
zq{n}body
"
        );
        let picture = |word: &str| SVG.replace("<path", &format!("<title>zq{n}{word}</title><path"));
        vec![
            (format!("partners/p{n}.md"), page),
            (format!("partners/zq{n}photo.svg"), picture("picture")),
            (format!("partners/zq{n}file.svg"), picture("drawing")),
        ]
    }

    /// The words that may come out, and must.
    fn shown(&self) -> Vec<String> {
        let mut keys = Vec::new();
        if self.holds {
            let is_named = self.name || self.name_shown == "pseudonym";
            match (is_named, self.titled, self.name_shown) {
                (false, ..) => {}
                (true, true, _) => keys.push("title"),
                (true, false, "first") => keys.push("first"),
                (true, false, _) => keys.extend(["first", "last"]),
            }
            keys.push("committee");
            if self.photo {
                keys.extend(["photo", "alt", "picture"]);
            }
            if self.story {
                keys.extend(["description", "interest", "quote", "body", "attached", "file", "drawing"]);
            }
        }
        keys.into_iter().map(|key| format!("zq{}{key}", self.number)).collect()
    }
}

/// Every word of the form `zq17quote` in a text, with where it ends.
fn planted(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    let word = |at: usize| text[at..].chars().take_while(char::is_ascii_alphanumeric).collect::<String>();
    text.match_indices("zq").map(|(at, _)| word(at)).filter(|word| word[2..].starts_with(char::is_numeric)).collect()
}

#[test]
fn every_combination_of_consent_shows_what_it_covers_and_nothing_else() {
    let profiles = Profile::all();
    let files: Vec<(String, String)> = profiles.iter().flat_map(Profile::files).collect();
    let mut files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("partners/_index.md", "---\ntitle: Our partners\n---\nText.\n"));
    let folder = Folder::new(&files);
    let theme = crate::folder::nhs_theme();
    let outcome = folder.build_with(&["--theme", theme.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let mut seen: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    for (place, text) in all_that_came_out(&folder, &outcome) {
        for word in planted(&text) {
            seen.entry(word).or_insert_with(|| place.clone());
        }
    }
    let allowed: std::collections::BTreeSet<String> = profiles.iter().flat_map(Profile::shown).collect();
    let traces: Vec<_> = seen.iter().filter(|(word, _)| !allowed.contains(*word)).collect();
    assert!(traces.is_empty(), "withheld, and yet there: {traces:?}");
    let missing: Vec<_> = allowed.iter().filter(|word| !seen.contains_key(*word)).collect();
    assert!(missing.is_empty(), "agreed to, and nowhere: {missing:?}");
    assert!(allowed.len() > 300, "{}", allowed.len());
    // Nobody is led to a partner who has agreed to nothing today.
    for (path, bytes) in folder.site() {
        let text = String::from_utf8_lossy(&bytes);
        for profile in profiles.iter().filter(|profile| !profile.holds) {
            let own = format!("partners/p{}/", profile.number);
            let address = format!("/{own}");
            assert!(path.starts_with(&own) || !text.contains(&address), "{path} leads to {address}");
        }
    }
    let listed: String = ["index.html"].map(|name| folder.text(&format!("partners/{name}"))).concat();
    assert!(listed.contains("/partners/p0/"), "{listed}");
}

#[test]
fn no_address_holds_a_hidden_name() {
    for (file, status) in [
        ("imelda", 0),
        ("zakopane", 0),
        ("imelda-zak", 1),
        ("zak", 1),
        ("imelda_ŻAK", 1),
        ("Thackwray-Zak", 1),
        ("imelda.thackwray", 1),
        ("imeldathackwray", 1),
    ] {
        let text = profile("first", &consent("  name: true\n")).replace("Lastword", "Thackwray-Żak");
        let text = text.replace("Firstword", "Imelda").replace("photo: photoword.svg\n", "");
        let outcome = Folder::new(&[(&format!("partners/{file}.md"), &text)]).build();
        assert_eq!(outcome.status, status, "{file}: {outcome}");
        assert_eq!(outcome.stdout.contains("consent/hidden-name"), status == 1, "{file}: {outcome}");
    }
}

#[test]
fn a_draft_leaves_nothing_in_a_site_for_the_public() {
    let folder = Folder::new(&[
        (
            "_draftword.md",
            "---\ntitle: Draftword\ndraft: true\naliases: [/aliasword/]\n---\n[leaflet](leafletword.txt)\n",
        ),
        ("leafletword.txt", "Textword"),
    ]);
    let outcome = folder.publish();
    for (place, text) in all_that_came_out(&folder, &outcome) {
        for word in ["Draftword", "aliasword", "leafletword", "Textword"] {
            // The finding names the file, to the author only.
            let told = place == "stdout" || place.ends_with("last-build.json");
            assert!(told || !text.to_lowercase().contains(&word.to_lowercase()), "{word} is in {place}");
        }
    }
}

#[test]
fn findings_of_style_repeat_no_names() {
    let text =
        "[Imelda Thackwray](https://one.example/) and [Imelda Thackwray](https://two.example/) spoke to QXJ about it.";
    let falls = page("Falls", text);
    let folder = Folder::new(&[("site.yaml", BARE_SITE_YAML), ("falls.md", &falls)]);
    let outcome = folder.run("check", &["--format", "json"]);
    let rules: Vec<String> = outcome.findings().into_iter().map(|it| it.rule).collect();
    for rule in ["accessibility/link-twins", "plain/abbreviation"] {
        assert!(rules.iter().any(|it| it == rule), "{outcome}");
    }
    assert!(!outcome.stdout.contains("Thackwray") && !outcome.stdout.contains("QXJ"), "{outcome}");
}
