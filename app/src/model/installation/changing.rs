//! What Administrators see of the settings of the installation, and how they change them. Each change stands in the security
//! log with what was there before.
use std::collections::BTreeSet;

use chrono::Utc;
use contact::{Country, Limits, origin::origin};
use serde_json::{Value, json};
use uuid::Uuid;

use super::effective::{GivenSettings, usual};
use crate::{
    error::{Error, FieldProblem},
    model::{
        Asker,
        security_log::{self, DoneBy, SecurityEvent, Subject},
        work,
    },
    who::Action,
    wire::installation::{
        Installation, InstallationChange, MOST_BIN_DAYS, MOST_ORIGINS, SettingName,
    },
};

/// Reads what is in force.
pub async fn read(asker: &Asker) -> Result<Installation, Error> {
    let database = asker.read(Action::ManageSettings)?;
    let installation = &asker.shared.installation;
    installation.look(database, &asker.shared.sealing).await?;
    Ok(installation.now().shown(Utc::now()))
}

/// Changes what is given: all of it, or nothing where anything of it is no good.
pub async fn change(asker: &Asker, change: InstallationChange) -> Result<Installation, Error> {
    asker.read(Action::ManageSettings)?;
    let wanted = wanted(asker.shared.installation.given(), change)?;
    let (by, name_of) = (DoneBy::of(asker), asker.who.name().to_owned());
    asker
        .write(Action::ManageSettings, async |transaction| {
            for (name, value) in &wanted {
                let word = name.as_str();
                let before =
                    sqlx::query_scalar!("select value from setting where name = $1 for update", word)
                        .fetch_optional(&mut *transaction)
                        .await?;
                let before = before.unwrap_or_else(|| usual(*name));
                if before == *value {
                    continue;
                }
                sqlx::query!(
                    "insert into setting (name, value, changed_by) values ($1, $2, $3)
                     on conflict (name) do update
                     set value = excluded.value, changed_by = excluded.changed_by, changed_at = now()",
                    word,
                    value.clone(),
                    name_of
                )
                .execute(&mut *transaction)
                .await?;
                let detail = format!("{word}: {} → {}", told(&before), told(value));
                let subject = Subject {
                    id: Uuid::nil(),
                    name: "",
                };
                let event = SecurityEvent::SettingChanged;
                security_log::record(transaction, &by, event, subject, &detail).await?;
            }
            work::wake(transaction, work::SETTINGS).await
        })
        .await?;
    look_again(asker).await;
    Ok(asker.shared.installation.now().shown(Utc::now()))
}

/// Has this server know what was written before it answers. Where that fails, it is looked up a moment later.
pub(super) async fn look_again(asker: &Asker) {
    let Ok(database) = asker.read(Action::ManageSettings) else {
        return;
    };
    let installation = &asker.shared.installation;
    if let Err(error) = installation.look(database, &asker.shared.sealing).await {
        tracing::warn!(%error, "a setting that was changed is in force a moment later");
    }
}

/// A value as the security log tells it.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "none".to_owned(),
        Value::Array(items) if items.is_empty() => "none".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(told).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// What is to be stored.
type WantedSettings = Vec<(SettingName, Value)>;

/// Judges what is to be changed, all of it.
fn wanted(given: &GivenSettings, change: InstallationChange) -> Result<WantedSettings, Error> {
    let mut judging = SettingsJudge::default();
    let most = Limits::MOST;
    let megabytes = most.file_bytes / 1024 / 1024;
    judging.number(SettingName::BinDays, change.bin_days, MOST_BIN_DAYS);
    judging.number(SettingName::FileMegabytes, change.file_megabytes, megabytes);
    judging.number(SettingName::FileRecords, change.file_records, most.records);
    judging.number(
        SettingName::FileColumns,
        change.file_columns,
        most.columns as u64,
    );
    judging.number(
        SettingName::CellCharacters,
        change.cell_characters,
        most.cell_characters as u64,
    );
    if let Some(auto_create) = change.auto_create {
        judging.want(SettingName::AutoCreate, json!(auto_create));
    }
    if let Some(typed) = change.embed_origins {
        let typed: Vec<String> = typed.into_iter().map(String::from).collect();
        judging.origins(&typed);
    }
    if let Some(typed) = change.usual_country {
        judging.country(&typed);
    }
    for (name, _) in &judging.wanted {
        if given.value(*name).is_some() {
            judging.problems.push(is_given(*name));
        }
    }
    match judging.problems.is_empty() {
        true => Ok(judging.wanted),
        false => Err(Error::Invalid(judging.problems)),
    }
}

/// What is good, and what is not.
#[derive(Default)]
struct SettingsJudge {
    wanted: WantedSettings,
    problems: Vec<FieldProblem>,
}

impl SettingsJudge {
    fn want(&mut self, name: SettingName, value: Value) {
        self.wanted.push((name, value));
    }

    fn refuse(&mut self, name: SettingName, sentences: [String; 3]) {
        let problem = FieldProblem::said("setting", name.as_str(), sentences);
        self.problems.push(problem);
    }

    fn number(&mut self, name: SettingName, typed: Option<impl Into<u64>>, most: impl Into<u64>) {
        let Some(number) = typed.map(Into::<u64>::into) else {
            return;
        };
        let most = most.into();
        if (1..=most).contains(&number) {
            return self.want(name, json!(number));
        }
        let [english, traditional, simplified] = words(name);
        self.refuse(
            name,
            [
                format!("{english}: \"{number}\" is not a number from 1 to {most}. Write one."),
                format!("{traditional}：「{number}」不是 1 至 {most} 的數字。請輸入這樣的數字。"),
                format!("{simplified}：“{number}”不是 1 至 {most} 的数字。请输入这样的数字。"),
            ],
        );
    }

    /// Each origin once, in the order in which they were written.
    fn origins(&mut self, typed: &[String]) {
        let name = SettingName::EmbedOrigins;
        let (mut read, mut known) = (Vec::new(), BTreeSet::new());
        for text in typed {
            match origin(text) {
                Some(origin) if known.insert(origin.clone()) => read.push(origin),
                Some(_) => {}
                None => self.refuse(
                    name,
                    [
                        format!(
                            "Origins: \"{text}\" is not an address such as https://desk.example.org. Write scheme, host and port, and nothing else."
                        ),
                        format!(
                            "來源：「{text}」不是 https://desk.example.org 這樣的網址。請只輸入協定、主機和連接埠。"
                        ),
                        format!(
                            "来源：“{text}”不是 https://desk.example.org 这样的地址。请只输入协议、主机和端口。"
                        ),
                    ],
                ),
            }
        }
        if read.len() > MOST_ORIGINS {
            let count = read.len();
            self.refuse(
                name,
                [
                    format!("Origins: {count} are more than {MOST_ORIGINS}. Remove some."),
                    format!("來源：{count} 個多於上限 {MOST_ORIGINS} 個。請移除一些。"),
                    format!("来源：{count} 个多于上限 {MOST_ORIGINS} 个。请移除一些。"),
                ],
            );
        }
        self.want(name, json!(read));
    }

    /// A country that has a country code, or none.
    fn country(&mut self, typed: &str) {
        let name = SettingName::UsualCountry;
        let code = typed.trim().to_ascii_uppercase();
        let dials = Country::of_code(&code).is_some_and(|country| country.dial().is_some());
        if code.is_empty() || dials {
            return self.want(name, json!(code));
        }
        self.refuse(
            name,
            [
                format!(
                    "Usual country: \"{typed}\" is not the two letters of a country with a country code. Choose one, or none."
                ),
                format!("常用國家／地區：「{typed}」不是有國家代碼的國家或地區的兩個字母。請選擇一個，或不選。"),
                format!("常用国家／地区：“{typed}”不是有国家代码的国家或地区的两个字母。请选择一个，或不选。"),
            ],
        );
    }
}

/// What cannot be changed here.
fn is_given(name: SettingName) -> FieldProblem {
    let variable = name.variable().unwrap_or_default();
    let [english, traditional, simplified] = words(name);
    FieldProblem::said(
        "setting_given",
        name.as_str(),
        [
            format!(
                "{english}: {variable} in the environment of the server says it. Change it there, or take it out there."
            ),
            format!("{traditional}：已由伺服器環境中的 {variable} 設定。請在該處更改或移除。"),
            format!("{simplified}：已由服务器环境中的 {variable} 设置。请在该处更改或移除。"),
        ],
    )
}

/// What a setting is called in a sentence about it.
fn words(name: SettingName) -> [&'static str; 3] {
    match name {
        SettingName::BinDays => ["Days in the bin", "回收筒保留天數", "回收站保留天数"],
        SettingName::AutoCreate => ["Create contacts", "自動建立聯絡人", "自动创建联系人"],
        SettingName::EmbedOrigins => ["Origins", "來源", "来源"],
        SettingName::FileMegabytes => ["Size of a file in MB", "檔案大小（MB）", "文件大小（MB）"],
        SettingName::FileRecords => ["Records of a file", "檔案記錄數", "文件记录数"],
        SettingName::FileColumns => ["Columns of a file", "檔案欄數", "文件列数"],
        SettingName::CellCharacters => ["Characters in a cell", "儲存格字元數", "单元格字符数"],
        SettingName::UsualCountry => ["Usual country", "常用國家／地區", "常用国家／地区"],
    }
}
