#if os(Linux)
    import Contacts
    import Foundation
    import SordinoContacts
    import Testing
    import UIKit

    @testable import Sordino
    @testable import SordinoKit

    extension OneApp {
        /// The contacts flow from the tap to the end, with the real core; the address book is a stand-in that notes what it is
        /// asked.
        @Suite struct ContactsFlowTests {
            private let place: Place
            private let news = Locked<[String]>([])

            init() throws { place = try Place() }

            private static let numbers = ["+493023125001", "+442079460001"]

            /// `direct` writes by itself; the `next` card has another first number.
            private func app(direct: Bool, next: Bool = false, writes: Bool = true) async throws -> SordinoSDK {
                let policies = try #require(try Vectors.file("contacts")["given"]?["policies"])
                let name = next ? (direct ? "next_direct" : "next") : (direct ? "direct" : "screen")
                let policy = try #require(policies[name]).text
                var options = Options()
                if direct, writes { options.contacts = AppleContacts() }
                options.cardHasNews = { [news] screen in news.with { $0.append(screen.text) } }
                let sordino = SordinoSDK.inPlace(place.url, policy: Data(policy.utf8), options: options)
                await sordino.settled()
                try await sordino.purpose("card").turnOn()
                return sordino
            }

            /// Walks through the flow, with every button that goes on.
            @MainActor
            private func walked(_ sordino: SordinoSDK) async -> SordinoFlowModel {
                let model = SordinoFlowModel.contacts(sordino)
                await model.start()
                for _ in 0..<3 { await model.answer(agrees: true) }
                return model
            }

            @Test("without direct access the card is a file for the share sheet, and the address book is never asked")
            @MainActor func shared() async throws {
                FakeContacts.beginAnew(purposeString: false)
                let sordino = try await app(direct: false)
                let model = await walked(sordino)
                guard case .shares(let file) = model.stage else {
                    Issue.record("\(model.stage)")
                    return
                }
                let card = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\r\n")
                #expect(card[2...3] == ["N:;Kranich;;;", "FN:Kranich"])
                #expect(card.filter { $0.hasPrefix("TEL") } == Self.numbers.map { "TEL;TYPE=WORK,VOICE:\($0)" })
                await model.shared(true)
                #expect(model.said?[1] == "The contact “Kranich” is saved.")
                #expect(!FileManager.default.fileExists(atPath: file.path))
                #expect(FakeContacts.asked == [])
                await model.start()
                #expect(model.stage == .done)
            }

            @Test("a sheet that is closed without saving says nothing, and the next tap offers the file again")
            @MainActor func notShared() async throws {
                let sordino = try await app(direct: false)
                let model = await walked(sordino)
                await model.shared(false)
                #expect(model.stage == .done)
                #expect(await walked(sordino).isSharing)
            }

            @Test("a new number names the old one to remove, where the system cannot replace it")
            @MainActor func oldNumbers() async throws {
                let model = await walked(try await app(direct: false))
                await model.shared(true)
                let next = SordinoFlowModel.contacts(try await app(direct: false, next: true))
                await next.start()
                #expect(next.said?[1].contains(Self.numbers[0]) == true)
            }

            @Test(
                "the dialog comes after a primer with one button, then one card is written", arguments: [true, false])
            @MainActor func written(_ isLimited: Bool) async throws {
                FakeContacts.beginAnew(answer: isLimited ? .limited : .authorized)
                let sordino = try await app(direct: true)
                let model = SordinoFlowModel.contacts(sordino)
                await model.start()
                #expect(model.said?[2...] == ["Continue", ""])
                #expect(FakeContacts.asked == [])
                await model.answer(agrees: true)
                #expect(model.said?[1] == "The contact “Kranich” is saved.")
                #expect(FakeContacts.asked == ["access", "add"])
                #expect(FakeContacts.cards.values.map(\.numbers) == [Self.numbers])
                await model.start()
                #expect(FakeContacts.asked == ["access", "add"])
            }

            @Test("a denial is told once, the next tap shares a file")
            @MainActor func denied() async throws {
                FakeContacts.beginAnew(answer: .denied)
                let sordino = try await app(direct: true)
                #expect(
                    await walked(sordino).said?[1] == "Without the contact, calls from “Kranich” show a number alone.")
                #expect(await walked(sordino).isSharing)
                #expect(FakeContacts.asked == ["access"])
            }

            @Test("a refresh reads the one card by its id, replaces its own number and keeps the person's")
            func refreshed() async throws {
                FakeContacts.beginAnew(answer: .authorized)
                let sordino = try await app(direct: true)
                _ = await walked(sordino)
                let id = try #require(FakeContacts.cards.keys.first)
                FakeContacts.cards[id]?.name = "Duty phone"
                FakeContacts.cards[id]?.numbers.append("+31201234567")
                FakeContacts.cards["another"] = FakeContacts.Card(name: "Somebody", numbers: Self.numbers)
                let next = try await app(direct: true, next: true)
                await next.running.lookAtFlows()
                #expect(FakeContacts.asked == ["access", "add", "fetch 1 by id phoneNumbers", "update"])
                let wanted = [Self.numbers[1], "+31201234567", "+493023125002"]
                #expect(FakeContacts.cards[id] == FakeContacts.Card(name: "Duty phone", numbers: wanted))
                #expect(FakeContacts.cards["another"]?.numbers == Self.numbers)
                await next.running.lookAtFlows()
                #expect(FakeContacts.asked.count == 4)
            }

            @Test("a number that the person changed stays: nothing is written, and they are shown the file")
            @MainActor func edited() async throws {
                FakeContacts.beginAnew(answer: .authorized)
                _ = await walked(try await app(direct: true))
                let id = try #require(FakeContacts.cards.keys.first)
                FakeContacts.cards[id]?.numbers[0] = "+31201234567"
                let model = SordinoFlowModel.contacts(try await app(direct: true, next: true))
                await model.start()
                #expect(FakeContacts.asked.last == "fetch 1 by id phoneNumbers")
                #expect(FakeContacts.cards[id]?.numbers[0] == "+31201234567")
                await model.answer(agrees: true)
                #expect(model.isSharing)
            }

            @Test("a card that the person deleted is made again only after they were asked")
            @MainActor func gone() async throws {
                FakeContacts.beginAnew(answer: .authorized)
                _ = await walked(try await app(direct: true))
                FakeContacts.cards = [:]
                let next = try await app(direct: true, next: true)
                await next.running.lookAtFlows()
                #expect(FakeContacts.cards.isEmpty)
                let model = SordinoFlowModel.contacts(next)
                await model.start()
                #expect(model.isAsked && FakeContacts.cards.isEmpty)
                await model.answer(agrees: true)
                #expect(FakeContacts.cards.count == 1)
            }

            @Test("a card that limited access does not show leads to the settings, not to the system's picker")
            @MainActor func invisible() async throws {
                FakeContacts.beginAnew(answer: .limited)
                _ = await walked(try await app(direct: true))
                let id = try #require(FakeContacts.cards.keys.first)
                FakeContacts.hide(id)
                let model = SordinoFlowModel.contacts(try await app(direct: true, next: true))
                await model.start()
                await model.answer(agrees: true)
                let url = try #require(URL(string: UIApplication.openSettingsURLString))
                #expect(model.stage == .leads(url))
                FakeContacts.set(.authorized)
                await model.returned()
                #expect(FakeContacts.cards[id]?.numbers.contains("+493023125002") == true)
                #expect(FakeContacts.cards.count == 1)
            }

            @Test("an address book that fails is told as the loss it is")
            @MainActor func broken() async throws {
                FakeContacts.beginAnew(.authorized)
                FakeContacts.breakDown()
                let model = SordinoFlowModel.contacts(try await app(direct: true))
                await model.start()
                #expect(model.said?[1] == "Without the contact, calls from “Kranich” show a number alone.")
            }

            @Test("a policy that asks for direct access without anybody to write shares the file")
            @MainActor func nobodyWrites() async throws {
                #expect(await walked(try await app(direct: true, writes: false)).isSharing)
            }

            @Test("news of a card that cannot be refreshed are told once as the app comes to the front")
            @MainActor func told() async throws {
                _ = await {
                    let model = await walked($0)
                    await model.shared(true)
                }(try await app(direct: false))
                let next = try await app(direct: false, next: true)
                next.running.cameToFront()
                #expect(await eventually { news.with { $0.count } == 1 })
                await next.running.lookAtFlows()
                #expect(news.with { $0.count } == 1)
            }

            @Test("a no before any card takes back the yes that led there, and one to new numbers does not")
            @MainActor func declined() async throws {
                let sordino = try await app(direct: false)
                let model = SordinoFlowModel.contacts(sordino)
                await model.start()
                await model.answer(agrees: false)
                #expect(model.stage == .done)
                #expect(sordino.purpose("card").state == .withdrawn)
                try await sordino.purpose("card").turnOn()
                await walked(sordino).shared(true)
                let next = try await app(direct: false, next: true)
                let later = SordinoFlowModel.contacts(next)
                await later.start()
                #expect(later.isAsked)
                await later.answer(agrees: false)
                #expect(next.purpose("card").isOpen)
            }

            @Test("after three no's nothing is offered any more, and the person's own tap still works")
            @MainActor func threeNos() async throws {
                _ = await {
                    let model = await walked($0)
                    await model.shared(true)
                }(try await app(direct: false))
                let next = try await app(direct: false, next: true)
                let model = SordinoFlowModel.contacts(next)
                for _ in 0..<3 {
                    await model.start()
                    #expect(model.isAsked)
                    await model.answer(agrees: false)
                    #expect(model.stage == .done)
                }
                await next.running.lookAtFlows()
                #expect(news.with { $0 } == [])
                await model.start()
                #expect(model.isAsked)
            }

            @Test("of two processes that ask at once one writes the card")
            @MainActor func together() async throws {
                FakeContacts.beginAnew(answer: .authorized)
                let first = SordinoFlowModel.contacts(try await app(direct: true))
                await first.start()
                let second = SordinoFlowModel.contacts(try await app(direct: true))
                await second.start()
                await second.answer(agrees: true)
                await first.answer(agrees: true)
                #expect(first.stage == .done)
                #expect(FakeContacts.asked == ["access", "add"])
            }

            @Test("after an erase nothing of the card is known, and the card stays the person's")
            @MainActor func erased() async throws {
                FakeContacts.beginAnew(answer: .authorized)
                let sordino = try await app(direct: true)
                _ = await walked(sordino)
                try await sordino.erase()
                let model = SordinoFlowModel.contacts(sordino)
                await model.start()
                #expect(model.stage == .asksConsent)
                #expect(FakeContacts.cards.count == 1)
            }

            @Test("a text of the policy cannot end its line in the file")
            func escaped() {
                let card = CardContent(
                    name: "A;B,C\\\r\nTEL:1", organisation: "", numbers: [], id: "", written: [], oldNumbers: [])
                #expect(CardFile.text(card).contains("FN:A\\;B\\,C\\\\\\nTEL:1\r\n"))
            }
        }
    }
#endif
