//! The stylesheet: rules of the theme's package and its own, with what would ask another host taken out, and pruned
//! to the classes that the site's pages use.
//!
//! Pruning keeps bytes: a rule stays exactly as it was or goes. A rule goes when each of its selectors needs a class
//! that no page has. What cannot be read as a rule stays.

use std::collections::BTreeSet;
use std::ops::Range;

use cssparser::{Parser, ParserInput, Token};

/// A stylesheet, split into its rules once.
pub struct Stylesheet {
    text: String,
    rules: Vec<Rule>,
    notice: String,
}

/// A rule by its bytes.
enum Rule {
    /// A style rule: kept when one of its selectors can match.
    Style { range: Range<usize>, selectors: Vec<Vec<String>> },
    /// `@media`, `@supports`, …: kept with those of its rules that are kept.
    Group { prelude: Range<usize>, rules: Vec<Rule> },
    /// Anything else that is kept as it is: `@keyframes`, `@page`.
    Other(Range<usize>),
}

impl Stylesheet {
    /// Reads a stylesheet. `@font-face` and `@import` are dropped: they ask other hosts for files. `notice` heads the
    /// emitted file.
    pub fn new(text: &str, notice: String) -> Stylesheet {
        let mut input = ParserInput::new(text);
        let mut parser = Parser::new(&mut input);
        let mut rules = Vec::new();
        read_rules(&mut parser, &mut rules);
        Stylesheet { text: text.to_owned(), rules, notice }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// The rules that pages with these classes can use.
    pub fn pruned(&self, used: &BTreeSet<String>) -> String {
        let mut pruned = self.notice.clone();
        self.write(&self.rules, used, &mut pruned);
        pruned.push('\n');
        pruned
    }

    fn write(&self, rules: &[Rule], used: &BTreeSet<String>, out: &mut String) {
        for rule in rules {
            match rule {
                Rule::Style { range, selectors } => {
                    let can_match = |selector: &Vec<String>| selector.iter().all(|class| used.contains(class));
                    if selectors.iter().any(can_match) {
                        out.push_str(&self.text[range.clone()]);
                    }
                }
                Rule::Group { prelude, rules } => {
                    let mut inner = String::new();
                    self.write(rules, used, &mut inner);
                    if !inner.is_empty() {
                        out.push_str(&self.text[prelude.clone()]);
                        out.push('{');
                        out.push_str(&inner);
                        out.push('}');
                    }
                }
                Rule::Other(range) => out.push_str(&self.text[range.clone()]),
            }
        }
    }
}

/// Reads rules until the end of the input or of the block around them.
fn read_rules(parser: &mut Parser<'_, '_>, rules: &mut Vec<Rule>) {
    loop {
        parser.skip_whitespace();
        let start = parser.position().byte_index();
        let mut keyword = None;
        let mut selectors = Selectors::default();
        let mut first = true;
        // The prelude: up to a block, or a semicolon that ends a statement.
        let block = loop {
            match parser.next_including_whitespace() {
                Err(_) => return,
                Ok(Token::CurlyBracketBlock) => break true,
                Ok(Token::Semicolon) if keyword.is_some() => break false,
                Ok(Token::AtKeyword(name)) if first => keyword = Some(name.to_ascii_lowercase()),
                Ok(Token::Function(_) | Token::ParenthesisBlock | Token::SquareBracketBlock) => {
                    // Classes inside :not(…), :is(…) and [class~=…] do not have to be there for the rule to match.
                    selectors.other();
                    let _ = parser.parse_nested_block(|inner| -> Result<(), cssparser::ParseError<'_, ()>> {
                        while inner.next().is_ok() {}
                        Ok(())
                    });
                }
                Ok(token) => selectors.token(token),
            }
            first = false;
        };
        if !block {
            // `@import` asks for another file; `@charset` says what HTTP says already.
            if !matches!(keyword.as_deref(), Some("import" | "charset")) {
                rules.push(Rule::Other(start..parser.position().byte_index()));
            }
            continue;
        }
        let prelude_end = parser.position().byte_index() - 1;
        let is_group = matches!(keyword.as_deref(), Some("media" | "supports" | "layer" | "container"));
        let mut inner = Vec::new();
        let _ = parser.parse_nested_block(|block| -> Result<(), cssparser::ParseError<'_, ()>> {
            if is_group {
                read_rules(block, &mut inner);
            } else {
                while block.next().is_ok() {}
            }
            Ok(())
        });
        let range = start..parser.position().byte_index();
        match keyword.as_deref() {
            Some("font-face") => {}
            Some(_) if is_group => rules.push(Rule::Group { prelude: start..prelude_end, rules: inner }),
            Some(_) => rules.push(Rule::Other(range)),
            None => rules.push(Rule::Style { range, selectors: selectors.finish() }),
        }
    }
}

/// The classes that each selector of a list needs.
#[derive(Default)]
struct Selectors {
    done: Vec<Vec<String>>,
    current: Vec<String>,
    after_dot: bool,
}

impl Selectors {
    fn token(&mut self, token: &Token<'_>) {
        match token {
            Token::Delim('.') => {
                self.after_dot = true;
                return;
            }
            Token::Ident(name) if self.after_dot => self.current.push(name.to_string()),
            Token::Comma => self.done.push(std::mem::take(&mut self.current)),
            _ => {}
        }
        self.after_dot = false;
    }

    fn other(&mut self) {
        self.after_dot = false;
    }

    fn finish(mut self) -> Vec<Vec<String>> {
        self.done.push(self.current);
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pruned(css: &str, used: &[&str]) -> String {
        let used = used.iter().map(|class| (*class).to_owned()).collect();
        Stylesheet::new(css, String::new()).pruned(&used).trim_end().to_owned()
    }

    #[test]
    fn rules_are_kept_to_the_byte_or_go() {
        let css = "p{margin:0}.a{color:red}.b,.c .a{x:\"}\"}.a:not(.z){y:1}.a.z{y:2}";
        assert_eq!(pruned(css, &["a"]), "p{margin:0}.a{color:red}.a:not(.z){y:1}");
        assert_eq!(pruned(css, &["a", "c"]), "p{margin:0}.a{color:red}.b,.c .a{x:\"}\"}.a:not(.z){y:1}");
    }

    #[test]
    fn groups_keep_only_what_is_used() {
        let css = "@media (min-width:40em){.a{b:c}.d{e:f}}@media print{.d{g:h}}@keyframes k{from{a:b}}";
        assert_eq!(pruned(css, &["a"]), "@media (min-width:40em){.a{b:c}}@keyframes k{from{a:b}}");
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
}
