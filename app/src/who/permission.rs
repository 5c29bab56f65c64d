//! What can be withheld from a role, and the sentence for whoever it is withheld from. It stands below errors, which say it.
use contact::Language;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

/// What can be withheld from a role that has it otherwise.
#[cfg_attr(feature = "ssr", derive(utoipa::ToSchema))]
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Permission {
    /// Contact.csv, of all contacts or of some.
    Download,
    /// Create, change, order, delete and restore custom fields.
    ManageFields,
}

impl Permission {
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it is stored and written in JSON.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads what is stored of several.
    #[cfg(feature = "ssr")]
    pub(crate) fn read(stored: &[String]) -> Result<Vec<Self>, String> {
        stored.iter().map(|word| word.parse()).collect()
    }

    /// Says to whoever it is withheld from what that means, and who can give it back.
    pub fn withheld(self, language: Language) -> &'static str {
        let said = match self {
            Self::Download => [
                "Downloads of contacts are withheld from your role. An Administrator can give them back, under Settings, \
                 Permissions.",
                "你的角色不能下載聯絡人。管理員可在「設定」的「權限」中恢復此權限。",
                "你的角色不能下载联系人。管理员可在“设置”的“权限”中恢复此权限。",
            ],
            Self::ManageFields => [
                "Managing custom fields is withheld from your role. An Administrator can give it back, under Settings, \
                 Permissions.",
                "你的角色不能管理自訂欄位。管理員可在「設定」的「權限」中恢復此權限。",
                "你的角色不能管理自定义字段。管理员可在“设置”的“权限”中恢复此权限。",
            ],
        };
        said[language as usize]
    }
}

impl std::str::FromStr for Permission {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL
            .iter()
            .copied()
            .find(|permission| permission.as_str() == text);
        found.ok_or_else(|| {
            format!("\"{text}\" is nothing that can be withheld. Write download or manage_fields.")
        })
    }
}
