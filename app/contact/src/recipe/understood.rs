//! Whether a recipe can be meant: its columns count as fields that there are, and its repairs and steps can change something in
//! the columns that they name. What cannot is refused, for it would be passed over and nobody would know.

use std::iter;

use super::{
    Recipe, RecipeRepair,
    refusal::{RecipeRefusal, nearest, quoted},
};
use crate::{
    check::columns::is_known,
    code::Code,
    field::{column::Column, fields},
    mend::{Mend, MendStep, steps::StepColumn},
    repair::Fix,
    rules::Rules,
};

impl Recipe {
    /// The same, with its fields called as the template and the custom fields are.
    pub fn understood(mut self, rules: &Rules) -> Result<Self, RecipeRefusal> {
        for (header, field) in &mut self.columns {
            let known = target(field, rules);
            *field = known.map_err(|refusal| refusal.in_key(header).in_key("columns"))?;
        }
        for (at, repair) in self.repairs.iter_mut().enumerate() {
            let known = understand_repair(repair, rules);
            known.map_err(|refusal| refusal.in_item(at).in_key("repairs"))?;
        }
        for (at, step) in self.steps.iter_mut().enumerate() {
            let known = understand_step(step, rules);
            known.map_err(|refusal| refusal.in_item(at).in_key("steps"))?;
        }
        Ok(self)
    }

    /// The same without what cannot be meant: for whoever sees, on the page, that nothing comes of it.
    pub fn without_strangers(mut self, rules: &Rules) -> Self {
        self.columns.retain(|_, field| target(field, rules).is_ok());
        self.repairs
            .retain_mut(|repair| understand_repair(repair, rules).is_ok());
        self.steps
            .retain_mut(|step| understand_step(step, rules).is_ok());
        self
    }
}

/// What a column of a file counts as; empty: it is ignored.
fn target(said: &str, rules: &Rules) -> Result<String, RecipeRefusal> {
    match said.trim().is_empty() {
        true => Ok(String::new()),
        false => field_called(said, rules),
    }
}

fn understand_repair(repair: &mut RecipeRepair, rules: &Rules) -> Result<(), RecipeRefusal> {
    let RecipeRepair { code, column } = repair;
    if column.trim().is_empty() {
        column.clear();
        return match code {
            Code::E12 | Code::W07 => Ok(()),
            code => {
                let sentence = format!("{code} is repaired in a column; name it in \"column\"");
                Err(RecipeRefusal::new(sentence))
            }
        };
    }
    let called = field_called(column, rules);
    *column = called.map_err(|refusal| refusal.in_key("column"))?;
    let place = Column::of(column, rules);
    let mends = |day_first| Fix::of(*code, place, rules, day_first).is_some();
    match mends(false) || mends(true) {
        true => Ok(()),
        false => {
            let sentence = format!("nothing repairs {code} in {column:?}; leave it out");
            Err(RecipeRefusal::new(sentence))
        }
    }
}

fn understand_step(mend: &mut Mend, rules: &Rules) -> Result<(), RecipeRefusal> {
    *mend.column_mut() = field_called(mend.column(), rules)?;
    let step = MendStep {
        number: 1,
        mend: mend.clone(),
    };
    let column = mend.column();
    match StepColumn::of(&[step], column, rules) {
        Some(_) => Ok(()),
        None => {
            let sentence = format!("this step can change nothing in {column:?}; leave it out");
            Err(RecipeRefusal::new(sentence))
        }
    }
}

/// The name of the field that somebody means.
fn field_called(said: &str, rules: &Rules) -> Result<String, RecipeRefusal> {
    let column = Column::of(said, rules);
    if is_known(column) {
        return Ok(column.header(&rules.custom_fields).to_owned());
    }
    let custom_fields = rules.custom_fields.iter();
    let by_id = custom_fields.clone().find(|field| field.id == said);
    let names = fields()
        .flat_map(|field| iter::once(field.header).chain(field.aliases.iter().copied()))
        .chain(custom_fields.map(|field| field.name.as_str()));
    let meant = by_id
        .map(|field| field.name.as_str())
        .or_else(|| nearest(said, names));
    let advice = match meant {
        Some(meant) => format!("did you mean {}?", quoted(meant)),
        None => "write a header of the template or the name of a custom field".to_owned(),
    };
    let said = quoted(said);
    let sentence = format!("there is no field {said}; {advice}");
    Err(RecipeRefusal::new(sentence))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;

    use super::*;
    use crate::{
        custom::{CustomField, CustomKind},
        recipe::parts,
    };

    fn rules() -> Rules {
        let mut rules = Rules::new(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
        rules.custom_fields = vec![CustomField {
            id: "cf_size".to_owned(),
            name: "Shirt size".to_owned(),
            kind: CustomKind::Text,
            options: Vec::new(),
        }];
        rules
    }

    fn recipe(json: &str) -> Recipe {
        parts::read(&parts::parse(json).expect("JSON"), &[]).expect("a recipe")
    }

    #[test]
    fn a_name_that_no_field_has_is_refused_with_the_one_that_was_meant() {
        for (json, said) in [
            (
                r#"{"columns":{"Given":"Frist name"}}"#,
                r#"columns["Given"]: there is no field "Frist name"; did you mean "First name"?"#,
            ),
            (
                r#"{"columns":{"Size":"Shirtsizes"}}"#,
                r#"columns["Size"]: there is no field "Shirtsizes"; did you mean "Shirt size"?"#,
            ),
            (
                r#"{"columns":{"Size":"cf_size"}}"#,
                r#"columns["Size"]: there is no field "cf_size"; did you mean "Shirt size"?"#,
            ),
            (
                r#"{"columns":{"Tea":"Favourite tea"}}"#,
                r#"columns["Tea"]: there is no field "Favourite tea"; write a header of the template or the name of a custom field"#,
            ),
            (
                r#"{"columns":{"What":"Error Message"}}"#,
                r#"columns["What"]: there is no field "Error Message"; write a header of the template or the name of a custom field"#,
            ),
            (
                r#"{"repairs":[{"code":"W07"},{"code":"E01","column":"Moblie"}]}"#,
                r#"repairs[1].column: there is no field "Moblie"; did you mean "Mobile"?"#,
            ),
            (
                r#"{"repairs":[{"code":"E01"}]}"#,
                r#"repairs[0]: E01 is repaired in a column; name it in "column""#,
            ),
            (
                r#"{"repairs":[{"code":"E05","column":"Company"}]}"#,
                r#"repairs[0]: nothing repairs E05 in "Company"; leave it out"#,
            ),
            (
                r#"{"steps":[{"fill":{"column":"Taem","value":"North"}}]}"#,
                r#"steps[0]: there is no field "Taem"; did you mean "Team"?"#,
            ),
            (
                r#"{"steps":[{"split_name":{"column":"Company"}}]}"#,
                r#"steps[0]: this step can change nothing in "Company"; leave it out"#,
            ),
        ] {
            let refusal = recipe(json).understood(&rules()).expect_err("refused");
            assert_eq!(refusal.to_string(), said);
            assert!(!refusal.is_malformed());
        }
    }

    #[test]
    fn fields_are_called_as_the_template_calls_them_however_they_are_spelled() {
        let spelled = recipe(
            r#"{"columns":{"Handy":"phone","Size":"SHIRT SIZE","Number":" "},
                "repairs":[{"code":"E01","column":"mobile"},{"code":"E12"}],
                "steps":[{"fill":{"column":"job title","value":"Clerk"}}]}"#,
        );
        let understood = spelled.understood(&rules()).expect("understood");
        let columns = [("Handy", "Mobile"), ("Number", ""), ("Size", "Shirt size")];
        let columns = columns.map(|(header, field)| (header.to_owned(), field.to_owned()));
        assert_eq!(understood.columns, BTreeMap::from(columns));
        assert_eq!(understood.repairs[0].column, "Mobile");
        assert_eq!(understood.steps[0].column(), "Job Title");
        assert_eq!(understood.clone().understood(&rules()), Ok(understood));
    }

    #[test]
    fn what_cannot_be_meant_is_left_out_where_it_is_seen() {
        let kept = recipe(
            r#"{"columns":{"Handy":"Mobile","Tea":"Favourite tea","Number":""},
                "repairs":[{"code":"E01","column":"Mobile"},{"code":"W06","column":"Tea"}],
                "steps":[{"fill":{"column":"Tea","value":"Oolong"}},{"fill":{"column":"Team","value":"North"}}]}"#,
        );
        let left = kept.without_strangers(&rules());
        let headers: Vec<&str> = left.columns.keys().map(String::as_str).collect();
        assert_eq!(headers, ["Handy", "Number"]);
        assert_eq!((left.repairs.len(), left.steps.len()), (1, 1));
    }
}
