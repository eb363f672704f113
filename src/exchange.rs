//! What spreadsheets and calendars read: records of CSV (RFC 4180), and days in a calendar (RFC 5545).

use crate::dates::Date;

/// Adds a record: every value in quotation marks, and none that a spreadsheet would run.
pub fn push_record<'a>(values: impl Iterator<Item = &'a str>, text: &mut String) {
    for (index, value) in values.enumerate() {
        text.push_str(if index == 0 { "\"" } else { ",\"" });
        // A spreadsheet takes what begins like this for a formula and runs it: OWASP, CSV injection.
        let starts_formula =
            |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
        if value.starts_with(starts_formula) || value.trim_start().starts_with(starts_formula) {
            text.push('\'');
        }
        text.push_str(&value.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

/// A whole day in a calendar.
pub struct Event {
    /// The same from one calendar to the next, so that a program moves the event when its day moves.
    pub id: String,
    /// The day.
    pub day: Date,
    /// What is on that day.
    pub summary: String,
    /// More about it, in lines.
    pub description: String,
    /// An address where there is more, if any.
    pub url: Option<String>,
}

/// What a calendar of a name begins and ends with; the lines of its [events](push_event) stand between. `maker` says what
/// made it.
pub fn calendar(name: &str, maker: &str) -> (String, &'static str) {
    let mut begin = String::new();
    let mut line = |name: &str, value: &str| push_line(&format!("{name}:{value}"), &mut begin);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", &format!("-//Candour//{maker}//EN"));
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &escaped(name));
    line("X-WR-CALNAME", &escaped(name));
    (begin, "END:VCALENDAR\r\n")
}

/// Adds the lines of an event as it was on a day.
pub fn push_event(event: &Event, made_on: Date, lines: &mut String) {
    let mut line = |name: &str, value: &str| push_line(&format!("{name}:{value}"), lines);
    line("BEGIN", "VEVENT");
    line("UID", &escaped(&event.id));
    line("DTSTAMP", &format!("{}T000000Z", basic(made_on)));
    line("DTSTART;VALUE=DATE", &basic(event.day));
    line("DTEND;VALUE=DATE", &basic(event.day.next()));
    line("SUMMARY", &escaped(&event.summary));
    line("DESCRIPTION", &escaped(&event.description));
    if let Some(url) = &event.url {
        line("URL", url);
    }
    line("TRANSP", "TRANSPARENT");
    line("END", "VEVENT");
}

/// `20260401`.
fn basic(date: Date) -> String {
    date.iso().replace('-', "")
}

/// Text as the value of a property.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A content line, folded where it would be longer than 75 bytes: a line of 75, then lines that begin with a space.
fn push_line(line: &str, calendar: &mut String) {
    const LINE_BYTES_MAX: usize = 75;
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE_BYTES_MAX {
            calendar.push_str("\r\n ");
            length = 1;
        }
        calendar.push(c);
        length += c.len_utf8();
    }
    calendar.push_str("\r\n");
}
