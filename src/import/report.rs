//! What an import tells the person who asked for it. It quotes headers and footers that name nobody, and nothing
//! else of the document.

/// What was made, what needs a person, what was left out.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was done, in sentences.
    pub made: Vec<String>,
    /// What a person has to look at: the line of the page, from 1, or 0 for the page as a whole, and what.
    pub needs: Vec<(usize, String)>,
    /// What was left out, in sentences.
    pub dropped: Vec<String>,
    /// What kind of page it is and why, and what is on it.
    pub summary: Vec<String>,
    /// How many headings the page has.
    pub headings: usize,
    /// How many tables.
    pub tables: usize,
    /// How many captions lost the number that documents count themselves.
    pub numbers: usize,
    /// How many links to sections that the text only named.
    pub links: usize,
    /// How many items of lists.
    pub items: usize,
}

impl Report {
    /// Notes something that a person has to look at.
    pub fn need(&mut self, line: usize, words: &str) {
        let is_new = self.needs.last().is_none_or(|(at, before)| (*at, before.as_str()) != (line, words));
        if is_new {
            self.needs.push((line, words.to_owned()));
        }
    }

    /// Notes something about the line of the front matter that begins so.
    pub fn need_in_front(&mut self, front: &str, begins: &str, words: &str) {
        let line = front.lines().position(|line| line.starts_with(begins)).map_or(0, |index| index + 1);
        self.need(line, words);
    }

    /// Moves the lines of the text below what stands above it.
    pub fn shift(&mut self, lines: usize) {
        for (line, _) in self.needs.iter_mut().filter(|(line, _)| *line > 0) {
            *line += lines;
        }
    }

    /// The whole report as text.
    pub fn text(&self) -> String {
        let made: Vec<String> = self.summary.iter().chain(&self.made).cloned().collect();
        let parts = [part("What was made", &made), part("What was left out", &self.dropped), self.needs_as_text()];
        parts.concat()
    }

    /// The report without what a person only has to know when something is missed.
    pub fn short(&self) -> String {
        part("What was made", &self.summary) + &self.needs_as_text()
    }

    fn needs_as_text(&self) -> String {
        part("What needs a person", &self.needs_by_words())
    }

    /// What needs a person, by line; what is the same of several lines stands once, with all of them.
    fn needs_by_words(&self) -> Vec<String> {
        let mut needs = self.needs.clone();
        needs.sort_by_key(|(line, _)| *line);
        let mut told: Vec<(Vec<usize>, String)> = Vec::new();
        for (line, words) in needs {
            match told.iter_mut().find(|(lines, other)| line > 0 && lines[0] > 0 && *other == words) {
                Some((lines, _)) => lines.push(line),
                None => told.push((vec![line], words)),
            }
        }
        let placed = |(lines, words): (Vec<usize>, String)| {
            let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
            match numbers.as_slice() {
                [only] if only == "0" => words,
                [only] => format!("line {only}: {words}"),
                [most @ .., last] => format!("lines {} and {last}: {words}", most.join(", ")),
                [] => words,
            }
        };
        told.into_iter().map(placed).collect()
    }
}

/// A list below its title; nothing for an empty one.
fn part(title: &str, lines: &[String]) -> String {
    let lines: String = lines.iter().map(|line| format!("    - {line}\n")).collect();
    if lines.is_empty() { lines } else { format!("  {title}\n{lines}") }
}

/// "1 comment", "2 comments".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
