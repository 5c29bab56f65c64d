//! The contact that is made of a visitor nobody knows: what they told is read as an import reads the cells of a file, and
//! values with errors are left out.
use super::{Channel, Proven, Visitor};
use crate::{
    check::columns::is_known,
    code::{NO_LAST_NAME, Severity},
    contact::{Draft, MOST_VALUES},
    field::{Part, column::Column, field_of},
    invisible::is_blank,
    phone,
    rules::Rules,
    words::{EmailKind, PhoneKind, Text},
};

impl Visitor {
    /// The contact that this visitor would be; nothing where they told nothing that makes one.
    pub fn newcomer(&self, channel: Channel, rules: &Rules) -> Option<Draft> {
        let proven = self.proven(channel);
        let mut draft = self.filled_in(rules);
        if draft == Draft::default() && proven == Proven::default() {
            return None;
        }
        if draft.last_name.is_empty() {
            draft.last_name = NO_LAST_NAME.to_owned();
        }
        Some(proven.mark(&draft))
    }

    /// What they told. What they are known by stands above what a form says; where that says two things of one column, a
    /// list takes both, and any other the first that is good.
    fn filled_in(&self, rules: &Rules) -> Draft {
        let mut draft = Draft::default();
        let mut take = |column: Column, cell: &str| {
            let is_good = is_good(column, cell, rules);
            if is_good {
                column.read(cell, rules, &mut draft);
            }
            is_good
        };
        // A number that no form has written as one is given as a form would read it.
        let phone = phone::unmarked(&self.phone);
        let own = [
            (Part::Text(Text::FirstName), &self.first_name),
            (Part::Text(Text::LastName), &self.last_name),
            (Part::Phone(PhoneKind::Mobile), &phone),
            (Part::Email(EmailKind::Work), &self.email),
        ];
        let own = own.map(|(part, cell)| (Column::Field(field_of(part)), cell));
        let own = own.into_iter().filter(|(column, cell)| take(*column, cell));
        let own: Vec<Column> = own.map(|(column, _)| column).collect();
        let mut filled: Vec<(Column, &str)> = Vec::new();
        for (column, cell) in self.form.iter().flat_map(|form| form.cells(rules)) {
            let has_it = |(other, known): &(Column, &str)| {
                *other == column && (!column.holds_list() || *known == cell)
            };
            if !own.contains(&column) && !filled.iter().any(has_it) && take(column, cell) {
                filled.push((column, cell));
            }
        }
        draft.phones.truncate(MOST_VALUES);
        draft.emails.truncate(MOST_VALUES);
        draft.socials.truncate(MOST_VALUES);
        draft
    }
}

/// Whether a cell holds something of a contact, without an error.
fn is_good(column: Column, cell: &str, rules: &Rules) -> bool {
    let mut is_good = is_known(column) && !is_blank(cell);
    column.judge(cell, rules, &mut |problem| {
        is_good &= problem.severity() == Severity::Warning;
    });
    is_good
}
