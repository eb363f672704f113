//! Beginnings: a new site, a new page, the workflows that publish it and what an editor needs. Text in, files out; the
//! command line writes them, and none over another.

pub mod editor;
pub mod fill;
pub mod page;
pub mod site;
pub mod workflows;

/// A file to be written.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its path below the folder it is for, with `/` between its parts.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl NewFile {
    /// A file of text.
    pub fn text(path: &str, text: impl Into<String>) -> NewFile {
        NewFile { path: path.to_owned(), bytes: text.into().into_bytes() }
    }
}
