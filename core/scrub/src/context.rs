//! What the words just read were about: a fixed array of positions, so asking costs one subtraction.

/// A set of topics, one bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Topics(pub(crate) u64);

macro_rules! topics {
    ($($name:ident = $bit:literal,)*) => {
        impl Topics {
            $(pub(crate) const $name: Topics = Topics(1 << $bit);)*
        }
    };
}

topics! {
    VERSION = 0,
    HASH = 1,
    BUILD = 2,
    PHONE = 3,
    IP = 4,
    NETWORK = 5,
    SIM = 6,
    PLACE = 7,
    LAYOUT = 8,
    CARD = 9,
    BIRTH = 10,
    NATIONAL = 11,
    ADDRESS = 12,
    PERSON = 13,
    USER = 14,
    DEVICE = 15,
    WIFI = 16,
    TOKEN = 17,
    PUSH = 18,
    COOKIE = 19,
    ADVERTISING = 20,
    IMEI = 21,
    SSN = 22,
    MEMORY = 23,
    AUTH = 24,
    IDENTITY = 25,
    CODE = 26,
    PIN = 27,
    DURATION = 28,
    BANK = 29,
    CALL = 30,
    LOGIN = 31,
    COOKIE_HEADER = 32,
    NAME = 33,
    SOCIAL = 34,
    VERIFY = 35,
    AXIS = 36,
    WEAK_IP = 37,
    PRODUCT = 38,
    GATT = 39,
    COMPANY = 40,
    SERIAL = 41,
}

impl Topics {
    pub(crate) const NONE: Topics = Topics(0);
    const COUNT: usize = 42;

    pub(crate) const fn has(self, other: Topics) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn and(self, other: Topics) -> Topics {
        Topics(self.0 | other.0)
    }
}

/// Where each topic was last named.
#[derive(Debug, Clone)]
pub(crate) struct Context {
    last: [usize; Topics::COUNT],
}

impl Context {
    pub(crate) fn new() -> Self {
        Self {
            last: [usize::MAX; Topics::COUNT],
        }
    }

    /// Remembers that a word ending at `end` was about `topics`.
    pub(crate) fn note(&mut self, topics: Topics, end: usize) {
        let mut rest = topics.0;
        while rest != 0 {
            if let Some(last) = self.last.get_mut(rest.trailing_zeros() as usize) {
                *last = end;
            }
            rest &= rest - 1;
        }
    }

    /// How far before `at` one of `topics` was named, at most `window` bytes.
    pub(crate) fn distance(&self, topics: Topics, at: usize, window: usize) -> Option<usize> {
        let mut rest = topics.0;
        let mut nearest = None;
        while rest != 0 {
            let last = self
                .last
                .get(rest.trailing_zeros() as usize)
                .copied()
                .unwrap_or(usize::MAX);
            if last <= at && at - last <= window {
                nearest = Some(nearest.map_or(at - last, |n: usize| n.min(at - last)));
            }
            rest &= rest - 1;
        }
        nearest
    }

    /// Whether one of `topics` was named at most `window` bytes before `at`.
    pub(crate) fn near(&self, topics: Topics, at: usize, window: usize) -> bool {
        self.distance(topics, at, window).is_some()
    }

    /// Whether one of `topics` was named nearer to `at` than any of `others`.
    pub(crate) fn nearer(&self, topics: Topics, others: Topics, at: usize, window: usize) -> bool {
        match (
            self.distance(topics, at, window),
            self.distance(others, at, window),
        ) {
            (Some(a), Some(b)) => a < b,
            (a, _) => a.is_some(),
        }
    }
}
