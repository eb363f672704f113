//! Drawings (SVG) that are safe to show.
//!
//! A drawing can hold a program, fetch from other hosts, move, and say who drew it. No reader gets the author's file, but
//! a copy that is written anew from what was read: shapes, words, colours, gradients and filters of SVG itself, with
//! links only to places in the drawing. What drawing programs note for themselves is left out, since it is never drawn.
//! Anything that could harm (a script, an event attribute, foreign content, an animation, a picture or style from
//! elsewhere), and any fault in the markup, means that there is no copy.

use std::collections::BTreeSet;

use roxmltree::{Attribute, Document, Node, NodeType, ParsingOptions};

use super::Fault;
use crate::xml::{Escaped, put};

const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The deepest nesting of elements that is copied.
const DEPTH_MAX: usize = 64;
/// The most elements, texts and comments that are read.
const NODES_MAX: u32 = 100_000;

/// The width, in pixels, up to which a drawing is shown that says nothing but its proportions.
const WIDTH_LEAST: f64 = 320.0;

/// The elements that are copied. None of them fetches, runs or moves anything by itself.
const ELEMENTS: &str = " circle clipPath defs desc ellipse feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG
    feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence filter g line linearGradient marker mask path pattern polygon polyline radialGradient rect stop style
    svg switch symbol text textPath title tspan use ";

/// The attributes that are copied. Others are left out: they name, explain or move, but do not draw.
const ATTRIBUTES: &str =
    " alignment-baseline amplitude azimuth baseFrequency baseline-shift bias class clip-path clip-rule clipPathUnits
    color color-interpolation color-interpolation-filters cx cy d diffuseConstant direction display divisor
    dominant-baseline dx dy edgeMode elevation exponent fill fill-opacity fill-rule filter filterUnits flood-color
    flood-opacity font-family font-size font-stretch font-style font-variant font-weight fr fx fy gradientTransform
    gradientUnits height href id in in2 intercept k1 k2 k3 k4 kernelMatrix lang letter-spacing lighting-color
    limitingConeAngle marker-end marker-mid marker-start markerHeight markerUnits markerWidth mask maskContentUnits
    maskUnits mix-blend-mode mode numOctaves offset opacity operator order orient overflow paint-order pathLength
    patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY pointsAtZ preserveAlpha
    preserveAspectRatio primitiveUnits r radius refX refY result rotate rx ry scale seed shape-rendering slope space
    specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    style surfaceScale tableValues targetX targetY text-anchor text-decoration text-rendering textLength transform
    transform-origin type unicode-bidi values vector-effect viewBox visibility width word-spacing writing-mode x x1 x2
    xChannelSelector y y1 y2 yChannelSelector z ";

/// The functions that a value may call, `url(#…)` aside. None of them fetches.
const FUNCTIONS: &str = " blur brightness calc contrast cubic-bezier drop-shadow grayscale hsl hsla hue-rotate invert
    matrix opacity rgb rgba rotate saturate scale sepia skewX skewY translate translateX translateY var ";

/// What keeps a drawing from being copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Harm {
    /// A program: a script, or an attribute that runs one.
    Script,
    /// A piece of a web page.
    ForeignContent,
    /// Something that is in another file or on another host.
    Outside,
    /// Definitions before the drawing, which can make a small file a huge one.
    Entities,
    /// It moves.
    Motion,
    /// A photo inside of it.
    Photo,
    /// A part of it that is used and is not there, by its name.
    Missing(String),
    /// An element or a style that is not known to be safe.
    Unknown(String),
}

/// A copy of a drawing.
#[derive(Debug)]
pub struct Copied {
    /// The drawing.
    pub text: String,
    /// The width and height in which it is shown, in pixels.
    pub size: (u32, u32),
}

/// A copy of a drawing without anything that could harm a reader.
///
/// # Errors
/// Why there is none.
pub fn safe_copy(bytes: &[u8]) -> Result<Copied, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|_| Fault::NotAPicture)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("<!ENTITY") {
        return Err(Fault::Unsafe(Harm::Entities));
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|_| Fault::NotAPicture)?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(Fault::NotAPicture);
    }
    let mut copy = Copy { out: String::with_capacity(text.len()), ids: BTreeSet::new(), references: BTreeSet::new() };
    copy.out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    copy.element(root, 0).map_err(Fault::Unsafe)?;
    match copy.references.difference(&copy.ids).next() {
        Some(missing) => Err(Fault::Unsafe(Harm::Missing(missing.clone()))),
        None => Ok(Copied { size: size(root), text: copy.out }),
    }
}

/// The width and height in which a drawing is shown: those it gives itself, or those of its coordinates, which may be
/// few for a large drawing.
fn size(root: Node<'_, '_>) -> (u32, u32) {
    let own = |name| length(root.attribute(name)?);
    let numbers = root.attribute("viewBox").unwrap_or_default();
    let numbers = numbers.split([' ', ',', '\t', '\n', '\r']).filter(|it| !it.is_empty()).map(str::parse::<f64>);
    let (box_width, box_height) = match numbers.collect::<Result<Vec<_>, _>>().as_deref() {
        Ok([_, _, width, height]) if *width > 0.0 && *height > 0.0 => (*width, *height),
        _ => (0.0, 0.0),
    };
    let ratio = if box_width > 0.0 { box_height / box_width } else { 0.0 };
    let (width, height) = match (own("width"), own("height")) {
        (Some(width), Some(height)) => (width, height),
        (Some(width), None) if ratio > 0.0 => (width, width * ratio),
        (None, Some(height)) if ratio > 0.0 => (height / ratio, height),
        _ if ratio > 0.0 => {
            let width = box_width.max(WIDTH_LEAST);
            (width, width * ratio)
        }
        // What browsers do with a drawing of no size at all.
        _ => (300.0, 150.0),
    };
    let pixels = |length: f64| if length.is_finite() { length.round().clamp(1.0, 10_000.0) as u32 } else { 1 };
    (pixels(width), pixels(height))
}

/// A length in pixels, of which 96 go to the inch. `None` for a part of something else.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let units =
        [("px", 1.0), ("pt", 96.0 / 72.0), ("pc", 16.0), ("mm", 96.0 / 25.4), ("cm", 96.0 / 2.54), ("in", 96.0)];
    let unit = units.into_iter().find_map(|(unit, pixels)| Some((text.strip_suffix(unit)?, pixels)));
    let (number, pixels) = unit.unwrap_or((text, 1.0));
    number.trim().parse::<f64>().ok().filter(|number| *number > 0.0).map(|number| number * pixels)
}

/// Whether a word is in a list.
fn lists(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// What an element that is not copied would do.
fn harm_of(name: &str) -> Harm {
    match name {
        "script" | "handler" | "listener" => Harm::Script,
        "foreignObject" | "iframe" | "audio" | "video" | "canvas" => Harm::ForeignContent,
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" | "discard" => Harm::Motion,
        other => Harm::Unknown(other.to_owned()),
    }
}

struct Copy {
    out: String,
    /// The ids in the drawing.
    ids: BTreeSet<String>,
    /// The ids that it refers to.
    references: BTreeSet<String>,
}

impl Copy {
    fn element(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Harm> {
        let name = match node.tag_name().name() {
            // Nobody can follow a link in a picture; what stands in it is drawn.
            "a" => "g",
            "image" => return Err(image(node)),
            name => name,
        };
        if !lists(ELEMENTS, name) || depth > DEPTH_MAX {
            return Err(harm_of(name));
        }
        put!(self.out, "<{name}");
        if depth == 0 {
            put!(self.out, " xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\"");
        }
        for attribute in node.attributes() {
            self.attribute(attribute)?;
        }
        if depth == 0 && node.attribute("viewBox").is_none() {
            // Without it, a drawing that is shown smaller would be cut off.
            let (width, height) = size(node);
            put!(self.out, " viewBox=\"0 0 {width} {height}\"");
        }
        self.out.push('>');
        for child in node.children() {
            match child.node_type() {
                NodeType::Element if child.tag_name().namespace() != Some(SVG) => {}
                NodeType::Element if child.has_tag_name((SVG, "metadata")) => {}
                NodeType::Element => self.element(child, depth + 1)?,
                NodeType::Text if name == "style" => self.stylesheet(child.text().unwrap_or_default())?,
                NodeType::Text => put!(self.out, "{}", Escaped(child.text().unwrap_or_default())),
                NodeType::Root | NodeType::Comment | NodeType::PI => {}
            }
        }
        put!(self.out, "</{name}>");
        Ok(())
    }

    /// Copies an attribute that draws.
    fn attribute(&mut self, attribute: Attribute<'_, '_>) -> Result<(), Harm> {
        let (name, value) = (attribute.name(), attribute.value());
        let prefix = match attribute.namespace() {
            None if name.starts_with("on") => return Err(Harm::Script),
            None => "",
            Some(XML) if matches!(name, "lang" | "space") => "xml:",
            Some(XLINK) if name == "href" => "xlink:",
            Some(_) => return Ok(()),
        };
        if !lists(ATTRIBUTES, name) {
            return Ok(());
        }
        let value = match name {
            "href" => match value.trim().strip_prefix('#') {
                Some(id) => format!("#{}", self.refer_to(id)),
                None if value.trim_start().to_ascii_lowercase().starts_with("javascript:") => return Err(Harm::Script),
                None => return Err(Harm::Outside),
            },
            "id" => match plain_name(value) {
                id if self.ids.insert(id.clone()) => id,
                // The second of one name is never meant.
                _ => return Ok(()),
            },
            "style" => self.declarations(value)?,
            _ => self.value(value)?,
        };
        put!(self.out, " {prefix}{name}=\"{}\"", Escaped(&value));
        Ok(())
    }

    /// The name of a place in the drawing, which must be there.
    fn refer_to(&mut self, id: &str) -> String {
        let id = plain_name(id);
        self.references.insert(id.clone());
        id
    }

    /// Copies a plain stylesheet: rules for elements, classes and ids, without imports and media.
    fn stylesheet(&mut self, text: &str) -> Result<(), Harm> {
        let text = without_comments(text);
        let mut rest = text.trim();
        while !rest.is_empty() {
            if rest.starts_with("@import") {
                return Err(Harm::Outside);
            }
            let unknown = || Harm::Unknown("style".to_owned());
            let (selectors, after) = rest.split_once('{').ok_or_else(unknown)?;
            if selectors.contains("@font-face") {
                return Err(Harm::Outside);
            }
            if selectors.contains("@keyframes") {
                return Err(Harm::Motion);
            }
            let (declarations, after) = after.split_once('}').ok_or_else(unknown)?;
            let is_plain = |c: char| c.is_ascii_alphanumeric() || " \t\r\n.#,>*:+~-_[]=\"()".contains(c);
            if selectors.trim().is_empty() || !selectors.chars().all(is_plain) {
                return Err(unknown());
            }
            let declarations = self.declarations(declarations)?;
            put!(self.out, "{}{{{}}}", Escaped(selectors.trim()), Escaped(&declarations));
            rest = after.trim_start();
        }
        Ok(())
    }

    /// The declarations `property: value` of a style that draw. Those of one program only are left out.
    fn declarations(&mut self, text: &str) -> Result<String, Harm> {
        let text = without_comments(text);
        let mut kept = String::with_capacity(text.len());
        for declaration in text.split(';') {
            let Some((property, value)) = declaration.split_once(':') else {
                match declaration.trim() {
                    "" => continue,
                    other => return Err(Harm::Unknown(other.to_owned())),
                }
            };
            let property = property.trim();
            let moves = property.starts_with("animation") || property.starts_with("transition");
            if moves {
                return Err(Harm::Motion);
            }
            let is_property = property.starts_with(|c: char| c.is_ascii_lowercase())
                && property.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
            if !is_property {
                continue;
            }
            let value = self.value(value.trim())?;
            if !kept.is_empty() {
                kept.push(';');
            }
            put!(kept, "{property}:{value}");
        }
        Ok(kept)
    }

    /// A value that calls only functions which fetch nothing.
    fn value(&mut self, value: &str) -> Result<String, Harm> {
        let unknown = || Harm::Unknown(value.chars().take(40).collect());
        if value.contains(['\\', '<', '>', '{', '}', '@', ';']) {
            return Err(unknown());
        }
        let mut copied = String::with_capacity(value.len());
        let mut rest = value;
        let mut depth = 0_i32;
        while let Some(at) = rest.find(['(', ')']) {
            let (before, after) = (&rest[..at], &rest[at + 1..]);
            copied.push_str(before);
            if rest[at..].starts_with(')') {
                depth -= 1;
                copied.push(')');
                rest = after;
            } else {
                let start = before.rfind(|c: char| !c.is_ascii_alphabetic() && c != '-').map_or(0, |at| at + 1);
                let name = &before[start..];
                if name.eq_ignore_ascii_case("url") || name.eq_ignore_ascii_case("src") {
                    let (target, after) = after.split_once(')').ok_or_else(unknown)?;
                    let target = target.trim().trim_matches(['"', '\'']);
                    let id = target.strip_prefix('#').ok_or(Harm::Outside)?;
                    put!(copied, "(#{})", self.refer_to(id));
                    rest = after;
                    continue;
                }
                if name.contains("image") {
                    return Err(Harm::Outside);
                }
                if !name.is_empty() && !lists(FUNCTIONS, name.trim_start_matches('-')) {
                    return Err(unknown());
                }
                depth += 1;
                copied.push('(');
                rest = after;
            }
            if !(0..=8).contains(&depth) {
                return Err(unknown());
            }
        }
        copied.push_str(rest);
        if depth == 0 { Ok(copied) } else { Err(unknown()) }
    }
}

/// What a picture inside of a drawing is.
fn image(node: Node<'_, '_>) -> Harm {
    let target = node.attribute("href").or_else(|| node.attribute((XLINK, "href"))).unwrap_or_default();
    if target.trim_start().starts_with("data:") { Harm::Photo } else { Harm::Outside }
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept + rest
}

/// An id in the letters that every reader takes: of ASCII, with digits, dots, hyphens and underscores after the first.
fn plain_name(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name: String = text.trim().chars().map(|c| if is_plain(c) { c } else { '_' }).collect();
    if name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') { name } else { format!("_{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the copy holds of this content of a drawing.
    fn copied(content: &str) -> Result<String, Fault> {
        let drawing = format!(
            "<svg xmlns=\"{SVG}\" xmlns:xlink=\"{XLINK}\" xmlns:ink=\"urn:ink\" viewBox=\"0 0 2 2\">{content}</svg>"
        );
        let copy = safe_copy(drawing.as_bytes())?.text;
        let start = copy.find("2 2\">").expect("a root") + "2 2\">".len();
        Ok(copy[start..copy.len() - "</svg>".len()].to_owned())
    }

    #[test]
    fn what_draws_is_copied() {
        for content in [
            "<path d=\"M0 0h2v2H0z\" fill=\"#005eb8\"></path>",
            "<g transform=\"rotate(45) translate(1,2)\"><text x=\"1\">A &lt; B</text></g>",
            "<linearGradient id=\"a\"><stop offset=\"0\" stop-color=\"rgb(0,0,0)\"></stop></linearGradient><rect fill=\"url(#a)\"></rect>",
            "<defs><g id=\"b\"></g></defs><use xlink:href=\"#b\"></use><use href=\"#b\"></use>",
            "<style>.st0{fill:#fff;stroke-width:2}g .a, #b{opacity:.5}</style>",
            "<rect style=\"fill:#fff;font-family:'Arial'\"></rect>",
            "<filter id=\"f\"><feGaussianBlur stdDeviation=\"2\"></feGaussianBlur></filter><rect filter=\"url(#f)\"></rect>",
        ] {
            assert_eq!(copied(content).as_deref(), Ok(content));
        }
        for (content, expected) in [
            (
                "<!-- a --><metadata><x/></metadata><ink:page/><g ink:label=\"b\" data-name=\"c\" role=\"d\"/>",
                "<g></g>",
            ),
            ("<g id=\"1:2\"/><use href=\"#1:2\"/>", "<g id=\"_1_2\"></g><use href=\"#_1_2\"></use>"),
            ("<g id=\"a\"/><g id=\"a\"/>", "<g id=\"a\"></g><g></g>"),
            ("<g id=\"b\"/><rect fill=\"url('#b')\"/>", "<g id=\"b\"></g><rect fill=\"url(#b)\"></rect>"),
            ("<style>/* a */ .b { fill: red; -ink-c: d }</style>", "<style>.b{fill:red}</style>"),
            ("<rect style=\"fill:red; -ink-font: 'a'; \"/>", "<rect style=\"fill:red\"></rect>"),
        ] {
            assert_eq!(copied(content).as_deref(), Ok(expected));
        }
        let prolog = format!("\u{feff}<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"a\" \"b\"><svg xmlns=\"{SVG}\"/>");
        assert!(safe_copy(prolog.as_bytes()).is_ok_and(|copy| !copy.text.contains("DOCTYPE")));
    }

    #[test]
    fn what_could_harm_is_not() {
        let unknown = |it: &str| Harm::Unknown(it.to_owned());
        for (content, harm) in [
            ("<script>alert(1)</script>", Harm::Script),
            ("<g onload=\"alert(1)\"/>", Harm::Script),
            ("<a href=\"javascript:alert(1)\"/>", Harm::Script),
            ("<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">a</p></foreignObject>", Harm::ForeignContent),
            ("<image href=\"https://example.org/a.png\"/>", Harm::Outside),
            ("<image xlink:href=\"data:image/png;base64,AAAA\"/>", Harm::Photo),
            ("<a href=\"https://example.org\"><path d=\"\"/></a>", Harm::Outside),
            ("<use href=\"https://example.org/a.svg#b\"/>", Harm::Outside),
            ("<use href=\"other.svg#b\"/>", Harm::Outside),
            ("<use href=\"#missing\"/>", Harm::Missing("missing".to_owned())),
            ("<rect fill=\"url(https://example.org/a.svg#b)\"/>", Harm::Outside),
            ("<rect fill=\"URL(//example.org)\"/>", Harm::Outside),
            ("<rect style=\"fill:image-set('https://example.org/a.png' 1x)\"/>", Harm::Outside),
            ("<rect style=\"fill:u\\72l(https://example.org)\"/>", unknown("u\\72l(https://example.org)")),
            ("<style>@import 'https://example.org/a.css';</style>", Harm::Outside),
            ("<style>@font-face{font-family:a;src:url(a.woff)}</style>", Harm::Outside),
            ("<style>a{b:url(//example.org)}</style>", Harm::Outside),
            ("<style>a{b:u/**/rl(//example.org)}</style>", Harm::Outside),
            ("<style>a{animation:b 1s}</style>", Harm::Motion),
            ("<style>a{</style>", unknown("style")),
            ("<animate attributeName=\"x\"/>", Harm::Motion),
            ("<set attributeName=\"x\"/>", Harm::Motion),
            ("<feImage href=\"a.png\"/>", unknown("feImage")),
        ] {
            assert_eq!(copied(content), Err(Fault::Unsafe(harm)), "{content}");
        }
        assert_eq!(copied("<g>"), Err(Fault::NotAPicture));
        assert_eq!(safe_copy(b"<svg/>").err(), Some(Fault::NotAPicture), "no namespace");
        assert_eq!(safe_copy(b"\xff<svg/>").err(), Some(Fault::NotAPicture), "no text");
        let entity = b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>";
        assert_eq!(safe_copy(entity).err(), Some(Fault::Unsafe(Harm::Entities)));
        assert!(copied(&format!("{}{}", "<g>".repeat(90_000), "</g>".repeat(90_000))).is_err());
    }

    #[test]
    fn a_drawing_has_a_size() {
        for (attributes, expected) in [
            ("viewBox=\"0 0 800 400\"", (800, 400)),
            ("viewBox=\"0,0,24,12\"", (320, 160)),
            ("width=\"24\" height=\"12px\" viewBox=\"0 0 800 400\"", (24, 12)),
            ("width=\"25.4mm\" viewBox=\"0 0 800 400\"", (96, 48)),
            ("width=\"100%\" viewBox=\"0 0 800 400\"", (800, 400)),
            ("viewBox=\"0 0 0 nan\"", (300, 150)),
            ("width=\"1e300\" height=\"inf\"", (10_000, 1)),
        ] {
            let copy = safe_copy(format!("<svg xmlns=\"{SVG}\" {attributes}/>").as_bytes()).expect("a drawing");
            assert_eq!(copy.size, expected, "{attributes}");
        }
    }
}
