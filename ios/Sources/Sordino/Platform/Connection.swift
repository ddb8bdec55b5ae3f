import Foundation
import SordinoCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Sends a request by a session that keeps nothing: no cache, no cookies, no credentials, no redirect, in the foreground,
/// so that no body is ever on the disk unsealed.
final class Connection: NSObject, Transport, Sendable {
    /// A longer answer is not waited for.
    private static let mostAnswer = 64 * 1024

    private let session: URLSession
    private let calls: Calls

    override init() {
        let configuration = URLSessionConfiguration.ephemeral
        configuration.urlCache = nil
        configuration.httpCookieStorage = nil
        configuration.httpShouldSetCookies = false
        configuration.urlCredentialStorage = nil
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.timeoutIntervalForRequest = 30
        configuration.timeoutIntervalForResource = 60
        // The system's own would name the app's version, the system's and the person's languages.
        configuration.httpAdditionalHeaders = ["User-Agent": "sordino", "Accept-Language": "*"]
        calls = Calls()
        session = URLSession(configuration: configuration, delegate: calls, delegateQueue: nil)
        super.init()
    }

    deinit { session.invalidateAndCancel() }

    func send(_ request: Request, _ flight: Flight) async -> Reply {
        guard let url = URL(string: request.url) else { return .failed }
        var http = URLRequest(url: url)
        http.httpMethod = "POST"
        http.httpBody = request.body
        for header in request.headers { http.setValue(header.value, forHTTPHeaderField: header.name) }
        let task = session.dataTask(with: http)
        let exchange = Exchange(begin: { task.resume() }, stop: { task.cancel() })
        calls.expect(task, most: Self.mostAnswer, exchange)
        defer { calls.forget(task) }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                exchange.expect { waiting.resume(returning: $0) }
                let began = flight.begin(stop: { exchange.cancel() }) { exchange.begin() }
                if !began { exchange.cancel() }
            }
        } onCancel: {
            exchange.cancel()
        }
    }
}

/// One request, which is answered once whatever comes first: the answer, the end of its task, a turn-off, or each before
/// the request has begun.
final class Exchange: Sendable {
    private struct State {
        var isBegun = false
        var isCancelled = false
        var reply: Reply?
        var expecting: (@Sendable (Reply) -> Void)?
        var isAnswered = false
    }

    private let state = Locked(State())
    private let start: @Sendable () -> Void
    private let stop: @Sendable () -> Void

    init(begin: @escaping @Sendable () -> Void, stop: @escaping @Sendable () -> Void) {
        start = begin
        self.stop = stop
    }

    /// Says whom to tell.
    func expect(_ told: @escaping @Sendable (Reply) -> Void) {
        state.with { $0.expecting = told }
        tell()
    }

    /// Begins the request, unless it was cancelled before.
    func begin() {
        let may = state.with { state in
            guard !state.isCancelled else { return false }
            state.isBegun = true
            return true
        }
        guard may else { return }
        start()
        // One that came between the two found nothing to stop.
        if state.with({ $0.isCancelled }) { stop() }
    }

    /// Ends the request. One that has begun is answered by what the session says of its end; of one that has not, no
    /// session says anything.
    func cancel() {
        let isBegun = state.with { state in
            state.isCancelled = true
            return state.isBegun
        }
        stop()
        if !isBegun { answer(.cancelled) }
    }

    /// Takes the answer; the first one counts.
    func answer(_ reply: Reply) {
        state.with { $0.reply = $0.reply ?? reply }
        tell()
    }

    private func tell() {
        let (told, reply) = state.with { state -> ((@Sendable (Reply) -> Void)?, Reply?) in
            guard !state.isAnswered, state.reply != nil, state.expecting != nil else { return (nil, nil) }
            state.isAnswered = true
            return (state.expecting, state.reply)
        }
        if let reply { told?(reply) }
    }
}

/// The calls of one session under way.
private final class Calls: NSObject, URLSessionDataDelegate, Sendable {
    /// As many of an answer's first bytes as the core looks at.
    private static let mostStart = 64

    private struct Call: Sendable {
        let most: Int
        let exchange: Exchange
        var got = 0
        var answer: Answer?
    }

    private let calls = Locked<[Int: Call]>([:])

    func expect(_ task: URLSessionTask, most: Int, _ exchange: Exchange) {
        calls.with { $0[task.taskIdentifier] = Call(most: most, exchange: exchange) }
    }

    func forget(_ task: URLSessionTask) {
        _ = calls.with { $0.removeValue(forKey: task.taskIdentifier) }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        note(task, response)
        completionHandler(nil)
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping @Sendable (URLSession.ResponseDisposition) -> Void
    ) {
        if let response = response as? HTTPURLResponse { note(dataTask, response) }
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        let enough = calls.with { calls -> Bool in
            guard var call = calls[dataTask.taskIdentifier] else { return true }
            call.got += data.count
            let missing = max(0, Self.mostStart - (call.answer?.start?.count ?? 0))
            call.answer = call.answer?.followed(by: data.prefix(missing))
            calls[dataTask.taskIdentifier] = call
            return call.got > call.most
        }
        if enough { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // A status that came before the end is the answer, whatever came after it.
        let call = calls.with { $0.removeValue(forKey: task.taskIdentifier) }
        call?.exchange.answer(call?.answer.map { .answered(answer: $0) } ?? Self.reply(of: error))
    }

    private func note(_ task: URLSessionTask, _ response: HTTPURLResponse) {
        let answer = Answer(
            status: UInt16(clamping: response.statusCode),
            retryAfter: response.value(forHTTPHeaderField: "Retry-After"),
            rateLimits: response.value(forHTTPHeaderField: "X-Sentry-Rate-Limits"),
            contentType: response.value(forHTTPHeaderField: "Content-Type"),
            start: Data()
        )
        calls.with { $0[task.taskIdentifier]?.answer = answer }
    }

    private static func reply(of error: (any Error)?) -> Reply {
        switch (error as? URLError)?.code {
        case .cancelled: return .cancelled
        case .timedOut: return .timedOut
        default: return .failed
        }
    }
}

extension Answer {
    /// The same with more of its body.
    fileprivate func followed(by more: Data) -> Answer {
        Answer(
            status: status, retryAfter: retryAfter, rateLimits: rateLimits, contentType: contentType,
            start: (start ?? Data()) + more)
    }
}
