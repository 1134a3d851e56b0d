// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

extension AccessPolicy {
    /// The policy in force in London.
    package static let standard = (try? AccessPolicy(text: standardText)) ?? .denyingEverything

    /// The policy in force in London, in the form in which it is published.
    ///
    /// `*` stands for everything, `-` for nothing. What is listed under "more
    /// in an emergency" comes on top of what a relationship gives.
    package static let standardText = """
        version 2026-11-01

        [limits]
        emergency access in hours         | 4
        shortest emergency reason         | 15
        decision made anew after hours    | 12

        [relationships]
        # A tie       | days before | days after | counts as ended after days without an end
        registration  | 0           | 14         | -
        referral      | 0           | 28         | 365
        encounter     | 0           | 90         | 2
        admission     | 0           | 90         | 365
        caseload      | 0           | 28         | 730
        appointment   | 7           | 28         | 1

        [roles]
        # Role                    | emergency | headings with a relationship | more in an emergency
        doctor                    | yes | * | -
        nurse                     | yes | * | -
        midwife                   | yes | * | -
        paramedic                 | yes | * | -
        pharmacist                | yes | person contacts gp alerts allergies problems medicines results encounters documents vaccinations procedures | resuscitation carePlans
        allied-health-professional | yes | person contacts gp alerts resuscitation allergies problems medicines results encounters documents appointments carePlans supportAtHome procedures | vaccinations
        care-home-nurse           | yes | person contacts gp alerts resuscitation allergies problems medicines documents appointments carePlans supportAtHome vaccinations | results encounters procedures
        healthcare-assistant      | no  | person contacts alerts resuscitation allergies appointments carePlans supportAtHome | -
        social-worker             | no  | person contacts gp alerts appointments carePlans supportAtHome | -
        receptionist              | no  | person contacts gp appointments | -
        privacy-officer           | no  | - | -
        analyst                   | no  | - | -
        other                     | no  | - | -

        [labels]
        # Label            | shown with a relationship to | in an emergency also to | shown to the person
        sexual-health      | - | doctor nurse midwife paramedic pharmacist | yes
        reproductive       | midwife | doctor nurse paramedic | yes
        gender             | - | doctor nurse paramedic | yes
        hiv                | - | doctor nurse midwife paramedic pharmacist | yes
        mental-health      | doctor nurse midwife paramedic pharmacist allied-health-professional care-home-nurse social-worker | - | yes
        substance-misuse   | doctor nurse midwife paramedic pharmacist | allied-health-professional care-home-nurse | yes
        self-harm          | doctor nurse midwife paramedic | pharmacist allied-health-professional care-home-nurse | yes
        safeguarding       | doctor nurse midwife paramedic social-worker | - | no
        social-care        | doctor nurse midwife paramedic allied-health-professional care-home-nurse healthcare-assistant social-worker | pharmacist | yes
        protected-address  | - | - | yes
        third-party        | doctor nurse midwife paramedic pharmacist allied-health-professional care-home-nurse social-worker | - | no
        professionals-only | doctor nurse midwife paramedic pharmacist allied-health-professional care-home-nurse healthcare-assistant social-worker | - | no

        [restrictions]
        # Restriction           | overridden in an emergency
        user-suspended          | no
        organisation-suspended  | no
        reader-excluded         | no
        sharing-objection       | yes
        relationship-undone     | no
        readers-own-record      | no

        [others]
        the person           | *
        administration       | person contacts gp appointments
        programs             | person contacts gp appointments
        """
}
