// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension ListedCode {
    /// Reads one line of a table; nil if a field is missing or not among the known words.
    init?(line: Substring) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        guard fields.count == 7, let system = CodeSystemURI.byShortName[fields[0]], !fields[1].isEmpty,
            !fields[2].isEmpty, let certainty = Certainty(rawValue: String(fields[3])), !fields[4].isEmpty
        else { return nil }
        let groups = fields[5].split(separator: ",").compactMap { Group(rawValue: String($0)) }
        guard !groups.isEmpty, groups.count == fields[5].split(separator: ",").count else { return nil }
        var tags: [String: String] = [:]
        for tag in fields[6] == "-" ? [] : fields[6].split(separator: " ", omittingEmptySubsequences: false) {
            let parts = tag.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, tags.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                return nil
            }
        }
        self.init(
            system: system, code: String(fields[1]), term: String(fields[2]), certainty: certainty,
            source: String(fields[4]), groups: groups, tags: tags)
    }

    /// What is wrong with this row alone.
    var faults: [String] {
        var faults: [String] = []
        if !isCodeWellFormed { faults.append("has an id that its system cannot have") }
        if certainty == .fromMemory, !tags.isEmpty { faults.append("asserts a meaning that nobody confirmed") }
        faults += tags.keys.filter { !Self.knownTags.contains($0) }.sorted().map { "has the unknown tag \($0)" }
        faults += Self.vocabularies.flatMap { tag, words in
            list(tag).filter { !words.contains($0) }.map { "has \(tag)=\($0), which no lookup reads" }
        }.sorted()
        let labelCodes = Set(SensitivityLabels.codes.map(\.code))
        faults += list("label").filter { !labelCodes.contains($0) }.map { "has the unknown label \($0)" }
        faults += unknownReferences.map { "points to \($0), which no table explains" }
        return faults
    }

    private var isCodeWellFormed: Bool {
        switch key.system {
        case CodeSystemURI.snomed: SNOMEDIdentifier(code) != nil
        case CodeSystemURI.loinc: LOINCNumber(code) != nil
        case CodeSystemURI.icd10: ICD10Code(code)?.text == code
        case CodeSystemURI.opcs4: OPCS4Code(code)?.text == code
        default: true
        }
    }

    /// Keys of the product, analyte and unit tables that are not there.
    private var unknownReferences: [String] {
        list("product").filter { MedicineProduct.byName[$0] == nil }
            + list("analyte").filter { Analyte.byKey[Analyte.Key(rawValue: $0)] == nil }
            + list("unit").filter { UCUMUnit.normalised($0) != $0 }
    }

    /// The tags whose values are words of a lookup.
    private static let vocabularies: [String: Set<String>] = [
        "basis": ["stated", "inferred-by-name"],
        "class": ["penicillins"],
        "death": ["informal", "formal", "removed"],
        "decision": ["for", "not-for", "plan-exists"],
        "form": ["older", "documented"],
        "given": ["yes", "no", "elsewhere"],
        "kind": [
            "resolves", "history", "allergy", "allergy-history", "allergic-reaction", "family-history",
            "no-family-history", "suspected", "someone-else", "no-known-allergy", "no-known-medicines",
            "degraded-allergy", "degraded-medicine", "heading", "status",
        ],
        "scope": ["all", "drug", "food", "environment", "latex"],
        "stated": ["declined", "not-asked"],
        "wording": ["as-recorded"],
    ]

    private static let knownTags: Set<String> = [
        "analyte", "basis", "category", "class", "consciousness", "death", "decision", "document", "dose", "event-of",
        "family", "flag", "form", "given", "ingredient", "kind", "label", "laterality", "of", "ongoing", "oxygen",
        "pair", "product", "review", "scope", "shown-after-end", "smoking", "stage", "stated", "substance",
        "superseded-by", "time-limited", "unit", "uses", "vaccine", "wording",
    ]
}

extension SensitivityLabels {
    /// Reads label codes with commas between; unknown ones are a fault of the table, found by its check.
    init(codes: String) {
        self = codes.split(separator: ",").reduce(into: []) { labels, code in
            labels.formUnion(Self.codes.first { $0.code == code }?.label ?? [])
        }
    }
}
