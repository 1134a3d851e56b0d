// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension SensitiveWords {
    /// In names of services, clinics and documents. A phrase belongs here only if it hardly ever means something else:
    /// "gum clinic" does, "gum" does not; "overdose" alone may be an accident; "crisis" alone may be sickle cell.
    static let names = SensitiveWords(table: #"""
hiv	hiv,sexual-health
human immunodeficiency virus	hiv,sexual-health
sexual health	sexual-health
sexual and reproductive health	sexual-health
sexually transmitted	sexual-health
genitourinary medicine	sexual-health
genito urinary medicine	sexual-health
gum clinic	sexual-health
contraception	sexual-health
contraceptive	sexual-health
family planning	sexual-health
termination of pregnancy	reproductive
pregnancy termination	reproductive
pregnancy advisory	reproductive
abortion	reproductive
fertility	reproductive
infertility	reproductive
subfertility	reproductive
assisted conception	reproductive
ivf	reproductive
gender identity	gender
gender dysphoria	gender
gender recognition	gender
transgender	gender
mental health	mental-health
psychiatry	mental-health
psychiatric	mental-health
psychosis	mental-health
psychotherapy	mental-health
psychological therapies	mental-health
psychology	mental-health
camhs	mental-health
cmht	mental-health
eating disorder	mental-health
eating disorders	mental-health
drug and alcohol	substance-misuse
drugs and alcohol	substance-misuse
alcohol service	substance-misuse
alcohol misuse	substance-misuse
substance misuse	substance-misuse
substance use	substance-misuse
addiction	substance-misuse
addictions	substance-misuse
needle exchange	substance-misuse
self harm	self-harm
suicide	self-harm
suicidal	self-harm
intentional overdose	self-harm
safeguarding	safeguarding
child protection	safeguarding,professionals-only
child in need	safeguarding
looked after child	safeguarding,social-care
looked after children	safeguarding,social-care
domestic abuse	safeguarding
domestic violence	safeguarding
marac	safeguarding,professionals-only
idva	safeguarding
rape	sexual-health,safeguarding
sexual assault	sexual-health,safeguarding
sexual abuse	safeguarding
female genital mutilation	safeguarding
modern slavery	safeguarding
social services	social-care
social care	social-care
crew warning	professionals-only
key safe	professionals-only
"""#)

    /// In names of medicines that come as text: those that hardly ever treat anything else. No dm+d id of them is
    /// confirmed here. Tenofovir and lamivudine (also hepatitis B), buprenorphine (also pain) and oestradiol (also
    /// menopause) are left out on purpose.
    static let medicines = SensitiveWords(table: #"""
abacavir	hiv,sexual-health
atazanavir	hiv,sexual-health
bictegravir	hiv,sexual-health
cabotegravir	hiv,sexual-health
darunavir	hiv,sexual-health
dolutegravir	hiv,sexual-health
doravirine	hiv,sexual-health
efavirenz	hiv,sexual-health
etravirine	hiv,sexual-health
nevirapine	hiv,sexual-health
raltegravir	hiv,sexual-health
rilpivirine	hiv,sexual-health
zidovudine	hiv,sexual-health
disulfiram	substance-misuse
acamprosate	substance-misuse
methadone	substance-misuse
mifepristone	reproductive
"""#)
}
