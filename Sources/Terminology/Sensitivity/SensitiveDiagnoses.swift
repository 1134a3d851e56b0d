// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// Blocks of ICD-10 whose every code is sensitive, so that a diagnosis from a hospital leaks nothing that the same
/// condition from a GP would hide.
///
/// The blocks only ever hide; nothing is asserted from them.
enum SensitiveDiagnoses {
    /// The labels of a code by its first characters, as many as the block at hand has.
    static func labels(of code: ICD10Code) -> SensitivityLabels {
        blocks.reduce(into: []) { labels, block in
            if block.codes.contains(String(code.text.prefix(block.codes.lowerBound.count))) {
                labels.formUnion(block.labels)
            }
        }
    }

    /// Both ends of a block have the same length.
    private static let blocks: [(codes: ClosedRange<String>, labels: SensitivityLabels)] = [
        ("A50"..."A64", .sexualHealth),
        ("B20"..."B24", [.hiv, .sexualHealth]),
        // A test of HIV without a clear result, advice about HIV, HIV in pregnancy, and HIV without symptoms.
        ("R75"..."R75", [.hiv, .sexualHealth]),
        ("Z717"..."Z717", [.hiv, .sexualHealth]),
        ("O987"..."O987", [.hiv, .sexualHealth]),
        ("Z21"..."Z21", [.hiv, .sexualHealth]),
        // Syphilis, gonorrhoea and others in pregnancy.
        ("O981"..."O983", .sexualHealth),
        // F17 is tobacco, which is no secret.
        ("F10"..."F16", .substanceMisuse),
        ("F18"..."F19", .substanceMisuse),
        ("F20"..."F31", .mentalHealth),
        ("F64"..."F64", .gender),
        ("N97"..."N98", .reproductive),
        ("O04"..."O04", .reproductive),
        ("T74"..."T74", .safeguarding),
        ("X60"..."X84", .selfHarm),
        // Self-harm in the past.
        ("Z915"..."Z915", .selfHarm),
    ]
}
