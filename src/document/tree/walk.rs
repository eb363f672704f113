//! Walks over the tree: its blocks, its running text and what it names.

use super::*;

impl Body {
    /// Of its blocks and footnotes.
    pub fn new(blocks: Vec<Block>, footnotes: Vec<Footnote>) -> Body {
        Body { blocks, footnotes, named: Named::default() }
    }

    /// Calls `visit` with every block, outer before inner, footnotes last.
    pub fn each_block<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        each_block(&self.blocks, visit);
        for footnote in &self.footnotes {
            each_block(&footnote.content, visit);
        }
    }

    /// Calls `visit` with every run of inline text, with the block that holds it.
    pub fn each_inlines<'a>(&'a self, visit: &mut dyn FnMut(&'a [Inline])) {
        self.each_block(&mut |block| block.inlines(visit));
    }

    /// Calls `change` with every link and its place. What it leads to must stay.
    pub fn each_link_mut(&mut self, change: &mut dyn FnMut(Span, &mut Link)) {
        self.each_inlines_mut(&mut |content| links_mut(content, change));
    }

    /// Calls `change` with all running text but code.
    pub fn each_text_mut(&mut self, change: &mut dyn FnMut(&mut Box<str>)) {
        self.each_inlines_mut(&mut |content| texts_mut(content, change));
    }

    fn each_inlines_mut(&mut self, change: &mut dyn FnMut(&mut [Inline])) {
        each_inlines_mut(&mut self.blocks, change);
        for footnote in &mut self.footnotes {
            each_inlines_mut(&mut footnote.content, change);
        }
    }

    /// Calls `change` with every film. What it shows must stay.
    pub fn each_video_mut(&mut self, change: &mut dyn FnMut(&mut Video)) {
        each_video_mut(&mut self.blocks, change);
        for footnote in &mut self.footnotes {
            each_video_mut(&mut footnote.content, change);
        }
    }

    /// Every target that the page names, in reading order of their blocks.
    pub fn targets(&self) -> impl Iterator<Item = Target<'_>> {
        let targets = self.names().targets.iter();
        targets.map(|(span, target, purpose)| Target { span: *span, target, purpose: *purpose })
    }

    /// Whether it shows a film.
    pub fn has_films(&self) -> bool {
        self.names().has_films
    }

    fn names(&self) -> &Names {
        self.named.0.get_or_init(|| {
            let (mut found, mut has_films) = (Vec::new(), false);
            self.each_block(&mut |block| {
                has_films |= matches!(block.kind, BlockKind::Video(_));
                block.own_targets(&mut found);
                block.inlines(&mut |inlines| inline_targets(inlines, &mut found));
            });
            let targets = found.into_iter().map(|it| (it.span, Box::from(it.target), it.purpose)).collect();
            Names { targets, has_films }
        })
    }

    /// The headings outside of quotations and components, in order: the page's outline.
    pub fn headings(&self) -> impl Iterator<Item = (&Heading, Span)> {
        self.blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading(heading) => Some((heading, block.span)),
            _ => None,
        })
    }
}

fn each_block<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        for inner in block.children() {
            each_block(inner, visit);
        }
    }
}

fn each_inlines_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut [Inline])) {
    for block in blocks {
        for content in block.inlines_mut() {
            change(content);
        }
        for inner in block.children_mut() {
            each_inlines_mut(inner, change);
        }
    }
}

fn texts_mut(inlines: &mut [Inline], change: &mut dyn FnMut(&mut Box<str>)) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::Text(words) => change(words),
            InlineKind::Link(link) => texts_mut(&mut link.content, change),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                texts_mut(content, change)
            }
            _ => {}
        }
    }
}

fn each_video_mut(blocks: &mut [Block], change: &mut dyn FnMut(&mut Video)) {
    for block in blocks {
        if let BlockKind::Video(video) = &mut block.kind {
            change(video);
        }
        for inner in block.children_mut() {
            each_video_mut(inner, change);
        }
    }
}

fn links_mut(inlines: &mut [Inline], change: &mut dyn FnMut(Span, &mut Link)) {
    for inline in inlines {
        match &mut inline.kind {
            InlineKind::Link(link) => change(inline.span, link),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                links_mut(content, change)
            }
            _ => {}
        }
    }
}

impl Block {
    /// The groups of blocks inside this one, to change.
    fn children_mut(&mut self) -> Vec<&mut [Block]> {
        match &mut self.kind {
            BlockKind::List(list) | BlockKind::Steps(list) => {
                list.items.iter_mut().map(|item| item.content.as_mut_slice()).collect()
            }
            BlockKind::Quote(content) => vec![content],
            BlockKind::Callout(callout) => vec![&mut callout.content],
            BlockKind::Definitions(definitions) => {
                definitions.iter_mut().flat_map(|it| it.meanings.iter_mut().map(Vec::as_mut_slice)).collect()
            }
            BlockKind::Details(details) => vec![&mut details.content],
            BlockKind::Guidance(guidance) => vec![&mut guidance.content],
            BlockKind::Contact(contact) => vec![&mut contact.content],
            BlockKind::Figure(figure) => vec![&mut figure.content],
            BlockKind::Video(video) => vec![&mut video.content],
            BlockKind::EasyRead(rows) => rows.iter_mut().map(|row| row.content.as_mut_slice()).collect(),
            BlockKind::Chart(chart) => vec![&mut chart.content],
            _ => vec![],
        }
    }

    /// The runs of inline text that belong to this block itself, to change.
    fn inlines_mut(&mut self) -> Vec<&mut Vec<Inline>> {
        match &mut self.kind {
            BlockKind::Paragraph(content) => vec![content],
            BlockKind::Table(table) => {
                let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                cells.map(|cell| &mut cell.content).chain(std::iter::once(&mut table.caption)).collect()
            }
            BlockKind::Heading(heading) => vec![&mut heading.content],
            BlockKind::Definitions(definitions) => definitions.iter_mut().map(|it| &mut it.term).collect(),
            BlockKind::Details(details) => vec![&mut details.summary],
            BlockKind::Guidance(guidance) => vec![&mut guidance.heading],
            BlockKind::Contact(contact) => vec![&mut contact.heading],
            BlockKind::Action(action) => vec![&mut action.content],
            _ => vec![],
        }
    }

    /// The groups of blocks inside this one.
    pub fn children(&self) -> Vec<&[Block]> {
        match &self.kind {
            BlockKind::Paragraph(_)
            | BlockKind::Heading(_)
            | BlockKind::Code(_)
            | BlockKind::Table(_)
            | BlockKind::Rule
            | BlockKind::Action(_) => vec![],
            BlockKind::List(list) | BlockKind::Steps(list) => {
                list.items.iter().map(|item| item.content.as_slice()).collect()
            }
            BlockKind::Quote(content) => vec![content],
            BlockKind::Callout(callout) => vec![&callout.content],
            BlockKind::Definitions(definitions) => {
                definitions.iter().flat_map(|definition| definition.meanings.iter().map(Vec::as_slice)).collect()
            }
            BlockKind::Details(details) => vec![&details.content],
            BlockKind::Guidance(guidance) => vec![&guidance.content],
            BlockKind::Contact(contact) => vec![&contact.content],
            BlockKind::Figure(figure) => vec![&figure.content],
            BlockKind::Video(video) => vec![&video.content],
            BlockKind::EasyRead(rows) => rows.iter().map(|row| row.content.as_slice()).collect(),
            BlockKind::Chart(chart) => vec![&chart.content],
        }
    }

    /// Calls `visit` with each run of inline text that belongs to this block itself.
    pub fn inlines<'a>(&'a self, visit: &mut dyn FnMut(&'a [Inline])) {
        match &self.kind {
            BlockKind::Paragraph(content) => visit(content),
            BlockKind::Heading(heading) => visit(&heading.content),
            BlockKind::Table(table) => {
                visit(&table.caption);
                for cell in table.header.iter().chain(table.rows.iter().flatten()) {
                    visit(&cell.content);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    visit(&definition.term);
                }
            }
            BlockKind::Details(details) => visit(&details.summary),
            BlockKind::Guidance(guidance) => visit(&guidance.heading),
            BlockKind::Contact(contact) => visit(&contact.heading),
            BlockKind::Action(action) => visit(&action.content),
            _ => {}
        }
    }

    fn own_targets<'a>(&'a self, found: &mut Vec<Target<'a>>) {
        let span = self.span;
        let mut push = |span, target, purpose| found.push(Target { span, target, purpose });
        match &self.kind {
            BlockKind::Figure(figure) => {
                if let Some(picture) = &figure.picture {
                    push(picture.span, &picture.target, Purpose::Embed);
                }
            }
            BlockKind::EasyRead(rows) => {
                for picture in rows.iter().filter_map(|row| row.picture.as_ref()) {
                    push(picture.span, &picture.target, Purpose::Embed);
                }
            }
            // An attribute that is missing is told where the component is read.
            BlockKind::Video(video) if !video.source.is_empty() => {
                push(span, &video.source, if is_outside(&video.source) { Purpose::Link } else { Purpose::Embed });
                for target in [&video.captions, &video.poster].into_iter().flatten() {
                    push(span, target, Purpose::Embed);
                }
                for target in [&video.transcript, &video.described].into_iter().flatten() {
                    push(span, target, Purpose::Link);
                }
            }
            BlockKind::Action(action) => push(span, &action.target, Purpose::Link),
            BlockKind::Chart(chart) if !chart.data.is_empty() => push(span, &chart.data, Purpose::Data),
            _ => {}
        }
    }
}

fn inline_targets<'a>(inlines: &'a [Inline], found: &mut Vec<Target<'a>>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                inline_targets(content, found)
            }
            InlineKind::Link(link) => {
                found.push(Target { span: inline.span, target: &link.target, purpose: Purpose::Link });
                inline_targets(&link.content, found);
            }
            InlineKind::Picture(picture) => {
                found.push(Target { span: picture.span, target: &picture.target, purpose: Purpose::Embed });
            }
            InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Footnote { .. } | InlineKind::Break => {}
        }
    }
}
