//! Search: what is in the index and what never is, that it is the same whoever makes it, that it is kept, and that the
//! search page is of use without scripts.

use std::io::Read as _;

use crate::folder::{Files, Folder, Outcome, SITE_YAML, assert_same, nhs_theme};

/// A page's words that each test looks for.
const SITE: &[(&str, &str)] = &[
    ("policies/_index.md", "---\ntitle: Policies\n---\n"),
    (
        "policies/falls.md",
        "---\ntitle: Falls policy\ndescription: How we stop falls.\nlast_reviewed: 2026-05-02\n---\n## Getting help & \\<more>\n\nOrthostatic words ___PAGEFIND_WEIGHT___9 here.\n\nTable: Duties\n\n| Role | Duty |\n|---|---|\n| Matron | Chiropody |\n",
    ),
    ("policies/old.md", "---\ntitle: Old\nstatus: withdrawn\nwithdrawn_reason: Quinquereme.\n---\nWithdrawnword.\n"),
    (
        "policies/newer.md",
        "---\ntitle: Superseded\nstatus: superseded\nsuperseded_by: falls.md\n---\nSupersededword.\n",
    ),
    ("draft.md", "---\ntitle: Draft\ndraft: true\n---\nDraftword.\n"),
    ("later.md", "---\ntitle: Later\npublish_on: 2030-01-01\n---\nLaterword.\n"),
    (
        "learning/one.md",
        "---\ntitle: One\ntheme: [falls, \"care, at night\"]\nperiod: 2026-Q1\nanonymisation: {reviewer: Reviewerword, reviewed_on: 2026-01-01, intruder_check: 2026-01-02, family: informed, legal_hold: false, publish_from: 2026-01-03}\n---\nLearned.\n",
    ),
    (
        "partners/wren.md",
        "---\ntitle: Wren\nname: Hiddenname\nname_shown: pseudonym\nconsent: {story: true, given_on: 2026-01-01, reference: Consentword}\n---\nHello.\n",
    ),
    (
        "guide.md",
        "---\ntitle: Long guide\nguide: true\n---\nBefore.\n\n## First part\n\nOnewords.\n\n### Deep\n\nDeepwords.\n\n## Second part\n\nTwowords.\n",
    ),
    ("rights.ur.md", "---\ntitle: آپ کے حقوق\n---\nآپ پوچھ سکتے ہیں۔\n"),
    ("rights.gu.md", "---\ntitle: તમારા અધિકારો\n---\nતમે પૂછી શકો છો.\n"),
];

fn site(more: &[(&str, &str)]) -> Folder {
    let configuration = format!("{SITE_YAML}languages: [ur, gu]\n");
    Folder::new(&[&[("site.yaml", configuration.as_str())], SITE, more].concat())
}

#[track_caller]
fn publish(folder: &Folder, options: &[&str]) -> Outcome {
    let theme = nhs_theme();
    let outcome = folder.run("build", &[&["--theme", theme.to_str().expect("a plain path")], options].concat());
    assert_eq!(outcome.status, 0, "{outcome}");
    outcome
}

/// The files of the index by name.
fn index(folder: &Folder) -> Files {
    let files = folder.site().into_iter();
    files.filter_map(|(path, bytes)| Some((path.strip_prefix("search/pagefind/")?.to_owned(), bytes))).collect()
}

/// What the engine's files hold, unpacked.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    let mut reader = flate2::read::GzDecoder::new(bytes);
    match reader.read_to_end(&mut unpacked) {
        Ok(_) => unpacked,
        Err(_) => bytes.to_vec(),
    }
}

/// The pages of the index as their results are shown, one a line.
fn results(folder: &Folder) -> String {
    let files = index(folder).into_iter().filter(|(path, _)| path.starts_with("fragment/"));
    let results: Vec<String> =
        files.map(|(_, bytes)| String::from_utf8_lossy(&unpacked(&bytes)).into_owned()).collect();
    results.join("\n")
}

#[test]
fn the_index_holds_what_pages_in_force_say_and_nothing_private() {
    let folder = site(&[]);
    publish(&folder, &[]);
    let results = results(&folder);
    for words in [
        "\"title\":\"Falls policy\"",
        "\"description\":\"How we stop falls.\"",
        "\"date\":\"2026-05-02\"",
        "\"url\":\"/policies/falls/\"",
        "Orthostatic words",
        "Chiropody",
        "\"text\":\"Getting help & <more>\"",
        "\"id\":\"getting-help-more\"",
        "\"kind\":[\"policy\"]",
        "\"theme\":[\"falls\",\"care, at night\"]",
        "\"title\":\"Long guide: Second part\"",
        "\"url\":\"/guide/second-part/\"",
        "آپ پوچھ",
        "તમે પૂછી",
    ] {
        assert!(results.contains(words), "no {words} in\n{results}");
    }
    let everything: Vec<u8> = index(&folder).values().flat_map(|bytes| unpacked(bytes)).collect();
    let everything = String::from_utf8_lossy(&everything).to_lowercase();
    for word in [
        "withdrawnword",
        "quinquereme",
        "supersededword",
        "draftword",
        "laterword",
        "reviewerword",
        "hiddenname",
        "consentword",
    ] {
        assert!(!everything.contains(word), "{word} is in the index");
    }
}

#[test]
fn only_what_a_browser_asks_for_is_published() {
    let folder = site(&[]);
    publish(&folder, &[]);
    let index = index(&folder);
    let outside: Vec<&str> = index.keys().map(String::as_str).filter(|name| !name.contains('/')).collect();
    let outside: Vec<&str> = outside.into_iter().filter(|name| !name.ends_with(".pf_meta")).collect();
    // Urdu and Gujarati have no stemmer: one reader serves both.
    assert_eq!(outside, ["pagefind-entry.json", "pagefind.js", "wasm.en-gb.pagefind", "wasm.unknown.pagefind"]);
    assert!(index["pagefind.js"].starts_with(b"/*!\nPagefind"), "its licence stands in every copy");
    let facts = String::from_utf8_lossy(&index["pagefind-entry.json"]);
    for language in ["\"en-gb\"", "\"gu\"", "\"ur\""] {
        assert!(facts.contains(language), "{facts}");
    }

    let english = Folder::new(&[("site.yaml", SITE_YAML), ("a.md", "---\ntitle: A\n---\nWords.\n")]);
    publish(&english, &[]);
    assert!(!english.site().contains_key("search/pagefind/wasm.unknown.pagefind"));
}

#[test]
fn threads_change_no_byte_of_the_index() {
    let folder = site(&[]);
    let made = |jobs: &str| {
        let _ = std::fs::remove_dir_all(folder.path("output"));
        publish(&folder, &["--jobs", jobs]);
        folder.published()
    };
    let first = made("1");
    assert!(first.keys().any(|path| path.ends_with(".pf_index")), "there is an index");
    for jobs in ["1", "2", "4"] {
        assert_same(&first, &made(jobs), "another number of threads");
    }
}

#[test]
fn the_index_is_kept_until_a_word_changes_and_made_again_when_damaged() {
    let folder = site(&[("more.md", "---\ntitle: More\n---\nFirst words.\n")]);
    let made = "made beside the documents in ";
    let kept = "kept from an earlier build";
    let says = |words: &str| {
        let outcome = publish(&folder, &[]);
        let line = outcome.stderr.lines().find(|line| line.starts_with("Search index: ")).unwrap_or_default();
        assert!(line.contains(" files, ") && line.contains(words), "{outcome}");
        index(&folder)
    };
    let first = says(made);
    // A change that no reader sees in the results.
    folder.write("data.csv", "a,b\n1,2\n");
    folder.write("draft.md", "---\ntitle: Draft\ndraft: true\n---\nOther words.\n");
    assert_same(&first, &says(kept), "kept");
    folder.write("more.md", "---\ntitle: More\n---\nOther words.\n");
    let second = says(made);
    assert_ne!(first, second);
    // What the store holds is checked: a damaged index is made again.
    for (path, bytes) in crate::folder::files_below(&folder.path("output/.store/documents")) {
        let end = bytes.len() / 2;
        std::fs::write(folder.path("output/.store/documents").join(path), &bytes[..end]).expect("a damaged file");
    }
    folder.write("data.csv", "a,b\n3,4\n");
    assert_same(&second, &says(made), "made again");
}

#[test]
fn search_can_be_switched_off() {
    let configuration = format!("{SITE_YAML}search: off\n");
    let folder = Folder::new(&[("site.yaml", &configuration), ("a.md", "---\ntitle: A\n---\nWords.\n")]);
    let outcome = publish(&folder, &[]);
    assert!(!outcome.stderr.contains("Search index"), "{outcome}");
    let site = folder.site();
    assert!(site.keys().all(|path| !path.contains("search")), "{:?}", site.keys());
    assert!(!folder.text("a/index.html").contains("<form"));
}

#[test]
fn a_preview_finds_its_drafts() {
    let folder = site(&[]);
    publish(&folder, &["--drafts"]);
    assert!(results(&folder).contains("Draftword"));
    publish(&folder, &[]);
    assert!(!results(&folder).contains("Draftword"));
}

#[test]
fn every_page_has_a_form_and_only_the_search_page_a_script() {
    let folder = site(&[]);
    publish(&folder, &["--base-url", "https://example.org/safety"]);
    for (path, action) in [
        ("index.html", "/safety/search/"),
        ("policies/falls/index.html", "/safety/search/"),
        ("ur/rights/index.html", "/safety/ur/search/"),
    ] {
        let html = folder.text(path).replace('"', "");
        assert!(html.contains(&format!("<form action={action} ")) && !html.contains("method="), "{path}\n{html}");
        // Facts for search engines are data and no script.
        let scripts = html.matches("<script").count() - html.matches("<script type=application/ld+json>").count();
        assert_eq!(scripts, 0, "{path} asks for a script");
    }
    let html = folder.text("search/index.html").replace('"', "");
    assert!(html.contains("src=/safety/assets/search.js") && html.contains("data-index=/safety/search/pagefind/"));
    assert_eq!(html.matches("<form").count(), 1, "the form of the header would be a second");
    assert!(folder.site().contains_key("assets/search.js"));
    let urdu = folder.text("ur/search/index.html").replace('"', "");
    assert!(urdu.contains("lang=ur") && urdu.contains("dir=rtl") && urdu.contains("/safety/ur/rights/"));
    assert!(!urdu.contains("/safety/policies/falls/"), "it lists the pages of its own language");
}

#[test]
fn the_search_page_lists_every_page_by_section() {
    let folder = site(&[]);
    publish(&folder, &[]);
    let html = folder.text("search/index.html").replace('"', "");
    let list = &html[html.find("id=all-pages").expect("a list")..];
    for address in ["/policies/", "/policies/falls/", "/learning/one/", "/partners/wren/"] {
        assert!(list.contains(&format!("href={address}>")), "no {address} in\n{list}");
    }
    for address in ["/policies/old/", "/draft/", "/later/", "/ur/rights/"] {
        assert!(!list.contains(&format!("href={address}>")), "{address} in\n{list}");
    }
}

#[test]
fn a_large_site_is_listed_in_parts() {
    let pages: Vec<(String, String)> = (0..450)
        .map(|n| (format!("policies/p{n:03}.md"), format!("---\ntitle: Policy {n:03}\n---\nWords.\n")))
        .collect();
    let mut files: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("policies/_index.md", "---\ntitle: All policies\n---\n"));
    files.push((
        "site.yaml",
        "organisation: {name: Northmere}\nsite: {title: Safety, url: 'https://example.org'}\ndocuments: {policy: []}\n",
    ));
    let folder = Folder::new(&files);
    publish(&folder, &[]);
    let html = folder.text("search/index.html").replace('"', "");
    assert!(html.len() < 20_000 && html.contains("href=/search/pages/3/"), "{}", html.len());
    let listed: String = (1..=3).map(|n| folder.text(&format!("search/pages/{n}/index.html"))).collect();
    let listed = listed.replace('"', "");
    for n in 0..450 {
        assert!(listed.contains(&format!("href=/policies/p{n:03}/>")), "page {n} is in no list");
    }
    assert!(!folder.site().contains_key("search/pages/4/index.html"));
}
