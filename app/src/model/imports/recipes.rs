//! Recipes of imports: what everybody chose the last time for a file with this header, for themselves; and the layouts that
//! were saved under a name, for all. Whoever saved one changes it, and Administrators; what a program saved, any program.
use std::borrow::Cow;

use contact::{
    Rules, free_text,
    label::fold,
    recipe::{Recipe, refusal::RecipeRefusal},
};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    error::Error,
    model::{Asker, Database, bin::person::Person, contacts},
    who::{Action, Who},
    wire::recipes::{ImportRecipe, KeptRecipe, RecipeDraft},
};

/// For so many headers it is known what somebody chose the last time.
const MOST: i64 = 100;
/// So many layouts are saved under names.
const MOST_NAMED: i64 = 200;
/// The most characters of such a name.
const LONGEST_NAME: usize = 60;
/// The most bytes of a recipe, as JSON.
const LONGEST: usize = 64 * 1024;

/// Lists one's own recipes, newest first, then the layouts that were saved.
pub async fn recipes(asker: &Asker) -> Result<Vec<KeptRecipe>, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let rows = sqlx::query_as!(
        RecipeRow,
        r#"select kept.id, kept.name, kept.fingerprint, kept.recipe, kept.staff_id, coalesce(staff.name, kept.actor) as "owner!"
           from import_recipe as kept left join staff on staff.id = kept.staff_id
           where kept.name is not null or kept.staff_id = $1
           order by kept.name is not null, kept.folded, kept.kept_at desc limit $2"#,
        asker.who.id(),
        MOST + MOST_NAMED
    );
    let rows = rows.fetch_all(&database.pool).await?;
    let kept = rows.into_iter().map(|row| row.kept(&asker.who));
    // One that another version of the program wrote, and that this one cannot read, is not offered.
    Ok(kept.filter_map(Result::ok).collect())
}

/// Keeps a recipe: as what somebody chose the last time, or as a layout under a name. Either takes the place of the one
/// before.
pub async fn keep_recipe(asker: &Asker, draft: RecipeDraft) -> Result<KeptRecipe, Error> {
    asker
        .write(Action::ImportContacts, async |transaction| {
            let owner = asker.who.staff_id();
            let fingerprint = draft.fingerprint.into_string();
            if fingerprint.len() != 32 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit())
            {
                return Err(Error::Refused(
                    "The fingerprint of the header is not one.".to_owned(),
                ));
            }
            let rules = contacts::rules(&mut *transaction).await?;
            let recipe = for_next_files(draft.recipe, &rules)?;
            let recipe = serde_json::to_value(recipe).map_err(Error::broken)?;
            // One at a time for each person, so that two windows cannot go past the limit together.
            sqlx::query!("select from staff where id = $1 for update", owner)
                .fetch_optional(&mut *transaction)
                .await?;
            let id = match draft.name {
                None => {
                    let owner = owner.ok_or(Error::Forbidden)?;
                    keep_last(transaction, owner, &fingerprint, &recipe).await?
                }
                Some(name) => {
                    let name = free_text::name("Name", &name, LONGEST_NAME)
                        .map_err(|problems| Error::in_field("name", &problems))?;
                    save(transaction, &asker.who, &name, &fingerprint, &recipe).await?
                }
            };
            find(transaction, &asker.who, id).await
        })
        .await
}

/// Forgets a recipe; what was imported by it stays as it is.
pub async fn forget_recipe(asker: &Asker, id: Uuid) -> Result<(), Error> {
    asker
        .write(Action::ImportContacts, async |transaction| {
            if !find(transaction, &asker.who, id).await?.may_change {
                return Err(Error::Forbidden);
            }
            sqlx::query!("delete from import_recipe where id = $1", id)
                .execute(transaction)
                .await?;
            Ok(())
        })
        .await
}

/// Finds the recipe that a program means: by its id, by the name of a layout, or by itself as JSON.
pub async fn meant_recipe(asker: &Asker, said: &str) -> Result<ImportRecipe, Error> {
    let database = asker.read(Action::ImportContacts)?;
    let recipe = match said.trim_start().starts_with('{') {
        true => within_bounds(ImportRecipe::read(said)?)?,
        false => saved(database, &asker.who, said).await?,
    };
    let rules = contacts::rules(&mut *database.pool.acquire().await?).await?;
    Ok(recipe.understood(&rules)?)
}

/// Finds one that is kept, by its id or its name.
async fn saved(database: &Database, who: &Who, said: &str) -> Result<ImportRecipe, Error> {
    let found = sqlx::query_scalar!(
        "select recipe from import_recipe where (name is not null or staff_id = $1) and (id = $2 or folded = $3)
         order by id = $2 desc nulls last limit 1",
        who.id(),
        Uuid::parse_str(said).ok(),
        fold(said)
    );
    let found = found.fetch_optional(&database.pool).await?;
    let found = found.ok_or_else(|| {
        Error::Refused(format!(
            "recipe: there is no layout that was saved as \"{said}\". Write its name or its id, or the recipe itself as JSON."
        ))
    })?;
    serde_json::from_value(found).map_err(Error::broken)
}

/// Forgets the recipes whose steps name somebody who is erased: those that are kept, and with its file that of an import.
pub(super) async fn forget_recipes_of(
    transaction: &mut PgConnection,
    person: &Person,
) -> Result<(), Error> {
    let certain = person.certain();
    let names_them = |recipe: &Recipe| certain.stands_in_row(recipe.words().map(Cow::Borrowed));
    // Only steps hold words.
    let kept = sqlx::query!("select id, recipe from import_recipe where recipe ? 'steps'");
    for kept in kept.fetch_all(&mut *transaction).await? {
        let recipe = serde_json::from_value::<ImportRecipe>(kept.recipe).ok();
        // One that nobody can read any more nobody misses.
        if recipe.is_none_or(|recipe| names_them(&recipe.file)) {
            sqlx::query!("delete from import_recipe where id = $1", kept.id)
                .execute(&mut *transaction)
                .await?;
        }
    }
    let read_by = sqlx::query!(
        r#"select id, recipe as "recipe!" from import where recipe ? 'steps' and erased_at is null"#
    );
    for import in read_by.fetch_all(&mut *transaction).await? {
        let recipe = serde_json::from_value::<Recipe>(import.recipe).ok();
        if recipe.is_none_or(|recipe| names_them(&recipe)) {
            sqlx::query!(
                "update import set erased_at = now() where id = $1",
                import.id
            )
            .execute(&mut *transaction)
            .await?;
        }
    }
    Ok(())
}

/// Keeps what somebody chose the last time for files with this header, and forgets the oldest of too many.
async fn keep_last(
    transaction: &mut PgConnection,
    owner: Uuid,
    fingerprint: &str,
    recipe: &serde_json::Value,
) -> Result<Uuid, Error> {
    let kept = sqlx::query_scalar!(
        "insert into import_recipe (id, staff_id, fingerprint, recipe) values ($1, $2, $3, $4)
         on conflict (staff_id, fingerprint) where name is null
             do update set recipe = excluded.recipe, kept_at = now()
         returning id",
        Uuid::now_v7(),
        owner,
        fingerprint,
        recipe
    );
    let id = kept.fetch_one(&mut *transaction).await?;
    sqlx::query!(
        "delete from import_recipe where staff_id = $1 and name is null and id <> $2 and id not in (
             select id from import_recipe where staff_id = $1 and name is null order by kept_at desc limit $3)",
        owner,
        id,
        MOST
    )
    .execute(transaction)
    .await?;
    Ok(id)
}

/// Saves a layout under its name; one that is called so already is changed by whoever may.
async fn save(
    transaction: &mut PgConnection,
    who: &Who,
    name: &str,
    fingerprint: &str,
    recipe: &serde_json::Value,
) -> Result<Uuid, Error> {
    let taken = || Error::Conflict(format!("There is already a layout called \"{name}\"."));
    let (folded, owner) = (fold(name), who.staff_id());
    let known = sqlx::query!(
        "select id, staff_id from import_recipe where folded = $1 for update",
        folded
    );
    if let Some(known) = known.fetch_optional(&mut *transaction).await? {
        if !who.may_change_of(known.staff_id) {
            return Err(taken());
        }
        sqlx::query!(
            "update import_recipe set name = $2, fingerprint = $3, recipe = $4, kept_at = now() where id = $1",
            known.id,
            name,
            fingerprint,
            recipe
        )
        .execute(transaction)
        .await?;
        return Ok(known.id);
    }
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from import_recipe where name is not null"#
    );
    if count.fetch_one(&mut *transaction).await? >= MOST_NAMED {
        return Err(Error::Conflict(format!(
            "There are {MOST_NAMED} saved layouts already. Forget one that nobody uses any more."
        )));
    }
    let saved = sqlx::query_scalar!(
        "insert into import_recipe (id, staff_id, actor, name, folded, fingerprint, recipe)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (folded) where name is not null do nothing returning id",
        Uuid::now_v7(),
        owner,
        owner.map_or(who.name(), |_| ""),
        name,
        folded,
        fingerprint,
        recipe
    );
    let saved = saved.fetch_optional(transaction).await?;
    saved.ok_or_else(taken)
}

struct RecipeRow {
    id: Uuid,
    name: Option<String>,
    fingerprint: String,
    recipe: serde_json::Value,
    staff_id: Option<Uuid>,
    owner: String,
}

impl RecipeRow {
    fn kept(self, who: &Who) -> Result<KeptRecipe, Error> {
        Ok(KeptRecipe {
            id: self.id,
            name: self.name,
            fingerprint: self.fingerprint,
            recipe: serde_json::from_value(self.recipe).map_err(Error::broken)?,
            owner: self.owner,
            may_change: who.may_change_of(self.staff_id),
        })
    }
}

/// A recipe that who asks may see.
async fn find(transaction: &mut PgConnection, who: &Who, id: Uuid) -> Result<KeptRecipe, Error> {
    let row = sqlx::query_as!(
        RecipeRow,
        r#"select kept.id, kept.name, kept.fingerprint, kept.recipe, kept.staff_id, coalesce(staff.name, kept.actor) as "owner!"
           from import_recipe as kept left join staff on staff.id = kept.staff_id
           where kept.id = $1 and (kept.name is not null or kept.staff_id = $2)"#,
        id,
        who.id()
    );
    let row = row.fetch_optional(transaction).await?;
    row.ok_or(Error::NotFound)?.kept(who)
}

/// A recipe as it is kept for the next files: understood here, without the cells of people and what is chosen for one file.
fn for_next_files(recipe: ImportRecipe, rules: &Rules) -> Result<ImportRecipe, Error> {
    if let Some(part) = recipe.part_of_one_file() {
        let sentence = "what is chosen for one file is not kept for the next ones; leave it out, and send it with that file, in \
                        the recipe of its import";
        return Err(RecipeRefusal::new(sentence).in_key(part).into());
    }
    let mut recipe = recipe.understood(rules)?;
    recipe.file = recipe.file.without_people(rules);
    within_bounds(recipe)
}

/// Refuses a recipe that is too long, or that holds what Postgres does not.
fn within_bounds(recipe: ImportRecipe) -> Result<ImportRecipe, Error> {
    let text = serde_json::to_string(&recipe).map_err(Error::broken)?;
    if text.len() > LONGEST {
        return Err(Error::Refused(format!(
            "The recipe is longer than {} KB. Leave some of its steps out.",
            LONGEST / 1024
        )));
    }
    if text.contains("\\u0000") {
        return Err(Error::Refused(
            "The recipe holds a NUL character. Leave it out.".to_owned(),
        ));
    }
    Ok(recipe)
}
