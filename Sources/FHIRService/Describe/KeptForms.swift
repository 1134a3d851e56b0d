// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Synchronization

/// One answer that many are given, in each form that was asked for.
///
/// The CapabilityStatement is half a megabyte and anyone may ask for it: to write it as XML each time would take longer
/// than most searches.
final class KeptForms: Sendable {
    private struct Form: Hashable {
        var form: FHIRForm
        var isPretty: Bool
    }

    private let forms = Mutex<[Form: [UInt8]]>([:])

    /// The text in a form, from `make` the first time.
    func text(as wanted: AnswerForm, _ make: () throws -> [UInt8]) rethrows -> [UInt8] {
        let form = Form(form: wanted.form, isPretty: wanted.isPretty)
        if let kept = forms.withLock({ $0[form] }) { return kept }
        let made = try make()
        forms.withLock { $0[form] = made }
        return made
    }
}
