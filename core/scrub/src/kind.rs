//! The kinds of personal data, their names and their tokens.

macro_rules! kinds {
    ($($variant:ident $name:literal $token:literal $doc:literal,)*) => {
        /// A kind of personal data.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        #[repr(u8)]
        pub enum Kind {
            $(#[doc = $doc] $variant,)*
        }

        impl Kind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [Kind] = &[$(Kind::$variant,)*];

            /// The name used in reports and labelled sets, such as `phone_intl`.
            pub const fn name(self) -> &'static str {
                match self { $(Kind::$variant => $name,)* }
            }

            /// What stands in the text instead, such as `[phone]`. It tells the kind, never the length.
            pub const fn token(self) -> &'static str {
                match self { $(Kind::$variant => $token,)* }
            }
        }
    };
}

kinds! {
    Email "email" "[email]" "An e-mail address, also percent-encoded.",
    PhoneIntl "phone_intl" "[phone]" "A phone number with its country, `+49 …` or `0049 …`.",
    PhoneLocal "phone_local" "[phone]" "A phone number without its country.",
    Ipv4 "ipv4" "[ip]" "An IPv4 address.",
    Ipv6 "ipv6" "[ip]" "An IPv6 address.",
    Mac "mac" "[mac]" "A hardware address of a network interface.",
    Imei "imei" "[imei]" "A phone's serial number in the mobile network.",
    Iban "iban" "[iban]" "A bank account.",
    CreditCard "credit_card" "[card]" "The number of a payment card.",
    Jwt "jwt" "[jwt]" "A JSON web token.",
    AuthHeader "auth_header" "[auth]" "The credentials of an `Authorization` header.",
    ApiKey "api_key" "[secret]" "An API key or access token of a service.",
    PemKey "pem_key" "[key]" "The body of a PEM block.",
    UrlUserinfo "url_userinfo" "[login]" "User and password inside a URL.",
    Gps "gps" "[location]" "Geographic coordinates.",
    SsnUs "ssn_us" "[ssn]" "A social security number of the United States.",
    UuidUser "uuid_user" "[id]" "A UUID that stands for a person or an installation.",
    AdId "ad_id" "[ad-id]" "An advertising or vendor id.",
    AndroidId "android_id" "[device-id]" "The ANDROID_ID of a device or another device id.",
    PushToken "push_token" "[push-token]" "An address for push messages (APNs, FCM).",
    SimId "sim_id" "[sim]" "The number of a SIM card or subscriber (ICCID, IMSI).",
    UserId "user_id" "[id]" "A numeric or short id of a user or customer.",
    Username "username" "[user]" "A login name.",
    Password "password_kv" "[password]" "A password, PIN or one-time code.",
    UrlSecret "url_query_secret" "[secret]" "A secret in the query or path of a URL.",
    SessionCookie "session_cookie" "[session]" "A session id or the secret part of a cookie.",
    UserPath "user_path" "[user]" "The user's name in a file path.",
    NationalId "national_id" "[national-id]" "A tax, insurance or identity number.",
    Dob "dob" "[birthday]" "A date of birth.",
    Ssid "ssid" "[wifi]" "The name of a wireless network.",
    DeviceName "device_name" "[device]" "The name its owner gave a device.",
    PersonName "person_name" "[name]" "The name of a person.",
    PostalAddress "postal_address" "[address]" "A postal address.",
    Known "known" "[known]" "A value the caller named.",
    Own "own" "[redacted]" "A match of a pattern the caller added.",
}

impl Kind {
    pub(crate) const fn bit(self) -> u64 {
        1 << self as u64
    }

    /// At least as long as every token.
    pub(crate) const LONGEST_TOKEN: usize = 16;

    /// The length of a token that `bytes` begins with, if it does.
    pub(crate) fn token_at(bytes: &[u8]) -> Option<usize> {
        let (b'[', rest) = bytes.split_first()? else {
            return None;
        };
        let letters = rest
            .iter()
            .take(Self::LONGEST_TOKEN)
            .take_while(|b| b.is_ascii_lowercase() || **b == b'-')
            .count();
        if letters == 0 || rest.get(letters) != Some(&b']') {
            return None;
        }
        let length = letters + 2;
        let is_token = |k: &Kind| {
            let token = k.token().as_bytes();
            token.len() == length && token[1] == rest[0] && token[1..] == rest[..=letters]
        };
        Kind::ALL.iter().any(is_token).then_some(length)
    }
}
