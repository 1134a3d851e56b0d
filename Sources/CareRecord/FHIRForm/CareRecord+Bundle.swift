// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
internal import CareTypes
package import Directory
package import Exchange
internal import FHIRModel
internal import Terminology

extension CareRecord {
    /// The record as FHIR: a collection Bundle.
    ///
    /// It holds, in this order: the completeness contract as a `Parameters` resource; every item of the record, bytes
    /// as received; a `Provenance` for each item with source organisation, feed and the time it was received; and the
    /// organisations, practitioners and places that items refer to.
    ///
    /// The contract is `Parameters` because it speaks about the answer and not about the person: one part `source` for
    /// each line, with `name`, `organisation`, `feed`, `state`, `content`, `lastReceived` and `items`; beside them
    /// `gatheredAt`, `hiddenItems`, `possibleOtherRecords` and `correlationId`. For a person with a protected address
    /// everything that tells a place is left out, as on pages; while a node that may protect the address is silent, the
    /// person's addresses and numbers are.
    ///
    /// Addresses of entries start with the node's address in the directory, so that references lead to entries of the
    /// same node; a node that the directory does not list, and every node of a protected person, has a neutral one.
    package static func bundle(
        _ gathered: GatheredRecord, directory: DirectorySnapshot = DirectorySnapshot(areas: [])
    ) -> [UInt8] {
        let protection = gathered.addressProtection
        let isProtected = protection == .protected
        let form = BundleForm(
            gathered.protected(protection, directory).withSensitiveNamesReplaced(),
            directory: isProtected ? DirectorySnapshot(areas: []) : directory, areNodesNamed: !isProtected)
        return form.bytes()
    }
}

/// Writes a gathered record as a Bundle.
private struct BundleForm {
    private let gathered: GatheredRecord
    private let directory: DirectorySnapshot
    private let bases: [String: String]
    private let lines: [String: SourceLine]

    init(_ gathered: GatheredRecord, directory: DirectorySnapshot, areNodesNamed: Bool) {
        self.gathered = gathered
        self.directory = directory
        let nodes = Set((gathered.items + gathered.context).map(\.node)).sorted()
        bases = Dictionary(
            nodes.enumerated().map { position, node in
                let listed = directory.nodes.first { $0.id == node }?.baseURL
                let neutral = areNodesNamed ? node : "\(position + 1)"
                return (node, listed ?? "https://fhir.onelondon.example/node/\(neutral)")
            }
        ) { first, _ in first }
        lines = Dictionary(gathered.sources.map { ("\($0.node)|\($0.feed ?? "")", $0) }) { first, _ in first }
    }

    func bytes() -> [UInt8] {
        let size = (gathered.items + gathered.context).reduce(0) { $0 + $1.resource.document.byteCount + 700 }
        var writer = JSONWriter(capacity: size + 4_000)
        writer.object { bundle in
            bundle.member("resourceType", "Bundle")
            bundle.member("type", "collection")
            bundle.member("timestamp", gathered.gatheredAt.instant)
            bundle.array("entry") { entries in
                entries.object { entry in
                    entry.member("fullUrl", "urn:onelondon:completeness:\(gathered.correlationID)")
                    entry.key("resource")
                    contract(&entry)
                }
                for item in gathered.items { self.entry(item, &entries) }
                for item in gathered.items { provenance(item, &entries) }
                for item in gathered.context { self.entry(item, &entries) }
            }
        }
        return writer.bytes
    }

    private func address(_ item: RecordItem) -> String {
        "\(bases[item.node] ?? "https://fhir.onelondon.example/node")/\(item.resource.reference ?? item.resource.type)"
    }

    private func entry(_ item: RecordItem, _ writer: inout JSONWriter) {
        writer.object { entry in
            entry.member("fullUrl", address(item))
            entry.key("resource")
            entry.node(item.resource.node)
        }
    }

    private func provenance(_ item: RecordItem, _ writer: inout JSONWriter) {
        let line = lines["\(item.node)|\(item.feed ?? "")"]
        let code = item.organisation?.text
        let name = line?.name ?? item.organisation.flatMap { directory.organisations[$0]?.name }
        writer.object { entry in
            entry.member("fullUrl", address(item) + "/provenance")
            entry.object("resource") { provenance in
                provenance.member("resourceType", "Provenance")
                provenance.array("target") { targets in targets.object { $0.member("reference", address(item)) } }
                provenance.member("recorded", item.received.instant)
                provenance.array("agent") { agents in
                    agents.object { agent in
                        agent.object("type") { type in
                            type.array("coding") { codings in
                                codings.object { coding in
                                    coding.member(
                                        "system", "http://terminology.hl7.org/CodeSystem/provenance-participant-type")
                                    coding.member("code", "custodian")
                                }
                            }
                        }
                        agent.object("who") { who in
                            who.member("type", "Organization")
                            identifier(CodeSystemURI.odsOrganisation, code, &who)
                            who.member("display", name ?? code ?? "Source not named")
                        }
                    }
                }
                if let feed = item.feed {
                    provenance.array("entity") { entities in
                        entities.object { entity in
                            entity.member("role", "source")
                            entity.object("what") { identifier("urn:onelondon:feed", feed, &$0) }
                        }
                    }
                }
            }
        }
    }

    private func identifier(_ system: String, _ value: String?, _ writer: inout JSONWriter) {
        guard let value else { return }
        writer.object("identifier") { identifier in
            identifier.member("system", system)
            identifier.member("value", value)
        }
    }

    /// The completeness contract.
    private func contract(_ writer: inout JSONWriter) {
        writer.object { parameters in
            parameters.member("resourceType", "Parameters")
            parameters.array("parameter") { list in
                Self.value("gatheredAt", "valueInstant", gathered.gatheredAt.instant, &list)
                Self.value("correlationId", "valueString", gathered.correlationID, &list)
                Self.count("hiddenItems", gathered.hiddenItems, &list)
                Self.count("possibleOtherRecords", gathered.possibleOtherRecords, &list)
                for line in gathered.sources { source(line, &list) }
            }
        }
    }

    private func source(_ line: SourceLine, _ writer: inout JSONWriter) {
        writer.object { parameter in
            parameter.member("name", "source")
            parameter.array("part") { parts in
                Self.value("name", "valueString", line.name, &parts)
                Self.value("organisation", "valueString", line.organisation?.text, &parts)
                Self.value("feed", "valueString", line.isNameSensitive ? nil : line.feed, &parts)
                Self.value("state", "valueCode", line.state.rawValue, &parts)
                for section in line.content.sorted() { Self.value("content", "valueCode", section.rawValue, &parts) }
                Self.value("lastReceived", "valueInstant", line.lastReceived?.instant, &parts)
                Self.count("items", line.itemCount, &parts)
            }
        }
    }

    private static func value(_ name: String, _ type: String, _ value: String?, _ writer: inout JSONWriter) {
        guard let value else { return }
        writer.object { parameter in
            parameter.member("name", name)
            parameter.member(type, value)
        }
    }

    private static func count(_ name: String, _ value: Int, _ writer: inout JSONWriter) {
        writer.object { parameter in
            parameter.member("name", name)
            parameter.member("valueInteger", value)
        }
    }
}
