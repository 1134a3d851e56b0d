// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The bytes of one event in the log: compact JSON with a fixed member order.
///
/// Version 1. Members without a value are left out. A new member is added at
/// the end and needs no new version; a changed meaning does.
package struct AuditLeaf {
    static let version = 1

    /// The event without persons, and with only those texts that are not sealed.
    var event: AuditEvent
    var commitments: [PersonCommitment]
    /// Sealed texts of the only person concerned.
    var sealed: String?

    /// An event as it may be kept; the salts make its commitments and sealed texts.
    init(_ event: AuditEvent, salts: [PersonSalt]) throws {
        var kept = event
        commitments = zip(event.persons, salts).map { $1.commitment(to: $0) }
        let privateText = SealedText(
            explanation: event.explanation, actorName: event.actor.isNamePrivate ? event.actor.displayName : nil)
        if !privateText.isEmpty {
            if let salt = salts.first, let commitment = commitments.first, salts.count == 1 {
                sealed = try salt.seal(privateText.encoded(), for: commitment)
            } else if event.explanation != nil {
                throw AuditFailure(.event, "An explanation can only be kept for an event about one person.")
            }
        }
        kept.explanation = nil
        if event.actor.isNamePrivate { kept.actor.displayName = nil }
        kept.references = event.references.filter { Self.mayKeep($0, concerning: event.persons) }
        kept.persons = []
        self.event = kept
    }

    /// A reference that names a person would still name them after an erasure.
    private static func mayKeep(_ reference: String, concerning persons: [String]) -> Bool {
        guard !reference.hasPrefix("Patient/") else { return false }
        return !persons.contains { reference.utf8.count > $0.utf8.count && reference.hasSuffix("/" + $0) }
    }

    /// The leaf that the bytes hold; nil where they are no leaf of a known version.
    package init?(_ bytes: [UInt8], position: LogPosition) {
        guard let root = try? JSONDocument.parse(bytes).root, root.integer("version") == Self.version,
            let event = AuditEvent(root)
        else { return nil }
        self.event = event
        self.event.position = position
        commitments = root.texts("persons").map { PersonCommitment(text: $0) }
        sealed = root["sealed"]?.string
    }

    /// Only the commitments of a leaf, for indexes; empty where the bytes are no leaf.
    static func commitments(in bytes: UnsafeRawBufferPointer) -> [PersonCommitment] {
        guard let root = try? JSONDocument.parse(bytes).root, root.integer("version") == Self.version else { return [] }
        return root.items("persons").compactMap { $0.string.map(PersonCommitment.init) }
    }

    /// The event with its sealed texts, where the salt fits.
    func opened(with salt: PersonSalt, for commitment: PersonCommitment) -> AuditEvent {
        guard let sealed, let bytes = salt.open(sealed, for: commitment) else { return event }
        let text = SealedText(bytes)
        var opened = event
        opened.explanation = text.explanation
        if opened.actor.isNamePrivate { opened.actor.displayName = text.actorName }
        return opened
    }

    /// The bytes to keep.
    package func encoded() -> [UInt8] {
        var json = JSONWriter(capacity: 768)
        json.object { json in
            json.member("version", Self.version)
            json.key("time")
            json.integer(event.time.microseconds)
            json.member("action", event.action.rawValue)
            json.member("outcome", event.outcome.rawValue)
            json.texts("reasons", event.reasons)
            json.object("actor") { event.actor.write(to: &$0) }
            json.member("purpose", event.purpose.rawValue)
            json.member("network", event.network.rawValue)
            json.member("correlation", event.correlation)
            json.member("node", event.node)
            json.texts("touched", event.touched.map { "\($0.count) \($0.what)" })
            json.texts("references", event.references.map(withoutNHSNumbers))
            json.member("query", event.query.map(withoutNHSNumbers))
            json.member("policy", event.policyVersion)
            if event.isWithheldFromPerson { json.member("withheldFromPerson", true) }
            json.texts("persons", commitments.map(\.text))
            json.member("sealed", sealed)
        }
        return json.bytes
    }
}

/// Texts that only the events of one person may show.
private struct SealedText {
    var explanation: String?
    var actorName: String?

    init(explanation: String?, actorName: String?) {
        self.explanation = explanation
        self.actorName = actorName
    }

    init(_ bytes: [UInt8]) {
        let root = try? JSONDocument.parse(bytes).root
        explanation = root?["explanation"]?.string
        actorName = root?["actorName"]?.string
    }

    var isEmpty: Bool { explanation == nil && actorName == nil }

    func encoded() -> [UInt8] {
        var json = JSONWriter(capacity: 128)
        json.object {
            $0.member("explanation", explanation)
            $0.member("actorName", actorName)
        }
        return json.bytes
    }
}

extension AuditEvent {
    fileprivate init?(_ root: JSONNode) {
        guard let time = root.integer("time"), let action = root["action"]?.string,
            let outcome = root["outcome"]?.string.flatMap(AuditOutcome.init), let purpose = root["purpose"]?.string,
            let network = root["network"]?.string, let correlation = root["correlation"]?.string,
            let node = root["node"]?.string, let actor = root["actor"].flatMap(AuditActor.init)
        else { return nil }
        self.init(
            time: Timestamp(microseconds: Int64(time)), action: AuditAction(rawValue: action), outcome: outcome,
            actor: actor, purpose: AuditPurpose(rawValue: purpose), network: NetworkOrigin(rawValue: network),
            correlation: correlation, node: node, persons: [])
        reasons = root.texts("reasons")
        touched = root.texts("touched").compactMap { text in
            let parts = text.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let count = Int(parts[0]) else { return nil }
            return AuditTouch(String(parts[1]), count: count)
        }
        references = root.texts("references")
        query = root["query"]?.string
        policyVersion = root["policy"]?.string
        isWithheldFromPerson = root["withheldFromPerson"]?.bool ?? false
    }
}

extension AuditActor {
    fileprivate init?(_ node: JSONNode) {
        guard let kind = node["kind"]?.string.flatMap(Kind.init), let userID = node["id"]?.string else { return nil }
        self.init(
            kind, userID: userID, displayName: node["name"]?.string, role: node["role"]?.string,
            organisation: node["organisation"]?.string.flatMap { ODSCode($0) },
            organisationName: node["organisationName"]?.string, basis: node["basis"]?.string)
        isNameWithheld = node["nameWithheld"]?.bool ?? false
    }

    fileprivate func write(to json: inout JSONWriter) {
        json.member("kind", kind.rawValue)
        json.member("id", userID)
        json.member("name", displayName.map(withoutNHSNumbers))
        json.member("role", role)
        json.member("organisation", organisation?.text)
        json.member("organisationName", organisationName.map(withoutNHSNumbers))
        json.member("basis", basis)
        if isNameWithheld { json.member("nameWithheld", true) }
    }
}

extension JSONNode {
    fileprivate func integer(_ name: StaticString) -> Int? {
        self[name]?.numberText.flatMap { Int($0) }
    }

    fileprivate func texts(_ name: StaticString) -> [String] {
        items(name).compactMap(\.string)
    }
}

extension JSONWriter {
    fileprivate mutating func texts(_ name: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        array(name) { json in
            for value in values { json.string(value) }
        }
    }
}

/// The text with every valid NHS number in it hidden.
///
/// Digits that belong to a longer word are left alone.
func withoutNHSNumbers(_ text: String) -> String {
    guard text.utf8.count >= 10 else { return text }
    var hidden: [UInt8] = []
    var word: [UInt8] = []
    var changed = false
    for byte in Array(text.utf8) + [0] {
        if isLetterOrDigit(byte) {
            word.append(byte)
            continue
        }
        if word.count == 10, word.allSatisfy({ $0 <= UInt8(ascii: "9") }),
            (try? NHSNumber(String(decoding: word, as: UTF8.self))) != nil
        {
            word = Array("hidden-number".utf8)
            changed = true
        }
        hidden += word
        hidden.append(byte)
        word.removeAll(keepingCapacity: true)
    }
    return changed ? String(decoding: hidden.dropLast(), as: UTF8.self) : text
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), 0x80...:
        true
    default: false
    }
}
