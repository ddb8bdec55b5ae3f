#if os(Linux)
    import Foundation
    import SwiftUI
    import Testing
    import UIKit

    /// A phone with the app on it, as far as the stand-ins play one: what a person sees is worked out anew at each look, and a
    /// touch does what SwiftUI would do.
    @MainActor
    final class Phone {
        private var root: any View
        /// The labels of the rows that led here.
        private var path: [String] = []
        private var tasks: [Task<Void, Never>] = []
        /// What the tasks under way belong to, and the values that views follow.
        private var place = "nowhere"
        private var followed: [Followed] = []

        init(_ root: any View) { self.root = root }

        /// Ends the app, and starts it with this screen.
        func start(_ root: any View) {
            end()
            (self.root, path, place, followed) = (root, [], "nowhere", [])
        }

        func end() {
            tasks.forEach { $0.cancel() }
            tasks = []
        }

        /// Every text on the screen.
        var texts: [String] {
            screen.flatMap { one in
                one.modifiers.filter { $0.name == "navigationTitle" }.map(\.value)
                    + (one.kind == "Text" ? [one.text] : [])
            }
        }

        /// Does what a person does, by the words on the screen.
        func press(_ label: String) async throws {
            if label == "Back", !screen.contains(where: { $0.kind == "Button" && $0.texts == [label] }) {
                try #require(!path.isEmpty, "there is a way back, among \(texts)")
                path.removeLast()
                return
            }
            #expect(await eventually { self.find(label) != nil }, "`\(label)` is there, among \(texts)")
            let touched = try #require(find(label))
            switch touched.kind {
            case "NavigationLink": path.append(label)
            case "Toggle": touched.isOn?.wrappedValue.toggle()
            default: touched.tap?()
            }
        }

        /// The share sheet, if it is open.
        var sheet: UIActivityViewController? {
            screen.lazy.compactMap { $0.controller as? UIActivityViewController }.first
        }

        /// Waits until this holds of the texts.
        func until(_ holds: ([String]) -> Bool) async -> Bool {
            await eventually { [self] in
                await Task.yield()
                return holds(texts)
            }
        }

        private func find(_ label: String) -> Drawn? {
            screen.first { ["Button", "NavigationLink", "Toggle"].contains($0.kind) && $0.texts.first == label }
        }

        /// What is in sight, flat. What comes into sight begins its tasks, what leaves it ends them.
        private var screen: [Drawn] {
            var drawn = draw(root)
            for label in path {
                let links = Self.seen(drawn).filter { $0.kind == "NavigationLink" && $0.texts.first == label }
                drawn = links.first?.beside.first { $0.name == "destination" }?.inside ?? []
            }
            var place = path.joined(separator: "/")
            while let over = Self.seen(drawn).flatMap(\.beside).last(where: { Self.covers.contains($0.name) }) {
                place += "/\(over.name)"
                drawn = over.inside
            }
            let seen = Self.seen(drawn)
            follow(seen, at: place)
            return seen
        }

        private static let covers = ["sheet", "fullScreenCover", "alert"]

        private static func seen(_ drawn: [Drawn]) -> [Drawn] {
            drawn.flatMap { one in
                let beside = one.beside.filter { $0.name != "destination" && !covers.contains($0.name) }
                return [one] + seen(one.inside + beside.flatMap(\.inside))
            }
        }

        private func follow(_ seen: [Drawn], at place: String) {
            let now = seen.flatMap(\.followed)
            if place != self.place {
                (self.place, followed) = (place, now)
                end()
                tasks = seen.flatMap(\.tasks).map { task in Task { await task() } }
                return
            }
            let changed = zip(followed, now).filter { !$0.0.isSame(as: $0.1) }.map(\.1)
            followed = now
            for one in changed { one.perform() }
        }
    }
#endif
