// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import SyntheticLondon
import Testing

/// The small London that tests look at, made once.
enum SampleLondon {
    /// 23 November 2026, half past nine.
    static let asOf = Timestamp(seconds: 1_795_426_200)
    static let london = SyntheticLondon(seed: 41, people: 400, asOf: asOf)
    static let people: [SyntheticPerson] = (0..<400).map(london.person)

    /// The person who plays a scenario.
    static func person(_ slug: String) throws -> SyntheticPerson {
        try #require(london.person(playing: slug))
    }

    /// Today in London as a FHIR date.
    static let today = LondonTime.reading(of: asOf).date.description
}

/// One resource with where it came from.
struct SentResource {
    let node: String
    let feed: SyntheticFeed
    let resource: Resource

    var reference: String { resource.reference ?? "" }
}

extension SyntheticPerson {
    /// Everything the sources send, parsed.
    func sent() throws -> [SentResource] {
        try records.flatMap { record in
            try record.resources.map { SentResource(node: record.node, feed: record.feed, resource: try Resource($0)) }
        }
    }

    /// The resources in which a hazard shows.
    func sent(_ hazard: SyntheticHazard) throws -> [SentResource] {
        let wanted = Set(truth.hazards.filter { $0.hazard == hazard }.flatMap(\.resources))
        return try sent().filter { wanted.contains(TruthReference(node: $0.node, reference: $0.reference)) }
    }
}

extension JSONNode {
    /// This value and everything inside it.
    var everything: [JSONNode] { [self] + children.flatMap(\.everything) }

    /// The codes inside, as `system|code`.
    var codings: [String] {
        everything.compactMap { node in
            guard let system = node["system"]?.string, let code = node["code"]?.string else { return nil }
            return system == "http://unitsofmeasure.org" ? nil : "\(system)|\(code)"
        }
    }

    /// A string that lies down a path of members; the first item of arrays.
    func text(_ path: String...) -> String? {
        var node: JSONNode? = self
        for name in path {
            node = node?[dynamic: name]
            if node?.isArray == true { node = node?[position: 0] }
        }
        return node?.string
    }
}

extension PersonTruth {
    /// How an organisation's Patient resource is described in the truth.
    func record(patient reference: String) -> HeldRecordTruth? {
        records.first { "Patient/" + $0.patient == reference }
    }
}
