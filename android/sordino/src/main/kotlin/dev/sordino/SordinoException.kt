package dev.sordino

/** What an app can do about a failure. */
public enum class Problem {
    /** The policy cannot be used, or is not in the app: mend the build. */
    BAD_POLICY,

    /** The policy was written by a newer `sordino`: update the library. */
    NEWER_POLICY,

    /** An option or a text cannot be used: mend the app. */
    BAD_OPTION,

    /** The policy declares no such purpose: mend the app. */
    UNKNOWN_PURPOSE,

    /** A person cannot choose this state: mend the app. */
    NOT_A_CHOICE,

    /** Keys or files cannot be had now, as before the first unlock: try again later. Nothing changed. */
    NOT_READY,

    /** The disk has no room: ask the person to free some, and try again. Nothing changed. */
    NO_ROOM,

    /** Writing failed: try again. Nothing is open that was not. */
    STORAGE_FAILED,

    /** The off could not be made durable: this process keeps it closed, a restart may not. Try again. */
    CLOSED_UNTIL_RESTART,

    /** Sordino failed inside and is closed until the next start: report this. */
    BROKEN,

    /** The native library is missing or is not the one of this version: mend the build. */
    BAD_LIBRARY,

    /** This process is isolated and has no files: use Sordino in the app's other processes. */
    ISOLATED_PROCESS,
}

/**
 * A call that could not do what it was asked.
 *
 * It carries nothing that came from a person. That a record was refused is an [Outcome] and never an exception.
 *
 * A call for several purposes tries every one of them. If it fails for some, what it did for the others is done and stands
 * here.
 *
 * @property why what an app can do about it; of several, the first one.
 * @property failed the ids of the purposes that the call failed for, with the problem of each; empty if nothing could be
 * tried. The empty id stands for all purposes at a limit for all, and for the chain of choices at an erasure.
 * @property receipt what the call closed all the same. Its completion has begun, as that of any [Receipt]. `null` if the
 * call was never made or closes nothing.
 * @property turned what a turn-on did for the other purposes; `null` for any other call.
 */
public class SordinoException internal constructor(
    public val why: Problem,
    message: String,
    public val failed: Map<String, Problem> = emptyMap(),
    public val receipt: Receipt? = null,
    public val turned: TurnOnResult? = null,
) : Exception(message)
