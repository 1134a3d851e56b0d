// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension MedicineProduct {
    /// The reviewed products: key, ingredients joined by `+`, form, release, strength, flags.
    static let table = #"""
amoxicillin-250mg-capsules	amoxicillin	capsule	immediate	250mg	penicillin
amoxicillin-500mg-capsules	amoxicillin	capsule	immediate	500mg	penicillin
flucloxacillin-500mg-capsules	flucloxacillin	capsule	immediate	500mg	penicillin
doxycycline-100mg-capsules	doxycycline	capsule	immediate	100mg	-
clarithromycin-500mg-tablets	clarithromycin	tablet	immediate	500mg	-
phenoxymethylpenicillin-250mg-tablets	phenoxymethylpenicillin	tablet	immediate	250mg	penicillin
nitrofurantoin-100mg-modified-release-capsules	nitrofurantoin	capsule	modified	100mg	-
ibuprofen-400mg-tablets	ibuprofen	tablet	immediate	400mg	nsaid
naproxen-500mg-tablets	naproxen	tablet	immediate	500mg	nsaid
aspirin-75mg-tablets	aspirin	tablet	immediate	75mg	antiplatelet
aspirin-75mg-dispersible-tablet	aspirin	dispersible-tablet	immediate	75mg	antiplatelet
clopidogrel-75mg-tablets	clopidogrel	tablet	immediate	75mg	antiplatelet
apixaban-5mg-tablets	apixaban	tablet	immediate	5mg	anticoagulant
apixaban-2.5mg-tablets	apixaban	tablet	immediate	2.5mg	anticoagulant
rivaroxaban-20mg-tablets	rivaroxaban	tablet	immediate	20mg	anticoagulant
warfarin-1mg-tablets	warfarin	tablet	immediate	1mg	anticoagulant
warfarin-3mg-tablets	warfarin	tablet	immediate	3mg	anticoagulant
ramipril-2.5mg-capsules	ramipril	capsule	immediate	2.5mg	-
ramipril-5mg-capsules	ramipril	capsule	immediate	5mg	-
ramipril-5mg-tablets	ramipril	tablet	immediate	5mg	-
losartan-50mg-tablets	losartan	tablet	immediate	50mg	-
amlodipine-5mg-tablets	amlodipine	tablet	immediate	5mg	-
bisoprolol-5mg-tablets	bisoprolol	tablet	immediate	5mg	beta-blocker
propranolol-40mg-tablets	propranolol	tablet	immediate	40mg	beta-blocker
furosemide-40mg-tablets	furosemide	tablet	immediate	40mg	-
spironolactone-25mg-tablets	spironolactone	tablet	immediate	25mg	-
omeprazole-20mg-gastro-resistant-capsules	omeprazole	capsule	gastro-resistant	20mg	-
lansoprazole-30mg-gastro-resistant-capsules	lansoprazole	capsule	gastro-resistant	30mg	-
metformin-500mg-tablets	metformin	tablet	immediate	500mg	-
metformin-500mg-modified-release-tablets	metformin	tablet	modified	500mg	-
gliclazide-80mg-tablets	gliclazide	tablet	immediate	80mg	-
sitagliptin-100mg-tablets	sitagliptin	tablet	immediate	100mg	-
dapagliflozin-10mg-tablets	dapagliflozin	tablet	immediate	10mg	-
insulin-glargine-100units-ml-solution-for-injection-3ml-pre-filled-disposable-devices	insulin-glargine	injection	immediate	100units/ml	insulin,brand-critical
insulin-aspart-100units-ml-solution-for-injection-3ml-pre-filled-disposable-devices	insulin-aspart	injection	immediate	100units/ml	insulin,brand-critical
salbutamol-100micrograms-dose-inhaler-cfc-free	salbutamol	inhaler	immediate	100micrograms/dose	-
beclometasone-100micrograms-dose-inhaler	beclometasone	inhaler	immediate	100micrograms/dose	steroid,brand-critical
beclometasone-100micrograms-dose-inhaler-cfc-free	beclometasone	inhaler	immediate	100micrograms/dose	steroid,brand-critical
prednisolone-5mg-tablets	prednisolone	tablet	immediate	5mg	steroid
methotrexate-2.5mg-tablets	methotrexate	tablet	immediate	2.5mg	methotrexate,weekly
methotrexate-10mg-tablets	methotrexate	tablet	immediate	10mg	methotrexate,weekly
lithium-carbonate-400mg-modified-release-tablets	lithium	tablet	modified	400mg	lithium,brand-critical
amiodarone-200mg-tablets	amiodarone	tablet	immediate	200mg	amiodarone
sertraline-50mg-tablets	sertraline	tablet	immediate	50mg	-
citalopram-20mg-tablets	citalopram	tablet	immediate	20mg	-
mirtazapine-15mg-tablets	mirtazapine	tablet	immediate	15mg	-
amitriptyline-10mg-tablets	amitriptyline	tablet	immediate	10mg	-
risperidone-1mg-tablets	risperidone	tablet	immediate	1mg	-
olanzapine-10mg-tablets	olanzapine	tablet	immediate	10mg	-
clozapine-100mg-tablets	clozapine	tablet	immediate	100mg	clozapine,hospital-supplied
co-codamol-30mg-500mg-tablets	paracetamol+codeine	tablet	immediate	30mg/500mg	opioid
paracetamol-500mg-tablets	paracetamol	tablet	immediate	500mg	-
codeine-30mg-tablets	codeine	tablet	immediate	30mg	opioid
tramadol-50mg-capsules	tramadol	capsule	immediate	50mg	opioid
morphine-sulfate-10mg-5ml-oral-solution	morphine	oral-solution	immediate	10mg/5ml	opioid
gabapentin-300mg-capsules	gabapentin	capsule	immediate	300mg	gabapentinoid
pregabalin-75mg-capsules	pregabalin	capsule	immediate	75mg	gabapentinoid
midazolam-10mg-2ml-solution-for-injection-ampoules	midazolam	injection	immediate	10mg/2ml	benzodiazepine,anticipatory
azathioprine-50mg-tablets	azathioprine	tablet	immediate	50mg	immunosuppressant
mycophenolate-mofetil-500mg-tablets	mycophenolate	tablet	immediate	500mg	immunosuppressant
hydroxycarbamide-500mg-capsules	hydroxycarbamide	capsule	immediate	500mg	cytotoxic
atorvastatin-20mg-tablets	atorvastatin	tablet	immediate	20mg	-
ciprofloxacin-500mg-tablets	ciprofloxacin	tablet	immediate	500mg	-
paracetamol	paracetamol	any	any	-	-
timolol	timolol	any	any	-	-
"""#
}
