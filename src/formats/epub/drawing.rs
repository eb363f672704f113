//! Drawings (SVG) that are safe inside of a book.
//!
//! A drawing can hold a program, fetch from other hosts and move. The book never gets the author's file, but a copy that
//! is written anew from what was read: shapes, words, colours and gradients of SVG itself, with links only to places in
//! the drawing. What drawing programs note for themselves is left out, since it is never drawn. Anything else (a script,
//! an event attribute, foreign content, an animation, a picture or style from elsewhere), and any fault in the markup,
//! means that there is no copy, and that the reader is given the picture's alternative in words.

use std::collections::BTreeSet;

use roxmltree::{Attribute, Document, Node, NodeType, ParsingOptions};

use crate::formats::xml::{Escaped, put};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The deepest nesting of elements that is copied.
const DEPTH_MAX: usize = 64;
/// The most elements, texts and comments that are read.
const NODES_MAX: u32 = 100_000;

/// The elements that are copied. None of them fetches, runs or moves anything by itself.
const ELEMENTS: &str =
    " circle clipPath defs desc ellipse g line linearGradient marker mask path pattern polygon polyline
    radialGradient rect stop style svg symbol text textPath title tspan use ";

/// The attributes that are copied. Others are left out: they name, explain or move, but do not draw.
const ATTRIBUTES: &str =
    " alignment-baseline baseline-shift class clip-path clip-rule clipPathUnits color cx cy d direction
    display dominant-baseline dx dy fill fill-opacity fill-rule font-family font-size font-stretch font-style
    font-variant font-weight fr fx fy gradientTransform gradientUnits height href id lang letter-spacing marker-end
    marker-mid marker-start markerHeight markerUnits markerWidth mask maskContentUnits maskUnits mix-blend-mode offset
    opacity orient overflow paint-order pathLength patternContentUnits patternTransform patternUnits points
    preserveAspectRatio r refX refY rotate rx ry shape-rendering space spreadMethod startOffset stop-color stop-opacity
    stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width style text-anchor text-decoration text-rendering textLength transform transform-origin type
    unicode-bidi vector-effect viewBox visibility width word-spacing writing-mode x x1 x2 y y1 y2 ";

/// The functions that a value may call, `url(#…)` aside. None of them fetches.
const FUNCTIONS: &str = " hsl hsla matrix rgb rgba rotate scale skewX skewY translate translateX translateY ";

/// A copy of a drawing without anything that could harm a reader. `None` when it is no drawing of that kind.
pub fn safe_copy(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // Entities can make a small file a huge one.
    if text.contains("<!ENTITY") {
        return None;
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).ok()?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return None;
    }
    let mut copy = Copy { out: String::with_capacity(text.len()), ids: BTreeSet::new(), references: BTreeSet::new() };
    copy.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    copy.element(root, 0)?;
    copy.references.is_subset(&copy.ids).then_some(copy.out)
}

/// Whether a word is in a list.
fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

struct Copy<'d> {
    out: String,
    /// The ids in the drawing.
    ids: BTreeSet<&'d str>,
    /// The ids that it refers to.
    references: BTreeSet<&'d str>,
}

impl<'d> Copy<'d> {
    fn element(&mut self, node: Node<'d, '_>, depth: usize) -> Option<()> {
        let name = node.tag_name().name();
        if !lists(ELEMENTS, name) || depth > DEPTH_MAX {
            return None;
        }
        put!(self.out, "<{name}");
        if depth == 0 {
            put!(self.out, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        }
        for attribute in node.attributes() {
            self.attribute(attribute)?;
        }
        self.out.push('>');
        for child in node.children() {
            match child.node_type() {
                NodeType::Element if child.tag_name().namespace() != Some(SVG) => {}
                NodeType::Element if child.has_tag_name((SVG, "metadata")) => {}
                NodeType::Element => self.element(child, depth + 1)?,
                NodeType::Text => {
                    let text = child.text().unwrap_or_default();
                    if name == "style" && !self.is_stylesheet(text) {
                        return None;
                    }
                    put!(self.out, "{}", Escaped(text));
                }
                NodeType::Root | NodeType::Comment | NodeType::PI => {}
            }
        }
        put!(self.out, "</{name}>");
        Some(())
    }

    /// Copies an attribute that draws. `None` when it is one that no drawing needs.
    fn attribute(&mut self, attribute: Attribute<'d, '_>) -> Option<()> {
        let (name, value) = (attribute.name(), attribute.value());
        let prefix = match attribute.namespace() {
            None if name.starts_with("on") => return None,
            None => "",
            Some(XML) if matches!(name, "lang" | "space") => "xml:",
            Some(XLINK) if name == "href" => "xlink:",
            Some(_) => return Some(()),
        };
        if !lists(ATTRIBUTES, name) {
            return Some(());
        }
        let is_allowed = match name {
            "href" => value.strip_prefix('#').is_some_and(|id| self.refers_to(id)),
            "id" => is_name(value) && self.ids.insert(value),
            "style" => value.split(';').all(|declaration| self.is_declaration(declaration)),
            _ => self.is_value(value),
        };
        if !is_allowed {
            return None;
        }
        put!(self.out, " {prefix}{name}=\"{}\"", Escaped(value));
        Some(())
    }

    fn refers_to(&mut self, id: &'d str) -> bool {
        self.references.insert(id);
        is_name(id)
    }

    /// Whether this is a plain stylesheet: rules for elements, classes and ids, without imports and media.
    fn is_stylesheet(&mut self, text: &'d str) -> bool {
        let mut rest = text.trim();
        while !rest.is_empty() {
            let Some((selectors, after)) = rest.split_once('{') else { return false };
            let Some((declarations, after)) = after.split_once('}') else { return false };
            let is_selector = |selector: &str| {
                let mut names = selector.trim().split(['.', '#', ' ']).filter(|name| !name.is_empty()).peekable();
                names.peek().is_some() && names.all(is_name)
            };
            if !selectors.split(',').all(is_selector)
                || !declarations.split(';').all(|declaration| self.is_declaration(declaration))
            {
                return false;
            }
            rest = after.trim_start();
        }
        true
    }

    /// Whether this is `property: value`, or nothing.
    fn is_declaration(&mut self, text: &'d str) -> bool {
        if text.trim().is_empty() {
            return true;
        }
        let Some((property, value)) = text.split_once(':') else { return false };
        let property = property.trim();
        let is_property = property.starts_with(|c: char| c.is_ascii_lowercase())
            && property.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let is_plain = |c: char| c.is_ascii_alphanumeric() || " \t\r\n#.,%()'-+".contains(c);
        is_property && !value.trim().is_empty() && value.chars().all(is_plain) && self.is_value(value)
    }

    /// Whether a value calls only functions that fetch nothing.
    fn is_value(&mut self, value: &'d str) -> bool {
        let quotes = value.matches('\'').count();
        let mut depth = 0_i32;
        for (at, c) in value.char_indices() {
            depth += i32::from(c == '(') - i32::from(c == ')');
            if c == '(' {
                let before = &value[..at];
                let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
                let is_allowed = match &before[start..] {
                    "url" => {
                        let end = value[at..].find(')').map_or(value.len(), |length| at + length);
                        value[at + 1..end].trim().strip_prefix('#').is_some_and(|id| self.refers_to(id))
                    }
                    function => lists(FUNCTIONS, function),
                };
                if !is_allowed {
                    return false;
                }
            }
            if !(0..=1).contains(&depth) || c == '\\' {
                return false;
            }
        }
        depth == 0 && quotes.is_multiple_of(2)
    }
}

/// Whether a text may be an id or a class: a plain name of ASCII letters, digits, hyphens and underscores.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the copy holds of this content of a drawing; `None` when there is no copy.
    fn copied(content: &str) -> Option<String> {
        let drawing = format!("<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" xmlns:ink=\"urn:ink\">{content}</svg>");
        let copy = safe_copy(drawing.as_bytes())?;
        let start = copy.find("xlink\">").expect("a root") + "xlink\">".len();
        Some(copy[start..copy.len() - "</svg>".len()].to_owned())
    }

    #[test]
    fn what_draws_is_copied() {
        for content in [
            "<path d=\"M0 0h2v2H0z\" fill=\"#005eb8\"></path>",
            "<g transform=\"rotate(45) translate(1,2)\"><text x=\"1\">A &lt; B</text></g>",
            "<linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"rgb(0,0,0)\"></stop></linearGradient><rect fill=\"url(#a)\"></rect>",
            "<defs><g id=\"b\"></g></defs><use xlink:href=\"#b\"></use><use href=\"#b\"></use>",
            "<style>.st0{fill:#fff;stroke-width:2} g .a, #b { opacity: .5; }</style>",
            "<rect style=\"fill:#fff;font-family:'Arial'\"></rect>",
        ] {
            assert_eq!(copied(content).as_deref(), Some(content));
        }
        let notes = "<!-- a --><metadata><x/></metadata><ink:page/><g ink:label=\"b\" data-name=\"c\" role=\"d\"/>";
        assert_eq!(copied(notes).as_deref(), Some("<g></g>"));
        let prolog = format!("\u{feff}<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"a\" \"b\"><svg xmlns=\"{SVG}\"/>");
        assert!(safe_copy(prolog.as_bytes()).is_some());
    }

    #[test]
    fn what_could_harm_is_not() {
        for content in [
            "<script>alert(1)</script>",
            "<g onload=\"alert(1)\"/>",
            "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></foreignObject>",
            "<image href=\"https://example.org/a.png\"/>",
            "<image href=\"data:image/png;base64,AAAA\"/>",
            "<a href=\"https://example.org\"><path d=\"\"/></a>",
            "<use href=\"https://example.org/a.svg#b\"/>",
            "<use href=\"#missing\"/>",
            "<rect fill=\"url(https://example.org/a.svg#b)\"/>",
            "<rect fill=\"url('#b')\"/>",
            "<rect style=\"fill:image-set('https://example.org/a.png' 1x)\"/>",
            "<rect style=\"fill:u\\72l(https://example.org)\"/>",
            "<style>@import 'https://example.org/a.css';</style>",
            "<style>a{b:url(//example.org)}</style>",
            "<style>a{</style>",
            "<animate attributeName=\"x\"/>",
            "<set attributeName=\"x\"/>",
            "<g id=\"a\"/><g id=\"a\"/>",
            "<g id=\"1 2\"/>",
            "<g>",
        ] {
            assert_eq!(copied(content), None, "{content}");
        }
        assert_eq!(safe_copy(b"<svg/>"), None, "no namespace");
        assert_eq!(safe_copy(b"\xff<svg/>"), None, "no text");
        assert_eq!(
            safe_copy(b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>"),
            None
        );
        assert_eq!(copied(&format!("{}{}", "<g>".repeat(90_000), "</g>".repeat(90_000))), None);
    }
}
