//! Calendar dates from milliseconds, by UTC, without a time library.

use crate::ports::{DAY, Millis};

/// A time by the calendar.
pub(crate) struct Moment {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
    pub(crate) hour: i64,
    pub(crate) minute: i64,
    second: i64,
}

/// Returns a time by the calendar.
pub(crate) fn moment(time: Millis) -> Moment {
    let seconds = time.div_euclid(1000);
    let (year, month, day) = date(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    Moment {
        year,
        month,
        day,
        hour: of_day / 3600,
        minute: of_day / 60 % 60,
        second: of_day % 60,
    }
}

/// `2026-11-24T08:07:59Z`.
pub(crate) fn rfc3339(time: Millis) -> String {
    let Moment {
        year,
        month,
        day,
        hour,
        minute,
        second,
    } = moment(time);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `2026-11-24`.
pub(crate) fn day(time: Millis) -> String {
    let Moment {
        year, month, day, ..
    } = moment(time);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Proleptic Gregorian date of a day counted from 1970-01-01.
///
/// Counts in 400-year cycles of years that begin in March, so that the leap day comes last.
fn date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let cycle = shifted.div_euclid(146_097);
    let day_of_cycle = shifted.rem_euclid(146_097);
    let year_of_cycle =
        (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
    let day_of_year =
        day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Seconds since 1970 of an HTTP date (RFC 9110, `Sun, 06 Nov 1994 08:49:37 GMT`).
pub(crate) fn http_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (_, rest) = text.trim().split_once(", ")?;
    let mut parts = rest.split(' ');
    let day: i64 = parts.next()?.parse().ok()?;
    let name = parts.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as i64 + 1;
    let year: i64 = parts.next()?.parse().ok()?;
    let mut clock = parts
        .next()?
        .split(':')
        .map(|part| part.parse::<i64>().ok());
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
    let sane = (1..=31).contains(&day)
        && (1970..=9999).contains(&year)
        && (0..24).contains(&hour)
        && (0..60).contains(&minute)
        && (0..=60).contains(&second);
    sane.then(|| days(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

/// The first millisecond of a day of the form `YYYY-MM-DD`, by UTC; `None` if it has another form.
pub(crate) fn begins(date: &str) -> Option<Millis> {
    let mut parts = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let mut part = || parts.next().flatten();
    let (year, month, day) = (part()?, part()?, part()?);
    let sane = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    sane.then(|| days(year, month, day) * DAY)
}

/// Returns the same day of the next month, or that month's last day where it has no such day.
pub(crate) fn month_later(time: Millis) -> Millis {
    let Moment {
        year, month, day, ..
    } = moment(time);
    let after = |months: i64| {
        let months = year * 12 + month - 1 + months;
        days(months.div_euclid(12), months.rem_euclid(12) + 1, 1)
    };
    let (next, over) = (after(1), after(2));
    (next + day - 1).min(over - 1) * DAY + time.rem_euclid(DAY)
}

fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let year_of_cycle = year.rem_euclid(400);
    let shifted_month = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
    let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    year.div_euclid(400) * 146_097 + day_of_cycle - 719_468
}

#[cfg(test)]
mod tests {
    use super::{begins, day, http_date, month_later, rfc3339};

    #[test]
    fn a_month_later_is_never_another_month() {
        for (from, to) in [
            ("2026-11-24", "2026-12-24"),
            ("2026-12-31", "2027-01-31"),
            ("2027-01-31", "2027-02-28"),
            ("2028-01-30", "2028-02-29"),
            ("2026-10-31", "2026-11-30"),
        ] {
            let time = begins(from).expect("it is a date") + 86_399_999;
            assert_eq!(day(month_later(time)), to, "{from}");
            assert_eq!((month_later(time) - time) % 86_400_000, 0);
        }
    }

    #[test]
    fn dates_agree_with_the_calendar() {
        for (time, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399_999, "2000-02-28T23:59:59Z"),
            (951_782_400_000, "2000-02-29T00:00:00Z"),
            (1_795_507_679_000, "2026-11-24T08:07:59Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(rfc3339(time), text);
        }
    }

    #[test]
    fn only_a_date_of_the_rfc_is_read() {
        assert_eq!(
            http_date("Sun, 06 Nov 1994 08:49:37 GMT"),
            Some(784_111_777)
        );
        for text in [
            "",
            "soon",
            "Sun, 99 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 GMT",
        ] {
            assert_eq!(http_date(text), None, "{text}");
        }
    }
}
