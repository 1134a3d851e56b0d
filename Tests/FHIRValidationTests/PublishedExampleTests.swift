// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Foundation
import RecordStore
import Testing

@Suite("Published examples")
struct PublishedExampleTests {
    static let suites = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared/suites")
    static let folder = suites.appending(path: "ukcore/examples")

    /// What is truly wrong with published examples: the places of their errors, by file.
    static let faults: [String: Set<String>] = [
        // One code stands for two concepts; a comment in the file says so.
        "codesystem-example.xml": ["CodeSystem"],
        // Cut down to what a test of FHIRPath needs.
        "explanationofbenefit-example.json": [
            "ExplanationOfBenefit", "ExplanationOfBenefit.item[0]", "ExplanationOfBenefit.item[1]",
        ],
        // The reference lacks its #, so nothing refers to the contained organisation, which has no name either.
        "patient-container-example.json": ["Patient", "Patient.contained[0]"],
    ]

    @Test("The validator finds no error but what is wrong", arguments: ["ukcore/examples", "fhirpath/inputs"])
    func validity(_ name: String) throws {
        let folder = Self.suites.appending(path: name)
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
        guard !files.isEmpty else {
            print("skipped 1: the examples \(name) are not here")
            return
        }
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: folder.appending(path: file)))
            ResourceFileCheck().check(bytes, as: .init(name: file, bytes)) { issues in
                let errors = issues.filter { $0.severity == .error }
                #expect(Set(errors.compactMap(\.expression)) == Self.faults[file] ?? [], "\(file): \(errors)")
            }
        }
        print("validated \(files.count) files of \(name)")
    }

    @Test("Each passes the structure check and comes out as it went in")
    func examples() throws {
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: Self.folder.path)) ?? [])
            .filter { $0.hasSuffix(".json") }.sorted()
        guard !files.isEmpty else {
            print("skipped 1: the UK Core examples are not here")
            return
        }
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: Self.folder.appending(path: file)))
            let resource = try Resource(bytes)
            #expect(StructureCheck().issues(in: resource) == [], "\(file)")
            let minified = Self.minified(bytes)
            let again = try Resource(minified)
            #expect(again.bytes == minified, "\(file)")
            #expect(StructureCheck().issues(in: again) == [], "\(file)")
            let body = try ResourceBody(resource, id: resource.id ?? "none")
            if resource.id != nil, resource["meta"]?["versionId"] == nil, resource["meta"]?["lastUpdated"] == nil {
                #expect(body.json == minified, "\(file)")
            }
        }
        print("checked \(files.count) UK Core examples")
    }

    /// The text without white space outside of strings.
    private static func minified(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var isInString = false
        var isEscaped = false
        for byte in bytes {
            if isInString {
                if byte == UInt8(ascii: "\""), !isEscaped { isInString = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
                continue
            }
            out.append(byte)
        }
        if out.starts(with: [0xEF, 0xBB, 0xBF]) { out.removeFirst(3) }
        return out
    }
}
