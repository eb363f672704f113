//! The tests of Candour as one program: a folder of files goes in; a site, findings and an exit status come out.
//!
//! Each module is one promise. Most sites are built by the real program in a folder of their own ([`folder::Folder`]);
//! where only the outcome matters, by the library in memory ([`folder::build`]), which is the same build.

#![expect(clippy::disallowed_methods, reason = "the tests stand outside of the house, at both of its ends")]

mod adopting;
mod anonymity;
mod attachments;
mod bad_input;
mod colours;
mod conformance;
mod content;
mod corpus;
mod dates;
mod diagnostics;
mod documents;
mod due;
mod entitled;
mod feeds;
mod films;
mod folder;
mod forms;
mod guide;
mod guides;
mod habits;
mod importing;
mod languages;
mod leaks;
mod library;
#[expect(dead_code, reason = "it is compiled, and not run")]
mod library_example;
mod markup;
mod numbered;
mod outside;
mod parsing;
mod pictures;
mod preview;
mod privacy;
mod publish;
mod reports;
mod rules;
mod sameness;
mod scanning;
mod schema;
mod search;
mod server;
mod site;
mod small_numbers;
mod starting;
mod statement;
mod supplied;
mod tidy;
mod unseen;
mod uploading;
mod waivers;
mod workflows;
