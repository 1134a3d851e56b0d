// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Foundation

/// One entry of a batch or transaction as it came.
struct BundleEntry: Sendable {
    var position: Int
    var fullURL: String?
    var request: FHIRRequest
    var resource: Resource?

    /// Where the entry stands, for issues.
    var location: String { "Bundle.entry[\(position)]" }

    /// The request with the entry's resource as its body; a patch has a body of its own.
    var carrying: FHIRRequest {
        var request = request
        if let resource { request.body = resource.bytes }
        return request
    }

    /// Reads the entries of a Bundle.
    ///
    /// - Throws: a refusal that names the entry.
    static func read(_ bundle: Resource, request: FHIRRequest, base: String) throws -> [BundleEntry] {
        try bundle.items("entry").enumerated().map { position, entry in
            try read(entry, position: position, outer: request, base: base)
        }
    }

    /// What entries are to answer: nothing of resources that were written, unless it is asked for.
    private static func preference(of outer: FHIRRequest) -> String {
        guard let stated = outer.headers.prefer else { return "return=minimal" }
        return ReturnPreference.stated(in: stated) == nil ? stated + ", return=minimal" : stated
    }

    static func read(
        _ entry: JSONNode, position: Int, outer: FHIRRequest, base: String
    ) throws -> BundleEntry {
        let location = "Bundle.entry[\(position)]"
        guard let details = entry["request"], details.isObject else {
            throw FHIRRefusal(
                400, .required, "Each entry needs a request with method and url", at: "\(location).request")
        }
        guard let method = details["method"]?.string.flatMap(FHIRRequest.Method.init(rawValue:)) else {
            throw FHIRRefusal(
                400, .value, "The method is GET, HEAD, POST, PUT, PATCH or DELETE", at: "\(location).request.method")
        }
        guard var url = details["url"]?.string, !url.isEmpty else {
            throw FHIRRefusal(400, .required, "The request needs a url", at: "\(location).request.url")
        }
        if url.hasPrefix(base + "/") || url.hasPrefix(base + "?") { url = String(url.dropFirst(base.count)) }
        let parts = url.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard FormText.isWellFormed(url) else {
            throw FHIRRefusal(400, .value, "The url is not percent-encoded UTF-8", at: "\(location).request.url")
        }
        let path = Self.path(parts.first ?? "")
        let query = parts.count > 1 ? try FormParameters.parse(parts[1]) : []
        // The whole answer has the form that was asked for it.
        var request = FHIRRequest(
            method, path, query: query.filter { !FormParameters.areOfForm($0.name) }, caller: outer.caller)
        request.headers = FHIRHeaders(
            contentType: nil, ifMatch: details["ifMatch"]?.string, ifNoneMatch: details["ifNoneMatch"]?.string,
            ifModifiedSince: details["ifModifiedSince"]?.string, ifNoneExist: details["ifNoneExist"]?.string,
            prefer: preference(of: outer))
        var resource: Resource?
        if let node = entry["resource"] {
            do {
                resource = try Resource(node)
            } catch {
                throw FHIRRefusal(400, .structure, error.message, at: "\(location).resource")
            }
        }
        if method == .patch {
            (request.body, request.headers.contentType) = try patch(carriedBy: resource, at: location)
            resource = nil
        }
        // A search by POST has its parameters in the url; so may an operation.
        let isAsked = path.last.map { $0 == "_search" || $0.hasPrefix("$") } ?? false
        if method == .post && !isAsked || method == .put, resource == nil {
            throw FHIRRefusal(400, .required, "A \(method.rawValue) carries a resource", at: "\(location).resource")
        }
        return BundleEntry(position: position, fullURL: entry["fullUrl"]?.string, request: request, resource: resource)
    }

    /// The segments of a relative address, an empty one included, which is no id.
    private static func path(_ text: String) -> [String] {
        let relative = text.hasPrefix("/") ? text.dropFirst() : text[...]
        guard !relative.isEmpty else { return [] }
        return relative.split(separator: "/", omittingEmptySubsequences: false).map { FormParameters.decode($0) }
    }

    /// The patch of an entry and its media type: Parameters with a FHIRPath Patch, or a Binary with any patch as its data.
    private static func patch(
        carriedBy resource: Resource?, at location: String
    ) throws(FHIRRefusal) -> (body: [UInt8], contentType: String?) {
        if let resource, resource.type == "Parameters" { return (resource.bytes, ResourcePatch.parametersType) }
        guard let resource, resource.type == "Binary", let text = resource["data"]?.string,
            let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters)
        else {
            throw FHIRRefusal(
                400, .required,
                "A PATCH carries Parameters with a FHIRPath Patch, or a Binary with the patch as its data in base64",
                at: "\(location).resource")
        }
        return (Array(data), resource["contentType"]?.string)
    }
}
