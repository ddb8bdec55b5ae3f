#if canImport(SwiftUI)
    import Foundation
    import SwiftUI

    #if canImport(UIKit)
        import UIKit

        /// The system's share sheet, which can save a contact. The app needs no permission for it and reads nothing.
        struct ShareSheet: UIViewControllerRepresentable {
            let file: URL
            let closed: @MainActor (_ didShare: Bool) -> Void

            func makeUIViewController(context: Context) -> UIActivityViewController {
                let sheet = UIActivityViewController(activityItems: [file], applicationActivities: nil)
                sheet.completionWithItemsHandler = { [closed] _, didShare, _, _ in closed(didShare) }
                return sheet
            }

            func updateUIViewController(_ sheet: UIActivityViewController, context: Context) {}
        }
    #else
        /// On a Mac the file opens in Contacts, which asks whether to import it, and does not say what came of it.
        struct ShareSheet: View {
            let file: URL
            let closed: @MainActor (_ didShare: Bool) -> Void
            @Environment(\.openURL) private var openURL

            var body: some View {
                ProgressView().task {
                    openURL(file)
                    closed(true)
                }
            }
        }
    #endif
#endif
