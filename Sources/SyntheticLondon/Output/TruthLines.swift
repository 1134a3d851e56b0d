// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// The truth as lines of JSON.
enum TruthLines {
    static func person(_ truth: PersonTruth) -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        writer.object { line in
            line.member("person", truth.index)
            line.member("scenario", truth.scenario)
            line.member("nhsNumber", truth.nhsNumber)
            line.member("birthDate", truth.birthDate)
            line.member("sex", truth.sex)
            line.member("ethnicity", truth.ethnicity)
            line.member("borough", London.boroughs[truth.borough].code)
            line.member("deathDate", truth.deathDate)
            line.array("records") { records in
                for record in truth.records {
                    records.object { item in
                        item.member("node", record.node)
                        item.member("patient", record.patient)
                        item.member("organisation", record.organisation)
                        item.member("feed", record.feed)
                        item.member("received", record.isReceived)
                        item.member("number", record.number.rawValue)
                        item.member("birthDateCorrect", record.isBirthDateCorrect)
                        item.member("joinable", record.isJoinable)
                    }
                }
            }
        }
        return writer.bytes
    }

    static func hazard(_ truth: HazardTruth, _ person: PersonTruth) -> [UInt8] {
        var writer = JSONWriter(capacity: 512)
        writer.object { line in
            line.member("hazard", truth.hazard.number)
            line.member("slug", truth.hazard.rawValue)
            line.member("person", truth.person)
            line.member("scenario", person.scenario)
            line.member("expect", truth.hazard.expectation)
            references(&line, truth.resources)
        }
        return writer.bytes
    }

    static func duplicate(_ truth: DuplicateTruth) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.object { line in
            line.member("kind", truth.kind)
            line.member("person", truth.person)
            references(&line, truth.resources)
        }
        return writer.bytes
    }

    private static func references(_ line: inout JSONWriter, _ resources: [TruthReference]) {
        line.array("resources") { list in
            for resource in resources {
                list.object { item in
                    item.member("node", resource.node)
                    item.member("reference", resource.reference)
                }
            }
        }
    }

    /// Seed, people, moment and what was written.
    static func manifest(
        _ london: SyntheticLondon, _ files: [(name: String, lines: [String: Int], plain: Int, stored: Int)]
    ) -> [UInt8] {
        var writer = JSONWriter(capacity: 16_384)
        writer.object { manifest in
            manifest.member("generator", "SyntheticLondon")
            manifest.member("version", SyntheticLondon.version)
            manifest.member("seed", String(london.seed))
            manifest.member("people", london.people)
            manifest.member("asOf", london.asOf.instant)
            manifest.member("resources", files.reduce(0) { $0 + $1.lines.values.reduce(0, +) })
            manifest.array("areas") { areas in
                for area in London.areas {
                    areas.object { item in
                        item.member("code", area.code)
                        item.member("name", area.name)
                        item.member("validFrom", area.validFrom.description)
                        item.member("validTo", area.validTo?.description)
                        item.array("nodes") { list in for node in area.nodes { list.string(node) } }
                    }
                }
            }
            manifest.array("files") { list in
                for file in files {
                    list.object { item in
                        item.member("name", file.name)
                        item.member("plainBytes", file.plain)
                        item.member("storedBytes", file.stored)
                        item.object("counts") { counts in
                            for (type, count) in file.lines.sorted(by: { $0.key < $1.key }) {
                                counts.member(type, count)
                            }
                        }
                    }
                }
            }
        }
        return writer.bytes
    }
}
