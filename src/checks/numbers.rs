//! Small numbers: tables and charts that count people hide the small counts, in such a way that they stay hidden.

use super::attachments::listed;
use super::check::{Check, Found, Run, Subject};
use crate::anonymity::numbers::releases::{Release, Together, has_figures, hides, together};
use crate::anonymity::numbers::{Disclosure, Grid, Problem, Profile, counts_people, disclosures, protected};
use crate::config::SmallNumbers;
use crate::diagnostic::Diagnostic;
use crate::document::tree::{Block, BlockKind, Body, Table, plain_text};
use crate::kinds::Kind;
use crate::rule;
use crate::site::{ChartData, ChartRow, Page, Site};
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

/// The same across tables: what one page hides, another may show.
pub const TOGETHER: Check = Check { rules: &[], run: Run::Figures(across) };

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
    let profile = profile(subject.site);
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
        let words = Words::of_chart(title, data);
        report(subject, &words.grid(), &[], profile, &|_| block.span, found);
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
        let told = Diagnostic::new(rule, subject.page.document.path(), span, message).help(help).hidden();
        found.push(match at.problem {
            // One figure, in its place.
            Problem::Small | Problem::NotRounded => {
                let row = grid.rows.get(at.row);
                let cell = |column: usize| row.and_then(|row| row.get(column)).copied().unwrap_or_default();
                let column = grid.header.get(at.column).copied().unwrap_or_default();
                told.about([grid.caption, cell(0), column, cell(at.column)])
            }
            Problem::WorkedOut | Problem::Unproven => told.about(all_words(grid)),
        });
    }
}

/// All that a table says: another figure anywhere in it may give a hidden one away.
fn all_words<'a>(grid: &Grid<'a>) -> impl Iterator<Item = &'a str> {
    let cells: Vec<&str> = grid.header.iter().chain(grid.rows.iter().flatten()).copied().collect();
    [grid.caption].into_iter().chain(cells)
}

fn profile(site: &Site) -> Profile {
    match site.config.anonymisation.small_numbers {
        SmallNumbers::NhsStatistics => Profile::NhsStatistics,
        SmallNumbers::Threshold5 => Profile::Threshold5,
    }
}

/// A table or the figures of a chart, on a page.
struct Printed {
    words: Words,
    /// The places of its cells, row by row; of a chart its own.
    places: Vec<Vec<Span>>,
    place: Span,
    hides: bool,
}

fn across(site: &Site, found: &mut Found) {
    // Most sites hide nothing.
    if !found.figures.iter().any(|own| own.0.iter().any(|it| it.hides)) {
        return;
    }
    let of_pages = std::mem::take(&mut found.figures);
    let of_pages = site.pages().iter().zip(&of_pages);
    let printed: Vec<(&Page, &Printed)> =
        of_pages.flat_map(|(page, own)| own.0.iter().map(move |it| (page, it))).collect();
    let releases: Vec<Release<'_>> =
        printed.iter().map(|(page, it)| Release { grid: it.words.grid(), around: around(page) }).collect();
    for Together { table, cell, with } in together(&releases, profile(site)) {
        let (page, it) = printed[table];
        let path = page.document.path();
        let place = it.places.get(cell.row).and_then(|row| row.get(cell.column)).copied().unwrap_or(it.place);
        // A table that replaces another one is told of already.
        if found.holds(&WORKED_OUT, path, place) {
            continue;
        }
        let others: Vec<String> = with
            .iter()
            .map(|other| match &printed[*other].0.document {
                other if other.path() == path => "another table of this page".to_owned(),
                other => format!("the table in {}", other.path()),
            })
            .collect();
        let mut others: Vec<&str> = others.iter().map(String::as_str).collect();
        others.dedup();
        let message = format!("this count is hidden, but can be worked out together with {}", listed(&others));
        let help =
            "hide the same counts in each of these tables; or hide one more here and there, or leave one table out";
        found.more.push(
            Diagnostic::new(&WORKED_OUT, path, place, message)
                .help(help)
                .hidden()
                .about(all_words(&releases[table].grid)),
        );
    }
}

/// The tables and charts of a page that count people.
pub(super) struct Figures(Box<[Printed]>);

/// Those of a page.
pub(super) fn figures(site: &Site, page: &Page, body: &Body) -> Figures {
    let mut printed = Vec::new();
    let mut push = |words: Words, places: &dyn Fn() -> Vec<Vec<Span>>, place| {
        let grid = words.grid();
        if has_figures(&grid) && counts_people(&grid) {
            let hides = hides(&grid);
            printed.push(Printed { words, places: places(), place, hides });
        }
    };
    body.each_block(&mut |block| match &block.kind {
        BlockKind::Table(table) if table.rows.len() > 1 => {
            let places = || table.rows.iter().map(|row| row.iter().map(|cell| cell.span).collect()).collect();
            push(Words::of(table), &places, block.span);
        }
        BlockKind::Chart(chart) => {
            if let Some(data) = site.chart(page, &chart.data) {
                push(Words::of_chart(&chart.title, &data), &Vec::new, block.span);
            }
        }
        _ => {}
    });
    Figures(printed.into())
}

/// What a page says of when and what its tables are.
fn around(page: &Page) -> String {
    let title = page.document.title();
    match &page.document.meta.kind {
        Kind::Learning(summary) if summary.period.is_some() => {
            let title: String = title.chars().filter(|c| !c.is_ascii_digit()).collect();
            format!("{title} {}", summary.period.as_deref().unwrap_or_default())
        }
        _ => title.to_owned(),
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

    fn of_chart(title: &str, data: &ChartData) -> Words {
        let row = |row: &ChartRow| [&row.label].into_iter().chain(&row.texts).cloned().collect();
        Words { caption: title.to_owned(), header: data.columns.clone(), rows: data.rows.iter().map(row).collect() }
    }

    fn grid(&self) -> Grid<'_> {
        Grid {
            caption: &self.caption,
            header: self.header.iter().map(String::as_str).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect(),
        }
    }
}
