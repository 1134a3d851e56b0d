// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// A reviewed product: what dm+d ids of it have in common, old and new.
///
/// Two records are the same row only if their products are equal. Products are never recognised by name: a medicine
/// that comes as text, or under an id not listed, has no product here.
package struct MedicineProduct: Hashable, Sendable {
    /// The physical form, coarse enough for a heading.
    package enum Form: String, Sendable, Hashable {
        case tablet
        case dispersibleTablet = "dispersible-tablet"
        case capsule
        case oralSolution = "oral-solution"
        case inhaler
        case injection
        /// The code names an ingredient, not a product.
        case any
    }

    /// How the product lets its ingredient go; releases are never folded together.
    package enum Release: String, Sendable, Hashable {
        case immediate
        case modified
        case gastroResistant = "gastro-resistant"
        /// The code names an ingredient, not a product.
        case any
    }

    /// Our own name, such as `warfarin-1mg-tablets`; for keys, never for pages.
    package let name: String
    /// What is in it.
    package let ingredients: IngredientSet
    /// Its form.
    package let form: Form
    /// Its release.
    package let release: Release
    /// Strength as text, such as `30mg/500mg`; nil where the code names an ingredient.
    ///
    /// Never the dose.
    package let strength: String?
    /// What staff must know.
    package let flags: MedicineFlags

    /// Whether the code names an ingredient only, as allergy and old medication entries do.
    package var isIngredientOnly: Bool { form == .any }

    /// The product of a code, under the current or a superseded id; nil for an id not listed.
    package static func lookup(system: String, code: String) -> MedicineProduct? {
        lookup(CodeKey(system: system, code: code))
    }

    /// The product of a code, under the current or a superseded id; nil for an id not listed.
    package static func lookup(_ key: CodeKey) -> MedicineProduct? {
        ListedCodes.confirmed(key)?.tags["product"].flatMap { byName[$0] }
    }

    /// The one product that the codings of a concept name; nil if none is listed or if they name different ones.
    ///
    /// A coding of the ingredient beside one of the product changes nothing.
    package static func lookup(_ codings: [CodeKey]) -> MedicineProduct? {
        let named = Set(codings.compactMap { lookup($0) })
        let products = named.filter { !$0.isIngredientOnly }
        let candidates = products.isEmpty ? named : products
        return candidates.count == 1 ? candidates.first : nil
    }

    /// The reviewed products by name.
    static let byName: [String: MedicineProduct] = table.split(separator: "\n").reduce(into: [:]) { products, line in
        if let product = MedicineProduct(line: line) { products[product.name] = product }
    }

    /// What is wrong with a product table: lines that cannot be read, and names that come twice.
    package static func faults(in table: String) -> [CareIssue] {
        TableFaults.find(in: table) { MedicineProduct(line: $0)?.name }
    }

    init?(line: Substring) {
        let fields = line.split(separator: "\t")
        guard fields.count == 6, let form = Form(rawValue: String(fields[2])),
            let release = Release(rawValue: String(fields[3]))
        else { return nil }
        name = String(fields[0])
        ingredients = IngredientSet(joined: fields[1])
        self.form = form
        self.release = release
        strength = fields[4] == "-" ? nil : String(fields[4])
        let flags = fields[5] == "-" ? [] : fields[5].split(separator: ",").map { MedicineFlags.byName[String($0)] }
        guard !flags.contains(nil), !ingredients.ingredients.isEmpty else { return nil }
        self.flags = flags.reduce(into: []) { $0.formUnion($1 ?? []) }
    }
}
