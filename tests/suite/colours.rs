//! Colours: that words can be read and lines be seen, by day and in the dark, and that no colour is named anywhere else.

use std::collections::{BTreeMap, BTreeSet};

use crate::folder::repository;

/// What stands on what, and the least contrast: 7 for words (WCAG 2.2, 1.4.6), 3 for lines and signs that carry
/// meaning (1.4.11). `#…` is a colour that is the same everywhere.
const PAIRS: &[(&str, &[&str], f64)] = &[
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

/// Lines that only divide: nothing is lost with them.
const ORNAMENT: &[&str] = &["line", "rule", "blue-line"];

/// Numbers that may stand outside colours.css: white, black, and the yellow and near black of what has the focus.
const EVERYWHERE: &[&str] = &["#fff", "#ffffff", "#000", "#000000", "#ffeb3b", "#212b32"];

type Scheme = BTreeMap<String, String>;

fn stylesheet(name: &str) -> String {
    let path = repository().join("themes/nhs/assets").join(name);
    std::fs::read_to_string(path).expect("a stylesheet of the theme")
}

/// The custom properties of a part of colours.css.
fn properties(css: &str) -> Scheme {
    let named = css.split("--candour-").skip(1).filter_map(|rest| rest.split(';').next()?.split_once(':'));
    named.map(|(name, value)| (name.to_owned(), value.trim().to_owned())).collect()
}

/// By day, in the dark, on paper.
fn schemes(css: &str) -> [Scheme; 3] {
    let (day, rest) = css.split_once("@media screen and (prefers-color-scheme: dark)").expect("dark colours");
    let (dark, paper) = rest.split_once("@media print").expect("colours of paper");
    let day = properties(day);
    let over = |changed: &str| day.clone().into_iter().chain(properties(changed)).collect();
    [day.clone(), over(dark), over(paper)]
}

/// The relative luminance of `#rrggbb` (WCAG 2.2).
fn luminance(colour: &str) -> f64 {
    let channel = |at: usize| {
        let value = colour.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let value = f64::from(value.unwrap_or_else(|| panic!("{colour} is not #rrggbb"))) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The pairs of a scheme that cannot be told apart well enough.
fn weak_pairs(scheme: &Scheme) -> Vec<String> {
    let value = |name: &str| match name.strip_prefix('#') {
        Some(_) => name.to_owned(),
        None => scheme.get(name).unwrap_or_else(|| panic!("no colour --candour-{name}")).clone(),
    };
    let pairs =
        PAIRS.iter().flat_map(|(front, grounds, least)| grounds.iter().map(move |ground| (front, ground, least)));
    pairs
        .filter_map(|(front, ground, least)| {
            let found = contrast(&value(front), &value(ground));
            (found < *least).then(|| format!("{front} on {ground}: {found:.2}, should be {least}"))
        })
        .collect()
}

#[test]
fn words_and_lines_are_seen_by_day_in_the_dark_and_on_paper() {
    let schemes = schemes(&stylesheet("colours.css"));
    for (name, scheme) in ["by day", "in the dark", "on paper"].into_iter().zip(&schemes) {
        assert_eq!(weak_pairs(scheme), Vec::<String>::new(), "{name}");
    }
    let paired: BTreeSet<&str> =
        PAIRS.iter().flat_map(|(front, grounds, _)| grounds.iter().chain([front])).copied().collect();
    let named = schemes.iter().flat_map(Scheme::keys).map(String::as_str);
    let unpaired: BTreeSet<&str> = named.filter(|name| !paired.contains(name) && !ORNAMENT.contains(name)).collect();
    assert_eq!(unpaired, BTreeSet::new(), "each colour has a pair in PAIRS, or is an ornament");
}

#[test]
fn a_pale_word_would_be_found() {
    let css = stylesheet("colours.css").replacen("--candour-grey: #c0cad1", "--candour-grey: #6b7983", 1);
    let [day, dark, _] = schemes(&css);
    assert_eq!(weak_pairs(&day), Vec::<String>::new());
    assert_eq!(weak_pairs(&dark).len(), 3);
    assert!(
        (contrast("#000000", "#ffffff") - 21.0).abs() < 1e-9 && (contrast("#767676", "#ffffff") - 4.54).abs() < 0.01
    );
}

#[test]
fn colours_are_named_in_one_place() {
    let folder = repository().join("themes/nhs/assets");
    let names = std::fs::read_dir(folder).expect("the assets").map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("a plain name"));
    for name in names.filter(|name| name.ends_with(".css") && name != "colours.css") {
        let css = stylesheet(&name);
        let numbers: Vec<&str> = numbers(&css).filter(|number| !EVERYWHERE.contains(number)).collect();
        assert_eq!(numbers, Vec::<&str>::new(), "{name}: give these names in colours.css, by day and in the dark");
        assert_eq!(misused(&css), Vec::<&str>::new(), "{name}: a ground is no colour for words or lines in the dark");
    }
    let [day, dark, _] = schemes(&stylesheet("colours.css"));
    assert_eq!(day.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>(), "named in the dark, but not by day");
}

/// The declarations of words and lines in the colour of a ground, or in one that has no name.
fn misused(css: &str) -> Vec<&str> {
    let fronts: BTreeSet<&str> = PAIRS.iter().map(|(front, _, _)| *front).chain(ORNAMENT.iter().copied()).collect();
    let is_misused = |line: &&str| {
        let Some((property, value)) = line.split_once(':') else { return false };
        let is_front = property == "color" || property == "fill" || property.starts_with("border");
        let name = value.split_once("var(--candour-").and_then(|(_, rest)| rest.split(')').next());
        is_front && property != "border-image" && name.is_some_and(|name| !fronts.contains(name))
    };
    css.lines().map(str::trim).filter(is_misused).collect()
}

/// A package that is brought up to date may bring colours of which nothing says what they are in the dark.
#[test]
fn every_colour_of_the_package_has_a_name() {
    let theme = candour::theme::load(&repository().join("themes/nhs"), &|_| ()).expect("the theme");
    let package = repository().join("themes/nhs/node_modules/nhsuk-frontend/dist/nhsuk/nhsuk-frontend.min.css");
    let package = std::fs::read_to_string(package).expect("the package");
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '\\' | ':');
    let classes = package.split('.').skip(1).map(|rest| rest.split(|letter| !is_name(letter)).next().unwrap_or(rest));
    let classes =
        classes.flat_map(|class| [class, class.split(':').next().unwrap_or(class)]).map(str::to_owned).collect();
    let css = theme.stylesheet.pruned(&classes);
    assert!(css.contains(".nhsuk-tag--blue{"), "the classes of the package are found");
    let (css, _) = css.split_once("--candour-text:#212b32").expect("the theme's own colours follow the package's");
    let unnamed: BTreeSet<&str> =
        numbers(css).filter(|number| !EVERYWHERE.contains(number) && !ON_COLOUR.contains(number)).collect();
    assert_eq!(unnamed, BTreeSet::new(), "name these in theme.yaml, under `colours`");
}

/// Pale words on the blue of heroes and panels, which stays blue, and lines round the yellow of what has the focus.
const ON_COLOUR: &[&str] = &["#c7dcef", "#ccdff1", "#f9dfdd", "#aeb7bd", "#d5281b"];

/// The colours by number in a stylesheet.
fn numbers(css: &str) -> impl Iterator<Item = &str> {
    css.match_indices('#').filter_map(|(at, _)| {
        let length =
            css[at + 1..].find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_' && letter != '-')?;
        let is_colour =
            matches!(length, 3 | 6) && css[at + 1..=at + length].bytes().all(|digit| digit.is_ascii_hexdigit());
        is_colour.then(|| &css[at..=at + length])
    })
}
