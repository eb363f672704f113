//! `human`: each finding with the author's line underlined, as compilers print it.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Colour, fingerprint};
use crate::diagnostic::Finding;
use crate::source::{Position, SourcePath, SourceTree, Span};

/// A finding for a terminal.
pub fn write(finding: &Finding, sources: &SourceTree, colour: Colour) -> String {
    let level = match finding.severity.as_str() {
        "error" => Level::ERROR,
        "warning" => Level::WARNING,
        _ => Level::INFO.with_name("advice"),
    };
    let title = if finding.waived { format!("{} (waived)", finding.message) } else { finding.message.clone() };
    let title = level.primary_title(title).id(finding.rule.as_str());
    let path = SourcePath::new(&finding.file);
    let text = sources.text(&path).filter(|text| !text.text.is_empty() && !finding.excerpt_hidden);
    let mut group = match text {
        Some(text) => {
            let place = |line, column| text.offset(Position { line, column });
            let span = Span::new(place(finding.line, finding.column), place(finding.end_line, finding.end_column));
            group_with_line(title, finding, &text.text, span)
        }
        None => Group::with_title(title).element(
            annotate_snippets::Origin::path(finding.file.as_str()).line(finding.line).char_column(finding.column),
        ),
    };
    if !finding.help.is_empty() {
        group = group.element(Level::HELP.message(finding.help.as_str()));
    }
    let accepted = (!finding.waived_because.is_empty()).then(|| format!("accepted: {}", finding.waived_because));
    if let Some(accepted) = &accepted {
        group = group.element(Level::NOTE.message(accepted.as_str()));
    }
    let fingerprint = fingerprint(finding);
    if let Some(fingerprint) = &fingerprint {
        group = group.element(Level::NOTE.message(fingerprint.as_str()));
    }
    let renderer = match colour {
        Colour::Always => Renderer::styled(),
        Colour::Never => Renderer::plain(),
    };
    let mut report = renderer.render(&[group]);
    report.push('\n');
    report
}

/// The author's line around the finding: only that line, cut where it is very long, so that a page without line ends
/// does not fill the screen.
fn group_with_line<'a>(
    title: annotate_snippets::Title<'a>,
    finding: &'a Finding,
    text: &'a str,
    span: Span,
) -> Group<'a> {
    let start = span.start as usize;
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = (span.end as usize).clamp(start, line_end);
    let window_start = text.floor_char_boundary(start.saturating_sub(EXCERPT_BYTES / 2)).max(line_start);
    let window_end = text.floor_char_boundary(start + EXCERPT_BYTES).min(line_end);
    let marked = start - window_start..end.min(window_end) - window_start;
    let snippet = Snippet::source(&text[window_start..window_end])
        .line_start(finding.line)
        .annotation(AnnotationKind::Primary.span(marked));
    let group = Group::with_title(title);
    if window_start == line_start {
        return group.element(snippet.path(finding.file.as_str()));
    }
    // Cut at its start, the line would be counted from the cut.
    let origin = annotate_snippets::Origin::path(finding.file.as_str()).line(finding.line).char_column(finding.column);
    group.element(origin).element(snippet)
}

const EXCERPT_BYTES: usize = 400;
