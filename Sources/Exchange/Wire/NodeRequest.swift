// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
internal import FHIRModel
package import Identity

/// What the exchange asks a node.
///
/// The body of the request; the node token holds its hash, so that neither can be used without the other.
package struct NodeRequest: Sendable, Equatable {
    /// What is asked.
    package enum Question: Sendable, Equatable {
        /// Everything about a person.
        case record(TracedPerson)
        /// Which organisations have to do with a person: kinds and dates, nothing clinical.
        case relationships(TracedPerson)
        /// Who might be meant: identifying details only, nothing clinical.
        case candidates(CandidateSearch)
    }

    package var question: Question
    package var user: EndUser
    package var correlationID: String

    /// A request; see the members.
    package init(question: Question, user: EndUser, correlationID: String) {
        self.question = question
        self.user = user
        self.correlationID = correlationID
    }

    /// Whose record is asked about; nil where someone is looked for.
    package var person: TracedPerson? {
        switch question {
        case .record(let person), .relationships(let person): person
        case .candidates: nil
        }
    }

    /// The request as JSON.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("correlation", correlationID)
            writer.key("user")
            user.write(to: &writer)
            switch question {
            case .record(let person), .relationships(let person):
                writer.member("question", isRecord ? "record" : "relationships")
                writer.member("nhsNumber", person.number.digits)
                writer.member("birthDate", person.birthDate.description)
            case .candidates(let search):
                writer.member("question", "candidates")
                writer.member("family", search.family)
                writer.member("given", search.given)
                writer.member("birthDate", search.birthDate.description)
                writer.member("postcode", search.postcode)
            }
        }
        return writer.bytes
    }

    private var isRecord: Bool { if case .record = question { true } else { false } }

    /// Reads a request; nil where it is none.
    package init?(_ bytes: [UInt8]) {
        guard let root = try? JSONDocument.parse(bytes).root, let correlation = root["correlation"]?.string,
            let user = root["user"].flatMap(EndUser.init),
            let birthDate = root["birthDate"]?.string.flatMap({ CivilDate($0) })
        else { return nil }
        let number = root["nhsNumber"]?.string.flatMap { try? NHSNumber($0) }
        let question: Question
        switch root["question"]?.string {
        case "record":
            guard let number else { return nil }
            question = .record(TracedPerson(number: number, birthDate: birthDate))
        case "relationships":
            guard let number else { return nil }
            question = .relationships(TracedPerson(number: number, birthDate: birthDate))
        case "candidates":
            guard let family = root["family"]?.string, let postcode = root["postcode"]?.string else { return nil }
            question = .candidates(
                CandidateSearch(family: family, given: root["given"]?.string, birthDate: birthDate, postcode: postcode))
        default: return nil
        }
        self.init(question: question, user: user, correlationID: correlation)
    }
}

/// A search for a person whose NHS number is not at hand: name, date of birth and postcode.
package struct CandidateSearch: Sendable, Equatable {
    package var family: String
    package var given: String?
    package var birthDate: CivilDate
    package var postcode: String

    /// A search; see the members.
    package init(family: String, given: String?, birthDate: CivilDate, postcode: String) {
        self.family = family
        self.given = given
        self.birthDate = birthDate
        self.postcode = postcode
    }
}

/// Someone who might be meant.
///
/// No clinical data, and nothing of where they are cared for.
package struct Candidate: Sendable, Equatable {
    package var number: NHSNumber?
    package var birthDate: CivilDate?
    /// As shown: family name and given names.
    package var family: String
    package var given: String
    package var gender: String?
    /// The first line of the address is left out where the address is protected.
    package var postcode: String?

    /// A candidate; see the members.
    package init(
        number: NHSNumber?, birthDate: CivilDate?, family: String, given: String, gender: String?, postcode: String?
    ) {
        self.number = number
        self.birthDate = birthDate
        self.family = family
        self.given = given
        self.gender = gender
        self.postcode = postcode
    }
}
