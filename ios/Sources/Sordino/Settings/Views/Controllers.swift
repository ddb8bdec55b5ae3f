#if canImport(UIKit) && canImport(SwiftUI)
    import Foundation
    import SwiftUI
    import UIKit

    /// ``SordinoSettingsView`` for UIKit. Push it: its title and its links belong to the navigation controller around it.
    ///
    /// ```swift
    /// navigationController?.pushViewController(SordinoSettingsViewController(sordino), animated: true)
    /// ```
    @MainActor
    public final class SordinoSettingsViewController: UIHostingController<SordinoSettingsView> {
        /// Makes the controller. `locale` is that of the texts; the device's if it is `nil`.
        public init(_ sordino: SordinoSDK, locale: String? = nil) {
            super.init(rootView: SordinoSettingsView(sordino, locale: locale))
        }

        /// Returns `nil`: the controller is not for storyboards.
        public required dynamic init?(coder: NSCoder) { nil }
    }

    /// ``SordinoPromptView`` for UIKit. Present it; it fills the screen.
    @MainActor
    public final class SordinoPromptViewController: UIHostingController<SordinoPromptView> {
        /// Makes the controller. Dismiss it in `done`.
        public init(model: SordinoPromptModel, done: @escaping @MainActor (_ wantsSettings: Bool) -> Void) {
            super.init(rootView: SordinoPromptView(model: model, done: done))
            modalPresentationStyle = .fullScreen
            isModalInPresentation = true
        }

        /// Returns `nil`: the controller is not for storyboards.
        public required dynamic init?(coder: NSCoder) { nil }
    }
#endif
