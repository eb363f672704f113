//! The stylesheet: rules of the theme's package and its own, with what would ask another host taken out, and pruned
//! to what the site's pages use.
//!
//! What is read is made short once: comments and needless white space go, the package's colours get their names, and
//! queries that only Internet Explorer answers are dropped. Pruning then leaves out each selector that needs a class
//! no page has, the rules and groups that are empty without it, and the custom properties that no rule asks for. What
//! cannot be read as a rule stays.

use std::collections::BTreeSet;

use cssparser::{Parser, ParserInput, Token};

use super::logical;
use super::palette::Palette;

/// A stylesheet, split into its rules once.
pub struct Stylesheet {
    rules: Vec<Rule>,
    notice: String,
}

enum Rule {
    /// A style rule: kept with those of its selectors that can match.
    Style { selectors: Vec<Selector>, body: String },
    /// A style rule of custom properties alone, name and declaration: kept with those that are asked for.
    Properties { selectors: Vec<Selector>, properties: Vec<(String, String)> },
    /// `@media`, `@supports`, …: kept with those of its rules that are kept.
    Group { prelude: String, rules: Vec<Rule> },
    /// Anything else that is kept as it is: `@keyframes`, `@page`.
    Other(String),
}

struct Selector {
    text: String,
    /// The classes without which it matches nothing.
    classes: Vec<String>,
}

/// The pages' classes, and the custom properties that kept rules ask for. No properties: every rule of them is left
/// out, which is how it is found what the others ask for.
struct Used<'a> {
    classes: &'a BTreeSet<String>,
    properties: BTreeSet<String>,
}

impl Stylesheet {
    /// An empty one. `notice` heads the emitted file.
    pub fn new(notice: String) -> Stylesheet {
        Stylesheet { rules: Vec::new(), notice }
    }

    /// Adds the rules of a file of the theme's own. `@font-face` and `@import` are dropped: they ask other hosts for
    /// files.
    pub fn add(&mut self, text: &str) {
        self.read(text, None);
    }

    /// Adds the rules of a file of the package's, with its colours named and its sides said as start and end.
    pub fn add_package(&mut self, text: &str, palette: &Palette) {
        self.read(text, Some(palette));
    }

    fn read(&mut self, text: &str, palette: Option<&Palette>) {
        let mut input = ParserInput::new(text);
        let mut parser = Parser::new(&mut input);
        read_rules(&mut parser, palette, &mut self.rules);
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// What pages with these classes can use.
    pub fn pruned(&self, classes: &BTreeSet<String>) -> String {
        let mut used = Used { classes, properties: BTreeSet::new() };
        // Properties are asked for by rules and by other properties, until no new one is.
        loop {
            let mut pruned = self.notice.clone();
            write_rules(&self.rules, &used, &mut pruned);
            let asked: BTreeSet<String> = asked_for(&pruned).map(str::to_owned).collect();
            if asked == used.properties {
                pruned.push('\n');
                return pruned;
            }
            used.properties = asked;
        }
    }
}

/// The names within `var(…)`.
fn asked_for(css: &str) -> impl Iterator<Item = &str> {
    css.split("var(").skip(1).filter_map(|rest| rest.split([',', ')']).next()).map(str::trim)
}

fn write_rules(rules: &[Rule], used: &Used<'_>, out: &mut String) {
    for rule in rules {
        let (prelude, body) = match rule {
            Rule::Style { selectors, body } => (matching(selectors, used), body.clone()),
            Rule::Properties { selectors, properties } => {
                let kept = properties.iter().filter(|(name, _)| used.properties.contains(name));
                let kept: Vec<&str> = kept.map(|(_, declaration)| declaration.as_str()).collect();
                (matching(selectors, used), kept.join(";"))
            }
            Rule::Group { prelude, rules } => {
                let mut inner = String::new();
                write_rules(rules, used, &mut inner);
                (prelude.clone(), inner)
            }
            Rule::Other(text) => {
                out.push_str(text);
                continue;
            }
        };
        if !prelude.is_empty() && !body.is_empty() {
            out.extend([&prelude, "{", &body, "}"]);
        }
    }
}

/// The selectors that can match something, as a list.
fn matching(selectors: &[Selector], used: &Used<'_>) -> String {
    let can_match = |selector: &&Selector| selector.classes.iter().all(|class| used.classes.contains(class));
    let kept: Vec<&str> = selectors.iter().filter(can_match).map(|selector| selector.text.as_str()).collect();
    kept.join(",")
}

/// Reads rules until the end of the input or of the block around them.
fn read_rules(parser: &mut Parser<'_, '_>, palette: Option<&Palette>, rules: &mut Vec<Rule>) {
    loop {
        parser.skip_whitespace();
        let mut keyword = None;
        let mut prelude = Prelude::default();
        // The prelude: up to a block, or a semicolon that ends a statement.
        let block = loop {
            let start = parser.position();
            let piece = match parser.next_including_whitespace_and_comments() {
                Err(_) => return,
                Ok(Token::CurlyBracketBlock) => break true,
                Ok(Token::Semicolon) if keyword.is_some() => break false,
                Ok(Token::Comma) => {
                    prelude.parts.push(Part::default());
                    continue;
                }
                Ok(token) => {
                    if let Token::AtKeyword(name) = token
                        && prelude.parts.is_empty()
                    {
                        keyword = Some(name.to_ascii_lowercase());
                    }
                    prelude.note(token);
                    Piece::of(token)
                }
            };
            read_piece(parser, start, piece, &mut prelude.part().pieces);
        };
        if !block {
            // `@import` asks for another file; `@charset` says what HTTP says already.
            if !matches!(keyword.as_deref(), Some("import" | "charset")) {
                rules.push(Rule::Other(prelude.text() + ";"));
            }
            continue;
        }
        if matches!(keyword.as_deref(), Some("media" | "supports" | "layer" | "container")) {
            let mut inner = Vec::new();
            let _ = parser.parse_nested_block(|block| -> Result<(), cssparser::ParseError<'_, ()>> {
                read_rules(block, palette, &mut inner);
                Ok(())
            });
            prelude.forget_old_browsers();
            if !prelude.parts.is_empty() {
                rules.push(Rule::Group { prelude: prelude.text(), rules: inner });
            }
            continue;
        }
        let mut body = Vec::new();
        let _ = parser.parse_nested_block(|block| -> Result<(), cssparser::ParseError<'_, ()>> {
            read_pieces(block, &mut body);
            Ok(())
        });
        if let Some(palette) = palette {
            name_colours(&mut body, palette, prelude.is_focus());
        }
        let written = |declaration: &[(Piece, String)]| match palette {
            Some(_) => logical::declaration(&shorten(declaration)),
            None => shorten(declaration),
        };
        match keyword.as_deref() {
            Some("font-face") => {}
            Some(_) => rules.push(Rule::Other(format!("{}{{{}}}", prelude.text(), shorten(&body)))),
            None => rules.push(style(prelude.selectors(), &body, written)),
        }
    }
}

/// What stands before a block: parts between commas.
#[derive(Default)]
struct Prelude {
    parts: Vec<Part>,
    /// What was read last.
    before: Piece,
}

#[derive(Default)]
struct Part {
    pieces: Vec<(Piece, String)>,
    classes: Vec<String>,
    is_focus: bool,
}

impl Prelude {
    /// The part that is being read.
    fn part(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    /// Notes a class, or that the part is about what has the focus. What stands inside `:not(…)`, `:is(…)` and
    /// `[class~=…]` does not have to be there for the rule to match, and is not seen here.
    fn note(&mut self, token: &Token<'_>) {
        match (&self.before, token) {
            (Piece::Dot, Token::Ident(name)) => self.part().classes.push(name.to_string()),
            (Piece::Colon, Token::Ident(name)) if name.starts_with("focus") => self.part().is_focus = true,
            _ => {}
        }
        self.before = Piece::of(token);
    }

    /// Whether all of it is about what has the focus.
    fn is_focus(&self) -> bool {
        self.parts.iter().all(|part| part.is_focus)
    }

    /// Drops the queries of `@media` that only Internet Explorer answers: `\\0` and Microsoft's own features.
    fn forget_old_browsers(&mut self) {
        self.parts.retain(|part| {
            let is_old = |text: &String| text.contains("-ms-high-contrast") || text.contains("\\0");
            !part.pieces.iter().any(|(_, text)| is_old(text))
        });
        // The keyword goes with the first query.
        if let Some(first) = self.parts.first_mut()
            && !first.pieces.iter().any(|(_, text)| text.starts_with('@'))
        {
            first.pieces.insert(0, (Piece::Other, "@media ".to_owned()));
        }
    }

    fn text(&self) -> String {
        self.parts.iter().map(|part| shorten(&part.pieces)).collect::<Vec<_>>().join(",")
    }

    fn selectors(self) -> Vec<Selector> {
        let selector = |part: Part| Selector { text: shorten(&part.pieces), classes: part.classes };
        self.parts.into_iter().map(selector).collect()
    }
}

/// A style rule.
fn style(selectors: Vec<Selector>, body: &[(Piece, String)], written: impl Fn(&[(Piece, String)]) -> String) -> Rule {
    let declarations = || body.split(|(piece, _)| *piece == Piece::Semicolon).map(&written).filter(|it| !it.is_empty());
    let property = |declaration: String| -> Option<(String, String)> {
        let name = declaration.split_once(':')?.0.to_owned();
        name.starts_with("--").then_some((name, declaration))
    };
    match declarations().map(property).collect() {
        Some(properties) => Rule::Properties { selectors, properties },
        None => Rule::Style { selectors, body: declarations().collect::<Vec<_>>().join(";") },
    }
}

/// What a piece of text is, as far as shortening it and naming its colours must know.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Piece {
    Space,
    Semicolon,
    Colon,
    /// A name, which begins a declaration.
    Name,
    /// A colour by number: `#212b32`, `rgb(…)`.
    Colour,
    Open,
    Dot,
    #[default]
    Other,
}

impl Piece {
    fn of(token: &Token<'_>) -> Piece {
        match token {
            Token::WhiteSpace(_) | Token::Comment(_) => Piece::Space,
            Token::Semicolon => Piece::Semicolon,
            Token::Colon => Piece::Colon,
            Token::Delim('.') => Piece::Dot,
            Token::Ident(_) => Piece::Name,
            Token::Hash(_) | Token::IDHash(_) => Piece::Colour,
            Token::Function(name) if matches!(&**name, "rgb" | "rgba" | "hsl" | "hsla") => Piece::Colour,
            Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock | Token::CurlyBracketBlock => {
                Piece::Open
            }
            _ => Piece::Other,
        }
    }
}

/// Reads every piece up to the end of the block.
fn read_pieces(parser: &mut Parser<'_, '_>, pieces: &mut Vec<(Piece, String)>) {
    loop {
        let start = parser.position();
        let Ok(token) = parser.next_including_whitespace_and_comments() else { return };
        let piece = Piece::of(token);
        read_piece(parser, start, piece, pieces);
    }
}

/// Keeps the token that was just read, with all that is within its brackets.
fn read_piece(
    parser: &mut Parser<'_, '_>,
    start: cssparser::SourcePosition,
    piece: Piece,
    pieces: &mut Vec<(Piece, String)>,
) {
    let text = parser.slice_from(start).to_owned();
    match piece {
        Piece::Space => pieces.push((piece, " ".to_owned())),
        Piece::Colour if !text.starts_with('#') => {
            let _ = parser.parse_nested_block(|inner| -> Result<(), cssparser::ParseError<'_, ()>> {
                while inner.next().is_ok() {}
                Ok(())
            });
            let whole = parser.slice_from(start).split_ascii_whitespace().collect();
            pieces.push((piece, whole));
        }
        Piece::Open => {
            let closing = match text.as_bytes().last() {
                Some(b'{') => "}",
                Some(b'[') => "]",
                _ => ")",
            };
            pieces.push((piece, text));
            let _ = parser.parse_nested_block(|inner| -> Result<(), cssparser::ParseError<'_, ()>> {
                read_pieces(inner, pieces);
                Ok(())
            });
            pieces.push((Piece::Other, closing.to_owned()));
        }
        _ => pieces.push((piece, text)),
    }
}

/// Puts names in the place of the numbers that the palette knows.
fn name_colours(body: &mut [(Piece, String)], palette: &Palette, is_focus: bool) {
    let (mut property, mut is_value) = (String::new(), false);
    let mut named = Vec::new();
    for (index, (piece, text)) in body.iter().enumerate() {
        match piece {
            Piece::Semicolon => is_value = false,
            Piece::Colon => is_value = true,
            Piece::Name if !is_value => property.clone_from(text),
            Piece::Colour if palette.is_bright(&property, text) => return,
            Piece::Colour => named.extend(palette.name(&property, text, is_focus).map(|name| (index, name))),
            _ => {}
        }
    }
    for (index, name) in named {
        body[index].1 = format!("var({name})");
    }
}

/// The pieces as text, without the white space that means nothing.
fn shorten(pieces: &[(Piece, String)]) -> String {
    let mut out = String::new();
    let mut space = false;
    for (piece, text) in pieces {
        if *piece == Piece::Space {
            space = true;
            continue;
        }
        let closes = matches!(text.as_str(), "," | ";" | "}" | ")" | "{");
        if space && !closes && !out.is_empty() && !out.ends_with([',', ';', ':', '{', '}', '(']) {
            out.push(' ');
        }
        out.push_str(text);
        space = false;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pruned(css: &str, used: &[&str]) -> String {
        let used = used.iter().map(|class| (*class).to_owned()).collect();
        let mut stylesheet = Stylesheet::new(String::new());
        stylesheet.add(css);
        stylesheet.pruned(&used).trim_end().to_owned()
    }

    fn of_package(css: &str, palette: &Palette) -> String {
        let mut stylesheet = Stylesheet::new(String::new());
        stylesheet.add_package(css, palette);
        stylesheet.pruned(&BTreeSet::new()).trim_end().to_owned()
    }

    #[test]
    fn selectors_that_cannot_match_go() {
        let css = "p{margin:0}.a{color:red}.b,.c .a{x:\"}\"}.a:not(.z, .y){y:1}.a.z{y:2}";
        assert_eq!(pruned(css, &["a"]), "p{margin:0}.a{color:red}.a:not(.z,.y){y:1}");
        assert_eq!(pruned(css, &["a", "c"]), "p{margin:0}.a{color:red}.c .a{x:\"}\"}.a:not(.z,.y){y:1}");
    }

    #[test]
    fn groups_keep_only_what_is_used() {
        let css = "@media (min-width:40em){.a{b:c}.d{e:f}}@media print{.d{g:h}}@keyframes k{from{a:b}}";
        assert_eq!(pruned(css, &["a"]), "@media (min-width:40em){.a{b:c}}@keyframes k{from{a:b}}");
        let css = "@media screen and (prefers-color-scheme:dark){@supports (x:y){.a{b:c}}}@layer one, two;";
        assert_eq!(pruned(css, &["a"]), css.replace(", ", ","));
        assert_eq!(pruned(css, &[]), "@layer one,two;");
    }

    #[test]
    fn nothing_asks_another_host_for_a_file() {
        let css =
            "@charset \"utf-8\";@import url(https://x.example/a.css);@font-face{src:url(https://x.example/f)}p{a:b}";
        assert_eq!(pruned(css, &[]), "p{a:b}");
    }

    #[test]
    fn escaped_and_odd_class_names_are_read_as_a_browser_does() {
        assert_eq!(pruned(".a\\:b{c:d}.w-1\\/2{e:f}", &["a:b"]), ".a\\:b{c:d}");
    }

    #[test]
    fn white_space_stays_where_it_means_something() {
        let css = "/* why */ a :hover , b > c {\n  margin : 0 auto ;\n  width: calc(1px + (2em * 3)); /* why */\n}\n";
        assert_eq!(pruned(css, &[]), "a :hover,b > c{margin :0 auto;width:calc(1px + (2em * 3))}");
        let css = "p{content: \"; {  } \" attr(href);font:1rem/1.5 \"A  B\", x}q{&:hover { a: b; }}@page { size: A4; }";
        let short = "p{content:\"; {  } \" attr(href);font:1rem/1.5 \"A  B\",x}q{&:hover{a:b;}}@page{size:A4;}";
        assert_eq!(pruned(css, &[]), short);
        assert_eq!(
            pruned("@media (min-width: 1px) and (hover){a{b:c}}", &[]),
            "@media (min-width:1px) and (hover){a{b:c}}"
        );
    }

    #[test]
    fn custom_properties_stay_while_a_kept_rule_asks_for_them() {
        let css = ":root{--one:1;--two:var(--one);--three:3}.a{x:var(--two, 0)}@media print{:root{--one:2;--three:4}}";
        let kept = ":root{--one:1;--two:var(--one)}.a{x:var(--two,0)}@media print{:root{--one:2}}";
        assert_eq!(pruned(css, &["a"]), kept);
        assert_eq!(pruned(css, &[]), "");
    }

    #[test]
    fn what_only_internet_explorer_reads_goes() {
        let css =
            "@media (-ms-high-contrast:active),screen and (forced-colors:active){a{b:c}}@media screen\\0 {a{d:e}}";
        assert_eq!(pruned(css, &[]), "@media screen and (forced-colors:active){a{b:c}}");
    }

    #[test]
    fn sides_of_the_package_follow_the_text() {
        let css = "a{margin:0 0 0 1px;float:left}";
        let logical = "a{margin-block:0 0;margin-inline:1px 0;float:inline-start}";
        assert_eq!(of_package(css, &Palette::default()), logical);
        assert_eq!(pruned(css, &[]), css);
    }

    #[test]
    fn colours_are_named_by_what_they_are_for() {
        let described =
            "{bright: ['#ff0'], text: {'#fff': --white}, ground: {'#fff': --paper, 'rgba(0,0,0,.1)': --shade}}";
        let root = crate::yaml::parse(described, 0).expect("YAML");
        let palette: Palette = crate::yaml::read(&root, &mut Vec::new()).expect("a palette");
        let css = "a{color:#fff;background:#fff linear-gradient(rgba(0, 0, 0, .1),#000)}b{color:#fff;background:#ff0}i{color:#fff;border:1px solid #ff0}";
        let named = "a{color:var(--white);background:var(--paper) linear-gradient(var(--shade),#000)}";
        assert_eq!(
            of_package(css, &palette),
            format!("{named}b{{color:#fff;background:#ff0}}i{{color:var(--white);border:1px solid #ff0}}")
        );
        let focus = "a:focus{color:#fff;background:#fff}a:not(:focus){color:#fff}";
        let named = "a:focus{color:#fff;background:var(--paper)}a:not(:focus){color:var(--white)}";
        assert_eq!(of_package(focus, &palette), named);
    }
}
