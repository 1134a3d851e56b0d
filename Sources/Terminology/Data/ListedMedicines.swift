// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Medicines under current and superseded dm+d ids, and routes.
    static let medicines = #"""
dmd	323509004	Amoxicillin 250mg capsules	A	UKC EPS	medicine	product=amoxicillin-250mg-capsules superseded-by=39732311000001104
dmd	39732311000001104	Amoxicillin 250mg capsules	A	UKC EPS	medicine	product=amoxicillin-250mg-capsules
dmd	39732411000001106	Amoxicillin 500mg capsules	A	UKC OS	medicine	product=amoxicillin-500mg-capsules
dmd	39692211000001107	Flucloxacillin 500mg capsules	A	EPS OS	medicine	product=flucloxacillin-500mg-capsules
dmd	41948311000001104	Doxycycline 100mg capsules	A	UKC OS	medicine	product=doxycycline-100mg-capsules
dmd	41946511000001109	Clarithromycin 500mg tablets	A	UKC OS	medicine	product=clarithromycin-500mg-tablets
dmd	41953811000001101	Phenoxymethylpenicillin 250mg tablets	B	OS	medicine	product=phenoxymethylpenicillin-250mg-tablets
dmd	39108511000001108	Nitrofurantoin 100mg modified-release capsules	B	OS	medicine	product=nitrofurantoin-100mg-modified-release-capsules
dmd	329653008	Ibuprofen 400mg tablets	B	OS	medicine	product=ibuprofen-400mg-tablets superseded-by=42104911000001104
dmd	42104911000001104	Ibuprofen 400mg tablets	B	OS	medicine	product=ibuprofen-400mg-tablets
dmd	329807003	Naproxen 500mg tablets	B	OS	medicine	product=naproxen-500mg-tablets superseded-by=42107811000001100
dmd	42107811000001100	Naproxen 500mg tablets	B	OS	medicine	product=naproxen-500mg-tablets
dmd	319775004	Aspirin 75mg tablets	B	OS	medicine	product=aspirin-75mg-tablets superseded-by=42292011000001108
dmd	42292011000001108	Aspirin 75mg tablets	B	OS	medicine	product=aspirin-75mg-tablets
dmd	319773006	Aspirin 75mg dispersible tablet	A	GPC OS	medicine	product=aspirin-75mg-dispersible-tablet superseded-by=42291811000001106
dmd	42291811000001106	Aspirin 75mg dispersible tablet	A	GPC OS	medicine	product=aspirin-75mg-dispersible-tablet
dmd	319799004	Clopidogrel 75mg tablets	B	OS	medicine	product=clopidogrel-75mg-tablets superseded-by=39689111000001106
dmd	39689111000001106	Clopidogrel 75mg tablets	B	OS	medicine	product=clopidogrel-75mg-tablets
dmd	703908001	Apixaban 5mg tablets	B	OS	medicine	product=apixaban-5mg-tablets superseded-by=42206511000001102
dmd	42206511000001102	Apixaban 5mg tablets	B	OS	medicine	product=apixaban-5mg-tablets
dmd	703907006	Apixaban 2.5mg tablets	B	OS	medicine	product=apixaban-2.5mg-tablets superseded-by=42206411000001101
dmd	42206411000001101	Apixaban 2.5mg tablets	B	OS	medicine	product=apixaban-2.5mg-tablets
dmd	19842211000001107	Rivaroxaban 20mg tablets	B	OS	medicine	product=rivaroxaban-20mg-tablets
dmd	319733000	Warfarin 1mg tablets	B	OS	medicine	product=warfarin-1mg-tablets superseded-by=42217511000001103
dmd	42217511000001103	Warfarin 1mg tablets	B	OS	medicine	product=warfarin-1mg-tablets
dmd	319734006	Warfarin 3mg tablets	B	OS	medicine	product=warfarin-3mg-tablets superseded-by=42217611000001104
dmd	42217611000001104	Warfarin 3mg tablets	B	OS	medicine	product=warfarin-3mg-tablets
dmd	318901006	Ramipril 2.5mg capsules	B	OS	medicine	product=ramipril-2.5mg-capsules superseded-by=42381411000001102
dmd	42381411000001102	Ramipril 2.5mg capsules	B	OS	medicine	product=ramipril-2.5mg-capsules
dmd	318902004	Ramipril 5mg capsules	B	OS	medicine	product=ramipril-5mg-capsules superseded-by=42381611000001104
dmd	42381611000001104	Ramipril 5mg capsules	B	OS	medicine	product=ramipril-5mg-capsules
dmd	408051007	Ramipril 5mg tablets	B	OS	medicine	product=ramipril-5mg-tablets superseded-by=42381711000001108
dmd	42381711000001108	Ramipril 5mg tablets	B	OS	medicine	product=ramipril-5mg-tablets
dmd	318956006	Losartan 50mg tablets	B	OS	medicine	product=losartan-50mg-tablets superseded-by=42377011000001106
dmd	42377011000001106	Losartan 50mg tablets	B	OS	medicine	product=losartan-50mg-tablets
dmd	319283006	Amlodipine 5mg tablets	B	OS	medicine	product=amlodipine-5mg-tablets superseded-by=39732011000001102
dmd	39732011000001102	Amlodipine 5mg tablets	B	OS	medicine	product=amlodipine-5mg-tablets
dmd	318590006	Bisoprolol 5mg tablets	B	OS	medicine	product=bisoprolol-5mg-tablets superseded-by=42371511000001109
dmd	42371511000001109	Bisoprolol 5mg tablets	B	OS	medicine	product=bisoprolol-5mg-tablets
dmd	318353009	Propranolol 40mg tablets	B	OS	medicine	product=propranolol-40mg-tablets superseded-by=42380311000001104
dmd	42380311000001104	Propranolol 40mg tablets	B	OS	medicine	product=propranolol-40mg-tablets
dmd	317972000	Furosemide 40mg tablets	A	EPS OS	medicine	product=furosemide-40mg-tablets superseded-by=42294811000001108
dmd	42294811000001108	Furosemide 40mg tablets	A	EPS OS	medicine	product=furosemide-40mg-tablets
dmd	318056008	Spironolactone 25mg tablets	B	OS	medicine	product=spironolactone-25mg-tablets superseded-by=42216511000001100
dmd	42216511000001100	Spironolactone 25mg tablets	B	OS	medicine	product=spironolactone-25mg-tablets
dmd	317291008	Omeprazole 20mg gastro-resistant capsules	B	OS	medicine	product=omeprazole-20mg-gastro-resistant-capsules
dmd	317309001	Lansoprazole 30mg gastro-resistant capsules	B	OS	medicine	product=lansoprazole-30mg-gastro-resistant-capsules
dmd	325278007	Metformin 500mg tablets	B	OS	medicine	product=metformin-500mg-tablets superseded-by=42084911000001109
dmd	42084911000001109	Metformin 500mg tablets	B	OS	medicine	product=metformin-500mg-tablets
dmd	386047000	Metformin 500mg modified-release tablets	B	OS	medicine	product=metformin-500mg-modified-release-tablets superseded-by=39113511000001101
dmd	39113511000001101	Metformin 500mg modified-release tablets	B	OS	medicine	product=metformin-500mg-modified-release-tablets
dmd	325242002	Gliclazide 80mg tablets	B	OS	medicine	product=gliclazide-80mg-tablets superseded-by=42082911000001100
dmd	42082911000001100	Gliclazide 80mg tablets	B	OS	medicine	product=gliclazide-80mg-tablets
dmd	424345005	Sitagliptin 100mg tablets	B	OS	medicine	product=sitagliptin-100mg-tablets superseded-by=42089711000001108
dmd	42089711000001108	Sitagliptin 100mg tablets	B	OS	medicine	product=sitagliptin-100mg-tablets
dmd	703680009	Dapagliflozin 10mg tablets	B	OS	medicine	product=dapagliflozin-10mg-tablets superseded-by=39689811000001104
dmd	39689811000001104	Dapagliflozin 10mg tablets	B	OS	medicine	product=dapagliflozin-10mg-tablets
dmd	400877001	Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices	B	OS	medicine	product=insulin-glargine-100units-ml-solution-for-injection-3ml-pre-filled-disposable-devices superseded-by=38897011000001107
dmd	38897011000001107	Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices	B	OS	medicine	product=insulin-glargine-100units-ml-solution-for-injection-3ml-pre-filled-disposable-devices
dmd	3468711000001104	Insulin aspart 100units/ml solution for injection 3ml pre-filled disposable devices	B	OS	medicine	product=insulin-aspart-100units-ml-solution-for-injection-3ml-pre-filled-disposable-devices
dmd	320139002	Salbutamol 100micrograms/dose inhaler CFC free	A	EPS OS	medicine	product=salbutamol-100micrograms-dose-inhaler-cfc-free superseded-by=39113611000001102
dmd	39113611000001102	Salbutamol 100micrograms/dose inhaler CFC free	A	EPS OS	medicine	product=salbutamol-100micrograms-dose-inhaler-cfc-free
dmd	320537007	Beclometasone 100micrograms/dose inhaler	B	OS	medicine	product=beclometasone-100micrograms-dose-inhaler superseded-by=42292311000001106
dmd	42292311000001106	Beclometasone 100micrograms/dose inhaler	B	OS	medicine	product=beclometasone-100micrograms-dose-inhaler
dmd	35908111000001105	Beclometasone 100micrograms/dose inhaler CFC free	B	OS	medicine	product=beclometasone-100micrograms-dose-inhaler-cfc-free
dmd	325427002	Prednisolone 5mg tablets	A	EPS OS	medicine	product=prednisolone-5mg-tablets superseded-by=42087311000001104
dmd	42087311000001104	Prednisolone 5mg tablets	A	EPS OS	medicine	product=prednisolone-5mg-tablets
dmd	326874007	Methotrexate 2.5mg tablets	B	OS	medicine	product=methotrexate-2.5mg-tablets superseded-by=41792011000001100
dmd	41792011000001100	Methotrexate 2.5mg tablets	B	OS	medicine	product=methotrexate-2.5mg-tablets
dmd	326875008	Methotrexate 10mg tablets	B	OS	medicine	product=methotrexate-10mg-tablets superseded-by=41791911000001107
dmd	41791911000001107	Methotrexate 10mg tablets	B	OS	medicine	product=methotrexate-10mg-tablets
dmd	13177001000001108	Lithium carbonate 400mg modified-release tablets	B	OS	medicine	product=lithium-carbonate-400mg-modified-release-tablets
dmd	318187007	Amiodarone 200mg tablets	B	OS	medicine	product=amiodarone-200mg-tablets
dmd	39704111000001102	Sertraline 50mg tablets	B	OS	medicine	product=sertraline-50mg-tablets
dmd	42269411000001107	Citalopram 20mg tablets	B	OS	medicine	product=citalopram-20mg-tablets
dmd	375193003	Mirtazapine 15mg tablets	B	OS	medicine	product=mirtazapine-15mg-tablets superseded-by=42274511000001104
dmd	42274511000001104	Mirtazapine 15mg tablets	B	OS	medicine	product=mirtazapine-15mg-tablets
dmd	321745007	Amitriptyline 10mg tablets	B	OS	medicine	product=amitriptyline-10mg-tablets superseded-by=42291111000001104
dmd	42291111000001104	Amitriptyline 10mg tablets	B	OS	medicine	product=amitriptyline-10mg-tablets
dmd	321589009	Risperidone 1mg tablets	B	OS	medicine	product=risperidone-1mg-tablets superseded-by=42278711000001101
dmd	42278711000001101	Risperidone 1mg tablets	B	OS	medicine	product=risperidone-1mg-tablets
dmd	321614001	Olanzapine 10mg tablets	B	OS	medicine	product=olanzapine-10mg-tablets superseded-by=42275511000001103
dmd	42275511000001103	Olanzapine 10mg tablets	B	OS	medicine	product=olanzapine-10mg-tablets
dmd	321574000	Clozapine 100mg tablets	B	OS	medicine	product=clozapine-100mg-tablets superseded-by=42270011000001100
dmd	42270011000001100	Clozapine 100mg tablets	B	OS	medicine	product=clozapine-100mg-tablets
dmd	322341003	Co-codamol 30mg/500mg tablets	B	OS	medicine	product=co-codamol-30mg-500mg-tablets superseded-by=42009811000001101
dmd	42009811000001101	Co-codamol 30mg/500mg tablets	B	OS	medicine	product=co-codamol-30mg-500mg-tablets
dmd	322236009	Paracetamol 500mg tablets	A	EPS FHIR	medicine	product=paracetamol-500mg-tablets
dmd	42010411000001105	Codeine 30mg tablets	B	OS	medicine	product=codeine-30mg-tablets
dmd	42017811000001106	Tramadol 50mg capsules	B	OS	medicine	product=tramadol-50mg-capsules
dmd	36128311000001101	Morphine sulfate 10mg/5ml oral solution	B	OS	medicine	product=morphine-sulfate-10mg-5ml-oral-solution
dmd	42129711000001109	Gabapentin 300mg capsules	B	OS	medicine	product=gabapentin-300mg-capsules
dmd	42135711000001109	Pregabalin 75mg capsules	B	OS	medicine	product=pregabalin-75mg-capsules
dmd	36124911000001107	Midazolam 10mg/2ml solution for injection ampoules	B	OS	medicine	product=midazolam-10mg-2ml-solution-for-injection-ampoules
dmd	327070006	Azathioprine 50mg tablets	B	OS	medicine	product=azathioprine-50mg-tablets superseded-by=41759311000001100
dmd	41759311000001100	Azathioprine 50mg tablets	B	OS	medicine	product=azathioprine-50mg-tablets
dmd	327106003	Mycophenolate mofetil 500mg tablets	B	OS	medicine	product=mycophenolate-mofetil-500mg-tablets superseded-by=41766211000001109
dmd	41766211000001109	Mycophenolate mofetil 500mg tablets	B	OS	medicine	product=mycophenolate-mofetil-500mg-tablets
dmd	41788411000001107	Hydroxycarbamide 500mg capsules	B	OS	medicine	product=hydroxycarbamide-500mg-capsules
dmd	320030001	Atorvastatin 20mg tablets	B	OS 3P	medicine	product=atorvastatin-20mg-tablets superseded-by=39733011000001106
dmd	39733011000001106	Atorvastatin 20mg tablets	B	OS 3P	medicine	product=atorvastatin-20mg-tablets
dmd	39687811000001107	Ciprofloxacin 500mg tablets	A	UKC	medicine	product=ciprofloxacin-500mg-tablets
sct	26643006	Oral	A	UKC EPS	route	-
sct	34206005	Subcutaneous	A	UKC	route	-
sct	18679011000001101	Inhalation	A	UKC	route	-
sct	78421000	Intramuscular	A	UKC MAV	route	-
"""#
}
