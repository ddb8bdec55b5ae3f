//! Words of context, as data: what a word is about, and what it announces.

use std::sync::OnceLock;

use crate::context::Topics;
use crate::lexicon::Lexicon;

/// What a word announces: the next words are of this kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Announces {
    Nothing,
    /// The name of a person: one capitalised word is enough.
    Person,
    /// Perhaps the name of a person: two capitalised words.
    PerhapsPerson,
    /// A greeting, with a name before the sentence ends.
    Greeting,
    /// A full name, if the word stands in a sentence about a name or a person.
    Copula,
    /// A login name, if it looks like one.
    Login,
    /// The name of a wireless network.
    Network,
    /// A router named as it was sold.
    Router,
    /// Credentials: the word is the name of a scheme.
    Scheme,
    /// A postal address.
    Address,
    /// A password, in quotes or not like a word.
    Password,
    /// A password of an SQL statement.
    Statement,
    /// A password of a command.
    Command,
    /// The name of a person behind a title.
    Title,
    /// The strength of a signal, with the network before it.
    Signal,
    /// Another person, behind one.
    Another,
    /// The word is a sort of street.
    Street,
    /// The word is a sort of street among other things.
    PerhapsStreet,
    /// The word is a box at a post office.
    Box,
    /// The word is a sort of device.
    Device,
    /// The word is a month.
    Month,
    /// One given name: somebody is asked or told something.
    Asks,
    /// An account, as commands and databases write one.
    Account,
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
        "version versions ver v versionname versioncode appversion osversion sdkversion app_version os_version \
         sdk_version version_name release released releases update updated updating upgrade upgraded upgrading \
         downgrade downgraded migrate migrated migration firmware patch hotfix stand fassung aktualisiert \
         aktualisierung aktualisieren rev revision sdk driver treiber lib library plugin chrome safari webview \
         firefox edge gecko webkit applewebkit opr dart flutter kotlin gradle java jdk node npm schema bootloader \
         baseband agent installed installiert changelog build buildnumber compatible supported unterstützt fixed behoben introduced requires requires minimum \
         mindestens minversion min_version dependency artifact package paket model modell softwarestand rollback \
         rolled ausgabe app_ver appver clientversion client_version api_version apiversion protocol protokoll vers \
         libs sdks crashed regressed framework engine runtime compiler ota bump bumped bumping deployed ausgerollt softwareversion",
    ),
    (
        about(T::HASH),
        "sha sha1 sha256 sha512 md5 hash hashes checksum digest commit commits git rev revision etag crc crc32 \
         fingerprint pruefsumme prüfsumme merge branch tag blob tree checkout cherry integrity sum hashed sha_256 \
         checksums quersumme murmur xxhash content_hash contenthash sri manifest",
    ),
    (
        about(T::BUILD),
        "build buildid build_id buildnumber dsym dsyms image images binary dylib framework debugid debug_id codeid \
         code_id slice macho symbol symbols symbolicate symbolication mapping proguard module crashpad breakpad trace \
         traceid trace_id span spanid span_id transaction correlation correlationid request requestid request_id event \
         eventid event_id instance operation job task run envelope replay batch message_id messageid lib r8 bundle artifact \
         buildkennung abbild executable uuid_build incident report",
    ),
    (
        about(T::PHONE),
        "phone phones telephone tel telefon telefonnummer mobile mobil mobilnummer handy handynummer cellphone \
         rufnummer anrufer msisdn whatsapp fax rueckruf rückruf rückrufnummer rueckrufnummer festnetz durchwahl \
         landline dialer phonenumber sms fon imessage mobiltelefon telefonisch phone_number handynr telnr hotline \
         telefonat e164 mobilfunknummer faxnummer telefonnr festnetznummer kontaktnummer notfallnummer dienstnummer \
         privatnummer servicenummer hausnummer_tel phoneno",
    ),
    (
        about(T::PRODUCT),
        "gtin ean upc isbn issn asin sku barcode article artikel artikelnummer artikelnr product produkt tracking \
         sendungsnummer sendungsnr isin wkn charge lot seriennr bestellnummer rechnungsnummer auftragsnummer invoice",
    ),
    (
        about(T::CALL),
        "anruf anrufen angerufen call calls caller called calling callback dial dialed dialled dialing dialling cell text \
         texted nummer number ring erreichbar reach reached voicemail ruft waehle wähle gewählt gewaehlt facetime viber \
         signal telegram contact kontakt kontaktiere verified verify verifying code ruf erreichen zurückrufen \
         zurueckrufen unter melden mailbox incoming outgoing eingehend eingehender ausgehend ausgehender absender empfänger \
         empfaenger recipient sender verifizierung numbers",
    ),
    (
        about(T::DURATION),
        "took dauer dauerte elapsed duration bytes size count timeout id pid tid port offset line zeile epoch timestamp ts",
    ),
    (
        about(T::IP),
        "ip ips ipaddress ip_address ipaddr ipv4 ipv6 addr address addresses client remote peer host hosts connect \
         connected connecting connection connections disconnected server gateway dns dhcp lease router socket tcp udp \
         bind listen listening proxy forwarded endpoint ping login inet resolve resolved resolver verbindung \
         verbunden verbinde adresse rechner subnet route ssh blocked banned nameserver vpn tunnel \
         reachable unreachable refused inet6 dst_ip src_ip client_ip remote_addr clientip \
         ip_addr visitor sender besucher traceroute hop relay turn stun candidate ice wan lan nat \
         rejected reject throttled throttle ratelimit logins angemeldet anmeldung gesperrt \
         blockiert herkunft arp whois geoip waf client_addr remoteaddr sshd gegenstelle",
    ),
    (
        about(T::NETWORK),
        "mac macaddress mac_address macs bssid wlan wlan0 wlan1 wifi wi fi eth0 eth1 en0 en1 bluetooth bt ble bd_addr \
         bdaddr beacon beacons peer peripheral headset paired pairing pair bonded bond gatt a2dp hci ap station sta \
         arp interface nic ethernet router hwaddr lladdr ether gekoppelt kopplung koppeln netzwerk airpods accesspoint \
         roam roaming rssi scan scanned adapter connect connected connecting disconnect disconnected device geraet \
         gerät neighbor neighbour dhcp hardware sensor tracker gegenstelle earbuds wearable watch kopfhörer kopfhoerer lautsprecher \
         speaker tag hub bridge zigbee matter radio supplicant p2p rfcomm gateway mesh repeater",
    ),
    (
        about(T::SIM),
        "teilnehmer teilnehmernummer sim iccid imsi subscriber subscriberid esim simcard uicc ccid sim1 sim2 simserial usim simkarte \
         sim_serial simslot telephony mcc mnc roaming provisioning eid simnummer profil kartennummer simwechsel \
         hlr mobilfunk",
    ),
    (
        about(T::IMEI),
        "imei meid imei1 imei2 imeisv handset geraetenummer gerätenummer tac deviceid device",
    ),
    (
        about(T::PLACE),
        "location locations gps lat lon lng latitude longitude latlng lat_lng coord coords coordinate coordinates geo \
         position standort koordinaten koordinate fix geofence cllocation loc geolocation breitengrad laengengrad \
         längengrad pos place near nearby marker fused waypoint ort accuracy map maps ll geouri pickup dropoff \
         abholort zielort route ping tracked wgs84 destination aufenthaltsort position_update lokation parkplatz",
    ),
    (
        about(T::AXIS),
        "lat lon lng latitude longitude breite länge laenge place_lat place_lon breitengrad längengrad laengengrad",
    ),
    (
        about(T::WEAK_IP),
        "from to via von an auf über nach request requests origin source destination src dst attempt attempts limit \
         timeout ziel quelle answer antwort access zugriff",
    ),
    (
        about(T::LAYOUT),
        "bounds frame rect origin size view layout scroll offset inset insets point points touch cgrect cgpoint cgsize \
         width height scale matrix transform margin padding canvas pixel px dp viewport velocity gesture swipe drag \
         color colour rgb rgba alpha ratio scores weights rectf accelerometer gyro gyroscope magnetometer vector tensor \
         loss metrics score",
    ),
    (
        about(T::CARD),
        "card cards kreditkarte karte kartennummer creditcard visa mastercard amex maestro pan payment zahlung debit \
         discover diners jcb cc cardnumber card_number",
    ),
    (
        about(T::BANK),
        "iban bank konto account kontonummer bic sepa lastschrift ueberweisung überweisung bankverbindung",
    ),
    (
        about(T::BIRTH),
        "born birth birthday birthdate dob geboren geborene geborener geburtstag geburtsdatum geb birthdays gebdat \
         dateofbirth date_of_birth geburt bday birth_date",
    ),
    (about(T::SSN), "ssn social security itin ssn_last4"),
    (
        about(T::NATIONAL),
        "tax steuer steuerid steuernummer identifikationsnummer steuer_id idnr tin pesel dni nie nif nino insurance \
         versicherungsnummer sozialversicherungsnummer rentenversicherungsnummer svnr rvnr sozialversicherung \
         nationalid national_id passport ausweis ausweisnummer personalausweis reisepass krankenversicherung kvnr \
         versichertennummer bsn nir codice fiscale citizen ni national kyc taxid tax_id ssn steueridentifikationsnummer \
         rentenversicherung krankenkasse document dokument identity_number personalausweisnummer reisepassnummer nhs steueridentnummer \
         sozialversicherungsausweis",
    ),
    (about(T::IDENTITY), "id identity ident"),
    (
        about(T::USER),
        "member customer student kunde kunden kundin kundenkennung nutzer benutzer profile subscriber visitor owner author patient employee \
         mitarbeiter anonymousid distinct_id identify identified anonymous viewer user users userid user_id username \
         uid account konto customerid customer_id nutzerin accountid account_id person people player client_id \
         benutzerkonto kundenkonto mitglied profil participant teilnehmer guest gast subject principal sub install \
         installation installationid install_id anonymous_id anon visitorid visitor_id alias signup registered fahrer rider \
         sender recipient contact clientid nutzerkennung benutzerkennung mitgliedskennung kontokennung nutzerid \
         benutzerid kontoid mitgliedsid",
    ),
    (
        about(T::LOGIN),
        "login accepted logged signed angemeldet eingeloggt anmeldung authenticated running run sign log impersonating \
         angemeldete eingelogged registered registriert",
    ),
    (
        about(T::DEVICE),
        "android androidid android_id ssaid deviceid device_id aid identifierforvendor serial device geraet gerät geraeteid \
         gerätekennung geraetekennung gerätenummer geraetenummer geräteid geräte geraete hardware_id hwid installer settings secure",
    ),
    (
        about(T::ADVERTISING),
        "ad gaid idfa adid advertising advertisingid advertising_id aaid idfv ifa vendorid oaid werbe werbekennung werbeid werbe_id ads \
         attribution vendor tracking ifv gps_adid identifierforvendor identifierforadvertising attrackingmanager advertisingidclient advertisingidinfo \
         asidentifiermanager",
    ),
    (
        about(T::TOKEN),
        "token tokens access_token refresh_token secret apikey api_key key keys credential credentials oauth \
         signature sig schlüssel schluessel geheimnis zugangstoken",
    ),
    (
        about(T::PUSH),
        "push fcm apns gcm registration devicetoken device_token regid apns_token fcm_token remote notification \
         notifications remotenotifications mitteilungen benachrichtigungen gerätetoken geraetetoken pushtoken firebasemessaging didregisterforremotenotificationswithdevicetoken",
    ),
    (
        about(T::COOKIE),
        "session sessionid session_id sid csrf xsrf cookie cookies setcookie jsessionid phpsessid sitzung sitzungscookie sitzungsid sitzungstoken sitzungskennung sitzungsschluessel sitzungsschlüssel",
    ),
    (
        about(T::COOKIE_HEADER),
        "cookie cookies setcookie set_cookie",
    ),
    (
        about(T::AUTH),
        "authorization auth authorisation bearer authentication",
    ),
    (
        about(T::MEMORY),
        "pc lr sp fp x0 address offset ptr pointer heap memory mmap fault mapped adresse speicher sigsegv sigabrt sigbus",
    ),
    (about(T::CODE), "code codes"),
    (
        about(T::VERIFY),
        "verification verify verifying confirmation confirm security sms login enter nutze nutzen verwende verwenden gib one time otp auth 2fa mfa access unlock \
         activation authentication factor sicherheit bestätigung bestaetigung your ihr dein anmeldung",
    ),
    (
        announcing(T::PIN, Announces::Password),
        "pin otp tan mtan totp einmalcode einmalpasswort bestätigungscode bestaetigungscode sicherheitscode passcode puk \
         zugangscode verifizierungscode geheimzahl pincode password passwort pwd pw passwd kennwort passphrase \
         freischaltcode anmeldecode",
    ),
    (
        about(T::GATT),
        "characteristic characteristics gatt descriptor cccd ble bluetooth setcharacteristicnotification \
         readcharacteristic writecharacteristic merkmal",
    ),
    (announcing(T::NONE, Announces::Box), "box postfach"),
    (announcing(T::NONE, Announces::Another), "and und"),
    (announcing(T::NONE, Announces::Login), "kennung"),
    (
        announcing(T::NONE, Announces::Statement),
        "identified pragma attach",
    ),
    (announcing(T::NONE, Announces::Command), "pass passwortfeld"),
    (announcing(T::NONE, Announces::Title), "dr prof"),
    (
        announcing(T::NONE, Announces::Asks),
        "frag frage ask tell ruf rufe erinnere remind",
    ),
    (announcing(T::NONE, Announces::Account), "chown entry"),
    (announcing(T::NONE, Announces::Signal), "dbm"),
    (
        about(T::SERIAL),
        "serial serialno serialnumber iserial iserialnumber adb seriennummer",
    ),
    (about(T::NAME), "name namens heiße heisse heisst heißt"),
    (
        about(T::PERSON),
        "person profile customer patient vorname nachname contact kontakt",
    ),
    (
        about(T::SOCIAL),
        "package sendung message nachricht invited eingeladen invitation einladung appointment termin meeting chat shared geteilt belongs \
         gehört gehoert signed unterschrieben assigned zugewiesen spoke gesprochen call anruf anrufer called booked gebucht \
         ticket comment kommentar review bewertung order bestellung transfer payment rechnung invoice reservation \
         reservierung shift schicht dienst alarm alert escalated escalation eskaliert reply replied antwort überweisung pickup \
         note notiz picked collected abgeholt swap swapped handover übergabe notified benachrichtigt reminder erinnerung vertretung paged zuständig duty voicemail email mail photo foto gift geschenk approved freigegeben submitted eingereicht created \
         angelegt owned uploaded posted edited modified taken hosted blocked reported rated sent visit besuch rückruf rueckruf paket parcel zugestellt delivered letter brief contract vertrag written",
    ),
    (
        announcing(T::PERSON, Announces::Person),
        "frau herr herrn mr mrs ms miss mister heiße heisse messrs familie mme monsieur fräulein",
    ),
    (
        announcing(T::PERSON, Announces::PerhapsPerson),
        "kunde kundin kunden kontakt customer contact patient patientin fahrer fahrerin ansprechpartner inhaber \
         inhaberin mitarbeiter mitarbeiterin employee driver passenger fahrgast recipient empfänger empfaenger absender \
         cardholder karteninhaber beneficiary owner client mieter tenant guest gast member mitglied nutzer nutzerin \
         person bearbeiter kontoinhaber teilnehmer teilnehmerin user benutzer caller anrufer unterschrift unterzeichner versicherte versicherter \
         witness zeuge doctor arzt manager attendee besucher visitor subscriber holder payee sender name namens \
         student schüler schueler lehrer teacher colleague kollege kollegin employee nurse courier kurier agent rider author ansprechpartnerin empfängerin empfaengerin absenderin mieterin bearbeiterin \
         anruferin besucherin lehrerin ärztin kontoinhaberin karteninhaberin versicherungsnehmer versicherungsnehmerin käufer \
         käuferin verkäufer verkäuferin schülerin studentin beneficiary consignee addressee applicant antragsteller \
         antragstellerin betreuer betreuerin vertreter vertreterin bewohner bewohnerin call anrufen paged rufbereitschaft bereitschaft vertretung stellvertretung unterzeichnet \
         assignee reviewer approver operator technician techniker technikerin monteur nachbar nachbarin witness kollege",
    ),
    (
        announcing(T::PERSON, Announces::Greeting),
        "hallo hello hi hey dear liebe lieber moin servus morgen tag abend geehrte geehrter gruss grüße grüßen gruesse gruessen grüssen gruß regards cheers sincerely thanks danke willkommen welcome",
    ),
    (
        announcing(T::IDENTITY, Announces::Copula),
        "is ist was war bin m am by von from with mit to an for für fuer durch lautet heißt heisst heissen heißen bei between zwischen called genannt gez auf name",
    ),
    (
        announcing(T::USER, Announces::Login),
        "user username benutzer benutzername nutzer nutzername login account konto as als member uid customer kunde \
         kundin kunden mitglied benutzerkonto sudo benutzerkennung userid user_id kundennummer kundennr usr logon customerid kundin player patient userno \
         nick nickname profile profil nutzerkonto subscriber client owner anwender identify",
    ),
    (
        announcing(T::WIFI, Announces::Network),
        "verbunden connected joined beigetreten associated roaming ssid hotspot netz netzwerk network wifi wlan fi roamed wlans networks netzwerke heimnetz ap supplicant \
         accesspoint networkname essid funknetz heimnetzwerk",
    ),
    (
        announcing(T::WIFI, Announces::Router),
        "fritz vodafone telekom netgear speedport easybox linksys tp tplink dlink huawei asus o2 unitymedia upc bthub bthub5 \
         bthub6 virginmedia sky spectrumsetup xfinity livebox freebox bbox magenta kabelbox connectbox arris belkin \
         alhn congstar homebox",
    ),
    (announcing(T::AUTH, Announces::Scheme), "bearer basic"),
    (
        announcing(T::ADDRESS, Announces::Address),
        "anschrift adresse wohnhaft wohnt wohne wohnen lieferadresse rechnungsadresse lives live living address \
         wohnort deliver delivered delivering shipped shipping ship liefern lieferung zustellung residing resides reside \
         wohnadresse postanschrift zugestellt geliefert abholung versandadresse zustelladresse heimatadresse addresse umgezogen moved",
    ),
    (
        announcing(T::ADDRESS, Announces::Street),
        "street st avenue ave road rd lane ln drive boulevard blvd court way place terrace square highway parkway crescent \
         close gardens mews grove ct pl cres hwy pkwy trail trl loop row walk hill hollow green quay wharf alley broadway",
    ),
    (
        announcing(T::NONE, Announces::PerhapsStreet),
        "path glen glens mill mills shore shores ranch oval forge forges brook bypass canyon causeway circle cliff \
         common corner cove creek crest crossing curve dale divide estate estates expressway fall ferry field fields flat \
         ford forest fork freeway garden gateway harbor harbour haven heights inlet island isle junction knoll lake landing \
         lodge mall manor meadow meadows motorway mount mountain neck orchard overpass park pass passage pike pine plain \
         plains plaza point port prairie rapid rapids rest ridge river route run shoal spring springs spur station stream \
         summit throughway trace track tunnel turnpike underpass union valley via viaduct view village ville vista well wells",
    ),
    (
        announcing(T::DEVICE, Announces::Device),
        "iphone ipad ipod macbook imac galaxy pixel airpods laptop handy tablet redmi xiaomi homepod watch phone iwatch \
         notebook smartphone oneplus huawei thinkpad surface kindle mac fairphone nokia motorola xperia lenovo pc computer \
         echo mbp smartwatch telefon rechner nothing poco realme oppo honor moto chromebook samsung",
    ),
    (
        announcing(T::IDENTITY, Announces::Month),
        "january february march april may june july august september october november december januar februar märz mai \
         juni juli oktober dezember",
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
