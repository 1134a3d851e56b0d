// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Directory
import Exchange
import Foundation
import Identity
import RecordStore
import Testing

/// What a test puts into a node: organisations, their feeds and records, as text.
enum SmallNodes {
    static let number = "9990000018"
    static let born = "1961-02-03"

    /// The person whom most of these tests are about.
    static func person(_ number: String = number, born: String = born) throws -> TracedPerson {
        TracedPerson(number: try NHSNumber(number), birthDate: try #require(CivilDate(born)))
    }

    /// Stores of nodes, by id.
    static func stores(_ nodes: [String: [String]]) async throws -> [String: MemoryStore] {
        var stores: [String: MemoryStore] = [:]
        for (node, resources) in nodes {
            stores[node] = try await SyntheticNodes.store(of: resources.map { Array($0.utf8) })
        }
        return stores
    }

    private static func security(_ label: String?) -> String {
        label.map { #""security":[{"system":"\#(DirectoryExtension.sensitivitySystem)","code":"\#($0)"}]"# } ?? ""
    }

    /// An organisation; `operatedBy` with the day since when, as in `X99 2020-01-01`, and until when.
    static func organisation(
        _ code: String, kind: String = "acute-trust", operatedBy: String? = nil, label: String? = nil,
        until end: String? = nil
    ) -> String {
        let parts = operatedBy?.split(separator: " ").map(String.init) ?? []
        let period =
            parts.count > 1 ? #","start":"\#(parts[1])""# + (parts.count > 2 ? #","end":"\#(parts[2])""# : "") : ""
        let relation = parts.first.map {
            #"{"url":"\#(DirectoryExtension.relation)","extension":["#
                + #"{"url":"type","valueCode":"RE6"},{"url":"target","valueCode":"\#($0)"},"#
                + #"{"url":"period","valuePeriod":{\#(period.dropFirst())}}]}"#
        }
        let existence = end.map {
            #"{"url":"\#(DirectoryExtension.validity)","valuePeriod":{"end":"\#($0)"}}"#
        }
        let extensions = [relation, existence].compactMap(\.self).joined(separator: ",")
        return #"{"resourceType":"Organization","id":"org-\#(code)","meta":{\#(security(label))},"#
            + #""identifier":[{"system":"\#(ODSCode.system)","value":"\#(code)"}],"#
            + #""name":"Organisation \#(code)","type":[{"coding":[{"code":"\#(kind)"}]}],"extension":[\#(extensions)]}"#
    }

    /// A live feed, `f-` and its name; received so many minutes ago, or never.
    static func feed(
        _ name: String, of organisation: String, minutesAgo: Int? = 1, status: String = "active",
        content: [String] = ["medicines"]
    ) -> String {
        let received = minutesAgo.map { minutes in
            let at = Date(timeIntervalSince1970: Double((SyntheticNodes.asOf - .seconds(minutes * 60)).seconds))
            return #",{"url":"\#(DirectoryExtension.feedLastReceived)","valueInstant":"\#(at.formatted(.iso8601))"}"#
        }
        let sent = content.map { #",{"url":"\#(DirectoryExtension.feedContent)","valueCode":"\#($0)"}"# }.joined()
        return #"{"resourceType":"Endpoint","id":"f-\#(name)","status":"\#(status)","name":"Feed \#(name)","#
            + #""managingOrganization":{"reference":"Organization/org-\#(organisation)"},"extension":["#
            + #"{"url":"\#(DirectoryExtension.feedCadence)","valueCode":"live"}\#(received ?? "")\#(sent)]}"#
    }

    /// A Patient that a feed sent; without a number where it is nil, with a protected address where it is said.
    static func patient(
        _ id: String, feed: String, number: String? = number, family: String = "Okafor", given: String = "Ada",
        gender: String = "female", born: String = born, postcode: String = "SE1 4KV", isProtected: Bool = false
    ) -> String {
        let identifier = number.map {
            #","identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"\#($0)"}]"#
        }
        let mark =
            isProtected
            ? #","security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-Confidentiality","code":"R"}]"# : ""
        return #"{"resourceType":"Patient","id":"\#(id)","meta":{"source":"urn:onelondon:feed:f-\#(feed)"\#(mark)}"#
            + #"\#(identifier ?? ""),"name":[{"use":"official","family":"\#(family)","given":["\#(given)"]}],"#
            + #""gender":"\#(gender)","birthDate":"\#(born)","address":[{"postalCode":"\#(postcode)"}]}"#
    }

    /// A visit last week.
    static func encounter(_ id: String, of patient: String, feed: String) -> String {
        #"{"resourceType":"Encounter","id":"\#(id)","meta":{"source":"urn:onelondon:feed:f-\#(feed)"},"#
            + #""status":"finished","class":{"code":"AMB"},"subject":{"reference":"Patient/\#(patient)"},"#
            + #""period":{"start":"2026-11-16T10:00:00Z","end":"2026-11-16T11:00:00Z"}}"#
    }

    /// A repeat medicine.
    static func medicine(_ id: String, of patient: String, feed: String) -> String {
        #"{"resourceType":"MedicationRequest","id":"\#(id)","meta":{"source":"urn:onelondon:feed:f-\#(feed)"},"#
            + #""status":"active","intent":"order","medicationCodeableConcept":{"text":"Ramipril"},"#
            + #""subject":{"reference":"Patient/\#(patient)"}}"#
    }
}
