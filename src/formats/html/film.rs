//! Films: the site's own in a player that asks for nothing before the reader plays it, those of other websites as a
//! plain link that says where it leads. Nothing is ever embedded from another host.

use std::fmt::Write as _;

use super::body::Writer;
use crate::document::tree::*;
use crate::formats::xml::{push_attribute, push_text};

/// The width of a still picture before a film, in pixels: there is one file for all screens.
const POSTER_WIDTH: u32 = 960;

impl Writer<'_> {
    pub(super) fn video(&mut self, video: &Video) {
        let elsewhere = is_outside(&video.source);
        let class = if elsewhere { "candour-video candour-video--elsewhere" } else { "candour-video" };
        let _ = write!(self.out, "<div class=\"{class}\">\n<p class=\"candour-video__title\">");
        let linked = self.open_link(&video.source, "");
        self.english("Video:");
        self.out.push(' ');
        push_text(&video.title, &mut self.out);
        self.out.push_str(if linked { "</a></p>\n" } else { "</p>\n" });
        if let Some(notice) = video.notice() {
            self.out.push_str("<p>");
            self.english(&notice);
            self.out.push_str(".</p>\n");
        }
        if !elsewhere {
            self.player(video);
        }
        for (target, words) in [(&video.transcript, "Transcript"), (&video.described, "Audio described version")] {
            if let Some(target) = target {
                self.out.push_str("<p>");
                let linked = self.open_link(target, "");
                self.english(words);
                self.out.push_str(if linked { "</a></p>\n" } else { "</p>\n" });
            }
        }
        self.container("", &video.content, "</div>\n");
    }

    fn player(&mut self, video: &Video) {
        let Some(address) = self.embedded(&video.source) else { return };
        let poster = video.poster.as_deref();
        let poster = poster.and_then(|poster| self.pictures.get(self.site, self.page, poster));
        self.out.push_str("<video controls preload=\"none\"");
        if let Some(poster) = poster {
            self.out.push_str(" poster=\"");
            push_attribute(poster.address_for(POSTER_WIDTH), &mut self.out);
            let _ = write!(self.out, "\" width=\"{}\" height=\"{}\"", poster.file.width, poster.file.height);
        }
        self.out.push_str(" src=\"");
        push_attribute(&address, &mut self.out);
        self.out.push_str("\">");
        if let Some(target) = video.captions.as_deref()
            && let Some(captions) = self.embedded(target)
        {
            let read = self.site.captions(self.page, target).and_then(Result::ok);
            let language = read.and_then(|captions| captions.language).unwrap_or_else(|| self.page.language.clone());
            let label = self.words.phrase(&language, "captions").text;
            self.out.push_str("<track kind=\"captions\" srclang=\"");
            push_attribute(&language, &mut self.out);
            self.out.push_str("\" label=\"");
            push_attribute(label, &mut self.out);
            self.out.push_str("\" default src=\"");
            push_attribute(&captions, &mut self.out);
            self.out.push_str("\">");
        }
        self.out.push_str("</video>\n");
    }
}
