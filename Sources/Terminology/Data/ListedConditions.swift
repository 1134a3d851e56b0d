// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Conditions, and codes that look like one but must not become one.
    static let conditions = #"""
sct	59621000	Essential hypertension	A	PCD FHIR	condition	family=hypertension
sct	38341003	Hypertensive disorder, systemic arterial	A	PCD FHIR	condition	family=hypertension basis=stated
sct	44054006	Diabetes mellitus type 2	A	PCD FHIR	condition	family=diabetes-type-2
sct	46635009	Diabetes mellitus type 1	A	PCD IPS	condition	family=diabetes-type-1
sct	73211009	Diabetes mellitus	A	PCD FHIR	condition	family=diabetes-unspecified
sct	700449008	Non-diabetic hyperglycemia	A	PCD OS	condition	-
sct	11687002	Gestational diabetes mellitus	B	OS IPS	condition	-
sct	195967001	Asthma	A	UKC FHIR	condition	family=asthma
sct	13645005	Chronic obstructive lung disease	A	PCD FHIR	condition	family=copd
sct	49436004	Atrial fibrillation	A	PCD IPS	condition	-
sct	84114007	Heart failure	A	PCD OS	condition	-
sct	414545008	Ischemic heart disease	A	PCD OS	condition	-
sct	22298006	Myocardial infarction	A	UKC FHIR	condition	family=myocardial-infarction
sct	194828000	Angina	A	PCD FHIR	condition	family=angina
sct	230690007	Cerebrovascular accident	A	PCD OS	condition	-
sct	266257000	Transient ischemic attack	B	OS	condition	-
sct	59282003	Pulmonary embolism	A	UKC OS	condition	-
sct	128053003	Deep venous thrombosis	B	OS	condition	-
sct	709044004	Chronic kidney disease	B	OS	condition	family=ckd-unstaged stage=chronic-kidney-disease:0
sct	433144002	Chronic kidney disease stage 3	A	PCD IPS	condition	family=ckd-3 stage=chronic-kidney-disease:30
sct	700378005	Chronic kidney disease stage 3A	A	PCD OS	condition	family=ckd-3a stage=chronic-kidney-disease:31
sct	700379002	Chronic kidney disease stage 3B	A	PCD IPS	condition	family=ckd-3b stage=chronic-kidney-disease:32
sct	431857002	Chronic kidney disease stage 4	A	PCD OS	condition	family=ckd-4 stage=chronic-kidney-disease:40
sct	52448006	Dementia	A	PCD OS	condition	-
sct	26929004	Alzheimer's disease	A	PCD OS	condition	-
sct	429998004	Vascular dementia	A	PCD IPS	condition	-
sct	35489007	Depressive disorder	A	PCD IPS	condition	family=depression
sct	197480006	Anxiety disorder	B	OS	condition	family=anxiety
sct	58214004	Schizophrenia	A	PCD OS	condition	label=mental-health
sct	13746004	Bipolar disorder	A	PCD OS	condition	label=mental-health
sct	191736004	Obsessive-compulsive disorder	B	OS	condition	-
sct	47505003	Posttraumatic stress disorder	B	OS FHIR	condition	-
sct	84757009	Epilepsy	A	PCD FHIR	condition	-
sct	49049000	Parkinson's disease	B	OS SYN	condition	-
sct	24700007	Multiple sclerosis	B	OS SYN	condition	-
sct	69896004	Rheumatoid arthritis	A	PCD OS	condition	-
sct	396275006	Osteoarthritis	B	OS IPS	condition	-
sct	239873007	Osteoarthritis of knee	B	OS IPS	condition	-
sct	64859006	Osteoporosis	A	PCD FHIR	condition	-
sct	90560007	Gout	B	IPS OTH	condition	-
sct	40930008	Hypothyroidism (disorder)	B	FHIR IPS	condition	family=hypothyroidism
sct	414916001	Obesity (disorder)	B	FHIR	condition	-
sct	162864005	Body mass index 30+ - obesity	B	OS IPS	condition	-
sct	87522002	Iron deficiency anemia	B	OS IPS	condition	-
sct	127040003	Sickle cell-hemoglobin SS disease	B	OS	condition	family=sickle-cell-ss
sct	35434009	Sickle cell-hemoglobin C disease	B	OS	condition	-
sct	36472007	Sickle cell-thalassemia disease	B	OS	condition	-
sct	417425009	Hemoglobin SS disease with crisis	B	OS	condition	event-of=sickle-cell-ss
sct	235595009	Gastroesophageal reflux disease (disorder)	B	SYN OTH	condition	-
sct	34000006	Crohn's disease (disorder)	B	SYN	condition	-
sct	64766004	Ulcerative colitis (disorder)	B	SYN	condition	-
sct	396331005	Celiac disease	B	OS	condition	-
sct	19943007	Cirrhosis of liver	B	OS SYN	condition	-
sct	254837009	Malignant neoplasm of breast	A	PCD IPS	condition	-
sct	399068003	Malignant tumor of prostate	A	PCD OS	condition	-
sct	363406005	Malignant neoplasm of colon	A	PCD OS	condition	-
sct	363358000	Malignant tumor of lung	A	PCD FHIR	condition	family=lung-cancer
sct	233604007	Pneumonia	B	OS IPS	condition	-
sct	68566005	Urinary tract infectious disease	B	OS IPS	condition	family=urinary-tract-infection
sct	2776000	Delirium	B	OS FHIR	condition	-
sct	110359009	Intellectual disability	A	PCD OS	condition	family=learning-disability wording=as-recorded
sct	931001000000105	Significant learning disability	A	PCD OS	condition	family=learning-disability basis=stated
sct	925791000000100	Mild frailty	A	PCD	condition	stage=frailty:10
sct	925831000000107	Moderate frailty	A	PCD	condition	stage=frailty:20
sct	925861000000102	Severe frailty	A	PCD	condition	stage=frailty:30
sct	77386006	Pregnant	A	PCD IPS	condition	time-limited=yes
sct	406506008	Attention deficit hyperactivity disorder	B	IPS OTH	condition	-
sct	128302006	Chronic hepatitis C	B	OS OTH	condition	-
sct	66071002	Viral hepatitis type B	B	OS IPS	condition	-
sct	56717001	Tuberculosis	B	IPS	condition	-
sct	86406008	Human immunodeficiency virus infection (disorder)	A	OLI OS	condition	label=hiv,sexual-health
sct	66590003	Alcohol dependence	B	OS	condition	label=substance-misuse
sct	75544000	Opioid dependence	A	PCD OS	condition	label=substance-misuse
sct	59274003	Intentional drug overdose	B	OS	condition	label=self-harm
sct	242824002	Intentional paracetamol overdose	B	OS	condition	label=self-harm
sct	39579001	Anaphylactic reaction	B	FHIR IPS	condition,allergy-reaction	-
sct	29857009	Chest pain	B	IPS OTH	condition	-
sct	25064002	Headache	B	OS OTH	condition	-
sct	267036007	Dyspnea	B	OS IPS	condition	-
sct	386661006	Fever	B	OS FHIR	condition	-
sct	49727002	Cough	B	OS IPS	condition	-
sct	162660004	Asthma resolved	B	OS	not-a-condition	kind=resolves of=asthma
sct	315051004	Diabetes resolved	A	PCD OS	not-a-condition	kind=resolves of=diabetes-type-1,diabetes-type-2,diabetes-unspecified
sct	196381000000100	Depression resolved	B	OS	not-a-condition	kind=resolves of=depression
sct	161445009	H/O: diabetes mellitus	B	FHIR	not-a-condition	kind=history of=diabetes-unspecified
sct	161591004	H/O: penicillin allergy	B	OTH	not-a-condition	kind=allergy-history substance=penicillin
sct	91936005	Allergy to penicillin (finding)	B	SYN IPS	not-a-condition	kind=allergy substance=penicillin
sct	91935009	Allergy to peanut (finding)	B	SYN IPS	not-a-condition	kind=allergy substance=peanut
sct	241933001	Peanut-induced anaphylaxis	A	GPC	not-a-condition	kind=allergic-reaction substance=peanut
sct	160303001	FH: Diabetes mellitus	B	FHIR IPS	not-a-condition	kind=family-history of=diabetes-unspecified
sct	275121006	Family history: Angina	A	UKC	not-a-condition	kind=family-history of=angina
sct	430678008	Family history of diabetes mellitus type 1	A	UKC	not-a-condition	kind=family-history of=diabetes-type-1
sct	160266009	No significant family history	B	FHIR	not-a-condition	kind=no-family-history
sct	162573006	Suspected lung cancer	B	FHIR OTH	not-a-condition	kind=suspected of=lung-cancer
sct	473126001	Suspected depressive disorder	B	OS	not-a-condition	kind=suspected of=depression
sct	413759008	Caregiver of person with alcohol misuse	B	OS	not-a-condition	kind=someone-else label=third-party,substance-misuse
sct	713071004	Alcohol misuser in household	B	OS	not-a-condition	kind=someone-else label=third-party,substance-misuse
sct	716186003	No known allergy (situation)	B	IPS FHIR	not-a-condition	kind=no-known-allergy scope=all
sct	409137002	No known drug allergy (situation)	A	UKC FHIR	not-a-condition	kind=no-known-allergy scope=drug
sct	429625007	No known food allergy (situation)	B	IPS FHIR	not-a-condition	kind=no-known-allergy scope=food
sct	428607008	No Known Environmental Allergy	B	FHIR	not-a-condition	kind=no-known-allergy scope=environment
sct	716184000	No Known Latex Allergy (situation)	B	FHIR	not-a-condition	kind=no-known-allergy scope=latex
sct	160244002	No Known Allergies	B	FHIR	not-a-condition	kind=no-known-allergy scope=all
sct	787481004	No known medications	B	IPS	not-a-condition	kind=no-known-medicines
sct	196461000000101	Transfer-degraded drug allergy	A	UKC GPC	not-a-condition	kind=degraded-allergy scope=drug
sct	196471000000108	Transfer-degraded non-drug allergy (record artifact)	A	UKC	not-a-condition	kind=degraded-allergy
sct	196421000000109	Transfer-degraded medication entry	A	GPC	not-a-condition	kind=degraded-medicine
sct	1103671000000101	Ended allergies	A	UKC IPS	not-a-condition	kind=heading
"""#
}
