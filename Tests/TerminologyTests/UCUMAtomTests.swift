// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

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
