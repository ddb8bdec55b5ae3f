import Foundation
import SwiftUI

#if os(Linux)
    import AppleFoundation
#endif

/// Each kind of crash that a report can be about.
struct CrashView: View {
    var body: some View {
        List {
            Row("Uncaught exception", "The app ends; the report is on disk before") {
                // Whoever wrote the message put a person into it. The report says [email] instead.
                let reason = "no rota for ada.kestner@example.org"
                NSException(name: .init(rawValue: "IllegalState"), reason: reason, userInfo: nil).raise()
            }
            Row("Swift trap", "The app ends; MetricKit reports it at a later start") { fatalError("no rota") }
            Row("Native crash", "The app ends; MetricKit reports it at a later start") { raise(SIGSEGV) }
        }
        .navigationTitle(Text(verbatim: "Crash now"))
    }
}
