//! How the parts of a Word document begin, and what they name in each other.

use std::collections::BTreeMap;

use crate::formats::xml::{Escaped, put, uri};

/// How each part begins.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The namespaces of the document and its notes, as attributes of the root element.
pub const NAMESPACES: &str = concat!(
    r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#,
    r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#,
    r#" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#,
    r#" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main""#,
    r#" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture""#,
);

/// The namespace of the parts that use nothing but WordprocessingML.
pub const NAMESPACE: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

/// The relationships of one part: what it names by `rId1`, `rId2` and so on.
#[derive(Default)]
pub struct Relationships {
    /// The elements, in the order of their numbers.
    xml: String,
    /// The number of each target, by its kind and name.
    numbers: BTreeMap<(String, String), usize>,
}

impl Relationships {
    /// The number of a part inside the package, given relative to this part. Asked twice, it answers the same.
    pub fn part(&mut self, kind: &str, target: &str) -> usize {
        self.number(kind, target, "")
    }

    /// The number of an address outside of the package.
    pub fn address(&mut self, address: &str) -> usize {
        self.number("hyperlink", &uri(address), r#" TargetMode="External""#)
    }

    fn number(&mut self, kind: &str, target: &str, mode: &str) -> usize {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry((kind.to_owned(), target.to_owned())).or_insert(next);
        if number < next {
            return number;
        }
        put!(
            self.xml,
            r#"<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{}"{mode}/>"#,
            Escaped(target)
        );
        number
    }

    /// The part that lists them; `None` when there are none.
    pub fn into_part(self) -> Option<String> {
        (!self.xml.is_empty()).then(|| {
            format!(
                r#"{DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>"#,
                self.xml
            )
        })
    }
}
