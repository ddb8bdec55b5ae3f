//! German.

use sordino_policy::{DeviceAccess, LegalBasis, Role, SpecialBasis, TransferTool};

use super::language::{Notice, Record, Words};

pub(super) const WORDS: Words = Words {
    language: "de",
    notice: Notice {
        title: "Datenschutzhinweise",
        draft: "Dies ist ein Entwurf, erstellt aus den Festlegungen der App. Vor der Veröffentlichung muss ihn jemand lesen, der dafür einsteht.",
        version: |version, date| {
            format!("Diese Hinweise sind gültig ab {date} (Fassung {version}).")
        },
        controller: "Wer verantwortlich ist",
        officer: "Datenschutzbeauftragte Stelle",
        authority: "Aufsichtsbehörde",
        email: "E-Mail",
        address: "Anschrift",
        phone: "Telefon",
        published: "Veröffentlicht unter",
        purposes: "Wofür Daten verarbeitet werden",
        data: "Daten",
        basis: "Rechtsgrundlage",
        balancing: "Interessenabwägung",
        access: "Zugriff auf Ihr Gerät",
        access_reason: "Warum er nötig ist",
        demanded: "Das Gesetz verlangt es",
        choice: "Sind sie erforderlich",
        free: "Nein, es bleibt ausgeschaltet, bis Sie es einschalten",
        objectable: "Der Dienst braucht sie; aus Gründen Ihrer besonderen Lage können Sie widersprechen",
        needed: "Ja, ohne sie kann der Dienst nicht erbracht werden",
        kept: "Speicherdauer",
        valid: "Eine Einwilligung gilt",
        recipients: "Empfänger",
        nobody: "Niemand außerhalb der verantwortlichen Stelle",
        recipient_head: [
            "Empfänger",
            "Rolle",
            "Land",
            "Grundlage der Übermittlung",
            "Für",
            "Speicherdauer",
        ],
        inside: "Keine nötig innerhalb des Europäischen Wirtschaftsraums",
        store: "Der Store, aus dem Sie die App bezogen haben, verarbeitet Daten von Ihnen in eigener Verantwortung; wie, sagen dessen eigene Hinweise.",
        permissions: "Worum die App Ihr System bittet",
        kept_longest: "Wie lange Daten aufbewahrt werden",
        backups: |days| {
            format!(
                "Was gelöscht wurde, ist innerhalb von {days} Tagen auch aus Sicherungen verschwunden."
            )
        },
        backups_because: "Warum länger als 30 Tage",
        rights: "Ihre Rechte",
        rights_before: "Sie haben das Recht",
        right: [
            "zu erfahren, was über Sie verarbeitet wird, und eine Kopie zu erhalten (Art. 15 DSGVO)",
            "Falsches berichtigen zu lassen (Art. 16 DSGVO)",
            "Daten löschen zu lassen (Art. 17 DSGVO)",
            "die Verarbeitung einschränken zu lassen (Art. 18 DSGVO)",
            "von Ihnen Bereitgestelltes in einem gängigen, maschinenlesbaren Format zu erhalten (Art. 20 DSGVO)",
            "sich bei einer Aufsichtsbehörde zu beschweren (Art. 77 DSGVO)",
        ],
        withdraw: "Beruht eine Verarbeitung auf Ihrer Einwilligung, können Sie diese jederzeit in den Datenschutz-Einstellungen der App widerrufen, so einfach, wie Sie sie erteilt haben (Art. 7 Abs. 3 DSGVO). Was vorher geschah, bleibt rechtmäßig.",
        object: "Beruht eine Verarbeitung auf einem berechtigten Interesse, können Sie ihr aus Gründen Ihrer besonderen Lage widersprechen (Art. 21 DSGVO).",
        complain: |name| {
            format!(
                "Am Sitz der verantwortlichen Stelle zuständig: {name}. Sie können sich auch an die Behörde wenden, wo Sie wohnen oder arbeiten."
            )
        },
        children: "Kinder",
        minimum_age: |age| {
            format!("Unter {age} Jahren bleibt jeder freiwillige Zweck ausgeschaltet.")
        },
        age_unknown: "Das gilt auch, solange die App nicht weiß, ob Sie alt genug sind.",
        parents: "Für ein Kind willigt ein Elternteil ein",
        changes: "Änderungen",
        changed: "Ändern sich diese Hinweise so sehr, dass Ihre Entscheidungen nicht mehr dazu passen, fragt die App Sie erneut. Wer die App nur benutzt, ändert damit keine Entscheidung.",
    },
    record: Record {
        title: "Verzeichnis von Verarbeitungstätigkeiten (Art. 30 DSGVO)",
        version: |version, date| format!("Fassung {version}, gültig ab {date}."),
        activities: "Tätigkeiten",
        head: [
            "Zweck",
            "Rechtsgrundlage",
            "Personen",
            "Daten",
            "Empfänger",
            "Speicherdauer",
            "Zugriff auf das Gerät",
        ],
        persons: "Nutzerinnen und Nutzer der App",
        transfers: "Übermittlungen in Drittländer",
        transfer_head: ["Empfänger", "Land", "Grundlage der Übermittlung", "Für"],
        no_transfer: "Keine.",
        exceptions: "Ausnahmen und ihre Gründe",
        exception_head: ["Ausnahme", "Grund"],
        kept: |name| format!("Die Android-Berechtigung {name} bleibt in der App"),
        untold: |category, stores| format!("{category}: nicht angegeben bei {stores}"),
        measures: "Technische und organisatorische Maßnahmen (Art. 32 DSGVO)",
        measure: [
            "Für einen Zweck wird nichts festgehalten, bevor er offen ist; das Ausschalten vernichtet, was noch wartet.",
            "Was auf dem Gerät wartet, ist mit einem Schlüssel seines Zwecks versiegelt, der beim Ausschalten vernichtet wird.",
            "Übertragen werden nur die Felder, die für den Empfänger festgelegt sind, jedes nach seiner Regel; Freitext wird von personenbezogenen Angaben bereinigt.",
            "Kennungen verlassen die Bibliothek nur als Pseudonyme unter einem Schlüssel, verschieden je Empfänger und Zweck.",
            "Die Bibliothek sendet nur über HTTPS; jede Entscheidung steht in einem Verzeichnis, dessen Einträge verkettet sind.",
        ],
    },
    basis: |basis| match basis {
        LegalBasis::Consent => "Einwilligung, Art. 6 Abs. 1 lit. a DSGVO",
        LegalBasis::Contract => "Vertrag, Art. 6 Abs. 1 lit. b DSGVO",
        LegalBasis::LegalObligation => "Rechtliche Verpflichtung, Art. 6 Abs. 1 lit. c DSGVO",
        LegalBasis::LegitimateInterest => "Berechtigtes Interesse, Art. 6 Abs. 1 lit. f DSGVO",
    },
    special: |basis| match basis {
        SpecialBasis::ExplicitConsent => {
            "Besondere Kategorien: ausdrückliche Einwilligung, Art. 9 Abs. 2 lit. a DSGVO"
        }
    },
    access: |access| match access {
        DeviceAccess::Consent => "Nur mit Einwilligung, § 25 Abs. 1 TDDDG",
        DeviceAccess::StrictlyNecessary => {
            "Unbedingt erforderlich für den gewünschten Dienst, § 25 Abs. 2 TDDDG"
        }
    },
    role: |role| match role {
        Role::Processor => "Auftragsverarbeiter",
        Role::JointController => "Gemeinsam Verantwortlicher",
        Role::Controller => "Verantwortlicher",
    },
    tool: |tool| match tool {
        TransferTool::AdequacyDecision => "Angemessenheitsbeschluss, Art. 45 DSGVO",
        TransferTool::StandardContractualClauses => {
            "Standarddatenschutzklauseln, Art. 46 Abs. 2 lit. c DSGVO"
        }
        TransferTool::BindingCorporateRules => "Verbindliche interne Vorschriften, Art. 47 DSGVO",
    },
    tool_from: |day| format!("ab {day}"),
    tool_until: |day| format!("bis {day}"),
};
