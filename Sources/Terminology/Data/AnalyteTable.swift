// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension Analyte {
    /// What is measured: key, name, specimen, UCUM unit, typical adult intervals (for making data only), vital sign.
    static let table = #"""
blood-pressure	Blood pressure	-	-	-	blood-pressure
systolic-blood-pressure	Systolic blood pressure	-	mm[Hg]	-	systolic-blood-pressure
diastolic-blood-pressure	Diastolic blood pressure	-	mm[Hg]	-	diastolic-blood-pressure
home-systolic-blood-pressure	Home systolic blood pressure, average	-	mm[Hg]	-	-
ambulatory-systolic-blood-pressure	24 hour systolic blood pressure, average	-	mm[Hg]	-	-
heart-rate	Heart rate	-	/min	-	heart-rate
pulse-rate	Pulse rate	-	/min	-	heart-rate
respiratory-rate	Respiratory rate	-	/min	-	respiratory-rate
body-temperature	Temperature	-	Cel	-	temperature
core-temperature	Core temperature	-	Cel	-	temperature
tympanic-temperature	Tympanic temperature	-	Cel	-	temperature
oxygen-saturation	Oxygen saturation	-	%	-	oxygen-saturation
oxygen-saturation-on-air	Oxygen saturation on air	-	%	-	oxygen-saturation
oxygen-saturation-on-oxygen	Oxygen saturation on oxygen	-	%	-	oxygen-saturation
news2-total	NEWS2 total	-	{score}	-	early-warning-score
acvpu-score	ACVPU score	-	{score}	-	-
npews-total	NPEWS total	-	{score}	-	early-warning-score
body-weight	Weight	-	kg	-	body-weight
body-mass-index	Body mass index	-	kg/m2	-	body-mass-index
body-height	Height	-	cm	-	body-height
cigarettes	Cigarettes a day	-	{cigarettes}/d	-	-
alcohol-units	Alcohol units a week	-	{units}/wk	-	-
sodium	Sodium	serum	mmol/L	all:133..146	-
potassium	Potassium	serum	mmol/L	all:3.5..5.3	-
sct-1000961000000100	Urea	plasma	mmol/L	all:2.5..7.8	-
urea	Urea	serum or plasma	mmol/L	all:2.5..7.8	-
creatinine	Creatinine	serum	umol/L	men:59..104 women:45..84	-
egfr	eGFR (CKD-EPI)	serum	mL/min/{1.73_m2}	-	-
albumin	Albumin	serum	g/L	all:35..50	-
alt	ALT	serum	U/L	men:..50 women:..35	-
alp	ALP	serum	U/L	all:30..130	-
ggt	GGT	serum	U/L	men:..60 women:..40	-
sct-997591000000109	Bilirubin, total	serum	umol/L	all:..21	-
bilirubin	Bilirubin, total	serum	umol/L	all:..21	-
sct-935051000000108	Calcium, adjusted	serum	mmol/L	all:2.2..2.6	-
sct-1000701000000101	Phosphate	serum	mmol/L	all:0.8..1.5	-
phosphate	Phosphate	serum	mmol/L	all:0.8..1.5	-
sct-1001371000000100	CRP	serum	mg/L	all:..5	-
crp	CRP	serum	mg/L	all:..5	-
hba1c	HbA1c (IFCC)	blood	mmol/mol	all:20..41	-
glucose-plasma	Glucose, plasma	plasma	mmol/L	all:3.0..6.0	-
cholesterol	Cholesterol	serum	mmol/L	-	-
hdl-cholesterol	HDL	serum	mmol/L	men:1.0.. women:1.2..	-
sct-1022191000000100	LDL	serum	mmol/L	-	-
ldl-cholesterol	LDL	serum	mmol/L	-	-
sct-1005691000000109	Triglycerides	serum	mmol/L	all:..1.7	-
triglycerides	Triglycerides	serum	mmol/L	all:..1.7	-
tsh	TSH	serum	m[IU]/L	all:0.27..4.2	-
free-t4	Free T4	serum	pmol/L	all:12..22	-
haemoglobin	Haemoglobin	blood	g/L	men:130..170 women:120..150	-
white-cells	White cells	blood	10*9/L	all:4.0..11.0	-
neutrophils	Neutrophils	blood	10*9/L	all:2.0..7.5	-
platelets	Platelets	blood	10*9/L	all:150..400	-
sct-1022491000000106	MCV	blood	fL	all:80..100	-
mcv	MCV	blood	fL	all:80..100	-
vitamin-d	Vitamin D, total	serum	nmol/L	-	-
psa	PSA	serum	ug/L	-	-
lithium	Lithium	serum	mmol/L	all:0.4..1.0	-
fit	FIT	faeces	ug/g	all:..10	-
sct-1027791000000103	Urine microalbumin/creatinine	urine	mg/mmol	all:..3	-
inr	INR	plasma	1	-	-
ferritin	Ferritin	serum	ug/L	men:30..400 women:13..150	-
glucose-serum	Glucose, serum	serum	mmol/L	-	-
lymphocytes	Lymphocytes	blood	10*9/L	-	-
eosinophils	Eosinophils	blood	10*9/L	-	-
monocytes	Monocytes	blood	10*9/L	-	-
urea-nitrogen	Urea nitrogen	serum or plasma	mg/dL	-	-
"""#
}
