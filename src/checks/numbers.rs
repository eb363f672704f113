//! Small numbers: tables and charts that count people hide the small counts, in such a way that they stay hidden.

use super::check::{Check, Run, Subject};
use crate::anonymity::numbers::{Disclosure, Grid, Problem, Profile, disclosures, protected};
use crate::config::SmallNumbers;
use crate::diagnostic::Diagnostic;
use crate::document::tree::{Block, BlockKind, Body, Table, plain_text};
use crate::rule;
use crate::source::Span;

const HOSPITAL_STATISTICS: &str = "NHS England, Hospital Episode Statistics: suppression and rounding of small numbers; ISB 1523, Anonymisation standard for publishing health and social care data";

rule!(/// A count of people so small that they could be known.
    SMALL_NUMBER = "anon/small-number", Error, Fixed, HOSPITAL_STATISTICS);
rule!(/// A hidden count that can be worked out.
    WORKED_OUT = "anon/worked-out", Error, Fixed, HOSPITAL_STATISTICS);
rule!(/// A count beside hidden ones that is not rounded.
    NOT_ROUNDED = "anon/not-rounded", Warning, None, HOSPITAL_STATISTICS);

/// The check of counts of people.
pub const NUMBERS: Check = Check { rules: &[&SMALL_NUMBER, &WORKED_OUT, &NOT_ROUNDED], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let tables = tables(subject.body);
    let mut charts = Vec::new();
    subject.body.each_block(&mut |block| {
        if let BlockKind::Chart(chart) = &block.kind
            && let Some(data) = subject.site.chart(subject.page, &chart.data)
        {
            charts.push((block, chart.title.as_ref(), data));
        }
    });
    if tables.is_empty() && charts.is_empty() {
        return;
    }
    let profile = match subject.site.config.anonymisation.small_numbers {
        SmallNumbers::NhsStatistics => Profile::NhsStatistics,
        SmallNumbers::Threshold5 => Profile::Threshold5,
    };
    let earlier: Vec<Words> = earlier(subject).into_iter().flat_map(tables_in).collect();
    for (_, table) in &tables {
        let words = Words::of(table);
        let grid = words.grid();
        // Another release of a table has its caption.
        let same = |other: &&Words| !words.caption.is_empty() && other.caption == words.caption;
        let releases: Vec<Grid<'_>> = earlier.iter().filter(same).map(Words::grid).collect();
        let place = |at: &Disclosure| table.rows[at.row].get(at.column).map_or(Span::default(), |cell| cell.span);
        report(subject, &grid, &releases, profile, &place, found);
    }
    for (block, title, data) in &charts {
        let rows = data.rows.iter();
        let rows =
            rows.map(|row| [row.label.as_str()].into_iter().chain(row.texts.iter().map(String::as_str)).collect());
        let header = data.columns.iter().map(String::as_str).collect();
        let grid = Grid { caption: title, header, rows: rows.collect() };
        report(subject, &grid, &[], profile, &|_| block.span, found);
    }
}

fn report(
    subject: &Subject<'_>,
    grid: &Grid<'_>,
    releases: &[Grid<'_>],
    profile: Profile,
    place: &dyn Fn(&Disclosure) -> Span,
    found: &mut Vec<Diagnostic>,
) {
    let disclosed = disclosures(grid, releases, profile);
    if disclosed.is_empty() {
        return;
    }
    let limit = profile.hidden_up_to();
    let safe = protected(grid, profile);
    let mut told: Vec<(Span, &'static str)> = Vec::new();
    for at in &disclosed {
        let (rule, message, help) = match at.problem {
            Problem::Small => (
                &SMALL_NUMBER,
                format!("this table or chart counts so few people that they could be known (1 to {limit})"),
                "write * in its place".to_owned(),
            ),
            Problem::NotRounded => (
                &NOT_ROUNDED,
                "this count is not rounded, so that a hidden one beside it could be worked out".to_owned(),
                "round it to the nearest 5".to_owned(),
            ),
            Problem::WorkedOut => {
                let message = "this count is hidden, but can be worked out from the other figures".to_owned();
                let more = safe.iter().flatten().filter(|cell| cell.as_deref() == Some("*")).count();
                let help = match more {
                    0 => "hide more of the figures in its row and column, or leave the totals and percentages out"
                        .to_owned(),
                    more => format!(
                        "hide {more} more of the figures beside it with *, or leave the totals and percentages out"
                    ),
                };
                (&WORKED_OUT, message, help)
            }
            Problem::Unproven => (
                &WORKED_OUT,
                "this table is too large to prove that its hidden counts cannot be worked out".to_owned(),
                "split it into smaller tables, or leave the totals out".to_owned(),
            ),
        };
        let span = place(at);
        // The rows of a chart have one place together.
        if told.contains(&(span, rule.code)) {
            continue;
        }
        told.push((span, rule.code));
        found.push(Diagnostic::new(rule, subject.page.document.path(), span, message).help(help).hidden());
    }
}

/// What the versions of a page say that it has replaced.
fn earlier<'a>(subject: &Subject<'a>) -> Vec<&'a Body> {
    let earlier = subject.site.replaced_by(subject.page).iter();
    earlier.filter_map(|at| subject.bodies.get(*at)).map(|body| &**body).collect()
}

fn tables(body: &Body) -> Vec<(&Block, &Table)> {
    let mut tables = Vec::new();
    body.each_block(&mut |block| {
        if let BlockKind::Table(table) = &block.kind {
            tables.push((block, table.as_ref()));
        }
    });
    tables
}

fn tables_in(body: &Body) -> Vec<Words> {
    tables(body).into_iter().map(|(_, table)| Words::of(table)).collect()
}

/// The words of a table.
struct Words {
    caption: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Words {
    fn of(table: &Table) -> Words {
        let cells =
            |cells: &[crate::document::tree::Cell]| cells.iter().map(|cell| plain_text(&cell.content)).collect();
        Words {
            caption: plain_text(&table.caption),
            header: cells(&table.header),
            rows: table.rows.iter().map(|row| cells(row)).collect(),
        }
    }

    fn grid(&self) -> Grid<'_> {
        Grid {
            caption: &self.caption,
            header: self.header.iter().map(String::as_str).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect(),
        }
    }
}
