// What tests do with the stand-ins.

import Foundation

extension UIActivityViewController {
    /// The files that it shares.
    public var files: [URL] { items.compactMap { $0 as? URL } }

    /// Closes the sheet, as a person does; `didShare` if they saved the contact, or sent it somewhere.
    public func close(didShare: Bool) { completionWithItemsHandler?(nil, didShare, nil, nil) }
}
