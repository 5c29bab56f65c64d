//! Every door of the server: a page, a server function or a plain route either stands in the table of enquiries
//! (`table.txt`), or here with the reason why that does not bind it. A new one fails until somebody has decided.
use std::collections::BTreeSet;

use app::who::Scope;

use super::table::lines;
use crate::{
    permissions::{CALLS, PLAIN, PLAIN_FOR_STAFF},
    sign_in::server_functions,
};

/// The doors that the table does not bind, by the reason.
const ELSEWHERE: &[(&str, &[&str])] = &[
    (
        "a contact's own pages are open to all staff (C10)",
        &[
            "page /contacts",
            "page /contacts/new",
            "page /workspace/contacts",
            "contacts/among",
            "contacts/bulk",
            "contacts/bulk/count",
            "contacts/bulk/get",
            "contacts/bulk/under_way",
            "contacts/bulk/undo",
            "contacts/changes",
            "contacts/changes/latest",
            "contacts/changes/past",
            "contacts/changes/restore",
            "contacts/create",
            "contacts/delete",
            "contacts/get",
            "contacts/list",
            "contacts/notes",
            "contacts/notes/add",
            "contacts/notes/delete",
            "contacts/restore",
            "contacts/update",
            "page /bin",
            "bin/erase",
            "bin/list",
            "bin/restore",
            "page /duplicates",
            "duplicates/count",
            "duplicates/differ",
            "duplicates/list",
            "duplicates/look",
            "live/beat",
            "merge/merge",
            "merge/suggestions",
            "merge/undo",
            "GET /contacts/export",
            "POST /contacts/export",
        ],
    ),
    (
        "the Activity of a contact names its enquiries to all staff (R79), and links the transcripts that one may view: \
         `activity.rs` goes through them",
        &["page /contacts/{id}", "contacts/activity"],
    ),
    (
        "what a contact wrote from, whom staff called, and how much of each is moved by a merge, are the contact's (R5, R76, \
         R102)",
        &["contacts/device", "contacts/engage", "merge/compare"],
    ),
    (
        "what was left on a contact waits there for all staff to decide on (B26)",
        &["proposals/accept", "proposals/drop", "proposals/list"],
    ),
    (
        "the overview shows each row to all staff (R111), its subject and the way on to those who may view: `overview.rs` \
         goes through the cells",
        &["page /enquiries", "overview/list", "overview/these"],
    ),
    (
        "tells how many enquiries there are, and where they may be routed to, but of none of them",
        &["overview/counts", "overview/offered", "overview/open"],
    ),
    (
        "the panel's stream tells of its own enquiry and contact alone, as the table has it of `GET /live`: `embed` goes \
         through it",
        &["GET /embed/events"],
    ),
    (
        "files, and what is made of them",
        &[
            "page /check",
            "page /contacts/import",
            "page /imports",
            "imports/cancel",
            "imports/effect/begin",
            "imports/effect/choose",
            "imports/effect/coming",
            "imports/effect/compare",
            "imports/effect/contacts",
            "imports/effect/expect",
            "imports/effect/hits",
            "imports/failures",
            "imports/foreseen",
            "imports/get",
            "imports/list",
            "imports/names",
            "imports/pause",
            "imports/rules",
            "imports/running",
            "imports/seal",
            "imports/start",
            "imports/undo",
            "recipes/forget",
            "recipes/keep",
            "recipes/list",
            "GET /imports/template",
            "GET /transfer/imports/{id}/ErrorDetail.csv",
            "PUT /transfer/imports/{id}/parts/{part}",
        ],
    ),
    (
        "what contacts are sorted by, found by and written with",
        &[
            "page /fields",
            "page /labels",
            "contacts/numbers",
            "contacts/phone",
            "fields/create",
            "fields/delete",
            "fields/deleted",
            "fields/list",
            "fields/restore",
            "fields/update",
            "fields/usage",
            "labels/create",
            "labels/delete",
            "labels/deleted",
            "labels/list",
            "labels/restore",
            "labels/update",
            "labels/usage",
            "labels/usages",
            "views/create",
            "views/delete",
            "views/list",
            "views/pin",
            "views/update",
        ],
    ),
    (
        "staff, programs, and the way in",
        &[
            "page /",
            "page /account",
            "page /settings/webhooks",
            "page /settings",
            "page /settings/log",
            "page /sign-in",
            "page /staff",
            "page /settings/permissions",
            "page /welcome",
            "account/availability",
            "account/change",
            "account/get",
            "account/password",
            "account/sessions",
            "account/sessions/end",
            "account/sessions/end_others",
            "account/time_zones",
            "security_log/list",
            "first_hour/get",
            "first_hour/leave",
            "first_hour/resume",
            "permissions/list",
            "permissions/withhold",
            "session/who",
            "staff/add",
            "staff/change",
            "staff/destinations",
            "staff/entry",
            "staff/find",
            "staff/get",
            "staff/invite",
            "staff/invite_again",
            "staff/list",
            "staff/place",
            "staff/reset",
            "staff/sessions",
            "staff/sign_out",
            "tokens/create",
            "tokens/delete",
            "tokens/list",
            "webhooks/change",
            "webhooks/delete",
            "webhooks/deliveries",
            "webhooks/disabled_unseen",
            "webhooks/list",
            "webhooks/register",
            "webhooks/renew_secret",
            "webhooks/replay",
            "webhooks/seen",
            "workspace/colleagues",
            "POST /embed/session",
            "POST /sign-in",
            "POST /sign-in/first",
            "POST /sign-in/invited",
            "POST /sign-out",
        ],
    ),
    (
        "the server itself, how it is spoken to, and what is set for it",
        &[
            "page /settings/health",
            "page /settings/panel",
            "page /settings/rules",
            "health/get",
            "installation/change",
            "installation/get",
            "installation/secret/end_old",
            "installation/secret/renew",
            "GET /api/docs",
            "GET /embed/panel",
            "GET /healthz",
            "GET /metrics",
            "GET /openapi.json",
            "GET /pkg/{*path}",
            "GET /readyz",
        ],
    ),
];

/// Every door of pages and of what they call. What programs call is told apart by scope.
fn there() -> BTreeSet<String> {
    let pages = server::pages::addresses().map(|page| format!("page {page}"));
    let functions = server_functions().into_iter();
    let functions = functions.map(|path| path.trim_start_matches("/api/").to_owned());
    let plain = PLAIN.iter().chain(PLAIN_FOR_STAFF);
    let plain = plain.map(|(method, path)| format!("{method} {path}"));
    pages.chain(functions).chain(plain).collect()
}

// The pages are listed by rendering, which wants a runtime.
#[tokio::test]
async fn every_door_stands_in_the_table_of_enquiries_or_is_none_of_theirs_for_a_reason() {
    let table: BTreeSet<String> = lines()
        .into_iter()
        .map(|line| line.door.replace("$enquiry", "{id}"))
        .collect();
    let mut said = table.clone();
    for (reason, doors) in ELSEWHERE {
        for door in *doors {
            assert!(
                said.insert((*door).to_owned()),
                "{door} is said twice, here because {reason}"
            );
        }
    }
    let there = there();
    let undecided: Vec<_> = there.difference(&said).collect();
    assert!(
        undecided.is_empty(),
        "neither in the table of enquiries nor named with a reason: {undecided:?}"
    );
    let gone: Vec<_> = said.difference(&there).collect();
    assert!(gone.is_empty(), "there are no such doors: {gone:?}");
}

/// Whether a scope is that of enquiries. A program stands to no enquiry, so that its scope decides and not the table; which
/// one a call needs is said by `permissions.rs`, whose test fails on a new call.
fn is_of_enquiries(scope: Scope) -> bool {
    match scope {
        Scope::Ingest | Scope::ReadEnquiries => true,
        Scope::ReadContacts
        | Scope::WriteContacts
        | Scope::ExportContacts
        | Scope::Administration => false,
    }
}

#[test]
fn a_program_comes_to_enquiries_by_their_own_scopes_alone() {
    for (method, path, scope) in CALLS {
        assert!(
            !path.starts_with("/enquiries") || is_of_enquiries(*scope),
            "{method} {path} {scope:?}"
        );
    }
}
