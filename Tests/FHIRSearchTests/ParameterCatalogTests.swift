// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import FHIRSearch
import Testing

@Suite("The parameters that are indexed")
struct ParameterCatalogTests {
    private static let catalog = ParameterCatalog.r4

    @Test(
        "cover all of R4's that have an expression",
        arguments: [
            (R4.SearchParameter.Kind.token, 962, 1_109), (.date, 139, 139), (.reference, 519, 519), (.string, 204, 493),
            (.number, 6, 7), (.quantity, 40, 40), (.uri, 347, 347), (.composite, 72, 72), (.special, 1, 147),
        ])
    func coverage(_ kind: R4.SearchParameter.Kind, covered: Int, defined: Int) {
        let all = R4.resourceTypes.flatMap { type in
            R4.searchParameters(for: type).filter { $0.kind == kind && $0.code != "_id" && $0.code != "_lastUpdated" }
                .map { (type, $0.code) }
        }
        #expect(all.count == defined)
        #expect(all.count { Self.catalog.parameter($1, for: $0) != nil } == covered)
    }

    @Test("leave out exactly these, which R4 gives no expression")
    func leftOut() {
        #expect(Self.catalog.unindexed.map(\.name) == ["Patient.age", "Patient.birthOrderBoolean"])
    }

    @Test(
        "are kept once where they look at the same elements",
        arguments: [
            ("Observation", "patient", ["subject(Patient)"]), ("Observation", "subject", ["subject"]),
            ("Observation", "combo-code", ["code", "component-code"]), ("Observation", "code", ["code"]),
            ("Observation", "combo-value-quantity", ["component-value-quantity", "value-quantity"]),
            ("Observation", "combo-code-value-quantity", ["code-value-quantity", "component-code-value-quantity"]),
            ("Encounter", "patient", ["subject(Patient)"]), ("Patient", "name", ["name"]),
            ("Patient", "telecom", ["telecom"]), ("Patient", "email", ["email"]),
        ])
    func sharedRows(type: String, code: String, wanted: [String]) throws {
        let parameter = try #require(Self.catalog.parameter(code, for: type))
        let sources = parameter.sources.map { source in
            Self.catalog.parameters[source.ordinal].code + (source.targetType.map { "(\($0))" } ?? "")
        }
        #expect(sources.sorted() == wanted)
    }

    @Test("that share the rows of others never lead to one that keeps none")
    func sharesEnd() {
        for parameter in Self.catalog.parameters {
            #expect(!parameter.sources.isEmpty)
            for source in parameter.sources { #expect(Self.catalog.parameters[source.ordinal].keepsRows) }
        }
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
            let named = parameter.isJoined ? nil : position
            #expect(Self.catalog.parameter(parameter.code, for: parameter.resourceType)?.ordinal == named)
        }
        let subject = try #require(Self.catalog.parameter("subject", for: "Observation"))
        let patient = try #require(Self.catalog.parameter("patient", for: "Observation"))
        #expect(subject.definitionHash != patient.definitionHash)
        // A store keeps this number: another value means that it must be indexed again.
        #expect(subject.definitionHash == 9_995_373_257_670_901_088)
        #expect(Self.catalog.parameter("subject", for: "Patient") == nil)
        #expect(Self.catalog.parameters(for: "Nonsense").isEmpty)
        #expect(
            Self.catalog.parameters(for: "Basic").map(\.code) == [
                "_profile", "_security", "_source", "_tag", "author", "code", "created", "identifier", "patient",
                "subject",
            ])
    }

    @Test(
        "know whether a resource has one row of them at most",
        arguments: [
            ("Patient", "birthdate", true), ("Observation", "date", true), ("Observation", "value-quantity", true),
            ("Observation", "code-value-quantity", true), ("Encounter", "date", true),
            ("Condition", "onset-date", true),
            ("Patient", "family", false), ("Patient", "address", false),
            ("Observation", "component-value-quantity", false),
            ("Observation", "combo-value-quantity", false), ("Observation", "component-code-value-quantity", false),
            ("Immunization", "reaction-date", false), ("Patient", "deceased", true), ("Patient", "phonetic", false),
        ])
    func occurrence(_ type: String, _ code: String, _ once: Bool) throws {
        let parameter = try #require(Self.catalog.parameter(code, for: type))
        #expect(parameter.occursOnce == once)
    }

    @Test(
        "of times that most searches name a code with are joined with it",
        arguments: [
            ("AllergyIntolerance", "code", "date"), ("Appointment", "service-type", "date"),
            ("CarePlan", "category", "date"), ("Condition", "code", "recorded-date"),
            ("DiagnosticReport", "code", "date"), ("DocumentReference", "type", "date"),
            ("Encounter", "class", "date"), ("Immunization", "vaccine-code", "date"),
            ("MedicationAdministration", "code", "effective-time"),
            ("MedicationDispense", "code", "whenhandedover"), ("MedicationRequest", "code", "authoredon"),
            ("MedicationStatement", "code", "effective"), ("Observation", "code", "date"),
            ("Procedure", "code", "date"), ("ServiceRequest", "code", "authored"), ("Specimen", "type", "collected"),
        ])
    func joined(_ type: String, _ code: String, _ time: String) throws {
        let parameter = try #require(Self.catalog.parameter(time, for: type))
        let joined = try #require(Self.catalog.joined(withTime: parameter.ordinal))
        #expect(Self.catalog.parameters[joined.code].code == code)
        #expect(Self.catalog.parameters[joined.both].isJoined)
        #expect(Self.catalog.parameters(for: type).allSatisfy { !$0.isJoined }, "nobody asks for it by name")
        #expect(parameter.occursOnce, "a walk in the order of its values would meet a resource twice")
    }

    @Test(
        "that are joined have an entry of codes and times where a resource has both",
        arguments: [
            (#""code":{"coding":[{"code":"a"},{"code":"b"}]},"effectiveDateTime":"2026-01""#, ["a", "b"]),
            (#""code":{"coding":[{"code":"a"}]},"effectivePeriod":{"start":"2026"}"#, ["a"]),
            (
                #""code":{"coding":[{"code":"a"}]},"component":[{"code":{"coding":[{"code":"b"}]}}],"effectiveInstant":"2026-03-07T14:05:00Z""#,
                ["a"]
            ),
            (#""code":{"text":"words"},"effectiveDateTime":"2026-01""#, []),
            (#""code":{"coding":[{"code":"a"}]}"#, []), (#""effectiveDateTime":"2026-01""#, []),
        ])
    func joinedEntries(_ members: String, _ codes: [String]) throws {
        let resource = try Resource(Array(#"{"resourceType":"Observation",\#(members)}"#.utf8))
        let entries = IndexExtractor().entries(of: resource)
        let joined = entries.composites.filter { Self.catalog.parameters[$0.parameter].isJoined }
        #expect(joined.flatMap { $0.parts[0].tokens.map(\.code) } == codes)
        #expect(joined.allSatisfy { $0.parts[1].periods == entries.periods && $0.parts[1].periods.count == 1 })
        let both = Set(joined.map(\.parameter))
        let looked = both.union(both.flatMap { Self.catalog.parameters[$0].lookedAt(in: Self.catalog) })
        #expect(IndexExtractor().taking(looked)(resource).composites == joined, "also where nothing else is taken")
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
