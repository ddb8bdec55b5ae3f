/// What a property holds. Literals of it nest as they like: `["minutes": [3, "later"]] as PropertyValue`.
public enum PropertyValue: Sendable, Hashable {
    /// True or false.
    case bool(Bool)
    /// A whole number.
    case int(Int64)
    /// A finite number; NaN and infinities are refused.
    case double(Double)
    /// Text.
    case string(String)
    /// Values in order.
    case list([PropertyValue])
    /// Values by key.
    case map([String: PropertyValue])
}

extension PropertyValue: ExpressibleByBooleanLiteral {
    /// A truth value.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension PropertyValue: ExpressibleByIntegerLiteral {
    /// A whole number.
    public init(integerLiteral value: Int64) { self = .int(value) }
}

extension PropertyValue: ExpressibleByFloatLiteral {
    /// A number.
    public init(floatLiteral value: Double) { self = .double(value) }
}

extension PropertyValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
    /// A text.
    public init(stringLiteral value: String) { self = .string(value) }
}

extension PropertyValue: ExpressibleByArrayLiteral {
    /// A list.
    public init(arrayLiteral elements: PropertyValue...) { self = .list(elements) }
}

extension PropertyValue: ExpressibleByDictionaryLiteral {
    /// A map; of two values under one key, the last.
    public init(dictionaryLiteral elements: (String, PropertyValue)...) {
        self = .map(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
