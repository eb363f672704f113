//! Left and right, said as start and end, so that a package's stylesheet serves text that runs from the right too.
//!
//! Signs that are drawn with borders and turned (`border-width` beside `transform`) stay as they are: what is turned has
//! to be turned back, which no property says.

/// A declaration, said in start and end.
pub(super) fn declaration(text: &str) -> String {
    let Some((name, value)) = text.split_once(':') else { return text.to_owned() };
    let (words, important) = match value.strip_suffix("!important") {
        Some(words) => (words.trim_end(), "!important"),
        None => (value, ""),
    };
    let sided = |value: &str| format!("{name}:{}{important}", side(value));
    match name {
        "text-align" | "justify-content" if matches!(words, "left" | "right") => sided(words),
        "float" | "clear" if matches!(words, "left" | "right") => format!("{name}:inline-{}{important}", side(words)),
        "left" | "right" => format!("inset-inline-{}:{value}", side(name)),
        "margin" | "padding" => match parts(words)[..] {
            [top, right, bottom, left] if right != left => {
                format!("{name}-block:{top} {bottom}{important};{name}-inline:{left} {right}{important}")
            }
            _ => text.to_owned(),
        },
        "border-radius" => match parts(words)[..] {
            [a, b, c, d] if !words.contains('/') => format!(
                "border-start-start-radius:{a}{important};border-start-end-radius:{b}{important};\
                 border-end-end-radius:{c}{important};border-end-start-radius:{d}{important}"
            ),
            _ => text.to_owned(),
        },
        _ => match name.split_once('-') {
            Some((what @ ("margin" | "padding" | "border"), rest)) => {
                match rest.split_once('-').unwrap_or((rest, "")) {
                    (edge @ ("left" | "right"), "") => format!("{what}-inline-{}:{value}", side(edge)),
                    (edge @ ("left" | "right"), part) => format!("{what}-inline-{}-{part}:{value}", side(edge)),
                    _ => text.to_owned(),
                }
            }
            _ => text.to_owned(),
        },
    }
}

fn side(edge: &str) -> &'static str {
    if edge == "left" { "start" } else { "end" }
}

/// The values of a shorthand, split at the spaces that no bracket holds.
fn parts(value: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    value
        .split(move |letter| {
            match letter {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            letter == ' ' && depth == 0
        })
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_are_start_and_end() {
        for (physical, logical) in [
            ("margin-left:-2px", "margin-inline-start:-2px"),
            ("border-right-width:1px", "border-inline-end-width:1px"),
            ("border-left:8px solid red", "border-inline-start:8px solid red"),
            ("left:max(1px,env(safe-area-inset-left))", "inset-inline-start:max(1px,env(safe-area-inset-left))"),
            ("text-align:left!important", "text-align:start!important"),
            ("float:right", "float:inline-end"),
            ("padding:0 0 0 24px", "padding-block:0 0;padding-inline:24px 0"),
            (
                "margin:0 calc(1px + 2px) 0 0!important",
                "margin-block:0 0!important;margin-inline:0 calc(1px + 2px)!important",
            ),
            (
                "border-radius:1px 0 0 1px",
                "border-start-start-radius:1px;border-start-end-radius:0;border-end-end-radius:0;border-end-start-radius:1px",
            ),
        ] {
            assert_eq!(declaration(physical), logical);
        }
    }

    #[test]
    fn what_has_no_side_stays() {
        for text in [
            "margin:0 -8px",
            "padding:1px 2px 3px 2px",
            "border-width:0 0 1px 1px",
            "border-radius:50%",
            "text-align:center",
        ] {
            assert_eq!(declaration(text), text);
        }
    }
}
