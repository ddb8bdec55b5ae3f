import Foundation
import Sordino
import SwiftUI

/// What every screen of the app needs: Sordino, who is signed in, and what was said of each alert.
@MainActor
final class OnCall: ObservableObject {
    let sordino: SordinoSDK
    let settings: SordinoSettingsModel
    let prompts: SordinoPromptModel
    private let gate: PushTokenGate

    /// The person on duty, or `nil`.
    @Published private(set) var person: Person?
    /// What Sordino made of the event of each alert.
    @Published private(set) var acknowledged: [Alert: String] = [:]
    /// The last decisions, newest first.
    @Published private(set) var decisions: [Decision] = []
    /// What is shown over the alerts.
    @Published var cover: Cover?
    /// The flow that ``cover`` shows, if it shows one.
    @Published private(set) var flow: SordinoFlowModel?
    /// That the contact has new numbers; empty where it has none.
    @Published private(set) var news = ""

    /// What is shown over the alerts.
    enum Cover {
        case question
        case settings
        case flow
    }

    init(_ sordino: SordinoSDK, _ gate: PushTokenGate) {
        (self.sordino, self.gate) = (sordino, gate)
        (settings, prompts) = (SordinoSettingsModel(sordino), SordinoPromptModel(sordino))
    }

    /// Asks the first question, where one must be asked.
    func ask() async {
        // The policy wants to know that nobody is under age, and asks nothing before. A company gives this app to its staff, who
        // are adults. What cannot be told now, as with a locked Keychain, is told at the next start.
        _ = try? await sordino.limit(.age, allows: true)
        await prompts.load()
        if prompts.prompt != nil { cover = .question }
    }

    func acknowledge(_ alert: Alert) {
        // `caller` is not in the policy: it is dropped, and "What left" says so.
        let outcome = sordino.track(
            "alert_acknowledged",
            [
                "alert_id": alert.id, "channel": "push", "minutes": alert.minutes, "caller": "+49 30 901820",
            ])
        // The app works the same whatever the outcome is. It is shown for QA alone.
        acknowledged[alert] = "Acknowledged. \(Self.said(outcome))"
    }

    private static func said(_ outcome: Outcome) -> String {
        switch outcome {
        case .accepted: "Accepted"
        case .refused(let why): "Refused: \(why)"
        default: "\(outcome)"
        }
    }

    /// Tells Sordino whose records follow: pseudonyms of the ids leave, and the name is searched for in free text.
    func signInNext() async {
        let next = Person.allCases.drop { $0 != person }.dropFirst().first ?? (person == nil ? .ada : nil)
        // The app's server forgets the push token while the session still stands.
        _ = await gate.signingOut()
        _ = try? await sordino.signOut()
        if let next {
            let values = [next.name, next.email]
            _ = try? await sordino.signIn(userId: next.userId, customerId: next.customerId, values: values)
            await gate.signedIn()
        }
        person = next
    }

    func look() { decisions = sordino.recentDecisions.reversed() }

    /// Saves the app's contact. The tap is the person's yes: the row says what for.
    func saveContact() async {
        news = ""
        await begin(.contacts(sordino), after: "contacts_card")
    }

    /// Asks for notifications, after the same yes.
    func allowPushes() async { await begin(.push(sordino), after: "push_service_alerts") }

    private func begin(_ flow: SordinoFlowModel, after purpose: String) async {
        _ = try? await sordino.purpose(purpose).turnOn(how: "alerts_row")
        (self.flow, cover) = (flow, .flow)
    }

    func hear(_ news: String) { self.news = news }
}

/// An alert of this shift.
enum Alert: CaseIterable {
    case database
    case certificate

    var id: String { self == .database ? "alr-2041" : "alr-2042" }
    var said: String { self == .database ? "Database answers slowly" : "Certificate ends tomorrow" }
    var minutes: Int64 { self == .database ? 3 : 12 }
}

/// Somebody who can sign in.
enum Person: CaseIterable {
    case ada
    case ben

    /// As colleagues say it.
    var name: String { self == .ada ? "Ada" : "Ben" }
    var userId: String { self == .ada ? "usr_Q7rT2mVx9KpLw4Zs" : "usr_W1uE6oXz3NbMk8Yt" }
    var customerId: String { "cus_H3nB8yGd5FcJ6aRe" }
    var email: String { self == .ada ? "ada.kestner@example.org" : "ben.osei@example.org" }
}
