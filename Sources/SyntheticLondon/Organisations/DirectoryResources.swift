// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Writes the resources that describe organisations, places, staff and feeds.
enum DirectoryResources {
    /// Everything a node's directory holds, organisations first, feeds last.
    static func make(node: String, _ organisations: Organisations) -> [[UInt8]] {
        let own = organisations.all.filter { $0.node == node }
        return own.map { organisation($0, organisations) } + own.flatMap(places) + own.flatMap(people)
            + own.flatMap { owner in owner.feeds.map { endpoint($0, owner) } }
    }

    private static func resource(
        _ type: String, _ id: String, node: String, labels: SensitivityLabels = [],
        _ body: (inout JSONWriter) -> Void
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 768)
        writer.object { resource in
            resource.member("resourceType", type)
            resource.member("id", id)
            resource.object("meta") { meta in
                meta.member("source", "urn:onelondon:feed:directory-\(node)")
                if !labels.isEmpty {
                    meta.array("security") { security in
                        for (label, code) in SensitivityLabels.codes where labels.contains(label) {
                            security.coding(SyntheticCodes.code(.sensitivity, code))
                        }
                    }
                }
            }
            body(&resource)
        }
        return writer.bytes
    }

    private static func labels(of owner: SyntheticOrganisation) -> SensitivityLabels {
        let telling: [SyntheticOrganisation.Kind] = [.sexualHealthClinic, .drugAndAlcoholService, .mentalHealthTrust]
        return telling.contains(owner.kind) ? owner.feeds[0].labels : []
    }

    private static func organisation(_ owner: SyntheticOrganisation, _ all: Organisations) -> [UInt8] {
        resource("Organization", owner.resourceID, node: owner.node, labels: labels(of: owner)) { writer in
            organisationExtensions(&writer, owner, all)
            writer.array("identifier") { identifiers in
                identifiers.object { identifier in
                    identifier.member("system", ODSCode.system)
                    identifier.member("value", owner.ods)
                }
            }
            writer.member("active", true)
            writer.concepts(
                "type",
                [
                    Concept(
                        SyntheticCodes.code(.organisationType, owner.kind == .council ? "govt" : "prov"),
                        SyntheticCodes.code(.organisationKind, owner.kind.code), text: owner.kind.title)
                ])
            writer.member("name", owner.name)
            writer.array("telecom") { telecoms in
                telecoms.object { telecom in
                    telecom.member("system", "phone")
                    telecom.member("value", "020 7946 0\(100 + owner.index % 900)")
                    telecom.member("use", "work")
                }
            }
            if let borough = owner.borough {
                writer.array("address") { addresses in
                    addresses.object { address in
                        address.array("line") { $0.string("\(1 + owner.index % 90) Synthetic Row") }
                        address.member("city", "London")
                        address.member("district", London.boroughs[borough].name)
                    }
                }
            }
            writer.reference("partOf", owner.partOf.map { all.all[$0].reference })
        }
    }

    /// Borough, and for a part of a trust who runs it.
    private static func organisationExtensions(
        _ writer: inout JSONWriter, _ owner: SyntheticOrganisation, _ all: Organisations
    ) {
        guard owner.borough != nil || owner.partOf != nil else { return }
        writer.array("extension") { extensions in
            if let borough = owner.borough {
                extensions.fhirExtension(JSONWriter.oneLondon("organization-borough")) {
                    $0.member("valueCode", London.boroughs[borough].code)
                }
            }
            if let parent = owner.partOf {
                extensions.fhirExtension(JSONWriter.oneLondon("organization-relation")) { relation in
                    relation.array("extension") { parts in
                        parts.fhirExtension("type") { $0.member("valueCode", "RE6") }
                        parts.fhirExtension("target") { $0.member("valueString", all.all[parent].ods) }
                    }
                }
            }
        }
    }

    /// The places of an organisation that encounters happen at.
    static func placeNames(_ kind: SyntheticOrganisation.Kind) -> [String] {
        switch kind {
        case .acuteTrust: ["Emergency Department", "Outpatients", "Acute Medical Unit", "Day Unit"]
        case .mentalHealthTrust: ["Community Mental Health Team Base", "Inpatient Ward"]
        default: ["Main site"]
        }
    }

    /// The reference of an organisation's place, by its position in ``placeNames(_:)``.
    static func place(_ owner: SyntheticOrganisation, _ number: Int) -> String {
        "Location/loc-\(owner.ods.lowercased())-\(number + 1)"
    }

    private static func places(_ owner: SyntheticOrganisation) -> [[UInt8]] {
        placeNames(owner.kind).enumerated().map { number, name in
            resource(
                "Location", "loc-\(owner.ods.lowercased())-\(number + 1)", node: owner.node, labels: labels(of: owner)
            ) {
                $0.member("status", "active")
                $0.member("name", "\(name), \(owner.name)")
                $0.member("mode", "instance")
                $0.reference("managingOrganization", owner.reference)
            }
        }
    }

    private static func people(_ owner: SyntheticOrganisation) -> [[UInt8]] {
        owner.staff.flatMap { member in
            let words = member.name.split(separator: " ").map(String.init)
            let hasTitle = words.first == "Dr"
            let person = resource("Practitioner", "prac-" + member.id, node: owner.node, labels: labels(of: owner)) {
                writer in
                writer.member("active", true)
                writer.array("name") { names in
                    names.object { name in
                        name.member("text", member.name)
                        name.member("family", words.dropFirst(hasTitle ? 2 : 1).joined(separator: " "))
                        name.array("given") { $0.string(words[hasTitle ? 1 : 0]) }
                        if hasTitle { name.array("prefix") { $0.string("Dr") } }
                    }
                }
            }
            let role = resource("PractitionerRole", "role-" + member.id, node: owner.node, labels: labels(of: owner)) {
                $0.member("active", true)
                $0.reference("practitioner", "Practitioner/prac-" + member.id, display: member.name)
                $0.reference("organization", owner.reference, display: owner.name)
                $0.concepts("code", .jobRole, member.role.jobRole, text: member.role.title)
            }
            return [person, role]
        }
    }

    /// A feed; its label says that its very name is sensitive, which a council's is not.
    private static func endpoint(_ feed: SyntheticFeed, _ owner: SyntheticOrganisation) -> [UInt8] {
        resource("Endpoint", feed.id, node: feed.node, labels: feed.kind == .asc ? [] : feed.labels) { writer in
            writer.array("extension") { extensions in
                extensions.fhirExtension(JSONWriter.oneLondon("feed-cadence")) {
                    $0.member("valueCode", feed.cadence.rawValue)
                }
                if let received = feed.lastReceived {
                    extensions.fhirExtension(JSONWriter.oneLondon("feed-last-received")) {
                        $0.member("valueInstant", received.instant)
                    }
                }
                for heading in feed.content {
                    extensions.fhirExtension(JSONWriter.oneLondon("feed-content")) { $0.member("valueCode", heading) }
                }
            }
            let status =
                switch feed.state {
                case .working, .late: "active"
                case .failed: "error"
                case .notConnected: "suspended"
                }
            writer.member("status", status)
            writer.key("connectionType")
            writer.coding(SyntheticCodes.code(.connectionType, "hl7-fhir-rest"))
            writer.member("name", feed.name)
            writer.reference("managingOrganization", owner.reference, display: owner.name)
            writer.array("payloadType") { $0.concept(Concept(text: feed.kind.profile.name)) }
            writer.member("address", "https://\(feed.id).feeds.onelondon.example/fhir")
        }
    }
}
