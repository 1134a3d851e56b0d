// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors
// swift-format-ignore-file

extension UCUMAtom {
    /// One unit atom a line, as UCUM 2.2 (2024-06-17) defines it, each by what stands above it.
    ///
    /// First m if it takes a prefix, n if not; the code; then a number and a unit. A third number is how many of the unit
    /// lie between absolute zero and the scale's own zero. "arbitrary" has no relation to any other unit, "level" is a
    /// measure on a logarithmic or other curved scale, "pi" is the number.
    ///
    /// Two atoms differ from the published table, which gives the mass of the electron and the proton in kg but says g.
    /// The phot is as published (1e-4 lx), though a phot in physics is 1e4 lx.
    static let table = #"""
# Numbers
n 10* 10 1
n 10^ 10 1
n [pi] pi
n % 1 10*-2
n [ppth] 1 10*-3
n [ppm] 1 10*-6
n [ppb] 1 10*-9
n [pptr] 1 10*-12
# SI
m mol 6.02214076 10*23
m sr 1 rad2
m Hz 1 s-1
m N 1 kg.m/s2
m Pa 1 N/m2
m J 1 N.m
m W 1 J/s
m A 1 C/s
m V 1 J/C
m F 1 C/V
m Ohm 1 V/A
m S 1 Ohm-1
m Wb 1 V.s
m Cel 1 K 273.15
m T 1 Wb/m2
m H 1 Wb/A
m lm 1 cd.sr
m lx 1 lm/m2
m Bq 1 s-1
m Gy 1 J/kg
m Sv 1 J/kg
# Avoirdupois weights
n [gr] 64.79891 mg
n [lb_av] 7000 [gr]
n [oz_av] 1 [lb_av]/16
n [dr_av] 1 [oz_av]/16
n [scwt_av] 100 [lb_av]
n [lcwt_av] 112 [lb_av]
n [ston_av] 20 [scwt_av]
n [lton_av] 20 [lcwt_av]
n [stone_av] 14 [lb_av]
# Troy weights
n [pwt_tr] 24 [gr]
n [oz_tr] 20 [pwt_tr]
n [lb_tr] 12 [oz_tr]
# Apothecaries' weights
n [sc_ap] 20 [gr]
n [dr_ap] 3 [sc_ap]
n [oz_ap] 8 [dr_ap]
n [lb_ap] 12 [oz_ap]
n [oz_m] 28 g
# ISO 1000
n deg 2 [pi].rad/360
n gon 0.9 deg
n ' 1 deg/60
n '' 1 '/60
m l 1 dm3
m L 1 l
m ar 100 m2
n min 60 s
n h 60 min
n d 24 h
n a_t 365.24219 d
n a_j 365.25 d
n a_g 365.2425 d
n a 1 a_j
n wk 7 d
n mo_s 29.53059 d
n mo_j 1 a_j/12
n mo_g 1 a_g/12
n mo 1 mo_j
m t 1e3 kg
m bar 1e5 Pa
m u 1.6605390666e-24 g
n AU 149597.870691 Mm
m pc 3.085678e16 m
# Natural units
m [e] 1.602176634e-19 C
m eV 1 [e].V
m [c] 299792458 m/s
m [h] 6.62607015e-34 J.s
m [k] 1.380649e-23 J/K
m [eps_0] 8.854187817e-12 F/m
m [mu_0] 1 4.[pi].10*-7.N/A2
m [m_e] 9.1093837139e-31 kg
m [m_p] 1.67262192595e-27 kg
m [G] 6.6743e-11 m3.kg-1.s-2
m [g] 9.80665 m/s2
n atm 101325 Pa
m [ly] 1 [c].a_j
m gf 1 g.[g]
n [lbf_av] 1 [lb_av].[g]
# CGS
m Ky 1 cm-1
m Gal 1 cm/s2
m dyn 1 g.cm/s2
m erg 1 dyn.cm
m P 1 dyn.s/cm2
m Bi 10 A
m St 1 cm2/s
m Mx 1e-8 Wb
m G 1e-4 T
m Oe 250 /[pi].A/m
m Gb 1 Oe.cm
m sb 1 cd/cm2
m Lmb 1 cd/cm2/[pi]
m ph 1e-4 lx
m Ci 3.7e10 Bq
m R 2.58e-4 C/kg
m RAD 100 erg/g
m REM 1 RAD
# International customary
n [in_i] 2.54 cm
n [ft_i] 12 [in_i]
n [yd_i] 3 [ft_i]
n [mi_i] 5280 [ft_i]
n [fth_i] 6 [ft_i]
n [nmi_i] 1852 m
n [kn_i] 1 [nmi_i]/h
n [sin_i] 1 [in_i]2
n [sft_i] 1 [ft_i]2
n [syd_i] 1 [yd_i]2
n [cin_i] 1 [in_i]3
n [cft_i] 1 [ft_i]3
n [cyd_i] 1 [yd_i]3
n [bf_i] 144 [in_i]3
n [cr_i] 128 [ft_i]3
n [mil_i] 1e-3 [in_i]
n [cml_i] 1 [pi]/4.[mil_i]2
n [hd_i] 4 [in_i]
# US survey lengths
n [ft_us] 1200 m/3937
n [yd_us] 3 [ft_us]
n [in_us] 1 [ft_us]/12
n [rd_us] 16.5 [ft_us]
n [ch_us] 4 [rd_us]
n [lk_us] 1 [ch_us]/100
n [rch_us] 100 [ft_us]
n [rlk_us] 1 [rch_us]/100
n [fth_us] 6 [ft_us]
n [fur_us] 40 [rd_us]
n [mi_us] 8 [fur_us]
n [acr_us] 160 [rd_us]2
n [srd_us] 1 [rd_us]2
n [smi_us] 1 [mi_us]2
n [sct] 1 [mi_us]2
n [twp] 36 [sct]
n [mil_us] 1e-3 [in_us]
# British imperial lengths
n [in_br] 2.539998 cm
n [ft_br] 12 [in_br]
n [rd_br] 16.5 [ft_br]
n [ch_br] 4 [rd_br]
n [lk_br] 1 [ch_br]/100
n [fth_br] 6 [ft_br]
n [pc_br] 2.5 [ft_br]
n [yd_br] 3 [ft_br]
n [mi_br] 5280 [ft_br]
n [nmi_br] 6080 [ft_br]
n [kn_br] 1 [nmi_br]/h
n [acr_br] 4840 [yd_br]2
# US volumes
n [gal_us] 231 [in_i]3
n [bbl_us] 42 [gal_us]
n [qt_us] 1 [gal_us]/4
n [pt_us] 1 [qt_us]/2
n [gil_us] 1 [pt_us]/4
n [foz_us] 1 [gil_us]/4
n [fdr_us] 1 [foz_us]/8
n [min_us] 1 [fdr_us]/60
n [crd_us] 128 [ft_i]3
n [bu_us] 2150.42 [in_i]3
n [gal_wi] 1 [bu_us]/8
n [pk_us] 1 [bu_us]/4
n [dqt_us] 1 [pk_us]/8
n [dpt_us] 1 [dqt_us]/2
n [tbs_us] 1 [foz_us]/2
n [tsp_us] 1 [tbs_us]/3
n [cup_us] 16 [tbs_us]
n [foz_m] 30 mL
n [cup_m] 240 mL
n [tsp_m] 5 mL
n [tbs_m] 15 mL
# British imperial volumes
n [gal_br] 4.54609 l
n [pk_br] 2 [gal_br]
n [bu_br] 4 [pk_br]
n [qt_br] 1 [gal_br]/4
n [pt_br] 1 [qt_br]/2
n [gil_br] 1 [pt_br]/4
n [foz_br] 1 [gil_br]/5
n [fdr_br] 1 [foz_br]/8
n [min_br] 1 [fdr_br]/60
# Typesetting
n [lne] 1 [in_i]/12
n [pnt] 1 [lne]/6
n [pca] 12 [pnt]
n [pnt_pr] 0.013837 [in_i]
n [pca_pr] 12 [pnt_pr]
n [pied] 32.48 cm
n [pouce] 1 [pied]/12
n [ligne] 1 [pouce]/12
n [didot] 1 [ligne]/6
n [cicero] 12 [didot]
# Heat and fibres
n [degF] 5 K/9 459.67
n [degR] 5 K/9
n [degRe] 5 K/4 218.52
m cal_[15] 4.1858 J
m cal_[20] 4.1819 J
m cal_m 4.19002 J
m cal_IT 4.1868 J
m cal_th 4.184 J
m cal 1 cal_th
n [Cal] 1 kcal_th
n [Btu_39] 1.05967 kJ
n [Btu_59] 1.0548 kJ
n [Btu_60] 1.05468 kJ
n [Btu_m] 1.05587 kJ
n [Btu_IT] 1.05505585262 kJ
n [Btu_th] 1.05435 kJ
n [Btu] 1 [Btu_th]
n [HP] 550 [ft_i].[lbf_av]/s
m tex 1 g/km
n [den] 1 g/9/km
# Clinical
m m[H2O] 9.80665 kPa
m m[Hg] 133.322 kPa
n [in_i'H2O] 1 m[H2O].[in_i]/m
n [in_i'Hg] 1 m[Hg].[in_i]/m
n [PRU] 1 mm[Hg].s/ml
n [wood'U] 1 mm[Hg].min/L
n [diop] 1 /m
n [p'diop] level
n %[slope] level
n [mesh_i] 1 /[in_i]
n [Ch] 1 mm/3
n [drp] 1 ml/20
n [hnsf'U] 1 1
n [MET] 3.5 mL/min/kg
n [hp'_X] level
n [hp'_C] level
n [hp'_M] level
n [hp'_Q] level
n [hp_X] arbitrary
n [hp_C] arbitrary
n [hp_M] arbitrary
n [hp_Q] arbitrary
n [kp_X] arbitrary
n [kp_C] arbitrary
n [kp_M] arbitrary
n [kp_Q] arbitrary
# Chemistry and assays
m eq 1 mol
m osm 1 mol
n [pH] level
m g% 1 g/dl
n [S] 1 10*-13.s
n [HPF] 1 1
n [LPF] 100 1
m kat 1 mol/s
m U 1 umol/min
m [iU] arbitrary
m [IU] 1 [iU]
n [arb'U] arbitrary
n [USP'U] arbitrary
n [GPL'U] arbitrary
n [MPL'U] arbitrary
n [APL'U] arbitrary
n [beth'U] arbitrary
n [anti'Xa'U] arbitrary
n [todd'U] arbitrary
n [dye'U] arbitrary
n [smgy'U] arbitrary
n [bdsk'U] arbitrary
n [ka'U] arbitrary
n [knk'U] arbitrary
n [mclg'U] arbitrary
n [tb'U] arbitrary
n [CCID_50] arbitrary
n [TCID_50] arbitrary
n [EID_50] arbitrary
n [PFU] arbitrary
n [FFU] arbitrary
n [CFU] arbitrary
n [IR] arbitrary
n [BAU] arbitrary
n [AU] arbitrary
n [Amb'a'1'U] arbitrary
n [PNU] arbitrary
n [Lf] arbitrary
n [D'ag'U] arbitrary
n [FEU] arbitrary
n [ELU] arbitrary
n [EU] arbitrary
# Levels
m Np level
m B level
m B[SPL] level
m B[V] level
m B[mV] level
m B[uV] level
m B[10.nV] level
m B[W] level
m B[kW] level
# Miscellaneous
m st 1 m3
n Ao 0.1 nm
n b 100 fm2
n att 1 kgf/cm2
m mho 1 S
n [psi] 1 [lbf_av]/[in_i]2
n circ 2 [pi].rad
n sph 4 [pi].sr
n [car_m] 0.2 g
n [car_Au] 1 /24
n [smoot] 67 [in_i]
n [m/s2/Hz^(1/2)] level
n [NTU] 1 1
n [FNU] 1 1
# Information
n bit_s level
m bit 1 1
m By 8 bit
m Bd 1 /s
"""#
}
