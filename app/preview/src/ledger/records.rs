//! Records by number, in order: four bytes each, also where a million have one cause.

/// So few records are put in and taken out one by one; more of them in one walk over all.
const FEW: usize = 16;

/// Records by number, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct RecordSet {
    /// In order.
    records: Vec<u32>,
    /// Those that came out of their order: `settle` puts them where they belong.
    late: Vec<u32>,
}

impl RecordSet {
    /// Puts a record in. False: it was the last that was put in, too.
    pub fn put(&mut self, record: u32) -> bool {
        match self.records.last() {
            Some(last) if record == *last => return false,
            Some(last) if record < *last => {
                if self.late.last() == Some(&record) {
                    return false;
                }
                self.late.push(record);
            }
            _ => self.records.push(record),
        }
        true
    }

    /// Puts records in, which are in order.
    pub fn put_all(&mut self, records: &[u32]) {
        self.late.extend(records);
        self.settle();
    }

    /// Takes records out, which are in order.
    pub fn take_out(&mut self, gone: &[u32]) {
        if self.records.is_empty() {
            return;
        }
        if gone.len() <= FEW {
            for record in gone {
                if let Ok(place) = self.records.binary_search(record) {
                    self.records.remove(place);
                }
            }
            return;
        }
        let mut gone = gone.iter().peekable();
        self.records.retain(|record| {
            while gone.next_if(|next| *next < record).is_some() {}
            gone.peek().is_none_or(|next| *next != record)
        });
    }

    /// Puts those where they belong that came out of their order.
    pub fn settle(&mut self) {
        if self.late.len() > FEW {
            self.records.append(&mut self.late);
            // Two runs, each nearly in order.
            self.records.sort();
            self.records.dedup();
        }
        for record in std::mem::take(&mut self.late) {
            if let Err(place) = self.records.binary_search(&record) {
                self.records.insert(place, record);
            }
        }
    }

    /// The first of them.
    pub fn first(&self) -> Option<u32> {
        self.records.first().copied()
    }

    /// All of them, in order.
    pub fn all(&self) -> &[u32] {
        &self.records
    }

    pub fn len(&self) -> u64 {
        self.records.len() as u64
    }

    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(records: &[u32]) -> RecordSet {
        let mut set = RecordSet::default();
        for record in records {
            set.put(*record);
        }
        set.settle();
        set
    }

    #[test]
    fn records_stand_in_order_however_they_come_and_go() {
        for (put, gone, left) in [
            (vec![1, 2, 3], vec![2], vec![1, 3]),
            (vec![5, 1, 3, 3, 1], vec![], vec![1, 3, 5]),
            (vec![5, 1, 3], vec![0, 1, 5, 9], vec![3]),
            (vec![], vec![1], vec![]),
        ] {
            let mut records = set(&put);
            records.take_out(&gone);
            assert_eq!(records.all(), left, "{put:?} without {gone:?}");
        }
        let many: Vec<u32> = (0..1000).collect();
        let even: Vec<u32> = (0..1000).step_by(2).collect();
        let odd: Vec<u32> = (1..1000).step_by(2).collect();
        let mut records = set(&many);
        records.take_out(&odd);
        assert_eq!(records.all(), even);
        for record in &odd {
            records.put(*record);
        }
        records.settle();
        assert_eq!(records.all(), many);
    }

    #[test]
    fn a_record_that_comes_twice_is_one() {
        let mut records = RecordSet::default();
        assert!(records.put(4));
        assert!(!records.put(4));
        assert!(records.put(2));
        assert!(!records.put(2));
        records.settle();
        assert_eq!((records.len(), records.first()), (2, Some(2)));
    }
}
