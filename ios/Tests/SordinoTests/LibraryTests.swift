#if os(Linux)
    import Foundation
    import Testing

    /// `SordinoMisfit` is linked by an option that Apple's linker does not have.
    @Suite struct LibraryTests {
        @Test("a library of another version is told and the app goes on")
        func otherVersion() throws {
            let place = try Place()
            let process = Process()
            let said = Pipe()
            process.executableURL = Made.program("SordinoMisfit")
            process.arguments = [place.url.path]
            process.standardOutput = said
            try process.run()
            let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit && process.terminationStatus == 0)
            #expect(text == "told\nrefused(Sordino.Refusal.noEngine) false 0 true\ntrue\n")
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.url.path).isEmpty, "nothing was made")
        }
    }
#endif
