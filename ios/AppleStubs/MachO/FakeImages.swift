// Images as the linker would have loaded them, for tests: each has a header, a command that is none of ours, and its UUID.

import Foundation

public final class FakeImages: @unchecked Sendable {
    public static let shared = FakeImages()

    private let header: UnsafeMutableRawPointer
    private let path = strdup("/private/var/containers/OnCall.app/OnCall")
    private let lock = NSLock()
    private var images = 1

    /// The address that every image is loaded at.
    public var address: UInt { UInt(bitPattern: header) }

    /// How many there are.
    public var count: Int {
        get { lock.withLock { images } }
        set { lock.withLock { images = newValue } }
    }

    init() {
        header = .allocate(byteCount: 4096, alignment: 16)
        header.initializeMemory(as: UInt8.self, repeating: 0, count: 4096)
        header.storeBytes(of: MH_MAGIC_64, as: UInt32.self)
        header.storeBytes(of: 2, toByteOffset: 16, as: UInt32.self)
        header.storeBytes(of: 0x2a, toByteOffset: 32, as: UInt32.self)
        header.storeBytes(of: 16, toByteOffset: 36, as: UInt32.self)
        header.storeBytes(of: UInt32(LC_UUID), toByteOffset: 48, as: UInt32.self)
        header.storeBytes(of: 24, toByteOffset: 52, as: UInt32.self)
        for (at, byte) in (0..<16).enumerated() {
            header.storeBytes(of: UInt8(0xa0 + byte), toByteOffset: 56 + at, as: UInt8.self)
        }
    }

    func header(_ index: UInt32) -> UnsafePointer<mach_header>? {
        index < count ? UnsafePointer(header.assumingMemoryBound(to: mach_header.self)) : nil
    }

    func name(_ index: UInt32) -> UnsafePointer<CChar>? { index < count ? UnsafePointer(path) : nil }
}
