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
        let needs: Vec<String> = self.needs_by_words().into_iter().map(|(place, words)| place + words).collect();
        let parts = [
            part("What was made", &made),
            part("What was left out", &self.dropped),
            part("What needs a person", &needs),
        ];
        parts.concat()
    }

    /// What a person has to know at once. Where there is much to look at on the page, it says of each place what is there,
    /// and not what to do about it.
    pub fn short(&self) -> String {
        let needs = self.needs_by_words();
        let is_long = needs.iter().filter(|(place, _)| !place.is_empty()).count() > PLACES_IN_FULL;
        let shown = |(place, words): (String, &str)| match is_long && !place.is_empty() {
            true => place + before_advice(words),
            false => place + words,
        };
        let needs: Vec<String> = needs.into_iter().map(shown).collect();
        part("What was made", &self.summary) + &part("What needs a person", &needs)
    }

    /// What needs a person, by line, as the place and the words; what is the same of several lines stands once, with all
    /// of them. What is about the page as a whole has no place.
    fn needs_by_words(&self) -> Vec<(String, &str)> {
        let mut needs: Vec<(usize, &str)> = self.needs.iter().map(|(line, words)| (*line, words.as_str())).collect();
        needs.sort_by_key(|(line, _)| *line);
        let mut told: Vec<(Vec<usize>, &str)> = Vec::new();
        for (line, words) in needs {
            match told.iter_mut().find(|(lines, other)| line > 0 && lines[0] > 0 && *other == words) {
                Some((lines, _)) => lines.push(line),
                None => told.push((vec![line], words)),
            }
        }
        let place = |lines: &[usize]| {
            let numbers: Vec<String> = lines.iter().map(usize::to_string).collect();
            match numbers.as_slice() {
                [only] if only == "0" => String::new(),
                [only] => format!("line {only}: "),
                [most @ .., last] => format!("lines {} and {last}: ", most.join(", ")),
                [] => String::new(),
            }
        };
        told.into_iter().map(|(lines, words)| (place(&lines), words)).collect()
    }
}

/// How many places are few enough to say of each what to do.
const PLACES_IN_FULL: usize = 5;

/// Words up to where they say what to do: "a picture has no words: say what it shows".
fn before_advice(words: &str) -> &str {
    let end = [": ", "; ", ". "].iter().filter_map(|mark| words.find(mark)).min();
    &words[..end.unwrap_or(words.len())]
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
