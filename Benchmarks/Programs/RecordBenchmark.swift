// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Foundation
import ProcessTesting

/// Clinicians at work on the pages of an exchange with five nodes, all of them processes of their own, with audit on.
///
/// Each opens the records of many people in turn; a page is timed from the request to its last byte.
struct RecordBenchmark {
    var people = 2_000
    var clinicians = 10
    /// Records that each clinician opens.
    var records = 20
    /// How long each part is measured.
    var seconds = 20

    func run() async throws {
        print("people \(people), nodes 5, clinicians \(clinicians), records each \(records), \(seconds) s a part")
        let london = try await TrialLondon(people: people)
        let wards = try await open(london)
        let part = Duration.seconds(seconds)
        Self.report("record page", try await Self.measure(wards, for: part) { $0 })
        Self.report("FHIR form", try await Self.measure(wards, for: part) { $0 + "/fhir" })
        london.nodes["nel"]?.stall()
        Self.report("record page, one node stalled", try await Self.measure(wards, for: part) { $0 })
        london.nodes["nel"]?.goOn()
        _ = await london.stop()
    }

    /// A clinician with the paths of open records.
    private struct Ward: Sendable {
        var visitor: Visitor
        var paths: [String]
    }

    private func open(_ london: TrialLondon) async throws -> [Ward] {
        let everyone = try Self.people(of: london)
        let started = ContinuousClock.now
        var opening: [Duration] = []
        var wards: [Ward] = []
        for clinician in 0..<clinicians {
            let visitor = Visitor(site: london.site)
            try await visitor.signIn(as: "ed-doctor")
            var ward = Ward(visitor: visitor, paths: [])
            for position in 0..<records {
                // The lead of the synthetic London, whose record is the largest, is among everyone's.
                let person = everyone[position == 0 ? 0 : (clinician * records + position) * 7 % everyone.count]
                let began = ContinuousClock.now
                var page = try await visitor.find(person.number, born: person.born)
                if page.path.hasSuffix("/emergency") {
                    page = try await visitor.openInEmergency(page, reason: "Brought in unconscious by ambulance")
                }
                guard page.status == 200, page.path.hasPrefix("/record/") else { continue }
                opening.append(began.duration(to: .now))
                ward.paths.append(page.path)
            }
            wards.append(ward)
        }
        print("opened \(opening.count) records in \(started.duration(to: .now)), one at a time")
        Self.report("from search to record, one clinician", opening)
        return wards
    }

    private static func measure(
        _ wards: [Ward], for time: Duration, _ address: @escaping @Sendable (String) -> String
    ) async throws -> [Duration] {
        let end = ContinuousClock.now + time
        return try await withThrowingTaskGroup(of: [Duration].self) { group in
            for ward in wards {
                group.addTask {
                    var times: [Duration] = []
                    var turn = 0
                    while ContinuousClock.now < end {
                        let path = address(ward.paths[turn % ward.paths.count])
                        let began = ContinuousClock.now
                        let page = try await ward.visitor.get(path)
                        guard page.status == 200 else {
                            throw RunningProgram.Failure(description: "status \(page.status) at a record")
                        }
                        times.append(began.duration(to: .now))
                        turn += 1
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func report(_ name: String, _ times: [Duration]) {
        let sorted = times.map { Double($0.components.seconds) * 1e3 + Double($0.components.attoseconds) / 1e15 }
            .sorted()
        guard !sorted.isEmpty else { return print("\(name): nothing measured") }
        func share(_ part: Double) -> Int { Int(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]) }
        print(
            "\(name): \(sorted.count) times, p50 \(share(0.5)) ms, p95 \(share(0.95)) ms, p99 \(share(0.99)) ms, "
                + "slowest \(share(1)) ms")
    }

    /// Who can be found: those with a number and a date of birth.
    private static func people(
        of london: TrialLondon
    ) throws -> [(number: String, born: (day: Int, month: Int, year: Int))] {
        let truth = try String(contentsOfFile: london.folder.path("sources/truth/people.ndjson"), encoding: .utf8)
        return try truth.split(separator: "\n").compactMap { line in
            let root = try JSONDocument.parse(Array(line.utf8)).root
            let parts = root["birthDate"]?.string?.split(separator: "-").compactMap { Int($0) } ?? []
            guard let number = root["nhsNumber"]?.string, parts.count == 3 else { return nil }
            return (number, (parts[2], parts[1], parts[0]))
        }
    }
}
