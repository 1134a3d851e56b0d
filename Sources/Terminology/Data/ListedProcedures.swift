// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Procedures and vaccinations, with the codes that say a vaccination was not given.
    static let procedures = #"""
sct	80146002	Appendectomy (Procedure)	B	FHIR IPS	procedure	-
sct	52734007	Total hip replacement	B	IPS SYN	procedure	-
sct	609588000	Prosthetic total arthroplasty of knee joint (procedure)	B	SYN IPS	procedure	-
sct	73761001	Colonoscopy	A	UKC FHIR	procedure	-
sct	232717009	Coronary artery bypass grafting	B	OS OTH	procedure	-
sct	415070008	Percutaneous coronary intervention	B	OS OTH	procedure	-
sct	38102005	Cholecystectomy (procedure)	B	SYN	procedure	-
sct	11466000	Cesarean section	B	OS OTH	procedure	-
sct	177184002	Normal delivery procedure	B	OS	procedure	-
sct	265764009	Renal dialysis	B	OS SYN	procedure	ongoing=yes
sct	302497006	Hemodialysis	B	OS OTH	procedure	-
sct	268400002	12 lead ECG	A	UKC SYN	procedure	-
sct	399208008	Plain X-ray of chest (procedure)	B	SYN IPS	procedure	-
sct	169069000	Computed tomography of chest	A	UKC FHIR	procedure	-
sct	40701008	Echocardiography (procedure)	B	SYN	procedure	-
sct	26604007	Full blood count	A	UKC OS	procedure	-
sct	394703002	Chronic obstructive pulmonary disease annual review	B	OS	procedure	review=yes
sct	822851000000102	Seasonal influenza vaccination	A	UKC MAV	immunisation	vaccine=influenza given=yes
sct	38598009	Administration of measles and mumps and rubella vaccine	A	UKC MAV	immunisation	vaccine=mmr given=yes
sct	761841000	Administration of human papilloma virus vaccine	A	UKC MAV	immunisation	vaccine=hpv given=yes
sct	871874000	Administration of meningitis A, C, W135 and Y vaccine	A	UKC MAV	immunisation	vaccine=menacwy given=yes
sct	1324681000000101	Administration of first dose of SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccine	A	UKC	immunisation	vaccine=covid-19 given=yes dose=1
sct	1324691000000104	Administration of second dose of SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccine	A	UKC	immunisation	vaccine=covid-19 given=yes dose=2
sct	955651000000100	Seasonal influenza vaccination given by other healthcare provider	A	UKC MAV	immunisation	vaccine=influenza given=elsewhere
sct	1324781000000109	SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccination first dose not given	A	UKC	immunisation	vaccine=covid-19 given=no dose=1
sct	62221000000101	BCG (Bacillus Calmette-Guerin) vaccination not done	A	UKC	immunisation	given=no
sct	61591000000109	Booster diphtheria, tetanus, acellular pertussis and inactivated polio vaccination not done	A	UKC	immunisation	given=no
sct	61671000000106	Booster meningitis B vaccination not done	A	UKC	immunisation	given=no
sct	61541000000104	First diphtheria, tetanus and acellular pertussis, inactivated polio, Haemophilus influenzae type b and hepatitis B vaccination not done	A	UKC	immunisation	given=no dose=1
sct	82671000000102	First hepatitis B junior vaccination not done	A	UKC	immunisation	given=no dose=1
sct	62181000000106	First human papillomavirus vaccination not done	A	UKC	immunisation	vaccine=hpv given=no dose=1
sct	63281000000106	First intranasal seasonal influenza vaccination not done	A	UKC	immunisation	vaccine=influenza given=no dose=1
sct	61751000000106	First measles, mumps and rubella vaccination not done	A	UKC	immunisation	vaccine=mmr given=no dose=1
sct	61641000000100	First meningitis B vaccination not done	A	UKC	immunisation	given=no dose=1
sct	61721000000101	First pneumococcal conjugated vaccination not done	A	UKC	immunisation	given=no dose=1
sct	61621000000107	First rotavirus vaccination not done	A	UKC	immunisation	given=no dose=1
sct	62201000000105	First varicella vaccination not done	A	UKC	immunisation	given=no dose=1
sct	82691000000103	Fourth hepatitis B junior vaccination not done	A	UKC	immunisation	given=no dose=4
sct	61811000000102	Haemophilus influenzae type B and meningitis C vaccination not done	A	UKC	immunisation	given=no
sct	6041000175108	Hepatitis A vaccination not done	A	UKC	immunisation	given=no
sct	6051000175105	Hepatitis B vaccination not done	A	UKC	immunisation	given=no
sct	61611000000101	Low dose diphtheria, tetanus and inactivated polio vaccination not done	A	UKC	immunisation	given=no
sct	4521000175102	Measles mumps and rubella vaccination not done	A	UKC	immunisation	vaccine=mmr given=no
sct	62141000000103	Meningitis ACW and Y vaccination not done	A	UKC	immunisation	vaccine=menacwy given=no
sct	1324771000000107	SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccination dose not given	A	UKC	immunisation	vaccine=covid-19 given=no
sct	1240681000000103	SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccination not done	A	UKC	immunisation	vaccine=covid-19 given=no
sct	1324791000000106	SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccination second dose not given	A	UKC	immunisation	vaccine=covid-19 given=no dose=2
sct	61551000000101	Second diphtheria, tetanus and acellular pertussis, inactivated polio, Haemophilus influenzae type b and hepatitis B vaccination not done	A	UKC	immunisation	given=no dose=2
sct	82681000000100	Second hepatitis B junior vaccination not done	A	UKC	immunisation	given=no dose=2
sct	62191000000108	Second human papillomavirus vaccination not done	A	UKC	immunisation	vaccine=hpv given=no dose=2
sct	61761000000109	Second measles, mumps and rubella vaccination not done	A	UKC	immunisation	vaccine=mmr given=no dose=2
sct	61651000000102	Second meningitis B vaccination not done	A	UKC	immunisation	given=no dose=2
sct	61731000000104	Second pneumococcal conjugated vaccination not done	A	UKC	immunisation	given=no dose=2
sct	61631000000109	Second rotavirus vaccination not done	A	UKC	immunisation	given=no dose=2
sct	62211000000107	Second varicella vaccination not done	A	UKC	immunisation	given=no dose=2
sct	61561000000103	Third diphtheria, tetanus and acellular pertussis, inactivated polio, Haemophilus influenzae type b and hepatitis B vaccination not done	A	UKC	immunisation	given=no dose=3
sct	82701000000103	Third hepatitis B junior vaccination not done	A	UKC	immunisation	given=no dose=3
sct	61741000000108	Third pneumococcal conjugated vaccination not done	A	UKC	immunisation	given=no dose=3
sct	6021000175100	Vaccination for diphtheria, pertussis, and tetanus not done	A	UKC	immunisation	given=no
sct	90351000119108	Vaccination not done	A	UKC	immunisation	given=no
sct	6031000175102	Varicella vaccination not done	A	UKC	immunisation	given=no
sct	945831000000105	First intramuscular seasonal influenza vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=influenza given=elsewhere dose=1
sct	955661000000102	First intranasal seasonal influenza vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=influenza given=elsewhere dose=1
sct	965851000000105	Human papillomavirus vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=hpv given=elsewhere
sct	955641000000103	Influenza vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=influenza given=elsewhere
sct	957751000000103	Meningitis ACW & Y vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=menacwy given=elsewhere
sct	955671000000109	Second intramuscular seasonal influenza vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=influenza given=elsewhere dose=2
sct	955681000000106	Second intranasal seasonal influenza vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=influenza given=elsewhere dose=2
sct	1037251000000102	First MMR (measles mumps and rubella) vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=mmr given=elsewhere dose=1
sct	1037271000000106	Second MMR (measles mumps and rubella) vaccination given by other healthcare provider	A	UKC	immunisation	vaccine=mmr given=elsewhere dose=2
"""#
}
