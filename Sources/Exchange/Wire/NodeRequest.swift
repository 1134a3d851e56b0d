// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes
package import FHIRModel
package import Identity

/// What the exchange asks a node.
///
/// The body of the request; the node token holds its hash, so that neither can be used without the other.
package struct NodeRequest: Sendable, Equatable {
    /// What is asked.
    package enum Question: Sendable, Equatable {
        /// Everything about a person.
        case record(TracedPerson)
        /// Files, kept as Binary, that items of a person's record refer to.
        case files(TracedPerson, [ResourceID])
        /// Which organisations have to do with a person: kinds and dates, nothing clinical.
        case relationships(TracedPerson)
        /// Who might be meant: identifying details only, nothing clinical.
        case candidates(CandidateSearch)
        /// How many records that were not joined look like those that were, of a person whom other nodes know.
        case lookalikes(TracedPerson, IdentityLikeness)
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
        case .record(let person), .files(let person, _), .relationships(let person), .lookalikes(let person, _): person
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
            question.write(to: &writer)
        }
        return writer.bytes
    }

    /// Reads a request; nil where it is none.
    package init?(_ bytes: [UInt8]) {
        guard let root = try? JSONDocument.parse(bytes).root, let correlation = root["correlation"]?.string,
            let user = root["user"].flatMap(EndUser.init), let question = Question(root)
        else { return nil }
        self.init(question: question, user: user, correlationID: correlation)
    }
}

extension NodeRequest.Question {
    fileprivate func write(to writer: inout JSONWriter) {
        switch self {
        case .record(let person): Self.write("record", person, to: &writer)
        case .files(let person, let files):
            Self.write("files", person, to: &writer)
            writer.array("files") { writer in for file in files { writer.string(file.reference) } }
        case .relationships(let person): Self.write("relationships", person, to: &writer)
        case .lookalikes(let person, let likeness):
            Self.write("lookalikes", person, to: &writer)
            writer.array("families") { writer in for name in likeness.families.sorted() { writer.string(name) } }
            writer.array("postcodes") { writer in for code in likeness.postcodes.sorted() { writer.string(code) } }
        case .candidates(let search):
            writer.member("question", "candidates")
            writer.member("family", search.family)
            writer.member("given", search.given)
            writer.member("birthDate", search.birthDate.description)
            writer.member("postcode", search.postcode)
        }
    }

    private static func write(_ question: String, _ person: TracedPerson, to writer: inout JSONWriter) {
        writer.member("question", question)
        writer.member("nhsNumber", person.number.digits)
        writer.member("birthDate", person.birthDate.description)
    }

    fileprivate init?(_ root: JSONNode) {
        let person = TracedPerson(root)
        switch (root["question"]?.string, person) {
        case ("record", let person?): self = .record(person)
        case ("files", let person?):
            self = .files(person, root.items("files").compactMap { $0.string.flatMap { ResourceID(reference: $0) } })
        case ("relationships", let person?): self = .relationships(person)
        case ("lookalikes", let person?):
            self = .lookalikes(
                person,
                IdentityLikeness(
                    families: Set(root.items("families").compactMap(\.string)),
                    postcodes: Set(root.items("postcodes").compactMap(\.string))))
        case ("candidates", _):
            guard let family = root["family"]?.string, let postcode = root["postcode"]?.string,
                let birthDate = root["birthDate"]?.string.flatMap({ CivilDate($0) })
            else { return nil }
            self = .candidates(
                CandidateSearch(family: family, given: root["given"]?.string, birthDate: birthDate, postcode: postcode))
        default: return nil
        }
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

extension CandidateSearch: CustomStringConvertible, CustomReflectable {
    /// Hidden.
    package var description: String { "search for a person (hidden)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
