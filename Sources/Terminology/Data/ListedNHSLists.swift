// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension ListedCodeTable {
    /// Short NHS lists that generated data uses.
    static let nhsLists = #"""
ethnic	A	White - British	A	UKC	ethnic-category	-
ethnic	B	White - Irish	A	UKC	ethnic-category	-
ethnic	C	White - Any other White background	A	UKC	ethnic-category	-
ethnic	D	Mixed - White and Black Caribbean	A	UKC	ethnic-category	-
ethnic	E	Mixed - White and Black African	A	UKC	ethnic-category	-
ethnic	F	Mixed - White and Asian	A	UKC	ethnic-category	-
ethnic	G	Mixed - Any other mixed background	A	UKC	ethnic-category	-
ethnic	H	Asian or Asian British - Indian	A	UKC	ethnic-category	-
ethnic	J	Asian or Asian British - Pakistani	A	UKC	ethnic-category	-
ethnic	K	Asian or Asian British - Bangladeshi	A	UKC	ethnic-category	-
ethnic	L	Asian or Asian British - Any other Asian background	A	UKC	ethnic-category	-
ethnic	M	Black or Black British - Caribbean	A	UKC	ethnic-category	-
ethnic	N	Black or Black British - African	A	UKC	ethnic-category	-
ethnic	P	Black or Black British - Any other Black background	A	UKC	ethnic-category	-
ethnic	R	Other Ethnic Groups - Chinese	A	UKC	ethnic-category	-
ethnic	S	Other Ethnic Groups - Any other ethnic group	A	UKC	ethnic-category	-
ethnic	Z	Not stated	A	UKC	ethnic-category	stated=declined
ethnic	99	Not known	A	UKC	ethnic-category	stated=not-asked
nhs-number-status	01	Number present and verified	A	UKC	nhs-number-status	-
nhs-number-status	02	Number present but not traced	A	UKC	nhs-number-status	-
nhs-number-status	03	Trace required	A	UKC	nhs-number-status	-
nhs-number-status	04	Trace attempted - No match or multiple match found	A	UKC	nhs-number-status	-
nhs-number-status	05	Trace needs to be resolved - (NHS number or patient detail conflict)	A	UKC	nhs-number-status	-
nhs-number-status	06	Trace in progress	A	UKC	nhs-number-status	-
nhs-number-status	07	Number not present and trace not required	A	UKC	nhs-number-status	-
nhs-number-status	08	Trace postponed (baby under six weeks old)	A	UKC	nhs-number-status	-
death	1	Informal - death notice received via an update from a local NHS Organisation such as GP or Trust	A	UKC	death-notification	death=informal
death	2	Formal - death notice received from Registrar of Deaths	A	UKC	death-notification	death=formal
death	U	Removed	A	UKC	death-notification	death=removed
legal-status	01	Informal	A	UKC	mental-health-act	label=mental-health
legal-status	02	Formally detained under Mental Health Act Section 2	A	UKC	mental-health-act	label=mental-health
legal-status	03	Formally detained under Mental Health Act Section 3	A	UKC	mental-health-act	label=mental-health
legal-status	04	Formally detained under Mental Health Act Section 4	A	UKC	mental-health-act	label=mental-health
legal-status	05	Formally detained under Mental Health Act Section 5(2)	A	UKC	mental-health-act	label=mental-health
legal-status	06	Formally detained under Mental Health Act Section 5(4)	A	UKC	mental-health-act	label=mental-health
legal-status	07	Formally detained under Mental Health Act Section 35	A	UKC	mental-health-act	label=mental-health
legal-status	08	Formally detained under Mental Health Act Section 36	A	UKC	mental-health-act	label=mental-health
legal-status	09	Formally detained under Mental Health Act Section 37 with section 41 restrictions	A	UKC	mental-health-act	label=mental-health
legal-status	10	Formally detained under Mental Health Act Section 37	A	UKC	mental-health-act	label=mental-health
legal-status	12	Formally detained under Mental Health Act Section 38	A	UKC	mental-health-act	label=mental-health
legal-status	13	Formally detained under Mental Health Act Section 44	A	UKC	mental-health-act	label=mental-health
legal-status	14	Formally detained under Mental Health Act Section 46	A	UKC	mental-health-act	label=mental-health
legal-status	15	Formally detained under Mental Health Act Section 47 with section 49 restrictions	A	UKC	mental-health-act	label=mental-health
legal-status	16	Formally detained under Mental Health Act Section 47	A	UKC	mental-health-act	label=mental-health
legal-status	17	Formally detained under Mental Health Act Section 48 with section 49 restrictions	A	UKC	mental-health-act	label=mental-health
legal-status	18	Formally detained under Mental Health Act Section 48	A	UKC	mental-health-act	label=mental-health
legal-status	19	Formally detained under Mental Health Act Section 135	A	UKC	mental-health-act	label=mental-health
legal-status	20	Formally detained under Mental Health Act Section 136	A	UKC	mental-health-act	label=mental-health
legal-status	31	Formally detained under Criminal Procedure(Insanity) Act 1964 as amended by the Criminal Procedures (Insanity and Unfitness to Plead) Act 1991	A	UKC	mental-health-act	label=mental-health
legal-status	32	Formally detained under other acts	A	UKC	mental-health-act	label=mental-health
legal-status	35	Subject to guardianship under Mental Health Act Section 7	A	UKC	mental-health-act	label=mental-health
legal-status	36	Subject to guardianship under Mental Health Act Section 37	A	UKC	mental-health-act	label=mental-health
legal-status	37	Formally detained under Mental Health Act Section 45A (Limited direction in force)	A	UKC	mental-health-act	label=mental-health
legal-status	38	Formally detained under Mental Health Act Section 45A (Limitation direction ended)	A	UKC	mental-health-act	label=mental-health
legal-status	98	Not Applicable	A	UKC	mental-health-act	-
legal-status	99	Not Known	A	UKC	mental-health-act	-
admission	11	Elective Admission: Waiting list	A	UKC	admission-method	-
admission	12	Elective Admission: Booked	A	UKC	admission-method	-
admission	13	Elective Admission: Planned	A	UKC	admission-method	-
admission	21	Emergency Admission: Emergency Care Department or dental casualty department of the Health Care Provider	A	UKC	admission-method	-
admission	22	Emergency Admission: General Practitioner: after a request for immediate admission has been made direct to a Hospital Provider, i.e. not through a Bed bureau, by a General Practitioner or deputy	A	UKC	admission-method	-
admission	23	Emergency Admission: Bed bureau	A	UKC	admission-method	-
admission	24	Emergency Admission: Consultant Clinic, of this or another Health Care Provider	A	UKC	admission-method	-
admission	25	Emergency Admission: Admission via Mental Health Crisis Resolution Team	A	UKC	admission-method	label=mental-health
admission	2A	Emergency Admission: Emergency Care Department of another provider where the Patient had not been admitted	A	UKC	admission-method	-
admission	2B	Emergency Admission: Transfer of an admitted Patient from another Hospital Provider in an emergency	A	UKC	admission-method	-
admission	2C	Emergency Admission: Baby born at home as intended	A	UKC	admission-method	-
admission	2D	Emergency Admission: Other emergency admission	A	UKC	admission-method	-
admission	28	Emergency Admission: Other means, examples are: - admitted from the Emergency Care Department of another provider where they had not been admitted - transfer of an admitted Patient from another Hospital Provider in an emergency - baby born at home as intended	A	UKC	admission-method	-
admission	31	Maternity Admission: Admitted ante partum	A	UKC	admission-method	-
admission	32	Maternity Admission: Admitted post partum	A	UKC	admission-method	-
admission	82	Other Admission: The birth of a baby in this Health Care Provider	A	UKC	admission-method	-
admission	83	Other Admission: Baby born outside the Health Care Provider except when born at home as intended	A	UKC	admission-method	-
admission	81	Other Admission: Transfer of any admitted Patient from other Hospital Provider other than in an emergency	A	UKC	admission-method	-
admission	98	Not applicable	A	UKC	admission-method	-
admission	99	Admission Method not known	A	UKC	admission-method	-
discharge	1	Patient discharged on clinical advice or with clinical consent	A	UKC	discharge-method	-
discharge	3	Patient discharged by mental health review tribunal, Home Secretary or Court	A	UKC	discharge-method	label=mental-health
discharge	4	Patient died	A	UKC	discharge-method	-
discharge	5	Stillbirth	A	UKC	discharge-method	-
discharge	6	Patient discharged him/herself	A	UKC	discharge-method	-
discharge	7	Patient discharged by a relative or advocate	A	UKC	discharge-method	-
discharge	8	Not applicable (Hospital Provider Spell not finished at episode end (i.e. not discharged) or current episode unfinished)	A	UKC	discharge-method	-
discharge	9	Method of discharge not known	A	UKC	discharge-method	-
written-format	11	Large print	A	UKC	written-format	-
written-format	12	Braille	A	UKC	written-format	-
written-format	13	Audio tape	A	UKC	written-format	-
contact	1	Letter	A	UKC	contact-method	-
contact	2	Visit	A	UKC	contact-method	-
contact	3	Telephone	A	UKC	contact-method	-
contact	4	E-mail	A	UKC	contact-method	-
contact	5	Minicom (Textphone)	A	UKC	contact-method	-
contact	6	Telephone contact via proxy	A	UKC	contact-method	-
contact	7	Sign language	A	UKC	contact-method	-
contact	8	No Telephone contact	A	UKC	contact-method	-
contact	9	SMS	A	UKC	contact-method	-
person-role	Agent	Agent of patient	A	UKC	relationship-role	-
person-role	Guardian	Guardian of patient	A	UKC	relationship-role	-
person-role	Personal	Personal relationship with the patient	A	UKC	relationship-role	-
person-role	PolygamousPartner	Polygamous Partner of patient	A	UKC	relationship-role	-
person-role	Dependant	Dependant of patient	A	UKC	relationship-role	-
person-role	NonDependant	Non Dependant of patient	A	UKC	relationship-role	-
person-role	ProxyContact	Proxy Contact for patient	A	UKC	relationship-role	-
person-role	ProxyCommunication	Proxy Communication for patient	A	UKC	relationship-role	-
person-role	ProxyContactCommunication	Proxy Contact and Communication for patient	A	UKC	relationship-role	-
person-role	Carer	Carer of patient	A	UKC	relationship-role	-
person-role	NotSpecified	Not Specified	A	UKC	relationship-role	-
list-warning	confidential-items	Confidential Items	A	UKC	list-warning	-
list-warning	data-in-transit	Data in Transit	A	UKC	list-warning	-
list-warning	data-awaiting-filing	Data Awaiting Filing	A	UKC	list-warning	-
pds-trace	00	Match	A	OLI	trace-outcome	-
pds-trace	90	Superseded	A	OLI	trace-outcome	-
pds-trace	91	Invalid	A	OLI	trace-outcome	-
pds-trace	92	Sensitive	A	OLI	trace-outcome	-
pds-trace	95	Under investigation	A	OLI	trace-outcome	-
pds-trace	96	Too little data	A	OLI	trace-outcome	-
pds-trace	97	Close matches	A	OLI	trace-outcome	-
pds-trace	98	None	A	OLI	trace-outcome	-
"""#
}
