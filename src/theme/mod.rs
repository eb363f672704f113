//! The theme: templates, the stylesheet and assets, from `themes/<name>/` and the package it names.
//!
//! Owns the template engine and the one outside program, `npm`, which runs only when the package is missing or is not
//! the one that `theme.yaml` names, and no release lies beside the program that has it. A folder `themes/site/` beside the theme overrides any template by its name.

pub mod again;
pub mod contrast;
mod logical;
pub mod own;
mod palette;
mod stylesheet;
mod words;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::artefact::{Memo, OutputPath, digest, hex};
use crate::source::{SourcePath, SourceText, plain_io_error};
use crate::yaml;
use contrast::WeakPair;
use palette::Palette;
pub use stylesheet::Stylesheet;
pub use words::{Phrase, WHOLE_LANGUAGE, Words};

/// The folder beside a theme whose templates take the place of the theme's own.
pub const OVERRIDES_FOLDER: &str = "site";

/// The templates that every theme has.
pub const TEMPLATES: &[&str] = &[
    "home",
    "landing",
    "page",
    "policy",
    "plan",
    "learning",
    "partner",
    "statement",
    "not-found",
    "redirect",
    "register",
];

/// The templates of a theme with search.
const SEARCH_TEMPLATES: &[&str] = &["search", "search-pages"];

/// A theme, read and checked.
pub struct Theme {
    templates: tera::Tera,
    /// What the theme itself says, by language.
    pub words: Words,
    /// The joined stylesheet, not yet pruned.
    pub stylesheet: Stylesheet,
    /// The script of its search page. A theme without one has no search.
    pub search: Option<(OutputPath, Arc<[u8]>)>,
    /// Its colours that readers cannot tell apart well enough.
    pub weak_colours: Vec<WeakPair>,
    /// Files that are published as they are.
    pub assets: Vec<(OutputPath, Arc<[u8]>)>,
    /// What PDF documents are set in.
    pub typefaces: Typefaces,
    /// SHA-256 over everything the theme is made of.
    pub digest: [u8; 32],
}

/// The fonts of PDF documents, as files. No files: the theme has none, and no PDF can be made.
#[derive(Default)]
pub struct Typefaces {
    /// The family of running text.
    pub text: String,
    /// The family of what is typed as code.
    pub code: String,
    /// Families of running text by language, where it is another one: `ur`.
    pub by_language: BTreeMap<String, String>,
    /// The name and content of each file, in the order in which they are tried for a character.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// SHA-256 over all of these.
    pub digest: [u8; 32],
}

/// `theme.yaml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeFile {
    #[serde(rename = "name")]
    _name: String,
    #[serde(default)]
    package: Option<Package>,
    #[serde(default)]
    stylesheets: Vec<ThemeAsset>,
    /// Names for the colours of the package's stylesheets.
    #[serde(default)]
    colours: Palette,
    #[serde(default)]
    assets: Vec<ThemeAsset>,
    #[serde(default)]
    search: Option<ThemeAsset>,
    #[serde(default)]
    documents: Option<ThemeDocuments>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeDocuments {
    text: String,
    code: String,
    #[serde(default)]
    languages: BTreeMap<String, String>,
    fonts: Vec<ThemeAsset>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Package {
    name: String,
    version: String,
    /// The notice that its licence asks every copy to carry.
    licence: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeAsset {
    file: String,
    #[serde(default)]
    sha256: Option<String>,
    #[serde(default)]
    to: Option<String>,
}

/// What keeps a theme from being used: the operator mends it, exit status 2.
#[derive(Debug)]
pub struct ThemeError {
    /// What is wrong and what to do, ready to print.
    pub message: String,
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ThemeError {}

fn fault(message: impl Into<String>) -> ThemeError {
    ThemeError { message: message.into() }
}

/// Reads a theme's folder. `log` is told before anything slow happens.
///
/// # Errors
/// A missing or unreadable file, a package that cannot be installed, a template that cannot be read.
pub fn load(folder: &Path, log: &dyn Fn(&str)) -> Result<Theme, ThemeError> {
    let description = describe(folder)?;
    let safe = |part: &str| !part.is_empty() && part != "." && part != "..";
    if let Some(to) =
        description.assets.iter().chain(&description.search).map(ThemeAsset::to).find(|to| !to.split('/').all(safe))
    {
        return Err(fault(format!("{}: `to: {to}` is not a path in the site", folder.join("theme.yaml").display())));
    }
    let files = read_files(folder, &description, log)?;
    let mut hash = Sha256::new();

    let notice = description.package.as_ref().map_or_else(String::new, |package| {
        format!("/*!\nContains parts of {} {}.\n\n{}\n*/\n", package.name, package.version, package.licence.trim())
    });
    hash.update(&notice);
    hash.update(format!("{:?}", description.colours));
    let mut stylesheet = Stylesheet::new(notice);
    let mut weak_colours = Vec::new();
    for sheet in &description.stylesheets {
        let file = &files[&sheet.file];
        hash.update(file.digest);
        let text = String::from_utf8_lossy(&file.bytes);
        // A file with a hash is the package's.
        match sheet.sha256 {
            Some(_) => stylesheet.add_package(&text, &description.colours),
            None => {
                if text.contains("--candour-text:") {
                    weak_colours.extend(contrast::weak_pairs(&text));
                }
                stylesheet.add(&text);
            }
        }
    }
    let mut published = |asset: &ThemeAsset| {
        let to = asset.to();
        let file = &files[&asset.file];
        hash.update(&to);
        hash.update(file.digest);
        (OutputPath::new(&to), file.bytes.clone())
    };
    let assets = description.assets.iter().map(&mut published).collect();
    let search = description.search.as_ref().map(&mut published);
    let typefaces = description.documents.as_ref().map_or_else(Typefaces::default, |it| Typefaces::new(it, &files));
    hash.update(typefaces.digest);
    let words = read_words(folder, &mut hash)?;
    let templates = read_templates(folder)?;
    let missing = SEARCH_TEMPLATES.iter().find(|name| !templates.contains_key(&format!("{name}.html")));
    if let (Some(_), Some(name)) = (&search, missing) {
        return Err(fault(format!(
            "the theme {} has a script for search and no template {name}.html",
            folder.display()
        )));
    }
    for (name, (_, text)) in &templates {
        hash.update(name);
        hash.update(text);
    }
    let templates = compile(templates)?;
    Ok(Theme { weak_colours, templates, words, stylesheet, search, assets, typefaces, digest: hash.finalize().into() })
}

fn describe(folder: &Path) -> Result<ThemeFile, ThemeError> {
    let path = folder.join("theme.yaml");
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(fault(format!(
            "there is no theme in {folder}. candour init adds it to a site that has none; --theme names another folder"
        )));
    }
    read_yaml(&path, read(&path)?)
}

/// A YAML file of the theme, `bytes`, read into a type.
fn read_yaml<T: serde::de::DeserializeOwned>(path: &Path, bytes: Vec<u8>) -> Result<T, ThemeError> {
    let source = SourceText::new(SourcePath::new("theme.yaml"), bytes);
    let mut faults = Vec::new();
    let description = match yaml::parse(&source.text, 0) {
        Ok(root) => yaml::read::<T>(&root, &mut faults),
        Err(found) => {
            faults.push(found);
            None
        }
    };
    match (description, faults.first()) {
        (Some(description), None) => Ok(description),
        (_, Some(found)) => {
            let position = source.position(found.span.start as usize);
            let (path, line, column) = (path.display(), position.line, position.column);
            Err(fault(format!("{path}:{line}:{column}: {}; {}", found.message, found.help)))
        }
        (None, None) => Err(fault(format!("{} is empty", path.display()))),
    }
}

#[expect(clippy::disallowed_methods, reason = "themes are read here and nowhere else")]
fn read(path: &Path) -> Result<Vec<u8>, ThemeError> {
    std::fs::read(path).map_err(|error| fault(format!("cannot read {}: {}", path.display(), plain_io_error(&error))))
}

impl ThemeFile {
    /// The files it names, templates aside.
    fn files(&self) -> impl Iterator<Item = &ThemeAsset> {
        let fonts = self.documents.iter().flat_map(|documents| &documents.fonts);
        self.stylesheets.iter().chain(&self.assets).chain(&self.search).chain(fonts)
    }
}

impl Typefaces {
    fn new(described: &ThemeDocuments, files: &BTreeMap<String, File>) -> Typefaces {
        let mut hash = Sha256::new();
        for (language, family) in &described.languages {
            hash.update(format!("{language}\0{family}\0"));
        }
        hash.update(format!("{}\0{}\0", described.text, described.code));
        for font in &described.fonts {
            hash.update(files[&font.file].digest);
        }
        let fonts = described.fonts.iter().map(|font| (font.file.clone(), files[&font.file].bytes.clone()));
        Typefaces {
            text: described.text.clone(),
            code: described.code.clone(),
            by_language: described.languages.clone(),
            files: fonts.collect(),
            digest: hash.finalize().into(),
        }
    }
}

/// A file of the theme.
struct File {
    bytes: Arc<[u8]>,
    /// Its SHA-256.
    digest: [u8; 32],
}

/// Every file that the theme names, by its name. Installs the theme's package when one is missing or has another hash
/// than the theme says.
fn read_files(
    folder: &Path,
    description: &ThemeFile,
    log: &dyn Fn(&str),
) -> Result<BTreeMap<String, File>, ThemeError> {
    let released = own::folders_of_release();
    let read_all = || -> Vec<(&ThemeAsset, Result<File, ThemeError>)> {
        let files: Vec<&ThemeAsset> = description.files().collect();
        files.into_par_iter().map(|file| (file, file.read_from(folder, &released))).collect()
    };
    let mut files = read_all();
    if let Some(package) = &description.package
        && files.iter().any(|(asset, file)| file.is_err() && asset.sha256.is_some())
    {
        install(folder, package, log)?;
        files = read_all();
    }
    files.into_iter().map(|(asset, file)| Ok((asset.file.clone(), file?))).collect()
}

impl ThemeAsset {
    /// Where it is published.
    fn to(&self) -> String {
        self.to.clone().unwrap_or_else(|| format!("assets/{}", self.file.rsplit('/').next().unwrap_or("")))
    }

    /// The file, if it is the one that the theme names. A file with a hash may as well come with the release: its hash
    /// says that it is the same.
    fn read_from(&self, folder: &Path, released: &[PathBuf]) -> Result<File, ThemeError> {
        let own = self.read(folder);
        if own.is_ok() || self.sha256.is_none() {
            return own;
        }
        released.iter().find_map(|other| self.read(other).ok()).map_or(own, Ok)
    }

    /// The file in one folder.
    fn read(&self, folder: &Path) -> Result<File, ThemeError> {
        let path = folder.join(&self.file);
        let bytes = read(&path)?;
        let digest: [u8; 32] = Sha256::digest(&bytes).into();
        match &self.sha256 {
            Some(expected) if !hex(&digest).eq_ignore_ascii_case(expected) => Err(fault(format!(
                "{} is not the file that theme.yaml names: its SHA-256 differs. Check the version in package.json, then type: npm ci --ignore-scripts --omit=dev --prefix {}",
                path.display(),
                folder.display()
            ))),
            _ => Ok(File { bytes: bytes.into(), digest }),
        }
    }
}

/// Installs the theme's package.
#[expect(clippy::disallowed_methods, reason = "the one outside program, npm, is run here")]
fn install(folder: &Path, package: &Package, log: &dyn Fn(&str)) -> Result<(), ThemeError> {
    let command = format!("npm ci --ignore-scripts --omit=dev --prefix {}", folder.display());
    log(&format!("Installing {} {} for the theme: {command}", package.name, package.version));
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let output = std::process::Command::new(npm)
        .args(["ci", "--ignore-scripts", "--omit=dev", "--no-fund", "--no-audit"])
        .current_dir(folder)
        .stdin(std::process::Stdio::null())
        .output();
    let asked = format!("{} {}", package.name, package.version);
    match output {
        Err(_) => Err(fault(format!(
            "the theme needs {asked}, which npm installs, and npm is not on this computer. Install Node.js, then type: {command}. Or unpack a whole release of Candour and run the program in it: what the theme needs lies beside it"
        ))),
        Ok(output) if !output.status.success() => {
            let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(fault(format!("npm could not install {asked}. Type this to try again: {command}\n{words}")))
        }
        Ok(_) => Ok(()),
    }
}

/// The files with a suffix in a folder of the theme, then those of the site's own folder of that name, each with its
/// name below the folder.
fn files_in(theme: &Path, folder: &str, suffix: &str) -> Vec<(String, PathBuf)> {
    let overrides = theme.parent().map(|parent| parent.join(OVERRIDES_FOLDER).join(folder));
    let mut files = Vec::new();
    for root in [Some(theme.join(folder)), overrides].into_iter().flatten() {
        for entry in walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok) {
            if !entry.file_type().is_file() || entry.path().extension().is_none_or(|found| found != suffix) {
                continue;
            }
            let relative = entry.path().strip_prefix(&root).unwrap_or(entry.path());
            let name: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.push((name.join("/"), entry.into_path()));
        }
    }
    files
}

/// What the theme says, by language; words of the site's own take the place of the theme's.
fn read_words(folder: &Path, hash: &mut Sha256) -> Result<Words, ThemeError> {
    let mut words = Words::default();
    for (name, path) in files_in(folder, "words", "yaml") {
        let bytes = read(&path)?;
        hash.update(&name);
        hash.update(&bytes);
        words.add(name.trim_end_matches(".yaml"), read_yaml(&path, bytes)?);
    }
    if !words.languages().any(|language| language == WHOLE_LANGUAGE) {
        return Err(fault(format!("the theme {} has no words/{WHOLE_LANGUAGE}.yaml", folder.display())));
    }
    match words.stray_key() {
        Some((language, key)) => Err(fault(format!(
            "words/{language}.yaml: no page says `{key}`; take it out, or write it as in words/en.yaml"
        ))),
        None => Ok(words),
    }
}

/// Every template by name, with the file it came from; the site's own take the place of the theme's.
fn read_templates(folder: &Path) -> Result<BTreeMap<String, (PathBuf, String)>, ThemeError> {
    let mut templates = BTreeMap::new();
    for (name, path) in files_in(folder, "templates", "html") {
        let text =
            String::from_utf8(read(&path)?).map_err(|_| fault(format!("{} is not UTF-8 text", path.display())))?;
        templates.insert(name, (path, text));
    }
    for name in TEMPLATES {
        if !templates.contains_key(&format!("{name}.html")) {
            return Err(fault(format!("the theme {} has no template {name}.html", folder.display())));
        }
    }
    Ok(templates)
}

fn compile(sources: BTreeMap<String, (PathBuf, String)>) -> Result<tera::Tera, ThemeError> {
    let mut templates = tera::Tera::new();
    let list: Vec<(&str, &str)> = sources.iter().map(|(name, (_, text))| (name.as_str(), text.as_str())).collect();
    templates.add_raw_templates(list).map_err(|error| {
        let found = TemplateFault::new(&error);
        let path =
            sources.get(&found.template).map_or_else(|| PathBuf::from(&found.template), |(path, _)| path.clone());
        fault(format!("{}:{}:{}: {}", path.display(), found.line, found.column, found.message))
    })?;
    Ok(templates)
}

/// The words of the theme in one language as templates see them.
struct Vocabulary {
    /// As HTML by key: what is said in English on a page in another language stands in a span that says so.
    html: tera::Value,
    /// As they are by key, for attributes.
    plain: tera::Value,
}

impl Vocabulary {
    fn new(words: &Words, language: &str) -> Vocabulary {
        let (mut html, mut plain) = (tera::Map::new(), tera::Map::new());
        for key in words.keys() {
            let phrase = words.phrase(language, key);
            html.insert(key.to_owned().into(), tera::Value::safe_string(&phrase.html()));
            plain.insert(key.to_owned().into(), tera::Value::from(phrase.text));
        }
        Vocabulary { html: tera::Value::from(html), plain: tera::Value::from(plain) }
    }
}

/// What every page's template is given alike, made once.
pub struct Shared {
    site: tera::Value,
    /// Of everything in it.
    digest: [u8; 32],
    /// By language.
    vocabularies: BTreeMap<String, Vocabulary>,
    /// What earlier builds made, where it is kept.
    pub memo: Option<Arc<Memo>>,
}

impl Shared {
    /// A digest of the view and the theme.
    pub fn digest(&self) -> [u8; 32] {
        self.digest
    }

    /// From anything that can be serialised, for pages in some languages.
    pub fn new<'a>(view: &impl Serialize, theme: &Theme, languages: impl IntoIterator<Item = &'a str>) -> Shared {
        let vocabularies = languages
            .into_iter()
            .map(|language| (language.to_owned(), Vocabulary::new(&theme.words, language)))
            .collect();
        // The words of the theme are in its own digest; the languages are those of the view's pages.
        let json = serde_json::to_vec(view).unwrap_or_default();
        let digest = digest(&[&json, &theme.digest]);
        Shared { site: tera::Value::from_serializable(view), digest, vocabularies, memo: None }
    }
}

/// A template that fails on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The template's name: `partials/header.html`.
    pub template: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The column, from 1.
    pub column: usize,
    /// What the engine says.
    pub message: String,
}

impl TemplateFault {
    fn new(error: &tera::Error) -> TemplateFault {
        match error.kind() {
            tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => TemplateFault {
                template: report.filename().to_owned(),
                line: report.span().start_line,
                column: report.span().start_col + 1,
                message: report.message().trim_end_matches('.').to_owned(),
            },
            other => {
                let message = other.to_string().lines().next().unwrap_or("").to_owned();
                TemplateFault { template: "templates".to_owned(), line: 1, column: 1, message }
            }
        }
    }
}

impl Theme {
    /// A digest of everything that [`Theme::render`] makes a page from.
    pub fn digest_of(
        &self,
        template: &str,
        shared: &Shared,
        language: &str,
        page: &impl Serialize,
        content: &str,
    ) -> Option<[u8; 32]> {
        let has_words = shared.vocabularies.contains_key(language);
        let page = serde_json::to_vec(page).ok()?;
        let parts = [
            &shared.digest,
            template.as_bytes(),
            language.as_bytes(),
            &[u8::from(has_words)],
            &page,
            content.as_bytes(),
        ];
        Some(digest(&parts))
    }

    /// A template filled in. `content` is HTML of the format's own making; everything else is escaped. The theme speaks
    /// the language of the page, one of those that `shared` was made for.
    ///
    /// # Errors
    /// The template, line and column that failed.
    pub fn render(
        &self,
        template: &str,
        shared: &Shared,
        language: &str,
        page: &impl Serialize,
        content: &str,
    ) -> Result<String, TemplateFault> {
        let mut context = tera::Context::new();
        context.insert_value("site", shared.site.clone());
        if let Some(vocabulary) = shared.vocabularies.get(language) {
            context.insert_value("words", vocabulary.html.clone());
            context.insert_value("labels", vocabulary.plain.clone());
        }
        context.insert("page", page);
        context.insert_value("content", tera::Value::safe_string(content));
        self.templates.render(&format!("{template}.html"), &context).map_err(|error| TemplateFault::new(&error))
    }
}
