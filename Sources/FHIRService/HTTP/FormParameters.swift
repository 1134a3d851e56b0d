// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Names and values in `application/x-www-form-urlencoded` text.
package enum FormParameters {
    /// Reads a query string or a form.
    package static func parse(_ text: some StringProtocol) -> [(name: String, value: String)] {
        FormText.pairs(in: text)
    }

    /// The query string of names and values, with its `?`; empty where there are none.
    package static func queryText(_ parameters: [(name: String, value: String)]) -> String {
        guard !parameters.isEmpty else { return "" }
        return "?" + parameters.map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    static func read(_ request: FHIRRequest) throws(FHIRRefusal) -> [(name: String, value: String)] {
        guard
            request.headers.contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded")
                ?? request.body.isEmpty
        else {
            throw FHIRRefusal(415, .notSupported, "A search by POST is sent as application/x-www-form-urlencoded")
        }
        return parse(String(decoding: request.body, as: UTF8.self))
    }

    /// Percent-decodes; `+` is a space.
    package static func decode(_ text: some StringProtocol) -> String { FormText.decoded(text.utf8) }

    /// Percent-encodes all but letters, digits and `-._~`, and the `:|,/` that searches are full of.
    package static func encode(_ text: String) -> String { FormText.encoded(text, plain: ":|,/") }
}
