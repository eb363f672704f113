//! The `:::` components: which there are, what attributes each takes, and how its blocks become one node.

use super::fence::{Attribute, Opening};
use super::parse::Builder;
use super::tree::*;
use crate::diagnostic::{CANDOUR, nearest};
use crate::rule;
use crate::source::Span;
use crate::yaml::list_words;

rule!(/// A component that there is not.
    UNKNOWN = "markdown/unknown-component", Error, Fixed, CANDOUR);
rule!(/// A component without its closing line.
    UNCLOSED = "markdown/unclosed-component", Error, Fixed, CANDOUR);
rule!(/// A fence line that opens or closes nothing.
    MISPLACED = "markdown/misplaced-fence", Error, Fixed, CANDOUR);
rule!(/// An attribute that is missing, unknown or unreadable.
    ATTRIBUTE = "markdown/component-attribute", Error, Fixed, CANDOUR);
rule!(/// A component that does not hold what it is for.
    CONTENT = "markdown/component-content", Error, Fixed, CANDOUR);

/// What a component takes.
struct Form {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
}

const FORMS: &[Form] = &[
    Form { name: "details", required: &[], optional: &[] },
    Form { name: "do", required: &[], optional: &[] },
    Form { name: "dont", required: &[], optional: &[] },
    Form { name: "steps", required: &[], optional: &[] },
    Form { name: "contact", required: &[], optional: &[] },
    Form { name: "figure", required: &[], optional: &["caption"] },
    Form { name: "easy-read", required: &[], optional: &[] },
    Form { name: "action", required: &[], optional: &[] },
    Form {
        name: "video",
        required: &["src", "title"],
        optional: &["captions", "transcript", "described", "poster", "length", "captioned"],
    },
    Form { name: "chart", required: &["data", "title"], optional: &["type"] },
];

/// A component whose blocks are being read.
pub(super) struct Component {
    pub(super) name: &'static str,
    /// Its opening line.
    pub(super) span: Span,
    title: Vec<Inline>,
    attributes: Vec<Attribute>,
}

impl Component {
    /// The component of an opening line. `None`, reported, when there is no such component; its content then stays
    /// in the page as if the fence were not there.
    pub(super) fn new(
        opening: Opening,
        span: Span,
        title: Vec<Inline>,
        builder: &mut Builder<'_>,
    ) -> Option<Component> {
        let name_span = builder.shifted(opening.name_span);
        let Some(form) = FORMS.iter().find(|form| form.name == opening.name) else {
            let names: Vec<&str> = FORMS.iter().map(|form| form.name).collect();
            let help = match nearest(&opening.name, names.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("the components are {}", list_words(&names)),
            };
            builder.report(&UNKNOWN, name_span, "there is no component of this name", &help);
            // Its closing line must still close something, or it would be reported too.
            let unknown = Component { name: "", span, title, attributes: Vec::new() };
            return Some(unknown);
        };
        if let Some(place) = opening.unreadable {
            let place = builder.shifted(place);
            builder.report(
                &ATTRIBUTE,
                place,
                "this cannot be read as key=value",
                "write {key=\"value\" key=\"value\"}",
            );
        }
        for attribute in &opening.attributes {
            let known = || form.required.iter().chain(form.optional).copied();
            if !known().any(|key| key == attribute.key) {
                let help = match nearest(&attribute.key, known()) {
                    Some(key) => format!("did you mean `{key}`?"),
                    None => format!("its keys are {}", list_words(&known().collect::<Vec<_>>())),
                };
                let place = builder.shifted(attribute.span);
                let message = format!("`{}` has no key `{}`", form.name, attribute.key);
                builder.report(&ATTRIBUTE, place, &message, &help);
            }
        }
        for key in form.required {
            let missing =
                opening.attributes.iter().all(|attribute| attribute.key != *key || attribute.value.is_empty());
            if missing && opening.unreadable.is_none() {
                let message = format!("`{}` needs `{key}`", form.name);
                builder.report(&ATTRIBUTE, span, &message, &format!("add {{{key}=\"…\"}} to the end of this line"));
            }
        }
        Some(Component { name: form.name, span, title, attributes: opening.attributes })
    }

    fn attribute(&self, key: &str) -> Option<Box<str>> {
        let found = self.attributes.iter().find(|attribute| attribute.key == key && !attribute.value.is_empty());
        found.map(|attribute| attribute.value.as_str().into())
    }

    /// An attribute that says yes or no.
    fn yes_or_no(&self, key: &str, builder: &mut Builder<'_>) -> Option<bool> {
        let attribute = self.attributes.iter().find(|attribute| attribute.key == key)?;
        match attribute.value.as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                let place = builder.shifted(attribute.span);
                let (message, help) =
                    (format!("`{key}` is neither yes nor no"), format!("write {key}=yes or {key}=no"));
                builder.report(&ATTRIBUTE, place, &message, &help);
                // Told once, and it blocks: what would follow from a "no" is not told as well.
                Some(true)
            }
        }
    }

    /// The node that the component and its blocks make. `None` when nothing is left of it.
    pub(super) fn finish(self, blocks: Vec<Block>, builder: &mut Builder<'_>) -> Option<BlockKind> {
        let span = self.span;
        Some(match self.name {
            "details" => {
                if self.title.is_empty() {
                    let help = "write what it holds after the name: ::: details How we work it out";
                    builder.report(&CONTENT, span, "`details` has no title to open it by", help);
                }
                BlockKind::Details(Details { summary: self.title, content: blocks })
            }
            "do" => self.guidance(Advice::Do, blocks),
            "dont" => self.guidance(Advice::Dont, blocks),
            "contact" => BlockKind::Contact(Contact { heading: self.title, content: blocks }),
            "steps" => return self.steps(blocks, builder),
            "figure" => self.figure(blocks, builder),
            "easy-read" => easy_read(span, blocks, builder),
            "action" => return self.action(blocks, builder),
            "video" => BlockKind::Video(Box::new(Video {
                source: self.attribute("src").unwrap_or_default(),
                title: self.attribute("title").unwrap_or_default(),
                captions: self.attribute("captions"),
                transcript: self.attribute("transcript"),
                described: self.attribute("described"),
                poster: self.attribute("poster"),
                length: self.attribute("length"),
                captioned: self.yes_or_no("captioned", builder),
                content: blocks,
            })),
            "chart" => {
                if self.attribute("type").is_some_and(|kind| &*kind != "bar") {
                    builder.report(&ATTRIBUTE, span, "there is no chart of this type", "write type=bar");
                }
                BlockKind::Chart(Box::new(Chart {
                    data: self.attribute("data").unwrap_or_default(),
                    title: self.attribute("title").unwrap_or_default(),
                    content: blocks,
                }))
            }
            // Unknown, reported when it was opened; its words stay.
            _ => {
                if blocks.is_empty() && self.title.is_empty() {
                    return None;
                }
                let mut content = blocks;
                if !self.title.is_empty() {
                    content.insert(0, Block { span, kind: BlockKind::Paragraph(self.title) });
                }
                BlockKind::Quote(content)
            }
        })
    }

    fn guidance(self, advice: Advice, content: Vec<Block>) -> BlockKind {
        BlockKind::Guidance(Box::new(Guidance { advice, heading: self.title, content }))
    }

    fn steps(self, mut blocks: Vec<Block>, builder: &mut Builder<'_>) -> Option<BlockKind> {
        if let [Block { kind: BlockKind::List(list), .. }] = blocks.as_mut_slice()
            && list.start.is_some()
        {
            let list = std::mem::replace(list, List { start: None, tight: true, items: Vec::new() });
            return Some(BlockKind::Steps(list));
        }
        let help = "write the steps as one numbered list: 1. First step";
        builder.report(&CONTENT, self.span, "`steps` should hold one numbered list and nothing else", help);
        (!blocks.is_empty()).then_some(BlockKind::Quote(blocks))
    }

    fn figure(self, mut blocks: Vec<Block>, builder: &mut Builder<'_>) -> BlockKind {
        let picture = blocks.first_mut().and_then(|block| match &mut block.kind {
            BlockKind::Paragraph(content) => take_picture(content),
            _ => None,
        });
        if picture.is_none() {
            let help = "put the picture on the first line inside it: ![what it shows](picture.png)";
            builder.report(&CONTENT, self.span, "`figure` does not start with a picture", help);
        }
        blocks.retain(|block| !matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty()));
        let caption = self.attribute("caption").unwrap_or_else(|| plain_text(&self.title).into());
        BlockKind::Figure(Box::new(Figure { picture, caption, content: blocks }))
    }

    fn action(mut self, blocks: Vec<Block>, builder: &mut Builder<'_>) -> Option<BlockKind> {
        let mut content = std::mem::take(&mut self.title);
        if content.is_empty()
            && let Some(Block { kind: BlockKind::Paragraph(words), .. }) = blocks.into_iter().next()
        {
            content = words;
        }
        if let [Inline { kind: InlineKind::Link(link), .. }] = content.as_slice() {
            return Some(BlockKind::Action(Action { target: link.target.clone(), content: link.content.clone() }));
        }
        let help = "write one link on its line: ::: action [Tell us about care](contact.md) :::";
        builder.report(&CONTENT, self.span, "`action` should hold one link and nothing else", help);
        (!content.is_empty()).then_some(BlockKind::Paragraph(content))
    }
}

/// The picture that starts a run of text, taken out of it with the space after it.
fn take_picture(content: &mut Vec<Inline>) -> Option<Picture> {
    let InlineKind::Picture(picture) = content.first().map(|inline| &inline.kind)? else { return None };
    let picture = (**picture).clone();
    content.remove(0);
    while matches!(content.first().map(|inline| &inline.kind), Some(InlineKind::Break)) {
        content.remove(0);
    }
    if let Some(InlineKind::Text(words)) = content.first_mut().map(|inline| &mut inline.kind) {
        *words = words.trim_start().into();
        if words.is_empty() {
            content.remove(0);
        }
    }
    Some(picture)
}

/// A row for each picture; blocks that follow it belong to it.
fn easy_read(span: Span, blocks: Vec<Block>, builder: &mut Builder<'_>) -> BlockKind {
    let mut rows: Vec<EasyReadRow> = Vec::new();
    for mut block in blocks {
        let picture = match &mut block.kind {
            BlockKind::Paragraph(content) => take_picture(content),
            _ => None,
        };
        let is_empty = matches!(&block.kind, BlockKind::Paragraph(content) if content.is_empty());
        let content = if is_empty { Vec::new() } else { vec![block] };
        match (picture, rows.last_mut()) {
            (Some(picture), _) => rows.push(EasyReadRow { picture: Some(picture), content }),
            (None, Some(row)) => row.content.extend(content),
            (None, None) => rows.push(EasyReadRow { picture: None, content }),
        }
    }
    if rows.is_empty() || rows.iter().any(|row| row.picture.is_none() || row.content.is_empty()) {
        let help = "start each paragraph with a picture: ![what it shows](picture.png) A short sentence.";
        builder.report(&CONTENT, span, "each row of `easy-read` needs a picture and a short sentence", help);
    }
    BlockKind::EasyRead(rows)
}
