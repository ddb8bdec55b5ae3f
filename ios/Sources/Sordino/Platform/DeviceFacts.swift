import Foundation
import SordinoCore

/// What is known about app and device. Each leaves only as the policy's field of that name says.
enum DeviceFacts {
    static func now(deviceId: String?) -> Facts {
        let info = Bundle.main.infoDictionary ?? [:]
        let os = ProcessInfo.processInfo.operatingSystemVersion
        return Facts(
            appVersion: info["CFBundleShortVersionString"] as? String,
            appBuild: info["CFBundleVersion"] as? String,
            osName: osName,
            osVersion: "\(os.majorVersion).\(os.minorVersion).\(os.patchVersion)",
            deviceModel: model(),
            locale: Locale.current.identifier.replacingOccurrences(of: "_", with: "-"),
            utcOffsetMinutes: utcOffsetMinutes,
            deviceId: deviceId)
    }

    /// How many minutes the device's clock is ahead of UTC now.
    static var utcOffsetMinutes: Int32 { Int32(clamping: TimeZone.current.secondsFromGMT() / 60) }

    /// The language of the texts that a person sees, such as `de-AT`. The core finds the policy's own that matches it.
    static var language: String {
        Bundle.main.preferredLocalizations.first ?? Locale.preferredLanguages.first ?? "en"
    }

    private static var osName: String {
        #if os(iOS)
            "iOS"
        #elseif os(macOS)
            "macOS"
        #else
            "Linux"
        #endif
    }

    /// `iPhone15,3`.
    private static func model() -> String {
        var system = utsname()
        guard uname(&system) == 0 else { return "" }
        return withUnsafeBytes(of: &system.machine) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}

extension Bundle {
    /// The package's own resources: its privacy manifest.
    static var sordino: Bundle { .module }
}
