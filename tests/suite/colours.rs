//! Colours: that words can be read and lines be seen, by day and in the dark, and that no colour is named anywhere else.

use std::collections::BTreeSet;

use candour::theme::contrast::{PAIRS, Scheme, contrast, schemes, value};

use crate::folder::{self, Folder, copy_plain_theme, repository};

/// Lines that only divide: nothing is lost with them.
const ORNAMENT: &[&str] = &["line", "rule", "blue-line"];

/// Numbers that may stand outside colours.css: white, black, and the yellow and near black of what has the focus.
const EVERYWHERE: &[&str] = &["#fff", "#ffffff", "#000", "#000000", "#ffeb3b", "#212b32"];

fn stylesheet(name: &str) -> String {
    let path = repository().join("themes/nhs/assets").join(name);
    std::fs::read_to_string(path).expect("a stylesheet of the theme")
}

/// The pairs of a scheme that the theme's own goal does not allow.
fn weak_pairs(scheme: &Scheme) -> Vec<String> {
    let pairs =
        PAIRS.iter().flat_map(|(front, grounds, least)| grounds.iter().map(move |ground| (front, ground, least)));
    let found = |front: &str, ground: &str| contrast(value(scheme, front)?, value(scheme, ground)?);
    pairs
        .filter_map(|(front, ground, least)| {
            let found = found(front, ground).unwrap_or_else(|| panic!("no colour {front} or {ground}"));
            (found < *least).then(|| format!("{front} on {ground}: {found:.2}, should be {least}"))
        })
        .collect()
}

#[test]
fn words_and_lines_are_seen_by_day_in_the_dark_and_on_paper() {
    let schemes = schemes(&stylesheet("colours.css"));
    for (name, scheme) in &schemes {
        assert_eq!(weak_pairs(scheme), Vec::<String>::new(), "{name}");
    }
    let paired: BTreeSet<&str> =
        PAIRS.iter().flat_map(|(front, grounds, _)| grounds.iter().chain([front])).copied().collect();
    let named = schemes.iter().flat_map(|(_, scheme)| scheme.keys()).map(String::as_str);
    let unpaired: BTreeSet<&str> = named.filter(|name| !paired.contains(name) && !ORNAMENT.contains(name)).collect();
    assert_eq!(unpaired, BTreeSet::new(), "each colour has a pair in PAIRS, or is an ornament");
}

#[test]
fn a_pale_word_would_be_found() {
    let css = stylesheet("colours.css").replacen("--candour-grey: #c0cad1", "--candour-grey: #6b7983", 1);
    let [(_, day), (_, dark), _] = schemes(&css);
    assert_eq!(weak_pairs(&day), Vec::<String>::new());
    assert_eq!(weak_pairs(&dark).len(), 3);
    assert!(
        contrast("#000000", "#ffffff").is_some_and(|it| (it - 21.0).abs() < 1e-9)
            && contrast("#767676", "#ffffff").is_some_and(|it| (it - 4.54).abs() < 0.01)
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
    let [(_, day), (_, dark), _] = schemes(&stylesheet("colours.css"));
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

#[test]
fn a_theme_with_pale_colours_publishes_nothing() {
    let folder = Folder::new(&[]);
    let theme = copy_plain_theme(&folder);
    let pale = ":root{--candour-text:#767676;--candour-page:#ffffff;--candour-panel:#777777;--candour-edge:#bbbbbb}";
    let description = folder.path("themes/own/theme.yaml");
    let described = std::fs::read_to_string(&description).expect("a theme");
    let described = described.replacen("stylesheets: []", "stylesheets: [{ file: pale.css }]", 1);
    folder::write(&description, described);
    folder::write(&folder.path("themes/own/pale.css"), pale);
    let outcome = folder.build_with(&["--theme", &theme]);
    assert_eq!(outcome.status, 1, "{outcome}");
    let told = |words: &str| outcome.stdout.contains(words);
    assert!(
        told("theme/contrast") && told("text on panel has a contrast of 1.0 to 1; the law asks for 4.5"),
        "{outcome}"
    );
    assert!(told("edge on page has a contrast of") && !told("text on page"), "{outcome}");
    let weak = stylesheet("colours.css");
    assert_eq!(candour::theme::contrast::weak_pairs(&weak), []);
}
