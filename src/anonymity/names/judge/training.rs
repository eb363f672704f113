//! Learns the weights, on request: `data/build/learn` calls this with the folder of texts and answers in `CANDOUR_TEXTS`.

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashMap};
    use std::path::Path;

    use serde_json::Value;

    use super::super::{HEADER, Manner, SLOTS, describe, doubtful};
    use crate::anonymity::data::Classes;
    use crate::anonymity::names::vetoes::Part;
    use crate::anonymity::names::{evidence, tokens, vetoes};
    use crate::anonymity::{View, Vocabulary};

    /// What the lists say of things.
    const LISTED: Classes = Classes::EPONYM.or(Classes::DEVICE).or(Classes::SYSTEM).or(Classes::DRUG);

    /// How much dearer an error in a text that identifies nobody is.
    const HEFT: f32 = 40.0;
    /// How far one example moves the weights, and how often each is seen: little and seldom, since the texts are few.
    const RATE: f32 = 0.02;
    const TIMES: usize = 2;
    /// What keeps the weights small.
    const DECAY: f32 = 1e-3;
    /// How many words in a thousand of the held-out texts that identify nobody may be stopped, and how many noted.
    const ALARMS: [f32; 2] = [0.7, 3.0];

    /// A word that may be a name.
    struct Example {
        slots: Vec<usize>,
        name: bool,
        /// Whether it stands in a text that identifies nobody.
        clean: bool,
        /// Whether a quarter of what the lists hold was kept from it: so a thing on no list is learnt as well.
        forgetful: bool,
        /// Words written from one template are held out together.
        group: u64,
        /// The word with what stands around it, to print.
        context: String,
    }

    fn hash(text: &str) -> u64 {
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    #[expect(clippy::disallowed_methods, reason = "the texts to learn from are read")]
    /// The examples of a folder with docs/, gold.jsonl and manifest.json, and the number of words of its clean texts.
    fn examples(root: &Path, found: &mut Vec<Example>) -> usize {
        let manifest: Value =
            serde_json::from_str(&std::fs::read_to_string(root.join("manifest.json")).unwrap()).unwrap();
        let mut spans: HashMap<String, Vec<(usize, usize, String)>> = HashMap::new();
        for line in std::fs::read_to_string(root.join("gold.jsonl")).unwrap().lines() {
            let span: Value = serde_json::from_str(line).unwrap();
            let place = |key: &str| span[key].as_u64().unwrap() as usize;
            spans.entry(span["file"].as_str().unwrap().to_owned()).or_default().push((
                place("start"),
                place("end"),
                span["type"].as_str().unwrap().to_owned(),
            ));
        }
        let documents: BTreeMap<&String, &Value> = manifest["docs"].as_object().unwrap().iter().collect();
        let mut count = 0;
        for (name, about) in documents {
            let source = std::fs::read_to_string(root.join("docs").join(name)).unwrap();
            let clean = about["kind"] == "clean";
            if clean {
                count += source.split_whitespace().count();
            }
            let template = about["template"].as_str().unwrap_or_default();
            // Bytes of the source to characters.
            let mut chars = vec![0; source.len() + 1];
            for (index, (byte, _)) in source.char_indices().enumerate() {
                chars[byte] = index;
            }
            chars[source.len()] = source.chars().count();
            let none = Vec::new();
            let marked = spans.get(name).unwrap_or(&none);
            let view = View::of(&source);
            for forgetful in [false, true] {
                let mut words = tokens::words(&view.text);
                let forgets = |word: &str| forgetful && hash(&format!("{name} {word}")) >> 20 & 3 == 0;
                for word in &mut words {
                    if forgets(&word.folded) {
                        word.classes = word.classes.without(LISTED);
                    }
                }
                let mut parts = vetoes::parts(&view.text, &words, &Vocabulary::default());
                let mut forgot = false;
                for at in 0..words.len() {
                    // A phrase is forgotten as a whole.
                    if at == 0
                        || parts[at] != Part::Phrase
                        || !words[at].joined()
                        || parts[at - 1] == Part::Free && !forgot
                    {
                        forgot = forgets(&words[at].folded);
                    }
                    if parts[at] == Part::Phrase && forgot {
                        parts[at] = Part::Free;
                    }
                }
                let evidence = evidence::weigh(&words, &parts);
                let manner = Manner::of(&words, &evidence);
                for at in 0..words.len() {
                    if !doubtful(&words, &parts, &evidence, &manner, at) {
                        continue;
                    }
                    let range = view.source_range(words[at].range.clone());
                    let (start, end) = (chars[range.start], chars[range.end]);
                    let hits: Vec<&str> = marked
                        .iter()
                        .filter(|(from, to, _)| *from < end && start < *to)
                        .map(|(_, _, kind)| kind.as_str())
                        .collect();
                    let is_name = hits.iter().any(|kind| kind.starts_with("NAME_") && *kind != "NAME_INITIALS");
                    if !is_name
                        && !hits.iter().all(|kind| *kind == "TRAP" || *kind == "DATE" || *kind == "WARD_BED_ROOM")
                    {
                        continue;
                    }
                    let mut slots = Vec::new();
                    describe(&words, &parts, &evidence, &manner, at, &mut slots);
                    let group = if clean || !is_name || template.is_empty() {
                        let from = view.text[..words[at].range.start].rfind("\n\n").map_or(0, |at| at + 2);
                        let opening: String = view.text[from..]
                            .split_whitespace()
                            .filter(|it| it.chars().all(char::is_lowercase))
                            .take(4)
                            .collect();
                        hash(&opening)
                    } else {
                        hash(template)
                    };
                    let near = |at: usize| words[at.min(words.len() - 1)].range.clone();
                    let context = view.text[near(at.saturating_sub(5)).start..near(at + 5).end].replace('\n', "/");
                    let context = format!("{} <{}> {context}", evidence[at].sum, &view.text[words[at].range.clone()]);
                    found.push(Example { slots, name: is_name, clean, forgetful, group, context });
                }
            }
        }
        count
    }

    /// Logistic regression: the weights by which the examples are told apart.
    fn learn(examples: &[&Example]) -> Vec<f32> {
        let mut weights = vec![0f32; SLOTS];
        let mut squares = vec![1e-4f32; SLOTS];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..TIMES {
            for index in (1..order.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                order.swap(index, (state >> 33) as usize % (index + 1));
            }
            for &index in &order {
                let example = examples[index];
                let sum: f32 = example.slots.iter().map(|slot| weights[*slot]).sum();
                let share = 1.0 / (1.0 + (-sum).exp());
                let heft = if example.clean { HEFT } else { 1.0 };
                let error = (share - f32::from(u8::from(example.name))) * heft;
                for &slot in &example.slots {
                    let slope = error + DECAY * weights[slot];
                    squares[slot] += slope * slope;
                    weights[slot] -= RATE * slope / squares[slot].sqrt();
                }
            }
        }
        weights
    }

    fn verdict(weights: &[f32], example: &Example) -> f32 {
        example.slots.iter().map(|slot| weights[*slot]).sum()
    }

    /// The weights in signed bytes, after the thresholds.
    fn packed(weights: &[f32], warn: f32, block: f32) -> Vec<u8> {
        let most = weights.iter().fold(0f32, |most, weight| most.max(weight.abs()));
        let scale = most / 127.0;
        let mut bytes = Vec::with_capacity(HEADER + SLOTS);
        for number in [warn, block, scale] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend(weights.iter().map(|weight| (weight / scale).round() as i8 as u8));
        bytes
    }

    #[expect(clippy::disallowed_methods, reason = "the weights are written where they are told to be")]
    #[test]
    #[ignore = "writes the weights: data/build/learn calls it"]
    fn learn_the_weights() {
        let texts = std::env::var("CANDOUR_TEXTS").expect("the folder of the texts");
        let mut all = Vec::new();
        let count: usize = texts.split(',').map(|folder| examples(Path::new(folder), &mut all)).sum();
        // Each fifth judged by what the other four teach: what no template held tells where the thresholds lie.
        let mut judged: Vec<(f32, bool, bool, &str)> = Vec::new();
        for fold in 0..5 {
            let (held, rest): (Vec<&Example>, Vec<&Example>) =
                all.iter().partition(|example| example.group % 5 == fold);
            let weights = learn(&rest);
            judged.extend(
                held.iter()
                    .filter(|example| example.forgetful)
                    .map(|example| (verdict(&weights, example), example.name, example.clean, example.context.as_str())),
            );
        }
        judged.sort_by(|one, two| two.0.total_cmp(&one.0));
        let names = judged.iter().filter(|it| it.1).count();
        let (mut seen, mut alarms) = (0, 0);
        let (mut block, mut warn) = (f32::NAN, f32::NAN);
        let mut next = 0.25;
        for (sum, name, clean, _) in &judged {
            seen += usize::from(*name);
            alarms += usize::from(!*name && *clean);
            let rate = alarms as f32 * 1000.0 / count as f32;
            if rate >= next {
                eprintln!("{sum:.2}: {rate:.2} words a thousand, {:.2}% of names", seen as f32 * 100.0 / names as f32);
                next *= 1.25;
            }
            if rate <= ALARMS[0] {
                block = *sum;
            }
            if rate <= ALARMS[1] {
                warn = *sum;
            }
        }
        eprintln!("{} examples, {names} names, {count} clean words; block {block}, warn {warn}", all.len());
        if std::env::var_os("CANDOUR_SHOW").is_some() {
            for (sum, name, clean, context) in &judged {
                if *name && *sum < warn || !*name && *clean && *sum >= warn {
                    eprintln!("{} {sum:.1} {context}", if *name { "MISS" } else { "ALARM" });
                }
            }
        }
        let weights = learn(&all.iter().collect::<Vec<_>>());
        let out = Path::new(file!()).parent().unwrap().join("../../data/judge.bin");
        let out = std::env::var("CANDOUR_WEIGHTS").map_or(out, Into::into);
        std::fs::write(out, packed(&weights, warn, block)).unwrap();
    }
}
