//! Names for colours that a package writes as numbers, so that the theme can say what each one is by day, in the dark
//! and on paper.
//!
//! One number serves several ends: white is the ground of a card and the words of a button, and only one of the two
//! may turn dark. So a colour is looked up by what it is for, which its property says.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Each colour's name, `--candour-…`, by its number as the package writes it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Palette {
    /// Grounds on which dark words stay dark: a rule that has one of them keeps all of its numbers.
    #[serde(default)]
    bright: Vec<String>,
    /// Words and signs.
    #[serde(default)]
    text: BTreeMap<String, String>,
    /// What lies behind words.
    #[serde(default)]
    ground: BTreeMap<String, String>,
    /// Borders, outlines and shadows.
    #[serde(default)]
    line: BTreeMap<String, String>,
}

impl Palette {
    /// Whether a rule keeps its numbers because it has this ground.
    pub(super) fn is_bright(&self, property: &str, colour: &str) -> bool {
        property.starts_with("background") && self.bright.iter().any(|bright| bright == colour)
    }

    /// The name for a colour in the value of a property; none where the number stays. What has the focus stands on a
    /// bright colour, which another rule may have set: its words and lines keep their numbers.
    pub(super) fn name(&self, property: &str, colour: &str, is_focus: bool) -> Option<&str> {
        let names = match property {
            _ if property.starts_with("background") => &self.ground,
            _ if is_focus => return None,
            "color" | "fill" | "stroke" => &self.text,
            _ => &self.line,
        };
        names.get(colour).map(String::as_str)
    }
}
