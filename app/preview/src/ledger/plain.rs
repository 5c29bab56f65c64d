//! Records of which a repair takes one problem away and nothing else: a cell of theirs has no other problem, none is left
//! once it is mended, and nothing depends on it across the cells. Such a repair is made, or taken back, without reading
//! them again: their verdicts follow from their other problems. Eight bytes each.

use std::collections::BTreeMap;

use contact::check::failed::FilledPlaces;

/// So few are taken out and put in one by one; more of them in one walk over all.
const FEW: usize = 16;
/// Records of more kinds than this are read again. A million people of a real file are of some ten thousand kinds, and one kind
/// takes forty bytes.
const MOST_KINDS: usize = 1 << 18;

/// One of these records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PlainRecord {
    /// From 0.
    pub record: u32,
    /// Which of its places are filled, as `FilledKinds` has it.
    kind: u32,
}

/// These records, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct PlainRecords {
    all: Vec<PlainRecord>,
    /// Those that came out of their order.
    late: Vec<PlainRecord>,
}

/// Which places of records are filled, each kind once.
#[derive(Clone, Debug, Default)]
pub(super) struct FilledKinds {
    all: Vec<FilledPlaces>,
    places: BTreeMap<FilledPlaces, u32>,
}

impl PlainRecords {
    pub fn put(&mut self, plain: PlainRecord) {
        match self.all.last() {
            Some(last) if plain.record == last.record => {}
            Some(last) if plain.record < last.record => self.late.push(plain),
            _ => self.all.push(plain),
        }
    }

    /// Puts those in that were taken elsewhere.
    pub fn absorb(&mut self, more: Vec<PlainRecord>) {
        self.late.extend(more);
        self.settle();
    }

    /// Takes all of them.
    pub fn take(&mut self) -> Vec<PlainRecord> {
        self.settle();
        std::mem::take(&mut self.all)
    }

    /// Takes records out, which are in order.
    pub fn take_out(&mut self, gone: &[u32]) {
        if self.all.is_empty() {
            return;
        }
        if gone.len() <= FEW {
            for record in gone {
                if let Ok(place) = self.place(*record) {
                    self.all.remove(place);
                }
            }
            return;
        }
        let mut gone = gone.iter().peekable();
        self.all.retain(|plain| {
            while gone.next_if(|next| **next < plain.record).is_some() {}
            gone.peek().is_none_or(|next| **next != plain.record)
        });
    }

    /// Puts those where they belong that came out of their order.
    pub fn settle(&mut self) {
        if self.late.len() > FEW {
            self.all.append(&mut self.late);
            // Two runs, each nearly in order.
            self.all.sort_by_key(|plain| plain.record);
            self.all.dedup_by_key(|plain| plain.record);
        }
        for plain in std::mem::take(&mut self.late) {
            if let Err(place) = self.place(plain.record) {
                self.all.insert(place, plain);
            }
        }
    }

    fn place(&self, record: u32) -> Result<usize, usize> {
        self.all.binary_search_by_key(&record, |plain| plain.record)
    }
}

impl FilledKinds {
    /// A record of which these places are filled, unless there are too many kinds.
    pub fn plain(&mut self, record: u32, filled: FilledPlaces) -> Option<PlainRecord> {
        let next = self.all.len();
        let kind = match self.places.get(&filled) {
            Some(kind) => *kind,
            None if next == MOST_KINDS => return None,
            None => {
                self.all.push(filled);
                self.places.insert(filled, next as u32);
                next as u32
            }
        };
        Some(PlainRecord { record, kind })
    }

    /// Which places of a record are filled.
    pub fn of(&self, plain: &PlainRecord) -> FilledPlaces {
        self.all[plain.kind as usize]
    }
}
