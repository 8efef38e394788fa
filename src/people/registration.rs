//! What somebody registers along with themselves.

use serde::{Deserialize, Serialize};

/// A circle that a member registers: its leader, for colleagues of theirs.
///
/// ```
/// use peer_circle::people::Registration;
///
/// let sent = r#"{"circle": "Night shift", "invited": ["Bo Chen", "ana@example.org"]}"#;
/// let registration: Registration = serde_json::from_str(sent)?;
/// assert_eq!(registration.invited.len(), 2);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "wasm", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// The name of the circle.
    pub circle: String,
    /// Names or e-mail addresses of colleagues: invitations, nobody is listed before accepting.
    pub invited: Vec<String>,
    /// Where the circle means to meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<String>,
}
