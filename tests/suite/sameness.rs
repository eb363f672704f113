//! Equal inputs give equal bytes: whatever the threads, the clock, the language and the place of the folder; and a
//! build after any edits is the build that a fresh folder would give.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use crate::folder::{Files, Folder, Outcome, SVG, assert_same, files_below, page, temporary};

/// A configuration with all that a statement needs.
const SITE: &str = "\
organisation:
  name: Northmere Health and Care NHS Trust
contacts:
  feedback: {team: Patient safety team, email: safety@northmere.example}
  security: {team: Cyber security team, email: security@northmere.example}
site:
  title: Patient safety at Northmere
  url: https://safety.northmere.example
rules:
  accessibility: off
  control: off
  learning: off
  plain: off
  psirf: off
";

/// A site with every kind of page, documents, pictures and old addresses.
pub const SAMPLE: &[(&str, &str)] = &[
    ("site.yaml", SITE),
    ("policies/_index.md", "---\ntitle: Policies\n---\n"),
    (
        "policies/falls.md",
        "---\ntitle: Falls policy\nreference: P1\nowner: Lead\nversion: \"2.0\"\napproved_by: Board\napproved_on: 2026-04-01\nreview_due: 2028-04\ndocuments: [docx, odt, pdf, large-print, epub, text]\naliases: [/old-falls/]\n---\n## Aim\n\nText.[^1] [Data](../data.csv)\n\n[^1]: A note.\n",
    ),
    (
        "plan/plan.md",
        "---\ntitle: Plan\nowner: Lead\nperiod: {from: 2026-04-01, to: 2028-03-31}\nrefresh_due: 2028-01\nsign_off: [{role: Author, title: Lead, date: 2026-03}]\n---\n| A | B |\n|---|---|\n| 1 | 2 |\n",
    ),
    ("learning/_index.md", "---\ntitle: Learning\n---\n"),
    ("learning/one.md", "---\ntitle: One\ntheme: [falls]\nperiod: 2026-Q1\n---\n::: details More\nText.\n:::\n"),
    ("learning/two.md", "---\ntitle: Two\ntheme: [sepsis]\n---\n![A bed](picture.svg)\n"),
    ("learning/picture.svg", SVG),
    (
        "partners/wren.md",
        "---\nname: Wren\nname_shown: pseudonym\nconsent: {story: true, given_on: 2026-01-01}\n---\nHello.\n",
    ),
    (
        "accessibility-statement.md",
        "---\ntitle: Accessibility statement\nkind: statement\ncompliance: full\nprepared_on: 2026-11-02\nlast_reviewed: 2026-11-16\ntest_method: By hand, page by page.\n---\n",
    ),
    ("contact.md", "---\ntitle: Contact\n---\n::: contact Team\nPhone us.\n:::\n"),
    ("data.csv", "Type,Count\nFalls,4\n"),
];

/// Builds into a folder of its own and gives every byte that came out.
#[track_caller]
fn fresh(folder: &Folder, change: impl FnOnce(&mut Command) -> &mut Command) -> (Outcome, Files) {
    let output = temporary();
    let place = output.path().to_str().expect("a plain path");
    let mut build = folder.command("build", &["--format", "json", "--output", place]);
    change(&mut build);
    let outcome = Outcome::of(&mut build);
    let mut files = files_below(output.path());
    files.retain(|path, _| path.starts_with("site/") || path == "manifest.json");
    (outcome, files)
}

#[test]
fn threads_clock_and_language_change_nothing() {
    let folder = Folder::new(SAMPLE);
    let (outcome, first) = fresh(&folder, |build| build);
    assert_eq!(outcome.status, 0, "{outcome}");
    for ending in [".docx", ".odt"] {
        assert!(first.keys().any(|path| path.ends_with(ending)), "there are documents");
    }
    let (_, again) = fresh(&folder, |build| build);
    assert_same(&first, &again, "twice");
    for jobs in ["1", "4"] {
        let (_, other) = fresh(&folder, |build| build.args(["--jobs", jobs]));
        assert_same(&first, &other, "another number of threads");
    }
    for (zone, language) in [("Pacific/Kiritimati", "cy_GB.UTF-8"), ("Pacific/Honolulu", "tr_TR.UTF-8")] {
        let (_, other) = fresh(&folder, |build| build.env("TZ", zone).env("LC_ALL", language));
        assert_same(&first, &other, "another time zone and language");
    }
}

#[test]
fn the_place_of_the_folder_changes_nothing() {
    let (outcome, first) = fresh(&Folder::new(SAMPLE), |build| build);
    let deep = Folder::new(&[]);
    for (path, bytes) in files_below(&Folder::new(SAMPLE).path("content")) {
        crate::folder::write(&deep.path("a/very deep/place of its own/content").join(path), bytes);
    }
    let root = deep.path("a/very deep/place of its own");
    let (other, files) = fresh(&deep, |build| build.arg("--content").arg(root.join("content")));
    assert_same(&first, &files, "another folder");
    assert_eq!(outcome.stdout, other.stdout);
    for (path, bytes) in files {
        let place = deep.root().to_str().expect("a plain path").as_bytes();
        assert!(!bytes.windows(place.len()).any(|window| window == place), "{path} holds a path of this machine");
    }
}

#[test]
fn the_date_is_the_only_clock() {
    let folder = Folder::new(SAMPLE);
    let at = |seconds: &str| {
        let output = temporary();
        let mut build = crate::folder::program();
        build.arg("build").arg("--root").arg(folder.root()).arg("--theme").arg(crate::folder::plain_theme());
        build.arg("--output").arg(output.path()).env("SOURCE_DATE_EPOCH", seconds);
        assert_eq!(Outcome::of(&mut build).status, 0);
        files_below(&output.path().join("site"))
    };
    // The first and the last second of the day in UTC.
    let (first, last) = (at("1795305600"), at("1795391999"));
    assert_same(&first, &last, "another second of the day");
    let mut named = fresh(&folder, |build| build).1;
    named.remove("manifest.json");
    let named: Files = named.into_iter().map(|(path, bytes)| (path.replacen("site/", "", 1), bytes)).collect();
    assert_same(&first, &named, "the same day by --today");
}

// Edits.

/// A generator of numbers that starts anew with each seed.
pub struct Dice(pub u64);

impl Dice {
    /// One of so many.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides as u64) as usize
    }
}

/// Changes one thing in the content folder, as authors do.
pub fn edit(folder: &Folder, dice: &mut Dice, number: usize) -> String {
    let pages: Vec<String> = files_below(&folder.path("content"))
        .into_keys()
        .filter(|path| path.ends_with(".md") && !["index.md", "contact.md"].contains(&path.as_str()))
        .collect();
    let path = pages[dice.roll(pages.len())].clone();
    let file = folder.path("content").join(&path);
    let text = || std::fs::read_to_string(&file).expect("a page");
    match dice.roll(9) {
        0 => folder.write(&path, format!("{}\nMore words {number}.\n", text())),
        1 => folder.write(&path, text().replacen("title: ", &format!("title: Better {number} "), 1)),
        2 => {
            let folders = ["policies", "learning", "plan", "care", "partners", "care/night"];
            let new = format!("{}/new-{number}.md", folders[dice.roll(folders.len())]);
            let profile = "---\nname: New\nname_shown: pseudonym\nconsent: {story: true, given_on: 2026-01-01}\n---\n";
            let other = page(&format!("New {number}"), "Text. [Contact](/contact.md)");
            folder.write(&new, if new.starts_with("partners/") { profile } else { &other });
            return format!("add {new}");
        }
        3 if pages.len() > 4 => folder.remove(&path),
        4 => {
            let new = file.with_file_name(format!("renamed-{number}.md"));
            std::fs::rename(&file, new).expect("another name");
        }
        5 if text().contains("draft: true") => folder.write(&path, text().replacen("draft: true\n", "", 1)),
        5 => folder.write(&path, text().replacen("---\n", "---\ndraft: true\n", 1)),
        6 => folder.write(&path, text().replacen("---\n", &format!("---\n# {number}\n"), 1)),
        7 => {
            let notice = SITE.replacen("site:\n", &format!("site:\n  notice: Notice {number}\n"), 1);
            folder.write("site.yaml", notice);
            return "change site.yaml".to_owned();
        }
        _ => {
            folder.write("learning/picture.svg", SVG.replace("2 2", &format!("2 {}", number + 2)));
            return "change a picture".to_owned();
        }
    }
    format!("edit {path}")
}

#[test]
fn a_build_after_edits_is_a_build_from_nothing() {
    let folder = Folder::new(SAMPLE);
    folder.publish();
    let mut dice = Dice(0x5eed_2026_1122);
    let mut published = 0;
    let mut history = Vec::new();
    for number in 0..40 {
        history.push(edit(&folder, &mut dice, number));
        let warm = folder.build();
        let (cold, files) = fresh(&folder, |build| build.args(["--jobs", "1"]));
        let history = history.join(", ");
        assert_eq!((warm.status, &warm.stdout), (cold.status, &cold.stdout), "{history}");
        if warm.status == 0 {
            published += 1;
            assert_same(&files, &folder.published(), &history);
        }
    }
    assert!(published > 30, "only {published} of 40 edits were published: {}", history.join(", "));
}

#[test]
fn a_build_with_nothing_changed_touches_nothing() {
    let folder = Folder::new(SAMPLE);
    folder.write("later.md", "---\ntitle: Later\ndraft: true\n---\n");
    folder.write("contact.md", "---\ntitle: Contact\n---\n# Again\n");
    let first = folder.publish();
    assert_eq!(first.findings().len(), 2, "{first}");
    let times = |folder: &Path| -> BTreeMap<String, SystemTime> {
        let time = |path: &String| std::fs::metadata(folder.join(path)).and_then(|it| it.modified()).expect("a time");
        files_below(folder).keys().map(|path| (path.clone(), time(path))).collect()
    };
    let before = times(&folder.path("output/site"));
    for options in [&[][..], &["--jobs", "1"]] {
        let again = folder.build_with(options);
        assert_eq!((again.status, &again.stdout), (0, &first.stdout));
        assert!(again.stderr.contains("nothing changed"), "{again}");
        assert_eq!(before, times(&folder.path("output/site")));
    }
    // Nor does a build that has to look at everything again.
    std::fs::remove_dir_all(folder.path("output/.store")).expect("a store that is safe to delete");
    let again = folder.publish();
    assert_eq!(again.stdout, first.stdout);
    assert_eq!(before, times(&folder.path("output/site")));
}

#[test]
fn a_change_to_the_theme_or_the_options_is_seen() {
    let folder = Folder::new(SAMPLE);
    let theme = crate::folder::copy_plain_theme(&folder);
    let build = |options: &[&str]| {
        let outcome = folder.build_with(&[&["--theme", &theme], options].concat());
        assert_eq!(outcome.status, 0, "{outcome}");
        folder.text("contact/index.html")
    };
    let first = build(&[]);
    let layout = folder.path("themes/own/templates/layout.html");
    let text = std::fs::read_to_string(&layout).expect("a template");
    std::fs::write(&layout, text.replace("<footer>", "<footer><p>Footerword</p>")).expect("a template");
    assert!(build(&[]).contains("Footerword"));
    // A template of the site's own takes the place of the theme's.
    let own = "{% extends \"layout.html\" %}{% block main %}Ownword{% endblock main %}";
    crate::folder::write(&folder.path("themes/site/templates/page.html"), own);
    assert!(build(&[]).contains("Ownword"));
    std::fs::remove_dir_all(folder.path("themes/site")).expect("the site's own templates");
    std::fs::write(&layout, text).expect("a template");
    assert_eq!(build(&[]), first);
    assert!(build(&["--base-url", "https://other.example"]).contains("https://other.example/contact/"));
    assert!(build(&["--drafts"]).contains("noindex"));
    assert_eq!(build(&[]), first);
}

// What the peers get wrong.

#[test]
fn a_deleted_page_is_gone() {
    let folder = Folder::new(SAMPLE);
    folder.publish();
    assert!(folder.site().contains_key("policies/falls/index.html"));
    folder.remove("policies/falls.md");
    folder.publish();
    let left: Vec<String> =
        folder.site().into_keys().filter(|path| path.contains("falls") || path.contains("data")).collect();
    let left: Vec<String> = left.into_iter().filter(|path| !path.starts_with("learning/theme/")).collect();
    assert_eq!(left, [""; 0], "its page, its document, its old address and its file are gone");
    assert!(!folder.path("output/site/policies/falls").exists(), "nor does its folder stay");
    assert!(!folder.text("policies/index.html").contains("Falls policy"), "and the listing says so");
}

#[test]
fn a_renamed_page_leaves_no_old_address() {
    let folder = Folder::new(SAMPLE);
    folder.publish();
    std::fs::rename(folder.path("content/learning/one.md"), folder.path("content/learning/other.md"))
        .expect("a rename");
    folder.publish();
    let site = folder.site();
    assert!(site.contains_key("learning/other/index.html") && !site.contains_key("learning/one/index.html"));
}

#[test]
fn a_draft_is_gone_after_a_build_with_drafts() {
    let folder = Folder::new(SAMPLE);
    folder.write("learning/later.md", "---\ntitle: Draftword\ndraft: true\n---\n");
    folder.publish();
    let public = folder.published();
    assert_eq!(folder.build_with(&["--drafts"]).status, 0);
    assert!(folder.text("learning/later/index.html").contains("Draftword"));
    folder.publish();
    assert_same(&public, &folder.published(), "a build for the public after one with drafts");
}

#[test]
fn a_page_of_the_future_waits_for_its_day() {
    let folder = Folder::new(&[("soon.md", "---\ntitle: Soon\npublish_on: 2026-11-23\n---\n")]);
    let publish = |today: &str| {
        let outcome = folder.build_with(&["--today", today]);
        assert_eq!(outcome.status, 0, "{outcome}");
        folder.site().contains_key("soon/index.html")
    };
    assert!(!publish("2026-11-22"));
    assert!(publish("2026-11-23"), "a day later with nothing else changed");
    assert!(!publish("2026-11-22"));
    folder.write("soon.md", "---\ntitle: Soon\nexpire_on: 2026-11-23\n---\n");
    assert!(publish("2026-11-22"));
    assert!(!publish("2026-11-23"));
}

#[test]
fn a_failed_build_leaves_the_old_site_whole() {
    let folder = Folder::new(SAMPLE);
    folder.publish();
    let before = folder.published();
    folder.write("contact.md", page("Changed", "[x](nowhere.md)"));
    folder.write("learning/one.md", page("Changed too", "Text."));
    assert_eq!(folder.build().status, 1);
    assert_same(&before, &folder.published(), "after a failed build");
    folder.write("contact.md", page("Changed", "Text."));
    folder.publish();
    assert!(folder.text("learning/one/index.html").contains("Changed too"));
}

#[test]
fn what_somebody_changed_in_the_output_is_repaired() {
    let folder = Folder::new(SAMPLE);
    folder.publish();
    let whole = folder.published();
    let file = folder.path("output/site/contact/index.html");
    let damage: &[&dyn Fn()] = &[
        &|| {
            let mut bytes = std::fs::read(&file).expect("a page");
            let middle = bytes.len() / 2;
            bytes[middle] ^= 1;
            std::fs::write(&file, bytes).expect("a damaged page");
        },
        &|| std::fs::write(&file, "").expect("an empty page"),
        &|| std::fs::remove_file(&file).expect("a page"),
        &|| std::fs::remove_dir_all(folder.path("output/site")).expect("a site"),
        &|| std::fs::remove_file(folder.path("output/manifest.json")).expect("a manifest"),
        &|| std::fs::remove_dir_all(folder.path("output/.store")).expect("a store"),
        &|| std::fs::write(folder.path("output/.store/last-build.json"), "{").expect("a damaged store"),
        &|| std::fs::remove_dir_all(folder.path("output")).expect("an output folder"),
    ];
    for (number, damage) in damage.iter().enumerate() {
        damage();
        let outcome = folder.build();
        if number == 4 {
            // Without its manifest nobody knows whose files these are.
            assert_eq!(outcome.status, 2, "{outcome}");
            assert!(outcome.stderr.contains("which Candour did not write"), "{outcome}");
            std::fs::remove_dir_all(folder.path("output/site")).expect("a site");
            folder.publish();
        }
        assert_same(&whole, &folder.published(), &format!("after damage {number}"));
    }
}
