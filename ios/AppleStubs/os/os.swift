// What Sordino calls of Apple's unified log.
//
// Source: developer.apple.com/documentation/os/logger. There the message is an `OSLogMessage`, which the compiler takes
// apart; here it is a text that was put together.

@available(iOS 14.0, macOS 11.0, *)
public struct Logger: Sendable {
    private let place: String

    @available(iOS 14.0, macOS 11.0, *)
    public init(subsystem: String, category: String) { place = "\(subsystem) \(category)" }

    @available(iOS 14.0, macOS 11.0, *)
    public func notice(_ message: OSLogMessage) { FakeLog.shared.take("\(place): \(message.text)") }

    @available(iOS 14.0, macOS 11.0, *)
    public func error(_ message: OSLogMessage) { FakeLog.shared.take("\(place) error: \(message.text)") }
}

@available(iOS 14.0, macOS 11.0, *)
public struct OSLogMessage: ExpressibleByStringInterpolation, Sendable {
    let text: String

    @available(iOS 14.0, macOS 11.0, *)
    public init(stringLiteral value: String) { text = value }

    @available(iOS 14.0, macOS 11.0, *)
    public init(stringInterpolation: OSLogInterpolation) { text = stringInterpolation.text }
}

@available(iOS 14.0, macOS 11.0, *)
public struct OSLogInterpolation: StringInterpolationProtocol, Sendable {
    var text = ""

    @available(iOS 14.0, macOS 11.0, *)
    public init(literalCapacity: Int, interpolationCount: Int) {}

    @available(iOS 14.0, macOS 11.0, *)
    public mutating func appendLiteral(_ literal: String) { text += literal }

    // A text without a word about its privacy is shown as `<private>`.
    @available(iOS 14.0, macOS 11.0, *)
    public mutating func appendInterpolation(_ text: String, privacy: OSLogPrivacy) {
        self.text += privacy == .public ? text : "<private>"
    }
}

@available(iOS 14.0, macOS 11.0, *)
public struct OSLogPrivacy: Sendable, Equatable {
    let isPublic: Bool

    @available(iOS 14.0, macOS 11.0, *)
    public static var `public`: OSLogPrivacy { OSLogPrivacy(isPublic: true) }
}
