//! `/settings/permissions`: who may do what. Every cell is asked of the function that decides (`permissions::matrix`); what can
//! be withheld from a role is a switch.
mod matrix;
mod words;

use contact::{enquiry::Status, permit::Relation};
use leptos::prelude::*;
use strum::VariantArray;

use self::{
    matrix::{ActionGroup, EnquiryCell, RoleCell, enquiry_cell, role_cell, scope_cell},
    words::{action_name, group_name},
};
use super::navigation::SettingsNavigation;
use crate::{
    api::permissions,
    i18n::*,
    page::{Page, Report, report, unread},
    ui::{badge::Tone, banner::Banner, icon::Icon, table::TableScroll},
    values::{
        enquiry::{relation_name, status_name},
        staff::role_name,
        words::{I18n, ReaderWords},
    },
    who::{Action, Permission, Role, Scope},
    wire::permissions::RolePermission,
};

/// Who may do what.
#[component]
pub fn PermissionsPage() -> impl IntoView {
    let i18n = use_i18n();
    let stored = Resource::new(|| (), |()| permissions::list());
    view! {
        <Page title=move || t_string!(i18n, permissions.title)>
            <SettingsNavigation/>
            <div class="permissions">
                <Transition>
                    {move || Suspend::new(async move {
                        match stored.await {
                            Ok(stored) => tables(stored),
                            Err(error) => view! { <Banner tone=Tone::Danger>{unread(&error)}</Banner> }.into_any(),
                        }
                    })}
                </Transition>
            </div>
        </Page>
    }
}

/// What the switches need.
#[derive(Clone, Copy)]
struct MatrixState {
    i18n: I18n,
    report: Report,
    stored: RwSignal<Vec<RolePermission>>,
    /// A change is on its way; the next waits until it has come.
    busy: RwSignal<bool>,
}

impl MatrixState {
    /// Shows it at once, and as it was where the server refuses it.
    fn choose(self, (role, action): (Role, Action), permission: Permission, given: bool) {
        self.busy.set(true);
        self.put(role, permission, !given);
        leptos::task::spawn_local(async move {
            let answer = permissions::withhold(role, permission, !given).await;
            // The page may have been left meanwhile.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    self.put(now.role, now.permission, now.withheld);
                    self.tell(role, action, !now.withheld);
                }
                Err(error) => {
                    self.put(role, permission, given);
                    self.report.say(error);
                }
            }
        });
    }

    fn put(self, role: Role, permission: Permission, withheld: bool) {
        self.stored.update(|stored| {
            for one in stored {
                if (one.role, one.permission) == (role, permission) {
                    one.withheld = withheld;
                }
            }
        });
    }

    fn tell(self, role: Role, action: Action, given: bool) {
        let i18n = self.i18n;
        let (role, action) = untrack(|| (role_name(i18n, role), action_name(i18n, action)));
        self.report.toasts.say(match given {
            true => tu_string!(i18n, permissions.now_given, role = role, action = action),
            false => tu_string!(i18n, permissions.now_withheld, role = role, action = action),
        });
    }
}

fn tables(stored: Vec<RolePermission>) -> AnyView {
    let i18n = use_i18n();
    let state = MatrixState {
        i18n,
        report: report(),
        stored: RwSignal::new(stored),
        busy: RwSignal::new(false),
    };
    view! {
        // The areas of the tables are called by their headings: two of one name would be one too many.
        <section>
            <h2>{t!(i18n, permissions.roles)}</h2>
            <p class="remark">{t!(i18n, permissions.roles_text)}</p>
            {of_roles(state)}
        </section>
        <section>
            <h2>{t!(i18n, permissions.enquiries)}</h2>
            <p class="remark">{t!(i18n, permissions.enquiries_text)}</p>
            {beside_enquiries(i18n)}
        </section>
        <section>
            <h2>{t!(i18n, permissions.scopes)}</h2>
            <p class="remark">{t!(i18n, permissions.scopes_text)}</p>
            {of_scopes(i18n)}
        </section>
    }
    .into_any()
}

/// What somebody of each role may do.
fn of_roles(state: MatrixState) -> AnyView {
    let i18n = state.i18n;
    let columns = Role::ALL.iter().map(move |role| {
        view! { <th scope="col">{move || role_name(i18n, *role)}</th> }
    });
    let row = move |action: Action| {
        let cells = Role::ALL.iter().map(|role| role_data(state, *role, action));
        cells.collect_view().into_any()
    };
    let bodies = grouped(i18n, ActionGroup::of_staff, Role::ALL.len(), row);
    let words: [ReaderWords; 2] = [
        |i18n| t_string!(i18n, permissions.roles),
        |i18n| t_string!(i18n, permissions.what),
    ];
    crossed(i18n, words, columns.collect_view().into_any(), bodies)
}

/// A table of what stands at the left, which stays in sight, against the columns. The area around it has a name.
fn crossed(
    i18n: I18n,
    [name, left]: [ReaderWords; 2],
    columns: AnyView,
    bodies: AnyView,
) -> AnyView {
    view! {
        <TableScroll label=move || name(i18n)>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col" class="sticky">{move || left(i18n)}</th>
                        {columns}
                    </tr>
                </thead>
                {bodies}
            </table>
        </TableScroll>
    }
    .into_any()
}

/// The rows of a table of actions, each group under its heading; a group without any is left out.
fn grouped(
    i18n: I18n,
    actions: fn(ActionGroup) -> Vec<Action>,
    columns: usize,
    cells: impl Fn(Action) -> AnyView + Copy,
) -> AnyView {
    let groups = ActionGroup::ALL.into_iter();
    let groups = groups.map(|group| (group, actions(group)));
    let groups = groups.filter(|(_, actions)| !actions.is_empty());
    let bodies = groups.map(|(group, actions)| {
        let rows = actions.into_iter().map(|action| {
            view! {
                <tr>
                    <th scope="row" class="sticky">{move || action_name(i18n, action)}</th>
                    {cells(action)}
                </tr>
            }
        });
        view! {
            <tbody>
                <tr class="group">
                    <th scope="rowgroup" class="sticky">{move || group_name(i18n, group)}</th>
                    <td colspan=columns.to_string()></td>
                </tr>
                {rows.collect_view()}
            </tbody>
        }
    });
    bodies.collect_view().into_any()
}

/// The cell of a role: a switch where it can be withheld, or else whether it may.
fn role_data(state: MatrixState, role: Role, action: Action) -> AnyView {
    let i18n = state.i18n;
    let first = state
        .stored
        .with_untracked(|stored| role_cell(role, action, stored));
    let RoleCell::Choice { permission, .. } = first else {
        return view! { <td>{mark(i18n, first == RoleCell::Allowed)}</td> }.into_any();
    };
    let given = Memo::new(move |_| {
        let cell = state.stored.with(|stored| role_cell(role, action, stored));
        matches!(cell, RoleCell::Choice { given: true, .. })
    });
    let label = move || {
        let (role, action) = (role_name(i18n, role), action_name(i18n, action));
        t_string!(i18n, permissions.switch, role = role, action = action)
    };
    view! {
        <td>
            <label class="tick">
                <input
                    type="checkbox"
                    role="switch"
                    aria-label=label
                    checked=given.get_untracked()
                    prop:checked=move || given.get()
                    aria-busy=move || state.busy.get().then_some("true")
                    on:click=move |event| {
                        if state.busy.get_untracked() {
                            event.prevent_default();
                        }
                    }
                    on:change=move |event| {
                        state.choose((role, action), permission, event_target_checked(&event));
                    }
                />
                <span aria-hidden="true">
                    {move || match given.get() {
                        true => t_string!(i18n, permissions.given),
                        false => t_string!(i18n, permissions.withheld),
                    }}
                </span>
            </label>
        </td>
    }
    .into_any()
}

/// A tick or a dash, in words for whoever does not see it.
fn mark(i18n: I18n, may: bool) -> AnyView {
    match may {
        true => view! {
            <span class="yes"><Icon icon=icondata_lu::LuCheck/></span>
            <span class="quiet">{t!(i18n, permissions.yes)}</span>
        }
        .into_any(),
        false => view! {
            <span class="no" aria-hidden="true">"–"</span>
            <span class="quiet">{t!(i18n, permissions.no)}</span>
        }
        .into_any(),
    }
}

/// What may be done beside an enquiry, by how somebody stands to it and how it stands.
fn beside_enquiries(i18n: I18n) -> AnyView {
    let columns = Status::VARIANTS.iter().map(move |status| {
        view! { <th scope="col">{move || status_name(i18n, *status).0}</th> }
    });
    let rows = Relation::ALL.iter().map(move |relation| {
        let cells = Status::VARIANTS.iter().map(move |status| {
            let cell = enquiry_cell(*status, *relation);
            match cell {
                EnquiryCell::Nothing => view! { <td>{mark(i18n, false)}</td> }.into_any(),
                EnquiryCell::View => view! { <td>{t!(i18n, permissions.view)}</td> }.into_any(),
                EnquiryCell::Edit => {
                    view! { <td class="most">{t!(i18n, permissions.edit)}</td> }.into_any()
                }
            }
        });
        view! {
            <tr>
                <th scope="row" class="sticky">{move || relation_name(i18n, *relation)}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let bodies = view! { <tbody>{rows.collect_view()}</tbody> }.into_any();
    let words: [ReaderWords; 2] = [
        |i18n| t_string!(i18n, permissions.enquiries),
        |i18n| t_string!(i18n, permissions.relation),
    ];
    crossed(i18n, words, columns.collect_view().into_any(), bodies)
}

/// What a program may do whose token has one scope alone.
fn of_scopes(i18n: I18n) -> AnyView {
    let columns = Scope::ALL.iter().map(|scope| {
        view! { <th scope="col"><code>{scope.as_str()}</code></th> }
    });
    let row = move |action: Action| {
        let cells = Scope::ALL.iter().map(|scope| {
            view! { <td>{mark(i18n, scope_cell(*scope, action))}</td> }
        });
        cells.collect_view().into_any()
    };
    let bodies = grouped(i18n, ActionGroup::of_programs, Scope::ALL.len(), row);
    let words: [ReaderWords; 2] = [
        |i18n| t_string!(i18n, permissions.scopes),
        |i18n| t_string!(i18n, permissions.what),
    ];
    crossed(i18n, words, columns.collect_view().into_any(), bodies)
}
