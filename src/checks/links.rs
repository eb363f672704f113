//! Links: every target of a page leads somewhere a reader can go.

use std::sync::LazyLock;

use regex::Regex;

use super::check::{Check, Run, Subject};
use super::passage::Passage;
use super::prose::pattern;
use crate::diagnostic::{CANDOUR, Diagnostic, Severity};
use crate::document::tree::{Inline, InlineKind, Purpose, Target, plain_text};
use crate::rule;
use crate::site::{Broken, Destination, Hidden, Page};
use crate::source::Span;

const WCAG_LINKS: &str = "NHS digital service manual, links; Candour";

rule!(/// A link to a page that does not exist.
    NO_SUCH_PAGE = "links/no-such-page", Error, Fixed, WCAG_LINKS);
rule!(/// A link to a heading that does not exist.
    NO_SUCH_HEADING = "links/no-such-heading", Error, None, WCAG_LINKS);
rule!(/// A link or picture whose file does not exist.
    NO_SUCH_FILE = "links/no-such-file", Error, Fixed, WCAG_LINKS);
rule!(/// A link to a page that is not published.
    TO_UNPUBLISHED = "links/to-unpublished", Error, None, CANDOUR);
rule!(/// A link out of the content folder.
    LEAVES_CONTENT = "links/leaves-content", Error, Fixed, CANDOUR);
rule!(/// A link that a browser must not follow, or a picture from another host.
    UNSAFE_TARGET = "links/unsafe-target", Error, Fixed, "No request to another host before the reader asks; OWASP, cross-site scripting");
rule!(/// A link without a target.
    EMPTY_TARGET = "links/empty-target", Error, Fixed, WCAG_LINKS);

rule!(/// A link without words.
    NO_WORDS = "links/no-words", Warning, None, "WCAG 2.2, 2.4.4 Link purpose (in context), level A");

rule!(/// A link that is not read as one, because of the spaces in it.
    SPACES = "links/spaces", Error, None, "CommonMark 0.31, 6.3: a destination with spaces stands between < and >");

/// The check of every target.
pub const LINKS: Check = Check {
    rules: &[
        &NO_SUCH_PAGE,
        &NO_SUCH_HEADING,
        &NO_SUCH_FILE,
        &TO_UNPUBLISHED,
        &LEAVES_CONTENT,
        &UNSAFE_TARGET,
        &EMPTY_TARGET,
        &NO_WORDS,
        &SPACES,
    ],
    run: Run::Page(run),
};

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, site, .. } = *subject;
    for target in body.targets() {
        match site.resolve(page, target.target, target.purpose) {
            Destination::Broken(mut broken) => {
                // Nobody means the page they are on.
                if let Broken::NoPage(near) = &mut broken {
                    near.take_if(|near| near == page.document.path().as_str());
                }
                found.push(diagnostic(page, &target, broken));
            }
            // While drafts are shown there is such a page, and the site without them cannot be published.
            Destination::Page(Page { hidden: Some(why), .. }, _) if page.hidden.is_none() => {
                let mut shown = diagnostic(page, &target, Broken::Unpublished(*why));
                shown.severity = Severity::Warning;
                shown.help = "take the link out, or publish the page; candour build stops here".to_owned();
                found.push(shown);
            }
            _ => {}
        }
    }
    body.each_inlines(&mut |inlines| without_words(inlines, page, found));
    subject.passages.iter().for_each(|passage| with_spaces(passage, page, found));
    let meta = &page.document.meta;
    for (index, attachment) in meta.common.attachments.iter().enumerate() {
        if let Destination::Broken(broken) = site.resolve(page, &attachment.file, Purpose::Embed) {
            let span = meta.place(&format!("attachments.{index}.file"));
            found.push(diagnostic(page, &Target { span, target: &attachment.file, purpose: Purpose::Embed }, broken));
        }
    }
}

/// Tells of links that nobody can see or hear: no letter, no number and no picture with words.
/// Brackets and parentheses that were to be a link or a picture, and that readers see as they were typed.
fn with_spaces(passage: &Passage<'_>, page: &Page, found: &mut Vec<Diagnostic>) {
    if !passage.text.contains("](") {
        return;
    }
    for link in LINK_WITH_SPACES.captures_iter(&passage.text) {
        let (Some(whole), Some(target)) = (link.get(0), link.get(1)) else { continue };
        let place = passage.span(whole.range());
        if is_code(passage.inlines, place) {
            continue;
        }
        let message =
            "this link is not read as one: there are spaces in the name of the file, and readers see the brackets";
        let help = format!("put < and > round the name: (<{}>)", target.as_str().trim());
        found.push(Diagnostic::new(&SPACES, page.document.path(), place, message).help(help));
    }
}

fn is_code(inlines: &[Inline], place: Span) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Code(_) => inline.span.start < place.end && place.start < inline.span.end,
        InlineKind::Emphasis(content) | InlineKind::Strong(content) => is_code(content, place),
        InlineKind::Link(link) => is_code(&link.content, place),
        _ => false,
    })
}

/// A name of a file or an address, with spaces.
static LINK_WITH_SPACES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"!?\[[^\[\]]*\]\(\s*([^()<>\s][^()<>]*\s[^()<>]*\.[A-Za-z0-9]{2,5}(?:#[^()<>\s]*)?)\s*\)")
});

fn without_words(inlines: &[Inline], page: &Page, found: &mut Vec<Diagnostic>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Link(link) if !plain_text(&link.content).chars().any(char::is_alphanumeric) => {
                let message = "this link has no words, so nobody can tell where it leads";
                let help = "write between the square brackets what readers find there";
                found.push(Diagnostic::new(&NO_WORDS, page.document.path(), inline.span, message).help(help));
            }
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                without_words(content, page, found)
            }
            _ => {}
        }
    }
}

fn diagnostic(page: &Page, target: &Target<'_>, broken: Broken) -> Diagnostic {
    let did_you_mean = |near: Option<String>, otherwise: &str| match near {
        Some(near) => format!("did you mean {near}?"),
        None => otherwise.to_owned(),
    };
    let (rule, message, help) = match broken {
        Broken::Empty => {
            let message = match target.purpose {
                Purpose::Link => "this link leads nowhere",
                Purpose::Embed | Purpose::Data => "this picture has no file",
            };
            (&EMPTY_TARGET, message, "write the page, address or file between the round brackets".to_owned())
        }
        Broken::NoPage(near) => (
            &NO_SUCH_PAGE,
            "there is no such page",
            did_you_mean(near, "write the path of a .md file, starting from the folder of this page"),
        ),
        Broken::NoHeading(near) => (
            &NO_SUCH_HEADING,
            "the page has no such heading",
            did_you_mean(
                near.map(|near| format!("#{near}")),
                "write the heading's words in small letters with hyphens, or give it an id: ## Heading {#id}",
            ),
        ),
        Broken::NoFile(near) => (
            &NO_SUCH_FILE,
            "there is no such file",
            did_you_mean(near, "put the file beside this page, and write its name exactly as it is"),
        ),
        Broken::Unpublished(why) => {
            let message = match why {
                Hidden::Draft => "this leads to a draft, which readers cannot see",
                Hidden::NotYet(_) => "this leads to a page that is not published yet",
                Hidden::Expired(_) => "this leads to a page that is no longer published",
            };
            (&TO_UNPUBLISHED, message, "take the link out, or publish the page".to_owned())
        }
        Broken::LeavesFolder => (
            &LEAVES_CONTENT,
            "this leads out of the content folder",
            "copy the file into the content folder, and link to it there".to_owned(),
        ),
        Broken::Scheme if target.purpose == Purpose::Link => (
            &UNSAFE_TARGET,
            "browsers do not follow links of this kind",
            "start it with https://, mailto: or tel:".to_owned(),
        ),
        Broken::Scheme => (
            &UNSAFE_TARGET,
            "this would be fetched from another website, which tells it who reads the page",
            "copy the file into the content folder, beside this page".to_owned(),
        ),
        Broken::TooLarge => {
            (&NO_SUCH_FILE, "this file is too large for a website", "make it smaller than 200 MB".to_owned())
        }
    };
    Diagnostic::new(rule, page.document.path(), target.span, message).help(help)
}
