// What an app does with Sordino. The address and the policy are given, so that it can be run against servers on this
// machine: `SordinoSample policy.json http://127.0.0.1:PORT`.

import Foundation
import Sordino

var options = Options()
options.policy = URL(fileURLWithPath: CommandLine.arguments[1])
options.overrides = [Override(recipient: "segment", endpoint: CommandLine.arguments[2], key: "key")]
options.allowLoopbackHttp = true
let sordino = SordinoSDK.start(options)

do {
    try await sordino.limit(.age, allows: true)
    try await sordino.eventTracking.turnOn(how: "first_run")
    print("track:", sordino.track("alert_acknowledged", ["minutes": 3, "alert_id": "a-4711", "channel": "push"]))
    await sordino.flush()
    print("delivered:", sordino.counters?.delivered ?? 0)

    print("track:", sordino.track("alert_acknowledged", ["minutes": 5]))
    let receipt = try await sordino.eventTracking.turnOff()
    print("receipt:", receipt)
    print("complete:", await receipt.completed.allSatisfy { $0.isComplete })
    print("track:", sordino.track("alert_acknowledged", ["minutes": 7]))
} catch {
    print("failed:", error)
}
