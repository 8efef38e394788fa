//! Changes to a term under way: the fewest sessions moved, and the messages that this asks of calendars and people.

mod apply;
mod building;
mod messages;
mod model;
mod presence;
mod repair;
mod request;
mod slots;

pub use apply::{Rescheduling, change};
pub(super) use repair::nearest;
pub use request::{Change, Changed, Membership, Message, NewPlace, NewSlot, NewTime, TopicOrder};
