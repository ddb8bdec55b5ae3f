#if canImport(MachO)
    import Foundation
    import MachO

    /// The programs and libraries that are loaded, as a crash report of Apple's lists them. Without address and UUID nobody
    /// finds the symbols of a frame.
    enum LoadedImages {
        /// More load commands than any image has: what says so is damaged.
        private static let mostCommands = 4_096

        static func lines() -> [String] {
            (0..<_dyld_image_count()).compactMap { index in
                guard let header = _dyld_get_image_header(index), let path = _dyld_get_image_name(index),
                    let uuid = uuid(UnsafeRawPointer(header))
                else { return nil }
                let (file, address) = (String(cString: path), UInt(bitPattern: header))
                let name = file.split(separator: "/").last.map(String.init) ?? file
                let start = "0x" + String(address, radix: 16)
                // Nobody reads the end, and the path may name its owner.
                return "\(start) - \(start) \(name) \(architecture) <\(uuid)>"
            }
        }

        /// Reads within the load commands that the image's own header counts.
        private static func uuid(_ header: UnsafeRawPointer) -> String? {
            let head = header.load(as: mach_header_64.self)
            guard head.magic == MH_MAGIC_64, head.ncmds <= mostCommands else { return nil }
            var at = header + MemoryLayout<mach_header_64>.size
            for _ in 0..<head.ncmds {
                let command = at.load(as: load_command.self)
                if command.cmd == UInt32(LC_UUID) {
                    let bytes = UnsafeRawBufferPointer(start: at + MemoryLayout<load_command>.size, count: 16)
                    return bytes.map { String(format: "%02x", $0) }.joined()
                }
                at += Int(command.cmdsize)
            }
            return nil
        }

        private static var architecture: String {
            #if arch(arm64)
                "arm64"
            #else
                "x86_64"
            #endif
        }
    }
#endif
