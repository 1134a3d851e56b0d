// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

/// Codes of value sets that R4 requires and lists itself.
///
/// Those that are defined elsewhere (media types, languages, units, currencies) and those that are only recommended are
/// not looked at.
extension StructureWalk {
    mutating func checkBinding(of value: JSONNode, _ element: R4.Element, _ type: R4.ElementType) {
        guard let binding = element.binding, binding.strength == .required,
            let codes = R4.codes(valueSet: binding.valueSet)
        else { return }
        switch type.name {
        case "code":
            guard let code = value.string, !codes.contains(code) else { return }
            add(.codeInvalid, "The code is not one of R4's for '\(element.name)'" + Self.remedy(codes), value)
        case "Coding", "Quantity":
            guard value["code"] != nil, !Self.contains(codes, value) else { return }
            add(.codeInvalid, "The code is not one of R4's for '\(element.name)'" + Self.remedy(codes), value)
        case "CodeableConcept":
            let codings = value.items("coding")
            // Without any coding an extension may say why there is none.
            let isExcused = value["coding"] == nil && value["extension"] != nil
            guard !isExcused, !codings.contains(where: { Self.contains(codes, $0) }) else { return }
            add(.codeInvalid, "None of the codings is one of R4's for '\(element.name)'" + Self.remedy(codes), value)
        default: break
        }
    }

    private static func contains(_ codes: R4.ValueSetCodes, _ coding: JSONNode) -> Bool {
        guard let code = coding["code"]?.string, let system = coding["system"]?.string else { return false }
        return codes.contains(code, system: system)
    }

    /// The codes that may stand there, where they are few, and their systems.
    private static func remedy(_ codes: R4.ValueSetCodes) -> String {
        guard codes.systems.reduce(0, { $0 + $1.codes.count }) <= 16 else {
            return "; use one of \(codes.url)"
        }
        let lists = codes.systems.map { "\($0.codes.joined(separator: ", ")) of \($0.system)" }
        return "; use one of: " + lists.joined(separator: "; ")
    }
}
