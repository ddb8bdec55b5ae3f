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
        return await withTaskCancellationHandler {
            await withCheckedContinuation { waiting in
                calls.expect(task, most: Self.mostAnswer) { waiting.resume(returning: $0) }
                let began = flight.begin(stop: { task.cancel() }) { task.resume() }
                if !began { calls.answer(task, .cancelled) }
            }
        } onCancel: {
            task.cancel()
        }
    }
}

/// The calls of one session under way.
private final class Calls: NSObject, URLSessionDataDelegate, Sendable {
    private struct Call: Sendable {
        let most: Int
        let answer: @Sendable (Reply) -> Void
        var got = 0
        var reply: Reply?
    }

    private let calls = Locked<[Int: Call]>([:])

    func expect(_ task: URLSessionTask, most: Int, _ answer: @escaping @Sendable (Reply) -> Void) {
        calls.with { $0[task.taskIdentifier] = Call(most: most, answer: answer) }
    }

    func answer(_ task: URLSessionTask, _ reply: Reply) {
        calls.with { $0.removeValue(forKey: task.taskIdentifier) }?.answer(reply)
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
            calls[dataTask.taskIdentifier] = call
            return call.got > call.most
        }
        if enough { dataTask.cancel() }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        // A status that came before the end is the answer, whatever came after it.
        let known = calls.with { $0[task.taskIdentifier]?.reply }
        answer(task, known ?? Self.reply(of: error))
    }

    private func note(_ task: URLSessionTask, _ response: HTTPURLResponse) {
        let reply = Reply.answered(
            status: UInt16(clamping: response.statusCode), retryAfter: response.value(forHTTPHeaderField: "Retry-After")
        )
        calls.with { $0[task.taskIdentifier]?.reply = reply }
    }

    private static func reply(of error: (any Error)?) -> Reply {
        switch (error as? URLError)?.code {
        case .cancelled: return .cancelled
        case .timedOut: return .timedOut
        default: return .failed
        }
    }
}
