//! Words of context, as data: what a word is about, and what it announces.

use std::sync::OnceLock;

use crate::context::Topics;
use crate::lexicon::Lexicon;

/// What a word announces: the next words are of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Announces {
    Nothing,
    /// The name of a person, if it looks like one.
    Person,
    /// A login name, if it looks like one.
    Username,
    /// A value whose kind the key table knows, as if a `=` stood between.
    Value,
}

/// The sense of a word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sense {
    pub(crate) topics: Topics,
    pub(crate) announces: Announces,
}

const fn about(topics: Topics) -> Sense {
    Sense {
        topics,
        announces: Announces::Nothing,
    }
}

const fn announcing(topics: Topics, announces: Announces) -> Sense {
    Sense { topics, announces }
}

type T = Topics;

static WORDS: &[(Sense, &str)] = &[
    (
        about(T::VERSION),
        "version versions ver v versionname versioncode appversion osversion sdkversion build release released releases \
         update updated updating upgrade upgraded upgrading downgrade downgraded migrate migrated migration firmware \
         patch hotfix stand fassung aktualisiert aktualisierung rev revision kernel sdk driver treiber lib library \
         plugin module chrome safari webview firefox edge gecko webkit applewebkit opr dart flutter kotlin gradle \
         java jdk node npm schema bootloader baseband radio agent installed installiert changelog",
    ),
    (
        about(T::HASH),
        "sha sha1 sha256 sha512 md5 hash hashes checksum digest commit commits git rev revision etag crc fingerprint \
         pruefsumme prüfsumme merge branch tag blob tree head checkout cherry integrity",
    ),
    (
        about(T::BUILD),
        "build buildid uuid_build dsym dsyms image images binary dylib framework debugid debug_id codeid code_id \
         slice macho symbol symbols symbolicate mapping proguard module",
    ),
    (
        about(T::PHONE),
        "phone phones telephone tel telefon telefonnummer mobile mobil mobilnummer handy handynummer \
         cell cellphone rufnummer anruf anrufer anrufen angerufen call calls caller called calling callback dial dialed \
         dialled dialing dialling sms msisdn whatsapp fax rueckruf rückruf rückrufnummer text texted nummer festnetz \
         durchwahl landline dialer ring erreichbar reach ph fon phonenumber voicemail ruft waehle wähle imessage \
         facetime viber signal",
    ),
    (
        about(T::IP),
        "ip ips ipaddress ip_address ipaddr ipv4 ipv6 addr address addresses client remote peer host hosts \
         from connect connected connecting connection connections disconnected server gateway dns dhcp lease router \
         socket tcp udp bind listen listening proxy forwarded endpoint via ping login inet resolve resolved resolver \
         origin verbindung verbunden verbinde adresse rechner subnet route ssh request requests blocked banned \
         nameserver vpn tunnel reachable unreachable refused inet6 src dst source destination",
    ),
    (
        about(T::NETWORK),
        "mac macaddress bssid wlan wlan0 wlan1 wifi wi fi eth0 eth1 en0 en1 bluetooth bt ble bd_addr \
         bdaddr beacon peer peripheral headset paired pairing pair bonded bond gatt a2dp hci ap station sta arp \
         interface nic ethernet router hwaddr lladdr ether gekoppelt kopplung netzwerk airpods accesspoint roam \
         roaming rssi scan adapter connect connected disconnected device geraet gerät",
    ),
    (
        about(T::SIM),
        "sim iccid imsi subscriber esim simcard uicc subscriberid ccid sim1 sim2 simserial serial usim \
         karte operator carrier slot eid",
    ),
    (
        about(T::IMEI),
        "imei meid imei1 imei2 imeisv handset geraetenummer",
    ),
    (
        about(T::PLACE),
        "location locations gps lat lon lng latitude longitude latlng coord coords coordinate coordinates \
         geo position standort koordinaten koordinate fix geofence cllocation loc geolocation breitengrad laengengrad \
         längengrad pos place near marker fused waypoint cllocationcoordinate2d ort center accuracy map",
    ),
    (
        about(T::LAYOUT),
        "bounds frame rect origin size view layout scroll offset inset insets point points touch \
         cgrect cgpoint cgsize width height scale matrix transform margin padding canvas pixel px dp viewport velocity \
         gesture swipe drag color colour rgb rgba alpha ratio scores weights",
    ),
    (
        about(T::CARD),
        "card cards kreditkarte karte kartennummer creditcard visa mastercard amex maestro pan payment \
         zahlung debit discover diners jcb cc",
    ),
    (
        about(T::BANK),
        "iban bank konto account kontonummer bic sepa lastschrift ueberweisung überweisung",
    ),
    (
        about(T::BIRTH),
        "born birth birthday birthdate dob geboren geburtstag geburtsdatum geb birthdays gebdat \
         dateofbirth",
    ),
    (about(T::SSN), "ssn social security itin"),
    (
        about(T::NATIONAL),
        "tax steuer steuerid steuernummer identifikationsnummer steuer_id idnr tin pesel dni nie nif \
         nino insurance versicherungsnummer sozialversicherungsnummer rentenversicherungsnummer svnr rvnr \
         sozialversicherung nationalid national_id identity passport ausweis ausweisnummer personalausweis \
         reisepass krankenversicherung kvnr versichertennummer bsn nir codice fiscale citizen ni national kyc",
    ),
    (
        about(T::ADDRESS),
        "street strasse straße anschrift wohnhaft wohnt wohne lieferadresse rechnungsadresse shipping \
         delivery lives live ship deliver lieferung",
    ),
    (
        about(T::USER),
        "user users userid user_id username uid account member customer kunde kundin nutzer benutzer \
         login signed logged profile subscriber visitor owner author patient driver employee mitarbeiter konto \
         anonymousid distinct_id identify identified session anonymous viewer client",
    ),
    (
        about(T::DEVICE),
        "device geraet gerät androidid android_id ssaid deviceid aid identifierforvendor serial",
    ),
    (
        about(T::ADVERTISING),
        "gaid idfa adid advertising advertisingid aaid idfv ifa vendorid oaid werbe",
    ),
    (
        about(T::WIFI),
        "ssid wifi wlan hotspot network netz netzwerk networkname",
    ),
    (
        about(T::TOKEN),
        "token tokens access_token refresh_token secret apikey api_key key keys credential credentials \
         bearer oauth signature sig",
    ),
    (
        about(T::PUSH),
        "push fcm apns gcm registration devicetoken device_token regid remote notification \
         notifications",
    ),
    (
        about(T::COOKIE),
        "cookie cookies setcookie jsessionid phpsessid session sessionid sid csrf xsrf",
    ),
    (about(T::AUTH), "authorization proxy auth"),
    (
        about(T::PASSWORD),
        "password passwort pwd passwd pin otp tan code passcode kennwort",
    ),
    (
        about(T::MONEY),
        "eur usd chf gbp euro betrag amount price preis summe",
    ),
    (
        about(T::MEMORY),
        "pc lr sp fp x0 addr address offset ptr pointer heap memory mmap fault",
    ),
    (
        announcing(Topics::PERSON, Announces::Person),
        "frau herr herrn mr mrs ms miss mister madam sir kunde kundin kunden kontakt customer contact heiße heisse \
         patient patientin fahrer fahrerin",
    ),
];

/// The table of context words.
pub(crate) fn words() -> &'static Lexicon<Sense> {
    static TABLE: OnceLock<Lexicon<Sense>> = OnceLock::new();
    TABLE.get_or_init(|| {
        Lexicon::new(WORDS, |known, more| Sense {
            topics: known.topics.and(more.topics),
            announces: if known.announces == Announces::Nothing {
                more.announces
            } else {
                known.announces
            },
        })
    })
}
