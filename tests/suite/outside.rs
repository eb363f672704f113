//! Links to other websites: asked politely and only where somebody says so, and told at their place. Every website here
//! is a server on this computer.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::time::Duration;

use candour::network::{self, Asked, Policy, Through, Trust};
use candour::outside::{Address, Answer, Answers, Better, Instead, Ports, Questions, Refusal, Silence, State};
use candour::store::Notebook;
use tempfile::TempDir;

use crate::folder::{self, Folder, told};
use crate::server::{Act, Server, come_back, html, redirect, status};

const DAY: u64 = 24 * 60 * 60;

/// A policy for tests: as the real one, but quick, and with nobody else between the two ends.
fn quick() -> Policy {
    Policy {
        pause: Duration::ZERO,
        backoff: Duration::from_millis(1),
        request_time_max: Duration::from_secs(10),
        trust: Trust::Only(Vec::new()),
        through: Through::Nothing,
        ..Policy::default()
    }
}

fn address(text: &str) -> Address {
    Address::parse(text).expect("an address").0
}

/// One question for each address, with the part that it names.
fn questions(written: &[&str]) -> Questions {
    let mut questions = Questions::new();
    for written in written {
        let (address, part) = Address::parse(written).expect("an address");
        questions.entry(address).or_default().extend(part);
    }
    questions
}

/// Asks without knowing anything from before.
fn ask(written: &[&str], policy: &Policy) -> Answers {
    let place = folder::temporary();
    let mut notebook = Notebook::open(place.path(), 1_000_000_000);
    network::ask(&questions(written), policy, &mut notebook, &|_| ()).expect("a network")
}

fn found() -> Answer {
    Answer { state: State::Found, instead: None, missing: BTreeSet::new() }
}

fn only(state: State) -> Answer {
    Answer { state, ..found() }
}

fn instead(why: Better, address: Option<&str>) -> Answer {
    Answer { instead: Some(Instead { why, address: address.map(str::to_owned) }), ..found() }
}

/// What is made of one page `/a`, and which requests that takes.
#[track_caller]
fn check(answer: impl Fn(&str, usize) -> Act + Send + Sync + 'static, expected: &Answer, requests: &[&str]) {
    let server = Server::new(move |request| answer(&format!("{} {}", request.method, request.path), request.before));
    let answers = ask(&[&server.at("/a")], &quick());
    assert_eq!(answers.get(&address(&server.at("/a"))), Some(expected), "{:?}", server.asked());
    let asked: Vec<String> =
        server.requests().iter().map(|request| format!("{} {}", request.method, request.path)).collect();
    assert_eq!(asked, requests);
}

#[test]
fn a_page_that_is_there_is_asked_once() {
    check(|_, _| status(200), &found(), &["HEAD /a"]);
    check(|_, _| status(204), &found(), &["HEAD /a"]);
}

#[test]
fn nothing_bad_is_said_before_the_page_itself_was_asked_for() {
    for refused in [400, 403, 404, 405, 501] {
        let act = move |request: &str, _| if request.starts_with("HEAD") { status(refused) } else { status(200) };
        check(act, &found(), &["HEAD /a", "GET /a"]);
    }
    check(|_, _| status(404), &only(State::Gone(404)), &["HEAD /a", "GET /a"]);
    check(|_, _| status(410), &only(State::Gone(410)), &["HEAD /a", "GET /a"]);
    check(|_, _| status(403), &only(State::Refused(Refusal::Status(403))), &["HEAD /a", "GET /a"]);
    check(|_, _| status(401), &only(State::Refused(Refusal::Status(401))), &["HEAD /a", "GET /a"]);
}

#[test]
fn a_fault_that_passes_is_none() {
    check(|_, before| status(if before == 0 { 500 } else { 200 }), &found(), &["HEAD /a", "GET /a"]);
    check(|_, before| if before < 2 { Act::Close } else { status(200) }, &found(), &["HEAD /a", "GET /a", "GET /a"]);
    let failing = only(State::Silent(Silence::Failing(502)));
    check(|_, _| status(502), &failing, &["HEAD /a", "GET /a", "GET /a"]);
    check(|_, _| Act::Close, &only(State::Silent(Silence::Broken)), &["HEAD /a", "GET /a", "GET /a"]);
    check(|_, _| Act::Nonsense, &only(State::Silent(Silence::Broken)), &["HEAD /a", "GET /a", "GET /a"]);
}

#[test]
fn websites_that_are_not_there_are_told_apart() {
    // Nobody listens here any more.
    let port = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
    let closed = format!("http://127.0.0.1:{port}/a");
    // No name is as long, so nobody is asked for its number.
    let nowhere = format!("http://{}.example/a", "a".repeat(64));
    let answers = ask(&[&closed, &nowhere], &quick());
    assert_eq!(answers[&address(&closed)], only(State::Silent(Silence::NoConnection)));
    assert_eq!(answers[&address(&nowhere)], only(State::NoHost));
}

#[test]
fn permanent_redirects_suggest_the_new_address() {
    /// How /a is redirected, one step after another.
    type Chain = &'static [(u16, &'static str)];
    // With the path to suggest, if any.
    let chains: &[(Chain, Option<&str>)] = &[
        (&[(301, "/b")], Some("/b")),
        (&[(308, "/b"), (301, "c?d"), (308, "/e")], Some("/e")),
        (&[(302, "/b")], None),
        (&[(307, "/b"), (301, "/c")], None),
        (&[(301, "/b"), (302, "/c")], Some("/b")),
    ];
    for (chain, expected) in chains {
        let chain = *chain;
        let server = Server::new(move |request| {
            let paths: Vec<String> = std::iter::once("/a".to_owned())
                .chain(chain.iter().map(|(_, to)| format!("/{}", to.trim_start_matches('/'))))
                .collect();
            match paths.iter().position(|path| *path == request.path).and_then(|step| chain.get(step)) {
                Some((code, to)) => redirect(*code, to),
                None => status(200),
            }
        });
        let written = server.at("/a");
        let expected = match expected {
            Some(path) => instead(Better::Moved, Some(&server.at(path))),
            None => found(),
        };
        assert_eq!(ask(&[&written], &quick())[&address(&written)], expected, "{chain:?}");
        assert_eq!(server.requests().len(), chain.len() + 1, "{:?}", server.asked());
    }
}

#[test]
fn redirects_that_lead_nowhere_are_no_suggestion() {
    let to = |location: &'static str| {
        move |request: &str, _: usize| if request.ends_with(" /a") { redirect(301, location) } else { status(404) }
    };
    check(to("/b"), &only(State::Gone(404)), &["HEAD /a", "HEAD /b", "GET /b"]);
    check(to("mailto:a@b.example"), &only(State::Silent(Silence::Broken)), &["HEAD /a"]);
    check(|_, _| status(302), &only(State::Silent(Silence::Broken)), &["HEAD /a"]);
    // A circle is believed once it is one for GET too.
    let circle = |request: &str, _: usize| redirect(301, if request.ends_with("/a") { "/b" } else { "/a" });
    check(circle, &only(State::Circle), &["HEAD /a", "HEAD /b", "GET /a", "GET /b"]);
    let server = Server::new(|request| redirect(302, &format!("{}a", request.path)));
    let written = server.at("/a");
    assert_eq!(ask(&[&written], &quick())[&address(&written)], only(State::Circle));
    assert_eq!(server.requests().len(), 2 * (quick().redirects_max + 1));
}

#[test]
fn a_new_address_with_another_query_is_not_told() {
    let server = Server::new(|request| match request.path.as_str() {
        "/a" | "/a?q" => redirect(301, &request.path.replace("/a", "/b?session=1")),
        "/same?q" => redirect(301, "/b?q"),
        "/old/leaflet" => redirect(301, "/"),
        _ => status(200),
    });
    let [a, same, old] = ["/a", "/same?q", "/old/leaflet"].map(|path| server.at(path));
    let answers = ask(&[&a, &same, &old], &quick());
    assert_eq!(answers[&address(&a)], instead(Better::Moved, None));
    assert_eq!(answers[&address(&same)], instead(Better::Moved, Some(&server.at("/b?q"))));
    assert_eq!(answers[&address(&old)], instead(Better::Home, Some(&server.at("/"))));
}

#[test]
fn a_website_that_asks_to_be_left_alone_is_left_alone() {
    let server = Server::new(|request| if request.before == 0 { come_back(429, "1") } else { status(200) });
    let written = server.at("/a");
    assert_eq!(ask(&[&written], &quick())[&address(&written)], found());
    let times: Vec<_> = server.requests().iter().map(|request| request.at).collect();
    assert!(times.len() == 2 && times[1] - times[0] >= Duration::from_secs(1), "{times:?}");

    // A moment that has passed, and no moment at all.
    for when in ["Sun, 06 Nov 1994 08:49:37 GMT", "later"] {
        check(
            move |_, before| if before == 0 { come_back(503, when) } else { status(200) },
            &found(),
            match when {
                "later" => &["HEAD /a", "GET /a"],
                _ => &["HEAD /a", "HEAD /a"],
            },
        );
    }

    // For too long to wait: its other pages are not asked either.
    let server = Server::new(|_| come_back(429, "3600"));
    let written: Vec<String> = (0..20).map(|page| server.at(&format!("/{page}"))).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let answers = ask(&written, &quick());
    assert!(answers.values().all(|answer| *answer == only(State::Refused(Refusal::Busy))), "{answers:?}");
    assert!(answers.len() == 20 && server.requests().len() <= quick().at_once_per_host, "{:?}", server.asked());
}

#[test]
fn a_website_is_asked_little_at_a_time() {
    let server = Server::new(|_| Act::Together(2));
    let written: Vec<String> = (0..8).map(|page| server.at(&format!("/{page}"))).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let answers = ask(&written, &quick());
    assert!(answers.values().all(|answer| *answer == found()), "{answers:?}");
    assert_eq!((server.most(), server.requests().len()), (2, 8));

    let server = Server::new(|_| status(200));
    let written: Vec<String> = (0..5).map(|page| server.at(&format!("/{page}"))).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let pause = Duration::from_millis(40);
    ask(&written, &Policy { at_once_per_host: 1, pause, ..quick() });
    let times: Vec<_> = server.requests().iter().map(|request| request.at).collect();
    assert_eq!(times.len(), 5);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= pause), "{times:?}");
}

#[test]
fn a_website_that_is_silent_is_not_asked_about_every_page() {
    let server = Server::new(|_| Act::Never);
    let written: Vec<String> = (0..30).map(|page| server.at(&format!("/{page}"))).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let policy = Policy { request_time_max: Duration::from_millis(150), ..quick() };
    let answers = ask(&written, &policy);
    assert!(answers.values().all(|answer| *answer == only(State::Silent(Silence::TimedOut))), "{answers:?}");
    // Those of two addresses, and one that was under way; fewer where a busy machine let one go unheard.
    let requests = server.requests().len();
    assert!(requests <= 7, "{requests} requests");
}

#[test]
fn a_page_is_read_for_the_parts_that_links_name_and_no_further() {
    let server = Server::new(|request| match request.path.as_str() {
        "/long" => Act::Endless,
        "/data" => Act::Answer(200, vec!["Content-Type: application/pdf".to_owned()], "id=no".to_owned()),
        _ => html("<!doctype html><title>A</title><h2 id=\"plan\">Plan</h2>"),
    });
    let [plain, plan, gone] = ["/a", "/a#plan", "/a#gone"].map(|path| server.at(path));
    let [long, data] = ["/long#part", "/data#page=2"].map(|path| server.at(path));
    let answers = ask(&[&plain, &plan, &gone, &long, &data], &Policy { body_bytes_max: 64 << 10, ..quick() });
    assert_eq!(answers[&address(&plain)].missing, BTreeSet::from(["gone".to_owned()]));
    assert_eq!(answers[&address(&long)], found());
    assert_eq!(answers[&address(&data)], found());
    assert_eq!(server.asked(), ["GET /a", "GET /data", "GET /long"], "three links to one page are one question");
    assert!(server.sent() < 32 << 20, "{} bytes were taken", server.sent());
}

#[test]
fn a_secure_connection_is_preferred_where_there_is_one() {
    let (secure, certificate) = Server::secure(|request| match request.path.as_str() {
        "/plain-only" => status(404),
        "/back" => redirect(302, "http://127.0.0.1:1/"),
        "/moved" => redirect(301, "/new"),
        _ => status(200),
    });
    let port = secure.port();
    let plain = Server::new(move |request| match request.path.as_str() {
        "/upgraded" => redirect(301, &format!("https://127.0.0.1:{port}/upgraded")),
        "/elsewhere" => redirect(301, &format!("https://127.0.0.1:{port}/new")),
        "/secure-only" => status(404),
        _ => status(200),
    });
    let policy =
        Policy { ports: Ports { plain: plain.port(), secure: port }, trust: Trust::Only(vec![certificate]), ..quick() };
    let at = |path: &str| format!("https://127.0.0.1:{port}{path}");
    for (path, expected) in [
        ("/both", instead(Better::Secure, Some(&at("/both")))),
        ("/upgraded", instead(Better::Secure, Some(&at("/upgraded")))),
        ("/secure-only", instead(Better::Secure, Some(&at("/secure-only")))),
        ("/moved", instead(Better::Secure, Some(&at("/new")))),
        ("/elsewhere", instead(Better::Moved, Some(&at("/new")))),
        ("/plain-only", found()),
        ("/back", found()),
    ] {
        let written = plain.at(path);
        assert_eq!(ask(&[&written], &policy)[&address(&written)], expected, "{path}");
    }
    let written = at("/a");
    assert_eq!(ask(&[&written], &policy)[&address(&written)], found());
    // The same without a reason to trust it: nothing is asked, and nothing is said against the plain form.
    let before = secure.requests().len();
    let wary = Policy { trust: Trust::Only(vec![Server::secure(|_| status(200)).1]), ..policy };
    let plain_form = plain.at("/both");
    let answers = ask(&[&written, &plain_form], &wary);
    assert_eq!(answers[&address(&written)], only(State::Certificate));
    assert_eq!(answers[&address(&plain_form)], found());
    assert_eq!(secure.requests().len(), before);
}

#[test]
fn who_asks_says_so_and_sends_nothing_else() {
    let server = Server::new(|_| html(""));
    ask(&[&server.at("/a#b")], &quick());
    let head = server.requests()[0].head.to_ascii_lowercase();
    assert!(head.contains("\r\nuser-agent: candour/"), "{head}");
    for absent in ["cookie", "authorization", "referer", "#b"] {
        assert!(!head.contains(absent), "{head}");
    }
}

/// The answers of a run at a moment, and how far it came.
fn ask_at(place: &TempDir, now: u64, written: &[&str]) -> (Answers, Asked) {
    let mut notebook = Notebook::open(place.path(), now);
    let last = std::cell::Cell::new(None);
    let told = |asked| last.set(Some(asked));
    let answers = network::ask(&questions(written), &quick(), &mut notebook, &told).expect("a network");
    (answers, last.get().expect("a word"))
}

#[test]
fn answers_are_kept_for_a_day_and_bad_ones_for_an_hour() {
    let server = Server::new(|request| match request.path.as_str() {
        "/gone?secret=1" => status(404),
        "/moved" => redirect(301, "/new?secret=2"),
        _ => html("<p id=there>"),
    });
    let [good, gone, moved] = ["/good", "/gone?secret=1", "/moved"].map(|path| server.at(path));
    let written = [good.as_str(), &gone, &moved];
    let place = folder::temporary();
    let (first, asked) = ask_at(&place, 10 * DAY, &written);
    assert_eq!(asked, Asked { addresses: 3, hosts: 1, kept: 0, asked: 3 });
    let requests = server.requests().len();
    let (second, asked) = ask_at(&place, 10 * DAY + 3_599, &written);
    assert_eq!((&second, asked.kept, server.requests().len()), (&first, 3, requests), "nobody is asked");
    let (third, asked) = ask_at(&place, 10 * DAY + 3_600, &written);
    assert_eq!((&third, asked.kept, asked.asked), (&first, 2, 1), "the bad one is asked again");
    let (_, asked) = ask_at(&place, 11 * DAY, &written);
    assert_eq!((asked.kept, asked.asked), (0, 3), "all are asked again");
    let (_, asked) = ask_at(&place, 9 * DAY, &written);
    assert_eq!(asked.kept, 0, "answers from the time to come are not believed");

    let part = format!("{good}#there");
    let (_, asked) = ask_at(&place, 9 * DAY, &[&part]);
    assert_eq!(asked.kept, 0, "an answer without the parts of the page is not enough");
    let absent = format!("{good}#absent");
    let (answers, _) = ask_at(&place, 9 * DAY, &[&part, &absent]);
    assert_eq!(answers[&address(&good)].missing, BTreeSet::from(["absent".to_owned()]));
    let (answers, asked) = ask_at(&place, 9 * DAY, &[&part]);
    assert_eq!((asked.kept, &answers[&address(&good)]), (1, &found()), "what nobody asked for is not told");

    let kept = folder::files_below(place.path());
    assert_eq!(kept.keys().collect::<Vec<_>>(), [".store/outside.json"]);
    let text = String::from_utf8_lossy(&kept[".store/outside.json"]);
    assert!(!text.contains("secret") && !text.contains("/gone"), "{text}");
}

#[test]
fn what_is_kept_may_be_damaged() {
    let server = Server::new(|_| status(200));
    let written = server.at("/a");
    let place = folder::temporary();
    for text in ["", "{", "{\"engine\":\"another\",\"notes\":{}}", "[1]"] {
        folder::write(&place.path().join(".store/outside.json"), text);
        assert_eq!(ask_at(&place, DAY, &[&written]).0[&address(&written)], found());
    }
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn a_computer_without_a_network_blames_nobody() {
    let port = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address").port();
    let written: Vec<String> = (1..=3).map(|host| format!("http://127.0.0.{host}:{port}/")).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let place = folder::temporary();
    let mut notebook = Notebook::open(place.path(), DAY);
    let failure = network::ask(&questions(&written), &quick(), &mut notebook, &|_| ()).expect_err("no network");
    assert!(failure.starts_with("none of the 3 websites that pages link to can be reached; "), "{failure}");
    assert!(folder::files_below(place.path()).is_empty(), "nothing is kept");
    let (server, _) = Server::secure(|_| status(200));
    let written: Vec<String> = (1..=3).map(|host| format!("https://127.0.0.{host}:{}/", server.port())).collect();
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    let failure = network::ask(&questions(&written), &quick(), &mut notebook, &|_| ()).expect_err("nobody to trust");
    assert!(failure.starts_with("this computer has no certificates"), "{failure}");
}

/// The findings about links of a site whose links have these answers.
fn find(files: &[(&str, &str)], answers: &[(&str, Answer)]) -> String {
    let asked = |questions: &Questions| {
        let answers: Answers = answers.iter().map(|(written, answer)| (address(written), answer.clone())).collect();
        assert_eq!(questions.keys().collect::<Vec<_>>(), answers.keys().collect::<Vec<_>>(), "what is asked");
        Ok(answers)
    };
    let build = folder::build_asking(files, &asked).expect("a site");
    let links: Vec<_> = build.findings.into_iter().filter(|it| it.rule.starts_with("links/")).collect();
    told(&links)
}

#[test]
fn every_answer_is_told_in_words() {
    let later = "open the link in a browser; if it fails for some days, link elsewhere or take it out";
    let look = "look on that website for where it has gone and link there, or take the link out";
    let open = "open the link in a browser, and see whether it leads where it should";
    let secure = "this website has a secure connection, which the link does not use";
    for (answer, expected) in [
        (found(), String::new()),
        (only(State::Gone(404)), format!("warning links/dead: the website says that it has no such page (404); {look}")),
        (only(State::Gone(410)), format!("warning links/dead: the website says that this page was taken away for good (410); {look}")),
        (only(State::NoHost), "warning links/dead: there is no website of this name; check how the name is written; if the website has closed or has a new name, link elsewhere or take the link out".to_owned()),
        (only(State::Certificate), "warning links/bad-certificate: browsers warn readers of this website: its certificate is out of date or not one to trust; tell those who run the website, or link elsewhere until it is mended".to_owned()),
        (only(State::Circle), format!("warning links/unreachable: the website sends readers round in a circle; {later}")),
        (only(State::Silent(Silence::TimedOut)), format!("warning links/unreachable: the website did not answer in time; {later}")),
        (only(State::Silent(Silence::NoConnection)), format!("warning links/unreachable: the website does not answer; {later}")),
        (only(State::Silent(Silence::Broken)), format!("warning links/unreachable: the website gave an answer that browsers cannot use; {later}")),
        (only(State::Silent(Silence::Failing(503))), format!("warning links/unreachable: the website has a fault of its own (503); {later}")),
        (only(State::Refused(Refusal::Status(403))), format!("advice links/not-checked: the website shows this page to no program (403); {open}")),
        (only(State::Refused(Refusal::Status(401))), "advice links/not-checked: this page asks for a password (401); open the link in a browser: readers who cannot sign in need another page".to_owned()),
        (only(State::Refused(Refusal::Busy)), format!("advice links/not-checked: the website asked to be left alone for a while; {open}")),
        (only(State::Refused(Refusal::LeadsInside)), format!("advice links/not-checked: this leads on to a computer inside of a network; {open}")),
        (instead(Better::Moved, Some("https://example.org/b")), "advice links/moved: this page has moved for good; write https://example.org/b#c".to_owned()),
        (instead(Better::Moved, None), "advice links/moved: this page has moved for good; open the link and copy the new address from the browser".to_owned()),
        (instead(Better::Home, Some("https://example.org/")), "advice links/moved: the website sends readers of this page to its home page, so the page is probably gone; look there for what readers need and link to it, or take the link out".to_owned()),
        (instead(Better::Secure, Some("https://example.org/a")), format!("advice links/not-https: {secure}; write https://example.org/a#c")),
        (instead(Better::Secure, None), format!("advice links/not-https: {secure}; write https:// in place of http://")),
        (Answer { missing: BTreeSet::from(["c".to_owned()]), ..found() }, "advice links/no-such-part: the page is there, but not the part of it that this link names after the # sign; open the link, go to the right heading and copy its address, or leave out what stands after #".to_owned()),
    ] {
        let page = folder::page("Falls", "See [the list](http://example.org/a#c).");
        let expected = if expected.is_empty() { expected } else { format!("falls.md:4:16 {expected}") };
        assert_eq!(find(&[("falls.md", &page)], &[("http://example.org/a", answer)]), expected);
    }
}

#[test]
fn every_link_is_told_at_its_own_place() {
    let page = folder::page(
        "Falls",
        "Read [one](https://example.org/a), **[two](https://example.org/a#x)** and <https://example.org/a>.[^1]\n\n\
         | Where |\n|---|\n| [three](//example.org/a) |\n\n::: action [Four](https://example.org/a) :::\n\n\
         [five][ref] and [own](https://safety.northmere.example/new/), [post](mailto:a@b.example)\n\n\
         [ref]: https://example.org/a\n\n[^1]: [Six](HTTPS://Example.org/a).",
    );
    let site =
        folder::SITE_YAML.replace("rules:\n", "licence:\n  name: Our licence\n  url: https://example.org/a\nrules:\n");
    let found = find(&[("falls.md", &page), ("site.yaml", &site)], &[("https://example.org/a", only(State::NoHost))]);
    let places: Vec<&str> = found.lines().map(|line| line.split(' ').next().expect("a place")).collect();
    let expected = [
        "falls.md:4:12",
        "falls.md:4:44",
        "falls.md:4:76",
        "falls.md:8:11",
        "falls.md:10:19",
        "falls.md:12:1",
        "falls.md:16:13",
        "site.yaml:9:8",
    ];
    assert_eq!(places, expected, "{found}");
}

#[test]
fn what_may_be_private_is_not_repeated() {
    // A name in a query, a password, and a page about a person.
    let page =
        folder::page("Falls", "[One](https://example.org/a?name=secret), [two](https://me:secret@example.org/b).");
    let partner = "---\nkind: partner\nname: Kestrel Ahmadi\nname_shown: pseudonym\nconsent:\n  name: false\n  photo: false\n  story: true\n  health: false\n  given_on: 2026-01-10\n  expires_on: 2028-01-10\n  reference: PSP-4\n---\n[Three](https://example.org/c)\n";
    let files = [("falls.md", page.as_str()), ("partners/k.md", partner)];
    let moved = instead(Better::Moved, Some("https://example.org/people/secret"));
    let asked = |_: &Questions| {
        let answers =
            [("https://example.org/a?name=secret", only(State::NoHost)), ("https://example.org/c", moved.clone())];
        Ok(answers.into_iter().map(|(written, answer)| (address(written), answer)).collect())
    };
    let build = folder::build_asking(&files, &asked).expect("a site");
    let links: Vec<_> = build.findings.into_iter().filter(|it| it.rule.starts_with("links/")).collect();
    let codes: Vec<&str> = links.iter().map(|it| it.rule.as_str()).collect();
    assert_eq!(codes, ["links/dead", "links/not-checked", "links/moved"], "{}", told(&links));
    assert!(!told(&links).contains("secret"), "{}", told(&links));
    assert!(links.iter().skip(1).all(|it| it.excerpt_hidden), "no line with a password or about a person is shown");
}

#[test]
fn addresses_that_are_none_are_told() {
    let page = folder::page("Falls", "[One](https://exa%20mple.org/), [two](http://)");
    let help = "copy the address from the browser, with https:// at its start and no spaces";
    let expected = format!(
        "falls.md:4:7 warning links/dead: browsers cannot follow this address; {help}\n\
         falls.md:4:39 warning links/dead: browsers cannot follow this address; {help}"
    );
    assert_eq!(find(&[("falls.md", &page)], &[]), expected);
}

#[test]
fn a_failing_network_is_no_finding_and_hides_none() {
    let page = folder::page("Falls", "[One](https://example.org/) [two](nowhere.md)");
    let asked = folder::build_asking(&[("falls.md", &page)], &|_| Err("the cable is out".to_owned()));
    let build = asked.expect("a site that can be made");
    assert_eq!(build.unasked.as_deref(), Some("the cable is out"));
    let rules: Vec<&str> = build.findings.iter().map(|it| it.rule.as_str()).collect();
    assert!(rules.contains(&"links/no-such-page") && !rules.iter().any(|rule| rule.contains("unreach")), "{rules:?}");
}

/// A site with a link to a page that is there, one that is gone and one that has moved.
fn site_with_links(server: &Server) -> Folder {
    let body = format!(
        "[One]({}), [two]({}), [three]({}).",
        server.at("/there?name=secret"),
        server.at("/gone?name=secret"),
        server.at("/moved")
    );
    Folder::new(&[("falls.md", &folder::page("Falls", &body)), ("again.md", &folder::page("Again", &body))])
}

fn three_pages() -> Server {
    Server::new(|request| match request.path.as_str() {
        "/gone?name=secret" => status(404),
        "/moved" => redirect(301, "/new"),
        _ => status(200),
    })
}

#[test]
fn only_check_external_asks_anybody() {
    let server = three_pages();
    let folder = site_with_links(&server);
    for (command, options) in [("check", &[][..]), ("build", &[]), ("check", &["--strict"])] {
        let outcome = folder.run(command, options);
        assert_eq!(outcome.status, 0, "{outcome}");
    }
    assert!(server.asked().is_empty(), "{:?}", server.asked());
    assert!(!folder.path("output/.store/outside.json").exists());
    let outcome = folder.run("build", &["--external"]);
    assert_eq!((outcome.status, server.asked().len()), (2, 0), "{outcome}");

    let published = folder.published();
    let outcome = folder.run("check", &["--external", "--format", "json"]);
    assert_eq!(outcome.status, 0, "a dead link is a warning\n{outcome}");
    let requests =
        ["GET /gone?name=secret", "HEAD /gone?name=secret", "HEAD /moved", "HEAD /new", "HEAD /there?name=secret"];
    assert_eq!(server.asked(), requests, "two pages with the same links ask once");
    let findings = outcome.findings();
    let places: Vec<String> =
        findings.iter().map(|it| format!("{}:{} {} {}", it.file, it.line, it.severity, it.rule)).collect();
    assert_eq!(
        places,
        [
            "again.md:4 warning links/dead",
            "again.md:4 advice links/moved",
            "falls.md:4 warning links/dead",
            "falls.md:4 advice links/moved"
        ]
    );
    assert!(!outcome.stdout.contains("secret") && !outcome.stderr.contains("secret"), "{outcome}");
    assert_eq!(findings[1].help, format!("write {}", server.at("/new")));
    let [start, end, _] = outcome.stderr.lines().collect::<Vec<_>>()[..] else { panic!("{outcome}") };
    assert_eq!(start, "Asking other websites about 3 addresses, politely: this can take some minutes");
    assert!(end.starts_with("Outside links: 3 addresses on 1 website, 3 asked, 0 known from before, "), "{end}");
    folder::assert_same(&published, &folder.published(), "checking publishes nothing");

    let again = folder.run("check", &["--external", "--format", "json"]);
    assert_eq!((again.stdout.as_str(), server.asked().len()), (outcome.stdout.as_str(), requests.len()), "kept");
    assert!(
        again.stderr.starts_with("Outside links: 3 addresses on 1 website, 0 asked, 3 known from before, "),
        "{again}"
    );
    let strict = folder.run("check", &["--external", "--strict", "--quiet", "--format", "plain"]);
    assert_eq!((strict.status, strict.stderr.as_str()), (1, ""), "{strict}");
    for format in ["human", "plain", "json", "sarif", "github", "junit"] {
        let outcome = folder.run("check", &["--external", "--format", format]);
        assert!(outcome.stdout.contains("links/dead") && outcome.stdout.contains("links/moved"), "{format}\n{outcome}");
    }
    assert_eq!(server.asked().len(), requests.len(), "still kept");
}

#[test]
fn rules_and_waivers_hold_for_outside_links() {
    let server = three_pages();
    let folder = site_with_links(&server);
    let body = std::fs::read_to_string(folder.path("content/falls.md")).expect("a page");
    let waiver = format!(
        "title: Falls\nwaivers:\n  - rule: links/dead\n    text: {}\n    reason: The source of a quotation\n    by: Head of Patient Safety\n    given_on: 2026-11-02\n    until: 2027-11-02\n",
        server.at("/gone?name=secret")
    );
    folder.write("falls.md", body.replace("title: Falls\n", &waiver));
    folder.write("site.yaml", format!("{}  links/dead: error\n  links/moved: off\n", folder::SITE_YAML));
    let outcome = folder.run("check", &["--format", "json"]);
    assert_eq!(
        (outcome.status, outcome.told()),
        (0, String::new()),
        "nobody was asked, so the waiver may have its use"
    );
    let outcome = folder.run("check", &["--external", "--format", "json"]);
    let told: Vec<String> = outcome
        .findings()
        .iter()
        .map(|it| format!("{} {} {} {}", it.file, it.severity, it.rule, if it.waived { "waived" } else { "open" }))
        .collect();
    assert_eq!(told, ["again.md error links/dead open", "falls.md error links/dead waived"]);
    assert_eq!(outcome.status, 1);
}
