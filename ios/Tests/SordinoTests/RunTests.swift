import Foundation
import SordinoKit
import Testing

@testable import Sordino

/// Which of the system's crash reports may pass, and which were sent already.
@Suite struct RunTests {
    private let place: Place
    private let minute = Date(timeIntervalSince1970: 1_795_507_680)

    init() throws { place = try Place() }

    /// The memory of a process that begins now.
    private func runs(_ process: Int32) -> Runs { Runs(process: process) { [url = place.url] in url } }

    /// A crash as MetricKit tells of it: begin and end are the same minute.
    private func crash(of process: Int32?, signal: Int32? = 5, seconds: TimeInterval = 0) -> SystemCrash {
        let json = """
            {"version": "1.0.0", "diagnosticMetaData": {"signal": 5}, "callStackTree": {"callStacks": [
            {"threadAttributed": true, "callStackRootFrames": [{"binaryName": "OnCall", "offsetIntoBinaryTextSegment": 1024,
            "binaryUUID": "4BE0F1A9-7C5D-3E24-B8F6-091D7A2C5E83", "address": 4345462784}]}]}}
            """
        return SystemCrash(
            report: Data(json.utf8), window: DateInterval(start: minute, duration: seconds), signal: signal,
            process: process)
    }

    @Test("a window of time counts from its begin")
    func window() {
        runs(1).alive(at: minute + 30)
        #expect(runs(2).since(crash(of: 1, seconds: 60)) == minute)
    }

    @Test("equal times count from the process's last sign of life")
    func equalTimes() {
        let first = runs(1)
        first.alive(at: minute - 600)
        first.alive(at: minute - 60)
        runs(2).alive(at: minute + 60)
        #expect(runs(3).since(crash(of: 1)) == minute - 60)
        #expect(runs(3).since(crash(of: 2)) == minute + 60)
    }

    @Test("a process number given twice counts from the earlier one")
    func twice() {
        runs(1).alive(at: minute - 60)
        runs(1).alive(at: minute + 60)
        #expect(runs(3).since(crash(of: 1)) == minute - 60)
    }

    @Test("a crash of an unknown process counts from a day before")
    func unknownProcess() {
        #expect(runs(9).since(crash(of: nil)) == .distantPast)
        runs(1).alive(at: minute - 60)
        #expect(runs(9).since(crash(of: nil)) == minute - 86_400)
        runs(2).alive(at: minute - 7 * 86_400)
        #expect(runs(9).since(crash(of: nil)) == minute - 7 * 86_400)
    }

    @Test("this process's own signs say nothing of a crash")
    func own() {
        let own = runs(1)
        own.alive(at: minute)
        #expect(own.since(crash(of: 1)) == .distantPast)
    }

    @Test("a crash while off never passes after an on")
    func whileOff() async throws {
        let policy = try Vectors.policy(of: "refusals")
        let sordino = SordinoSDK.inPlace(place.url, policy: policy)
        await sordino.settled()
        // Process 7 ran and crashed while crash reports were off; process 8 turned them on.
        SignsOfLife(runs(7)).note(false, at: 0)
        try await sordino.crashReports.turnOn()
        SignsOfLife(runs(8)).note(true, at: 0)
        let now = runs(9)
        for crash in [crash(of: 7), crash(of: nil)] {
            let since = try #require(now.since(crash))
            #expect(
                sordino.running.offer(Door.crash(.metricKit, crash.report, happened: since)) == .refused(.closedThen))
        }
        let own = try #require(now.since(crash(of: 8)))
        #expect(sordino.running.offer(Door.crash(.metricKit, crash(of: 8).report, happened: own)) == .accepted)
    }

    @Test("an exception taken in the process is not sent twice")
    func taken() {
        let dying = runs(4711)
        dying.alive(at: minute)
        dying.tookException(at: minute)
        let next = runs(5)
        #expect(next.since(crash(of: 4711, signal: SIGSEGV)) != nil)
        #expect(next.since(crash(of: 12, signal: SIGABRT)) != nil)
        #expect(next.since(crash(of: 4711, signal: SIGABRT)) == nil)
        #expect(next.since(crash(of: 4711, signal: SIGABRT)) == minute, "one report for one exception")
    }

    @Test("an exception is told apart without a process number too")
    func takenByUnknown() {
        let dying = runs(4711)
        dying.tookException(at: minute)
        #expect(runs(5).since(crash(of: nil, signal: SIGABRT)) == nil)
        #expect(runs(5).since(crash(of: nil, signal: SIGABRT)) != nil)
    }

    @Test("turning crash reports off forgets every process")
    func forgotten() throws {
        let signs = SignsOfLife(runs(1))
        signs.note(true, at: 0)
        #expect(runs(2).earlier().map(\.process) == [1])
        signs.note(false, at: 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.url.path).isEmpty)
    }

    @Test("a sign of life is written once a minute at most")
    func onceAMinute() throws {
        let signs = SignsOfLife(runs(1))
        signs.note(true, at: 0)
        let file = place.url.appendingPathComponent("runs")
        try FileManager.default.removeItem(at: file)
        signs.note(true, at: 59_999_999_999)
        #expect(!FileManager.default.fileExists(atPath: file.path))
        signs.note(true, at: 60_000_000_000)
        #expect(FileManager.default.fileExists(atPath: file.path))
    }

    @Test("no more than sixteen processes are remembered")
    func bounded() {
        for process in 1...20 { runs(Int32(process)).alive(at: minute + Double(process)) }
        #expect(runs(99).earlier().map(\.process) == Array(5...20))
    }
}
