#if os(Linux)
    import Foundation
    import MetricKit
    import SordinoKit
    import Testing

    @testable import Sordino

    /// That symbols can be found for what the recipient has, from its envelope alone.
    @Suite struct SymbolTests {
        private struct Call {
            let image: String
            let uuid: String
            let address: UInt64
            let offset: UInt64
        }

        /// Innermost first, in two images; of the app's there are two calls.
        private let calls = [
            Call(
                image: "DutyRoster", uuid: "7D0C55A1-94E3-4B1F-8E26-3AB0C96F1D42", address: 0x1_0482_3b58,
                offset: 0x1_fb58),
            Call(
                image: "UIKitCore", uuid: "E1B95F08-2C7A-3D66-A0F4-58C2D7719B30", address: 0x1_9af0_4c20,
                offset: 0x20_4c20),
            Call(
                image: "DutyRoster", uuid: "7D0C55A1-94E3-4B1F-8E26-3AB0C96F1D42", address: 0x1_0480_91c4,
                offset: 0x51c4),
        ]

        /// As Apple documents `jsonRepresentation()`: each call holds its caller.
        private func report() -> Data {
            let nested = calls.reversed().reduce("") { inner, call in
                """
                {"binaryName": "\(call.image)", "binaryUUID": "\(call.uuid)", "address": \(call.address),
                "offsetIntoBinaryTextSegment": \(call.offset), "sampleCount": 1\(inner.isEmpty ? "" : ", \"subFrames\": [\(inner)]")}
                """
            }
            return Data(
                """
                {"version": "1.0.0", "diagnosticMetaData": {"signal": 11, "exceptionType": 1, "exceptionCode": 0,
                "terminationReason": "a bad access in the duty roster"}, "callStackTree": {"callStackPerThread": true,
                "callStacks": [{"threadAttributed": true, "callStackRootFrames": [\(nested)]}]}}
                """.utf8)
        }

        @Test("UUID and offset of each call of a MetricKit crash can be worked out from the envelope that arrived")
        func metricKit() async throws {
            let place = try Place()
            let servers = try Servers(place.url)
            let sordino = try await servers.sordinoWithCrashReports(in: place)
            let diagnostics = Diagnostics { crash in
                _ = sordino.running.offer(Door.crash(.metricKit, crash.report, happened: crash.window.start))
            }
            diagnostics.begin()
            defer { MXMetricManager.shared.remove(diagnostics) }
            let crash = MXCrashDiagnostic(json: report(), signal: 11)
            MXMetricManager.shared.deliver([MXDiagnosticPayload([crash], from: Date() + 1, to: Date() + 2)])
            await sordino.flush()

            let event = try #require(try event(in: servers.stop()))
            let images = event["debug_meta"]?["images"]?.items ?? []
            let threads = event["exception"]?["values"]?.items ?? []
            // Sentry has the innermost call last.
            let frames = Array((threads.first?["stacktrace"]?["frames"]?.items ?? []).reversed())
            #expect(frames.count == calls.count && images.count == 2)
            for (call, frame) in zip(calls, frames) {
                let image = try #require(images.first { $0["name"]?.string == frame["package"]?.string })
                let id = image["debug_id"] ?? image["id"]
                #expect(id?.string.flatMap(UUID.init) == UUID(uuidString: call.uuid))
                let address = try #require(number(frame["instruction_addr"]))
                let loaded = try #require(number(image["image_addr"]))
                #expect(address - loaded == call.offset, "\(call.image)")
            }
        }

        /// The third line of the one envelope among what arrived.
        private func event(in arrived: String) throws -> Json? {
            let lines = arrived.split(separator: "\n").filter { $0.contains("instruction_addr") }
            return try lines.first.map { try Json(Data($0.utf8)) }
        }

        private func number(_ json: Json?) -> UInt64? {
            json?.string.flatMap { $0.hasPrefix("0x") ? UInt64($0.dropFirst(2), radix: 16) : nil }
        }
    }
#endif
