import XCTest

/// Presses what the README's page says, in the simulator, looks whether it is seen, and takes a picture of each step. What
/// arrived is looked at by the script, in what `sordino servers` printed.
///
/// It was never run, and is compiled by Xcode alone.
final class QaPageTests: XCTestCase {
    @MainActor
    func testEveryStepShowsWhatThePageSays() throws {
        continueAfterFailure = false
        let file = try XCTUnwrap(Bundle(for: Self.self).url(forResource: "README", withExtension: "md"))
        let page = try String(contentsOf: file, encoding: .utf8)
        let table = page.components(separatedBy: "## What QA presses")[1].components(separatedBy: "\n## ")[0]
        let app = XCUIApplication()
        app.launch()
        for row in table.split(separator: "\n") where row.dropFirst(2).first?.isNumber == true {
            let cells = row.components(separatedBy: "|").dropFirst().map { $0.trimmingCharacters(in: .whitespaces) }
            for label in quoted(cells[1]) { press(label, in: app) }
            let parts = cells[2].components(separatedBy: "`")
            for (at, said) in parts.enumerated() where at % 2 == 1 {
                let isThere = app.descendants(matching: .any)
                    .matching(NSPredicate(format: "label CONTAINS %@", said)).firstMatch
                if parts[at - 1].hasSuffix("not ") {
                    XCTAssertFalse(isThere.exists, "step \(cells[0]): \(said)")
                } else {
                    XCTAssertTrue(isThere.waitForExistence(timeout: 60), "step \(cells[0]): \(said)")
                }
            }
            let picture = XCTAttachment(screenshot: app.screenshot())
            picture.name = "step-\(cells[0])"
            picture.lifetime = .keepAlways
            add(picture)
        }
    }

    @MainActor
    private func press(_ label: String, in app: XCUIApplication) {
        let springboard = XCUIApplication(bundleIdentifier: "com.apple.springboard")
        switch label {
        case "Start again": app.launch()
        case "Allow": springboard.buttons["Allow"].tap()
        // The share sheet's own way to save a contact.
        case "Save":
            app.cells["Create New Contact"].tap()
            app.buttons["Done"].tap()
        case "Network off", "Network on":
            // A simulator has the Mac's network: the script stops the servers when it sees this.
            try? "\(label)\n".write(toFile: "/tmp/on-call-network", atomically: true, encoding: .utf8)
            Thread.sleep(forTimeInterval: 5)
        case "Back" where !app.buttons["Back"].exists: app.navigationBars.buttons.firstMatch.tap()
        default:
            let named = NSPredicate(format: "label BEGINSWITH %@", label)
            app.descendants(matching: .any).matching(named).firstMatch.tap()
        }
    }

    private func quoted(_ cell: String) -> [String] {
        let parts = cell.components(separatedBy: "`")
        return parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }
    }
}
