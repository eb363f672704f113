//! What templates know of a guide: its parts, the one that is shown, and the ways on from it.

use serde::Serialize;

use super::{Extent, LinkView};
use crate::site::{Guide, Page, Part, Site};
use crate::theme::Theme;

/// What templates know of a guide.
#[derive(Serialize)]
pub struct GuideView<'a> {
    parts: Vec<PartView<'a>>,
    /// The words of the heading that begins the part shown; none where the part has none, and for the whole.
    section: Option<&'a str>,
    /// The fragment of that heading.
    section_id: Option<&'a str>,
    previous: Option<LinkView>,
    next: Option<LinkView>,
    /// Where the whole is, to read or print at once.
    whole: String,
    is_first: bool,
    is_whole: bool,
}

#[derive(Serialize)]
struct PartView<'a> {
    /// None for what stands before the first heading.
    title: Option<&'a str>,
    address: String,
    current: bool,
}

/// The guide as one web page of it shows it.
pub fn guide_view<'a>(page: &'a Page, extent: Extent<'a>, site: &Site, theme: &Theme) -> Option<GuideView<'a>> {
    let (guide, current): (&Guide, Option<usize>) = match extent {
        Extent::Page => return None,
        Extent::Part(guide, at) => (guide, Some(at)),
        Extent::Whole(guide) => (guide, None),
    };
    let overview = || theme.words.phrase(&page.language, "overview").text.to_owned();
    let link = |part: &Part| LinkView::new(part.title.clone().unwrap_or_else(overview), site.href(&part.address));
    let shown = current.and_then(|at| guide.parts.get(at)).filter(|part| part.title.is_some());
    Some(GuideView {
        parts: guide
            .parts
            .iter()
            .enumerate()
            .map(|(at, part)| PartView {
                title: part.title.as_deref(),
                address: site.href(&part.address),
                current: current == Some(at),
            })
            .collect(),
        section: shown.and_then(|part| part.title.as_deref()),
        section_id: shown.map(|part| &*part.id),
        previous: current.and_then(|at| guide.parts.get(at.checked_sub(1)?)).map(link),
        next: current.and_then(|at| guide.parts.get(at + 1)).map(link),
        whole: site.href(&guide.whole),
        is_first: current == Some(0),
        is_whole: current.is_none(),
    })
}
