// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel

/// One version of a resource as a store gives it back.
package struct StoredVersion: Sendable {
    /// What a version did.
    package enum Change: Int, Sendable {
        case created = 1
        case updated, deleted
    }

    package var id: ResourceID
    /// From 1.
    package var version: Int
    /// When it was recorded; strictly increasing within a store.
    package var lastUpdated: Timestamp
    package var change: Change
    /// The Patient id of the person it concerns; nil where it concerns none.
    package var person: String?
    package var labels: SensitivityLabels
    /// The resource; nil for a deletion.
    package var body: ResourceBody?

    /// A version; see the members.
    package init(
        id: ResourceID, version: Int, lastUpdated: Timestamp, change: Change, person: String?,
        labels: SensitivityLabels, body: ResourceBody?
    ) {
        self.id = id
        self.version = version
        self.lastUpdated = lastUpdated
        self.change = change
        self.person = person
        self.labels = labels
        self.body = body
    }

    /// The resource's JSON with `meta.versionId` and `meta.lastUpdated`; nil for a deletion.
    package var bytes: [UInt8]? { body?.stamped(version: version, lastUpdated: lastUpdated) }
}

/// A resource's JSON without the two members of `meta` that the server owns,
/// and the place where they belong.
package struct ResourceBody: Sendable, Equatable {
    /// How the stamp is fitted in at ``stampOffset``.
    package enum StampForm: UInt8, Sendable {
        /// Into a `meta` that is empty and the first member.
        case emptyMeta = 0
        /// At the front of a `meta` with members.
        case frontOfMeta
        /// As a new `meta` behind the member that ends there.
        case newMember
    }

    package var json: [UInt8]
    package var stampOffset: Int
    package var stampForm: StampForm

    /// A body; see the members.
    package init(json: [UInt8], stampOffset: Int, stampForm: StampForm) {
        self.json = json
        self.stampOffset = stampOffset
        self.stampForm = stampForm
    }

    /// Takes the server's members out of a resource and sets its id; all else
    /// stays as it came, but for white space between members.
    ///
    /// A `meta` without members of its own is left out and its place remembered: what was read
    /// and is sent back is the body it was, whether it first came with an empty `meta` or with none.
    package init(_ resource: Resource, id: String) throws(ResourceFailure) {
        var writer = JSONWriter(capacity: resource.node.range.count + 64)
        var stamp: (offset: Int, form: StampForm)?
        var afterID = 0
        let hasID = resource.node["id"] != nil
        writer.object { writer in
            for member in resource.node.children {
                if member.hasName("id") {
                    writer.member("id", id)
                    afterID = writer.bytes.count
                } else if member.hasName("meta") {
                    // Anything but an object holds nothing FHIR knows and has no place for the stamp.
                    guard member.isObject else { continue }
                    let kept = member.children.filter { !$0.hasName("versionId") && !$0.hasName("lastUpdated") }
                    if kept.isEmpty, writer.bytes.count > 1 {
                        stamp = (writer.bytes.count, .newMember)
                        continue
                    }
                    writer.object("meta") { writer in
                        stamp = (writer.bytes.count, kept.isEmpty ? .emptyMeta : .frontOfMeta)
                        for own in kept { writer.compactMember(own) }
                    }
                } else {
                    writer.compactMember(member)
                    if !hasID, member.hasName("resourceType") {
                        writer.member("id", id)
                        afterID = writer.bytes.count
                    }
                }
            }
        }
        json = writer.bytes
        stampOffset = stamp?.offset ?? afterID
        stampForm = stamp?.form ?? .newMember
    }

    /// The JSON with version and time of recording.
    package func stamped(version: Int, lastUpdated: Timestamp) -> [UInt8] {
        let stamp = #""versionId":"\#(version)","lastUpdated":"\#(lastUpdated.instant)""#
        var bytes: [UInt8] = []
        bytes.reserveCapacity(json.count + 96)
        bytes.append(contentsOf: json[..<stampOffset])
        switch stampForm {
        case .emptyMeta: bytes.append(contentsOf: stamp.utf8)
        case .frontOfMeta:
            bytes.append(contentsOf: stamp.utf8)
            bytes.append(UInt8(ascii: ","))
        case .newMember:
            bytes.append(contentsOf: #","meta":{"#.utf8)
            bytes.append(contentsOf: stamp.utf8)
            bytes.append(UInt8(ascii: "}"))
        }
        bytes.append(contentsOf: json[stampOffset...])
        return bytes
    }

    /// The resource, parsed again.
    package func resource() throws(ResourceFailure) -> Resource { try Resource(json) }
}
