// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import AsyncHTTPClient
internal import Foundation
package import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Somebody at a browser: keeps cookies, follows redirections, fills in forms.
package final class Visitor: Sendable {
    /// A page as it came.
    package struct Page: Sendable {
        /// Where redirections ended, without the address of the site.
        package let path: String
        package let status: Int
        package let headers: [(name: String, value: String)]
        package let body: String
        /// The first header with a name.
        package func header(_ name: String) -> String? {
            headers.first { $0.name.lowercased() == name.lowercased() }?.value
        }
        /// What it says, without its tags.
        package var words: String { PageText.words(of: body) }
        /// Where its links lead that begin with a path and have one step more, each once and in their order.
        package func links(below path: String) -> [String] {
            var seen = Set<String>()
            return body.matches(of: /href="([^"#?]+)"/).map { String($0.1) }.filter {
                $0.hasPrefix(path) && !$0.dropFirst(path.count).contains("/") && $0.count > path.count
                    && seen.insert($0).inserted
            }
        }
        /// The form that is sent to a path.
        package func form(to action: String) -> PageForm? {
            PageForm.all(in: body).first { $0.action == action || $0.action.hasSuffix(action) }
        }
    }

    /// How long an answer is waited for.
    package static let patience = TimeAmount.seconds(60)

    private let site: String
    private let http: HTTPClient
    private let jar = Mutex<[String: String]>([:])

    /// Somebody who visits a site, such as `http://127.0.0.1:8080`.
    package init(site: String, http: HTTPClient = .patient) {
        self.site = site
        self.http = http
    }

    /// The cookies that came so far.
    package var cookies: [String: String] {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    /// A page.
    package func get(_ path: String) async throws -> Page { try await follow(.GET, path, nil) }

    /// What comes after a form was sent.
    package func post(_ path: String, _ fields: [String: String]) async throws -> Page {
        let text = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await follow(.POST, path, text)
    }

    private func follow(_ method: HTTPMethod, _ path: String, _ body: String?) async throws -> Page {
        var method = method
        var body = body
        var path = path
        for _ in 0..<8 {
            let (response, text) = try await send(method, path, body)
            guard response.status == .seeOther, let next = response.headers.first(name: "Location") else {
                return Page(
                    path: path, status: Int(response.status.code),
                    headers: response.headers.map { (name: $0.name, value: $0.value) }, body: text)
            }
            (method, body) = (.GET, nil)
            path = next.hasPrefix(site) ? String(next.dropFirst(site.count)) : next
        }
        throw RunningProgram.Failure(description: "redirected again and again")
    }

    private func send(_ method: HTTPMethod, _ path: String, _ body: String?) async throws -> (
        HTTPClientResponse, String
    ) {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : site + path)
        request.method = method
        let cookies = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
        if !cookies.isEmpty { request.headers.add(name: "Cookie", value: cookies) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
            request.body = .bytes(Array(body.utf8))
        }
        let response = try await http.execute(request, timeout: Self.patience)
        for line in response.headers["Set-Cookie"] {
            let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = pair.first else { continue }
            jar.withLock { $0[name] = line.contains("Max-Age=0") ? nil : pair.count > 1 ? pair[1] : "" }
        }
        return (response, String(buffer: try await response.body.collect(upTo: 1 << 26)))
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text
    }
}

extension HTTPClient {
    /// One for all visitors: follows no redirection by itself.
    package static let patient: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()
}
