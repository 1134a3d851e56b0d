// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import FHIRModel
internal import Terminology

extension JSONNode {
    /// A Quantity as a result's value: comparator and digits as they came.
    var quantity: ResultValue {
        let digits = self["value"]?.primitiveText
        let comparator = self["comparator"]?.string
        let unit = self["unit"]?.string ?? self["code"]?.string
        return ResultValue(
            text: digits.map { (comparator ?? "") + $0 }, unit: unit,
            ucum: UCUMUnit.normalised(
                system: self["system"]?.string, code: self["code"]?.string, unit: self["unit"]?.string),
            comparator: comparator, number: digits.flatMap { Double($0) })
    }

    /// A Quantity in words, such as `28 tablet`.
    var quantityWords: String? { quantity.textWithUnit }
}
