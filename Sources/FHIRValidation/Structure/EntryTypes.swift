// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel

/// The types of a Bundle's entries by their `fullUrl`.
final class EntryTypes {
    private let bundle: JSONNode?
    private lazy var types = read()

    init(_ resource: Resource) { bundle = resource.type == "Bundle" ? resource.node : nil }

    subscript(_ address: String) -> String? { bundle == nil ? nil : types[address] }

    private func read() -> [String: String] {
        var types: [String: String] = [:]
        guard let bundle else { return types }
        for entry in bundle.items("entry") {
            if let url = entry["fullUrl"]?.string, let type = entry["resource"]?["resourceType"]?.string {
                types[url] = type
            }
        }
        return types
    }
}
