import Foundation

/// The bundle of this process: whose key and whose folder are its own.
struct OwnBundle: Sendable {
    let url: URL

    static var main: OwnBundle { OwnBundle(url: Bundle.main.bundleURL) }

    var isExtension: Bool { url.pathExtension == "appex" }

    /// Returns the app's id, also in its extensions, or `nil` for a program that is no bundle. A service that lies in an app
    /// and is no extension, as of XPC, has a folder of its own: so its key is its own too.
    var app: String? {
        var place = url
        while isExtension && place.pathExtension != "app" && place.pathComponents.count > 1 {
            place.deleteLastPathComponent()
        }
        return Bundle(url: place.pathExtension == "app" ? place : url)?.bundleIdentifier
    }
}
