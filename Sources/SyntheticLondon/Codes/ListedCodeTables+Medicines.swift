// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension ListedCodeTables {
    /// Products of the dictionary of medicines and devices, under both system URIs in use, and routes.
    static let medicines = """
        A dmd 323509004 Amoxicillin 250mg capsules
        A snomed 323509004 Amoxicillin 250mg capsules
        A dmd 39732311000001104 Amoxicillin 250mg capsules
        A snomed 39732311000001104 Amoxicillin 250mg capsules
        A dmd 39732411000001106 Amoxicillin 500mg capsules
        A snomed 39732411000001106 Amoxicillin 500mg capsules
        A dmd 39692211000001107 Flucloxacillin 500mg capsules
        A snomed 39692211000001107 Flucloxacillin 500mg capsules
        A dmd 41948311000001104 Doxycycline 100mg capsules
        A snomed 41948311000001104 Doxycycline 100mg capsules
        A dmd 41946511000001109 Clarithromycin 500mg tablets
        A snomed 41946511000001109 Clarithromycin 500mg tablets
        B dmd 41953811000001101 Phenoxymethylpenicillin 250mg tablets
        B snomed 41953811000001101 Phenoxymethylpenicillin 250mg tablets
        B dmd 39108511000001108 Nitrofurantoin 100mg modified-release capsules
        B snomed 39108511000001108 Nitrofurantoin 100mg modified-release capsules
        B dmd 329653008 Ibuprofen 400mg tablets
        B snomed 329653008 Ibuprofen 400mg tablets
        B dmd 42104911000001104 Ibuprofen 400mg tablets
        B snomed 42104911000001104 Ibuprofen 400mg tablets
        B dmd 329807003 Naproxen 500mg tablets
        B snomed 329807003 Naproxen 500mg tablets
        B dmd 42107811000001100 Naproxen 500mg tablets
        B snomed 42107811000001100 Naproxen 500mg tablets
        B dmd 319775004 Aspirin 75mg tablets
        B snomed 319775004 Aspirin 75mg tablets
        B dmd 42292011000001108 Aspirin 75mg tablets
        B snomed 42292011000001108 Aspirin 75mg tablets
        A dmd 319773006 Aspirin 75mg dispersible tablet
        A snomed 319773006 Aspirin 75mg dispersible tablet
        A dmd 42291811000001106 Aspirin 75mg dispersible tablet
        A snomed 42291811000001106 Aspirin 75mg dispersible tablet
        B dmd 319799004 Clopidogrel 75mg tablets
        B snomed 319799004 Clopidogrel 75mg tablets
        B dmd 39689111000001106 Clopidogrel 75mg tablets
        B snomed 39689111000001106 Clopidogrel 75mg tablets
        B dmd 703908001 Apixaban 5mg tablets
        B snomed 703908001 Apixaban 5mg tablets
        B dmd 42206511000001102 Apixaban 5mg tablets
        B snomed 42206511000001102 Apixaban 5mg tablets
        B dmd 703907006 Apixaban 2.5mg tablets
        B snomed 703907006 Apixaban 2.5mg tablets
        B dmd 42206411000001101 Apixaban 2.5mg tablets
        B snomed 42206411000001101 Apixaban 2.5mg tablets
        B dmd 19842211000001107 Rivaroxaban 20mg tablets
        B snomed 19842211000001107 Rivaroxaban 20mg tablets
        B dmd 319733000 Warfarin 1mg tablets
        B snomed 319733000 Warfarin 1mg tablets
        B dmd 42217511000001103 Warfarin 1mg tablets
        B snomed 42217511000001103 Warfarin 1mg tablets
        B dmd 319734006 Warfarin 3mg tablets
        B snomed 319734006 Warfarin 3mg tablets
        B dmd 42217611000001104 Warfarin 3mg tablets
        B snomed 42217611000001104 Warfarin 3mg tablets
        B dmd 318901006 Ramipril 2.5mg capsules
        B snomed 318901006 Ramipril 2.5mg capsules
        B dmd 42381411000001102 Ramipril 2.5mg capsules
        B snomed 42381411000001102 Ramipril 2.5mg capsules
        B dmd 318902004 Ramipril 5mg capsules
        B snomed 318902004 Ramipril 5mg capsules
        B dmd 42381611000001104 Ramipril 5mg capsules
        B snomed 42381611000001104 Ramipril 5mg capsules
        B dmd 408051007 Ramipril 5mg tablets
        B snomed 408051007 Ramipril 5mg tablets
        B dmd 42381711000001108 Ramipril 5mg tablets
        B snomed 42381711000001108 Ramipril 5mg tablets
        B dmd 318956006 Losartan 50mg tablets
        B snomed 318956006 Losartan 50mg tablets
        B dmd 42377011000001106 Losartan 50mg tablets
        B snomed 42377011000001106 Losartan 50mg tablets
        B dmd 319283006 Amlodipine 5mg tablets
        B snomed 319283006 Amlodipine 5mg tablets
        B dmd 39732011000001102 Amlodipine 5mg tablets
        B snomed 39732011000001102 Amlodipine 5mg tablets
        B dmd 318590006 Bisoprolol 5mg tablets
        B snomed 318590006 Bisoprolol 5mg tablets
        B dmd 42371511000001109 Bisoprolol 5mg tablets
        B snomed 42371511000001109 Bisoprolol 5mg tablets
        B dmd 318353009 Propranolol 40mg tablets
        B snomed 318353009 Propranolol 40mg tablets
        B dmd 42380311000001104 Propranolol 40mg tablets
        B snomed 42380311000001104 Propranolol 40mg tablets
        A dmd 317972000 Furosemide 40mg tablets
        A snomed 317972000 Furosemide 40mg tablets
        A dmd 42294811000001108 Furosemide 40mg tablets
        A snomed 42294811000001108 Furosemide 40mg tablets
        B dmd 318056008 Spironolactone 25mg tablets
        B snomed 318056008 Spironolactone 25mg tablets
        B dmd 42216511000001100 Spironolactone 25mg tablets
        B snomed 42216511000001100 Spironolactone 25mg tablets
        B dmd 317291008 Omeprazole 20mg gastro-resistant capsules
        B snomed 317291008 Omeprazole 20mg gastro-resistant capsules
        B dmd 317309001 Lansoprazole 30mg gastro-resistant capsules
        B snomed 317309001 Lansoprazole 30mg gastro-resistant capsules
        B dmd 325278007 Metformin 500mg tablets
        B snomed 325278007 Metformin 500mg tablets
        B dmd 42084911000001109 Metformin 500mg tablets
        B snomed 42084911000001109 Metformin 500mg tablets
        B dmd 386047000 Metformin 500mg modified-release tablets
        B snomed 386047000 Metformin 500mg modified-release tablets
        B dmd 39113511000001101 Metformin 500mg modified-release tablets
        B snomed 39113511000001101 Metformin 500mg modified-release tablets
        B dmd 325242002 Gliclazide 80mg tablets
        B snomed 325242002 Gliclazide 80mg tablets
        B dmd 42082911000001100 Gliclazide 80mg tablets
        B snomed 42082911000001100 Gliclazide 80mg tablets
        B dmd 424345005 Sitagliptin 100mg tablets
        B snomed 424345005 Sitagliptin 100mg tablets
        B dmd 42089711000001108 Sitagliptin 100mg tablets
        B snomed 42089711000001108 Sitagliptin 100mg tablets
        B dmd 703680009 Dapagliflozin 10mg tablets
        B snomed 703680009 Dapagliflozin 10mg tablets
        B dmd 39689811000001104 Dapagliflozin 10mg tablets
        B snomed 39689811000001104 Dapagliflozin 10mg tablets
        B dmd 400877001 Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices
        B snomed 400877001 Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices
        B dmd 38897011000001107 Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices
        B snomed 38897011000001107 Insulin glargine 100units/ml solution for injection 3ml pre-filled disposable devices
        B dmd 3468711000001104 Insulin aspart 100units/ml solution for injection 3ml pre-filled disposable devices
        B snomed 3468711000001104 Insulin aspart 100units/ml solution for injection 3ml pre-filled disposable devices
        A dmd 320139002 Salbutamol 100micrograms/dose inhaler CFC free
        A snomed 320139002 Salbutamol 100micrograms/dose inhaler CFC free
        A dmd 39113611000001102 Salbutamol 100micrograms/dose inhaler CFC free
        A snomed 39113611000001102 Salbutamol 100micrograms/dose inhaler CFC free
        B dmd 320537007 Beclometasone 100micrograms/dose inhaler
        B snomed 320537007 Beclometasone 100micrograms/dose inhaler
        B dmd 42292311000001106 Beclometasone 100micrograms/dose inhaler
        B snomed 42292311000001106 Beclometasone 100micrograms/dose inhaler
        A dmd 325427002 Prednisolone 5mg tablets
        A snomed 325427002 Prednisolone 5mg tablets
        A dmd 42087311000001104 Prednisolone 5mg tablets
        A snomed 42087311000001104 Prednisolone 5mg tablets
        B dmd 326874007 Methotrexate 2.5mg tablets
        B snomed 326874007 Methotrexate 2.5mg tablets
        B dmd 41792011000001100 Methotrexate 2.5mg tablets
        B snomed 41792011000001100 Methotrexate 2.5mg tablets
        B dmd 326875008 Methotrexate 10mg tablets
        B snomed 326875008 Methotrexate 10mg tablets
        B dmd 41791911000001107 Methotrexate 10mg tablets
        B snomed 41791911000001107 Methotrexate 10mg tablets
        B dmd 13177001000001108 Lithium carbonate 400mg modified-release tablets
        B snomed 13177001000001108 Lithium carbonate 400mg modified-release tablets
        B dmd 318187007 Amiodarone 200mg tablets
        B snomed 318187007 Amiodarone 200mg tablets
        B dmd 39704111000001102 Sertraline 50mg tablets
        B snomed 39704111000001102 Sertraline 50mg tablets
        B dmd 42269411000001107 Citalopram 20mg tablets
        B snomed 42269411000001107 Citalopram 20mg tablets
        B dmd 375193003 Mirtazapine 15mg tablets
        B snomed 375193003 Mirtazapine 15mg tablets
        B dmd 42274511000001104 Mirtazapine 15mg tablets
        B snomed 42274511000001104 Mirtazapine 15mg tablets
        B dmd 321745007 Amitriptyline 10mg tablets
        B snomed 321745007 Amitriptyline 10mg tablets
        B dmd 42291111000001104 Amitriptyline 10mg tablets
        B snomed 42291111000001104 Amitriptyline 10mg tablets
        B dmd 321589009 Risperidone 1mg tablets
        B snomed 321589009 Risperidone 1mg tablets
        B dmd 42278711000001101 Risperidone 1mg tablets
        B snomed 42278711000001101 Risperidone 1mg tablets
        B dmd 321614001 Olanzapine 10mg tablets
        B snomed 321614001 Olanzapine 10mg tablets
        B dmd 42275511000001103 Olanzapine 10mg tablets
        B snomed 42275511000001103 Olanzapine 10mg tablets
        B dmd 321574000 Clozapine 100mg tablets
        B snomed 321574000 Clozapine 100mg tablets
        B dmd 42270011000001100 Clozapine 100mg tablets
        B snomed 42270011000001100 Clozapine 100mg tablets
        B dmd 322341003 Co-codamol 30mg/500mg tablets
        B snomed 322341003 Co-codamol 30mg/500mg tablets
        B dmd 42009811000001101 Co-codamol 30mg/500mg tablets
        B snomed 42009811000001101 Co-codamol 30mg/500mg tablets
        A dmd 322236009 Paracetamol 500mg tablets
        A snomed 322236009 Paracetamol 500mg tablets
        B dmd 42010411000001105 Codeine 30mg tablets
        B snomed 42010411000001105 Codeine 30mg tablets
        B dmd 42017811000001106 Tramadol 50mg capsules
        B snomed 42017811000001106 Tramadol 50mg capsules
        B dmd 36128311000001101 Morphine sulfate 10mg/5ml oral solution
        B snomed 36128311000001101 Morphine sulfate 10mg/5ml oral solution
        B dmd 42129711000001109 Gabapentin 300mg capsules
        B snomed 42129711000001109 Gabapentin 300mg capsules
        B dmd 42135711000001109 Pregabalin 75mg capsules
        B snomed 42135711000001109 Pregabalin 75mg capsules
        B dmd 36124911000001107 Midazolam 10mg/2ml solution for injection ampoules
        B snomed 36124911000001107 Midazolam 10mg/2ml solution for injection ampoules
        B dmd 327070006 Azathioprine 50mg tablets
        B snomed 327070006 Azathioprine 50mg tablets
        B dmd 41759311000001100 Azathioprine 50mg tablets
        B snomed 41759311000001100 Azathioprine 50mg tablets
        B dmd 327106003 Mycophenolate mofetil 500mg tablets
        B snomed 327106003 Mycophenolate mofetil 500mg tablets
        B dmd 41766211000001109 Mycophenolate mofetil 500mg tablets
        B snomed 41766211000001109 Mycophenolate mofetil 500mg tablets
        B dmd 41788411000001107 Hydroxycarbamide 500mg capsules
        B snomed 41788411000001107 Hydroxycarbamide 500mg capsules
        B dmd 320030001 Atorvastatin 20mg tablets
        B snomed 320030001 Atorvastatin 20mg tablets
        B dmd 39733011000001106 Atorvastatin 20mg tablets
        B snomed 39733011000001106 Atorvastatin 20mg tablets
        A snomed 26643006 Oral
        A snomed 34206005 Subcutaneous
        A snomed 18679011000001101 Inhalation
        A snomed 78421000 Intramuscular
        """
}
