// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Documents, resuscitation decisions, flags, services and encounters.
    static let plansAndServices = #"""
sct	734163000	Care plan	A	UKC NRL	document-category	-
sct	736253002	Mental health crisis plan	A	NRL	document	document=mental-health-crisis-plan category=734163000 label=mental-health
sct	1382601000000107	ReSPECT form	A	NRL	document	document=respect-form category=734163000
sct	325691000000100	Contingency plan	A	NRL	document	document=contingency-plan category=734163000
sct	736373009	End of life care plan	A	NRL	document	document=end-of-life-care-plan category=734163000
sct	861421000000109	End of life care coordination summary	A	NRL	document	document=end-of-life-coordination-summary category=734163000
sct	887701000000100	Emergency health care plan	A	NRL OS	document	document=emergency-health-care-plan category=734163000
sct	736366004	Advance care plan	A	NRL	document	document=advance-care-plan category=734163000
sct	735324008	Treatment escalation plan	A	NRL	document	document=treatment-escalation-plan category=734163000
sct	2181441000000107	Personalised Care and Support Plan	A	NRL	document	document=personalised-care-and-support-plan category=734163000
sct	16521000000101	Lloyd George record folder	A	NRL	document	document=lloyd-george-folder
sct	1102421000000108	Observation (category)	A	NRL	document-category	-
sct	1363501000000100	RCP NEWS2 chart	A	NRL	document	document=news2-chart category=1102421000000108
sct	823651000000106	Clinical note (category)	A	NRL	document-category	-
sct	824321000000109	Summary record	A	NRL	document	document=summary-record category=823651000000106
sct	419891008	Record artifact (category)	A	NRL	document-category	-
sct	749001000000101	Appointment	A	NRL	document	document=appointment category=419891008
sct	716931000000107	Record headings (category)	A	NRL	document-category	-
sct	887181000000106	Clinical summary	A	NRL	document	document=clinical-summary category=716931000000107
sct	373942005	Discharge summary	A	UKC OTH	document	document=discharge-summary
sct	823751000000102	Letter	A	UKC	document	document=letter
sct	25611000000107	Referral letter	A	UKC	document	document=referral-letter
sct	371525003	Clinical procedure report	A	UKC OTH	document	document=procedure-report
sct	450475007	For (attempted) cardiopulmonary resuscitation	B	EOL	decision	decision=for
sct	450476008	Not for (attempted) cardiopulmonary resuscitation	B	EOL	decision	decision=not-for
sct	304252001	For resuscitation	B	EOL	decision	decision=for form=older
sct	304253006	Not for resuscitation	B	IPS	decision	decision=not-for form=older
sct	143021000119109	Do not resuscitate status with supporting documentation	B	EOL	decision	decision=not-for form=documented
sct	1107891000000106	Has Recommended Summary Plan for Emergency Care and Treatment	B	OS	decision	decision=plan-exists
sct	1095151000000107	Has end of life advance care plan	A	PCD OS	flag	flag=advance-care-plan
sct	526631000000108	On end of life care register	A	UKC PCD	flag	flag=end-of-life-register
sct	854021000000106	Ambulance service notified of patient on end of life care register	A	PCD	flag	flag=ambulance-told-end-of-life
sct	342191000000101	Subject to child protection plan	C	3P	flag	flag=child-protection-plan shown-after-end=364 label=safeguarding,professionals-only
sct	764841000000100	Looked after child	C	3P	flag	flag=looked-after-child shown-after-end=364 label=safeguarding,social-care,professionals-only
sct	818901000000100	Unborn child subject to child protection plan	C	3P	flag	flag=unborn-child-protection-plan shown-after-end=28 label=safeguarding,professionals-only
sct	943001000000107	Safeguarding adults protection plan agreed	B	OS	flag	flag=adult-safeguarding-plan label=safeguarding
sct	288832002	Care Program Approach care plan	B	OS	flag	flag=care-programme-approach label=mental-health
sct	248171000000108	Lives in care home	A	PCD OS	flag	flag=lives-in-care-home
sct	160734000	Lives in a nursing home	A	PCD OS	flag	flag=lives-in-nursing-home
sct	394923006	Lives in a residential home	A	PCD OS	flag	flag=lives-in-residential-home
sct	229774002	Caregiver	B	OS FHIR	flag	flag=carer
sct	310000008	Accident and Emergency service	A	UKC	service	-
sct	788007007	General practice service	A	UKC IPS	service	-
sct	792847005	Emergency ambulance service	A	UKC OS	service	-
sct	789718008	Cardiology service	A	UKC	service	-
sct	708168004	Mental health service	A	UKC	service	label=mental-health
sct	89301000000108	Community mental health team	A	UKC	service	label=mental-health
sct	931801000000101	Community nursing service	A	UKC OS	service	-
sct	310073009	Palliative care service	A	UKC OS	service	-
sct	310134006	Social services	A	UKC	service	label=social-care
sct	788122004	Sexual health service	A	UKC	service	label=sexual-health
sct	185212007	Seen in hospital ward	A	UKC	encounter	-
sct	1239511000000100	Structured medication review	A	PCD OS	procedure	review=yes
"""#
}
