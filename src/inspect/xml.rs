//! XML as it comes out of an archive: elements, text and where they stand, without a tree, so that a part may be long.
//!
//! Elements and attributes go by their local names: programs differ in the prefixes they choose (`w:p`, `ns0:p`), and
//! the vocabularies that meet in one part do not share the names that are asked for here. Entities that a part
//! declares itself are left out, so none can grow.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::Writer;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use super::Stop;

/// The most elements inside one another. Word itself stays below 100.
const DEPTH_MAX: usize = 1_000;

/// The longest text or tag, in bytes. It is held in memory as a whole.
const EVENT_BYTES_MAX: usize = 16 << 20;

/// What one file may unpack to and how many elements it may have, all its parts together.
pub struct Budget {
    /// Bytes that are left.
    bytes: usize,
    /// Elements that are left.
    elements: usize,
}

impl Default for Budget {
    /// 256 MB and 6 million elements: a worksheet of 250,000 rows, and about a second of work.
    fn default() -> Budget {
        Budget { bytes: 256 << 20, elements: 6_000_000 }
    }
}

impl Budget {
    /// So many bytes and elements.
    pub fn of(bytes: usize, elements: usize) -> Budget {
        Budget { bytes, elements }
    }
}

/// A part as it unpacks, up to its limits.
struct Limited<R> {
    part: R,
    /// What may still be read of the part.
    bytes_left: usize,
    /// What may still be read of the text or tag that is next.
    event_bytes_left: usize,
}

impl<R: BufRead> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Limited<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let limit = self.bytes_left.min(self.event_bytes_left);
        let bytes = self.part.fill_buf()?;
        if limit == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        Ok(&bytes[..bytes.len().min(limit)])
    }

    fn consume(&mut self, count: usize) {
        self.part.consume(count);
        self.bytes_left = self.bytes_left.saturating_sub(count);
        self.event_bytes_left = self.event_bytes_left.saturating_sub(count);
    }
}

/// An element as it opens.
pub struct Element<'a> {
    start: &'a BytesStart<'a>,
}

impl Element<'_> {
    /// The value of an attribute by its local name, empty when it is not there.
    pub fn attribute(&self, name: &str) -> String {
        self.find(name).unwrap_or_default()
    }

    /// The value of an attribute by its local name.
    pub fn find(&self, name: &str) -> Option<String> {
        // Without the check for doubles, whose cost grows with the square of their number.
        let mut attributes = self.start.attributes();
        let attribute =
            attributes.with_checks(false).filter_map(Result::ok).find(|it| it.key.local_name().as_ref() == name)?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        Some(value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned))
    }

    /// Whether these letters stand among the attributes as they are typed.
    pub fn mentions(&self, letters: &str) -> bool {
        self.start.attributes_raw().contains(letters)
    }

    /// Whether a switch of WordprocessingML is on: it is there, and its value does not say otherwise.
    pub fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_str(), "0" | "false" | "off")
    }
}

/// The names of the elements around a place, the outermost first.
#[derive(Default)]
pub struct Trail {
    names: String,
    starts: Vec<usize>,
}

impl Trail {
    fn open(&mut self, name: &str) {
        self.starts.push(self.names.len());
        self.names.push_str(name);
    }

    fn close(&mut self) {
        if let Some(start) = self.starts.pop() {
            self.names.truncate(start);
        }
    }

    /// The local name of the element itself (0), of the one around it (1) and so on; empty beyond the outermost.
    pub fn name(&self, steps_out: usize) -> &str {
        let Some(at) = self.starts.len().checked_sub(steps_out + 1) else { return "" };
        let end = self.starts.get(at + 1).copied().unwrap_or(self.names.len());
        &self.names[self.starts[at]..end]
    }

    /// How many elements are open, the element itself included.
    pub fn depth(&self) -> usize {
        self.starts.len()
    }
}

/// One step of a walk.
pub enum Step<'a> {
    /// The element at the end of the trail opens.
    Open(Element<'a>),
    /// Text inside the element at the end of the trail.
    Text(&'a str),
    /// The element at the end of the trail closes.
    Close,
}

/// Walks over a part from its start to its end. Whatever stands inside an `mc:Fallback`, which repeats its
/// neighbour for old programs, is passed over.
///
/// # Errors
/// A part that is no XML, or one that is larger or deeper than the limits.
pub fn walk(part: impl BufRead, budget: &mut Budget, visit: &mut dyn FnMut(&Trail, Step<'_>)) -> Result<(), Stop> {
    let limited = Limited { part, bytes_left: budget.bytes, event_bytes_left: 0 };
    let mut reader = Reader::from_reader(limited);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut trail = Trail::default();
    let mut buffer = Vec::new();
    let mut passed_over = None;
    let mut is_empty = true;
    let outcome = loop {
        buffer.clear();
        reader.get_mut().event_bytes_left = EVENT_BYTES_MAX;
        let event = match reader.read_event_into(&mut buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) if error.kind() == io::ErrorKind::FileTooLarge => {
                break Err(Stop::TooLarge);
            }
            Err(_) => break Err(Stop::Damaged),
        };
        match event {
            Event::Start(start) => {
                budget.elements = budget.elements.saturating_sub(1);
                if budget.elements == 0 || trail.depth() >= DEPTH_MAX {
                    break Err(Stop::TooLarge);
                }
                is_empty = false;
                trail.open(start.local_name().as_ref());
                if passed_over.is_none() && trail.name(0) == "Fallback" {
                    passed_over = Some(trail.depth());
                }
                if passed_over.is_none() {
                    visit(&trail, Step::Open(Element { start: &start }));
                }
            }
            Event::End(_) => {
                if passed_over.is_none() {
                    visit(&trail, Step::Close);
                }
                passed_over.take_if(|depth| *depth == trail.depth());
                trail.close();
            }
            Event::Text(text) if passed_over.is_none() => visit(&trail, Step::Text(&text.xml10_content())),
            Event::CData(text) if passed_over.is_none() => visit(&trail, Step::Text(&text.xml10_content())),
            Event::GeneralRef(reference) if passed_over.is_none() => match reference.resolve_char_ref() {
                Ok(Some(c)) => visit(&trail, Step::Text(c.encode_utf8(&mut [0; 4]))),
                _ => visit(&trail, Step::Text(resolve_predefined_entity(&reference).unwrap_or(""))),
            },
            Event::Eof if trail.depth() > 0 || is_empty => break Err(Stop::Damaged),
            Event::Eof => break Ok(()),
            _ => {}
        }
    };
    budget.bytes = reader.get_ref().bytes_left;
    outcome
}

/// What becomes of an element when a part is copied.
pub enum Fate {
    /// It is copied.
    Keep,
    /// It goes, with all that is in it.
    Drop,
    /// It is copied without the attributes of which this holds, by their local names.
    Without(fn(&str) -> bool),
}

/// A copy of a part to the byte, but for the elements and attributes that are to go; `None` when nothing goes.
///
/// # Errors
/// A part that is no XML, or one that is larger or deeper than the limits.
pub fn without(
    part: &[u8],
    budget: &mut Budget,
    fate: &mut dyn FnMut(&Trail, &Element<'_>) -> Fate,
) -> Result<Option<Vec<u8>>, Stop> {
    if part.len() > budget.bytes {
        return Err(Stop::TooLarge);
    }
    budget.bytes -= part.len();
    let mut reader = Reader::from_reader(part);
    reader.config_mut().allow_dangling_amp = true;
    let mut writer = Writer::new(Vec::with_capacity(part.len()));
    let mut trail = Trail::default();
    let mut buffer = Vec::new();
    let mut dropped_at = None;
    let mut has_changed = false;
    loop {
        buffer.clear();
        let event = reader.read_event_into(&mut buffer).map_err(|_| Stop::Damaged)?;
        let written = match event {
            Event::Start(ref start) | Event::Empty(ref start) => {
                budget.elements = budget.elements.saturating_sub(1);
                if budget.elements == 0 || trail.depth() >= DEPTH_MAX {
                    return Err(Stop::TooLarge);
                }
                trail.open(start.local_name().as_ref());
                let is_empty = matches!(event, Event::Empty(_));
                let mut written = None;
                if dropped_at.is_none() {
                    match fate(&trail, &Element { start }) {
                        Fate::Keep => written = Some(event.clone()),
                        Fate::Drop => {
                            has_changed = true;
                            dropped_at = Some(trail.depth());
                        }
                        Fate::Without(goes) => {
                            let kept = without_attributes(start, goes);
                            has_changed |= kept.is_some();
                            let kept = kept.unwrap_or_else(|| start.clone());
                            written = Some(if is_empty { Event::Empty(kept) } else { Event::Start(kept) });
                        }
                    }
                }
                if is_empty {
                    dropped_at.take_if(|depth| *depth == trail.depth());
                    trail.close();
                }
                written
            }
            Event::End(_) => {
                let is_dropped = dropped_at.is_some();
                dropped_at.take_if(|depth| *depth == trail.depth());
                trail.close();
                (!is_dropped).then_some(event)
            }
            Event::Eof if trail.depth() > 0 => return Err(Stop::Damaged),
            Event::Eof => break,
            event => dropped_at.is_none().then_some(event),
        };
        if let Some(event) = written {
            writer.write_event(event).map_err(|_| Stop::Damaged)?;
        }
    }
    Ok(has_changed.then(|| writer.into_inner()))
}

/// An element without some of its attributes; the others stand as they were typed. `None` when it has none of those.
fn without_attributes<'a>(start: &BytesStart<'a>, goes: fn(&str) -> bool) -> Option<BytesStart<'a>> {
    let mut content = start.name().as_ref().to_owned();
    let name_length = content.len();
    let mut has_changed = false;
    for attribute in start.attributes().with_checks(false) {
        // What cannot be read is not taken apart.
        let attribute = attribute.ok()?;
        if goes(attribute.key.local_name().as_ref()) {
            has_changed = true;
            continue;
        }
        let quote = if attribute.value.contains('"') { '\'' } else { '"' };
        content.push_str(&format!(" {}={quote}{}{quote}", attribute.key.as_ref(), attribute.value));
    }
    has_changed.then(|| BytesStart::from_content(content, name_length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_tells_names_text_and_places() {
        let mut told = String::new();
        let part = "<a:x y:b='1&amp;2'><Fallback><c>no</c></Fallback><d/>t&lt;&#65;&own;<![CDATA[u]]></a:x>";
        let walked = walk(part.as_bytes(), &mut Budget::default(), &mut |trail, step| match step {
            Step::Open(element) => {
                told += &format!("<{}>{}{} ", trail.name(1), trail.name(0), element.attribute("b"));
            }
            Step::Text(text) => told += text,
            Step::Close => told += &format!("/{} ", trail.name(0)),
        });
        assert_eq!((walked, told.as_str()), (Ok(()), "<>x1&2 <x>d /d t<Au/x "));
    }

    #[test]
    fn a_walk_ends_at_its_limits() {
        let walked = |part: &str, bytes| walk(part.as_bytes(), &mut Budget { bytes, elements: 5 }, &mut |_, _| ());
        assert_eq!(walked("<a><b/></a>", 100), Ok(()));
        assert_eq!(walked("<a><b/></a>", 8), Err(Stop::TooLarge));
        assert_eq!(walked("<a><b/><b/><b/><b/></a>", 100), Err(Stop::TooLarge));
        for damaged in ["<a>", "<a></b>", "<a", "\u{0}"] {
            assert_ne!(walked(damaged, 100), Ok(()), "{damaged}");
        }
    }

    #[test]
    fn a_copy_differs_in_what_goes_only() {
        let part = "<?xml version=\"1.0\"?>\r\n<!-- c --><a:x  y:id='1' b = \"2&amp;\"><n>no<m/></n><n/> t&#65;&own;<![CDATA[<]]><d id='\"' e=''/></a:x>\n";
        let fate = |trail: &Trail, _: &Element<'_>| match trail.name(0) {
            "n" => Fate::Drop,
            _ => Fate::Without(|name| name == "id"),
        };
        let copy = without(part.as_bytes(), &mut Budget::default(), &mut |trail, element| fate(trail, element));
        let copy = String::from_utf8(copy.unwrap().unwrap()).unwrap();
        let expected =
            "<?xml version=\"1.0\"?>\r\n<!-- c --><a:x b=\"2&amp;\"> t&#65;&own;<![CDATA[<]]><d e=\"\"/></a:x>\n";
        assert_eq!(copy, expected);
        let keep = |part: &str| without(part.as_bytes(), &mut Budget::default(), &mut |_, _| Fate::Keep);
        assert_eq!(keep(part), Ok(None));
        for damaged in ["<a>", "<a></b>", "<a"] {
            assert!(keep(damaged).is_err(), "{damaged}");
        }
    }
}
