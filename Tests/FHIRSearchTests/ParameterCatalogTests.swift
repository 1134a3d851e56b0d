// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import Testing

@Suite("The parameters that are indexed")
struct ParameterCatalogTests {
    private static let catalog = ParameterCatalog.r4

    @Test(
        "cover nearly all of R4's tokens, dates, references and strings",
        arguments: [
            (R4.SearchParameter.Kind.token, 960, 1_109), (.date, 139, 139), (.reference, 470, 519), (.string, 197, 493),
            (.number, 0, 7), (.quantity, 0, 40), (.uri, 0, 347), (.composite, 0, 72), (.special, 0, 147),
        ])
    func coverage(_ kind: R4.SearchParameter.Kind, covered: Int, defined: Int) {
        let all = R4.resourceTypes.flatMap { type in
            R4.searchParameters(for: type).filter { $0.kind == kind && $0.code != "_id" && $0.code != "_lastUpdated" }
                .map { (type, $0.code) }
        }
        #expect(all.count == defined)
        #expect(all.count { Self.catalog.parameter($1, for: $0) != nil } == covered)
    }

    @Test("leave out exactly these of the supported kinds")
    func leftOut() {
        var missing: [String] = []
        for type in R4.resourceTypes {
            for parameter in R4.searchParameters(for: type)
            where [.token, .date, .reference, .string].contains(parameter.kind)
                && !["_id", "_lastUpdated"].contains(parameter.code)
            {
                // Full text and named queries have no expression.
                if ["_content", "_text", "_query"].contains(parameter.code) {
                    #expect(Self.catalog.parameter(parameter.code, for: type) == nil)
                } else if Self.catalog.parameter(parameter.code, for: type) == nil {
                    missing.append("\(type)?\(parameter.code)")
                }
            }
        }
        let knowledge = [
            "ActivityDefinition", "EventDefinition", "Evidence", "EvidenceVariable", "Library", "Measure",
            "PlanDefinition",
            "ResearchDefinition", "ResearchElementDefinition",
        ]
        // Steps behind a condition: relatedArtifact.where(type='…').resource.
        let related = knowledge.flatMap { type in
            ["composed-of", "depends-on", "derived-from", "predecessor", "successor"].map { "\(type)?\($0)" }
        }
        let others = [
            "Bundle?composition", "Bundle?message", "Device?din", "DiagnosticReport?assessed-condition",
            "InsurancePlan?name", "Observation?amino-acid-change", "Observation?dna-variant",
            "Observation?gene-amino-acid-change", "Observation?gene-dnavariant", "Observation?gene-identifier",
            "Observation?value-string", "Patient?birthOrderBoolean", "Patient?mothersMaidenName",
            "QuestionnaireResponse?item-subject",
        ]
        #expect(Set(missing) == Set(related + others))
        #expect(missing.count == related.count + others.count)
    }

    @Test("leave these data types of theirs unread")
    func unreadTypes() {
        let unread = Self.catalog.parameters.filter { !$0.unreadTypes.isEmpty }
            .map { "\($0.resourceType)?\($0.code) \($0.unreadTypes.joined(separator: " "))" }
        #expect(
            unread == [
                "CarePlan?activity-date string", "Consent?source-reference Attachment", "Immunization?date string",
                "Procedure?date string Age Range",
            ])
    }

    @Test("have ordinals that lead back to them and hashes that tell definitions apart")
    func ordinals() throws {
        for (position, parameter) in Self.catalog.parameters.enumerated() {
            #expect(parameter.ordinal == position)
            #expect(Self.catalog.parameter(parameter.code, for: parameter.resourceType)?.ordinal == position)
        }
        let subject = try #require(Self.catalog.parameter("subject", for: "Observation"))
        let patient = try #require(Self.catalog.parameter("patient", for: "Observation"))
        #expect(subject.definitionHash != patient.definitionHash)
        // A store keeps this number: another value means that it must be indexed again.
        #expect(subject.definitionHash == 9_410_663_197_118_461_061)
        #expect(Self.catalog.parameter("subject", for: "Patient") == nil)
        #expect(Self.catalog.parameters(for: "Nonsense").isEmpty)
        #expect(
            Self.catalog.parameters(for: "Basic").map(\.code) == [
                "_security", "_tag", "author", "code", "created", "identifier", "patient", "subject",
            ])
    }

    @Test(
        "know identifiers from codes",
        arguments: [
            ("Patient", "identifier", true), ("Patient", "gender", false), ("Observation", "code", false),
            ("Encounter", "identifier", true), ("Patient", "phone", false),
        ])
    func identifiers(type: String, code: String, holds: Bool) {
        #expect(Self.catalog.parameter(code, for: type)?.holdsIdentifiers == holds)
    }
}
