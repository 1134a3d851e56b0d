// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Substances people react to, and reactions.
    static let allergies = #"""
sct	372687004	Amoxicillin	A	UKC FHIR	allergy-substance	substance=amoxicillin scope=drug class=penicillins ingredient=amoxicillin
sct	373270004	Substance with penicillin structure and antibacterial mechanism of action (substance)	B	FHIR IPS	allergy-substance	substance=penicillin-structure scope=drug class=penicillins
sct	764146007	Penicillin	B	IPS	allergy-substance	substance=penicillin scope=drug class=penicillins
sct	387406002	Sulfonamide (substance)	B	FHIR	allergy-substance	substance=sulfonamide scope=drug
sct	387458008	Aspirin	B	IPS OTH	allergy-substance	substance=aspirin scope=drug ingredient=aspirin
dmd	777067000	Paracetamol	A	UKC IPS	allergy-substance,medicine	substance=paracetamol scope=drug ingredient=paracetamol product=paracetamol
dmd	777773007	Timolol	A	UKC	allergy-substance,medicine	substance=timolol scope=drug ingredient=timolol product=timolol
sct	762952008	Peanut (substance)	B	FHIR SYN	allergy-substance	substance=peanut scope=food
sct	256349002	Peanut - dietary	A	GPC	allergy-substance	substance=peanut scope=food basis=stated
sct	102263004	Eggs	B	FHIR SYN	allergy-substance	substance=egg scope=food
sct	735029006	Shellfish (substance)	B	FHIR SYN	allergy-substance	substance=shellfish scope=food
sct	227493005	Cashew Nut	B	FHIR IPS	allergy-substance	substance=cashew-nut scope=food
sct	111088007	Latex (substance)	B	FHIR SYN	allergy-substance	substance=latex scope=latex
sct	288328004	Bee venom (substance)	B	FHIR SYN	allergy-substance	substance=bee-venom scope=environment
sct	271807003	skin rash	B	FHIR IPS	allergy-reaction	-
sct	247472004	Urticarial rash	A	UKC FHIR	allergy-reaction	-
sct	126485001	Urticaria (disorder)	B	IPS	allergy-reaction	-
sct	422587007	Nausea	B	OS OTH	allergy-reaction	-
sct	422400008	Vomiting	A	GPC OS	allergy-reaction	-
sct	418363000	Itching of skin (finding)	B	IPS	allergy-reaction	-
sct	56018004	Wheezing	B	OS IPS	allergy-reaction	-
"""#
}
