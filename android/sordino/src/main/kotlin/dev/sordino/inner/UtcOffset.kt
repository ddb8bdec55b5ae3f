package dev.sordino.inner

import java.util.TimeZone
import java.util.concurrent.TimeUnit

/** Returns how many minutes the device's clock is ahead of UTC now. */
internal fun utcOffsetMinutes(): Int =
    TimeUnit.MILLISECONDS.toMinutes(TimeZone.getDefault().getOffset(System.currentTimeMillis()).toLong()).toInt()
