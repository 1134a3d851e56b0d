// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FHIRModel
import Terminology
import Testing

@Suite("What codes are compared by")
struct CodeKeyTests {
    @Test(
        "Spellings of one system give equal keys",
        arguments: [
            (CodeSystemURI.dmd, CodeSystemURI.snomed, "39733011000001106", "39733011000001106"),
            ("http://snomed.info/sct/999000041000000102", CodeSystemURI.snomed, "59621000", "59621000"),
            ("http://hl7.org/fhir/sid/icd-10-uk", CodeSystemURI.icd10, "Z880", "Z88.0"),
            (CodeSystemURI.icd10, CodeSystemURI.icd10, "I10", "I10X"),
            (CodeSystemURI.opcs4, CodeSystemURI.opcs4, "U21.2", "U212"),
            ("https://fhir.nhs.uk/Id/ods-organisation-code", CodeSystemURI.odsOrganisation, "A1", "A1"),
        ])
    func equates(system: String, otherSystem: String, code: String, otherCode: String) {
        #expect(CodeKey(system: system, code: code) == CodeKey(system: otherSystem, code: otherCode))
    }

    @Test(
        "Different systems and codes give different keys",
        arguments: [
            (CodeSystemURI.snomed, CodeSystemURI.loinc, "1", "1"),
            (CodeSystemURI.snomed, "http://snomed.info/sctx", "1", "1"),
            (CodeSystemURI.ethnicCategory, CodeSystemURI.deathNotification, "1", "1"),
            (CodeSystemURI.snomed, CodeSystemURI.snomed, "39733011000001106", "39733011000001104"),
            ("http://read.info/ctv3", "http://read.info/readv2", "H33..", "H33.."),
        ])
    func tellsApart(system: String, otherSystem: String, code: String, otherCode: String) {
        #expect(CodeKey(system: system, code: code) != CodeKey(system: otherSystem, code: otherCode))
    }

    @Test("39733011000001106 stays text from JSON to the lookup")
    func keepsLongIDs() throws {
        let json = """
            {"coding": [
              {"system": "https://dmd.nhs.uk", "code": "39733011000001106", "display": "Atorvastatin 20mg tablets"},
              {"system": "http://local.example", "code": "abc"}, {"code": "no system"}, {"system": "no code"},
              {"system": "https://dmd.nhs.uk", "code": 39733011000001106}
            ], "text": "atorvastatin"}
            """
        let concept = try JSONDocument.parse(json).root
        let keys = CodeKey.codings(of: concept)
        #expect(keys.map(\.code) == ["39733011000001106", "abc"])
        #expect(keys.map(\.system) == [CodeSystemURI.snomed, "http://local.example"])
        #expect(MedicineProduct.lookup(keys)?.name == "atorvastatin-20mg-tablets")
        #expect(ListedCodes.find(keys[0])?.code == "39733011000001106")
    }

    @Test("A concept without codings gives no keys", arguments: [#"{"text": "aspirin"}"#, #"{"coding": []}"#, "{}"])
    func acceptsTextOnly(json: String) throws {
        #expect(try CodeKey.codings(of: JSONDocument.parse(json).root).isEmpty)
    }

    @Test("A local code of a GP system is nobody's and survives as sent")
    func keepsLocalCodes() {
        let key = CodeKey(system: CodeSystemURI.snomed, code: "1726491000006101")
        #expect(key.code == "1726491000006101")
        #expect(ListedCodes.find(key) == nil)
        #expect(ConditionMeaning.kind(key) == .unknownMeaning)
    }
}
