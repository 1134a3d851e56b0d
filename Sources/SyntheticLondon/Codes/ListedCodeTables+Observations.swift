// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension ListedCodeTables {
    /// Vital signs and laboratory tests.
    static let observations = """
        A snomed 75367002 Blood pressure
        A snomed 72313002 Systolic arterial pressure
        A snomed 1091811000000102 Diastolic arterial pressure
        A snomed 364075005 Heart rate
        A snomed 86290005 Respiratory rate
        A snomed 386725007 Body temperature
        A snomed 431314004 Peripheral oxygen saturation
        A snomed 866661000000106 Peripheral blood oxygen saturation on room air at rest
        A snomed 866701000000100 Peripheral blood oxygen saturation on supplemental oxygen at rest
        A snomed 248234008 Mentally alert
        A snomed 130987000 Acute confusion
        A snomed 300202002 Responds to voice
        A snomed 1104051000000101 Royal College of Physicians NEWS2 (National Early Warning Score 2) total score
        A snomed 27113001 Body weight
        A snomed 50373000 Body height measure
        A snomed 60621009 Body mass index
        A loinc 85354-9 Blood pressure panel with all children optional
        A loinc 8480-6 Systolic blood pressure
        A loinc 8462-4 Diastolic blood pressure
        A loinc 8867-4 Heart rate
        A loinc 9279-1 Respiratory Rate
        A loinc 8310-5 Body temperature
        A loinc 2708-6 Oxygen saturation in Arterial blood
        A loinc 29463-7 Body weight
        A loinc 8302-2 Body height
        A loinc 39156-5 Body mass index (BMI) [Ratio]
        B snomed 266919005 Never smoked
        B snomed 8517006 Ex-smoker
        B snomed 77176002 Smoker
        A snomed 1082641000000106 Alcohol units consumed per week
        A snomed 413606001 Average home systolic blood pressure
        B snomed 1000661000000107 Sodium
        A snomed 1000651000000109 Potassium
        C snomed 1000961000000100 Urea
        B snomed 1000731000000107 Creatinine
        B snomed 1011481000000105 eGFR (CKD-EPI)
        A snomed 1000821000000103 Albumin
        A snomed 1105861000000106 Albumin mass concentration in serum
        B snomed 1018251000000107 ALT
        B snomed 1000621000000104 ALP
        B snomed 1000861000000106 GGT
        C snomed 997591000000109 Bilirubin, total
        C snomed 935051000000108 Calcium, adjusted
        C snomed 1000701000000101 Phosphate
        C snomed 1001371000000100 CRP
        A snomed 999791000000106 HbA1c (IFCC)
        A snomed 1010671000000102 Glucose, plasma
        A snomed 1110521000000108 Glucose substance concentration in plasma
        B snomed 1005671000000105 Cholesterol
        B snomed 1005681000000107 HDL
        C snomed 1022191000000100 LDL
        C snomed 1005691000000109 Triglycerides
        B snomed 1022791000000101 TSH
        B snomed 1016971000000106 Free T4
        B snomed 1022431000000105 Haemoglobin
        B snomed 1022541000000102 White cells
        B snomed 1110441000000100 White cells
        B snomed 1022551000000104 Neutrophils
        B snomed 1108071000000101 Neutrophils
        B snomed 1022581000000105 Lymphocytes
        B snomed 1107961000000106 Lymphocytes
        B snomed 1022651000000100 Platelets
        C snomed 1022491000000106 MCV
        B snomed 1007991000000105 Vitamin D, total
        B snomed 1110381000000103 Vitamin D, total
        B snomed 1000381000000105 PSA
        B snomed 1006681000000100 Lithium
        B snomed 1049361000000101 FIT
        C snomed 1027791000000103 Urine microalbumin/creatinine
        B loinc 2951-2 Sodium [Moles/volume] in Serum or Plasma
        B loinc 2823-3 Potassium [Moles/volume] in Serum or Plasma
        B loinc 14682-9 Creatinine [Moles/volume] in Serum or Plasma
        B loinc 62238-1 Glomerular filtration rate/1.73 sq M.predicted (CKD-EPI)
        B loinc 1751-7 Albumin [Mass/volume] in Serum or Plasma
        B loinc 1742-6 Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma
        B loinc 6768-6 Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma
        B loinc 14631-6 Bilirubin.total [Moles/volume] in Serum or Plasma
        B loinc 14879-1 Phosphate [Moles/volume] in Serum or Plasma
        B loinc 1988-5 C reactive protein [Mass/volume] in Serum or Plasma
        B loinc 59261-8 Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol
        B loinc 14749-6 Glucose [Moles/volume] in Serum or Plasma
        B loinc 14647-2 Cholesterol [Moles/volume] in Serum or Plasma
        B loinc 14646-4 Cholesterol in HDL [Moles/volume] in Serum or Plasma
        B loinc 22748-8 Cholesterol in LDL [Moles/volume] in Serum or Plasma
        B loinc 14927-8 Triglyceride [Moles/volume] in Serum or Plasma
        B loinc 3016-3 Thyrotropin [Units/volume] in Serum or Plasma
        B loinc 718-7 Hemoglobin [Mass/volume] in Blood
        B loinc 6690-2 Leukocytes [#/volume] in Blood by Automated count
        B loinc 751-8 Neutrophils [#/volume] in Blood by Automated count
        B loinc 777-3 Platelets [#/volume] in Blood by Automated count
        B loinc 787-2 MCV [Entitic volume] by Automated count
        """

    /// Diagnoses as hospitals code them.
    static let hospital = """
        A icd10 I10X Essential (primary) hypertension
        A icd10 E119 Type 2 diabetes, no complications
        A icd10 Z921 Personal history of long-term anticoagulant use
        A icd10 J459 Asthma, unspecified
        A icd10 I489 Atrial fibrillation and flutter, unspecified
        A icd10 F329 Depressive episode, unspecified
        A icd10 Z880 Personal history of allergy to penicillin
        A icd10 F419 Anxiety disorder, unspecified
        A icd10 I259 Chronic ischaemic heart disease
        A icd10 N183 CKD stage 3
        A icd10 E039 Hypothyroidism, unspecified
        A icd10 N179 Acute renal failure (AKI), unspecified
        A icd10 I252 Old myocardial infarction
        A icd10 J449 COPD, unspecified
        A icd10 R296 Tendency to fall
        A icd10 Z888 History of allergy to other drugs
        A icd10 R54X Senility
        A icd10 N390 Urinary tract infection
        A icd10 D649 Anaemia, unspecified
        A icd10 I500 Congestive heart failure
        A icd10 J181 Lobar pneumonia
        A icd10 Z370 Single live birth
        """
}
