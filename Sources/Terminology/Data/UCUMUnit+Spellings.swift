// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension UCUMUnit {
    /// A UCUM code, then spellings that mean it, in small letters and without spaces.
    static let spellingTable = #"""
mmol/L	mmol/l	mmol/litre	mmols/l
umol/L	umol/l	µmol/l	μmol/l	micromol/l	micromoles/l	umol/litre
nmol/L	nmol/l	nmol/litre
pmol/L	pmol/l	pmol/litre
g/L	g/l	g/litre
g/dL	g/dl
mg/dL	mg/dl
mg/L	mg/l	mg/litre
ug/L	ug/l	µg/l	μg/l	microg/l
ug/g	ug/g	µg/g	μg/g
U/L	u/l
m[IU]/L	miu/l
mmol/mol	mmol/mol
mg/mmol	mg/mmol
10*9/L	10*9/l	10^9/l	x10^9/l	x10*9/l	10e9/l	10⁹/l	x10⁹/l	×10⁹/l	×10^9/l
fL	fl
mL/min/{1.73_m2}	ml/min/{1.73_m2}	ml/min/1.73m2	ml/min/1.73m^2	ml/min/1.73m²	ml/min/1.73sqm
1
%	%	percent
mm[Hg]	mm[hg]	mmhg
/min	/min	bpm	beats/min	beats/minute	breaths/min	breaths/minute	/minute
Cel	cel	°c	degc	degreescelsius
kg	kg	kilogram	kilograms
g
cm	cm	centimetre	centimetres
m
kg/m2	kg/m2	kg/m^2	kg/m²
{score}
{cigarettes}/d
{units}/wk	units/week
"""#
}
