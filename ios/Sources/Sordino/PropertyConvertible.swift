import Foundation

/// What an app may hand over as a property of an event: Swift's own values, and collections of them.
///
/// ```swift
/// sordino.track("list_opened", ["tasks": list.count, "name": list.name, "due": list.due])
/// ```
///
/// A collection whose elements have several types is written as a literal of ``PropertyValue``: `["a", 1] as PropertyValue`.
public protocol PropertyConvertible {
    /// The value that the property holds; `nil` leaves the property out.
    var propertyValue: PropertyValue? { get }
}

extension PropertyValue: PropertyConvertible {
    /// Itself.
    public var propertyValue: PropertyValue? { self }
}

extension Bool: PropertyConvertible {
    /// A truth value.
    public var propertyValue: PropertyValue? { .bool(self) }
}

extension Int: PropertyConvertible {
    /// A whole number.
    public var propertyValue: PropertyValue? { .int(Int64(self)) }
}

extension Int32: PropertyConvertible {
    /// A whole number.
    public var propertyValue: PropertyValue? { .int(Int64(self)) }
}

extension Int64: PropertyConvertible {
    /// A whole number.
    public var propertyValue: PropertyValue? { .int(self) }
}

extension UInt: PropertyConvertible {
    /// A whole number; one beyond 63 bits is rounded.
    public var propertyValue: PropertyValue? { Int64(exactly: self).map(PropertyValue.int) ?? .double(Double(self)) }
}

extension Double: PropertyConvertible {
    /// A number; NaN and infinities are refused with the event.
    public var propertyValue: PropertyValue? { .double(self) }
}

extension Float: PropertyConvertible {
    /// A number; NaN and infinities are refused with the event.
    public var propertyValue: PropertyValue? { .double(Double(self)) }
}

extension String: PropertyConvertible {
    /// A text.
    public var propertyValue: PropertyValue? { .string(self) }
}

extension Substring: PropertyConvertible {
    /// A text.
    public var propertyValue: PropertyValue? { .string(String(self)) }
}

extension Date: PropertyConvertible {
    /// A text: the time in UTC by RFC 3339, with milliseconds, which the rule `time_to_hour` reads.
    public var propertyValue: PropertyValue? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        return .string(formatted(style))
    }
}

extension Optional: PropertyConvertible where Wrapped: PropertyConvertible {
    /// The value, if there is one; a property without one is left out.
    public var propertyValue: PropertyValue? { flatMap(\.propertyValue) }
}

extension Array: PropertyConvertible where Element: PropertyConvertible {
    /// A list of the elements that are there.
    public var propertyValue: PropertyValue? { .list(compactMap(\.propertyValue)) }
}

extension Dictionary: PropertyConvertible where Key == String, Value: PropertyConvertible {
    /// A map of the members that are there.
    public var propertyValue: PropertyValue? { .map(compactMapValues(\.propertyValue)) }
}
