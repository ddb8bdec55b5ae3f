// What Sordino calls of the dynamic linker's and Mach-O's headers.
//
// Source: mach-o/dyld.h and mach-o/loader.h of github.com/apple-oss-distributions/dyld and /cctools: the functions, and
// `nullable` as here; the constants are macros, which Swift takes for `Int32` and `UInt32`.

@available(iOS 2.0, macOS 10.1, *)
public func _dyld_image_count() -> UInt32 { UInt32(FakeImages.shared.count) }

@available(iOS 2.0, macOS 10.1, *)
public func _dyld_get_image_header(_ index: UInt32) -> UnsafePointer<mach_header>? {
    FakeImages.shared.header(index)
}

@available(iOS 2.0, macOS 10.1, *)
public func _dyld_get_image_name(_ index: UInt32) -> UnsafePointer<CChar>? { FakeImages.shared.name(index) }

@available(iOS 2.0, macOS 10.0, *) public let LC_UUID: Int32 = 0x1b
@available(iOS 2.0, macOS 10.0, *) public let MH_MAGIC_64: UInt32 = 0xfeed_facf

@available(iOS 2.0, macOS 10.0, *)
public struct mach_header {
    @available(iOS 2.0, macOS 10.0, *) public var magic: UInt32 = 0
    var cputype: Int32 = 0
    var cpusubtype: Int32 = 0
    var filetype: UInt32 = 0
    @available(iOS 2.0, macOS 10.0, *) public var ncmds: UInt32 = 0
    var sizeofcmds: UInt32 = 0
    var flags: UInt32 = 0
}

@available(iOS 2.0, macOS 10.5, *)
public struct mach_header_64 {
    @available(iOS 2.0, macOS 10.5, *) public var magic: UInt32 = 0
    var cputype: Int32 = 0
    var cpusubtype: Int32 = 0
    var filetype: UInt32 = 0
    @available(iOS 2.0, macOS 10.5, *) public var ncmds: UInt32 = 0
    var sizeofcmds: UInt32 = 0
    var flags: UInt32 = 0
    var reserved: UInt32 = 0
}

@available(iOS 2.0, macOS 10.0, *)
public struct load_command {
    @available(iOS 2.0, macOS 10.0, *) public var cmd: UInt32 = 0
    @available(iOS 2.0, macOS 10.0, *) public var cmdsize: UInt32 = 0
}
