#if canImport(MachO)
    import MachO

    /// The programs and libraries that are loaded, as a crash report of Apple's lists them. Without address and UUID nobody
    /// finds the symbols of a frame.
    ///
    /// The process is dying, perhaps for want of memory: each line goes into the report's own bytes, which have their room
    /// beforehand.
    enum LoadedImages {
        /// Room for a line as most are: two addresses, a file's name, the processor and a UUID.
        static let lineBytes = 160
        /// More than the longest line: a file's name has at most 255 bytes.
        private static let longestLine = 384
        private static let longestName = 255
        /// More load commands than any image has: what says so is damaged.
        private static let mostCommands = 4_096

        static var count: Int { Int(_dyld_image_count()) }

        /// Writes a line for each image, as far as `report` has room.
        static func write(to report: inout [UInt8]) {
            for index in 0..<_dyld_image_count() where report.capacity - report.count > longestLine {
                guard let header = _dyld_get_image_header(index), let path = _dyld_get_image_name(index),
                    let uuid = uuid(UnsafeRawPointer(header))
                else { continue }
                // Nobody reads the end, and the path may name its owner.
                let address = UInt(bitPattern: header)
                hex(address, to: &report)
                report.append(contentsOf: " - ".utf8)
                hex(address, to: &report)
                report.append(UInt8(ascii: " "))
                name(path, to: &report)
                report.append(contentsOf: architecture.utf8)
                for byte in uuid {
                    report.append(digit(byte >> 4))
                    report.append(digit(byte & 0xf))
                }
                report.append(contentsOf: ">\n".utf8)
            }
        }

        /// Writes what follows the last slash.
        private static func name(_ path: UnsafePointer<CChar>, to report: inout [UInt8]) {
            var (begin, end) = (0, 0)
            while path[end] != 0 {
                end += 1
                if path[end - 1] == CChar(bitPattern: UInt8(ascii: "/")) { begin = end }
            }
            for at in begin..<min(end, begin + longestName) { report.append(UInt8(bitPattern: path[at])) }
        }

        private static func hex(_ number: UInt, to report: inout [UInt8]) {
            report.append(contentsOf: "0x".utf8)
            var shift = max(0, (UInt.bitWidth - number.leadingZeroBitCount - 1) / 4 * 4)
            while true {
                report.append(digit(UInt8(truncatingIfNeeded: number >> UInt(shift)) & 0xf))
                if shift == 0 { return }
                shift -= 4
            }
        }

        private static func digit(_ number: UInt8) -> UInt8 {
            number < 10 ? UInt8(ascii: "0") + number : UInt8(ascii: "a") + number - 10
        }

        /// Reads within the load commands that the image's own header counts.
        private static func uuid(_ header: UnsafeRawPointer) -> UnsafeRawBufferPointer? {
            let head = header.load(as: mach_header_64.self)
            guard head.magic == MH_MAGIC_64, head.ncmds <= mostCommands else { return nil }
            var at = header + MemoryLayout<mach_header_64>.size
            for _ in 0..<head.ncmds {
                let command = at.load(as: load_command.self)
                if command.cmd == UInt32(LC_UUID) {
                    return UnsafeRawBufferPointer(start: at + MemoryLayout<load_command>.size, count: 16)
                }
                at += Int(command.cmdsize)
            }
            return nil
        }

        private static var architecture: StaticBytes {
            #if arch(arm64)
                StaticBytes(" arm64 <")
            #else
                StaticBytes(" x86_64 <")
            #endif
        }

        /// A literal's bytes, where they lie in the program.
        struct StaticBytes {
            let utf8: UnsafeBufferPointer<UInt8>

            init(_ text: StaticString) { utf8 = .init(start: text.utf8Start, count: text.utf8CodeUnitCount) }
        }
    }
#endif
