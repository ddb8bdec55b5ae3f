// Offers events until it is killed by itself, right after the last answer; with 0 events, until another process kills it,
// and writes a line for each that was accepted.

import Foundation
import Sordino
import SordinoKit

let words = CommandLine.arguments
let place = URL(fileURLWithPath: words[1])
let events = Int(words[2]) ?? 0
let sordino = SordinoSDK.inPlace(place, policy: try Vectors.policy(of: "refusals"))
await sordino.settled()
var accepted = 0
while events == 0 {
    guard sordino.track("seen", ["text": "\(accepted)"]) == .accepted else { continue }
    accepted += 1
    FileHandle.standardOutput.write(Data("\n".utf8))
}
for number in 0..<events where sordino.track("seen", ["text": "\(number)"]) == .accepted { accepted += 1 }
// Written by one call to the system, so that nothing of it waits in a buffer.
FileHandle.standardOutput.write(Data("\(accepted)\n".utf8))
kill(getpid(), SIGKILL)
