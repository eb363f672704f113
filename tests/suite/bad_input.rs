//! Bad input: one clear message a fault, with its file and line and what to do; exit status 1 or 2 as the contract
//! says; the site that was published before stands untouched.

use std::path::Path;
use std::process::Command;

use crate::folder::{Folder, Outcome, PDF, SITE_YAML, assert_same, page, plain_theme, write};

/// A site that was published, about to be broken.
fn published() -> Folder {
    let folder = Folder::new(&[("falls.md", &page("Preventing falls", "## Who to tell\n\nTell a nurse."))]);
    folder.publish();
    folder
}

/// Builds, and holds that what was published stands as it was.
#[track_caller]
fn build_untouched(folder: &Folder, options: &[&str]) -> Outcome {
    let before = folder.published();
    assert!(before.contains_key("manifest.json") && before.len() > 2, "there is a site to keep");
    let outcome = folder.build_with(options);
    assert_same(&before, &folder.published(), "the site that was there before");
    outcome
}

/// Breaks a published site with some files. What is found must be all that is expected, as [`crate::folder::told`]
/// tells it.
#[track_caller]
fn check(files: &[(&str, &[u8])], status: i32, expected: &str) {
    let folder = published();
    for (path, bytes) in files {
        folder.write(path, bytes);
    }
    let outcome = build_untouched(&folder, &[]);
    assert_eq!(outcome.told(), expected, "{}", outcome.stderr);
    assert_eq!(outcome.status, status, "{outcome}");
}

/// The same for one page of text.
#[track_caller]
fn check_page(text: &str, expected: &str) {
    check(&[("new.md", text.as_bytes())], 1, expected);
}

/// The same for the configuration: status 2.
#[track_caller]
fn check_configuration(text: &str, expected: &str) {
    check(&[("site.yaml", text.as_bytes())], 2, expected);
}

// Pages.

#[test]
fn an_empty_page() {
    let expected = "new.md:1:1 error front-matter/missing: this page is empty; add front matter with at least a title, or delete the file";
    check_page("", expected);
    check_page("\n \n", expected);
}

#[test]
fn a_page_without_front_matter() {
    check_page(
        "Falls happen.\n",
        "new.md:1:1 error front-matter/missing: this page has no front matter; start the file with a line of three dashes (---), a line `title: …`, and three dashes again",
    );
    check_page(
        "---\ntitle: Falls\n\nFalls happen.\n",
        "new.md:1:1 error front-matter/missing: the front matter is not closed; add a line with three dashes (---) after its last key",
    );
}

#[test]
fn front_matter_that_is_no_set_of_keys() {
    for yaml in ["- one\n- two", "one", "[one, two]"] {
        check_page(
            &format!("---\n{yaml}\n---\n"),
            "new.md:2:1 error front-matter/not-yaml: the front matter is not a set of `key: value` lines; start each line with a key and a colon, for example `title: Our policy`",
        );
    }
}

#[test]
fn front_matter_with_a_tab() {
    let folder = published();
    folder.write("new.md", "---\ntitle: Falls\nattachments:\n\t- file: falls.pdf\n---\n");
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    assert_eq!((outcome.status, findings.len()), (1, 1), "{outcome}");
    assert_eq!((findings[0].rule.as_str(), findings[0].line), ("front-matter/not-yaml", 4), "{outcome}");
    assert_eq!(findings[0].message, "there is a tab here, where only spaces may stand");
    assert_eq!(findings[0].help, "replace the tab with spaces");
}

#[test]
fn front_matter_with_a_line_without_its_colon() {
    for (yaml, line) in [
        ("title: Falls\nowner Head of Falls\ndescription: Falls.", 3),
        ("title Falls\nowner: Head of Falls", 2),
        ("title: Falls\nattachments\n  - file: a.pdf\nowner Head of Falls", 3),
    ] {
        let folder = published();
        folder.write("new.md", format!("---\n{yaml}\n---\n"));
        let outcome = build_untouched(&folder, &[]);
        let finding = &outcome.findings()[0];
        assert_eq!((finding.rule.as_str(), finding.line), ("front-matter/not-yaml", line), "{yaml}: {outcome}");
        assert_eq!(finding.message, "the colon after the key is missing on this line", "{yaml}");
        assert_eq!(finding.help, "write a colon and a space after the key, the first word: `key: value`");
    }
}

#[test]
fn front_matter_with_a_line_that_begins_with_spaces() {
    check_page(
        "---\ntitle: Falls\n  owner: Head of Falls\n---\n",
        "new.md:3:1 error front-matter/not-yaml: the spaces at the start of this line make it a part of the value above; take the spaces away, or take out the value above if the line belongs below its key",
    );
}

#[test]
fn front_matter_that_is_a_bomb() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let inner = format!("*a{}", level - 1);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", [inner.as_str(); 10].join(", ")));
    }
    let folder = published();
    folder.write("new.md", format!("---\ntitle: Falls\n{bomb}---\n"));
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    assert_eq!((outcome.status, findings.len()), (1, 1), "{outcome}");
    assert_eq!(findings[0].rule, "front-matter/not-yaml", "{outcome}");
    assert_eq!(findings[0].message, "this is too large or repeats itself too often");
    assert_eq!(findings[0].help, "write it out plainly, without & and *");
    assert!((3..=14).contains(&findings[0].line), "in the front matter: {outcome}");
}

#[test]
fn front_matter_that_is_nested_without_end() {
    let deep = format!("---\ntitle: Falls\nowner: {}{}\n---\n", "[".repeat(10_000), "]".repeat(10_000));
    let folder = published();
    folder.write("new.md", deep);
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    assert_eq!((outcome.status, findings.len()), (1, 1), "{outcome}");
    assert_eq!((findings[0].rule.as_str(), findings[0].line), ("front-matter/not-yaml", 3), "{outcome}");
}

#[test]
fn front_matter_that_is_not_closed_inside() {
    check_page(
        "---\ntitle: \"Falls\ndraft: true\n---\n",
        "new.md:2:8 error front-matter/not-yaml: a bracket or quotation mark is opened and not closed; close it, or put quotation marks around the whole value",
    );
    check_page(
        "---\ntitle: Falls: what we do\n---\n",
        "new.md:2:13 error front-matter/not-yaml: there is a second colon on this line; put quotation marks around the whole value",
    );
    check_page(
        "---\ntitle: \"Smart” quotes\n---\n",
        "new.md:2:8 error front-matter/not-yaml: a straight quotation mark is opened here, and a curly one does not close it; write the same straight quotation mark (\" or ') at both ends: Word turns them into curly ones",
    );
    check_page(
        "---\ntitle: *falls\n---\n",
        "new.md:2:8 error front-matter/not-yaml: a value that starts with * points to nothing; put quotation marks around the value",
    );
}

#[test]
fn what_a_policy_has_outside_of_its_folder() {
    check_page(
        "---\ntitle: Falls\nreference: NM-1\n---\nWords.\n",
        "new.md:3:1 error front-matter/unknown-key: there is no key `reference` in a page; `reference` belongs to a policy or a plan; this page is a page. If it is a policy, move the file to `policies`, or write `kind: policy` at its top",
    );
}

#[test]
fn a_key_twice() {
    check_page(
        "---\ntitle: Falls\nowner: Lead\nowner: Deputy\n---\n",
        "new.md:4:1 error front-matter/duplicate-key: this key stands here a second time; keep one of the two and delete the other",
    );
}

#[test]
fn a_misspelt_key_and_wrong_values_all_at_once() {
    check_page(
        "---\ntitle: Falls\nlast_review: 2026-04-01\ndraft: maybe\nexpire_on: 2026-02-30\nstatus: gone\n---\n",
        "\
new.md:3:1 error front-matter/unknown-key: there is no key `last_review` in a page; did you mean `last_reviewed`?
new.md:4:8 error front-matter/wrong-value: `draft`: this is text; it should be true or false; write true or false, without quotation marks
new.md:5:12 error front-matter/wrong-value: `expire_on`: there is no such day: the month has 28 days; write a day that the month has
new.md:6:9 error front-matter/wrong-value: `status`: this is not one of the choices; the choices are `published`, `withdrawn` and `superseded`",
    );
}

#[test]
fn a_page_that_is_not_utf_8() {
    let folder = published();
    folder.write("new.md", b"---\ntitle: Falls\n---\nAt the caf\xe9.\n");
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    assert_eq!((outcome.status, findings.len()), (1, 1), "{outcome}");
    assert_eq!(findings[0].rule, "source/not-text");
    assert_eq!(findings[0].message, "this file is not UTF-8 text: line 4 holds bytes that are no characters");
    assert_eq!(findings[0].help, "save it again as \"UTF-8\" from your editor's save dialogue");
    assert_eq!(findings[0].line, 4, "an editor goes to the line of the finding");
}

#[test]
fn a_page_with_a_nul() {
    let folder = published();
    folder.write("new.md", b"---\ntitle: Falls\n---\nAt\0night.\n");
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    assert_eq!((outcome.status, findings.len()), (1, 1), "{outcome}");
    assert_eq!(findings[0].rule, "source/not-text");
    assert_eq!(findings[0].message, "this file is not a text file: line 4 holds a NUL character");
    assert_eq!(
        findings[0].help,
        "it may be a Word file or a picture with the wrong name: save the text as UTF-8, or rename the file"
    );
    assert_eq!(findings[0].line, 4, "an editor goes to the line of the finding");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_fault() {
    let text = "---\ntitle: Falls\n---\nOne line\nand [another](nowhere.md).\n\n::: details More\nTwo\n:::\n";
    let folder = Folder::new(&[]);
    let marked = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    folder.write("site.yaml", marked(SITE_YAML));
    folder.write("falls.md", marked(text));
    assert_eq!(
        folder.build().told(),
        "falls.md:5:5 error links/no-such-page: there is no such page; write the path of a .md file, starting from the folder of this page"
    );
    let text = text.replace("nowhere.md", "index.md");
    folder.write("falls.md", marked(&text));
    folder.publish();
    let windows = folder.site();
    folder.write("site.yaml", SITE_YAML);
    folder.write("falls.md", text);
    folder.publish();
    assert_same(&windows, &folder.site(), "line ends");
}

#[test]
fn a_page_of_50_mb() {
    let folder = published();
    let large = std::fs::File::create(folder.path("content/new.md")).expect("a new file");
    large.set_len(50 << 20).expect("a large file");
    let outcome = build_untouched(&folder, &[]);
    assert_eq!(
        outcome.told(),
        "new.md:1:1 error source/too-large: this page is 50 MB, more than the 8 MB a page may have; split it into several pages, and keep pictures as files beside it"
    );
    assert_eq!(outcome.status, 1);
}

#[test]
fn a_file_of_more_than_200_mb() {
    let folder = published();
    folder.write("new.md", page("Film", "See [the film](film.mp4)."));
    let large = std::fs::File::create(folder.path("content/film.mp4")).expect("a new file");
    large.set_len((200 << 20) + 1).expect("a large file");
    let outcome = build_untouched(&folder, &[]);
    assert_eq!(
        outcome.told(),
        "new.md:4:5 error links/no-such-file: this file is too large for a website; make it smaller than 200 MB"
    );
    assert_eq!(outcome.status, 1);
}

/// A page of this text has one finding, on this line of its body: nested too deep.
#[track_caller]
fn check_deep(body: &str, line: usize) {
    let folder = published();
    folder.write("new.md", page("Deep", body));
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    let told: Vec<_> = findings.iter().map(|it| (it.rule.as_str(), it.line, it.column > 0)).collect();
    assert_eq!(told, [("markdown/too-deep", line + 3, true)], "{}", outcome.stderr);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        findings[0].message, "lists, quotations or components are nested more than 24 deep here",
        "what is wrong is told in words"
    );
    assert_eq!(findings[0].help, "use headings and shorter lists instead");
}

#[test]
fn ten_thousand_nested_lists() {
    check_deep(&format!("{}end", "- ".repeat(10_000)), 1);
}

#[test]
fn ten_thousand_nested_quotations() {
    check_deep(&format!("Dear all,\n\n{}end", "> ".repeat(10_000)), 3);
    check_deep(&format!("{}end", ">".repeat(10_000)), 1);
}

#[test]
fn ten_thousand_nested_components() {
    check_deep(&format!("{}end\n{}", "::: details More\n".repeat(10_000), ":::\n".repeat(10_000)), 25);
}

#[test]
fn ten_thousand_nested_emphases() {
    check_deep(&format!("{}x{}", "**a *b ".repeat(5_000), "* b** a".repeat(5_000)), 1);
}

#[test]
fn a_title_of_10_000_characters() {
    check_page(
        &page(&"Falls and more falls ".repeat(500), "Text."),
        "new.md:2:8 error front-matter/wrong-value: the title is longer than 300 characters; shorten it to 65 characters or fewer and put the rest in the page",
    );
}

#[test]
fn a_title_of_emoji() {
    check_page(
        &page("😀🎉👩‍⚕️", "Text."),
        "new.md:2:8 error front-matter/wrong-value: the title has no letters or numbers; write it in words: screen readers and documents need them",
    );
    // Beside words they do no harm.
    let folder = Folder::new(&[("new.md", &page("Falls 😀", "Text 👩‍⚕️."))]);
    folder.publish();
    assert!(folder.text("new/index.html").contains("<h1>Falls 😀</h1>"));
}

// Links.

#[test]
fn a_link_to_a_page_that_does_not_exist() {
    check_page(
        &page("New", "Read [more](fals.md), [more](/falls/#who), [this](falls)\nand ![that](falls.png)."),
        "\
new.md:4:6 error links/no-such-page: there is no such page; did you mean falls.md?
new.md:4:23 error links/no-such-heading: the page has no such heading; write the heading's words in small letters with hyphens, or give it an id: ## Heading {#id}
new.md:4:44 error links/no-such-page: there is no such page; did you mean falls.md?
new.md:5:5 error links/no-such-file: there is no such file; put the file beside this page, and write its name exactly as it is",
    );
}

#[test]
fn a_page_that_is_not_there_is_taken_for_none_that_is_named_otherwise() {
    let folder = Folder::new(&[
        ("policies/_index.md", &page("Policies", "All of them.")),
        ("care/new.md", &page("New", "Read [how we say sorry](../policies/being-open.md).")),
    ]);
    let outcome = folder.build();
    assert!(outcome.stdout.contains("links/no-such-page") && !outcome.stdout.contains("did you mean"), "{outcome}");
}

#[test]
fn a_link_to_a_heading_that_does_not_exist() {
    check_page(
        &page("New", "Ask [who](falls.md#who-to-tel), or [here](#nowhere)."),
        "\
new.md:4:5 error links/no-such-heading: the page has no such heading; did you mean #who-to-tell?
new.md:4:36 error links/no-such-heading: the page has no such heading; write the heading's words in small letters with hyphens, or give it an id: ## Heading {#id}",
    );
}

#[test]
fn a_link_out_of_the_content_folder() {
    let expected = "error links/leaves-content: this leads out of the content folder; copy the file into the content folder, and link to it there";
    check_page(
        &page("New", "[a](../secret.md) [b](../../etc/passwd) [c](care/../../x.pdf) [d](%2e%2e/secret.pdf)"),
        &[1, 19, 41, 63].map(|column| format!("new.md:4:{column} {expected}")).join("\n"),
    );
}

#[cfg(unix)]
#[test]
fn a_link_through_a_symlink_that_leaves_the_content_folder() {
    let folder = published();
    write(&folder.path("private/secret.pdf"), "SECRETBYTES");
    write(&folder.path("private/page.md"), page("SECRETBYTES", "SECRETBYTES"));
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(folder.path(to), folder.path("content").join(at)).expect("a symbolic link");
    };
    link("private/secret.pdf", "leaflet.pdf");
    link("private/page.md", "secret.md");
    link("private", "folder");
    link("nowhere", "dangling.pdf");
    folder.write(
        "new.md",
        page("New", "[a](leaflet.pdf)\n[b](secret.md)\n[c](folder/secret.pdf)\n[d](dangling.pdf)\n![e](leaflet.pdf)"),
    );
    let outcome = build_untouched(&folder, &[]);
    let leaves = "this leads out of the content folder; copy the file into the content folder, and link to it there";
    let told = outcome.told();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 5, "{told}");
    for line in [4, 5, 7, 8] {
        let expected = format!("new.md:{line}:1 error links/leaves-content: {leaves}");
        assert!(lines.contains(&expected.as_str()), "{expected}\n{told}");
    }
    assert!(lines[2].starts_with("new.md:6:1 error links/"), "{told}");
    assert_eq!(outcome.status, 1);

    // Nor is anything behind them published when no page asks for it.
    folder.remove("new.md");
    let outcome = folder.build();
    assert_eq!(outcome.status, 0, "{outcome}");
    for (path, bytes) in folder.site() {
        assert!(!bytes.windows(11).any(|window| window == b"SECRETBYTES"), "{path} holds what lies outside");
    }
}

#[cfg(unix)]
#[test]
fn symlinks_within_the_content_folder_are_followed_and_end() {
    let folder = Folder::new(&[("care/falls.md", &page("Falls", "Text.")), ("care/leaflet.txt", "Leaflet")]);
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(to, folder.path("content").join(at)).expect("a symbolic link");
    };
    link("care/leaflet.txt", "leaflet.txt");
    link("care", "again");
    link("..", "care/up");
    folder.write("new.md", page("New", "[a](leaflet.txt) [b](again/leaflet.txt) [c](again/falls.md)"));
    let outcome = folder.build();
    assert_eq!(outcome.status, 0, "{outcome}");
    assert_eq!(folder.text("leaflet.txt"), "Leaflet");
    assert_eq!(folder.text("again/leaflet.txt"), "Leaflet");
}

#[test]
fn a_link_that_browsers_must_not_follow() {
    check_page(
        &page("New", "[a](javascript:alert) [b](file:///x.pdf)\n![c](https://pictures.example/c.png)\n[d]()"),
        "\
new.md:4:1 error links/unsafe-target: browsers do not follow links of this kind; start it with https://, mailto: or tel:
new.md:4:23 error links/unsafe-target: browsers do not follow links of this kind; start it with https://, mailto: or tel:
new.md:5:1 error links/unsafe-target: this would be fetched from another website, which tells it who reads the page; copy the file into the content folder, beside this page
new.md:6:1 error links/empty-target: this link leads nowhere; write the page, address or file between the round brackets",
    );
}

#[test]
fn a_link_that_hides_its_scheme() {
    let targets = ["JavaScript:x", "java&#x73;cript:x", "java\\script:x", "data:text/html,x", "vbscript:x", "blob:x"];
    for target in targets {
        let folder = published();
        folder.write("new.md", page("New", &format!("[a]({target})\n\n<{target}>\n\n![b]({target})")));
        let outcome = build_untouched(&folder, &[]);
        assert_eq!(outcome.status, 1, "{target}: {outcome}");
        assert!(outcome.findings().iter().any(|it| it.line == 4 && it.severity == "error"), "{target}: {outcome}");
    }
}

#[test]
fn columns_count_characters() {
    check_page(
        &page("New", "Łódź 👩‍⚕️ é [x](nowhere.md)"),
        "new.md:4:13 error links/no-such-page: there is no such page; write the path of a .md file, starting from the folder of this page",
    );
}

// Addresses.

#[test]
fn two_pages_with_one_address() {
    check(
        &[
            ("care/falls.md", page("One", "Text.").as_bytes()),
            ("care/other.md", b"---\ntitle: Two\nslug: falls\n---\n"),
            ("Falls.md", page("Three", "Text.").as_bytes()),
        ],
        1,
        "\
care/other.md:3:7 error addresses/duplicate: this page has the same address as care/falls.md: /care/falls/; rename one of the two files, or give one a `slug`
falls.md:2:8 error addresses/duplicate: this page has the same address as Falls.md: /falls/; rename one of the two files, or give one a `slug`",
    );
    check(
        &[("care/index.md", page("One", "").as_bytes()), ("care/_index.md", page("Two", "").as_bytes())],
        1,
        "care/index.md:2:8 error addresses/duplicate: this page has the same address as care/_index.md: /care/; rename one of the two files, or give one a `slug`",
    );
}

#[test]
fn two_files_with_one_path() {
    check(
        &[
            ("new.md", page("New", "[a](a/Falls%20leaflet.txt) [b](a/falls-leaflet.txt)").as_bytes()),
            ("a/Falls leaflet.txt", b"one"),
            ("a/falls-leaflet.txt", b"two"),
        ],
        1,
        "a/falls-leaflet.txt:1:1 error output/path-twice: two files of the site would be published as a/falls-leaflet.txt; rename one of the files",
    );
}

#[test]
fn a_file_and_a_folder_with_one_path() {
    let folder = published();
    folder.write("new.md", "---\ntitle: New\naliases: [/leaflet.pdf]\n---\n[Leaflet](leaflet.pdf)\n");
    folder.write("leaflet.pdf", PDF);
    let outcome = build_untouched(&folder, &[]);
    assert_eq!(outcome.status, 1, "the author can mend it: {outcome}");
    assert!(outcome.findings().iter().any(|it| it.severity == "error" && !it.help.is_empty()), "{outcome}");
}

#[test]
fn an_address_that_is_too_long_for_a_file() {
    for front_matter in [format!("slug: {}", "a".repeat(300)), format!("aliases: [/{}/]", "a".repeat(300))] {
        let folder = published();
        folder.write("new.md", format!("---\ntitle: New\n{front_matter}\n---\n"));
        let outcome = build_untouched(&folder, &[]);
        assert_eq!(outcome.status, 1, "the author can mend it: {outcome}");
        let findings = outcome.findings();
        assert!(findings.iter().any(|it| (it.file.as_str(), it.line) == ("new.md", 3)), "{outcome}");
    }
}

#[test]
fn old_addresses_that_cannot_be() {
    check_page(
        "---\ntitle: New\naliases:\n  - /falls/\n  - /new/\n  - https://x.example/new\n  - /../x/\n---\n",
        "\
new.md:4:5 error addresses/alias-collides: this old address is already used by falls.md; delete it here, or move the other page
new.md:5:5 error addresses/alias-loops: this old address leads to itself; delete it: this is the page's address today
new.md:6:5 error addresses/alias-unusable: this old address cannot be used; write the old address from its first slash on, for example /old-policy/
new.md:7:5 error addresses/alias-unusable: this old address cannot be used; write the old address from its first slash on, for example /old-policy/",
    );
}

// The configuration.

#[test]
fn no_site_yaml() {
    let folder = published();
    folder.remove("site.yaml");
    let outcome = build_untouched(&folder, &[]);
    assert_eq!(
        outcome.told(),
        "site.yaml:1:1 error config/site-yaml: the content folder has no site.yaml; add a file site.yaml with the name of your organisation, or use --root to name the folder that holds content/"
    );
    assert_eq!((outcome.status, outcome.stderr.as_str()), (2, "site.yaml cannot be used; nothing was built.\n"));
}

#[test]
fn a_site_yaml_that_cannot_be_read() {
    let shape = "error config/site-yaml: site.yaml is not a set of `key: value` lines; start with the line `organisation:`, see the sample site for the rest";
    check_configuration("", &format!("site.yaml:1:1 {shape}"));
    check_configuration("- one\n", &format!("site.yaml:1:1 {shape}"));
    check_configuration(
        "organisation:\n  name: A: B\n",
        "site.yaml:2:10 error config/site-yaml: there is a second colon on this line; put quotation marks around the whole value",
    );
    check_configuration(
        "vocabularies: policy_sections: [\"Response planning = Plan\"]\n",
        "site.yaml:1:30 error config/site-yaml: there is a second colon on this line; put the second key on a line of its own below, with two more spaces before it; or put quotation marks around the whole value",
    );
    check_configuration(
        &format!("{SITE_YAML}site:\n  title: Again\n"),
        "site.yaml:14:1 error config/key: this key stands here a second time; keep one of the two and delete the other",
    );
    check(
        &[("site.yaml", b"organisation:\n  name: Caf\xe9\n")],
        2,
        "site.yaml:2:1 error config/site-yaml: site.yaml is not a text file; save it again as UTF-8 text",
    );
}

#[test]
fn a_site_yaml_with_wrong_lines_all_at_once() {
    check_configuration(
        "\
organisation:
  name: Northmere
  kind: trust
site:
  url: safety.northmere.example
languages: [welsh!]
rules:
  links/no-such-heading: never
",
        "\
site.yaml:3:3 error config/key: there is no key `kind` here; the keys here are `name`, `short_name`, `type`, `logo` and `address`
site.yaml:5:3 error config/key: `site.title` is missing; add it under `site:`, for example `title: Patient safety at Northmere`
site.yaml:5:8 error config/key: `site.url` is not the address of a website; write it with https:// and without ? or #, for example https://safety.example.nhs.uk
site.yaml:6:12 error config/key: one of these is not a language tag; write them as cy, pl, ur, gu
site.yaml:8:26 error config/key: `rules.links/no-such-heading`: this is not one of the choices; the choices are `off`, `advice`, `warning` and `error`",
    );
}

#[test]
fn a_site_yaml_of_50_mb() {
    let folder = published();
    let large = std::fs::File::create(folder.path("content/site.yaml")).expect("a file");
    large.set_len(50 << 20).expect("a large file");
    let outcome = build_untouched(&folder, &[]);
    let findings = outcome.findings();
    assert_eq!((outcome.status, findings.len()), (2, 1), "{outcome}");
    assert!(findings[0].message.contains("50 MB"), "too large is no question of UTF-8: {outcome}");
}

#[test]
fn no_content_folder() {
    let folder = published();
    let missing = folder.path("nowhere");
    let outcome = build_untouched(&folder, &["--content", missing.to_str().expect("a plain path")]);
    let expected = format!(
        "candour: there is no folder {}; use --root to name the folder that holds content/, or begin a site with candour init.\n",
        missing.display()
    );
    assert_eq!((outcome.status, outcome.stderr.as_str()), (2, expected.as_str()));
}

#[test]
fn wrong_usage() {
    let folder = published();
    for (options, expected) in [
        (&["--today", "2026-02-30"][..], "--today 2026-02-30 is not a date; write it as 2026-04-01"),
        (&["--base-url", "x.example"], "--base-url x.example is not the address of a website; start it with https://"),
        (&["--jobs", "0"], "0 is not in 1..=512"),
        (&["--draft"], "--drafts"),
    ] {
        let outcome = build_untouched(&folder, options);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
        assert!(outcome.stderr.contains(expected), "{outcome}");
    }
}

#[test]
fn a_clock_that_is_no_number() {
    let folder = published();
    let mut build = crate::folder::program();
    build.args(["build", "--root"]).arg(folder.root()).arg("--theme").arg(plain_theme());
    let outcome = Outcome::of(build.env("SOURCE_DATE_EPOCH", "yesterday"));
    let expected = "candour: SOURCE_DATE_EPOCH is not a number of seconds.\n";
    assert_eq!((outcome.status, outcome.stderr.as_str()), (2, expected));
}

#[test]
fn help_is_no_fault() {
    for (arguments, expected) in [
        (&["--help"][..], "Usage: candour"),
        (&["build", "--help"], "--base-url"),
        (&["--version"], "candour "),
        (&["completions", "bash"], "_candour"),
    ] {
        let outcome = Outcome::of(crate::folder::program().args(arguments));
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{outcome}");
        assert!(outcome.stdout.contains(expected), "{outcome}");
    }
}

// The theme.

/// The plain theme in the site's folder with one template changed.
fn theme_with(folder: &Folder, template: &str, text: &str) -> String {
    let theme = crate::folder::copy_plain_theme(folder);
    write(&folder.path("themes/own/templates").join(template), text);
    theme
}

#[test]
fn a_template_that_cannot_be_read() {
    let folder = published();
    let theme = theme_with(&folder, "policy.html", "<main>\n  {% if page.title %}\n  {{ page.title }\n</main>\n");
    let outcome = build_untouched(&folder, &["--theme", &theme]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
    assert!(outcome.stderr.starts_with(&format!("candour: {theme}/templates/policy.html:3:")), "{outcome}");
    assert_eq!(outcome.stderr.lines().count(), 1, "one line a fault: {outcome}");
}

#[test]
fn a_template_that_fails_on_a_page() {
    let folder = published();
    let text =
        "{% extends \"layout.html\" %}\n{% block main %}\n<h1>{{ page.titel.words }}</h1>\n{% endblock main %}\n";
    let theme = theme_with(&folder, "page.html", text);
    let outcome = build_untouched(&folder, &["--theme", &theme]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
    let expected = "candour: the template page.html, line 3, column ";
    assert!(outcome.stderr.starts_with(expected), "{outcome}");
    assert!(outcome.stderr.contains(", fails on the page falls.md: "), "{outcome}");
    assert_eq!(outcome.stderr.lines().count(), 1, "one line a fault: {outcome}");
}

#[test]
fn a_template_that_is_missing() {
    let folder = published();
    let theme = theme_with(&folder, "page.html", "");
    std::fs::remove_file(folder.path("themes/own/templates/landing.html")).expect("a template");
    let outcome = build_untouched(&folder, &["--theme", &theme]);
    let expected = format!("candour: the theme {theme} has no template landing.html.\n");
    assert_eq!((outcome.status, outcome.stderr), (2, expected));
}

#[test]
fn a_theme_that_is_described_wrongly() {
    for (text, expected) in [
        (
            "name: own\nstylesheet: []\n",
            "theme.yaml:2:1: there is no key `stylesheet` here; did you mean `stylesheets`?",
        ),
        (
            "name: own\nassets:\n  - file: a.js\n    to: ../../a.js\n",
            "theme.yaml: `to: ../../a.js` is not a path in the site",
        ),
        ("name: own\nassets: [{file: nowhere.js}]\n", "nowhere.js: no such file or directory"),
        ("name: [\n", "theme.yaml:"),
    ] {
        let folder = published();
        let theme = theme_with(&folder, "page.html", "");
        write(&folder.path("themes/own/theme.yaml"), text);
        let outcome = build_untouched(&folder, &["--theme", &theme]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
        assert!(outcome.stderr.starts_with("candour: ") && outcome.stderr.contains(expected), "{expected}\n{outcome}");
        assert!(outcome.stderr.contains(&theme) && outcome.stderr.lines().count() == 1, "{outcome}");
    }
}

#[test]
fn a_theme_that_is_not_there() {
    let folder = published();
    let theme = folder.path("nowhere");
    let outcome = build_untouched(&folder, &["--theme", theme.to_str().expect("a plain path")]);
    let expected = format!(
        "candour: there is no theme in {}. candour init adds it to a site that has none; --theme names another folder.\n",
        theme.display()
    );
    assert_eq!((outcome.status, outcome.stderr), (2, expected));
}

// The output.

/// A build into this output folder fails with status 2 and a message that holds this.
#[track_caller]
fn check_output(output: &Path, expected: &[&str]) {
    let folder = published();
    let outcome = build_untouched(&folder, &["--output", output.to_str().expect("a plain path")]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
    for words in expected {
        assert!(outcome.stderr.contains(words), "{words:?} is missing\n{outcome}");
    }
    assert_eq!(outcome.stderr.lines().count(), 1, "{outcome}");
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_folder_that_cannot_be_written() {
    // Even the system's administrator cannot make a folder in these two.
    let untouched = "The site that was there before is untouched";
    check_output(Path::new("/proc/candour"), &["cannot create /proc/candour: ", untouched]);
    let hint = "or name another folder (for a build: with --output)";
    check_output(Path::new("/sys/candour"), &["cannot create /sys/candour: ", hint, untouched]);
}

#[test]
fn a_folder_named_to_a_command_that_takes_none() {
    for command in ["check", "build"] {
        let outcome = published().run(command, &["content"]);
        assert_eq!(outcome.status, 2, "{outcome}");
        for words in ["whole site", "--root", "--content", "candour scan content"] {
            assert!(outcome.stderr.contains(words), "{words:?} is missing\n{outcome}");
        }
        let outcome = published().run(command, &["--contents"]);
        assert!(!outcome.stderr.contains("whole site"), "{outcome}");
    }
}

#[test]
fn a_file_in_the_place_of_the_output_folder() {
    let place = crate::folder::temporary();
    let file = place.path().join("output");
    write(&file, "not a folder");
    check_output(&file, &[&format!("cannot create {}: ", file.display())]);
    assert_eq!(std::fs::read(&file).expect("the file"), b"not a folder");
}

#[test]
fn a_file_in_the_place_of_the_site() {
    let place = crate::folder::temporary();
    let file = place.path().join("site");
    write(&file, "not a folder");
    check_output(place.path(), &[&format!("{}", file.display()), "--output"]);
    assert_eq!(std::fs::read(&file).expect("the file"), b"not a folder");
}

/// Builds with a limit on the size of files, which fails a write as a full disk does.
#[cfg(target_os = "linux")]
fn build_limited(folder: &Folder, kilobytes: usize) -> Outcome {
    let build = folder.command("build", &[]);
    let mut limited = Command::new("bash");
    let script = format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
    Outcome::of(limited.args(["-c", &script]).arg(build.get_program()).args(build.get_args()))
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk() {
    let folder = published();
    let words = "Falls happen at night. ".repeat(500);
    folder.write("falls.md", page("Preventing falls", &words));
    let before = folder.published();
    let outcome = build_limited(&folder, 4);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
    let file = folder.path("output/.staging/falls/index.html");
    let expected = format!("candour: cannot write {}: file too large. Make room on the disk", file.display());
    assert!(outcome.stderr.contains(&expected), "{outcome}");
    assert!(outcome.stderr.contains("The site that was there before is untouched"), "{outcome}");
    assert_same(&before, &folder.published(), "the site that was there before");
    assert!(!folder.path("output/.staging").exists(), "what was begun is cleared away, or the disk stays full");

    folder.publish();
    assert!(folder.text("falls/index.html").contains("at night"), "with room again, the build goes through");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_after_a_build_that_was_killed() {
    let folder = published();
    let before = folder.published();
    // A build of a site with the same paths was killed before its site took the place of the old one.
    let next =
        String::from_utf8(before["manifest.json"].clone()).expect("JSON").replace("\"sha256\": \"", "\"sha256\": \"0");
    std::fs::write(folder.path("output/manifest.next.json"), next).expect("a manifest");
    folder.write("falls.md", page("Preventing falls", &"Falls happen at night. ".repeat(500)));
    let outcome = build_limited(&folder, 4);
    assert_eq!(outcome.status, 2, "{outcome}");
    assert_same(&before, &folder.published(), "the manifest still tells of the site that stands");
    folder.publish();
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_at_the_last_moment() {
    // Every page fits, and the manifest does not.
    let folder = Folder::new(&[]);
    let names: Vec<String> = (0..40).map(|number| format!("page-{number}.md")).collect();
    names.iter().for_each(|name| folder.write(name, page(name, "Text.")));
    folder.publish();
    let before = folder.published();
    folder.write("page-7.md", page("Seven", "Other text."));
    let outcome = build_limited(&folder, 3);
    assert_eq!(outcome.status, 2, "{outcome}");
    assert!(outcome.stderr.contains("cannot write ") && outcome.stderr.contains("manifest"), "{outcome}");
    assert_same(&before, &folder.published(), "the site that was there before");
    folder.publish();
    assert!(folder.text("page-7/index.html").contains("Other text."));
}

#[test]
fn a_check_writes_nothing() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text."))]);
    let outcome = folder.run("check", &[]);
    assert_eq!((outcome.status, outcome.stdout.as_str()), (0, ""), "{outcome}");
    assert!(!folder.path("output").exists(), "no output folder is made");
    folder.write("falls.md", page("Falls", "[x](nowhere.md)"));
    assert_eq!(folder.run("check", &[]).status, 1);
    assert!(!folder.path("output").exists(), "no output folder is made");
}
