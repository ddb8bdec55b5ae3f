// What tests do with the stand-ins.

/// What the app asked of Apple's push service.
@MainActor
public enum FakeRegistrations {
    static let app = UIApplication()
    /// `true` for a registration, `false` for one that was taken back.
    public static var all: [Bool] = []
}
