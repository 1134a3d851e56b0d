// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension Analyte {
    /// What is measured: key, name, specimen, UCUM unit, vital sign.
    static let table = #"""
blood-pressure	Blood pressure	-	-	blood-pressure
systolic-blood-pressure	Systolic blood pressure	-	mm[Hg]	systolic-blood-pressure
diastolic-blood-pressure	Diastolic blood pressure	-	mm[Hg]	diastolic-blood-pressure
home-systolic-blood-pressure	Home systolic blood pressure, average	-	mm[Hg]	-
ambulatory-systolic-blood-pressure	24 hour systolic blood pressure, average	-	mm[Hg]	-
heart-rate	Heart rate	-	/min	heart-rate
pulse-rate	Pulse rate	-	/min	heart-rate
respiratory-rate	Respiratory rate	-	/min	respiratory-rate
body-temperature	Temperature	-	Cel	temperature
core-temperature	Core temperature	-	Cel	temperature
tympanic-temperature	Tympanic temperature	-	Cel	temperature
oxygen-saturation	Oxygen saturation	-	%	oxygen-saturation
oxygen-saturation-on-air	Oxygen saturation on air	-	%	oxygen-saturation
oxygen-saturation-on-oxygen	Oxygen saturation on oxygen	-	%	oxygen-saturation
news2-total	NEWS2 total	-	{score}	early-warning-score
acvpu-score	ACVPU score	-	{score}	-
npews-total	NPEWS total	-	{score}	early-warning-score
body-weight	Weight	-	kg	body-weight
body-mass-index	Body mass index	-	kg/m2	body-mass-index
body-height	Height	-	cm	body-height
cigarettes	Cigarettes a day	-	{cigarettes}/d	-
alcohol-units	Alcohol units a week	-	{units}/wk	-
sodium	Sodium	serum	mmol/L	-
potassium	Potassium	serum	mmol/L	-
sct-1000961000000100	Urea	plasma	mmol/L	-
urea	Urea	serum or plasma	mmol/L	-
creatinine	Creatinine	serum	umol/L	-
egfr	eGFR (CKD-EPI)	serum	mL/min/{1.73_m2}	-
albumin	Albumin	serum	g/L	-
alt	ALT	serum	U/L	-
alp	ALP	serum	U/L	-
ggt	GGT	serum	U/L	-
sct-997591000000109	Bilirubin, total	serum	umol/L	-
bilirubin	Bilirubin, total	serum	umol/L	-
sct-935051000000108	Calcium, adjusted	serum	mmol/L	-
sct-1000701000000101	Phosphate	serum	mmol/L	-
phosphate	Phosphate	serum	mmol/L	-
sct-1001371000000100	CRP	serum	mg/L	-
crp	CRP	serum	mg/L	-
hba1c	HbA1c (IFCC)	blood	mmol/mol	-
glucose-plasma	Glucose, plasma	plasma	mmol/L	-
cholesterol	Cholesterol	serum	mmol/L	-
hdl-cholesterol	HDL	serum	mmol/L	-
sct-1022191000000100	LDL	serum	mmol/L	-
ldl-cholesterol	LDL	serum	mmol/L	-
sct-1005691000000109	Triglycerides	serum	mmol/L	-
triglycerides	Triglycerides	serum	mmol/L	-
tsh	TSH	serum	m[IU]/L	-
free-t4	Free T4	serum	pmol/L	-
haemoglobin	Haemoglobin	blood	g/L	-
white-cells	White cells	blood	10*9/L	-
neutrophils	Neutrophils	blood	10*9/L	-
platelets	Platelets	blood	10*9/L	-
sct-1022491000000106	MCV	blood	fL	-
mcv	MCV	blood	fL	-
vitamin-d	Vitamin D, total	serum	nmol/L	-
psa	PSA	serum	ug/L	-
lithium	Lithium	serum	mmol/L	-
fit	FIT	faeces	ug/g	-
sct-1027791000000103	Urine microalbumin/creatinine	urine	mg/mmol	-
inr	INR	plasma	1	-
ferritin	Ferritin	serum	ug/L	-
glucose-serum	Glucose, serum	serum	mmol/L	-
lymphocytes	Lymphocytes	blood	10*9/L	-
eosinophils	Eosinophils	blood	10*9/L	-
monocytes	Monocytes	blood	10*9/L	-
urea-nitrogen	Urea nitrogen	serum or plasma	mg/dL	-
"""#
}
