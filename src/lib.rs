//! Candour publishes how an NHS organisation keeps patients safe: an accessible website and accessible documents from
//! one Markdown source, and never a leak or a contradiction.
//!
//! ARCHITECTURE.md has the bird's-eye view. [`pipeline::build`] is the one way through the house; [`publish::publish`]
//! the one way out of it.

pub mod anonymity;
pub mod archive;
pub mod artefact;
pub mod checks;
pub mod cli;
pub mod config;
pub mod dates;
pub mod diagnostic;
pub mod document;
pub mod exchange;
pub mod feeds;
pub mod fingerprint;
pub mod formats;
pub mod import;
pub mod inspect;
pub mod keys;
pub mod kinds;
pub mod language;
pub mod network;
pub mod outside;
pub mod overview;
pub mod picture;
pub mod pipeline;
pub mod preview;
pub mod publish;
pub mod report;
pub mod schema;
pub mod search;
pub mod site;
pub mod source;
pub mod start;
pub mod store;
pub mod theme;
pub mod xml;
pub mod yaml;
