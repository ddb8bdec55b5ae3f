package dev.sordino.vectors

import dev.sordino.core.Answer
import dev.sordino.core.Reply
import dev.sordino.core.Request
import dev.sordino.inner.CancelHandle
import dev.sordino.inner.Running
import dev.sordino.inner.Stop
import dev.sordino.inner.Transport
import dev.sordino.support.Json
import java.util.concurrent.FutureTask
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import java.util.zip.GZIPInputStream
import kotlin.concurrent.thread

/** Stands for the network: takes requests, and answers one that was begun when the case says so. */
internal class Recipient : Transport {
    private val reached = LinkedBlockingQueue<Request>()
    private val replies = LinkedBlockingQueue<Reply>()
    private val got = mutableListOf<Request>()
    private var round: FutureTask<*>? = null

    @Volatile
    private var isHolding = false

    override fun send(
        request: Request,
        cancel: CancelHandle,
    ): Reply {
        got.add(request)
        if (!isHolding) return Reply.Answered(Answer(200u))
        isHolding = false
        reached.put(request)
        return replies.take()
    }

    /** The app's courier sets out, and stays with the first recipient that it reaches. */
    fun begin(running: Running) {
        check(round == null) { "the app has one courier, and it is under way" }
        isHolding = true
        val stop = Stop()
        val task = FutureTask { running.deliver(stop) }
        round = task
        thread(isDaemon = true) { task.run() }
        checkNotNull(reached.poll(SECONDS, TimeUnit.SECONDS)) { "nothing was due" }
        stop.noMore()
    }

    fun answer(reply: Reply) {
        replies.put(reply)
        round!!.get(SECONDS, TimeUnit.SECONDS)
        round = null
    }

    /** Lets go of a request that no step answers. */
    fun end() {
        if (round != null) answer(Reply.Failed)
    }

    /** The last message that a recipient of Segment's kind got. */
    fun lastMessage(recipient: String): Map<String, Any?> {
        val body = got.last { it.recipient == recipient }.body
        val text = GZIPInputStream(body.inputStream()).readBytes().decodeToString()
        return Json.members(Json.items(Json.members(Json.read(text))["batch"]).last())
    }

    private companion object {
        const val SECONDS = 20L
    }
}
