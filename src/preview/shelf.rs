//! What the preview keeps in memory of what is dear to make: pictures, documents and the search index, each under the
//! digest of its recipe. What a build has put into the store is taken from there; nothing is written.

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use crate::artefact::{Finished, Shelf};
use crate::store::{Documents, Purpose};

/// The most that is kept, in bytes. What was kept first goes first.
const BYTES_MAX: usize = 256 << 20;

/// The shelf of a preview.
pub struct Kept {
    store: Documents,
    memory: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    things: HashMap<[u8; 32], Finished>,
    order: VecDeque<[u8; 32]>,
    bytes: usize,
}

impl Kept {
    /// A shelf that looks into an output folder too.
    pub fn new(output: &Path) -> Kept {
        Kept { store: Documents::new(output, Purpose::Look), memory: Mutex::default() }
    }
}

impl Shelf for Kept {
    fn take(&self, recipe: &[u8; 32]) -> Option<Finished> {
        let known = self.memory.lock().unwrap_or_else(PoisonError::into_inner).things.get(recipe).cloned();
        known.or_else(|| {
            let stored = self.store.take(recipe)?;
            self.keep(recipe, &stored);
            Some(stored)
        })
    }

    fn keep(&self, recipe: &[u8; 32], document: &Finished) {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.things.insert(*recipe, document.clone()).is_none() {
            memory.order.push_back(*recipe);
            memory.bytes += document.bytes.len();
        }
        while memory.bytes > BYTES_MAX
            && let Some(oldest) = memory.order.pop_front()
        {
            memory.bytes -= memory.things.remove(&oldest).map_or(0, |thing| thing.bytes.len());
        }
    }
}
