//! Names of keys, as data: what the value after a key is.

/// What stands behind a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Password,
    Username,
    UserId,
    DeviceName,
    Ssid,
    /// A network, or the state of one.
    Network,
    /// A person's name, whatever it looks like.
    Person,
    /// A name of something, perhaps of a person.
    SomeName,
    /// A person by name or by login.
    Owner,
    /// Who did something; a person, never a group.
    Author,
    /// Several people, by number, login or name.
    People,
    /// A secret of several words or codes.
    Phrase,
    Address,
    /// A code or a city; of a person's address behind a street.
    Place,
    Birth,
    Phone,
    Email,
    Ip,
    Mac,
    Imei,
    Sim,
    National,
    Ssn,
    Latitude,
    Longitude,
    Card,
    Iban,
    Session,
    Authorization,
    Secret,
    /// A token of some sort; only what looks random is one.
    Token,
    AdId,
    AndroidId,
    Push,
    /// An id of something; only with a shape or a context of its own.
    SomeId,
    Cookie,
}

/// Keys in lower case without separators, umlauts written out. Gathered from the SDKs of Sentry, Segment, Firebase,
/// Adjust and AppsFlyer, Android's and iOS's own logs, OAuth and OpenID, schema.org, HTML autofill and German forms.
pub(crate) static KEYS: &[(Key, &str)] = &[
    (
        Key::Password,
        "password passwd pwd passwort kennwort passcode userpassword newpassword oldpassword pw pass \
         currentpassword pin pincode pinnummer otp otpcode onetimepassword onetimecode totp tan mtan smscode \
         verificationcode verifycode confirmationcode sicherheitscode bestaetigungscode einmalcode loginpin \
         geheimzahl cvv cvc cvv2 cvc2 securitycode unlockcode puk puk1 puk2 zugangscode wifipassword psk wpapsk \
         wlanschluessel presharedkey passkey confirmpassword passwordconfirmation mfacode signincode logincode \
         twofactorcode 2facode einmalpasswort einmalkennwort dbpass dbpasswort wlanpasswort wlankennwort netzwerkschluessel \
         wlankey wifikey networkkey bestaetigungspin kartenpin cardpin geraetepin entsperrcode authcode secretanswer securityanswer sicherheitsantwort freischaltcode keystorepassword storepass keypass",
    ),
    (
        Key::Username,
        "username user login loginname benutzer benutzername nutzer nutzername userlogin screenname nickname nick \
         handle accountname kontoname anmeldename loginid signinname uname usr sudouser runas logonname \
         benutzerkennung kennung samaccountname displayhandle spitzname alias player playername gamertag skypename \
         usernameoremail viewer principal upn logname ruser remoteuser authuser xforwardeduser",
    ),
    (
        Key::UserId,
        "userid uid account customerid customernumber kundenid kundennummer kundennr clientid memberid membernumber \
         mitgliedsnummer mitgliedsnr nutzerkennung mitgliedskennung kontoid kontokennung accountid accountnumber accountno nutzerid benutzerid userno usernumber \
         patientid patientennummer employeeid personalnummer mitarbeiternummer profileid subscriberid subscriptionid \
         visitorid anonid anonymousid distinctid ownerid authorid senderid recipientid receiverid driverid personid contactid \
         loyaltyid userguid useruuid accountuuid customeruuid externalid externaluserid internaluserid sub customerno kundenno custno custid cid \
         playerid appuserid appsflyerid muid amplitudeid mixpanelid installid installationid \
         instanceid appinstanceid firebaseinstallationid fid clientuuid teilnehmernummer versichertennr konto \
         vertragsnummer policennummer kndnr kdnr persnr personalnr staffno staffid badgeid memberno acct acctno clientno usernr matrikelnummer studentid legacyid",
    ),
    (
        Key::DeviceName,
        "devicename geraetename geraet hostname computername localizedname deviceowner bluetoothname btname \
         handyname telefonname machinename phonename userdevicename nameofdevice uidevicename peripheralname \
         airdropname deviceusername marketingname pcname netbiosname",
    ),
    (
        Key::Ssid,
        "ssid wifissid wlanssid networkname wifiname wlanname netzwerkname netzname hotspotname essid currentssid \
         connectedssid apname accesspointname networkssid nameofnetwork wifinetworkname wlannetzname",
    ),
    (
        Key::Network,
        "wlan wifi wifinetwork wlannetz wifinetzwerk hotspot accesspoint netz heimnetz wlannetzwerk network netzwerk \
         connectednetwork currentnetwork homenetwork",
    ),
    (
        Key::Person,
        "firstname lastname surname givenname familyname middlename fullname vorname nachname familienname \
         vollername realname forename maidenname geburtsname cardholder cardholdername karteninhaber accountholder \
         kontoinhaber inhaber customername kundenname contactname kontaktname recipientname empfaenger sendername \
         absender personname patientname patientenname ansprechpartner membername passengername fahrgast \
         beneficiary payee cnname displayname employeename mitarbeitername drivername fahrername gast guestname \
         fullusername vorundnachname nachnamevorname callername anrufer anruferin ansprechpartnerin empfaengerin absenderin kontoinhaberin authorname ownername shippingname billingname \
         nameoncard versicherter bearbeiter sachbearbeiter fname lname rufname anzeigename spielername kunde kundin \
         spouse ehepartner ehefrau ehemann nextofkin mieter eigentuemer customer patient passenger attendee",
    ),
    (
        Key::SomeName,
        "name fn cn given family first last von from contact kontakt person sender recipient an to",
    ),
    (
        Key::Owner,
        "owner creator besitzer assignee reporter reviewer editor \
         assignedto oncall standby lead teamlead schichtleiter leitung",
    ),
    (
        Key::Author,
        "author committer uploader createdby updatedby modifiedby changedby approvedby requestedby invitedby deletedby \
         actor blame who invoker uploadedby submittedby",
    ),
    (
        Key::People,
        "participants attendees members recipients users peers viewers customers employees teilnehmer mitglieder \
         invitees watchers followers guests blockedusers memberids userids participantids recipientids customerids \
         empfaengerids nutzerids teilnehmerids",
    ),
    (
        Key::Phrase,
        "passphrase mnemonic seedphrase recoveryphrase wiederherstellungsphrase backupcodes recoverycodes backupcode \
         recoverycode wiederherstellungscodes notfallcodes",
    ),
    (
        Key::Address,
        "address adresse anschrift street strasse streetaddress postaladdress homeaddress billingaddress \
         shippingaddress addressline addressline1 addressline2 deliveryaddress lieferadresse rechnungsadresse wohnort \
         wohnanschrift address1 address2 streetname strassename strassehausnummer postanschrift heimatadresse \
         mailingaddress residence wohnadresse destinationaddress pickupaddress fulladdress formattedaddress zustelladresse \
         line1 line2 versandadresse plzort ortplz plzundort home addr streetandnumber hausanschrift",
    ),
    (
        Key::Place,
        "plz postleitzahl zip zipcode postcode postalcode ort city town stadt",
    ),
    (
        Key::Birth,
        "dob birthday birthdate dateofbirth born geburtsdatum geburtstag gebdatum birthdt geboren gebdat geb \
         geborenam userbirthday bday datumdergeburt birth birthyear geburtsjahr",
    ),
    (
        Key::Phone,
        "phone phonenumber telephone telefon telefonnummer tel mobile mobilenumber mobil mobilnummer handy \
         handynummer cell cellphone rufnummer msisdn fax faxnummer phoneno telnr callerid whatsapp phone1 phone2 \
         homephone workphone contactnumber contactphone line1number telefonnr rueckruf rueckrufnummer festnetz \
         durchwahl sms recipientphone smsto callee anrufernummer mobilephone handynr fon landline calledid dialednumber \
         number nummer mdn subscribernumber smsnumber userphone verifyphone notruf",
    ),
    (
        Key::Email,
        "email mail emailaddress mailaddress useremail emailadresse mailadresse emailto recipientemail \
         login email1 kontaktemail contactemail to cc bcc replyto",
    ),
    (
        Key::Ip,
        "ip ipaddress clientip remoteip remoteaddr remoteaddress sourceip srcip dstip xforwardedfor forwardedfor \
         xrealip xclientip hostip peerip ipv4 ipv6 ipadresse ipaddr inetaddr localip publicip serverip wanip lanip \
         realip userip trueclientip cfconnectingip deviceip src dst peer remote client inet inet6 gateway dns host \
         server endpoint",
    ),
    (
        Key::Mac,
        "mac macaddress macaddr bssid wifimac bluetoothaddress btaddress btmac wlanmac hwaddr ethernetaddress \
         bluetoothmac macadresse apmac routermac peer bdaddr lladdr ether hardwareaddress devicemac gatewaymac stamac",
    ),
    (
        Key::Imei,
        "imei imei1 imei2 meid deviceimei imeinumber imeisv imeinummer esn",
    ),
    (
        Key::Sim,
        "iccid imsi simserial simserialnumber simid simcard simnumber subscriberid ccid iccidnumber simkartennummer \
         simkarte sim eid euiccid uiccid simnr simnummer iccid1 iccid2 imsi1 imsi2 simserialno kartennummersim",
    ),
    (
        Key::National,
        "steuerid steuernummer steueridentifikationsnummer steueridnr idnr taxid taxnumber taxpayerid tin nationalid \
         nationalidnumber nationalidentifier pesel dni nie nif nino nationalinsurancenumber insurancenumber \
         versicherungsnummer sozialversicherungsnummer svnummer svnr rvnr rentenversicherungsnummer rvnummer \
         passport passportnumber passnummer reisepass reisepassnummer ausweisnummer personalausweis \
         personalausweisnummer idcard idcardnumber idnumber identitynumber identitycard krankenversichertennummer \
         kvnr versichertennummer versichertennr bsn nir codicefiscale fiscalcode citizenid governmentid driverslicense \
         driverslicence drivinglicence driverlicense fuehrerschein fuehrerscheinnummer personnummer personalnumber cpf \
         aadhaar sin taxcode insuranceid nino steuernr insee nhsnumber healthinsurancenumber steueridentnr nationalno \
         sozialversnr socialinsurancenumber identnummer taxref taxreference burgerservicenummer numerodesecuritesociale \
         docnumber documentnumber dokumentnummer gesundheitskarte egknummer ahvnummer ahv",
    ),
    (
        Key::Ssn,
        "ssn socialsecuritynumber socialsecurity ssnlast socialsec ssnlast4 last4ssn itin ssnumber ssn4",
    ),
    (
        Key::Latitude,
        "lat latitude geolat breitengrad breite gpslat gpslatitude locationlat locationlatitude userlat homelat",
    ),
    (
        Key::Longitude,
        "lon lng long longitude geolon geolng laengengrad laenge gpslon gpslng gpslongitude locationlng \
         locationlon locationlongitude userlng userlon homelng",
    ),
    (
        Key::Card,
        "cardnumber cardno creditcard creditcardnumber ccnumber kartennummer kreditkarte pan cardnum \
         kreditkartennummer ccnum primaryaccountnumber debitcard",
    ),
    (
        Key::Iban,
        "iban ibannumber bankaccount kontonummer bankverbindung accountiban ibannummer creditoriban debtoriban",
    ),
    (
        Key::Session,
        "session sessionid sid sessiontoken sessid phpsessid jsessionid aspnetsessionid connectsid sessionkey \
         sessioncookie sessionidentifier xsessionid xsessiontoken rememberme remembertoken remembermetoken usersession \
         csrftoken xsrftoken csrf xcsrftoken xxsrftoken authsession sitzung sitzungsid sitzungskennung sitzungsnummer laravelsession \
         securesession ssoid ssosession ssotoken sessiontokenid sitzungsschluessel hsid apisid",
    ),
    (
        Key::Authorization,
        "authorization proxyauthorization proxyauth xauthorization auth authheader authorisation \
         wwwauthenticate xauthtoken authtoken xauth autorisierung authentication",
    ),
    (
        Key::Secret,
        "apikey apisecret accountkey sharedaccesskey storagekey secretkeybase xapikey secret clientsecret secretkey appsecret accesstoken refreshtoken idtoken \
         bearertoken oauthtoken oauthtokensecret accesskey accesskeyid secretaccesskey privatekey signature sig \
         signingkey encryptionkey masterkey credentials credential magiclink magictoken resettoken resetpasswordtoken \
         invitetoken invitecode verificationtoken verifytoken confirmationtoken activationtoken activationcode \
         unsubscribetoken logintoken securitytoken hmac apitoken usertoken servicetoken personalaccesstoken \
         webhooksecret sharedsecret zugriffstoken geheimnis schluessel apischluessel zugangstoken accesscode \
         subscriptionkey ocpapimsubscriptionkey functionskey xfunctionskey sastoken dsn appkey licensekey \
         lizenzschluessel zugriffsschluessel zugangsschluessel sitzungstoken anmeldetoken geheimschluessel dienstschluessel \
         auffrischungstoken einladungstoken einladungscode aktivierungscode freigabetoken freigabelink jwt bearer xamzsignature xamzcredential xamzsecuritytoken awsaccesskeyid googleaccessid \
         tempauthkey tempauth accessgrant deploykey sharekey sharetoken downloadtoken onetimetoken ott ticket \
         authorizationcode xamzsecurity passwordhash passwdhash hashedpassword passworddigest",
    ),
    (Key::Token, "token key code state nonce t k tkn tok refresh"),
    (
        Key::AdId,
        "gaid idfa idfv adid advertisingid aaid advertisingidentifier identifierforvendor ifv ifa vendorid oaid \
         googleadid googleadvertisingid gpsadid androidadvertisingid rdid werbeid appleadid amazonadid fireadid \
         identifierforadvertising vendoridentifier idforvendor gaadid xvendorid",
    ),
    (
        Key::AndroidId,
        "androidid ssaid deviceid aid deviceuuid deviceidentifier geraeteid geraetekennung hardwareid hwid \
         geraetenummer geraetenr serialnumber serialno serialnum serialnr serial sn bootserialno seriennummer seriennr serienno deviceserial buildserial uniqueid udid ecid uniquedeviceid dvid deviceguid devid \
         settingssecureandroidid secureid geraetid xdeviceid",
    ),
    (
        Key::Push,
        "pushtoken devicetoken fcmtoken apnstoken registrationtoken registrationid regid gcmtoken gcmid fcmid \
         pushid firebasetoken notificationtoken pushdevicetoken fcmregistrationtoken fcmregistrationid onesignalid \
         pushschluessel geraetetoken mitteilungstoken benachrichtigungstoken pushkey voiptoken apnsdevicetoken instanceidtoken newtoken xpushtoken pushregistrationid",
    ),
    (
        Key::SomeId,
        "id guid uuid identifier identity ident identitaet",
    ),
    (Key::Cookie, "cookie setcookie cookies"),
];
