// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import FHIRService

extension FileTask {
    /// The resources of a document, numbered from 1.
    func entries(of document: Resource) -> [RawLine] {
        guard document.type == "Bundle" else { return [RawLine(number: 1, text: document.bytes)] }
        return document.items("entry").enumerated().map { position, entry in
            RawLine(
                number: position + 1, text: entry["resource"]?.bytes ?? [], fullURL: entry["fullUrl"]?.string)
        }
    }

    /// What the entries of a collection call each other, with the addresses they are stored at.
    ///
    /// Of two entries with one `fullUrl` the first has it.
    func addresses(in document: Resource) -> [String: String] {
        guard document.type == "Bundle" else { return [:] }
        var addresses: [String: String] = [:]
        for (position, entry) in document.items("entry").enumerated() {
            guard let fullURL = entry["fullUrl"]?.string, let type = entry["resource"]?["resourceType"]?.string else {
                continue
            }
            let id = entry["resource"]?["id"]?.string ?? generatedID(line: position + 1)
            if addresses[fullURL] == nil { addresses[fullURL] = "\(type)/\(id)" }
        }
        return addresses
    }

    /// A resource of a Bundle with its references to other entries made references to what is stored.
    ///
    /// - Throws: where its own `fullUrl` is that of another resource, so no one knows which one is meant.
    func resolved(
        _ resource: Resource, id: String, fullURL: String?, _ addresses: [String: String]
    ) throws -> Resource {
        if let fullURL, let owner = addresses[fullURL], owner != "\(resource.type)/\(id)" {
            throw ImportFailure("two entries have the same fullUrl; give each its own")
        }
        return try importer.service.resolvingReferences(of: resource, addresses: addresses, fullURL: fullURL)
    }
}
