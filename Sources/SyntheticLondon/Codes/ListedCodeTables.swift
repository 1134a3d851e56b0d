// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

/// The rows of ``SyntheticCodes``, one a line: evidence, system, id, term.
enum ListedCodeTables {
    /// Conditions and findings.
    static let conditions = """
        A snomed 59621000 Essential hypertension
        A snomed 38341003 Hypertensive disorder, systemic arterial
        A snomed 44054006 Diabetes mellitus type 2
        A snomed 46635009 Diabetes mellitus type 1
        A snomed 73211009 Diabetes mellitus
        A snomed 700449008 Non-diabetic hyperglycemia
        B snomed 11687002 Gestational diabetes mellitus
        A snomed 195967001 Asthma
        A snomed 13645005 Chronic obstructive lung disease
        A snomed 49436004 Atrial fibrillation
        A snomed 84114007 Heart failure
        A snomed 414545008 Ischemic heart disease
        A snomed 22298006 Myocardial infarction
        A snomed 194828000 Angina
        A snomed 230690007 Cerebrovascular accident
        B snomed 266257000 Transient ischemic attack
        A snomed 59282003 Pulmonary embolism
        B snomed 128053003 Deep venous thrombosis
        B snomed 709044004 Chronic kidney disease
        A snomed 433144002 Chronic kidney disease stage 3
        A snomed 700378005 Chronic kidney disease stage 3A
        A snomed 700379002 Chronic kidney disease stage 3B
        A snomed 431857002 Chronic kidney disease stage 4
        A snomed 52448006 Dementia
        A snomed 26929004 Alzheimer's disease
        A snomed 429998004 Vascular dementia
        A snomed 35489007 Depressive disorder
        B snomed 197480006 Anxiety disorder
        A snomed 58214004 Schizophrenia
        A snomed 13746004 Bipolar disorder
        B snomed 191736004 Obsessive-compulsive disorder
        B snomed 47505003 Posttraumatic stress disorder
        A snomed 84757009 Epilepsy
        B snomed 49049000 Parkinson's disease
        B snomed 24700007 Multiple sclerosis
        A snomed 69896004 Rheumatoid arthritis
        B snomed 396275006 Osteoarthritis
        B snomed 239873007 Osteoarthritis of knee
        A snomed 64859006 Osteoporosis
        B snomed 90560007 Gout
        B snomed 40930008 Hypothyroidism (disorder)
        B snomed 414916001 Obesity (disorder)
        B snomed 162864005 Body mass index 30+ - obesity
        B snomed 87522002 Iron deficiency anemia
        B snomed 127040003 Sickle cell-hemoglobin SS disease
        B snomed 35434009 Sickle cell-hemoglobin C disease
        B snomed 36472007 Sickle cell-thalassemia disease
        B snomed 417425009 Hemoglobin SS disease with crisis
        B snomed 235595009 Gastroesophageal reflux disease (disorder)
        B snomed 34000006 Crohn's disease (disorder)
        B snomed 64766004 Ulcerative colitis (disorder)
        B snomed 396331005 Celiac disease
        B snomed 19943007 Cirrhosis of liver
        A snomed 254837009 Malignant neoplasm of breast
        A snomed 399068003 Malignant tumor of prostate
        A snomed 363406005 Malignant neoplasm of colon
        A snomed 363358000 Malignant tumor of lung
        B snomed 233604007 Pneumonia
        B snomed 68566005 Urinary tract infectious disease
        B snomed 2776000 Delirium
        A snomed 110359009 Intellectual disability
        A snomed 931001000000105 Significant learning disability
        A snomed 925791000000100 Mild frailty
        A snomed 925831000000107 Moderate frailty
        A snomed 925861000000102 Severe frailty
        A snomed 77386006 Pregnant
        B snomed 406506008 Attention deficit hyperactivity disorder
        B snomed 128302006 Chronic hepatitis C
        B snomed 66071002 Viral hepatitis type B
        B snomed 56717001 Tuberculosis
        A snomed 86406008 Human immunodeficiency virus infection (disorder)
        B snomed 66590003 Alcohol dependence
        A snomed 75544000 Opioid dependence
        B snomed 59274003 Intentional drug overdose
        B snomed 242824002 Intentional paracetamol overdose
        B snomed 39579001 Anaphylactic reaction
        B snomed 29857009 Chest pain
        B snomed 25064002 Headache
        B snomed 267036007 Dyspnea
        B snomed 386661006 Fever
        B snomed 49727002 Cough
        """

    /// What looks like a condition but is not one.
    static let findings = """
        B snomed 162660004 Asthma resolved
        A snomed 315051004 Diabetes resolved
        B snomed 196381000000100 Depression resolved
        B snomed 161445009 H/O: diabetes mellitus
        B snomed 161591004 H/O: penicillin allergy
        B snomed 91936005 Allergy to penicillin (finding)
        B snomed 91935009 Allergy to peanut (finding)
        A snomed 241933001 Peanut-induced anaphylaxis
        B snomed 160303001 FH: Diabetes mellitus
        A snomed 275121006 Family history: Angina
        A snomed 430678008 Family history of diabetes mellitus type 1
        B snomed 160266009 No significant family history
        B snomed 162573006 Suspected lung cancer
        B snomed 473126001 Suspected depressive disorder
        B snomed 413759008 Caregiver of person with alcohol misuse
        B snomed 713071004 Alcohol misuser in household
        B snomed 716186003 No known allergy (situation)
        A snomed 409137002 No known drug allergy (situation)
        B snomed 429625007 No known food allergy (situation)
        B snomed 428607008 No Known Environmental Allergy
        B snomed 716184000 No Known Latex Allergy (situation)
        B snomed 160244002 No Known Allergies
        B snomed 787481004 No known medications
        A snomed 196461000000101 Transfer-degraded drug allergy
        A snomed 196471000000108 Transfer-degraded non-drug allergy (record artifact)
        A snomed 196421000000109 Transfer-degraded medication entry
        B snomed 304253006 Not for resuscitation
        A snomed 1103671000000101 Ended allergies
        """

    /// Substances and reactions.
    static let allergies = """
        A snomed 372687004 Amoxicillin
        B snomed 373270004 Substance with penicillin structure and antibacterial mechanism of action (substance)
        B snomed 764146007 Penicillin
        B snomed 387406002 Sulfonamide (substance)
        B snomed 387458008 Aspirin
        A snomed 777067000 Paracetamol
        A snomed 777773007 Timolol
        B snomed 762952008 Peanut (substance)
        A snomed 256349002 Peanut - dietary
        B snomed 102263004 Eggs
        B snomed 735029006 Shellfish (substance)
        B snomed 227493005 Cashew Nut
        B snomed 111088007 Latex (substance)
        B snomed 288328004 Bee venom (substance)
        B snomed 271807003 skin rash
        A snomed 247472004 Urticarial rash
        B snomed 126485001 Urticaria (disorder)
        B snomed 422587007 Nausea
        A snomed 422400008 Vomiting
        B snomed 418363000 Itching of skin (finding)
        B snomed 56018004 Wheezing
        """

    /// Plans, decisions, documents, services.
    static let plans = """
        A snomed 734163000 Care plan
        A snomed 736253002 Mental health crisis plan
        A snomed 1382601000000107 ReSPECT form
        A snomed 325691000000100 Contingency plan
        A snomed 736373009 End of life care plan
        A snomed 861421000000109 End of life care coordination summary
        A snomed 887701000000100 Emergency health care plan
        A snomed 736366004 Advance care plan
        A snomed 735324008 Treatment escalation plan
        A snomed 2181441000000107 Personalised Care and Support Plan
        A snomed 16521000000101 Lloyd George record folder
        A snomed 1102421000000108 Observation (category)
        A snomed 1363501000000100 RCP NEWS2 chart
        A snomed 823651000000106 Clinical note (category)
        A snomed 824321000000109 Summary record
        A snomed 419891008 Record artifact (category)
        A snomed 749001000000101 Appointment
        A snomed 716931000000107 Record headings (category)
        A snomed 887181000000106 Clinical summary
        A snomed 373942005 Discharge summary
        A snomed 823751000000102 Letter
        A snomed 25611000000107 Referral letter
        A snomed 371525003 Clinical procedure report
        B snomed 450475007 For (attempted) cardiopulmonary resuscitation
        B snomed 450476008 Not for (attempted) cardiopulmonary resuscitation
        B snomed 304252001 For resuscitation
        B snomed 143021000119109 Do not resuscitate status with supporting documentation
        B snomed 1107891000000106 Has Recommended Summary Plan for Emergency Care and Treatment
        A snomed 1095151000000107 Has end of life advance care plan
        A snomed 526631000000108 On end of life care register
        A snomed 854021000000106 Ambulance service notified of patient on end of life care register
        C snomed 342191000000101 Subject to child protection plan
        C snomed 764841000000100 Looked after child
        C snomed 818901000000100 Unborn child subject to child protection plan
        B snomed 943001000000107 Safeguarding adults protection plan agreed
        B snomed 288832002 Care Program Approach care plan
        A snomed 248171000000108 Lives in care home
        A snomed 160734000 Lives in a nursing home
        A snomed 394923006 Lives in a residential home
        B snomed 229774002 Caregiver
        A snomed 310000008 Accident and Emergency service
        A snomed 788007007 General practice service
        A snomed 792847005 Emergency ambulance service
        A snomed 789718008 Cardiology service
        A snomed 708168004 Mental health service
        A snomed 89301000000108 Community mental health team
        A snomed 931801000000101 Community nursing service
        A snomed 310073009 Palliative care service
        A snomed 310134006 Social services
        A snomed 788122004 Sexual health service
        A snomed 185212007 Seen in hospital ward
        A snomed 1239511000000100 Structured medication review
        """

    /// Procedures and vaccinations.
    static let procedures = """
        B snomed 80146002 Appendectomy (Procedure)
        B snomed 52734007 Total hip replacement
        B snomed 609588000 Prosthetic total arthroplasty of knee joint (procedure)
        A snomed 73761001 Colonoscopy
        B snomed 232717009 Coronary artery bypass grafting
        B snomed 415070008 Percutaneous coronary intervention
        B snomed 38102005 Cholecystectomy (procedure)
        B snomed 11466000 Cesarean section
        B snomed 177184002 Normal delivery procedure
        B snomed 265764009 Renal dialysis
        B snomed 302497006 Hemodialysis
        A snomed 268400002 12 lead ECG
        B snomed 399208008 Plain X-ray of chest (procedure)
        A snomed 169069000 Computed tomography of chest
        B snomed 40701008 Echocardiography (procedure)
        A snomed 26604007 Full blood count
        B snomed 394703002 Chronic obstructive pulmonary disease annual review
        A snomed 822851000000102 Seasonal influenza vaccination
        A snomed 38598009 Administration of measles and mumps and rubella vaccine
        A snomed 761841000 Administration of human papilloma virus vaccine
        A snomed 871874000 Administration of meningitis A, C, W135 and Y vaccine
        A snomed 1324681000000101 Administration of first dose of SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccine
        A snomed 1324691000000104 Administration of second dose of SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccine
        A snomed 955651000000100 Seasonal influenza vaccination given by other healthcare provider
        A snomed 1324781000000109 SARS-CoV-2 (severe acute respiratory syndrome coronavirus 2) vaccination first dose not given
        """
}
