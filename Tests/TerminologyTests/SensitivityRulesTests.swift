// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import Terminology
import Testing

@Suite("Sensitive labels")
struct SensitivityRulesTests {
    @Test(
        "Codes that ask for a label get it",
        arguments: [
            (CodeSystemURI.snomed, "86406008", [SensitivityLabels.hiv, .sexualHealth]),
            (CodeSystemURI.snomed, "66590003", [.substanceMisuse]),
            (CodeSystemURI.snomed, "75544000", [.substanceMisuse]),
            (CodeSystemURI.snomed, "59274003", [.selfHarm]), (CodeSystemURI.snomed, "242824002", [.selfHarm]),
            (CodeSystemURI.snomed, "58214004", [.mentalHealth]), (CodeSystemURI.snomed, "13746004", [.mentalHealth]),
            (CodeSystemURI.snomed, "788122004", [.sexualHealth]), (CodeSystemURI.snomed, "708168004", [.mentalHealth]),
            (CodeSystemURI.snomed, "89301000000108", [.mentalHealth]),
            (CodeSystemURI.snomed, "310134006", [.socialCare]),
            (CodeSystemURI.snomed, "896974005", [.gender]), (CodeSystemURI.snomed, "310062002", [.reproductive]),
            (CodeSystemURI.snomed, "24081000087105", [.hiv, .sexualHealth]),
            (CodeSystemURI.snomed, "736253002", [.mentalHealth]), (CodeSystemURI.snomed, "288832002", [.mentalHealth]),
            (CodeSystemURI.snomed, "943001000000107", [.safeguarding]),
            (CodeSystemURI.snomed, "413759008", [.thirdParty, .substanceMisuse]),
            (CodeSystemURI.snomed, "713071004", [.thirdParty, .substanceMisuse]),
            (CodeSystemURI.legalStatus, "02", [.mentalHealth]), (CodeSystemURI.legalStatus, "35", [.mentalHealth]),
            (CodeSystemURI.legalStatus, "01", [.mentalHealth]), (CodeSystemURI.admissionMethod, "25", [.mentalHealth]),
            (CodeSystemURI.mainSpecialty, "360", [.sexualHealth]),
            (CodeSystemURI.mainSpecialty, "711", [.mentalHealth]),
            (CodeSystemURI.recordHeadings, "safeguarding-issues", [.safeguarding]),
        ] as [(String, String, [SensitivityLabels])])
    func labelsCodes(system: String, code: String, labels: [SensitivityLabels]) {
        #expect(SensitivityRules.labels(forSystem: system, code: code) == SensitivityLabels(labels))
    }

    @Test(
        "Other codes get none",
        arguments: [
            (CodeSystemURI.snomed, "59621000"), (CodeSystemURI.snomed, "789718008"), (CodeSystemURI.legalStatus, "98"),
            (CodeSystemURI.legalStatus, "99"), (CodeSystemURI.admissionMethod, "21"),
            (CodeSystemURI.mainSpecialty, "320"),
            (CodeSystemURI.snomed, "248171000000108"), (CodeSystemURI.loinc, "86406008"),
            ("http://local.example", "360"),
            (CodeSystemURI.snomed, "1726491000006101"),
        ])
    func leavesOtherCodes(system: String, code: String) {
        #expect(SensitivityRules.labels(forSystem: system, code: code) == [])
    }

    @Test(
        "A hospital diagnosis hides what a GP's code of the same condition hides",
        arguments: [
            ("B24X", [.hiv, .sexualHealth]), ("Z21", [.hiv, .sexualHealth]), ("A54.9", [.sexualHealth]),
            ("F102", [.substanceMisuse]), ("F19.2", [.substanceMisuse]), ("F20.0", [.mentalHealth]),
            ("F319", [.mentalHealth]), ("F640", [.gender]), ("N97.9", [.reproductive]), ("O049", [.reproductive]),
            ("T741", [.safeguarding]), ("X84X", [.selfHarm]), ("F172", []), ("F329", []), ("A49.9", []), ("A65X", []),
            ("B25.9", []), ("X59X", []), ("X85X", []), ("I10X", []), ("not a code", []),
            ("R75X", [.hiv, .sexualHealth]), ("R75", [.hiv, .sexualHealth]), ("Z71.7", [.hiv, .sexualHealth]),
            ("O98.7", [.hiv, .sexualHealth]), ("o987", [.hiv, .sexualHealth]), ("O981", [.sexualHealth]),
            ("O98.2", [.sexualHealth]), ("O983", [.sexualHealth]), ("Z915", [.selfHarm]), ("Z91.5", [.selfHarm]),
            ("O980", []), ("O984", []), ("O98X", []), ("Z716", []), ("Z71X", []), ("Z914", []), ("R74X", []),
        ] as [(String, SensitivityLabels)])
    func labelsDiagnoses(code: String, labels: SensitivityLabels) {
        #expect(SensitivityRules.labels(forSystem: CodeSystemURI.icd10, code: code) == labels)
        let oldSystem = CodeKey(system: "http://hl7.org/fhir/sid/icd-10-uk", code: code)
        #expect(SensitivityRules.labels(forCodings: [oldSystem]) == labels)
    }

    @Test(
        "Child protection facts are never for a page of the person or a proxy",
        arguments: [
            "342191000000101", "764841000000100", "818901000000100",
        ])
    func protectsChildren(code: String) {
        let labels = SensitivityRules.labels(forSystem: CodeSystemURI.snomed, code: code)
        #expect(labels.isSuperset(of: [.safeguarding, .professionalsOnly]))
    }

    @Test("All codings of a concept count")
    func joinsCodings() {
        let codings = [
            CodeKey(system: "http://local.example", code: "x"), CodeKey(system: CodeSystemURI.snomed, code: "58214004"),
            CodeKey(system: CodeSystemURI.snomed, code: "66590003"),
        ]
        #expect(SensitivityRules.labels(forCodings: codings) == [.mentalHealth, .substanceMisuse])
        #expect(SensitivityRules.labels(forCodings: []) == [])
    }

    @Test(
        "Where only a text is there, its words count",
        arguments: [
            ("Letter from the Sexual Health Clinic", [SensitivityLabels.sexualHealth]),
            ("GUM CLINIC appointment", [.sexualHealth]), ("HIV/GU outpatients", [.hiv, .sexualHealth]),
            ("Community Mental-Health Team", [.mentalHealth]), ("CAMHS discharge", [.mentalHealth]),
            ("Drug & alcohol: drug and alcohol service review", [.substanceMisuse]),
            ("MARAC minutes", [.safeguarding, .professionalsOnly]),
            ("Child protection conference report", [.safeguarding, .professionalsOnly]),
            ("Adult Social Care assessment", [.socialCare]), ("Self-harm follow up", [.selfHarm]),
            ("Gender Identity Development Service", [.gender]), ("IVF cycle summary", [.reproductive]),
            ("Key safe: by the door", [.professionalsOnly]), ("Infertility clinic", [.reproductive]),
            ("Subfertility", [.reproductive]), ("Clinical Psychology", [.mentalHealth]),
            ("Mental\u{A0}health \u{2013} caf\u{E9}", [.mentalHealth]),
            ("Zo\u{EB}: \u{201C}HIV\u{201D}", [.hiv, .sexualHealth]),
            ("mental\n  HEALTH", [.mentalHealth]),
        ] as [(String, [SensitivityLabels])])
    func readsNames(text: String, labels: [SensitivityLabels]) {
        #expect(SensitivityRules.labels(forDocumentTitle: text) == SensitivityLabels(labels))
        #expect(SensitivityRules.labels(forServiceName: text) == SensitivityLabels(labels))
    }

    @Test(
        "Words that only look alike stay unlabelled",
        arguments: [
            "Gum disease and dental review", "Sickle cell crisis plan", "Mental capacity assessment",
            "Shiva Chivers, letter",
            "Accidental overdose of paracetamol", "Crewe outpatient letter", "Scrape wound care",
            "Cardiology clinic letter",
            "\u{E9}hiv\u{E9}", "Mental, and physical health", "hiv2", "Mental", "Alcohol hand gel audit",
            "Health visitor record", "",
        ])
    func leavesLookAlikes(text: String) {
        #expect(SensitivityRules.labels(forDocumentTitle: text) == [])
    }

    @Test(
        "Medicines that come as text are read by their names",
        arguments: [
            ("Methadone 1mg/ml oral solution", [SensitivityLabels.substanceMisuse]),
            ("Dolutegravir 50mg tablets", [.hiv, .sexualHealth]), ("MIFEPRISTONE 200mg", [.reproductive]),
            ("Oestradiol 1mg tablets", []), ("Levothyroxine 50microgram tablets", []), ("Lamivudine 100mg", []),
        ] as [(String, [SensitivityLabels])])
    func readsMedicines(name: String, labels: [SensitivityLabels]) {
        #expect(SensitivityRules.labels(forMedicineName: name) == SensitivityLabels(labels))
    }

    @Test(
        "What a reference displays may name a service or a medicine",
        arguments: [
            ("Sexual Health Clinic", .sexualHealth), ("Dolutegravir 50mg tablets", [.hiv, .sexualHealth]),
            ("Methadone, from the addiction service", .substanceMisuse), ("Dr A. Example", []), ("", []),
        ] as [(String, SensitivityLabels)])
    func readsReferences(display: String, labels: SensitivityLabels) {
        #expect(SensitivityRules.labels(forReferenceDisplay: display) == labels)
    }

    @Test(
        "A specialty without a code system is read by its number",
        arguments: [
            ("710", .mentalHealth), ("504", .sexualHealth), ("100", []), ("", []),
        ] as [(String, SensitivityLabels)])
    func readsSpecialties(code: String, labels: SensitivityLabels) {
        #expect(SensitivityRules.labels(forMainSpecialty: code) == labels)
    }
}
