// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Vital signs, lifestyle and laboratory tests.
    static let observations = #"""
sct	75367002	Blood pressure	A	UKC	vital-sign	analyte=blood-pressure
loinc	85354-9	Blood pressure panel with all children optional	A	UKC	vital-sign	analyte=blood-pressure
sct	72313002	Systolic arterial pressure	A	UKC	vital-sign	analyte=systolic-blood-pressure
sct	271649006	Systolic blood pressure	A	UKC	vital-sign	analyte=systolic-blood-pressure
loinc	8480-6	Systolic blood pressure	A	UKC	vital-sign	analyte=systolic-blood-pressure
sct	1091811000000102	Diastolic arterial pressure	A	UKC	vital-sign	analyte=diastolic-blood-pressure
sct	271650006	Diastolic blood pressure	A	UKC	vital-sign	analyte=diastolic-blood-pressure
loinc	8462-4	Diastolic blood pressure	A	UKC	vital-sign	analyte=diastolic-blood-pressure
sct	413606001	Average home systolic blood pressure	A	UKC OS	vital-sign	analyte=home-systolic-blood-pressure
sct	314449000	Average 24 hour systolic blood pressure	A	UKC OS	vital-sign	analyte=ambulatory-systolic-blood-pressure
sct	364075005	Heart rate	A	UKC	vital-sign	analyte=heart-rate
loinc	8867-4	Heart rate	A	UKC	vital-sign	analyte=heart-rate
sct	78564009	Pulse rate	A	UKC	vital-sign	analyte=pulse-rate
sct	86290005	Respiratory rate	A	UKC	vital-sign	analyte=respiratory-rate
loinc	9279-1	Respiratory Rate	A	UKC	vital-sign	analyte=respiratory-rate
sct	386725007	Body temperature	A	UKC	vital-sign	analyte=body-temperature
loinc	8310-5	Body temperature	A	UKC	vital-sign	analyte=body-temperature
sct	276885007	Core body temperature	A	UKC	vital-sign	analyte=core-temperature
sct	415974002	Tympanic temperature	A	UKC	vital-sign	analyte=tympanic-temperature
sct	431314004	Peripheral oxygen saturation	A	UKC	vital-sign	analyte=oxygen-saturation
loinc	2708-6	Oxygen saturation in Arterial blood	A	UKC	vital-sign	analyte=oxygen-saturation
sct	866661000000106	Peripheral blood oxygen saturation on room air at rest	A	UKC	vital-sign	analyte=oxygen-saturation-on-air
sct	866701000000100	Peripheral blood oxygen saturation on supplemental oxygen at rest	A	UKC	vital-sign	analyte=oxygen-saturation-on-oxygen
sct	1104051000000101	Royal College of Physicians NEWS2 (National Early Warning Score 2) total score	A	UKC	vital-sign	analyte=news2-total
sct	1104441000000107	Alert Confusion Voice Pain Unresponsive scale score	A	UKC	vital-sign	analyte=acvpu-score
sct	1363261000000104	NPEWS (National Paediatric Early Warning Score) - total score	A	UKC	vital-sign	analyte=npews-total
sct	27113001	Body weight	A	UKC	vital-sign	analyte=body-weight
loinc	29463-7	Body weight	A	UKC	vital-sign	analyte=body-weight
sct	60621009	Body mass index	A	UKC	vital-sign	analyte=body-mass-index
loinc	39156-5	Body mass index (BMI) [Ratio]	A	UKC	vital-sign	analyte=body-mass-index
sct	50373000	Body height measure	A	UKC	vital-sign	analyte=body-height
sct	1153637007	Body height	A	UKC	vital-sign	analyte=body-height
loinc	8302-2	Body height	A	UKC	vital-sign	analyte=body-height
sct	230056004	Cigarette consumption	A	UKC	vital-sign	analyte=cigarettes
sct	1082641000000106	Alcohol units consumed per week	A	UKC	vital-sign	analyte=alcohol-units
sct	722742002	Breathing room air	A	UKC	vital-sign-finding	oxygen=air
sct	371825009	Patient on oxygen	A	UKC	vital-sign-finding	oxygen=given
sct	248234008	Mentally alert	A	UKC	vital-sign-finding	consciousness=A
sct	130987000	Acute confusion	A	UKC	vital-sign-finding	consciousness=C
sct	300202002	Responds to voice	A	UKC	vital-sign-finding	consciousness=V
sct	450847001	Responds to pain	A	UKC	vital-sign-finding	consciousness=P
sct	422768004	Unresponsive	A	UKC	vital-sign-finding	consciousness=U
sct	266919005	Never smoked	B	FHIR	lifestyle	smoking=never
sct	8517006	Ex-smoker	B	FHIR	lifestyle	smoking=ex
sct	77176002	Smoker	B	FHIR	lifestyle	smoking=current
sct	1000661000000107	Sodium	B	OS	laboratory	analyte=sodium
loinc	2951-2	Sodium [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=sodium
sct	1000651000000109	Potassium	A	UKC OS	laboratory	analyte=potassium
loinc	2823-3	Potassium [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=potassium
sct	1000961000000100	Urea	C	3P	laboratory	analyte=sct-1000961000000100
loinc	22664-7	Urea [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=urea
sct	1000731000000107	Creatinine	B	OS	laboratory	analyte=creatinine
loinc	14682-9	Creatinine [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=creatinine
sct	1011481000000105	eGFR (CKD-EPI)	B	OS	laboratory	analyte=egfr
loinc	62238-1	Glomerular filtration rate/1.73 sq M.predicted (CKD-EPI)	B	OTH	laboratory	analyte=egfr
sct	1000821000000103	Albumin	A	UKC	laboratory	analyte=albumin
loinc	1751-7	Albumin [Mass/volume] in Serum or Plasma	B	OTH	laboratory	analyte=albumin
sct	1018251000000107	ALT	B	OS	laboratory	analyte=alt
loinc	1742-6	Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma	B	OTH	laboratory	analyte=alt
sct	1000621000000104	ALP	B	OS	laboratory	analyte=alp
loinc	6768-6	Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma	B	OTH	laboratory	analyte=alp
sct	1000861000000106	GGT	B	OS	laboratory	analyte=ggt
sct	997591000000109	Bilirubin, total	C	3P	laboratory	analyte=sct-997591000000109
loinc	14631-6	Bilirubin.total [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=bilirubin
sct	935051000000108	Calcium, adjusted	C	3P	laboratory	analyte=sct-935051000000108
sct	1000701000000101	Phosphate	C	3P	laboratory	analyte=sct-1000701000000101
loinc	14879-1	Phosphate [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=phosphate
sct	1001371000000100	CRP	C	3P	laboratory	analyte=sct-1001371000000100
sct	135842001	Serum C reactive protein level	A	UKC	laboratory	analyte=crp
loinc	1988-5	C reactive protein [Mass/volume] in Serum or Plasma	B	OTH	laboratory	analyte=crp
sct	999791000000106	HbA1c (IFCC)	A	PCD OS	laboratory	analyte=hba1c
loinc	59261-8	Hemoglobin A1c/Hemoglobin.total in Blood by IFCC protocol	B	OTH	laboratory	analyte=hba1c
sct	1010671000000102	Glucose, plasma	A	UKC	laboratory	analyte=glucose-plasma
loinc	14749-6	Glucose [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=glucose-plasma
sct	1005671000000105	Cholesterol	B	OS	laboratory	analyte=cholesterol
loinc	14647-2	Cholesterol [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=cholesterol
sct	1005681000000107	HDL	B	OS	laboratory	analyte=hdl-cholesterol
loinc	14646-4	Cholesterol in HDL [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=hdl-cholesterol
sct	1022191000000100	LDL	C	3P	laboratory	analyte=sct-1022191000000100
loinc	22748-8	Cholesterol in LDL [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=ldl-cholesterol
sct	1005691000000109	Triglycerides	C	3P	laboratory	analyte=sct-1005691000000109
loinc	14927-8	Triglyceride [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=triglycerides
sct	1022791000000101	TSH	B	OS	laboratory	analyte=tsh
loinc	3016-3	Thyrotropin [Units/volume] in Serum or Plasma	B	OTH	laboratory	analyte=tsh
sct	1016971000000106	Free T4	B	OS	laboratory	analyte=free-t4
loinc	14920-3	Thyroxine (T4) free [Moles/volume] in Serum or Plasma	B	OTH	laboratory	analyte=free-t4
sct	1022431000000105	Haemoglobin	B	OS	laboratory	analyte=haemoglobin
loinc	718-7	Hemoglobin [Mass/volume] in Blood	B	OTH	laboratory	analyte=haemoglobin
sct	1022541000000102	White cells	B	OS	laboratory	analyte=white-cells
loinc	6690-2	Leukocytes [#/volume] in Blood by Automated count	B	OTH	laboratory	analyte=white-cells
sct	1022551000000104	Neutrophils	B	OS	laboratory	analyte=neutrophils
loinc	751-8	Neutrophils [#/volume] in Blood by Automated count	B	OTH	laboratory	analyte=neutrophils
sct	1022651000000100	Platelets	B	OS	laboratory	analyte=platelets
loinc	777-3	Platelets [#/volume] in Blood by Automated count	B	OTH	laboratory	analyte=platelets
sct	1022491000000106	MCV	C	3P	laboratory	analyte=sct-1022491000000106
loinc	787-2	MCV [Entitic volume] by Automated count	B	OTH	laboratory	analyte=mcv
sct	1007991000000105	Vitamin D, total	B	OS	laboratory	analyte=vitamin-d
sct	1000381000000105	PSA	B	OS	laboratory	analyte=psa
sct	1006681000000100	Lithium	B	OS	laboratory	analyte=lithium
sct	1049361000000101	FIT	B	OS	laboratory	analyte=fit
sct	1027791000000103	Urine microalbumin/creatinine	C	3P	laboratory	analyte=sct-1027791000000103
sct	165581004	INR	M	MEM	laboratory	-
loinc	6301-6	INR in Platelet poor plasma by Coagulation assay	B	OTH	laboratory	analyte=inr
sct	993381000000106	Ferritin	M	MEM	laboratory	-
loinc	2276-4	Ferritin [Mass/volume] in Serum or Plasma	B	OTH	laboratory	analyte=ferritin
sct	1105861000000106	Albumin mass concentration in serum	A	UKC	laboratory	analyte=albumin pair=1000821000000103 basis=stated
sct	1010611000000107	Serum glucose level	A	UKC	laboratory	analyte=glucose-serum
sct	1107451000000100	Glucose substance concentration in serum	A	UKC	laboratory	analyte=glucose-serum pair=1010611000000107 basis=inferred-by-name
sct	1110521000000108	Glucose substance concentration in plasma	A	UKC	laboratory	analyte=glucose-plasma pair=1010671000000102 basis=inferred-by-name
sct	1110441000000100	White cells	B	OS	laboratory	analyte=white-cells pair=1022541000000102 basis=inferred-by-name
sct	1108071000000101	Neutrophils	B	OS	laboratory	analyte=neutrophils pair=1022551000000104 basis=inferred-by-name
sct	1022581000000105	Lymphocytes	B	OS	laboratory	analyte=lymphocytes
sct	1107961000000106	Lymphocytes	B	OS	laboratory	analyte=lymphocytes pair=1022581000000105 basis=inferred-by-name
sct	1022561000000101	Eosinophils	B	OS	laboratory	analyte=eosinophils
sct	1107391000000104	Eosinophils	B	OS	laboratory	analyte=eosinophils pair=1022561000000101 basis=inferred-by-name
sct	1022591000000107	Monocytes	B	OS	laboratory	analyte=monocytes
sct	1107991000000100	Monocytes	B	OS	laboratory	analyte=monocytes pair=1022591000000107 basis=inferred-by-name
sct	1110381000000103	Vitamin D, total	B	OS	laboratory	analyte=vitamin-d pair=1007991000000105 basis=inferred-by-name
sct	313835008	HbA1c in per cent	M	MEM	laboratory	-
loinc	2160-0	Creatinine [Mass/volume] in Serum or Plasma	B	SYN OTH	laboratory	analyte=creatinine unit=mg/dL
loinc	2345-7	Glucose [Mass/volume] in Serum or Plasma	B	SYN OTH	laboratory	analyte=glucose-plasma unit=mg/dL
loinc	2571-8	Triglyceride [Mass/volume] in Serum or Plasma	B	SYN OTH	laboratory	analyte=triglycerides unit=mg/dL
loinc	3094-0	Urea nitrogen [Mass/volume] in Serum or Plasma	B	SYN OTH	laboratory	analyte=urea-nitrogen
"""#
}
