// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// ICD-10 and OPCS-4 as hospitals in England send them, with uses a year in all positions.
    static let diagnosesAndOperations = #"""
icd10	I10X	Essential (primary) hypertension	A	NHSE	diagnosis	family=hypertension basis=inferred-by-name uses=6430000
icd10	E119	Type 2 diabetes, no complications	A	NHSE	diagnosis	family=diabetes-type-2 basis=inferred-by-name uses=2420000
icd10	Z921	Personal history of long-term anticoagulant use	A	NHSE	diagnosis	kind=status uses=2070000
icd10	J459	Asthma, unspecified	A	NHSE	diagnosis	family=asthma basis=inferred-by-name uses=1930000
icd10	I489	Atrial fibrillation and flutter, unspecified	A	NHSE	diagnosis	uses=1870000
icd10	F329	Depressive episode, unspecified	A	NHSE	diagnosis	uses=1550000
icd10	Z880	Personal history of allergy to penicillin	A	NHSE	diagnosis	kind=allergy substance=penicillin uses=1320000
icd10	F419	Anxiety disorder, unspecified	A	NHSE	diagnosis	family=anxiety basis=inferred-by-name uses=1270000
icd10	I259	Chronic ischaemic heart disease	A	NHSE	diagnosis	uses=1170000
icd10	N183	CKD stage 3	A	NHSE	diagnosis	family=ckd-3 basis=inferred-by-name stage=chronic-kidney-disease:30 uses=1090000
icd10	E039	Hypothyroidism, unspecified	A	NHSE	diagnosis	family=hypothyroidism basis=inferred-by-name uses=1090000
icd10	N179	Acute renal failure (AKI), unspecified	A	NHSE	diagnosis	uses=1070000
icd10	I252	Old myocardial infarction	A	NHSE	diagnosis	kind=history of=myocardial-infarction uses=990000
icd10	J449	COPD, unspecified	A	NHSE	diagnosis	family=copd basis=inferred-by-name uses=950000
icd10	R296	Tendency to fall	A	NHSE	diagnosis	uses=950000
icd10	Z888	History of allergy to other drugs	A	NHSE	diagnosis	kind=allergy scope=drug uses=780000
icd10	R54X	Senility	A	NHSE	diagnosis	wording=as-recorded uses=680000
icd10	N390	Urinary tract infection	A	NHSE	diagnosis	family=urinary-tract-infection basis=inferred-by-name uses=680000
icd10	D649	Anaemia, unspecified	A	NHSE	diagnosis	uses=670000
icd10	I500	Congestive heart failure	A	NHSE	diagnosis	uses=620000
icd10	J181	Lobar pneumonia	A	NHSE	diagnosis	uses=570000
icd10	Z370	Single live birth	A	NHSE	diagnosis	kind=status uses=530000
opcs4	U212	CT NEC	A	NHSE	operation	uses=910000
opcs4	C712	Phacoemulsification of lens	A	NHSE	operation	uses=680000
opcs4	C751	Lens prosthesis	A	NHSE	operation	uses=680000
opcs4	U051	CT head	A	NHSE	operation	uses=610000
opcs4	G451	Upper GI endoscopy with biopsy	A	NHSE	operation	uses=500000
opcs4	U201	Transthoracic echo	A	NHSE	operation	uses=490000
opcs4	R151	Medical induction of labour	A	NHSE	operation	uses=270000
opcs4	H229	Diagnostic colonoscopy, unspecified	A	NHSE	operation	uses=270000
opcs4	R249	All normal delivery	A	NHSE	operation	uses=250000
opcs4	M479	Urethral catheterisation	A	NHSE	operation	uses=240000
opcs4	H201	Snare resection of colon lesion	A	NHSE	operation	uses=230000
opcs4	U354	CT pulmonary arteries	A	NHSE	operation	uses=220000
opcs4	U052	MRI head	A	NHSE	operation	uses=180000
opcs4	Z942	Right sided operation	A	NHSE	operation	laterality=right uses=2120000
opcs4	Z943	Left sided operation	A	NHSE	operation	laterality=left uses=2000000
"""#
}
