//! What may go wrong anywhere, as it is said to who reads Chinese. In English an error says itself.
use super::Error;

impl Error {
    /// The sentence in Traditional and in Simplified Chinese; nothing where the error carries its words.
    pub(super) fn in_chinese(&self) -> Option<[String; 2]> {
        let words = |said: [&str; 2]| said.map(str::to_owned);
        Some(match self {
            Self::NotPermitted(_)
            | Self::Withheld(_)
            | Self::Obstacle(_)
            | Self::Refused(_)
            | Self::Conflict(_)
            | Self::Invalid(_) => return None,
            Self::SignedOut => words(["你尚未登入。請登入後再試。", "你尚未登录。请登录后再试。"]),
            Self::TokenExpired => words([
                "此權杖已過期。請以 Authorization: Bearer TOKEN 傳送「設定 › 權杖」中的另一個權杖。",
                "此令牌已过期。请以 Authorization: Bearer TOKEN 发送“设置 › 令牌”中的另一个令牌。",
            ]),
            Self::OutOfScope(scope) => {
                let scope = scope.as_str();
                [
                    format!(
                        "此操作需要範圍 {scope}，但權杖沒有此範圍。請使用「設定 › 權杖」中具備此範圍的權杖。"
                    ),
                    format!(
                        "此操作需要范围 {scope}，但令牌没有此范围。请使用“设置 › 令牌”中具备此范围的令牌。"
                    ),
                ]
            }
            Self::Forbidden => words([
                "你沒有此權限。請向管理員申請。",
                "你没有此权限。请向管理员申请。",
            ]),
            Self::NotFound => words(["此項目不存在，或已被刪除。", "此项目不存在，或已被删除。"]),
            Self::KeyReused => words([
                "此 Idempotency-Key 已用於另一個要求。請為新的要求使用新的鍵。",
                "此 Idempotency-Key 已用于另一个请求。请为新的请求使用新的键。",
            ]),
            Self::Erased => words([
                "此內容所屬的人士已被清除，不再保留其任何資料。",
                "此内容所属的人士已被清除，不再保留其任何资料。",
            ]),
            Self::TooMany { seconds } => [
                format!("同一時間的更改過多，因此這次未有儲存。請於 {seconds} 秒後再試。"),
                format!("同一时间的更改过多，因此这次未保存。请在 {seconds} 秒后再试。"),
            ],
            Self::Unavailable { id } => [
                format!(
                    "資料庫沒有回應。未有儲存任何內容，你輸入的文字仍在。請稍後再試。（參考編號 {id}）"
                ),
                format!(
                    "数据库没有响应。未保存任何内容，你输入的文字仍在。请稍后再试。（参考编号 {id}）"
                ),
            ],
            Self::Full { id } => [
                format!(
                    "伺服器的磁碟已滿。未有儲存任何內容，你輸入的文字仍在。請告知管理員，待有空間後再試。（參考編號 {id}）"
                ),
                format!(
                    "服务器的磁盘已满。未保存任何内容，你输入的文字仍在。请告知管理员，待有空间后再试。（参考编号 {id}）"
                ),
            ],
            Self::Unsure { id } => [
                format!(
                    "儲存期間資料庫停止回應，未能確定內容是否已儲存。請先查看，再重試。（參考編號 {id}）"
                ),
                format!(
                    "保存期间数据库停止响应，无法确定内容是否已保存。请先查看，再重试。（参考编号 {id}）"
                ),
            ],
            Self::Broken { id } => [
                format!("伺服器發生內部錯誤。請將參考編號 {id} 告知管理員。"),
                format!("服务器发生内部错误。请将参考编号 {id} 告知管理员。"),
            ],
            Self::Unreachable => words([
                "無法連接伺服器。你輸入的文字仍在。請檢查連線後再試。",
                "无法连接服务器。你输入的文字仍在。请检查连接后再试。",
            ]),
        })
    }
}
