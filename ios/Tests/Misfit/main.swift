// An app whose Rust library is not of its package's version: it starts, is told, and goes on.

import Foundation
import Sordino
import SordinoKit

/// In the library this is what UniFFI worked out of the function's signature.
@_cdecl("uniffi_sordino_checksum_func_library_version")
public func checksumOfAnotherVersion() -> UInt16 { 0 }

let sordino = SordinoSDK.inPlace(
    URL(fileURLWithPath: CommandLine.arguments[1]), policy: try Vectors.policy(of: "refusals"))
await sordino.settled()
if case .BadLibrary? = sordino.condition.failure { print("told") }
print(sordino.track("seen"), sordino.purpose("usage").isOpen, sordino.statuses.count, sordino.counters == nil)
do { try await sordino.purpose("usage").turnOn() } catch { print(error.why == sordino.condition.failure) }
