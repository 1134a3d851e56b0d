// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Exchange
internal import FHIRModel

/// A gathered record without the person's addresses and numbers, and without numbers of contacts that tell a place.
///
/// It stands in while a node is silent that may protect the address: organisations and names of contacts stay.
struct AddressFreeCopy {
    private let gathered: GatheredRecord
    /// The person's own numbers, which contacts may share.
    private let ownNumbers: Set<String>

    init(_ gathered: GatheredRecord) {
        self.gathered = gathered
        let own = gathered.items.filter { $0.resource.type == "Patient" }.flatMap { $0.resource.items("telecom") }
        ownNumbers = Set(own.compactMap { $0["value"]?.string.map(Self.digits) })
    }

    /// The copy.
    func record() -> GatheredRecord {
        var copy = gathered
        copy.items = gathered.items.compactMap { item in
            guard ["Patient", "RelatedPerson"].contains(item.resource.type) else { return item }
            var writer = JSONWriter(capacity: item.resource.document.byteCount)
            write(item.resource.node, isPatient: item.resource.type == "Patient", isTop: true, &writer)
            guard let resource = try? Resource(writer.bytes) else { return nil }
            var item = item
            item.resource = resource
            return item
        }
        return copy
    }

    private func write(_ object: JSONNode, isPatient: Bool, isTop: Bool, _ writer: inout JSONWriter) {
        writer.object { writer in
            for member in object.children {
                guard let name = member.name else { continue }
                switch name {
                case "text" where isTop: continue  // the narrative repeats everything
                case "address" where isTop && isPatient: addresses(member, &writer)
                case _ where name.hasSuffix("ddress"): continue
                case "telecom": if !(isTop && isPatient) { numbers(member, &writer) }
                default:
                    writer.key(name)
                    write(value: member, isPatient, &writer)
                }
            }
        }
    }

    private func write(value: JSONNode, _ isPatient: Bool, _ writer: inout JSONWriter) {
        switch value.kind {
        case .object: write(value, isPatient: isPatient, isTop: false, &writer)
        case .array: writer.array { for element in value.children { write(value: element, isPatient, &$0) } }
        default: writer.node(value)
        }
    }

    /// Since when the person lives there: what was noted for an earlier home goes with it.
    private func addresses(_ list: JSONNode, _ writer: inout JSONWriter) {
        writer.array("address") { writer in
            for address in list.itemsOfSelf {
                writer.object { writer in
                    for name in ["use", "period"] {
                        guard let member = address[dynamic: name] else { continue }
                        writer.key(name)
                        writer.node(member)
                    }
                }
            }
        }
    }

    /// Mobile numbers of contacts, which tell no place.
    private func numbers(_ list: JSONNode, _ writer: inout JSONWriter) {
        let kept = list.itemsOfSelf.filter { telecom in
            guard let digits = telecom["value"]?.string.map(Self.digits) else { return false }
            return digits.hasPrefix("07") && !ownNumbers.contains(digits)
        }
        guard !kept.isEmpty else { return }
        writer.array("telecom") { writer in for telecom in kept { writer.node(telecom) } }
    }

    /// The digits of a number as they are dialled in the country.
    private static func digits(_ text: String) -> String {
        let digits = text.filter(\.isNumber)
        let code = ["0044", "44"].first { digits.hasPrefix($0) }
        return code.map { "0" + digits.dropFirst($0.count) } ?? digits
    }
}
