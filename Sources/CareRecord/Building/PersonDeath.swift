// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

internal import CareTypes
internal import FHIRModel
internal import Terminology

/// What the Patient records of a person say about a death.
struct PersonDeath {
    private let statements: [DeathStatement.Statement]

    init(_ records: [PatientRecord]) {
        statements = records.compactMap(Self.statement)
    }

    /// The statement for the banner: nobody is shown as dead while a source says that the notice was taken back.
    func statement() -> DeathStatement {
        let died = statements.filter { $0.says == .died }
        let livingWords = statements.filter { $0.says != .died }
        let state: DeathStatement.State =
            switch (died.isEmpty, livingWords.isEmpty) {
            case (false, true): .died
            case (false, false): .sourcesDisagree
            case (true, _): statements.contains { $0.says == .removed } ? .noticeRemoved : .notRecorded
            }
        let dated = died.filter { $0.date != nil }
        let chosen = dated.first { $0.notification == .formal } ?? dated.first
        return DeathStatement(
            state: state, date: chosen?.date, hasDifferentDates: Self.differ(dated.compactMap(\.date)),
            statements: state == .notRecorded ? [] : statements)
    }

    private static func statement(_ record: PatientRecord) -> DeathStatement.Statement? {
        let node = record.node
        let notice = node.extensions("DeathNotificationStatus").first
        let code = notice?.extensionValue("deathNotificationStatus")?.items("coding").lazy
            .compactMap { $0["code"]?.string }.first { _ in true }
        let notification = code.flatMap { DeathNotification.lookup($0) }
        let effective = notice?.extensionValue("systemEffectiveDate")?.string.flatMap { PartialDate($0) }
        if notification == .removed {
            return .init(says: .removed, date: effective, notification: notification, source: record.note)
        }
        let date = node.date("deceasedDateTime")
        if date != nil || node["deceasedBoolean"]?.bool == true || notification != nil {
            return .init(says: .died, date: date, notification: notification, source: record.note)
        }
        guard node["deceasedBoolean"]?.bool == false else { return nil }
        return .init(says: .alive, source: record.note)
    }

    /// Whether dates cannot mean the same day.
    private static func differ(_ dates: [PartialDate]) -> Bool {
        dates.contains { one in dates.contains { $0.earliest >= one.end || $0.end <= one.earliest } }
    }
}
