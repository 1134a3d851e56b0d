// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

import CareTypes
import FHIRModel
import Identity
import Testing

/// A valid number of the range that is never issued, from the six digits behind 999; the next one with a
/// check digit where it has none.
func number(_ six: Int) throws -> NHSNumber {
    for candidate in six..<six + 20 {
        let nine = Array("999".utf8) + Array(String(candidate + 1_000_000).utf8.dropFirst())
        let digits = nine.map { $0 - UInt8(ascii: "0") }
        guard let check = NHSNumber.checkDigit(of: digits) else { continue }
        return try NHSNumber(String(decoding: nine + [check + UInt8(ascii: "0")], as: UTF8.self))
    }
    throw SampleFailure()
}

struct SampleFailure: Error {}

/// What a test says of a Patient, as JSON.
struct PatientText {
    var identifiers: [String] = []
    var birthDate: String? = "1961-02-03"
    var families = ["Okafor"]
    var postcodes = ["SE1 4KV"]

    /// An identifier with the system of NHS numbers.
    static func nhsNumber(_ value: String, status: String? = nil, more: String = "") -> String {
        let url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus"
        let stated = status.map {
            #""extension":[{"url":"\#(url)","valueCodeableConcept":{"coding":[{"code":"\#($0)"}]}}],"#
        }
        return #"{\#(stated ?? "")\#(more)"system":"https://fhir.nhs.uk/Id/nhs-number","value":"\#(value)"}"#
    }

    /// What linking sees of it.
    func identity() throws -> PatientIdentity { PatientIdentity(try resource()) }

    func resource() throws -> Resource {
        let names = families.map { #"{"family":"\#($0)"}"# }.joined(separator: ",")
        let addresses = postcodes.map { #"{"postalCode":"\#($0)"}"# }.joined(separator: ",")
        let born = birthDate.map { #","birthDate":"\#($0)""# } ?? ""
        let text =
            #"{"resourceType":"Patient","id":"p1","identifier":[\#(identifiers.joined(separator: ","))]"#
            + #","name":[\#(names)],"address":[\#(addresses)]\#(born)}"#
        return try Resource(Array(text.utf8))
    }
}
