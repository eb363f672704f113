//! PDFs without what tells who made them.
//!
//! To write a shorter list at the end of a PDF would hide the old words and leave them in the file. So the file is written
//! anew, with the objects that lead from its root and no others: what earlier versions of it held is gone. Pages, fonts,
//! pictures and tags are copied as they are.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, SaveOptions};

use super::clean::{Draft, Kept, Removed};
use super::office::is_personal_property;
use super::pdf::{STREAM_BYTES_MAX, XMP_BYTES_MAX};
use super::xml::{self, Budget, Fate};
use crate::picture;

/// Properties that every PDF may have (ISO 32000-2, 14.3.3), but for the author: the title, what it is about, the programs
/// that made it and when.
const USUAL: &[&[u8]] =
    &[b"Title", b"Subject", b"Keywords", b"Creator", b"Producer", b"CreationDate", b"ModDate", b"Trapped"];

/// A PDF without names in its properties, and without what programs keep in it for themselves.
pub fn cleaned(bytes: &[u8]) -> Result<Draft, Kept> {
    let mut document = load(bytes)?;
    if document.is_encrypted() || document.encryption_state.is_some() {
        return Err(Kept::NotTheSame);
    }
    let is_signature = |object: &Object| dictionary(object).is_some_and(|it| it.has(b"ByteRange"));
    if document.objects.values().any(is_signature) {
        return Err(Kept::Signed);
    }
    let mut removed = BTreeSet::new();
    if let Some(properties) = information(&mut document) {
        if properties.remove(b"Author").is_some() {
            removed.insert(Removed::Author);
        }
        let goes = |key: &[u8]| {
            !USUAL.contains(&key) && (matches!(key, b"Company") || is_personal_property(&String::from_utf8_lossy(key)))
        };
        let others: Vec<Vec<u8>> = properties.iter().map(|(key, _)| key.clone()).filter(|key| goes(key)).collect();
        for key in others {
            properties.remove(&key);
            removed.insert(Removed::Properties);
        }
    }
    let description =
        document.catalog().ok().and_then(|it| it.get(b"Metadata").ok()).and_then(|it| it.as_reference().ok());
    if let Some(id) = description {
        describe(&mut document, id, &mut removed)?;
    }
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).ok();
    for (id, object) in &mut document.objects {
        if let Object::Stream(stream) = object
            && is_photo(&stream.dict)
            && let Some(copy) = picture::without_any_notes(&stream.content)
        {
            stream.set_content(copy);
            removed.insert(Removed::PictureNotes);
        }
        let Some(dictionary) = dictionary_mut(object) else { continue };
        let is_root = Some(*id) == root;
        for key in [&b"PieceInfo"[..], b"Metadata", b"Thumb"] {
            // Of pages, fonts and pictures; the description of the whole file was read above.
            if !(is_root && key == b"Metadata") && dictionary.has(key) {
                dictionary.remove(key);
                removed.insert(if key == b"Thumb" { Removed::Thumbnail } else { Removed::ProgramData });
            }
        }
    }
    if is_saved_again(bytes) {
        removed.insert(Removed::EarlierVersions);
    }
    if removed.is_empty() {
        return Ok(None);
    }
    document.prune_objects();
    let is_packed = memchr::memmem::find(bytes, b"/ObjStm").is_some();
    let options = SaveOptions::builder().use_object_streams(is_packed).use_xref_streams(is_packed).compression_level(6);
    let mut copy = Vec::with_capacity(bytes.len());
    document.save_with_options(&mut copy, options.build()).map_err(|_| Kept::NotTheSame)?;
    Ok(Some((copy, removed)))
}

/// Whether a PDF that names nobody may tell something all the same: by the notes of a photo, or by what it held before.
/// A look at its bytes, as most tell nothing.
pub fn may_tell(bytes: &[u8]) -> bool {
    const NOTES: &[&[u8]] = &[b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0", b"Photoshop 3.0\0", b"/PieceInfo"];
    is_saved_again(bytes) || NOTES.iter().any(|note| memchr::memmem::find(bytes, note).is_some())
}

/// Whether a file was written on after its end. One that is made for the web has two ends from the start.
fn is_saved_again(bytes: &[u8]) -> bool {
    let is_for_the_web = memchr::memmem::find(&bytes[..bytes.len().min(2_048)], b"/Linearized").is_some();
    memchr::memmem::find_iter(bytes, b"startxref").take(3).count() > if is_for_the_web { 2 } else { 1 }
}

/// Whether a stream is a photo as cameras save it.
fn is_photo(dictionary: &Dictionary) -> bool {
    let is_jpeg = |object: &Object| matches!(object, Object::Name(name) if name == b"DCTDecode");
    match dictionary.get(b"Filter") {
        Ok(Object::Array(filters)) => filters.len() == 1 && filters.iter().all(is_jpeg),
        Ok(filter) => is_jpeg(filter),
        Err(_) => false,
    }
}

/// All objects of a file; the second time by looking for them, when the list at its end leads nowhere.
fn load(bytes: &[u8]) -> Result<Document, Kept> {
    let attempt = |force_reconstruct| {
        let options =
            LoadOptions { max_decompressed_size: Some(STREAM_BYTES_MAX), force_reconstruct, ..LoadOptions::default() };
        let document = Document::load_mem_with_options(bytes, options).ok()?;
        let has_pages = document.catalog().is_ok_and(|it| it.has(b"Pages")) && !document.get_pages().is_empty();
        has_pages.then_some(document)
    };
    attempt(false).or_else(|| attempt(true)).ok_or(Kept::NotTheSame)
}

fn dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(found) => Some(found),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

fn dictionary_mut(object: &mut Object) -> Option<&mut Dictionary> {
    match object {
        Object::Dictionary(found) => Some(found),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    }
}

/// The dictionary of properties. A file that was cut short has lost its name, but not the dictionary.
fn information(document: &mut Document) -> Option<&mut Dictionary> {
    if !document.trailer.has(b"Info") {
        let is_it = |object: &Object| {
            let found = object.as_dict().ok();
            found.is_some_and(|it| it.has(b"Author") && (it.has(b"Producer") || it.has(b"CreationDate")))
        };
        let id = document.objects.iter().find(|(_, object)| is_it(object)).map(|(id, _)| *id)?;
        document.trailer.set("Info", Object::Reference(id));
    }
    match document.trailer.get(b"Info").ok()?.as_reference() {
        Ok(id) => document.get_object_mut(id).ok()?.as_dict_mut().ok(),
        Err(_) => document.trailer.get_mut(b"Info").ok()?.as_dict_mut().ok(),
    }
}

/// Takes people out of the description in XMP.
fn describe(document: &mut Document, id: ObjectId, removed: &mut BTreeSet<Removed>) -> Result<(), Kept> {
    let Ok(stream) = document.get_object_mut(id).and_then(Object::as_stream_mut) else { return Ok(()) };
    let xmp = stream.get_plain_content_with_limit(XMP_BYTES_MAX).map_err(|_| Kept::TooLarge)?;
    let mut own = BTreeSet::new();
    let copy = xml::without(&xmp, &mut Budget::default(), &mut |trail, element| {
        let what = match trail.name(0) {
            "creator" | "Author" | "author" => Removed::Author,
            "contributor" | "Manager" | "Company" | "AuthorsPosition" | "CaptionWriter" => Removed::Properties,
            "LastModifiedBy" | "LastSavedBy" => Removed::LastEditor,
            // Which files it was made from, step by step, and where they lay.
            "History" | "DerivedFrom" | "Ingredients" | "Pantry" | "ManageTo" => Removed::ProgramData,
            "Description" if ATTRIBUTES.iter().any(|name| element.find(name).is_some()) => {
                own.insert(Removed::Properties);
                return Fate::Without(|name| ATTRIBUTES.contains(&name));
            }
            _ => return Fate::Keep,
        };
        own.insert(what);
        Fate::Drop
    });
    if let Some(copy) = copy.map_err(|_| Kept::NotTheSame)? {
        stream.set_plain_content(copy);
        removed.extend(own);
    }
    Ok(())
}

/// What may also be written as attributes of a description.
const ATTRIBUTES: &[&str] =
    &["Author", "Manager", "Company", "AuthorsPosition", "CaptionWriter", "LastModifiedBy", "LastSavedBy"];
