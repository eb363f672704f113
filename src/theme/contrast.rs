//! The theme's colours by their names, by day, in the dark and on paper, and how well each can be told from what it
//! stands on.

use std::collections::BTreeMap;

/// What stands on what, and the least contrast: 7 for words (WCAG 2.2, 1.4.6), 3 for lines and signs that carry
/// meaning (1.4.11). `#…` is a colour that is the same everywhere.
pub const PAIRS: &[(&str, &[&str], f64)] = &[
    ("text", &["page", "panel", "foot", "warning", "stripe", "pointed", "soft"], 7.0),
    ("grey", &["page", "panel", "stripe"], 7.0),
    ("link", &["page", "panel", "warning", "stripe"], 7.0),
    ("visited", &["page", "panel", "warning", "stripe"], 7.0),
    ("hover", &["page", "panel", "warning", "stripe"], 7.0),
    ("active", &["page", "panel", "warning", "stripe", "soft-pressed"], 7.0),
    ("red", &["page", "panel"], 7.0),
    ("footer-link", &["foot"], 7.0),
    ("footer-hover", &["foot"], 7.0),
    // nhsuk-frontend's secondary buttons, and a row that is pointed at.
    ("link", &["soft", "soft-pressed", "pointed"], 4.5),
    ("sign", &["page", "panel"], 4.5),
    ("#ffffff", &["blue", "blue-pressed", "button", "button-pointed", "button-pressed"], 7.0),
    ("#ffffff", &["alarm", "alarm-pressed", "slate", "ink"], 7.0),
    ("#ffffff", &["arrow"], 3.0),
    ("#212b32", &["#ffeb3b"], 7.0),
    ("edge", &["page", "panel"], 3.0),
    ("field", &["page", "panel"], 3.0),
    ("accent", &["page", "panel", "foot"], 3.0),
    ("alert", &["page", "panel"], 3.0),
    ("notice", &["page", "panel"], 3.0),
    ("arrow", &["page"], 3.0),
    ("button-edge", &["page"], 3.0),
    ("bar-2", &["page"], 3.0),
    ("bar-3", &["page"], 3.0),
    ("bar-4", &["page"], 3.0),
    ("tag-blue", &["tag-blue-ground"], 7.0),
    ("tag-green", &["tag-green-ground"], 7.0),
    ("tag-aqua", &["tag-aqua-ground"], 7.0),
    ("tag-purple", &["tag-purple-ground"], 7.0),
    ("tag-grey", &["tag-grey-ground"], 7.0),
    ("tag-orange", &["tag-orange-ground"], 7.0),
    ("tag-yellow", &["tag-yellow-ground"], 7.0),
    ("tag-pink", &["tag-pink-ground"], 7.0),
    ("tag-red", &["tag-red-ground"], 7.0),
];

/// The least contrast of words by law (WCAG 2.2, 1.4.3); [`PAIRS`] asks for more.
const WORDS_LEAST: f64 = 4.5;

/// Colours by their names, without `--candour-`.
pub type Scheme = BTreeMap<String, String>;

/// Two colours that readers cannot tell apart well enough.
#[derive(Clone, Debug, PartialEq)]
pub struct WeakPair {
    /// When: by day, in the dark, on paper.
    pub scheme: &'static str,
    /// The name of the colour in front.
    pub front: &'static str,
    /// The name of the colour behind.
    pub ground: &'static str,
    /// Their contrast.
    pub contrast: f64,
    /// What the law asks for.
    pub least: f64,
}

/// The pairs of colours in a stylesheet that the law does not allow. A colour that has no name there is in none.
pub fn weak_pairs(css: &str) -> Vec<WeakPair> {
    let mut weak = Vec::new();
    for (scheme, colours) in schemes(css) {
        for (front, grounds, wanted) in PAIRS {
            for ground in *grounds {
                let found = value(&colours, front)
                    .zip(value(&colours, ground))
                    .and_then(|(front, ground)| contrast(front, ground));
                let least = wanted.min(WORDS_LEAST);
                if let Some(contrast) = found.filter(|found| *found < least) {
                    weak.push(WeakPair { scheme, front, ground, contrast, least });
                }
            }
        }
    }
    weak
}

/// The colour of a name; `#…` is itself.
pub fn value<'a>(scheme: &'a Scheme, name: &'a str) -> Option<&'a str> {
    if name.starts_with('#') { Some(name) } else { scheme.get(name).map(String::as_str) }
}

/// The colours by day, in the dark and on paper.
pub fn schemes(css: &str) -> [(&'static str, Scheme); 3] {
    let (day, rest) = css.split_once("@media screen and (prefers-color-scheme: dark)").unwrap_or((css, ""));
    let (dark, paper) = rest.split_once("@media print").unwrap_or((rest, ""));
    let day = properties(day);
    let over = |changed: &str| day.clone().into_iter().chain(properties(changed)).collect();
    [("by day", day.clone()), ("in the dark", over(dark)), ("on paper", over(paper))]
}

/// The custom properties of a part of a stylesheet.
fn properties(css: &str) -> Scheme {
    let named = css.split("--candour-").skip(1).filter_map(|rest| rest.split([';', '}']).next()?.split_once(':'));
    named.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect()
}

/// How well two colours, `#rrggbb`, can be told apart: 1 to 21 (WCAG 2.2). `None` for a colour that is written otherwise.
pub fn contrast(one: &str, other: &str) -> Option<f64> {
    let (one, other) = (luminance(one)?, luminance(other)?);
    Some((one.max(other) + 0.05) / (one.min(other) + 0.05))
}

/// The relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> Option<f64> {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(colour.get(at..at + 2)?, 16).ok()?) / 255.0;
        Some(if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) })
    };
    if colour.len() != 7 || !colour.starts_with('#') {
        return None;
    }
    Some(0.2126 * channel(1)? + 0.7152 * channel(3)? + 0.0722 * channel(5)?)
}
