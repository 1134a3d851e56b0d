// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// Which extra-sensitive labels a code or, where there is no code, a text asks for.
///
/// The rules are data: tags of listed codes, blocks of ICD-10, and the phrases of ``SensitiveWords``. They are a floor:
/// feeds, services and people add labels; nothing here ever takes one away. Any other code gives no label.
package enum SensitivityRules {
    /// The labels of one code, whatever it codes: a diagnosis, service, specialty, heading, document type or legal
    /// status.
    package static func labels(forSystem system: String, code: String) -> SensitivityLabels {
        // Nearly every code of a record ends here, before its system is looked at.
        guard labelledCodes.contains(code) || startsLikeDiagnosis(code) else { return [] }
        return labels(of: CodeKey(system: system, code: code))
    }

    /// The labels of all codings of a concept together.
    package static func labels(forCodings codings: [CodeKey]) -> SensitivityLabels {
        codings.reduce(into: []) { labels, key in labels.formUnion(Self.labels(of: key)) }
    }

    /// The labels of a main specialty code as messages without code systems send it, such as `360`.
    package static func labels(forMainSpecialty code: String) -> SensitivityLabels {
        labels(forSystem: CodeSystemURI.mainSpecialty, code: code)
    }

    /// The labels that the title of a document asks for.
    package static func labels(forDocumentTitle title: String) -> SensitivityLabels {
        SensitiveWords.names.labels(in: title)
    }

    /// The labels that the name of a service, clinic, organisation or appointment type asks for.
    package static func labels(forServiceName name: String) -> SensitivityLabels {
        SensitiveWords.names.labels(in: name)
    }

    /// The labels that the name of a medicine asks for; for medicines that come as text.
    package static func labels(forMedicineName name: String) -> SensitivityLabels {
        SensitiveWords.medicines.labels(in: name)
    }

    /// The labels that the display of a reference asks for, which may name a service or a medicine.
    package static func labels(forReferenceDisplay name: String) -> SensitivityLabels {
        labels(forServiceName: name).union(labels(forMedicineName: name))
    }

    /// Every listed code with a label, whatever its system.
    private static let labelledCodes = Set(ListedCodes.all.filter { !$0.labels.isEmpty }.map(\.code))

    /// Whether a code starts with a letter and a digit, as every code of ICD-10 does.
    private static func startsLikeDiagnosis(_ code: String) -> Bool {
        var bytes = code.utf8.makeIterator()
        guard let first = bytes.next(), let second = bytes.next() else { return false }
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first | 0x20)
            && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(second)
    }

    private static func labels(of key: CodeKey) -> SensitivityLabels {
        let listed = ListedCodes.find(key)?.labels ?? []
        guard key.system == CodeSystemURI.icd10, let code = ICD10Code(key.code) else { return listed }
        return listed.union(SensitiveDiagnoses.labels(of: code))
    }
}
