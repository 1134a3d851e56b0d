// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import FHIRValidation
import Foundation
import PublicSuites
import RecordStore
import Testing

@Suite("Published examples")
struct PublishedExampleTests {
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

    @Test(
        "The validator finds no error but what is wrong",
        .enabled(if: PublicSuites.areNeeded("ukcore"), Comment(rawValue: PublicSuites.absence)),
        arguments: ["ukcore/examples", "fhirpath/inputs"])
    func validity(_ folder: String) throws {
        let files = try PublicSuites.files(folder, ".xml", ".json")
        #expect(!files.isEmpty)
        for file in files {
            let bytes = [UInt8](try Data(contentsOf: file))
            let name = file.lastPathComponent
            ResourceFileCheck().check(bytes, as: .init(name: name, bytes)) { issues in
                let errors = issues.filter { $0.severity == .error }
                #expect(Set(errors.compactMap(\.expression)) == Self.faults[name] ?? [], "\(name): \(errors)")
            }
        }
    }

    @Test(
        "Each passes the structure check and comes out as it went in",
        .enabled(if: PublicSuites.areNeeded("ukcore"), Comment(rawValue: PublicSuites.absence)))
    func examples() throws {
        let files = try PublicSuites.files("ukcore/examples", ".xml")
        #expect(!files.isEmpty)
        for file in files {
            let name = file.lastPathComponent
            let json = try XMLResourceReader().json([UInt8](Data(contentsOf: file)))
            let resource = try Resource(json)
            #expect(StructureCheck().issues(in: resource) == [], "\(name)")
            let minified = Self.minified(json)
            let again = try Resource(minified)
            #expect(again.bytes == minified, "\(name)")
            #expect(StructureCheck().issues(in: again) == [], "\(name)")
            let body = try ResourceBody(resource, id: resource.id ?? "none")
            if resource.id != nil, resource["meta"]?["versionId"] == nil, resource["meta"]?["lastUpdated"] == nil {
                #expect(body.json == minified, "\(name)")
            }
        }
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
