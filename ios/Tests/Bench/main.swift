// What a call costs its caller: `SordinoBench policy.json`, in a release build, with HOME at an empty folder.

import Dispatch
import Foundation
import Sordino

let calls = 20_000
let paced = 3_000

func now() -> UInt64 { DispatchTime.now().uptimeNanoseconds }

func spent(_ call: () -> Void) -> Double {
    let begin = now()
    call()
    return Double(now() - begin) / 1000
}

func row(_ name: String, _ flatOut: [Double], _ spaced: [Double]) {
    func at(_ share: Double, _ times: [Double]) -> String {
        let sorted = times.sorted()
        return String(format: "%.2f", sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))])
    }
    print("| \(name) | \(at(0.5, flatOut)) | \(at(0.99, flatOut)) | \(at(0.5, spaced)) | \(at(0.99, spaced)) |")
}

func measure(_ name: String, _ call: () -> Void) {
    for _ in 0..<1_000 { call() }
    let flatOut = (0..<calls).map { _ in spent(call) }
    let spaced = (0..<paced).map { _ in
        usleep(1_000)
        return spent(call)
    }
    row(name, flatOut, spaced)
}

/// Resident memory in kB.
func resident() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (Int(text.split(separator: " ").dropFirst().first ?? "") ?? 0) * 4
}

var options = Options()
options.policy = URL(fileURLWithPath: CommandLine.arguments[1])
let sordino = SordinoSDK.start(options)

func track() { sordino.track("alert_acknowledged", ["minutes": 3, "alert_id": "a-4711", "channel": "push"]) }

do {
    try await sordino.limit(.age, allows: true)
    let tracking = sordino.eventTracking
    print("| call | flat out p50 us | p99 | one per ms p50 us | p99 |")
    print("|---|---|---|---|---|")
    measure("nothing (the harness)") {}
    measure("`track` with three properties, before a choice", track)
    try await tracking.turnOff()
    measure("`track` with three properties, off", track)
    measure("`eventTracking.isOpen`, off") { _ = tracking.isOpen }
    try await tracking.turnOn()
    let first = spent(track)
    measure("`track` with three properties, on", track)
    measure("`eventTracking.isOpen`, on") { _ = tracking.isOpen }
    let before = resident()
    for _ in 0..<100_000 { track() }
    print("")
    print("first call after the turn-on: \(String(format: "%.0f", first)) us")
    print("resident memory over 100,000 records: \((resident() - before) / 1000) MB more")
} catch {
    print("failed:", error)
    exit(1)
}
