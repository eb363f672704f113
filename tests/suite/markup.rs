//! HTML as two programs can agree on it: a tree whose attributes have no order and whose white space is only what a
//! reader sees.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html};

/// Elements inside a line. White space at the edge of any other is not shown.
const INLINE: &[&str] =
    &["a", "abbr", "b", "button", "code", "em", "i", "img", "input", "label", "small", "span", "strong", "sup", "svg"];

/// An element with what stands in it.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its name.
    pub name: String,
    /// Its attributes.
    pub attributes: BTreeMap<String, String>,
    /// What stands in it, in order.
    pub children: Vec<Node>,
}

/// An element or words.
#[derive(Clone, Debug)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Words.
    Text(String),
}

impl Element {
    /// Some HTML as the children of an element without a name.
    pub fn read(html: &str) -> Element {
        let html = Html::parse_fragment(html);
        let mut root = Element { name: String::new(), attributes: BTreeMap::new(), children: Vec::new() };
        read_children(html.root_element(), &mut root);
        root
    }

    /// Whether it is of a class.
    pub fn is_of(&self, class: &str) -> bool {
        self.attributes.get("class").is_some_and(|classes| classes.split_whitespace().any(|it| it == class))
    }

    /// An attribute that may be absent.
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    /// The first element below it, or itself, that `wanted` takes.
    pub fn find(&self, wanted: &dyn Fn(&Element) -> bool) -> Option<&Element> {
        if wanted(self) {
            return Some(self);
        }
        self.elements().find_map(|child| child.find(wanted))
    }

    /// The elements in it, not those further down.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Calls `change` on it and on all elements below it, from the top; returns how many it says it changed.
    pub fn change(&mut self, change: &dyn Fn(&mut Element) -> bool) -> usize {
        let mut changed = usize::from(change(self));
        for child in &mut self.children {
            if let Node::Element(element) = child {
                changed += element.change(change);
            }
        }
        changed
    }

    /// Takes out the elements in it that `unwanted` takes; whether there were any.
    pub fn take_out(&mut self, unwanted: &dyn Fn(&Element) -> bool) -> bool {
        let before = self.children.len();
        self.children.retain(|child| !matches!(child, Node::Element(element) if unwanted(element)));
        self.children.len() < before
    }

    /// Line by line: tags, with their attributes and classes in order, and the words between them.
    pub fn lines(&self) -> Vec<String> {
        let mut pieces = Vec::new();
        self.push_pieces(&mut pieces);
        settle_spaces(pieces)
    }

    fn push_pieces(&self, pieces: &mut Vec<Piece>) {
        let inline = INLINE.contains(&self.name.as_str());
        if !self.name.is_empty() {
            let mut tag = format!("<{}", self.name);
            for (name, value) in &self.attributes {
                let value = match name.as_str() {
                    "class" => {
                        value.split_whitespace().collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
                    }
                    _ => value.clone(),
                };
                tag.push_str(&format!(" {name}=\"{value}\""));
            }
            pieces.push(Piece::Open(format!("{tag}>"), inline));
        }
        for child in &self.children {
            match child {
                Node::Element(element) => element.push_pieces(pieces),
                Node::Text(words) => push_words(words, pieces),
            }
        }
        if !self.name.is_empty() {
            pieces.push(Piece::Close(format!("</{}>", self.name), inline));
        }
    }
}

fn read_children(node: ElementRef<'_>, parent: &mut Element) {
    for child in node.children() {
        match child.value() {
            scraper::Node::Text(words) => parent.children.push(Node::Text(words.to_string())),
            scraper::Node::Element(found) => {
                let attributes = found.attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
                let mut element = Element { name: found.name().to_owned(), attributes, children: Vec::new() };
                read_children(ElementRef::wrap(child).expect("an element"), &mut element);
                parent.children.push(Node::Element(element));
            }
            _ => {}
        }
    }
}

enum Piece {
    Open(String, bool),
    Close(String, bool),
    Word(String),
    Space,
}

fn push_words(words: &str, pieces: &mut Vec<Piece>) {
    let blank = |c: char| c.is_ascii_whitespace();
    for (index, word) in words.split(blank).enumerate() {
        if index > 0 && !matches!(pieces.last(), Some(Piece::Space)) {
            pieces.push(Piece::Space);
        }
        if !word.is_empty() {
            pieces.push(Piece::Word(word.to_owned()));
        }
    }
}

/// White space as it is shown: one space between words or pictures of a line, outside of the inline elements it stands at
/// the edge of; none at the edge of a block.
fn settle_spaces(pieces: Vec<Piece>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = String::new();
    let (mut at_edge, mut wanted) = (true, false);
    for piece in pieces {
        match piece {
            Piece::Space => wanted = !at_edge,
            Piece::Word(word) => {
                words.push_str(if wanted { " " } else { "" });
                words.push_str(&word);
                (at_edge, wanted) = (false, false);
            }
            Piece::Open(tag, inline) => {
                words.push_str(if wanted && inline { " " } else { "" });
                lines.extend((!words.is_empty()).then(|| std::mem::take(&mut words)));
                let picture = ["<svg", "<img", "<input"].iter().any(|name| tag.starts_with(name));
                at_edge = if inline { !picture && (at_edge || wanted) } else { true };
                wanted = false;
                lines.push(tag);
            }
            Piece::Close(tag, inline) => {
                lines.extend((!words.is_empty()).then(|| std::mem::take(&mut words)));
                if !inline {
                    (at_edge, wanted) = (true, false);
                }
                lines.push(tag);
            }
        }
    }
    lines.extend((!words.is_empty()).then_some(words));
    lines
}
