// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Foundation
import ProcessTesting

/// People whom a generator made that nobody of this project wrote.
struct IndependentPatient: Sendable {
    /// The NHS number that tracing would have given them: the sources here are of another country.
    let number: NHSNumber
    let birthDate: CivilDate
    let family: String
    /// The transaction, with the NHS number among the identifiers.
    let bundle: [UInt8]
    /// Numbers of resources by type.
    let counts: [String: Int]

    /// Twenty of them.
    static func twenty() async throws -> [IndependentPatient] {
        let fixture = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Fixtures/synthea-20.ndjson.gz")
        let lines = try await unpacked(fixture).split(separator: UInt8(ascii: "\n"))
        return try zip(lines, numbers(from: 9_998_870)).map { try IndependentPatient($0, number: $1) }
    }

    private init(_ line: some Sequence<UInt8>, number: NHSNumber) throws {
        let mark = #""identifier":["#
        let own = #"{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"\#(number.digits)"},"#
        let text = String(decoding: Array(line), as: UTF8.self)
        guard let place = text.firstRange(of: mark) else { throw Failure.notABundle }
        let bundle = Array((text[..<place.upperBound] + own + text[place.upperBound...]).utf8)
        let root = try JSONDocument.parse(bundle).root
        var counts: [String: Int] = [:]
        var patient: JSONNode?
        for entry in root["entry"]?.children.map({ $0 }) ?? [] {
            let type = entry["resource"]?["resourceType"]?.string ?? ""
            counts[type, default: 0] += 1
            if type == "Patient" { patient = entry["resource"] }
        }
        guard let birthDate = patient?["birthDate"]?.string.flatMap({ CivilDate($0) }),
            let family = patient?["name"]?.children.first(where: { _ in true })?["family"]?.string
        else { throw Failure.notABundle }
        self.number = number
        self.birthDate = birthDate
        self.family = family
        self.bundle = bundle
        self.counts = counts
    }

    enum Failure: Error { case notABundle, notUnpacked }

    /// Valid numbers of the range for tests.
    private static func numbers(from start: Int) -> some Sequence<NHSNumber> {
        (0...).lazy.compactMap { offset -> NHSNumber? in
            (0...9).lazy.compactMap { try? NHSNumber("\(start)\(offset + 10)\($0)") }.first
        }
    }

    private static func unpacked(_ file: URL) async throws -> [UInt8] {
        let folder = try TrialFolder()
        let log = folder.url.appending(path: "lines")
        let program = try RunningProgram(command: ["/usr/bin/env", "gzip", "-dc", file.path], log: log)
        guard await program.ended() == 0 else { throw Failure.notUnpacked }
        return try Array(Data(contentsOf: log))
    }
}
