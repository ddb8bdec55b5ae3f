#if os(Linux)
    import AppleFoundation
    import BackgroundTasks
    import Foundation
    @testable import SordinoKit
    import Testing
    import UIKit

    @testable import Sordino

    extension OneApp {
        /// The system's leave to go on, and its background tasks.
        @Suite struct BackgroundTests {
            private let allowed: [String: Any] = [
                "BGTaskSchedulerPermittedIdentifiers": [SordinoSDK.backgroundTask],
                "UIBackgroundModes": ["processing"],
            ]

            init() {
                BackgroundUploads.beginAnew()
                BGTaskScheduler.shared.beginAnew()
            }

            @Test("an expired task is completed once, whatever hangs")
            func expired() async throws {
                BGTaskScheduler.shared.permit([SordinoSDK.backgroundTask])
                let place = try Place()
                let keys = SlowKeys(place)
                let platform = TestPlatform(try Vectors.policy(of: "refusals"), in: place.url, keys: keys)
                let running = Running(Options(), platform)
                let isOver = Locked(false)
                let isRegistered = BackgroundUploads.register(allowed) {
                    defer { isOver.with { $0 = true } }
                    return await running.pumpInBackground()
                }
                #expect(isRegistered)
                let sordino = SordinoSDK(running)
                let task = FakeTask()
                BGTaskScheduler.shared.launch(SordinoSDK.backgroundTask, with: task)
                #expect(await eventually { keys.asked.with { $0 } })
                task.expire()
                #expect(task.completions == [false])
                keys.open.signal()
                #expect(await eventually { isOver.with { $0 } })
                await sordino.settled()
                #expect(task.completions == [false])
            }

            @Test("a background upload waits for the opening, then sends")
            func background() async throws {
                BGTaskScheduler.shared.permit([SordinoSDK.backgroundTask])
                let place = try Place()
                let policy = try Vectors.policy(of: "refusals")
                let before = SordinoSDK.inPlace(place.url, policy: policy)
                try await before.purpose("usage").turnOn()
                #expect(before.track("seen") == .accepted)

                let (keys, uploads) = (SlowKeys(place), Recorder())
                let platform = TestPlatform(policy, in: place.url, keys: keys, transport: uploads)
                let running = Running(Options(), platform)
                #expect(!BackgroundUploads.register([:]) { false })
                #expect(BackgroundUploads.register(allowed) { await running.pumpInBackground() })
                #expect(!BackgroundUploads.register(allowed) { false }, "a second one would end the app")
                #expect(BGTaskScheduler.shared.registered == [SordinoSDK.backgroundTask])

                let task = FakeTask()
                BGTaskScheduler.shared.launch(SordinoSDK.backgroundTask, with: task)
                let sordino = SordinoSDK(running)
                #expect(await eventually { keys.asked.with { $0 } })
                #expect(task.success == nil && uploads.count.with { $0 } == 0)
                keys.open.signal()
                #expect(await eventually { task.success == true })
                #expect(uploads.count.with { $0 } > 0)
                #expect(BGTaskScheduler.shared.submitted == [SordinoSDK.backgroundTask])
                _ = sordino
            }

            @Test("registering after the launch is refused and ends nothing")
            func late() {
                let platform = ApplePlatform(Options())
                let running = Running(Options(), platform)
                platform.starting(running)
                NotificationCenter.default.post(name: UIApplication.didFinishLaunchingNotification, object: nil)
                #expect(!BackgroundUploads.register(allowed) { false })
                Exceptions.beginAnew()
            }

            @Test("an app that registers after an unseen launch is ended")
            func lateUnseen() throws {
                // As Apple's scheduler ends it: the page says where to register.
                let process = Process()
                process.executableURL = Made.program("SordinoLate")
                let said = Pipe()
                process.standardOutput = said
                process.standardError = FileHandle.nullDevice
                try process.run()
                process.waitUntilExit()
                #expect(process.terminationReason == .uncaughtSignal)
                #expect(said.fileHandleForReading.readDataToEndOfFile().isEmpty)
            }

            @Test("work is cancelled when the system takes back its leave")
            func activity() async throws {
                let began = Locked(false)
                let work = Task {
                    await Activity.run {
                        began.with { $0 = true }
                        while !Task.isCancelled { try? await Task.sleep(nanoseconds: 1_000_000) }
                    }
                }
                #expect(await eventually { began.with { $0 } && FakeActivities.shared.count > 0 })
                FakeActivities.shared.expire()
                await work.value
                #expect(await eventually { FakeActivities.shared.count == 0 })
            }

            @Test("without leave nothing asynchronous begins")
            func refused() async {
                FakeActivities.shared.refuse(true)
                defer { FakeActivities.shared.refuse(false) }
                let began = Locked(false)
                await Activity.run { began.with { $0 = true } }
                #expect(!began.with { $0 })
                // An "off" cannot wait for the next leave.
                #expect(Activity.holding { true })
            }

            @Test("an off waits briefly for a system that does not answer")
            func silent() async {
                FakeActivities.shared.silence(true)
                let before = FakeActivities.shared.all
                // Without a limit this would never return: the system answers afterwards.
                #expect(Activity.holding { true })
                FakeActivities.shared.silence(false)
                #expect(await eventually { FakeActivities.shared.all > before && FakeActivities.shared.count == 0 })
            }

            @Test("a lock is held within leave alone")
            func holding() async {
                let inside = Activity.holding { FakeActivities.shared.count }
                #expect(inside == 1)
                #expect(await eventually { FakeActivities.shared.count == 0 })
            }
        }
    }

    /// Uploads that arrive at once.
    private final class Recorder: Transport {
        let count = Locked(0)

        func send(_ request: Request, _ flight: Flight) async -> Reply {
            count.with { $0 += 1 }
            return .answered(answer: Answer(status: 200))
        }
    }

    import enum SordinoCore.Reply
    import struct SordinoCore.Answer
    import struct SordinoCore.Request
#endif
