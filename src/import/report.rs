//! What an import tells the person who asked for it. It quotes headings of the document and nothing else of it.

/// What was made, what needs a person, what was left out.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was done, in sentences.
    pub made: Vec<String>,
    /// What a person has to look at: the line of the page, from 1, or 0 for the page as a whole, and what.
    pub needs: Vec<(usize, String)>,
    /// What was left out, in sentences.
    pub dropped: Vec<String>,
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

    /// The report as text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let mut part = |title: &str, lines: &[String]| {
            if !lines.is_empty() {
                out.push_str(&format!("  {title}\n"));
                for line in lines {
                    out.push_str(&format!("    - {line}\n"));
                }
            }
        };
        part("What was made", &self.made);
        let mut needs = self.needs.clone();
        needs.sort_by_key(|(line, _)| *line);
        let needs: Vec<String> = needs
            .into_iter()
            .map(|(line, words)| if line == 0 { words } else { format!("line {line}: {words}") })
            .collect();
        part("What needs a person", &needs);
        part("What was left out", &self.dropped);
        out
    }
}

/// "1 comment", "2 comments".
pub fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}
