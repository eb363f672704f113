//! Sets and maps of short words: asked for at each word of a text, so that their hash costs little.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A hash that takes eight bytes at a time. Nothing depends on the order it gives.
#[derive(Default)]
pub(in crate::anonymity) struct Quick(u64);

/// An odd number whose bits look drawn by lot.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut eight = [0; 8];
            eight[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(eight));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(FACTOR);
    }

    fn finish(&self) -> u64 {
        let product = u128::from(self.0) * u128::from(FACTOR);
        product as u64 ^ (product >> 64) as u64
    }
}

/// What is known by a word or a number.
pub(in crate::anonymity) type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Words to be found among others.
pub(in crate::anonymity) type QuickSet<K> = HashSet<K, BuildHasherDefault<Quick>>;

/// A number for some bytes, by which they are told from nearly all others.
pub(super) fn number(bytes: &[u8]) -> u64 {
    let mut hash = Quick::default();
    hash.write(bytes);
    hash.finish()
}
