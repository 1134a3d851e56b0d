// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import FoundationEssentials
import Terminology
import Testing

/// Base units and atoms that UCUM 2.2 marks as metric.
private let metric = words(
    """
    C K cd g m rad s mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV pc [c] [h] [k]
    [eps_0] [mu_0] [e] [m_e] [m_p] [G] [g] [ly] gf Ky Gal dyn erg P Bi St Mx G Oe Gb sb Lmb ph Ci R RAD REM cal_[15]
    cal_[20] cal_m cal_IT cal_th cal tex m[H2O] m[Hg] eq osm g% kat U [iU] [IU] Np B B[SPL] B[V] B[mV] B[uV]
    B[10.nV] B[W] B[kW] st mho bit By Bd
    """)

/// Atoms that it does not.
private let notMetric = words(
    """
    10* 10^ [pi] % [ppth] [ppm] [ppb] [pptr] gon deg ' '' min h d a_t a_j a_g a wk mo_s mo_j mo_g mo AU atm [lbf_av]
    [in_i] [ft_i] [yd_i] [mi_i] [fth_i] [nmi_i] [kn_i] [sin_i] [sft_i] [syd_i] [cin_i] [cft_i] [cyd_i] [bf_i] [cr_i]
    [mil_i] [cml_i] [hd_i] [ft_us] [yd_us] [in_us] [rd_us] [ch_us] [lk_us] [rch_us] [rlk_us] [fth_us] [fur_us]
    [mi_us] [acr_us] [srd_us] [smi_us] [sct] [twp] [mil_us] [in_br] [ft_br] [rd_br] [ch_br] [lk_br] [fth_br] [pc_br]
    [yd_br] [mi_br] [nmi_br] [kn_br] [acr_br] [gal_us] [bbl_us] [qt_us] [pt_us] [gil_us] [foz_us] [fdr_us] [min_us]
    [crd_us] [bu_us] [gal_wi] [pk_us] [dqt_us] [dpt_us] [tbs_us] [tsp_us] [cup_us] [foz_m] [cup_m] [tsp_m] [tbs_m]
    [gal_br] [pk_br] [bu_br] [qt_br] [pt_br] [gil_br] [foz_br] [fdr_br] [min_br] [gr] [lb_av] [oz_av] [dr_av]
    [scwt_av] [lcwt_av] [ston_av] [lton_av] [stone_av] [pwt_tr] [oz_tr] [lb_tr] [sc_ap] [dr_ap] [oz_ap] [lb_ap]
    [oz_m] [lne] [pnt] [pca] [pnt_pr] [pca_pr] [pied] [pouce] [ligne] [didot] [cicero] [degF] [degR] [degRe] [Cal]
    [Btu_39] [Btu_59] [Btu_60] [Btu_m] [Btu_IT] [Btu_th] [Btu] [HP] [den] [in_i'H2O] [in_i'Hg] [PRU] [wood'U] [diop]
    [p'diop] %[slope] [mesh_i] [Ch] [drp] [hnsf'U] [MET] [hp'_X] [hp'_C] [hp'_M] [hp'_Q] [hp_X] [hp_C] [hp_M] [hp_Q]
    [kp_X] [kp_C] [kp_M] [kp_Q] [pH] [S] [HPF] [LPF] [arb'U] [USP'U] [GPL'U] [MPL'U] [APL'U] [beth'U] [anti'Xa'U]
    [todd'U] [dye'U] [smgy'U] [bdsk'U] [ka'U] [knk'U] [mclg'U] [tb'U] [CCID_50] [TCID_50] [EID_50] [PFU] [FFU] [CFU]
    [IR] [BAU] [AU] [Amb'a'1'U] [PNU] [Lf] [D'ag'U] [FEU] [ELU] [EU] Ao b att [psi] circ sph [car_m] [car_Au]
    [smoot] [m/s2/Hz^(1/2)] [NTU] [FNU] bit_s
    """)

private let prefixes = words("Y Z E P T G M k h da d c m u n p f a z y Ki Mi Gi Ti")

private func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
}

/// Atoms that no conversion of another test uses, to thirty digits in base units; worked out with fractions.
private let inBaseUnits: [(code: String, factor: String, key: String)] = [
    ("10*", "10", "1"), ("10^", "10", "1"), ("[pi]", "3.14159265358979323846264338328", "1"), ("sr", "1", "rad2"),
    ("N", "1000", "g.m.s-2"), ("W", "1000", "g.m2.s-3"), ("A", "1", "C.s-1"), ("V", "1000", "C-1.g.m2.s-2"),
    ("F", "0.001", "C2.g-1.m-2.s2"), ("Wb", "1000", "C-1.g.m2.s-1"), ("H", "1000", "C-2.g.m2"),
    ("lm", "1", "cd.rad2"), ("Bq", "1", "s-1"), ("Gy", "1", "m2.s-2"), ("Sv", "1", "m2.s-2"), ("l", "0.001", "m3"),
    ("ar", "100", "m2"), ("a_j", "31557600", "s"), ("mo_j", "2629800", "s"), ("u", "1.6605390666E-24", "g"),
    ("pc", "30856780000000000", "m"), ("[h]", "6.62607015E-31", "g.m2.s-1"), ("[k]", "1.380649E-20", "K-1.g.m2.s-2"),
    ("[eps_0]", "8.854187817E-15", "C2.g-1.m-3.s2"), ("[mu_0]", "0.00125663706143591729538505735331", "C-2.g.m"),
    ("[e]", "1.602176634E-19", "C"), ("[m_e]", "9.1093837139E-28", "g"), ("[m_p]", "1.67262192595E-24", "g"),
    ("[G]", "6.6743E-14", "g-1.m3.s-2"), ("[lbf_av]", "4448.2216152605", "g.m.s-2"), ("Ky", "100", "m-1"),
    ("P", "100", "g.m-1.s-1"), ("Bi", "10", "C.s-1"), ("St", "0.0001", "m2.s-1"), ("Mx", "0.00001", "C-1.g.m2.s-1"),
    ("Oe", "79.5774715459476678844418816863", "C.m-1.s-1"), ("Gb", "0.795774715459476678844418816863", "C.s-1"),
    ("sb", "10000", "cd.m-2"), ("Lmb", "3183.09886183790671537767526745", "cd.m-2"), ("ph", "0.0001", "cd.m-2.rad2"),
    ("[yd_i]", "0.9144", "m"), ("[fth_i]", "1.8288", "m"), ("[sft_i]", "0.09290304", "m2"),
    ("[syd_i]", "0.83612736", "m2"), ("[cyd_i]", "0.764554857984", "m3"), ("[bf_i]", "0.002359737216", "m3"),
    ("[cr_i]", "3.624556363776", "m3"), ("[mil_i]", "0.0000254", "m"),
    ("[cml_i]", "5.06707479097497751431639751289E-10", "m2"), ("[hd_i]", "0.1016", "m"),
    ("[yd_us]", "0.914401828803657607315214630429", "m"), ("[in_us]", "0.0254000508001016002032004064008", "m"),
    ("[rd_us]", "5.02921005842011684023368046736", "m"), ("[ch_us]", "20.1168402336804673609347218694", "m"),
    ("[lk_us]", "0.201168402336804673609347218694", "m"), ("[rch_us]", "30.480060960121920243840487681", "m"),
    ("[rlk_us]", "0.30480060960121920243840487681", "m"), ("[fth_us]", "1.82880365760731521463042926086", "m"),
    ("[fur_us]", "201.168402336804673609347218694", "m"), ("[acr_us]", "4046.87260987425200656852926609", "m2"),
    ("[srd_us]", "25.2929538117140750410533079131", "m2"), ("[smi_us]", "2589998.4703195212842038587303", "m2"),
    ("[sct]", "2589998.4703195212842038587303", "m2"), ("[twp]", "93239944.9315027662313389142907", "m2"),
    ("[mil_us]", "0.0000254000508001016002032004064008", "m"), ("[ft_br]", "0.30479976", "m"),
    ("[rd_br]", "5.02919604", "m"), ("[ch_br]", "20.11678416", "m"), ("[lk_br]", "0.2011678416", "m"),
    ("[fth_br]", "1.82879856", "m"), ("[pc_br]", "0.7619994", "m"), ("[yd_br]", "0.91439928", "m"),
    ("[mi_br]", "1609.3427328", "m"), ("[nmi_br]", "1853.1825408", "m"), ("[kn_br]", "0.514772928", "m.s-1"),
    ("[bbl_us]", "0.158987294928", "m3"), ("[qt_us]", "0.000946352946", "m3"), ("[pt_us]", "0.000473176473", "m3"),
    ("[gil_us]", "0.00011829411825", "m3"), ("[fdr_us]", "0.0000036966911953125", "m3"),
    ("[min_us]", "6.1611519921875E-8", "m3"), ("[crd_us]", "3.624556363776", "m3"),
    ("[pk_us]", "0.00880976754172", "m3"), ("[dqt_us]", "0.001101220942715", "m3"),
    ("[dpt_us]", "0.0005506104713575", "m3"), ("[foz_m]", "0.00003", "m3"), ("[cup_m]", "0.00024", "m3"),
    ("[tbs_m]", "0.000015", "m3"), ("[gal_br]", "0.00454609", "m3"), ("[pk_br]", "0.00909218", "m3"),
    ("[bu_br]", "0.03636872", "m3"), ("[qt_br]", "0.0011365225", "m3"), ("[gil_br]", "0.0001420653125", "m3"),
    ("[fdr_br]", "0.0000035516328125", "m3"), ("[min_br]", "5.91938802083333333333333333333E-8", "m3"),
    ("[dr_av]", "1.7718451953125", "g"), ("[scwt_av]", "45359.237", "g"), ("[lcwt_av]", "50802.34544", "g"),
    ("[ston_av]", "907184.74", "g"), ("[pwt_tr]", "1.55517384", "g"), ("[oz_ap]", "31.1034768", "g"),
    ("[lb_ap]", "373.2417216", "g"), ("[lne]", "0.00211666666666666666666666666667", "m"),
    ("[pnt]", "0.000352777777777777777777777777778", "m"), ("[pca]", "0.00423333333333333333333333333333", "m"),
    ("[pnt_pr]", "0.0003514598", "m"), ("[pca_pr]", "0.0042175176", "m"),
    ("[ligne]", "0.00225555555555555555555555555556", "m"), ("[didot]", "0.000375925925925925925925925925926", "m"),
    ("[cicero]", "0.00451111111111111111111111111111", "m"), ("cal_[15]", "4185.8", "g.m2.s-2"),
    ("cal_[20]", "4181.9", "g.m2.s-2"), ("cal_m", "4190.02", "g.m2.s-2"), ("cal_th", "4184", "g.m2.s-2"),
    ("cal", "4184", "g.m2.s-2"), ("[Btu_39]", "1059670", "g.m2.s-2"), ("[Btu_59]", "1054800", "g.m2.s-2"),
    ("[Btu_60]", "1054680", "g.m2.s-2"), ("[Btu_m]", "1055870", "g.m2.s-2"), ("[Btu_th]", "1054350", "g.m2.s-2"),
    ("[Btu]", "1054350", "g.m2.s-2"), ("[HP]", "745699.87158227022", "g.m2.s-3"), ("m[H2O]", "9806650", "g.m-1.s-2"),
    ("m[Hg]", "133322000", "g.m-1.s-2"), ("[in_i'H2O]", "249088.91", "g.m-1.s-2"),
    ("[mesh_i]", "39.3700787401574803149606299213", "m-1"), ("[hnsf'U]", "1", "1"),
    ("eq", "602214076000000000000000", "1"), ("osm", "602214076000000000000000", "1"), ("[S]", "1E-13", "s"),
    ("kat", "602214076000000000000000", "s-1"), ("[IU]", "1", "[iU]"),
    ("[psi]", "6894757.29316836133672267344535", "g.m-1.s-2"), ("[car_Au]", "0.0416666666666666666666666666667", "1"),
    ("[NTU]", "1", "1"), ("[FNU]", "1", "1"),
]

@Suite("The atoms of UCUM")
struct UCUMAtomTests {
    @Test("Every metric atom is known and takes every prefix")
    func takesPrefixes() throws {
        #expect(metric.count == 96)
        for code in metric {
            let atom = try UCUMUnit(code)
            for prefix in prefixes {
                let prefixed = try UCUMUnit(prefix + code)
                #expect(prefixed.isCommensurable(with: atom) && prefixed != atom, "\(prefix)\(code)")
            }
        }
    }

    @Test("Every other atom is known and takes no prefix")
    func takesNoPrefix() throws {
        #expect(notMetric.count == 216)
        for code in notMetric {
            #expect(throws: Never.self, "\(code)") { try UCUMUnit(code) }
            let failure = #expect(throws: UCUMFailure.self, "\(code)") { try UCUMUnit("k" + code) }
            #expect(failure?.reason == .prefixNotAllowed, "\(code)")
        }
    }

    @Test("An atom is as large as UCUM defines it", arguments: inBaseUnits)
    func isDefined(code: String, factor: String, key: String) throws {
        let (unit, expected) = (try UCUMUnit(code), try #require(Decimal(string: factor)))
        let tolerance = expected * (try #require(Decimal(string: "1e-29")))
        #expect((unit.canonical.factor - expected).magnitude <= tolerance)
        #expect(unit.dimensions.description == key)
    }

    @Test("No atom can be taken for another one with a prefix")
    func isUnambiguous() {
        for code in metric + notMetric {
            for prefix in prefixes where code.hasPrefix(prefix) {
                #expect(!metric.contains(String(code.dropFirst(prefix.count))), "\(code)")
            }
        }
    }

    @Test("An atom has no second meaning with the other case")
    func mindsCase() throws {
        for (code, other) in [("m", "M"), ("g", "G"), ("mol", "MOL"), ("Cel", "cel"), ("[iU]", "[iu]"), ("s", "S")] {
            let atom = try UCUMUnit(code)
            #expect((try? UCUMUnit(other)) != atom)
        }
    }
}
