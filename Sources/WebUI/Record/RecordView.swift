// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import Access
package import CareRecord
package import CareTypes

/// A record as one reader has it open: what every page of it is made from.
package struct RecordView: Sendable {
    /// Whose pages these are.
    package enum Reader: Sendable, Equatable {
        /// Staff, under an opaque handle that means nothing elsewhere.
        case staff(handle: String)
        /// The person.
        case person
    }

    /// On what footing staff have the record open.
    package enum Footing: Sendable, Equatable {
        case care
        case administration
        /// Without a relationship, until a time.
        case emergency(until: Timestamp)
    }

    package var session: PageSession
    package var record: CareRecord
    package var reader: Reader
    package var footing: Footing
    /// When the page is made.
    package var now: Timestamp

    /// An open record.
    ///
    /// For the person, what professionals alone may see and what tells of someone else is taken out here as well,
    /// whatever the record was built with.
    package init(
        session: PageSession, record: CareRecord, reader: Reader, footing: Footing = .care, now: Timestamp
    ) {
        self.session = session
        self.record = reader == .person ? record.withoutWhatThePersonMayNotSee : record
        self.reader = reader
        self.footing = footing
        self.now = now
    }

    var style: RecordStyle { reader == .person ? .plain(now: now) : .clinical(now: now) }

    /// The sections that stand on the page, in their order; a section that is not for the reader is left out of the
    /// person's own pages and named on those of staff.
    var sections: [RecordSection] {
        RecordSection.allCases.filter { reader != .person || record.visibleSections.contains($0) }
    }
}

extension RecordView {
    /// The address of the record itself.
    package var recordAddress: PageAddress { address }

    var address: PageAddress {
        switch reader {
        case .staff(let handle): .record(handle)
        case .person: .ownRecord
        }
    }

    func address(of section: RecordSection) -> PageAddress { address.appending(section.pageName) }

    var timelineAddress: PageAddress { address.appending("timeline") }

    func address(of year: TimelineYear) -> PageAddress { timelineAddress.appending(year.pageName) }

    func address(of trend: ResultTrend) -> PageAddress { address(of: .results).appending(trend.pageName) }

    func address(of document: DocumentRow) -> PageAddress { address(of: .documents).appending(document.pageName) }

    func address(of encounter: EncounterRow) -> PageAddress { address(of: .encounters).appending(encounter.pageName) }

    /// The address of one file of a document, counted from 0.
    func address(ofFile number: Int, in document: DocumentRow) -> PageAddress {
        address(of: document).appending("file").appending(String(number))
    }

    /// The address of one file of a report, counted from 0.
    func address(ofFile number: Int, in report: ResultPanel) -> PageAddress {
        address(of: .results).appending(report.pageName).appending("file").appending(String(number))
    }

    /// The link by which late and failed sources are asked again.
    var checkAgain: PageAddress { address.appending("check-again") }
}

extension CareRecord {
    fileprivate var withoutWhatThePersonMayNotSee: CareRecord {
        var record = self
        let isForPerson: (AlertRow) -> Bool = { !$0.isForProfessionalsOnly }
        record.alerts.current.removeAll { !isForPerson($0) }
        record.alerts.ended.removeAll { !isForPerson($0) }
        record.alerts.history.removeAll { !isForPerson($0) }
        record.documents.rows.removeAll(where: \.isAboutThirdParty)
        record.documents.history.removeAll(where: \.isAboutThirdParty)
        record.problems.otherStatements.removeAll { $0.kind == .aboutSomeoneElse }
        record.hiddenItems = 0
        record.possibleOtherRecords = 0
        return record
    }
}
