import SordinoCore

/// What is looked at as the app comes to the front. Nobody is asked anything.
extension Running {
    /// Passes on what the system says of notifications by now, refreshes the card by its id, or says that it has news.
    func lookAtFlows() async {
        guard let purposes else { return }
        if !purposes.ofKind("push").isEmpty { _ = try? await pushStep(.look, nil) }
        if !purposes.ofKind("contacts").isEmpty { await lookAtCard() }
    }

    private func lookAtCard() async {
        guard let next = try? await contactsStep(.look, "", nil) else { return }
        switch next.step {
        case .refresh:
            let (input, id) = ContactsInput.of(await options.contacts?.refresh(next.card))
            _ = try? await contactsStep(input, id, nil)
        case .offerUpdate: if let screen = next.screen { options.cardHasNews?(screen) }
        // The machine begins nothing else by itself.
        default: return
        }
    }
}
