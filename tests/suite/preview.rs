//! The preview, as a browser and an editor meet it: the program runs, files are saved, and what it answers is read.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use candour::artefact::Memo;
use candour::dates::Date;
use candour::diagnostic::{Severity, Strictness};
use candour::pipeline::{self, Build, Inputs, Making};
use candour::site::Drafts;
use candour::source::again::Reader;
use candour::source::{self, SourcePath, SourceTree};
use candour::theme::{self, Theme};

use crate::folder::{
    DAY, Files, Folder, Outcome, SVG, assert_same, copy_plain_theme, files_below, nhs_theme, no_documents, page,
    page_with_documents, plain_theme, told,
};
use crate::sameness::{Dice, SAMPLE, edit};

/// How long a change may take on a busy computer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A preview, ended when the test ends.
struct Preview {
    program: Child,
    port: u16,
    told: Arc<Mutex<String>>,
}

/// What was answered.
struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A line of its head.
    fn line(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

impl Preview {
    fn start(folder: &Folder) -> Preview {
        Preview::start_with(folder, &[])
    }

    fn start_with(folder: &Folder, options: &[&str]) -> Preview {
        let port: &[&str] = if options.contains(&"--port") { &[] } else { &["--port", "0"] };
        let mut command = folder.command("serve", &[port, options].concat());
        let mut program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a program that runs");
        let told = Arc::new(Mutex::new(String::new()));
        let (log, stderr) = (told.clone(), program.stderr.take().expect("standard error"));
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                log.lock().expect("a log").push_str(&(line + "\n"));
            }
        });
        let mut first = String::new();
        BufReader::new(program.stdout.take().expect("standard output")).read_line(&mut first).expect("a line");
        let address = first.trim().strip_prefix("Preview: http://127.0.0.1:").expect("its address");
        let port = address.trim_end_matches('/').parse().expect("a port");
        Preview { program, port, told }
    }

    fn told(&self) -> String {
        self.told.lock().expect("a log").clone()
    }

    /// What was told in the terminal once it says some words: they come through a pipe, beside the answers.
    #[track_caller]
    fn until_told(&self, words: &str) -> String {
        let started = Instant::now();
        loop {
            let told = self.told();
            if told.contains(words) {
                return told;
            }
            assert!(started.elapsed() < PATIENCE, "the terminal should say {words}: {told}");
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    fn get_with(&self, path: &str, lines: &str) -> Answer {
        let port = self.port;
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{lines}\r\nConnection: close\r\n\r\n"))
    }

    /// Sends a request as it is.
    fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a server");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head, body: answer[end + 4..].to_vec() }
    }

    /// The answer once it is as it should be.
    #[track_caller]
    fn until(&self, path: &str, what: &str, is_right: impl Fn(&Answer) -> bool) -> Answer {
        let started = Instant::now();
        loop {
            let answer = self.get(path);
            if is_right(&answer) {
                return answer;
            }
            let (status, text) = (answer.status, answer.text());
            assert!(started.elapsed() < PATIENCE, "{path} should {what}: {status}\n{text}\n{}", self.told());
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    #[track_caller]
    fn until_says(&self, path: &str, words: &str) -> Answer {
        self.until(path, &format!("say {words}"), |it| it.text().contains(words))
    }

    #[track_caller]
    fn until_status(&self, path: &str, status: u16) -> Answer {
        self.until(path, &format!("answer {status}"), |it| it.status == status)
    }

    /// The panel of a page, once it is as it should be: its button and its HTML.
    #[track_caller]
    fn panel(&self, address: &str, words: &str) -> (String, String) {
        let answer = self.until_says(&format!("/__candour/panel?address={address}"), words);
        let panel: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        let part = |name: &str| panel[name].as_str().expect("words").to_owned();
        (part("button"), part("html"))
    }

    /// Ends it as Ctrl-C does; its exit status.
    #[cfg(unix)]
    fn interrupt(&mut self) -> Option<i32> {
        let pid = rustix::process::Pid::from_child(&self.program);
        rustix::process::kill_process(pid, rustix::process::Signal::INT).expect("a process");
        self.program.wait().expect("an end").code()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The events of a preview, as a browser hears them.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn new(preview: &Preview, build: &str) -> Listener {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).expect("a server");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        let port = preview.port;
        write!(stream, "GET /__candour/events?build={build} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n").expect("sent");
        Listener(BufReader::new(stream))
    }

    fn next(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("an event in time") > 0, "the events should go on");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }
}

/// The build that a page was served from.
fn build_of(answer: &Answer) -> String {
    let text = answer.text();
    let at = text.find("data-build=\"").expect("the preview's tag") + "data-build=\"".len();
    text[at..].split('"').next().expect("a name").to_owned()
}

/// A page without the tag of the preview.
fn untagged(html: &[u8]) -> String {
    let html = String::from_utf8_lossy(html).into_owned();
    let Some(at) = html.find("<script defer src=\"/__candour/preview.js\"") else { return html };
    let end = at + html[at..].find("</script>").expect("its end") + "</script>".len();
    format!("{}{}", &html[..at], &html[end..])
}

/// Every address of a published site, as a browser asks for it.
fn addresses(paths: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    let address = |path: String| {
        let shown = path.strip_suffix("index.html").unwrap_or(&path).to_owned();
        (format!("/{shown}"), path)
    };
    paths.into_iter().map(address).collect()
}

#[test]
fn what_is_shown_is_what_would_be_published() {
    let folder = Folder::new(&[
        ("care/_index.md", &page("Care", "How we care.")),
        ("care/falls.md", &page("Preventing falls", "![A square](square.svg)\n\nRead [more](../index.md).")),
        ("care/square.svg", SVG),
    ]);
    assert_eq!(folder.build_with(&["--drafts"]).status, 0);
    let before = files_below(&folder.path("output"));
    let preview = Preview::start(&folder);
    for (address, path) in addresses(folder.site().into_keys()) {
        if path == "404.html" {
            continue;
        }
        let answer = preview.get(&address);
        assert_eq!(answer.status, 200, "{address}");
        assert_eq!(untagged(&answer.body), String::from_utf8_lossy(&folder.site()[&path]), "{address}");
        let tagged = answer.text().contains("/__candour/preview.js");
        assert_eq!(tagged, path.ends_with(".html"), "{path}: the preview's script is in pages alone");
        assert!(!String::from_utf8_lossy(&folder.site()[&path]).contains("__candour"), "{path}: and not published");
    }
    assert_eq!(files_below(&folder.path("output")), before, "a preview writes nothing");
    let wrong = preview.get("/no/such/page/");
    assert_eq!((wrong.status, untagged(&wrong.body)), (404, folder.text("404.html")));
}

#[test]
fn a_browser_is_told_what_a_host_tells_it_and_more() {
    let folder = Folder::new(&[("square.svg", SVG), ("care/falls.md", &page("Falls", "![A square](../square.svg)"))]);
    let preview = Preview::start(&folder);
    let home = preview.get("/");
    assert_eq!(home.line("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(home.line("cache-control"), Some("no-store"));
    assert_eq!(home.line("x-robots-tag"), Some("noindex"));
    assert_eq!(home.line("strict-transport-security"), None, "there is no secure connection");
    let policy = home.line("content-security-policy").expect("a policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), "{policy}");
    assert!(policy.contains("connect-src 'self'") && !policy.contains("upgrade-insecure"), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    assert_eq!(preview.get("/square.svg").line("content-type"), Some("image/svg+xml"));
    assert_eq!(preview.get("/robots.txt").line("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(preview.get("/__candour/preview.css").line("content-type"), Some("text/css; charset=utf-8"));
    let script = preview.get("/__candour/preview.js");
    assert_eq!(script.line("content-type"), Some("text/javascript; charset=utf-8"));
    let moved = preview.get("/care/falls");
    assert_eq!((moved.status, moved.line("location")), (307, Some("/care/falls/")));
}

#[test]
fn only_this_computer_is_answered_and_only_to_read() {
    let folder = Folder::new(&[]);
    std::fs::write(folder.path("secret.txt"), "secret").expect("a file");
    let preview = Preview::start(&folder);
    let port = preview.port;
    let hosted = |host: &str| preview.send(&format!("GET / HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status;
    assert_eq!(hosted(&format!("Host: localhost:{port}\r\n")), 200);
    assert_eq!(hosted(&format!("Host: 127.0.0.1:{port}\r\n")), 200);
    for host in ["attacker.example", "127.0.0.1", "127.0.0.1.attacker.example", "localhost:1", "[::1]", ""] {
        assert_eq!(hosted(&format!("Host: {host}\r\n")), 403, "{host}");
    }
    assert_eq!(hosted(&format!("Host: localhost:{port}\r\nHost: attacker.example\r\n")), 403);
    for path in [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/content/../../secret.txt",
        "/..\\secret.txt",
        "/%00",
        "/%ff",
        "//etc/passwd",
        "/site.yaml",
        "/index.md",
        "/__candour/../../secret.txt",
        "/__candour/rules/../../secret.txt",
    ] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret\n"), "{path}");
    }
    let posted = preview.send(&format!("POST / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!((posted.status, posted.line("allow")), (405, Some("GET, HEAD")));
    let head = preview.send(&format!("HEAD / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n"));
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.line("content-length"), Some(&*preview.get("/").body.len().to_string()));
}

#[test]
fn a_film_is_given_in_parts() {
    let folder = Folder::new(&[("page.md", &page("Figures", "Take [the figures](figures.csv)."))]);
    folder.write("figures.csv", "year,count\n2025,10\n");
    let preview = Preview::start(&folder);
    let whole = preview.get("/figures.csv");
    assert_eq!((whole.status, whole.line("accept-ranges")), (200, Some("bytes")));
    let length = whole.body.len();
    let part = preview.get_with("/figures.csv", "Range: bytes=5-9");
    assert_eq!((part.status, part.text().as_str()), (206, "count"));
    assert_eq!(part.line("content-range"), Some(&*format!("bytes 5-9/{length}")));
    assert_eq!(preview.get_with("/figures.csv", "Range: bytes=-3").text(), "10\n");
    let beyond = preview.get_with("/figures.csv", "Range: bytes=900-");
    assert_eq!((beyond.status, beyond.line("content-range")), (416, Some(&*format!("bytes */{length}"))));
    assert_eq!(preview.get_with("/figures.csv", "Range: bytes=0-1,4-5").status, 200);
}

#[test]
fn saves_of_every_kind_are_followed() {
    let folder = Folder::new(&[("care/_index.md", &page("Care", "How we care."))]);
    let preview = Preview::start(&folder);
    let content = folder.path("content");
    preview.until_status("/care/", 200);

    // Truncated, then written.
    folder.write("care/falls.md", page("Preventing falls", "First words."));
    preview.until_says("/care/falls/", "First words");
    preview.until_says("/care/", "Preventing falls");
    // Beside it, then renamed over it, as editors do.
    folder.write("care/.falls.md.swp", page("Staying on your feet", "Second words."));
    std::fs::rename(content.join("care/.falls.md.swp"), content.join("care/falls.md")).expect("renamed");
    preview.until_says("/care/falls/", "Second words");
    preview.until("/care/", "follow the title", |it| {
        it.text().contains("Staying on your feet") && !it.text().contains("Preventing falls")
    });
    // A nested folder, all at once, and what is written in it later.
    folder.write("deep/er/still/here.md", page("Here", "In a new folder."));
    preview.until_says("/deep/er/still/here/", "In a new folder");
    folder.write("deep/er/still/here.md", page("Here", "Written again."));
    preview.until_says("/deep/er/still/here/", "Written again");
    // A page renamed: the old address is gone at once, and lists follow.
    std::fs::rename(content.join("care/falls.md"), content.join("care/feet.md")).expect("renamed");
    preview.until_status("/care/feet/", 200);
    preview.until_status("/care/falls/", 404);
    preview.until("/care/", "list the new address", |it| {
        it.text().contains("/care/feet/") && !it.text().contains("/care/falls/")
    });
    // A folder moved in, and out again.
    let outside = folder.path("outside");
    std::fs::create_dir(&outside).expect("a folder");
    std::fs::write(outside.join("moved.md"), page("Moved", "Moved in.")).expect("a file");
    std::fs::rename(&outside, content.join("inside")).expect("moved");
    preview.until_says("/inside/moved/", "Moved in");
    std::fs::rename(content.join("inside"), &outside).expect("moved");
    preview.until_status("/inside/moved/", 404);
    // Old addresses come and go.
    folder.write("care/feet.md", "---\ntitle: Feet\naliases: [/old-feet/]\n---\nThird words.\n");
    preview.until_status("/old-feet/", 200);
    folder.write("care/feet.md", page("Feet", "Fourth words."));
    preview.until_status("/old-feet/", 404);
    // Deleted.
    folder.remove("care/feet.md");
    preview.until_status("/care/feet/", 404);
    // The settings of the site.
    let settings = std::fs::read_to_string(content.join("site.yaml")).expect("site.yaml");
    folder.write("site.yaml", settings.replace("Patient safety at Northmere", "Safety in Northmere"));
    preview.until_says("/care/", "Safety in Northmere");
}

#[cfg(unix)]
#[test]
fn folders_that_are_linked_to_are_followed() {
    let folder = Folder::new(&[("shared/one.md", &page("One", "First words."))]);
    std::os::unix::fs::symlink(folder.path("content/shared"), folder.path("content/linked")).expect("a link");
    let preview = Preview::start(&folder);
    preview.until_says("/linked/one/", "First words");
    folder.write("shared/one.md", page("One", "Second words."));
    preview.until_says("/linked/one/", "Second words");
    preview.until_says("/shared/one/", "Second words");
}

#[test]
fn a_folder_without_events_is_looked_at() {
    let folder = Folder::new(&[("one.md", &page("One", "First words."))]);
    let preview = Preview::start_with(&folder, &["--poll"]);
    preview.until_says("/one/", "First words");
    // Of the same length, so that only its time tells.
    folder.write("one.md", page("One", "Other words."));
    preview.until_says("/one/", "Other words");
    folder.remove("one.md");
    preview.until_status("/one/", 404);
}

#[test]
fn what_was_found_stands_beside_the_page_as_it_would_look() {
    let folder = Folder::new(&[
        ("care/falls.md", &page("Preventing falls", "Good words.")),
        ("links.md", &page("Links", "Nothing to see.")),
    ]);
    let preview = Preview::start(&folder);
    preview.until_says("/care/falls/", "Good words");
    let (button, html) = preview.panel("/care/falls/", "On this page");
    assert!(button.contains("nothing to mend"), "{button}");
    assert!(html.contains("care/falls.md") && html.contains("vscode://file/"), "{html}");

    folder.write("care/falls.md", page("Preventing falls", "Broken words: [nowhere](no-such-page.md)."));
    preview.until_says("/care/falls/", "Broken words: nowhere.");
    let (button, html) = preview.panel("/care/falls/", "links/no-such-page");
    assert!(button.contains("1 error") && html.contains("This page cannot be published as it is."), "{button} {html}");
    assert!(html.contains("line 4") && html.contains("/__candour/rules/links/no-such-page"), "{html}");
    assert!(html.contains("What to do:") && html.contains("falls.md:4:"), "{html}");
    assert!(!html.contains("as it was before"), "{html}");
    // On another page, as what blocks elsewhere.
    let (button, _) = preview.panel("/links/", "no-such-page");
    assert!(button.contains("1 error elsewhere"), "{button}");
    let board = preview.until_says("/__candour/", "falls.md");
    assert!(board.text().contains("The site cannot be published"), "{}", board.text());
    let told = preview.until_told("it cannot be published like this");
    assert!(told.contains("1 error"), "{told}");
    assert!(!told.contains("as it was before"), "{told}");

    folder.write("care/falls.md", page("Preventing falls", "Mended words."));
    preview.until_says("/care/falls/", "Mended words");
    let (button, _) = preview.panel("/care/falls/", "nothing to mend");
    assert!(!button.contains("error"), "{button}");
}

/// Front matter that is no YAML.
const UNREADABLE: &str = "---\ntitle: \"Preventing falls\n---\nUnreadable words.\n";

#[test]
fn while_a_page_cannot_be_read_the_site_stays_as_it_was() {
    let folder = Folder::new(&[
        ("care/falls.md", &page("Preventing falls", "Good words.")),
        ("care/old.md", &page("Old page", "It will go.")),
        ("links.md", &page("Links", "Nothing to see.")),
    ]);
    let preview = Preview::start(&folder);
    preview.until_says("/care/falls/", "Good words");
    folder.write("care/falls.md", UNREADABLE);
    let (button, html) = preview.panel("/care/falls/", "front-matter/not-yaml");
    assert!(button.contains("1 error") && html.contains("You see the site as it was before."), "{button} {html}");
    preview.until_says("/care/falls/", "Good words");
    preview.until_told("The preview shows the site as it was before");
    let (button, _) = preview.panel("/links/", "not-yaml");
    assert!(button.contains("1 error elsewhere"), "{button}");
    // What is deleted meanwhile answers no more, although the site stays as it was.
    folder.remove("care/old.md");
    let gone = preview.until_status("/care/old/", 404);
    assert!(gone.text().contains("preview.js"));
    let board = preview.until_says("/__candour/", "falls.md");
    assert!(board.text().contains("what was saved last cannot be shown"), "{}", board.text());

    folder.write("care/falls.md", page("Preventing falls", "Mended words."));
    preview.until_says("/care/falls/", "Mended words");
    let (button, _) = preview.panel("/care/falls/", "nothing to mend");
    assert!(!button.contains("error"), "{button}");
}

#[test]
fn the_panel_tells_the_gravest_first() {
    let words = "To write: what we learned.\n\nSee [the plan](no-such-page.md).";
    let folder = Folder::new(&[("one.md", &page("One", words))]);
    std::fs::write(folder.path("content/one.md"), page("One", words).replace("---\nTo", "draft: true\n---\nTo"))
        .expect("a file");
    let preview = Preview::start(&folder);
    let (_, html) = preview.panel("/one/", "no-such-page");
    let at = |words: &str| html.find(words).unwrap_or_else(|| panic!("no {words} in {html}"));
    assert!(at("links/no-such-page") < at("publishing/to-write"), "{html}");
}

#[test]
fn a_summary_that_is_not_signed_off_is_shown_and_marked() {
    let folder = Folder::new(&[("one.md", &page("One", "Good words."))]);
    let preview = Preview::start(&folder);
    preview.until_says("/one/", "Good words");
    let file = folder.path("content/learning/night.md");
    std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    let summary = "---\ntitle: Falls at night\ndraft: true\n---\nWhat we learned.\n";
    std::fs::write(&file, summary).expect("a file");
    // It keeps nothing else from being shown.
    preview.until_says("/learning/night/", "What we learned");
    let (button, html) = preview.panel("/learning/night/", "Not signed off: this page would not be published.");
    assert!(button.contains("error") && html.contains("This page is a draft"), "{button} {html}");
    let panel = preview.get("/__candour/panel?address=/learning/night/").text();
    assert!(panel.contains("\"mark\":\"Not signed off: this page would not be published.\""), "{panel}");
    // It is left out by a build, and so keeps no other page back.
    let (button, html) = preview.panel("/one/", "On this page");
    assert!(button.contains("nothing to mend") && !html.contains("cannot be published"), "{button} {html}");
    let board = preview.until_says("/__candour/", "night.md").text();
    assert!(board.contains("Nothing keeps the site from being published"), "{board}");
    assert!(board.contains("Keeps this page back") && !board.contains("Blocks publishing"), "{board}");
    assert!(board.contains("In pages that are not published: findings that block them"), "{board}");
    let words = "nothing to mend in what is published; in pages that are not published: 1 error";
    preview.until_told(words);
    let panel = preview.get("/__candour/panel?address=/__candour/").text();
    assert!(panel.contains("in pages that are not published: 1 error"), "the same count: {panel}");
    assert!(panel.contains("\"weight\":\"warning\""), "it keeps nothing back: {panel}");
    folder.publish();
    assert!(!folder.site().contains_key("learning/night/index.html"));
    // Once it is no draft any more, it does.
    std::fs::write(&file, summary.replace("draft: true\n", "")).expect("a file");
    let (button, _) = preview.panel("/one/", "The site cannot be published as it is.");
    assert!(button.contains("1 error elsewhere"), "{button}");
    preview.until_says("/learning/night/", "What we learned");
    preview.panel("/learning/night/", "Not signed off: this page would not be published.");
    assert_eq!(folder.build().status, 1);
}

#[test]
fn a_site_whose_first_page_is_a_summary_of_nobody_is_shown() {
    let folder = Folder::new(&[]);
    let run = |kind: &str, title: &str| {
        let mut program = crate::folder::program();
        program.args(["new", kind, title, "--today", DAY, "--root"]).arg(folder.root());
        Outcome::of(&mut program)
    };
    let made = run("learning", "Falls at night");
    assert_eq!(made.status, 0, "{made}");
    assert!(made.stderr.contains("candour serve shows it, marked as not signed off"), "{made}");
    let preview = Preview::start(&folder);
    preview.until_says("/learning/falls-at-night/", "Falls at night");
    let told = preview.until_told("Built in");
    assert!(!told.contains("as it was before") && !told.contains("nothing to show"), "{told}");
}

#[test]
fn a_link_to_a_draft_is_told_although_it_leads_there() {
    let folder = Folder::new(&[
        ("one.md", &page("One", "Read [the other](two.md).")),
        ("two.md", "---\ntitle: Two\ndraft: true\n---\nNot yet.\n"),
    ]);
    let preview = Preview::start(&folder);
    preview.until_says("/one/", "href=/two/");
    let (_, html) = preview.panel("/one/", "links/to-unpublished");
    assert!(html.contains("candour build stops here"), "{html}");
    assert_eq!(folder.build().status, 1);
}

#[test]
fn settings_and_templates_that_are_wrong_end_nothing() {
    let folder = Folder::new(&[("one.md", &page("One", "Good words."))]);
    let theme = copy_plain_theme(&folder);
    let preview = Preview::start_with(&folder, &["--theme", &theme]);
    preview.until_says("/one/", "Good words");
    // Settings.
    let settings = std::fs::read_to_string(folder.path("content/site.yaml")).expect("site.yaml");
    folder.write("site.yaml", format!("{settings}no_such_setting: 1\n"));
    let (button, html) = preview.panel("/one/", "site.yaml cannot be used");
    assert!(button.contains("cannot be built") && html.contains("no_such_setting"), "{button} {html}");
    preview.until_says("/one/", "Good words");
    folder.write("site.yaml", settings);
    preview.panel("/one/", "nothing to mend");
    // A template that cannot be read, then one that fails on a page.
    let template = Path::new(&theme).join("templates/page.html");
    let good = std::fs::read_to_string(&template).expect("a template");
    std::fs::write(&template, format!("{good}{{% if %}}")).expect("written");
    let (_, html) = preview.panel("/one/", "page.html");
    assert!(html.contains("Open page.html"), "the place is a link: {html}");
    std::fs::write(&template, format!("{good}{{% block main %}}{{{{ page.no.such.thing }}}}{{% endblock %}}"))
        .expect("written");
    preview.panel("/one/", "page.html");
    preview.until_says("/one/", "Good words");
    std::fs::write(&template, &good).expect("written");
    preview.panel("/one/", "nothing to mend");
    // A template of the site's own takes the place of the theme's.
    let own = folder.path("themes/site/templates/not-found.html");
    std::fs::create_dir_all(own.parent().expect("a folder")).expect("a folder");
    std::fs::write(&own, "<!DOCTYPE html><title>Gone</title><p>A page of our own.").expect("written");
    preview.until_says("/no-such-page/", "A page of our own");
}

#[test]
fn a_site_that_never_could_be_read_is_a_list_of_what_to_mend() {
    let folder = Folder::new(&[("one.md", UNREADABLE)]);
    let preview = Preview::start(&folder);
    let answer = preview.get("/one/");
    assert_eq!(answer.status, 503);
    let text = answer.text();
    assert!(text.contains("What the checks found") && text.contains("one.md"), "{text}");
    assert!(text.contains("nothing to show") && !text.contains("as it was before"), "{text}");
    assert!(!text.contains("See the site"), "there is none: {text}");
    let told = preview.until_told("There is nothing to show until that is mended");
    assert!(!told.contains("as it was"), "{told}");
    folder.write("one.md", page("One", "Good words."));
    let mended = preview.until_says("/one/", "Good words");
    assert_eq!(mended.status, 200);
}

#[test]
fn drafts_and_withdrawn_pages_are_marked() {
    let folder = Folder::new(&[
        ("draft.md", "---\ntitle: Draft\ndraft: true\n---\nNot yet.\n"),
        ("later.md", "---\ntitle: Later\npublish_on: 2027-01-31\n---\nNot yet.\n"),
        ("gone.md", "---\ntitle: Gone\nstatus: withdrawn\nwithdrawn_reason: Old.\n---\nNo more.\n"),
    ]);
    let preview = Preview::start(&folder);
    preview.until_says("/draft/", "Not yet");
    preview.panel("/draft/", "This page is a draft: it is not published.");
    preview.panel("/later/", "This page is not published before 31 January 2027.");
    preview.panel("/gone/", "published as withdrawn");
}

#[test]
fn the_dashboard_has_findings_owners_reviews_and_waivers() {
    let folder = Folder::new(&[(
        "one.md",
        "---\ntitle: One\nowner: Head of Patient Safety\nnext_review: 2026-10-01\n---\nRead [here](https://safety.example/).\n",
    )]);
    let preview = Preview::start(&folder);
    let board = preview.get("/__candour/");
    assert_eq!(board.status, 200);
    let text = board.text();
    for words in
        ["Head of Patient Safety", "Overdue", "By owner", "See the site", "href=\"/one/\"", "vscode://file/", "one.md"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let policy = board.line("content-security-policy").expect("a policy");
    assert!(policy.contains("'nonce-report'") && text.contains("nonce=\"report\""), "its style is allowed: {policy}");
    let rule = preview.get("/__candour/rules/links/no-such-page");
    assert!(rule.status == 200 && rule.text().contains("A link leads to a page that does not exist"));
    assert_eq!(preview.get("/__candour/rules/no/such-rule").status, 404);
}

#[test]
fn browsers_are_told_what_changed() {
    let folder = Folder::new(&[("one.md", &page("One", "First.")), ("two.md", &page("Two", "First."))]);
    let preview = Preview::start(&folder);
    let build = build_of(&preview.get("/one/"));
    let (mut first, mut second) = (Listener::new(&preview, &build), Listener::new(&preview, &build));
    folder.write("one.md", page("One", "Second."));
    for listener in [&mut first, &mut second] {
        let event = listener.next();
        assert_ne!(event["build"], build.as_str());
        let changed: Vec<&str> =
            event["changed"].as_array().expect("a list").iter().filter_map(|it| it.as_str()).collect();
        assert!(changed.contains(&"/one/") && !changed.contains(&"/two/"), "{changed:?}");
    }
    // Whoever missed a build, or comes from an earlier preview, has to look at everything.
    let event = Listener::new(&preview, &build_of(&preview.get("/two/")).replace('.', "9.")).next();
    assert!(event["changed"].is_null(), "{event}");
    // A new page is there when the event comes.
    folder.write("three.md", page("Three", "New."));
    let event = first.next();
    assert!(event["changed"].to_string().contains("/three/"), "{event}");
    assert_eq!(preview.get("/three/").status, 200);
}

#[test]
fn documents_are_made_when_they_are_asked_for() {
    let folder = Folder::new(&[("one.md", &page_with_documents("One", "First words."))]);
    let theme = nhs_theme();
    let theme = ["--theme", theme.to_str().expect("a plain path")];
    let preview = Preview::start_with(&folder, &theme);
    let shown = preview.until_says("/one/", "One (Word)").text();
    assert!(shown.contains("/one/one.docx"), "{shown}");
    let word = preview.get("/one/one.docx");
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!((word.status, word.line("content-type")), (200, Some(kind)));
    assert!(preview.get("/one/one.txt").text().contains("First words."));
    assert!(preview.get("/one/one.pdf").body.starts_with(b"%PDF-"));
    assert_eq!(preview.get("/one/two.pdf").status, 404);
    folder.write("one.md", page_with_documents("One", "Second words."));
    preview.until_says("/one/one.txt", "Second words.");
    // They are those that are published.
    assert_eq!(folder.build_with(&[&["--drafts"], &theme[..]].concat()).status, 0);
    let site = folder.site();
    for name in ["one/one.docx", "one/one.txt", "one/one.odt", "one/one.epub"] {
        assert!(preview.get(&format!("/{name}")).body == site[name], "{name}");
    }
}

#[test]
fn what_was_found_in_making_a_document_stands_with_its_page_and_on_the_dashboard() {
    let theme = nhs_theme();
    let theme = ["--theme", theme.to_str().expect("a plain path")];
    let words = "Words with \u{10380} in them.";
    let folder = Folder::new(&[
        ("one.md", &page_with_documents("One", words)),
        ("two.md", &page_with_documents("Two", "Other words.")),
    ]);
    let preview = Preview::start_with(&folder, &theme);
    // Nothing is claimed of what was not looked at.
    let (button, html) = preview.panel("/one/", "None has been asked for yet, so nothing is known of them");
    assert!(button.contains("nothing to mend") && !html.contains("PDF/UA"), "{button} {html}");
    let board = preview.until_says("/__candour/", "Not made yet: 14").text();
    assert!(board.contains("id=\"documents\"") && !board.contains("Made:"), "{board}");

    assert_eq!(preview.get("/one/one.docx").status, 200);
    let (button, _) = preview.panel("/one/", "Word</a>: Made: ");
    assert!(button.contains("nothing to mend"), "only the fonts of a PDF lack it: {button}");
    assert!(preview.get("/one/one.pdf").body.starts_with(b"%PDF-"));
    assert!(preview.get("/one/one-large-print.pdf").body.starts_with(b"%PDF-"));
    let (button, html) = preview.panel("/one/", "output/character-not-shown");
    assert!(button.contains("1 error") && html.contains("U+10380"), "{button} {html}");
    assert!(html.contains("PDF</a>: Made: ") && html.contains("found no fault against PDF/UA-1"), "{html}");
    let board = preview.until_says("/__candour/", "Not made yet: 11").text();
    assert!(
        board.contains("output/character-not-shown") && board.contains("1 finding, listed with its page"),
        "{board}"
    );
    assert!(board.contains("No other program has checked the files"), "{board}");
    let (button, _) = preview.panel("/two/", "On this page");
    assert!(button.contains("nothing to mend"), "{button}");

    // As its page changes, so does what is known, without making anything again.
    folder.write("two.md", page_with_documents("Two", "Still other words."));
    preview.until_says("/two/", "Still other words");
    let (button, html) = preview.panel("/one/", "PDF</a>: Made: ");
    assert!(button.contains("1 error"), "what another page says is nothing to this one: {button} {html}");
    folder.write("one.md", page_with_documents("One", "Words without it."));
    let (button, _) = preview.panel("/one/", "changed since it was made");
    assert!(button.contains("nothing to mend"), "{button}");
    // A waiver is as good as in a build, and is not told to match nothing.
    let waiver = "waivers: [{rule: output/character-not-shown, reason: A quotation, by: Editor, given_on: 2026-01-01, until: 2027-01-01}]";
    let waived = page_with_documents("One", words).replacen("---\n", &format!("---\n{waiver}\n"), 1);
    folder.write("one.md", waived);
    preview.until_says("/one/", "in them");
    assert!(preview.get("/one/one.pdf").body.starts_with(b"%PDF-"));
    let (button, _) = preview.panel("/one/", "PDF</a>: Made: ");
    assert!(button.contains("nothing to mend"), "{button}");
}

#[test]
fn a_page_is_shown_as_others_see_it() {
    let folder = Folder::new(&[("one.md", &page("One", "First & \\<second> words."))]);
    let preview = Preview::start(&folder);
    for view in ["narrow", "large", "dark", "forced", "print"] {
        let shown = preview.get(&format!("/__candour/view?as={view}&address=%2Fone%2F"));
        assert_eq!(shown.status, 200);
        assert!(shown.text().contains(&format!("src=\"/one/?candour-view={view}\"")), "{}", shown.text());
    }
    let words = preview.get("/__candour/view?as=linear&address=/one/").text();
    assert!(words.contains("First &amp; &lt;second"), "{words}");
    assert_eq!(preview.get("/__candour/view?as=linear&address=//attacker.example/").status, 404);
    assert_eq!(preview.get("/__candour/view?as=other&address=/one/").status, 404);
    assert_eq!(preview.get("/one/?candour-view=dark").status, 200);
}

#[test]
fn a_site_below_a_path_is_shown_there() {
    let folder = Folder::new(&[("one.md", &page("One", "First words."))]);
    let preview = Preview::start_with(&folder, &["--base-url", "https://northmere.example/safety"]);
    let home = preview.get("/");
    assert_eq!((home.status, home.line("location")), (307, Some("/safety/")));
    preview.until_says("/safety/one/", "First words");
    assert_eq!(preview.get("/one/").status, 404);
    preview.panel("/safety/one/", "one.md");
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let folder = Folder::new(&[]);
    let first = Preview::start(&folder);
    let second = Preview::start_with(&folder, &["--port", &first.port.to_string()]);
    assert_ne!(first.port, second.port);
    assert_eq!(second.get("/").status, 200);
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_at_once() {
    let folder = Folder::new(&[]);
    let mut preview = Preview::start(&folder);
    let build = build_of(&preview.get("/"));
    // Even while a browser listens.
    let _listener = Listener::new(&preview, &build);
    let started = Instant::now();
    assert_eq!(preview.interrupt(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
    assert!(TcpStream::connect(("127.0.0.1", preview.port)).is_err());
}

/// A site on which a build takes a while.
fn large(pages: usize) -> Folder {
    let folder = Folder::new(&[]);
    for number in 0..pages {
        let words = "Ask for help before you stand up, and keep the way to the door free. ".repeat(20);
        folder.write(&format!("care/page-{number}.md"), page(&format!("Page {number}"), &words));
    }
    folder
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_in_the_middle_of_a_build() {
    let folder = large(3000);
    let mut preview = Preview::start(&folder);
    // Whoever waits for the first build is let go too.
    let mut waiting = TcpStream::connect(("127.0.0.1", preview.port)).expect("a server");
    let port = preview.port;
    write!(waiting, "GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n").expect("a request");
    let started = Instant::now();
    assert_eq!(preview.interrupt(), Some(0));
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    assert!(!preview.told().contains("Built in"), "the build should be the slower one: {}", preview.told());
}

#[test]
fn whoever_asks_in_the_middle_of_a_build_gets_a_whole_site() {
    let folder = large(300);
    let preview = Preview::start(&folder);
    let home = |name: &str| format!("{name} in Northmere");
    let settings = std::fs::read_to_string(folder.path("content/site.yaml")).expect("site.yaml");
    preview.until_says("/care/page-7/", "Patient safety at Northmere");
    let mut before = "Patient safety at Northmere".to_owned();
    for round in 0..4 {
        let after = home(&format!("Round {round}"));
        folder.write("site.yaml", settings.replace("Patient safety at Northmere", &after));
        let (started, mut is_new) = (Instant::now(), false);
        while !is_new {
            let mut was_new = false;
            // As a reload asks for a page and all that belongs to it.
            for path in ["/care/page-7/", "/", "/care/page-8/", "/robots.txt", "/__candour/panel?address=/care/page-7/"]
            {
                let answer = preview.get(path);
                assert_eq!(answer.status, 200, "{path}");
                let text = answer.text();
                if path.starts_with("/care/page-7") || path == "/" {
                    assert!(text.contains("</html>"), "{path} is whole");
                    // In its header, not its own title.
                    let is_of = |site: &str| text.contains(&format!("<a href=/>{site}</a>"));
                    let (has_old, has_new) = (is_of(&before), is_of(&after));
                    assert!(has_old != has_new, "{path} is of one build: {text}");
                    assert!(has_new || !was_new, "{path} is older than what was answered before");
                    was_new = has_new;
                }
            }
            is_new = was_new;
            assert!(started.elapsed() < PATIENCE, "{}", preview.told());
        }
        before = after;
    }
}

#[test]
fn no_save_of_a_thousand_is_lost() {
    let folder = Folder::new(&[]);
    let save =
        |number: usize| folder.write(&format!("page-{}.md", number % 7), page("A page", &format!("Save {number}.")));
    (0..7).for_each(save);
    let preview = Preview::start(&folder);
    let shown = |number: usize| preview.until_says(&format!("/page-{}/", number % 7), &format!("Save {number}."));
    for number in 7..=1000 {
        save(number);
        if number % 125 == 0 {
            shown(number);
        }
    }
    // The last save of each page.
    for number in 994..=1000 {
        shown(number);
    }
    let (button, _) = preview.panel("/page-1/", "nothing to mend");
    assert!(button.contains("nothing"), "{}", preview.told());
}

/// What a build from nothing would show of a folder, and what it finds.
fn cold(folder: &Folder, theme: &Theme) -> (Build, String) {
    let sources = source::read(&folder.path("content")).expect("a folder");
    build_in(Arc::new(sources), theme, &Arc::default())
}

fn build_in(sources: Arc<SourceTree>, theme: &Theme, memo: &Arc<Memo>) -> (Build, String) {
    let inputs = Inputs {
        sources,
        theme,
        day: Date::parse(DAY).expect("a day"),
        drafts: Drafts::Shown,
        base_url: None,
        strictness: Strictness::Normal,
        shelf: &no_documents(),
        ask: None,
        making: Making::OnDemand(memo.clone()),
        waiver_key: None,
    };
    let build = pipeline::build(&inputs, &|_| ()).expect("a site that can be made");
    // What is counted and told of one file without the whole list is what the whole list says.
    let blocking = build.findings.blocking(Strictness::Normal);
    let count = [Severity::Advice, Severity::Warning, Severity::Error].map(|weight| build.findings.open(weight));
    let files: BTreeSet<SourcePath> = inputs.sources.iter().map(|(path, _)| path.clone()).collect();
    let by_file: Vec<_> = files.iter().flat_map(|file| build.findings.of(file.as_str())).collect();
    let found = told(&build.findings);
    assert_eq!(told(&by_file), found);
    assert_eq!(blocking.len(), build.findings.iter().filter(|it| it.blocks(Strictness::Normal)).count());
    let open = |name: &str| build.findings.iter().filter(|it| it.severity == name && !it.waived).count();
    assert_eq!(count, ["advice", "warning", "error"].map(open));
    (build, found)
}

#[test]
fn a_page_that_is_shown_before_the_others_is_as_it_will_be() {
    let folder = Folder::new(SAMPLE);
    let theme = theme::load(&plain_theme(), &|_| ()).expect("the plain theme");
    let inputs = Inputs {
        sources: Arc::new(source::read(&folder.path("content")).expect("a folder")),
        theme: &theme,
        day: Date::parse(DAY).expect("a day"),
        drafts: Drafts::Shown,
        base_url: None,
        strictness: Strictness::Normal,
        shelf: &no_documents(),
        ask: None,
        making: Making::OnDemand(Arc::default()),
        waiver_key: None,
    };
    let shown: RefCell<Vec<(String, Option<Vec<u8>>)>> = RefCell::default();
    let show = |early: pipeline::Early| {
        let addresses = early.site.pages().iter().map(|page| page.address.clone());
        let pages = addresses.map(|address| (address.clone(), early.page(&address, &theme, &no_documents())));
        shown.borrow_mut().extend(pages);
        assert!(early.page("/no/such/page/", &theme, &no_documents()).is_none());
    };
    let build = pipeline::build_showing(&inputs, &|_| (), &show).expect("a site that can be made");
    let shown = shown.into_inner();
    assert_eq!(shown.len(), build.site.pages().len());
    for (address, page) in shown {
        let file = format!("{}index.html", &address[1..]);
        let whole = build.artefacts.get(&file).map(|it| it.bytes().to_vec());
        // A statement tells what was found everywhere: it is shown with the others.
        let is_statement = address == "/accessibility-statement/";
        assert!(if is_statement { page.is_none() } else { page.is_some() && page == whole }, "{address}");
    }
}

/// Changes what one page asks of another: links, headings, files, old addresses, the order in lists.
fn edit_what_is_asked(folder: &Folder, dice: &mut Dice, number: usize) -> String {
    let pages: Vec<String> =
        files_below(&folder.path("content")).into_keys().filter(|path| path.ends_with(".md")).collect();
    let mut any = || pages[dice.roll(pages.len())].clone();
    let (path, other) = (any(), any());
    let text = std::fs::read_to_string(folder.path("content").join(&path)).expect("a page");
    let with_key = |key: String| text.replacen("---\n", &format!("---\n{key}\n"), 1);
    let (what, text) = match dice.roll(9) {
        0 => ("leads elsewhere", format!("{text}\n[Link {number}](/{other})\n")),
        1 => ("leads to a heading", format!("{text}\n[Link {number}](/{other}#maincontent)\n")),
        2 => ("leads to a part", format!("{text}\n[Link {number}](/{other}#more)\n")),
        3 => ("has a heading", format!("{text}\n## More\n\nWords {number}.\n")),
        4 => ("gives a file", format!("{text}\n[Figures {number}](/data.csv)\n")),
        5 if !text.contains("aliases:") => ("had an address", with_key(format!("aliases: [/old-{}/]", number % 7))),
        6 if !text.contains("order:") => ("has a place", with_key(format!("order: {number}"))),
        7 if !text.contains("status:") => {
            ("is superseded", with_key(format!("status: superseded\nsuperseded_by: /{other}")))
        }
        _ => {
            match number % 3 {
                0 => drop(std::fs::remove_file(folder.path("content/data.csv"))),
                _ => folder.write("data.csv", format!("Type,Count\nFalls,{number}\n")),
            }
            return "change a file".to_owned();
        }
    };
    folder.write(&path, text);
    format!("{path} {what}, {other}")
}

/// Changes one thing in a theme: a template, a word of its own, its stylesheet.
fn edit_theme(theme: &Path, dice: &mut Dice, number: usize) -> String {
    let (file, before, after) = match dice.roll(4) {
        0 => ("templates/layout.html", "Skip to main", format!("{number}: Skip to main")),
        1 => ("words/en.yaml", "section_policy: ", format!("section_policy: Number {number}, ")),
        2 => ("words/en.yaml", "large_print: ", format!("large_print: print {number}, ")),
        _ => ("own.css", "p { margin: 0 }", format!(".skip {{ order: {number} }}\np {{ margin: 0 }}")),
    };
    let path = theme.join(file);
    let text = std::fs::read_to_string(&path).expect("a file of the theme");
    assert!(text.contains(before), "{file}");
    std::fs::write(&path, text.replacen(before, &after, 1)).expect("a file of the theme");
    format!("{file} of the theme")
}

/// What a watcher would tell of two states of a folder.
fn told_of(folder: &Path, before: &Files, after: &Files) -> BTreeSet<PathBuf> {
    let changed = before.keys().chain(after.keys()).filter(|path| before.get(*path) != after.get(*path));
    changed.map(|path| folder.join(path)).collect()
}

/// Edits a folder and its theme at random and holds what is kept from build to build against builds from nothing.
fn edit_at_random(seed: u64, edits: usize) {
    let folder = Folder::new(SAMPLE);
    let own_theme = PathBuf::from(copy_plain_theme(&folder));
    let described = std::fs::read_to_string(own_theme.join("theme.yaml")).expect("theme.yaml");
    let described = described.replacen("stylesheets: []", "stylesheets: [{ file: own.css }]", 1);
    std::fs::write(own_theme.join("theme.yaml"), described).expect("theme.yaml");
    std::fs::write(own_theme.join("own.css"), "p { margin: 0 }\n.skip { color: red }\n").expect("a stylesheet");
    let load = || theme::load(&own_theme, &|_| ()).expect("a theme");
    let mut theme = load();
    let mut read_alone = 0;
    let (mut reader, memo) = (Reader::new(&folder.path("content")), Arc::default());
    let mut dice = Dice(seed);
    let first = files_below(&folder.path("content"));
    let (mut history, mut cleared, mut blocked) = (Vec::new(), 0, 0);
    for number in 0..edits {
        let before = files_below(&folder.path("content"));
        match dice.roll(10) {
            0 => {
                history.push(edit_theme(&own_theme, &mut dice, number));
                theme = load();
            }
            _ if number % 2 == 0 => history.push(edit(&folder, &mut dice, number)),
            _ => history.push(edit_what_is_asked(&folder, &mut dice, number)),
        }
        // What is broken may stay so for a long time; an author would mend it.
        if blocked == 6 {
            std::fs::remove_dir_all(folder.path("content")).expect("a folder");
            for (name, bytes) in &first {
                let path = folder.path("content").join(name);
                std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                std::fs::write(path, bytes).expect("a file");
            }
            history.push("all as it was at first".to_owned());
        }
        let told = || history.iter().rev().take(8).cloned().collect::<Vec<_>>().join(", ");
        // As the preview reads it: what was saved alone, and all of it where that is not enough.
        let places = told_of(&folder.path("content"), &before, &files_below(&folder.path("content")));
        let sources = reader.read_at(&places);
        read_alone += usize::from(sources.is_some());
        let sources = sources.unwrap_or_else(|| reader.read().expect("a folder"));
        let (warm, warm_found) = build_in(sources, &theme, &memo);
        let (cold, cold_found) = cold(&folder, &theme);
        assert_eq!(warm_found, cold_found, "{}", told());
        assert_eq!(warm.cleared().is_some(), cold.cleared().is_some(), "{}", told());
        let files = |build: &Build| -> Files {
            build.artefacts.iter().map(|(path, it)| (path.to_string(), it.bytes().to_vec())).collect()
        };
        assert_same(&files(&warm), &files(&cold), &told());
        let is_cleared = cold.cleared().is_some();
        cleared += usize::from(is_cleared);
        blocked = if is_cleared || blocked == 6 { 0 } else { blocked + 1 };
    }
    assert!(cleared > edits / 3, "only {cleared} of {edits}");
    assert!(read_alone > edits / 3, "only {read_alone} of {edits}");
}

#[test]
fn what_is_kept_never_shows_in_500_edits() {
    edit_at_random(0x5eed_0002, 500);
}

#[test]
fn every_byte_that_is_served_is_that_of_a_build_from_nothing() {
    let folder = Folder::new(SAMPLE);
    let theme = theme::load(&plain_theme(), &|_| ()).expect("the plain theme");
    let preview = Preview::start(&folder);
    let mut dice = Dice(0x5eed_0003);
    let mut history = Vec::new();
    let mut last: Option<Build> = None;
    for number in 0..25 {
        history.push(edit(&folder, &mut dice, number));
        let (build, _) = cold(&folder, &theme);
        if !build.is_written {
            continue;
        }
        // What was there before and is no more answers as what never was.
        let gone = last.iter().flat_map(|last| last.artefacts.iter().map(|(path, _)| path.to_string()));
        let gone: Vec<String> = gone.filter(|path| build.artefacts.get(path).is_none()).collect();
        let differs = || {
            let served = |path: &str| preview.get(&format!("/{}", path.strip_suffix("index.html").unwrap_or(path)));
            let other = build.artefacts.iter().find(|(path, artefact)| {
                path.as_str() != "404.html"
                    && untagged(&served(path.as_str()).body) != String::from_utf8_lossy(&artefact.bytes())
            });
            let other = other.map(|(path, _)| path.to_string());
            other.or_else(|| gone.iter().find(|path| served(path).status != 404).cloned())
        };
        let started = Instant::now();
        while let Some(path) = differs() {
            assert!(started.elapsed() < PATIENCE, "{path} differs after {}\n{}", history.join(", "), preview.told());
            std::thread::sleep(Duration::from_millis(10));
        }
        last = Some(build);
    }
    assert!(last.is_some(), "{}", history.join(", "));
}
