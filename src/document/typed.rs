//! What a page says, in memory as a tree only as long as somebody reads it: of a page that is as it was, a preview keeps
//! the text alone and reads it again when somebody asks.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::tree::{Block, BlockKind, Body, Purpose, Target, is_outside};
use crate::config::Config;
use crate::dates::Date;
use crate::source::{SourceText, Span};

/// The words of a page. What is asked of every page of a site is answered without the tree.
#[derive(Clone)]
pub struct Words {
    tree: OnceLock<Arc<Body>>,
    outline: Arc<Outline>,
    /// What to read them from again, where somebody may let go of the tree.
    source: Option<Arc<Source>>,
}

/// What a tree is read from. The text holds private records, so it goes nowhere else.
struct Source {
    text: Arc<SourceText>,
    config: Arc<Config>,
    day: Date,
}

struct Outline {
    targets: Vec<(Span, Box<str>, Purpose)>,
    /// Those of them that may lead to a file of the site that is no page.
    files: Box<[u32]>,
    has_films: bool,
    has_tables: bool,
    has_videos: bool,
}

impl Words {
    /// The words of a tree.
    pub fn new(body: Body) -> Words {
        let (mut has_tables, mut has_videos) = (false, false);
        body.each_block(&mut |block: &Block| match block.kind {
            BlockKind::Table(_) => has_tables = true,
            BlockKind::Video(_) => has_videos = true,
            _ => {}
        });
        let targets: Vec<(Span, Box<str>, Purpose)> =
            body.targets().map(|it| (it.span, it.target.into(), it.purpose)).collect();
        let files = (0..).zip(&targets).filter(|(_, (_, target, _))| may_be_file(target)).map(|(at, _)| at).collect();
        let outline = Outline { targets, files, has_films: body.has_films(), has_tables, has_videos };
        Words { tree: OnceLock::from(Arc::new(body)), outline: Arc::new(outline), source: None }
    }

    /// The same words, which can be read again from what they were read from.
    pub fn readable(self, text: &Arc<SourceText>, config: &Arc<Config>, day: Date) -> Words {
        let source = Source { text: text.clone(), config: config.clone(), day };
        Words { source: Some(Arc::new(source)), ..self }
    }

    /// The same words without their tree, if it can be had again.
    pub fn let_go(&self) -> Words {
        match self.source {
            Some(_) => Words { tree: OnceLock::new(), ..self.clone() },
            None => self.clone(),
        }
    }

    /// Changes the tree, which is kept from then on.
    pub fn change(&mut self, change: impl FnOnce(&mut Body)) {
        let tree = std::mem::take(&mut self.tree).into_inner().unwrap_or_else(|| self.read());
        let mut body = Arc::unwrap_or_clone(tree);
        change(&mut body);
        (self.tree, self.source) = (OnceLock::from(Arc::new(body)), None);
    }

    fn read(&self) -> Arc<Body> {
        let again = |source: &Arc<Source>| {
            let Source { text, config, day } = &**source;
            Arc::new(super::read(text, config, *day, &mut Vec::new()).2)
        };
        self.source.as_ref().map_or_else(Arc::default, again)
    }

    /// Every target that the page names, in reading order of their blocks.
    pub fn targets(&self) -> impl Iterator<Item = Target<'_>> {
        let targets = self.outline.targets.iter();
        targets.map(|(span, target, purpose)| Target { span: *span, target, purpose: *purpose })
    }

    /// Those targets that may lead to a file of the site that is no page. Few pages have any.
    pub fn file_targets(&self) -> impl Iterator<Item = Target<'_>> {
        let Outline { targets, files, .. } = &*self.outline;
        let files = files.iter().filter_map(|at| targets.get(*at as usize));
        files.map(|(span, target, purpose)| Target { span: *span, target, purpose: *purpose })
    }

    /// Whether it shows a film.
    pub fn has_films(&self) -> bool {
        self.outline.has_films
    }

    /// Whether it has a film in a block of its own.
    pub fn has_videos(&self) -> bool {
        self.outline.has_videos
    }

    /// Whether it has a table.
    pub fn has_tables(&self) -> bool {
        self.outline.has_tables
    }
}

/// Whether a target may lead to a file of the site that is no page: most lead to pages, which need not be looked for.
fn may_be_file(target: &str) -> bool {
    let path = target.split(['#', '?']).next().unwrap_or_default().trim();
    !path.is_empty() && !path.ends_with(".md") && !is_outside(target.trim())
}

impl Deref for Words {
    type Target = Body;

    fn deref(&self) -> &Body {
        self.tree.get_or_init(|| self.read())
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.deref().fmt(f)
    }
}
