//! The files about the whole site: the register, the calendar, security.txt, what hosts read, and what search engines
//! are told of a page. Each is read back as its readers do, and holds what an author wrote without being led by it.

use serde_json::Value;

use crate::folder::{BARE_SITE_YAML, Folder, Made, SITE_YAML, SVG, Wish, build, nhs_theme, page, told};

const POLICY: &str = "\
---
title: Preventing falls
reference: NM-POL-014
version: \"2.0\"
approved_on: 2026-04-01
review_due: 2028-04
owner: Falls prevention lead
---
Text.
";

fn register(made: &Made) -> Value {
    serde_json::from_str(made.text("documents.json")).expect("JSON")
}

/// The records of a CSV file as RFC 4180 defines it.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut record = Vec::new();
        loop {
            rest = rest.strip_prefix('"').unwrap_or_else(|| panic!("no quotation mark at {rest:?}"));
            let mut value = String::new();
            loop {
                let at = rest.find('"').expect("a closing quotation mark");
                value.push_str(&rest[..at]);
                rest = &rest[at + 1..];
                match rest.strip_prefix('"') {
                    Some(after) => {
                        value.push('"');
                        rest = after;
                    }
                    None => break,
                }
            }
            record.push(value);
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        rest = rest.strip_prefix("\r\n").expect("CR LF at the end of a record");
        records.push(record);
    }
    records
}

// The register.

#[test]
fn the_register_names_every_document_with_its_size() {
    let made = Made::new(&[
        ("policies/falls.md", POLICY),
        (
            "policies/old.md",
            "---\ntitle: Old falls\nstatus: superseded\nsuperseded_by: falls.md\ndocuments: none\n---\n",
        ),
        (
            "plan/plan.md",
            "---\ntitle: Our plan\nrefresh_due: 2027-10-01\ndocuments: [text]\nsign_off:\n  - role: Author\n    title: Head of Safety\n    date: 2026-03\n  - role: Authoriser\n    title: Chief nurse\n    date: 2026-04-02\n---\n",
        ),
        ("learning/_index.md", &page("Learning", "Text.")),
        ("policies/draft.md", "---\ntitle: Draft\ndraft: true\n---\n"),
        ("care.md", &page("Care", "Text.")),
    ]);
    let register = register(&made);
    assert_eq!(register["$schema"], "https://safety.northmere.example/documents.schema.json");
    let documents = register["documents"].as_array().expect("a list");
    let titles: Vec<&str> = documents.iter().filter_map(|document| document["title"].as_str()).collect();
    assert_eq!(titles, ["Old falls", "Preventing falls", "Our plan"]);
    let falls = &documents[1];
    for (key, value) in [
        ("address", "https://safety.northmere.example/policies/falls/"),
        ("kind", "policy"),
        ("reference", "NM-POL-014"),
        ("version", "2.0"),
        ("status", "published"),
        ("approved_on", "2026-04-01"),
        ("review_due", "2028-04"),
        ("owner", "Falls prevention lead"),
        ("language", "en-GB"),
    ] {
        assert_eq!(falls[key], value, "{key}");
    }
    assert_eq!((&documents[0]["status"], &documents[0]["formats"]), (&"superseded".into(), &Value::Array(vec![])));
    assert_eq!((&documents[2]["approved_on"], &documents[2]["version"]), (&"2026-04-02".into(), &Value::Null));
    let formats = falls["formats"].as_array().expect("a list");
    assert_eq!(formats.len(), 7);
    for format in formats {
        let address = format["address"].as_str().expect("an address");
        let path = address.strip_prefix("https://safety.northmere.example/").expect("an address of the site");
        assert_eq!(format["bytes"], made.bytes(path).len(), "{path}");
        assert_eq!(format["pages"].is_null(), !path.ends_with(".pdf"), "{path}");
    }

    let csv = records(made.text("documents.csv"));
    assert_eq!(csv.len(), 4);
    assert!(csv.iter().all(|record| record.len() == csv[0].len()), "{csv:?}");
    let column = |name: &str| csv[0].iter().position(|it| it == name).unwrap_or_else(|| panic!("no column {name}"));
    assert_eq!(csv[2][column("review_due")], "2028-04");
    assert_eq!(
        csv[2][column("large_print_pdf")],
        "https://safety.northmere.example/policies/falls/falls-large-print.pdf"
    );
    assert_eq!(csv[1][column("pdf")], "");

    let html = made.text("documents/index.html");
    for words in ["Preventing falls", "NM-POL-014", "Falls prevention lead", "Replaced"] {
        assert!(html.contains(words), "{words} in {html}");
    }
    assert!(html.contains("/policies/falls/falls-large-print.docx"), "{html}");
    assert!(!html.contains("Draft") && !html.contains(">Care<"), "{html}");
}

#[test]
fn a_site_without_policies_has_no_register() {
    let made = Made::new(&[("care.md", &page("Care", "Text."))]);
    assert!(
        made.paths().iter().all(|path| !path.starts_with("documents") && *path != "reviews.ics"),
        "{:?}",
        made.paths()
    );
}

#[test]
fn a_page_of_the_author_takes_the_place_of_the_register() {
    let made = Made::new(&[("policies/falls.md", POLICY), ("documents.md", &page("Our papers", "Mine."))]);
    assert!(made.text("documents/index.html").contains("Mine."));
    assert!(!made.told().contains(" error ") && !made.told().contains("output/"), "{}", made.told());
    assert_eq!(made.text("sitemap.xml").matches("/documents/<").count(), 1);
    assert_eq!(register(&made)["documents"].as_array().map(Vec::len), Some(1));
    let moved = Made::new(&[
        ("policies/falls.md", POLICY),
        ("papers.md", "---\ntitle: Our papers\naliases: [/documents/]\n---\nMine.\n"),
    ]);
    assert!(moved.text("documents/index.html").contains("/papers/"));
}

#[test]
fn a_long_register_stands_on_several_pages() {
    let files: Vec<(String, String)> = (0..201)
        .map(|number| {
            (format!("policies/p{number:03}.md"), format!("---\ntitle: Policy {number:03}\ndocuments: none\n---\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let made = Made::new(&files);
    assert!(made.text("documents/index.html").contains("Policy 199"));
    assert!(!made.text("documents/index.html").contains("Policy 200"));
    assert!(made.text("documents/page-2/index.html").contains("Policy 200"));
    assert!(made.text("sitemap.xml").contains("/documents/page-2/"));
    assert_eq!(records(made.text("documents.csv")).len(), 202);
}

#[test]
fn a_spreadsheet_runs_nothing_that_an_author_wrote() {
    for title in ["=1+1", "+44", "-1", "@SUM(A1)", "  =1+1", "＝1+1", "a \"quoted\", title"] {
        let quoted = title.replace('"', "\\\"");
        let made = Made::new(&[(
            "policies/falls.md",
            &format!("---\ntitle: \"{quoted}\"\nreference: \"=cmd|' /C calc'!A0\"\ndocuments: none\n---\n"),
        )]);
        let csv = records(made.text("documents.csv"));
        let expected = if title.starts_with('a') { title.to_owned() } else { format!("'{}", title) };
        assert!(csv[1][0] == expected || csv[1][0] == expected.replace("'  ", "'"), "{:?}", csv[1]);
        assert_eq!(csv[1][3], "'=cmd|' /C calc'!A0");
    }
}

// The calendar.

/// Content lines without their folds.
fn unfolded(calendar: &str) -> Vec<String> {
    assert!(calendar.ends_with("\r\n") && !calendar.replace("\r\n", "").contains(['\r', '\n']), "{calendar:?}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    calendar.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
}

#[test]
fn reviews_stand_in_a_calendar() {
    let title = "Ŵyth, naw; a deg \\\\ ".repeat(6);
    let made = Made::new(&[
        ("policies/falls.md", POLICY),
        ("care.md", &format!("---\ntitle: \"{title}\"\nnext_review: 2027-12-31\n---\n")),
        ("gone.md", "---\ntitle: Gone\nnext_review: 2027-01-01\nstatus: withdrawn\nwithdrawn_reason: Old.\n---\n"),
    ]);
    let lines = unfolded(made.text("reviews.ics"));
    let all = |name: &str| -> Vec<&str> {
        lines.iter().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect()
    };
    assert_eq!(all("BEGIN"), ["VCALENDAR", "VEVENT", "VEVENT"]);
    assert_eq!(all("DTSTAMP"), ["20261122T000000Z"; 2]);
    assert_eq!(all("DTSTART;VALUE=DATE"), ["20271231", "20280430"]);
    assert_eq!(all("DTEND;VALUE=DATE"), ["20280101", "20280501"]);
    assert_eq!(all("SUMMARY")[0].matches("Ŵyth\\, naw\\; a deg \\\\").count(), 6);
    assert_eq!(all("UID")[1], "review:https://safety.northmere.example/policies/falls/");
    assert!(all("DESCRIPTION")[1].contains("Falls prevention lead\\nNM-POL-014 · Version 2.0"), "{lines:?}");
    // Another day changes when it was made and nothing else.
    let later = Wish { day: "2026-11-23", ..Wish::default() };
    let later = Made::of(&[("policies/falls.md", POLICY)], &later);
    let today = Made::new(&[("policies/falls.md", POLICY)]);
    assert_eq!(later.text("reviews.ics").replace("20261123T", "20261122T"), today.text("reviews.ics"));
}

// security.txt.

const SECURITY: &str = ".well-known/security.txt";

fn with_configuration(more: &str) -> String {
    let (_, rules) = SITE_YAML.split_once("rules:").expect("the rules that few words would break");
    format!("{BARE_SITE_YAML}{more}rules:{rules}")
}

#[test]
fn security_txt_says_whom_to_tell_and_until_when() {
    let team = "contacts:\n  security:\n    team: Cyber security team\n";
    for (more, expected) in [
        (
            format!("{team}    email: security@northmere.example\n    phone: 01632 960180\n"),
            "Contact: mailto:security@northmere.example\nExpires: 2027-11-21T00:00:00Z\n\
             Preferred-Languages: en-GB\nCanonical: https://safety.northmere.example/.well-known/security.txt\n",
        ),
        (
            format!("{team}    phone: 01632 960180\n"),
            "Contact: tel:+441632960180\nExpires: 2027-11-21T00:00:00Z\n\
             Preferred-Languages: en-GB\nCanonical: https://safety.northmere.example/.well-known/security.txt\n",
        ),
        (
            "security_txt:\n  contact: [https://example.org/tell, a@b.example]\n  expires_after: 6 months\n  \
             policy: https://example.org/policy\n  acknowledgments: https://example.org/thanks\n  \
             preferred_languages: [en, cy]\n"
                .to_owned(),
            "Contact: https://example.org/tell\nContact: mailto:a@b.example\nExpires: 2027-05-22T00:00:00Z\n\
             Acknowledgments: https://example.org/thanks\nPreferred-Languages: en, cy\n\
             Canonical: https://safety.northmere.example/.well-known/security.txt\nPolicy: https://example.org/policy\n",
        ),
    ] {
        let made = Made::new(&[("site.yaml", &with_configuration(&more))]);
        assert_eq!(made.text(SECURITY), expected);
        assert_eq!(made.told(), "");
    }
}

#[test]
fn without_a_contact_there_is_no_security_txt() {
    let made = Made::new(&[("site.yaml", &with_configuration(""))]);
    assert!(!made.paths().contains(&SECURITY));
    assert!(made.told().contains("advice config/no-security-contact"), "{}", made.told());
}

#[test]
fn a_day_that_has_come_is_told_at_its_line() {
    let wrong = |more: &str| {
        let build = build(&[("site.yaml", &with_configuration(more))]);
        told(&build.unwrap_or_else(|failure| panic!("{failure}")).findings)
    };
    let contact = "security_txt:\n  contact: a@b.example\n";
    let past = wrong(&format!("{contact}  expires: 2026-11-22\n"));
    assert!(past.starts_with("site.yaml:8:12 error config/security-txt-expired"), "{past}");
    let long = wrong(&format!("{contact}  expires: 2027-11-23\n"));
    assert!(long.starts_with("site.yaml:8:12 warning config/security-txt-too-long"), "{long}");
    assert_eq!(wrong(&format!("{contact}  expires: 2027-11-22\n")), "");
    for (bad, place) in [
        ("  contact: http://b.example\n", "site.yaml:7:12"),
        ("  contact: nobody\n", "site.yaml:7:12"),
        ("  contact: a@b.example\n  policy: javascript:alert(1)\n", "site.yaml:8:11"),
        ("  contact: \"a@b.example\\nExpires: 2090-01-01\"\n", "site.yaml:7:12"),
        ("  contact: a@b.example\n  expires: 2027-01-01\n  expires_after: 1 month\n", "site.yaml:8:12"),
    ] {
        let folder = Folder::new(&[("site.yaml", &with_configuration(&format!("security_txt:\n{bad}")))]);
        let outcome = folder.build();
        assert_eq!(outcome.status, 2, "{outcome}");
        assert!(outcome.told().starts_with(&format!("{place} error config/key")), "{}", outcome.told());
    }
}

#[test]
fn folders_that_begin_with_a_dot_are_published() {
    let folder = Folder::new(&[]);
    folder.publish();
    assert!(folder.text(SECURITY).starts_with("Contact: "));
    assert_eq!(folder.text(".nojekyll"), "");
    let before = folder.published();
    assert!(folder.publish().stderr.contains("nothing changed"));
    folder.write("care.md", page("Care", "Text."));
    folder.publish();
    assert_eq!(folder.published().get("site/.well-known/security.txt"), before.get("site/.well-known/security.txt"));
}

// What hosts read.

const MOVED: &str = "---\ntitle: Falls\naliases: [/old/, /Old-Names/łódź.x]\n---\nText.\n";

#[test]
fn every_host_is_told_the_same_headers() {
    let made = Made::new(&[]);
    let plain = made.text("_headers");
    let headers: Vec<(&str, &str)> = plain
        .lines()
        .skip(1)
        .map(|line| line.strip_prefix("  ").and_then(|line| line.split_once(": ")).expect("a header"))
        .collect();
    assert!(plain.starts_with("/*\n") && headers.len() >= 7, "{plain}");
    let (_, policy) = headers[0];
    for words in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        assert!(policy.contains(words), "{policy}");
    }
    assert!(
        !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'") && !policy.contains("http"),
        "{policy}"
    );
    let azure: Value = serde_json::from_str(made.text("staticwebapp.config.json")).expect("JSON");
    for (name, value) in headers {
        assert_eq!(azure["globalHeaders"][name], value);
        let apache = format!("Header always set {name} \"{value}\"\n");
        assert!(made.text(".htaccess").contains(&apache), "{apache}");
        let nginx = format!("add_header {name} \"{value}\" always;\n");
        assert!(made.text(".candour/nginx-server.conf").contains(&nginx), "{nginx}");
        let iis = format!("<add name=\"{name}\" value=\"{value}\" />");
        assert!(made.text("web.config").contains(&iis), "{iis}");
    }
    for (ending, media_type) in [("ics", "text/calendar"), ("epub", "application/epub+zip"), ("vtt", "text/vtt")] {
        assert!(azure["mimeTypes"][format!(".{ending}")].as_str().is_some_and(|it| it.starts_with(media_type)));
        assert!(made.text("web.config").contains(&format!("fileExtension=\".{ending}\" mimeType=\"{media_type}")));
        assert!(made.text(".htaccess").contains(&format!("AddType \"{media_type}")));
        assert!(made.text(".candour/nginx-http.conf").contains(&format!("{media_type} {ending};")));
    }
}

#[test]
fn scripts_are_for_the_search_alone_and_drafts_for_nobody() {
    let off = Made::new(&[("site.yaml", &format!("{SITE_YAML}search: off\n"))]);
    assert!(!off.text("_headers").contains("script-src") && !off.text("_headers").contains("connect-src"));
    assert!(Made::new(&[]).text("_headers").contains("script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"));
    let shown = Wish { drafts: candour::site::Drafts::Shown, ..Wish::default() };
    assert!(Made::of(&[], &shown).text("_headers").contains("X-Robots-Tag: noindex"));
    let plain = Made::of(&[], &Wish { base_url: Some("http://safety.example"), ..Wish::default() });
    assert!(!plain.text("_headers").contains("Strict-Transport") && !plain.text("_headers").contains("upgrade-"));
}

#[test]
fn old_addresses_are_moved_by_every_host() {
    let files: &[(&str, &str)] =
        &[("care/falls.md", MOVED), ("wards/night.md", "---\ntitle: Night\naliases: [/care/, /OLD]\n---\nText.\n")];
    for (base, url) in [("", "https://x.example"), ("/sub", "https://x.example/sub")] {
        let made = Made::of(files, &Wish { base_url: Some(url), ..Wish::default() });
        let plain = made.text("_redirects");
        for line in [
            format!("{base}/old/ {base}/care/falls/ 301\n"),
            format!("{base}/old {base}/care/falls/ 301\n"),
            format!("{base}/old.html {base}/care/falls/ 301\n"),
            format!("{base}/Old-Names/%C5%82%C3%B3d%C5%BA.x/ {base}/care/falls/ 301\n"),
        ] {
            assert!(plain.contains(&line), "{line} in {plain}");
        }
        let apache = made.text(".htaccess");
        let line =
            format!("RedirectMatch 301 \"^(?:{base}/old/|{base}/old|{base}/old\\.html)$\" \"{base}/care/falls/\"\n");
        assert!(apache.contains(&line), "{apache}");
        assert!(apache.contains(&format!("ErrorDocument 404 {base}/404.html\n")), "{apache}");
        let nginx = made.text(".candour/nginx-http.conf");
        assert!(nginx.contains(&format!("\"{base}/Old-Names/łódź.x/\" \"{base}/care/falls/\";\n")), "{nginx}");
        let azure: Value = serde_json::from_str(made.text("staticwebapp.config.json")).expect("JSON");
        let routes = azure["routes"].as_array().expect("routes");
        let moved = routes.iter().find(|route| route["route"] == format!("{base}/old/")).expect("the route");
        assert_eq!((&moved["redirect"], &moved["statusCode"]), (&format!("{base}/care/falls/").into(), &301.into()));
        assert_eq!(azure["responseOverrides"]["404"]["rewrite"], format!("{base}/404.html"));
        let iis = made.text("web.config");
        assert!(iis.contains("<location path=\"old\">") && iis.contains("<location path=\"old.html\">"), "{iis}");
        // IIS moves all below an address, and knows no capital letters: there the pages send readers on.
        assert!(!iis.contains("path=\"care\"") && !iis.contains("path=\"OLD\""), "{iis}");
        assert!(made.paths().contains(&"care/index.html"));
    }
}

#[test]
fn azure_is_told_no_more_than_it_reads() {
    let aliases: Vec<String> = (0..400).map(|number| format!("/an-old-address-of-some-length-{number}/")).collect();
    let made = Made::new(&[("falls.md", &format!("---\ntitle: Falls\naliases: [{}]\n---\n", aliases.join(", ")))]);
    let text = made.text("staticwebapp.config.json");
    assert!(text.len() <= 20_000 && text.len() > 15_000, "{} bytes", text.len());
    assert_eq!(made.text("_redirects").lines().count(), 1200);
}

#[test]
fn the_page_for_wrong_addresses_works_below_the_top_of_a_host() {
    let wish = Wish { base_url: Some("https://x.example/sub"), ..Wish::default() };
    let made = Made::of(&[("care.md", &page("Care", "Text."))], &wish);
    let html = made.text("404.html").replace('"', "");
    assert!(html.contains("href=/sub/") && !html.contains("canonical") && !html.contains("href=./"), "{html}");
}

// What search engines are told.

/// A site with the theme that people get.
fn themed(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(files);
    let theme = nhs_theme();
    let outcome = folder.build_with(&["--theme", theme.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    folder
}

/// The objects of a page's JSON-LD. Its text is taken as a browser takes it: up to the first end of a script.
fn graph(html: &str) -> Vec<Value> {
    let opening = ["<script type=\"application/ld+json\">", "<script type=application/ld+json>"];
    let Some((_, rest)) = opening.iter().find_map(|opening| html.split_once(opening)) else { return Vec::new() };
    let (text, _) = rest.split_once("</script").expect("the end of the script");
    assert!(!text.contains(['<', '>', '&']), "{text}");
    let whole: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    assert_eq!(whole["@context"], "https://schema.org");
    whole["@graph"].as_array().expect("a graph").clone()
}

fn of_type<'a>(graph: &'a [Value], kind: &str) -> Option<&'a Value> {
    graph.iter().find(|object| object["@type"] == kind)
}

#[test]
fn no_title_breaks_out_of_structured_data() {
    let title = "A </script><script>alert(1)</script> <!-- & \\u003c ' \\\" title";
    let folder = themed(&[
        (
            "policies/falls.md",
            &format!("---\ntitle: \"{title}\"\ndescription: \"{title}\"\n---\nText.\n").replace("\\u", "\\\\u"),
        ),
        ("policies/_index.md", &page("Policies", "Text.")),
    ]);
    let html = folder.text("policies/falls/index.html");
    let graph = graph(&html);
    let document = of_type(&graph, "DigitalDocument").expect("the policy");
    let typed = "A </script><script>alert(1)</script> <!-- & \\u003c ' \" title";
    assert_eq!((&document["name"], &document["description"]), (&typed.into(), &typed.into()));
    assert_eq!(html.matches("<script").count(), 1, "{html}");
    let crumbs = &of_type(&graph, "BreadcrumbList").expect("the way here")["itemListElement"];
    let names: Vec<&str> = crumbs.as_array().expect("a list").iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["Home", "Policies", typed]);
}

#[test]
fn paper_shows_the_register_without_files_that_nobody_can_open_there() {
    let folder = themed(&[("policies/falls.md", POLICY)]);
    assert!(folder.text("documents/index.html").contains("candour-register__list"));
    let css = folder.text("assets/site.css");
    let hides = |css: &str| css.contains(".candour-register__list{display:none}");
    let (screen, _) = css.split_once("@media print").expect("a style for paper");
    let print = css.rsplit_once("@media print").expect("a style for paper").1;
    assert!(hides(print) && !hides(screen), "{print}");
}

#[test]
fn documents_are_described_with_their_dates_and_files() {
    let learning = "---\ntitle: Insulin\ntheme: [insulin]\nlast_reviewed: 2026-09-07\ndocuments: [pdf]\nanonymisation:\n  reviewer: Information governance lead\n  reviewed_on: 2026-09-01\n  intruder_check: 2026-09-01\n  family: informed\n  legal_hold: false\n---\nText.\n";
    let folder = themed(&[("policies/falls.md", POLICY), ("learning/insulin.md", learning)]);
    let register = folder.text("documents/index.html");
    assert!(register.contains("1 April 2026") && register.contains("April 2028") && register.contains("7 documents"));
    let policy = graph(&folder.text("policies/falls/index.html"));
    let policy = of_type(&policy, "DigitalDocument").expect("the policy");
    assert_eq!((&policy["version"], &policy["identifier"]), (&"2.0".into(), &"NM-POL-014".into()));
    assert_eq!(policy["datePublished"], "2026-04-01");
    let encodings = policy["encoding"].as_array().expect("files");
    assert_eq!(encodings.len(), 7);
    for encoding in encodings {
        let path =
            encoding["contentUrl"].as_str().and_then(|url| url.strip_prefix("https://safety.northmere.example/"));
        let bytes = folder.site()[path.expect("an address of the site")].len();
        assert_eq!(encoding["contentSize"], bytes.to_string());
    }
    let html = folder.text("learning/insulin/index.html");
    let report = graph(&html);
    assert_eq!(of_type(&report, "Report").expect("the summary")["keywords"][0], "insulin");
    assert!(!html.contains("governance"), "the private record");
    let home = graph(&folder.text("index.html"));
    assert_eq!(home[0]["@type"], serde_json::json!(["GovernmentOrganization", "MedicalOrganization"]));
    assert_eq!(home[0]["name"], "Northmere Health and Care NHS Trust");
}

#[test]
fn a_person_is_described_as_far_as_consent_goes() {
    let partner = |consent: &str| {
        format!(
            "---\nname: Imelda Thackwray\nname_shown: full\nphoto: i.png\nphoto_alt: A person at a desk\n\
             consent:\n  given_on: 2026-01-01\n{consent}---\nMy story.\n"
        )
    };
    let build = |consent: &str| {
        let folder = Folder::new(&[("partners/one.md", &partner(consent))]);
        folder.write(
            "partners/i.png",
            std::fs::read(crate::folder::repository().join("content/partners/imelda-thackwray.png"))
                .expect("a picture"),
        );
        let theme = nhs_theme();
        let outcome = folder.build_with(&["--theme", theme.to_str().expect("a plain path")]);
        assert_eq!(outcome.status, 0, "{outcome}");
        folder.text("partners/one/index.html")
    };
    let html = build("  name: true\n  photo: true\n");
    let all = graph(&html);
    let person = of_type(&all, "Person").expect("a person");
    assert_eq!((&person["name"], person["image"].is_string()), (&"Imelda Thackwray".into(), true));
    assert!(!html.contains("og:image"), "a copy elsewhere would outlive consent");
    let without_photo = graph(&build("  name: true\n"));
    assert!(of_type(&without_photo, "Person").expect("a person")["image"].is_null());
    for consent in ["  photo: true\n", "  name: true\n  withdrawn_on: 2026-06-01\n"] {
        let html = build(consent);
        assert!(of_type(&graph(&html), "Person").is_none(), "{html}");
        assert!(!html.contains("Imelda") && !html.contains("Thackwray"), "{html}");
    }
}

#[test]
fn films_and_pictures_are_described() {
    let body = "![A ward at night](ward.png) ![Dots](dots.svg)\n\n::: video {src=film.mp4 title=\"Our film\" captions=film.vtt poster=ward.png}\nWords.\n:::\n";
    let folder = Folder::new(&[
        ("film.md", &page("Film", body)),
        ("dots.svg", SVG),
        ("film.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nWords.\n"),
    ]);
    let sample = crate::folder::repository().join("content");
    folder.write("ward.png", std::fs::read(sample.join("how-we-respond.png")).expect("a picture"));
    folder.write("film.mp4", std::fs::read(sample.join("patient-safety-film.mp4")).expect("a film"));
    let theme = nhs_theme();
    let outcome = folder.build_with(&["--theme", theme.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let html = folder.text("film/index.html");
    let all = graph(&html);
    let film = of_type(&all, "VideoObject").expect("the film");
    assert_eq!(film["contentUrl"], "https://safety.northmere.example/film.mp4");
    let thumbnail = film["thumbnailUrl"].as_str().and_then(|url| url.strip_prefix("https://safety.northmere.example/"));
    assert!(folder.site().contains_key(thumbnail.expect("an address of the site")), "{film}");
    assert_eq!(film["caption"]["contentUrl"], "https://safety.northmere.example/film.vtt");
    let plain = html.replace('"', "");
    assert!(plain.contains("content=https://safety.northmere.example/ward"), "{html}");
    assert!(plain.contains("A ward at night"), "{html}");
}

#[test]
fn the_sitemap_names_a_page_in_each_of_its_languages() {
    let configuration = format!("{SITE_YAML}languages: [cy]\n");
    let made = Made::new(&[
        ("site.yaml", &configuration),
        ("care.md", &page("Care", "Text.")),
        ("care.cy.md", &page("Gofal", "Testun.")),
        ("alone.md", &page("Alone", "Text.")),
    ]);
    let map = made.text("sitemap.xml");
    let links = "<xhtml:link rel=\"alternate\" hreflang=\"en-GB\" href=\"https://safety.northmere.example/care/\"/>\
        <xhtml:link rel=\"alternate\" hreflang=\"cy\" href=\"https://safety.northmere.example/cy/care/\"/>";
    assert!(map.contains(&format!("<loc>https://safety.northmere.example/care/</loc>{links}</url>")), "{map}");
    assert!(map.contains(&format!("<loc>https://safety.northmere.example/cy/care/</loc>{links}</url>")), "{map}");
    assert!(map.contains("<loc>https://safety.northmere.example/alone/</loc></url>"), "{map}");
    assert!(map.contains(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">"), "{map}");
}
