// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Services, specialties and record headings whose very name is sensitive.
    static let sensitiveServices = #"""
sct	828821000000105	Adolescent psychiatry service	A	UKC	service	label=mental-health
sct	788002001	Adult mental health service	A	UKC	service	label=mental-health
sct	91901000000109	Assertive outreach team	A	UKC	service	label=mental-health
sct	310117003	Child and adolescent psychiatry service	A	UKC	service	label=mental-health
sct	828811000000104	Child psychiatry service	A	UKC	service	label=mental-health
sct	893381000000103	Clinical psychology service	A	UKC	service	label=mental-health
sct	89311000000105	Crisis prevention assessment and treatment team	A	UKC	service	label=mental-health
sct	92191000000105	Early intervention in psychosis team	A	UKC	service	label=mental-health
sct	828281000000107	Eating disorders service	A	UKC	service	label=mental-health
sct	310118008	Forensic psychiatry service	A	UKC	service	label=mental-health
sct	310119000	Liaison psychiatry service	A	UKC	service	label=mental-health
sct	1323621000000104	Medical psychotherapy service	A	UKC	service	label=mental-health
sct	310120006	Mental handicap psychiatry service	A	UKC	service	label=mental-health wording=as-recorded
sct	310027007	Mental health counselling service	A	UKC	service	label=mental-health
sct	92151000000102	Mental health crisis resolution team	A	UKC	service	label=mental-health
sct	92221000000103	Mental health home treatment team	A	UKC	service	label=mental-health
sct	893251000000101	Mental health recovery and rehabilitation service	A	UKC	service	label=mental-health
sct	1323921000000108	Neuropsychiatry service	A	UKC	service	label=mental-health
sct	901221000000102	Perinatal mental health service	A	UKC	service	label=mental-health
sct	1079481000000104	Perinatal psychiatry service	A	UKC	service	label=mental-health
sct	893531000000105	Psychiatric intensive care service	A	UKC	service	label=mental-health
sct	310116007	Psychiatry service	A	UKC	service	label=mental-health
sct	310121005	Psychogeriatric service	A	UKC	service	label=mental-health
sct	310123008	Psychology service	A	UKC	service	label=mental-health
sct	722175001	Psychosomatic medicine service	A	UKC	service	label=mental-health
sct	310124002	Psychotherapy service	A	UKC	service	label=mental-health
sct	310122003	Rehabilitation psychiatry service	A	UKC	service	label=mental-health
sct	788125002	Addiction service	A	UKC	service	label=substance-misuse
sct	23941000087103	Narcotic addiction service	A	UKC	service	label=substance-misuse
sct	24331000087108	Narcotic addiction service with chronic pain management	A	UKC	service	label=substance-misuse
sct	109201000000109	Substance misuse team	A	UKC	service	label=substance-misuse
sct	893261000000103	Mental health dual diagnosis service	A	UKC	service	label=mental-health,substance-misuse
sct	1362761000000103	Adult safeguarding team	A	UKC	service	label=safeguarding
sct	1326421000000106	Safeguarding children team	A	UKC	service	label=safeguarding
sct	1240241000000109	Community sexual and reproductive health service	A	UKC	service	label=sexual-health
sct	310031001	Family planning service	A	UKC	service	label=sexual-health
sct	830039004	Genitourinary medicine service	A	UKC	service	label=sexual-health
sct	24081000087105	HIV (human immunodeficiency virus) nurse practitioner service	A	UKC	service	label=hiv,sexual-health
sct	24101000087102	HIV (human immunodeficiency virus) social work service	A	UKC	service	label=hiv,sexual-health
sct	310062002	Pregnancy termination service	A	UKC	service	label=reproductive
sct	896974005	Transgender health service	A	UKC	service	label=gender
sct	310135007	Social services department customer services	A	UKC	service	label=social-care
sct	310136008	Social services department duty team	A	UKC	service	label=social-care
sct	310095008	Social services occupational therapy service	A	UKC	service	label=social-care
specialty	710	Adult Mental Illness	A	UKC	specialty	label=mental-health
specialty	711	Child and Adolescent Psychiatry	A	UKC	specialty	label=mental-health
specialty	712	Forensic Psychiatry	A	UKC	specialty	label=mental-health
specialty	713	Medical Psychotherapy	A	UKC	specialty	label=mental-health
specialty	715	Old Age Psychiatry	A	UKC	specialty	label=mental-health
specialty	360	Genitourinary Medicine	A	UKC	specialty	label=sexual-health
specialty	504	Community Sexual and Reproductive Health	A	UKC	specialty	label=sexual-health
heading	mental-health-act-or-equivalent-status	Mental Health Act or equivalent status	A	UKC	heading	label=mental-health
heading	mental-health-therapy-follow-up	Mental health therapy follow-up	A	UKC	heading	label=mental-health
heading	drug/substance-use	Drug/substance use	A	UKC	heading	label=substance-misuse
heading	risks-to-self	Risks to self	A	UKC	heading	label=self-harm
heading	risk-from-others	Risk from others	A	UKC	heading	label=safeguarding
heading	safeguarding	Safeguarding	A	UKC	heading	label=safeguarding
heading	safeguarding-issues	Safeguarding issues	A	UKC	heading	label=safeguarding
"""#
}
