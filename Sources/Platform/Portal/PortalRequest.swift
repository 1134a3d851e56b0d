// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import Directory
internal import HTTPTypes
internal import Hummingbird
internal import SignIn
internal import WebUI

/// A request for a page, with the session that the browser's cookie names.
struct PortalRequest: Sendable {
    var edge: EdgeRequest
    var path: [String]
    /// The address from which it came.
    var caller: String
    /// The value of the session cookie, whether or not it still means anything.
    var cookie: String?
    var session: Session<PersonTicket>?
    var isDemonstration: Bool

    /// Whose pages are made.
    var page: PageSession {
        let csrf = session?.formToken.value ?? ""
        switch session?.user {
        case .professional(let identity):
            return PageSession(
                .staff(
                    name: identity.displayName, role: session?.role?.title ?? session?.role?.jobRole.rawValue ?? "",
                    organisation: session?.role?.organisationName ?? ""),
                csrf: csrf, isDemonstration: isDemonstration)
        case .londoner(let identity):
            return PageSession(
                .londoner(name: identity.displayName.value), csrf: csrf, isDemonstration: isDemonstration)
        case nil: return PageSession(.nobody, csrf: "", isDemonstration: isDemonstration)
        }
    }

    private static let largestForm = 100_000

    /// The fields of a posted form.
    func form() async throws -> FormFields {
        FormFields(parsing: String(decoding: try await edge.body(upTo: Self.largestForm) ?? [], as: UTF8.self))
    }
}

/// An answer of the portal with the headers that every page carries.
enum PortalResponse {
    /// The policy allows nothing but our own stylesheet and pictures in the page itself.
    private static let contentPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

    static func page(_ html: [UInt8], status: HTTPResponse.Status = .ok, cookies: [String] = []) -> Response {
        var response = bytes(html, type: "text/html; charset=utf-8", status: status)
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return response
    }

    /// A file as a source sent it: shown where browsers do so safely, otherwise saved.
    static func file(_ bytes: [UInt8], type: String) -> Response {
        let kind = type.prefix { $0 != ";" }.lowercased()
        let isShown = ["application/pdf", "image/jpeg", "image/png"].contains(kind)
        var response = Self.bytes(bytes, type: isShown ? kind : "application/octet-stream")
        response.headers[.contentDisposition] = isShown ? "inline" : "attachment"
        return response
    }

    static func redirect(_ address: String, cookies: [String] = []) -> Response {
        var response = Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
        for cookie in cookies { response.headers.append(HTTPField(name: .setCookie, value: cookie)) }
        return response
    }

    static func bytes(_ body: [UInt8], type: String, status: HTTPResponse.Status = .ok, cache: String = "no-store")
        -> Response
    {
        var headers: HTTPFields = [.contentType: type, .cacheControl: cache]
        let fixed = [
            ("Content-Security-Policy", contentPolicy), ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"), ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
        ]
        for (name, value) in fixed { if let name = HTTPField.Name(name) { headers[name] = value } }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
