//! Languages: a translation says what its source says today, and a file's name says the language it is in.

use super::check::{Check, Run, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::words::slug;
use crate::language::own_name;
use crate::rule;

rule!(/// A translation whose source has changed since.
    TRANSLATION_BEHIND = "languages/translation-behind", Warning, None, "DAPB1605 Accessible Information Standard: information in other languages is as current as the English");
rule!(/// A file named as a translation into a language that the site does not list.
    NOT_LISTED = "languages/not-listed", Error, None, "WCAG 2.2, 3.1.1 Language of page");

/// The check of translated pages.
pub const LANGUAGES: Check = Check { rules: &[&TRANSLATION_BEHIND, &NOT_LISTED], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, site, .. } = *subject;
    let (path, meta) = (page.document.path(), &page.document.meta);
    if let Some((source, changed)) = site.newer_source(page) {
        let source = source.document.path();
        let message = format!("this translation is older than the page that it translates, {source}, of {changed}");
        let help = "have it translated again, then change its `last_reviewed`; until then, the page says that it may be out of date";
        let place = meta.places.get("last_reviewed").unwrap_or_else(|| meta.place("title"));
        found.push(Diagnostic::new(&TRANSLATION_BEHIND, path, place, message).help(help));
    }
    // `about.pl.md` while `languages:` has no pl. The page's own language is already that of its name when it is listed.
    if let Some((_, tag)) = path.stem().rsplit_once('.')
        && slug(tag) != slug(&page.language)
        && own_name(tag).is_some()
    {
        let message = format!("this file is named as a page in the language `{tag}`, which the site does not have");
        let help = format!("add `{tag}` to `languages:` in site.yaml, or take the `.{tag}` out of the file's name");
        found.push(Diagnostic::new(&NOT_LISTED, path, meta.place("title"), message).help(&help));
    }
}
