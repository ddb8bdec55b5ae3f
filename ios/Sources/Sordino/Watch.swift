/// Looks on while Sordino decides: a debug log or a test.
protocol Watch: Sendable {
    /// Whether the core is to keep its last decisions for it.
    var readsDecisions: Bool { get }

    /// Told first, on the thread that starts Sordino.
    func begins(_ running: Running)

    /// The start opened, or failed to.
    func settled()

    /// A record was offered and answered. Called on the thread that offered it, with the event's name or what else it was.
    func answered(_ record: String, _ outcome: Outcome)

    /// A delivery ended.
    func delivered()

    /// A call changed how purposes stand.
    func changed()

    /// A call closed purposes.
    func closed(_ receipt: Receipt)
}
