import Foundation
import SordinoKit
import Testing

import enum SordinoCore.Reply
import struct SordinoCore.Answer
import struct SordinoCore.Request

@testable import Sordino

/// One request and what may happen to it, in every order.
@Suite struct ExchangeTests {
    private enum Step: CaseIterable {
        case expect, begin, cancel, ends
    }

    private func orders(_ steps: [Step]) -> [[Step]] {
        guard steps.count > 1 else { return [steps] }
        return steps.flatMap { first in
            orders(steps.filter { $0 != first }).map { [first] + $0 }
        }
    }

    private static func request(to address: String) -> Request {
        Request(
            id: 1, recipient: "segment", purpose: "usage", url: address, headers: [], body: Data([1]),
            records: 1)
    }

    @Test("a cancelled request is answered once in every order")
    func everyOrder() {
        var played = 0
        for order in orders(Step.allCases) {
            let (starts, stops, answers) = (Locked(0), Locked(0), Locked<[Reply]>([]))
            let exchange = Exchange(begin: { starts.with { $0 += 1 } }, stop: { stops.with { $0 += 1 } })
            for step in order {
                switch step {
                case .expect: exchange.expect { reply in answers.with { $0.append(reply) } }
                case .begin: exchange.begin()
                case .cancel: exchange.cancel()
                case .ends:
                    // A session says how a request ended only once it had begun.
                    if starts.with({ $0 }) > 0 { exchange.answer(.cancelled) }
                }
            }
            // After all of them the session has told of what had begun.
            if starts.with({ $0 }) > 0 { exchange.answer(.cancelled) }
            #expect(answers.with { $0 } == [.cancelled], "\(order)")
            #expect(stops.with { $0 } > 0, "\(order): the session was told")
            let cancelledFirst = order.firstIndex(of: .cancel)! < order.firstIndex(of: .begin)!
            #expect(starts.with { $0 } == (cancelledFirst ? 0 : 1), "\(order)")
            played += 1
        }
        #expect(played == 24)
    }

    @Test("a request of a cancelled task returns and never begins")
    func beforeItBegins() async throws {
        let server = Server { _ in Server.says("200 OK") }
        let ended = Locked<Reply?>(nil)
        let go = Locked(false)
        let sending = Task { [address = server.address] in
            // Cancelled by the time it goes on.
            while !go.with({ $0 }) { await Task.yield() }
            let request = Self.request(to: address)
            let reply = await Connection().send(request, Flight())
            ended.with { $0 = reply }
        }
        sending.cancel()
        go.with { $0 = true }
        #expect(await eventually(5) { ended.with { $0 != nil } })
        #expect(ended.with { $0 } == .cancelled)
        #expect(server.got.isEmpty)
    }

    @Test("a request of a cancelled flight returns and never begins")
    func cancelledFlight() async throws {
        let server = Server { _ in Server.says("200 OK") }
        let (flight, ended) = (Flight(), Locked<Reply?>(nil))
        try flight.cancel()
        Task { [address = server.address] in
            let reply = await Connection().send(Self.request(to: address), flight)
            ended.with { $0 = reply }
        }
        #expect(await eventually(5) { ended.with { $0 != nil } })
        #expect(ended.with { $0 } == .cancelled)
        #expect(server.got.isEmpty)
    }

    @Test("the beginning of an answer is handed over")
    func beginning() async throws {
        let server = Server { _ in
            let page = "<!DOCTYPE html>" + String(repeating: "x", count: 200)
            let headers = "Content-Type: text/html\r\nX-Sentry-Rate-Limits: 60:error:key\r\n"
            return "HTTP/1.1 200 OK\r\n\(headers)Content-Length: \(page.utf8.count)\r\n\r\n\(page)"
        }
        let reply = await Connection().send(Self.request(to: server.address), Flight())
        let answer = Answer(
            status: 200, rateLimits: "60:error:key", contentType: "text/html",
            start: Data(("<!DOCTYPE html>" + String(repeating: "x", count: 49)).utf8)
        )
        #expect(reply == .answered(answer: answer))
    }
}
