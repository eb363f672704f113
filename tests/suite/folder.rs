//! A site in a folder of its own, built by the program as people run it, or in memory by the library.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, LazyLock};

use candour::dates::Date;
use candour::diagnostic::{Finding, Strictness};
use candour::outside::Ask;
use candour::pipeline::{self, Build, Failure, Inputs, Making};
use candour::site::Drafts;
use candour::source::SourceTree;
use candour::theme::{self, Theme};
use tempfile::TempDir;

/// The day of every build that does not say otherwise.
pub const DAY: &str = "2026-11-22";

/// The smallest `site.yaml` there can be.
pub const BARE_SITE_YAML: &str = "\
organisation:
  name: Northmere Health and Care NHS Trust
site:
  title: Patient safety at Northmere
  url: https://safety.northmere.example
";

/// The same for tests that are not about what authors write, whose few words would break many rules of style. It ends in
/// the list of rules, so that a test may add to them.
pub const SITE_YAML: &str = "\
security_txt: {contact: security@northmere.example}
organisation:
  name: Northmere Health and Care NHS Trust
site:
  title: Patient safety at Northmere
  url: https://safety.northmere.example
rules:
  accessibility: off
  control: off
  learning: off
  plain: off
  psirf: off
  statement/missing: off
";

/// A home page.
pub const INDEX: &str = "---\ntitle: Patient safety at Northmere\n---\nHow we keep people safe.\n";

/// A small picture.
pub const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 2\"><path d=\"M0 0h2v2H0z\"/></svg>";

/// A PDF that everybody can read and that names nobody, without the list of objects at its end, which readers make up
/// for themselves.
pub const PDF: &str = "\
%PDF-1.7
1 0 obj <</Type/Catalog /Pages 2 0 R /Lang(en-GB) /MarkInfo<</Marked true>> /StructTreeRoot 5 0 R
 /ViewerPreferences<</DisplayDocTitle true>> >> endobj
2 0 obj <</Type/Pages /Kids[3 0 R] /Count 1>> endobj
3 0 obj <</Type/Page /Parent 2 0 R /MediaBox[0 0 595 842] /Resources<</Font<</F 4 0 R>> >> >> endobj
4 0 obj <</Type/Font /Subtype/Type1 /BaseFont/Helvetica>> endobj
5 0 obj <</Type/StructTreeRoot /K 6 0 R>> endobj
6 0 obj <</Type/StructElem /S/P /P 5 0 R /Pg 3 0 R /K 0>> endobj
7 0 obj <</Title(Preventing falls) /Author(Communications Team)>> endobj
trailer <</Root 1 0 R /Info 7 0 R /Size 8>>
startxref
0
%%EOF
";

/// The repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The plain theme, which needs no package.
pub fn plain_theme() -> PathBuf {
    repository().join("benches/theme")
}

/// A copy of the plain theme in a folder, to change. Its fonts stay where they are.
pub fn copy_plain_theme(folder: &Folder) -> String {
    for (path, bytes) in files_below(&plain_theme()) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let fonts = repository().join("themes");
        let text = text.replace("../../themes", fonts.to_str().expect("a plain path"));
        write(&folder.path("themes/own").join(path), text);
    }
    folder.path("themes/own").to_str().expect("a plain path").to_owned()
}

/// The theme that people get. `tests/run` installs its package; a test never asks the network.
pub fn nhs_theme() -> PathBuf {
    let theme = repository().join("themes/nhs");
    let package = theme.join("node_modules/nhsuk-frontend");
    assert!(package.is_dir(), "the package of themes/nhs is not installed: run tests/run");
    theme
}

/// A page of text with a title.
pub fn page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n---\n{body}\n")
}

/// A page of text with a title, and every document of it.
pub fn page_with_documents(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\ndocuments: [docx, odt, pdf, large-print, epub, text]\n---\n{body}\n")
}

/// A folder with a site in it, gone when the test ends.
pub struct Folder {
    place: TempDir,
}

impl Folder {
    /// A site with a configuration, a home page and these files, which may take the place of the two.
    pub fn new(files: &[(&str, &str)]) -> Folder {
        let folder = Folder { place: temporary() };
        folder.write("site.yaml", SITE_YAML);
        folder.write("index.md", INDEX);
        folder.write_all(files);
        folder
    }

    /// The folder that holds `content/` and `output/`.
    pub fn root(&self) -> &Path {
        self.place.path()
    }

    /// The path of a file or folder below the root.
    pub fn path(&self, below: &str) -> PathBuf {
        self.root().join(below)
    }

    /// Writes a file of the content folder. A learning summary that says nothing of it is signed off.
    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.path("content").join(path);
        match std::str::from_utf8(bytes.as_ref()) {
            Ok(text) => write(&place, signed_off(path, text)),
            Err(_) => write(&place, bytes),
        }
    }

    /// Writes some files of the content folder.
    pub fn write_all(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            self.write(path, text);
        }
    }

    /// Deletes a file of the content folder.
    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path("content").join(path)).expect("a file to delete");
    }

    /// The program, about to run a command on this site. Later options win over earlier ones of another kind only.
    pub fn command(&self, command: &str, options: &[&str]) -> Command {
        let mut program = program();
        program.args([command, "--root"]).arg(self.root()).args(["--color", "never"]);
        if !options.contains(&"--theme") {
            program.arg("--theme").arg(plain_theme());
        }
        if !options.contains(&"--today") {
            program.args(["--today", DAY]);
        }
        program.args(options);
        program
    }

    /// Runs a command on this site.
    pub fn run(&self, command: &str, options: &[&str]) -> Outcome {
        Outcome::of(&mut self.command(command, options))
    }

    /// Builds the site, findings as JSON.
    pub fn build(&self) -> Outcome {
        self.build_with(&[])
    }

    /// Builds the site with more options, findings as JSON.
    pub fn build_with(&self, options: &[&str]) -> Outcome {
        self.run("build", &[&["--format", "json"], options].concat())
    }

    /// Builds the site, which must succeed.
    pub fn publish(&self) -> Outcome {
        let outcome = self.build();
        assert_eq!(outcome.status, 0, "the build should publish\n{outcome}");
        outcome
    }

    /// Every published file with its bytes.
    pub fn site(&self) -> Files {
        files_below(&self.path("output/site"))
    }

    /// All that a reader or the next build may rely on: the site and its manifest.
    pub fn published(&self) -> Files {
        let mut files = files_below(&self.path("output"));
        files.retain(|path, _| path.starts_with("site/") || path == "manifest.json");
        files
    }

    /// A published file as text.
    pub fn text(&self, path: &str) -> String {
        let path = self.path("output/site").join(path);
        let told = |error| panic!("{} is not published: {error}", path.display());
        std::fs::read_to_string(&path).unwrap_or_else(told)
    }
}

/// Files with their bytes, by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// A folder of its own, in memory where the system offers that: the program flushes the whole file system it writes to.
pub fn temporary() -> TempDir {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    place.expect("a temporary folder")
}

/// The program with an environment that says nothing.
pub fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_candour"));
    program
        .env_remove("SOURCE_DATE_EPOCH")
        .env_remove("NO_COLOR")
        .env_remove("CANDOUR_WAIVER_KEY")
        .stdin(Stdio::null());
    // A proxy would be asked in place of a test's own server.
    for proxy in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        program.env_remove(proxy);
    }
    program
}

/// Writes a file and the folders above it.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder that can be made");
    std::fs::write(path, bytes).expect("a file that can be written");
}

/// Every file below a folder, `/`-separated; none when there is no such folder.
pub fn files_below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&next) else { continue };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(folder).expect("below the folder");
                let bytes = std::fs::read(&path).expect("a file that can be read");
                files.insert(below.to_str().expect("a plain name").replace('\\', "/"), bytes);
            }
        }
    }
    files
}

/// Fails with the paths that differ, not with their bytes.
#[track_caller]
pub fn assert_same(before: &Files, after: &Files, why: &str) {
    let differ = |path: &&String| before.get(*path) != after.get(*path);
    let mut paths: Vec<&String> = before.keys().chain(after.keys()).filter(differ).collect();
    paths.sort();
    paths.dedup();
    assert!(paths.is_empty(), "{why}: {paths:?} differ");
}

/// What a run of the program gave.
#[derive(Debug)]
pub struct Outcome {
    /// The exit status; -1 when a signal ended it.
    pub status: i32,
    /// Its results.
    pub stdout: String,
    /// Its progress and what the operator must know.
    pub stderr: String,
}

impl Outcome {
    /// Runs a program to its end.
    pub fn of(program: &mut Command) -> Outcome {
        let output = program.output().expect("a program that runs");
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Outcome { status: output.status.code().unwrap_or(-1), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The findings of a run with `--format json`.
    pub fn findings(&self) -> Vec<Finding> {
        let read = |line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{line} is no finding: {error}"));
        self.stdout.lines().map(read).collect()
    }

    /// The findings as [`told`] tells them.
    pub fn told(&self) -> String {
        told(&self.findings())
    }
}

impl std::fmt::Display for Outcome {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "status {}\n{}{}", self.status, self.stdout, self.stderr)
    }
}

/// Findings one a line: `falls.md:4:5 error links/no-such-page: there is no such page; did you mean care/falls.md?`
pub fn told(findings: &[Finding]) -> String {
    let line = |it: &Finding| {
        let place = format!("{}:{}:{}", it.file, it.line, it.column);
        format!("{place} {} {}: {}; {}", it.severity, it.rule, it.message, it.help)
    };
    findings.iter().map(line).collect::<Vec<_>>().join("\n")
}

static THEME: LazyLock<Theme> = LazyLock::new(|| theme::load(&plain_theme(), &|_| ()).expect("the plain theme"));

/// Loads the plain theme. Who builds in a pool of threads calls this first: a theme that is loaded within the pool would
/// wait for threads that wait for it.
pub fn load_theme() {
    LazyLock::force(&THEME);
}

/// What a build in memory may be asked besides its files.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The day.
    pub day: &'static str,
    /// Whether drafts are shown.
    pub drafts: Drafts,
    /// Instead of `site.url`.
    pub base_url: Option<&'static str>,
}

impl Default for Wish {
    fn default() -> Wish {
        Wish { day: DAY, drafts: Drafts::Hidden, base_url: None }
    }
}

/// Builds a site in memory from a configuration, a home page and these files, which may take the place of the two.
pub fn build(files: &[(&str, &str)]) -> Result<Build, Failure> {
    build_as(files, &Wish::default())
}

/// A learning summary with the record that somebody has read it, where it has none: most tests are about something else.
pub fn signed_off(path: &str, text: &str) -> String {
    let is_summary = path.starts_with("learning/") && path.ends_with(".md") && !path.contains("_index");
    match text.strip_prefix("---\n") {
        Some(rest) if is_summary && !text.contains("anonymisation:") => format!("---\n{SIGNED_OFF}{rest}"),
        _ => text.to_owned(),
    }
}

/// The record of a summary that may be published.
pub const SIGNED_OFF: &str = "anonymisation: {reviewer: Reader, reviewed_on: 2025-01-01, intruder_check: 2025-01-01, family: informed, legal_hold: false}\n";

/// The same, on another day or with drafts.
pub fn build_as(files: &[(&str, &str)], wish: &Wish) -> Result<Build, Failure> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    build_bytes(&files, wish)
}

/// The same, with somebody who answers for other websites.
pub fn build_asking(files: &[(&str, &str)], ask: Ask<'_>) -> Result<Build, Failure> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    build_with(&files, &Wish::default(), Some(ask))
}

/// The same from files that need not be text.
pub fn build_bytes(files: &[(&str, &[u8])], wish: &Wish) -> Result<Build, Failure> {
    build_with(files, wish, None)
}

fn build_with(files: &[(&str, &[u8])], wish: &Wish, ask: Option<Ask<'_>>) -> Result<Build, Failure> {
    let mut all = BTreeMap::from([("site.yaml", SITE_YAML.as_bytes()), ("index.md", INDEX.as_bytes())]);
    all.extend(files.iter().copied());
    build_files(&all.into_iter().collect::<Vec<_>>(), wish, ask)
}

/// The same from these files and no others.
pub fn build_alone(files: &[(&str, &[u8])], wish: &Wish) -> Result<Build, Failure> {
    build_files(files, wish, None)
}

fn build_files(files: &[(&str, &[u8])], wish: &Wish, ask: Option<Ask<'_>>) -> Result<Build, Failure> {
    let sources = SourceTree::from_files(files.iter().map(|(path, bytes)| (*path, bytes.to_vec())));
    let inputs = Inputs {
        sources: Arc::new(sources),
        theme: &THEME,
        day: Date::parse(wish.day).expect("a day"),
        drafts: wish.drafts,
        base_url: wish.base_url.map(str::to_owned),
        strictness: Strictness::Normal,
        shelf: &no_documents(),
        ask,
        making: Making::Whole,
        waiver_key: None,
    };
    pipeline::build(&inputs, &|_| ())
}

/// A site in memory that may be published.
pub struct Made(Build);

impl Made {
    /// Builds a site, which must succeed.
    #[track_caller]
    pub fn new(files: &[(&str, &str)]) -> Made {
        Made::of(files, &Wish::default())
    }

    /// The same, on another day or with drafts.
    #[track_caller]
    pub fn of(files: &[(&str, &str)], wish: &Wish) -> Made {
        let files: Vec<(&str, String)> = files.iter().map(|(path, text)| (*path, signed_off(path, text))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
        let build = build_as(&files, wish).expect("a site that can be made");
        assert!(build.cleared().is_some(), "the site should be cleared\n{}", told(&build.findings));
        Made(build)
    }

    /// The findings as [`told`] tells them.
    pub fn told(&self) -> String {
        told(&self.0.findings)
    }

    /// The paths of its files.
    pub fn paths(&self) -> Vec<&str> {
        self.0.artefacts.iter().map(|(path, _)| path.as_str()).collect()
    }

    /// A file's bytes.
    #[track_caller]
    pub fn bytes(&self, path: &str) -> &[u8] {
        let found = self.0.artefacts.get(path);
        let found = found.unwrap_or_else(|| panic!("there is no {path} among {:?}", self.paths()));
        let Cow::Borrowed(bytes) = found.bytes() else { panic!("{path} is packed, which only a preview's pages are") };
        bytes
    }

    /// A file as text.
    #[track_caller]
    pub fn text(&self, path: &str) -> &str {
        std::str::from_utf8(self.bytes(path)).expect("a text file")
    }
}

/// A store that keeps nothing and has nothing.
pub fn no_documents() -> candour::store::Documents {
    candour::store::Documents::new(Path::new("no-such-folder"), candour::store::Purpose::Look)
}
