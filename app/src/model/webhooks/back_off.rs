//! How long is waited after a failure: each delivery by itself over three days, and the endpoint as a whole, so that one
//! which is down is asked now and then and not by everything that waits.
use chrono::TimeDelta;

/// After each failed attempt of a delivery, in seconds: together a little less than three days.
const PAUSES: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000];
/// The longest that an endpoint is let rest which answers nothing good.
const LONGEST_REST: i64 = 300;
/// How long a delivery is tried.
pub(super) const TRIED: TimeDelta = TimeDelta::days(3);
/// How long an endpoint may fail.
pub(super) const FAILING: TimeDelta = TimeDelta::days(5);

/// How long a delivery waits after so many failed attempts; nothing where it is given up. `chance`, from 0 to 1, keeps what
/// failed together from being tried together: a pause may be a fifth shorter.
pub(super) fn pause(attempts: i32, chance: f64) -> Option<TimeDelta> {
    let number = usize::try_from(attempts).ok()?.checked_sub(1)?;
    PAUSES.get(number).map(|seconds| shorter(*seconds, chance))
}

/// How long an endpoint rests after so many attempts in a row of which none was answered well.
pub(super) fn rest(failures: i32, chance: f64) -> TimeDelta {
    let doublings = u32::try_from(failures.saturating_sub(1))
        .unwrap_or(0)
        .min(6);
    shorter((5 << doublings).min(LONGEST_REST), chance)
}

fn shorter(seconds: i64, chance: f64) -> TimeDelta {
    let whole = seconds * 1_000;
    let fifth = (seconds * 200) as f64 * chance.clamp(0.0, 1.0);
    TimeDelta::milliseconds(whole - fifth as i64)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::{TRIED, pause, rest};

    #[test]
    fn a_delivery_is_tried_ten_times_within_three_days() {
        let pauses: Vec<TimeDelta> = (1..).map_while(|attempts| pause(attempts, 0.0)).collect();
        assert_eq!(pauses.len(), 9);
        assert_eq!(pauses[0], TimeDelta::seconds(5));
        let all = pauses
            .iter()
            .fold(TimeDelta::zero(), |sum, pause| sum + *pause);
        assert!(all < TRIED && all > TRIED - TimeDelta::hours(1), "{all}");
    }

    #[test]
    fn what_failed_together_is_tried_at_other_times() {
        assert_eq!(pause(2, 0.0), Some(TimeDelta::seconds(300)));
        assert_eq!(pause(2, 0.5), Some(TimeDelta::seconds(270)));
        assert_eq!(pause(2, 1.0), Some(TimeDelta::seconds(240)));
    }

    #[test]
    fn an_endpoint_that_is_down_is_asked_every_five_minutes_in_the_end() {
        let rests = [1, 2, 3, 7, 40].map(|failures| rest(failures, 0.0).num_seconds());
        assert_eq!(rests, [5, 10, 20, 300, 300]);
    }
}
