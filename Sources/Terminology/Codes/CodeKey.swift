// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import FHIRModel

/// A code and its system in the one spelling under which codes are compared.
///
/// Equal keys mean equal codes: `https://dmd.nhs.uk` and `http://snomed.info/sct` give the same key, so do `Z88.0` and
/// `Z880` in ICD-10. The code stays text all the way; an 18-digit id does not survive a floating-point number. What the
/// sender wrote is kept elsewhere and shown unchanged.
package struct CodeKey: Hashable, Sendable {
    /// The system in its canonical spelling.
    package let system: String
    /// The code, without the dot in ICD-10 and OPCS-4.
    package let code: String

    /// The key of a code as it came.
    package init(system: String, code: String) {
        self.system = CodeSystemURI.canonical(system)
        switch self.system {
        case CodeSystemURI.icd10: self.code = ICD10Code(code)?.text ?? code
        case CodeSystemURI.opcs4: self.code = OPCS4Code(code)?.text ?? code
        default: self.code = code
        }
    }

    /// The keys of a CodeableConcept's codings in their order; a coding without system or code gives none.
    package static func codings(of concept: JSONNode) -> [CodeKey] {
        concept.items("coding").compactMap { coding in
            guard let system = coding["system"]?.string, let code = coding["code"]?.string else { return nil }
            return CodeKey(system: system, code: code)
        }
    }
}
