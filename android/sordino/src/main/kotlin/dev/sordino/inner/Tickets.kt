package dev.sordino.inner

import dev.sordino.Addressee
import dev.sordino.RightsTicket
import dev.sordino.TicketKind
import dev.sordino.core.Addressee as CoreAddressee
import dev.sordino.core.RightsTicket as CoreTicket

/** Asks the core for a request that the person sends. */
internal fun Running.ticket(
    kind: TicketKind,
    organisation: Addressee?,
    locale: String,
): RightsTicket {
    val whom = organisation?.let { CoreAddressee(it.name, it.email) }
    return choices.ask { ticket(kind.same(), whom, locale, utcOffsetMinutes()) }.toPublic()
}

private fun CoreTicket.toPublic() = RightsTicket(kind.same(), to.toPublic(), authority.toPublic(), deadline, subject, text, pseudonyms)

private fun CoreAddressee.toPublic() = Addressee(name, email)
