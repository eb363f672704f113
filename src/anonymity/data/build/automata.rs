//! `automata LISTS OUT`: makes an automaton of each sorted list (WORD, a tab, a number). Equal lists give equal bytes.

use std::error::Error;
use std::fs;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lists, out] = arguments.as_slice() else { return Err("automata LISTS OUT".into()) };
    for name in ["words", "phrases", "places", "sorts"] {
        let text = fs::read_to_string(Path::new(lists).join(format!("{name}.tsv")))?;
        let mut builder = fst::MapBuilder::memory();
        for line in text.lines() {
            let (word, value) = line.split_once('\t').ok_or("a line without a tab")?;
            builder.insert(word, value.parse()?)?;
        }
        fs::write(Path::new(out).join(format!("{name}.fst")), builder.into_inner()?)?;
    }
    Ok(())
}
