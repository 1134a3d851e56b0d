// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel

extension PersonBuilder {
    /// A letter, summary or form.
    struct DocumentText {
        /// The SNOMED CT code of its type, and of its category.
        var type: String
        var category: String
        var title: String
        var date: Moment
        var author: SyntheticStaffMember?
        var text: String
        var isPDF = false
        var encounter: String?
        var labels: SensitivityLabels = []
        /// Where a care plan or form belongs to a period.
        var period: (from: Int, to: Int?)?
    }

    /// Writes a document and its content; the content of a PDF goes into a Binary.
    @discardableResult
    func document(_ record: HeldRecord, feed: SyntheticFeed? = nil, fact: Fact? = nil, _ text: DocumentText) -> String {
        let feed = feed ?? record.feed
        let date = text.date.text
        let content: [UInt8]
        var binary: String?
        if text.isPDF {
            content = PDFDocument.make(title: text.title, text: text.text)
            binary = add("Binary", to: feed, labels: text.labels) { writer in
                writer.member("contentType", "application/pdf")
                writer.reference("securityContext", record.reference)
                writer.member("data", Base64.encode(content))
            }
        } else {
            content = Array(text.text.utf8)
        }
        return add("DocumentReference", to: feed, profile: "UKCore-DocumentReference", labels: text.labels, fact: fact)
        {
            writer in
            writer.member("status", "current")
            writer.member("docStatus", "final")
            writer.concept("type", .snomed, text.type)
            writer.concepts("category", .snomed, text.category)
            writer.reference("subject", record.reference)
            writer.member("date", date)
            writer.references("author", text.author?.reference, display: text.author?.name)
            writer.reference("custodian", record.organisation.reference, display: record.organisation.name)
            writer.member("description", text.title)
            writer.array("content") { list in
                list.object { item in
                    item.object("attachment") { attachment in
                        attachment.member("contentType", text.isPDF ? "application/pdf" : "text/plain; charset=utf-8")
                        attachment.member("language", "en-GB")
                        if let binary {
                            attachment.member("url", binary)
                        } else {
                            attachment.member("data", Base64.encode(content))
                        }
                        attachment.member("size", content.count)
                        attachment.member("title", text.title)
                        attachment.member("creation", date)
                    }
                }
            }
            writer.object("context") { context in
                context.references("encounter", text.encounter)
                if let period = text.period {
                    context.period("period", Moment.dateText(period.from), period.to.map(Moment.dateText))
                }
            }
        }
    }

    /// The head of a letter: who writes, to whom, about whom.
    func letterHead(_ organisation: SyntheticOrganisation, clinic: String, date: Int, record: HeldRecord) -> String {
        let practice = london.organisations.all[plan.practice]
        let number = record.truth.number == .correct ? spaced(plan.nhsNumber) : "not known"
        return """
            \(organisation.name)
            \(clinic)

            \(Moment.longText(date))

            \(practice.member(.generalPractitioner).name)
            \(practice.name)

            Re: \(plan.fullName), born \(Moment.longText(plan.birthDay)), NHS number \(number)
            \(plan.hasProtectedAddress ? "Address withheld" : plan.address.text)
            """
    }

    private func spaced(_ number: String) -> String {
        "\(number.prefix(3)) \(number.dropFirst(3).prefix(3)) \(number.suffix(4))"
    }

    /// The conditions on a day that letters name; sensitive ones only where the writer's field they are.
    func conditionsHeld(on day: Int, including labels: SensitivityLabels = []) -> [PersonPlan.HeldProblem] {
        let held = plan.problems.filter {
            $0.onset <= day && ($0.end.map { day <= $0 } ?? true) && $0.problem.labels.subtracting(labels).isEmpty
        }
        return Array(held.prefix(8))
    }

    /// The conditions on a day, as letters list them.
    func diagnosisList(on day: Int, including labels: SensitivityLabels = []) -> String {
        let held = conditionsHeld(on: day, including: labels)
        guard !held.isEmpty else { return "No long-term conditions" }
        return held.map { "• " + $0.problem.text }.joined(separator: "\n")
    }

    /// What is taken on a day and named by letters; sensitive medicines only where the writer's field they are.
    func medicinesTaken(on day: Int, including labels: SensitivityLabels = []) -> [HeldMedicine] {
        let taken = medicines.filter {
            $0.isTaken(on: day) && $0.medicine.labels.union($0.problem?.labels ?? []).subtracting(labels).isEmpty
        }
        return Array(taken.prefix(12))
    }

    /// What is taken on a day, as letters list it.
    func medicineList(on day: Int, including labels: SensitivityLabels = []) -> String {
        let taken = medicinesTaken(on: day, including: labels)
        guard !taken.isEmpty else { return "No regular medicines" }
        return taken.map { "• \($0.medicine.name): \($0.medicine.dose)" }.joined(separator: "\n")
    }

    /// The allergies as letters state them.
    var allergyLine: String {
        plan.allergies.isEmpty
            ? "No known allergies"
            : plan.allergies.map { "\($0.allergen.text) (\($0.allergen.reactionText.lowercased()))" }.joined(
                separator: "; ")
    }
}
