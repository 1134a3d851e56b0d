// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Names and values in `application/x-www-form-urlencoded` text.
package enum FormParameters {
    /// Reads a query string or a form.
    ///
    /// - Throws: 400 where it is garbled, for a search for something else would find the wrong things or nothing.
    package static func parse(_ text: some StringProtocol) throws(FHIRRefusal) -> [(name: String, value: String)] {
        guard FormText.isWellFormed(text) else { throw garbled }
        return FormText.pairs(in: text)
    }

    /// What is told of an address or a form that is garbled.
    package static let garbled = FHIRRefusal(
        400, .value, "The address or form is not percent-encoded UTF-8: each % needs two hexadecimal digits behind it")

    /// The query string of names and values, with its `?`; empty where there are none.
    package static func queryText(_ parameters: [(name: String, value: String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    /// The parameters in the body of a search by POST, without those that only speak of the form.
    static func read(_ request: FHIRRequest) throws(FHIRRefusal) -> [(name: String, value: String)] {
        guard isForm(request) || request.headers.contentType == nil && request.body.isEmpty else {
            throw FHIRRefusal(415, .notSupported, "A search by POST is sent as application/x-www-form-urlencoded")
        }
        return try own(of: request).filter { !areOfForm($0.name) }
    }

    /// All parameters in the body of a search by POST; none where there is none.
    static func own(of request: FHIRRequest) throws(FHIRRefusal) -> [(name: String, value: String)] {
        guard request.method == .post, request.path.last == "_search", isForm(request) else { return [] }
        guard request.headers.contentType.map({ MediaType($0).isUTF8 }) ?? true else {
            throw FHIRRefusal(415, .notSupported, "Send the form as UTF-8", at: "http.Content-Type")
        }
        return try parse(String(decoding: request.body, as: UTF8.self))
    }

    private static func isForm(_ request: FHIRRequest) -> Bool {
        request.headers.contentType.map { MediaType($0).name == "application/x-www-form-urlencoded" } ?? false
    }

    /// Whether a parameter speaks of the form of the answer and not of its content.
    static func areOfForm(_ name: String) -> Bool { name == "_format" || name == "_pretty" }

    /// Percent-decodes; `+` is a space.
    package static func decode(_ text: some StringProtocol) -> String { FormText.decoded(String(text)[...]) }

    /// Percent-encodes all but letters, digits and `-._~`, and the `:|,/` that searches are full of.
    package static func encode(_ text: String) -> String { FormText.encoded(text, plain: ":|,/") }
}
