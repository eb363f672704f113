//! Publishing to where readers see it. Storage that changes one object at a time: a reader finds a working site at every
//! moment, wherever the connection breaks, and the next publish goes on. Folders and hosts: one step, and nobody's files
//! are lost. Real storage is asked by `tests/outside/storage`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use candour::publish::storage::{Bucket, Outcome as Done, SendError, Sending, Wish};
use candour::publish::{self, Others, Release};
use futures_util::stream::BoxStream;
use futures_util::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use object_store::memory::InMemory;
use object_store::path::Path as ObjectPath;
use object_store::{
    Attribute, CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    ObjectStoreExt as _, PutMultipartOptions, PutOptions, PutPayload, PutResult, Result as StoreResult,
};
use scraper::{Html, Selector};

use crate::folder::{
    Files, Folder, Outcome, SVG, assert_same, files_below, page, page_with_documents, temporary, write,
};

const SITE: &str = "https://safety.northmere.example";

/// When a connection breaks: before the storage has heard of the request, or before it could answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    Before,
    After,
}

/// Storage in memory behind a connection that breaks after some requests, and that is slower for some than for others.
#[derive(Debug)]
struct Shaky {
    store: Arc<InMemory>,
    left: AtomicUsize,
    how: Break,
    /// Of the order in which requests are answered.
    seed: AtomicUsize,
    looks: Looks,
}

/// What a test looks at after each change.
type Look = Box<dyn Fn(&Files) + Send + Sync>;
struct Looks(Option<Look>);

impl std::fmt::Debug for Looks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("looks")
    }
}

impl std::fmt::Display for Shaky {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("shaky")
    }
}

impl Shaky {
    fn new(store: &Arc<InMemory>, requests: usize, how: Break, seed: usize, look: Option<Look>) -> Arc<Shaky> {
        let (left, seed) = (AtomicUsize::new(requests), AtomicUsize::new(seed));
        Arc::new(Shaky { store: store.clone(), left, how, seed, looks: Looks(look) })
    }

    /// One request more. The last one before the break is heard where the break comes after it.
    async fn request(&self) -> StoreResult<()> {
        let turns = self.seed.fetch_add(1, Ordering::SeqCst).wrapping_mul(2_654_435_761) >> 7;
        for _ in 0..turns % 5 {
            tokio::task::yield_now().await;
        }
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)));
        match left {
            Ok(0) => Err(broken()),
            _ => Ok(()),
        }
    }

    fn answer<T>(&self, answer: StoreResult<T>) -> StoreResult<T> {
        if let Some(look) = &self.looks.0 {
            look(&snapshot(&self.store));
        }
        if self.how == Break::After && self.left.load(Ordering::SeqCst) == 0 { Err(broken()) } else { answer }
    }
}

fn broken() -> Error {
    Error::Generic { store: "shaky", source: "the connection is broken".into() }
}

#[async_trait]
impl ObjectStore for Shaky {
    async fn put_opts(&self, at: &ObjectPath, payload: PutPayload, options: PutOptions) -> StoreResult<PutResult> {
        self.request().await?;
        self.answer(self.store.put_opts(at, payload, options).await)
    }

    async fn put_multipart_opts(
        &self,
        at: &ObjectPath,
        options: PutMultipartOptions,
    ) -> StoreResult<Box<dyn MultipartUpload>> {
        self.request().await?;
        self.answer(self.store.put_multipart_opts(at, options).await)
    }

    async fn get_opts(&self, at: &ObjectPath, options: GetOptions) -> StoreResult<GetResult> {
        self.request().await?;
        self.answer(self.store.get_opts(at, options).await)
    }

    fn delete_stream(
        &self,
        places: BoxStream<'static, StoreResult<ObjectPath>>,
    ) -> BoxStream<'static, StoreResult<ObjectPath>> {
        // One by one, as Google's storage does: a break may come between any two.
        let places: Vec<ObjectPath> = places.try_collect().now_or_never().expect("at once").expect("places");
        let shaky = Arc::new(Shaky {
            store: self.store.clone(),
            left: AtomicUsize::new(self.left.load(Ordering::SeqCst)),
            how: self.how,
            seed: AtomicUsize::new(0),
            looks: Looks(None),
        });
        let done: Vec<StoreResult<ObjectPath>> = places
            .into_iter()
            .map(|place| {
                if shaky.left.load(Ordering::SeqCst) == 0 {
                    return Err(broken());
                }
                shaky.left.fetch_sub(1, Ordering::SeqCst);
                self.store.delete(&place).now_or_never().expect("at once")?;
                self.answer(Ok(()))?;
                shaky.answer(Ok(place))
            })
            .collect();
        self.left.store(shaky.left.load(Ordering::SeqCst), Ordering::SeqCst);
        futures_util::stream::iter(done).boxed()
    }

    fn list(&self, prefix: Option<&ObjectPath>) -> BoxStream<'static, StoreResult<ObjectMeta>> {
        let left = self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| Some(left.saturating_sub(1)));
        match left {
            Ok(0) => futures_util::stream::iter([Err(broken())]).boxed(),
            _ => self.store.list(prefix),
        }
    }

    async fn list_with_delimiter(&self, prefix: Option<&ObjectPath>) -> StoreResult<ListResult> {
        self.store.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &ObjectPath, to: &ObjectPath, options: CopyOptions) -> StoreResult<()> {
        self.store.copy_opts(from, to, options).await
    }
}

/// All that stands in storage.
fn snapshot(store: &InMemory) -> Files {
    let listed: Vec<ObjectMeta> = store.list(None).try_collect().now_or_never().expect("at once").expect("a list");
    let get = |it: &ObjectMeta| store.get(&it.location).now_or_never().expect("at once").expect("an object");
    let bytes = |it: &ObjectMeta| get(it).bytes().now_or_never().expect("at once").expect("its bytes").to_vec();
    listed.iter().map(|it| (it.location.to_string(), bytes(it))).collect()
}

/// What of it readers can see, without what Candour keeps there for itself.
fn seen(store: &InMemory) -> Files {
    without_own(snapshot(store))
}

fn without_own(mut files: Files) -> Files {
    files.retain(|path, _| !path.starts_with(".candour/"));
    files
}

/// A built site, as readers are to see it in storage.
struct Version {
    folder: Folder,
    files: Files,
}

impl Version {
    fn new(files: &[(&str, &str)]) -> Version {
        let folder = Folder::new(files);
        folder.publish();
        let mut files = folder.site();
        let for_hosts = [".htaccess", ".nojekyll", "_headers", "_redirects", "staticwebapp.config.json", "web.config"];
        files.retain(|path, _| !path.starts_with(".candour/") && !for_hosts.contains(&path.as_str()));
        Version { folder, files }
    }

    fn release(&self) -> Release {
        let output = self.folder.path("output");
        let digest = publish::manifest_digest(&output).expect("a manifest");
        publish::stands(&output, &digest).expect("a site that stands")
    }

    fn send(&self, store: Arc<dyn ObjectStore>) -> Result<Done, SendError> {
        self.send_as(store, &wish())
    }

    fn send_as(&self, store: Arc<dyn ObjectStore>, wish: &Wish<'_>) -> Result<Done, SendError> {
        Bucket::within(store, "").publish(&self.release(), wish, &|_| ())
    }
}

fn wish() -> Wish<'static> {
    Wish { site: SITE, replaces: None, others: Others::Stop, sending: Sending::Really }
}

/// Two states of a site between which pages and files are new, changed, moved and gone, and lead to each other.
fn two_versions() -> (Version, Version) {
    let picture = |colour: &str| SVG.replace("<path", &format!("<path fill=\"{colour}\""));
    let (red, blue) = (picture("#f00"), picture("#00f"));
    let old = [
        ("index.md", page("Home", "[Falls](falls.md), [sepsis](sepsis.md), [old news](news/old.md)")),
        ("falls.md", page_with_documents("Falls", "![Stairs](stairs.svg) and [sepsis](sepsis.md)")),
        ("stairs.svg", red.clone()),
        ("sepsis.md", page("Sepsis", "[Home](index.md)")),
        ("news/old.md", page("Old news", "![A cat](cat.svg) [more](older.md)")),
        ("news/older.md", page("Older news", "[less](old.md)")),
        ("news/cat.svg", red.clone()),
    ];
    let new = [
        ("index.md", page("Home", "[Falls](falls.md), [sepsis](sepsis.md), [strokes](strokes/first.md)")),
        (
            "falls.md",
            page_with_documents("Falls", "![Stairs](stairs.svg), ![Door](door.svg), [strokes](strokes/first.md)"),
        ),
        ("stairs.svg", blue.clone()),
        ("door.svg", blue.clone()),
        ("sepsis.md", page("Sepsis", "[Home](index.md)")),
        ("strokes/first.md", page_with_documents("First", "![A clock](clock.svg) [second](second.md)")),
        ("strokes/second.md", page("Second", "[first](first.md) [falls](../falls.md)")),
        ("strokes/clock.svg", red),
    ];
    fn version(files: &[(&str, String)]) -> Version {
        Version::new(&files.iter().map(|(path, text)| (*path, text.as_str())).collect::<Vec<_>>())
    }
    (version(&old), version(&new))
}

/// Where a page leads within the site, as paths of files: pages it links to, and what it shows.
fn leads_to(path: &str, html: &[u8]) -> Vec<String> {
    let html = Html::parse_document(std::str::from_utf8(html).expect("UTF-8"));
    let selector = Selector::parse("[href], [src]").expect("a selector");
    let here = url::Url::parse(SITE).expect("an address").join(path).expect("an address");
    let addresses = html.select(&selector).filter_map(|it| it.attr("href").or(it.attr("src")));
    let within = addresses.filter_map(|address| here.join(address).ok()).filter(|it| it.as_str().starts_with(SITE));
    within
        .map(|address| {
            let path = address.path().trim_start_matches('/');
            if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
        })
        .collect()
}

/// Fails where a reader would find something missing.
///
/// Every page that stands shows all that it shows. Who begins at a page that the old site had, or at the home page, finds
/// every link leading somewhere, link after link; pages that the new site does not have count until one of them has gone.
fn works(standing: &Files, old: &Files, new: &Files, when: &str) {
    let standing = without_own(standing.clone());
    for (path, bytes) in &standing {
        assert!(old.get(path) == Some(bytes) || new.get(path) == Some(bytes), "{when}: {path} is neither old nor new");
    }
    let is_page = |path: &str| path.ends_with(".html");
    let goes = |path: &String| !new.contains_key(path);
    let going_has_begun = old.keys().any(|path| goes(path) && !standing.contains_key(path));
    let mut next: Vec<&String> = standing
        .keys()
        .filter(|path| is_page(path) && (old.contains_key(*path) || *path == "index.html"))
        .filter(|path| !(going_has_begun && goes(path)))
        .collect();
    let mut reached: BTreeSet<&String> = next.iter().copied().collect();
    // What a page leads to in a site that is whole: the plain theme has links for sections that a site may lack.
    let leads_to = |path: &str| {
        let whole = |site: &Files, to: &str| site.get(path) != Some(&standing[path]) || site.contains_key(to);
        let mut leads_to = leads_to(path, &standing[path]);
        leads_to.retain(|to| whole(old, to) && whole(new, to));
        leads_to
    };
    while let Some(path) = next.pop() {
        for to in leads_to(path) {
            let found = standing.get_key_value(&to);
            let (to, _) = found.unwrap_or_else(|| panic!("{when}: {path} leads to {to}, which is not there"));
            if is_page(to) && reached.insert(to) {
                next.push(to);
            }
        }
    }
    for path in standing.keys().filter(|path| is_page(path)) {
        for to in leads_to(path).iter().filter(|to| !is_page(to)) {
            assert!(standing.contains_key(to), "{when}: {path} shows {to}, which is not there");
        }
    }
}

#[test]
fn a_reader_finds_a_working_site_after_every_single_change() {
    let (old, new) = two_versions();
    let nothing = Files::new();
    for seed in 0..12 {
        let store = Arc::new(InMemory::new());
        for (before, after) in [(&nothing, &old), (&old.files, &new), (&new.files, &old)] {
            let (was, will_be) = (before.clone(), after.files.clone());
            let changes = Arc::new(AtomicUsize::new(0));
            let count = changes.clone();
            let look = move |standing: &Files| {
                let change = count.fetch_add(1, Ordering::SeqCst);
                works(standing, &was, &will_be, &format!("order {seed}, after change {change}"));
            };
            let shaky = Shaky::new(&store, usize::MAX, Break::Before, seed * 1000, Some(Box::new(look)));
            after.send(shaky).expect("a publish");
            assert!(changes.load(Ordering::SeqCst) > 8, "the site was looked at");
            assert_same(&after.files, &seen(&store), "the target");
        }
    }
}

#[test]
fn wherever_the_connection_breaks_the_site_works_and_the_next_publish_goes_on() {
    let (old, new) = two_versions();
    let mut breaks = 0;
    for how in [Break::Before, Break::After] {
        for requests in 0.. {
            let store = Arc::new(InMemory::new());
            old.send(store.clone()).expect("a first publish");
            let when = format!("broken {how:?} after {requests} requests");
            let sent = new.send(Shaky::new(&store, requests, how, requests, None));
            works(&snapshot(&store), &old.files, &new.files, &when);
            if sent.is_ok() {
                break;
            }
            breaks += 1;
            let told = sent.expect_err("a break").to_string();
            assert!(told.contains("the connection is broken"), "{told}");
            // And once more, before it goes through.
            let again = new.send(Shaky::new(&store, requests / 2 + 3, how, 7, None));
            works(&snapshot(&store), &old.files, &new.files, &when);
            let there = seen(&store);
            let missing = new.files.iter().filter(|(path, bytes)| there.get(*path) != Some(*bytes)).count();
            if again.is_err() {
                let done = new.send(store.clone()).expect("the next publish");
                assert_eq!(done.put.len(), missing, "{when}: only what is not there travels");
            }
            assert_same(&new.files, &seen(&store), &when);
            let own: Vec<String> = snapshot(&store).into_keys().filter(|path| path.starts_with(".candour/")).collect();
            assert_eq!(own, [".candour/published.json"], "{when}");
            assert_eq!(new.send(store).expect("nothing to do").put, []);
        }
    }
    assert!(breaks > 40, "{breaks} breaks were tried");
}

#[test]
fn after_a_break_another_version_may_come() {
    let (old, new) = two_versions();
    for requests in 0..40 {
        let store = Arc::new(InMemory::new());
        old.send(store.clone()).expect("a first publish");
        let _ = new.send(Shaky::new(&store, requests, Break::After, requests, None));
        old.send(store.clone()).expect("back to the old");
        assert_same(&old.files, &seen(&store), &format!("the old site after {requests} requests of the new"));
    }
}

#[test]
fn what_somebody_else_changed_at_the_target_is_put_right() {
    let (old, _) = two_versions();
    let store = Arc::new(InMemory::new());
    old.send(store.clone()).expect("a publish");
    let put = |path: &str, text: String| {
        store
            .put(&ObjectPath::parse(path).expect("a path"), text.into())
            .now_or_never()
            .expect("at once")
            .expect("put");
    };
    // As long as it was, so that its size says nothing.
    put("falls/index.html", "x".repeat(old.files["falls/index.html"].len()));
    store.delete(&"robots.txt".into()).now_or_never().expect("at once").expect("deleted");
    let done = old.send(store.clone()).expect("the next publish");
    let put: Vec<&str> = done.put.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(put, ["robots.txt", "falls/index.html"]);
    assert_same(&old.files, &seen(&store), "the target");
}

#[test]
fn files_of_others_stop_a_publish_and_are_never_deleted() {
    let (old, new) = two_versions();
    let store = Arc::new(InMemory::new());
    let other = |path: &str| {
        let place = ObjectPath::parse(path).expect("a path");
        store.put(&place, "mine".into()).now_or_never().expect("at once").expect("put");
    };
    other("falls/index.html");
    other("reports/2019.pdf");
    let told = old.send(store.clone()).expect_err("a target of somebody else").to_string();
    assert!(told.contains("holds falls/index.html and 1 more, which Candour did not put there"), "{told}");
    assert_eq!(snapshot(&store).len(), 2);

    let wish = Wish { others: Others::Stay, ..wish() };
    assert_eq!(old.send_as(store.clone(), &wish).expect("a publish beside others").of_others, 1);
    new.send_as(store.clone(), &wish).expect("the next");
    let mut there = seen(&store);
    assert_eq!(there.remove("reports/2019.pdf"), Some(b"mine".to_vec()));
    assert_same(&new.files, &there, "the site");
}

#[test]
fn another_site_is_not_replaced_unasked() {
    let (old, new) = two_versions();
    let store = Arc::new(InMemory::new());
    old.send(store.clone()).expect("a publish");
    let before = snapshot(&store);
    let ours = Wish { site: "https://other.example", ..wish() };
    let told = new.send_as(store.clone(), &ours).expect_err("another site").to_string();
    assert!(
        told.contains("holds the site https://safety.northmere.example, and this is https://other.example"),
        "{told}"
    );
    assert_same(&before, &snapshot(&store), "the other site");
    new.send_as(store.clone(), &Wish { replaces: Some("https://safety.northmere.example/"), ..ours }).expect("asked");
    assert_same(&new.files, &seen(&store), "the site in its place");
}

#[test]
fn a_look_at_what_would_travel_sends_nothing() {
    let (old, new) = two_versions();
    let store = Arc::new(InMemory::new());
    old.send(store.clone()).expect("a publish");
    let before = snapshot(&store);
    let told = new.send_as(store.clone(), &Wish { sending: Sending::Not, ..wish() }).expect("a look");
    assert_same(&before, &snapshot(&store), "the target");
    assert_eq!(told, new.send(store).expect("a publish"));
    assert!(told.put.len() > 5 && told.deleted.len() > 2, "{told:?}");
}

#[test]
fn of_two_publishes_at_one_time_one_is_told_to_wait() {
    let (old, new) = two_versions();
    let store = Arc::new(InMemory::new());
    old.send(store.clone()).expect("a publish");
    // The second begins and ends while the first is on its way.
    let (meanwhile, other) = (store.clone(), AtomicUsize::new(0));
    let third = Version::new(&[("index.md", "---\ntitle: Third\n---\nText.\n")]);
    let look = move |_: &Files| {
        if other.fetch_add(1, Ordering::SeqCst) == 4 {
            let meanwhile = meanwhile.clone();
            std::thread::scope(|scope| {
                scope.spawn(|| third.send(meanwhile).expect("the second"));
            });
        }
    };
    let told = new.send(Shaky::new(&store, usize::MAX, Break::Before, 0, Some(Box::new(look))));
    assert!(matches!(told, Err(SendError::Meanwhile { .. })), "{told:?}");
    new.send(store.clone()).expect("the command again");
    assert_same(&new.files, &seen(&store), "the target");
}

#[test]
fn three_changed_pages_travel_alone() {
    let pages: Vec<(String, String)> =
        (0..60).map(|number| (format!("p{number}.md"), page(&format!("Page {number}"), "Text."))).collect();
    let listed: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let version = Version::new(&listed);
    let store = Arc::new(InMemory::new());
    let requests = AtomicUsize::new(0);
    version.send(store.clone()).expect("a publish");
    for number in [7, 20, 41] {
        version.folder.write(&format!("p{number}.md"), page(&format!("Page {number}"), "Other text."));
    }
    version.folder.publish();
    let shaky = Shaky::new(&store, 1000, Break::Before, 1, None);
    let done = version.send(shaky.clone()).expect("the next");
    requests.store(1000 - shaky.left.load(Ordering::SeqCst), Ordering::SeqCst);
    let put: BTreeSet<&str> = done.put.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(put, BTreeSet::from(["p20/index.html", "p41/index.html", "p7/index.html"]));
    // The list, the record, the note, three pages, the record, and the note again.
    assert_eq!(requests.into_inner(), 8);
}

#[test]
fn files_say_what_they_are_and_how_long_they_may_be_kept() {
    let version =
        Version::new(&[("falls.md", &page_with_documents("Falls", "![Stairs](stairs.svg)")), ("stairs.svg", SVG)]);
    let store = Arc::new(InMemory::new());
    version.send(store.clone()).expect("a publish");
    let says = |path: &str| {
        let place = ObjectPath::parse(path).expect("a path");
        let found = store.get(&place).now_or_never().expect("at once").expect("an object");
        let says = |name| found.attributes.get(&name).map(|value| value.to_string()).unwrap_or_default();
        (says(Attribute::ContentType), says(Attribute::CacheControl))
    };
    let kinds = [
        ("index.html", "text/html; charset=utf-8"),
        ("falls/falls.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("falls/falls.pdf", "application/pdf"),
        ("falls/falls.epub", "application/epub+zip"),
        ("falls/falls.txt", "text/plain; charset=utf-8"),
        ("robots.txt", "text/plain; charset=utf-8"),
        ("sitemap.xml", "application/xml"),
    ];
    for (path, kind) in kinds {
        assert_eq!(says(path), (kind.to_owned(), "no-cache".to_owned()), "{path}");
    }
    let whole: Vec<String> =
        version.files.keys().filter(|path| says(path).0 == "application/octet-stream").cloned().collect();
    assert_eq!(whole, [""; 0], "every file says what it is");
    let parts =
        ["pagefind/fragment/en_1.pf_fragment", "pagefind/index/en_1.pf_index", "pagefind/pagefind.en_1.pf_meta"];
    for part in parts {
        assert!(candour::feeds::hosts::cache_control(part).contains("immutable"), "{part}");
    }
    assert_eq!(candour::feeds::hosts::cache_control("pagefind/pagefind-entry.json"), "no-cache");
    let record = String::from_utf8(snapshot(&store)[".candour/published.json"].clone()).expect("UTF-8");
    let record: BTreeMap<String, serde_json::Value> = serde_json::from_str(&record).expect("JSON");
    assert_eq!(record.keys().collect::<Vec<_>>(), ["files", "site"]);
    let named: Vec<&String> = record["files"].as_object().expect("files").keys().collect();
    assert_eq!(named, version.files.keys().collect::<Vec<_>>(), "the record names what everybody can see, and no more");
}

#[test]
fn a_large_file_travels_in_parts() {
    let version = Version::new(&[]);
    // As a film that a page plays would be; a release is whatever the manifest says.
    let film: Vec<u8> = (0..20_000_000_u32).map(|at| (at % 251) as u8).collect();
    write(&version.folder.path("output/site/film.mp4"), &film);
    let manifest = version.folder.path("output/manifest.json");
    let text = std::fs::read_to_string(&manifest).expect("a manifest");
    let mut text: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let digest = candour::artefact::hex(&<sha2::Sha256 as sha2::Digest>::digest(&film));
    text["files"]["film.mp4"] = serde_json::json!({"bytes": film.len(), "sha256": digest});
    write(&manifest, text.to_string());
    let store = Arc::new(InMemory::new());
    version.send(store.clone()).expect("a publish");
    assert!(seen(&store)["film.mp4"] == film, "the film is whole");
    assert_eq!(version.send(store).expect("nothing to do").put, []);
}

#[test]
fn a_site_that_was_changed_after_the_build_does_not_travel() {
    let version = Version::new(&[("falls.md", &page("Falls", "Text."))]);
    let release = version.release();
    let path = version.folder.path("output/site/falls/index.html");
    std::fs::remove_file(&path).expect("the file");
    write(&path, "not what was cleared");
    let store = Arc::new(InMemory::new());
    let told = Bucket::within(store.clone(), "").publish(&release, &wish(), &|_| ());
    let told = told.expect_err("a changed file").to_string();
    assert!(told.contains("falls/index.html was changed after the build"), "{told}");
    assert!(!seen(&store).contains_key("falls/index.html"));
}

// The program.

fn publish_to(folder: &Folder, target: &str, options: &[&str]) -> Outcome {
    Outcome::of(&mut command(folder, target, options))
}

fn command(folder: &Folder, target: &str, options: &[&str]) -> Command {
    let mut command = folder.command("publish", &[&["--format", "plain", target], options].concat());
    for (name, _) in std::env::vars() {
        if ["AWS_", "AZURE_", "GOOGLE_"].iter().any(|start| name.starts_with(start)) {
            command.env_remove(name);
        }
    }
    command
}

/// A folder beside the one of the site.
fn www(place: &tempfile::TempDir) -> (PathBuf, String) {
    let www = place.path().join("www");
    let text = www.to_str().expect("a plain path").to_owned();
    (www, text)
}

#[test]
fn a_folder_is_exchanged_in_one_step() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text.")), ("sepsis.md", &page("Sepsis", "Text."))]);
    let place = temporary();
    let (www, target) = www(&place);
    let told = publish_to(&folder, &target, &["--dry-run"]);
    assert_eq!(told.status, 0, "{told}");
    assert!(told.stdout.contains("put falls/index.html (") && !www.exists(), "{told}");
    let first = publish_to(&folder, &target, &[]);
    assert_eq!(first.status, 0, "{first}");
    assert_same(&folder.site(), &files_below(&www), "the folder");

    folder.write("falls.md", page("Falls", "Other text."));
    folder.remove("sepsis.md");
    let told = publish_to(&folder, &target, &["--dry-run"]);
    assert!(
        told.stdout.contains("put falls/index.html (") && told.stdout.contains("delete sepsis/index.html"),
        "{told}"
    );
    assert!(!told.stdout.contains("404.html"), "{told}");
    assert!(www.join("sepsis/index.html").exists());
    let second = publish_to(&folder, &target, &[]);
    assert!(second.stderr.contains("1 deleted"), "{second}");
    assert_same(&folder.site(), &files_below(&www), "the folder");
    let third = publish_to(&folder, &target, &[]);
    assert!(third.stderr.contains(": 0 files put (0 bytes)"), "{third}");
}

#[test]
fn files_of_others_in_a_folder_stay_or_stop_it() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text."))]);
    let place = temporary();
    let (www, target) = www(&place);
    write(&www.join("reports/2019.pdf"), "mine");
    let told = publish_to(&folder, &target, &[]);
    assert_eq!(told.status, 2, "{told}");
    assert!(told.stderr.contains("holds reports/2019.pdf, which Candour did not put there"), "{told}");
    assert!(told.stderr.contains("--keep-others") && !told.stderr.contains("--output"), "{told}");
    assert_eq!(files_below(&www).len(), 1);
    for text in ["Text.", "Other text."] {
        folder.write("falls.md", page("Falls", text));
        let told = publish_to(&folder, &target, &["--keep-others"]);
        assert_eq!(told.status, 0, "{told}");
        let mut there = files_below(&www);
        assert_eq!(there.remove("reports/2019.pdf"), Some(b"mine".to_vec()));
        assert_same(&folder.site(), &there, "the site");
    }
}

#[test]
fn nothing_goes_to_readers_that_is_not_cleared() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "[Nowhere](nowhere.md)"))]);
    let place = temporary();
    let (www, target) = www(&place);
    let told = publish_to(&folder, &target, &[]);
    assert_eq!(told.status, 1, "{told}");
    assert!(told.stdout.contains("links/no-such-page"), "{told}");
    assert!(!www.exists());
    folder.write("falls.md", page("Falls", "Text."));
    let told = publish_to(&folder, &target, &["--drafts"]);
    assert_eq!(told.status, 2, "{told}");
    assert!(told.stderr.contains("takes no --drafts"), "{told}");
    assert!(!www.exists() && !folder.path("output/site").exists());
}

#[test]
fn a_folder_that_the_build_needs_is_not_exchanged() {
    let folder = Folder::new(&[]);
    for target in ["content", "output/site", ".", "output"] {
        let target = folder.path(target);
        let told = publish_to(&folder, target.to_str().expect("a plain path"), &[]);
        assert_eq!(told.status, 2, "{told}");
        assert!(told.stderr.contains("is needed for building it"), "{told}");
    }
}

#[test]
fn what_is_wrong_with_a_target_is_told_before_the_build() {
    let folder = Folder::new(&[]);
    let cases = [
        ("ftp://host/folder", "", "Candour does not know how to reach it"),
        ("s3://", "", "it does not name a bucket"),
        ("s3://bucket/../other", "", "its folder may hold letters"),
        ("-oProxyCommand=x:folder", "", "unexpected argument"),
        ("web.example:/srv/it's", "", "its folder may hold letters"),
        ("web.example:", "", "its folder may hold letters"),
        ("s3://bucket", "", "Set AWS_REGION, for London to eu-west-2"),
        ("az://container", "", "set AZURE_STORAGE_ACCOUNT_NAME"),
        ("s3://bucket", "--endpoint=http://storage.example", "start it with https://"),
        ("s3://bucket", "--endpoint=http://127.0.0.1.example", "start it with https://"),
        ("folder", "--endpoint=https://storage.example", "is none"),
    ];
    for (target, option, told) in cases {
        let options: &[&str] = if option.is_empty() { &[] } else { &[option] };
        let outcome = publish_to(&folder, target, options);
        assert_eq!(outcome.status, 2, "{target}\n{outcome}");
        assert!(outcome.stderr.contains(told), "{target}: {told}\n{outcome}");
        assert!(!folder.path("output").exists(), "{target}");
    }
}

#[test]
fn a_storage_that_nobody_answers_for_is_told_without_what_is_secret() {
    let folder = Folder::new(&[]);
    let secret = "sv=2024-01-01&sig=c2VjcmV0c2VjcmV0";
    let cases = [
        ("az://site", vec![("AZURE_STORAGE_ACCOUNT_NAME", "northmere"), ("AZURE_STORAGE_SAS_TOKEN", secret)]),
        ("s3://site", vec![("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "c2VjcmV0c2VjcmV0")]),
    ];
    for (target, environment) in cases {
        let options = ["--endpoint", "http://127.0.0.1:1", "--retries", "0"];
        let mut command = command(&folder, target, &options);
        command.envs(environment);
        let told = Outcome::of(&mut command);
        assert_eq!(told.status, 2, "{told}");
        assert!(told.stderr.contains("no connection: nobody listens there. Nothing has been sent."), "{told}");
        assert!(!told.stderr.contains("c2VjcmV0") && !told.stderr.contains("AKIA"), "{told}");
    }
}

#[test]
fn without_rsync_or_ssh_it_says_so() {
    let folder = Folder::new(&[]);
    let empty = temporary();
    let mut command = command(&folder, "web.example:www", &[]);
    let told = Outcome::of(command.env("PATH", empty.path()));
    assert_eq!(told.status, 2, "{told}");
    assert!(told.stderr.contains("ssh is not installed on this computer. Install it"), "{told}");
}

/// A host that is a folder: programs that do there what ssh and rsync do far away, and write down how they were called.
#[cfg(unix)]
fn host(place: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt as _;
    let (bin, home) = (place.join("bin"), place.join("there"));
    std::fs::create_dir_all(&home).expect("a home");
    let ssh = "#!/bin/sh\necho \"ssh $1 $2\" >>PLACE/calls\nshift 2\ncd PLACE/there && exec sh -c \"$*\"\n";
    let rsync = "#!/bin/sh\necho \"rsync $*\" >>PLACE/calls\nfor last; do from=$to; to=$last; done\n\
                 to=PLACE/there/${to#*:}\nrm -rf \"$to\" && mkdir -p \"$to\" && cp -R \"$from.\" \"$to\"\n\
                 cd \"$from\" && find . -type f -exec sh -c 'echo \"$(wc -c <\"$1\") ${1#./}\"' _ {} \\;\n";
    for (name, text) in [("ssh", ssh), ("rsync", rsync)] {
        let program = bin.join(name);
        write(&program, text.replace("PLACE", place.to_str().expect("a plain path")));
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).expect("a program");
    }
    bin
}

#[cfg(unix)]
#[test]
fn a_host_changes_by_one_link() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Text."))]);
    let place = temporary();
    let bin = host(place.path());
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").expect("a path"));
    let send = |target: &str| Outcome::of(command(&folder, target, &[]).env("PATH", &path));
    let www = place.path().join("there/www");
    let releases = || std::fs::read_dir(place.path().join("there/.www.candour/releases")).expect("releases").count();

    for (number, text) in ["Text.", "Other text.", "Third text.", "Third text."].into_iter().enumerate() {
        folder.write("falls.md", page("Falls", text));
        let told = send("web@web.example:www");
        assert_eq!(told.status, 0, "{told}");
        assert!(std::fs::symlink_metadata(&www).expect("a link").is_symlink());
        assert_same(&folder.site(), &files_below(&www), "what readers see");
        assert_eq!(releases(), (number + 1).min(2), "the release before is kept, and none older");
    }
    let calls = std::fs::read_to_string(place.path().join("calls")).expect("calls");
    let rsyncs: Vec<&str> = calls.lines().filter(|line| line.starts_with("rsync")).collect();
    assert_eq!(rsyncs.len(), 3, "nothing travels where nothing has changed: {calls}");
    assert!(calls.lines().all(|line| !line.starts_with("ssh") || line == "ssh -- web@web.example"), "{calls}");
    assert!(!rsyncs[0].contains("--link-dest") && rsyncs[1].contains("--link-dest=../"), "{calls}");

    // A folder of somebody else's stands; an empty one may be taken.
    write(&place.path().join("there/theirs/index.html"), "mine");
    let told = send("web@web.example:theirs");
    assert_eq!(told.status, 2, "{told}");
    assert!(told.stderr.contains("theirs of web@web.example is not a link that Candour made"), "{told}");
    assert_eq!(files_below(&place.path().join("there/theirs")).len(), 1);
    std::fs::create_dir_all(place.path().join("there/srv/empty")).expect("a folder");
    let told = send("ssh://web.example/srv/nobody/../x");
    assert_eq!(told.status, 2, "{told}");
    let told = send("web@web.example:srv/empty/");
    assert_eq!(told.status, 0, "{told}");
    assert_same(&folder.site(), &files_below(&place.path().join("there/srv/empty")), "what readers see");
}
