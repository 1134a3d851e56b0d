// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: OneLondon contributors

package import CareTypes

/// In whose words and dates a record is written.
package struct RecordStyle: Sendable {
    var words: RecordWords
    var sections: SectionWords
    /// For the person themselves, not for staff.
    var isPlain: Bool
    /// The time for which "today" is meant.
    var now: Timestamp

    /// As clinicians read it.
    package static func clinical(now: Timestamp) -> RecordStyle {
        RecordStyle(words: .english, sections: .staff, isPlain: false, now: now)
    }

    /// As everyone reads it.
    package static func plain(now: Timestamp) -> RecordStyle {
        RecordStyle(words: .plainEnglish, sections: .plain, isPlain: true, now: now)
    }

    /// As precisely as it is known; nil where there is no date.
    func date(_ date: PartialDate?) -> String? {
        date.map { isPlain ? PublicDateText.partial($0) : ClinicalDateText.partial($0) }
    }

    /// The day alone.
    func day(_ date: PartialDate?) -> String? {
        date.map { isPlain ? PublicDateText.partial($0) : ClinicalDateText.partialDay($0) }
    }

    func day(_ date: CivilDate) -> String {
        isPlain ? PublicDateText.day(date) : ClinicalDateText.day(date)
    }

    /// Day and time.
    func moment(_ moment: Timestamp) -> String {
        isPlain ? PublicDateText.moment(moment) : ClinicalDateText.moment(moment)
    }

    /// Day and time, where clinicians need no day for today.
    func recent(_ moment: Timestamp) -> String {
        isPlain ? PublicDateText.moment(moment) : ClinicalDateText.recent(moment, now: now)
    }

    /// A value, or the words for its absence.
    func orNotRecorded(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return SharedWords.english.notRecorded }
        return text
    }
}
