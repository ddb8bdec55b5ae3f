import Foundation

@testable import Sordino

/// A server on this machine that keeps what it is told and answers what it was given to answer.
final class Server: Sendable {
    struct Got: Sendable {
        let head: String
        let body: Data
    }

    let port: UInt16
    private let listening: Int32
    private let answer: @Sendable (Int) -> String?
    private let requests = Locked<[Got]>([])

    var got: [Got] { requests.with { $0 } }
    var address: String { "http://127.0.0.1:\(port)" }

    /// `answer` is asked with the number of the request, the first being 0; where it gives none, the server is silent.
    init(_ answer: @escaping @Sendable (Int) -> String?) {
        self.answer = answer
        #if os(Linux)
            listening = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
            listening = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listening
        withUnsafeMutablePointer(to: &place) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                _ = bind(socket, place, length)
                _ = getsockname(socket, place, &length)
            }
        }
        port = UInt16(bigEndian: place.sin_port)
        listen(listening, 16)
        Thread.detachNewThread { [weak self, socket] in
            while true {
                let connection = accept(socket, nil, nil)
                guard connection >= 0 else { return }
                Thread.detachNewThread { [weak self] in self?.serve(connection) }
            }
        }
    }

    deinit {
        shutdown(listening, Int32(SHUT_RDWR))
        close(listening)
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        #if !os(Linux)
            var on: Int32 = 1
            setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &on, socklen_t(MemoryLayout<Int32>.size))
        #endif
        var bytes = Data()
        while true {
            while let request = Self.whole(&bytes) {
                let number = requests.with { requests in
                    requests.append(request)
                    return requests.count - 1
                }
                guard let answer = answer(number) else { continue }
                let text = Array(answer.utf8)
                #if os(Linux)
                    _ = send(connection, text, text.count, Int32(MSG_NOSIGNAL))
                #else
                    _ = send(connection, text, text.count, 0)
                #endif
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            bytes.append(contentsOf: buffer.prefix(count))
        }
    }

    /// Takes the first request out of what came, once all of it did.
    private static func whole(_ bytes: inout Data) -> Got? {
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        let length = head.lowercased().components(separatedBy: "content-length: ").dropFirst().first
            .flatMap { Int($0.prefix { $0.isNumber }) }
        let whole = end.upperBound + (length ?? 0)
        guard bytes.count >= whole else { return nil }
        let body = Data(bytes[end.upperBound..<whole])
        bytes = Data(bytes[whole...])
        return Got(head: head, body: body)
    }

    static func says(_ status: String, _ headers: String = "") -> String {
        "HTTP/1.1 \(status)\r\n\(headers)Content-Length: 2\r\n\r\n{}"
    }
}
