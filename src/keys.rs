//! What may stand after a key, as JSON Schema (draft 7, which editors of YAML read best). Derived from the types that
//! read front matter and `site.yaml`, whose comments are the explanations that an editor shows.
//!
//! The only module that names schemars. Schemas here are those of the types; `schema` makes of them what an editor is
//! given. Nothing here reads a value.

pub use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

/// The dialect of the schemas.
pub const DIALECT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a type, whole and without references.
pub fn shape_of<T: JsonSchema>() -> Value {
    let settings = schemars::generate::SchemaSettings::draft07().with(|settings| {
        settings.inline_subschemas = true;
        settings.meta_schema = None;
    });
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// A schema written out.
pub fn schema(value: Value) -> Schema {
    Schema::try_from(value).unwrap_or_default()
}

/// Text of a fixed form. `wrong` is what the author is told otherwise: what is wrong, and on a second line what to do.
pub fn text(pattern: &str, wrong: &str, examples: &[&str]) -> Schema {
    let told = wrong.replacen('\n', ": ", 1);
    schema(json!({ "type": "string", "pattern": pattern, "patternErrorMessage": told, "examples": examples }))
}

/// Says of a type how its text is written: `written!(Date, PATTERN, WRONG, ["2026-04-01"])`.
macro_rules! written {
    ($type:ident, $pattern:expr, $wrong:expr, $examples:expr) => {
        impl $crate::keys::JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut $crate::keys::SchemaGenerator) -> $crate::keys::Schema {
                $crate::keys::text($pattern, $wrong, &$examples)
            }
        }
    };
}
pub(crate) use written;
