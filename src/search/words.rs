//! The words of a page as the search engine takes them: the title, headings with their fragments, then paragraph by
//! paragraph what the page says. None of the page's frame is among them.

use crate::document::tree::{Block, BlockKind, Body, Footnote, plain_text};
use crate::kinds::Kind;
use crate::site::Page;
use crate::site::address::Address;

/// A page as it is searched.
pub struct Entry {
    /// Its address within the site.
    pub address: Address,
    /// Its words, as plain HTML.
    pub html: String,
}

/// What can be searched of a page: of a guide, each part at its own address.
pub fn entries(page: &Page, body: &Body) -> Vec<Entry> {
    let Some(guide) = &page.guide else {
        return vec![entry(page, &page.address, page.document.title(), &body.blocks, &body.footnotes)];
    };
    let parts = guide.parts.iter().enumerate().map(|(index, part)| {
        let title = match &part.title {
            Some(title) => format!("{}: {title}", page.document.title()),
            None => page.document.title().to_owned(),
        };
        let footnotes = if index + 1 == guide.parts.len() { body.footnotes.as_slice() } else { &[] };
        entry(page, &part.address, &title, body.blocks.get(part.blocks.clone()).unwrap_or_default(), footnotes)
    });
    parts.collect()
}

fn entry(page: &Page, address: &str, title: &str, blocks: &[Block], footnotes: &[Footnote]) -> Entry {
    let common = &page.document.meta.common;
    let mut words = Words(String::with_capacity(8 << 10));
    words.0.push_str("<html lang=\"");
    words.push(&page.language);
    words.0.push_str("\"><body>");
    // The title is searched as such; among the words it would head every excerpt.
    words.0.push_str("<h1 data-pagefind-ignore data-pagefind-meta=\"title\">");
    words.push(title);
    words.0.push_str("</h1>");
    words.fact("filter", "kind", kind(&page.document.meta.kind));
    if let Kind::Learning(summary) = &page.document.meta.kind {
        for theme in &summary.theme {
            words.fact("filter", "theme", theme);
        }
    }
    if let Some(description) = &common.description {
        words.fact("meta", "description", description);
    }
    if let Some(date) = page.issued() {
        words.fact("meta", "date", &date.iso());
    }
    words.blocks(blocks);
    for footnote in footnotes {
        words.blocks(&footnote.content);
    }
    words.0.push_str("</body></html>");
    words.0.shrink_to_fit();
    Entry { address: address.to_owned(), html: words.0 }
}

/// The kind that readers choose by: a statement is a page as others are.
pub fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Statement(_) => "page",
        kind => kind.info().name,
    }
}

struct Words(String);

impl Words {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            if !matches!(block.kind, BlockKind::Definitions(_)) {
                block.children().into_iter().for_each(|inner| self.blocks(inner));
            }
        }
    }

    /// What a block itself says; of definitions all, because term and meaning belong together.
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading(heading) => {
                let name = format!("h{}", heading.level.clamp(2, 6));
                self.0.push_str(&format!("<{name} id=\""));
                self.push(&heading.id);
                self.0.push_str("\">");
                self.push(&plain_text(&heading.content));
                self.0.push_str(&format!("</{name}>"));
            }
            BlockKind::Code(code) => self.element("p", code),
            BlockKind::Figure(figure) => {
                if let Some(picture) = &figure.picture {
                    self.element("p", &picture.alt);
                }
                self.element("p", &figure.caption);
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    let mut line = plain_text(&definition.term);
                    let mut rest = Vec::new();
                    for block in definition.meanings.iter().flatten() {
                        match &block.kind {
                            BlockKind::Paragraph(words) if rest.is_empty() => {
                                line.push_str(": ");
                                line.push_str(&plain_text(words));
                            }
                            _ => rest.push(block),
                        }
                    }
                    self.element("p", &line);
                    rest.into_iter().for_each(|block| self.blocks(std::slice::from_ref(block)));
                }
            }
            BlockKind::Video(video) => self.element("p", &video.title),
            BlockKind::Chart(chart) => self.element("p", &chart.title),
            _ => block.inlines(&mut |inlines| self.element("p", &plain_text(inlines))),
        }
    }

    fn element(&mut self, name: &str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push_str(&format!("<{name}>"));
            self.push(text);
            self.0.push_str(&format!("</{name}>"));
        }
    }

    /// A value that is not read as text: what the engine files a page under, or shows with it.
    fn fact(&mut self, use_as: &str, name: &str, value: &str) {
        self.0.push_str(&format!("<p data-pagefind-{use_as}=\"{name}[data-value]\" data-value=\""));
        self.push(value);
        self.0.push_str("\"></p>");
    }

    /// Text as HTML. The engine marks places by words that begin with three underscores; an author's are left out,
    /// as are the lines to write on that they usually stand for.
    fn push(&mut self, text: &str) {
        let underscores = "___";
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '_']) {
            self.0.push_str(&rest[..at]);
            let special = &rest[at..];
            let mut length = 1;
            match special.as_bytes()[0] {
                b'&' => self.0.push_str("&amp;"),
                b'<' => self.0.push_str("&lt;"),
                b'>' => self.0.push_str("&gt;"),
                b'"' => self.0.push_str("&quot;"),
                _ if special.starts_with(underscores) => {
                    length = special.len() - special.trim_start_matches('_').len();
                    self.0.push(' ');
                }
                _ => self.0.push('_'),
            }
            rest = &special[length..];
        }
        self.0.push_str(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn what_the_engine_would_take_for_its_own_marks_is_left_out() {
        let mut words = Words(String::new());
        words.push("a <b> & \"c\" _d_ ___PAGEFIND_WEIGHT___9 ______ e");
        assert_eq!(words.0, "a &lt;b&gt; &amp; &quot;c&quot; _d_  PAGEFIND_WEIGHT 9   e");
    }
}
