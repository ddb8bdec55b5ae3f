#if DEBUG
    import Sordino

    /// A record as it left for one recipient.
    public struct Left: Sendable, CustomStringConvertible {
        /// Id of the recipient.
        public let recipient: String
        /// What the app offered.
        public let record: RecordKind
        /// Name of the event; empty for other records.
        public let name: String
        /// The values of the record that left, each as it left, by name. Of several alike the first; cut at 200 bytes.
        public let fields: [String: String]
        /// What was sent beside the record about app, device and person.
        public let about: [String: String]
        /// Names of the record's fields that did not leave.
        public let dropped: Set<String>

        /// A decision about a record that was delivered.
        init(_ decision: Decision) {
            func kept(_ fields: [FieldDecision]) -> [String: String] {
                let pairs = fields.compactMap { field in field.value.map { (field.name, $0) } }
                return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
            }
            recipient = decision.recipient ?? ""
            record = decision.record
            name = decision.name
            fields = kept(decision.fields)
            about = kept(decision.about)
            dropped = Set(decision.fields.filter { $0.value == nil }.map(\.name))
        }

        /// Returns the recipient, the name and what left, on one line.
        public var description: String {
            let said = fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return "\(recipient): \(name.isEmpty ? "\(record)" : name) {\(said.joined(separator: ", "))}"
        }
    }
#endif
