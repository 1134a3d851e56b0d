// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes

extension Problem {
    static let parkinsons = Problem(
        "49049000", "Parkinson's disease", [0, 0, 0, 0.003, 0.015, 0.02], treatment: [Step(0.9, .coBeneldopa)],
        clinic: .neurology)
    static let multipleSclerosis = Problem(
        "24700007", "Multiple sclerosis", [0, 0.0005, 0.002, 0.003, 0.002, 0.001], sex: (1.4, 0.6), clinic: .neurology)
    static let rheumatoidArthritis = Problem(
        "69896004", "Rheumatoid arthritis", [0, 0.001, 0.004, 0.012, 0.016, 0.014], sex: (1.5, 0.6),
        treatment: [Step(0.7, .methotrexate2), Step(0.7, .folicAcid)],
        monitoring: [(.fullBloodCount, 3), (.liver, 3), (.inflammation, 2)], clinic: .rheumatology)
    static let osteoarthritis = Problem(
        "396275006", "Osteoarthritis", [0, 0, 0.015, 0.13, 0.26, 0.33], sex: (1.2, 0.8),
        treatment: [Step(0.4, .paracetamol, .coCodamol), Step(0.15, .naproxen)], clinic: .orthopaedics)
    static let osteoporosis = Problem(
        "64859006", "Osteoporosis", [0, 0, 0.002, 0.03, 0.10, 0.18], sex: (1.6, 0.4),
        treatment: [Step(0.7, .alendronicAcid)], monitoring: [(.vitaminD, 0.3), (.bone, 0.3)])
    static let gout = Problem(
        "90560007", "Gout", [0, 0, 0.01, 0.03, 0.05, 0.05], sex: (0.4, 1.6), treatment: [Step(0.6, .allopurinol)],
        monitoring: [(.ureaAndElectrolytes, 0.5)])
    static let hypothyroidism = Problem(
        "40930008", "Hypothyroidism", icd: "E039", [0, 0.006, 0.025, 0.05, 0.07, 0.08], sex: (1.6, 0.4),
        treatment: [Step(0.95, .levothyroxine)], monitoring: [(.thyroid, 1)])
    static let obesity = Problem("414916001", "Obesity", [0, 0.05, 0.09, 0.11, 0.09, 0.05])
    static let ironDeficiency = Problem(
        "87522002", "Iron deficiency anaemia", icd: "D649", [0.003, 0.02, 0.03, 0.02, 0.04, 0.06], sex: (1.5, 0.5),
        treatment: [Step(0.5, .ferrousFumarate)], monitoring: [(.fullBloodCount, 1)])
    static let sickleCell = Problem(
        "127040003", "Sickle cell disease (HbSS)", [0.006, 0.006, 0.005, 0.003, 0.001, 0.0005],
        treatment: [Step(0.5, .hydroxycarbamide), Step(0.5, .codeine)],
        monitoring: [(.fullBloodCount, 2.5), (.liver, 1)],
        clinic: .haematology, fromBirth: true)
    static let reflux = Problem(
        "235595009", "Gastro-oesophageal reflux disease", [0, 0.01, 0.05, 0.09, 0.11, 0.11],
        treatment: [Step(0.7, .omeprazole, .lansoprazole)])
    static let crohns = Problem(
        "34000006", "Crohn's disease", [0, 0.002, 0.003, 0.003, 0.002, 0.001], treatment: [Step(0.5, .azathioprine)],
        monitoring: [(.fullBloodCount, 2), (.liver, 2), (.inflammation, 2)], clinic: .gastroenterology)
    static let ulcerativeColitis = Problem(
        "64766004", "Ulcerative colitis", [0, 0.002, 0.004, 0.004, 0.003, 0.002], monitoring: [(.fullBloodCount, 1)],
        clinic: .gastroenterology)
    static let coeliac = Problem("396331005", "Coeliac disease", [0.002, 0.005, 0.007, 0.008, 0.007, 0.005])
    static let cirrhosis = Problem(
        "19943007", "Cirrhosis of liver", [0, 0, 0.001, 0.004, 0.004, 0.002],
        monitoring: [(.liver, 2), (.fullBloodCount, 2)],
        clinic: .gastroenterology)
    static let breastCancer = Problem(
        "254837009", "Carcinoma of breast", [0, 0, 0.004, 0.025, 0.045, 0.05], sex: (1.98, 0.02),
        treatment: [Step(0.4, .anastrozole)], clinic: .oncology)
    static let prostateCancer = Problem(
        "399068003", "Carcinoma of prostate", [0, 0, 0, 0.012, 0.055, 0.07], sex: (0, 2),
        monitoring: [(.prostate, 2)], clinic: .oncology)
    static let colonCancer = Problem(
        "363406005", "Carcinoma of colon", [0, 0, 0.0005, 0.004, 0.014, 0.02], clinic: .oncology)
    static let lungCancer = Problem(
        "363358000", "Carcinoma of lung", [0, 0, 0.0002, 0.002, 0.006, 0.005], clinic: .oncology)
    static let learningDisability = Problem(
        "110359009", "Learning disability", [0.004, 0.007, 0.006, 0.005, 0.003, 0.002], fromBirth: true)
    static let mildFrailty = Problem("925791000000100", "Mild frailty", [0, 0, 0, 0.005, 0.12, 0.20])
    static let moderateFrailty = Problem("925831000000107", "Moderate frailty", [0, 0, 0, 0.002, 0.06, 0.22])
    static let severeFrailty = Problem("925861000000102", "Severe frailty", [0, 0, 0, 0, 0.02, 0.20])
    static let adhd = Problem(
        "406506008", "Attention deficit hyperactivity disorder", [0.002, 0.02, 0.01, 0.002, 0, 0],
        treatment: [Step(0.5, .methylphenidate)], fromBirth: true)
    static let hepatitisB = Problem(
        "66071002", "Viral hepatitis type B", [0, 0.002, 0.005, 0.005, 0.003, 0.002], monitoring: [(.liver, 1.5)],
        clinic: .gastroenterology)
    static let hiv = Problem(
        "86406008", "HIV infection", [0, 0.002, 0.007, 0.006, 0.002, 0], sex: (0.6, 1.4), labels: [.hiv, .sexualHealth])
    static let alcoholDependence = Problem(
        "66590003", "Alcohol dependence", [0, 0.002, 0.009, 0.009, 0.004, 0.001], sex: (0.6, 1.4),
        monitoring: [(.liver, 1)], labels: .substanceMisuse)
    static let opioidDependence = Problem(
        "75544000", "Opioid dependence", [0, 0.001, 0.006, 0.003, 0, 0], sex: (0.5, 1.5), labels: .substanceMisuse)
    static let pregnancy = Problem(
        "77386006", "Pregnant", [0, 0.045, 0.02, 0, 0, 0], sex: (1, 0), treatment: [Step(0.3, .folicAcid)],
        monitoring: [(.fullBloodCount, 3)], clinic: .maternity)

    /// Every condition the generator gives by chance, in the order in which it decides.
    static let sampled: [Problem] = [
        hypertension, type2Diabetes, type1Diabetes, prediabetes, asthma, copd, atrialFibrillation, heartFailure,
        ischaemicHeartDisease, stroke, ckd4, ckd3b, ckd3a, dementia, vascularDementia, depression, anxiety,
        schizophrenia,
        bipolar, epilepsy, parkinsons, multipleSclerosis, rheumatoidArthritis, osteoarthritis, osteoporosis, gout,
        hypothyroidism, obesity, ironDeficiency, sickleCell, reflux, crohns, ulcerativeColitis, coeliac, cirrhosis,
        breastCancer, prostateCancer, colonCancer, lungCancer, learningDisability, severeFrailty, moderateFrailty,
        mildFrailty, adhd, hepatitisB, hiv, alcoholDependence, opioidDependence, pregnancy,
    ]

    /// Conditions of which a person has at most one: the first that chance gives.
    static let exclusive: [Set<String>] = [
        [ckd3a.code, ckd3b.code, ckd4.code], [dementia.code, vascularDementia.code],
        [type1Diabetes.code, type2Diabetes.code, prediabetes.code],
        [severeFrailty.code, moderateFrailty.code, mildFrailty.code], [crohns.code, ulcerativeColitis.code],
        [schizophrenia.code, bipolar.code], [asthma.code, copd.code],
    ]

    /// The age below which no one has it.
    var minimumAge: Int {
        if fromBirth { return 0 }
        switch code {
        case Self.asthma.code: return 4
        case Self.anxiety.code: return 9
        default: return prevalence[0] > 0 ? 1 : 13
        }
    }

    /// Whether this is a kind of frailty, whatever its degree.
    var isFrailty: Bool { [Self.mildFrailty.code, Self.moderateFrailty.code, Self.severeFrailty.code].contains(code) }
    /// Whether this is a kind of dementia.
    var isDementia: Bool { code == Self.dementia.code || code == Self.vascularDementia.code }
}
