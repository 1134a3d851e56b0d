// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Foundation

/// A Binary as what it holds: content of any type instead of a resource.
struct BinaryContent {
    /// Most bytes of content: as base64 it must fit into a resource.
    static let largest = (JSONLimits.standard.byteCount - 2_000) / 4 * 3

    /// The resource as JSON.
    let json: [UInt8]

    /// The Binary of a body that is no resource.
    ///
    /// JSON and XML under their general names may be either; they are a resource where they hold a Binary.
    /// nil where the body is a resource.
    init?(_ request: FHIRRequest, _ type: MediaType) throws(FHIRRefusal) {
        guard FHIRForm.fhir(type) == nil else { return nil }
        if let form = FHIRForm.stated(by: type), Self.holdsBinary(request.body, form) { return nil }
        guard request.body.count <= Self.largest else { throw .bodyTooLarge(request.path) }
        guard type.isWellFormed, let contentType = Self.headerText(request.headers.contentType) else {
            throw FHIRRefusal(415, .value, "Content-Type is a media type, as application/pdf", at: "http.Content-Type")
        }
        let context = try Self.securityContext(of: request)
        var writer = JSONWriter(capacity: request.body.count * 4 / 3 + 300)
        writer.object { writer in
            writer.member("resourceType", "Binary")
            if request.path.count == 2 { writer.member("id", request.path[1]) }
            writer.member("contentType", contentType)
            if let context { writer.object("securityContext") { $0.member("reference", context) } }
            if !request.body.isEmpty {
                writer.key("data")
                let quote = [UInt8(ascii: "\"")]
                writer.raw(quote + Data(request.body).base64EncodedData() + quote)
            }
        }
        json = writer.bytes
    }

    private static func holdsBinary(_ body: [UInt8], _ form: FHIRForm) -> Bool {
        let resource = try? form == .json ? Resource(body) : XMLResourceReader().resource(body)
        return resource?.type == "Binary"
    }

    /// What the Binary is to be protected like.
    private static func securityContext(of request: FHIRRequest) throws(FHIRRefusal) -> String? {
        guard let stated = request.headers.securityContext, !stated.isEmpty else { return nil }
        guard let text = headerText(stated), !text.contains(" "), isReference(text) else {
            throw FHIRRefusal(
                400, .value, "X-Security-Context is a reference to a resource, as Patient/1",
                at: "http.X-Security-Context")
        }
        return text
    }

    /// Whether a text names a resource, of this server or by its whole address.
    private static func isReference(_ text: String) -> Bool {
        switch ReferenceTarget(text) {
        case .local: true
        case .contained: false
        case .external(let address): address.hasPrefix("https://") || address.hasPrefix("http://")
        }
    }

    /// The text of a header, on one line and in ASCII; nil where it has anything else.
    private static func headerText(_ text: String?) -> String? {
        let words = (text ?? "").split(separator: " ").joined(separator: " ")
        guard (1...500).contains(words.utf8.count), words.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else {
            return nil
        }
        return words
    }

    // MARK: Answers

    /// The answer with what its Binary holds as the body; nil where that is no base64.
    ///
    /// What others have stored is never run in a browser as if it were ours.
    static func answer(_ response: FHIRResponse) -> FHIRResponse? {
        guard let binary = try? Resource(response.body) else { return nil }
        let data = (binary["data"]?.string ?? "").utf8.filter { !$0.isSpace }
        guard let content = Data(base64Encoded: Data(data)) else { return nil }
        var answer = response
        answer.body = Array(content)
        answer.headers.removeAll { $0.name == "Content-Type" }
        answer.headers.append(("Content-Type", contentType(of: binary)))
        answer.headers.append(("X-Content-Type-Options", "nosniff"))
        answer.headers.append(("Content-Security-Policy", "default-src 'none'; sandbox"))
        if let context = headerText(binary["securityContext"]?["reference"]?.string) {
            answer.headers.append(("X-Security-Context", context))
        }
        return answer
    }

    private static func contentType(of binary: Resource) -> String {
        guard let text = headerText(binary["contentType"]?.string), text.contains("/") else {
            return "application/octet-stream"
        }
        return text
    }

    /// The answer where a Binary cannot be given as what it holds.
    static func unreadable(_ response: FHIRResponse) -> FHIRResponse {
        var refusal =
            FHIRRefusal(
                406, .notSupported, "The data of this Binary is no base64; ask for it as application/fhir+json",
                at: "Binary.data"
            ).response
        refusal.disclosure = response.disclosure
        return refusal
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
