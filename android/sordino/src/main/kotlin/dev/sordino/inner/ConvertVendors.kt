package dev.sordino.inner

import dev.sordino.VendorAnswer
import dev.sordino.VendorOutcome
import dev.sordino.VendorReadBack
import dev.sordino.VendorReport
import dev.sordino.VendorStep
import dev.sordino.VendorSwitch
import dev.sordino.core.VendorAbout
import dev.sordino.core.VendorOutcome as CoreVendorOutcome
import dev.sordino.core.VendorReadBack as CoreVendorReadBack
import dev.sordino.core.VendorReport as CoreVendorReport
import dev.sordino.core.VendorStep as CoreVendorStep
import dev.sordino.core.VendorSwitch as CoreVendorSwitch

// Vendors' switches for the core, and what came of telling them.

internal fun vendor(switch: VendorSwitch): CoreVendorSwitch =
    object : CoreVendorSwitch {
        override fun about() = VendorAbout(switch.recipient, switch.name, switch.version)

        override fun create() = switch.create()

        override fun apply(openPurposes: List<String>): CoreVendorReport = switch.apply(openPurposes).toCore()

        override fun offWithoutInstance(): CoreVendorReport = switch.offWithoutInstance().toCore()

        override fun readBack(): CoreVendorReadBack = switch.readBack().toCore()
    }

private fun VendorReport.toCore() = CoreVendorReport(inFlight.count(), purged.count())

private fun VendorReadBack.toCore() = CoreVendorReadBack(collecting.same(), unsent.count(), hasId)

/** A count below none cannot be: nobody can tell it then. */
private fun Long?.count(): ULong? = this?.takeIf { it >= 0 }?.toULong()

internal fun CoreVendorOutcome.toPublic(): VendorOutcome =
    VendorOutcome(
        recipient = recipient,
        name = name,
        version = version,
        answer = answer.same<VendorAnswer>(),
        isTold = told,
        readBack = readBack?.let { VendorReadBack(it.collecting.same(), it.unsent?.toLong(), it.hasId) },
        startedBefore = startedBefore,
        onAgain = onAgain.toLong(),
        inFlight = inFlight?.toLong(),
        purged = purged?.toLong(),
        failed = failed?.same<VendorStep>(),
        millis = millis.toLong(),
    )

internal fun VendorOutcome.toCore(): CoreVendorOutcome =
    CoreVendorOutcome(
        recipient = recipient,
        name = name,
        version = version,
        answer = answer.same(),
        told = isTold,
        readBack = readBack?.toCore(),
        startedBefore = startedBefore,
        onAgain = onAgain.toULong(),
        inFlight = inFlight.count(),
        purged = purged.count(),
        failed = failed?.same<CoreVendorStep>(),
        millis = millis.toULong(),
    )
