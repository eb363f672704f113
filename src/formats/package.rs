//! The container of Word, OpenDocument and EPUB files: one ZIP archive that holds a recipe's parts in order.

use crate::archive::{self, Packing};
use crate::formats::format::{Finished, Recipe};

/// The archive of a recipe. Fails only when a part is too large for a ZIP file.
pub fn zip(recipe: &Recipe) -> Result<Finished, String> {
    let bytes = archive::pack(recipe.parts.iter().map(|part| {
        let packing = if is_stored(&part.name) { Packing::Stored } else { Packing::Deflated };
        (part.name.as_str(), part.content.bytes(), packing)
    }))?;
    Ok(Finished { bytes, pages: None })
}

/// Whether a part is kept as it is: pictures and fonts are compressed already, and OpenDocument and EPUB readers look
/// for the media type at a fixed place in the file.
fn is_stored(name: &str) -> bool {
    name == "mimetype"
        || name
            .rsplit_once('.')
            .is_some_and(|(_, suffix)| matches!(suffix, "png" | "jpeg" | "jpg" | "gif" | "webp" | "mp4" | "woff2"))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::sync::Arc;

    use super::*;

    #[test]
    fn an_archive_holds_its_parts_in_order_and_is_always_the_same() {
        let mut recipe = Recipe::default();
        recipe.push_text("mimetype", "application/epub+zip".to_owned());
        recipe.push_text("content.xml", "<p/>".repeat(100));
        recipe.push_resource("media/a.png", Arc::from(&b"\x89PNG"[..]));
        let bytes = zip(&recipe).expect("small enough").bytes;
        assert_eq!(bytes, zip(&recipe).expect("small enough").bytes);
        assert_eq!(&bytes[30..58], b"mimetypeapplication/epub+zip", "the media type stands first, as it is");
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut name = |at| archive.by_index_raw(at).expect("a part").name().expect("a name").into_owned();
        let names = [name(0), name(1), name(2)];
        assert_eq!(names, ["mimetype", "content.xml", "media/a.png"]);
    }
}
