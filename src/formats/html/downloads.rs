//! The documents and attached files that a page offers.

use serde::Serialize;

use crate::document::tree::Purpose;
use crate::formats::Format;
use crate::formats::format::{Length, Print};
use crate::site::{Destination, FileDetails, Page, Site};
use crate::theme::Theme;

/// A finished document or a file of the author's that a page offers.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// "PSIRF policy (Word, 41KB)", "Consent form (PDF, 84KB, 3 pages)".
    pub text: String,
    /// Where it is.
    pub address: String,
    /// The page's title.
    pub title: String,
    /// "Word".
    pub format: &'static str,
    /// "41KB".
    pub size: String,
    /// How many pages it has, where that is known.
    pub pages: Option<u32>,
    /// Whether the author supplied it.
    pub attachment: bool,
    /// What it was made as, where it was made of the page.
    #[serde(skip)]
    pub made_as: Option<MadeAs>,
}

/// A document's format and size, for programs.
#[derive(Clone, Copy, Debug)]
pub struct MadeAs {
    /// What follows the page's name in the name of its file.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its size in bytes.
    pub bytes: usize,
}

/// A finished document of a page, as the page offers it: title, format, size and, where it has pages, their number, in
/// the words of the NHS content style. Without its length when it is not made yet: only the preview offers such a one.
pub fn document(page: &Page, format: &Format, length: Option<Length>, address: String, theme: &Theme) -> DownloadView {
    let mut title = page.document.title().to_owned();
    if format.print == Print::Large {
        title.push_str(", ");
        title.push_str(theme.words.phrase(&page.language, "large_print").text);
    }
    let label = format.label;
    let Some(length) = length else {
        let text = format!("{title} ({label})");
        let size = String::new();
        return DownloadView {
            text,
            address,
            title,
            format: label,
            size,
            pages: None,
            attachment: false,
            made_as: None,
        };
    };
    let details = FileDetails::new(Some(label), length.bytes, length.pages);
    let text = format!("{title} ({})", details.words(label));
    let FileDetails { size, pages, .. } = details;
    let made_as = MadeAs { ending: format.ending, media_type: format.media_type, bytes: length.bytes };
    DownloadView { text, address, title, format: label, size, pages, attachment: false, made_as: Some(made_as) }
}

/// The files that the author attached to a page, as it offers them.
pub fn attachments(page: &Page, site: &Site) -> Vec<DownloadView> {
    let attachments = page.document.meta.common.attachments.iter();
    attachments
        .filter_map(|attachment| {
            let Destination::File(path) = site.resolve(page, &attachment.file, Purpose::Embed) else { return None };
            let details = site.file_details(&path)?;
            let format = details.format.unwrap_or("file");
            let address = site.href(&site.file_address(&path));
            let text = format!("{} ({})", attachment.title, details.words(format));
            let (title, size, pages) = (attachment.title.clone(), details.size, details.pages);
            Some(DownloadView { text, address, title, format, size, pages, attachment: true, made_as: None })
        })
        .collect()
}
