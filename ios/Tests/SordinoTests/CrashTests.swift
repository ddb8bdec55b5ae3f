#if os(Linux)
    import AppleFoundation
    import Foundation
    import MachO
    import MetricKit
    @testable import SordinoKit
    import Testing

    @testable import Sordino

    extension OneApp {
        /// Exceptions that the process takes itself, and what MetricKit brings after the next start.
        @Suite struct CrashTests {
            private let place: Place

            init() throws {
                place = try Place()
                Exceptions.beginAnew()
            }

            private let exception = NSException(
                "NSRangeException", reason: "index 3 beyond bounds",
                callStackSymbols: ["0   OnCall   0x0000000102d7a5f4 -[OCCard set:] + 412"])

            private func queued(_ sordino: SordinoSDK) -> UInt64 {
                ((try? sordino.running.engine?.queued()) ?? []).map(\.records.number).reduce(0, +)
            }

            @Test("an uncaught exception is on disk before the older handler")
            func taken() async throws {
                let sordino = SordinoSDK.inPlace(place.url, policy: try Vectors.policy(of: "refusals"))
                try await sordino.crashReports.turnOn()
                let passedOn = Locked<[UInt64]>([])
                NSSetUncaughtExceptionHandler { _ in
                    let queued = ((try? sordino.running.engine?.queued()) ?? []).map(\.records.number).reduce(0, +)
                    passedOn.with { $0.append(queued) }
                }
                Exceptions.take(for: sordino.running)
                let handler = try #require(NSGetUncaughtExceptionHandler())
                handler(exception)
                #expect(passedOn.with { $0.count == 1 && $0[0] > 0 })
            }

            @Test("a reported error is marked and takes breadcrumbs along")
            func reported() async throws {
                struct RotaIsEmpty: Error {}
                var options = Options()
                options.keepDecisions = true
                let sordino = SordinoSDK.inPlace(
                    place.url, policy: try Vectors.policy(of: "refusals"), options: options)
                await sordino.settled()
                #expect(sordino.report(RotaIsEmpty()) == .refused(.closed))
                try await sordino.crashReports.turnOn()
                sordino.breadcrumb("opened the rota")
                #expect(sordino.report(RotaIsEmpty()) == .accepted)
                #expect(sordino.crash(RotaIsEmpty()) == .accepted)
                let crashes = sordino.recentDecisions.filter { $0.record == .crash && $0.decided == .stored }
                let names = crashes.map { Set($0.fields.map(\.name)) }
                #expect(names.map { $0.contains("exception_handled") } == [true, false], "\(names)")
                #expect(names.allSatisfy { $0.contains("breadcrumbs") }, "\(names)")
            }

            @Test("the handler is set when the start returns")
            func early() throws {
                #expect(NSGetUncaughtExceptionHandler() == nil)
                #expect(try isCaught(Options()))
                Exceptions.beginAnew()
                var options = Options()
                options.catchUncaught = false
                #expect(try !isCaught(options))
            }

            /// Whether exceptions are caught when a start returns, whose own queue did nothing yet.
            private func isCaught(_ options: Options) throws -> Bool {
                let running = Running(options, ApplePlatform(options))
                running.queue.suspend()
                defer { running.queue.resume() }
                _ = SordinoSDK(running)
                return NSGetUncaughtExceptionHandler() != nil
            }

            @Test("an exception during the opening is taken once it opened")
            func whileOpening() async throws {
                let policy = try Vectors.policy(of: "refusals")
                let before = SordinoSDK.inPlace(place.url, policy: policy)
                try await before.crashReports.turnOn()
                let keys = SlowKeys(place)
                let sordino = SordinoSDK.inPlace(place.url, policy: policy, keys: keys)
                Exceptions.take(for: sordino.running)
                #expect(await eventually { keys.asked.with { $0 } })
                let passedOn = Locked(false)
                Thread.detachNewThread { [running = sordino.running] in
                    Exceptions.caught(
                        NSException("NSRangeException", reason: nil, callStackSymbols: ["0   OnCall   0x01 main + 1"]))
                    passedOn.with { $0 = running.opened != nil }
                }
                keys.open.signal()
                #expect(await eventually { passedOn.with { $0 } })
                #expect(queued(sordino) > 0)
            }

            @Test("an exception's report carries its images' addresses and UUIDs")
            func images() async throws {
                let servers = try Servers(place.url)
                let sordino = try await servers.sordinoWithCrashReports(in: place)
                let address = "0x" + String(FakeImages.shared.address + 42_484, radix: 16)
                let exception = NSException(
                    "NSRangeException", reason: "index 3\nBinary Images:\nbeyond bounds",
                    callStackSymbols: ["0   OnCall   \(address) -[OCCard set:] + 412"])
                var record = Exceptions.room()
                Exceptions.write(exception, to: &record)
                #expect(sordino.running.offer(record) == .accepted)
                await sordino.flush()
                let sent = try servers.stop()
                #expect(sent.contains("NSRangeException"))
                #expect(sent.contains("a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf"))
                #expect(sent.contains("0x\(String(FakeImages.shared.address, radix: 16))"))
                #expect(sent.contains(address))
            }

            @Test("a report of many images fits the room made for it")
            func room() {
                defer { FakeImages.shared.count = 1 }
                // The app loads 500 images more after the start.
                var record = Exceptions.room()
                FakeImages.shared.count = 501
                let (place, room) = (record.withUnsafeBufferPointer { $0.baseAddress }, record.capacity)
                Exceptions.write(exception, to: &record)
                let text = String(decoding: record, as: UTF8.self)
                let address = "0x" + String(FakeImages.shared.address, radix: 16)
                let line = "\n\(address) - \(address) OnCall x86_64 <a0a1a2a3a4a5a6a7a8a9aaabacadaeaf>"
                #expect(text.components(separatedBy: line).count == 502, "each image has its line")
                #expect(record.withUnsafeBufferPointer { $0.baseAddress } == place && record.capacity == room)
            }

            @Test("a report takes no memory while the process dies")
            func noMemory() {
                Exceptions.take(
                    for: Running(Options(), TestPlatform(Data(), in: place.url, keys: FileKeys(in: place.url))))
                #expect(Exceptions.hasRoom, "it is there before anything is thrown")
                let endless = NSException(
                    "NSRangeException", reason: String(repeating: "é\n", count: 100_000),
                    callStackSymbols: Array(repeating: "0   OnCall   0x0000000102d7a5f4 run + 412", count: 10_000))
                var record = Exceptions.room()
                FakeImages.shared.count = 10_000
                defer { FakeImages.shared.count = 1 }
                let (place, room) = (record.withUnsafeBufferPointer { $0.baseAddress }, record.capacity)
                Exceptions.write(endless, to: &record)
                #expect(record.withUnsafeBufferPointer { $0.baseAddress } == place && record.capacity == room)
                let text = String(decoding: record, as: UTF8.self)
                #expect(
                    text.contains("Last Exception Backtrace:\n0   OnCall"), "a long reason leaves room for the frames")
                #expect(text.contains("\nBinary Images:\n0x"), "and both leave room for the images")
            }

            @Test("MetricKit's crash arrives with signal, process and time")
            func delivered() {
                let got = Locked<[SystemCrash]>([])
                let diagnostics = Diagnostics { crash in got.with { $0.append(crash) } }
                diagnostics.begin()
                defer { MXMetricManager.shared.remove(diagnostics) }
                let minute = Date(timeIntervalSince1970: 1_795_507_680)
                let crashes = [
                    MXCrashDiagnostic(json: Data([1]), signal: 11, pid: 4711),
                    MXCrashDiagnostic(json: Data([2]), signal: nil),
                ]
                MXMetricManager.shared.deliver([
                    MXDiagnosticPayload(crashes, from: minute, to: minute),
                    MXDiagnosticPayload(nil, from: minute, to: minute),
                    MXDiagnosticPayload([crashes[0]], from: minute + 60, to: minute),
                ])
                let all = got.with { $0 }
                #expect(all.map(\.report) == [Data([1]), Data([2]), Data([1])])
                #expect(all.map(\.signal) == [11, nil, 11])
                #expect(all.map(\.process) == [4711, nil, 4711])
                #expect(all.allSatisfy { $0.window == DateInterval(start: minute, end: minute) })
            }
        }
    }
#endif
