// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

/// A product that may be prescribed: its words, its ids of the dictionary of
/// medicines and devices, and how it is usually taken.
struct Medicine: Sendable, Hashable {
    /// The product name as the dictionary has it; for products without an id the sender's words.
    let name: String
    /// The id that was in use before; nil where none is known.
    let oldID: String?
    /// The id in use now; nil where none is known.
    let newID: String?
    /// The usual instruction, as prescribers write it.
    let dose: String
    /// How many units a 28 or 30 day supply has.
    let quantity: Int
    /// What is counted: tablet, capsule, dose.
    let unit: String
    /// How another source words the same product.
    let otherWords: String?
    /// The labels that its name alone calls for.
    let labels: SensitivityLabels

    init(
        _ name: String, _ oldID: String? = nil, _ newID: String? = nil, _ dose: String, _ quantity: Int = 28,
        _ unit: String = "tablet", otherWords: String? = nil, labels: SensitivityLabels = []
    ) {
        self.name = name
        self.oldID = oldID
        self.newID = newID
        self.dose = dose
        self.quantity = quantity
        self.unit = unit
        self.otherWords = otherWords
        self.labels = labels
    }

    /// The age from which it is given as the usual instruction says.
    var minimumAge: Int {
        switch name {
        case Self.amoxicillinSuspension.name: 1
        case Self.salbutamol.name, Self.beclometasone.name, Self.hydroxycarbamide.name, Self.insulinGlargine.name,
            Self.insulinAspart.name, Self.levetiracetam.name, Self.prednisolone.name, Self.ferrousFumarate.name:
            4
        case Self.methylphenidate.name: 6
        case Self.amoxicillin.name, Self.flucloxacillin.name, Self.paracetamol.name, Self.ibuprofen.name: 12
        default: 16
        }
    }

    /// How a source states the product.
    enum Style: Sendable {
        /// The dictionary's own system, the id in use now.
        case current
        /// The dictionary's own system, the superseded id.
        case superseded
        /// The id in use now under the SNOMED CT system.
        case underSNOMED
        /// Words only.
        case wordsOnly
    }

    /// The product as a source of the given style states it.
    func concept(_ style: Style) -> Concept {
        let current = newID ?? oldID
        let older = oldID ?? newID
        return switch style {
        case .current: coded(.dmd, current)
        case .superseded: coded(.dmd, older)
        case .underSNOMED: coded(.snomed, current)
        case .wordsOnly: Concept(text: otherWords ?? name)
        }
    }

    private func coded(_ system: SyntheticCodeSystem, _ id: String?) -> Concept {
        guard let id else { return Concept(text: name) }
        return Concept(SyntheticCodes.code(system, id), text: name)
    }
}

extension Medicine {
    private static let daily = "ONE to be taken each day"
    private static let morning = "ONE to be taken each morning"
    private static let night = "ONE to be taken at night"

    static let amoxicillin = Medicine(
        "Amoxicillin 500mg capsules", nil, "39732411000001106", "ONE to be taken three times a day for 5 days", 15,
        "capsule")
    static let flucloxacillin = Medicine(
        "Flucloxacillin 500mg capsules", nil, "39692211000001107", "ONE to be taken four times a day for 7 days", 28,
        "capsule")
    static let doxycycline = Medicine(
        "Doxycycline 100mg capsules", nil, "41948311000001104", "TWO on the first day, then ONE each day", 8, "capsule")
    static let clarithromycin = Medicine(
        "Clarithromycin 500mg tablets", nil, "41946511000001109", "ONE to be taken twice a day for 5 days", 10)
    static let nitrofurantoin = Medicine(
        "Nitrofurantoin 100mg modified-release capsules", nil, "39108511000001108",
        "ONE to be taken twice a day for 3 days", 6, "capsule")
    static let ibuprofen = Medicine(
        "Ibuprofen 400mg tablets", "329653008", "42104911000001104", "ONE to be taken three times a day with food", 42)
    static let naproxen = Medicine(
        "Naproxen 500mg tablets", "329807003", "42107811000001100", "ONE to be taken twice a day with food", 56)
    static let aspirin = Medicine(
        "Aspirin 75mg tablets", "319775004", "42292011000001108", morning, otherWords: "ASPIRIN tabs 75 mg")
    static let clopidogrel = Medicine("Clopidogrel 75mg tablets", "319799004", "39689111000001106", daily)
    static let apixaban = Medicine(
        "Apixaban 5mg tablets", "703908001", "42206511000001102", "ONE to be taken twice a day", 56,
        otherWords: "Apixaban 5 mg tab")
    static let apixabanLow = Medicine(
        "Apixaban 2.5mg tablets", "703907006", "42206411000001101", "ONE to be taken twice a day", 56)
    static let rivaroxaban = Medicine(
        "Rivaroxaban 20mg tablets", "19842211000001107", nil, "ONE to be taken each day with food")
    static let warfarin1 = Medicine(
        "Warfarin 1mg tablets", "319733000", "42217511000001103", "as directed, see yellow book", 28)
    static let warfarin3 = Medicine(
        "Warfarin 3mg tablets", "319734006", "42217611000001104", "as directed, see yellow book", 28)
    static let ramipril = Medicine(
        "Ramipril 5mg capsules", "318902004", "42381611000001104", daily, 28, "capsule",
        otherWords: "RAMIPRIL caps 5 mg")
    static let ramiprilLow = Medicine("Ramipril 2.5mg capsules", "318901006", "42381411000001102", daily, 28, "capsule")
    static let losartan = Medicine("Losartan 50mg tablets", "318956006", "42377011000001106", daily)
    static let amlodipine = Medicine("Amlodipine 5mg tablets", "319283006", "39732011000001102", daily)
    static let bisoprolol = Medicine(
        "Bisoprolol 5mg tablets", "318590006", "42371511000001109", morning, otherWords: "Bisoprolol fumarate 5 mg tab")
    static let propranolol = Medicine(
        "Propranolol 40mg tablets", "318353009", "42380311000001104", "ONE to be taken twice a day", 56)
    static let furosemide = Medicine(
        "Furosemide 40mg tablets", "317972000", "42294811000001108", morning, otherWords: "Frusemide 40 mg")
    static let spironolactone = Medicine("Spironolactone 25mg tablets", "318056008", "42216511000001100", morning)
    static let omeprazole = Medicine(
        "Omeprazole 20mg gastro-resistant capsules", "317291008", nil, daily, 28, "capsule",
        otherWords: "Omeprazole 20mg")
    static let lansoprazole = Medicine(
        "Lansoprazole 30mg gastro-resistant capsules", "317309001", nil, daily, 28, "capsule")
    static let metformin = Medicine(
        "Metformin 500mg tablets", "325278007", "42084911000001109", "TWO to be taken twice a day with meals", 112)
    static let metforminModifiedRelease = Medicine(
        "Metformin 500mg modified-release tablets", "386047000", "39113511000001101",
        "TWO to be taken with the evening meal", 56)
    static let gliclazide = Medicine(
        "Gliclazide 80mg tablets", "325242002", "42082911000001100", "ONE to be taken twice a day with meals", 56)
    static let sitagliptin = Medicine("Sitagliptin 100mg tablets", "424345005", "42089711000001108", daily)
    static let dapagliflozin = Medicine("Dapagliflozin 10mg tablets", "703680009", "39689811000001104", daily)
    static let insulinGlargine = Medicine(
        "Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices", "400877001",
        "38897011000001107", "24 units at night", 5, "pen")
    static let insulinAspart = Medicine(
        "Insulin aspart 100units/ml solution for injection 3ml pre-filled disposable devices", "3468711000001104", nil,
        "With meals, as counted", 5, "pen")
    static let salbutamol = Medicine(
        "Salbutamol 100micrograms/dose inhaler CFC free", "320139002", "39113611000001102", "2 puffs when required",
        200,
        "dose", otherWords: "Salbutamol inhaler (blue)")
    static let beclometasone = Medicine(
        "Beclometasone 100micrograms/dose inhaler", "320537007", "42292311000001106", "2 puffs twice a day", 200, "dose"
    )
    static let prednisolone = Medicine(
        "Prednisolone 5mg tablets", "325427002", "42087311000001104", "reduce by 5mg every 3 days", 42)
    static let methotrexate2 = Medicine(
        "Methotrexate 2.5mg tablets", "326874007", "41792011000001100",
        "Take 6 tablets (15mg) ONCE A WEEK on Monday", 24)
    static let methotrexate10 = Medicine(
        "Methotrexate 10mg tablets", "326875008", "41791911000001107", "Take ONE tablet ONCE A WEEK on Monday", 4)
    static let lithium = Medicine(
        "Lithium carbonate 400mg modified-release tablets", "13177001000001108", nil, "TWO to be taken at night", 56)
    static let amiodarone = Medicine("Amiodarone 200mg tablets", "318187007", nil, daily)
    static let sertraline = Medicine("Sertraline 50mg tablets", nil, "39704111000001102", daily)
    static let citalopram = Medicine("Citalopram 20mg tablets", nil, "42269411000001107", daily)
    static let mirtazapine = Medicine("Mirtazapine 15mg tablets", "375193003", "42274511000001104", night)
    static let amitriptyline = Medicine("Amitriptyline 10mg tablets", "321745007", "42291111000001104", night)
    static let risperidone = Medicine("Risperidone 1mg tablets", "321589009", "42278711000001101", night)
    static let olanzapine = Medicine("Olanzapine 10mg tablets", "321614001", "42275511000001103", night)
    static let clozapine = Medicine(
        "Clozapine 100mg tablets", "321574000", "42270011000001100", "ONE in the morning and TWO at night", 84)
    static let coCodamol = Medicine(
        "Co-codamol 30mg/500mg tablets", "322341003", "42009811000001101",
        "ONE or TWO up to four times a day when required", 100)
    static let paracetamol = Medicine(
        "Paracetamol 500mg tablets", "322236009", nil, "TWO up to four times a day when required", 100)
    static let codeine = Medicine("Codeine 30mg tablets", nil, "42010411000001105", "ONE when required", 28)
    static let tramadol = Medicine(
        "Tramadol 50mg capsules", nil, "42017811000001106", "ONE when required", 30, "capsule")
    static let morphine = Medicine(
        "Morphine sulfate 10mg/5ml oral solution", nil, "36128311000001101", "10mg/5ml: 2.5ml up to 4 hourly", 100, "ml"
    )
    static let gabapentin = Medicine(
        "Gabapentin 300mg capsules", nil, "42129711000001109", "ONE to be taken three times a day", 84, "capsule")
    static let pregabalin = Medicine(
        "Pregabalin 75mg capsules", nil, "42135711000001109", "ONE to be taken twice a day", 56, "capsule")
    static let midazolam = Medicine(
        "Midazolam 10mg/2ml solution for injection ampoules", nil, "36124911000001107",
        "2.5mg subcutaneously when required for agitation, at most hourly", 10, "ampoule")
    static let azathioprine = Medicine(
        "Azathioprine 50mg tablets", "327070006", "41759311000001100", "TWO each day", 56)
    static let mycophenolate = Medicine(
        "Mycophenolate mofetil 500mg tablets", "327106003", "41766211000001109", "TWO to be taken twice a day", 112)
    static let hydroxycarbamide = Medicine(
        "Hydroxycarbamide 500mg capsules", nil, "41788411000001107", "TWO to be taken each day", 56, "capsule")
    static let atorvastatin = Medicine(
        "Atorvastatin 20mg tablets", "320030001", "39733011000001106", night, otherWords: "Atorvastatin 20 mg nocte")
}

/// Products without a confirmed id: sent in words, as GP systems may.
extension Medicine {
    static let levothyroxine = Medicine("Levothyroxine sodium 50microgram tablets", nil, nil, "ONE each morning")
    static let amoxicillinSuspension = Medicine(
        "Amoxicillin 250mg/5ml oral suspension sugar free", nil, nil, "5ml three times a day for 5 days", 100, "ml")
    static let digoxin = Medicine("Digoxin 125microgram tablets", nil, nil, "ONE each day")
    static let donepezil = Medicine("Donepezil 10mg tablets", nil, nil, "ONE at night")
    static let valproate = Medicine("Sodium valproate 500mg gastro-resistant tablets", nil, nil, "ONE twice a day", 56)
    static let levetiracetam = Medicine("Levetiracetam 500mg tablets", nil, nil, "ONE twice a day", 56)
    static let alendronicAcid = Medicine("Alendronic acid 70mg tablets", nil, nil, "ONE each week on Sunday", 4)
    static let allopurinol = Medicine("Allopurinol 100mg tablets", nil, nil, "ONE each day")
    static let ferrousFumarate = Medicine("Ferrous fumarate 210mg tablets", nil, nil, "ONE each day")
    static let folicAcid = Medicine("Folic acid 5mg tablets", nil, nil, "ONE each day except Monday", 24)
    static let coBeneldopa = Medicine(
        "Co-beneldopa 25mg/100mg capsules", nil, nil, "ONE five times a day at the times given", 140, "capsule")
    static let tamsulosin = Medicine(
        "Tamsulosin 400microgram modified-release capsules", nil, nil, "ONE each day", 28, "capsule")
    static let tiotropium = Medicine(
        "Tiotropium bromide 18microgram inhalation capsules", nil, nil, "ONE inhaled each day", 30, "capsule")
    static let methylphenidate = Medicine("Methylphenidate 18mg modified-release tablets", nil, nil, "ONE each morning")
    static let adalimumab = Medicine(
        "Adalimumab 40mg/0.4ml solution for injection pre-filled pens", nil, nil, "40mg subcutaneously every 2 weeks",
        2, "pen")
    static let antiretroviral = Medicine(
        "Bictegravir 50mg / Emtricitabine 200mg / Tenofovir alafenamide 25mg tablets", nil, nil, "ONE each day", 30,
        labels: [.hiv, .sexualHealth])
    static let methadone = Medicine(
        "Methadone 1mg/ml oral solution", nil, nil, "60ml each day, supervised", 840, "ml", labels: .substanceMisuse)
    static let estradiol = Medicine(
        "Estradiol 50micrograms/24hours transdermal patches", nil, nil, "Apply ONE twice weekly", 8, "patch",
        labels: .gender)
    static let anastrozole = Medicine("Anastrozole 1mg tablets", nil, nil, "ONE each day")
    static let combinedPill = Medicine(
        "Ethinylestradiol 30microgram / Levonorgestrel 150microgram tablets", nil, nil, "ONE each day for 21 days", 63,
        labels: .sexualHealth)
}
