// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Blocks of ICD-10 whose every code is sensitive, so that a diagnosis from a hospital leaks nothing that the same
/// condition from a GP would hide.
///
/// The blocks only ever hide; nothing is asserted from them.
enum SensitiveDiagnoses {
    /// The labels of a code by its first three characters.
    static func labels(of code: ICD10Code) -> SensitivityLabels {
        let category = String(code.text.prefix(3))
        return blocks.reduce(into: []) { labels, block in
            if block.categories.contains(category) { labels.formUnion(block.labels) }
        }
    }

    private static let blocks: [(categories: ClosedRange<String>, labels: SensitivityLabels)] = [
        ("A50"..."A64", .sexualHealth),
        ("B20"..."B24", [.hiv, .sexualHealth]),
        ("Z21"..."Z21", [.hiv, .sexualHealth]),
        // F17 is tobacco, which is no secret.
        ("F10"..."F16", .substanceMisuse),
        ("F18"..."F19", .substanceMisuse),
        ("F20"..."F31", .mentalHealth),
        ("F64"..."F64", .gender),
        ("N97"..."N98", .reproductive),
        ("O04"..."O04", .reproductive),
        ("T74"..."T74", .safeguarding),
        ("X60"..."X84", .selfHarm),
    ]
}
