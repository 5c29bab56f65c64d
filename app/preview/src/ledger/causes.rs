//! The causes of a file: each kind of problem in each column, with its records, what would mend them or has, and the first
//! that still has it as an example. Records are taken out and put in again without a look at any other; where the first one goes,
//! the next has to be read again for its text (`untold`). Records of which a repair takes one problem away and nothing else
//! change sides without being read (`turn`).

use std::collections::BTreeSet;

use contact::{
    Language, Rules,
    check::{
        columns::{FileColumn, Mended},
        dates::Dates,
        failed::FilledPlaces,
        verdict::Verdict,
    },
    code::{Code, Severity},
    date,
    problem::Problem,
    repair::Fix,
};

use super::{
    plain::{FilledKinds, PlainRecord, PlainRecords},
    records::RecordSet,
};
use crate::{Group, GroupKey, Repair};

/// The causes of a file, in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Causes {
    all: Vec<Cause>,
    filled: FilledKinds,
}

/// What a repair did to the records that were not read again for it, and those that have to be.
#[derive(Debug, Default)]
pub(super) struct TurnedRecords {
    /// In order.
    pub plain: Vec<PlainRecord>,
    /// The gravest of the problems that each of them still has.
    pub worst: Vec<Option<Severity>>,
    /// In order.
    pub rest: Vec<u32>,
}

/// The records with one cause.
#[derive(Clone, Debug)]
struct Cause {
    code: Code,
    column: String,
    records: RecordSet,
    /// What would mend it. Dates have two ways: which is right, the whole column tells.
    ways: Vec<(Fix, MendWay)>,
    /// What has mended records that had it.
    made: Option<(Fix, MendWay)>,
    /// Those of the mended records whose dates read both ways.
    both_ways: RecordSet,
    /// What is said of a record, and of which: one that still has the problem comes before one that is mended (`true`).
    told: Option<((bool, u32), String)>,
}

/// The records that a fix mends, or has mended.
#[derive(Clone, Debug, Default)]
struct MendWay {
    records: RecordSet,
    /// Those of them to which it does nothing else.
    plain: PlainRecords,
    example: Option<MendExample>,
}

/// One of them, as written and as it will be.
#[derive(Clone, Debug)]
struct MendExample {
    record: u32,
    before: String,
    after: String,
}

impl Causes {
    /// Takes note of a record.
    pub fn note(&mut self, verdict: &Verdict, rules: &Rules, language: Language) {
        for problem in verdict.problems {
            self.note_problem(verdict, problem, rules, language);
        }
        for mended in verdict.mended {
            self.note_mended(verdict, mended, language);
        }
    }

    fn note_problem(
        &mut self,
        verdict: &Verdict,
        problem: &Problem,
        rules: &Rules,
        language: Language,
    ) {
        let record = (verdict.record - 1) as u32;
        let Self { all, filled } = self;
        let cause = cause_of(all, problem.code, &problem.column);
        cause.tell((false, record), || problem.sentence(language));
        // A second problem of this kind in a record says nothing new, unless the example is looked for.
        if !cause.records.put(record) && cause.has_examples() {
            return;
        }
        let mut columns = verdict.columns().all.iter().enumerate();
        let Some((place, file)) = columns.find(|(_, file)| file.name == problem.column) else {
            return;
        };
        // What is left where the repair is made is left by it.
        if fix_of(file, problem.code).is_some() {
            return;
        }
        let of = |day_first| Fix::of(problem.code, file.column, rules, day_first);
        let (plain, turned) = (of(false), of(true));
        let turned = turned.filter(|fix| plain != Some(*fix));
        for fix in plain.into_iter().chain(turned) {
            let cell = verdict.cell(place);
            let Some(after) = fix.apply(&cell) else {
                continue;
            };
            let (mut left, mut is_clean) = (false, true);
            file.judge_mended(&after, rules, &mut |rest| {
                left |= rest.code == problem.code;
                is_clean = false;
            });
            if left {
                continue;
            }
            let is_plain = is_clean && is_alone(verdict, problem, fix);
            let places = is_plain.then(|| FilledPlaces::of(verdict)).flatten();
            let plain = places.and_then(|places| filled.plain(record, places));
            let way = cause.way(fix);
            way.note(record, || (cell.into_owned(), after));
            if let Some(plain) = plain {
                way.plain.put(plain);
            }
        }
    }

    fn note_mended(&mut self, verdict: &Verdict, mended: &Mended, language: Language) {
        let file = &verdict.columns().all[mended.place];
        let Some(fix) = fix_of(file, mended.code) else {
            return;
        };
        let record = (verdict.record - 1) as u32;
        let before = verdict.cell(mended.place);
        let turns_both =
            fix == Fix::DayFirst && date::order(before.trim()) == Some(date::DayOrder::Either);
        let cause = cause_of(&mut self.all, mended.code, &file.name);
        cause.tell((true, record), || language.quoted(&file.name, &before));
        if turns_both {
            cause.both_ways.put(record);
        }
        let (made, way) = cause.made.get_or_insert_with(|| (fix, MendWay::default()));
        *made = fix;
        way.note(record, || (before.into_owned(), mended.text.clone()));
    }

    /// Makes a repair, or takes it back (`made: None`), for those records to which it does nothing else.
    pub fn turn(&mut self, key: &GroupKey, made: Option<Fix>) -> TurnedRecords {
        let is_meant = |cause: &&mut Cause| cause.code == key.code && cause.column == key.column;
        let Some(cause) = self.all.iter_mut().find(is_meant) else {
            return TurnedRecords::default();
        };
        let touched = cause.touched();
        let plain = match made {
            Some(fix) => cause.make(fix),
            None => cause.take_back(),
        };
        let mut turned = plain.iter().peekable();
        let mut rest = touched;
        rest.retain(|record| {
            while turned.next_if(|plain| plain.record < *record).is_some() {}
            turned.peek().is_none_or(|plain| plain.record != *record)
        });
        let mut worst = vec![None; plain.len()];
        for cause in &self.all {
            let severity = cause.code.severity();
            let mut records = cause.records.all().iter().peekable();
            for (plain, worst) in plain.iter().zip(&mut worst) {
                while records.next_if(|next| **next < plain.record).is_some() {}
                match records.peek() {
                    Some(next) if **next == plain.record => *worst = (*worst).max(Some(severity)),
                    Some(_) => {}
                    None => break,
                }
            }
        }
        TurnedRecords { plain, worst, rest }
    }

    /// Which places of a record are filled.
    pub fn filled(&self, plain: &PlainRecord) -> FilledPlaces {
        self.filled.of(plain)
    }

    /// Takes records out, which are in order.
    pub fn take_out(&mut self, gone: &[u32]) {
        for cause in &mut self.all {
            cause.sets(|records| records.take_out(gone));
            cause.both_ways.take_out(gone);
            let is_gone = |record: &u32| gone.binary_search(record).is_ok();
            if cause.told.iter().any(|((_, told), _)| is_gone(told)) {
                cause.told = None;
            }
            for way in cause.all_ways() {
                way.plain.take_out(gone);
                let told = way.example.as_ref();
                if told.is_some_and(|example| is_gone(&example.record)) {
                    way.example = None;
                }
            }
        }
    }

    /// To be said once records were put in that had been taken out.
    pub fn settle(&mut self) {
        for cause in &mut self.all {
            cause.sets(RecordSet::settle);
            cause.both_ways.settle();
            for way in cause.all_ways() {
                way.plain.settle();
            }
        }
    }

    /// The records whose text is wanted as examples, because those that were are gone: they have to be noted again.
    pub fn untold(&self) -> BTreeSet<u32> {
        let mut untold = BTreeSet::new();
        for cause in &self.all {
            let told = cause.told.as_ref().map(|((_, record), _)| *record);
            untold.extend(cause.first().filter(|first| Some(*first) != told));
            let made = cause.made.iter().map(|(_, way)| way);
            for way in cause.ways.iter().map(|(_, way)| way).chain(made) {
                let told = way.example.as_ref().map(|example| example.record);
                let first = way.records.first();
                untold.extend(first.filter(|first| Some(*first) != told));
            }
        }
        untold
    }

    /// The records of the causes of one kind, in this column or in any.
    pub fn of<'c>(
        &'c self,
        code: Code,
        column: Option<&'c str>,
    ) -> impl Iterator<Item = &'c [u32]> {
        let is_meant = move |cause: &&Cause| {
            cause.code == code && column.is_none_or(|column| column == cause.column)
        };
        let sets = self.all.iter().filter(is_meant);
        sets.map(|cause| cause.records.all())
            .filter(|records| !records.is_empty())
    }

    /// The causes, errors first, then the largest; `dates` are those of the whole file, `lines` those of the records.
    pub fn groups(&self, dates: &Dates, lines: &[u32]) -> Vec<Group> {
        let mut causes: Vec<(u32, &Cause)> = self
            .all
            .iter()
            .filter_map(|cause| Some((cause.first()?, cause)))
            .collect();
        let order = |(first, cause): &(u32, &Cause)| {
            let is_warning = cause.code.severity() == Severity::Warning;
            (is_warning, std::cmp::Reverse(cause.records.len()), *first)
        };
        causes.sort_by(|one, other| {
            let name = |(_, cause): &(u32, &Cause)| (cause.code, cause.column.clone());
            let order = order(one).cmp(&order(other));
            order.then_with(|| name(one).cmp(&name(other)))
        });
        let group = |(first, cause): (u32, &Cause)| {
            let line = lines.get(first as usize).copied().unwrap_or_default();
            let mut group = cause.group(u64::from(line), dates.read_day_first(&cause.column));
            if let Some(repair) = &mut group.repair
                && repair.fix == Fix::DayFirst
                && !repair.made
            {
                self.count_turned(&cause.column, repair);
            }
            group
        };
        causes.into_iter().map(group).collect()
    }

    /// One click turns all dates of a column, those that are none as MM/DD/YYYY and those that read both ways.
    fn count_turned(&self, column: &str, repair: &mut Repair) {
        (repair.records, repair.both_ways) = (0, 0);
        for cause in self.all.iter().filter(|cause| cause.column == column) {
            for (_, way) in cause.ways.iter().filter(|(fix, _)| *fix == Fix::DayFirst) {
                repair.records += way.records.len();
                if cause.code == Code::E21 {
                    repair.both_ways += way.records.len();
                }
            }
        }
    }
}

/// The cause of this kind in this column; the first record with it makes it one.
fn cause_of<'c>(all: &'c mut Vec<Cause>, code: Code, column: &str) -> &'c mut Cause {
    let is_it = |cause: &Cause| cause.code == code && cause.column == column;
    let known = all.iter().position(is_it);
    let place = known.unwrap_or_else(|| {
        all.push(Cause {
            code,
            column: column.to_owned(),
            records: RecordSet::default(),
            ways: Vec::new(),
            made: None,
            both_ways: RecordSet::default(),
            told: None,
        });
        all.len() - 1
    });
    &mut all[place]
}

/// Whether a problem is the only one of its cell, and nothing depends on it across the cells: a fix that leaves none takes
/// it away, and does nothing else. Of quotation marks the whole row is a judge, and of dates the whole column.
fn is_alone(verdict: &Verdict, problem: &Problem, fix: Fix) -> bool {
    let is_of_cells = matches!(fix, Fix::PhoneMarks | Fix::EmailSpaces | Fix::LanguageCode);
    let problems = verdict.problems.iter();
    let here = problems.filter(|other| other.column == problem.column);
    let is_here = |mended: &Mended| verdict.columns().all[mended.place].name == problem.column;
    is_of_cells
        && here.take(2).count() == 1
        && !verdict.mended.iter().any(is_here)
        && !verdict.has_list()
}

impl Cause {
    /// The records that its repair would change, or has changed, in order.
    fn touched(&self) -> Vec<u32> {
        let made = self.made.iter().flat_map(|(_, way)| way.records.all());
        let mut touched: Vec<u32> = self.records.all().iter().chain(made).copied().collect();
        touched.sort();
        touched.dedup();
        touched
    }

    /// Makes a repair where it does nothing else.
    fn make(&mut self, fix: Fix) -> Vec<PlainRecord> {
        let plain = self.way(fix).plain.take();
        let turned: Vec<u32> = plain.iter().map(|plain| plain.record).collect();
        self.records.take_out(&turned);
        self.way(fix).turn(&turned);
        let (made, way) = self.made.get_or_insert_with(|| (fix, MendWay::default()));
        *made = fix;
        way.put_all(&turned, &plain);
        self.forget_told(&turned);
        plain
    }

    /// Takes it back.
    fn take_back(&mut self) -> Vec<PlainRecord> {
        let Some((fix, way)) = &mut self.made else {
            return Vec::new();
        };
        let (fix, plain) = (*fix, way.plain.take());
        let turned: Vec<u32> = plain.iter().map(|plain| plain.record).collect();
        way.turn(&turned);
        self.records.put_all(&turned);
        self.way(fix).put_all(&turned, &plain);
        self.forget_told(&turned);
        plain
    }

    /// What is said of a record that changed sides is said anew.
    fn forget_told(&mut self, turned: &[u32]) {
        let mut told = self.told.iter();
        if told.any(|((_, record), _)| turned.binary_search(record).is_ok()) {
            self.told = None;
        }
    }

    /// Keeps what is said of the first record.
    fn tell(&mut self, of: (bool, u32), sentence: impl FnOnce() -> String) {
        if self.told.as_ref().is_none_or(|(told, _)| of < *told) {
            self.told = Some((of, sentence()));
        }
    }

    /// Whether each of its ways shows what it would do.
    fn has_examples(&self) -> bool {
        let mut ways = self.ways.iter();
        ways.all(|(_, way)| way.example.is_some() || way.records.is_empty())
    }

    /// The first record that still has the problem; the first that was mended where none has it any more.
    fn first(&self) -> Option<u32> {
        let made = self.made.as_ref().and_then(|(_, way)| way.records.first());
        self.records.first().or(made)
    }

    fn way(&mut self, fix: Fix) -> &mut MendWay {
        let known = self.ways.iter().position(|(other, _)| *other == fix);
        let place = known.unwrap_or_else(|| {
            self.ways.push((fix, MendWay::default()));
            self.ways.len() - 1
        });
        &mut self.ways[place].1
    }

    fn all_ways(&mut self) -> impl Iterator<Item = &mut MendWay> {
        let made = self.made.iter_mut().map(|(_, way)| way);
        self.ways.iter_mut().map(|(_, way)| way).chain(made)
    }

    fn sets(&mut self, mut change: impl FnMut(&mut RecordSet)) {
        change(&mut self.records);
        for way in self.all_ways() {
            change(&mut way.records);
        }
    }

    /// What is shown of it; `day_first`: the dates of its column are DD/MM/YYYY.
    fn group(&self, line: u64, day_first: bool) -> Group {
        let fits = |fix: Fix| match fix {
            Fix::DayFirst => day_first,
            other => !day_first || !other.is_for_dates(),
        };
        let made = self.made.iter().filter(|(_, way)| !way.records.is_empty());
        let made = made.map(|(fix, way)| way.repair(*fix, true, self.both_ways.len()));
        let ways = self.ways.iter();
        let ways = ways.filter(|(fix, way)| fits(*fix) && !way.records.is_empty());
        let ways = ways.map(|(fix, way)| way.repair(*fix, false, 0));
        Group {
            key: GroupKey {
                code: self.code,
                column: self.column.clone(),
            },
            records: self.records.len(),
            line,
            message: self
                .told
                .as_ref()
                .map_or_else(String::new, |(_, sentence)| sentence.clone()),
            repair: made.chain(ways).next(),
        }
    }
}

impl MendWay {
    /// Takes records out that changed sides, which are in order.
    fn turn(&mut self, turned: &[u32]) {
        self.records.take_out(turned);
        let example = self.example.as_ref();
        if example.is_some_and(|example| turned.binary_search(&example.record).is_ok()) {
            self.example = None;
        }
    }

    /// Puts records in that changed sides, which are in order; the first of them is read again for its text.
    fn put_all(&mut self, turned: &[u32], plain: &[PlainRecord]) {
        self.records.put_all(turned);
        self.plain.absorb(plain.to_vec());
    }

    fn note(&mut self, record: u32, texts: impl FnOnce() -> (String, String)) {
        self.records.put(record);
        let is_earlier = |example: &MendExample| record < example.record;
        if self.example.as_ref().is_none_or(is_earlier) {
            let (before, after) = texts();
            self.example = Some(MendExample {
                record,
                before,
                after,
            });
        }
    }

    fn repair(&self, fix: Fix, made: bool, both_ways: u64) -> Repair {
        let text = |of: fn(&MendExample) -> &String| {
            self.example
                .as_ref()
                .map_or_else(String::new, |example| of(example).clone())
        };
        Repair {
            fix,
            records: self.records.len(),
            both_ways,
            before: text(|example| &example.before),
            after: text(|example| &example.after),
            made,
        }
    }
}

/// The repair of this kind of problem that is made in a column.
fn fix_of(file: &FileColumn, code: Code) -> Option<Fix> {
    let mut fixes = file.fixes.iter();
    let (_, fix) = fixes.find(|(other, _)| *other == code)?;
    Some(*fix)
}
